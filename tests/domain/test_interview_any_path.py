"""Every ending of every step, and an agent who presses anything."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from cnmas_desktop.domain.campaign import Regime, Stage
from cnmas_desktop.domain.dispositions import DISPOSITIONS
from cnmas_desktop.domain.events import EventType
from cnmas_desktop.domain.interview import options
from cnmas_desktop.domain.interview_steps import Step
from cnmas_desktop.messages import MESSAGES
from tests.domain.calls import CAMPAIGNS, SERVICE_STEPS, Phone, seen


def reachable(phone: Phone) -> set[str]:
    """The dispositions that the menus of a step lead to, each tried."""
    found = set()
    for path in (("1",), ("2",), ("3",), ("4",), ("5",), *(("6", str(number)) for number in range(1, 10))):
        trial = Phone(phone.campaign.code)
        trial.state = phone.state
        trial.calls = 1
        try:
            trial.press("F3", *path)
            if trial.state.step is Step.CALLBACK:
                trial.do("set_callback")
        except AssertionError:
            continue
        found.add(trial.state.ending)
    return found


def test_from_every_step_with_somebody_on_the_line_a_call_can_end_in_every_way_that_step_allows() -> None:
    always = {"RDV", "CONF", "DCD", "LANG", "INCAP", "TECH"}
    for code, steps in (("MTDENTS", SERVICE_STEPS), ("SATISFACTION", ("who", "third_party", "notice", "questions"))):
        for step in steps:
            assert always <= reachable(Phone(code).to(step)), (code, step)
    assert reachable(Phone().to("ringing")) == {"BARR", "FAX", "TECH"}


class Calls(RuleBasedStateMachine):
    """An agent who presses anything that is offered, for as long as they like."""

    @initialize(code=st.sampled_from(sorted(CAMPAIGNS)), cases=st.integers(1, 3))
    def start(self, code: str, cases: int) -> None:
        self.phone = Phone(code, cases)

    @precondition(lambda self: self.phone.state.step is not Step.ENDED)
    @rule(data=st.data())
    def press(self, data: st.DataObject) -> None:
        offered = options(self.phone.state, self.phone.campaign)
        option = data.draw(st.sampled_from(offered))
        if option.action == "identity":
            self.phone.do("identity", matches=data.draw(st.booleans()))
        elif option.action == "authorise":
            channel, state = data.draw(st.sampled_from(["phone", "mail"])), data.draw(st.sampled_from(["given", "withdrawn", "unchanged"]))
            self.phone.do("authorise", channel=channel, state=state)
        else:
            self.phone.choose(option)

    @precondition(lambda self: self.phone.state.step is Step.ENDED)
    @rule()
    def next_case(self) -> None:
        self.start(self.phone.campaign.code, len(self.phone.state.cases))

    @invariant()
    def never_a_dead_end(self) -> None:
        phone = self.phone
        if phone.state.step is not Step.ENDED:
            assert options(phone.state, phone.campaign)
        assert {option.label_code for option in options(phone.state, phone.campaign)} <= MESSAGES.keys()

    @invariant()
    def the_end_fits_the_step(self) -> None:
        for outcome in self.phone.state.outcomes:
            assert outcome.step in DISPOSITIONS[outcome.disposition].allowed_steps, outcome
            assert self.phone.campaign.regime in DISPOSITIONS[outcome.disposition].regimes

    @invariant()
    def nothing_is_said_or_shown_too_early(self) -> None:
        phone = self.phone
        accepted = [draft.body["accepted"] for draft in phone.of(EventType.INTERVIEW_DECIDED)]
        if True not in accepted:
            assert seen(phone) <= phone.campaign.visible_at(Stage.AFTER_IDENTITY)
        types = phone.types()
        if phone.campaign.regime is Regime.SERVICE:
            matched = [place for place, draft in enumerate(phone.drafts) if draft.body.get("result") == "match"]
            if not matched:
                assert seen(phone) == phone.campaign.visible_at(Stage.BEFORE_IDENTITY)
            if "notice_read" in types:
                assert matched
                assert matched[0] < types.index("notice_read")
        else:
            forbidden = {"request", "change", "authorise", "stop_calling", "note", "identity", "offer_accepted"}
            assert not forbidden & phone.actions()
            assert not {"request_made", "contact_change_proposed", "authorisation_given", "note_written", "offer_decided"} & set(types)

    @invariant()
    def each_attempt_ends_once_for_each_case_unless_voided(self) -> None:
        phone = self.phone
        voided = {draft.body["attempt"] for draft in phone.of(EventType.ATTEMPT_VOIDED)}
        for attempt in (draft.body["attempt"] for draft in phone.of(EventType.CALL_STARTED)):
            ended = [draft.case for draft in phone.of(EventType.CALL_ENDED) if draft.body["attempt"] == attempt]
            assert len(ended) == len(set(ended))
            if attempt in voided:
                assert not ended
            elif phone.state.step is Step.ENDED:
                assert set(ended) == set(phone.state.cases)
            else:
                assert not ended

    @invariant()
    def whoever_said_stop_is_not_called_back(self) -> None:
        if self.phone.state.step is Step.ENDED and "phone" in self.phone.state.withdrawn:
            callbacks = [draft for draft in self.phone.of(EventType.CALLBACK_SET) if "attempt" in draft.body]
            assert not callbacks
            assert not set(self.phone.endings()) & {"RDV", "RAP", "CONF", "NRP", "ABAN", "RACC", "LANG", "REF_S"}


TestCalls = Calls.TestCase
TestCalls.settings = settings(max_examples=60, stateful_step_count=40)
