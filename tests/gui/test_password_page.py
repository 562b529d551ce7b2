"""Changing one's password by keys: from the work states, from the banner, at a first sign-in; and that the call is found again."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
import pytest

from cnmas_desktop.central import staffing
from cnmas_desktop.gui.app import Desktop
from cnmas_desktop.gui.driver import Driver
from cnmas_desktop.gui.password_page import PasswordPage
from cnmas_desktop.gui.session_window import SupervisorDay
from tests.central_server import PASSWORD
from tests.gui.office import Office

NEW_PASSWORD = "Nouvelle-Phrase-77!"


def shown(desktop: Desktop) -> Any:
    return desktop.frame.pages.currentWidget()


def room(desktop: Desktop) -> SupervisorDay:
    day = desktop.window
    assert isinstance(day, SupervisorDay)
    return day


def type_change(desktop: Desktop, current: str, new: str, again: str | None = None) -> None:
    hands = Driver(desktop.frame)
    for text in (current, new, again or new):
        hands.type(text)
        hands.press("Enter")


def test_it_is_changed_by_keys_and_the_call_is_found_again(office: Office) -> None:
    office.fill()
    login = office.centre.add_agent().login
    desktop = office.desktop()
    day = office.agent_at_work(desktop, login)
    hands = Driver(desktop.frame)
    hands.press("F2", "1", "F12", "8")
    page = shown(desktop)
    assert isinstance(page, PasswordPage) and page.ui.current.hasFocus()
    type_change(desktop, PASSWORD, NEW_PASSWORD, "Autre-Chose-2026!")
    assert page.ui.errorText.text() == "Les deux saisies du nouveau mot de passe diffèrent. Retapez-les."
    assert page.ui.chosen.hasFocus() and page.ui.chosen.text() == page.ui.again.text() == ""
    for text in (NEW_PASSWORD, NEW_PASSWORD):
        hands.type(text)
        hands.press("Enter")
    office.until(lambda: shown(desktop) is day.agent)
    assert day.agent.ui.noticeBanner.text.text().startswith("Votre mot de passe est changé.")
    assert office.call(day).step == "who"
    hands.press("1")
    assert office.call(day).step == "identity"
    hands.press("Ctrl+L")
    office.enter_password(desktop)
    assert "incorrect" in desktop.page.ui.errorText.text()
    office.enter_password(desktop, NEW_PASSWORD)
    assert office.call(office.at_work(desktop)).step == "identity"
    office.until(lambda: office.at_work(desktop).desk.view().sync.online)


def test_offline_it_is_said_and_escape_comes_back(office: Office) -> None:
    office.fill()
    desktop = office.desktop()
    day = office.agent_at_work(desktop, office.centre.add_agent().login)
    office.network.cut = True
    hands = Driver(desktop.frame)
    hands.press("F12", "8")
    page = shown(desktop)
    type_change(desktop, PASSWORD, NEW_PASSWORD)
    office.until(lambda: bool(page.ui.errorText.text()))
    assert page.ui.errorText.text().startswith("Le mot de passe se change en ligne")
    hands.press("Esc")
    assert shown(desktop) is day.agent
    assert QApplication.focusWidget() is not None and day.agent.isAncestorOf(QApplication.focusWidget())


def test_a_temporary_password_is_asked_to_be_changed_at_the_first_sign_in_only(office: Office) -> None:
    account = staffing.add(office.centre.operator, staffing.NewPerson("agent", "Une agente", "Une"))
    desktop = office.desktop()
    office.enter(desktop, account.login, account.password)
    Driver(desktop.frame).click("Je m'y engage")
    assert isinstance(shown(desktop), PasswordPage)
    Driver(desktop.frame).press("Esc", "Ctrl+L")
    office.enter_password(desktop, account.password)
    assert shown(desktop) is office.at_work(desktop).agent


@pytest.mark.parametrize(("days", "offered"), [(2, True), (29, True), (31, False)])
def test_the_banner_of_a_password_that_ends_leads_there(office: Office, days: int, offered: bool) -> None:
    agent = office.centre.add_agent()
    office.centre.operator.execute(
        "UPDATE app.person SET password_expires_at = now() + make_interval(days => %s) WHERE login = %s", (days, agent.login)
    )
    desktop = office.desktop()
    office.enter(desktop, agent.login)
    Driver(desktop.frame).click("Je m'y engage")
    Driver(desktop.frame).press("Esc")  # put off
    banner = office.at_work(desktop).agent.ui.standingBanner
    assert ("Votre mot de passe expire" in banner.text.text()) is offered
    assert banner.button.isVisible() is offered
    if offered:
        banner.button.setFocus(Qt.FocusReason.TabFocusReason)
        Driver(desktop.frame).press("Enter")
        assert isinstance(shown(desktop), PasswordPage)


def test_locked_over_the_page_nothing_of_the_window_stays(office: Office) -> None:
    office.fill()
    desktop = office.desktop()
    day = office.agent_at_work(desktop, office.centre.add_agent().login)
    Driver(desktop.frame).press("F12", "8")
    day.idle.idle.emit()
    assert shown(desktop) is desktop.page
    assert desktop.frame.pages.count() == 1


def test_a_supervisor_finds_it_on_the_board(office: Office) -> None:
    person = office.centre.add_supervisor()
    desktop = office.desktop()
    office.enter(desktop, person.login)
    Driver(desktop.frame).click("Changer de mot de passe")
    type_change(desktop, PASSWORD, NEW_PASSWORD)
    office.until(lambda: shown(desktop) is room(desktop).board)
    desktop.lock()
    office.enter_password(desktop, NEW_PASSWORD)
    assert desktop.window is not None


def test_a_supervisor_reads_that_a_temporary_password_ends_until_it_is_changed(office: Office) -> None:
    account = staffing.add(office.centre.operator, staffing.NewPerson("supervisor", "Une superviseure", "Une"))
    desktop = office.desktop()
    office.enter(desktop, account.login, account.password)
    banner = room(desktop).board.ui.standingBanner
    assert "Votre mot de passe expire" in banner.text.text()
    banner.button.click()
    type_change(desktop, account.password, NEW_PASSWORD)
    office.until(lambda: shown(desktop) is room(desktop).board)
    assert not banner.isVisible()
    desktop.lock()
    office.enter_password(desktop, NEW_PASSWORD)
    assert not room(desktop).board.ui.standingBanner.isVisible()
