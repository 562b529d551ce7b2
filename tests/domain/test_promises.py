"""The minutes of a promise: in the person's time, within the law, and never two agents at once."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st
import pytest

from cnmas_desktop.domain.calling_rules import Allowed, Consent, may_call
from cnmas_desktop.domain.campaign import CallingRule
from cnmas_desktop.domain.promises import (
    CLOCKS_APART,
    LONGEST_CALL,
    after_missed,
    may_honour,
    missed,
    passed_on,
    reserved,
)

MINUTE = timedelta(minutes=1)
PARIS = ZoneInfo("Europe/Paris")
AT = datetime(2026, 11, 23, 15, 0, tzinfo=PARIS)


def again(at: datetime, times: int = 1, *, now: datetime | None = None, zone: str = "Europe/Paris") -> tuple[str, bool]:
    found = after_missed(CallingRule.PUBLIC_SERVICE, zone, at, times, now or at + 60 * MINUTE)
    return f"{found.at.astimezone(ZoneInfo(zone)):%a %d %H:%M}", found.firm


def test_the_next_legal_day_at_the_same_hour_then_softly() -> None:
    assert again(AT) == ("Tue 24 15:00", True)
    assert again(AT, 2) == ("Tue 24 15:00", False)
    assert again(datetime(2026, 11, 27, 15, 0, tzinfo=PARIS)) == ("Mon 30 15:00", True), "no call on a Saturday"
    assert again(datetime(2026, 12, 24, 11, 0, tzinfo=PARIS)) == ("Mon 28 11:00", True), "nor at Christmas"
    assert again(AT, now=datetime(2026, 12, 1, 16, 0, tzinfo=PARIS)) == ("Wed 02 15:00", True), "a desk switched off for a week"
    assert again(AT, now=datetime(2026, 12, 14, 16, 0, tzinfo=PARIS)) == ("Tue 15 15:00", True), "or for three"


def test_the_same_hour_is_the_persons_over_the_change_of_time() -> None:
    assert again(datetime(2026, 10, 23, 11, 0, tzinfo=PARIS)) == ("Mon 26 11:00", True)


@pytest.mark.parametrize(("late", "silence", "may"), [(14, 600, True), (15, 14, True), (15, 15, False), (59, 0, True)])
def test_a_desk_alone_calls_within_a_quarter_of_an_hour(late: int, silence: int, may: bool) -> None:
    now = AT + late * MINUTE
    assert may_honour(AT, now, now - silence * MINUTE) is may
    assert may_honour(AT, AT + 15 * MINUTE, None) is False


def test_a_free_promise_waits_for_the_one_who_made_it() -> None:
    there = AT - MINUTE
    assert reserved(AT, AT + 4 * MINUTE, there)
    assert not reserved(AT, AT + 5 * MINUTE, there)
    for gone in (AT - 60 * MINUTE, None):
        assert reserved(AT, AT - 6 * MINUTE, gone)
        assert not reserved(AT, AT - 5 * MINUTE, gone)


def test_the_centre_passes_a_promise_on_after_an_hour_and_five_minutes_of_silence() -> None:
    """A quarter of an hour alone, the longest call, clocks apart: `app.promise_passed_on` says the same."""
    assert passed_on(AT, AT + 65 * MINUTE, AT)
    assert not passed_on(AT, AT + 64 * MINUTE, AT)
    assert not passed_on(AT, AT + 65 * MINUTE, AT + MINUTE)


span = st.integers(-24 * 60, 24 * 60)


@given(begins=span, contact=span, freed=span, length=st.integers(0, 45), skew=st.integers(-5, 5))
def test_never_two_agents_at_once(begins: int, contact: int, freed: int, length: int, skew: int) -> None:
    """Whatever a desk may begin is over when the centre passes the case on, the clocks as far apart as dialling allows."""
    at_desk, at_centre = AT + begins * MINUTE, AT + (begins + skew) * MINUTE
    last_here, last_there = AT + contact * MINUTE, AT + (contact + skew) * MINUTE
    if at_desk < last_here or not may_honour(AT, at_desk, last_here):
        return
    takes_over = AT + freed * MINUTE
    if passed_on(AT, takes_over, last_there):
        assert takes_over >= at_centre + length * MINUTE
    assert LONGEST_CALL == 45 * MINUTE
    assert CLOCKS_APART == 5 * MINUTE


zones = st.sampled_from(["Europe/Paris", "Indian/Reunion", "America/Martinique"])
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 1), timezones=st.just(UTC))


@given(st.sampled_from(list(CallingRule)), zones, moments, st.integers(60, 60 * 24 * 40), st.integers(1, 4))
def test_the_next_try_is_legal_and_to_come(rule: CallingRule, zone: str, at: datetime, late: int, times: int) -> None:
    now = at + late * MINUTE
    assert missed(at, now)
    found = after_missed(rule, zone, at, times, now)
    assert found.at >= now
    assert found.firm is (times < 2)
    assert isinstance(may_call(rule, zone, found.at, consent=Consent.PROVEN), Allowed)
