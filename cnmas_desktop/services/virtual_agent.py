"""An agent who is not there, before the same desk as the window's, with a person on the telephone who is not there either.

Every answer comes from the injected chance. The agent takes only what the desk offers, most often the main way through the call,
sometimes any other; after a while, the way that ends it.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from random import Random
from typing import Any
from uuid import UUID

from cnmas_desktop.domain.campaign import QuestionKind
from cnmas_desktop.domain.fields import FIELDS, display
from cnmas_desktop.domain.interview import Step
from cnmas_desktop.messages import KnownError
from cnmas_desktop.services.casebook import Casebook
from cnmas_desktop.services.interviewing import typed_checks
from cnmas_desktop.services.views import AgentDesk, CallView, Choice, OptionView

LONGEST = 40
"""Actions after which a call is brought to its end."""
FIELDS_OF_A_CHANGE = {"mail": "nouvelle.adresse@example.org", "ville": "Villeneuve"}

Form = Callable[["VirtualAgent", CallView], Mapping[str, Any]]


class VirtualAgent:
    """`call()` makes one call. `heard` is what the person on the telephone knows: the payload of their case."""

    def __init__(self, desk: AgentDesk, casebook: Casebook, random: Random) -> None:
        self._desk, self._casebook, self._random = desk, casebook, random

    def call(self) -> bool:
        """One case from opening to saving; False when the queue offers none."""
        view = self._desk.open_next()
        if view is None:
            return False
        first: UUID = view.case_id
        for turn in range(2 * LONGEST):
            option = self._choose(view, hurried=turn >= LONGEST)
            try:
                following = self._desk.act(option.action, self._data(option, view))
            except KnownError:
                # One that may no longer be dialled is left for later; a refused text changes nothing.
                following = self._desk.act("skip", {"reason": "other"}) if view.step == Step.READY else view
            if following is None or (following.case_id != first and following.step == Step.READY):
                return True
            view = following
        raise AssertionError(f"a call that does not end, at {view.step}")

    def _choose(self, view: CallView, *, hurried: bool) -> OptionView:
        main = next((option for option in view.options if option.primary), None)
        if view.step == Step.READY:
            return main or view.options[0]
        if hurried:
            way_out = next((option for option in view.anytime if option.action == "terminate"), None)
            hung_up = next((option for option in view.options if option.action == "hung_up"), None)
            return hung_up or way_out or main or view.options[0]
        chance = self._random.random()
        if main is not None and chance < 0.6:
            return main
        back = next((option for option in view.anytime if option.action == "back"), None)
        if back is not None and chance > 0.94:
            return back
        if view.anytime and chance > 0.88:
            return self._random.choice(view.anytime)
        return self._random.choice(view.options)

    def _data(self, option: OptionView, view: CallView) -> Mapping[str, Any]:
        return _FORMS[option.form](self, view) if option.form else {}

    # What is put into the panels

    def _identity(self, view: CallView) -> Mapping[str, Any]:
        """The person knows who they are, nine times out of ten."""
        payload = self._casebook.held(view.case_id).payload
        fields = payload.fields
        said = [display(FIELDS[name], fields[name]) for name in typed_checks(self._casebook.campaign_of(payload), fields)]
        if self._random.random() < 0.1:
            said = ["01/01/1901"]
        return {"typed": said[0] if said else "", "typed2": said[1] if len(said) > 1 else ""}

    def _callback(self, view: CallView) -> Mapping[str, Any]:
        day = view.local_time + timedelta(days=self._random.randrange(1, 8))
        at = day.replace(hour=self._random.choice((10, 11, 14, 15, 16)), minute=0, second=0, microsecond=0, tzinfo=None)
        return {"kind": self._random.choice(("firm", "soft")), "local": at.strftime("%Y-%m-%dT%H:%M")}

    def _request(self, view: CallView) -> Mapping[str, Any]:
        return {"type": self._one(view.choices["request_types"]), "text": ""}

    def _change(self, view: CallView) -> Mapping[str, Any]:
        offered = [choice.code for choice in view.choices["change_fields"] if choice.code in FIELDS_OF_A_CHANGE]
        field = self._random.choice(offered)
        return {"field": field, "new": FIELDS_OF_A_CHANGE[field]}

    def _authorisation(self, view: CallView) -> Mapping[str, Any]:
        return {"channel": self._one(view.choices["channels"]), "state": self._random.choice(("given", "withdrawn"))}

    def _hand_over(self, view: CallView) -> Mapping[str, Any]:
        kind, _, to = self._one(view.choices["handover_targets"]).partition(":")
        return {"to_kind": kind, "to": to, "reason": self._one(view.choices["handover_reasons"])}

    def _answer(self, view: CallView) -> Mapping[str, Any]:
        """An answer that the question takes: the first choice, or a figure that every scale has."""
        payload = self._casebook.held(view.case_id).payload
        text = view.say.text if view.say else ""
        question = next((one for one in self._casebook.campaign_of(payload).questions if one.label in text), None)
        if question is not None and question.choices:
            return {"answer": question.choices[0].code}
        return {"answer": "" if question is not None and question.kind is QuestionKind.TEXT else str(self._random.randrange(1, 11))}

    def _one(self, choices: Sequence[Choice]) -> str:
        return self._random.choice(choices).code


_FORMS: Mapping[str, Form] = {
    "identity": VirtualAgent._identity,
    "callback": VirtualAgent._callback,
    "request": VirtualAgent._request,
    "change": VirtualAgent._change,
    "authorisation": VirtualAgent._authorisation,
    "hand_over": VirtualAgent._hand_over,
    "question": VirtualAgent._answer,
    "stop_calling": lambda agent, view: {"channel": "phone"},
    "right": lambda agent, view: {"right": "access"},
    "incident": lambda agent, view: {"kind": "distress"},
    "language": lambda agent, view: {"language": "pt"},
    "skip": lambda agent, view: {"reason": "other"},
    "note": lambda agent, view: {"codes": "morning", "text": ""},
}
