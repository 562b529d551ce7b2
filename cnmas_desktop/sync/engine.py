"""One sync, from hello to the verified count: pure, with clock, chance, store and centre injected.

`sync_once` may be cut at any statement, by an error or by the death of the process, and be run again: every message is
idempotent, and the local set is swapped only once its replacement is complete (design section 6). Named fault points
(`world.fault`) let the tests cut it between any two effects.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from uuid import UUID

from cnmas_desktop.domain.events import digest
from cnmas_desktop.domain.world import World
from cnmas_desktop.messages import KnownError
from cnmas_desktop.sync.courtesy import Courtesy
from cnmas_desktop.sync.protocol import (
    PROTOCOL,
    RECONCILE_WINDOW,
    AnswerStatus,
    CasePayload,
    CentralGateway,
    DeviceStatus,
    HelloAnswer,
    LeaseLine,
    LocalReplica,
    ReconcileAnswer,
)
from cnmas_desktop.sync.pushing import Push

# The queue of a day comes in one answer; staging as many stays well under 20 ms.
FETCH_CHUNK = 200
MAX_RESEND_ROUNDS = 3


@dataclass(slots=True)
class SyncReport:
    """What one sync did. `lost` counts events the centre lacks and whose bytes are no longer here: noted in the log; auditors read at the
    centre which numbers of the workstation's sequence are missing."""

    answers: Counter[AnswerStatus] = field(default_factory=Counter)
    sent_again: int = 0
    lost: int = 0
    given_back: int = 0
    fetched: int = 0
    taken: int = 0
    held: int = 0
    clock_offset: float = 0.0
    push_seconds: float = 0.0
    finished_at: datetime | None = None

    @property
    def pushed(self) -> int:
        return sum(self.answers.values())


def sync_once(
    replica: LocalReplica, gateway: CentralGateway, world: World, *, take: bool = True, courtesy: Courtesy | None = None
) -> SyncReport:
    """Do one whole sync and say what it did. `take=False` asks for no further cases (end of the day, work state); `courtesy`: towards
    the window beside it.

    Raises KnownError: what the gateway or the store raises, `sync.client_too_old` (after the push, which is always taken),
    `sync.centre_too_old`, `sync.bad_answer`, `device.erase` (after the push).
    """
    return _Sync(replica, gateway, world, courtesy or Courtesy()).run(take)


class _Sync:
    def __init__(self, replica: LocalReplica, gateway: CentralGateway, world: World, courtesy: Courtesy) -> None:
        self.replica, self.gateway, self.world, self.courtesy = replica, gateway, world, courtesy
        self.report = SyncReport()

    def run(self, take: bool) -> SyncReport:
        answer = self._hello()
        self._push(answer.timeline)
        if self.report.pushed and not _may_take(answer):
            # The signature of the undertaking may have been among what was sent: then there are cases to take now.
            answer = self._hello()
        self._reconcile(answer.timeline)
        if answer.device_status is DeviceStatus.ERASE:
            self.gateway.renew(self.device_id)  # all is sent: the last of its leases end with this
            raise KnownError("device.erase")
        if answer.protocol_min > PROTOCOL:
            raise KnownError("sync.client_too_old")
        self._fetch_versions(answer)
        if self.replica.colleagues_due():
            self.replica.store_colleagues(self.gateway.colleagues(), self.gateway.reviews())
        take = not self._check_in() and take
        leases = list(self.gateway.renew(self.device_id))
        self.world.fault("renew.answered")
        leases = self._fetch(leases)
        if take:
            leases += self._check_out(answer)
        self._apply(leases, answer.server_time)
        self.report.finished_at = self.world.clock.now()
        self.replica.finish(self.report.finished_at)
        return self.report

    def _hello(self) -> HelloAnswer:
        request = self.replica.hello_request()
        sent_at, began = self.world.clock.now(), self.world.clock.monotonic()
        answer = self.gateway.hello(request)
        self.world.fault("hello.answered")
        elapsed = self.world.clock.monotonic() - began
        if answer.protocol_max < PROTOCOL:
            raise KnownError("sync.centre_too_old")
        middle = sent_at + timedelta(seconds=elapsed / 2)
        self.report.clock_offset = (answer.server_time - middle).total_seconds()
        self.replica.record_hello(answer, self.report.clock_offset)
        if answer.device_status is DeviceStatus.CLONED:
            self.replica.renew_identity()
            request = self.replica.hello_request()
            answer = self.gateway.hello(request)
            self.replica.record_hello(answer, self.report.clock_offset)
        self.device_id: UUID = request.device_id
        return answer

    def _push(self, timeline: str) -> None:
        push = Push(self.replica, self.gateway, self.world, self.courtesy)
        push.run(self.device_id, timeline)
        self.report.answers.update(push.answers)
        self.report.push_seconds += push.seconds

    def _reconcile(self, timeline: str) -> None:
        """Push again what the centre turns out to lack: after a restored backup or a failover that lost the last seconds."""
        for _ in range(MAX_RESEND_ROUNDS):
            from_seq = self.replica.oldest_kept_seq()
            ours = self.replica.digests(from_seq)
            gaps = _gaps(ours, self.gateway.reconcile(self.device_id, from_seq), from_seq)
            self.world.fault("reconcile.answered")
            if not gaps:
                return
            again = self.replica.send_again(gaps)
            self.report.sent_again += again
            if not again:
                self.report.lost = sum(last - first + 1 for first, last in gaps)
                return
            self._push(timeline)

    def _check_in(self) -> bool:
        """Give back what the end of the day left; whether there was anything. What it had told is pushed before, and what the centre
        answers is left to `renew`: cut here, it is asked again and finds nothing more to give."""
        back = self.replica.to_give_back()
        if back:
            self.report.given_back = self.gateway.check_in(self.device_id, back)
            self.world.fault("check_in.answered")
            self.replica.given_back()
        return bool(back)

    def _fetch_versions(self, answer: HelloAnswer) -> None:
        present = set(self.replica.versions())
        for version in answer.campaigns:
            if version in present:
                continue
            text = self.gateway.fetch_campaign(version)
            if digest(text) != version.sha256:
                raise KnownError("sync.bad_answer")
            self.replica.store_version(version, text)
            self.world.fault("version.stored")

    def _fetch(self, leases: Sequence[LeaseLine]) -> list[LeaseLine]:
        """Stage the payloads that differ from ours; leave out lines whose payload did not come, they come with the next sync."""
        held = self.replica.held()
        paced = self.courtesy.paced
        live = {line.case_id: line for line in paced(leases) if line.withdrawn is None}
        wanted = [case_id for case_id, line in paced(live.items()) if held.get(case_id) != line.revision]
        arrived: set[UUID] = set()
        for chunk in _chunks(wanted, FETCH_CHUNK):
            self.courtesy.give_way()
            payloads = self.gateway.fetch(chunk)
            self.world.fault("fetch.answered")
            arrived |= _checked(payloads, chunk)
            self.replica.stage(payloads)
            self.world.fault("fetch.staged")
        self.report.fetched += len(arrived)
        return [line for line in paced(leases) if line.case_id in arrived or line.withdrawn or line.case_id in held]

    def _check_out(self, answer: HelloAnswer) -> list[LeaseLine]:
        if not _may_take(answer):
            return []
        wanted = self.replica.wanted(answer.policy)
        if wanted <= 0:
            return []
        taken = self.gateway.check_out(self.device_id, wanted)
        self.world.fault("check_out.answered")
        self.report.taken = len(taken)
        return self._fetch(taken)

    def _apply(self, leases: Sequence[LeaseLine], server_time: datetime) -> None:
        self.world.fault("apply.before")
        self.report.held = self.replica.apply(leases, server_time)
        self.world.fault("apply.after")
        held = self.replica.held()
        missing = [line for line in self.courtesy.paced(leases) if line.withdrawn is None and line.case_id not in held]
        if missing:
            raise AssertionError(f"{len(missing)} leased cases are not in the store after the swap")


def _may_take(answer: HelloAnswer) -> bool:
    """Whether the centre would hand out cases: the director's authorisation, and the undertaking signed."""
    return answer.person.authorised and answer.person.undertaking_signed == answer.policy.undertaking_version


def _checked(payloads: Iterable[CasePayload], asked: Sequence[UUID]) -> set[UUID]:
    ids = {payload.case_id for payload in payloads}
    if not ids <= set(asked):
        raise KnownError("sync.bad_answer")
    return ids


def _gaps(ours: ReconcileAnswer, theirs: ReconcileAnswer, from_seq: int) -> tuple[tuple[int, int], ...]:
    """Ranges of our acknowledged events that the centre lacks or holds differently."""
    if (ours.count, ours.digests) == (theirs.count, theirs.digests):
        return ()
    gaps = [(first, min(last, ours.max_seq)) for first, last in theirs.missing if first <= ours.max_seq]
    if theirs.max_seq < ours.max_seq:
        gaps.append((max(from_seq, theirs.max_seq + 1), ours.max_seq))
    if not gaps:
        gaps = [
            (max(from_seq, window * RECONCILE_WINDOW), min(ours.max_seq, (window + 1) * RECONCILE_WINDOW - 1))
            for window, own in sorted(ours.digests.items())
            if theirs.digests.get(window) != own
        ]
    return tuple(gaps)


def _chunks(ids: Sequence[UUID], size: int) -> Iterator[list[UUID]]:
    iterator = iter(ids)
    while chunk := list(islice(iterator, size)):
        yield chunk
