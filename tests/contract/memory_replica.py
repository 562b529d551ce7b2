"""A workstation's store in memory: the second implementation of `LocalReplica`, for schedules that need many of them.

It is durable in the sense of the real one: what a method finished is there after a "crash" (a fault that ends the sync), what it
had staged and not applied may be there too, and does no harm.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from cnmas_desktop.domain.events import FIRST_TO_SEND, CaseRef, Event, EventDraft, Place, seal
from cnmas_desktop.domain.world import World
from cnmas_desktop.sync.protocol import (
    AnswerStatus,
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
from tests.contract.memory_centre import figures


@dataclass(slots=True)
class Kept:
    event: Event
    device: UUID
    acknowledged: EventAnswer | None = None


@dataclass(slots=True)
class MemoryReplica:
    """`LocalReplica`, plus `record` for what the agent does."""

    world: World
    device_id: UUID
    outbox: list[Kept] = field(default_factory=list)
    cases: dict[UUID, CasePayload] = field(default_factory=dict)
    leases: dict[UUID, LeaseLine] = field(default_factory=dict)
    staged: dict[UUID, CasePayload] = field(default_factory=dict)
    texts: dict[VersionRef, str] = field(default_factory=dict)
    timeline: str | None = None
    answers: list[EventAnswer] = field(default_factory=list)
    open_case: UUID | None = None
    giving_back: tuple[UUID, ...] = ()
    known_colleagues: Colleagues | None = None

    def record(self, draft: EventDraft) -> Event:
        """What the interviewing service does: seal and keep, in one step."""
        own = [kept for kept in self.outbox if kept.device == self.device_id]
        place = Place(self.device_id, len(own) + 1, own[-1].event.sha256 if own else "")
        event = seal(draft, place, self.world, zone_offset=60, clock_trusted=True)
        self.outbox.append(Kept(event, self.device_id))
        return event

    def ref(self, case_id: UUID) -> CaseRef:
        line = self.leases[case_id]
        return CaseRef(case_id, line.campaign, line.version, line.lease_id, line.epoch)

    def hello_request(self) -> HelloRequest:
        waiting = [kept for kept in self.outbox if kept.acknowledged is None]
        return HelloRequest(
            device_id=self.device_id,
            client_version="test",
            last_seq=len([kept for kept in self.outbox if kept.device == self.device_id]),
            pending=len(waiting),
            oldest_pending_at=min((kept.event.at for kept in waiting), default=None),
            timeline=self.timeline,
            held_epochs={case_id: line.epoch for case_id, line in self.leases.items()},
        )

    def record_hello(self, answer: HelloAnswer, clock_offset: float) -> None:
        if self.timeline not in (None, answer.timeline):
            for kept in self.outbox:
                kept.acknowledged = None
        self.timeline = answer.timeline

    def renew_identity(self) -> None:
        self.device_id = self.world.uuid7()

    def pending(self, max_events: int, max_bytes: int, besides: Sequence[PendingEvent] = ()) -> tuple[PendingEvent, ...]:
        on_the_way = {one.id for one in besides}
        waiting = [
            (place, kept.event)
            for place, kept in enumerate(self.outbox, 1)
            if kept.acknowledged is None and kept.event.id not in on_the_way
        ]
        waiting.sort(key=lambda one: one[1].type not in FIRST_TO_SEND)
        return tuple(PendingEvent(place, event.seq, event.id, event.text) for place, event in waiting[:max_events])

    def acknowledge(self, answers: Sequence[tuple[PendingEvent, EventAnswer]], timeline: str) -> None:
        by_id = {kept.event.id: kept for kept in self.outbox}
        for event, answer in answers:
            by_id[event.id].acknowledged = answer
            self.answers.append(answer)

    def digests(self, from_seq: int) -> ReconcileAnswer:
        lines = [
            (kept.event.seq, kept.event.sha256)
            for kept in self.outbox
            if kept.acknowledged is not None and kept.device == self.device_id and kept.event.seq >= from_seq
        ]
        return figures(lines, from_seq)

    def send_again(self, ranges: Sequence[tuple[int, int]]) -> int:
        again = 0
        for kept in self.outbox:
            inside = any(first <= kept.event.seq <= last for first, last in ranges)
            if inside and kept.device == self.device_id and kept.acknowledged is not None:
                kept.acknowledged = None
                again += 1
        return again

    def oldest_kept_seq(self) -> int:
        return 1

    def to_give_back(self) -> tuple[UUID, ...]:
        return self.giving_back

    def given_back(self) -> None:
        self.giving_back = ()

    def colleagues_due(self) -> bool:
        return self.known_colleagues is None

    def store_colleagues(self, colleagues: Colleagues, reviews: Sequence[Review]) -> None:
        self.known_colleagues = colleagues

    def versions(self) -> tuple[VersionRef, ...]:
        return tuple(self.texts)

    def store_version(self, version: VersionRef, text: str) -> None:
        self.texts[version] = text

    def held(self) -> Mapping[UUID, int]:
        return {case_id: payload.revision for case_id, payload in self.cases.items()}

    def wanted(self, policy: Policy) -> int:
        return max(0, policy.lease_size - len(self.cases))

    def stage(self, payloads: Sequence[CasePayload]) -> None:
        self.staged.update({payload.case_id: payload for payload in payloads})

    def apply(self, leases: Sequence[LeaseLine], server_time: datetime) -> int:
        busy = {kept.event.case_id for kept in self.outbox if kept.acknowledged is None} | {self.open_case}
        live = {line.case_id: line for line in leases if line.withdrawn is None}
        withdrawn = {line.case_id for line in leases if line.withdrawn is not None}
        self.cases = {case_id: one for case_id, one in self.cases.items() if case_id in live or case_id in busy}
        self.cases |= {case_id: one for case_id, one in self.staged.items() if case_id in live}
        for case_id in withdrawn & set(self.cases):
            self.cases[case_id] = replace(self.cases[case_id], state="blocked")
        self.leases = {case_id: live.get(case_id, self.leases.get(case_id)) for case_id in self.cases}  # type: ignore[misc]
        self.staged = {}
        return len(self.cases)

    def finish(self, at: datetime) -> None:
        """Nothing to keep: no retention in memory."""

    def confirmed(self) -> set[UUID]:
        """Every event the agent was told is saved."""
        return {kept.event.id for kept in self.outbox}

    def statuses(self) -> dict[UUID, AnswerStatus | None]:
        return {kept.event.id: kept.acknowledged.status if kept.acknowledged else None for kept in self.outbox}
