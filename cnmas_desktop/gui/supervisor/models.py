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
SORT_ROLE = Qt.ItemDataRole.UserRole
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
        return (
            Qt.AlignmentFlag.AlignRight if self.number else Qt.AlignmentFlag.AlignLeft
        ) | Qt.AlignmentFlag.AlignVCenter

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


class TableModel(QAbstractTableModel):
    """Rows of one kind, read-only. `show` replaces them and keeps the selection while the rows are the same ones."""

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
        self._rows: tuple[Any, ...] = ()
        self._as_of: datetime | None = None

    def show(self, rows: Sequence[Any], as_of: datetime) -> None:
        """`as_of`: the instant of the reading, which tells today from yesterday."""
        same = [self._key(row) for row in rows] == [self._key(row) for row in self._rows]
        if same:
            self._rows, self._as_of = tuple(rows), as_of.astimezone(self._zone)
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(self._columns) - 1))
            return
        self.beginResetModel()
        self._rows, self._as_of = tuple(rows), as_of.astimezone(self._zone)
        self.endResetModel()

    def row(self, place: int) -> Any:
        """One of the rows, in their own order."""
        return self._rows[place]

    def column(self, place: int) -> Column:
        return self._columns[place]

    def calm(self, row: Any) -> tuple[bool, int]:
        """Sorts what asks for most attention first, and the totals last."""
        return is_total(row), -sum(column.alerts(row) for column in self._columns)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
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
        row, column = self._rows[index.row()], self._columns[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._said(row, column)
            case Qt.ItemDataRole.TextAlignmentRole:
                return column.side
            case Qt.ItemDataRole.ToolTipRole:
                return self._tip(row, column)
            case Qt.ItemDataRole.ForegroundRole:
                return (
                    QColor(self._theme.tokens.warning)
                    if self._theme is not None and column.alerts(row)
                    else None
                )
            case Qt.ItemDataRole.AccessibleTextRole:
                said = f"{column.title.replace(chr(10), chr(32))} : {self._whole(row, column)}"
                return said + " (" + tr("à voir") + ")" if column.alerts(row) else said
        return self._beneath(row, column, role)

    def _beneath(self, row: Any, column: Column, role: int) -> Any:
        """What is not said by the text: the order, the totals, the parts of a bar, the second line."""
        if role == TOTAL_ROLE:
            return is_total(row)
        if role == HEAVY_ROLE:
            return column.alerts(row) or is_total(row)
        if role == PARTS_ROLE:
            return column.parts(row) if column.parts is not None else None
        if role == UNDER_ROLE:
            return column.under(row) if column.under is not None else None
        if role == SORT_ROLE:
            value = column.value(row)
            return value.timestamp() if isinstance(value, datetime) else (-1 if value is None else value)
        return None

    def _tip(self, row: Any, column: Column) -> str | None:
        said = None if column.number else self._whole(row, column)
        beside = column.tip(row) if column.tip is not None and not is_total(row) else None
        return "\n".join(part for part in (said, beside) if part) or None

    def _whole(self, row: Any, column: Column) -> str:
        """Both lines in one."""
        return " · ".join(part for part in (self._said(row, column), column.under(row) if column.under else "") if part)

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
