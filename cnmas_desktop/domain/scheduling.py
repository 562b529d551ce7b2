"""What comes after a call, and which case comes next (decision 1: the one scheduler, on the workstation).

Each closing event carries its `Proposal`; the centre clamps it with `dispositions.effect_rows`. Delays after domain section 7.1:
the least tried slot of the day first, ties to the evening, then the morning; three hours between attempts; two no-contacts a day.
Every proposed instant is legal under the campaign's calling rule.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import IntEnum, StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from cnmas_desktop.domain.calling_rules import RULES, earliest, legal_windows, next_window
from cnmas_desktop.domain.campaign import CallingRule
from cnmas_desktop.domain.case_state import CaseState
from cnmas_desktop.domain.dispositions import DISPOSITIONS, Delay, next_states
from cnmas_desktop.domain.events import instant_text

BETWEEN_ATTEMPTS = timedelta(minutes=180)
BUSY_DELAYS = (timedelta(minutes=15), timedelta(minutes=30))
NO_CONTACTS_A_DAY = 2
CONVERSION_DAYS = 7
MAX_INTERRUPTIONS = 2
MAX_MISSED = 2
DAYS_AHEAD = 21
VOICEMAIL_DAYS = 14

# A firm callback is due five minutes early, late a quarter of an hour after, missed after an hour.
DUE_BEFORE, LATE_AFTER, MISSED_AFTER = timedelta(minutes=5), timedelta(minutes=15), timedelta(minutes=60)


class QueueClass(IntEnum):
    """What is worked first."""

    FIRM = 1
    SOFT = 2
    INTERRUPTED = 3
    RETRY = 4
    FRESH = 5


class Slot(StrEnum):
    """The three parts of a legal day: before 13:30, before 17:00, after."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


AFTERNOON_FROM, EVENING_FROM = time(13, 30), time(17)
_TIES = (Slot.EVENING, Slot.MORNING, Slot.AFTERNOON)


@dataclass(frozen=True, slots=True)
class PastCall:
    """An attempt at this case that counted: when, and how it ended."""

    at: datetime
    disposition: str


@dataclass(frozen=True, slots=True)
class Callback:
    """A moment agreed. `at` None: a soft callback without a moment."""

    firm: bool
    at: datetime | None


@dataclass(frozen=True, slots=True)
class History:
    """What is known of a case before the call that just ended.

    `calls`: its attempts, oldest first. `reach`: instants of every counted attempt on the person or number, over all campaigns.
    `other_number`: another number is left to try. `closes_at`: the campaign's end.
    """

    calls: tuple[PastCall, ...] = ()
    reach: tuple[datetime, ...] = ()
    other_number: bool = False
    mobile: bool = True
    allow_conversion: bool = False
    closes_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """Where the case goes. `next_at` (UTC) is None where there is no next call."""

    case_state: CaseState
    next_class: QueueClass = QueueClass.FRESH
    next_at: datetime | None = None

    def body(self) -> dict[str, Any]:
        """As `call_ended` carries it."""
        at = None if self.next_at is None else instant_text(self.next_at)
        return {"state": self.case_state.value, "class": int(self.next_class), "at": at}


def propose(history: History, disposition: str, rule: CallingRule, zone: str, now: datetime, callback: Callback | None = None) -> Proposal:
    """What should become of the case after `disposition` at `now`. An unknown code is our fault: KeyError (so is a call that did not ring)."""
    row = DISPOSITIONS[disposition]
    plan = _Plan(history, disposition, rule, zone, now)
    match row.delay:
        case Delay.NONE:
            return Proposal(next_states(row)[0])
        case Delay.NEXT_NUMBER:
            return plan.retry_from(now) if history.other_number else Proposal(CaseState.EXHAUSTED)
        case Delay.AGREED:
            return plan.agreed(callback)
        case Delay.HANDED_OVER:
            return plan.agreed(callback) if callback and disposition == "CONF" else Proposal(CaseState.SUPERVISOR)
        case Delay.CONVERSION:
            return plan.conversion()
        case Delay.RESUME:
            return plan.resumed()
        case Delay.LAST_CHANCE:
            return Proposal(CaseState.EXHAUSTED) if plan.seen(disposition) > 1 else plan.retry(CONVERSION_DAYS)
        case Delay.BUSY:
            return plan.busy()
        case Delay.NEXT_DAY | Delay.OTHER_SLOT:
            return plan.retry(1 if row.delay is Delay.NEXT_DAY else 0)


@dataclass(frozen=True, slots=True)
class _Plan:
    """One proposal in the making: the history with the call that just ended."""

    history: History
    disposition: str
    rule: CallingRule
    zone: str
    now: datetime

    @property
    def calls(self) -> tuple[PastCall, ...]:
        if not self.disposition or not DISPOSITIONS[self.disposition].counts_as_attempt:
            return self.history.calls
        return (*self.history.calls, PastCall(self.now, self.disposition))

    def seen(self, disposition: str) -> int:
        return sum(call.disposition == disposition for call in self.calls)

    def bound(self, at: datetime) -> datetime | None:
        """The instant from `at` on when frequency allows another attempt, this one counted."""
        reach = self.history.reach if not self.disposition else (*self.history.reach, self.now)
        return earliest(self.rule, self.zone, at, attempts=reach, mobile=self.history.mobile)

    def retry(self, days: int) -> Proposal:
        return self.at_slot(CaseState.RETRY, QueueClass.RETRY, days)

    def retry_from(self, at: datetime) -> Proposal:
        bound = self.bound(at)
        if bound is None or self._spent():
            return Proposal(CaseState.EXHAUSTED)
        return self._within(CaseState.RETRY, QueueClass.RETRY, next_window(self.rule, self.zone, bound)[0])

    def busy(self) -> Proposal:
        today = self._day(self.now)
        earlier = sum(call.disposition == "OCC" and self._day(call.at) == today for call in self.history.calls)
        return self.retry_from(self.now + BUSY_DELAYS[earlier]) if earlier < len(BUSY_DELAYS) else self.retry(0)

    def conversion(self) -> Proposal:
        """One try after a soft refusal, only where the campaign allows it; never in a study, never in prospecting."""
        allowed = self.history.allow_conversion and self.rule not in {CallingRule.STUDY, CallingRule.PROSPECTION}
        if allowed and self.seen("REF_S") + self.seen("REF_T") <= 1:
            again = self.retry(CONVERSION_DAYS)
            if again.case_state is CaseState.RETRY:
                return again
        return Proposal(CaseState.DONE if self.disposition == "REF_S" else CaseState.SUPERVISOR)

    def resumed(self) -> Proposal:
        if self.seen(self.disposition) > MAX_INTERRUPTIONS:
            return Proposal(CaseState.SUPERVISOR)
        again = self.at_slot(CaseState.INTERRUPTED, QueueClass.INTERRUPTED, 1)
        return Proposal(CaseState.SUPERVISOR) if again.case_state is CaseState.EXHAUSTED else again

    def agreed(self, callback: Callback | None) -> Proposal:
        if callback is None or callback.at is None:
            return self.at_slot(CaseState.CALLBACK, QueueClass.SOFT, 1)
        bound = self.bound(max(self.now, callback.at - DUE_BEFORE if callback.firm else callback.at))
        if bound is None:
            return Proposal(CaseState.EXHAUSTED)
        klass = QueueClass.FIRM if callback.firm else QueueClass.SOFT
        return self._within(CaseState.CALLBACK, klass, next_window(self.rule, self.zone, bound)[0])

    def at_slot(self, state: CaseState, klass: QueueClass, days: int) -> Proposal:
        """At the least tried slot, at least `days` local days and three hours from now."""
        since = self.now + BETWEEN_ATTEMPTS
        if days:
            start = datetime.combine(self._day(self.now) + timedelta(days), time(0), ZoneInfo(self.zone))
            since = max(since, start.astimezone(UTC))
        bound = self.bound(since)
        if bound is None or self._spent():
            return Proposal(CaseState.EXHAUSTED)
        return self._within(state, klass, self._best(bound))

    def _best(self, bound: datetime) -> datetime:
        tried = Counter(slot_of(call.at, self.zone) for call in self.calls)
        weekdays = {(slot_of(call.at, self.zone), self._day(call.at).isoweekday()) for call in self.calls}
        days = Counter(self._day(call.at) for call in self.calls if not DISPOSITIONS[call.disposition].contact)
        # "A different weekday" is the last wish: it gives way before the slot does.
        wishes = [
            (tried[slot], _TIES.index(slot), (slot, day.isoweekday()) in weekdays, at)
            for at, slot, day in self._slots(bound)
            if days[day] < NO_CONTACTS_A_DAY
        ]
        return min(wishes)[-1] if wishes else next_window(self.rule, self.zone, bound)[0]

    def _slots(self, bound: datetime) -> Iterator[tuple[datetime, Slot, date]]:
        """The legal slots from `bound` on, each at its first instant, for `DAYS_AHEAD` days."""
        today = self._day(bound)
        for number in range(DAYS_AHEAD):
            day = today + timedelta(number)
            for first, last, slot in day_slots(self.rule, self.zone, day):
                if last > bound:
                    yield max(first, bound), slot, day

    def _within(self, state: CaseState, klass: QueueClass, at: datetime) -> Proposal:
        if self.history.closes_at is not None and at >= self.history.closes_at:
            return Proposal(CaseState.EXHAUSTED)
        return Proposal(state, klass, at)

    def _spent(self) -> bool:
        return len(self.calls) >= RULES[self.rule].exhausted_after

    def _day(self, at: datetime) -> date:
        return _local_day(at, self.zone)


@lru_cache(maxsize=1024)
def day_slots(rule: CallingRule, zone: str, day: date) -> tuple[tuple[datetime, datetime, Slot], ...]:
    """The legal slots of a local day, from when to when; in order. Kept, since each saved outcome looks at the same days."""
    place = ZoneInfo(zone)
    cuts = [datetime.combine(day, cut, place).astimezone(UTC) for cut in (AFTERNOON_FROM, EVENING_FROM)]
    return tuple(
        (first, last, slot_of(first, zone))
        for start, end in legal_windows(rule, zone, day, 1)
        for first, last in pairwise([start, *(cut for cut in cuts if start < cut < end), end])
    )


@lru_cache(maxsize=1024)
def slot_of(at: datetime, zone: str) -> Slot:
    """The slot of an instant in the person's zone."""
    local = at.astimezone(ZoneInfo(zone)).time()
    if local < AFTERNOON_FROM:
        return Slot.MORNING
    return Slot.AFTERNOON if local < EVENING_FROM else Slot.EVENING


@lru_cache(maxsize=1024)
def _local_day(at: datetime, zone: str) -> date:
    return at.astimezone(ZoneInfo(zone)).date()


class CallbackTime(StrEnum):
    """How a firm callback stands against the clock."""

    EARLY = "early"
    DUE = "due"
    LATE = "late"
    MISSED = "missed"


def callback_time(at: datetime, now: datetime) -> CallbackTime:
    """From five minutes before to a quarter of an hour after: due. An hour after: missed."""
    if now < at - DUE_BEFORE:
        return CallbackTime.EARLY
    if now < at + LATE_AFTER:
        return CallbackTime.DUE
    return CallbackTime.LATE if now < at + MISSED_AFTER else CallbackTime.MISSED


def may_leave_message(calls: Sequence[PastCall], now: datetime) -> bool:
    """At most one message on the answering machine in fourteen days (trade section 2)."""
    return not any(call.disposition == "REP_M" and now - call.at < timedelta(VOICEMAIL_DAYS) for call in calls)
