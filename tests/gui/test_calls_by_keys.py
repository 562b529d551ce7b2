"""The standard calls on the real desk with the keyboard alone, and how many keys each takes."""

import pytest

from cnmas_desktop.gui.driver import Driver
from cnmas_desktop.gui.session_window import AgentDay
from tests.gui.office import Office
from tests.gui.test_focus import lost


class Agent:
    """Presses keys and counts them; what is typed into a field does not count."""

    def __init__(self, office: Office) -> None:
        office.fill()
        self.office = office
        login = office.centre.add_agent().login
        self.desktop = office.desktop()
        self.day: AgentDay = office.agent_at_work(self.desktop, login)
        self.hands = Driver(self.desktop.frame)
        self.keys = 0

    def press(self, *keys: str) -> None:
        """One by one: after each the next is expected where the focus is."""
        for key in keys:
            self.keys += 1
            self.hands.press(key)
            assert lost(self.day.agent) == "", key

    def at(self, step: str) -> None:
        call = self.day.desk.call()
        assert (call.step if call is not None else None) == step

    def to_the_notice(self) -> None:
        """From the person on screen to the question of acceptance."""
        case = self.office.call(self.day).case_id
        (fields,) = self.office.centre.rows(
            "SELECT contact.fields FROM app.call_case JOIN app.contact ON contact.id = contact_id WHERE call_case.id = %s", case
        )[0]
        year, month, day = str(fields["date_naissance"]).split("-")
        self.press("F2", "1", "1")
        self.hands.type(f"{day}/{month}/{year}")
        self.press("Enter")
        self.at("notice")
        self.keys = 0


@pytest.fixture
def agent(office: Office) -> Agent:
    return Agent(office)


def test_no_answer_takes_two_keys_from_ringing_to_the_next_person(agent: Agent) -> None:
    first = agent.office.call(agent.day).case_id
    agent.press("F2")
    agent.keys = 0
    agent.press("2", "Enter")
    agent.at("ready")
    assert agent.office.call(agent.day).case_id != first
    assert agent.keys <= 2


def test_a_refusal_takes_three_keys_from_the_question(agent: Agent) -> None:
    agent.to_the_notice()
    agent.press("F3", "1", "Enter")
    agent.at("ready")
    assert agent.keys <= 3
    assert agent.day.desk.view().day.calls == 1


def test_an_interview_with_offers_accepted_and_an_authorisation_takes_ten(agent: Agent) -> None:
    agent.to_the_notice()
    agent.press("1", "Enter", "Enter", "1", "1")
    agent.at("follow_up")
    agent.press("3", "2", "Enter")
    agent.at("follow_up")
    agent.press("Enter", "Enter")
    agent.at("ready")
    assert agent.keys <= 10
    assert agent.day.desk.view().day.agreements == 1


def test_a_callback_takes_six_keys_besides_the_moment(agent: Agent) -> None:
    agent.to_the_notice()
    agent.press("3")
    agent.at("callback")
    agent.press("Enter")
    agent.at("ending")
    agent.press("Enter")
    agent.at("ready")
    assert agent.keys <= 6
