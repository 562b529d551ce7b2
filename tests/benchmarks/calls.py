"""A day's work through the keys of the agent's window: unanswered calls, each saved and followed by the next case."""

from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread
import time
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

SYNC_PAUSE = 2.0
"""Seconds between two syncs of the store beside the calls; the window itself syncs once a minute."""


def pss() -> float:
    """The proportional set size of this process, in MiB."""
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


class Painted(QObject):
    """Calls back once, when the next paint of a widget is over: before anything else that waits for its turn."""

    def __init__(self, widget: QWidget, then: Callable[[], None]) -> None:
        super().__init__(widget)
        self._widget, self._then = widget, then
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._widget.removeEventFilter(self)
            QCoreApplication.postEvent(self, QEvent(QEvent.Type.User), 1)
        return False

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.User:
            self._then()
            return True
        return super().event(event)


class Calls(QObject):
    """Makes `calls` calls, one key per turn of the event loop, and says what they took and what the process weighs.

    A save is timed twice: until the frame that shows the next person is painted, and until the queue and the bars around have followed."""

    def __init__(self, day: Any, calls: int, say: Callable[..., None]) -> None:
        super().__init__(day)
        self._day, self._left, self._say = day, calls, say
        self._desk = day._session.desk
        self._shown: list[float] = []
        self._settled: list[float] = []
        self._over = Event()
        self._syncs = 0

    def begin(self) -> None:
        if not self._desk.shift.begun():
            self._day.agent.press("Enter")  # past « Ma journée »
        if self._desk.call() is None:
            self._day.agent.press("Enter")
        self._thread = Thread(target=self._sync, daemon=True)
        self._thread.start()
        self._before = 0.0
        self._warm = min(20, self._left // 2)
        self._step()

    def _step(self) -> None:
        """The next key of the call at hand; the last one saves."""
        call = self._desk.call()
        steps = {"ready": "call", "ringing": "no_answer", "ending": "save"}
        option = next(one for one in call.options if one.action == steps[call.step])
        if call.step == "ending":
            self._save(option.key)
            return
        self._day.agent.press(option.key)
        QTimer.singleShot(0, self._step)

    def _save(self, key: str) -> None:
        self._began = time.perf_counter()
        Painted(self._day.agent.area.person, self._next_painted)
        self._day.agent.press(key)

    def _next_painted(self) -> None:
        self._shown.append((time.perf_counter() - self._began) * 1000)
        QTimer.singleShot(0, self._saved)  # after the timer by which the window itself shows what is around

    def _saved(self) -> None:
        QApplication.processEvents()
        self._settled.append((time.perf_counter() - self._began) * 1000)
        self._left -= 1
        if len(self._shown) == self._warm:
            self._before = pss()
        if self._left:
            QTimer.singleShot(0, self._step)
        else:
            self._end()

    def _end(self) -> None:
        self._over.set()
        self._thread.join()
        self._say("day_over", shown=self._shown, settled=self._settled, before=self._before, after=pss(), syncs=self._syncs)
        QApplication.quit()

    def _sync(self) -> None:
        """What a sync does to the store, again and again, on its own connection: read what waits, compare, swap the whole queue."""
        from cnmas_desktop.domain.world import system_world
        from cnmas_desktop.local.replica import Replica
        from tests.benchmarks.workstation import leases, payload

        world = system_world()
        replica = Replica(self._day._session.database.sync, world, "bench")
        held = sorted(replica.held())
        cases = [payload(case_id.int & 0xFFFFFFFF) for case_id in held]
        lines = leases(cases, world)
        while not self._over.wait(SYNC_PAUSE):
            replica.hello_request()
            replica.pending(500, 256 * 1024)
            replica.digests(0)
            replica.stage(cases[:100])
            replica.apply(lines, world.clock.now())
            self._syncs += 1
