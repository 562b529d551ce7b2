"""One action of a call being done: the state so far, and the drafts of the events it made."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from cnmas_desktop.domain.campaign import Campaign
from cnmas_desktop.domain.dispositions import DISPOSITIONS, Delay
from cnmas_desktop.domain.events import CaseRef, EventDraft, EventType
from cnmas_desktop.domain.interview_options import relevant_questions
from cnmas_desktop.domain.interview_state import CallState, Told
from cnmas_desktop.domain.interview_steps import ACCEPTED, BEFORE_IDENTITY, Step

REFUSALS = frozenset({"REF_D", "REF_S"})
"""The interview refused by the person."""


def who_answered(disposition: str, place: Step, *, wished: bool) -> str:
    """Whom a call came to, by what it ended with: the keys on the way there count for nothing. `wished`: not to be called any more."""
    if disposition == "REPL":
        return "legal_representative"
    if place not in BEFORE_IDENTITY:
        return "person"
    if place is Step.THIRD_PARTY or disposition in {"FNUM", "DCD", "ABS"}:
        return "third_party"
    return "person" if place is Step.IDENTITY or wished else "unknown"


def accepted_at(disposition: str, place: Step) -> bool | None:
    """What a call that ended so says of the interview; None: nothing was decided."""
    if disposition in REFUSALS:
        return False
    return True if place in ACCEPTED else None


def calls_again(disposition: str) -> bool:
    """Does this outcome bring the person another call?"""
    return DISPOSITIONS[disposition].delay not in {Delay.NONE, Delay.NEXT_NUMBER}


class Turn:
    """One action being done: the state so far and the drafts it made."""

    def __init__(self, state: CallState, campaign: Campaign, data: Mapping[str, Any], when: datetime) -> None:
        self.state, self.campaign, self.data, self.when = state, campaign, data, when
        self.drafts: list[EventDraft] = []

    def fact(self, kind: EventType, case: CaseRef | None = None, /, **body: Any) -> None:
        """An event of this attempt, on the case at hand unless said."""
        kept = {name: value for name, value in body.items() if value is not None and value != ""}
        attempt = {"attempt": self.state.attempt} if self.state.attempt else {}
        self.drafts.append(EventDraft(kind, case or self.state.case, attempt | kept))

    def tell(self, kind: str, code: str, text: str = "") -> None:
        self.state = replace(self.state, told=(*self.state.told, Told(kind, self.state.current, code, text)))

    def reached(self, who: str) -> None:
        if self.state.reached != who:
            self.fact(EventType.REACHED, self.state.cases[0], who=who)
            self.state = replace(self.state, reached=who)

    def end(self, disposition: str, **changes: Any) -> None:
        """Choose how the cases not yet through end; nothing is written before `save`."""
        if calls_again(disposition) and "phone" in self.state.withdrawn:
            disposition = "OPTOUT"  # whoever asked not to be called is not called back
        self.state = self.state.on(Step.ENDING, ending=disposition, end_step=self.state.place, **changes)

    def decide(self, *, accepted: bool) -> None:
        if self.state.decided is not accepted:
            for case in self.state.open_cases:
                self.fact(EventType.INTERVIEW_DECIDED, case, accepted=accepted, reason=None if accepted else self.state.reason)
        self.state = replace(self.state, accepted=accepted, decided=accepted)

    def notice_read(self) -> None:
        if not self.state.notice_read:
            self.fact(EventType.NOTICE_READ, notice=self.campaign.notice.version)
            self.state = replace(self.state, notice_read=True)

    def record_answers(self) -> None:
        """Only what was to be asked: an answer whose question no longer applies stays here."""
        names = {question.id for question in relevant_questions(self.campaign, self.state.answers)}
        answers = {name: value for name, value in self.state.answers.items() if name in names}
        if answers:
            self.fact(EventType.ANSWERS_RECORDED, answers=answers)
