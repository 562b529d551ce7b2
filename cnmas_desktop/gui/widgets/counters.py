"""Three figures side by side, each with its word."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from cnmas_desktop.gui.widgets.text import label

GAP = 8


class Counters(QWidget):
    """« 27 à appeler · 9 à 14 h · 4 demain »; on two lines where the words have no room on one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GAP)
        self._grid.setVerticalSpacing(0)
        self._labels: list[tuple[QLabel, QLabel]] = []
        self._shown = self._columns = 0

    def show_counts(self, counts: Sequence[tuple[str, str]]) -> None:
        """Pairs (figure, word)."""
        while len(self._labels) < len(counts):
            self._labels.append((label("number", parent=self), label("hint", parent=self)))
            self._columns = 0
        for place, (figure, word) in enumerate(self._labels):
            shown = place < len(counts)
            figure.setVisible(shown)
            word.setVisible(shown)
            if shown:
                figure.setText(counts[place][0])
                word.setText(counts[place][1])
                figure.setAccessibleName(" ".join(counts[place]))
        self._shown = len(counts)
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        return QSize(max(self._widths(), default=0), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._arrange()

    def _widths(self) -> list[int]:
        return [max(part.sizeHint().width() for part in pair) for pair in self._labels[: self._shown]]

    def _arrange(self) -> None:
        gaps = (self._shown - 1) * GAP
        columns = self._shown if sum(self._widths()) + gaps <= self.width() else 2
        if columns != self._columns:
            self._columns = columns
            for place, (figure, word) in enumerate(self._labels):
                row, column = divmod(place, columns)
                self._grid.addWidget(figure, 2 * row, column)
                self._grid.addWidget(word, 2 * row + 1, column)
        self._share_out()

    def _share_out(self) -> None:
        """Columns of one width, so that figures stand under one another; where a word needs more, the room left is between them."""
        wanted = [max(self._widths()[column :: self._columns], default=0) for column in range(self._columns)]
        even = (max(wanted, default=0) + GAP) * self._columns <= self.width() + GAP
        left = self.width() - sum(wanted)
        spacing = GAP if even else max(GAP, left // self._columns)
        if self._grid.horizontalSpacing() != spacing:
            self._grid.setHorizontalSpacing(spacing)
        for column in range(len(self._labels)):
            last = column == self._columns - 1
            self._grid.setColumnStretch(column, int(column < self._columns and (even or last)))
