"""The agent's window is made behind the sign-in page: it looks and behaves as if it had been made at Enter."""

from collections.abc import Callable

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget
import pytest
from pytestqt.qtbot import QtBot

from cnmas_desktop.gui.agent.window import AgentWindow
from cnmas_desktop.gui.ahead import WindowAhead
from cnmas_desktop.gui.driver import Driver
from cnmas_desktop.gui.theme import Theme
from tests.gui.conftest import Opened
from tests.gui.scripted_desk import ScriptedDesk


@pytest.fixture
def pages(qtbot: QtBot) -> QStackedWidget:
    """A stack with a page that is being typed in."""
    stack = QStackedWidget()
    qtbot.addWidget(stack)
    field = QLineEdit()
    stack.addWidget(field)
    stack.resize(1366, 768)
    with qtbot.waitActive(stack):
        stack.show()
        stack.activateWindow()
    field.setFocus()
    return stack


def waiting(pages: QWidget) -> list[AgentWindow]:
    return [one for one in pages.findChildren(AgentWindow) if one.isHidden()]


def picture(window: QWidget) -> QImage:
    return window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def test_it_looks_like_a_window_made_at_once(qtbot: QtBot, theme: Theme, pages: QStackedWidget, open_window: Callable[..., Opened]) -> None:
    ahead = WindowAhead(pages, theme, lambda _uri: True)
    ahead.begin()
    qtbot.waitUntil(lambda: bool(waiting(pages)) and not ahead._timer.isActive())
    (made,) = waiting(pages)
    window = ahead.take()
    assert window is made
    pages.addWidget(window)
    pages.setCurrentWidget(window)
    desk = ScriptedDesk()
    window.start(desk, lambda: desk.now)
    _, at_once = open_window()
    for one in (at_once, window):
        focus = one.focusWidget()
        assert focus is not None
        focus.clearFocus()  # which only the window in front shows
    qtbot.waitUntil(lambda: picture(window) == picture(at_once))  # a new part is laid out a turn later


def test_keys_stay_with_the_page_that_is_seen(qtbot: QtBot, theme: Theme, pages: QStackedWidget) -> None:
    ahead = WindowAhead(pages, theme, lambda _uri: True)
    ahead.begin()
    qtbot.waitUntil(lambda: bool(waiting(pages)))
    hands = Driver(pages)
    hands.press("F1")
    hands.type("a7k2m")
    field = pages.currentWidget()
    assert isinstance(field, QLineEdit)
    assert field.text() == "a7k2m"
    ahead.forget()
    qtbot.waitUntil(lambda: not waiting(pages))
