"""The cases held on this workstation, as the queue and the call read them. Each read is one snapshot on the main connection."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
import json
from typing import Any
import unicodedata
from uuid import UUID

from sqlalchemy import and_, bindparam, func, literal, or_, select

from cnmas_desktop.local.database import Link
from cnmas_desktop.local.payloads import from_text
from cnmas_desktop.local.schema import (
    attempts,
    campaign_versions,
    cases,
    from_instant,
    from_maybe,
    phones,
    to_instant,
)
from cnmas_desktop.sync.protocol import CasePayload, PastAttempt

QUEUE_CLASSES = (1, 2, 3, 4, 5)
READ_AHEAD = 20
SEARCH_LIMIT = 20


@dataclass(frozen=True, slots=True)
class HeldCase:
    """A case with its lease. `withdrawn`: the lease ended before `until`, and why. `worked_at`: the last event made here on it."""

    payload: CasePayload
    lease_id: UUID
    epoch: int
    until: datetime
    withdrawn: str | None
    worked_at: datetime | None


@dataclass(frozen=True, slots=True)
class QueueTally:
    """Cases of one sort. `open`: the queue may offer them. `waiting_for`: None for those callable now, "later" for those whose moment
    has not come, else their blocking reason; `next_at`: when the first of them becomes callable."""

    open: bool
    state: str
    waiting_for: str | None
    count: int
    next_at: datetime | None


_WHOLE = (
    cases.c.payload,
    cases.c.lease_id,
    cases.c.epoch,
    cases.c.until,
    cases.c.withdrawn,
    cases.c.worked_at,
)
_ORDER = (cases.c.callable_from, cases.c.seeded_key, cases.c.case_id)
_FREE = or_(cases.c.blocked_until.is_(None), cases.c.blocked_until <= bindparam("now"))
# Class by class, so that each read starts at the first case that may be called and never walks over those that wait.
_READY = (
    select(*_ORDER, *_WHOLE)
    .where(
        cases.c.open == 1,
        cases.c.queue_class == bindparam("queue_class"),
        cases.c.callable_from >= bindparam("from_at"),
        cases.c.callable_from <= bindparam("now"),
        or_(
            cases.c.callable_from > bindparam("from_at"),
            cases.c.seeded_key > bindparam("from_key"),
            and_(cases.c.seeded_key == bindparam("from_key"), cases.c.case_id > bindparam("from_id")),
        ),
        _FREE,
    )
    .order_by(*_ORDER)
    .limit(bindparam("most"))
)
_FIRST_INSTANT = -(1 << 62)


class CaseShelf:
    """Reads of the cases held. Nothing here writes."""

    def __init__(self, link: Link) -> None:
        self._link = link

    def ready(self, now: datetime) -> Iterator[HeldCase]:
        """The cases that may be called at `now`, in the order of the queue: (class, callable_from, seeded_key, case_id).

        Lazy, a few rows at a time: take the first that the calling rules allow and drop the iterator. Cases blocked, withdrawn,
        waiting or under an expired lease are left out.
        """
        for queue_class in QUEUE_CLASSES:
            mark = (_FIRST_INSTANT, 0, "")
            most = 1
            while True:
                with self._link.reading() as connection:
                    rows = connection.execute(
                        _READY,
                        {
                            "queue_class": queue_class, "now": to_instant(now), "most": most,
                            "from_at": mark[0], "from_key": mark[1], "from_id": mark[2],
                        },
                    ).all()  # fmt: skip
                for row in rows:
                    if from_instant(row.until) > now:
                        yield _held(row)
                if len(rows) < most:
                    break
                mark = (rows[-1].callable_from, rows[-1].seeded_key, rows[-1].case_id)
                most = READ_AHEAD

    def case(self, case_id: UUID) -> HeldCase | None:
        """The case, None when this workstation does not hold it."""
        return next(iter(self._where(cases.c.case_id == case_id.hex)), None)

    def household(self, person_id: UUID) -> tuple[HeldCase, ...]:
        """All cases held of one person, in the order of the queue: those of one call."""
        return self._where(cases.c.person_id == person_id.hex)

    def with_number(self, e164: str) -> tuple[HeldCase, ...]:
        """All cases held that a number leads to."""
        return self._where(cases.c.case_id.in_(select(phones.c.case_id).where(phones.c.e164 == e164)))

    def callbacks(self, until: datetime) -> tuple[HeldCase, ...]:
        """Cases with a callback promised for before `until`, the earliest first."""
        return self._where(
            and_(
                cases.c.callback_at.is_not(None), cases.c.callback_at < to_instant(until), cases.c.open == 1
            ),
            cases.c.callback_at,
        )

    def search(self, name: str) -> tuple[HeldCase, ...]:
        """Own cases whose displayed name holds `name`, without case or accents; at most 20. There is no other search."""
        wanted = _folded(name)
        if not wanted:
            return ()
        with self._link.reading() as connection:
            rows = connection.execute(select(*_WHOLE).order_by(cases.c.case_id)).all()
        found = (row for row in rows if wanted in _folded(" ".join(_names(row.payload))))
        return tuple(_held(row) for row, _ in zip(found, range(SEARCH_LIMIT), strict=False))

    def tally(self, now: datetime) -> tuple[QueueTally, ...]:
        """All cases held, counted by state and by what they wait for: read from the queue's index alone."""
        instant = to_instant(now)
        waiting_for = func.iif(
            cases.c.blocked_until > instant,
            func.coalesce(cases.c.blocked_reason, "blocked"),
            func.iif(cases.c.callable_from > instant, literal("later"), None),
        )
        free_at = func.max(cases.c.callable_from, func.coalesce(cases.c.blocked_until, cases.c.callable_from))
        statement = select(
            cases.c.open,
            cases.c.state,
            waiting_for.label("waiting_for"),
            func.count().label("count"),
            func.min(free_at).label("next_at"),
        ).group_by(cases.c.open, cases.c.state, "waiting_for")
        with self._link.reading() as connection:
            rows = connection.execute(statement).all()
        return tuple(
            QueueTally(
                bool(row.open),
                row.state,
                row.waiting_for,
                row[3],
                from_instant(row.next_at) if row.waiting_for else None,
            )
            for row in rows
        )

    def attempts_on(
        self, person_id: UUID, numbers: Sequence[str], since: datetime
    ) -> tuple[PastAttempt, ...]:
        """Attempts on a person or one of their numbers since `since`, over all campaigns, oldest first: those the centre told of and
        those made here, each once. An attempt made here and told back by the centre is the same instant on the same number.

        `disposition` is known only for the campaigns held; a voided attempt has `counts` False.
        """
        known: dict[tuple[int, UUID | None], PastAttempt] = {}
        wanted = or_(attempts.c.person_id == person_id.hex, attempts.c.e164.in_(numbers))
        told = or_(
            cases.c.person_id == person_id.hex,
            cases.c.case_id.in_(select(phones.c.case_id).where(phones.c.e164.in_(numbers))),
        )
        with self._link.reading() as connection:
            here = connection.execute(select(attempts).where(wanted)).all()
            texts = connection.execute(select(cases.c.person_id, cases.c.payload).where(told)).all()
        for row in here:
            at = from_instant(row.at)
            phone_id = UUID(row.phone_id)
            known[_millisecond(at), phone_id] = PastAttempt(at, phone_id, None, bool(row.counts))
        for owner, text in texts:
            payload = from_text(text)
            shared = {phone.id for phone in payload.phones if phone.e164 in numbers}
            for one in payload.attempts:
                if owner == person_id.hex or one.phone_id in shared:
                    key = (_millisecond(one.at), one.phone_id)
                    here_too = known.get(key)
                    if here_too is None or here_too.disposition is None:
                        known[key] = one if here_too is None or here_too.counts else here_too
        return tuple(sorted((one for one in known.values() if one.at >= since), key=lambda one: one.at))

    def campaign_text(self, code: str, version: str) -> str | None:
        """The text of a campaign version, None when it is not here."""
        with self._link.reading() as connection:
            return connection.scalar(
                select(campaign_versions.c.text).where(
                    campaign_versions.c.code == code, campaign_versions.c.version == version
                )
            )

    def held_until(self) -> datetime | None:
        """When the first live lease ends; None when nothing is held."""
        with self._link.reading() as connection:
            return from_maybe(
                connection.scalar(select(func.min(cases.c.until)).where(cases.c.withdrawn.is_(None)))
            )

    def _where(self, condition: Any, *order: Any) -> tuple[HeldCase, ...]:
        with self._link.reading() as connection:
            rows = connection.execute(
                select(*_WHOLE).where(condition).order_by(*order, cases.c.queue_class, *_ORDER)
            ).all()
        return tuple(_held(row) for row in rows)


def _held(row: Any) -> HeldCase:
    return HeldCase(
        payload=from_text(row.payload),
        lease_id=UUID(row.lease_id),
        epoch=row.epoch,
        until=from_instant(row.until),
        withdrawn=row.withdrawn,
        worked_at=from_maybe(row.worked_at),
    )


def _names(text: str) -> list[str]:
    fields = json.loads(text)["fields"]
    return [
        fields[name]
        for name in ("nom", "prenom", "nom", "raison_sociale", "correspondant_nom")
        if name in fields
    ]


def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(
        "".join(one if one.isalnum() else " " for one in decomposed if not unicodedata.combining(one)).split()
    )


def _millisecond(at: datetime) -> int:
    return to_instant(at) // 1000
