"""The calls saved on this store today: what each ended with, what its case was before, and what the centre said of it.

A row stands beside the event that ended the call, written with it; a correction moves its outcome on. What the case was before is kept
so that a call that did not ring leaves it as it was. Rows go with the day (`retention`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
import json
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, exists, func, insert, literal_column, select, update

from cnmas_desktop.domain.cases import Fact
from cnmas_desktop.domain.events import CaseRef, EventType
from cnmas_desktop.local.database import Link, Prepared
from cnmas_desktop.local.schema import (
    cases,
    ended_calls,
    from_instant,
    from_maybe,
    outbox,
    payloads,
    to_instant,
)
from cnmas_desktop.sync.protocol import AnswerStatus

MOST = 300
"""Lines of a day."""


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
_WORD = outbox.alias("word")
_LIST = Prepared.of(
    select(
        ended_calls.c.position,
        ended_calls.c.case_id,
        ended_calls.c.attempt_id,
        ended_calls.c.at,
        ended_calls.c.outcome,
        _WORD.c.answer,
        _WORD.c.reason,
        cases.c.campaign,
        cases.c.version,
        func.json_extract(payloads.c.payload, *(literal_column(f"'$.fields.{name}'") for name in _NAMES)),
    )
    .select_from(
        ended_calls.join(_WORD, _WORD.c.position == ended_calls.c.latest)
        .outerjoin(cases, cases.c.case_id == ended_calls.c.case_id)
        .outerjoin(payloads, payloads.c.payload_id == cases.c.payload_id)
    )
    .where(ended_calls.c.at >= bindparam("since"))
    .order_by(ended_calls.c.position.desc())
    .limit(bindparam("most"))
)
_LAST_OF_CASE = Prepared.of(
    select(func.max(ended_calls.c.position)).where(ended_calls.c.case_id == bindparam("id"))
)
_BEFORE = Prepared.of(select(ended_calls.c.before).where(ended_calls.c.position == bindparam("at_position")))
_TOGETHER = Prepared.of(
    select(ended_calls.c.position, ended_calls.c.case_id, ended_calls.c.outcome)
    .where(ended_calls.c.attempt_id == bindparam("attempt"))
    .order_by(ended_calls.c.position)
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


def _beside(*only: Any) -> Prepared:
    return Prepared.of(
        insert(ended_calls).from_select(
            ["position", "case_id", "attempt_id", "at", "latest", "outcome", "before"],
            select(
                bindparam("here"),
                cases.c.case_id,
                bindparam("attempt"),
                bindparam("now"),
                bindparam("here"),
                bindparam("code"),
                func.json_array(
                    cases.c.state,
                    cases.c.queue_class,
                    cases.c.callable_from,
                    cases.c.callback_at,
                    cases.c.callback_kind,
                    cases.c.zone,
                    func.json_extract(payloads.c.payload, literal_column("'$.interrupted_step'")),
                ),
            )
            .select_from(cases.join(payloads, payloads.c.payload_id == cases.c.payload_id))
            .where(cases.c.case_id == bindparam("id"), *only),
        )
    )


ENDED = _beside()
"""A call ends: written before the case itself changes, in the same transaction."""
_same_call = ended_calls.alias("same_call")
VOIDED = _beside(
    ~exists().where(_same_call.c.attempt_id == bindparam("attempt"), _same_call.c.case_id == bindparam("id"))
)
"""A call that did not ring, unless it is one that had ended and is corrected."""
MENDED = Prepared.of(
    update(ended_calls)
    .where(ended_calls.c.position == bindparam("here"))
    .values(outcome=bindparam("code"), latest=bindparam("word"))
)
"""A correction: another outcome, and the event that is now the last word."""


class MadeCalls:
    """Reads on the main connection, from the day's rows and the events they stand beside."""

    def __init__(self, link: Link) -> None:
        self._link = link

    def since(self, at: datetime, most: int = MOST) -> tuple[MadeCall, ...]:
        """The calls ended since `at`, the last one first."""
        with self._link.reading():
            rows = self._link.run(_LIST, since=to_instant(at), most=most).fetchall()
        return tuple(_made(row) for row in rows)

    def is_last(self, call: MadeCall) -> bool:
        """No later call ended on this case here."""
        with self._link.reading():
            return bool(self._link.run(_LAST_OF_CASE, id=call.case_id.hex).fetchone()[0] == call.position)

    def before(self, call: MadeCall) -> CaseBefore:
        with self._link.reading():
            (text,) = self._link.run(_BEFORE, at_position=call.position).fetchone()
        state, queue_class, callable_from, callback_at, kind, zone, step = json.loads(text)
        return CaseBefore(
            state, queue_class, from_instant(callable_from), from_maybe(callback_at), kind, zone, step
        )

    def together(self, attempt_id: UUID) -> tuple[tuple[int, UUID, str], ...]:
        """(position, case, outcome) of every case of one call: a household's."""
        with self._link.reading():
            rows = self._link.run(_TOGETHER, attempt=attempt_id.hex).fetchall()
        return tuple((position, UUID(case_id), outcome) for position, case_id, outcome in rows)

    def story(self, call: MadeCall) -> CallStory:
        """LookupError (our fault) when the call is not here."""
        digits, own, ref, start = call.case_id.hex, [], None, None
        with self._link.reading():
            cursor = self._link.run(_FROM, last=call.position)
            for position, kind, case_id, text, seq in cursor:
                if text is None:
                    break
                if case_id == digits:
                    own.append(_fact(text, seq))
                    ref = ref or (_ref(text) if position == call.position else None)
                if kind == EventType.CALL_STARTED.value:
                    start = json.loads(text)
                    break
            cursor.close()  # it would hold its snapshot, and with it the next save
            later = [
                _fact(*row)
                for row in self._link.run(_AFTER, last=call.position, id=digits).fetchall()
                if row[0] is not None
            ]
        if ref is None or start is None or UUID(start["body"]["attempt"]) != call.attempt_id:
            raise LookupError("this call is not on this workstation")
        body, at = start["body"], datetime.fromisoformat(start["at"])
        return CallStory(ref, (*reversed(own), *later), at, UUID(body["phone"]), body["incoming"])


def _made(row: Any) -> MadeCall:
    position, case_id, attempt_id, at, outcome, answer, reason, campaign, version, names = row
    fields = (
        {name: value for name, value in zip(_NAMES, json.loads(names), strict=True) if value} if names else {}
    )
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
