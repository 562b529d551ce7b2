"""F16: server and workstation of different ages: results are taken whatever the age, and only the pull may wait for an update."""

from dataclasses import replace

import pytest

from cnmas_desktop.messages import KnownError
from cnmas_desktop.sync.engine import sync_once
from cnmas_desktop.sync.protocol import PROTOCOL, HelloAnswer, HelloRequest
from tests.contract.memory_centre import MemoryGateway
from tests.sync.test_engine import Scene

NOW = (PROTOCOL - 2, PROTOCOL)


class Aged(MemoryGateway):
    """A centre that speaks this range of the protocol."""

    spoken = NOW

    def hello(self, request: HelloRequest) -> HelloAnswer:
        return replace(super().hello(request), protocol_min=self.spoken[0], protocol_max=self.spoken[1])


@pytest.mark.parametrize(
    ("spoken", "pushed", "code"),
    [
        (NOW, True, None),
        ((PROTOCOL - 1, PROTOCOL + 1), True, None),
        ((PROTOCOL, PROTOCOL + 2), True, None),
        ((PROTOCOL + 1, PROTOCOL + 3), True, "sync.client_too_old"),
        ((PROTOCOL - 3, PROTOCOL - 1), False, "sync.centre_too_old"),
    ],
)
def test_every_pair_of_ages(spoken: tuple[int, int], pushed: bool, code: str | None) -> None:
    scene = Scene()
    scene.sync()
    event = scene.end_call(scene.case_ids[0])
    held = dict(scene.replica.cases)
    gateway = Aged(scene.centre, scene.centre.people["agent01"])
    gateway.spoken = spoken
    if code is None:
        sync_once(scene.replica, gateway, scene.world)
    else:
        with pytest.raises(KnownError) as fault:
            sync_once(scene.replica, gateway, scene.world)
        assert fault.value.code == code
        assert scene.replica.cases == held, "the queue stays as it was: work goes on"
    assert (event in scene.centre.events) is pushed
    assert (scene.replica.statuses()[event] is not None) is pushed
    gateway.spoken = NOW
    sync_once(scene.replica, gateway, scene.world)
    assert list(scene.centre.events) == [event]
