"""Callbacks announced five minutes ahead, each once."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from cnmas_desktop.services.views import CallbackLine

AHEAD = timedelta(minutes=5)


class Reminders:
    """Remembers what was announced: a callback that is moved is announced again."""

    def __init__(self) -> None:
        self._announced: set[tuple[UUID, datetime]] = set()

    def due(self, callbacks: Sequence[CallbackLine], now: datetime) -> Iterator[CallbackLine]:
        """Those to announce now."""
        for line in callbacks:
            if timedelta() <= line.at - now <= AHEAD and (line.case_id, line.at) not in self._announced:
                self._announced.add((line.case_id, line.at))
                yield line
