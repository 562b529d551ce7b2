"""The application as a whole: the undertaking, the end of the day, a fault of ours, a second start."""

import logging
from pathlib import Path
import sys

from PySide6.QtWidgets import QApplication
import pytest
from pytestqt.qtbot import QtBot

from cnmas_desktop.gui.driver import Driver
from cnmas_desktop.gui.session_window import AgentDay
from cnmas_desktop.gui.single_instance import SingleInstance
from tests.gui.office import Office


def test_the_undertaking_is_asked_once_and_reaches_the_centre(office: Office) -> None:
    office.fill()
    agent = office.centre.add_agent()
    desktop = office.desktop()
    office.enter(desktop, agent.login)
    day = desktop.window
    assert isinstance(day, AgentDay) and day.asks_undertaking
    assert office.centre.value("SELECT count(*) FROM app.event WHERE type = 'undertaking_signed'") == 0
    Driver(desktop.frame).click("Je m'y engage")
    assert not day.asks_undertaking
    office.until(lambda: office.centre.value("SELECT count(*) FROM app.event WHERE type = 'undertaking_signed'") == 1)
    desktop.frame.close()
    again = office.desktop()
    office.enter(again, agent.login)
    assert not again.window.asks_undertaking


def test_leaving_the_undertaking_unsigned_closes_the_window(office: Office) -> None:
    agent = office.centre.add_agent()
    desktop = office.desktop()
    office.enter(desktop, agent.login)
    Driver(desktop.frame).click("Quitter")
    assert not desktop.frame.isVisible()


def test_a_result_leaves_by_itself_after_the_save(office: Office) -> None:
    office.fill()
    desktop = office.desktop()
    office.agent_at_work(desktop, office.centre.add_agent().login)
    Driver(desktop.frame).press("F2", "2", "Enter")
    office.until(lambda: office.centre.value("SELECT count(*) FROM app.event WHERE type = 'call_ended'") == 1)


def test_the_end_of_the_day_transmits_and_signs_out(office: Office) -> None:
    office.fill()
    desktop = office.desktop()
    office.agent_at_work(desktop, office.centre.add_agent().login)
    Driver(desktop.frame).press("F2", "2", "Enter", "F12", "7", "Enter")
    office.until(lambda: desktop.window is None)
    assert desktop.page.isVisible() and desktop.page.ui.login.text() == ""
    assert desktop.page.ui.hintText.text() == "Tout est transmis. Bonne fin de journée."
    assert office.centre.value("SELECT count(*) FROM app.event WHERE type = 'call_ended'") == 1


def test_the_end_of_a_day_without_network_says_what_remains(office: Office) -> None:
    office.fill()
    desktop = office.desktop()
    office.agent_at_work(desktop, office.centre.add_agent().login)
    office.network.cut = True
    Driver(desktop.frame).press("F2", "2", "Enter", "Ctrl+Q", "Enter")
    office.until(lambda: desktop.window is None)
    assert "Ils partiront à votre prochaine connexion." in desktop.page.ui.hintText.text()


def test_a_damage_found_while_the_window_is_made_ends_the_session_and_sets_the_store_aside(office: Office, tmp_path: Path) -> None:
    office.fill()
    login = office.centre.add_agent().login
    desktop = office.desktop()
    office.agent_at_work(desktop, login)
    desktop.frame.close()
    (store,) = tmp_path.glob("stores/*/store.db")
    damaged = bytearray(store.read_bytes())
    damaged[-2000] ^= 1
    store.write_bytes(damaged)
    again = office.desktop()
    office.enter(again, login)
    office.until(lambda: again.window is None and "endommagées" in again.page.ui.errorText.text())
    (aside,) = tmp_path.glob("stores/*/set-aside/*/store.db")
    assert aside.read_bytes() == damaged and not store.exists()
    assert (again.page.ui.login.text(), "où vous étiez" in again.page.ui.hintText.text()) == (login, False)


def test_closing_in_a_call_comes_back_to_the_same_step(office: Office) -> None:
    office.fill()
    login = office.centre.add_agent().login
    desktop = office.desktop()
    day = office.agent_at_work(desktop, login)
    Driver(desktop.frame).press("F2", "1")
    case = office.call(day).case_id
    desktop.frame.close()
    again = office.desktop()
    office.enter(again, login)
    call = office.call(office.at_work(again))
    assert (call.case_id, call.step) == (case, "who")


def test_a_fault_of_ours_is_said_and_logged_without_what_is_personal(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    desktop = office.desktop()
    try:
        raise ValueError("Aldegonde Zéphirin, 01 99 00 00 01")
    except ValueError:
        with caplog.at_level(logging.CRITICAL):
            desktop.on_error(*sys.exc_info())
    said = [label.text() for label in desktop.frame.findChildren(type(desktop.page.ui.titleText)) if label.isVisible()]
    assert any(text.startswith("L'application n'a pas pu faire ce que vous demandiez") for text in said)
    assert [record.msg for record in caplog.records] == ["program.crashed"]
    assert desktop.frame.isVisible()
    Driver(desktop.frame).click("Compris")
    assert not any(
        text.startswith("L'application")
        for text in (label.text() for label in desktop.frame.findChildren(type(desktop.page.ui.titleText)) if label.isVisible())
    )


def test_a_second_start_raises_the_first_window(qtbot: QtBot, qapp: QApplication) -> None:
    first = SingleInstance("essai", qapp)
    assert first.first
    with qtbot.waitSignal(first.raised):
        second = SingleInstance("essai", qapp)
    assert not second.first
    assert SingleInstance("un autre", qapp).first
    assert "essai" not in first.name


def test_practice_is_the_same_window_over_the_real_one_and_leaves_no_trace(office: Office) -> None:
    office.fill()
    desktop = office.desktop()
    day = office.agent_at_work(desktop, office.centre.add_agent().login)
    hands, case = Driver(desktop.frame), office.call(day).case_id
    hands.press("Ctrl+E")
    practice = day.practice
    assert practice is not None
    window = practice.window
    assert desktop.frame.pages.currentWidget() is window
    assert window.ui.standingBanner.text.text() == "Entraînement : rien n'est transmis."
    assert day.desk.view().work_state == "other"
    call = window._call
    assert call is not None
    assert window.queue._next_name.text() not in {"", call.name}
    hands.press("F2", "2", "Enter", "F2", "Ctrl+E", "2", "Enter", "Ctrl+E")
    assert day.practice is None
    assert desktop.frame.pages.currentWidget() is day.agent
    assert (day.desk.view().work_state, office.call(day).case_id, day.desk.view().day.calls) == ("available", case, 0)
    hands.press("F2", "2", "Enter")
    assert day.desk.view().day.calls == 1
    office.until(lambda: day.desk.view().sync.waiting == 0)
    assert office.centre.value("SELECT count(*) FROM app.event WHERE type = 'call_ended'") == 1


def test_the_day_s_end_gives_the_untouched_cases_back_and_the_centre_knows_it_ended(office: Office) -> None:
    office.fill()
    desktop = office.desktop()
    office.agent_at_work(desktop, office.centre.add_agent().login)
    Driver(desktop.frame).press("F2", "2", "Enter", "Ctrl+Q", "Enter")
    office.until(lambda: desktop.window is None)
    ended = office.centre.rows("SELECT state, lease_id IS NULL FROM app.call_case ORDER BY 1, 2")
    assert ended == [("fresh", True), ("fresh", True), ("retry", False)]
    assert office.centre.value("SELECT work_state FROM app.device") == "end_of_day"


def test_a_locked_practice_is_over_and_the_real_case_comes_back(office: Office) -> None:
    office.fill()
    desktop = office.desktop()
    day = office.agent_at_work(desktop, office.centre.add_agent().login)
    folder, hands = day._session.database.folder, Driver(desktop.frame)
    hands.press("Ctrl+E", "F2", "Ctrl+L")
    assert desktop.window is None
    assert not (folder / "practice").exists()
    office.enter_password(desktop)
    assert office.call(office.at_work(desktop)).step == "ready"
