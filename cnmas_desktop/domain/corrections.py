"""What an agent may mend of a saved call, and the events that say so: a correction names what it replaces, nothing is rewritten.

A call is corrected within the limits of its own state machine: an outcome is offered if a call may end so at the step it had reached
(decision 13). What the person asked (not to be called again, the opposition) and what somebody else already acts upon (a case handed
over, a difficult situation) only a supervisor undoes.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from cnmas_desktop.domain.campaign import Campaign, Regime
from cnmas_desktop.domain.cases import LASTING, Fact, standing_facts
from cnmas_desktop.domain.dispositions import DISPOSITIONS, Delay
from cnmas_desktop.domain.events import CaseRef, EventDraft, EventType
from cnmas_desktop.domain.interview_endings import taken_back
from cnmas_desktop.domain.interview_state import CallState
from cnmas_desktop.domain.interview_steps import ACCEPTED, Step
from cnmas_desktop.domain.interview_turn import accepted_at, who_answered

VOID = "NSON"
"""« Ça n'a pas sonné »: the attempt is voided."""
CALLBACKS = frozenset({"RDV", "RAP"})
ASKED = frozenset({"OPTOUT", "OPPO"})
SUPERVISORS = ASKED | {"INC", "CONF", "LANG"}
"""Outcomes that a correction by the agent neither undoes nor makes, but for an asked one, which is always taken."""
USUAL = (
    "NRP", "OCC", "REP", "REP_M", VOID, "TERM", "REF_D", "RAP", "RDV", "RACC", "FNUM", "HSERV", "OPTOUT", "OPPO", "ABAN", "REF_T", "ID_REF",
)  # fmt: skip
"""The order of the list: the first nine have a digit."""


@dataclass(frozen=True, slots=True)
class Made:
    """One case's part of a saved call: the facts that stand of its attempt, each with the id that a correction must name."""

    facts: tuple[Fact, ...]

    def last(self, kind: EventType) -> Fact | None:
        return next((fact for fact in reversed(self.facts) if fact.type is kind), None)

    @property
    def ended(self) -> Fact | None:
        """None once the attempt is voided."""
        return self.last(EventType.CALL_ENDED)

    @property
    def outcome(self) -> str:
        return VOID if self.ended is None else str(self.ended.body["disposition"])

    @property
    def step(self) -> Step:
        """How far the call had come."""
        return Step.RINGING if self.ended is None else Step(self.ended.body["step"])

    @property
    def offer(self) -> Mapping[str, Any] | None:
        """What was decided of the offer, None where none was made."""
        decided = self.last(EventType.OFFER_DECIDED)
        return None if decided is None else decided.body

    @property
    def callback(self) -> Mapping[str, Any] | None:
        """The moment agreed."""
        set_for = self.last(EventType.CALLBACK_SET)
        return None if set_for is None else set_for.body

    @property
    def wish(self) -> Fact | None:
        """The person's word not to be called any more, or the opposition to the study."""
        wishes = (fact for fact in self.facts if fact.type in LASTING and fact.body.get("channel", "phone") == "phone")
        return next(wishes, None)

    @property
    def lasting(self) -> bool:
        """The person asked in this call not to be called any more, or opposed the study."""
        return self.wish is not None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was true: the outcome, the reason of a refusal, the answer to the offer ((code, decision, reason), None: as it was), the
    moment of a callback (kind, at, zone)."""

    outcome: str
    reason: str = ""
    offer: tuple[str, str, str] | None = None
    callback: Mapping[str, str] = field(default_factory=dict)


def made_in(facts: Iterable[Fact], attempt: UUID) -> Made:
    """The part of a case's standing facts that this attempt holds."""
    return Made(tuple(fact for fact in facts if fact.body.get("attempt") == str(attempt)))


def closed_to_agent(made: Made) -> bool:
    """Only a supervisor undoes this call's outcome."""
    return made.outcome in SUPERVISORS


def possible(made: Made, campaign: Campaign, *, stopped: bool = False) -> tuple[str, ...]:
    """The outcomes that a call which came so far may have had, the present one left out; empty where the agent may mend none.

    `stopped`: the person asked not to be called any more, so none that calls back is among them."""
    if closed_to_agent(made) or made.ended is None:
        return ()
    codes = [code for code in campaign.dispositions if _may_end(made, campaign, code, stopped or made.lasting)]
    wanted = dict.fromkeys((*USUAL, *codes))
    return tuple(code for code in wanted if code in codes and code != made.outcome)


def _may_end(made: Made, campaign: Campaign, code: str, stopped: bool) -> bool:
    row = DISPOSITIONS[code]
    if made.step not in row.allowed_steps or campaign.regime not in row.regimes:
        return False
    if code in SUPERVISORS:
        return code in ASKED
    if code == "REF_S" and not campaign.allow_refusal_conversion:
        return False
    if stopped and row.delay not in {Delay.NONE, Delay.NEXT_NUMBER}:
        return False  # whoever asked not to be called is not called back
    completed = campaign.regime is Regime.STUDY and code in {"TERM", "PART"}
    return not completed or made.last(EventType.ANSWERS_RECORDED) is not None


def corrections(made: Made, case: CaseRef, wanted: Wanted, why: str, proposal: Mapping[str, Any]) -> list[EventDraft]:
    """The events that make `made` read as `wanted`, the refusal to be called first. `proposal`: what becomes of the case
    (`Proposal.body()`), unused where the attempt is voided. Empty where nothing differs."""
    making = _Making(made, case, why)
    if made.ended is None:
        raise ValueError("a voided attempt is not corrected")
    if wanted.outcome == VOID:
        making.replaced(made.ended, None)
        making.new(EventType.ATTEMPT_VOIDED, reason="no_ring")
        return making.drafts
    making.what_was_asked(wanted)
    making.who(wanted)
    making.interview(wanted)
    making.offer(wanted)
    making.callback(wanted)
    if made.step in ACCEPTED and wanted.outcome not in {"TERM", "PART", "HCH"}:
        making.replaced(made.last(EventType.ANSWERS_RECORDED), None)
    moved = wanted.outcome != made.outcome or any(draft.type is EventType.CALLBACK_SET for draft in making.drafts) or making.moment_moved
    if moved:
        making.replaced(made.ended, {**made.ended.body, "disposition": wanted.outcome, "proposal": dict(proposal)})
    return making.drafts


def last_words(state: CallState, drafts: Iterable[EventDraft], told: Callable[[UUID], Iterable[Fact]]) -> Iterator[EventDraft]:
    """What an action done in `state` tells, each thing once for a call: a word said again is laid over the first, and what the call did not
    come to is taken back when it is saved, or the figures would count the way there. `told`: what the call has told of a case so far."""
    said = {
        EventType.REACHED: bool(state.reached),
        EventType.INTERVIEW_DECIDED: state.decided is not None,
        EventType.OFFER_DECIDED: bool(state.offer[0]),
    }
    drafts = tuple(drafts)
    if any(draft.type is EventType.CALL_ENDED for draft in drafts):
        for case, kind in taken_back(state):
            yield from _said_again(case, kind, None, told(case.case_id))
    for draft in drafts:
        if draft.case and said.get(draft.type):
            yield from _said_again(draft.case, draft.type, draft.body, told(draft.case.case_id))
        else:
            yield draft


def _said_again(case: CaseRef, kind: EventType, body: Mapping[str, Any] | None, told: Iterable[Fact]) -> list[EventDraft]:
    """`body` None: it is taken back. Empty where nothing differs."""
    before = Made(tuple(standing_facts(told))).last(kind)
    if before is None:
        return [] if body is None else [EventDraft(kind, case, body)]
    making = _Making(Made((before,)), case, "person_said")
    making.replaced(before, body)
    return making.drafts


def ask_supervisor(made: Made, case: CaseRef, why: str) -> list[EventDraft]:
    """The agent asks a supervisor to cancel a slip: a correction that changes nothing of what the person asked until one decides.

    `made`: the case on which the person's wish was noted; ValueError when it holds none."""
    lasting = made.wish
    if lasting is None:
        raise ValueError("nothing for a supervisor to cancel")
    return [EventDraft(EventType.CORRECTION, case, {**_attempt(made), "supersedes": str(lasting.id), "reason": why})]


def _attempt(made: Made) -> dict[str, Any]:
    return {"attempt": made.facts[0].body["attempt"]}


class _Making:
    """The drafts of one correction, as they are found necessary."""

    def __init__(self, made: Made, case: CaseRef, why: str) -> None:
        self._made, self._case, self._why = made, case, why
        self.drafts: list[EventDraft] = []
        self.moment_moved = False

    def new(self, kind: EventType, **body: Any) -> None:
        kept = {name: value for name, value in body.items() if value != ""}
        self.drafts.append(EventDraft(kind, self._case, _attempt(self._made) | kept))

    def replaced(self, fact: Fact | None, body: Mapping[str, Any] | None) -> None:
        """`body` None: it was not said at all. A replacement is laid over what it replaces: what is no longer said is null."""
        if fact is None:
            return
        if body is not None:
            body = dict.fromkeys(fact.body) | dict(body)
            if all(fact.body.get(name) == value for name, value in body.items()):
                return
        said = {"supersedes": str(fact.id), "reason": self._why} | ({"replacement": dict(body)} if body is not None else {})
        self.drafts.append(EventDraft(EventType.CORRECTION, self._case, _attempt(self._made) | said))

    def _all(self, kind: EventType) -> Sequence[Fact]:
        return [fact for fact in self._made.facts if fact.type is kind]

    def what_was_asked(self, wanted: Wanted) -> None:
        if wanted.outcome == "OPTOUT" and not self._made.lasting:
            self.new(EventType.AUTHORISATION_WITHDRAWN, channel="phone")
        elif wanted.outcome == "OPPO" and not self._made.lasting:
            self.new(EventType.OPPOSITION_MADE)

    def who(self, wanted: Wanted) -> None:
        known = self._made.last(EventType.REACHED)
        if known is not None:
            wished = self._made.lasting or wanted.outcome in ASKED
            self.replaced(known, {**known.body, "who": who_answered(wanted.outcome, self._made.step, wished=wished)})

    def interview(self, wanted: Wanted) -> None:
        """Refused by a refusal, accepted where the call had come past the acceptance, else never decided."""
        decided = self._all(EventType.INTERVIEW_DECIDED)
        accepted = accepted_at(wanted.outcome, self._made.step)
        if accepted is None:
            for fact in decided:
                self.replaced(fact, None)
            return
        body: dict[str, Any] = _attempt(self._made) | {"accepted": accepted}
        if not accepted and wanted.reason:
            body["reason"] = wanted.reason
        if decided:
            self.replaced(decided[-1], body)
        else:
            self.drafts.append(EventDraft(EventType.INTERVIEW_DECIDED, self._case, body))

    def offer(self, wanted: Wanted) -> None:
        if wanted.offer is None:
            return
        code, decision, reason = wanted.offer
        body = _attempt(self._made) | {"offer": code, "decision": decision} | ({"reason": reason} if reason else {})
        self.replaced(self._made.last(EventType.OFFER_DECIDED), body)

    def callback(self, wanted: Wanted) -> None:
        known = self._made.last(EventType.CALLBACK_SET)
        if wanted.outcome not in CALLBACKS or not wanted.callback:
            self.moment_moved = known is not None
            self.replaced(known, None)
            return
        body = _attempt(self._made) | {"with": known.body["with"] if known else "person"} | dict(wanted.callback)
        if known is None:
            self.drafts.append(EventDraft(EventType.CALLBACK_SET, self._case, body))
        else:
            before = len(self.drafts)
            self.replaced(known, body)
            self.moment_moved = len(self.drafts) > before
