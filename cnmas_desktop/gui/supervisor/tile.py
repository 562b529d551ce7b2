"""One figure of the moment, with its word; pressed, it opens the list it counts."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from cnmas_desktop.gui.widgets.key_cap import KeyCap
from cnmas_desktop.gui.widgets.text import label, set_property

GAP = 10


IN_A_ROW = 4
"""Tiles, where the window is narrow for its text."""


class Tiles(QWidget):
    """Tiles beside each other, in two rows where the window is narrow."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tiles: list[QWidget] = []
        self._above, self._below = QHBoxLayout(), QHBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        for row in (self._above, self._below):
            row.setSpacing(GAP)
            column.addLayout(row)

    def add(self, tile: QWidget) -> None:
        """After the others."""
        self._tiles.append(tile)
        self._above.addWidget(tile, 1)

    def fold(self, *, narrow: bool) -> None:
        """In one row, or in two."""
        for place, tile in enumerate(self._tiles):
            (self._below if narrow and place >= IN_A_ROW else self._above).addWidget(tile, 1)


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
