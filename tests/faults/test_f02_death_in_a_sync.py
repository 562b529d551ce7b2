"""F2 with a real workstation process and a real centre: SIGKILL at each named point and at random moments, between saves, syncs and the
sealed copy. What it told before it died is at the centre once in the end, or nothing is."""

from collections.abc import Callable
import os
from pathlib import Path
from random import Random
import signal
import sys
import time

import pytest

if sys.platform == "win32":
    pytest.skip("os.fork is missing on this system", allow_module_level=True)

from cnmas_desktop.domain.world import no_fault
from cnmas_desktop.local import standing
from cnmas_desktop.local.shift import GIVING_BACK
from tests.central_server import Centre
from tests.faults.child import Child, Tell
from tests.faults.simulation.faults import POINTS as SIMULATED
from tests.faults.workplace import Workplace, call, times_at, waiting

POINTS = ("record.journaled", *SIMULATED)
SHORT = frozenset({"record.after_commit", "push.after_commit_before_ack", "apply.before"})
CALLS = 3


@pytest.fixture
def login(centre: Centre, tmp_path: Path) -> str:
    """An agent whose store is made, with cases to call, and a campaign that the store does not know yet."""
    agent = centre.add_agent()
    with Workplace(centre, tmp_path, cases=160) as desk:
        desk.sign_in(agent.login)
    centre.plain_campaign("AUTRE")
    centre.close()  # a child must not inherit the test's own connections
    for name in ("operator", "gateway"):
        centre.__dict__.pop(name, None)
    return agent.login


def work(centre: Centre, folder: Path, login: str, tell: Tell, fault: Callable[[str], None] = no_fault, *, ends: bool = False) -> None:
    """Calls and syncs in turn; tells how many calls are saved. `ends`: then gives back what is left of the day."""
    own = Centre(centre.server, centre.database)
    desk = Workplace(own, folder, cases=0, fault=fault)
    session = desk.sign_in(login)
    for number in range(1, CALLS + 1):
        call(session, desk.world)
        tell(number)
        session.syncer.run()
    if ends:
        with session.database.main.writing() as connection:
            standing.write(connection, GIVING_BACK, [one.hex for one in session.syncer._replica.held()])
        session.syncer.run(take=False)
    desk.close()
    own.close()


def check(centre: Centre, folder: Path, login: str, told: int, before: int) -> int:
    """After a death: open again, sync, and count the calls; none is half there, none is twice, none that was told is missing."""
    with Workplace(centre, folder, cases=0) as desk:
        session = desk.sign_in(login)
        left = waiting(session)
        assert session.syncer.run() is not None, session.syncer.state
        assert waiting(session) == []
        assert times_at(centre, left) == [1] * len(left)
        calls = centre.rows(
            "SELECT e.text::jsonb #>> '{body,attempt}', count(*) FROM app.event e WHERE e.login = %s"
            " AND e.type IN ('call_started', 'call_ended') GROUP BY 1",
            login,
        )
    centre.close()
    for name in ("operator", "gateway"):
        centre.__dict__.pop(name, None)
    assert {count for _, count in calls} <= {2}
    assert before + told <= len(calls) <= before + told + 1
    return len(calls)


@pytest.mark.parametrize("point", [point if point in SHORT else pytest.param(point, marks=pytest.mark.faults) for point in POINTS])
def test_death_at_each_point_of_a_save_and_a_sync(centre: Centre, tmp_path: Path, login: str, point: str) -> None:
    def die(at: str) -> None:
        if at == point:
            os.kill(os.getpid(), signal.SIGKILL)

    told, status = Child(lambda tell: work(centre, tmp_path, login, tell, die, ends=True)).end()
    assert status == -signal.SIGKILL
    check(centre, tmp_path, login, told, 0)


@pytest.mark.parametrize("turns", [3, pytest.param(40, marks=[pytest.mark.faults, pytest.mark.timeout(600)])])
def test_kill_at_random_moments(centre: Centre, tmp_path: Path, login: str, turns: int) -> None:
    random = Random(turns)
    saved = killed = 0
    for _ in range(turns):
        child = Child(lambda tell: work(centre, tmp_path, login, tell))
        heard = 0
        for _ in range(random.randrange(CALLS + 1)):
            heard = child.hear() or heard
        time.sleep(random.random() * 0.05)  # the moment is the point of the test, not a wait for something
        child.kill()
        last, status = child.end()
        killed += status == -signal.SIGKILL
        saved = check(centre, tmp_path, login, max(heard, last), saved)
    assert saved
    assert killed > turns // 2, "most had ended before they were killed"
