"""The calls saved on this store today: what each ended with, what its case was before, and what the centre said of it.

The row of the event that ended a call says its outcome, which a correction moves on. What the last call found is kept with its case, so
that one that did not ring leaves it as it was.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
import json
from typing import Any
from uuid import UUID

from sqlalchemy import and_, bindparam, func, literal_column, select, update

from cnmas_desktop.domain.cases import Fact
from cnmas_desktop.domain.events import CaseRef, EventType
from cnmas_desktop.local.database import Link, Prepared
from cnmas_desktop.local.listed import Listed
from cnmas_desktop.local.own_facts import CLOCK_SLACK
from cnmas_desktop.local.schema import (
    MICROSECOND,
    cases,
    from_instant,
    from_maybe,
    outbox,
    payloads,
    to_instant,
)
from cnmas_desktop.sync.protocol import AnswerStatus

MOST = 300
"""Lines of a day."""
LAST = 2**63 - 1
"""The position after which nothing stands."""
AT_ONCE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class MadeCall:
    """One case's part of a saved call. `position`: of the event that ended it. `answer`: of the last word on it, None while it waits.
    `fields`: as far as the name needs them; empty once the case has left this workstation."""

    position: int
    case_id: UUID
    attempt_id: UUID
    at: datetime
    outcome: str
    answer: AnswerStatus | None
    reason: str | None
    campaign: str | None
    version: str | None
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CaseBefore:
    """What the call found: the registers that a voided call leaves as they were."""

    state: str
    queue_class: int
    callable_from: datetime
    callback_at: datetime | None
    callback_kind: str | None
    zone: str
    interrupted_step: str | None


@dataclass(frozen=True, slots=True)
class CallStory:
    """A call as its events tell it, for one case. `ref`: as the event that ended it names the case. `facts`: everything told of the case
    since the call began, corrections included."""

    ref: CaseRef
    facts: tuple[Fact, ...]
    started_at: datetime
    phone_id: UUID
    incoming: bool


_NAMES = ("prenom", "nom", "raison_sociale", "correspondant_nom")
_call, _word, _earlier = outbox.alias("call"), outbox.alias("word"), outbox.alias("earlier")
_ATTEMPT: Any = func.json_extract(_call.c.text, literal_column("'$.body.attempt'"))
# Nothing lists these events by their time: from the end of the outbox back, and not past the day before.
_of_the_day = and_(
    _call.c.position
    > func.coalesce(
        select(_earlier.c.position)
        .where(_earlier.c.at < bindparam("since") - CLOCK_SLACK // MICROSECOND)
        .order_by(_earlier.c.position.desc())
        .limit(1)
        .scalar_subquery(),
        0,
    ),
    _call.c.outcome.is_not(None),
    _call.c.at >= bindparam("since"),
)
_LIST = Prepared.of(
    select(
        _call.c.position,
        _call.c.case_id,
        _ATTEMPT,
        _call.c.at,
        _call.c.outcome,
        _word.c.answer,
        _word.c.reason,
        cases.c.campaign,
        cases.c.version,
        func.json_extract(payloads.c.payload, *(literal_column(f"'$.fields.{name}'") for name in _NAMES)),
    )
    .select_from(
        _call.join(_word, _word.c.position == func.coalesce(_call.c.latest, _call.c.position))
        .outerjoin(cases, cases.c.case_id == _call.c.case_id)
        .outerjoin(payloads, payloads.c.payload_id == cases.c.payload_id)
    )
    .where(_of_the_day)
    .order_by(_call.c.position.desc())
    .limit(bindparam("most"))
)
_LATER = Prepared.of(
    select(_call.c.position)
    .where(_call.c.position > bindparam("at_position"), _call.c.case_id == bindparam("id"), _call.c.outcome.is_not(None))
    .limit(1)
)
_BEFORE = Prepared.of(select(cases.c.before).where(cases.c.case_id == bindparam("id")))
_TOGETHER = Prepared.of(
    select(_call.c.position, _call.c.case_id, _call.c.outcome)
    .where(_of_the_day, bindparam("attempt") == _ATTEMPT)
    .order_by(_call.c.position)
)
_FROM = Prepared.of(
    select(outbox.c.position, outbox.c.type, outbox.c.case_id, outbox.c.text, outbox.c.seq)
    .where(outbox.c.position <= bindparam("last"))
    .order_by(outbox.c.position.desc())
)
_AFTER = Prepared.of(
    select(outbox.c.text, outbox.c.seq)
    .where(outbox.c.position > bindparam("last"), outbox.c.case_id == bindparam("id"))
    .order_by(outbox.c.position)
)


AS_FOUND = func.json_array(
    cases.c.state,
    cases.c.queue_class,
    cases.c.callable_from,
    cases.c.callback_at,
    cases.c.callback_kind,
    cases.c.zone,
    cases.c.interrupted_step,
)
"""`CaseBefore` of a case that a save is about to change."""
MENDED = Prepared.of(
    update(outbox).where(outbox.c.position == bindparam("here")).values(outcome=bindparam("code"), latest=bindparam("word"))
)
"""A correction: another outcome, and the event that is now the last word."""


class MadeCalls:
    """Reads on the main connection."""

    def __init__(self, link: Link) -> None:
        self._link = link

    def since(self, at: datetime, most: int = MOST) -> Listed[MadeCall]:
        """The calls ended since `at`, the last one first."""
        with self._link.reading():
            rows = self._link.run(_LIST, since=to_instant(at), most=most).fetchall()
        return Listed(rows, _made)

    def is_last(self, call: MadeCall) -> bool:
        """No later call ended on this case here."""
        with self._link.reading():
            return self._link.run(_LATER, at_position=call.position, id=call.case_id.hex).fetchone() is None

    def before(self, call: MadeCall) -> CaseBefore:
        """Of the last call of its case."""
        with self._link.reading():
            (text,) = self._link.run(_BEFORE, id=call.case_id.hex).fetchone()
        state, queue_class, callable_from, callback_at, kind, zone, step = json.loads(text)
        return CaseBefore(state, queue_class, from_instant(callable_from), from_maybe(callback_at), kind, zone, step)

    def together(self, call: MadeCall) -> tuple[tuple[int, UUID, str], ...]:
        """(position, case, outcome) of every case of one call: a household's, saved at once."""
        with self._link.reading():
            rows = self._link.run(_TOGETHER, attempt=str(call.attempt_id), since=to_instant(call.at - AT_ONCE)).fetchall()
        return tuple((position, UUID(case_id), outcome) for position, case_id, outcome in rows)

    def story(self, call: MadeCall) -> CallStory:
        """LookupError (our fault) when the call is not here."""
        with self._link.reading():
            own, start = self._back_to_the_start(call.position, call.case_id.hex)
            rows = self._link.run(_AFTER, last=call.position, id=call.case_id.hex).fetchall()
        ended = next((text for position, text, _ in own if position == call.position), None)
        if ended is None or start is None or UUID(start["body"]["attempt"]) != call.attempt_id:
            raise LookupError("this call is not on this workstation")
        body, at = start["body"], datetime.fromisoformat(start["at"])
        facts = [_fact(text, seq) for _, text, seq in reversed(own)] + [_fact(*row) for row in rows if row[0] is not None]
        return CallStory(_ref(ended), tuple(facts), at, UUID(body["phone"]), body["incoming"])

    def under_way(self, case_id: UUID) -> tuple[Fact, ...]:
        """What the call that is not saved yet has told of one of its cases, in order."""
        with self._link.reading():
            own, _ = self._back_to_the_start(LAST, case_id.hex)
        return tuple(_fact(text, seq) for _, text, seq in reversed(own))

    def _back_to_the_start(self, position: int, case_id: str) -> tuple[list[tuple[int, str, int]], Mapping[str, Any] | None]:
        """(position, text, seq) of what was told of a case, from `position` back to where the call began; the event that began it."""
        own, start = [], None
        cursor = self._link.run(_FROM, last=position)
        for here, kind, of_case, text, seq in cursor:
            if text is None:
                break
            if of_case == case_id:
                own.append((here, text, seq))
            if kind == EventType.CALL_STARTED.value:
                start = json.loads(text)
                break
        cursor.close()  # it would hold its snapshot, and with it the next save
        return own, start


def _made(row: Any) -> MadeCall:
    position, case_id, attempt_id, at, outcome, answer, reason, campaign, version, names = row
    fields = {name: value for name, value in zip(_NAMES, json.loads(names), strict=True) if value} if names else {}
    return MadeCall(
        position, UUID(case_id), UUID(attempt_id), from_instant(at), outcome, AnswerStatus(answer) if answer else None, reason,
        campaign, version, fields,
    )  # fmt: skip


def _fact(text: str, seq: int) -> Fact:
    told = json.loads(text)
    return Fact(UUID(told["id"]), EventType(told["type"]), told["epoch"], seq, told["body"])


def _ref(text: str) -> CaseRef:
    told = json.loads(text)
    return CaseRef(UUID(told["case"]), told["campaign"], told["version"], UUID(told["lease"]), told["epoch"])
