"""Where a call stands, as a value that survives a crash: plain JSON out, the same state back."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any
from uuid import UUID

from cnmas_desktop.domain.campaign import Regime, Stage
from cnmas_desktop.domain.events import CaseRef, EventDraft
from cnmas_desktop.domain.interview_steps import Step

MAX_MISSES = 2
"""Two answers that do not match end the call as "identité non confirmée" (trade section 1)."""


@dataclass(frozen=True, slots=True)
class Told:
    """Something for the organisme, said in this call. `kind`: request, change, authorisation, right, offer. `case`: index of the case.

    `code`: request type, field, channel, right or offer; `text`: the new value, `given`/`withdrawn`, or the decision."""

    kind: str
    case: int
    code: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a case of this call ends: what `save` is about to write, and what a proposal is asked for."""

    case: CaseRef
    disposition: str
    step: Step


@dataclass(frozen=True, slots=True)
class CallState:
    """One call about the cases of one person.

    `menu`: the open menu ("", terminate, special, voicemail, offer_choice, offer_reason). `cursor`: sentence of the script or question.
    `previous`: (step, cursor) to which Esc goes back, last first out. `reached`: the last answer to "who" that an event holds.
    `second_check`, `second_misses`: what is asked again before a secret is shown (trade section 1).
    `decided`: the last interview decision that an event holds, `accepted` the one that stands. `offer`: code and decision of the
    current case. `settled`: (disposition, step) of the cases already through, in order: one outcome per child.
    `ending`, `end_step`: how the others end, and where the call had come. `callback`: kind, at, zone, with. `answers`: of a study.
    """

    regime: Regime
    cases: tuple[CaseRef, ...]
    step: Step = Step.READY
    current: int = 0
    incoming: bool = False
    message_allowed: bool = False
    attempt: str = ""
    phone: str = ""
    started_at: str = ""
    menu: str = ""
    cursor: int = 0
    previous: tuple[tuple[str, int], ...] = ()
    reached: str = ""
    misses: int = 0
    identified: bool = False
    second_check: bool = False
    second_misses: int = 0
    notice_read: bool = False
    accepted: bool = False
    decided: bool | None = None
    offer: tuple[str, str] = ("", "")
    told: tuple[Told, ...] = ()
    withdrawn: tuple[str, ...] = ()
    opposed: bool = False
    incident: str = ""
    answers: Mapping[str, Any] = field(default_factory=dict)
    callback: Mapping[str, str] = field(default_factory=dict)
    handed_to: Mapping[str, str] = field(default_factory=dict)
    note_codes: tuple[str, ...] = ()
    note_text: str = ""
    settled: tuple[tuple[str, str], ...] = ()
    ending: str = ""
    end_step: Step | None = None
    reason: str = ""

    @property
    def case(self) -> CaseRef:
        """The case at hand."""
        return self.cases[self.current]

    @property
    def open_cases(self) -> tuple[CaseRef, ...]:
        """The cases not yet through."""
        return self.cases[len(self.settled) :]

    @property
    def place(self) -> Step:
        """How far the call has come, whatever page is open over it."""
        if self.step is Step.CALLBACK and self.previous:
            return Step(self.previous[-1][0])
        return self.end_step if self.step is Step.ENDING and self.end_step else self.step

    @property
    def stage(self) -> Stage:
        """What may be seen: theme fields only after the notice and the acceptance (trade section 1)."""
        if not self.identified:
            return Stage.BEFORE_IDENTITY
        return Stage.AFTER_ACCEPTANCE if self.accepted else Stage.AFTER_IDENTITY

    @property
    def locked(self) -> bool:
        """Nothing to go back to: an opposition has erased, an incident has set aside, two misses have ended."""
        return self.opposed or bool(self.incident) or self.misses >= MAX_MISSES or self.step is Step.ENDED

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """One outcome per case, in order; empty before the ending is chosen."""
        if not self.ending or self.end_step is None:
            return ()
        settled = [Outcome(case, code, Step(step)) for case, (code, step) in zip(self.cases, self.settled, strict=False)]
        rest = [Outcome(case, self.ending, self.end_step) for case in self.open_cases]
        return (*settled, *rest)

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        plain = _values(self)
        plain["cases"] = [
            {name: value if isinstance(value, (str, int)) else str(value) for name, value in _values(case).items()} for case in self.cases
        ]
        plain["told"] = [_values(one) for one in self.told]
        plain["previous"] = [list(pair) for pair in self.previous]
        plain["settled"] = [list(pair) for pair in self.settled]
        for name in ("offer", "withdrawn", "note_codes"):
            plain[name] = list(plain[name])
        for name in ("regime", "step", "end_step"):
            plain[name] = None if plain[name] is None else str(plain[name])
        return plain

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> "CallState":
        """The state that `to_json` wrote. Keys of another version are our fault: TypeError."""
        values = dict(plain)
        values["cases"] = tuple(
            CaseRef(UUID(case["case_id"]), case["campaign"], case["version"], UUID(case["lease_id"]), case["epoch"])
            for case in values["cases"]
        )
        values["told"] = tuple(Told(**told) for told in values["told"])
        values["previous"] = tuple((step, cursor) for step, cursor in values["previous"])
        values["settled"] = tuple((code, step) for code, step in values["settled"])
        values["offer"] = (values["offer"][0], values["offer"][1])
        for name in ("withdrawn", "note_codes"):
            values[name] = tuple(values[name])
        values["regime"], values["step"] = Regime(values["regime"]), Step(values["step"])
        values["end_step"] = Step(values["end_step"]) if values["end_step"] else None
        return cls(**values)

    def on(self, step: Step, cursor: int = 0, **changes: Any) -> "CallState":
        """Forward to `step`; Esc comes back here."""
        return replace(
            self, step=step, cursor=cursor, menu="", previous=(*self.previous, (self.step.value, self.cursor)), **changes
        )  # fmt: skip


def _values(value: Any) -> dict[str, Any]:
    """The fields of a frozen value. `asdict` would copy, at every step of a call, what nobody changes."""
    return {one.name: getattr(value, one.name) for one in fields(value)}


@dataclass(frozen=True, slots=True)
class Option:
    """What the agent may do now.

    `key`: as on its key cap ("1", "F3", "Enter", "Esc"), "" for a button only. `form`: the panel that asks for its data, "" when it
    acts at once. `label_code`: a key of `messages.MESSAGES`; `text` fills its {text} with words of the campaign.
    `value`: what distinguishes options of the same action; it goes back to `act` as data["value"].
    """

    key: str
    action: str
    label_code: str
    primary: bool = False
    form: str = ""
    value: str = ""
    text: str = ""
    destructive: bool = False


@dataclass(frozen=True, slots=True)
class Transition:
    """The state that follows and the events that say what happened, in order."""

    state: CallState
    drafts: tuple[EventDraft, ...] = ()


class ActionNotOfferedError(Exception):
    """An action that `options` does not offer here: our fault."""
