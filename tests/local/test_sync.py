"""A whole sync on the real store, cut at each named point: the in-memory replica of the schedules must not be the only witness."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from cnmas_desktop.domain.events import digest
from cnmas_desktop.sync.engine import sync_once
from cnmas_desktop.sync.protocol import AnswerStatus, VersionRef
from tests.contract.memory_centre import MemoryCentre
from tests.contract.memory_rows import MemoryPerson
from tests.local.store import Desk, payload
from tests.sync.test_engine import FAULT_POINTS

TEXT = 'code = "GRIPPE"'


class Cut(Exception):
    """The process died here."""


class Scene:
    """A centre in memory with five cases, and an agent with a real store."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.centre = MemoryCentre(desk.world, desk.world.uuid7())
        self.centre.people["agent01"] = MemoryPerson("agent01")
        self.centre.versions[VersionRef("GRIPPE", "1", digest(TEXT))] = TEXT
        for number in range(1, 6):
            self.centre.add_case(payload(number, callable_from=datetime(2026, 1, 1, tzinfo=UTC)))

    def sync(self) -> None:
        sync_once(self.desk.replica, self.centre.gateway("agent01"), self.desk.world)

    def work(self, number: int) -> set[str]:
        """A call and its outcome; the ids the agent was told are saved."""
        held = self.desk.shelf.case(payload(number).case_id)
        assert held is not None
        return {str(event.id) for event in (*self.desk.dial(held.payload, held.lease_id), *self.desk.end(held.payload, held.lease_id))}


@pytest.fixture
def scene(desk: Desk) -> Scene:
    return Scene(desk)


def test_a_first_sync_brings_campaign_and_queue(scene: Scene) -> None:
    scene.sync()
    assert len(list(scene.desk.shelf.ready(scene.desk.clock.now()))) == 5
    assert scene.desk.shelf.campaign_text("GRIPPE", "1") == TEXT
    assert scene.desk.ledger.clock_trusted()


@pytest.mark.parametrize("point", FAULT_POINTS)
def test_a_cut_at_each_point_and_a_restart_lose_and_double_nothing(scene: Scene, point: str, tmp_path: Path) -> None:
    desk = scene.desk
    scene.sync()
    confirmed = scene.work(1) | scene.work(2)
    scene.centre.versions[VersionRef("GRIPPE", "2", digest("v2"))] = "v2"
    scene.centre.add_case(payload(6))

    def cut(at: str) -> None:
        if at == point:
            raise Cut

    desk.fault = cut
    with pytest.raises(Cut):
        scene.sync()
    desk.database.close()
    with Desk(desk.folder, clock=desk.clock, seed=2) as later:
        scene.desk = later
        scene.sync()
        assert {str(event_id) for event_id in scene.centre.events} == confirmed
        assert later.outbox.count().waiting == 0
        answers = {row.answer for row in later.outbox.received(datetime(2026, 1, 1, tzinfo=UTC))}
        assert answers <= {AnswerStatus.APPLIED, AnswerStatus.DUPLICATE}
        assert payload(6).case_id in later.replica.held()
        confirmed |= scene.work(3)
        scene.sync()
        assert {str(event_id) for event_id in scene.centre.events} == confirmed
