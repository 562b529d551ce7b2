"""A real store in a folder, with people who do not exist, for the tests of the store and its faults."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from types import TracebackType
from typing import Any
from uuid import UUID

from cnmas_desktop.domain.events import CaseRef, Event, EventDraft, EventType
from cnmas_desktop.domain.world import World
from cnmas_desktop.local.cases import CaseShelf
from cnmas_desktop.local.database import Database, open_database
from cnmas_desktop.local.drafts import Drafts, OpenCall
from cnmas_desktop.local.ledger import Ledger
from cnmas_desktop.local.outbox import Outbox
from cnmas_desktop.local.replica import Replica
from cnmas_desktop.sync.protocol import (
    PROTOCOL,
    AnswerStatus,
    CasePayload,
    DeviceStatus,
    EventAnswer,
    HelloAnswer,
    LeaseLine,
    PersonRef,
    Phone,
    Policy,
)

KEY = bytes(range(32))
MORNING = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
CENTRE = UUID(int=1)
LEASE = UUID(int=0x1EA5E)


@dataclass
class SetClock:
    """A clock that stands where the test puts it."""

    time: datetime = MORNING
    boot: str = "boot-1"
    up: float = 1000.0

    def now(self) -> datetime:
        return self.time

    def monotonic(self) -> float:
        return self.up

    def boot_id(self) -> str:
        return self.boot

    def pass_(self, span: timedelta) -> None:
        self.time += span
        self.up += span.total_seconds()


def payload(number: int, **changes: object) -> CasePayload:
    """Case `number`: ids, name and telephone follow from it. Numbers are of Arcep's ranges for fiction."""
    base = CasePayload(
        case_id=UUID(int=0xCA5E << 64 | number),
        person_id=UUID(int=0x9E50 << 64 | number),
        campaign="GRIPPE",
        version="1",
        organisme="691",
        revision=1,
        state="fresh",
        queue_class=5,
        callable_from=datetime(2026, 1, 1, tzinfo=UTC),
        seeded_key=number,
        fields={"nom": f"Zéphirin-{number}", "prenom": "Aldegonde", "ville": "Trifouilly"},
        phones=(Phone(UUID(int=0xF0E << 64 | number), f"+3319900{number:04d}", "Europe/Paris"),),
    )
    values = {name: getattr(base, name) for name in CasePayload.__slots__}
    return CasePayload(**(values | changes))


def lease(case: CasePayload, **changes: object) -> LeaseLine:
    values: dict[str, Any] = {
        "case_id": case.case_id,
        "lease_id": LEASE,
        "epoch": 1,
        "until": MORNING + timedelta(hours=34),
        "revision": case.revision,
        "campaign": case.campaign,
        "version": case.version,
    }
    return LeaseLine(**(values | changes))


def hello(timeline: str = "1", **changes: object) -> HelloAnswer:
    values: dict[str, Any] = {
        "centre_id": CENTRE,
        "demo": True,
        "server_time": MORNING,
        "timeline": timeline,
        "protocol_min": PROTOCOL,
        "protocol_max": PROTOCOL,
        "device_status": DeviceStatus.ACTIVE,
        "policy": Policy(),
        "person": PersonRef("a1", "Ode Tarbouriech", "Ode", "agent", True, None),
        "password_expires_at": None,
        "organisation_key": bytes([9]) + bytes(31),
        "campaigns": (),
    }
    return HelloAnswer(**(values | changes))


@dataclass
class Desk:
    """An open store and what stands on it."""

    folder: Path
    key: bytes = KEY
    clock: SetClock = field(default_factory=SetClock)
    seed: int = 1
    fault: Callable[[str], None] = lambda point: None

    def __post_init__(self) -> None:
        self.world = World(self.clock, Random(self.seed), lambda point: self.fault(point))
        self.database: Database = open_database(self.folder, self.key, self.world)
        self.ledger = Ledger(self.database.main, self.world)
        self.shelf = CaseShelf(self.database.main)
        self.drafts = Drafts(self.database.main)
        self.outbox = Outbox(self.database.main)
        self.replica = Replica(self.database.sync, self.world, "test")

    def __enter__(self) -> "Desk":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.database.close()

    def lease(self, cases: Sequence[CasePayload], **changes: object) -> int:
        """A sync that leaves exactly these cases in the queue."""
        self.replica.stage(cases)
        return self.replica.apply([lease(case, **changes) for case in cases], self.clock.now())

    def dial(self, case: CasePayload, under: UUID = LEASE) -> tuple[Event, ...]:
        """The agent starts a call. `under`: the lease."""
        attempt, phone = self.world.uuid7(), case.phones[0].id
        body = {"attempt": str(attempt), "phone": str(phone), "cases": [str(case.case_id)], "incoming": False, "rule": "public_service", "zone": "Europe/Paris"}  # fmt: skip
        return self.ledger.record(
            [EventDraft(EventType.CALL_STARTED, ref(case, under), body)],
            [],
            OpenCall((case.case_id,), '{"step":"ringing"}'),
        )

    def end(self, case: CasePayload, under: UUID = LEASE, **changes: object) -> tuple[Event, ...]:
        """The agent saves an outcome: the case is done, the call closed."""
        return self.ledger.record([ended(case, self.world, under)], [payload_like(case, state="done", **changes)], None)

    def push(self, status: AnswerStatus = AnswerStatus.APPLIED, reason: str | None = None, timeline: str = "1") -> int:
        """A sync that sends everything and gets the same answer for each."""
        batch = self.replica.pending(10_000, 1 << 30)
        self.replica.acknowledge([(event, EventAnswer(event.id, status, reason)) for event in batch], timeline)
        return len(batch)


def ref(case: CasePayload, under: UUID = LEASE) -> CaseRef:
    return CaseRef(case.case_id, case.campaign, case.version, under, 1)


def ended(case: CasePayload, world: World, under: UUID = LEASE) -> EventDraft:
    body = {
        "attempt": str(world.uuid7()), "disposition": "1.10", "phone": str(case.phones[0].id), "step": "ending", "seconds": 90,
        "proposal": {"state": "done", "class": 5, "at": "2026-11-23T10:00:00.000Z"},
    }  # fmt: skip
    return EventDraft(EventType.CALL_ENDED, ref(case, under), body)


def payload_like(case: CasePayload, **changes: object) -> CasePayload:
    values = {name: getattr(case, name) for name in CasePayload.__slots__}
    return CasePayload(**(values | changes))
