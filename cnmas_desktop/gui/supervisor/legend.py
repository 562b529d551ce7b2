"""What the colours of a bar mean: a square and a word each, in the order of the bar."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cnmas_desktop.gui.supervisor.chart import Swatch
from cnmas_desktop.gui.theme import Theme
from cnmas_desktop.gui.widgets.layouts import clear
from cnmas_desktop.gui.widgets.text import label


class Legend(QWidget):
    """`parts`: the name of a token, and its word."""

    def __init__(self, parts: Sequence[tuple[str, str]], theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts, self._theme = tuple(parts), theme
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(8, 0, 0, 0)
        self._row.setSpacing(6)
        theme.changed.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        clear(self._row)
        for token, words in self._parts:
            self._row.addWidget(Swatch(getattr(self._theme.tokens, token), self), 0, Qt.AlignmentFlag.AlignVCenter)
            self._row.addWidget(label("caption", words, self))
            self._row.addSpacing(8)
        self._row.addStretch(1)
