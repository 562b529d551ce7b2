"""Who may come in, what is said when they may not, and that the network is needed only once."""

from PySide6.QtWidgets import QApplication
import pytest
from pytestqt.qtbot import QtBot

from cnmas_desktop.gui.frame import Frame
from cnmas_desktop.gui.session_window import AgentDay, SupervisorDay
from cnmas_desktop.gui.sign_in import SignInPage
from cnmas_desktop.gui.theme import Theme
from cnmas_desktop.messages import MESSAGES
from tests.central_server import PASSWORD
from tests.gui.office import Office


def test_a_wrong_password_is_said_and_can_be_typed_again(office: Office) -> None:
    agent = office.centre.add_agent()
    desktop = office.desktop()
    office.enter(desktop, agent.login, "Pas-le-bon-2026!")
    assert desktop.page.ui.errorText.text() == "Identifiant ou mot de passe incorrect, ou mot de passe expiré."
    assert QApplication.focusWidget() is desktop.page.ui.password
    assert desktop.page.ui.password.text() == ""
    assert desktop.page.ui.login.text() == agent.login
    office.enter(desktop, agent.login)
    assert isinstance(desktop.window, AgentDay)


def test_at_twice_the_text_size_no_refusal_is_cut(qtbot: QtBot, theme: Theme) -> None:
    """On the smallest screen, under the sentence of a lock."""
    frame, page = Frame(), SignInPage()
    qtbot.addWidget(frame)
    frame.turn_to(page)
    frame.resize(1024, 700)
    theme.set_scale(2.0)
    page.ask("agent01", "Poste verrouillé. Votre mot de passe vous ramène où vous étiez.")
    frame.show()
    page.refuse(max((said for code, said in MESSAGES.items() if code.startswith(("sign_in.", "centre.", "keyring.", "store."))), key=len))
    QApplication.processEvents()
    cut = [part.text() for part in (page.ui.hintText, page.ui.errorText) if part.height() < part.heightForWidth(part.width())]
    theme.set_scale(1.0)
    assert cut == []


@pytest.mark.parametrize("cut", [True, False], ids=["cut", "nobody there"])
def test_the_first_sign_in_needs_the_centre_and_says_so(office: Office, cut: bool) -> None:
    office.network.cut = cut
    if not cut:
        office._sign_in._url = "postgresql://127.0.0.1:1/nulle_part"
    desktop = office.desktop()
    office.enter(desktop, "agent01")
    assert "La première connexion sur ce poste demande le réseau" in desktop.page.ui.errorText.text()


def test_a_later_sign_in_works_without_the_network(office: Office) -> None:
    office.fill()
    agent = office.centre.add_agent()
    first = office.desktop()
    office.agent_at_work(first, agent.login)
    first.frame.close()
    office.network.cut = True
    again = office.desktop()
    office.enter(again, agent.login)
    assert isinstance(again.window, AgentDay)
    assert office.at_work(again).desk.view().held > 0
    office.until(lambda: not office.at_work(again).desk.view().sync.running)
    assert office.at_work(again).desk.view().sync.offline_since is not None


def test_enter_before_anything_is_loaded_waits_and_signs_in_once(office: Office) -> None:
    """The page takes keys while the services are still being made."""
    from threading import Event

    agent = office.centre.add_agent()
    ready, made = Event(), []

    def slow() -> Office:
        ready.wait(20)
        made.append(1)
        return office

    desktop = office.desktop(slow)
    hands_on = desktop.page.ui
    from cnmas_desktop.gui.driver import Driver

    hands = Driver(desktop.frame)
    hands.type(agent.login)
    hands.press("Enter")
    hands.type(PASSWORD)
    hands.press("Enter")
    assert hands_on.stateText.text() == "Ouverture de votre poste…"
    assert not hands_on.password.isEnabled()
    ready.set()
    office.until(lambda: desktop.window is not None)
    assert made == [1]


def test_an_empty_field_takes_the_focus_instead_of_a_refusal(office: Office) -> None:
    desktop = office.desktop()
    from cnmas_desktop.gui.driver import Driver

    Driver(desktop.frame).press("Enter")
    assert QApplication.focusWidget() is desktop.page.ui.login
    Driver(desktop.frame).type("agent01")
    Driver(desktop.frame).press("Enter")
    assert QApplication.focusWidget() is desktop.page.ui.password
    assert desktop.window is None


def test_supervisors_and_auditors_get_a_room_with_the_pages_of_their_office(office: Office) -> None:
    for account, first in ((office.centre.add_auditor(), "audit"), (office.centre.add_supervisor(), "board")):
        desktop = office.desktop()
        office.enter(desktop, account.login)
        assert isinstance(desktop.window, SupervisorDay)
        assert desktop.window.board.page is desktop.window.board.page_of(first)
        who = desktop.window.board.ui.personPill
        assert who.accessibleName() == office.centre.value("SELECT display_name FROM app.person WHERE login = %s", account.login)
        assert account.login in who.toolTip()
