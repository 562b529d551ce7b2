"""The queue as the agent sees it: who is next and why, or why nobody is; callbacks promised; what waits, for what and until when."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from cnmas_desktop.domain.calling_rules import next_window
from cnmas_desktop.domain.queue_reasons import why_none
from cnmas_desktop.domain.scheduling import CallbackTime, callback_time
from cnmas_desktop.local.cases import HeldCase
from cnmas_desktop.local.counts import Place, QueueTally
from cnmas_desktop.services.casebook import Casebook, number_of, zone_of
from cnmas_desktop.services.dialling import FOR_GOOD, of_case
from cnmas_desktop.services.reading import why_next
from cnmas_desktop.services.views import Blocking, CallbackLine, Message, QueueLine
from cnmas_desktop.services.wording import name_of

UPCOMING = 3
CALLBACKS_AHEAD = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class QueueState:
    """The part of `DeskView` that the queue knows."""

    next: QueueLine | None
    none: Message | None
    upcoming: tuple[QueueLine, ...]
    callbacks: tuple[CallbackLine, ...]
    callable_now: int
    blocked: tuple[Blocking, ...]
    held: int
    held_until: datetime | None


@dataclass(frozen=True, slots=True)
class QueueReader:
    """Reads the cases held, in the order of the one scheduler. `zone`: the agent's; `contact`: the last complete sync."""

    book: Casebook
    zone: str
    contact: Callable[[], datetime | None]
    _known: dict[object, QueueState] = field(default_factory=dict, init=False, repr=False, compare=False)

    def state(self, now: datetime, open_cases: Collection[UUID]) -> QueueState:
        """Everything the left column shows, true to the second; the cases of the open call are not proposed again."""
        asked = self.book.writes(), now.replace(microsecond=0), frozenset(open_cases), self.contact()
        if asked not in self._known:
            self._known.clear()
            self._known[asked] = self._state(now, open_cases)
        return self._known[asked]

    def _state(self, now: datetime, open_cases: Collection[UUID]) -> QueueState:
        tallies = self.book.counts.tally(now)
        opening = {one.place: self._opens(one.place, now) for one in tallies}
        closed = [place for place, at in opening.items() if at > now]
        free = [one for one in tallies if one.waiting_for is None]
        callable_now = sum(one.count for one in free if one.place not in closed)
        first = self._first(now, closed, open_cases, 1 + UPCOMING) if callable_now else []
        lines = [self.line(held, now) for held in first]
        held = sum(one.count for one in tallies)
        until = self.book.counts.held_until(now)
        return QueueState(
            next=lines[0] if lines else None,
            none=None if lines else self._why_none(now, held, tallies),
            upcoming=tuple(lines[1:]),
            callbacks=self._callbacks(now),
            callable_now=callable_now,
            blocked=self._blocked(tallies, opening, now),
            held=held,
            held_until=until.astimezone(ZoneInfo(self.zone)) if until else None,
        )

    def next(self, now: datetime) -> HeldCase | None:
        """The first case that may be called at `now`."""
        places = {one.place for one in self.book.counts.tally(now) if one.waiting_for is None}
        closed = [place for place in places if self._opens(place, now) > now]
        return next(self._callable(now, closed), None) if len(closed) < len(places) else None

    def line(self, held: HeldCase, now: datetime) -> QueueLine:
        payload = held.payload
        zone = zone_of(payload, number_of(payload))
        title = self.book.campaign_of(payload).title
        return QueueLine(payload.case_id, name_of(payload.fields), title, why_next(payload, zone, now, self.zone))

    def _callable(self, now: datetime, closed: Collection[Place]) -> Iterator[HeldCase]:
        contact = self.contact()
        for held in self.book.shelf.ready(now, closed):
            payload = held.payload
            campaign = self.book.campaign_of(payload)
            if of_case(held, number_of(payload), campaign, self.book.attempts(payload, now), now, contact) is None:
                yield held

    def _first(self, now: datetime, closed: Sequence[Place], left_out: Collection[UUID], most: int) -> list[HeldCase]:
        """The first persons: brothers and sisters are one call."""
        found: list[HeldCase] = []
        persons: set[tuple[UUID, str]] = set()
        for held in self._callable(now, closed):
            key = held.payload.person_id, held.payload.campaign
            if held.payload.case_id in left_out or key in persons:
                continue
            persons.add(key)
            found.append(held)
            if len(found) == most:
                break
        return found

    def _opens(self, place: Place, at: datetime) -> datetime:
        """From when the hours of the law let a case of this place be called, at least `at`."""
        rule = self.book.campaign(place.campaign, place.version).calling_rule
        return next_window(rule, place.zone, at)[0]

    def _callbacks(self, now: datetime) -> tuple[CallbackLine, ...]:
        here = ZoneInfo(self.zone)
        lines = []
        for held in self.book.shelf.callbacks(now + CALLBACKS_AHEAD):
            payload = held.payload
            callback = payload.callback
            if payload.called_in_at is not None:
                called = payload.called_in_at.astimezone(here)
                lines.append(CallbackLine(payload.case_id, name_of(payload.fields), called, None, False, True, False, called_in=True))
            if callback is None or callback.at >= now + CALLBACKS_AHEAD:
                continue
            firm = callback.kind == "firm"
            standing = callback_time(callback.at, now)
            at, there = callback.at.astimezone(here), callback.at.astimezone(ZoneInfo(callback.zone))
            lines.append(
                CallbackLine(
                    case_id=payload.case_id,
                    name=name_of(payload.fields),
                    at=at,
                    local_at=there if there.replace(tzinfo=None) != at.replace(tzinfo=None) else None,
                    firm=firm,
                    due=standing is not CallbackTime.EARLY if firm else callback.at <= now,
                    late=firm and standing in {CallbackTime.LATE, CallbackTime.MISSED},
                )
            )
        return tuple(lines)

    def _blocked(self, tallies: Sequence[QueueTally], opening: dict[Place, datetime], now: datetime) -> tuple[Blocking, ...]:
        """What cannot be called now, by reason; the first to open comes first."""
        groups: dict[str, tuple[int, datetime | None]] = {}
        for one in tallies:
            if one.waiting_for is None and opening[one.place] <= now:
                continue
            reason = f"waiting.{one.waiting_for or 'hours'}"
            at = self._when(one, opening, now)
            count, first = groups.get(reason, (0, None))
            groups[reason] = count + one.count, min((each for each in (first, at) if each), default=None)
        here = ZoneInfo(self.zone)
        lines = [Blocking(Message(reason), count, at.astimezone(here) if at else None) for reason, (count, at) in groups.items()]
        return tuple(sorted(lines, key=lambda line: (line.next_at is None, line.next_at or now, line.reason.code)))

    def _when(self, one: QueueTally, opening: dict[Place, datetime], now: datetime) -> datetime | None:
        if one.waiting_for is None:
            return opening[one.place]
        if one.waiting_for == "lease" or one.next_at is None or one.next_at >= FOR_GOOD:
            return None
        return self._opens(one.place, max(one.next_at, now))

    def _why_none(self, now: datetime, held: int, tallies: Sequence[QueueTally]) -> Message:
        if held and all(one.waiting_for == "lease" for one in tallies):
            return Message("may_not.lease_expired")
        waiting: Counter[datetime] = Counter()
        for place, at, count in self.book.counts.openings(now):
            if at < FOR_GOOD:
                waiting[self._opens(place, max(at, now))] += count
        del waiting[now]
        reason = why_none(list(waiting.elements()), held, now, self.zone)
        return Message(reason.code, reason.params)
