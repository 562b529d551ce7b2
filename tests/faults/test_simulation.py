"""The simulation, in the form that fits every run of the tests; `tasks.py faults` and `faults-long` run more of the same.

Each run asserts that every kind of fault fired: a proof in which nothing went wrong proves nothing.
"""

from pathlib import Path
import re

import pytest

from tests.central_server import CentralServer
from tests.faults.simulation.faults import POINTS, Kind
from tests.faults.simulation.liveness import partitions
from tests.faults.simulation.report import Total, in_memory, with_postgresql, with_store
from tests.faults.simulation.schedule import Schedule

PACKAGE = Path(__file__).parents[2] / "cnmas_desktop"
ELSEWHERE = {"record.journaled", "password.slot_added", "password.changed_at_centre"}
"""Fault points of what no schedule does: the sealed journal and the change of a password have tests of their own."""
FOREVER = (305, 341, 959, 1424, 4574)
"""Seeds that once failed, in the model or in the product: a copy of a workstation whose every event was set aside (341), a wish taken
back in a call that died while it was saved (305), an older copy of a store that says less than the centre knows (959), a lease renewed after its end beside a colleague's (1424), a device that only its leases remember
after a restore (4574)."""


def test_the_list_of_fault_points_is_that_of_the_program() -> None:
    named = {name for path in PACKAGE.rglob("*.py") for name in re.findall(r'fault\("([a-z_.]+)"\)', path.read_text())}
    assert named == set(POINTS) | ELSEWHERE


def test_every_test_that_the_table_of_faults_names_is_there() -> None:
    here = Path(__file__).parent
    named = re.findall(r"`([\w./]+\.py)(?:::(\w+))?(?:\[\w+\])?`", (here / "README.md").read_text("utf-8"))
    assert len(named) > 60
    for file, test in named:
        assert (here / file).is_file(), file
        assert f"def {test}(" in (here / file).read_text("utf-8") if test else True, (file, test)


@pytest.mark.parametrize("start", range(0, 160, 40))
def test_schedules_of_every_fault_lose_and_double_nothing(start: int) -> None:
    total = Total()
    total.add("in memory", in_memory(range(start, start + 40)))
    assert total.violations == []
    assert total.confirmed > 0
    rare = {Kind.OPT_OUT, Kind.OLD_STORE, Kind.RESTORED, Kind.OPT_IN, Kind.AHEAD, Kind.DECIDED, "at check_in.answered"}
    assert set(total.silent()) <= rare


def test_every_kind_of_fault_fires() -> None:
    total = Total()
    total.add("in memory", in_memory(range(1000, 1150)))
    assert total.violations == []
    assert total.silent() == [Kind.DECIDED], "the model has no supervisors' room"


@pytest.mark.parametrize("seed", FOREVER)
def test_a_seed_that_once_failed(seed: int) -> None:
    assert Schedule(seed).run().violations == []


def test_the_same_seed_leaves_the_same_trace() -> None:
    first, second = in_memory(range(12)), in_memory(range(12))
    assert [one.trace for one in first] == [one.trace for one in second]
    assert len({one.trace for one in first}) == 12


def test_the_encrypted_store_under_the_same_faults() -> None:
    (first,), (again,) = with_store([3], steps=30), with_store([3], steps=30)
    assert first.violations == []
    assert first.trace == again.trace
    assert first.confirmed > 0


def test_postgresql_under_the_same_faults(central_server: CentralServer) -> None:
    (outcome,) = with_postgresql(central_server, [0], steps=30)
    assert outcome.violations == []
    assert outcome.confirmed > 0
    assert sum(outcome.fired.values()) > 10


def test_a_workstation_is_back_within_a_minute_of_the_network() -> None:
    result = partitions(200, seed=4)
    assert result.wedged == 0
    assert result.longest > 10, "some partitions were long enough for the waits to grow"


@pytest.mark.faults
def test_postgresql_leaves_the_same_trace_twice(central_server: CentralServer) -> None:
    (first,), (second,) = (with_postgresql(central_server, [1], steps=30) for _ in range(2))
    assert first.violations == second.violations == []
    assert first.trace == second.trace
