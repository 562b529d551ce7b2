"""The cases held on this workstation, as the queue and the call read them. Each read is one snapshot on the main connection."""

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
import json
from typing import Any
from uuid import UUID

from sqlalchemy import Integer, String, bindparam, func, literal_column, or_, select, tuple_

from cnmas_desktop.local.counts import Place
from cnmas_desktop.local.database import Link, Prepared
from cnmas_desktop.local.payloads import changed, from_text, searched
from cnmas_desktop.local.schema import (
    attempts,
    broken_off,
    campaign_versions,
    cases,
    from_instant,
    from_maybe,
    payloads,
    phones,
    to_instant,
)
from cnmas_desktop.sync.protocol import CasePayload, PastAttempt

QUEUE_CLASSES = (1, 2, 3, 4, 5)
READ_AHEAD = 20
SEARCH_LIMIT = 20
READ_LATELY = 64
"""Payloads kept as they were read, by their text: each step of a call looks at the same few people again, and one of a person who was
called three hundred times takes a millisecond to read. They go with the shelf."""


@dataclass(frozen=True, slots=True)
class HeldCase:
    """A case with its lease. `withdrawn`: the lease ended before `until`, and why. `worked_at`: on the day of the last event made here."""

    payload: CasePayload
    lease_id: UUID
    epoch: int
    until: datetime
    withdrawn: str | None
    worked_at: datetime | None


_WHOLE = (
    select(
        payloads.c.payload, cases.c.changed, cases.c.lease_id, cases.c.epoch, cases.c.until, cases.c.withdrawn, cases.c.worked_at
    )
    .join_from(cases, payloads, payloads.c.payload_id == cases.c.payload_id)
)  # fmt: skip
_ORDER = (cases.c.queue_class, cases.c.callable_from, cases.c.seeded_key, cases.c.case_id)


_PLACE: Any = (
    literal_column("char(10)") + cases.c.campaign + literal_column("char(9)") + cases.c.version
    + literal_column("char(9)") + cases.c.zone + literal_column("char(10)")
)  # fmt: skip


def _ready(most: int) -> Prepared:
    """The first `most` callable cases of a class after a mark: read class by class, so that each read starts at the first case
    that may be called and never walks over those that wait. The limit is written out: SQLite plans again for each bound one."""
    after = tuple_(cases.c.callable_from, cases.c.seeded_key, cases.c.case_id) > tuple_(
        bindparam("from_at", type_=Integer),
        bindparam("from_key", type_=Integer),
        bindparam("from_id", type_=String),
    )
    return Prepared.of(
        _WHOLE.add_columns(*_ORDER)
        .where(
            cases.c.open == literal_column("1"),
            cases.c.queue_class == bindparam("queue_class"),
            cases.c.callable_from <= bindparam("now"),
            after,
            func.coalesce(cases.c.blocked_until, literal_column("0")) <= bindparam("now"),
            cases.c.until > bindparam("now"),
            func.instr(bindparam("closed"), _PLACE) == literal_column("0"),
        )
        .order_by(*_ORDER)
        .limit(literal_column(str(most)))
    )


# Attempts made here, and the payloads that may hold those the centre told of. Numbers come as a JSON list.
_NUMBERS = select(func.json_each(bindparam("numbers", type_=String)).table_valued("value").c.value)
_MADE_HERE = Prepared.of(
    select(attempts.c.at, attempts.c.phone_id, attempts.c.counts).where(
        or_(attempts.c.person_id == bindparam("person"), attempts.c.e164.in_(_NUMBERS))
    )
)
_TOLD = Prepared.of(
    select(cases.c.person_id, payloads.c.payload, cases.c.changed)
    .join_from(cases, payloads, payloads.c.payload_id == cases.c.payload_id)
    .where(
        or_(
            cases.c.person_id == bindparam("person"),
            cases.c.case_id.in_(select(phones.c.case_id).where(phones.c.e164.in_(_NUMBERS))),
        )
    )
)
_CALLBACKS = Prepared.of(
    _WHOLE.where(cases.c.callback_at.is_not(None), cases.c.callback_at < bindparam("until"), cases.c.open == literal_column("1")).order_by(
        cases.c.callback_at, *_ORDER
    )
)
_HOUSEHOLD = Prepared.of(_WHOLE.where(cases.c.person_id == bindparam("person")).order_by(*_ORDER))
_WITH_NUMBER = Prepared.of(
    _WHOLE.where(cases.c.case_id.in_(select(phones.c.case_id).where(phones.c.e164 == bindparam("number")))).order_by(*_ORDER)
)
_FIELDS = Prepared.of(
    select(cases.c.case_id, func.json_extract(payloads.c.payload, "$.fields"))
    .join_from(cases, payloads, payloads.c.payload_id == cases.c.payload_id)
    .where(cases.c.case_id.in_(select(func.json_each(bindparam("ids")).table_valued("value").c.value)))
)
_ONE = Prepared.of(_WHOLE.where(cases.c.case_id == bindparam("id")))
_BROKEN_OFF = Prepared.of(select(broken_off.c.answers).where(broken_off.c.case_id == bindparam("id")))
_NEXT, _FURTHER = _ready(1), _ready(READ_AHEAD)
_START = (-(1 << 62), 0, "")


class CaseShelf:
    """Reads of the cases held. Nothing here writes."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self._came = lru_cache(READ_LATELY)(from_text)
        self._payload = lru_cache(READ_LATELY)(self._read_payload)
        self._made = lru_cache(READ_LATELY)(self._put_together)

    def ready(self, now: datetime, closed: Collection[Place] = ()) -> Iterator[HeldCase]:
        """The cases that may be called at `now`, in the order of the queue: (class, callable_from, seeded_key, case_id).

        Lazy, a few rows at a time: take the first that the calling rules allow and drop the iterator. Cases blocked, withdrawn,
        waiting or under an expired lease are left out, and those of the places `closed` at this hour.
        """
        shut = "".join(f"\n{one.campaign}\t{one.version}\t{one.zone}\n" for one in closed)
        mark: tuple[int, int, int, str] | None = (QUEUE_CLASSES[0], *_START)
        read, most = _NEXT, 1
        while mark is not None:
            rows = self._read_ready(read, most, mark, to_instant(now), shut)
            for row in rows:
                yield self._held(row)
            mark = rows[-1][-4:] if rows else None
            read, most = _FURTHER, READ_AHEAD

    def _read_ready(self, read: Prepared, most: int, mark: tuple[int, int, int, str], now: int, shut: str) -> list[tuple[Any, ...]]:
        """Up to `most` rows or a few more, in order, after `mark`: (class, callable_from, seeded_key, case_id)."""
        rows: list[tuple[Any, ...]] = []
        with self._link.reading():
            for queue_class in QUEUE_CLASSES[QUEUE_CLASSES.index(mark[0]) :]:
                at, key, case_id = mark[1:] if queue_class == mark[0] else _START
                values = {
                    "queue_class": queue_class,
                    "now": now,
                    "closed": shut,
                    "from_at": at,
                    "from_key": key,
                    "from_id": case_id,
                }
                rows += self._link.run(read, **values).fetchall()
                if len(rows) >= most:
                    break
        return rows

    def case(self, case_id: UUID) -> HeldCase | None:
        """The case, None when this workstation does not hold it."""
        with self._link.reading():
            row = self._link.run(_ONE, id=case_id.hex).fetchone()
        return None if row is None else self._held(row)

    def fields(self, case_ids: Collection[str]) -> dict[str, Mapping[str, str]]:
        """What is known of the people of many cases, without their histories; of those held here. The digits of a case stand for its id."""
        with self._link.reading():
            rows = self._link.run(_FIELDS, ids=json.dumps(list(case_ids))).fetchall()
        return {digits: json.loads(text) for digits, text in rows}

    def household(self, person_id: UUID) -> tuple[HeldCase, ...]:
        """All cases held of one person, in the order of the queue: those of one call."""
        return self._read(_HOUSEHOLD, person=person_id.hex)

    def with_number(self, e164: str) -> tuple[HeldCase, ...]:
        """All cases held that a number leads to."""
        return self._read(_WITH_NUMBER, number=e164)

    def callbacks(self, until: datetime) -> tuple[HeldCase, ...]:
        """Cases with a callback promised for before `until`, the earliest first."""
        return self._read(_CALLBACKS, until=to_instant(until))

    def search(self, name: str) -> tuple[HeldCase, ...]:
        """Own cases whose displayed name holds `name`, without case or accents; at most 20. There is no other search."""
        wanted = searched(name)
        if not wanted:
            return ()
        holding = select(cases.c.case_id).where(cases.c.name.contains(wanted, autoescape=True))
        return self._where(cases.c.case_id.in_(holding.order_by(cases.c.case_id).limit(SEARCH_LIMIT)))

    def search_number(self, digits: str) -> tuple[HeldCase, ...]:
        """Own cases with a number whose E.164 form holds `digits`; at most 20."""
        holding = select(phones.c.case_id).where(phones.c.e164.contains(digits, autoescape=True)).distinct()
        return self._where(cases.c.case_id.in_(holding.order_by(phones.c.case_id).limit(SEARCH_LIMIT)))

    def attempts_on(self, person_id: UUID, numbers: Sequence[str], since: datetime) -> tuple[PastAttempt, ...]:
        """Attempts on a person or one of their numbers since `since`, over all campaigns, oldest first: those the centre told of and
        those made here, each once. An attempt made here and told back by the centre is the same instant on the same number.

        `disposition` is known only for the campaigns held; a voided attempt has `counts` False.
        """
        values = {"person": person_id.hex, "numbers": json.dumps(list(numbers))}
        with self._link.reading():
            here = self._link.run(_MADE_HERE, **values).fetchall()
            texts = self._link.run(_TOLD, **values).fetchall()
        made = self._made(person_id.hex, tuple(numbers), tuple(here), tuple(texts))
        return made[bisect_left(made, since, key=lambda one: one.at) :]

    def _put_together(
        self, person: str, numbers: tuple[str, ...], here: Sequence[tuple[int, str, int]], texts: Sequence[tuple[str, str, str | None]]
    ) -> tuple[PastAttempt, ...]:
        """Kept by what was read: a save of the call under way changes none of it, and somebody may have been called three hundred times."""
        known: dict[tuple[int, UUID | None], PastAttempt] = {}
        for made_at, phone_digits, counts in here:
            at, phone_id = from_instant(made_at), UUID(phone_digits)
            known[_millisecond(at), phone_id] = PastAttempt(at, phone_id, None, bool(counts))
        for owner, text, since_then in texts:
            payload = self._payload(text, since_then)
            shared = {phone.id for phone in payload.phones if phone.e164 in numbers}
            for one in payload.attempts:
                if owner == person or one.phone_id in shared:
                    key = (_millisecond(one.at), one.phone_id)
                    here_too = known.get(key)
                    if here_too is None or here_too.disposition is None:
                        known[key] = one if here_too is None or here_too.counts else here_too
        return tuple(sorted(known.values(), key=lambda one: one.at))

    def campaign_text(self, code: str, version: str) -> str | None:
        """The text of a campaign version, None when it is not here."""
        with self._link.reading() as connection:
            return connection.scalar(
                select(campaign_versions.c.text).where(campaign_versions.c.code == code, campaign_versions.c.version == version)
            )

    def campaign_version(self, code: str) -> str | None:
        """The version of a campaign that came last, None when none is here."""
        with self._link.reading() as connection:
            return connection.scalar(
                select(campaign_versions.c.version)
                .where(campaign_versions.c.code == code)
                .order_by(campaign_versions.c.stored_at.desc())
                .limit(1)
            )

    def broken_off(self, case_id: UUID) -> dict[str, Any]:
        """Answers to a study that an earlier call took before it broke off; empty for none."""
        with self._link.reading():
            row = self._link.run(_BROKEN_OFF, id=case_id.hex).fetchone()
        return {} if row is None else json.loads(row[0])

    def held_until(self) -> datetime | None:
        """When the first live lease ends; None when nothing is held."""
        with self._link.reading() as connection:
            return from_maybe(connection.scalar(select(func.min(cases.c.until)).where(cases.c.withdrawn.is_(None))))

    def _read(self, statement: Prepared, **values: Any) -> tuple[HeldCase, ...]:
        with self._link.reading():
            rows = self._link.run(statement, **values).fetchall()
        return tuple(self._held(row) for row in rows)

    def _held(self, row: Sequence[Any]) -> HeldCase:
        text, since_then, lease_id, epoch, until, withdrawn, worked_at = row[:7]
        return HeldCase(self._payload(text, since_then), UUID(lease_id), epoch, from_instant(until), withdrawn, from_maybe(worked_at))

    def _read_payload(self, text: str, since_then: str | None) -> CasePayload:
        came = self._came(text)
        return came if since_then is None else changed(came, since_then)

    def _where(self, condition: Any) -> tuple[HeldCase, ...]:
        with self._link.reading() as connection:
            rows = connection.execute(_WHOLE.where(condition).order_by(*_ORDER)).all()
        return tuple(self._held(row) for row in rows)


def _millisecond(at: datetime) -> int:
    return to_instant(at) // 1000
