from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st
import pytest

from cnmas_desktop.domain.calling_rules import Allowed, Consent, may_call
from cnmas_desktop.domain.campaign import CallingRule
from cnmas_desktop.domain.case_state import CALLABLE, CaseState
from cnmas_desktop.domain.dispositions import DISPOSITIONS, Nature, next_states
from cnmas_desktop.domain.queue_reasons import QueuedCase, Reason, why, why_none
from cnmas_desktop.domain.scheduling import (
    Callback,
    CallbackTime,
    History,
    PastCall,
    Proposal,
    QueueClass,
    callback_time,
    may_leave_message,
    propose,
)
from cnmas_desktop.messages import french

PARIS = ZoneInfo("Europe/Paris")
SERVICE = CallingRule.PUBLIC_SERVICE
NO_CALLS = History()


def paris(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PARIS)


def history(*calls: tuple[str, str], **facts: object) -> History:
    past = tuple(PastCall(paris(at), code) for at, code in calls)
    return History(past, tuple(call.at for call in past), **facts)  # type: ignore[arg-type]


def after(known: History, disposition: str, at: str, callback: Callback | None = None, rule: CallingRule = SERVICE) -> Proposal:
    return propose(known, disposition, rule, "Europe/Paris", paris(at), callback)


def local(proposal: Proposal) -> str:
    assert proposal.next_at is not None
    return f"{proposal.next_at.astimezone(PARIS):%Y-%m-%d %H:%M}"


# Monday 23 November 2026 and after.


def test_no_answer_in_the_morning_comes_back_in_the_evening() -> None:
    proposal = after(NO_CALLS, "NRP", "2026-11-23 10:30")
    assert (proposal.case_state, proposal.next_class) == (CaseState.RETRY, QueueClass.RETRY)
    assert local(proposal) == "2026-11-23 17:00"


def test_the_least_tried_slot_then_another_weekday() -> None:
    tried = history(("2026-11-23 10:30", "NRP"), ("2026-11-23 17:10", "NRP"))
    assert local(after(tried, "NRP", "2026-11-24 14:30")) == "2026-11-24 17:30"  # all tried once: evening, and not a Monday


def test_between_two_days_of_the_least_tried_slot_the_weekday_not_tried_yet() -> None:
    tried = history(("2026-11-16 17:10", "NRP"), ("2026-11-18 10:30", "NRP"))
    assert local(after(tried, "REP", "2026-11-20 15:30")) == "2026-11-24 17:00"  # not the Monday: its evening was tried


def test_two_no_contacts_a_day_and_three_hours_between() -> None:
    assert local(after(history(("2026-11-23 10:30", "NRP")), "NRP", "2026-11-23 14:10")) == "2026-11-24 17:00"
    assert local(after(NO_CALLS, "TECH", "2026-11-23 15:00")) == "2026-11-23 18:00"
    spoken = history(("2026-11-23 10:30", "RAP"))
    assert local(after(spoken, "NRP", "2026-11-23 14:00")) == "2026-11-23 17:00", "who was spoken with was reached"


def test_never_twice_in_one_part_of_a_day() -> None:
    """Where every hour is open there is time for it: the morning, tried least, waits for the next day."""
    tried = history(*((f"2026-11-{day} {hour}", "REF_T") for day in ("19", "20") for hour in ("15:00", "18:00")))
    assert local(after(tried, "NRP", "2026-11-23 08:00", rule=CallingRule.TRAINING)) == "2026-11-24 00:00"


def test_busy_a_quarter_then_half_an_hour_then_as_no_answer() -> None:
    assert local(after(NO_CALLS, "OCC", "2026-11-23 10:00")) == "2026-11-23 10:15"
    assert local(after(history(("2026-11-23 10:00", "OCC")), "OCC", "2026-11-23 10:15")) == "2026-11-23 10:45"
    twice = history(("2026-11-23 10:00", "OCC"), ("2026-11-23 10:15", "OCC"))
    assert local(after(twice, "OCC", "2026-11-23 10:45")) == "2026-11-24 17:00"
    assert local(after(NO_CALLS, "OCC", "2026-11-23 12:50")) == "2026-11-23 14:00"
    yesterday = history(("2026-11-23 10:00", "OCC"), ("2026-11-23 10:15", "OCC"))
    assert local(after(yesterday, "OCC", "2026-11-24 10:00")) == "2026-11-24 10:15"


@pytest.mark.parametrize("code", ["REP", "REP_M", "BARR", "RACC"])
def test_answering_machine_and_hung_up_wait_for_the_next_day(code: str) -> None:
    assert local(after(NO_CALLS, code, "2026-11-23 10:30")) == "2026-11-24 17:00"


def test_a_firm_callback_is_due_five_minutes_early_and_comes_first() -> None:
    proposal = after(NO_CALLS, "RDV", "2026-11-23 10:30", Callback(True, paris("2026-11-26 15:00")))
    assert (proposal.case_state, proposal.next_class) == (CaseState.CALLBACK, QueueClass.FIRM)
    assert local(proposal) == "2026-11-26 14:55"
    assert local(after(NO_CALLS, "RDV", "2026-11-23 10:30", Callback(True, paris("2026-11-26 14:00")))) == "2026-11-26 14:00"


def test_a_soft_callback_with_and_without_a_moment() -> None:
    soft = after(NO_CALLS, "RAP", "2026-11-23 10:30", Callback(False, paris("2026-11-24 11:00")))
    assert (soft.next_class, local(soft)) == (QueueClass.SOFT, "2026-11-24 11:00")
    assert local(after(NO_CALLS, "RAP", "2026-11-23 10:30")) == "2026-11-24 17:00"


def test_a_callback_on_a_holiday_or_past_the_limit_moves_to_a_legal_instant() -> None:
    christmas = after(NO_CALLS, "RDV", "2026-12-01 10:30", Callback(True, paris("2026-12-25 11:00")))
    assert local(christmas) == "2026-12-28 10:00"
    three = history(("2026-11-23 10:30", "NRP"), ("2026-11-24 17:10", "NRP"), ("2026-11-25 14:10", "NRP"))
    assert local(after(three, "RDV", "2026-11-26 14:00", Callback(True, paris("2026-11-27 15:00")))) == "2026-12-23 10:00"


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [(-6, CallbackTime.EARLY), (-5, CallbackTime.DUE), (14, CallbackTime.DUE), (15, CallbackTime.LATE), (60, CallbackTime.MISSED)],
)
def test_when_a_callback_is_due_late_or_missed(minutes: int, expected: CallbackTime) -> None:
    at = paris("2026-11-23 15:00")
    assert callback_time(at, at + timedelta(minutes=minutes)) is expected


def test_a_soft_refusal_is_tried_once_and_only_where_the_campaign_allows_it() -> None:
    assert after(NO_CALLS, "REF_S", "2026-11-23 10:30").case_state is CaseState.DONE
    allowing = History(allow_conversion=True)
    assert local(after(allowing, "REF_S", "2026-11-23 10:30")) == "2026-11-30 17:00"
    assert after(history(("2026-11-10 10:30", "REF_S"), allow_conversion=True), "REF_S", "2026-11-23 10:30").case_state is CaseState.DONE
    assert after(allowing, "REF_S", "2026-11-23 10:30", rule=CallingRule.PROSPECTION).case_state is CaseState.DONE
    assert after(NO_CALLS, "REF_T", "2026-11-23 10:30").case_state is CaseState.SUPERVISOR


def test_whoever_will_not_prove_who_they_are_is_called_once_more() -> None:
    assert after(NO_CALLS, "ID_REF", "2026-11-23 10:30").case_state is CaseState.RETRY
    assert after(history(("2026-11-10 10:30", "ID_REF")), "ID_REF", "2026-11-23 10:30").case_state is CaseState.EXHAUSTED


def test_a_dead_number_leads_to_the_next_one_at_once() -> None:
    assert local(after(History(other_number=True), "HSERV", "2026-11-23 10:30")) == "2026-11-23 10:30"
    assert after(NO_CALLS, "FNUM", "2026-11-23 10:30").case_state is CaseState.EXHAUSTED


def test_an_interrupted_interview_resumes_next_day_twice_at_most() -> None:
    proposal = after(NO_CALLS, "ABAN", "2026-11-23 10:30")
    assert (proposal.case_state, proposal.next_class) == (CaseState.INTERRUPTED, QueueClass.INTERRUPTED)
    once = history(("2026-11-10 10:30", "ABAN"))
    assert after(once, "ABAN", "2026-11-23 10:30").case_state is CaseState.INTERRUPTED
    twice = history(("2026-11-10 10:30", "ABAN"), ("2026-11-11 10:30", "ABAN"))
    assert after(twice, "ABAN", "2026-11-23 10:30").case_state is CaseState.SUPERVISOR
    last_day = History(closes_at=paris("2026-11-24 00:00"))
    assert after(last_day, "ABAN", "2026-11-23 10:30").case_state is CaseState.SUPERVISOR, "somebody decides of what was begun"


def test_a_case_ends_with_its_campaign_or_its_attempts() -> None:
    assert after(History(closes_at=paris("2026-11-23 16:00")), "NRP", "2026-11-23 10:30").case_state is CaseState.EXHAUSTED
    for minute, state in (("17:00", CaseState.EXHAUSTED), ("17:01", CaseState.RETRY)):
        assert after(History(closes_at=paris(f"2026-11-23 {minute}")), "NRP", "2026-11-23 10:30").case_state is state


@pytest.mark.parametrize(("rule", "most"), [(SERVICE, 8), (CallingRule.HEALTH_PROFESSIONAL, 12), (CallingRule.EMPLOYER, 12)])
@pytest.mark.parametrize("outcome", ["NRP", "OCC"])
def test_a_case_is_called_so_many_times_and_no_more(rule: CallingRule, most: int, outcome: str) -> None:
    start = date(2026, 6, 1)
    calls = [(f"{start + timedelta(10 * number)} 10:30", "NRP") for number in range(most - 1)]
    assert after(history(*calls[1:]), outcome, "2026-11-23 10:30", rule=rule).case_state is CaseState.RETRY
    assert after(history(*calls), outcome, "2026-11-23 10:30", rule=rule).case_state is CaseState.EXHAUSTED


def test_one_message_in_fourteen_days() -> None:
    left = [PastCall(paris("2026-11-09 10:30"), "REP_M")]
    assert not may_leave_message(left, paris("2026-11-23 10:29"))
    assert may_leave_message(left, paris("2026-11-23 10:30"))


codes = st.sampled_from([code for code, row in DISPOSITIONS.items() if row.nature is not Nature.VOIDED and row.allowed_steps])
zones = st.sampled_from(["Europe/Paris", "Indian/Reunion", "America/Martinique"])
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 1), timezones=st.just(UTC))
past = st.lists(st.tuples(st.integers(60, 60 * 24 * 60), codes), max_size=7)


@given(codes, st.sampled_from(list(CallingRule)), zones, moments, past, st.booleans(), st.integers(-60, 60 * 24 * 40))
def test_every_proposal_is_legal_and_allowed_by_the_table(
    code: str, rule: CallingRule, zone: str, now: datetime, calls: list[tuple[int, str]], other: bool, ahead: int
) -> None:
    before = tuple(PastCall(now - timedelta(minutes=ago), made) for ago, made in sorted(calls, reverse=True))
    known = History(before, tuple(call.at for call in before), other, allow_conversion=other)
    callback = Callback(other, now + timedelta(minutes=ahead)) if code in {"RDV", "RAP", "CONF"} else None
    proposal = propose(known, code, rule, zone, now, callback)
    assert proposal.case_state in next_states(DISPOSITIONS[code])
    assert (proposal.next_at is not None) == (proposal.case_state in CALLABLE)
    if proposal.next_at is not None:
        assert proposal.next_at >= now
        reach = [*known.reach, now]
        assert isinstance(may_call(rule, zone, proposal.next_at, attempts=reach, consent=Consent.PROVEN), Allowed)
        assert proposal.next_at - now <= timedelta(DISPOSITIONS[code].max_next_days)


def words(reason: Reason) -> str:
    return french(reason.code, **reason.params).replace("\u00a0", " ")


def test_why_this_one_is_next_in_words() -> None:
    now = paris("2026-11-23 14:30")
    promised = QueuedCase(CaseState.CALLBACK, QueueClass.FIRM, "Europe/Paris", callback_at=paris("2026-11-23 10:45"))
    assert words(why(promised, now)) == "Rappel promis à 10:45"
    again = QueuedCase(CaseState.RETRY, QueueClass.RETRY, "Europe/Paris", (paris("2026-11-20 10:30"),))
    assert words(why(again, now)) == "2e tentative, après-midi peu essayé"
    assert words(why(again, paris("2026-11-23 10:30"))) == "2e tentative"
    assert words(why(QueuedCase(CaseState.FRESH, QueueClass.FRESH, "Europe/Paris"), now)) == "Premier appel"
    assert words(why(QueuedCase(CaseState.INTERRUPTED, QueueClass.INTERRUPTED, "Europe/Paris"), now)) == "Entretien à reprendre"
    reunion = QueuedCase(CaseState.CALLBACK, QueueClass.FIRM, "Indian/Reunion", callback_at=paris("2026-11-24 11:00"))
    assert words(why(reunion, now)) == "Rappel promis le 24 novembre à 11:00"


def test_why_there_is_none_in_words() -> None:
    now = paris("2026-11-23 13:10")
    waiting = [paris("2026-11-23 17:00")] * 31 + [paris("2026-11-24 10:00")]
    assert words(why_none(waiting, 40, now)) == "Aucun dossier à appeler maintenant : 31 attendent 17 h."
    assert words(why_none(waiting[-1:], 1, now)) == "Aucun dossier à appeler maintenant : un dossier attend le 24 novembre à 10 h."
    assert "terminés" in words(why_none([], 5, now))
    assert "transmission" in words(why_none([], 0, now))
