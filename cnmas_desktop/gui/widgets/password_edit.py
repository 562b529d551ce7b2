"""The field of a password: it hides what is typed, and so tells that the letters come out as capitals."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

LONGEST = 256
SHIFT = 0x02000000
"""`Qt.KeyboardModifier.ShiftModifier`: the sign-in page is painted without the namespace Qt (see gui.sign_in)."""


class PasswordEdit(QLineEdit):
    """`capitals` after each letter: whether Caps Lock is on. No system tells it in the same way, but the letter and Shift do everywhere."""

    capitals = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setMaxLength(LONGEST)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        letter = event.text()
        if letter.upper() != letter.lower():
            self.capitals.emit(letter.isupper() is not bool(event.modifiers().value & SHIFT))
