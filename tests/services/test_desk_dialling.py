"""The dial button: closed with its reason and the next moment, as trade section 7 words it; open otherwise, and then it dials."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from cnmas_desktop.messages import KnownError
from cnmas_desktop.sync.protocol import Authorisation, Callback, CasePayload, PastAttempt, Policy
from tests.local.store import hello
from tests.services.conftest import MakeScene
from tests.services.desk_scene import (
    TO_NOTICE,
    TO_PERSON,
    TUESDAY,
    Scene,
    dental,
    flu,
    phone,
    professional,
    study,
    words,
)

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def blocked(scene: Scene, case: CasePayload) -> str:
    """What stands in the place of the dial button; and it does not dial."""
    view = scene.desk.open(case.case_id)
    said = words(view.blocked)
    before = scene.types()
    if said:
        with pytest.raises(KnownError) as refused:
            scene.desk.act("call")
        assert str(refused.value) == said
        assert scene.types() == before
    return said


def test_the_hours_are_those_of_the_person(scene: MakeScene) -> None:
    overseas = phone(9, zone="Indian/Reunion", e164="+262639980001")
    here, there = dental(1), flu(2, phones=(overseas,))
    at = scene(here, there)
    assert blocked(at, here) == ""
    at.clock.pass_(2 * HOUR + HOUR / 2)  # 13:30 in Paris
    assert blocked(at, here) == "Appel possible à partir de 14\u00a0h\u00a000 (heure de la personne)."
    assert blocked(at, there) == ""


def test_no_call_on_a_closed_day(scene: MakeScene) -> None:
    case = dental()
    at = scene(case)
    at.clock.pass_(4 * DAY)
    at.hello()
    at.sync([case], until=TUESDAY + 10 * DAY)
    assert blocked(at, case) == "Appel possible à partir du 30 novembre à 10\u00a0h\u00a000 (heure de la personne)."


def test_four_calls_in_thirty_days_over_all_campaigns(scene: MakeScene) -> None:
    made = tuple(PastAttempt(TUESDAY - days * DAY, phone(1).id) for days in (22, 10, 5, 1))
    case = dental(attempts=made)
    assert blocked(scene(case), case) == "4 appels déjà passés en 30 jours. Prochain appel possible le 2 décembre."


def test_an_attempt_made_here_counts_for_the_other_campaign_of_the_person(scene: MakeScene) -> None:
    made = tuple(PastAttempt(TUESDAY - days * DAY, phone(1).id) for days in (22, 10, 5))
    first = dental(1, attempts=made)
    second = flu(2, person_id=first.person_id, attempts=made)
    at = scene(first, second)
    at.desk.open(first.case_id)
    at.do("call", "no_answer", "save")
    assert blocked(at, second).startswith("4 appels déjà passés en 30 jours.")


def test_a_call_that_did_not_ring_counts_for_nothing(scene: MakeScene) -> None:
    made = tuple(PastAttempt(TUESDAY - days * DAY, phone(1).id) for days in (22, 10, 5))
    case = dental(attempts=made)
    at = scene(case)
    view = at.opened("call", "did_not_ring")
    assert view.step == "ready"
    assert view.blocked is None
    assert at.types() == ["call_started", "attempt_voided"]
    assert at.desk.view().day.calls == 0


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"blocked_reason": "opt_out"}, "Cette personne ne souhaite plus être appelée."),
        ({"authorisations": (Authorisation("phone", "withdrawn", None),)}, "Cette personne ne souhaite plus être appelée."),
        ({"blocked_reason": "deceased"}, "Un décès a été signalé. Cette personne n'est plus appelée."),
        ({"phones": (phone(1, status="wrong"),)}, "Aucun numéro utilisable pour cette personne."),
        ({"blocked_until": TUESDAY + 8 * DAY}, "Ce numéro ne peut pas être appelé avant le 2 décembre."),
        ({"state": "done"}, "Ce dossier est terminé : il n'est plus à appeler."),
    ],
)
def test_what_was_said_before_is_heard(scene: MakeScene, changes: dict[str, Any], sentence: str) -> None:
    case = dental(**changes)
    at = scene(case)
    assert blocked(at, case) == sentence
    assert at.desk.view().next is None


def test_an_opposition_to_studies(scene: MakeScene) -> None:
    case = study(blocked_reason="opposition")
    assert blocked(scene(case), case) == "Cette personne s'oppose aux études. Ne l'appelez pas."


def test_a_refusal_gives_quiet_in_the_other_campaigns_of_the_person_too(scene: MakeScene) -> None:
    here = dental(1)
    other, asked = (replace(make(place), person_id=here.person_id, phones=here.phones) for make, place in ((flu, 2), (study, 4)))
    stopped = professional(3, person_id=here.person_id, phones=here.phones, blocked_reason="opt_out")
    at = scene(here, other, asked, stopped)
    at.desk.open(here.case_id)
    at.do(*TO_NOTICE, "refuse", "save")
    assert at.endings() == ["REF_D"]
    assert blocked(at, other) == "Cette personne a refusé l'entretien. Prochain appel possible le 25 janvier."
    assert blocked(at, asked) == "Cette personne a refusé l'étude. Aucun autre appel n'est possible."
    assert blocked(at, stopped) == "Cette personne ne souhaite plus être appelée.", "for good is not made sixty days"


def test_an_opposition_to_studies_stops_no_other_campaign(scene: MakeScene) -> None:
    asked = study(4)
    other = dental(1, person_id=asked.person_id, phones=asked.phones)
    at = scene(asked, other)
    at.desk.open(asked.case_id)
    at.do(*TO_PERSON, "oppose", "save")
    assert blocked(at, asked) == "Cette personne s'oppose aux études. Ne l'appelez pas."
    assert blocked(at, other) == ""


@pytest.mark.parametrize(("made_by", "stands"), [(UUID(int=7), None), (None, "opt_out")])
def test_a_wish_not_to_be_called_is_lifted_only_where_the_event_that_made_it_is_known(
    scene: MakeScene, made_by: UUID | None, stands: str | None
) -> None:
    case = dental(blocked_reason="opt_out", authorisations=(Authorisation("phone", "withdrawn", made_by),))
    at = scene(case)
    at.desk.open(case.case_id)
    at.do(
        "incoming",
        *TO_NOTICE[2:],
        "accept",
        "next",
        "next",
        "next",
        "offer_undecided",
        ("authorise", {"channel": "phone", "state": "given"}),
    )
    at.do("nothing_more", "save")
    held = at.held(case).payload
    assert held.blocked_reason == stands
    assert [(one.channel, one.state) for one in held.authorisations] == [("phone", "withdrawn" if stands else "given")]


def test_who_wants_no_mail_is_still_called(scene: MakeScene) -> None:
    case = dental()
    at = scene(case)
    at.opened(*TO_NOTICE, "accept", "next", "next", "next", "offer_undecided", ("authorise", {"channel": "mail", "state": "withdrawn"}))
    at.do("nothing_more", "save")
    held = at.held(case).payload
    assert held.blocked_reason is None
    assert [(one.channel, one.state) for one in held.authorisations] == [("mail", "withdrawn")]


def test_who_calls_in_once_all_is_done_leaves_it_done(scene: MakeScene) -> None:
    case = dental(state="done")
    at = scene(case)
    at.desk.open(case.case_id)
    at.do("incoming", *TO_NOTICE[2:], "accept", "terminate", "hung_up", "save")
    assert at.endings() == ["ABAN"]
    assert at.held(case).payload.state == "done"


def test_a_study_calls_a_mobile_eight_times_and_a_landline_fifteen(scene: MakeScene) -> None:
    made = tuple(PastAttempt(TUESDAY - days * DAY, phone(4).id, "NRP") for days in range(1, 9))
    landline, mobile = study(4, attempts=made), study(5, attempts=made, phones=(phone(4, e164="+33639980004"),))
    assert blocked(scene(landline), landline) == ""
    assert blocked(scene(mobile), mobile).startswith("8 appels")


def test_a_soft_callback_is_not_passed_on_however_late(scene: MakeScene) -> None:
    case = dental(state="callback", queue_class=2, callback=Callback("soft", TUESDAY - HOUR, "Europe/Paris"), callable_from=TUESDAY - HOUR)
    firm = flu(2, state="callback", queue_class=1, callback=Callback("firm", TUESDAY - HOUR, "Europe/Paris"), callable_from=TUESDAY - HOUR)
    at = scene(case, firm)
    assert blocked(at, case) == ""
    assert blocked(at, firm) != ""


def test_an_expired_lease_asks_for_a_sync(scene: MakeScene) -> None:
    case = dental()
    at = scene(case)
    at.clock.pass_(2 * DAY)
    assert blocked(at, case) == "Réservation expirée : synchronisez avant d'appeler."
    assert words(at.desk.view().none) == "Réservation expirée : synchronisez avant d'appeler."


def test_a_clock_turned_back_stops_dialling(scene: MakeScene) -> None:
    case = dental()
    at = scene(case)
    at.clock.time -= timedelta(minutes=20)
    assert blocked(at, case) == "L'heure de ce poste n'est pas sûre : synchronisez avant d'appeler."


def test_without_the_directors_authorisation_nothing_is_dialled(scene: MakeScene) -> None:
    case = dental()
    at = scene(case)
    at.hello(person=replace(hello().person, authorised=False))
    assert blocked(at, case).startswith("Vous n'avez pas l'autorisation du directeur")


def test_nothing_is_dialled_from_a_pause(scene: MakeScene) -> None:
    case = dental()
    at = scene(case)
    at.desk.shift.set_state("meal")
    assert at.desk.open_next() is None
    assert blocked(at, case) == "Vous êtes en pause : rien n'est composé. F12 pour reprendre les appels."


def test_the_number_goes_to_the_phone_as_digits_only_and_only_while_it_rings(scene: MakeScene) -> None:
    at = scene(dental())
    at.opened()
    assert at.desk.dial_uri() is None
    at.do("call")
    assert at.desk.dial_uri() == "tel:+33199000001"
    at.hello(policy=Policy(dial_scheme="sip"))
    assert at.desk.dial_uri() == "sip:+33199000001"
    at.hello(policy=Policy(dial_scheme="file"))
    assert at.desk.dial_uri() == "tel:+33199000001"
    at.do("answered")
    assert at.desk.dial_uri() is None


def test_another_number_may_be_chosen_before_the_call(scene: MakeScene) -> None:
    second = phone(8)
    at = scene(professional(phones=(phone(3), second)))
    view = at.opened(("phone", {"phone": str(second.id)}))
    assert [one.current for one in view.phones] == [False, True]
    at.do("call")
    assert at.desk.dial_uri() == f"tel:{second.e164}"


def test_an_incoming_call_ignores_hours_and_is_no_attempt(scene: MakeScene) -> None:
    case = dental()
    at = scene(case)
    at.clock.pass_(10 * HOUR)
    at.desk.open(case.case_id)
    view = at.on("incoming")
    assert (view.step, view.started_at) == ("who", None)
    assert at.desk.dial_uri() is None
    assert dict(at.events())["call_started"]["incoming"] is True
    notice = at.on("person", ("identity", {"typed": "9 décembre 1984"})).say
    assert notice is not None
    assert "vous appelle" not in notice.text, "who calls in is not told that we call"
    at.do("accept", "next", "next", "next", "offer_undecided", "nothing_more", "save")
    assert dict(at.events())["notice_read"]["notice"] == notice.version == "2026-1"
    assert at.desk._book.attempts(at.held(case).payload, at.clock.now())[0].counts is False
    assert at.held(case).payload.state == "done"


def test_a_callback_is_in_the_persons_time_also_when_no_number_is_left(scene: MakeScene) -> None:
    overseas = phone(9, zone="Indian/Reunion", e164="+262639980001", status="wrong")
    case = flu(2, phones=(overseas,))
    at = scene(case)
    at.desk.open(case.case_id)
    at.do("plan", ("set_callback", {"kind": "firm", "local": "2026-11-25T11:00"}))
    (told,) = [body for kind, body in at.events() if kind == "callback_set"]
    assert (told["at"], told["zone"]) == ("2026-11-25T07:00:00.000Z", "Indian/Reunion")
    held = at.held(case).payload
    assert (held.queue_class, held.callable_from) == (1, datetime(2026, 11, 25, 6, 55, tzinfo=UTC)), "promised to the minute"


def test_a_call_is_one_attempt_of_the_moment_it_was_dialled(scene: MakeScene) -> None:
    case = dental()
    at = scene(case)
    dialled = at.clock.now()
    at.opened("call")
    at.clock.pass_(timedelta(minutes=3))
    at.do("no_answer", "save")
    made = at.desk._book.attempts(at.held(case).payload, at.clock.now())
    assert [(one.at, one.disposition) for one in made] == [(dialled, "NRP")]


def test_a_dead_number_leads_to_the_persons_other_one_at_once(scene: MakeScene) -> None:
    case = dental(phones=(phone(1), second := phone(8)))
    at = scene(case)
    at.opened("call", "out_of_service")
    view = at.on("save")
    assert (view.step, words(view.why)) == ("ready", "Autre numéro de la même personne")
    at.do("call")
    assert at.desk.dial_uri() == f"tel:{second.e164}"
    assert at.do("no_answer", "save") is None
    assert at.endings() == ["HSERV", "NRP"]


def test_what_a_person_asks_for_is_told_in_their_words_if_they_are_few(scene: MakeScene) -> None:
    at = scene(dental())
    at.opened(*TO_NOTICE, "accept", "next", "next", "next", "offer_undecided")
    with pytest.raises(KnownError, match="200 caractères"):
        at.do(("request", {"type": "autre", "text": "x" * 201}))
    at.do(("request", {"type": "autre", "text": " Un duplicata\nde la carte "}))
    assert dict(at.events())["request_made"]["text"] == "Un duplicata de la carte"
