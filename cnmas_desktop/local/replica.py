"""The store as the sync sees it: `sync.protocol.LocalReplica` on the sync connection. Each method is one short transaction, `apply` a few."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
import json
from time import sleep
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, bindparam, case, delete, func, insert, literal, or_, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from cnmas_desktop.domain.campaigns import load_campaign
from cnmas_desktop.domain.case_state import CALLABLE
from cnmas_desktop.domain.world import World
from cnmas_desktop.local import clock, readings, retention, shift, standing
from cnmas_desktop.local import outbox as events
from cnmas_desktop.local.database import Link, Prepared
from cnmas_desktop.local.held import EPOCHS, HELD, REVISIONS, Held, read_held
from cnmas_desktop.local.payloads import columns, from_text, to_text
from cnmas_desktop.local.schema import campaign_versions, cases, device, payloads, phones, staged, to_instant
from cnmas_desktop.messages import KnownError
from cnmas_desktop.sync.courtesy import Courtesy
from cnmas_desktop.sync.protocol import (
    CasePayload,
    Colleagues,
    EventAnswer,
    HelloAnswer,
    HelloRequest,
    LeaseLine,
    PendingEvent,
    Policy,
    ReconcileAnswer,
    Review,
    VersionRef,
)

ENDED = "ended"
ARRIVED_AT_ONCE, LENGTHENED_AT_ONCE, BREATH = 10, 200, 0.004
"""Leases in one short transaction; seconds before the next, so that who saves in the window waits for one of them at most."""

_CASE_COLUMNS = tuple(column.name for column in cases.columns if column.name not in {"worked_at", "before"})
_PUT = upsert(cases).values({name: bindparam(name) for name in _CASE_COLUMNS})
_PUT = _PUT.on_conflict_do_update(
    index_elements=["case_id"],
    set_={name: _PUT.excluded[name] for name in _CASE_COLUMNS if name != "case_id"},
)
_PUT_CASE = Prepared.of(_PUT)
_PUT_PAYLOAD = Prepared.of(insert(payloads).values(payload_id=bindparam("payload_id"), payload=bindparam("payload")))
_PUT_NUMBER = Prepared.of(insert(phones).values({column.name: bindparam(column.name) for column in phones.columns}))
_FORGET_NUMBERS = Prepared.of(delete(phones).where(phones.c.case_id == bindparam("id")))
_LAST_PAYLOAD = select(func.coalesce(func.max(payloads.c.payload_id), 0))
_RENEW = Prepared.of(
    update(cases)
    .where(cases.c.case_id == bindparam("id"))
    .values(
        lease_id=bindparam("new_lease_id"),
        epoch=bindparam("new_epoch"),
        until=bindparam("new_until"),
        withdrawn=bindparam("new_withdrawn"),
        open=case((or_(*(cases.c.state == one.value for one in sorted(CALLABLE))), 1), else_=0),
    )
)
_LONGER = func.json_each(bindparam("longer")).table_valued("key", "value")
_LENGTHEN = Prepared.of(update(cases).where(cases.c.case_id == _LONGER.c.key, cases.c.withdrawn.is_(None)).values(until=_LONGER.c.value))
"""One statement for many rows: see `local.held`."""
_WITHDRAW = Prepared.of(
    update(cases)
    .where(cases.c.case_id == bindparam("id"), cases.c.withdrawn.is_(None))
    .values(withdrawn=bindparam("why"), open=literal(0), until=func.min(cases.c.until, bindparam("now")))
)


class Replica:
    """`LocalReplica`. `client_version` is told to the centre, and what `state` says the agent does and since when; it is asked on the
    sync's thread. `courtesy`: towards the window beside it."""

    def __init__(
        self,
        link: Link,
        world: World,
        client_version: str,
        state: Callable[[], tuple[str, datetime]] | None = None,
        courtesy: Courtesy | None = None,
    ) -> None:
        self._link = link
        self._courtesy = courtesy or Courtesy()
        self._state = state
        self._world = world
        self._client_version = client_version
        self._arrived: dict[str, _Arrived] = {}
        """What was staged and has its payload in the store, by case."""
        self._ahead: timedelta | None = None
        """How far the centre's clock is ahead, once it said hello: as the store knows it too."""

    def _now(self) -> datetime:
        return self._world.clock.now()

    def hello_request(self) -> HelloRequest:
        state, since = self._state() if self._state else (None, None)
        with self._link.reading() as connection:
            waiting, oldest = events.count_waiting(self._link)
            mark = clock.read_mark(self._link)
            return HelloRequest(
                device_id=UUID(connection.execute(select(device.c.device_id)).scalar_one()),
                client_version=self._client_version,
                last_seq=events.last_seq(connection),
                pending=waiting,
                oldest_pending_at=oldest,
                timeline=standing.read(connection, "timeline"),
                held_epochs={UUID(digits): epoch for digits, epoch, withdrawn in self._read(EPOCHS) if withdrawn is None},
                work_state=state,
                state_since=since,
                clock_offset=mark.offset if mark else None,
            )

    def record_hello(self, answer: HelloAnswer, clock_offset: float) -> None:
        with self._link.writing() as connection:
            former = standing.read(connection, "timeline")
            if former is not None and former != answer.timeline:
                events.put_back_other_timelines(self._link, connection, answer.timeline)
            clock.note_clock(connection, self._world.clock, clock_offset)
            standing.note_hello(connection, answer)
            readings.note_hello(connection, answer)
        self._ahead = timedelta(seconds=clock_offset)

    def renew_identity(self) -> None:
        with self._link.writing() as connection:
            base = events.own_base(connection) + events.last_seq(connection)
            connection.execute(update(device).values(device_id=self._world.uuid7().hex, base=base))

    def pending(self, max_events: int, max_bytes: int, besides: Sequence[PendingEvent] = ()) -> tuple[PendingEvent, ...]:
        with self._link.reading():
            return events.next_pending(self._link, max_events, max_bytes, {one.position for one in besides})

    def acknowledge(self, answers: Sequence[tuple[PendingEvent, EventAnswer]], timeline: str) -> None:
        with self._link.writing():
            now = self._now()
            heard = clock.centre_time(self._link, now) if self._ahead is None else now + self._ahead
            events.acknowledge(self._link, answers, timeline, heard)

    def digests(self, from_seq: int) -> ReconcileAnswer:
        with self._link.reading() as connection:
            return events.own_figures(connection, from_seq)

    def send_again(self, ranges: Sequence[tuple[int, int]]) -> int:
        with self._link.writing() as connection:
            return events.put_back(self._link, connection, ranges)

    def oldest_kept_seq(self) -> int:
        with self._link.reading() as connection:
            return events.oldest_kept(connection)

    def to_give_back(self) -> tuple[UUID, ...]:
        with self._link.reading() as connection:
            return shift.to_give_back(connection)

    def given_back(self) -> None:
        with self._link.writing() as connection:
            shift.given_back(connection)

    def colleagues_due(self) -> bool:
        with self._link.reading() as connection:
            return readings.colleagues_due(connection, self._now())

    def store_colleagues(self, colleagues: Colleagues, reviews: Sequence[Review]) -> None:
        with self._link.writing() as connection:
            readings.note_colleagues(connection, colleagues, reviews, self._now())

    def versions(self) -> tuple[VersionRef, ...]:
        with self._link.reading() as connection:
            rows = connection.execute(select(campaign_versions.c.code, campaign_versions.c.version, campaign_versions.c.sha256))
            return tuple(VersionRef(*row) for row in rows)

    def _check_room(self) -> None:
        """What is left of a full disk is for outcomes and their acknowledgements: nothing more is taken."""
        if self._link.reserve is not None and self._link.reserve.spent:
            raise KnownError("store.no_room")

    def store_version(self, version: VersionRef, text: str) -> None:
        self._check_room()
        with self._link.writing() as connection:
            connection.execute(
                upsert(campaign_versions).values(**asdict(version), text=text, stored_at=to_instant(self._now())).on_conflict_do_nothing()
            )
            readings.note_version(connection, version)

    def held(self) -> Mapping[UUID, int]:
        with self._link.reading():
            return {UUID(digits): revision for digits, revision in self._read(REVISIONS)}

    def _read(self, values: Prepared) -> Iterator[list[Any]]:
        return read_held(self._link, values, self._courtesy)

    def wanted(self, policy: Policy) -> int:
        with self._link.reading() as connection:
            counts = connection.execute(
                select(func.count(), func.coalesce(func.sum(cases.c.open), 0)).where(cases.c.withdrawn.is_(None))
            ).one()
        leased, workable = int(counts[0]), int(counts[1])
        return max(0, min(policy.lease_size - workable, policy.lease_cap - leased))

    def stage(self, payloads: Sequence[CasePayload]) -> None:
        self._check_room()
        arrived = [_Arrived.of(one) for one in self._courtesy.paced(payloads, ARRIVED_AT_ONCE)]
        self._courtesy.give_way()
        if arrived:
            with self._link.writing() as connection:
                first = self._shelve(connection, arrived)
                connection.execute(insert(staged).values(first=first, last=first + len(arrived) - 1))
            self._arrived |= {one.columns["case_id"]: one for one in arrived}

    def apply(self, leases: Sequence[LeaseLine], server_time: datetime) -> int:
        """What is the same is found before, and leases that only last longer are so ahead of the swap, a few at a time: the window's
        saves wait for as long as the store is being written."""
        held = self._held()
        self._lengthen(leases, held)
        paced = self._courtesy.paced
        differing = [line for line in paced(leases) if line.case_id.hex in self._arrived or not _stands(line, held)]
        gone = held.keys() - {line.case_id.hex for line in paced(leases) if line.withdrawn is None}
        self._courtesy.give_way()
        with self._link.writing() as connection:
            swap = _Swap(self._link, connection, held, to_instant(server_time))
            if differing or gone:
                retention.note_swap(connection)
            named = swap.put(differing, self._arrived)
            swap.withdraw(gone, leases)
            self._clear_staged(connection, named)
            number: int = connection.execute(select(func.count()).where(cases.c.withdrawn.is_(None))).scalar_one()
        self._arrived.clear()
        return number

    def _held(self) -> dict[str, Held]:
        """By case. Nobody but the sync's thread writes any of it, so it holds until this thread's next write."""
        with self._link.reading():
            return {digits: Held(*rest) for digits, *rest in self._read(HELD)}

    def _lengthen(self, leases: Sequence[LeaseLine], held: dict[str, Held]) -> None:
        """The later end of leases that are else as they were; `held` follows. Each is true by itself, whatever becomes of the swap."""
        longer = []
        for line in self._courtesy.paced(leases):
            digits, until = line.case_id.hex, to_instant(line.until)
            known = held.get(digits)
            if known is not None and until > known.until and _stands(line, {digits: known._replace(until=until)}):
                longer.append((digits, until))
                held[digits] = known._replace(until=until)
        for first in range(0, len(longer), LENGTHENED_AT_ONCE):
            if first:
                sleep(BREATH)
            self._courtesy.give_way()
            with self._link.writing() as connection:
                retention.note_swap(connection)
                self._link.run(_LENGTHEN, longer=json.dumps(dict(longer[first : first + LENGTHENED_AT_ONCE])))

    def _shelve(self, connection: Connection, arrived: Sequence["_Arrived"]) -> int:
        """Put payloads into the store, for cases to name; returns the id of the first, the others follow."""
        first: int = connection.execute(_LAST_PAYLOAD).scalar_one() + 1
        for payload_id, one in enumerate(arrived, first):
            one.columns["payload_id"] = payload_id
        self._link.run_many(_PUT_PAYLOAD, [{"payload_id": one.columns["payload_id"], "payload": one.text} for one in arrived])
        return first

    def _clear_staged(self, connection: Connection, named: set[int]) -> None:
        """The swap is over: what was staged for no case of it, by this sync or by one that was cut, goes."""
        for first, last in connection.execute(select(staged.c.first, staged.c.last)).all():
            retention.drop_payloads(connection, set(range(first, last + 1)) - named)
        connection.execute(delete(staged))

    def device_id(self) -> UUID:
        with self._link.reading() as connection:
            return UUID(connection.execute(select(device.c.device_id)).scalar_one())

    def add(self, leases: Sequence[LeaseLine], payloads: Sequence[CasePayload], at: datetime) -> None:
        arrived = {one.columns["case_id"]: one for one in map(_Arrived.of, payloads)}
        held = self._held()
        with self._link.writing() as connection:
            self._shelve(connection, list(arrived.values()))
            retention.note_swap(connection)
            named = _Swap(self._link, connection, held, to_instant(at)).put(leases, arrived)
            retention.drop_payloads(connection, {one.columns["payload_id"] for one in arrived.values()} - named)

    def finish(self, at: datetime) -> None:
        self._courtesy.give_way()
        with self._link.writing() as connection:
            standing.write(connection, "synced_at", at.isoformat())
            retention.sweep(connection, clock.centre_time(self._link, at))
            retention.drop_versions(connection)


@dataclass(frozen=True, slots=True)
class _Arrived:
    """A case that came: its payload's text, its columns (with `payload_id` once the text is in the store) and its numbers."""

    text: str
    columns: dict[str, Any]
    numbers: list[dict[str, str]]

    @classmethod
    def of(cls, payload: CasePayload) -> "_Arrived":
        digits = payload.case_id.hex
        own = {
            "case_id": digits,
            "person_id": payload.person_id.hex,
            "campaign": payload.campaign,
            "version": payload.version,
            "revision": payload.revision,
            "changed": None,
            **columns(payload, leased=True),
        }
        numbers = [{"case_id": digits, "phone_id": one.id.hex, "e164": one.e164} for one in payload.phones]
        return cls(to_text(payload), own, numbers)


def _stands(line: LeaseLine, held: Mapping[str, Held]) -> bool:
    """Whether the store holds a live lease as the centre says it."""
    known = held.get(line.case_id.hex)
    said = (line.version, line.lease_id.hex, line.epoch, to_instant(line.until), None)
    return known is not None and line.withdrawn is None and known[:5] == said


class _Swap:
    """The replacement of the set held, as a difference, inside one transaction."""

    def __init__(self, link: Link, connection: Connection, held: Mapping[str, Held], server_time: int) -> None:
        self._link, self._connection, self._held = link, connection, held
        self._now = server_time
        self._busy = retention.busy(connection)
        self._fields: dict[tuple[str, str], frozenset[str] | None] = {}

    def put(self, leases: Sequence[LeaseLine], arrived: Mapping[str, _Arrived]) -> set[int]:
        """Live leases: the payload that came where there is one, else the new dates of what is held; returns the payloads now named."""
        whole: list[dict[str, Any]] = []
        numbers, renewed = [], []
        for line in leases:
            digits = line.case_id.hex
            if line.withdrawn is not None:
                continue
            new, held = arrived.get(digits), self._held.get(digits)
            dates = {
                "lease_id": line.lease_id.hex,
                "epoch": line.epoch,
                "until": to_instant(line.until),
                "withdrawn": None,
            }
            if new is not None and digits not in self._busy:
                whole.append(new.columns | dates)
                numbers += new.numbers
            elif held is not None:
                if any(getattr(held, name) != value for name, value in dates.items()):
                    renewed.append({"id": digits} | dates)
                if held.version != line.version and digits not in self._busy:
                    self._bring_to(line)
        former = {one["case_id"]: self._held[one["case_id"]] for one in whole if one["case_id"] in self._held}
        self._link.run_many(_FORGET_NUMBERS, [{"id": digits} for digits in former])
        self._link.run_many(_PUT_CASE, whole)
        self._link.run_many(_PUT_NUMBER, numbers)
        self._link.run_many(_RENEW, renewed)
        retention.drop_payloads(self._connection, [one.payload_id for one in former.values()])
        return {one["payload_id"] for one in whole}

    def withdraw(self, gone: Collection[str], leases: Sequence[LeaseLine]) -> None:
        """What is no longer leased, `gone`, leaves the queue at once, and the store as soon as nothing here needs it: withdrawn cases when
        their events are acknowledged, finished ones in the evening (`retention`)."""
        if not gone:
            return
        reasons = {line.case_id.hex: line.withdrawn for line in leases if line.withdrawn is not None}
        self._link.run_many(_WITHDRAW, [{"id": digits, "why": reasons.get(digits, ENDED), "now": self._now} for digits in gone])
        withdrawn = (cases.c.withdrawn.is_not(None)) & (cases.c.withdrawn != ENDED)
        never_worked_on = (cases.c.withdrawn == ENDED) & cases.c.worked_at.is_(None)
        retention.drop_cases(self._connection, withdrawn | never_worked_on)

    def _bring_to(self, line: LeaseLine) -> None:
        """A payload that stays under a newer campaign version loses the fields that version drops (decision 5). Not one being worked
        on: a call ends under the version it began with, and the next sync comes by here again."""
        digits = line.case_id.hex
        travelling = self._travelling(line.campaign, line.version)
        if travelling is None:
            return
        (payload_id, text) = self._connection.execute(
            select(payloads.c.payload_id, payloads.c.payload)
            .join_from(cases, payloads, payloads.c.payload_id == cases.c.payload_id)
            .where(cases.c.case_id == digits)
        ).one()
        payload = from_text(text)
        kept = replace(
            payload,
            version=line.version,
            fields={name: value for name, value in payload.fields.items() if name in travelling},
        )
        self._connection.execute(update(payloads).where(payloads.c.payload_id == payload_id).values(payload=to_text(kept)))
        self._connection.execute(update(cases).where(cases.c.case_id == digits).values(version=line.version))

    def _travelling(self, campaign: str, version: str) -> frozenset[str] | None:
        """The fields that a campaign version lets travel, read once a swap; None when that version is not here."""
        if (campaign, version) not in self._fields:
            text = self._connection.scalar(
                select(campaign_versions.c.text).where(campaign_versions.c.code == campaign, campaign_versions.c.version == version)
            )
            fields = load_campaign(text, campaign).fields if text is not None else None
            self._fields[campaign, version] = None if fields is None else frozenset(one.name for one in fields if one.travels)
        return self._fields[campaign, version]
