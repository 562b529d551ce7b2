"""F22: an older copy of the store comes back: nothing is lost or doubled, no old lease lives again, and the device starts anew."""

from pathlib import Path
from random import Random
import shutil

import pytest

from cnmas_desktop.sync.protocol import DeviceStatus
from tests.local.store import Desk, payload
from tests.local.test_sync import Scene


def work(scene: Scene, number: int) -> set[str]:
    return scene.work(number) if scene.desk.shelf.case(payload(number).case_id) else set()


@pytest.mark.parametrize("seed", range(4))
def test_an_older_copy_of_the_store(tmp_path: Path, seed: int) -> None:
    chance = Random(seed)
    kept_at = chance.randint(0, 2)
    told: set[str] = set()
    desk = Desk(tmp_path / "store")
    scene = Scene(desk)
    scene.sync()
    for number in range(1, 4):
        if number - 1 == kept_at:
            desk.database.close()
            shutil.copytree(tmp_path / "store", tmp_path / "copy")
            desk = scene.desk = Desk(tmp_path / "store", seed=10 + seed)
        told |= scene.work(number)
        if chance.random() < 0.5:
            scene.sync()
    scene.sync()
    desk.database.close()
    former = set(scene.centre.devices)
    with Desk(tmp_path / "copy", seed=99 + seed) as old:
        scene.desk = old
        told |= work(scene, 4)
        scene.sync()
        scene.sync()
        told |= work(scene, 5)
        scene.sync()
        assert {str(one) for one in scene.centre.events} == told
        assert old.outbox.count().waiting == 0
        assert not {case.payload.case_id for case in scene.centre.cases.values() if case.state == "done"} & {
            case_id
            for case_id in old.replica.held()
            if old.shelf.case(case_id).payload.state == "fresh"  # type: ignore[union-attr]
        }, "what is done is not offered again"
        assert old.replica.device_id() not in former
        assert {status for _, status in scene.centre.devices.values()} == {
            DeviceStatus.ACTIVE,
            DeviceStatus.CLONED,
        }
