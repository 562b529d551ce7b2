"""The sync beside the window: when to go (at the start, at the policy's interval, after a save, on request), and a thread to go on.

Only the thread calls `syncer.run()`; only signals with frozen values come back, to slots of the main thread (decision 28).
"""

from collections.abc import Callable
from queue import SimpleQueue
from threading import Event, Thread
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from cnmas_desktop.gui.background import Step, answered
from cnmas_desktop.services.syncing import SyncState
from cnmas_desktop.sync.courtesy import Courtesy

T = TypeVar("T")

AFTER_A_SAVE_MS = 1500
"""A call that ends writes several times; one sync takes them all."""
REST_MS = 10
"""After a key and its frame, for the queue and the bars that follow, and for the next letter of who types fast."""


class Syncer(Protocol):
    """What is used of `services.syncing.Syncer`."""

    @property
    def state(self) -> SyncState: ...

    @property
    def courtesy(self) -> Courtesy: ...

    def wait(self) -> float: ...

    def run(self, *, take: bool = True) -> object: ...


class SyncService(QObject):
    """Runs the syncs of one open store until `stop`. Make it on the main thread, with a parent."""

    changed = Signal(object)
    """The `SyncState`, when a sync begins and when it has ended."""
    finished = Signal(object)
    """The `SyncState` after a sync: complete, cut, or refused."""
    broke = Signal(object)
    """An exception that is our fault."""
    _over = Signal(object)
    _answered = Signal(object)

    def __init__(self, syncer: Syncer, parent: QObject) -> None:
        super().__init__(parent)
        self._syncer = syncer
        self._wake, self._due, self._left = Event(), Event(), Event()
        self._asked: SimpleQueue[Callable[[], Step]] = SimpleQueue()
        self._take, self._busy, self._again = True, False, False
        self._interval = QTimer(self, singleShot=True)
        self._interval.timeout.connect(self.request)
        self._settled = QTimer(self, singleShot=True, interval=AFTER_A_SAVE_MS)
        self._settled.timeout.connect(self.request)
        self._painted = QTimer(self, singleShot=True, interval=0)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._painted.timeout.connect(self._rest.start)
        self._rest.timeout.connect(syncer.courtesy.rested)
        self._over.connect(self._ended)
        self._answered.connect(self._hand_over)
        self._thread = Thread(target=self._work, name="sync", daemon=True)
        self._thread.start()

    def start(self) -> None:
        """The first sync, at once."""
        self.request()

    @Slot()
    def request(self) -> None:
        """Sync now; while one runs, another follows it, since it may have begun before what is to be sent."""
        if self._left.is_set():
            return
        self._interval.stop()
        self._settled.stop()
        if self._busy:
            self._again = True
            return
        self._busy = True
        self._due.set()
        self._wake.set()
        self.changed.emit(self._syncer.state)

    def run(self, work: Callable[[], T], done: Callable[[T], None], failed: Callable[[Exception], None]) -> None:
        """A guarded call to the centre, on the thread that syncs: never beside a sync, before the next one."""
        self._asked.put(lambda: answered(work, done, failed))
        self._wake.set()

    @Slot()
    def saved(self) -> None:
        """Something was written: send it once the saves have settled. Offline, the next attempt stays where the pace put it."""
        if self._syncer.state.online or self._busy:
            self._settled.start()

    @Slot()
    def give_way(self) -> None:
        """A key was pressed: the sync begins nothing more until what it does is on the screen."""
        self._syncer.courtesy.touched()
        self._rest.stop()
        self._painted.start()  # it is due when nothing else is, the frame included

    def finish(self) -> None:
        """One last sync that takes no further case (end of the day); `finished` tells its end."""
        self._take = False
        self.request()

    def stop(self) -> None:
        """Leave at once; a sync under way ends unheard, its store closes under it and loses nothing."""
        self._left.set()
        self._interval.stop()
        self._settled.stop()
        self._wake.set()

    def _work(self) -> None:
        while True:
            self._wake.wait()
            self._wake.clear()
            if self._left.is_set() or not self._answer():
                return
            if not self._due.is_set():
                continue
            self._due.clear()
            broken: Exception | None = None
            try:
                self._syncer.run(take=self._take)
            except Exception as error:  # noqa: BLE001 - our fault: handed to the window, which says it
                broken = error
            if self._left.is_set():
                return
            try:
                self._over.emit(broken)
            except RuntimeError:
                return  # the window is gone

    def _answer(self) -> bool:
        """Do what was asked meanwhile; False when nobody waits any more."""
        while not self._asked.empty():
            step = self._asked.get()()
            if self._left.is_set():
                return False
            try:
                self._answered.emit(step)
            except RuntimeError:
                return False
        return True

    @Slot(object)
    def _hand_over(self, step: Step) -> None:
        if not self._left.is_set():
            step()

    @Slot(object)
    def _ended(self, broken: Exception | None) -> None:
        self._busy = False
        if self._left.is_set():
            return
        self.changed.emit(self._syncer.state)
        if broken is not None:
            self.broke.emit(broken)
        if self._again:
            self._again = False
            self.request()
            return
        self._interval.start(max(1, int(self._syncer.wait() * 1000)))
        self.finished.emit(self._syncer.state)
