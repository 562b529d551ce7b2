"""Every ordinary call of the trade, from the queue to what the centre will receive and what the queue does next."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from cnmas_desktop.messages import KnownError
from cnmas_desktop.services.views import Message
from cnmas_desktop.sync.protocol import Authorisation, Callback, PastAttempt
from tests.services.conftest import MakeScene
from tests.services.desk_scene import (
    BIRTH,
    TO_NOTICE,
    TO_PERSON,
    TO_SCRIPT,
    TUESDAY,
    Scene,
    dental,
    flu,
    offered,
    phone,
    professional,
    study,
    words,
)

DAY = timedelta(days=1)


def said(messages: tuple[Message, ...]) -> list[str]:
    return [words(one) for one in messages]


def test_no_answer_is_two_keys_and_the_case_comes_back_at_another_slot(scene: MakeScene) -> None:
    case = dental()
    at = scene(case)
    view = at.opened("call", "no_answer")
    assert said(view.summary) == [
        "Issue : Pas de réponse. Prochain appel le 24 novembre à 17\u00a0h\u00a000",
        "Rien n'est transmis à l'organisme.",
    ]
    assert at.do("save") is None
    after = at.held(case).payload
    assert (after.state, after.queue_class) == ("retry", 4)
    assert after.callable_from == datetime.fromisoformat("2026-11-24T17:00:00+01:00")
    assert [one.disposition for one in after.attempts] == ["NRP"]
    assert at.desk.view().next is None
    kind, body = at.events()[-1]
    assert (kind, body["disposition"], body["proposal"]["at"]) == ("call_ended", "NRP", "2026-11-24T16:00:00.000Z")


def test_the_eighth_call_in_vain_is_the_last(scene: MakeScene) -> None:
    before = tuple(PastAttempt(TUESDAY - (40 + days) * DAY, phone(1).id, "NRP") for days in range(7))
    case = dental(state="retry", queue_class=4, attempts=before)
    at = scene(case)
    at.opened("call", "no_answer")
    at.do("save")
    assert at.held(case).payload.state == "exhausted"


def test_a_refusal_closes_the_case_and_keeps_the_reason_only_if_it_was_said(scene: MakeScene) -> None:
    case = dental()
    at = scene(case)
    at.opened(*TO_NOTICE, "refuse", "reason:pas_le_temps")
    assert at.do("save") is None
    assert at.held(case).payload.state == "done"
    assert dict(at.events())["interview_decided"] == {
        "attempt": dict(at.events())["call_started"]["attempt"], "accepted": False, "reason": "pas_le_temps",
    }  # fmt: skip
    assert at.endings() == ["REF_D"]


def test_a_refusal_gives_quiet_in_the_other_campaigns_of_the_person(scene: MakeScene) -> None:
    other = flu(2, person_id=dental().person_id)
    at = scene(dental(), other)
    at.desk.open(dental().case_id)
    at.do(*TO_NOTICE, "refuse", "save")
    assert words(at.desk.open(other.case_id).blocked) == "Cette personne a refusé l'entretien. Prochain appel possible le 25 janvier."


def test_a_whole_interview_with_everything_a_person_may_say(scene: MakeScene) -> None:
    case = dental()
    at = scene(case)
    at.opened(*TO_SCRIPT, "next", "next", "next", "offer_accepted", "offer:rendez_vous")
    view = at.on(
        ("request", {"type": "carte_vitale", "text": "  Carte   perdue "}),
        ("change", {"field": "adresse_postale", "new": "7 allée des Essais"}),
        ("change", {"field": "telephone_mobile", "new": "06 39 98 12 34"}),
        ("authorise", {"channel": "mail", "state": "given"}),
        ("authorise", {"channel": "sms", "state": "withdrawn"}),
        ("right", {"right": "access"}),
        ("note", {"codes": "morning,speak_slowly", "text": "Préfère le mercredi"}),
    )
    assert said(view.facts) == [
        "Entretien accepté",
        "Accord : Prendre rendez-vous chez le dentiste",
        "Demande : Carte Vitale",
        "Adresse postale : 42 rue des Essais → 7 allée des Essais",
        "Téléphone mobile : 06\u00a039\u00a098\u00a012\u00a034",
        "Mail : accepte d'être contacté",
        "SMS : ne veut plus être contacté",
        "Droit exercé : Accès à ses données",
    ]
    view = at.on("nothing_more")
    assert view.say is not None
    assert view.say.text == "Merci de votre accueil. Bonne journée."
    assert said(view.summary) == [
        "Issue : Entretien terminé",
        "Entretien accepté",
        "Accord : Prendre rendez-vous chez le dentiste",
        "Demande : Carte Vitale",
        "2 coordonnées à corriger",
        "2 autorisations de contact",
    ]
    assert at.do("save") is None
    bodies = at.events()
    attempt = dict(bodies)["call_started"]["attempt"]
    assert all(body["attempt"] == attempt for kind, body in bodies if kind != "record_opened")
    assert [body for kind, body in bodies if kind == "contact_change_proposed"] == [
        {"attempt": attempt, "field": "adresse_postale", "old": "42 rue des Essais", "new": "7 allée des Essais"},
        {"attempt": attempt, "field": "telephone_mobile", "new": "+33639981234"},
    ]
    assert dict(bodies)["request_made"]["text"] == "Carte perdue"
    assert dict(bodies)["note_written"]["codes"] == ["morning", "speak_slowly"]
    assert dict(bodies)["authorisation_given"]["words"] == "opt_in MTDENTS 1"
    assert at.held(case).payload.fields["adresse_postale"] == "42 rue des Essais", "a proposal is never an overwrite"
    assert (at.desk.view().day.interviews, at.desk.view().day.agreements) == (1, 1)


def test_a_callback_is_promised_in_the_persons_time(scene: MakeScene) -> None:
    overseas = phone(2, zone="Indian/Reunion", e164="+262639980001")
    case = flu(2, phones=(overseas,))
    at = scene(case)
    at.opened(*TO_NOTICE, "callback")
    check = at.desk.check_callback(datetime(2026, 11, 25, 15, 30))
    assert (f"{check.person_local:%H:%M}", f"{check.agent_local:%H:%M}", check.refused) == ("15:30", "12:30", None)
    view = at.on(("set_callback", {"kind": "firm", "local": "2026-11-25T15:30"}))
    assert view.step == "ending"
    assert view.summary[0].params["when"] == "25 novembre à 12\u00a0h\u00a030", "as promised, not when the queue has it"
    assert view.say is not None and "quand" not in view.say.text.casefold(), "what was answered is not asked again"
    assert at.do("save") is None
    after = at.held(case).payload
    assert (after.state, after.queue_class) == ("callback", 1)
    assert after.callback is not None
    assert after.callback.at - after.callable_from == timedelta(minutes=5)
    at.clock.pass_(timedelta(hours=4))
    (line,) = at.desk.view().callbacks
    assert line.local_at is not None
    assert (f"{line.at:%H:%M}", f"{line.local_at:%H:%M}") == ("12:30", "15:30")


@pytest.mark.parametrize(
    ("local", "code"),
    [
        (datetime(2026, 11, 24, 10, 30), "callback.past"),
        (datetime(2026, 11, 25, 13, 30), "callback.closed"),
        (datetime(2026, 11, 29, 11, 0), "callback.no_calls"),
        (datetime(2026, 12, 25, 11, 0), "callback.holiday"),
        (datetime(2027, 5, 11, 11, 0), "callback.too_far"),
    ],
)
def test_a_moment_that_the_law_refuses_is_not_promised(scene: MakeScene, local: datetime, code: str) -> None:
    at = scene(dental())
    at.opened("plan")
    check = at.desk.check_callback(local)
    assert check.refused is not None
    assert check.refused.code == code
    with pytest.raises(KnownError) as refused:
        at.desk.act("set_callback", {"kind": "firm", "local": local.isoformat(timespec="minutes")})
    assert refused.value.code == code
    assert at.types() == []


def test_a_callback_may_be_planned_without_a_call(scene: MakeScene) -> None:
    case = dental()
    at = scene(case)
    at.opened("plan")
    assert at.do(("set_callback", {"kind": "soft", "local": "2026-11-25T15:00"})) is None
    assert at.types() == ["callback_set"]
    after = at.held(case).payload
    assert (after.state, after.queue_class) == ("callback", 2)
    assert at.desk.view().next is None


@pytest.mark.parametrize("before", [("call", "answered", "person"), TO_NOTICE])
def test_not_to_be_called_again_is_honoured_at_once_in_every_campaign(scene: MakeScene, before: tuple[Any, ...]) -> None:
    other = flu(2, person_id=dental().person_id)
    at = scene(dental(), other)
    at.desk.open(dental().case_id)
    at.do(*before, ("stop_calling", {"channel": "phone"}))
    # Before anything is saved: a crash now must not lead to another call.
    assert at.held(other).payload.blocked_reason == "opt_out"
    at.do("save")
    assert at.endings() == ["OPTOUT"]
    assert at.held(dental()).payload.state == "blocked"
    assert words(at.desk.open(other.case_id).blocked) == "Cette personne ne souhaite plus être appelée."
    assert at.replica.pending(1, 1)[0].text.find("authorisation_withdrawn") > 0, "it travels first"


def test_only_the_refusal_that_is_named_is_lifted(scene: MakeScene) -> None:
    refusal = UUID(int=77)
    known = dental(authorisations=(Authorisation("mail", "withdrawn", refusal), Authorisation("sms", "withdrawn", None)))
    at = scene(known)
    at.opened(*TO_SCRIPT, "next", "next", "next", "offer_undecided")
    at.do(("authorise", {"channel": "mail", "state": "given"}), ("authorise", {"channel": "sms", "state": "given"}))
    given = {body["channel"]: body.get("lifts") for kind, body in at.events() if kind == "authorisation_given"}
    assert given == {"mail": str(refusal), "sms": None}
    states = {one.channel: one.state for one in at.held(known).payload.authorisations}
    assert states == {"mail": "given", "sms": "withdrawn"}


def test_a_refusal_of_this_call_may_be_taken_back_by_the_person(scene: MakeScene) -> None:
    other = flu(2, person_id=dental().person_id)
    at = scene(dental(), other)
    at.desk.open(dental().case_id)
    at.do(*TO_SCRIPT, "next", "next", "next", "offer_undecided", ("stop_calling", {"channel": "phone"}))
    assert at.held(other).payload.blocked_reason == "opt_out"
    at.do(("authorise", {"channel": "phone", "state": "given"}))
    assert at.held(other).payload.blocked_reason is None


def test_a_wrong_number_is_barred_everywhere_and_the_next_one_is_offered(scene: MakeScene) -> None:
    shared, second = phone(1), phone(8)
    case = dental(phones=(shared, second))
    neighbour = flu(2, phones=(phone(12, e164=shared.e164),))
    at = scene(case, neighbour)
    at.desk.open(case.case_id)
    view = at.on("call", "answered", "third_party", "wrong_number", "save")
    assert (view.step, words(view.why)) == ("ready", "Autre numéro de la même personne")
    assert [(one.current, one.usable) for one in view.phones] == [(False, False), (True, True)]
    assert words(at.desk.find("zephirin")[0].why)
    at.do("call")
    assert at.desk.dial_uri() == f"tel:{second.e164}"
    at.do("no_answer", "save")
    assert words(at.desk.open(neighbour.case_id).blocked) == "Aucun numéro utilisable pour cette personne."


def test_a_wrong_number_that_was_the_only_one_ends_the_case(scene: MakeScene) -> None:
    at = scene(dental())
    at.opened("call", "answered", "third_party", "wrong_number")
    assert at.do("save") is None
    assert at.held(dental()).payload.state == "exhausted"


def test_a_death_stops_all_the_calls_of_the_person(scene: MakeScene) -> None:
    other = flu(2, person_id=dental().person_id)
    at = scene(dental(), other)
    at.desk.open(dental().case_id)
    view = at.on("call", "answered", "third_party", "end_with:DCD")
    assert view.say is not None
    assert view.say.text == "Je vous présente mes condoléances. Je mets fin à ces appels."
    assert not {"request", "change", "authorise", "stop_calling"} & {option.action for option in offered(view)}
    at.do("save")
    assert at.desk.view().next is None
    assert words(at.desk.open(other.case_id).blocked) == "Un décès a été signalé. Cette personne n'est plus appelée."


def test_a_difficult_situation_is_set_aside_without_detail(scene: MakeScene) -> None:
    at = scene(dental())
    at.opened(*TO_NOTICE, ("incident", {"kind": "distress"}))
    assert dict(at.events())["incident_raised"].keys() == {"attempt", "kind"}
    at.do("save")
    assert (at.endings(), at.held(dental()).payload.state) == (["INC"], "supervisor")


def test_an_aggressive_call_gives_a_pause(scene: MakeScene) -> None:
    at = scene(dental(), flu())
    at.opened(*TO_PERSON, ("incident", {"kind": "aggressive"}))
    at.do("save")
    assert at.desk.view().work_state == "pause"
    assert at.desk.open_next() is None


def test_a_third_party_may_leave_a_moment_and_nothing_else(scene: MakeScene) -> None:
    at = scene(dental())
    view = at.opened("call", "answered", "third_party")
    assert view.say is not None
    assert view.say.text.startswith("Pourriez-vous lui dire que la CPAM de l'Ain a cherché à le ou la joindre ?")
    assert not {"request", "change", "stop_calling", "right"} & {option.action for option in offered(view)}
    at.do("callback", ("set_callback", {"kind": "soft", "local": "2026-11-25T18:00"}))
    at.do("save")
    assert dict(at.events())["callback_set"]["with"] == "third_party"


def test_a_case_is_handed_over(scene: MakeScene) -> None:
    at = scene(dental())
    at.opened()
    assert at.do(("hand_over", {"to_kind": "team", "to": "campaign", "reason": "knows_person"})) is None
    assert at.types() == ["handed_over"]
    assert at.desk.view().next is None


def test_another_language(scene: MakeScene) -> None:
    at = scene(dental())
    at.opened("call", "answered", "terminate", "special", ("language:LANG", {"language": "pt"}))
    at.do("save")
    assert at.endings() == ["LANG"]
    assert dict(at.events())["handed_over"]["to"] == "pt"


def test_a_professional_says_the_place(scene: MakeScene) -> None:
    at = scene(professional())
    view = at.opened(*TO_PERSON)
    assert view.say is not None
    assert view.say.text.endswith("à la bonne personne. Pouvez-vous me confirmer votre nom ? Dans quelle commune exercez-vous ?")
    view = at.on(("identity", {"typed": "saint etienne"}), "accept")
    assert view.say is not None
    assert view.say.text == "Vous utilisez le logiciel Ordosoft."
    view = at.on("next")
    assert view.say is not None
    assert view.say.text == "Votre taux d'utilisation des télé-services est de 43,75 %."


def test_a_sentence_without_its_datum_is_not_said_and_not_met_on_the_way_back(scene: MakeScene) -> None:
    fields = {name: value for name, value in professional().fields.items() if name != "taux_teleservices"}
    at = scene(replace(professional(), fields=fields))
    view = at.opened(*TO_PERSON, ("identity", {"typed": "Saint-Étienne"}), "accept", "next")
    assert view.say is not None
    assert view.say.text.startswith("L'avis d'arrêt de travail")
    view = at.on("back")
    assert view.say is not None
    assert view.say.text == "Vous utilisez le logiciel Ordosoft."


def a_study_up_to(at: Scene, *answers: str) -> None:
    at.opened(*TO_PERSON, "accept", *(("answer", {"answer": answer}) for answer in answers))


def test_a_study_is_answered_with_the_numbers_on_screen(scene: MakeScene) -> None:
    at = scene(study())
    a_study_up_to(at, "8")
    view = at.desk.call()
    assert view is not None
    assert view.question is not None
    assert view.question.choices[0].label == "Un remboursement"
    at.do(("answer", {"answer": "1, 3"}), ("answer", {"answer": "2"}), ("answer", {"answer": "9"}), ("answer", {"answer": "10"}), "save")
    assert dict(at.events())["answers_recorded"]["answers"] == {
        "satisfaction": 8, "motif": ["remboursement", "droits"], "delai": "plutot", "clarte": 9, "recommandation": 10,
    }  # fmt: skip
    assert at.endings() == ["TERM"]


def test_an_opposition_erases_and_takes_the_person_out_of_all_studies(scene: MakeScene) -> None:
    other = study(6, person_id=study().person_id, state="callback", callback=Callback("soft", TUESDAY + DAY, "Europe/Paris"))
    service = flu(2, person_id=study().person_id)
    at = scene(study(), service)
    at.sync([study(), service, other])
    at.desk.open(study().case_id)
    at.do(*TO_PERSON, "accept", ("answer", {"answer": "3"}), "oppose")
    at.do("save")
    assert "answers_recorded" not in at.types()
    assert set(at.endings()) == {"OPPO"}
    assert words(at.desk.open(study().case_id).blocked) == "Cette personne s'oppose aux études. Ne l'appelez pas."
    assert at.desk.open(service.case_id).blocked is None


def test_a_voicemail_gets_one_message_in_fourteen_days(scene: MakeScene) -> None:
    at = scene(dental())
    view = at.opened("call", "voicemail")
    assert view.say is not None
    assert "Odilon" not in view.say.text
    at.do("end_with:REP_M", "save")
    at.clock.pass_(timedelta(days=1))
    at.hello()
    at.sync([at.held(dental()).payload], until=TUESDAY + 3 * DAY)
    at.desk.open(dental().case_id)
    view = at.on("call", "voicemail")
    assert view.step == "ending"


def test_a_number_that_is_corrected_is_told_with_the_one_it_replaces(scene: MakeScene) -> None:
    at = scene(dental())
    view = at.opened(*TO_SCRIPT, "next", "next", "next", "offer_undecided")
    known = {one.name: one.value for one in view.details}
    assert (known["telephone"], known["telephone_mobile"], known["ville"]) == ("01\u00a099\u00a000\u00a000\u00a001", "", "Trifouilly")
    view = at.on(("change", {"field": "telephone", "new": "06 39 98 12 34"}))
    assert said(view.facts)[-1] == "Téléphone : 01\u00a099\u00a000\u00a000\u00a001 → 06\u00a039\u00a098\u00a012\u00a034"
    assert dict(at.events())["contact_change_proposed"]["old"] == "+33199000001"


def test_a_field_that_is_no_number_is_refused_before_it_is_proposed(scene: MakeScene) -> None:
    at = scene(dental())
    at.opened(*TO_NOTICE)
    assert at.desk.check_change("telephone", "0639981234") == "06\u00a039\u00a098\u00a012\u00a034"
    assert at.desk.check_change("mail", "Ode@EXEMPLE.fr") == "Ode@exemple.fr"
    for field, typed in (("telephone", "36 46"), ("mail", "ode@"), ("code_postal", "12"), ("ville", "  ")):
        with pytest.raises(KnownError):
            at.desk.check_change(field, typed)
        with pytest.raises(KnownError):
            at.desk.act("change", {"field": field, "new": typed})
    assert "contact_change_proposed" not in at.types()


def test_two_wrong_answers_end_the_call_and_say_nothing(scene: MakeScene) -> None:
    at = scene(dental())
    view = at.opened(*TO_PERSON, ("identity", {"typed": "1/1/1980"}))
    assert words(view.identity_answer) == "La date ne concorde pas. Ne donnez aucune information."
    view = at.on(("identity", {"typed": "2/1/1980"}))
    assert view.step == "ending"
    assert view.fields == ()
    at.do("save")
    assert at.endings() == ["ID_NC"]
    assert at.held(dental()).payload.state == "supervisor"


def test_a_right_answer_in_any_spelling(scene: MakeScene) -> None:
    for typed in ("9 décembre 1984", "09121984", "1984-12-09", BIRTH[1]["typed"]):
        at = scene(dental())
        view = at.opened(*TO_PERSON, ("identity", {"typed": typed}))
        assert (view.step, words(view.identity_answer)) == ("notice", "Concorde.")
