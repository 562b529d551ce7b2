"""The call as a pure state machine: the window, the simulator and the journey tests all use only this module.

SKELETON (signatures first). `act` takes the state, what the agent did and the instant, and gives back the next state with
the drafts of the events that say so.
"""

from dataclasses import dataclass

from cnmas_desktop.domain.campaign import Regime
from cnmas_desktop.domain.events import CaseRef, EventDraft
from cnmas_desktop.domain.interview_steps import Step


@dataclass(frozen=True, slots=True)
class CallState:
    """Where a call stands; `to_json`/`from_json` round-trip, so that a crash comes back to the same step."""

    regime: Regime
    cases: tuple[CaseRef, ...]
    step: Step = Step.READY


@dataclass(frozen=True, slots=True)
class Option:
    """What the agent may do now. `form`: "" | reason | callback | identity | incident | language | hand_over | request | change | ..."""

    key: str
    action: str
    label_code: str
    primary: bool = False
    form: str = ""
    value: str = ""
    destructive: bool = False


@dataclass(frozen=True, slots=True)
class Transition:
    state: CallState
    drafts: tuple[EventDraft, ...] = ()


# def begin(campaign, cases: Sequence[CaseRef], *, incoming=False) -> CallState
# def options(state, campaign) -> tuple[Option, ...]
# def say(state, campaign) -> str          key of the campaign's sentence to say now
# def act(state, campaign, action: str, data: Mapping[str, Any], when: datetime) -> Transition
# def visible_fields(state, campaign) -> frozenset[str]
# def identity_matches(campaign, contact_fields, typed) -> bool
# def outcomes(state) -> tuple[(CaseRef, disposition code, Callback | None), ...]   what "save" is about to end each case with
# Starting: act(READY, "call", {"attempt": uuid, "phone": uuid, "rule": code, "zone": name})
# Saving:   act(ENDING, "save", {"proposals": {case_id: {"state","class","at"}}})
