"""Every page of the room by keys alone: what can be pressed is reached, nothing holds the focus, and after an act the next key has its place."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QTableView, QWidget
import pytest
from pytestqt.qtbot import QtBot

from cnmas_desktop.gui.driver import Driver
from cnmas_desktop.gui.supervisor.columns import todo_columns
from cnmas_desktop.gui.supervisor.models import TOTAL_ROLE, Goal
from cnmas_desktop.gui.supervisor.page import Page
from cnmas_desktop.gui.supervisor.window import SupervisorWindow
from cnmas_desktop.services.board import Todo
from cnmas_desktop.services.steering import CancelSlips, Close, Waiting
from tests.gui.scripted_room import NOON
from tests.gui.supervisor_room import Opened, until


def turned(window: SupervisorWindow, place: int, qtbot: QtBot) -> Page:
    """The page of this key, read."""
    page = window.pages[place - 1]
    Driver(window).press(f"Ctrl+{place}")
    until(qtbot, lambda: window.page is page and not page._busy)
    return page


def walked() -> list[QWidget]:
    """Where Tab leads, from where the focus is until it is there again."""
    seen: list[QWidget] = []
    for _ in range(80):
        here = QApplication.focusWidget()
        assert here is not None
        if here in seen:
            return seen
        seen.append(here)
        QTest.keyClick(here, Qt.Key.Key_Tab)
    raise AssertionError("Tab never comes back")


@pytest.mark.parametrize("kind", ["supervisor", "manager", "auditor"])
def test_tab_reaches_whatever_can_be_pressed_and_comes_back(open_room: Callable[..., Opened], qtbot: QtBot, kind: str) -> None:
    _, window = open_room(kind)
    for place, _page in enumerate(window.pages, 1):
        page = turned(window, place, qtbot)
        reached = walked()
        wanted = [
            one
            for one in page.findChildren(QWidget)
            if isinstance(one, (QAbstractButton, QLineEdit, QTableView))
            and one.isVisible()
            and one.isEnabled()
            and one.focusPolicy() & Qt.FocusPolicy.TabFocus
        ]
        assert [one.objectName() for one in wanted if one not in reached] == [], page.objectName()
        assert any(window.isAncestorOf(one) and not page.isAncestorOf(one) for one in reached), page.objectName()


def test_a_slip_is_cancelled_with_a_reason_by_keys(open_room: Callable[..., Opened], qtbot: QtBot) -> None:
    room, window = open_room()
    hands = Driver(window)
    page = turned(window, 8, qtbot)
    assert page.objectName() == "slips"
    hands.press("Ctrl+A", "A")
    until(qtbot, window.steering.ui.runButton.isEnabled)
    assert "Téléphone · Vaccination antigrippale · L-0103 · a1" in window.steering.lines.item(0).text()
    hands.press("Ctrl+Enter")
    assert room.steering.done == []
    hands.type("Vu avec la personne")
    hands.press("Ctrl+Enter")
    until(qtbot, lambda: bool(room.steering.done))
    act, reason = room.steering.done[0]
    assert isinstance(act, CancelSlips)
    assert (set(act.ids), reason) == ({one.slip for one in room.steering.asked}, "Vu avec la personne")
    until(qtbot, lambda: window.page is page and page.isVisible())
    assert QApplication.focusWidget() is page.first_focus()


def test_what_waits_opens_the_page_where_it_is_settled() -> None:
    opens = todo_columns(lambda: NOON)[0].opens
    assert opens is not None
    assert opens(Todo("asked", "GRIPPE", "phone", 1, NOON)) == Goal("slips", "GRIPPE")
    assert opens(Todo("flagged", "GRIPPE", "stale_lease", 1, NOON)) == Goal("decisions", "GRIPPE")
    for kind in ("incident", "given_back"):
        goal = opens(Todo(kind, "GRIPPE", "", 1, NOON))
        assert goal is not None and goal.page == "cases"


def test_a_case_is_found_by_its_reference_and_closed(open_room: Callable[..., Opened], qtbot: QtBot) -> None:
    room, window = open_room()
    hands = Driver(window)
    page = turned(window, 4, qtbot)
    hands.press("Alt+R")
    hands.type("L-0002")
    hands.press("Enter")
    until(qtbot, lambda: ("find", "L-0002") in room.board.asked and not page._busy)
    assert QApplication.focusWidget() is page.first_focus()
    hands.press("C")
    until(qtbot, window.steering.ui.runButton.isEnabled)
    hands.type("Doublon")
    hands.press("Ctrl+Enter")
    until(qtbot, lambda: bool(room.steering.done))
    assert room.steering.done[0] == (Close(room.board.rows[2].case_id), "Doublon")


def test_an_event_that_cannot_be_kept_says_why(open_room: Callable[..., Opened], qtbot: QtBot) -> None:
    room, window = open_room()
    page = turned(window, 5, qtbot)
    Driver(window).press("Ctrl+A")
    said = page.why.text()  # type: ignore[attr-defined]
    assert "le centre ne connaît pas ce contenu" in said and "c'est un souhait de la personne" in said
    # what cannot be read is of no campaign, and no total
    room.steering.events = (Waiting(UUID(int=9), "quarantined", "unreadable", "", "", None, None, "a1", NOON, "unreadable"),)
    Driver(window).press("F5")
    until(qtbot, lambda: page.waiting.model.rowCount() == 1)  # type: ignore[attr-defined]
    assert not page.waiting.model.index(0, 0).data(TOTAL_ROLE)  # type: ignore[attr-defined]
    room.steering.events = ()
    Driver(window).press("F5")
    until(qtbot, lambda: page.waiting.model.rowCount() == 0)  # type: ignore[attr-defined]
    assert page.waiting_view.accessibleDescription() == "Rien à décider."  # type: ignore[attr-defined]
    assert QApplication.focusWidget() is page.first_focus()


def test_who_was_promised_what_can_be_copied_before_a_release(open_room: Callable[..., Opened], qtbot: QtBot) -> None:
    _, window = open_room()
    page = turned(window, 3, qtbot)
    page.agents.go_to(lambda row: row.login == "a4")  # type: ignore[attr-defined]
    Driver(window).press("L")
    until(qtbot, window.steering.ui.runButton.isEnabled)
    window.steering.lines.setFocus()
    Driver(window).press("Ctrl+C")
    assert QApplication.clipboard().text() == "Rappel ferme promis par a4 : 14:00, dossier L-0000"
