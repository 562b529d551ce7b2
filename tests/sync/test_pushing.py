"""Several batches: what is done at the desk while the centre works on one of them."""

from collections.abc import Callable, Sequence
from uuid import UUID

import pytest

from cnmas_desktop.messages import KnownError
from cnmas_desktop.sync import pushing
from cnmas_desktop.sync.courtesy import Courtesy
from cnmas_desktop.sync.protocol import AnswerStatus, EventAnswer, rest
from cnmas_desktop.sync.pushing import Push
from tests.contract.memory_centre import MemoryGateway
from tests.sync.test_engine import Scene


class Watched(MemoryGateway):
    """Sees how many are noted as transmitted when it answers a batch; the line is cut once the desk was busy `cut` times."""

    def __init__(self, scene: Scene, cut: int = -1) -> None:
        super().__init__(scene.centre, scene.centre.people["agent01"])
        self.scene, self.cut, self.seen = scene, cut, list[tuple[int, int]]()

    def push(self, device_id: UUID, texts: Sequence[str], meanwhile: Callable[[], object] = rest) -> tuple[EventAnswer, ...]:
        answers = super().push(device_id, texts, meanwhile)
        self.seen.append((len(texts), noted(self.scene)))
        if len(self.seen) == self.cut:
            raise KnownError("centre.unreachable")
        return answers


def noted(scene: Scene) -> int:
    return sum(answer is not None for answer in scene.replica.statuses().values())


@pytest.fixture
def scene(monkeypatch: pytest.MonkeyPatch) -> Scene:
    """Five outcomes wait, two a batch."""
    monkeypatch.setattr(pushing, "MAX_BATCH_EVENTS", 2)
    scene = Scene()
    scene.sync()
    for case_id in scene.case_ids:
        scene.end_call(case_id)
    return scene


def push(scene: Scene, gateway: MemoryGateway) -> Push:
    push = Push(scene.replica, gateway, scene.world, Courtesy())
    push.run(scene.replica.device_id, scene.replica.timeline or "")
    return push


def test_each_answer_is_noted_while_the_next_batch_is_with_the_centre(scene: Scene) -> None:
    gateway = Watched(scene)
    assert push(scene, gateway).answers == {AnswerStatus.APPLIED: 5}
    assert gateway.seen == [(2, 0), (2, 2), (1, 4)]
    assert noted(scene) == 5


def test_a_cut_loses_only_the_answers_to_the_batch_under_way(scene: Scene) -> None:
    with pytest.raises(KnownError):
        push(scene, Watched(scene, cut=2))
    assert (noted(scene), len(scene.centre.events)) == (2, 4)
    assert push(scene, Watched(scene)).answers == {AnswerStatus.DUPLICATE: 2, AnswerStatus.APPLIED: 1}
    assert len(scene.centre.events) == noted(scene) == 5


def test_a_refusal_made_meanwhile_goes_with_the_next_batch(scene: Scene) -> None:
    wish: list[UUID] = []

    def refused(point: str) -> None:
        if point == "push.before" and not wish:
            wish.append(scene.stop_calling(scene.case_ids[0]))

    scene.fault = refused
    gateway = Watched(scene)
    gateway.cut = 2
    with pytest.raises(KnownError):
        push(scene, gateway)
    assert wish[0] in scene.centre.events
