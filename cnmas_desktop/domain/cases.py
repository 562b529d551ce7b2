"""The state of a case as a pure function of its events, in the order (epoch, sequence) (decision 10).

Two sources never meet here: what arrives late or twice only changes which facts are in the list, not how they are read.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from cnmas_desktop.domain.case_state import CALLABLE, CaseState
from cnmas_desktop.domain.dispositions import DISPOSITIONS, next_states
from cnmas_desktop.domain.events import EventType

__all__ = ["CALLABLE", "CaseState", "Fact", "Standing", "replay"]


@dataclass(frozen=True, slots=True)
class Fact:
    """One event of a case, as far as its state depends on it."""

    id: UUID
    type: EventType
    epoch: int
    seq: int
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the facts leave a case. `attempts` counts the calls that weigh on the limits; `interview` and `offers` are the last decisions."""

    state: CaseState = CaseState.FRESH
    next_class: int = 5
    next_at: datetime | None = None
    disposition: str | None = None
    attempts: int = 0
    interview: bool | None = None
    offers: Mapping[str, str] = field(default_factory=dict)
    callback: Mapping[str, Any] | None = None
    opposed: bool = False


# Once here, no later outcome reopens the case; only a supervisor does (domain section 0, point 14).
CLOSED = frozenset({CaseState.DONE, CaseState.BLOCKED})

# What the person asked cannot be corrected away: only a supervisor cancels it (trade section 2).
LASTING = frozenset({EventType.AUTHORISATION_WITHDRAWN, EventType.OPPOSITION_MADE})
_DECIDING = frozenset({EventType.CALL_ENDED, EventType.CALLBACK_SET, EventType.HANDED_OVER, EventType.OPPOSITION_MADE})
_WITHOUT_REPLACEMENT = LASTING | {EventType.AUTHORISATION_GIVEN}


def standing_facts(facts: Iterable[Fact]) -> list[Fact]:
    """The facts that count, in order: each at the place of the event it was first told by, with the body that its last correction
    gave it and the id that the next correction must name. What happened in a voided attempt is out (`app.valid_events`).

    The facts may come in any order, and more than once.
    """
    known = {str(fact.id): fact for fact in facts}
    named = {str(fact.body["supersedes"]) for fact in known.values() if fact.type is EventType.CORRECTION}
    kept: list[tuple[tuple[int, int, int, int], Fact]] = []
    for name, fact in known.items():
        if fact.type is not EventType.CORRECTION:
            if fact.type in LASTING or name not in named:
                kept.append(((fact.epoch, fact.seq, 0, 0), fact))
            continue
        root, replacement = _root(known, fact), fact.body.get("replacement")
        if root is not None and replacement is not None and name not in named and root.type not in _WITHOUT_REPLACEMENT:
            stands = replace(root, id=fact.id, body={**root.body, **replacement})
            kept.append(((root.epoch, root.seq, fact.epoch, fact.seq), stands))
    ordered = [fact for _, fact in sorted(kept, key=lambda pair: (*pair[0], pair[1].id))]
    voided = {fact.body["attempt"] for fact in ordered if fact.type is EventType.ATTEMPT_VOIDED}
    return [fact for fact in ordered if fact.type is EventType.ATTEMPT_VOIDED or fact.body.get("attempt") not in voided]


def _root(known: Mapping[str, Fact], correction: Fact) -> Fact | None:
    """What a chain of corrections is about; None while it is not known here."""
    fact: Fact | None = correction
    seen: set[UUID] = set()
    while fact is not None and fact.type is EventType.CORRECTION:
        if fact.id in seen:
            return None
        seen.add(fact.id)
        fact = known.get(str(fact.body["supersedes"]))
    return fact


def replay(facts: Iterable[Fact]) -> Standing:
    """The standing of one case. The facts may come in any order, and more than once."""
    standing = Standing()
    started: set[str] = set()
    incoming: set[str] = set()
    promises: dict[str, Mapping[str, Any]] = {}
    ended = ""
    for fact in standing_facts(facts):
        if fact.type in {EventType.CALL_STARTED, EventType.CALL_ENDED}:
            # A household's call starts on its first case and ends on each.
            started.add(fact.body["attempt"])
            if fact.body.get("incoming"):
                incoming.add(fact.body["attempt"])
        if fact.type is EventType.CALLBACK_SET and fact.body.get("attempt") is not None:
            promises[fact.body["attempt"]] = fact.body
        after = _apply(standing, fact)
        if after is not standing and fact.type in _DECIDING:
            ended = fact.body.get("attempt") or ""
        standing = after
    if ended and standing.state is CaseState.CALLBACK:
        standing = replace(standing, callback=promises.get(ended))
    return replace(standing, attempts=len(started - incoming))


def _apply(standing: Standing, fact: Fact) -> Standing:
    body = fact.body
    match fact.type:
        case EventType.INTERVIEW_DECIDED:
            return replace(standing, interview=body["accepted"])
        case EventType.OFFER_DECIDED:
            return replace(standing, offers={**standing.offers, body["offer"]: body["decision"]})
        case EventType.CALLBACK_SET:
            if standing.state in CLOSED or body.get("attempt") is not None:
                return standing  # within a call, `call_ended` says what becomes of the case
            firm, at = body["kind"] == "firm", datetime.fromisoformat(body["at"])
            return replace(standing, callback=body, state=CaseState.CALLBACK, next_class=1 if firm else 2, next_at=at)
        case EventType.OPPOSITION_MADE:
            # Answers and decisions are erased with the opposition (trade section 2).
            return replace(
                standing,
                opposed=True,
                state=CaseState.BLOCKED,
                next_at=None,
                callback=None,
                interview=None,
                offers={},
            )
        case EventType.HANDED_OVER if standing.state not in CLOSED and body.get("attempt") is None:
            return replace(standing, state=CaseState.SUPERVISOR, next_at=None, callback=None)
        case EventType.CALL_ENDED:
            return _ended(standing, body)
        case _:
            return standing


def _ended(standing: Standing, body: Mapping[str, Any]) -> Standing:
    disposition = DISPOSITIONS[body["disposition"]]
    proposal = body["proposal"]
    allowed = next_states(disposition)
    state = CaseState(proposal["state"]) if proposal["state"] in set(allowed) else allowed[0]
    if standing.opposed or (standing.state in CLOSED and state not in CLOSED):
        return standing
    at = proposal.get("at")
    return replace(
        standing,
        state=state,
        disposition=disposition.code,
        next_class=proposal["class"] if state in CALLABLE else 5,
        next_at=datetime.fromisoformat(at) if at and state in CALLABLE else None,
        callback=None,
    )
