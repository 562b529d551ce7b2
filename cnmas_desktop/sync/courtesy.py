"""Who is at the keyboard goes first: a sync works in small pieces, and begins none while the window is busy with a key.

The window's thread and the sync's share one interpreter and one store: two at work each take the other's half. What waits for a frame
costs a sync nothing that anybody sees.
"""

from collections.abc import Callable, Iterable, Iterator
from threading import Event
import time
from typing import TypeVar

T = TypeVar("T")

LONGEST_SECONDS = 0.1
"""The next piece waits no longer, however fast somebody types: what was saved leaves the workstation all the same."""
PIECE_SECONDS = 0.002
"""Of the processor; a sync of 10,000 leases is some hundred and fifty pieces, a few seconds under a hand that never rests."""
TOGETHER = 50
"""Of what is read or compared by the thousand, between two looks at the clock."""


class Courtesy:
    """Between the window, which says when it is touched and when it rests, and one other thread, which gives way. Never touched, nobody
    waits."""

    def __init__(self, worked: Callable[[], float] = time.thread_time) -> None:
        """`worked`: seconds of the processor that the calling thread has had."""
        self._worked, self._began = worked, 0.0
        self._rest = Event()
        self._rest.set()

    def touched(self) -> None:
        """Somebody pressed a key: what it does and its frame come first."""
        self._rest.clear()

    def rested(self) -> None:
        """The frame is on the screen, and the window waits for the next key."""
        self._rest.set()

    @property
    def resting(self) -> bool:
        """Whether the window waits for a key."""
        return self._rest.is_set()

    def give_way(self) -> None:
        """After a piece of work, return once the window rests. Not for who holds what the window may want: the store, to write."""
        if self._worked() - self._began >= PIECE_SECONDS:
            self._rest.wait(LONGEST_SECONDS)
            self._began = self._worked()

    def paced(self, many: Iterable[T], together: int = TOGETHER) -> Iterator[T]:
        """The same, giving way now and then."""
        for place, one in enumerate(many):
            if place % together == 0:
                self.give_way()
            yield one
