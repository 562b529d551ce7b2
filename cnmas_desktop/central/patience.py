"""A connection that cuts the line under a call that lasts too long: the caller then gets the error of a lost connection.

libpq's own time-outs ask whether packets arrive; a wire that takes them and answers nothing, or drips, would hold a call for ever. Looked at
whenever the driver does, ten times a second at least; a thread that watched would cost a call a millisecond.
"""

from collections.abc import Generator
from contextlib import suppress
import socket
from time import monotonic
from typing import Any, TypeVar

import psycopg

RV = TypeVar("RV")
Row = TypeVar("Row", covariant=True)


class PatientConnection(psycopg.Connection[Row]):
    """`patience`: how many seconds a call may last; None: for ever."""

    patience: float | None = None

    def wait(self, gen: Generator[Any, Any, RV], *args: Any, **kwargs: Any) -> RV:
        if self.patience is not None:
            gen = _cut_after(self.patience, gen, self.fileno())
        return super().wait(gen, *args, **kwargs)


def _cut_after(seconds: float, gen: Generator[Any, Any, RV], number: int) -> Generator[Any, Any, RV]:
    deadline = monotonic() + seconds
    try:
        wanted = next(gen)
        while True:
            ready = yield wanted
            if monotonic() > deadline:
                with suppress(OSError), socket.fromfd(number, socket.AF_INET, socket.SOCK_STREAM) as end:
                    end.shutdown(socket.SHUT_RDWR)
            wanted = gen.send(ready)
    except StopIteration as end:
        value: RV = end.value
        return value
