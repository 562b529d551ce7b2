"""A key of the keyboard, drawn where its effect is written."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from cnmas_desktop.gui.theme import embolden


class KeyCap(QLabel):
    """The name of one key, for instance « F2 », « 1 » or « Échap »."""

    def __init__(self, text: str | QWidget | None = None, parent: QWidget | None = None) -> None:
        """`KeyCap("F2")` in code, `KeyCap(parent)` from a form."""
        super().__init__(text if isinstance(text, str) else "", parent if isinstance(text, str) else text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("keycap", True)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        embolden(self)
