"""Many schedules on every core, counted together, and the table that tells what they came to."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass, field
import os
from pathlib import Path
import shutil
import tempfile

from tests.central_server import CentralServer
from tests.faults.simulation import real_time
from tests.faults.simulation.centre import PostgresHouse
from tests.faults.simulation.faults import POINTS, Fired, Kind
from tests.faults.simulation.liveness import Liveness
from tests.faults.simulation.outcome import Outcome
from tests.faults.simulation.schedule import Schedule

CHUNK = 25
FASTEST = Path("/dev/shm")


@dataclass(slots=True)
class Total:
    """What many schedules came to, by flavour of store and centre."""

    schedules: Counter[str] = field(default_factory=Counter)
    fired: Fired = field(default_factory=Counter)
    confirmed: int = 0
    lost: int = 0
    doubled: int = 0
    wedged: int = 0
    flagged: int = 0
    apart: int = 0
    violations: list[str] = field(default_factory=list)

    def add(self, flavour: str, outcomes: Iterable[Outcome]) -> None:
        for one in outcomes:
            self.schedules[flavour] += 1
            self.fired += one.fired
            self.violations += [f"[{flavour}] {violation}" for violation in one.violations]
            for name in ("confirmed", "lost", "doubled", "wedged", "flagged", "apart"):
                setattr(self, name, getattr(self, name) + getattr(one, name))

    def silent(self) -> list[str]:
        """Kinds of fault that never fired, and fault points at which nobody died: a proof without them would say nothing of them."""
        return [name for name in (*Kind, *(f"at {point}" for point in POINTS)) if not self.fired[name]]

    def table(self, partitions: Mapping[str, Liveness]) -> str:
        """`partitions`: what came of them, by whose time."""
        rows = [(f"schedules, {flavour}", number) for flavour, number in sorted(self.schedules.items())]
        rows += [(f"  {kind.value}", self.fired[kind]) for kind in Kind]
        rows += [
            ("events confirmed to agents", self.confirmed), ("  of these flagged by the centre", self.flagged),
            ("  of these kept apart for a supervisor", self.apart), ("lost", self.lost), ("doubled", self.doubled), ("wedged", self.wedged),
            ("violations of I1-I9", len(self.violations)),
        ]  # fmt: skip
        lines = [f"{name:<48}{number:>10,}" for name, number in rows]
        for time, liveness in partitions.items():
            lines.append(f"{'partitions, ' + time + ' time':<48}{liveness.cycles:>10,}")
            lines.append(f"{'  not back 60 s after the heal':<48}{liveness.wedged:>10,}")
            lines.append(f"{'  longest recovery, seconds':<48}{liveness.longest:>10.1f}")
        return "\n".join(lines)


def in_memory(seeds: Sequence[int]) -> list[Outcome]:
    """Model of the store, model of the centre."""
    return [Schedule(seed).run() for seed in seeds]


def with_store(seeds: Sequence[int], steps: int = 40) -> list[Outcome]:
    """The real encrypted store, model of the centre."""
    outcomes = []
    for seed in seeds:
        folder = Path(tempfile.mkdtemp(prefix="cnmas-simulation-", dir=FASTEST if FASTEST.is_dir() else None))
        try:
            outcomes.append(Schedule(seed, folder=folder, steps=steps).run())
        finally:
            shutil.rmtree(folder)
    return outcomes


def with_postgresql(server: CentralServer, seeds: Sequence[int], patches: Sequence[str] = (), steps: int = 40) -> list[Outcome]:
    """Model of the store, real PostgreSQL. `patches`: SQL that breaks it first."""
    return [Schedule(seed, house=lambda agents: PostgresHouse(server, agents, patches), steps=steps).run() for seed in seeds]


def run_all(memory: int, store: int, server: CentralServer, postgresql: int, cycles: int) -> tuple[Total, Liveness]:
    """So many schedules of each flavour, and so many partitions a way in real time; the models on all cores beside the real centre."""
    total = Total()
    with ProcessPoolExecutor(max(1, (os.cpu_count() or 2) - 1)) as pool:
        jobs = [("in memory", pool.submit(in_memory, seeds)) for seeds in _chunks(memory, CHUNK)]
        jobs += [("real store", pool.submit(with_store, seeds)) for seeds in _chunks(store, 2)]
        with ThreadPoolExecutor(1) as beside:  # once the processes are there: a thread is not copied into them
            sample = beside.submit(real_time.partitions, server, cycles)
            total.add("PostgreSQL", with_postgresql(server, range(postgresql)))
        for flavour, job in jobs:
            total.add(flavour, job.result())
    return total, sample.result()


def _chunks(number: int, size: int) -> list[range]:
    return [range(start, min(start + size, number)) for start in range(0, number, size)]
