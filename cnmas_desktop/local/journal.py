"""What a store has confirmed to its agent, read as a witness would: for the simulation and the fault tests (decision 38)."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import bindparam, func, select

from cnmas_desktop.local.database import Link, Prepared
from cnmas_desktop.local.schema import outbox

_LAST = Prepared.of(select(func.coalesce(func.max(outbox.c.position), 0)))
_SINCE = Prepared.of(select(outbox.c.position, outbox.c.id).where(outbox.c.position > bindparam("after")).order_by(outbox.c.position))


class Journal:
    """The events of one store by position, which counts from 1 without a gap. Reads only."""

    def __init__(self, link: Link) -> None:
        self._link = link

    def last_inside(self) -> int:
        """The greatest position, read inside the transaction under way: events not yet committed count."""
        return int(self._link.run(_LAST).fetchone()[0])

    def since(self, position: int) -> Sequence[tuple[int, UUID]]:
        """(position, event id) of every event kept after `position`."""
        with self._link.reading():
            return [(place, UUID(event)) for place, event in self._link.run(_SINCE, after=position).fetchall()]
