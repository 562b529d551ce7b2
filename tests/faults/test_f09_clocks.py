"""F9: a workstation whose clock is wrong. The order is the sequence's, the dates that matter are the centre's, nothing goes early."""

from datetime import UTC, datetime, timedelta
import json
from pathlib import Path

import pytest

from cnmas_desktop.local.retention import EVENTS_KEPT
from tests.local.store import MORNING, Desk, payload
from tests.local.test_sync import Scene

EPOCH = datetime(1970, 1, 1, 0, 5, tzinfo=UTC)
WRONG = (MORNING - timedelta(days=1), MORNING + timedelta(hours=1), EPOCH, MORNING + timedelta(days=3650))


class CentreClock:
    """The centre's, which is right."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def now(self) -> datetime:
        return MORNING + timedelta(seconds=self.desk.clock.up - 1000)

    def monotonic(self) -> float:
        return self.desk.clock.up

    def boot_id(self) -> str:
        return "centre"


def scene(desk: Desk) -> Scene:
    made = Scene(desk)
    made.centre.world = type(desk.world)(CentreClock(desk), desk.world.random)
    made.sync()
    assert desk.ledger.clock_trusted()
    return made


@pytest.mark.parametrize("wrong", WRONG, ids=["a day back", "an hour ahead", "1970", "ten years ahead"])
def test_what_was_made_under_a_wrong_clock_arrives_in_its_order_and_says_so(tmp_path: Path, wrong: datetime) -> None:
    with Desk(tmp_path / "store") as desk:
        world = scene(desk)
        told = world.work(1)
        desk.clock.time = wrong
        assert not desk.ledger.clock_trusted()
        told |= world.work(2)
        desk.clock.time = MORNING + timedelta(minutes=1)
        desk.clock.up += 60
        told |= world.work(3)
        world.sync()
        events = sorted(world.centre.events.values(), key=lambda one: one.seq)
        assert {str(one.id) for one in events} == told
        assert [json.loads(one.text)["trusted"] for one in events] == [True, True, False, False, True, True]


@pytest.mark.parametrize("wrong", WRONG, ids=["a day back", "an hour ahead", "1970", "ten years ahead"])
def test_a_wrong_clock_at_the_sync_shortens_no_time_of_keeping(tmp_path: Path, wrong: datetime) -> None:
    """Acknowledged bytes stay seven days of the centre's time: a server restored the next day still gets them again."""
    with Desk(tmp_path / "store") as desk:
        world = scene(desk)
        before = world.centre.snapshot()
        told = world.work(1)
        desk.clock.time = wrong
        world.sync()
        desk.clock.time = MORNING + timedelta(days=1)
        desk.clock.up += 86_400
        world.sync()
        world.centre.restore(before, timeline="2")
        world.sync()
        assert {str(one) for one in world.centre.events} == told


def test_after_seven_days_of_the_centre_they_go(tmp_path: Path) -> None:
    with Desk(tmp_path / "store") as desk:
        world = scene(desk)
        world.work(1)
        world.sync()
        desk.clock.pass_(EVENTS_KEPT + timedelta(minutes=1))
        world.sync()
        assert desk.replica.oldest_kept_seq() > 2


def test_a_lease_that_ended_while_the_machine_slept_is_not_called_before_a_sync(tmp_path: Path) -> None:
    """Ten hours of sleep: the monotonic clock may have stood still, the wall clock has not; the two no longer agree."""
    with Desk(tmp_path / "store") as desk:
        scene(desk)
        assert desk.ledger.clock_trusted()
        desk.clock.time += timedelta(hours=10)
        assert not desk.ledger.clock_trusted()


def test_time_turned_back_within_a_session_stops_dialling_until_the_next_sync(tmp_path: Path) -> None:
    with Desk(tmp_path / "store") as desk:
        world = scene(desk)
        desk.dial(payload(1))
        desk.clock.time -= timedelta(hours=1)
        assert not desk.ledger.clock_trusted()
        desk.clock.time += timedelta(hours=1)
        world.sync()
        assert desk.ledger.clock_trusted()
