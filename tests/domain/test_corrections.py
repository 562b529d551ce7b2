"""What a correction makes of a call: which outcomes it may have had, and how the call reads afterwards."""

from collections.abc import Iterable
from uuid import UUID

import pytest

from cnmas_desktop.domain.cases import Fact, standing_facts
from cnmas_desktop.domain.corrections import VOID, Made, Wanted, corrections, made_in, possible
from cnmas_desktop.domain.events import EventDraft, EventType, check_body
from tests.domain.calls import Phone, case

PROPOSAL = {"state": "retry", "class": 5, "at": None}
MOMENT = {"kind": "firm", "at": "2026-11-26T10:00:00.000Z", "zone": "Europe/Paris"}


def facts(drafts: Iterable[EventDraft], first: int = 1) -> list[Fact]:
    return [Fact(UUID(int=number), draft.type, 3, number, draft.body) for number, draft in enumerate(drafts, first)]


def read(told: Iterable[Fact]) -> Made:
    return made_in(standing_facts(told), UUID("00000000-0000-7000-8000-000000000001"))


def corrected(phone: Phone, wanted: Wanted) -> tuple[Made, list[EventDraft]]:
    """The call as it reads once corrected, and what was told for it."""
    told = facts(phone.drafts)
    drafts = corrections(read(told), case(1), wanted, "wrong_key", PROPOSAL)
    for draft in drafts:
        check_body(draft)
    return read([*told, *facts(drafts, 100)]), drafts


def called(*keys: str, code: str = "MTDENTS", to: str = "ringing") -> Phone:
    return Phone(code).to(to).press(*keys)


def test_a_call_that_only_rang_may_not_have_rung_and_one_that_was_answered_has() -> None:
    unanswered = called("2", "Enter")
    may = possible(read(facts(unanswered.drafts)), unanswered.campaign)
    assert VOID in may
    assert not {"NRP", "TERM", "REF_D"} & set(may), "not what it is, and nothing that nobody can have said"
    hung_up = called("3", "Enter", to="who")
    assert VOID not in possible(read(facts(hung_up.drafts)), hung_up.campaign)


def test_what_a_supervisor_has_to_know_of_is_not_mended_by_the_agent() -> None:
    set_aside = Phone().to("who").do("incident").press("Enter")
    assert possible(read(facts(set_aside.drafts)), set_aside.campaign) == ()


def test_who_asked_not_to_be_called_is_not_promised_a_call() -> None:
    hung_up = called("3", "Enter", to="who")
    made = read(facts(hung_up.drafts))
    assert {"RDV", "RAP"} <= set(possible(made, hung_up.campaign))
    assert not {"RDV", "RAP"} & set(possible(made, hung_up.campaign, stopped=True))


def test_a_call_that_did_not_ring_leaves_nothing_of_itself() -> None:
    after, drafts = corrected(called("2", "Enter"), Wanted(VOID))
    assert (after.ended, after.outcome) == (None, VOID)
    assert [draft.type for draft in drafts] == [EventType.CORRECTION, EventType.ATTEMPT_VOIDED]
    with pytest.raises(ValueError, match="voided"):
        corrections(after, case(1), Wanted("NRP"), "wrong_key", PROPOSAL)


def test_a_callback_comes_moves_and_goes_with_the_outcome() -> None:
    promised = Phone().to("third_party").do("callback").do("set_callback").press("Enter")
    assert read(facts(promised.drafts)).outcome == "RDV"
    moved, _ = corrected(promised, Wanted("RDV", callback=MOMENT))
    assert moved.callback is not None and moved.callback["at"] == MOMENT["at"]
    assert moved.ended is not None and moved.ended.body["proposal"] == PROPOSAL, "the case follows its moment"
    same = read(facts(promised.drafts)).callback or {}
    assert corrected(promised, Wanted("RDV", callback={name: same[name] for name in MOMENT}))[1] == []
    gone, _ = corrected(promised, Wanted("ABAN"))
    assert (gone.outcome, gone.callback) == ("ABAN", None)
    hung_up = called("3", "Enter", to="who")
    made, _ = corrected(hung_up, Wanted("RDV", callback=MOMENT))
    assert (made.outcome, made.callback and made.callback["with"]) == ("RDV", "person")


def test_answers_of_a_study_go_with_the_interview() -> None:
    phone = Phone("SATISFACTION").to("questions")
    while phone.state.step.value == "questions":
        phone.do("answer")
    while phone.state.step.value != "ended":
        phone.press("Enter")
    whole = read(facts(phone.drafts))
    assert whole.outcome == "TERM" and whole.last(EventType.ANSWERS_RECORDED) is not None
    after, _ = corrected(phone, Wanted("REF_D"))
    assert after.outcome == "REF_D"
    assert after.last(EventType.ANSWERS_RECORDED) is None
