"""What waits to be sent, what the centre said of what was sent, and what is kept for a while to be sent again.

A row is never rewritten: its text keeps the bytes it was sealed with. It is pending until the centre answers, whatever the answer;
then its bytes stay some days (a failover may need them), and afterwards only its hash does.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, bindparam, delete, func, not_, select, update

from cnmas_desktop.domain.events import EventType, window_digest
from cnmas_desktop.local.database import Link, Prepared
from cnmas_desktop.local.schema import device, from_instant, from_maybe, outbox, to_instant
from cnmas_desktop.sync.protocol import (
    RECONCILE_WINDOW,
    AnswerStatus,
    EventAnswer,
    PendingEvent,
    ReconcileAnswer,
)

PENDING, ACKED = "pending", "acked"
REMARKS = (AnswerStatus.FLAGGED, AnswerStatus.QUARANTINED, AnswerStatus.CONFLICT)

_pending = outbox.c.status == PENDING
_COUNT_PENDING = select(func.count(), func.min(outbox.c.position)).where(_pending)
_COUNT_REMARKS = select(outbox.c.answer, func.count().label("events")).where(outbox.c.answer.in_(REMARKS)).group_by(outbox.c.answer)


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """One event as the agent may see it listed. `answer` None: not transmitted yet."""

    seq: int
    id: UUID
    type: EventType
    case_id: UUID | None
    at: datetime
    answer: AnswerStatus | None
    reason: str | None
    acked_at: datetime | None


@dataclass(frozen=True, slots=True)
class OutboxCount:
    waiting: int
    flagged: int
    quarantined: int
    """Conflicts among them: kept by the centre, to be decided."""
    oldest_waiting_at: datetime | None


class Outbox:
    """Reads for the screen, on the main connection."""

    def __init__(self, link: Link) -> None:
        self._link = link

    def count(self) -> OutboxCount:
        with self._link.reading() as connection:
            waiting, oldest = count_pending(connection)
            rows = connection.execute(_COUNT_REMARKS).all()
        by_answer: dict[str, int] = {row.answer: row.events for row in rows}
        kept_back = by_answer.get(AnswerStatus.QUARANTINED, 0) + by_answer.get(AnswerStatus.CONFLICT, 0)
        return OutboxCount(waiting, by_answer.get(AnswerStatus.FLAGGED, 0), kept_back, oldest)

    def waiting(self) -> tuple[OutboxRow, ...]:
        """Events not transmitted yet, in the order they were made."""
        return self._rows(_pending)

    def remarks(self) -> tuple[OutboxRow, ...]:
        """Events the centre flagged, quarantined or found in conflict, with its reason."""
        return self._rows(outbox.c.answer.in_(REMARKS))

    def received(self, since: datetime) -> tuple[OutboxRow, ...]:
        """Events acknowledged since an instant."""
        return self._rows(outbox.c.acked_at >= to_instant(since))

    def _rows(self, condition: object) -> tuple[OutboxRow, ...]:
        statement = (
            select(
                outbox.c.seq,
                outbox.c.id,
                outbox.c.type,
                outbox.c.case_id,
                outbox.c.at,
                outbox.c.answer,
                outbox.c.reason,
                outbox.c.acked_at,
            )
            .where(condition)  # type: ignore[arg-type]
            .order_by(outbox.c.position)
        )
        with self._link.reading() as connection:
            rows = connection.execute(statement).all()
        return tuple(
            OutboxRow(
                seq=row.seq,
                id=UUID(row.id),
                type=EventType(row.type),
                case_id=UUID(row.case_id) if row.case_id else None,
                at=from_instant(row.at),
                answer=AnswerStatus(row.answer) if row.answer else None,
                reason=row.reason,
                acked_at=from_maybe(row.acked_at),
            )
            for row in rows
        )


def count_pending(connection: Connection) -> tuple[int, datetime | None]:
    """How many events wait, and since when the oldest does."""
    count, first = connection.execute(_COUNT_PENDING).one()
    at = connection.scalar(select(outbox.c.at).where(outbox.c.position == first)) if count else None
    return count, from_maybe(at)


_NEXT = Prepared.of(
    select(outbox.c.seq, outbox.c.id, outbox.c.text, outbox.c.sha256)
    .where(_pending)
    .order_by(outbox.c.urgent.desc(), outbox.c.position)
    .limit(bindparam("most"))
)


def next_pending(link: Link, max_events: int, max_bytes: int) -> tuple[PendingEvent, ...]:
    """The next batch, inside the transaction under way: refusals to be called first, then as they were made; at least one if any waits."""
    batch: list[PendingEvent] = []
    size = 0
    rows = link.run(_NEXT, most=max_events)
    for seq, digits, text, sha256 in rows:
        size += len(text.encode())
        if batch and size > max_bytes:
            break
        batch.append(PendingEvent(seq, UUID(digits), text, sha256))
    rows.close()
    return tuple(batch)


_ANSWERED = {
    "status": ACKED,
    "answer": bindparam("new_answer"),
    "reason": bindparam("new_reason"),
    "acked_at": bindparam("now"),
    "timeline": bindparam("new_timeline"),
}
# By position, which is the table's key; events of the device this store was before a clone are found by their id.
_ACKNOWLEDGE = Prepared.of(
    update(outbox)
    .where(outbox.c.position == bindparam("at_position"), outbox.c.id == bindparam("event_id"), _pending)
    .values(_ANSWERED)
)
_ACKNOWLEDGE_FORMER = Prepared.of(
    update(outbox)
    .where(_pending, outbox.c.position <= bindparam("own_base"), outbox.c.id == bindparam("event_id"))
    .values(_ANSWERED)
)


def acknowledge(
    link: Link, base: int, answers: Sequence[tuple[PendingEvent, EventAnswer]], timeline: str, now: datetime
) -> None:
    """Note the centre's answers, inside the transaction under way. `base`: `own_base`. An answer to an event that no longer waits
    changes nothing."""
    common = {"now": to_instant(now), "new_timeline": timeline, "own_base": base}
    rows = [
        common
        | {
            "event_id": event.id.hex,
            "at_position": base + event.seq,
            "new_answer": answer.status.value,
            "new_reason": answer.reason,
        }
        for event, answer in answers
    ]
    if link.run_many(_ACKNOWLEDGE, rows) < len(rows) and base:
        link.run_many(_ACKNOWLEDGE_FORMER, rows)


def own_figures(connection: Connection, from_seq: int) -> ReconcileAnswer:
    """What the centre must hold of this device from `from_seq` on: acknowledged events, counted and digested window by window."""
    lines = connection.execute(
        select(outbox.c.seq, outbox.c.sha256)
        .where(outbox.c.position >= own_base(connection) + from_seq, outbox.c.status == ACKED)
        .order_by(outbox.c.position)
    ).all()
    windows: dict[int, list[tuple[int, str]]] = {}
    for seq, sha256 in lines:
        windows.setdefault(seq // RECONCILE_WINDOW, []).append((seq, sha256))
    digests: Mapping[int, str] = {window: window_digest(inside) for window, inside in windows.items()}
    return ReconcileAnswer(len(lines), lines[-1][0] if lines else 0, (), digests)


def put_back(connection: Connection, ranges: Sequence[tuple[int, int]]) -> int:
    """Make acknowledged events wait again, those that still have their bytes; returns how many."""
    base = own_base(connection)
    count = 0
    for first, last in ranges:
        inside = outbox.c.position.between(base + max(first, 1), base + last)
        count += connection.execute(update(outbox).where(inside, _may_return).values(_WAITING_AGAIN)).rowcount
    return count


def put_back_other_timelines(connection: Connection, timeline: str) -> int:
    """After a failover or a restored backup: everything the former server acknowledged waits again."""
    return connection.execute(
        update(outbox).where(_may_return, outbox.c.timeline != timeline).values(_WAITING_AGAIN)
    ).rowcount


_may_return = (outbox.c.status == ACKED) & outbox.c.text.is_not(None)
_WAITING_AGAIN: Mapping[str, object] = {
    "status": PENDING,
    "answer": None,
    "reason": None,
    "acked_at": None,
    "timeline": None,
}


def oldest_kept(connection: Connection) -> int:
    """The smallest sequence of this device whose bytes are still here; the next one if all were purged."""
    first: int | None = connection.scalar(
        select(outbox.c.seq)
        .where(outbox.c.position > own_base(connection), outbox.c.text.is_not(None))
        .order_by(outbox.c.position)
        .limit(1)
    )
    return first or last_seq(connection) + 1


def last_seq(connection: Connection) -> int:
    """The sequence of this device's latest event, 0 before the first."""
    return max(0, (connection.scalar(select(func.max(outbox.c.position))) or 0) - own_base(connection))


def own_base(connection: Connection) -> int:
    base: int = connection.execute(select(device.c.base)).scalar_one()
    return base


def purge(connection: Connection, acked_before: datetime) -> int:
    """Erase the events acknowledged before an instant, oldest first, up to the first that must stay; returns how many.

    Of the very last event the hash stays, for the next one names it. Stopping at the first makes this a short read each time.
    """
    old = (outbox.c.status == ACKED) & (outbox.c.acked_at < to_instant(acked_before))
    last = connection.scalar(select(func.max(outbox.c.position))) or 0
    stays = (
        connection.scalar(select(outbox.c.position).where(not_(old)).order_by(outbox.c.position).limit(1))
        or last + 1
    )
    erased = connection.execute(delete(outbox).where(outbox.c.position < min(stays, last))).rowcount
    if stays > last:
        erased += connection.execute(
            update(outbox)
            .where(outbox.c.position == last, outbox.c.text.is_not(None))
            .values(text=None, case_id=None)
        ).rowcount
    return erased
