"""One simulated workstation: the real sync on a store that is either the model in memory or the real encrypted one."""

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
import shutil
from typing import Protocol
from uuid import UUID

from sqlalchemy import select

from cnmas_desktop.domain.events import CaseRef, Event, EventDraft, Place, seal
from cnmas_desktop.domain.world import World
from cnmas_desktop.local import standing
from cnmas_desktop.local.database import STORE, Database, open_database
from cnmas_desktop.local.ledger import Ledger
from cnmas_desktop.local.outbox import ACKED
from cnmas_desktop.local.payloads import changed, from_text
from cnmas_desktop.local.replica import Replica
from cnmas_desktop.local.schema import cases, from_instant, outbox, payloads
from cnmas_desktop.local.shift import GIVING_BACK
from cnmas_desktop.sync.protocol import CasePayload, LocalReplica
from tests.contract.memory_centre import OPEN_STATES
from tests.contract.memory_replica import Kept, MemoryReplica
from tests.faults.simulation.clock import OwnClock
from tests.faults.simulation.faults import Died

KEY = bytes(range(32))
FULL = 2

Mark = tuple[UUID, str]
"""An event by identity and content: (id, sha256)."""


@dataclass(frozen=True, slots=True)
class Line:
    """A case this workstation may work on, as its store tells."""

    ref: CaseRef
    until: datetime
    payload: CasePayload


class Store(Protocol):
    """What a simulated workstation needs of its store, beside `LocalReplica`."""

    @property
    def replica(self) -> LocalReplica: ...

    def record(self, drafts: Sequence[EventDraft], after: Sequence[CasePayload]) -> tuple[Event, ...]: ...

    def lines(self) -> list[Line]: ...

    def kept(self) -> Mapping[Mark, bool]:
        """Every event in the store and whether it is acknowledged."""
        ...

    def give_back(self, case_ids: Sequence[UUID]) -> None: ...

    def restart(self, *, power: bool) -> None: ...

    def copy(self, world: World) -> "Store":
        """The same content, for another machine or to be put back later; not open yet."""
        ...

    def open(self) -> None: ...

    def close(self) -> None: ...


class MemoryStore:
    """The model. Each method of the replica is durable when it returns, as with `synchronous = FULL`."""

    def __init__(self, world: World, make: type[MemoryReplica] = MemoryReplica) -> None:
        self.world = world
        self.model = make(world, world.uuid7())

    @property
    def replica(self) -> MemoryReplica:
        return self.model

    def record(self, drafts: Sequence[EventDraft], after: Sequence[CasePayload]) -> tuple[Event, ...]:
        model = self.model
        own = [kept for kept in model.outbox if kept.device == model.device_id]
        place = Place(model.device_id, len(own) + 1, own[-1].event.sha256 if own else "")
        sealed = []
        for draft in drafts:
            event = seal(draft, place, self.world, zone_offset=60, clock_trusted=True)
            place = Place(place.device_id, place.seq + 1, event.sha256)
            sealed.append(event)
        self.world.fault("record.before_commit")
        model.outbox += [Kept(event, model.device_id) for event in sealed]
        for payload in after:
            model.cases[payload.case_id] = payload
        self.world.fault("record.after_commit")
        return tuple(sealed)

    def lines(self) -> list[Line]:
        model = self.model
        return [
            Line(model.ref(case_id), line.until, model.cases[case_id])
            for case_id, line in sorted(model.leases.items())
            if line is not None and model.cases[case_id].state in OPEN_STATES
        ]

    def kept(self) -> Mapping[Mark, bool]:
        return {(one.event.id, one.event.sha256): one.acknowledged is not None for one in self.model.outbox}

    def give_back(self, case_ids: Sequence[UUID]) -> None:
        self.model.giving_back = tuple(case_ids)

    def restart(self, *, power: bool) -> None:
        self.model.open_case = None
        if power:
            self.model.staged = {}

    def copy(self, world: World) -> "MemoryStore":
        twin = MemoryStore.__new__(MemoryStore)
        twin.world = world
        twin.model = replace(self.model, world=world, outbox=[replace(one) for one in self.model.outbox])
        for name in ("cases", "leases", "staged", "texts"):
            setattr(twin.model, name, dict(getattr(self.model, name)))
        return twin

    def open(self) -> None:
        """Always is."""

    def close(self) -> None:
        """Nothing is open."""


class EncryptedStore:
    """The real one, in a folder of its own. A death leaves the bytes of that instant; the loss of power, what was synced of them."""

    def __init__(self, folder: Path, world: World) -> None:
        self.folder, self.world, self.turn, self.copies = folder, world, 0, 0
        self.open()

    def open(self) -> None:
        self.database: Database = open_database(self.folder / str(self.turn), KEY, self.world)
        self.ledger = Ledger(self.database.main, self.world)
        self._replica = Replica(self.database.sync, self.world, "simulation")

    @property
    def replica(self) -> Replica:
        return self._replica

    def record(self, drafts: Sequence[EventDraft], after: Sequence[CasePayload]) -> tuple[Event, ...]:
        return self.ledger.record(drafts, after)

    def lines(self) -> list[Line]:
        statement = (
            select(cases, payloads.c.payload)
            .join_from(cases, payloads, payloads.c.payload_id == cases.c.payload_id)
            .where(cases.c.withdrawn.is_(None), cases.c.open == 1)
            .order_by(cases.c.case_id)
        )
        with self.database.main.reading() as connection:
            rows = connection.execute(statement).all()
        return [
            Line(
                CaseRef(UUID(row.case_id), row.campaign, row.version, UUID(row.lease_id), row.epoch),
                from_instant(row.until),
                changed(from_text(row.payload), row.changed) if row.changed else from_text(row.payload),
            )
            for row in rows
        ]

    def kept(self) -> Mapping[Mark, bool]:
        with self.database.main.reading() as connection:
            rows = connection.execute(select(outbox.c.id, outbox.c.sha256, outbox.c.status).order_by(outbox.c.position)).all()
        return {(UUID(row.id), row.sha256): row.status == ACKED for row in rows}

    def give_back(self, case_ids: Sequence[UUID]) -> None:
        with self.database.main.writing() as connection:
            standing.write(connection, GIVING_BACK, [one.hex for one in case_ids])

    def restart(self, *, power: bool) -> None:
        with self.database.main.reading() as connection:
            synchronous = connection.exec_driver_sql("PRAGMA synchronous").scalar_one()
        image = self._image(self.turn + 1)
        wal = image / (STORE + "-wal")
        if power and wal.exists():
            # FULL syncs the log at each commit: what lies beyond the last one may be anything. NORMAL syncs it at a checkpoint only.
            if synchronous >= FULL:
                with wal.open("ab") as tail:
                    tail.write(self.world.random.randbytes(3000))
            else:
                wal.unlink()
        self.close()
        self.turn += 1
        self.open()

    def copy(self, world: World) -> "EncryptedStore":
        twin = EncryptedStore.__new__(EncryptedStore)
        self.copies += 1
        twin.folder = self.folder.with_name(f"{self.folder.name}-copy{self.copies}")
        twin.world, twin.turn, twin.copies = world, 0, 0
        shutil.move(self._image(self.turn + 1000), twin.folder / "0")
        return twin

    def _image(self, turn: int) -> Path:
        """The files as they are now: both connections stand between transactions, or the process died there."""
        here, there = self.folder / str(self.turn), self.folder / str(turn)
        there.mkdir(parents=True)
        for name in (STORE, STORE + "-wal"):
            if (here / name).exists():
                shutil.copy(here / name, there / name)
        return there

    def close(self) -> None:
        self.database.close()
        shutil.rmtree(self.folder / str(self.turn))


class Workstation:
    """A store, its clocks and its chance, under one login. `crash_at`: the fault point at which the process dies next."""

    def __init__(
        self,
        name: str,
        login: str,
        clock: OwnClock,
        seed: str,
        make: Callable[[World], Store],
        died: Callable[[str], None],
    ) -> None:
        self.name, self.login, self.clock = name, login, clock
        self.random = Random(seed)
        self.crash_at = ""
        self._died = died
        self.world = World(clock, self.random, self._fault)
        self.store = make(self.world)

    def _fault(self, point: str) -> None:
        if point == self.crash_at:
            self.crash_at = ""
            self._died(point)
            raise Died(point)

    def restart(self, *, power: bool = False) -> None:
        self.clock.boots += 1
        self.store.restart(power=power)

    def lines(self) -> list[Line]:
        """What may be called now: leased, not withdrawn, not past its end by this workstation's knowledge."""
        now = self.clock.true.now() + timedelta(seconds=1)
        return [line for line in self.store.lines() if line.until > now]

    def clone(self, name: str) -> "Workstation":
        """A copy of the machine with everything in it, chance included."""
        twin = Workstation.__new__(Workstation)
        twin.name, twin.login, twin.crash_at, twin._died = name, self.login, "", self._died
        twin.clock, twin.random = replace(self.clock), deepcopy(self.random)
        twin.world = World(twin.clock, twin.random, twin._fault)
        twin.store = self.store.copy(twin.world)
        twin.store.open()
        return twin


def payload_in(payload: CasePayload, state: str) -> CasePayload:
    """The case as the workstation shows it once the call is saved."""
    return replace(payload, state=state)
