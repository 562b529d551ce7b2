"""A desk that several people share: whoever signs in sees nothing of the one before, whether they left or only locked."""

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QTableView,
    QTableWidget,
    QTextEdit,
)
import pytest

from cnmas_desktop.central import devices
from cnmas_desktop.central.supervisor_gateway import SupervisorGateway
from cnmas_desktop.gui.driver import Driver
from cnmas_desktop.gui.session_window import AgentDay
from tests.gui.office import Office

SECRET = "Passez me voir avant midi."


def everything() -> str:
    """All that any widget of the program holds, shown or not, its titles, tips and names for a screen reader, and the clipboard."""
    for _ in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()
    held = [QApplication.clipboard().text()]
    for widget in QApplication.allWidgets():
        held += [
            widget.windowTitle(),
            widget.toolTip(),
            widget.accessibleName(),
            widget.accessibleDescription(),
        ]
        if isinstance(widget, QLabel | QPushButton | QLineEdit):
            held.append(widget.text())
        elif isinstance(widget, QPlainTextEdit | QTextEdit):
            held.append(widget.toPlainText())
        elif isinstance(widget, QListWidget):
            held += [widget.item(row).text() for row in range(widget.count())]
        elif isinstance(widget, QTableWidget):
            held += [
                item.text()
                for row in range(widget.rowCount())
                for column in range(widget.columnCount())
                if (item := widget.item(row, column))
            ]
        elif isinstance(widget, QTableView) and (model := widget.model()) is not None:
            held += [str(model.index(row, column).data()) for row in range(model.rowCount()) for column in range(model.columnCount())]
    return "\n".join(held)


@pytest.mark.parametrize(
    "leaving",
    [("F2", "2", "Enter", "Ctrl+M", "Ctrl+Q", "Enter"), ("F2", "1", "F9", "Ctrl+L")],
    ids=["signed out", "locked"],
)
def test_the_next_person_sees_nothing_of_the_one_before(office: Office, leaving: tuple[str, ...]) -> None:
    office.fill()
    first, second = office.centre.add_agent(), office.centre.add_agent(authorised=False)
    supervisor = SupervisorGateway(office.centre.add_supervisor().connect())
    supervisor.send_message(SECRET, person=first.login)
    supervisor.close()
    desktop = office.desktop()
    day = office.agent_at_work(desktop, first.login)
    call = day.desk.call()
    assert call is not None
    people = {call.name, *(line.name for line in day.desk.view().upcoming)}
    theirs = {SECRET, day.desk.view().agent, call.phones[0].display, *people}
    assert len(people) > 1
    shown = everything()
    assert call.name in shown and SECRET in shown
    Driver(desktop.frame).press(*leaving)
    office.until(lambda: desktop.window is None)
    assert [one for one in theirs if one in everything()] == []
    office.enter(desktop, second.login)
    following = desktop.window
    assert isinstance(following, AgentDay)
    if following.asks_undertaking:
        Driver(desktop.frame).click("Je m'y engage")
    Driver(desktop.frame).press("Enter", "F9", "Ctrl+M", "Ctrl+H", "Ctrl+G", "Ctrl+F")
    assert [one for one in theirs if one in everything()] == []
    assert following.desk.outbox() == () or {line.case_name for line in following.desk.outbox()} == {""}


def test_a_withdrawn_workstation_lets_the_call_end_then_erases_itself(office: Office) -> None:
    office.fill()
    agent = office.centre.add_agent()
    desktop = office.desktop()
    day = office.agent_at_work(desktop, agent.login)
    hands = Driver(desktop.frame)
    hands.press("F2")
    assert (call := day.desk.call()) is not None and call.step == "ringing"
    (workstation,) = devices.workstations(office.centre.operator, agent.login)
    devices.withdraw(office.centre.operator, workstation.id)
    day.sync.request()
    office.until(lambda: day.desk.view().sync.problem is not None)
    assert day.desk.call() is not None, "the call goes on"
    hands.press("2", "Enter")
    office.until(lambda: desktop.window is None)
    assert "retiré du service" in desktop.page.ui.hintText.text()
    assert office.centre.value("SELECT count(*) FROM app.event WHERE type = 'call_ended'") == 1
    office.enter(desktop, agent.login)
    assert isinstance(desktop.window, AgentDay), "the person begins anew, on a new store"
    assert len(devices.workstations(office.centre.operator, agent.login)) == 2
