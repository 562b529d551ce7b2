"""After a partition, however long, in whatever part of a sync: how long until a workstation is back, in simulated time."""

from dataclasses import dataclass
from datetime import timedelta
from random import Random

from cnmas_desktop.domain.world import World
from cnmas_desktop.messages import KnownError
from cnmas_desktop.services.syncing import Syncer
from cnmas_desktop.sync.protocol import CentralGateway
from tests.contract.memory_replica import MemoryReplica
from tests.faults.simulation.centre import MemoryHouse
from tests.faults.simulation.clock import OwnClock, TrueTime
from tests.faults.simulation.faults import POINTS

MOST_SECONDS = 60.0
HANGS = (0.0, 1.0, 10.0, 15.0, 29.0)
"""How long an attempt may take to learn that nobody is there: refused at once, or the deadlines of connecting, of the wire and of the watchdog."""


@dataclass(frozen=True, slots=True)
class Liveness:
    """`wedged`: partitions after whose heal the workstation took more than a minute to sync. `longest`: seconds."""

    cycles: int
    wedged: int
    longest: float


def partitions(cycles: int, seed: int = 0) -> Liveness:
    """One workstation through so many partitions that it met, from a second to hours, some of which cut a sync in the middle.

    One that fell between two syncs was no partition: nothing failed, and the next sync comes when it was due."""
    random, true = Random(f"partitions {seed}"), TrueTime()
    house = MemoryHouse(true, f"partitions {seed}", 1)
    cut = ""

    def fault(point: str) -> None:
        if point == cut:
            raise KnownError("centre.unreachable")

    world = World(OwnClock(true), Random(seed), fault)
    away = False

    def connect() -> CentralGateway:
        if away:
            true.time += timedelta(seconds=random.choice(HANGS))
            raise KnownError("centre.unreachable")
        return house.gateway(house.logins[0])

    syncer = Syncer(MemoryReplica(world, world.uuid7()), connect, world)
    met, wedged, longest = 0, 0, 0.0
    while met < cycles:
        cut = random.choice(POINTS) if random.random() < 0.3 else ""
        failed = syncer.run() is None
        cut, away = "", True
        heals_at = true.time + timedelta(seconds=random.choice([1, 30, 600, 3600, 7200]) * (0.5 + random.random()))
        due = true.time + timedelta(seconds=syncer.wait())
        while due < heals_at:
            true.time = due
            failed |= syncer.run() is None
            due = true.time + timedelta(seconds=syncer.wait())
        away = False
        true.time = due
        while syncer.run() is None:
            true.time += timedelta(seconds=syncer.wait())
        if not failed:
            continue
        met += 1
        took = (true.time - heals_at).total_seconds()
        longest, wedged = max(longest, took), wedged + (took > MOST_SECONDS)
    return Liveness(cycles, wedged, longest)
