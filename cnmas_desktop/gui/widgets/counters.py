"""Three figures side by side, each with its word."""

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from cnmas_desktop.gui.widgets.text import label


class Counters(QWidget):
    """« 27 à appeler · 9 à 14 h · 4 demain »."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(0)
        self._labels: list[tuple[QLabel, QLabel]] = []

    def show_counts(self, counts: Sequence[tuple[str, str]]) -> None:
        """Pairs (figure, word)."""
        while len(self._labels) < len(counts):
            column = len(self._labels)
            pair = (label("number"), label("hint"))
            self._grid.addWidget(pair[0], 0, column)
            self._grid.addWidget(pair[1], 1, column)
            self._grid.setColumnStretch(column, 1)
            self._labels.append(pair)
        for place, (figure, word) in enumerate(self._labels):
            shown = place < len(counts)
            figure.setVisible(shown)
            word.setVisible(shown)
            if shown:
                figure.setText(counts[place][0])
                word.setText(counts[place][1])
                figure.setAccessibleName(" ".join(counts[place]))
