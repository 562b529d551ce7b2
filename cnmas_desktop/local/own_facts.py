"""What the agent did today on this store, counted from the events themselves: nothing beside them that could disagree."""

from datetime import date, datetime, time, timedelta
from itertools import takewhile
import json
from typing import Any

from sqlalchemy import bindparam, select

from cnmas_desktop.domain.centre_days import CENTRE_ZONE
from cnmas_desktop.domain.events import EventType
from cnmas_desktop.domain.own_figures import COUNTED, DayTally, OwnFigures
from cnmas_desktop.local.database import Link, Prepared
from cnmas_desktop.local.schema import from_instant, outbox, to_instant

_columns = (outbox.c.position, outbox.c.type, outbox.c.at, outbox.c.text)
_NEW = Prepared.of(select(*_columns).where(outbox.c.position > bindparam("seen")).order_by(outbox.c.position))
_BACK = Prepared.of(select(*_columns).order_by(outbox.c.position.desc()))
# A clock that was set right may leave a later day before an earlier one, by no more than this.
CLOCK_SLACK = timedelta(days=1)
_TYPES = frozenset(type_.value for type_ in COUNTED)


class OwnFacts:
    """Reads each event once: a save adds to the figures the few rows it wrote."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self._seen = 0
        self._tally: DayTally | None = None

    def figures(self, day: date) -> OwnFigures:
        """The figures of `day`, a day at the centre, today or of the last week."""
        with self._link.reading():
            if self._tally is None or self._tally.day != day:
                self._tally = self._count(day)
            else:
                for row in self._link.run(_NEW, seen=self._seen):
                    self._add(self._tally, row)
        return self._tally.figures()

    def _count(self, day: date) -> DayTally:
        tally = DayTally(day)
        from_at = to_instant(datetime.combine(day, time(0), CENTRE_ZONE) - CLOCK_SLACK)
        self._seen = 0
        cursor = self._link.run(_BACK)
        rows = list(takewhile(lambda row: row[2] >= from_at, cursor))
        cursor.close()  # it would hold its snapshot, and with it the next save
        for row in reversed(rows):
            self._add(tally, row)
        return tally

    def _add(self, tally: DayTally, row: Any) -> None:
        position, type_, at, text = row
        self._seen = position
        if type_ in _TYPES and text is not None:
            told = json.loads(text)
            tally.add(told["id"], EventType(type_), from_instant(at), told["body"])
