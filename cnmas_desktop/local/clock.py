"""Whether this workstation's clock may be believed (decision 30).

Server time orders leases, limits and reports; the workstation keeps how far it is from it. An offset over five minutes, or time gone
back, means no dialling until a sync; events made meanwhile say so.
"""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
import json

from sqlalchemy import Connection, func, select

from cnmas_desktop.domain.promises import CLOCKS_APART
from cnmas_desktop.domain.world import Clock
from cnmas_desktop.local.database import Link, Prepared
from cnmas_desktop.local.schema import from_instant, meta, outbox, to_instant

# A clock being slewed by NTP may stand still a little; nobody turns a clock back by less than this.
SLACK = timedelta(seconds=5)

_MARK = Prepared.of(select(meta.c.value).where(meta.c.name == "clock"))
_LAST_EVENT_AT = Prepared.of(select(outbox.c.at).where(outbox.c.position == select(func.max(outbox.c.position)).scalar_subquery()))


@dataclass(frozen=True, slots=True)
class ClockMark:
    """The clocks at the last hello: `offset` in seconds, centre minus workstation; wall clock in microseconds since 1970."""

    offset: float
    wall: int
    monotonic: float
    boot_id: str


def note_clock(connection: Connection, clock: Clock, offset: float) -> None:
    """Keep where the clocks stand, at a hello."""
    mark = ClockMark(offset, to_instant(clock.now()), clock.monotonic(), clock.boot_id())
    connection.execute(meta.delete().where(meta.c.name == "clock"))
    connection.execute(meta.insert().values(name="clock", value=json.dumps(asdict(mark))))


def read_mark(link: Link) -> ClockMark | None:
    """The mark of the last hello, None before the first; inside the transaction under way."""
    row = link.run(_MARK).fetchone()
    return None if row is None else ClockMark(**json.loads(row[0]))


def centre_time(link: Link, at: datetime) -> datetime:
    """An instant of this clock as the centre counts, since the last hello: how long a thing is kept must not depend on a clock that is
    wrong today and right tomorrow."""
    mark = read_mark(link)
    return at if mark is None else at + timedelta(seconds=mark.offset)


def last_event_at(link: Link) -> datetime | None:
    """When the latest event was made here; inside the transaction under way."""
    row = link.run(_LAST_EVENT_AT).fetchone()
    return None if row is None else from_instant(row[0])


def trusted(mark: ClockMark | None, last_event: datetime | None, clock: Clock) -> bool:
    """True when the offset is known and small, time has not gone back since the last hello or event, and in this boot the wall clock
    has moved as much as the monotonic one since the hello."""
    if mark is None or abs(mark.offset) > CLOCKS_APART.total_seconds():
        return False
    now, hello_at = clock.now(), from_instant(mark.wall)
    if now + SLACK < max(hello_at, last_event or hello_at):
        return False
    if mark.boot_id != clock.boot_id():
        return True
    drift = (now - hello_at).total_seconds() - (clock.monotonic() - mark.monotonic)
    return abs(mark.offset - drift) <= CLOCKS_APART.total_seconds()
