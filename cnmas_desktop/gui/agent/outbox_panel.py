"""What waits, what came back with a remark, what is set aside and why: a page of its own, without personal data but the name."""

from collections.abc import Collection, Hashable, Mapping, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from cnmas_desktop.gui.agent.panel import Panel
from cnmas_desktop.gui.agent.texts import moment, tr, words
from cnmas_desktop.gui.forms.outbox_panel import Ui_OutboxPanel
from cnmas_desktop.gui.widgets.reading_table import ReadingModel, to_read
from cnmas_desktop.services.views import Message, OutboxLine, SyncView

WHEN, WHAT, STANDING = range(3)
MARGIN = 6
"""Of a cell, in pixels."""


def status_words() -> dict[str, str]:
    """The states of an event, in the words of the house."""
    return {
        "waiting": tr("À transmettre"),
        "received": tr("Reçu par le centre"),
        "flagged": tr("Signalé"),
        "quarantined": tr("En attente de décision"),
    }


class Lines(ReadingModel):
    """What was written lately."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: Sequence[OutboxLine] = ()
        self._now: datetime | None = None
        self._phrases: dict[str, str] = {}

    def show(self, lines: Sequence[OutboxLine], now: datetime) -> None:
        """`now` tells today from yesterday."""
        self.beginResetModel()
        self._lines, self._now = lines, now
        self._phrases.clear()
        self.endResetModel()

    def heads(self) -> Sequence[str]:
        return tr("Heure"), tr("Quoi"), tr("État et suite")

    def count(self) -> int:
        return len(self._lines)

    def said(self, row: int, column: int) -> Sequence[str]:
        line = self._lines[row]
        if column == WHEN:
            return (moment(line.at, self._now or line.at),)
        if column == WHAT:
            said = self._phrase(line.label), line.case_name
        else:
            remark = " ".join(filter(None, (self._phrase(line.reason), self._phrase(line.next_step))))
            said = status_words().get(line.status, line.status), remark
        return tuple(filter(None, said))

    def _phrase(self, message: Message | None) -> str:
        """Three hundred lines say a handful of things, none of them with a figure to fill in."""
        if message is None:
            return ""
        if message.code not in self._phrases:
            self._phrases[message.code] = words(message)
        return self._phrases[message.code]

    def widths(self, column: int) -> Collection[int]:
        """Of a column, rows among which the widest is: of each day one, since figures are all as wide."""
        if column == WHEN:
            return {line.at.date(): row for row, line in enumerate(self._lines)}.values()
        return {part: row for row, line in enumerate(self._lines) for part in (line.label.code, line.case_name)}.values()

    def standing(self, row: int) -> Hashable:
        """Rows of one standing say the same of it."""
        line = self._lines[row]
        return line.status, line.reason and line.reason.code, line.next_step and line.next_step.code


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
        header = table.horizontalHeader()
        for column in (WHEN, WHAT):
            rows = {said: row for row in self._lines.widths(column) for said in self._lines.said(row, column)}
            longest = rows[max(rows, key=metrics.horizontalAdvance)] if rows else 0
            cell = table.sizeHintForIndex(self._lines.index(longest, column)).width() if rows else 0
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
        least = 2 * metrics.lineSpacing() + 2 * MARGIN
        table.verticalHeader().setDefaultSectionSize(least)
        heights: dict[Hashable, int] = {}
        for row in range(self._lines.rowCount()):
            standing = self._lines.standing(row)
            if standing not in heights:
                text = "\n".join(self._lines.said(row, STANDING))
                heights[standing] = max(metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, text).height() + 2 * MARGIN, least)
            if table.rowHeight(row) != heights[standing]:
                table.setRowHeight(row, heights[standing])

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
