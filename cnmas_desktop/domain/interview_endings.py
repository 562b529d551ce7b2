"""How a call ends, and what is written when it is saved."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from cnmas_desktop.domain.events import CaseRef, EventType, instant_text
from cnmas_desktop.domain.interview_state import CallState
from cnmas_desktop.domain.interview_steps import ACCEPTED, ANSWERED, BEFORE_IDENTITY, IDENTIFIED, Step
from cnmas_desktop.domain.interview_turn import REFUSALS, Turn, accepted_at, who_answered


class Endings(Turn):
    """The ends of F3, of the steps and of the form for a callback; Esc; and `save`."""

    def refuse(self) -> None:
        if self.state.step in (Step.WHO, Step.THIRD_PARTY):
            self.end("REF_T")
            return
        if self.state.place is Step.FOLLOW_UP and self.state.offer[1]:
            self.end("PART")  # what was said of the offer stands: an interview is not accepted and refused
            return
        if self.state.step is Step.NOTICE and not self.state.menu:
            self.notice_read()
        self.end("REF_D", accepted=False)

    def hung_up(self) -> None:
        if self.state.step in BEFORE_IDENTITY:
            self.end("RACC")
        elif self.state.step is Step.FOLLOW_UP:
            self.end("PART")
        else:
            self.end("ABAN")

    def language(self) -> None:
        self.end("LANG", handed_to={"to_kind": "skill", "to": self.data["language"], "reason": "language"})

    def hand_over(self) -> None:
        handed = {name: str(self.data[name]) for name in ("to_kind", "to", "reason")}
        if self.state.attempt:
            self.end("CONF", handed_to=handed)
            return
        for case in self.state.cases:
            self.fact(EventType.HANDED_OVER, case, **handed)
        self.state = self.state.on(Step.ENDED)

    def plan(self) -> None:
        self.state = self.state.on(Step.CALLBACK)

    def set_callback(self) -> None:
        kind = self.data["kind"]
        with_whom = "third_party" if self.state.place is Step.THIRD_PARTY else "person"
        callback = {"kind": kind, "at": instant_text(self.data["at"]), "zone": self.data["zone"], "with": with_whom}
        if self.state.attempt:
            self.end("RDV" if kind == "firm" else "RAP", callback=callback)
            return
        for case in self.state.cases:
            self.fact(EventType.CALLBACK_SET, case, **callback)
        self.state = self.state.on(Step.ENDED)

    def reason(self) -> None:
        self.state = replace(self.state, reason=self.data["value"])

    def save(self) -> None:
        """Everything that was only chosen becomes fact, and each case gets its one `call_ended`."""
        state, outcomes = self.state, self.state.outcomes
        if state.place in ANSWERED:
            self.reached(who_answered(state.ending, state.place, wished=bool(state.withdrawn) or state.opposed))
        if state.ending in REFUSALS:
            self.decide(accepted=False)
        if state.ending in {"TERM", "PART"}:
            self.record_answers()
        for case in state.open_cases:
            if state.callback and state.ending in {"RDV", "RAP"}:
                self.fact(EventType.CALLBACK_SET, case, **state.callback)
            if state.handed_to and state.ending in {"CONF", "LANG"}:
                self.fact(EventType.HANDED_OVER, case, **state.handed_to)
        if state.note_codes or state.note_text:
            self.fact(EventType.NOTE_WRITTEN, codes=list(state.note_codes), text=state.note_text)
        seconds = max(0, int((self.when - datetime.fromisoformat(state.started_at)).total_seconds()))
        for outcome in outcomes:
            self.fact(
                EventType.CALL_ENDED,
                outcome.case,
                disposition=outcome.disposition,
                phone=state.phone,
                step=outcome.step.value,
                seconds=seconds,
                proposal=dict(self.data["proposals"][str(outcome.case.case_id)]),
            )
        self.state = self.state.on(Step.ENDED)

    def menu(self, name: str) -> None:
        self.state = replace(self.state, menu=name)

    def back(self) -> None:
        """Close the menu, or return one page; what was only chosen is dropped, what is an event will be asked again."""
        if self.state.menu:
            self.state = replace(self.state, menu="")
            return
        *earlier, (step, cursor) = self.state.previous
        here = self.state.current
        state = replace(
            self.state,
            step=Step(step),
            cursor=cursor,
            previous=tuple(earlier),
            ending="",
            end_step=None,
            reason="",
            callback={},
            handed_to={},
        )
        self.state = replace(
            state,
            identified=state.identified and state.place in IDENTIFIED,
            accepted=bool(state.decided) and state.place in ACCEPTED,
            told=tuple(one for one in state.told if (one.kind, one.case) != ("offer", here) or state.place is Step.FOLLOW_UP),
        )


def taken_back(state: CallState) -> Iterator[tuple[CaseRef, EventType]]:
    """What events say was decided and the call did not come to, since Esc left that way: no decision of this call."""
    if state.decided and accepted_at(state.ending, state.place) is None:
        yield from ((case, EventType.INTERVIEW_DECIDED) for case in state.open_cases)
    if state.offer[0] and state.place is not Step.FOLLOW_UP:
        yield state.case, EventType.OFFER_DECIDED
