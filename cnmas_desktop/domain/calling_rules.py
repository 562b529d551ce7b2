"""When a person may be called: hours and days in the person's zone, frequency, refusals, consent.

Sources: code de la consommation art. D223-9 (decree 2022-1313) for hours, four attempts in thirty calendar days and sixty full days
after a refusal; art. L223-1 (law 2025-594) for the consent that prospecting needs; code du travail art. L3133-1 for the holidays;
law 2020-901 art. 3-II for studies. A public insurer informing its insured is outside D223-9: the same hours are a courtesy.
Windows are half-open. Attempts count even when nobody answers, over every case and campaign of a person or number.
Incoming calls ignore this module. To add a rule: an entry of `RULES`, a name in `campaign.CallingRule`, vectors in the test.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from cnmas_desktop.domain.campaign import CallingRule
from cnmas_desktop.domain.french_dates import day_words, time_words

Window = tuple[time, time]


class Consent(StrEnum):
    """`proven`: date, origin and words are kept. `withdrawn`: asked not to be called on this channel, or opposed to studies."""

    UNKNOWN = "unknown"
    PROVEN = "proven"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Rule:
    """One calling rule. `windows` by ISO weekday (1 Monday), local to the person.

    `max_attempts` in `over_days` calendar days; `over_days` None: over the whole study, with `max_landline` for a landline.
    `always_open`: whole days, and no limit. `refusal_days` full days without a call after a refusal; None: for good. `exhausted_after`: attempts at one case, in all.
    """

    name: CallingRule
    windows: Mapping[int, tuple[Window, ...]]
    max_attempts: int
    over_days: int | None
    refusal_days: int | None
    exhausted_after: int
    max_landline: int = 0
    needs_consent: bool = False
    always_open: bool = False

    def limit(self, *, mobile: bool) -> int:
        return self.max_attempts if mobile or not self.max_landline else self.max_landline


def _weekdays(*windows: Window) -> dict[int, tuple[Window, ...]]:
    return dict.fromkeys(range(1, 6), windows)


_DECREE = _weekdays((time(10), time(13)), (time(14), time(20)))

RULES: Mapping[CallingRule, Rule] = {
    rule.name: rule
    for rule in (
        Rule(CallingRule.PUBLIC_SERVICE, _DECREE, 4, 30, 60, exhausted_after=8),
        Rule(CallingRule.STUDY, _DECREE, 8, None, None, exhausted_after=15, max_landline=15),
        Rule(CallingRule.PROSPECTION, _DECREE, 4, 30, 60, exhausted_after=8, needs_consent=True),
        Rule(
            CallingRule.HEALTH_PROFESSIONAL,
            _weekdays((time(9), time(12, 30)), (time(14), time(19))),
            6, 30, 30, exhausted_after=12,
        ),
        Rule(CallingRule.EMPLOYER, _weekdays((time(9), time(12)), (time(14), time(17, 30))), 6, 30, 30, exhausted_after=12),
        Rule(CallingRule.TRAINING, {}, 1_000_000, None, 0, exhausted_after=1_000_000, always_open=True),
    )
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Allowed:
    """The number may be dialled now."""


@dataclass(frozen=True, slots=True)
class Blocked:
    """It may not. `reason` is a key of `messages.MESSAGES`, `params` fill it; `next_at` (UTC) is None when it never may."""

    reason: str
    params: Mapping[str, object] = field(default_factory=dict)
    next_at: datetime | None = None


@lru_cache(maxsize=64)
def public_holidays(year: int) -> frozenset[date]:
    """The eleven days of art. L3133-1. The package `holidays` gives the same (a test) but costs more to load than the window to show."""
    from dateutil.easter import easter as easter_of

    easter = easter_of(year)
    fixed = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
    moving = (1, 39, 50)  # Easter Monday, Ascension, Whit Monday
    return frozenset({date(year, *day) for day in fixed} | {easter + timedelta(days) for days in moving})


def legal_windows(rule: CallingRule, zone: str, first: date, days: int) -> list[tuple[datetime, datetime]]:
    """The spans [start, end) in UTC when `rule` allows a call in `zone`, on `days` local days from `first`; in order."""
    return [span for number in range(days) for span in _day_windows(rule, zone, first + timedelta(number))]


def _day_windows(rule: CallingRule, zone: str, day: date) -> Iterator[tuple[datetime, datetime]]:
    definition = RULES[rule]
    if definition.always_open:
        yield _instant(day, time(0), zone), _instant(day + timedelta(1), time(0), zone)
        return
    if day in public_holidays(day.year):
        return
    for start, end in definition.windows.get(day.isoweekday(), ()):
        yield _instant(day, start, zone), _instant(day, end, zone)


def _instant(day: date, hour: time, zone: str) -> datetime:
    return datetime.combine(day, hour, ZoneInfo(zone)).astimezone(UTC)


def next_window(rule: CallingRule, zone: str, at: datetime) -> tuple[datetime, datetime]:
    """The first legal span that is not over at `at`, cut to begin no earlier than `at`."""
    day = at.astimezone(ZoneInfo(zone)).date()
    while True:
        for start, end in _day_windows(rule, zone, day):
            if end > at:
                return max(start, at.astimezone(UTC)), end
        day += timedelta(1)


def earliest(
    rule: CallingRule,
    zone: str,
    now: datetime,
    *,
    attempts: Sequence[datetime] = (),
    refused_at: datetime | None = None,
    blocked_until: datetime | None = None,
    mobile: bool = True,
) -> datetime | None:
    """The instant from which frequency and refusals (not hours) allow a call, at least `now`; None when they never will."""
    definition = RULES[rule]
    bounds = [now.astimezone(UTC)]
    if definition.always_open:
        return bounds[0]
    if blocked_until is not None:
        bounds.append(blocked_until.astimezone(UTC))
    if refused_at is not None:
        if definition.refusal_days is None:
            return None
        bounds.append(_instant(_local_day(refused_at, zone) + timedelta(definition.refusal_days + 1), time(0), zone))
    limit = definition.limit(mobile=mobile)
    if len(attempts) >= limit:
        if definition.over_days is None:
            return None
        oldest_that_counts = sorted(_local_day(at, zone) for at in attempts)[-limit]
        bounds.append(_instant(oldest_that_counts + timedelta(definition.over_days), time(0), zone))
    return max(bounds)


def may_call(
    rule: CallingRule,
    zone: str,
    now: datetime,
    *,
    attempts: Sequence[datetime] = (),
    refused_at: datetime | None = None,
    blocked_until: datetime | None = None,
    consent: Consent = Consent.UNKNOWN,
    mobile: bool = True,
) -> Allowed | Blocked:
    """May this person be called at `now`? Decides the dial button, the queue and what the centre flags.

    `attempts`: instants of the attempts that count on the person or the number, over all campaigns (30 days; a study: all of its own).
    `refused_at`: the last firm refusal. `blocked_until`: a bar set by the centre. `zone`: IANA name of the person's zone.
    """
    definition = RULES[rule]
    if definition.always_open:
        return Allowed()
    if consent is Consent.WITHDRAWN:
        return Blocked("may_not.stopped")
    if definition.needs_consent and consent is not Consent.PROVEN:
        return Blocked("may_not.no_consent")
    after_refusal = earliest(rule, zone, now, refused_at=refused_at, blocked_until=blocked_until)
    if after_refusal is None:
        return Blocked("may_not.refused_for_good")
    bound = earliest(rule, zone, after_refusal, attempts=attempts, mobile=mobile)
    if bound is None:
        return Blocked("may_not.too_many_ever", {"count": len(attempts)})
    here = now.astimezone(UTC)
    next_at = next_window(rule, zone, bound)[0]
    if next_at == here:
        return Allowed()
    local = next_at.astimezone(ZoneInfo(zone))
    day = day_words(local.date())
    if bound > after_refusal:
        count = _counted(definition, zone, now, attempts)
        return Blocked("may_not.too_many", {"count": count, "days": definition.over_days, "day": day}, next_at)
    if after_refusal > here:
        return Blocked("may_not.refused" if refused_at else "may_not.until", {"day": day}, next_at)
    if local.date() == _local_day(now, zone):
        return Blocked("may_not.outside_hours", {"time": time_words(local)}, next_at)
    return Blocked("may_not.closed_day", {"day": day, "time": time_words(local)}, next_at)


def _counted(rule: Rule, zone: str, now: datetime, attempts: Sequence[datetime]) -> int:
    first = _local_day(now, zone) - timedelta((rule.over_days or 0) - 1)
    return sum(_local_day(at, zone) >= first for at in attempts)


def _local_day(at: datetime, zone: str) -> date:
    return at.astimezone(ZoneInfo(zone)).date()
