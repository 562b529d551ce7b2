"""A table of the room: a model under a view, sorted and read by keys, that keeps its place when its figures are read anew."""

from collections.abc import Callable, Sequence
from datetime import datetime, tzinfo
from math import ceil
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QFontMetricsF, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView

from cnmas_desktop.gui.agent.texts import tr
from cnmas_desktop.gui.supervisor.cells import UNDER_ROLE, CellDelegate
from cnmas_desktop.gui.supervisor.models import Cell, Column, TableModel, is_total
from cnmas_desktop.gui.supervisor.table_filter import TableFilter, says
from cnmas_desktop.gui.theme import Theme, heavier
from cnmas_desktop.gui.tokens import TYPE_SCALE
from cnmas_desktop.gui.widgets.text import label, set_property

PADDING = 12
HIGHEST = 10_000
LEAST_NAME = 9
"""Letters « m » that the column taking the room left keeps: with less room the table scrolls, and its texts take two lines."""
TWO_LINES = 0.6
"""Of the length of a text, what it needs to stand in two lines, wherever its words end."""
LINES_OF_ONE, AIR = 1.9, 0.7
"""Height of a row, in lines of its text; what a row of several lines has beside them."""
SMALLER = TYPE_SCALE["caption"] / TYPE_SCALE["body"]
"""The style sheet sets headers in smaller type; their metrics do not know it."""


class Table(QObject):
    """`opened` with the row and its column when Enter is pressed, or two clicks are made, on a cell."""

    opened = Signal(object, object)
    chosen = Signal()
    """The current row is another one, or none."""

    def __init__(
        self,
        view: QTableView,
        columns: Sequence[Column],
        key: Callable[[Any], object],
        zone: tzinfo,
        theme: Theme,
        *,
        stretch: int = 0,
        several: bool = False,
        empty: str = "",
    ) -> None:
        """`key` tells one row from another. `stretch`: the column that takes what room is left. `several`: rows may be chosen together. `empty`: what
        to say once it is known that there is no row."""
        super().__init__(view)
        self.view, self._key, self._stretch = view, key, stretch
        set_property(view, "room", True)
        self.model = TableModel(columns, key, zone, view, theme)
        self._lengths: dict[tuple[str, bool], float] = {}
        self._broken: dict[tuple[str, int], int] = {}
        view.setModel(self.model)
        view.setItemDelegate(CellDelegate(theme, view))
        view.setSortingEnabled(True)
        header = view.horizontalHeader()
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.sortIndicatorChanged.connect(lambda: self.fit())
        header.setSectionResizeMode(stretch, QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        view.verticalHeader().hide()
        self._stretched = QTimer(self, singleShot=True, interval=0)  # Qt tells the new width before a column has it
        self._stretched.timeout.connect(self._give_lines)
        header.sectionResized.connect(lambda column, _old, _new: self._stretched.start() if column == stretch else None)
        view.verticalHeader().setDefaultSectionSize(self._row_height())
        view.setTabKeyNavigation(False)
        view.setShowGrid(False)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        mode = QAbstractItemView.SelectionMode
        view.setSelectionMode(mode.ExtendedSelection if several else mode.SingleSelection)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.doubleClicked.connect(self._open)
        view.selectionModel().selectionChanged.connect(lambda: self.chosen.emit())
        for keys, act in (
            ("S", self._sort),
            ("Return", self._enter),
            ("Enter", self._enter),
            ("Ctrl+C", self.copy),
            ("Ctrl+F", self._open_filter),
        ):
            QShortcut(QKeySequence(keys), view, act).setContext(Qt.ShortcutContext.WidgetShortcut)
        self._empty, self._none = empty, label("hint", "", view.viewport())
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._none.setWordWrap(True)
        self._none.hide()
        theme.changed.connect(self._dressed)
        view.viewport().installEventFilter(self)
        self._rows: Sequence[Any] = ()
        self._as_of: datetime | None = None
        self._filter: TableFilter | None = None

    def show(self, rows: Sequence[Any], as_of: datetime) -> None:
        """Put these rows, those that ask for attention first; the chosen ones, the place and the focus stay."""
        self._rows, self._as_of = rows, as_of
        current, chosen = self.current(), {self._key(row) for row in self.selected()}
        column, across, down = self.view.currentIndex().column(), *self._scrolled()
        wanted = self._filter.text() if self._filter is not None else ""
        shown = [row for row in rows if not is_total(row) and says(self.model.words(row), wanted)] if wanted else rows
        self.model.show(shown, as_of)
        self.fit()
        self._none.setText("" if shown else tr("Aucune ligne ne contient ce texte.") if rows else self._empty)
        self._none.setVisible(bool(self._none.text()))
        self.view.setAccessibleDescription(self._none.text())
        if current is not None and not self.view.currentIndex().isValid():  # other rows than before
            self._choose_again(self._key(current), chosen, column)
        self.view.horizontalScrollBar().setValue(across)
        self.view.verticalScrollBar().setValue(down)

    def _open_filter(self) -> None:
        if self._filter is None:
            self._filter = TableFilter(self.view)
            self._filter.changed.connect(self._filtered)
        self._filter.open()

    def _filtered(self) -> None:
        if self._as_of is not None:
            self.show(self._rows, self._as_of)
            self.first()

    def _choose_again(self, current: object, chosen: set[object], column: int) -> None:
        selection, flag = self.view.selectionModel(), QItemSelectionModel.SelectionFlag
        for place in range(self.model.rowCount()):
            index, key = self.model.index(place, column), self._key(self.model.row(place))
            if key == current:
                selection.setCurrentIndex(index, flag.NoUpdate)
            if key in chosen:
                selection.select(index, flag.Select | flag.Rows)

    def row(self, index: QModelIndex) -> Any:
        """What a cell of the view is of."""
        return self.model.row(index.row())

    def current(self) -> Any:
        """The row the cursor is on; None where it is on none."""
        index = self.view.currentIndex()
        return self.row(index) if index.isValid() else None

    def selected(self) -> list[Any]:
        """The rows chosen, in the order shown."""
        return [self.row(index) for index in sorted(self.view.selectionModel().selectedRows(), key=lambda index: index.row())]

    def first(self) -> None:
        """The cursor on the first row, where it is on none."""
        if self.model.rowCount() and not self.view.currentIndex().isValid():
            self.view.setCurrentIndex(self.model.index(0, 0))

    def go_to(self, wanted: Callable[[Any], bool]) -> None:
        """The cursor on the first row that is wanted."""
        for place in range(self.model.rowCount()):
            index = self.model.index(place, 0)
            if wanted(self.row(index)):
                self.view.setCurrentIndex(index)
                return

    def cells(self) -> list[list[str]]:
        """Titles and texts as they are shown, for a copy or a file."""
        columns = range(self.model.columnCount())
        titles = [str(self.model.headerData(at, Qt.Orientation.Horizontal)).replace("\n", " ") for at in columns]
        rows = range(self.model.rowCount())
        return [titles, *([self._copied(self.model.index(row, at)) for at in columns] for row in rows)]

    @staticmethod
    def _copied(cell: QModelIndex) -> str:
        return " · ".join(str(part) for part in (cell.data(), cell.data(UNDER_ROLE)) if part)

    def copy(self) -> None:
        """The whole table to the clipboard, as a spreadsheet takes it."""
        QApplication.clipboard().setText("\n".join("\t".join(line) for line in self.cells()))

    def keep_in_sight(self, rows: int) -> None:
        """So many rows keep their place under the header."""
        header, bar = self.view.horizontalHeader().sizeHint().height(), self.view.horizontalScrollBar().sizeHint().height()
        self.view.setMinimumHeight(header + rows * self._row_height() + bar)

    def fit(self) -> None:
        """Each column as wide as what it says: Qt's own fitting leaves room for an arrow everywhere, and then the page must scroll."""
        header = self.view.horizontalHeader()
        for column in range(self.model.columnCount()):
            if column == self._stretch:
                continue
            title = str(self.model.headerData(column, Qt.Orientation.Horizontal))
            said = round(SMALLER * max(header.fontMetrics().horizontalAdvance(line) for line in title.split("\n")))
            arrow = 16 if column == header.sortIndicatorSection() else 0
            most = max(self.model.column(column).widest, self._longest_word(column))
            self.view.setColumnWidth(column, max(said + arrow, min(self._widest(column), most)) + PADDING)
        self._give_room()

    def _widest(self, column: int) -> int:
        """What the cell with the longest text wants. Qt would ask every cell of its style: half a second for five hundred agents."""
        cells = self.model.cells(column)
        if not cells:
            return 0
        place = max(range(len(cells)), key=lambda at: self._length(cells[at]))
        return self.view.sizeHintForIndex(self.model.index(place, column)).width()

    def _length(self, cell: Cell) -> float:
        return self._long(cell.said, heavy=cell.heavy)

    def _long(self, text: str, *, heavy: bool = False) -> float:
        known = self._lengths.get((text, heavy))
        if known is None:
            font = heavier(QFont(self.view.font())) if heavy else self.view.font()
            known = self._lengths[text, heavy] = QFontMetricsF(font).horizontalAdvance(text)
        return known

    def _longest_word(self, column: int) -> int:
        """A text is broken between its words, never within one."""
        if self.model.column(column).number:
            return 0
        words = {(word, cell.heavy) for cell in self.model.cells(column) for word in f"{cell.said} {cell.under}".split(" ")}
        return ceil(max((self._long(word, heavy=heavy) for word, heavy in words), default=0.0))

    def _give_room(self) -> None:
        header, name = self.view.horizontalHeader(), self._stretch
        others = sum(header.sectionSize(column) for column in range(header.count()) if column != name)
        least = max(LEAST_NAME * self.view.fontMetrics().horizontalAdvance("m"), self._longest_word(name) + PADDING)
        tight = self.view.viewport().width() - others < least
        mode = QHeaderView.ResizeMode.Fixed if tight else QHeaderView.ResizeMode.Stretch
        if header.sectionResizeMode(name) is not mode:
            header.setSectionResizeMode(name, mode)
        if tight:
            header.resizeSection(name, max(least, round(TWO_LINES * self._widest(name)) + PADDING))
        self._give_lines()

    def _give_lines(self) -> None:
        """Each row as high as its longest text is broken: cut, it would be read by its tooltip alone."""
        header, rows = self.view.verticalHeader(), [1] * self.model.rowCount()
        for column in range(self.model.columnCount()):
            if self.model.column(column).number:
                continue
            width = self.view.columnWidth(column) - PADDING
            for place, cell in enumerate(self.model.cells(column)):
                rows[place] = max(rows[place], self._lines(cell.said, cell.heavy, width) + self._lines(cell.under, False, width))
        for place, lines in enumerate(rows):
            if header.sectionSize(place) != (height := self._row_height(lines)):
                header.resizeSection(place, height)

    def _lines(self, text: str, heavy: bool, width: int) -> int:
        if not text or self._long(text, heavy=heavy) < width - 1:  # Qt rounds letter by letter
            return int(bool(text))
        known = self._broken.get((text, width))
        if known is None:
            metrics = QFontMetrics(heavier(QFont(self.view.font())) if heavy else self.view.font())
            high = metrics.boundingRect(0, 0, width, HIGHEST, Qt.TextFlag.TextWordWrap.value, text).height()
            known = self._broken[text, width] = max(1, round(high / metrics.lineSpacing()))
        return known

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._give_room()
            self._none.setGeometry(self.view.viewport().rect())
        return False

    def _scrolled(self) -> tuple[int, int]:
        return self.view.horizontalScrollBar().value(), self.view.verticalScrollBar().value()

    def _dressed(self) -> None:
        self._lengths.clear()
        self._broken.clear()
        self.view.verticalHeader().setDefaultSectionSize(self._row_height())
        self.fit()

    def _row_height(self, lines: int = 1) -> int:
        return round(self.view.fontMetrics().height() * (LINES_OF_ONE if lines == 1 else lines + AIR))

    def _enter(self) -> None:
        if self.view.currentIndex().isValid():
            self._open(self.view.currentIndex())

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self.row(index), self.model.column(index.column()))

    def _sort(self) -> None:
        """The column of the current cell; again: the other way round."""
        column = max(0, self.view.currentIndex().column())
        header = self.view.horizontalHeader()
        ascending = header.sortIndicatorSection() != column or header.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder
        self.view.sortByColumn(column, Qt.SortOrder.AscendingOrder if ascending else Qt.SortOrder.DescendingOrder)
