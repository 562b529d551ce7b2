"""How many cases wait, for what and until when: the figures of the queue, read from one index and kept while they hold.

Ten thousand cases are counted in a few milliseconds, once a sync has changed them or the first moment that somebody waits for has come.
What the agent saves changes one or two of them: these alone are read, before and after, and the figures set right.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, bindparam, case, func, literal_column, or_, select

from cnmas_desktop.local.database import Link, Prepared
from cnmas_desktop.local.schema import cases, device, from_instant, to_instant


@dataclass(frozen=True, slots=True)
class Place:
    """What decides of the legal hours of a case: the campaign's version (its calling rule) and the person's zone."""

    campaign: str
    version: str
    zone: str


@dataclass(frozen=True, slots=True)
class QueueTally:
    """Cases of one sort at one place that the queue may offer. `waiting_for`: None for those whose moment has come, "later" for the
    others, "lease" under an expired lease, else their blocking reason; `next_at`: when the first of them becomes callable. Legal
    hours are not in it."""

    waiting_for: str | None
    place: Place
    count: int
    next_at: datetime | None = None


_NOW: Any = bindparam("now")
_LEASED = cases.c.until > _NOW
_BARRED = and_(_LEASED, cases.c.blocked_until > _NOW)
_LATER = and_(_LEASED, cases.c.callable_from > _NOW, or_(cases.c.blocked_until.is_(None), cases.c.blocked_until <= _NOW))
_OPEN = cases.c.open == literal_column("1")
_PLACE = (cases.c.campaign, cases.c.version, cases.c.zone)
_FREE_AT = func.max(cases.c.callable_from, func.coalesce(cases.c.blocked_until, cases.c.callable_from))

_COUNT = Prepared.of(
    select(
        *_PLACE,
        func.count(),
        func.total(cases.c.until <= _NOW),
        func.total(_BARRED),
        func.total(_LATER),
        func.min(case((_LATER, cases.c.callable_from))),
        func.min(case((_LEASED, cases.c.until))),
    )
    .where(_OPEN)
    .group_by(*_PLACE)
)
_BARS = Prepared.of(
    select(
        *_PLACE,
        func.coalesce(cases.c.blocked_reason, literal_column("'blocked'")),
        func.count(),
        func.min(_FREE_AT),
        func.min(cases.c.blocked_until),
    )
    .where(_OPEN, _BARRED)
    .group_by(*_PLACE, literal_column("4"))
)
_OPENINGS = Prepared.of(
    select(*_PLACE, func.max(_FREE_AT, _NOW), func.count()).where(_OPEN, _LEASED).group_by(*_PLACE, literal_column("4"))
)
_ROW = Prepared.of(
    select(
        *_PLACE,
        cases.c.until,
        cases.c.callable_from,
        cases.c.blocked_until,
        func.coalesce(cases.c.blocked_reason, literal_column("'blocked'")),
    ).where(_OPEN, cases.c.case_id == bindparam("id"))
)
_SWAPS = Prepared.of(select(device.c.swaps))
_FIRST_END = Prepared.of(
    select(func.min(cases.c.until)).where(_OPEN, *(column == bindparam(f"its_{column.name}") for column in _PLACE), _LEASED)
)


@dataclass(frozen=True, slots=True)
class _Open:
    """One case that the queue may offer, as it is counted. Instants as the store keeps them."""

    place: Place
    until: int
    callable_from: int
    blocked_until: int | None
    blocked_reason: str

    def waiting(self, now: int) -> tuple[str | None, int | None]:
        """What it waits for at `now`, and until when: the rule by which the statements above count."""
        if self.until <= now:
            return "lease", None
        if self.blocked_until is not None and self.blocked_until > now:
            return self.blocked_reason, max(self.callable_from, self.blocked_until)
        return ("later", self.callable_from) if self.callable_from > now else (None, None)

    def turns(self, now: int) -> list[int]:
        """The moments after `now` at which it may come to wait for something else."""
        return [at for at in (self.until, self.callable_from, self.blocked_until) if at is not None and at > now]


class QueueCounts:
    """Reads on the main connection. Whoever changes cases through it says so before, with `changing`; a sync is noticed."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self._known: dict[tuple[str | None, Place], QueueTally] = {}
        self._seen: tuple[int, datetime] | None = None
        self._until: datetime | None = None
        self._held_until: datetime | None = None
        self._openings: tuple[tuple[Place, datetime, int], ...] | None = None
        self._changing: dict[UUID, _Open | None] = {}
        self._written, self._known_swaps = -1, 0

    def changing(self, case_ids: Iterable[UUID]) -> None:
        """These cases are about to be changed on this connection, if the save succeeds."""
        with self._link.reading():
            for case_id in case_ids:
                if case_id not in self._changing:
                    self._changing[case_id] = self._read(case_id)

    def tally(self, now: datetime) -> tuple[QueueTally, ...]:
        """All cases that the queue may offer, by what they wait for and by place."""
        version = self._swaps()
        kept = self._seen is not None and self._seen[0] == version and self._holds(now)
        if not kept or (self._changing and not self._set_right(now)):
            with self._link.reading():
                self._count(to_instant(now))
            self._openings = None
            kept = False
        if not kept or self._changing:
            self._seen = version, now
            self._changing.clear()
        return tuple(self._known.values())

    def held_until(self, now: datetime) -> datetime | None:
        """When the first live lease of these cases ends; None when there is none."""
        self.tally(now)
        return self._held_until

    def openings(self, now: datetime) -> tuple[tuple[Place, datetime, int], ...]:
        """From when on these cases are free, by place, and how many at each instant. Instants past are those of the last count."""
        self.tally(now)
        if self._openings is None:
            with self._link.reading():
                rows = self._link.run(_OPENINGS, now=to_instant(now)).fetchall()
            self._openings = tuple((Place(*row[:3]), from_instant(row[3]), row[4]) for row in rows)
        return self._openings

    def _swaps(self) -> int:
        """How often the sync has changed the cases; looked up only where it has written."""
        written = self._link.other_writes()
        if written != self._written:
            with self._link.reading():
                self._known_swaps = self._link.run(_SWAPS).fetchone()[0]
            self._written = written
        return self._known_swaps

    def _holds(self, now: datetime) -> bool:
        """No moment that somebody waits for lies between the last count and now."""
        counted = self._seen[1] if self._seen else now
        return counted <= now and (self._until is None or now < self._until)

    def _set_right(self, now: datetime) -> bool:
        """Take what was changed out of the figures and put it back in; False where only a new count tells."""
        at = to_instant(now)
        with self._link.reading():
            pairs = [(before, self._read(case_id)) for case_id, before in self._changing.items()]
            changed = [(before, after) for before, after in pairs if before != after]
            if not all(self._take_out(before, at) for before, _ in changed if before is not None):
                return False
            for _, after in changed:
                if after is not None:
                    self._put_in(after, at)
            if changed:
                ends = [self._first_end(place, at) for place in {place for _, place in self._known}]
                self._held_until = min((from_instant(end) for end in ends if end is not None), default=None)
                self._openings = None
        return True

    def _take_out(self, case: _Open, now: int) -> bool:
        """False when the others of its sort may have to wait longer than it did."""
        waiting_for, at = case.waiting(now)
        known = self._known[waiting_for, case.place]
        if known.count == 1:
            del self._known[waiting_for, case.place]
            return True
        self._known[waiting_for, case.place] = replace(known, count=known.count - 1)
        return at is None or known.next_at != from_instant(at)

    def _put_in(self, case: _Open, now: int) -> None:
        waiting_for, instant = case.waiting(now)
        at = None if instant is None else from_instant(instant)
        known = self._known.get((waiting_for, case.place))
        self._know(
            QueueTally(
                waiting_for,
                case.place,
                known.count + 1 if known else 1,
                min(known.next_at, at) if known and known.next_at and at else at,
            )
        )
        turns = [from_instant(turn) for turn in case.turns(now)]
        self._until = min([*turns, self._until] if self._until else turns, default=None)

    def _know(self, tally: QueueTally) -> None:
        self._known[tally.waiting_for, tally.place] = tally

    def _read(self, case_id: UUID) -> _Open | None:
        row = self._link.run(_ROW, id=case_id.hex).fetchone()
        return None if row is None else _Open(Place(*row[:3]), *row[3:])

    def _first_end(self, place: Place, now: int) -> int | None:
        values = {"its_campaign": place.campaign, "its_version": place.version, "its_zone": place.zone}
        end: int | None = self._link.run(_FIRST_END, now=now, **values).fetchone()[0]
        return end

    def _count(self, now: int) -> None:
        self._known.clear()
        turns: list[int] = []
        ends: list[int] = []
        some_barred = False
        for *names, count, expired, barred, later, later_at, until in self._link.run(_COUNT, now=now).fetchall():
            place = Place(*names)
            free = int(count - expired - barred - later)
            if free:
                self._know(QueueTally(None, place, free))
            if later:
                self._know(QueueTally("later", place, int(later), from_instant(later_at)))
            if expired:
                self._know(QueueTally("lease", place, int(expired)))
            some_barred = some_barred or bool(barred)
            turns += [later_at] if later_at is not None else []
            ends += [until] if until is not None else []
        if some_barred:
            for *names, reason, count, at, turn in self._link.run(_BARS, now=now).fetchall():
                self._know(QueueTally(reason, Place(*names), count, from_instant(at)))
                turns.append(turn)
        self._held_until = from_instant(min(ends)) if ends else None
        self._until = from_instant(min(turns + ends)) if turns or ends else None
