"""A connection that cuts the line under a call that lasts too long: the caller then gets the error of a lost connection.

libpq's own time-outs ask whether packets arrive; a wire that takes them and answers nothing, or drips, would hold a call for ever. Looked at
whenever the driver does, ten times a second at least; a thread that watched would cost a call a millisecond.
"""

from collections.abc import Callable, Generator
from contextlib import suppress
from math import inf
import socket
from time import monotonic
from typing import Any, TypeVar

import psycopg
from psycopg.waiting import Wait

RV = TypeVar("RV")
Row = TypeVar("Row", covariant=True)


class PatientConnection(psycopg.Connection[Row]):
    """`patience`: how many seconds a call may last; None: for ever. `meanwhile`: what the caller has to do once its next call is on its way,
    and its server at work."""

    patience: float | None = None
    meanwhile: Callable[[], object] | None = None

    def wait(self, gen: Generator[Any, Any, RV], *args: Any, **kwargs: Any) -> RV:
        if self.patience is not None or self.meanwhile is not None:
            meanwhile, self.meanwhile = self.meanwhile, None
            gen = _watched(gen, self.fileno(), self.patience, meanwhile)
        return super().wait(gen, *args, **kwargs)


def _watched(
    gen: Generator[Any, Any, RV], number: int, patience: float | None, meanwhile: Callable[[], object] | None
) -> Generator[Any, Any, RV]:
    deadline = inf if patience is None else monotonic() + patience
    try:
        wanted = next(gen)
        while True:
            if meanwhile is not None and wanted == Wait.R:  # all is sent
                meanwhile()
                meanwhile = None
            ready = yield wanted
            if monotonic() > deadline:
                with suppress(OSError), socket.fromfd(number, socket.AF_INET, socket.SOCK_STREAM) as end:
                    end.shutdown(socket.SHUT_RDWR)
            wanted = gen.send(ready)
    except StopIteration as end:
        value: RV = end.value
        return value
