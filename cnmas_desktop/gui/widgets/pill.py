"""A short state in the top bar."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from cnmas_desktop.gui.theme import embolden
from cnmas_desktop.gui.widgets.text import set_property


class Pill(QLabel):
    """A text on a tinted ground; hidden while it has nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("pill", True)
        self.setProperty("tone", "neutral")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        embolden(self)

    def say(self, text: str, tone: str = "neutral") -> None:
        """`tone`: neutral, info, success, warning or error; the text alone tells the state."""
        set_property(self, "tone", tone)
        self.setText(text)
        self.setVisible(bool(text))
