from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import holidays
from hypothesis import given
from hypothesis import strategies as st
import pytest

from cnmas_desktop.domain.calling_rules import (
    Allowed,
    Blocked,
    Consent,
    earliest,
    legal_windows,
    may_call,
    next_window,
    public_holidays,
)
from cnmas_desktop.domain.campaign import CallingRule
from cnmas_desktop.messages import french

PARIS = ZoneInfo("Europe/Paris")
SERVICE, PROSPECTION, STUDY = CallingRule.PUBLIC_SERVICE, CallingRule.PROSPECTION, CallingRule.STUDY


def paris(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PARIS)


def allowed(rule: CallingRule, text: str, zone: str = "Europe/Paris", **facts: Any) -> bool:
    return isinstance(may_call(rule, zone, paris(text), **facts), Allowed)


def refusal(verdict: Allowed | Blocked) -> tuple[str, datetime | None]:
    assert isinstance(verdict, Blocked)
    return french(verdict.reason, **verdict.params).replace("\u00a0", " "), verdict.next_at


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-11-20 09:59", False), ("2026-11-20 10:00", True), ("2026-11-20 12:59", True), ("2026-11-20 13:00", False),
        ("2026-11-20 14:00", True), ("2026-11-20 19:59", True), ("2026-11-20 20:00", False),
        ("2026-11-11 11:00", False), ("2026-11-21 11:00", False),
    ],
)  # fmt: skip
def test_hours_days_and_holidays(at: str, expected: bool) -> None:
    assert allowed(SERVICE, at) is expected


@pytest.mark.parametrize(
    ("zone", "at", "expected"),
    [
        ("Indian/Reunion", "2026-01-15 07:30", True),
        ("Indian/Reunion", "2026-01-15 17:30", False),
        ("America/Guadeloupe", "2026-07-15 10:30", False),
        ("America/Guadeloupe", "2026-07-15 16:00", True),
    ],
)
def test_the_clock_is_the_persons(zone: str, at: str, expected: bool) -> None:
    assert allowed(SERVICE, at, zone) is expected


@pytest.mark.parametrize(
    ("zone", "season", "expected"),
    [
        ("America/Martinique", "2026-01-15", ["15-18", "19-01"]), ("America/Martinique", "2026-07-15", ["16-19", "20-02"]),
        ("America/Cayenne", "2026-01-15", ["14-17", "18-00"]), ("America/Cayenne", "2026-07-15", ["15-18", "19-01"]),
        ("Indian/Reunion", "2026-01-15", ["07-10", "11-17"]), ("Indian/Reunion", "2026-07-15", ["08-11", "12-18"]),
        ("Indian/Mayotte", "2026-01-15", ["08-11", "12-18"]), ("Indian/Mayotte", "2026-07-15", ["09-12", "13-19"]),
        ("America/Miquelon", "2026-01-15", ["14-17", "18-00"]), ("America/Miquelon", "2026-07-15", ["14-17", "18-00"]),
    ],
)  # fmt: skip
def test_overseas_hours_in_paris_time(zone: str, season: str, expected: list[str]) -> None:
    spans = legal_windows(SERVICE, zone, date.fromisoformat(season), 1)
    assert [f"{start.astimezone(PARIS):%H}-{end.astimezone(PARIS):%H}" for start, end in spans] == expected


def next_legal_instant(rule: CallingRule, zone: str, now: datetime, **facts: Any) -> datetime | None:
    """As the queue and the callbacks put it together."""
    bound = earliest(rule, zone, now, **facts)
    return None if bound is None else next_window(rule, zone, bound)[0]


def test_the_clocks_go_back_and_forth_and_ten_stays_ten() -> None:
    for monday, winter in ((date(2026, 10, 26), 9), (date(2027, 3, 30), 8), (date(2026, 10, 23), 8), (date(2027, 3, 26), 9)):
        assert legal_windows(SERVICE, "Europe/Paris", monday, 1)[0][0].hour == winter
    # Saturday noon before the change to winter: the next call is Monday at ten, local.
    assert next_legal_instant(SERVICE, "Europe/Paris", paris("2026-10-24 12:00")) == paris("2026-10-26 10:00")
    # Easter Monday follows the change to summer: the next call is Tuesday.
    assert next_legal_instant(SERVICE, "Europe/Paris", paris("2027-03-27 12:00")) == paris("2027-03-30 10:00")


def test_holidays_are_the_eleven_of_the_labour_code() -> None:
    for year in range(2010, 2051):
        assert public_holidays(year) == set(holidays.France(years=year))  # type: ignore[attr-defined]
    assert date(2027, 5, 17) in public_holidays(2027)


def test_the_fifth_attempt_in_thirty_days_waits() -> None:
    attempts = [paris(f"2026-09-{day} 11:00") for day in ("01", "05", "09", "20")]
    for rule in (SERVICE, PROSPECTION):
        assert not allowed(rule, "2026-09-30 11:00", attempts=attempts, consent=Consent.PROVEN)
        assert allowed(rule, "2026-10-01 11:00", attempts=attempts, consent=Consent.PROVEN)
    sentence, next_at = refusal(may_call(SERVICE, "Europe/Paris", paris("2026-09-30 11:00"), attempts=attempts))
    assert sentence == "4 appels déjà passés en 30 jours. Prochain appel possible le 1er octobre."
    assert next_at == paris("2026-10-01 10:00")
    longer_ago = [paris("2026-08-31 11:00"), *attempts]
    assert refusal(may_call(SERVICE, "Europe/Paris", paris("2026-09-30 11:00"), attempts=longer_ago))[0] == sentence


@pytest.mark.parametrize(
    ("rule", "mobile", "most", "days", "quiet"),
    [
        (SERVICE, True, 4, 30, 60),
        (PROSPECTION, False, 4, 30, 60),
        (CallingRule.HEALTH_PROFESSIONAL, True, 6, 30, 30),
        (CallingRule.EMPLOYER, True, 6, 30, 30),
        (STUDY, True, 8, None, None),
        (STUDY, False, 15, None, None),
    ],
)
def test_how_often_a_rule_lets_people_be_called_and_how_long_a_refusal_holds(
    rule: CallingRule, mobile: bool, most: int, days: int | None, quiet: int | None
) -> None:
    now = paris("2026-11-20 11:00")

    def after(count: int, ago: int = 1) -> datetime | None:
        return earliest(rule, "Europe/Paris", now, attempts=[now - timedelta(ago)] * count, mobile=mobile)

    assert after(most - 1) == now != after(most)
    if days:
        assert after(most, days) == now != after(most, days - 1)
    free_again = earliest(rule, "Europe/Paris", now, refused_at=now)
    assert free_again == (paris("2026-11-20 00:00") + timedelta(quiet + 1) if quiet else None)


def test_after_a_refusal_sixty_full_days() -> None:
    facts: dict[str, Any] = {"refused_at": paris("2026-09-01 15:00"), "consent": Consent.PROVEN}
    assert not allowed(PROSPECTION, "2026-10-30 11:00", **facts)
    _, next_at = refusal(may_call(PROSPECTION, "Europe/Paris", paris("2026-10-30 11:00"), **facts))
    assert next_at == paris("2026-11-02 10:00")


def test_the_sixtieth_day_is_still_closed_and_the_next_is_open() -> None:
    facts: dict[str, Any] = {"refused_at": paris("2026-09-04 10:30"), "consent": Consent.PROVEN}
    assert not allowed(PROSPECTION, "2026-11-03 19:00", **facts)
    assert allowed(PROSPECTION, "2026-11-04 10:00", **facts)


def test_in_a_study_a_refusal_is_for_good_and_a_landline_may_ring_longer() -> None:
    sentence, next_at = refusal(may_call(STUDY, "Europe/Paris", paris("2026-11-20 11:00"), refused_at=paris("2026-03-02 11:00")))
    assert next_at is None
    assert "étude" in sentence
    eight = [paris("2026-10-05 11:00") + timedelta(day) for day in range(8)]
    assert not allowed(STUDY, "2026-11-20 11:00", attempts=eight)
    assert allowed(STUDY, "2026-11-20 11:00", attempts=eight, mobile=False)


def test_prospecting_needs_a_proof_and_whoever_said_stop_is_left_alone() -> None:
    assert not allowed(PROSPECTION, "2026-11-20 11:00")
    assert allowed(PROSPECTION, "2026-11-20 11:00", consent=Consent.PROVEN)
    for rule in (SERVICE, PROSPECTION, STUDY, CallingRule.EMPLOYER, CallingRule.HEALTH_PROFESSIONAL):
        sentence, next_at = refusal(may_call(rule, "Europe/Paris", paris("2026-11-20 11:00"), consent=Consent.WITHDRAWN))
        assert (sentence, next_at) == ("Cette personne ne souhaite plus être appelée.", None)


def test_professionals_and_employers_have_hours_of_their_own() -> None:
    assert allowed(CallingRule.HEALTH_PROFESSIONAL, "2026-11-20 12:29")
    assert not allowed(CallingRule.HEALTH_PROFESSIONAL, "2026-11-20 12:30")
    assert allowed(CallingRule.EMPLOYER, "2026-11-20 09:00")
    assert not allowed(CallingRule.EMPLOYER, "2026-11-20 17:30")


def test_training_is_always_open() -> None:
    assert allowed(CallingRule.TRAINING, "2026-12-25 03:00", consent=Consent.WITHDRAWN, refused_at=paris("2026-12-24 11:00"))
    night = paris("2026-12-25 03:00")
    assert earliest(CallingRule.TRAINING, "Europe/Paris", night, refused_at=night, blocked_until=night + timedelta(60)) == night


def test_a_bar_of_the_centre_holds_until_its_moment() -> None:
    until = paris("2026-12-02 11:00")
    assert not allowed(SERVICE, "2026-12-02 10:59", blocked_until=until)
    assert allowed(SERVICE, "2026-12-02 11:00", blocked_until=until)


def test_the_sentence_says_when_in_the_persons_hours() -> None:
    assert refusal(may_call(SERVICE, "Europe/Paris", paris("2026-11-20 13:10")))[0] == (
        "Appel possible à partir de 14 h 00 (heure de la personne)."
    )
    assert refusal(may_call(SERVICE, "Indian/Reunion", paris("2026-01-15 17:30")))[0] == (
        "Appel possible à partir du 16 janvier à 10 h 00 (heure de la personne)."
    )


ZONES = ("Europe/Paris", "Indian/Reunion", "America/Guadeloupe", "America/Miquelon", "Pacific/Noumea")
instants = st.datetimes(datetime(2025, 12, 1), datetime(2028, 1, 1), timezones=st.just(UTC))


@given(st.sampled_from(list(CallingRule)), st.sampled_from(ZONES), instants, st.lists(st.integers(0, 60 * 24 * 40), max_size=6))
def test_the_next_instant_is_legal_and_none_before_it_is(rule: CallingRule, zone: str, now: datetime, minutes: list[int]) -> None:
    facts: dict[str, Any] = {"attempts": [now - timedelta(minutes=ago) for ago in minutes]}
    at = next_legal_instant(rule, zone, now, **facts)
    assert at is not None
    assert at >= now
    assert isinstance(may_call(rule, zone, at, consent=Consent.PROVEN, **facts), Allowed)
    verdict = may_call(rule, zone, now, consent=Consent.PROVEN, **facts)
    assert isinstance(verdict, Allowed) == (at == now)
    if isinstance(verdict, Blocked):
        assert verdict.next_at == at
        french(verdict.reason, **verdict.params)
        for share in range(1, 12):
            earlier = now + (at - now) * share / 12
            assert earlier == at or isinstance(may_call(rule, zone, earlier, consent=Consent.PROVEN, **facts), Blocked)
        assert isinstance(may_call(rule, zone, at - timedelta(seconds=1), consent=Consent.PROVEN, **facts), Blocked)


@given(st.sampled_from(list(CallingRule)), st.sampled_from(ZONES), instants)
def test_the_centres_table_and_the_button_agree(rule: CallingRule, zone: str, now: datetime) -> None:
    spans = legal_windows(rule, zone, now.date() - timedelta(2), 5)
    inside = any(start <= now < end for start, end in spans)
    assert inside == isinstance(may_call(rule, zone, now, consent=Consent.PROVEN), Allowed)
    assert spans == sorted(spans)
