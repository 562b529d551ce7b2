"""Cyclic garbage is collected on the main thread, between two events, and never in the middle of something.

Python collects wherever it happens to allocate. On the sync's thread that would destroy widgets where Qt forbids it; inside the
constructor of another Qt object it has ended the process with a segmentation fault.
"""

import gc

from PySide6.QtCore import QObject, QTimer

INTERVAL_MS = 1000


class Collecting(QObject):
    """From its making on, garbage is collected by this timer only."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        timer = QTimer(self, interval=INTERVAL_MS)
        timer.timeout.connect(collect_due)
        timer.start()


def collect_due() -> None:
    """What Python would have collected by now: the oldest generation that is over its threshold, with the younger ones."""
    due = [age for age, (count, most) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True)) if count > most]
    if due:
        gc.collect(due[-1])


def settle() -> None:
    """All that is imported has been: collect once, and leave what is there out from now on. Before that a collection stops the window
    for some fifty milliseconds, afterwards for one or two."""
    gc.collect()
    gc.freeze()
