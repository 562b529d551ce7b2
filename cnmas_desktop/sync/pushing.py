"""Everything that waits goes to the centre, batch by batch and in order. While the centre works on one batch, what it said of the one before
is noted here and the next one is read: two machines at work, one of them never waiting for the other's disk."""

from collections import Counter
from collections.abc import Sequence
from uuid import UUID

from cnmas_desktop.domain.world import World
from cnmas_desktop.messages import KnownError
from cnmas_desktop.sync.courtesy import Courtesy
from cnmas_desktop.sync.protocol import (
    MAX_BATCH_BYTES,
    MAX_BATCH_EVENTS,
    AnswerStatus,
    CentralGateway,
    EventAnswer,
    LocalReplica,
    PendingEvent,
)


class Push:
    """One push of a sync. What was answered is noted at the latest after the last batch; cut before, it is sent again, which changes nothing."""

    def __init__(self, replica: LocalReplica, gateway: CentralGateway, world: World, courtesy: Courtesy) -> None:
        self._replica, self._gateway, self._world, self._courtesy = replica, gateway, world, courtesy
        self.answers: Counter[AnswerStatus] = Counter()
        self.seconds = 0.0
        """Until the centre's answers were there."""

    def run(self, device_id: UUID, timeline: str) -> None:
        """Raises KnownError: what gateway and store raise, `sync.bad_answer`."""
        self._timeline, self._most = timeline, MAX_BATCH_EVENTS
        self._told: list[tuple[PendingEvent, EventAnswer]] = []
        self._batch = self._next = self._replica.pending(self._most, MAX_BATCH_BYTES)
        while self._next:
            self._batch, self._next = self._next, ()
            self._send(device_id)
        self._note()

    def _send(self, device_id: UUID) -> None:
        world, self._ahead = self._world, False
        world.fault("push.before")
        began = world.clock.monotonic()
        try:
            answers = self._gateway.push(device_id, [event.text for event in self._batch], self._meanwhile)
        except KnownError as error:
            if error.code != "centre.timeout" or len(self._batch) == 1:
                raise
            self._most = max(1, len(self._batch) // 2)
            self._note()
            self._next = self._replica.pending(self._most, MAX_BATCH_BYTES)
            return
        finally:
            self.seconds += world.clock.monotonic() - began
        world.fault("push.after_commit_before_ack")
        paired = _paired(self._batch, answers)
        if not self._ahead:  # the answer was there at once
            self._meanwhile()
        self._told = paired

    def _meanwhile(self) -> None:
        self._ahead = True
        self._courtesy.give_way()
        self._note()
        self._next = self._replica.pending(self._most, MAX_BATCH_BYTES, self._batch)

    def _note(self) -> None:
        told, self._told = self._told, []
        if told:
            self._replica.acknowledge(told, self._timeline)
            self._world.fault("push.acknowledged")
            self.answers.update(answer.status for _, answer in told)


def _paired(batch: Sequence[PendingEvent], answers: Sequence[EventAnswer]) -> list[tuple[PendingEvent, EventAnswer]]:
    """An answer counts only for the event it names, in the order sent: anything else and nothing is acknowledged."""
    if len(answers) != len(batch):
        raise KnownError("sync.bad_answer")
    for event, answer in zip(batch, answers, strict=True):
        if answer.event_id != event.id and not (answer.event_id is None and answer.status is AnswerStatus.QUARANTINED):
            raise KnownError("sync.bad_answer")
    return list(zip(batch, answers, strict=True))
