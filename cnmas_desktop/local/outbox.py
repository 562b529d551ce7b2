"""What waits to be sent, what the centre said of what was sent, and what is kept for a while to be sent again.

A row is never rewritten: its text keeps the bytes it was sealed with. It is pending until the centre answers, whatever the answer;
then its bytes stay some days (a failover may need them), and afterwards only its hash does.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, groupby
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    delete,
    func,
    literal_column,
    not_,
    select,
    union,
    update,
)

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

_sent = select(device.c.sent).scalar_subquery()
WAITING = and_(outbox.c.position > _sent, outbox.c.status == PENDING)
"""Not acknowledged yet: reads no further back than it must."""
_LAST = select(func.coalesce(func.max(outbox.c.position), 0))
_SENT = Prepared.of(select(device.c.sent))
_COUNT_WAITING = Prepared.of(
    select(
        _LAST.scalar_subquery() - device.c.done,
        select(outbox.c.at).where(outbox.c.position == device.c.sent + 1).scalar_subquery(),
    )
)
_REMARKED = outbox.c.answer.in_(literal_column(f"'{one.value}'") for one in REMARKS)
"""Written out: no index of some rows serves a bound value."""
_COUNT_REMARKS = Prepared.of(select(outbox.c.answer, func.count()).where(_REMARKED).group_by(outbox.c.answer))


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


class LatestRow(NamedTuple):
    """One event of many that are listed: digits and codes as the store has them, since hundreds are read for the ten that are looked at."""

    type: str
    case_id: str | None
    at: datetime
    answer: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class OutboxCount:
    waiting: int
    flagged: int
    quarantined: int
    """Conflicts among them: kept by the centre, to be decided."""
    oldest_waiting_at: datetime | None


def _last_of(condition: ColumnElement[bool]) -> Select[tuple[int]]:
    last = select(outbox.c.position).where(condition).order_by(outbox.c.position.desc()).limit(bindparam("most")).subquery()
    return select(last.c.position)


_LATEST = Prepared.of(
    select(outbox.c.type, outbox.c.case_id, outbox.c.at, outbox.c.answer, outbox.c.reason)
    .where(outbox.c.position.in_(union(*map(_last_of, (outbox.c.acked_at >= bindparam("since"), _REMARKED, WAITING)))))
    .order_by(outbox.c.at.desc())
    .limit(bindparam("most"))
)


class Outbox:
    """Reads for the screen, on the main connection."""

    def __init__(self, link: Link) -> None:
        self._link = link

    def count(self) -> OutboxCount:
        with self._link.reading():
            waiting, oldest = count_waiting(self._link)
            by_answer: dict[str, int] = dict(self._link.run(_COUNT_REMARKS))
        kept_back = by_answer.get(AnswerStatus.QUARANTINED, 0) + by_answer.get(AnswerStatus.CONFLICT, 0)
        return OutboxCount(waiting, by_answer.get(AnswerStatus.FLAGGED, 0), kept_back, oldest)

    def waiting(self) -> tuple[OutboxRow, ...]:
        """Events not transmitted yet, in the order they were made, as in each of these lists."""
        return self._rows(WAITING)

    def received(self, since: datetime) -> tuple[OutboxRow, ...]:
        """Events acknowledged since an instant."""
        return self._rows(outbox.c.acked_at >= to_instant(since))

    def latest(self, since: datetime, most: int) -> tuple[LatestRow, ...]:
        """The `most` latest events that wait, bear a remark or were acknowledged since an instant; the latest first."""
        with self._link.reading():
            rows = self._link.run(_LATEST, since=to_instant(since), most=most).fetchall()
        return tuple(LatestRow(kind, case, from_instant(at), answer, reason) for kind, case, at, answer, reason in rows)

    def _rows(self, condition: ColumnElement[bool]) -> tuple[OutboxRow, ...]:
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
            .where(condition)
            .order_by(outbox.c.position)
        )
        with self._link.reading() as connection:
            rows = connection.execute(statement).all()
        return tuple(
            OutboxRow(
                seq=seq,
                id=UUID(digits),
                type=EventType(kind),
                case_id=UUID(case) if case else None,
                at=from_instant(at),
                answer=AnswerStatus(answer) if answer else None,
                reason=reason,
                acked_at=from_maybe(acked_at),
            )
            for seq, digits, kind, case, at, answer, reason, acked_at in rows
        )


def count_waiting(link: Link) -> tuple[int, datetime | None]:
    """How many events wait, and since when the oldest does; inside the transaction under way."""
    count, at = link.run(_COUNT_WAITING).fetchone()
    return count, from_maybe(at)


def _next(*which: ColumnElement[bool]) -> Prepared:
    columns = (outbox.c.position, outbox.c.seq, outbox.c.id, outbox.c.text)
    return Prepared.of(select(*columns).where(*which).order_by(outbox.c.position).limit(bindparam("most")))


_URGENT = _next(outbox.c.urgent == literal_column("1"), outbox.c.status == literal_column("'pending'"))
_FURTHER = _next(WAITING, outbox.c.urgent == 0)


def next_pending(link: Link, max_events: int, max_bytes: int, on_the_way: Collection[int] = ()) -> tuple[PendingEvent, ...]:
    """The next batch, inside the transaction under way: refusals to be called first, then as they were made; at least one if any waits,
    but none of the positions `on_the_way`."""
    batch: list[PendingEvent] = []
    size, most = 0, max_events + len(on_the_way)
    urgent = link.run(_URGENT, most=most).fetchall()
    further = link.run(_FURTHER, most=most - len(urgent))
    for position, seq, digits, text in chain(urgent, further):
        if position in on_the_way:
            continue
        size += len(text.encode())
        if batch and (size > max_bytes or len(batch) == max_events):
            break
        batch.append(PendingEvent(position, seq, UUID(digits), text))
    further.close()
    return tuple(batch)


_ACKNOWLEDGE = Prepared.of(
    update(outbox)
    .where(outbox.c.position.between(bindparam("first"), bindparam("last")), outbox.c.status == PENDING)
    .values(
        status=ACKED,
        answer=bindparam("new_answer"),
        reason=bindparam("new_reason"),
        acked_at=bindparam("now"),
        timeline=bindparam("new_timeline"),
    )
)
_first_waiting = (
    select(outbox.c.position)
    .where(outbox.c.position > func.coalesce(bindparam("after"), device.c.sent), outbox.c.status == PENDING)
    .order_by(outbox.c.position)
    .limit(1)
    .correlate(device)
    .scalar_subquery()
)
_MARK = Prepared.of(
    update(device).values(done=device.c.done + bindparam("more"), sent=func.coalesce(_first_waiting - 1, _LAST.scalar_subquery()))
)


def acknowledge(link: Link, answers: Sequence[tuple[PendingEvent, EventAnswer]], timeline: str, now: datetime) -> None:
    """Note the centre's answers, inside the transaction under way. An answer to an event that no longer waits changes nothing.

    Events that follow one another and got the same answer are one statement: mostly the whole batch."""
    at, done = to_instant(now), 0
    in_order = enumerate(sorted(answers, key=lambda one: one[0].position))
    for (_, status, reason), run in groupby(in_order, lambda one: (one[1][0].position - one[0], one[1][1].status, one[1][1].reason)):
        places = [event.position for _, (event, _) in run]
        done += link.run(
            _ACKNOWLEDGE,
            first=places[0],
            last=places[-1],
            answer=status.value,
            reason=reason,
            now=at,
            timeline=timeline,
        ).rowcount
    link.run(_MARK, more=done, after=None)


def sent(link: Link) -> int:
    """Up to which position the centre has acknowledged everything; inside the transaction under way."""
    position: int = link.run(_SENT).fetchone()[0]
    return position


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


def put_back(link: Link, connection: Connection, ranges: Sequence[tuple[int, int]]) -> int:
    """Make acknowledged events wait again, those that still have their bytes; returns how many."""
    base = own_base(connection)
    count = 0
    for first, last in ranges:
        inside = outbox.c.position.between(base + max(first, 1), base + last)
        count += connection.execute(update(outbox).where(inside, _may_return).values(_WAITING_AGAIN)).rowcount
    link.run(_MARK, more=-count, after=0)
    return count


def put_back_other_timelines(link: Link, connection: Connection, timeline: str) -> int:
    """After a failover or a restored backup: everything the former server acknowledged waits again."""
    count = connection.execute(update(outbox).where(_may_return, outbox.c.timeline != timeline).values(_WAITING_AGAIN)).rowcount
    link.run(_MARK, more=-count, after=0)
    return count


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
    stays = connection.scalar(select(outbox.c.position).where(not_(old)).order_by(outbox.c.position).limit(1)) or last + 1
    erased = connection.execute(delete(outbox).where(outbox.c.position < min(stays, last))).rowcount
    if stays > last:
        erased += connection.execute(
            update(outbox).where(outbox.c.position == last, outbox.c.text.is_not(None)).values(text=None, case_id=None)
        ).rowcount
    return erased
