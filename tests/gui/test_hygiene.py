"""What the screen's surroundings learn of a person called: nothing from a title, and a copy only for half a minute."""

from collections.abc import Iterator
import os
import shutil
import subprocess
import sys

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)
import pytest
from pytestqt.qtbot import QtBot

from cnmas_desktop.gui import clipboard as module
from cnmas_desktop.gui.clipboard import HINTS, CopiedText
from cnmas_desktop.gui.driver import Driver
from tests.gui.office import Office

COPIED = "0199001234"


class Screen(QObject):
    owned = True


Watched = tuple[CopiedText, Screen]


@pytest.fixture
def clipboard(qapp: QApplication) -> Iterator[QClipboard]:
    found = QGuiApplication.clipboard()
    found.clear()
    yield found
    found.clear()


@pytest.fixture
def watched(qapp: QApplication, clipboard: QClipboard, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watched]:
    """The watch, on a screen that does not say whose the clipboard is: `owned` says it."""
    monkeypatch.setattr(module, "KEPT_MS", 30)
    parent = Screen()
    watch = CopiedText(parent, lambda mode: parent.owned)
    yield watch, parent
    parent.deleteLater()
    clipboard.changed.disconnect(watch._changed)


def fields(qtbot: QtBot) -> tuple[QLineEdit, QPlainTextEdit]:
    line, plain, label, table = QLineEdit(COPIED), QPlainTextEdit(COPIED), QLabel(COPIED), QTableWidget(1, 1)
    table.setItem(0, 0, QTableWidgetItem(COPIED))
    for widget in (line, plain, label, table):
        qtbot.addWidget(widget)
    line.selectAll()
    plain.selectAll()
    return line, plain


def test_every_copy_is_marked_and_taken_back(qtbot: QtBot, watched: Watched, clipboard: QClipboard) -> None:
    for field in fields(qtbot):
        field.copy()
        assert clipboard.text() == COPIED
        assert set(HINTS) <= set(clipboard.mimeData().formats())
        assert clipboard.mimeData().data("x-kde-passwordManagerHint") == b"secret"
        qtbot.waitUntil(lambda: clipboard.text() == "", timeout=2000)


def test_a_lock_takes_it_back_at_once_and_leaves_what_is_somebody_elses(watched: Watched, clipboard: QClipboard) -> None:
    watch, parent = watched
    clipboard.setText(COPIED)
    watch.forget()
    assert clipboard.text() == ""
    clipboard.setText(COPIED)
    parent.owned = False
    clipboard.setText("copied in another program")
    watch.forget()
    assert clipboard.text() == "copied in another program"


def test_a_rich_copy_leaves_its_plain_text_only(watched: Watched, clipboard: QClipboard) -> None:
    rich = QMimeData()
    rich.setText(COPIED)
    rich.setHtml(f"<b>{COPIED}</b><!-- more -->")
    clipboard.setMimeData(rich)
    assert clipboard.text() == COPIED and not clipboard.mimeData().hasHtml()


def test_no_title_nor_tool_tip_outside_the_window_names_the_person(office: Office) -> None:
    """Titles reach the task bar, the switcher, remote help and screen recorders."""
    office.fill()
    desktop = office.desktop()
    day = office.agent_at_work(desktop, office.centre.add_agent("zephirine").login)
    hands = Driver(desktop.frame)
    titles = set()
    for key in ("F2", "2", "Enter"):
        hands.press(key)
        titles |= {widget.windowTitle() for widget in QApplication.topLevelWidgets() if isinstance(widget, QWidget) and widget.isVisible()}
        titles |= {window.title() for window in QGuiApplication.topLevelWindows() if window.isVisible()}
    assert day.agent is not None
    assert {title for title in titles if title} <= {"CNMAS", "cnmas-desktop"}


def test_locking_and_leaving_take_back_what_was_copied(office: Office, clipboard: QClipboard) -> None:
    office.fill()
    desktop = office.desktop()
    office.agent_at_work(desktop, office.centre.add_agent().login)
    assert desktop._copied is not None
    desktop._copied._owns = lambda mode: mode is QClipboard.Mode.Clipboard
    clipboard.setText(COPIED)
    desktop.lock()
    assert clipboard.text() == ""
    clipboard.setText(COPIED)
    desktop.frame.close()
    assert clipboard.text() == ""


@pytest.mark.skipif(shutil.which("xvfb-run") is None, reason="xvfb-run is missing")
def test_on_a_real_screen_the_program_knows_its_own_copies() -> None:
    code = (
        "from PySide6.QtCore import QObject; from PySide6.QtWidgets import QApplication, QLineEdit\n"
        "from PySide6.QtTest import QTest\n"
        "from cnmas_desktop.gui import clipboard as c; c.KEPT_MS = 200\n"
        "a = QApplication([]); field = QLineEdit('0199001234'); field.show(); QTest.qWaitForWindowExposed(field)\n"
        "w = c.CopiedText(a); field.selectAll(); field.copy(); QTest.qWait(50)\n"
        "board = a.clipboard(); assert board.text() == '0199001234' and board.ownsClipboard() and 'x-kde-passwordManagerHint' in board.mimeData().formats()\n"
        "QTest.qWait(400); assert board.text() == '' and board.text(board.Mode.Selection) == '', board.text()\n"
    )
    environment = {**os.environ, "QT_QPA_PLATFORM": "xcb"}
    command = ["xvfb-run", "-a", sys.executable, "-c", code]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
