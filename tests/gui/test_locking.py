"""When the window locks, what is left on the screen, and that unlocking finds the same step."""

from collections.abc import Callable
import os
import shutil
import subprocess
import sys

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
import pytest
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from cnmas_desktop.gui.driver import Driver
from cnmas_desktop.gui.locking import IdleWatch
from tests.gui.office import Office


class Hours:
    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def watch(window: QWidget, minutes: tuple[int, int], in_call: Callable[[], bool], hours: Hours) -> tuple[IdleWatch, list[float]]:
    made = IdleWatch(window.windowHandle(), minutes, in_call, window, hours)
    locked: list[float] = []
    made.idle.connect(lambda: locked.append(hours.seconds / 60))
    return made, locked


def test_it_locks_after_the_minutes_of_the_policy_outside_a_call(window: QWidget) -> None:
    hours = Hours()
    idle, locked = watch(window, (5, 45), lambda: False, hours)
    hours.seconds = 299
    idle.check()
    assert locked == []
    hours.seconds = 300
    idle.check()
    assert locked == [5]


def test_a_call_suspends_the_lock_up_to_its_own_limit(window: QWidget) -> None:
    hours = Hours()
    idle, locked = watch(window, (5, 45), lambda: True, hours)
    for hours.seconds in (300, 44 * 60):
        idle.check()
    assert locked == []
    hours.seconds = 45 * 60
    idle.check()
    assert locked == [45]


def test_a_key_or_a_click_puts_it_off(window: QWidget) -> None:
    hours = Hours()
    idle, locked = watch(window, (5, 45), lambda: False, hours)
    hours.seconds = 299
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_A)
    hours.seconds = 598
    idle.check()
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton)
    hours.seconds = 897
    idle.check()
    assert locked == []
    hours.seconds = 898
    idle.check()
    assert locked == [898 / 60]


def test_ctrl_l_locks_from_a_filled_field_and_unlocking_finds_the_step_and_the_draft(office: Office) -> None:
    office.fill()
    login = office.centre.add_agent().login
    desktop = office.desktop()
    day = office.agent_at_work(desktop, login)
    hands = Driver(desktop.frame)
    hands.press("F2", "1", "F3", "3")  # someone answers; to be called back: a panel with fields is open
    before = office.call(day)
    hands.press("Ctrl+L")
    assert desktop.window is None
    assert desktop.page.isVisible()
    assert desktop.page.ui.login.text() == login
    assert desktop.page.ui.password.hasFocus()
    assert not isValid(day.agent)  # with all it showed
    office.enter_password(desktop)
    call = office.call(office.at_work(desktop))
    assert (call.step, call.case_id) == (before.step, before.case_id)


def test_locked_the_store_is_closed_and_the_wrong_password_opens_nothing(office: Office) -> None:
    office.fill()
    login = office.centre.add_agent().login
    desktop = office.desktop()
    office.agent_at_work(desktop, login)
    Driver(desktop.frame).press("Ctrl+L")
    office.enter_password(desktop, "Autre-Chose-2026!")
    assert desktop.window is None
    assert "incorrect" in desktop.page.ui.errorText.text()


def test_an_idle_window_locks_behind_a_dialog_of_its_own(office: Office, qtbot: QtBot) -> None:
    office.fill()
    desktop = office.desktop()
    day = office.agent_at_work(desktop, office.centre.add_agent().login)
    dialog = QDialog(desktop.frame)
    dialog.setModal(True)
    dialog.show()
    day.idle.idle.emit()
    assert desktop.window is None
    assert not dialog.isVisible()
    assert QApplication.activeModalWidget() is None


SIGNALS = """
import sys
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from cnmas_desktop.gui.locking import SystemLock

application = QCoreApplication([])
heard = []
lock = SystemLock(application)
lock.locked.connect(lambda: heard.append(1))
lock.listen(SystemLock.reach())
other = QDBusConnection.connectToBus(QDBusConnection.BusType.SessionBus, "other")
assert other.registerService("org.freedesktop.login1")


def send(path, interface, name, *values):
    message = QDBusMessage.createSignal(path, interface, name)
    message.setArguments(list(values))
    assert other.send(message)


def begin():
    send("/org/freedesktop/login1", "org.freedesktop.login1.Manager", "PrepareForSleep", True)
    send("/org/freedesktop/login1", "org.freedesktop.login1.Manager", "PrepareForSleep", False)
    send("/org/freedesktop/login1/session/_31", "org.freedesktop.login1.Session", "Lock")
    send("/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged", True)


QTimer.singleShot(200, begin)
watch = QTimer(interval=50)
watch.timeout.connect(lambda: application.quit() if len(heard) >= 3 else None)
watch.start()
QTimer.singleShot(10000, application.quit)
application.exec()
sys.exit(0 if len(heard) == 3 else 1)
"""


@pytest.mark.skipif(shutil.which("dbus-run-session") is None, reason="dbus-run-session is missing")
def test_sleep_and_the_lock_of_the_system_are_heard() -> None:
    """On a private bus that plays both the system's and the session's."""
    command = [
        "dbus-run-session",
        "--",
        "sh",
        "-c",
        'DBUS_SYSTEM_BUS_ADDRESS="$DBUS_SESSION_BUS_ADDRESS" exec "$0" -c "$1"',
        sys.executable,
        SIGNALS,
    ]
    done = subprocess.run(command, env={**os.environ}, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr[-800:]


def test_without_a_bus_it_is_silent() -> None:
    """Neither system nor session has one: no fault, and no word of Qt's about it."""
    code = (
        "from PySide6.QtCore import QCoreApplication as A; from cnmas_desktop.gui.locking import SystemLock as S; a = A([]); b = S.reach()"
    )
    nowhere = {f"DBUS_{bus}_BUS_ADDRESS": "unix:path=/nowhere" for bus in ("SYSTEM", "SESSION")}
    command = [sys.executable, "-c", f"{code}; S(a).listen(b); print(b)"]
    done = subprocess.run(command, env={**os.environ, **nowhere}, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "False\n", "")
