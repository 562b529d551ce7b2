"""A case's payload as the store keeps it: the JSON text that came, never written again until the centre sends another, and beside it what
calls made here changed of it. So a save costs the same whatever the person's history."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace
from datetime import datetime
import json
from operator import attrgetter
from typing import Any
from uuid import UUID

from cnmas_desktop.domain.case_state import CALLABLE
from cnmas_desktop.domain.spelling import words
from cnmas_desktop.local.schema import from_instant, from_maybe, maybe_instant, to_instant
from cnmas_desktop.sync.protocol import Authorisation, Callback, CasePayload, Confided, PastAttempt, Phone

GOOD = "ok"
_CHANGING = (
    "state", "queue_class", "callable_from", "callback", "blocked_until", "blocked_reason", "authorisations", "interrupted_step", "called_in_at",
)  # fmt: skip
"""What a call may change, besides the attempts and whether a number is good."""


def to_text(payload: CasePayload) -> str:
    return _ENCODER.encode(_plain(payload))


def from_text(text: str) -> CasePayload:
    value = json.loads(text)
    phones = tuple(Phone(UUID(one["id"]), one["e164"], one["zone"], one["status"]) for one in value["phones"])
    attempts = _attempts(value["attempts"], phones)
    return CasePayload(
        case_id=UUID(value["case_id"]),
        person_id=UUID(value["person_id"]),
        campaign=value["campaign"],
        version=value["version"],
        organisme=value["organisme"],
        revision=value["revision"],
        seeded_key=value["seeded_key"],
        fields=value["fields"],
        phones=phones,
        attempts=attempts,
        came=attempts,
        **_registers(value),
    )


def changes(payload: CasePayload) -> str:
    """What may differ of a payload from the one that came, as text: `changed` reads it."""
    kept = len(payload.came) if payload.attempts[: len(payload.came)] == payload.came else 0
    bad = {one.id.hex: one.status for one in payload.phones if one.status != GOOD}
    said = {name: value for name in _CHANGING if (value := getattr(payload, name))}
    return _ENCODER.encode(said | {"kept": kept, "attempts": payload.attempts[kept:]} | ({"bad": bad} if bad else {}))


def changed(came: CasePayload, text: str) -> CasePayload:
    """The payload as calls have left it."""
    value = json.loads(text)
    bad = value.get("bad", {})
    phones = tuple(replace(one, status=bad.get(one.id.hex, GOOD)) for one in came.phones)
    attempts = came.attempts[: value["kept"]] + _attempts(value["attempts"], phones)
    return replace(came, phones=phones, attempts=attempts, **_registers(value))


def _attempts(values: Sequence[Mapping[str, Any]], phones: Sequence[Phone]) -> tuple[PastAttempt, ...]:
    ids = {phone.id.hex: phone.id for phone in phones}
    return tuple(
        PastAttempt(from_instant(one["at"]), ids.get(one["phone_id"]) or _maybe_id(one["phone_id"]), one["disposition"], one["counts"])
        for one in values
    )


def _registers(value: Mapping[str, Any]) -> dict[str, Any]:
    """`_CHANGING`, of a payload's text or of its changes."""
    return {
        "state": value["state"],
        "queue_class": value["queue_class"],
        "callable_from": from_instant(value["callable_from"]),
        "callback": _callback(value.get("callback")),
        "blocked_until": from_maybe(value.get("blocked_until")),
        "blocked_reason": value.get("blocked_reason"),
        "authorisations": tuple(
            Authorisation(one["channel"], one["state"], _maybe_id(one["event_id"])) for one in value.get("authorisations", ())
        ),
        "interrupted_step": value.get("interrupted_step"),
        "called_in_at": from_maybe(value.get("called_in_at")),
    }


def _callback(value: Mapping[str, Any] | None) -> Callback | None:
    if value is None:
        return None
    said = value.get("confided")
    confided = Confided(said["by"], said["reason"], said["skill"]) if said else None
    return Callback(value["kind"], from_instant(value["at"]), value["zone"], value.get("missed", 0), confided)


def columns(payload: CasePayload, *, leased: bool) -> dict[str, Any]:
    """What the queue and a search read of a payload, as columns of `cases`; `leased`: its lease is not withdrawn."""
    return registers(payload, leased=leased) | {
        "name": searched(" ".join(payload.fields.get(name, "") for name in _NAMES)),
        "seeded_key": payload.seeded_key,
    }


def registers(payload: CasePayload, *, leased: bool) -> dict[str, Any]:
    """Those of `columns` that a call may change."""
    return {
        "zone": zone(payload),
        "state": payload.state,
        "open": int(leased and payload.state in CALLABLE),
        "queue_class": payload.queue_class,
        "callable_from": to_instant(payload.callable_from),
        "blocked_until": maybe_instant(payload.blocked_until),
        "blocked_reason": payload.blocked_reason,
        "callback_at": maybe_instant(_due(payload)),
        "callback_kind": payload.callback.kind if payload.callback else None,
        "interrupted_step": payload.interrupted_step,
    }


def _due(payload: CasePayload) -> datetime | None:
    """When the person waits for a call: as promised, or since they called in themselves."""
    return min((at for at in (payload.callback.at if payload.callback else None, payload.called_in_at) if at), default=None)


# The name twice over: "prénom nom" and "nom prénom" are both found.
_NAMES = ("nom", "prenom", "nom", "raison_sociale", "correspondant_nom")


def searched(text: str) -> str:
    """Without case, accents or punctuation, to be searched."""
    return " ".join(words(text))


def zone(payload: CasePayload) -> str:
    """The zone of the first number still good, else of the first one."""
    good = [phone.zone for phone in payload.phones if phone.status == GOOD]
    return (good or [phone.zone for phone in payload.phones] or ["Europe/Paris"])[0]


def _reader(kind: type) -> tuple[Sequence[str], Callable[[Any], Any]]:
    names = tuple(one.name for one in fields(kind) if one.compare)
    return names, attrgetter(*names)


_READERS: Mapping[type, tuple[Sequence[str], Callable[[Any], Any]]] = {
    kind: _reader(kind) for kind in (CasePayload, Phone, PastAttempt, Authorisation, Callback, Confided)
}


def _plain(value: object) -> dict[str, Any]:
    names, read = _READERS[type(value)]
    return dict(zip(names, read(value), strict=True))


def _inner(value: object) -> object:
    """What JSON does not know: called for each, so that a case is written without being copied first."""
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, datetime):
        return to_instant(value)
    if type(value) in _READERS:
        return _plain(value)
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(type(value))


# Nothing of a payload holds itself.
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_inner, check_circular=False)


def _maybe_id(digits: str | None) -> UUID | None:
    return None if digits is None else UUID(digits)
