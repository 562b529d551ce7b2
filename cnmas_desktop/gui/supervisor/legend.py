"""What the colours of a bar mean: a square and a word each, in the order of the bar."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cnmas_desktop.gui.supervisor.chart import Swatch
from cnmas_desktop.gui.theme import Theme
from cnmas_desktop.gui.widgets.layouts import clear, fold
from cnmas_desktop.gui.widgets.text import label

GAP, LINE_GAP = 14, 2
"""Between its parts, beside each other and below each other."""


class Legend(QWidget):
    """`parts`: the name of a token, and its word."""

    def __init__(self, parts: Sequence[tuple[str, str]], theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts, self._theme = tuple(parts), theme
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(8, 0, 0, 0)
        self._row.setSpacing(GAP)
        theme.changed.connect(self._draw)
        self._draw()

    def fold(self, *, narrow: bool) -> None:
        """Its parts below each other."""
        fold((self._row,), folded=narrow)
        self._row.setSpacing(LINE_GAP if narrow else GAP)

    def _draw(self) -> None:
        clear(self._row)
        for token, words in self._parts:
            part = QWidget(self)
            beside = QHBoxLayout(part)
            beside.setContentsMargins(0, 0, 0, 0)
            beside.setSpacing(6)
            beside.addWidget(Swatch(getattr(self._theme.tokens, token), part), 0, Qt.AlignmentFlag.AlignVCenter)
            beside.addWidget(label("caption", words, part), 1)
            self._row.addWidget(part)
        self._row.addStretch(1)
