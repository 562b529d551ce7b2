"""What may be seen at each step (trade section 1), and what a note may hold."""

from dataclasses import asdict, replace
from datetime import timedelta

import pytest

from cnmas_desktop.messages import KnownError
from cnmas_desktop.sync.protocol import PastAttempt
from tests.services.conftest import MakeScene
from tests.services.desk_scene import BIRTH, CHILD, INSURED, TO_PERSON, TUESDAY, dental, flu, phone, study, words

SECRET_BEFORE_IDENTITY = ("1984", "exemple.fr", "rue des Essais", "Trifouilly", "01000", "Odilon", "2017", "31 mars 2027", "31/03/2027")
THEME = ("Odilon", "2017", "31 mars 2027", "31/03/2027")


@pytest.mark.parametrize("steps", [(), ("call",), ("call", "answered"), ("call", "answered", "third_party"), TO_PERSON])
def test_before_identity_there_is_a_name_a_number_and_no_more(scene: MakeScene, steps: tuple[str, ...]) -> None:
    view = scene(dental()).opened(*steps)
    shown = str(asdict(view))
    assert "Aldegonde Zéphirin" in shown
    assert [word for word in SECRET_BEFORE_IDENTITY if word in shown] == []
    assert view.hidden_fields == len({**INSURED, **CHILD}) - 2


@pytest.mark.parametrize(("blocked", "told"), [("opt_out", "Ne souhaite plus être appelé"), (None, "Refus d'être appelé, annulé depuis")])
def test_a_wish_cancelled_since_is_not_told_as_one_that_stands(scene: MakeScene, blocked: str | None, told: str) -> None:
    attempt = PastAttempt(TUESDAY - timedelta(1), phone(2).id, "OPTOUT")
    case = flu(attempts=(attempt,), blocked_reason=blocked)
    view = scene(case).desk.open(case.case_id)
    assert view.tries == 1
    assert view.last_try is not None
    assert words(view.last_try.outcome) == told


def test_identity_opens_the_contact_details_and_acceptance_the_theme(scene: MakeScene) -> None:
    at = scene(dental())
    view = at.opened(*TO_PERSON, BIRTH)
    assert {field.label: field.value for field in view.fields} == {
        "Date de naissance": "09/12/1984",
        "Adresse mail": "aldegonde@exemple.fr",
        "Adresse postale": "42 rue des Essais",
        "Code postal": "01000",
        "Ville": "Trifouilly",
    }
    assert [word for word in THEME if word in str(asdict(view))] == []
    assert view.say is not None
    assert view.say.version == "2026-1"
    view = at.on("accept")
    assert {field.value for field in view.fields} >= {"Odilon", "02/05/2017", "31/03/2027"}
    assert view.hidden_fields == 0
    view = at.on("back")
    assert [word for word in THEME if word in str(asdict(view))] == []


def test_a_vaccination_is_not_seen_before_the_interview_is_accepted(scene: MakeScene) -> None:
    at = scene(flu())
    view = at.opened(*TO_PERSON, BIRTH)
    assert "vaccination_grippe" not in {field.name for field in view.fields}
    view = at.on("refuse")
    assert "vaccination_grippe" not in {field.name for field in view.fields}


def test_the_queue_names_person_and_campaign_only(scene: MakeScene) -> None:
    shown = str(asdict(scene(dental(), study()).desk.view()))
    assert [word for word in SECRET_BEFORE_IDENTITY if word in shown] == []


def test_the_answers_to_the_usual_questions(scene: MakeScene) -> None:
    at = scene(dental())
    answers = dict(at.desk.faq())
    assert answers["Qui m'appelle ?"] == "Le centre d'appels de l'Assurance Maladie, pour le compte de la CPAM de l'Ain."
    at.opened()
    assert "36 46" in dict(at.desk.faq())["Comment vérifier que c'est bien vous ?"]


def test_a_study_has_no_note_and_its_own_rights_address(scene: MakeScene) -> None:
    at = scene(study())
    view = at.opened(*TO_PERSON)
    assert not view.note_allowed
    assert view.rights_address == "Caisse nationale de l'Assurance Maladie, service du droit d'accès"


@pytest.mark.parametrize(
    ("birth", "choice", "with_parent"),
    [
        ("2011-11-24", "person", True),  # fifteen today: whatever the campaign chose
        ("2010-11-25", "person", True),  # sixteen tomorrow
        ("2010-11-24", "person", False),
        ("2010-11-24", "parent", True),
        ("2009-11-24", "person", False),  # seventeen
        ("2009-11-24", "parent", True),
        ("2008-11-25", "parent", True),  # eighteen tomorrow
        ("2008-11-24", "parent", False),
    ],
)
def test_under_age_it_is_the_parent_who_is_asked_for(scene: MakeScene, birth: str, choice: str, with_parent: bool) -> None:
    young = replace(flu(), fields={**flu().fields, "date_naissance": birth})
    at = scene(young)
    at.choose("GRIPPE", 'speaker_at_16_17 = "parent"', f'speaker_at_16_17 = "{choice}"')
    view = at.opened("call", "answered")
    assert view.say is not None
    asked = "Puis-je parler à l'un des parents d'Aldegonde Zéphirin ?" if with_parent else "Puis-je parler à Aldegonde Zéphirin ?"
    assert view.say.text.endswith(asked)
    who = next(option for option in view.options if option.action == "person")
    assert words(who.label) == ("C'est l'un de ses parents" if with_parent else "C'est la personne")
    assert birth not in str(asdict(view))
    assert [word for word in SECRET_BEFORE_IDENTITY if word in str(asdict(view))] == []
    view = at.on("person")
    assert words(view.identity_prompt) == (
        "Demandez au parent ce qui concerne Aldegonde Zéphirin." if with_parent else "Réponse de la personne"
    )
    assert view.say is not None
    assert view.say.text == "Pour protéger vos informations, pouvez-vous me donner votre date de naissance ?"


def test_a_childs_file_is_already_the_parents(scene: MakeScene) -> None:
    view = scene(dental()).opened("call", "answered")
    assert view.say is not None and view.say.text.endswith("Puis-je parler à Aldegonde Zéphirin ?")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Rappeler au 06 39 98 12 34", "note.number"),
        ("Rappeler au 06\u200b3998\u200b1234", "note.number"),
        ("Écrire à ode@exemple.fr", "note.mail"),
        ("Est très malade", "note.health"),
        ("Sort de l'hôpital", "note.health"),
        ("Personne désagréable", "note.judgement"),
        ("un peu fou", "note.judgement"),
        ("x" * 201, "note.too_long"),
    ],
)
def test_a_note_and_a_request_hold_no_number_no_health_no_judgement(scene: MakeScene, text: str, code: str) -> None:
    at = scene(dental())
    at.opened(*TO_PERSON, BIRTH)
    for wanted, data in (("note", {"codes": ""}), ("request", {"type": "autre"})):
        with pytest.raises(KnownError) as refused:
            at.desk.act(wanted, {**data, "text": text})
        assert refused.value.code == code


@pytest.mark.parametrize(
    "text", ["Après 18 h, le mercredi", "Passer par le standard, poste 214", "Fouad, le fils, répond le matin", "Construction en face"]
)
def test_an_ordinary_note_is_kept(scene: MakeScene, text: str) -> None:
    at = scene(dental())
    view = at.opened(*TO_PERSON, BIRTH, ("note", {"codes": "morning", "text": text}))
    assert (view.note, view.note_codes) == (text, ("morning",))


def test_every_message_of_a_call_has_its_words(scene: MakeScene) -> None:
    at = scene(dental())
    view = at.opened(*TO_PERSON)
    for option in (*view.options, *view.anytime):
        assert words(option.label)
    for mark in view.strip:
        assert words(mark.label)
    for line in at.desk.outbox():
        assert words(line.label)


def test_which_language_is_asked_where_it_is_chosen(scene: MakeScene) -> None:
    at = scene(dental())
    at.desk.open_next()
    for action in ("call", "answered", "terminate"):
        view = at.desk.act(action)
        assert view is not None and not view.language_question
    view = at.desk.act("special")
    assert view is not None and view.language_question == "Dans quelle langue préférez-vous parler ?"
