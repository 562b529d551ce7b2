"""F28: ten thousand events waiting on one workstation, three hundred workstations at nine o'clock."""

from collections import Counter
from collections.abc import Callable, Sequence
import json
from pathlib import Path
from random import Random
from uuid import UUID

import pytest

from cnmas_desktop.domain.events import EventDraft, EventType, digest
from cnmas_desktop.sync.engine import sync_once
from cnmas_desktop.sync.pacing import Pace
from cnmas_desktop.sync.protocol import (
    MAX_BATCH_BYTES,
    MAX_BATCH_EVENTS,
    AnswerStatus,
    EventAnswer,
    ReconcileAnswer,
    rest,
)
from tests.contract.memory_centre import MemoryCentre, MemoryGateway, figures
from tests.contract.memory_rows import MemoryPerson
from tests.local.store import Desk, payload, ref
from tests.local.test_sync import Scene

WAITING = 10_000
DESKS = 300


class Counting(MemoryGateway):
    """A centre that takes everything and remembers how it came."""

    def __init__(self, centre: MemoryCentre, person: MemoryPerson) -> None:
        super().__init__(centre, person)
        self.sizes: list[tuple[int, int]] = []
        self.taken: list[tuple[UUID, int, str]] = []

    def push(self, device_id: UUID, texts: Sequence[str], meanwhile: Callable[[], object] = rest) -> tuple[EventAnswer, ...]:
        meanwhile()
        self.sizes.append((len(texts), sum(len(text.encode()) for text in texts)))
        read = [(json.loads(text), digest(text)) for text in texts]
        self.taken += [(UUID(data["id"]), data["seq"], sha) for data, sha in read]
        return tuple(EventAnswer(UUID(data["id"]), AnswerStatus.APPLIED) for data, _ in read)

    def reconcile(self, device_id: UUID, from_seq: int) -> ReconcileAnswer:
        return figures([(seq, sha) for _, seq, sha in self.taken], from_seq)


@pytest.mark.faults
def test_ten_thousand_waiting_events_go_in_bounded_batches_and_each_once(tmp_path: Path) -> None:
    with Desk(tmp_path / "store") as desk:
        scene = Scene(desk)
        scene.sync()
        note = {"codes": ["autre"], "text": "à rappeler " * 12}
        told = set()
        for _ in range(WAITING // 500):
            drafts = [EventDraft(EventType.NOTE_WRITTEN, ref(payload(1)), note)] * 500
            told |= {event.id for event in desk.ledger.record(drafts)}
        gateway = Counting(scene.centre, scene.centre.people["agent01"])
        report = sync_once(desk.replica, gateway, desk.world)
        assert report.pushed == len(told) == WAITING
        assert {one for one, _, _ in gateway.taken} == told
        sizes = gateway.sizes
        assert max(number for number, _ in sizes) <= MAX_BATCH_EVENTS
        assert max(size for _, size in sizes) <= MAX_BATCH_BYTES
        assert desk.outbox.count().waiting == 0


def test_three_hundred_workstations_do_not_come_back_in_the_same_second() -> None:
    """After an outage that all saw at once: their first knock spreads evenly over the later half of the longest wait."""
    random = Random(28)
    paces = [Pace() for _ in range(DESKS)]
    for _ in range(8):
        paces = [pace.failed() for pace in paces]
    back = Counter(int(pace.wait(random)) for pace in paces)
    assert max(back.values()) <= DESKS // 8
    assert len(back) > 12
    together = Counter(int(Pace().wait(random)) for _ in range(DESKS))
    assert max(together.values()) <= DESKS // 6, "also on a day when nothing fails"
