"""What leaves the workstation, and when (decision 29, trade section 3).

Contact data stays until its events are acknowledged and both the lease and the local day of the last work on it are over: until the
evening the agent may read whom they called. A case that was never worked on has nothing to wait for. Acknowledged events stay seven
days, against a failover that lost them. `secure_delete` overwrites what is erased.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
import json

from sqlalchemy import ColumnElement, Connection, and_, delete, exists, func, or_, select, update

from cnmas_desktop.local import clock
from cnmas_desktop.local import outbox as events
from cnmas_desktop.local.database import Link
from cnmas_desktop.local.ledger import SCRIPT_KNOWN
from cnmas_desktop.local.schema import (
    attempts,
    campaign_versions,
    cases,
    desk,
    device,
    meta,
    midnight,
    outbox,
    payloads,
    phones,
    to_instant,
)

EVENTS_KEPT = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Swept:
    """How many cases and events were erased."""

    cases: int
    events: int


def sweep_store(link: Link, now: datetime) -> int:
    """Erase the people whose day and lease are over, in one short transaction before each attempt to sync: offline too. `now` by this
    workstation's clock; returns how many cases. Acknowledged bytes wait for the sync, which knows the centre's time: a clock that is
    wrong offline must not take them from a centre that is restored."""
    with link.writing() as connection:
        return forget_people(connection, clock.centre_time(link, now))


def sweep(connection: Connection, now: datetime) -> Swept:
    """Erase all that has had its time, inside the transaction under way. `now` gives the instant; the local day is this machine's."""
    return Swept(forget_people(connection, now), events.purge(connection, now - EVENTS_KEPT))


def forget_people(connection: Connection, now: datetime) -> int:
    """Erase the cases whose lease and last day of work are over; returns how many cases."""
    today = midnight(now)
    over = or_(cases.c.until <= to_instant(now), cases.c.withdrawn.is_not(None))
    unseen_today = or_(cases.c.worked_at.is_(None), cases.c.worked_at < today)
    return drop_cases(connection, and_(over, unseen_today))


def drop_cases(connection: Connection, condition: ColumnElement[bool]) -> int:
    """Erase the cases meeting `condition` that nothing here still needs, and what was known through them; returns how many."""
    erased = connection.execute(delete(cases).where(condition, not_busy()).returning(cases.c.payload_id)).scalars().all()
    if erased:
        note_swap(connection)
        drop_payloads(connection, erased)
        # Limits are kept while the person or the number is here; if they come back, the centre tells of the attempts.
        connection.execute(
            delete(attempts).where(
                attempts.c.person_id.not_in(select(cases.c.person_id)),
                attempts.c.e164.not_in(select(phones.c.e164)),
            )
        )
    return len(erased)


def note_swap(connection: Connection) -> None:
    """Cases are changed otherwise than by the agent's saves, inside the transaction under way."""
    connection.execute(update(device).values(swaps=device.c.swaps + 1))


def drop_payloads(connection: Connection, ids: Iterable[int]) -> None:
    """Erase payloads that no case names any more."""
    gone = func.json_each(json.dumps(list(ids))).table_valued("value")
    connection.execute(delete(payloads).where(payloads.c.payload_id.in_(select(gone.c.value))))


def not_busy() -> ColumnElement[bool]:
    """A case without events to send and not in the open call."""
    waiting = select(outbox.c.case_id).where(events.WAITING, outbox.c.case_id.is_not(None))
    in_call = func.json_each(func.coalesce(select(desk.c.call_cases).scalar_subquery(), "[]")).table_valued("value")
    return and_(cases.c.case_id.not_in(waiting), cases.c.case_id.not_in(select(in_call.c.value)))


def busy(connection: Connection) -> set[str]:
    """The other cases, by their digits."""
    waiting = select(outbox.c.case_id).where(events.WAITING, outbox.c.case_id.is_not(None)).distinct()
    in_call = connection.execute(select(desk.c.call_cases)).scalar()
    return {*connection.execute(waiting).scalars(), *json.loads(in_call or "[]")}


def drop_versions(connection: Connection) -> None:
    """Erase campaign versions that a newer one of ours replaced, that no case names any more and that the agent does not know best:
    what changed is told against the last one read."""
    newer = campaign_versions.alias("newer")
    connection.execute(
        delete(campaign_versions).where(
            exists().where(newer.c.code == campaign_versions.c.code, newer.c.stored_at > campaign_versions.c.stored_at),
            ~exists().where(cases.c.campaign == campaign_versions.c.code, cases.c.version == campaign_versions.c.version),
            ~exists().where(
                meta.c.name == SCRIPT_KNOWN + campaign_versions.c.code,
                meta.c.value == func.json_quote(campaign_versions.c.version),
            ),
        )
    )
