"""What a schedule runs on, what agents were told, and what came of it."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID

from cnmas_desktop.domain.world import World
from cnmas_desktop.sync.engine import sync_once
from cnmas_desktop.sync.protocol import CentralGateway, LocalReplica
from tests.contract.memory_centre import MemoryGateway
from tests.contract.memory_replica import MemoryReplica
from tests.faults.simulation.faults import Fired
from tests.faults.simulation.workstation import Mark

Sync = Callable[[LocalReplica, CentralGateway, World], object]


@dataclass(frozen=True, slots=True)
class Build:
    """What the schedule runs on: the product, or one that was broken on purpose (`tests/faults/test_simulation_broken.py`)."""

    sync: Sync = sync_once
    replica: type[MemoryReplica] = MemoryReplica
    gateway: type[MemoryGateway] = MemoryGateway


@dataclass(frozen=True, slots=True)
class Told:
    """A fact that an agent was told is saved."""

    mark: Mark
    type: str
    person: UUID | None
    lifts: str | None


@dataclass(slots=True)
class Outcome:
    """What one schedule came to. `violations` empty: it held."""

    seed: int
    fired: Fired = field(default_factory=Counter)
    confirmed: int = 0
    lost: int = 0
    doubled: int = 0
    wedged: int = 0
    flagged: int = 0
    apart: int = 0
    trace: str = ""
    violations: list[str] = field(default_factory=list)
