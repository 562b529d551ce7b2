"""Work off the main thread, its answer back on it: what waits for a disk, a key derivation or a network never blocks a window.

The thread is a daemon: leaving the program waits for nobody (decision 28).
"""

from collections.abc import Callable
from queue import SimpleQueue
from threading import Thread
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QObject, Signal, Slot

T = TypeVar("T")
Step = Callable[[], None]


class Worker(Protocol):
    """Whoever does a piece of work off the main thread."""

    def run(self, work: Callable[[], T], done: Callable[[T], None], failed: Callable[[Exception], None]) -> None:
        """Call `work` on another thread, then `done` with its value or `failed` with what it raised, on the main thread."""
        ...


class Background(QObject):
    """One thread that does one piece of work after the other. Make it on the main thread, with a parent that outlives the work."""

    _returned = Signal(object)

    def __init__(self, parent: QObject, name: str) -> None:
        super().__init__(parent)
        self._waiting: SimpleQueue[Step | None] = SimpleQueue()
        self._returned.connect(self._hand_over)  # a slot of this object: queued when another thread emits
        self._thread = Thread(target=self._work, name=name, daemon=True)
        self._thread.start()

    def run(self, work: Callable[[], T], done: Callable[[T], None], failed: Callable[[Exception], None]) -> None:
        """Call `work` on the thread, then `done` with its value or `failed` with what it raised, on the main thread."""
        self._waiting.put(lambda: self._send(answered(work, done, failed)))

    def stop(self) -> None:
        """Take no more work; what is under way ends unheard."""
        self._returned.disconnect(self._hand_over)
        self._waiting.put(None)

    def _work(self) -> None:
        while (step := self._waiting.get()) is not None:
            step()

    def _send(self, step: Step) -> None:
        try:
            self._returned.emit(step)
        except RuntimeError:
            return  # the window is gone: nobody waits for this answer

    @Slot(object)
    def _hand_over(self, step: Step) -> None:
        step()


def answered(work: Callable[[], T], done: Callable[[T], None], failed: Callable[[Exception], None]) -> Step:
    """Do the work here; what is left to do with its answer, on the main thread."""
    try:
        value = work()
    except Exception as error:  # noqa: BLE001 - handed to the caller, which tells the world's faults from ours
        return _bound(failed, error)
    return _bound(done, value)


def _bound(listener: Callable[[Any], None], value: object) -> Step:
    return lambda: listener(value)
