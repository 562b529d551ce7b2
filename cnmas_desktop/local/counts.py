"""How many cases wait, for what and until when: the figures of the queue, read from one index and kept until something changes.

Ten thousand cases are counted in a few milliseconds, and only when a sync or an outcome has changed them, or when the first moment
that somebody waits for has come.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, case, func, literal_column, or_, select

from cnmas_desktop.local.database import Link, Prepared
from cnmas_desktop.local.schema import cases, from_instant, to_instant


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
    select(*_PLACE, func.coalesce(cases.c.blocked_reason, literal_column("'blocked'")), func.count(), func.min(_FREE_AT))
    .where(_OPEN, _BARRED)
    .group_by(*_PLACE, literal_column("4"))
)
_OPENINGS = Prepared.of(
    select(*_PLACE, func.max(_FREE_AT, _NOW), func.count()).where(_OPEN, _LEASED).group_by(*_PLACE, literal_column("4"))
)


class QueueCounts:
    """Reads on the main connection. Whoever changes a case through it says so with `forget`; a sync is noticed."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self._known: tuple[QueueTally, ...] = ()
        self._seen: tuple[int, datetime] | None = None
        self._until: datetime | None = None
        self._held_until: datetime | None = None
        self._openings: tuple[tuple[Place, datetime, int], ...] | None = None

    def forget(self) -> None:
        """A case was changed on this connection."""
        self._seen = None

    def tally(self, now: datetime) -> tuple[QueueTally, ...]:
        """All cases that the queue may offer, by what they wait for and by place."""
        version = self._link.other_writes()
        if self._seen is None or self._seen[0] != version or not self._holds(now):
            with self._link.reading():
                self._known = self._count(to_instant(now))
            self._seen, self._openings = (version, now), None
        return self._known

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

    def _holds(self, now: datetime) -> bool:
        """No moment that somebody waits for lies between the last count and now."""
        counted = self._seen[1] if self._seen else now
        return counted <= now and (self._until is None or now < self._until)

    def _count(self, now: int) -> tuple[QueueTally, ...]:
        found: list[QueueTally] = []
        turns: list[int] = []
        ends: list[int] = []
        some_barred = False
        for *names, count, expired, barred, later, later_at, until in self._link.run(_COUNT, now=now).fetchall():
            place = Place(*names)
            free = int(count - expired - barred - later)
            if free:
                found.append(QueueTally(None, place, free))
            if later:
                found.append(QueueTally("later", place, int(later), from_instant(later_at)))
            if expired:
                found.append(QueueTally("lease", place, int(expired)))
            some_barred = some_barred or bool(barred)
            turns += [later_at] if later_at is not None else []
            ends += [until] if until is not None else []
        if some_barred:
            for *names, reason, count, at in self._link.run(_BARS, now=now).fetchall():
                found.append(QueueTally(reason, Place(*names), count, from_instant(at)))
                turns.append(at)
        self._held_until = from_instant(min(ends)) if ends else None
        self._until = from_instant(min(turns + ends)) if turns or ends else None
        return tuple(found)
