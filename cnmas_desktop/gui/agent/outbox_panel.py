"""What waits, what came back with a remark, what is set aside and why: a page of its own, without personal data but the name."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from cnmas_desktop.gui.agent.panel import Panel
from cnmas_desktop.gui.agent.texts import moment, tr, words
from cnmas_desktop.gui.forms.outbox_panel import Ui_OutboxPanel
from cnmas_desktop.gui.widgets.reading_table import to_read
from cnmas_desktop.services.views import OutboxLine, SyncView

WHEN, WHAT, STANDING = range(3)
MARGIN = 6
"""Of a cell, in pixels."""
Index = QModelIndex | QPersistentModelIndex


def status_words() -> dict[str, str]:
    """The states of an event, in the words of the house."""
    return {
        "waiting": tr("À transmettre"),
        "received": tr("Reçu par le centre"),
        "flagged": tr("Signalé"),
        "quarantined": tr("En attente de décision"),
    }


class Lines(QAbstractTableModel):
    """What was written lately. A line is put in words when it is looked at: of three hundred, ten are on the screen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: Sequence[OutboxLine] = ()
        self._now: datetime | None = None
        self._said: dict[tuple[int, tuple[object, ...]], tuple[str, ...]] = {}

    def show(self, lines: Sequence[OutboxLine], now: datetime) -> None:
        """`now` tells today from yesterday."""
        self.beginResetModel()
        self._lines, self._now = lines, now
        self._said.clear()
        self.endResetModel()

    def said(self, row: int, column: int) -> tuple[str, ...]:
        """The parts of a cell, a line each. Three hundred lines say a handful of things, none of them with a figure to fill in."""
        line = self._lines[row]
        key: tuple[object, ...] = (row,)
        if column == WHAT:
            key = line.label.code, line.case_name
        elif column == STANDING:
            key = line.status, line.reason and line.reason.code, line.next_step and line.next_step.code
        if (column, key) not in self._said:
            self._said[column, key] = tuple(part for part in self._parts(line, column) if part)
        return self._said[column, key]

    def _parts(self, line: OutboxLine, column: int) -> tuple[str, ...]:
        if column == WHEN:
            return (moment(line.at, self._now or line.at),)
        if column == WHAT:
            return words(line.label), line.case_name
        remark = " ".join(said for said in (words(line.reason), words(line.next_step)) if said)
        return status_words().get(line.status, line.status), remark

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as above
        return 0 if parent.isValid() else 3

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (tr("Heure"), tr("Quoi"), tr("État et suite"))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return "\n".join(self.said(index.row(), index.column()))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(self.said(index.row(), index.column()))
        return None


class OutboxPanel(Panel):
    """Read-only; Enter asks for a transmission now, Escape goes back."""

    whole = True

    def __init__(self, parent: QWidget | None = None) -> None:
        self.ui = Ui_OutboxPanel()
        super().__init__(self.ui, parent)
        table = self.ui.table
        self._lines = Lines(table)
        self._fitted: tuple[int, str] | None = None
        """The width and the font that the rows were made high enough for."""
        table.setModel(self._lines)
        to_read(table)
        for column in (WHEN, WHAT):
            table.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
        table.horizontalHeader().setSectionResizeMode(STANDING, QHeaderView.ResizeMode.Stretch)
        # A bar that appears takes of the last column's width: its lines are counted again.
        table.horizontalHeader().sectionResized.connect(self._resized)
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)

    def begin(self) -> None:
        view = self.occasion.desk.view().sync
        self.head(tr("À transmettre"))
        self.savable(True, tr("Transmettre maintenant"))
        self.ui.stateBanner.say(_state(view), _tone(view), icon="online" if view.online else "offline")
        lines = sorted(self.occasion.desk.outbox(), key=lambda line: (_rank(line), line.at))
        self._fill(lines)

    def data(self) -> Mapping[str, Any] | None:
        return {}

    def first_focus(self) -> QWidget:
        return self.ui.table if self._lines.rowCount() else self.ui.saveButton

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_rows()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit_columns()
        self._fit_rows()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.isVisible():
            self._fit_columns()

    def _fit_columns(self) -> None:
        """As wide as what they say: of each, Qt measures the cell with the longest line."""
        table, metrics = self.ui.table, self.ui.table.fontMetrics()
        header, count = table.horizontalHeader(), self._lines.rowCount()
        for column in (WHEN, WHAT):
            rows = {said: row for row in range(count) for said in self._lines.said(row, column)}
            longest = rows[max(rows, key=metrics.horizontalAdvance)] if rows else 0
            cell = table.sizeHintForIndex(self._lines.index(longest, column)).width() if count else 0
            header.resizeSection(column, max(cell, header.sectionSizeHint(column)))

    def _resized(self, column: int) -> None:
        if column == STANDING:
            self._fit_rows()

    def _fit_rows(self) -> None:
        """Each row as high as what it says: Qt's own measure forgets the cell's margins, and cuts the last line of large text."""
        table, metrics = self.ui.table, self.ui.table.fontMetrics()
        room = QRect(0, 0, table.columnWidth(STANDING) - 4 * MARGIN, 10_000)
        if (look := (room.width(), table.font().toString())) == self._fitted:
            return
        self._fitted = look
        heights: dict[tuple[str, ...], int] = {}
        for row in range(self._lines.rowCount()):
            said = self._lines.said(row, STANDING)
            if said not in heights:
                height = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, "\n".join(said)).height()
                heights[said] = max(height, 2 * metrics.lineSpacing()) + 2 * MARGIN
            if table.rowHeight(row) != heights[said]:
                table.setRowHeight(row, heights[said])

    def _fill(self, lines: Sequence[OutboxLine]) -> None:
        self._lines.show(lines, self.occasion.now)
        self._fitted = None
        table = self.ui.table
        table.setVisible(bool(lines))
        if lines:
            table.setCurrentIndex(self._lines.index(0, WHEN))
            if self.isVisible():
                self._fit_columns()
                self._fit_rows()


def _rank(line: OutboxLine) -> int:
    return {"quarantined": 0, "flagged": 1, "waiting": 2}.get(line.status, 3)


def _tone(view: SyncView) -> str:
    if view.problem is not None or view.quarantined:
        return "warning"
    return "success" if view.online and not view.waiting else "info"


def _state(view: SyncView) -> str:
    if view.problem is not None:
        return words(view.problem)
    parts = []
    if not view.online:
        parts.append(tr("Hors ligne : vous pouvez continuer, tout partira au retour du réseau."))
    if view.waiting:
        parts.append(tr("{count} à transmettre.").format(count=view.waiting))
    if view.flagged:
        parts.append(tr("{count} signalés par le centre.").format(count=view.flagged))
    if view.quarantined:
        parts.append(tr("{count} en attente de décision : rien à faire de votre côté.").format(count=view.quarantined))
    return " ".join(parts) if view.waiting or view.quarantined or view.flagged or not view.online else tr("Tout est transmis.")
