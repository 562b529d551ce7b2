"""« Mes appels du jour » and « Corriger »: what was noted by mistake is put right at once, offline too, and nothing is rewritten."""

from datetime import datetime, timedelta
import time
from typing import Any

import pytest

from cnmas_desktop.domain.events import CaseRef, EventDraft, EventType
from cnmas_desktop.local.ledger import Ledger
from cnmas_desktop.messages import KnownError
from cnmas_desktop.services.mending import MendChoice, MendView
from cnmas_desktop.services.views import Message
from cnmas_desktop.sync.protocol import AnswerStatus, Authorisation, Callback, EventAnswer, PastAttempt
from tests.services.conftest import MakeScene
from tests.services.desk_scene import (
    TO_NOTICE,
    TO_PERSON,
    TO_SCRIPT,
    TUESDAY,
    Scene,
    dental,
    flu,
    siblings,
    study,
    words,
)

SLIP = "slip"
OFFER = (*TO_SCRIPT, "next", "next", "next")


def last(at: Scene) -> MendView:
    view = at.desk.mending.begin()
    assert view is not None
    return view


def said(messages: tuple[Message, ...]) -> str:
    return " · ".join(words(one) for one in messages)


def mend(at: Scene, outcome: str, **choice: Any) -> None:
    at.desk.mending.mend(last(at).line.position, MendChoice(outcome, **choice), SLIP)


def send(at: Scene, status: AnswerStatus = AnswerStatus.APPLIED) -> None:
    batch = at.replica.pending(10_000, 1 << 30)
    at.replica.acknowledge([(event, EventAnswer(event.id, status, None)) for event in batch], "1")


def corrections(at: Scene) -> list[dict[str, Any]]:
    return [body for kind, body in at.events() if kind == "correction"]


def test_the_calls_of_the_day_with_what_became_of_them(scene: MakeScene) -> None:
    at = scene(dental(1), flu(2))
    at.opened("call", "no_answer")
    at.do("save")
    send(at)
    at.clock.pass_(timedelta(minutes=5))
    at.opened("call", "did_not_ring")
    at.do("call", "busy", "save")
    lines = at.desk.mending.calls()
    assert [(line.name, line.campaign, words(line.outcome), line.status) for line in lines] == [
        ("Aldegonde Zéphirin", "Vaccination antigrippale", "Occupé", "saved"),
        ("Aldegonde Zéphirin", "Vaccination antigrippale", "Ça n'a pas sonné", "saved"),
        ("Aldegonde Zéphirin", "Examen bucco-dentaire", "Pas de réponse", "received"),
    ]
    send(at, AnswerStatus.FLAGGED)
    assert [line.status for line in at.desk.mending.calls()] == ["flagged", "flagged", "received"]
    at.clock.pass_(timedelta(days=1))
    assert not at.desk.mending.calls()


def test_a_wrong_key_is_put_right_before_it_is_sent(scene: MakeScene) -> None:
    case = dental()
    at = scene(case)
    at.opened(*TO_NOTICE, "refuse", "reason:pas_le_temps")
    at.do("save")
    assert at.held(case).payload.state == "done"
    view = last(at)
    assert said(view.before) == "Refus de la personne · motif : N'a pas le temps"
    assert "NRP" not in view.outcomes
    assert {"RAP", "RDV", "OPTOUT", "DCD"} <= set(view.outcomes)
    assert not {"INC", "CONF", "LANG", "TERM", "REF_S", "NSON"} & set(view.outcomes), "somebody answered: it rang"
    tomorrow = datetime(2026, 11, 25, 17, 30)
    choice = MendChoice("RDV", local=tomorrow)
    assert (
        said(at.desk.mending.preview(view.line.position, choice)) == "Rendez-vous ferme · rappel promis le 25 novembre à 17\u00a0h\u00a030"
    )
    at.desk.mending.mend(view.line.position, choice, SLIP)
    after = at.held(case).payload
    assert (after.state, after.queue_class, after.callback and after.callback.kind) == ("callback", 1, "firm")
    assert [one.disposition for one in after.attempts] == ["RDV"]
    assert [line.at.isoformat() for line in at.desk.view().callbacks] == []  # tomorrow's
    assert at.endings() == ["REF_D"]  # what was noted stays; the corrections say the rest
    assert [body.get("replacement", {}).get("disposition") for body in corrections(at)] == [None, "RDV"]
    assert words(last(at).line.outcome) == "Rendez-vous ferme"
    assert at.desk.view().day.refusals == 0


def test_a_corrected_case_is_called_again_if_it_may_be_and_never_if_not(scene: MakeScene) -> None:
    case = dental()
    at = scene(case)
    at.opened("call", "no_answer")
    at.do("save")
    assert at.desk.view().next is None
    mend(at, "NSON")
    following = at.desk.view().next
    assert following is not None
    assert following.case_id == case.case_id
    assert at.held(case).payload.state == "fresh"
    at.opened("call", "no_answer")
    at.do("save")
    mend(at, "HSERV")
    assert at.desk.view().next is None
    assert at.held(case).payload.phones[0].status == "out_of_service"
    mend(at, "OCC")
    assert at.held(case).payload.phones[0].status == "ok"
    assert at.held(case).payload.blocked_reason is None
    at.clock.pass_(timedelta(minutes=16))
    assert at.desk.view().next is not None


def test_a_number_found_bad_afterwards_and_good_again_is_so_for_everybody_who_has_it(scene: MakeScene) -> None:
    case = dental(1)
    other = flu(2, phones=case.phones)
    at = scene(case, other)
    at.desk.open(case.case_id)
    at.do("call", "no_answer", "save")
    mend(at, "HSERV")
    assert at.held(other).payload.phones[0].status == "out_of_service"
    mend(at, "NRP")
    assert at.held(other).payload.phones[0].status == "ok"
    assert at.held(other).payload.blocked_reason is None


def test_a_correction_lifts_no_bar_but_its_own(scene: MakeScene) -> None:
    case = dental(1)
    other = study(4, person_id=case.person_id, blocked_reason="opposition")
    at = scene(case, other)
    at.desk.open(case.case_id)
    at.do("call", "no_answer", "save")
    mend(at, "OCC")
    assert at.held(other).payload.blocked_reason == "opposition"


def test_a_call_that_did_not_ring_gives_the_promise_back(scene: MakeScene) -> None:
    promise = Callback("soft", TUESDAY - timedelta(hours=1), "Europe/Paris")
    case = dental(state="callback", queue_class=2, callback=promise, callable_from=promise.at)
    at = scene(case)
    at.opened("call", "no_answer")
    at.do("save")
    assert at.held(case).payload.callback is None
    mend(at, "NSON")
    held = at.held(case).payload
    assert (held.state, held.queue_class, held.callback) == ("callback", 2, promise)


def test_a_correction_of_a_correction_names_the_last_one(scene: MakeScene) -> None:
    at = scene(dental())
    at.opened("call", "no_answer")
    at.do("save")
    (made,) = at.held(dental()).payload.attempts
    at.clock.pass_(timedelta(minutes=20))
    mend(at, "OCC")
    send(at)
    assert last(at).line.status == "received"
    mend(at, "REP")
    assert last(at).line.status == "saved"
    assert words(last(at).line.outcome) == "Répondeur"
    mend(at, "NRP")
    first, second = corrections(at)[-2:]
    assert first["supersedes"] != second["supersedes"]
    assert at.held(dental()).payload.attempts == (made,), "it was made when it was made"


def test_what_a_person_asked_is_only_cancelled_by_a_supervisor(scene: MakeScene) -> None:
    case = dental()
    at = scene(case)
    at.opened(*TO_NOTICE, ("stop_calling", {"channel": "phone"}))
    at.do("save")
    view = last(at)
    assert view.askable
    assert words(view.refused).startswith("Ce que la personne a demandé ne s'annule pas ici.")
    with pytest.raises(KnownError, match="ne s'annule pas"):
        mend(at, "RAP")
    at.desk.mending.ask(view.line.position, SLIP)
    assert not last(at).askable
    withdrawn = next(event for event in at.events() if event[0] == "authorisation_withdrawn")
    assert withdrawn[1]["channel"] == "phone"
    assert "replacement" not in corrections(at)[-1]
    assert at.held(case).payload.blocked_reason == "opt_out"
    assert words(last(at).refused).startswith("Le superviseur est prévenu")


def test_a_forgotten_wish_not_to_be_called_is_honoured_at_once(scene: MakeScene) -> None:
    case, other = dental(), flu(2, person_id=dental().person_id)
    at = scene(case, other)
    at.desk.open(case.case_id)
    at.do(*TO_NOTICE, "refuse", "save")
    mend(at, "OPTOUT")
    assert at.events()[-3][0] == "authorisation_withdrawn"  # said first
    assert [at.held(one).payload.blocked_reason for one in (case, other)] == ["opt_out", "opt_out"]


def test_the_answer_to_the_offer_is_put_right_alone(scene: MakeScene) -> None:
    at = scene(dental())
    at.opened(*OFFER, "offer_undecided", "nothing_more")
    at.do("save")
    view = last(at)
    assert said(view.before) == "Entretien terminé · À réfléchir : Prendre rendez-vous chez le dentiste"
    assert [(one.code, decision) for one, decision in view.offers] == [
        ("rendez_vous", "accepted"), ("renvoi_information", "accepted"), ("rendez_vous", "refused"),
    ]  # fmt: skip
    choice = MendChoice("TERM", offer=("renvoi_information", "accepted", ""))
    assert said(at.desk.mending.preview(view.line.position, choice)) == "Entretien terminé · Accord : Recevoir de nouveau l'information"
    at.desk.mending.mend(view.line.position, choice, "person_said")
    assert [body["replacement"]["offer"] for body in corrections(at)] == ["renvoi_information"]
    assert at.desk.view().day.agreements == 1
    with pytest.raises(KnownError, match="déjà ce qui est noté"):
        at.desk.mending.preview(view.line.position, choice)


def test_children_of_one_call_are_corrected_together_when_it_is_true_of_all(scene: MakeScene) -> None:
    at = scene(*siblings())
    at.opened("call", "no_answer")
    at.do("save")
    assert len(at.desk.mending.calls()) == 2
    mend(at, "OCC")
    assert {words(line.outcome) for line in at.desk.mending.calls()} == {"Occupé"}


def test_a_death_noted_by_mistake_gives_the_other_campaigns_back(scene: MakeScene) -> None:
    case, other = dental(), flu(2, person_id=dental().person_id)
    at = scene(case, other)
    at.desk.open(case.case_id)
    at.do("call", "answered", "third_party", "end_with:DCD", "save")
    assert at.held(other).payload.blocked_reason == "deceased"
    mend(at, "RAP", kind="none")
    assert at.held(other).payload.blocked_reason is None
    assert at.held(case).payload.state == "callback"


def test_what_is_true_of_one_child_is_put_right_for_that_child_alone(scene: MakeScene) -> None:
    at = scene(*siblings())
    at.opened(*OFFER, "offer_undecided", "nothing_more")
    at.do("next", "next", "next", "offer_undecided", "nothing_more", "save")
    assert at.endings() == ["TERM", "TERM"]
    mend(at, "PART")
    assert {words(line.outcome) for line in at.desk.mending.calls()} == {"Entretien terminé", "Entretien partiel exploitable"}


def test_a_death_taken_back_leaves_a_wish_not_to_be_called(scene: MakeScene) -> None:
    wish: dict[str, Any] = {"authorisations": (Authorisation("phone", "withdrawn", None),), "blocked_reason": "opt_out"}
    case, other = dental(**wish), flu(2, person_id=dental().person_id, **wish)
    at = scene(case, other)
    at.desk.open(case.case_id)
    at.do("incoming", "third_party", "end_with:DCD", "save")
    assert at.held(other).payload.blocked_reason == "deceased"
    offered = set(last(at).outcomes)
    assert {"ABS", "FNUM"} <= offered and not {"RAP", "RDV", "TECH"} & offered, "another number is no call back"
    mend(at, "ABS")
    assert at.held(other).payload.blocked_reason == "opt_out"


def test_a_refusal_taken_back_leaves_the_quiet_that_another_call_asked_for(scene: MakeScene) -> None:
    case, person = dental(), dental().person_id
    refused = PastAttempt(TUESDAY - timedelta(days=10), case.phones[0].id, "REF_D")
    at = scene(case, flu(2, person_id=person, attempts=(refused,)), third := study(4, person_id=person))
    at.desk.open(case.case_id)
    at.do(*TO_NOTICE, "refuse", "save")
    mend(at, "RAP", kind="none")
    assert at.held(third).payload.blocked_reason == "refused"


def test_a_study_is_completed_only_if_its_answers_were_taken(scene: MakeScene) -> None:
    at = scene(study())
    at.opened(*TO_PERSON, "accept", ("answer", {"answer": "7"}), "terminate", "hung_up")
    at.do("save")
    assert not {"TERM", "PART"} & set(last(at).outcomes)
    mend(at, "OPPO")
    assert at.held(study()).payload.blocked_reason == "opposition"


def test_only_the_last_call_of_today_and_not_during_another(scene: MakeScene) -> None:
    case = dental()
    at = scene(case, dental(6))
    at.opened("call", "no_answer")
    at.do("save")
    position = last(at).line.position
    at.desk.open(case.case_id)
    at.do(("plan", {}), ("set_callback", {"kind": "firm", "local": "2026-11-24T17:00"}))
    mend(at, "OCC")
    assert at.held(case).payload.state == "callback"  # the callback planned since is the last word
    at.clock.pass_(timedelta(hours=5))
    at.desk.open(case.case_id)
    at.do("call")
    assert words(last(at).refused).startswith("Un appel est en cours avec cette personne")
    at.do("no_answer", "save")
    view = at.desk.mending.begin(position)
    assert view is not None
    assert words(view.refused).startswith("La personne a été appelée de nouveau")
    at.clock.pass_(timedelta(hours=14))
    with pytest.raises(KnownError, match="le jour même"):
        at.desk.mending.mend(position, MendChoice("REP"), SLIP)


def test_a_save_that_fails_leaves_the_call_as_it_was(scene: MakeScene) -> None:
    at = scene(dental())
    at.opened("call", "no_answer")
    at.do("save")
    count = len(at.events())
    at.faults["record.before_commit"] = OSError(28, "No space left on device")
    with pytest.raises(KnownError, match="disque"):
        mend(at, "OCC")
    assert len(at.events()) == count
    assert words(last(at).line.outcome) == "Pas de réponse"
    mend(at, "OCC")
    assert words(last(at).line.outcome) == "Occupé"


def test_three_hundred_calls_are_listed_within_a_frame(scene: MakeScene) -> None:
    cases = [dental(place) for place in range(10, 310)]
    at = scene(*cases)
    ended = {
        "disposition": "OCC",
        "step": "ringing",
        "seconds": 5,
        "proposal": {"state": "retry", "class": 4, "at": None},
    }
    drafts = []
    for one in cases:
        held = at.held(one)
        ref = CaseRef(one.case_id, one.campaign, one.version, held.lease_id, held.epoch)
        body = {"attempt": str(at.world.uuid7()), "phone": str(one.phones[0].id), **ended}
        drafts.append(EventDraft(EventType.CALL_ENDED, ref, body))
    Ledger(at.database.main, at.world).record(drafts)
    at.desk.mending.calls()
    best = min(_seconds(at) for _ in range(9))
    assert best < 0.016, f"{best * 1000:.1f} ms"
    assert len(at.desk.mending.calls()) == 300


def _seconds(at: Scene) -> float:
    start = time.thread_time()  # what others do on this machine is not ours
    tuple(at.desk.mending.calls())
    return time.thread_time() - start


def test_the_day_ends_with_its_lines(scene: MakeScene) -> None:
    at = scene(dental())
    at.opened("call", "no_answer")
    at.do("save")
    assert TUESDAY.hour == 10
    at.clock.pass_(timedelta(hours=10))
    assert len(at.desk.mending.calls()) == 1
    at.clock.pass_(timedelta(hours=14))
    assert not at.desk.mending.calls()


def test_an_interview_that_broke_off_goes_on_where_it_stopped(scene: MakeScene) -> None:
    case = study()
    at = scene(case)
    view = at.opened(*TO_PERSON, "accept", ("answer", {"answer": "7"}))
    second = view.say
    at.do("terminate", "hung_up", "save")
    at = at.again()
    at.clock.pass_(timedelta(days=1))
    at.desk.open(case.case_id)
    view = at.on(*TO_PERSON, "accept")
    assert view.say == second
    assert view.say is not None
    at.do("oppose", "save")
    assert at.shelf.broken_off(case.case_id) == {}
    at.database.close()
