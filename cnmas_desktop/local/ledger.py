"""The write path of the agent's work: state, events, outbox and open call in one durable transaction (design section 6, rule 1).

An outcome costs four short statements and one commit, which writes five pages, seven when the outbox begins a new one. The event row is
the outbox row: there is no second copy to disagree with. The place of the next event is read inside the transaction, never remembered:
after a failed or a cut save the next one simply stands where the store says.
"""

from collections.abc import Callable, Mapping, Sequence
from enum import Enum
import json
from types import MappingProxyType
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, delete, func, insert, literal_column, or_, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from cnmas_desktop.domain.corrections import VOID
from cnmas_desktop.domain.events import FIRST_TO_SEND, Event, EventDraft, EventType, Place, seal
from cnmas_desktop.domain.world import World
from cnmas_desktop.local import clock
from cnmas_desktop.local.database import Link, Prepared
from cnmas_desktop.local.drafts import OpenCall
from cnmas_desktop.local.made_calls import AS_FOUND, MENDED
from cnmas_desktop.local.payloads import changes, registers
from cnmas_desktop.local.schema import (
    attempts,
    broken_off,
    cases,
    desk,
    device,
    meta,
    midnight,
    outbox,
    phones,
    to_instant,
)
from cnmas_desktop.sync.protocol import CasePayload


class Keep(Enum):
    """`KEEP_CALL`: this fact has nothing to do with the open call, which stays as it is."""

    CALL = "call"


KEEP_CALL = Keep.CALL

NOTHING_MENDED: Mapping[int, str] = MappingProxyType({})
NOTHING_UNFINISHED: Mapping[UUID, Mapping[str, Any]] = MappingProxyType({})

_last = outbox.alias("last")
_LAST = Prepared.of(select(func.max(outbox.c.position)))
_PLACE = Prepared.of(
    select(device.c.device_id, device.c.base, _last.c.position, _last.c.sha256).select_from(
        device.outerjoin(_last, _last.c.position == select(func.max(outbox.c.position)).scalar_subquery())
    )
)
_APPEND = Prepared.of(
    insert(outbox).values(
        {name: bindparam(name) for name in ("position", "seq", "id", "type", "case_id", "at", "urgent", "outcome", "sha256", "text")}
        | {"status": literal_column("'pending'")}
    )
)
_CASE_COLUMNS = (
    "zone", "state", "queue_class", "callable_from", "blocked_until", "blocked_reason", "callback_at", "callback_kind", "interrupted_step",
)  # fmt: skip
_CASE = Prepared.of(
    update(cases)
    .where(cases.c.case_id == bindparam("id"))
    .values(
        {name: bindparam(f"new_{name}") for name in _CASE_COLUMNS}
        | {
            "open": func.iif(cases.c.withdrawn.is_(None), bindparam("new_open"), literal_column("0")),
            "worked_at": bindparam("at"),
            "changed": bindparam("changed"),
            "before": func.iif(bindparam("ended"), AS_FOUND, cases.c.before),
        }
    )
)
_WORKED = Prepared.of(
    update(cases)
    .where(cases.c.case_id == bindparam("id"), or_(cases.c.worked_at.is_(None), cases.c.worked_at < bindparam("midnight")))
    .values(worked_at=bindparam("at"))
)
_CALL = Prepared.of(update(desk).values(call_cases=bindparam("ids"), call_state=bindparam("call"), typed=bindparam("words")))
_ATTEMPT = Prepared.of(
    insert(attempts).from_select(
        ["attempt_id", "at", "person_id", "phone_id", "e164", "counts"],
        select(
            bindparam("attempt"),
            bindparam("at"),
            cases.c.person_id,
            phones.c.phone_id,
            phones.c.e164,
            bindparam("counts"),
        )
        .join_from(cases, phones, phones.c.case_id == cases.c.case_id)
        .where(cases.c.case_id == bindparam("id"), phones.c.phone_id == bindparam("phone")),
    )
)
_VOID = Prepared.of(update(attempts).where(attempts.c.attempt_id == bindparam("attempt")).values(counts=bindparam("none")))


_ANSWERS = upsert(broken_off).values(case_id=bindparam("id"), answers=bindparam("said"))
_BREAK_OFF = Prepared.of(_ANSWERS.on_conflict_do_update(index_elements=["case_id"], set_={"answers": _ANSWERS.excluded.answers}))
_FORGET_ANSWERS = Prepared.of(delete(broken_off).where(broken_off.c.case_id == bindparam("id")))

MESSAGE_READ, SCRIPT_KNOWN = "message_read:", "script_known:"
"""What the agent has read, in `meta`: the message's id, the campaign's code (its value: the version)."""
_READ = upsert(meta).values(name=bindparam("key"), value=bindparam("said"))
_NOTE_READ = Prepared.of(_READ.on_conflict_do_update(index_elements=["name"], set_={"value": _READ.excluded.value}))


class Ledger:
    """Where the interviewing service writes. One per open store, on the main connection.

    Fault points: `record.before_commit`, `record.after_commit`, `record.journaled`.
    """

    def __init__(self, link: Link, world: World) -> None:
        self._link = link
        self._world = world
        with link.reading():
            self._mark = clock.read_mark(link)

    def record(
        self,
        drafts: Sequence[EventDraft],
        case_updates: Sequence[CasePayload] | Callable[[Sequence[Event]], Sequence[CasePayload]] = (),
        call: OpenCall | Keep | None = KEEP_CALL,
        mended: Mapping[int, str] = NOTHING_MENDED,
        unfinished: Mapping[UUID, Mapping[str, Any]] = NOTHING_UNFINISHED,
    ) -> tuple[Event, ...]:
        """Seal `drafts` in order and keep them with the new state of their cases and of the open call (None: closed), all or nothing.

        `case_updates` may be a function of the sealed events, for what must name one of them; it must not read the store.
        `mended`: the calls of `made_calls` that these events correct, by position, with the outcome they now have.
        `unfinished`: answers to a study, by case, that the next call goes on from; empty ones are forgotten.
        When this returns, it is saved. KnownError: `store.disk_full`, `store.not_saved` (nothing of it was kept: the same call may be
        made again), `event.text_refused`.
        """
        world = self._world
        with self._link.writing():
            placed = self._append(drafts, mended)
            events = tuple(event for _, event in placed)
            at = to_instant(events[-1].at if events else world.clock.now())
            after = case_updates(events) if callable(case_updates) else case_updates
            updated = {payload.case_id for payload in after}
            ended = {event.case_id for event in events if event.type is EventType.CALL_ENDED}
            for payload in after:
                self._update_case(payload, at, ended=payload.case_id in ended)
            for case_id in {event.case_id for event in events if event.case_id} - updated:
                self._link.run(_WORKED, id=case_id.hex, at=at, midnight=midnight(events[-1].at))
            for position, outcome in mended.items():
                self._link.run(MENDED, here=position, code=outcome, word=self._link.run(_LAST).fetchone()[0])
            for case_id, answers in unfinished.items():
                if answers:
                    self._link.run(_BREAK_OFF, id=case_id.hex, said=json.dumps(dict(answers), ensure_ascii=False))
                else:
                    self._link.run(_FORGET_ANSWERS, id=case_id.hex)
            if not isinstance(call, Keep):
                self._write_call(call)
            world.fault("record.before_commit")
        world.fault("record.after_commit")
        if events and self._link.journal is not None:
            self._link.journal.catch_up([(position, event.text) for position, event in placed])
            world.fault("record.journaled")
        return events

    def clock_trusted(self) -> bool:
        """Whether dialling is allowed by the clock (decision 30); also written into each event."""
        with self._link.reading():
            self._mark = clock.read_mark(self._link)
            return clock.trusted(self._mark, clock.last_event_at(self._link), self._world.clock)

    def _append(self, drafts: Sequence[EventDraft], mended: Mapping[int, str]) -> Sequence[tuple[int, Event]]:
        """Each event with its position."""
        if not drafts:
            return ()
        device_id, base, last, sha256 = self._link.run(_PLACE).fetchone()
        last = last or 0
        place = Place(UUID(device_id), last - base + 1, sha256 if last > base else "")
        now = self._world.clock.now().astimezone()
        offset = now.utcoffset()
        zone_offset = int(offset.total_seconds() // 60) if offset else 0
        trusted = clock.trusted(self._mark, None, self._world.clock)
        placed = []
        for position, draft in enumerate(drafts, last + 1):
            event = seal(draft, place, self._world, zone_offset=zone_offset, clock_trusted=trusted)
            self._insert(event, position, _outcome(draft, corrected=bool(mended)))
            self._project(draft, event)
            place = Place(place.device_id, place.seq + 1, event.sha256)
            placed.append((position, event))
        return placed

    def _insert(self, event: Event, position: int, outcome: str | None) -> None:
        self._link.run(
            _APPEND,
            position=position,
            seq=event.seq,
            id=event.id.hex,
            type=event.type.value,
            case_id=event.case_id.hex if event.case_id else None,
            at=to_instant(event.at),
            text=event.text,
            sha256=event.sha256,
            urgent=int(event.type in FIRST_TO_SEND),
            outcome=outcome,
        )

    def _project(self, draft: EventDraft, event: Event) -> None:
        """What an event means for the limits per person and number. An incoming call is no attempt (trade section 2)."""
        body = draft.body
        if draft.type is EventType.CALL_STARTED and not body["incoming"] and event.case_id:
            made = self._link.run(
                _ATTEMPT,
                attempt=UUID(body["attempt"]).hex,
                at=to_instant(event.at),
                counts=1,
                id=event.case_id.hex,
                phone=UUID(body["phone"]).hex,
            )
            if made.rowcount != 1:
                raise KeyError(f"phone {body['phone']} is not one of case {event.case_id}")
        elif draft.type in {EventType.OPPOSITION_MADE, EventType.ANSWERS_RECORDED} and event.case_id:
            self._link.run(_FORGET_ANSWERS, id=event.case_id.hex)
        elif draft.type is EventType.MESSAGE_READ:
            self._link.run(_NOTE_READ, key=MESSAGE_READ + body["message"], said="true")
        elif draft.type is EventType.SCRIPT_READ:
            self._link.run(_NOTE_READ, key=SCRIPT_KNOWN + body["campaign"], said=json.dumps(body["version"]))
        elif draft.type is EventType.ATTEMPT_VOIDED:
            self._link.run(_VOID, attempt=UUID(body["attempt"]).hex, none=0)

    def _update_case(self, payload: CasePayload, at: int, *, ended: bool) -> None:
        case_id = payload.case_id.hex
        values = registers(payload, leased=True)
        if self._link.run(_CASE, id=case_id, at=at, ended=int(ended), changed=changes(payload), **values).rowcount != 1:
            raise KeyError(f"case {payload.case_id} is not held here")

    def _write_call(self, call: OpenCall | None) -> None:
        if call is None:
            self._link.run(_CALL, ids=None, call=None, words="{}")
        else:
            self._link.run(
                _CALL,
                ids=json.dumps([one.hex for one in call.cases]),
                call=call.state,
                words=json.dumps(dict(call.typed), ensure_ascii=False),
            )


def _outcome(draft: EventDraft, *, corrected: bool) -> str | None:
    """Of a draft that ends a call, which is then one of `made_calls`: with a disposition, or because it did not ring, unless this is the
    correction of one that had ended."""
    if draft.type is EventType.CALL_ENDED:
        return str(draft.body["disposition"])
    return VOID if draft.type is EventType.ATTEMPT_VOIDED and not corrected else None
