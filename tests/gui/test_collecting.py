"""Cyclic garbage goes on the main thread, when its timer comes, and nowhere else."""

import gc
from threading import Thread, current_thread, main_thread
import weakref

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from cnmas_desktop.gui.collecting import Collecting, collect_due


class Knot:
    """A cycle, as a window and what listens to it."""

    def __init__(self) -> None:
        self.itself = self


def test_another_thread_never_destroys_what_the_window_left(qtbot: QtBot) -> None:
    owner = QObject()
    Collecting(owner)
    places = []
    knot = Knot()
    weakref.finalize(knot, lambda: places.append(current_thread()))
    del knot
    heap: list[list[object]] = []
    worker = Thread(target=lambda: heap.extend([] for _ in range(20 * gc.get_threshold()[0])))
    worker.start()
    worker.join()
    assert places == []
    qtbot.waitUntil(lambda: places == [main_thread()], timeout=10_000)


def test_only_what_is_due_is_collected() -> None:
    gc.collect()
    knots = [Knot() for _ in range(10)]
    left = weakref.ref(knots[0])
    knots.clear()
    collect_due()
    assert left() is not None  # ten objects are nothing yet
    kept: list[list[object]] = [[] for _ in range(2 * gc.get_threshold()[0])]
    collect_due()
    assert left() is None
    assert kept
