"""F2 and F21: the process dies at any statement; and there is never more than one at a store."""

from collections.abc import Callable
import os
from pathlib import Path
from random import Random
import shutil
import signal
import sys
import time

import pytest

if sys.platform == "win32":
    pytest.skip("os.fork is missing on this system", allow_module_level=True)

from cnmas_desktop.local import database, pages
from cnmas_desktop.messages import KnownError
from tests.faults.child import Child, Tell
from tests.local.store import Desk, payload

CASES = 4
KILLED = 9


def work(folder: Path, tell: Tell, fault: Callable[[str], None] = lambda point: None) -> None:
    """A stretch of work: for each case a call, words being typed, an outcome. Tells how many events are saved."""
    with Desk(folder, fault=fault) as desk:
        if not desk.replica.held():
            desk.lease([payload(number) for number in range(1, CASES + 1)])
        for number in range(1, CASES + 1):
            desk.dial(payload(number))
            tell(2 * number - 1)
            desk.drafts.save_typed({"text": "mots"})
            desk.end(payload(number))
            tell(2 * number)


def found(folder: Path) -> int:
    """Events of the store, after checking that cases and open call say the same."""
    with Desk(folder) as desk:
        seqs = [row.seq for row in desk.outbox.waiting()]
        assert seqs == list(range(1, len(seqs) + 1))
        ended = len(seqs) // 2
        held = {payload(number).case_id: desk.shelf.case(payload(number).case_id) for number in range(1, CASES + 1)}
        states = [case.payload.state for case in held.values() if case is not None]
        if states:
            assert states == ["done"] * ended + ["fresh"] * (CASES - ended)
        call = desk.drafts.open_call()
        assert (call is not None) == (len(seqs) % 2 == 1)
        if call is not None:
            assert call.cases == (payload(ended + 1).case_id,)
    return len(seqs)


@pytest.mark.parametrize("point", ["record.before_commit", "record.after_commit"])
def test_f02_death_at_each_fault_point(tmp_path: Path, point: str) -> None:
    for nth in range(2 * CASES):
        folder = tmp_path / f"{nth}"
        seen: list[str] = []

        def die(at: str, nth: int = nth, seen: list[str] = seen) -> None:
            seen += [at] if at == point else []
            if len(seen) > nth:
                os.kill(os.getpid(), signal.SIGKILL)

        told, status = Child(lambda tell, folder=folder, die=die: work(folder, tell, die)).end()  # type: ignore[misc]
        assert status == -signal.SIGKILL
        assert (told, found(folder)) == (nth, nth + (point == "record.after_commit"))


@pytest.mark.parametrize("step", [11, pytest.param(1, marks=[pytest.mark.faults, pytest.mark.timeout(600)])])
def test_f02_death_at_every_statement(tmp_path: Path, step: int) -> None:
    """From the making of the store to the last save; then the next start works on as if nothing had been. `step`: after the first thirty, one
    in so many."""
    nth, status = 0, KILLED
    while status == KILLED:
        folder = tmp_path / f"{nth}"

        def dying(tell: Tell, folder: Path = folder, nth: int = nth) -> None:
            seen = 0
            real = pages.connect

            def count(sql: str) -> None:
                nonlocal seen
                seen += 1
                if seen > nth:
                    os._exit(KILLED)

            def watched(*arguments: object, **more: object) -> object:
                raw = real(*arguments, **more)  # type: ignore[arg-type]
                raw.set_trace_callback(count)
                return raw

            pytest.MonkeyPatch().setattr(database, "connect", watched)  # in the child, which ends
            work(folder, tell)

        told, status = Child(dying).end()
        assert told <= found(folder) <= told + 1
        nth += 1 if nth < 30 else step
        shutil.rmtree(folder)
    assert status == 0
    assert nth > 100


@pytest.mark.parametrize("turns", [10, pytest.param(150, marks=[pytest.mark.faults, pytest.mark.timeout(600)])])
def test_f02_kill_at_random_moments(tmp_path: Path, turns: int) -> None:
    random, killed = Random(3), 0
    for turn in range(turns):
        folder = tmp_path / f"{turn}"
        child = Child(lambda tell, folder=folder: work(folder, tell))  # type: ignore[misc]
        heard = 0
        for _ in range(random.randrange(2 * CASES)):
            heard = child.hear() or heard
        time.sleep(random.random() * 0.004)  # the moment is the point of the test, not a wait for something
        child.kill()
        last, status = child.end()
        killed += status == -signal.SIGKILL
        told = max(heard, last)
        assert told <= found(folder) <= told + 1
        shutil.rmtree(folder)
    assert killed > turns // 2, "most had ended before they were killed"


def test_f21_a_second_start_is_refused_at_once_and_the_dead_leave_no_lock(tmp_path: Path) -> None:
    def hold(tell: Tell) -> None:
        with Desk(tmp_path / "store"):
            tell(1)
            time.sleep(60)

    child = Child(hold)
    assert child.hear() == 1
    before = time.monotonic()
    with pytest.raises(KnownError) as refused:
        Desk(tmp_path / "store")
    assert refused.value.code == "store.in_use"
    assert time.monotonic() - before < 1
    child.kill()
    child.end()
    with Desk(tmp_path / "store") as desk:
        assert desk.outbox.count().waiting == 0


@pytest.mark.parametrize("starts", [20, pytest.param(100, marks=pytest.mark.faults)])
def test_f21_many_starts_at_once_give_one_writer(tmp_path: Path, starts: int) -> None:
    opened, refused = 1, 2

    def start(tell: Tell) -> None:
        try:
            with Desk(tmp_path / "store"):
                tell(opened)
                time.sleep(60)
        except KnownError as error:
            tell(refused if error.code == "store.in_use" else 3)

    children = [Child(start) for _ in range(starts)]
    heard = [child.hear() for child in children]
    for child in children:
        child.kill()
        child.end()
    assert sorted(heard) == [opened] + [refused] * (starts - 1)  # type: ignore[type-var]
