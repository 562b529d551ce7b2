"""The kinds of fault a schedule may bring, how often each fired, and a gateway that brings those of the wire."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
import json
from random import Random
from typing import TypeVar
from uuid import UUID

from cnmas_desktop.messages import KnownError
from cnmas_desktop.sync.protocol import (
    CasePayload,
    CentralGateway,
    Colleagues,
    EventAnswer,
    HelloAnswer,
    HelloRequest,
    LeaseLine,
    ReconcileAnswer,
    Review,
    VersionRef,
    rest,
)


class Kind(StrEnum):
    CUT_BEFORE = "cut before the commit"
    LOST_REPLY = "cut after the commit, reply lost"
    TIMED_OUT = "push timed out"
    DUPLICATED = "push delivered twice"
    REORDERED = "pushes delivered again and backwards"
    AHEAD = "correction ahead of what it corrects"
    PARTIAL = "partial or malformed reply"
    CRASH = "crash at a named fault point"
    POWER = "power loss, unsynced writes dropped"
    EXPIRED = "lease expired"
    REASSIGNED = "case reassigned"
    RELEASED = "forced release"
    CLOSED = "campaign closed"
    OPT_OUT = "opt-out of a person held elsewhere"
    OPT_IN = "opt-in after an opt-out"
    HOUSEHOLD = "two campaigns hold one person"
    SECOND_DEVICE = "two devices of one agent"
    CLOCK = "clock jump"
    RESTORED = "older backup of the centre restored"
    OLD_STORE = "older copy of a store restored"
    CLONED = "workstation copied with its chance"
    UPGRADED = "server upgraded first"
    POISON = "event that cannot be applied"
    DECIDED = "supervisor decided what was set aside or flagged"


WIRE = (Kind.CUT_BEFORE, Kind.LOST_REPLY, Kind.TIMED_OUT, Kind.DUPLICATED, Kind.REORDERED, Kind.PARTIAL)
CALLS = (
    "hello",
    "push",
    "reconcile",
    "renew",
    "check_out",
    "fetch",
    "fetch_campaign",
    "colleagues",
    "reviews",
    "check_in",
)
POINTS = (
    "hello.answered", "push.before", "push.after_commit_before_ack", "push.acknowledged", "reconcile.answered",
    "check_in.answered", "version.stored", "renew.answered", "fetch.answered", "fetch.staged", "check_out.answered",
    "apply.before", "apply.after", "record.before_commit", "record.after_commit",
)  # fmt: skip
"""Every fault point the program names; a test holds this list against the source."""

Fired = Counter[str]
Answer = TypeVar("Answer")


class Died(Exception):
    """The process ended here."""


@dataclass(slots=True)
class WireFault:
    """One fault of the wire, at the next call of this name; spent once it fired."""

    kind: Kind
    call: str
    spent: bool = False


@dataclass(slots=True)
class Wire:
    """What lies between one workstation and the centre. `delivered` sees every batch that reaches the centre, with its answers."""

    random: Random
    fired: Fired
    delivered: Callable[[UUID, Sequence[str], Sequence[EventAnswer]], None]
    leased: Callable[[Sequence[LeaseLine]], None]
    fault: WireFault | None = None
    upgraded: bool = False
    sent: list[tuple[UUID, tuple[str, ...]]] = field(default_factory=list)

    def hit(self, call: str) -> Kind | None:
        fault = self.fault
        if fault is None or fault.spent or fault.call != call:
            return None
        fault.spent = True
        self.fired[fault.kind] += 1
        return fault.kind


class FaultyGateway:
    """`CentralGateway` through a `Wire`."""

    def __init__(self, inner: CentralGateway, wire: Wire) -> None:
        self.inner, self.wire = inner, wire

    def close(self) -> None:
        self.inner.close()

    def _through(self, call: str, ask: Callable[[], Answer], spoil: Callable[[Answer], Answer] | None = None) -> Answer:
        kind = self.wire.hit(call)
        if kind is Kind.CUT_BEFORE:
            raise KnownError("centre.unreachable")
        answer = ask()
        if kind is Kind.PARTIAL and spoil is not None:
            return spoil(answer)
        if kind is not None:
            raise KnownError("centre.unreachable")
        return answer

    def hello(self, request: HelloRequest) -> HelloAnswer:
        answer = self._through("hello", lambda: self.inner.hello(request))
        if self.wire.upgraded:
            self.wire.fired[Kind.UPGRADED] += 1
            return replace(answer, protocol_min=99, protocol_max=99)
        return answer

    def push(self, device_id: UUID, texts: Sequence[str], meanwhile: Callable[[], object] = rest) -> tuple[EventAnswer, ...]:
        kind, random = self.wire.hit("push"), self.wire.random
        if kind is Kind.CUT_BEFORE:
            raise KnownError("centre.unreachable")
        if kind is Kind.TIMED_OUT and random.random() < 0.5:
            raise KnownError("centre.timeout")
        if kind is Kind.DUPLICATED:
            self._deliver(device_id, texts)
        if kind is Kind.REORDERED:
            self._count_ahead(texts)
            for text in reversed(texts):
                self._deliver(device_id, [text])
            older = [text for device, batch in self.wire.sent if device == device_id for text in batch]
            mixed = random.sample(older, min(len(older), 8)) + list(texts[:2])
            random.shuffle(mixed)
            self._deliver(device_id, mixed)
        answers = self._deliver(device_id, texts, meanwhile)
        if kind is Kind.LOST_REPLY:
            raise KnownError("centre.unreachable")
        if kind is Kind.TIMED_OUT:
            raise KnownError("centre.timeout")
        if kind is Kind.PARTIAL:
            return random.choice(
                [
                    answers[:-1],
                    (*answers[:-1], EventAnswer(UUID(int=7), answers[-1].status)),
                    (*answers, answers[0]),
                ]
            )
        return answers

    def _count_ahead(self, texts: Sequence[str]) -> None:
        """What comes backwards for the first time: a correction of a call that comes after it."""
        known = {text for _, batch in self.wire.sent for text in batch}
        told = [json.loads(text)["body"] for text in texts if text not in known]
        begun = {body.get("attempt") for body in told if "phone" in body}
        self.wire.fired[Kind.AHEAD] += sum(body.get("reason") == "erreur" and body["attempt"] in begun for body in told)

    def _deliver(self, device_id: UUID, texts: Sequence[str], meanwhile: Callable[[], object] = rest) -> tuple[EventAnswer, ...]:
        answers = self.inner.push(device_id, texts, meanwhile)
        self.wire.sent.append((device_id, tuple(texts)))
        self.wire.delivered(device_id, texts, answers)
        return answers

    def reconcile(self, device_id: UUID, from_seq: int) -> ReconcileAnswer:
        def nothing(answer: ReconcileAnswer) -> ReconcileAnswer:
            return replace(answer, count=answer.count + 1, digests=dict.fromkeys(answer.digests, ""))

        return self._through("reconcile", lambda: self.inner.reconcile(device_id, from_seq), nothing)

    def renew(self, device_id: UUID) -> tuple[LeaseLine, ...]:
        def ask() -> tuple[LeaseLine, ...]:
            lines = self.inner.renew(device_id)
            self.wire.leased(lines)
            return lines

        return self._through("renew", ask)

    def check_out(self, device_id: UUID, wanted: int) -> tuple[LeaseLine, ...]:
        def ask() -> tuple[LeaseLine, ...]:
            lines = self.inner.check_out(device_id, wanted)
            self.wire.leased(lines)
            return lines

        return self._through("check_out", ask)

    def fetch(self, case_ids: Sequence[UUID]) -> tuple[CasePayload, ...]:
        def spoiled(answer: tuple[CasePayload, ...]) -> tuple[CasePayload, ...]:
            if answer and self.wire.random.random() < 0.5:
                return (replace(answer[0], case_id=UUID(int=9)), *answer[1:])
            return answer[:-1]

        return self._through("fetch", lambda: self.inner.fetch(case_ids), spoiled)

    def fetch_campaign(self, version: VersionRef) -> str:
        def cut_short(text: str) -> str:
            return text[:-1]

        return self._through("fetch_campaign", lambda: self.inner.fetch_campaign(version), cut_short)

    def colleagues(self) -> Colleagues:
        return self._through("colleagues", self.inner.colleagues)

    def reviews(self) -> tuple[Review, ...]:
        return self._through("reviews", self.inner.reviews)

    def deposit(self, blob: bytes) -> None:
        self._through("deposit", lambda: self.inner.deposit(blob))

    def check_in(self, device_id: UUID, case_ids: Sequence[UUID]) -> int:
        return self._through("check_in", lambda: self.inner.check_in(device_id, case_ids))
