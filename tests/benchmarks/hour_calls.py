"""More than an hour of an agent's work, by real key presses as fast as the window takes them: each is timed until its frame is painted.

The clock of the workstation runs `RATE` times as fast, and its timer of one second with it. The sync is the program's own, on its thread;
the centre beside it is a script in memory, which takes every event, renews every lease and has some cases to fetch each time.
"""

from array import array
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
import gc
import os
from random import SystemRandom
import sys
from threading import get_native_id
import time
from typing import Any
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cnmas_desktop.domain.centre_days import CENTRE_ZONE
from cnmas_desktop.domain.world import SystemClock, World
from tests.benchmarks.calls import pss

RATE = 36
SYNC_MS = 1500
"""Between the end of a sync and the next. A sync gives way to keys, and here they never rest: each lasts some seconds, and nine keys in ten fall
beside one."""
PRESS_MS = 2
"""After a frame, before the next key: what waits for an idle moment has one, as between two keys of a person."""
BEAT_MS = 1
NO_FRAME_MS = 5000
MOST_SECONDS = 330
"""Where the machine is too busy for all the calls, it ends with those made by then."""
WEIGHED_AT = 100
"""Calls after which the process is weighed first."""
INTERVIEW_EACH, HISTORY_EACH = 10, 50
BORN = "09/12/1984"
NAMED_KEYS = {
    "Enter": Qt.Key.Key_Return,
    "F2": Qt.Key.Key_F2,
    "Ctrl+T": Qt.Key.Key_T,
    "Esc": Qt.Key.Key_Escape,
}


class FastClock(SystemClock):
    """This machine's clock, from now on `RATE` times as fast; late in the evening it begins after midnight, or the agent's day would end."""

    def __init__(self) -> None:
        super().__init__()
        began, most = super().now(), timedelta(seconds=MOST_SECONDS * RATE)
        over = (began + most).astimezone(CENTRE_ZONE).date() > began.astimezone(CENTRE_ZONE).date()
        self._began, self._from = time.monotonic(), began + most if over else began

    def now(self) -> datetime:
        return self._from + timedelta(seconds=(time.monotonic() - self._began) * RATE)

    def monotonic(self) -> float:
        return self._began + (time.monotonic() - self._began) * RATE


def fast_world() -> World:
    return World(FastClock(), SystemRandom())


class ScriptedCentre:
    """A centre in memory, for one agent: the gateway of every sync. Each finds `NEWER` of the cases not yet called changed, and fetches them."""

    NEWER = 100

    def __init__(self, replica: Any, world: World) -> None:
        from tests.benchmarks import workstation

        self._replica, self._world, self._scene = replica, world, workstation
        self._numbers = sorted(case_id.int & 0xFFFFFFFF for case_id in replica.held())
        self._lines = workstation.leases([workstation.payload(number) for number in self._numbers], world)
        self._newer = 0
        self.syncs = 0

    def hello(self, _request: object) -> Any:
        from tests.local.store import hello

        return hello(server_time=self._world.clock.now(), person=self._scene.SIGNED)

    def push(self, _device: UUID, texts: Sequence[str], meanwhile: Callable[[], object] = lambda: None) -> tuple[Any, ...]:
        meanwhile()
        import json

        from cnmas_desktop.sync.protocol import AnswerStatus, EventAnswer

        return tuple(EventAnswer(UUID(json.loads(text)["id"]), AnswerStatus.APPLIED) for text in texts)

    def reconcile(self, _device: UUID, from_seq: int) -> Any:
        return self._replica.digests(from_seq)

    def colleagues(self) -> Any:
        from cnmas_desktop.sync.protocol import Colleagues

        return Colleagues()

    def reviews(self) -> tuple[Any, ...]:
        return ()

    def renew(self, _device: UUID) -> tuple[Any, ...]:
        """The last of the queue, which no call has reached, have another revision."""
        self._newer += 1
        for place in range(max(0, len(self._lines) - self.NEWER), len(self._lines)):
            self._lines[place] = replace(self._lines[place], revision=1 + self._newer)
        return tuple(self._lines)

    def check_out(self, _device: UUID, _wanted: int) -> tuple[Any, ...]:
        return ()

    def fetch(self, case_ids: Sequence[UUID]) -> tuple[Any, ...]:
        return tuple(replace(self._scene.payload(one.int & 0xFFFFFFFF), revision=1 + self._newer) for one in case_ids)

    def deposit(self, _blob: bytes) -> None:
        """Taken, and forgotten."""

    def close(self) -> None:
        self.syncs += 1


class Stopwatch:
    """Milliseconds of the main thread: as the clock on the wall has them, and without what it waited for a processor that others had."""

    def __init__(self) -> None:
        self._file = os.open(f"/proc/self/task/{get_native_id()}/schedstat", os.O_RDONLY)
        self.begin()

    def begin(self) -> None:
        self._at, self._queued = time.perf_counter(), self._waited()

    def lap(self) -> tuple[float, float]:
        wall = (time.perf_counter() - self._at) * 1000
        return wall, max(0.0, wall - (self._waited() - self._queued) / 1e6)

    def _waited(self) -> int:
        """Nanoseconds on the run queue."""
        return int(os.pread(self._file, 64, 0).split()[1])


class Samples:
    """(wall, own, where) of each, in a few bytes: the memory that is weighed meanwhile is the workstation's, not that of its measuring."""

    def __init__(self) -> None:
        self._times, self._where = array("d"), list[str]()

    def add(self, wall: float, own: float, where: str) -> None:
        self._times.extend((wall, own))
        self._where.append(sys.intern(where))

    def rows(self) -> list[tuple[float, float, str]]:
        return list(zip(self._times[::2], self._times[1::2], self._where, strict=True))


class Heart(QObject):
    """Beats once a millisecond while the event loop turns; the longest gaps between two beats, with the key that was pressed last."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.gaps = Samples()
        self.last = ""
        self._watch = Stopwatch()
        self._timer = QTimer(self, interval=BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        self._watch.begin()
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def _beat(self) -> None:
        wall, own = self._watch.lap()
        if wall > 8:
            self.gaps.add(wall, own, self.last)
        self._watch.begin()


class Hour(QObject):
    """Makes `calls` calls by key presses; one in ten is an interview, identity typed letter by letter, the others are not answered. Every
    fiftieth is followed by a look at all that was written lately (Ctrl+T, three hundred lines)."""

    def __init__(self, day: Any, calls: int, world: World, say: Callable[..., None]) -> None:
        super().__init__(day)
        self._day, self._calls, self._world, self._say = day, calls, world, say
        self._desk = day._session.desk
        self._done = 0
        self._keys: list[str] = []
        self._pressed = Samples()
        self._watch, self._heart = Stopwatch(), Heart(self)
        self._pending = ""
        self._weights: list[float] = []
        self._next = QTimer(self, interval=PRESS_MS, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._next.timeout.connect(self._press)
        self._lost = QTimer(self, interval=NO_FRAME_MS, singleShot=True)
        self._lost.timeout.connect(self._no_frame)
        self._syncing = QTimer(self, interval=SYNC_MS, singleShot=True)
        self._syncing.timeout.connect(day.sync.request)
        day.sync.finished.connect(self._syncing.start)

    def begin(self) -> None:
        syncer = self._day._session.syncer
        self._centre = ScriptedCentre(syncer._replica, self._world)
        syncer._connect = lambda: self._centre
        gc.freeze()  # the scripted centre is no part of the workstation: none of its collections looks through ten thousand leases
        agent = self._day.agent
        agent._seconds.setInterval(1000 // RATE)
        if not self._desk.shift.begun():
            agent.press("Enter")  # past « Ma journée »
        if self._desk.call() is None:
            agent.press("Enter")
        self._top = agent.window()
        self._top.installEventFilter(self)
        self._began, self._until = self._world.clock.now(), time.monotonic() + MOST_SECONDS
        self._day.sync.request()
        self._heart.start()
        self._next.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Once this event has been handled, all that is to be painted is, in one frame. What the window shows after it is none of the key's."""
        if not self._pending or event.type() != QEvent.Type.UpdateRequest:
            return False
        watched.event(event)
        self._painted()
        return True

    def _press(self) -> None:
        if not self._keys:
            self._keys = self._step()
        key = self._keys.pop(0)
        if not self._pending:
            self._pending = key
        self._heart.last = f"{self._at()} {key}"
        self._lost.start()
        self._day.idle.touch()  # it watches the native window, which these keys do not go through: it would lock after five minutes
        self._watch.begin()
        focus = QApplication.focusWidget()
        if focus is None:
            raise AssertionError(f"nothing has the focus at {self._heart.last}")
        held = Qt.KeyboardModifier.ControlModifier if key.startswith("Ctrl+") else Qt.KeyboardModifier.NoModifier
        QTest.keyClick(focus, NAMED_KEYS.get(key) or Qt.Key(ord(key)), held)

    def _painted(self) -> None:
        wall, own = self._watch.lap()
        self._lost.stop()
        self._pending = ""
        self._pressed.add(wall, own, self._heart.last)
        if self._heart.last.startswith("ending"):
            self._done += 1
            if self._done == min(WEIGHED_AT, self._calls // 2):
                self._weights.append(pss())
                self._heart.start()
        if self._done == self._calls or time.monotonic() > self._until:
            self._end()
        else:
            self._next.start()

    def _at(self) -> str:
        call = self._day.agent._call
        return "panel" if self._day.agent.area.panel is not None else call.step

    def _step(self) -> list[str]:
        """The keys of the step at hand; the last one of `ending` saves."""
        call = self._day.agent._call
        if self._day.agent.area.panel is not None:
            return ["Esc"]
        if (
            call.step == "ready"
            and self._done % HISTORY_EACH == HISTORY_EACH - 1
            and "Ctrl+T" not in self._heart.last
            and "Esc" not in self._heart.last
        ):
            return ["Ctrl+T"]
        if call.step == "identity":
            return [*BORN, "Enter"]
        wanted = {"ringing": "no_answer"} if self._done % INTERVIEW_EACH else {}
        option = next((one for one in call.options if one.action == wanted.get(call.step)), None)
        return [(option or next(one for one in call.options if one.primary)).key]

    def _no_frame(self) -> None:
        raise AssertionError(f"no frame followed {self._heart.last}")

    def _end(self) -> None:
        self._heart.stop()
        self._syncing.stop()
        self._weights.append(pss())
        simulated = (self._world.clock.now() - self._began).total_seconds() / 60
        took = MOST_SECONDS - (self._until - time.monotonic())
        self._say(
            "hour_over", calls=self._done, pressed=self._pressed.rows(), gaps=self._heart.gaps.rows(), weights=self._weights,
            syncs=self._centre.syncs, minutes=simulated, seconds=took,
        )  # fmt: skip
        QApplication.quit()
