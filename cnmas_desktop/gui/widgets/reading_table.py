"""A table that is read with the arrows: whole rows, nothing edited, and Tab leaves it."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QTableView

Index = QModelIndex | QPersistentModelIndex
SAID = frozenset({Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole})
"""Roles of a cell that are texts."""


def to_read(table: QTableView) -> None:
    """Without a grid or numbers of rows; what is longer than its column goes on in the next line."""
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.setWordWrap(True)
    table.verticalHeader().hide()


class ReadingModel(QAbstractTableModel):
    """Many lines, each put in words when it is looked at: of three hundred, ten are on the screen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cells: dict[tuple[int, int, int], str] = {}
        """What was said until the lines are others: painting asks three times for a text."""
        self.modelAboutToBeReset.connect(self._cells.clear)

    def heads(self) -> Sequence[str]:
        """Of the columns."""
        raise NotImplementedError

    def said(self, row: int, column: int) -> Sequence[str]:
        """The parts of a cell, a line each."""
        raise NotImplementedError

    def tip(self, row: int, column: int) -> str:
        """What the mouse tells of a cell."""
        return "\n".join(self.said(row, column))

    def spoken(self, row: int, column: int) -> str:
        """A cell for a screen reader."""
        return ", ".join(self.said(row, column))

    def count(self) -> int:
        """Of the lines."""
        raise NotImplementedError

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else self.count()

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as above
        return 0 if parent.isValid() else len(self.heads())

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return self.heads()[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in SAID:
            return None
        cell = index.row(), index.column(), role
        if cell not in self._cells:
            self._cells[cell] = self._text(*cell)
        return self._cells[cell]

    def _text(self, row: int, column: int, role: int) -> str:
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.tip(row, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.spoken(row, column)
        return "\n".join(self.said(row, column))
