"""The tables of the room as data: one list of columns per table, one model for all.

To add a figure: a `Column` in `gui.supervisor.columns`; it is read from the rows of a view of `services`, sorted by its value and not
by its text, and opens the list it counts.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from operator import attrgetter
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from cnmas_desktop.gui.agent.texts import moment, tr
from cnmas_desktop.gui.supervisor.cells import HEAVY_ROLE, PARTS_ROLE, UNDER_ROLE
from cnmas_desktop.gui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
Value = str | int | float | datetime | None
TOTAL_ROLE = Qt.ItemDataRole.UserRole + 1
TOTAL = ""
"""The campaign of the row of totals."""
NOTHING = "—"
"""What is not known; a mute desk never shows a zero."""


@dataclass(frozen=True, slots=True)
class Goal:
    """A page of the room, and what it is to show of all it knows."""

    page: str
    subject: Any = None


@dataclass(frozen=True, slots=True)
class Column:
    """`value` of a row: a text, a number, an instant, or None where it is not known. `text`: how it is said, where not as it is.

    `alert`: whether it asks for attention. `number`: figures stand under one another. `opens`: the list that the figure counts.
    `parts`: the numbers of a bar instead of the text. `widest`: in pixels, where the text may be cut; its tooltip has the whole, or what `tip` says beside it.
    `under`: a second, quiet line under the text, in a table that has room for it in each row."""

    title: str
    value: Callable[[Any], Value]
    hint: str = ""
    alert: Callable[[Any], bool] | None = None
    number: bool = False
    text: Callable[[Any], str] | None = None
    opens: Callable[[Any], Goal | None] | None = field(default=None, compare=False)
    parts: Callable[[Any], tuple[int, ...]] | None = None
    widest: int = 190
    tip: Callable[[Any], str] | None = None
    under: Callable[[Any], str] | None = None

    @property
    def side(self) -> Qt.AlignmentFlag:
        return (Qt.AlignmentFlag.AlignRight if self.number else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter

    def alerts(self, row: Any) -> bool:
        return self.alert is not None and self.alert(row)


def count(
    title: str,
    name: str,
    hint: str = "",
    alert: Callable[[Any], bool] | None = None,
    opens: Callable[[Any], Goal | None] | None = None,
) -> Column:
    """A figure of the row, by its name."""
    return Column(title, attrgetter(name), hint, alert, number=True, opens=opens)


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell says, as `Column` has it."""

    said: str
    under: str = ""
    alerts: bool = False
    heavy: bool = False
    parts: tuple[int, ...] | None = None


class TableModel(QAbstractTableModel):
    """Rows of one kind, read-only: those that ask for most attention first, or by the column that was chosen; totals are the last in
    either order. `show` replaces them, tells the views only of the cells that say something else, and keeps the selection while the
    rows are the same ones, wherever they stand."""

    def __init__(
        self,
        columns: Sequence[Column],
        key: Callable[[Any], object],
        zone: tzinfo,
        parent: QObject | None = None,
        theme: Theme | None = None,
    ) -> None:
        """`key` tells one row from another; instants are shown in `zone`."""
        super().__init__(parent)
        self._columns, self._key, self._zone, self._theme = tuple(columns), key, zone, theme
        self._rows: list[Any] = []
        self._cells: list[tuple[Cell, ...]] = []
        """What the rows say, put in words once a reading: a view asks for each cell many times."""
        self._sorted, self._descends = -1, False
        self._as_of: datetime | None = None

    def show(self, rows: Sequence[Any], as_of: datetime) -> None:
        """`as_of`: the instant of the reading, which tells today from yesterday."""
        self._as_of = as_of.astimezone(self._zone)
        before, before_cells = self._keys(), self._cells
        lines = self._in_order([(row, tuple(self._cell(row, column) for column in self._columns)) for row in rows])
        after = [self._key(row) for row, _ in lines]
        if before == after:
            self._put(lines)
            for place, (old, new) in enumerate(zip(before_cells, self._cells, strict=True)):
                changed = [at for at, (was, now) in enumerate(zip(old, new, strict=True)) if was != now]
                if changed:
                    self.dataChanged.emit(self.index(place, changed[0]), self.index(place, changed[-1]))
        elif len(before) == len(after) and set(before) == set(after):
            self._lay(lines)
        else:
            self.beginResetModel()
            self._put(lines)
            self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """By this column; -1: what asks for most attention first."""
        self._sorted, self._descends = column, order is Qt.SortOrder.DescendingOrder
        self._lay(self._in_order(list(zip(self._rows, self._cells, strict=True))))

    def cells(self, column: int) -> list[Cell]:
        """What a column says, from the top down."""
        return [line[column] for line in self._cells]

    def words(self, row: Any) -> str:
        """What a row says in words: no figure and no instant, since these change while somebody looks for it."""
        worded = [column for column in self._columns if not column.number and not isinstance(column.value(row), datetime)]
        return " ".join(part for one in worded for part in (self._said(row, one), one.under(row) if one.under is not None else ""))

    def row(self, place: int) -> Any:
        """One of the rows, in their own order."""
        return self._rows[place]

    def column(self, place: int) -> Column:
        return self._columns[place]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as above
        return 0 if parent.isValid() else len(self._columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        column = self._columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return column.side
        return (column.hint or None) if role == Qt.ItemDataRole.ToolTipRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        cell = self._cells[index.row()][index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return cell.said
            case Qt.ItemDataRole.TextAlignmentRole:
                return self._columns[index.column()].side
            case Qt.ItemDataRole.ForegroundRole:
                return QColor(self._theme.tokens.warning) if self._theme is not None and cell.alerts else None
        return self._beneath(cell, index, role)

    def _beneath(self, cell: Cell, index: Index, role: int) -> Any:
        """What is not said by the text: the whole in words, the totals, the parts of a bar, the second line."""
        row, column = self._rows[index.row()], self._columns[index.column()]
        whole = " · ".join(part for part in (cell.said, cell.under) if part)
        match role:
            case Qt.ItemDataRole.ToolTipRole:
                beside = column.tip(row) if column.tip is not None and not is_total(row) else None
                return "\n".join(part for part in ("" if column.number else whole, beside) if part) or None
            case Qt.ItemDataRole.AccessibleTextRole:
                said = f"{column.title.replace(chr(10), chr(32))} : {whole}"
                return said + " (" + tr("à voir") + ")" if cell.alerts else said
        return {
            TOTAL_ROLE: is_total(row),
            HEAVY_ROLE: cell.heavy,
            PARTS_ROLE: cell.parts,
            UNDER_ROLE: cell.under or None,
        }.get(role)

    def _keys(self) -> list[object]:
        return [self._key(row) for row in self._rows]

    def _put(self, lines: Sequence[tuple[Any, tuple[Cell, ...]]]) -> None:
        self._rows, self._cells = [row for row, _ in lines], [cells for _, cells in lines]

    def _lay(self, lines: Sequence[tuple[Any, tuple[Cell, ...]]]) -> None:
        """The same rows in another order; what was chosen goes with them."""
        self.layoutAboutToBeChanged.emit()
        before = self._keys()
        self._put(lines)
        places = {key: place for place, key in enumerate(self._keys())}
        held = self.persistentIndexList()
        self.changePersistentIndexList(held, [self.index(places[before[one.row()]], one.column()) for one in held])
        self.layoutChanged.emit()

    def _in_order(self, lines: list[tuple[Any, tuple[Cell, ...]]]) -> list[tuple[Any, tuple[Cell, ...]]]:
        rows = sorted(
            (line for line in lines if not is_total(line[0])),
            key=lambda line: -sum(cell.alerts for cell in line[1]),
        )
        if self._sorted >= 0:
            value = self._columns[self._sorted].value
            rows.sort(key=lambda line: ((known := value(line[0])) is not None, known), reverse=self._descends)
        return rows + [line for line in lines if is_total(line[0])]

    def _cell(self, row: Any, column: Column) -> Cell:
        alerts = column.alerts(row)
        return Cell(
            self._said(row, column),
            column.under(row) if column.under is not None else "",
            alerts,
            alerts or is_total(row),
            column.parts(row) if column.parts is not None else None,
        )

    def _said(self, row: Any, column: Column) -> str:
        if column.text is not None:
            return column.text(row)
        value = column.value(row)
        if value is None:
            return NOTHING
        if isinstance(value, datetime):
            local = value.astimezone(self._zone)
            return moment(local, self._as_of or local)
        return grouped(value) if isinstance(value, int) else str(value)


def grouped(number: int) -> str:
    """« 12 345 », with thin spaces that do not break."""
    return f"{number:,}".replace(",", "\u202f")


def is_total(row: Any) -> bool:
    """Of a table with figures to add up; what is of no campaign elsewhere (an event that cannot be read) is no total."""
    return getattr(row, "campaign", None) == TOTAL and hasattr(row, "total")
