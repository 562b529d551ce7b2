"""A pair of hands for the tour and the tests: keys and clicks on what is visible and enabled, and pictures of what is seen.

It reads the screen and never reaches behind it; what cannot be pressed is an error, not a shortcut.
"""

from collections.abc import Callable
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget

LIMIT_SECONDS = 60.0
NAMES = {"Enter": "Return", "Esc": "Escape"}


class NotThere(Exception):
    """What was to be pressed, typed into or seen is not on the screen."""


def settle(milliseconds: int = 0) -> None:
    """Let the window do what is due. An event loop of its own: unlike QTest.qWait it leaves Python to the other threads."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def wait_until(seen: Callable[[], bool], what: str, seconds: float = LIMIT_SECONDS) -> None:
    """Come back as soon as `seen`; NotThere after `seconds`."""
    until = monotonic() + seconds
    while not seen():
        if monotonic() > until:
            raise NotThere(what)
        settle(10)


class Telephone(QObject):
    """A softphone that takes every `tel:` address and calls nobody."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.dialled = 0
        QDesktopServices.setUrlHandler("tel", self, "dial")  # type: ignore[arg-type]  # its stub asks for bytes, it takes text

    @Slot(QUrl)
    def dial(self, _address: QUrl) -> None:
        self.dialled += 1

    def hang_up(self) -> None:
        """Give `tel:` back to the system."""
        QDesktopServices.unsetUrlHandler("tel")


class Driver:
    """Acts on one top-level window."""

    def __init__(self, window: QWidget) -> None:
        self._window = window

    def press(self, *keys: str) -> None:
        """Press keys named as the views do ("1", "F2", "Enter", "Ctrl+Right"), where the focus is."""
        for key in keys:
            combination = QKeySequence(NAMES.get(key, key))[0]  # type: ignore[index]  # its stub forgot __getitem__
            QTest.keyClick(self._focus(), combination.key(), combination.keyboardModifiers())
            settle()

    def type(self, text: str) -> None:
        """Type into the line that has the focus."""
        field = self._focus()
        if not isinstance(field, QLineEdit) or not field.isEnabled() or field.isReadOnly():
            raise NotThere("a field to type into")
        for sign in text:
            if sign.isascii():
                QTest.keyClicks(field, sign)
            else:  # QTest knows no other; a keyboard sends them just so
                for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                    QApplication.sendEvent(field, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, sign))
        settle()

    def click(self, text: str) -> None:
        """Click the visible, enabled button that says `text`."""
        for button in self._window.findChildren(QPushButton):
            if text in (button.text(), button.accessibleName()) and button.isVisible() and button.isEnabled():
                QTest.mouseClick(button, Qt.MouseButton.LeftButton)
                settle()
                return
        raise NotThere(text)

    def picture(self, path: Path) -> None:
        """What is seen, as PNG, laid out: a sync may have changed a text in the same turn of the loop."""
        settle()
        QApplication.sendPostedEvents()
        if not self._window.grab().save(str(path)):
            raise OSError(f"{path.name} could not be written")

    def _focus(self) -> QWidget:
        if not self._window.isActiveWindow():
            self._window.activateWindow()
            wait_until(self._window.isActiveWindow, "an active window")
        focus = QApplication.focusWidget() or self._window
        if not (focus.isVisible() and focus.isEnabled()):
            raise NotThere(f"a focus that takes keys, it is on {type(focus).__name__} {focus.objectName() or focus.accessibleName()}")
        return focus
