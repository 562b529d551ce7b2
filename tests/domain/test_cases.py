from itertools import permutations
from typing import Any
from uuid import UUID

from cnmas_desktop.domain.cases import CaseState, Fact, replay
from cnmas_desktop.domain.events import EventType

ATTEMPT = "00000000-0000-7000-8000-000000000001"
OTHER = "00000000-0000-7000-8000-000000000002"
AT = "2026-11-24T16:00:00.000Z"


def fact(seq: int, kind: EventType, epoch: int = 1, /, **body: Any) -> Fact:
    return Fact(UUID(int=epoch * 1000 + seq), kind, epoch, seq, body)


def started(seq: int, attempt: str = ATTEMPT, **body: Any) -> Fact:
    return fact(seq, EventType.CALL_STARTED, attempt=attempt, **{"incoming": False} | body)


def ended(seq: int, disposition: str, state: str, attempt: str = ATTEMPT, epoch: int = 1, at: str | None = None) -> Fact:
    proposal = {"state": state, "class": 4, "at": at}
    return fact(seq, EventType.CALL_ENDED, epoch, attempt=attempt, disposition=disposition, proposal=proposal)


def test_a_case_without_events_is_fresh() -> None:
    assert replay([]).state is CaseState.FRESH


def test_the_order_of_arrival_does_not_matter() -> None:
    facts = [started(1), fact(2, EventType.INTERVIEW_DECIDED, attempt=ATTEMPT, accepted=True), ended(3, "TERM", "done")]
    for order in permutations(facts):
        standing = replay([*order, order[0]])
        assert (standing.state, standing.interview, standing.attempts) == (CaseState.DONE, True, 1)


def test_a_call_that_did_not_ring_leaves_no_trace() -> None:
    voided = [started(1), fact(2, EventType.ATTEMPT_VOIDED, attempt=ATTEMPT, reason="no_ring")]
    assert replay(voided) == replay([])


def test_an_incoming_call_is_no_attempt() -> None:
    assert replay([started(1, incoming=True), ended(2, "RAP", "callback", at=AT)]).attempts == 0


def test_a_finished_case_stays_finished_but_an_opt_out_is_never_lost() -> None:
    done = [started(1), ended(2, "TERM", "done")]
    late = ended(1, "NRP", "retry", OTHER, epoch=2, at=AT)
    assert replay([*done, late]).state is CaseState.DONE
    for order in permutations([*done, ended(2, "OPTOUT", "blocked", OTHER, epoch=2), ended(3, "NRP", "retry", OTHER, epoch=2, at=AT)]):
        assert replay(order).state is CaseState.BLOCKED


def test_an_opposition_erases_and_blocks_whatever_comes_after() -> None:
    facts = [
        fact(1, EventType.INTERVIEW_DECIDED, attempt=ATTEMPT, accepted=True),
        fact(2, EventType.OPPOSITION_MADE),
        ended(3, "TERM", "done"),
    ]
    standing = replay(facts)
    assert (standing.state, standing.opposed, standing.interview) == (CaseState.BLOCKED, True, None)


def test_a_proposal_that_the_outcome_does_not_allow_is_clamped() -> None:
    assert replay([ended(1, "REF_D", "retry", at=AT)]).state is CaseState.DONE
    standing = replay([ended(1, "NRP", "done")])
    assert standing.state is CaseState.RETRY


def test_a_correction_replaces_and_an_empty_one_removes() -> None:
    refused = fact(1, EventType.OFFER_DECIDED, attempt=ATTEMPT, offer="info", decision="refused")
    mended = {"attempt": ATTEMPT, "offer": "info", "decision": "accepted"}
    correction = fact(2, EventType.CORRECTION, supersedes=str(refused.id), reason="slip", replacement=mended)
    assert replay([refused, correction]).offers == {"info": "accepted"}
    assert replay([refused, fact(2, EventType.CORRECTION, supersedes=str(refused.id), reason="slip")]).offers == {}


def test_a_callback_is_that_of_the_call_which_decided_and_reopens_nothing() -> None:
    first = [
        started(1),
        fact(2, EventType.CALLBACK_SET, attempt=ATTEMPT, kind="firm", at=AT, zone="Europe/Paris"),
        ended(3, "RDV", "callback", at=AT),
    ]
    promised = replay(first)
    assert promised.state is CaseState.CALLBACK and promised.callback is not None and promised.callback["at"] == AT
    soft = [*first, started(4, OTHER), ended(5, "RAP", "callback", OTHER, at=AT)]
    assert replay(soft).callback is None, "the later call named no moment"
    assert replay(first[:2]).state is CaseState.FRESH, "a call that goes on has decided nothing"
    done = [started(1), ended(2, "TERM", "done")]
    planned = fact(3, EventType.CALLBACK_SET, kind="soft", at=AT, zone="Europe/Paris")
    assert replay([*done, planned]).state is CaseState.DONE
    alone = replay([planned])
    assert (alone.next_class, alone.callback) == (2, planned.body)


def test_a_planned_callback_and_a_case_handed_over_without_a_call() -> None:
    planned = replay([fact(1, EventType.CALLBACK_SET, kind="firm", at=AT, zone="Europe/Paris")])
    assert (planned.state, planned.next_class) == (CaseState.CALLBACK, 1)
    assert replay([fact(1, EventType.HANDED_OVER, to_kind="team", to="supervisor", reason="incident")]).state is CaseState.SUPERVISOR
