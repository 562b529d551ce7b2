"""The immutable facts an agent makes: the only thing a workstation ever sends.

An `EventDraft` says what happened; `seal` binds it to a device, a place in that device's gapless sequence and the hash of the
event before it, and writes it once as canonical UTF-8 JSON text. Same id, same bytes, for ever; a correction is a new event.

To add a type: one entry in `BODY` (what its body must hold), one effect in `central/functions/agent_apply.sql`, one test.
The list departs from the first plan in `answers_recorded`: without it the answers to a study would have no way home, in
`case_skipped`, and in `incoming_slip`: who calls in while the network is off would otherwise have called nobody; in `message_read` and
`script_read`: what an agent knows is a fact of theirs, made offline too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
import json
import re
from typing import Any
from uuid import UUID

from cnmas_desktop.domain.world import World
from cnmas_desktop.messages import KnownError

SCHEMA_VERSION = 1
MAX_EVENT_BYTES = 16 * 1024


class EventType(StrEnum):
    CALL_STARTED = "call_started"
    REACHED = "reached"
    IDENTITY_CHECKED = "identity_checked"
    NOTICE_READ = "notice_read"
    INTERVIEW_DECIDED = "interview_decided"
    OFFER_DECIDED = "offer_decided"
    REQUEST_MADE = "request_made"
    CONTACT_CHANGE_PROPOSED = "contact_change_proposed"
    AUTHORISATION_GIVEN = "authorisation_given"
    AUTHORISATION_WITHDRAWN = "authorisation_withdrawn"
    OPPOSITION_MADE = "opposition_made"
    RIGHT_EXERCISED = "right_exercised"
    ANSWERS_RECORDED = "answers_recorded"
    NOTE_WRITTEN = "note_written"
    CALLBACK_SET = "callback_set"
    CALL_ENDED = "call_ended"
    ATTEMPT_VOIDED = "attempt_voided"
    INCIDENT_RAISED = "incident_raised"
    HANDED_OVER = "handed_over"
    CASE_SKIPPED = "case_skipped"
    RECORD_OPENED = "record_opened"
    FIELD_REVEALED = "field_revealed"
    UNDERTAKING_SIGNED = "undertaking_signed"
    INCOMING_SLIP = "incoming_slip"
    MESSAGE_READ = "message_read"
    SCRIPT_READ = "script_read"
    CORRECTION = "correction"


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a body. `kind`: uuid, text, code, bool, int, instant (ISO 8601 UTC), list, object. `limit`: characters or items."""

    kind: str
    required: bool = True
    limit: int = 64
    choices: tuple[str, ...] = ()


ATTEMPT = {"attempt": Key("uuid")}
OPTIONAL_ATTEMPT = {"attempt": Key("uuid", required=False)}
CHANNELS = ("phone", "mail", "sms", "post")

BODY: Mapping[EventType, Mapping[str, Key]] = {
    # `cases`: every case of the household opened in this call, the event's own case first. `incoming` calls are no attempt.
    EventType.CALL_STARTED: ATTEMPT
    | {"phone": Key("uuid"), "cases": Key("list", limit=20), "incoming": Key("bool"), "rule": Key("code"), "zone": Key("text")},
    EventType.REACHED: ATTEMPT | {"who": Key("code", choices=("person", "third_party", "legal_representative", "unknown"))},
    # The typed value is not kept (trade section 1).
    EventType.IDENTITY_CHECKED: ATTEMPT | {"result": Key("code", choices=("match", "mismatch", "refused"))},
    EventType.NOTICE_READ: ATTEMPT | {"notice": Key("text")},
    EventType.INTERVIEW_DECIDED: ATTEMPT | {"accepted": Key("bool"), "reason": Key("code", required=False)},
    EventType.OFFER_DECIDED: ATTEMPT
    | {
        "offer": Key("code"),
        "decision": Key("code", choices=("accepted", "refused", "undecided")),
        "reason": Key("code", required=False),
    },
    EventType.REQUEST_MADE: ATTEMPT | {"type": Key("code"), "text": Key("text", required=False, limit=500)},
    # A proposal for the organisme, never an overwrite.
    EventType.CONTACT_CHANGE_PROPOSED: ATTEMPT
    | {"field": Key("code"), "old": Key("text", required=False, limit=300), "new": Key("text", limit=300)},
    # An opt-in lifts an opt-out only if it names the event that made it (`lifts`).
    EventType.AUTHORISATION_GIVEN: ATTEMPT
    | {"channel": Key("code", choices=CHANNELS), "lifts": Key("uuid", required=False), "words": Key("text")},
    EventType.AUTHORISATION_WITHDRAWN: OPTIONAL_ATTEMPT | {"channel": Key("code", choices=CHANNELS)},
    EventType.OPPOSITION_MADE: OPTIONAL_ATTEMPT,
    EventType.RIGHT_EXERCISED: ATTEMPT | {"right": Key("code", choices=("access", "rectification"))},
    EventType.ANSWERS_RECORDED: ATTEMPT | {"answers": Key("object", limit=60)},
    EventType.NOTE_WRITTEN: OPTIONAL_ATTEMPT | {"codes": Key("list", limit=10), "text": Key("text", required=False, limit=200)},
    EventType.CALLBACK_SET: OPTIONAL_ATTEMPT
    | {
        "kind": Key("code", choices=("firm", "soft")),
        "at": Key("instant"),
        "zone": Key("text"),
        "with": Key("code", choices=("person", "third_party")),
        # Why a promise was moved without a call; `missed`: how often nobody honoured it (domain.promises).
        "reason": Key("code", required=False, choices=("asked", "unavailable", "slip", "missed")),
        "missed": Key("int", required=False),
    },
    # `proposal`: {"state", "class", "at"} from `domain.scheduling`; the centre clamps it with `disposition_effect`.
    EventType.CALL_ENDED: ATTEMPT
    | {"disposition": Key("code"), "phone": Key("uuid"), "step": Key("code"), "seconds": Key("int"), "proposal": Key("object", limit=3)},
    EventType.ATTEMPT_VOIDED: ATTEMPT | {"reason": Key("code")},
    EventType.INCIDENT_RAISED: OPTIONAL_ATTEMPT | {"kind": Key("code")},
    EventType.HANDED_OVER: OPTIONAL_ATTEMPT
    | {"to_kind": Key("code", choices=("colleague", "skill", "team")), "to": Key("text", limit=60), "reason": Key("code")},
    EventType.CASE_SKIPPED: {"reason": Key("code")},
    EventType.RECORD_OPENED: {"purpose": Key("code")},
    EventType.FIELD_REVEALED: {"field": Key("code"), "purpose": Key("code")},
    EventType.UNDERTAKING_SIGNED: {"version": Key("text")},
    # Somebody called in whose case is not here: whoever holds it is told. The number (E.164) and nothing else of the person.
    EventType.INCOMING_SLIP: {"number": Key("text", limit=16)},
    # A supervisor's message, and what changed in a campaign's script, as acknowledged by the agent.
    EventType.MESSAGE_READ: {"message": Key("uuid")},
    EventType.SCRIPT_READ: {"campaign": Key("code"), "version": Key("text")},
    EventType.CORRECTION: OPTIONAL_ATTEMPT
    | {"supersedes": Key("uuid"), "reason": Key("code"), "replacement": Key("object", required=False, limit=20)},
}

# Pushed before everything else, so that a refusal to be called travels first (reliability I3).
FIRST_TO_SEND = frozenset({EventType.AUTHORISATION_WITHDRAWN, EventType.OPPOSITION_MADE})


@dataclass(frozen=True, slots=True)
class CaseRef:
    """A case as an event names it: under which lease and version of the campaign it was worked."""

    case_id: UUID
    campaign: str
    version: str
    lease_id: UUID
    epoch: int


@dataclass(frozen=True, slots=True)
class EventDraft:
    """What happened, not yet bound to a device. `case` is None only for facts of no case held here (the undertaking, an incoming slip,
    what the agent has read)."""

    type: EventType
    case: CaseRef | None
    body: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the next event of a device stands: its sequence (from 1, without gaps) and the hash of the one before ("" for the first)."""

    device_id: UUID
    seq: int
    prev_hash: str


@dataclass(frozen=True, slots=True)
class Event:
    """A sealed event. `text` is the canonical JSON that is hashed, stored and sent; the rest repeats what is in it."""

    id: UUID
    type: EventType
    case_id: UUID | None
    seq: int
    at: datetime
    text: str
    sha256: str


def seal(draft: EventDraft, place: Place, world: World, *, zone_offset: int, clock_trusted: bool) -> Event:
    """Bind `draft` to its place. `zone_offset` is the workstation's, in minutes east of UTC.

    Raises KnownError `event.text_refused` for text no database takes (NUL, lone surrogate) or that is too long,
    ValueError when the body is not what `BODY` says: that is our fault.
    """
    check_body(draft)
    now = world.clock.now()
    event_id = world.uuid7()
    case = draft.case
    # In the order of the keys: what is sorted already is sorted at once.
    envelope: dict[str, Any] = {
        "at": instant_text(now),
        "body": dict(draft.body),
        "boot": world.clock.boot_id(),
        "campaign": case.campaign if case else None,
        "case": str(case.case_id) if case else None,
        "device": str(place.device_id),
        "epoch": case.epoch if case else None,
        "id": str(event_id),
        "lease": str(case.lease_id) if case else None,
        "mono": round(world.clock.monotonic(), 3),
        "offset": zone_offset,
        "prev": place.prev_hash,
        "seq": place.seq,
        "trusted": clock_trusted,
        "type": draft.type.value,
        "v": SCHEMA_VERSION,
        "version": case.version if case else None,
    }
    text = canonical(envelope)
    content = text.encode()
    if len(content) > MAX_EVENT_BYTES:
        raise KnownError("event.text_refused")
    return Event(event_id, draft.type, case.case_id if case else None, place.seq, now, text, sha256(content).hexdigest())


# Made once: each call of `json.dumps` would make another. A body is made here, so nothing in it holds itself.
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False, check_circular=False)


def canonical(value: Mapping[str, Any]) -> str:
    """The one spelling of a JSON object: sorted keys, no spaces, UTF-8 characters as they are."""
    return _ENCODER.encode(value)


def digest(text: str) -> str:
    """SHA-256 of the UTF-8 text, in hexadecimal."""
    return sha256(text.encode()).hexdigest()


def window_digest(lines: Sequence[tuple[int, str]]) -> str:
    """The digest of a window of events, `(seq, sha256)` in order of seq: what `reconcile` compares on both sides."""
    return sha256("".join(f"{seq}:{sha}\n" for seq, sha in lines).encode()).hexdigest()


def instant_text(at: datetime) -> str:
    """An instant, of whatever zone, as the protocol writes it: ISO 8601, UTC, milliseconds, Z."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds")[: len("2026-11-23T08:00:00.000")] + "Z"


def check_body(draft: EventDraft) -> None:
    """Hold a body against `BODY`."""
    keys = BODY[draft.type]
    if not draft.body.keys() <= keys.keys():
        raise ValueError(f"{draft.type}: unknown keys {sorted(draft.body.keys() - keys.keys())}")
    for name, key in keys.items():
        value = draft.body.get(name)
        if value is None:
            if key.required:
                raise ValueError(f"{draft.type}: {name} is missing")
            continue
        of_its_kind = isinstance(value, _TYPES[key.kind])  # apart: mypy would take it for an object from here on
        if not of_its_kind or (key.kind == "int" and isinstance(value, bool)):
            raise ValueError(f"{draft.type}.{name}: not {key.kind}")
        if key.kind == "uuid":
            if not _UUID.fullmatch(value):
                raise ValueError(f"{draft.type}.{name}: not uuid")
            continue
        if key.choices and value not in key.choices:
            raise ValueError(f"{draft.type}.{name}: {value!r} is not one of {key.choices}")
        if key.kind in _LIMITED and len(value) > key.limit:
            raise KnownError("event.text_refused")
        _check_text(value)


_TYPES: Mapping[str, type | tuple[type, ...]] = {
    "uuid": str, "text": str, "code": str, "instant": str, "bool": bool, "int": int, "list": (list, tuple), "object": dict,
}  # fmt: skip
_LIMITED = frozenset({"text", "code", "instant", "list", "object"})
_UUID = re.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def _encodes(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _check_text(value: Any) -> None:
    """PostgreSQL takes no NUL and UTF-8 no lone surrogate: stop them here, where the agent can still mend the text."""
    if isinstance(value, str):
        if "\x00" in value or not (value.isascii() or _encodes(value)):
            raise KnownError("event.text_refused")
    elif isinstance(value, dict):
        for key, item in value.items():
            _check_text(key)
            _check_text(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            _check_text(item)
