"""A table of half hours: arrows go from slot to slot, Page Up and Page Down from week to week; Enter is the panel's."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QKeyEvent, QPainter, QPalette, QPen, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from cnmas_desktop.gui.theme import heavier

CLOSED_ROLE = Qt.ItemDataRole.UserRole
"""True: nobody is called then; the cell is hatched, and its text says why."""
STRONG_ROLE = CLOSED_ROLE + 1
"""True: something is promised to the minute."""
RING, ROOM = 2, 7


class _Cells(QStyledItemDelegate):
    """Hatches what is closed and rings the current slot, so that neither is told by a colour alone."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        if index.data(STRONG_ROLE):
            option.font = heavier(option.font)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        rect, palette = option.rect, option.palette
        if index.data(CLOSED_ROLE):
            hatched = palette.color(QPalette.ColorRole.Mid)
            hatched.setAlpha(90)
            painter.fillRect(rect, palette.color(QPalette.ColorRole.AlternateBase))
            painter.fillRect(rect, QBrush(hatched, Qt.BrushStyle.BDiagPattern))
        super().paint(painter, option, index)
        view = self.parent()
        if isinstance(view, QTableView) and view.hasFocus() and view.currentIndex() == index:
            painter.save()
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Accent), RING))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
            painter.restore()


class AgendaTable(QTableView):
    """`paged` carries −1 or +1; typing a letter does not jump about."""

    paged = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(_Cells(self))
        self.setProperty("dense", True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(1)  # rows moved by a greater least size keep it, whatever the size of the type
        self.horizontalHeader().setHighlightSections(False)
        self.verticalHeader().setHighlightSections(False)

    def fit_rows(self) -> None:
        """Rows as low as their text allows: a day is to be seen at one glance."""
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + ROOM)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.fit_rows()

    def showEvent(self, event: QShowEvent) -> None:
        """Only now does it know the size of its type."""
        super().showEvent(event)
        self.fit_rows()
        self.scrollTo(self.currentIndex(), QAbstractItemView.ScrollHint.PositionAtCenter)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.paged.emit(-1 if event.key() == Qt.Key.Key_PageUp else 1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Digits and letters are keys of the panel."""

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), 7 * self.fontMetrics().height())
