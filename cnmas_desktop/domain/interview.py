"""The call as a pure state machine, one per regime (trade sections 1, 2 and 5).

Service: who answers -> identity -> notice -> accepts? -> script -> offer -> what follows -> end.
Study: who answers -> notice -> accepts? -> questions -> end; the opposition is one key away throughout.
The window, the simulator and the journey tests use only this module: `begin`, `options`, `say`, `visible_fields`, `act`.

What the person said is an event at once; how the call ends is one only when it is saved, so that Esc may take it back. Who answered and
what was decided is in the end what the ending says (`who_answered`, `accepted_at`): the way there, Esc included, counts for nothing.
`call_started`, `reached`, `identity_checked`, `notice_read` and what the person asks stand on the case at hand, decisions and
`call_ended` on every case they concern: exactly one `call_ended` per case and attempt, none when it did not ring.
Said again, it is a second event: the later one holds, and the desk lays it over the former (`corrections.last_words`).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from cnmas_desktop.domain.campaign import Campaign, Regime
from cnmas_desktop.domain.events import CaseRef, EventDraft, EventType, instant_text
from cnmas_desktop.domain.interview_answers import read_answer
from cnmas_desktop.domain.interview_endings import Endings
from cnmas_desktop.domain.interview_options import (
    may_reveal_secret,
    message_offered,
    options,
    relevant_questions,
    say,
    visible_fields,
)
from cnmas_desktop.domain.interview_state import (
    MAX_MISSES,
    ActionNotOfferedError,
    CallState,
    Option,
    Outcome,
    Told,
    Transition,
)
from cnmas_desktop.domain.interview_steps import ACCEPTED, BEFORE_IDENTITY, Step
from cnmas_desktop.domain.interview_turn import calls_again

__all__ = [
    "ActionNotOfferedError", "CallState", "Option", "Outcome", "Step", "Told", "Transition",
    "act", "begin", "may_reveal_secret", "options", "say", "visible_fields",
]  # fmt: skip

NO_RING = "no_ring"
IN_CALL = "call"


def begin(campaign: Campaign, cases: Sequence[CaseRef], *, answers: Mapping[str, Any] | None = None) -> CallState:
    """The state before the call, for the cases of one person in this campaign; the first is the one the queue proposes.

    `answers`: of an interrupted study, to go on where it stopped.
    """
    return CallState(campaign.regime, tuple(cases), answers=dict(answers or {}))


def act(state: CallState, campaign: Campaign, action: str, data: Mapping[str, Any], when: datetime) -> Transition:
    """Do one of `options(state, campaign)`. `data` by action (texts, but where said):

    call, incoming: attempt, phone (UUIDs as text), rule, zone, message_allowed (bool, optional) · identity, second_check: matches (bool) · reveal: field ·
    set_callback: kind (firm, soft), at (aware datetime), zone · hand_over: to_kind, to, reason · language: language ·
    request: type, text? · change: field, new, old? · authorise: channel, state (given, withdrawn, unchanged), words, lifts? ·
    stop_calling: channel? (phone) · right: right · incident: kind · skip: reason · note: codes (list or commas), text ·
    answer: answer · save: proposals ({case id: `Proposal.body()`}, one for each of `state.outcomes`) · others: value where the option has one.
    Raises ActionNotOfferedError (our fault) for what is not offered, KnownError `question.answer_invalid` for an impossible answer.
    """
    value = str(data.get("value", ""))
    offered = [option for option in options(state, campaign) if option.action == action]
    if not offered or (any(option.value for option in offered) and value not in {option.value for option in offered}):
        raise ActionNotOfferedError(f"{action} {value} at {state.step}")
    turn = _Conversation(state, campaign, data, when)
    HANDLERS[action](turn)
    return Transition(turn.state, tuple(turn.drafts))


class _Conversation(Endings):
    """The way through a call, step by step."""

    def call(self) -> None:
        self._start(incoming=False)
        self.state = self.state.on(Step.RINGING)

    def incoming(self) -> None:
        self._start(incoming=True)
        self.state = self.state.on(Step.WHO)

    def _start(self, *, incoming: bool) -> None:
        data = self.data
        self.state = replace(
            self.state,
            attempt=data["attempt"],
            phone=data["phone"],
            incoming=incoming,
            message_allowed=bool(data.get("message_allowed", False)),
            started_at=instant_text(self.when),
        )
        cases = [str(case.case_id) for case in self.state.cases]
        self.drafts.append(
            EventDraft(
                EventType.CALL_STARTED,
                self.state.case,
                {
                    "attempt": data["attempt"],
                    "phone": data["phone"],
                    "cases": cases,
                    "incoming": incoming,
                    "rule": data["rule"],
                    "zone": data["zone"],
                },
            )
        )

    def skip(self) -> None:
        for case in self.state.cases:
            self.drafts.append(EventDraft(EventType.CASE_SKIPPED, case, {"reason": self.data["reason"]}))
        self.state = self.state.on(Step.ENDED)

    def voicemail(self) -> None:
        if message_offered(self.state, self.campaign):
            self.state = replace(self.state, menu="voicemail")
        else:
            self.end("REP")

    def did_not_ring(self) -> None:
        self.fact(EventType.ATTEMPT_VOIDED, reason=NO_RING)
        self.state = CallState(self.state.regime, self.state.cases, answers=self.state.answers)

    # Who it is

    def person(self) -> None:
        self.reached("person")
        if self.state.regime is Regime.STUDY:
            self.state = self.state.on(Step.NOTICE, identified=True)
        else:
            self.state = self.state.on(Step.IDENTITY)

    def third_party(self) -> None:
        self.reached("third_party")
        self.state = self.state.on(Step.THIRD_PARTY)

    def identity(self) -> None:
        if self.data["matches"]:
            self.fact(EventType.IDENTITY_CHECKED, result="match")
            self.state = self.state.on(Step.NOTICE, identified=True)
            return
        self.fact(EventType.IDENTITY_CHECKED, result="mismatch")
        self.state = replace(self.state, misses=self.state.misses + 1)
        if self.state.misses >= MAX_MISSES:
            self.end("ID_NC")

    def refuse_identity(self) -> None:
        self.fact(EventType.IDENTITY_CHECKED, result="refused")
        self.end("ID_REF")

    # A secret (trade section 1)

    def second_check(self) -> None:
        matches = self.data["matches"]
        self.fact(EventType.IDENTITY_CHECKED, result="match" if matches else "mismatch")
        misses = self.state.second_misses + (not matches)
        self.state = replace(self.state, second_check=matches, second_misses=misses)

    def reveal(self) -> None:
        """The centre gave it: what was shown is a consultation of its own."""
        self.drafts.append(EventDraft(EventType.FIELD_REVEALED, self.state.case, {"field": self.data["field"], "purpose": IN_CALL}))

    # The interview

    def accept(self) -> None:
        self.notice_read()
        self.decide(accepted=True)
        if self.state.regime is Regime.STUDY:
            self._resume_questions()
        else:
            self._open_script()

    def _open_script(self) -> None:
        self.state = self.state.on(Step.SCRIPT) if self.campaign.script else self._after_script()

    def _after_script(self) -> CallState:
        return self.state.on(Step.OFFER if self.campaign.offers else Step.FOLLOW_UP)

    def next(self) -> None:
        following = self.state.cursor + 1
        more = following < len(self.campaign.script)
        self.state = self.state.on(Step.SCRIPT, following) if more else self._after_script()

    def offer_accepted(self) -> None:
        if len(self.campaign.offers) > 1:
            self.state = replace(self.state, menu="offer_choice")
        else:
            self._offer(self.campaign.offers[0].code, "accepted")

    def offer(self) -> None:
        self._offer(self.data["value"], "accepted")

    def offer_refused(self) -> None:
        self.state = replace(self.state, menu="offer_reason")

    def offer_reason(self) -> None:
        self._offer(self.campaign.offers[0].code, "refused", str(self.data.get("value", "")))

    def offer_undecided(self) -> None:
        self._offer(self.campaign.offers[0].code, "undecided")

    def _offer(self, code: str, decision: str, reason: str = "") -> None:
        self.fact(EventType.OFFER_DECIDED, offer=code, decision=decision, reason=reason)
        self.state = replace(self.state, offer=(code, decision))
        self.tell("offer", code, decision)
        self.state = self.state.on(Step.FOLLOW_UP)

    def nothing_more(self) -> None:
        """This case is through: the next child, or the end."""
        self.through("TERM")

    def through(self, disposition: str) -> None:
        if self.state.current + 1 == len(self.state.cases):
            self.end(disposition)
            return
        settled = (*self.state.settled, (disposition, self.state.place.value))
        self.state = replace(self.state, settled=settled, current=self.state.current + 1, offer=("", ""))
        self._open_script()
        self.state = replace(self.state, previous=())  # what was told of one child is not taken back from the next

    def answer(self) -> None:
        question = self.campaign.questions[self.state.cursor]
        given = read_answer(question, self.data["answer"])
        answers = {name: value for name, value in self.state.answers.items() if name != question.id}
        if given is not None:
            answers[question.id] = given
        self.state = replace(self.state, answers=answers)
        self._next_question(self.state.cursor)

    def _resume_questions(self) -> None:
        """At the first question without an answer: an interrupted interview goes on where it stopped."""
        places = self._places()
        waiting = [place for place in places if self.campaign.questions[place].id not in self.state.answers]
        here = (waiting or places[-1:])[:1]
        self.state = self.state.on(Step.QUESTIONS, here[0]) if here else self.state.on(Step.FOLLOW_UP)

    def _next_question(self, after: int) -> None:
        following = [place for place in self._places() if place > after]
        if following:
            self.state = self.state.on(Step.QUESTIONS, following[0])
            return
        self.end("TERM")

    def _places(self) -> list[int]:
        left = relevant_questions(self.campaign, self.state.answers)
        return [self.campaign.questions.index(question) for question in left]

    def end_with(self) -> None:
        code = self.data["value"]
        if code == "HCH" and self.state.step in ACCEPTED and self.state.regime is Regime.SERVICE:
            self.through(code)  # true of this child, not of the next
            return
        self.end(code)

    # What the person asks, at any time

    def request(self) -> None:
        self.fact(EventType.REQUEST_MADE, type=self.data["type"], text=self.data.get("text"))
        self.tell("request", self.data["type"])

    def change(self) -> None:
        self.fact(EventType.CONTACT_CHANGE_PROPOSED, field=self.data["field"], old=self.data.get("old"), new=self.data["new"])
        self.tell("change", self.data["field"], self.data["new"])

    def authorise(self) -> None:
        """One channel; "unchanged", the default, is no fact at all."""
        channel, wanted = self.data["channel"], self.data.get("state", "unchanged")
        if wanted == "withdrawn":
            self._withdraw(channel)
        elif wanted == "given":
            lifts = self.data.get("lifts")
            self.fact(EventType.AUTHORISATION_GIVEN, channel=channel, words=self.data["words"], lifts=lifts)
            left = tuple(name for name in self.state.withdrawn if name != channel or not lifts)
            self.state = replace(self.state, withdrawn=left)
            self.tell("authorisation", channel, "given")

    def _withdraw(self, channel: str) -> None:
        self.fact(EventType.AUTHORISATION_WITHDRAWN, channel=channel)
        self.state = replace(self.state, withdrawn=tuple(dict.fromkeys((*self.state.withdrawn, channel))))
        self.tell("authorisation", channel, "withdrawn")

    def stop_calling(self) -> None:
        """Honoured at once. Before the interview is accepted it ends the call; within, the person may well go on."""
        self.reached(self.state.reached or "person")
        channel = self.data.get("channel") or "phone"
        self._withdraw(channel)
        if channel == "phone" and self.state.step in (*BEFORE_IDENTITY, Step.NOTICE):
            self.end("OPTOUT")
        elif channel == "phone" and self.state.step is Step.ENDING and calls_again(self.state.ending):
            self.state = replace(self.state, ending="OPTOUT", callback={}, handed_to={})

    def oppose(self) -> None:
        """Study: answers erased, person out of all studies; nothing to go back to."""
        self.reached(self.state.reached or "person")
        self.fact(EventType.OPPOSITION_MADE)
        self.end("OPPO", answers={}, opposed=True, callback={}, handed_to={}, accepted=False)

    def right(self) -> None:
        self.fact(EventType.RIGHT_EXERCISED, right=self.data["right"])
        self.tell("right", self.data["right"])

    def note(self) -> None:
        codes = self.data.get("codes") or ()
        listed = [code.strip() for code in codes.split(",")] if isinstance(codes, str) else list(codes)
        self.state = replace(self.state, note_codes=tuple(code for code in listed if code), note_text=self.data.get("text") or "")

    def incident(self) -> None:
        """The case is set aside and the supervisor alerted, without detail."""
        kind = self.data["kind"]
        self.fact(EventType.INCIDENT_RAISED, kind=kind)
        if not self.state.attempt:
            for case in self.state.cases:
                self.fact(EventType.HANDED_OVER, case, to_kind="team", to="supervisor", reason="incident")
            self.state = self.state.on(Step.ENDED, incident=kind)
            return
        self.end("INC", incident=kind, callback={}, handed_to={})


HANDLERS: Mapping[str, Callable[[_Conversation], None]] = {
    **{
        name: getattr(_Conversation, name)
        for name in (
            "call", "incoming", "skip", "voicemail", "did_not_ring", "person", "third_party", "identity", "refuse_identity", "accept",
            "next", "offer_accepted", "offer", "offer_refused", "offer_reason", "offer_undecided", "nothing_more", "answer", "request",
            "change", "authorise", "stop_calling", "oppose", "right", "note", "incident", "refuse", "hung_up", "end_with", "language",
            "hand_over", "plan", "set_callback", "reason", "save", "back", "second_check", "reveal",
        )
    },
    "answered": lambda turn: setattr(turn, "state", turn.state.on(Step.WHO)),
    "callback": _Conversation.plan,
    "no_answer": lambda turn: turn.end("NRP"),
    "busy": lambda turn: turn.end("OCC"),
    "out_of_service": lambda turn: turn.end("HSERV"),
    "wrong_number": lambda turn: turn.end("FNUM"),
    "no_moment": lambda turn: turn.end("RAP"),
    "terminate": lambda turn: turn.menu("terminate"),
    "special": lambda turn: turn.menu("special"),
}  # fmt: skip
