"""One figure of the moment, with its word; pressed, it opens the list it counts."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from cnmas_desktop.gui.widgets.key_cap import KeyCap
from cnmas_desktop.gui.widgets.text import label, set_property


class Tile(QPushButton):
    """A button that looks like a card."""

    def __init__(self, words: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("tile", True)
        self._words = words
        self.figure = label("number", "—", self)
        self.words = label("small", words, self, wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 8, 8)
        column.setSpacing(2)
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self.figure, 1)
        first.addWidget(KeyCap(key, self), 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(first)
        column.addWidget(self.words)
        for part in (self.figure, self.words):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        column.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.say("—")

    def say(self, figure: str, tone: str = "") -> None:
        """`tone` "late": it asks for attention, and a screen reader is told so by the figure itself."""
        self.figure.setText(figure)
        self.setAccessibleName(f"{figure} {self._words}")
        set_property(self.figure, "attention", tone == "late")

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        inside = self.layout()
        return inside.totalHeightForWidth(width) if inside is not None else 0

    def sizeHint(self) -> QSize:
        inside = self.layout()
        return inside.sizeHint() if inside is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        inside = self.layout()
        return inside.minimumSize() if inside is not None else super().minimumSizeHint()
