"""Calls for the tests of `domain.interview`: a telephone in the hand, and data for every action."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
import json
from typing import Any
from uuid import UUID

from cnmas_desktop.domain.campaign import Campaign
from cnmas_desktop.domain.campaigns import catalogue
from cnmas_desktop.domain.events import CaseRef, EventDraft, EventType, check_body
from cnmas_desktop.domain.interview import CallState, Option, act, begin, options, say, visible_fields

CAMPAIGNS = {campaign.code: campaign for campaign in catalogue()}
START = datetime(2026, 11, 24, 10, 31, tzinfo=UTC)
SERVICE_STEPS = ("who", "third_party", "identity", "notice", "script", "offer", "follow_up")
PHONE = "00000000-0000-7000-8000-0000000000aa"
SAMPLES: Mapping[str, Mapping[str, Any]] = {
    "identity": {"matches": True},
    "set_callback": {"kind": "firm", "at": START + timedelta(days=1), "zone": "Europe/Paris"},
    "hand_over": {"to_kind": "team", "to": "Lyon", "reason": "skill"},
    "language": {"language": "portugais"},
    "request": {"type": "autre", "text": ""},
    "change": {"field": "mail", "old": "a@exemple.fr", "new": "b@exemple.fr"},
    "authorise": {"channel": "mail", "state": "given", "words": "1"},
    "stop_calling": {"channel": "phone"},
    "right": {"right": "access"},
    "incident": {"kind": "distress"},
    "skip": {"reason": "later"},
    "second_check": {"matches": True},
    "reveal": {"field": "code_provisoire_ameli"},
    "note": {"codes": "matin,soir", "text": ""},
}


def case(number: int, campaign: str = "MTDENTS") -> CaseRef:
    return CaseRef(UUID(int=number), campaign, "1", UUID(int=900 + number), 3)


class Phone:
    """One call, driven by actions. Every draft is held against the protocol, every state against JSON."""

    def __init__(self, code: str = "MTDENTS", cases: int = 1) -> None:
        self.campaign: Campaign = CAMPAIGNS[code]
        self.state: CallState = begin(self.campaign, [case(number, code) for number in range(1, cases + 1)])
        self.drafts: list[EventDraft] = []
        self.now = START
        self.calls = 0

    def do(self, action: str, value: str = "", **data: Any) -> "Phone":
        self.now += timedelta(seconds=5)
        if action in {"call", "incoming"}:
            self.calls += 1
            attempt = f"00000000-0000-7000-8000-{self.calls:012x}"
            data = {"attempt": attempt, "phone": PHONE, "rule": "public_service", "zone": "Europe/Paris", "message_allowed": True} | data
        if action == "save":
            proposal = {"state": "done", "class": 5, "at": None}
            data = {"proposals": {str(outcome.case.case_id): proposal for outcome in self.state.outcomes}}
        if action == "answer" and "answer" not in data:
            data = {"answer": self._some_answer()}
        sent = {**SAMPLES.get(action, {}), **data} | ({"value": value} if value else {})
        transition = act(self.state, self.campaign, action, sent, self.now)
        for draft in transition.drafts:
            check_body(draft)
        self.state = CallState.from_json(json.loads(json.dumps(transition.state.to_json())))
        assert self.state == transition.state
        self.drafts.extend(transition.drafts)
        return self

    def choose(self, option: Option) -> "Phone":
        return self.do(option.action, option.value)

    def press(self, *keys: str) -> "Phone":
        """What a hand on the keyboard does; Enter is the primary option."""
        for key in keys:
            self.choose(self.option(key))
        return self

    def option(self, key: str) -> Option:
        found = [option for option in options(self.state, self.campaign) if option.key == key or (key == "Enter" and option.primary)]
        assert len(found) == 1, f"{key} at {self.state.step}: {found}"
        return found[0]

    def actions(self) -> set[str]:
        return {option.action for option in options(self.state, self.campaign)}

    def types(self) -> list[str]:
        return [draft.type.value for draft in self.drafts]

    def of(self, kind: EventType) -> list[EventDraft]:
        return [draft for draft in self.drafts if draft.type is kind]

    def endings(self) -> list[str]:
        return [draft.body["disposition"] for draft in self.of(EventType.CALL_ENDED)]

    def to(self, step: str) -> "Phone":
        """The shortest honest way to a step."""
        ways = {
            "ready": (), "ringing": ("F2",), "who": ("F2", "1"), "third_party": ("F2", "1", "2"),
            "identity": ("F2", "1", "1"), "notice": ("F2", "1", "1", "Enter"), "script": ("F2", "1", "1", "Enter", "1"),
        }  # fmt: skip
        if self.campaign.regime.value == "study":
            ways |= {"notice": ("F2", "1", "1"), "questions": ("F2", "1", "1", "1")}
        if step in ways:
            return self.press(*ways[step])
        self.to("script")
        while self.state.step.value != "offer":
            self.press("Enter")
        return self if step == "offer" else self.press("3")

    def _some_answer(self) -> str:
        question = self.campaign.questions[self.state.cursor]
        return question.choices[0].code if question.choices else "5" if question.kind.value != "text" else "bien"


def sentence(phone: Phone) -> str:
    return say(phone.state, phone.campaign)


def seen(phone: Phone) -> frozenset[str]:
    return visible_fields(phone.state, phone.campaign)
