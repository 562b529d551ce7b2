"""Rows of a list as high as their words need."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

ENOUGH = 10_000
"""Pixels that no row is high."""


class Wrapped(QStyledItemDelegate):
    """Qt breaks the words of a row at the width of its list, and asks for the height of one line all the same."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view
        view.setWordWrap(True)
        view.setResizeMode(QListView.ResizeMode.Adjust)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setItemDelegate(self)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        one_line = super().sizeHint(option, index)
        metrics, said, width = option.fontMetrics, str(index.data()), self._view.viewport().width()
        room = width - max(one_line.width() - metrics.horizontalAdvance(said), 0)
        lines = metrics.boundingRect(QRect(0, 0, room, ENOUGH), Qt.TextFlag.TextWordWrap, said).height()
        return QSize(width, one_line.height() + max(lines - metrics.height(), 0))
