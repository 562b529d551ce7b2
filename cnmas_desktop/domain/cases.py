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


def replay(facts: Iterable[Fact]) -> Standing:
    """The standing of one case. The facts may come in any order, and more than once."""
    ordered = sorted({fact.id: fact for fact in facts}.values(), key=lambda fact: (fact.epoch, fact.seq, fact.id))
    corrected = {fact.body["supersedes"]: fact for fact in ordered if fact.type is EventType.CORRECTION}
    standing = Standing()
    started: set[str] = set()
    incoming: set[str] = set()
    voided = {fact.body["attempt"] for fact in ordered if fact.type is EventType.ATTEMPT_VOIDED}
    for fact in ordered:
        correction = corrected.get(str(fact.id))
        if correction is not None:
            replacement = correction.body.get("replacement")
            if replacement is None:
                continue
            fact = replace(fact, body=replacement)
        if fact.body.get("attempt") in voided:
            continue
        if fact.type in {EventType.CALL_STARTED, EventType.CALL_ENDED}:
            # A household's call starts on its first case and ends on each.
            started.add(fact.body["attempt"])
            if fact.body.get("incoming"):
                incoming.add(fact.body["attempt"])
        standing = _apply(standing, fact)
    return replace(standing, attempts=len(started - incoming))


def _apply(standing: Standing, fact: Fact) -> Standing:
    body = fact.body
    match fact.type:
        case EventType.INTERVIEW_DECIDED:
            return replace(standing, interview=body["accepted"])
        case EventType.OFFER_DECIDED:
            return replace(standing, offers={**standing.offers, body["offer"]: body["decision"]})
        case EventType.CALLBACK_SET:
            planned = replace(standing, callback=body)
            if standing.state in CLOSED or body.get("attempt") is not None:
                return planned  # within a call, `call_ended` says what becomes of the case
            firm = body["kind"] == "firm"
            return replace(planned, state=CaseState.CALLBACK, next_class=1 if firm else 2, next_at=datetime.fromisoformat(body["at"]))
        case EventType.OPPOSITION_MADE:
            # Answers and decisions are erased with the opposition (trade section 2).
            return replace(standing, opposed=True, state=CaseState.BLOCKED, next_at=None, callback=None, interview=None, offers={})
        case EventType.HANDED_OVER if standing.state not in CLOSED and body.get("attempt") is None:
            return replace(standing, state=CaseState.SUPERVISOR, next_at=None, callback=None)
        case EventType.CALL_ENDED:
            return _ended(standing, body)
        case _:
            return standing


def _ended(standing: Standing, body: Mapping[str, Any]) -> Standing:
    disposition = DISPOSITIONS[body["disposition"]]
    if standing.state in CLOSED and disposition.code not in {"OPTOUT", "OPPO", "DCD"}:
        return standing
    proposal = body["proposal"]
    allowed = next_states(disposition)
    state = CaseState(proposal["state"]) if proposal["state"] in set(allowed) else allowed[0]
    at = proposal.get("at")
    return replace(
        standing,
        state=state,
        disposition=disposition.code,
        next_class=proposal["class"] if state in CALLABLE else 5,
        next_at=datetime.fromisoformat(at) if at and state in CALLABLE else None,
        callback=standing.callback if state is CaseState.CALLBACK else None,
    )
