"""What waits, what came back with a remark, what is set aside and why: a page of its own, without personal data but the name."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidgetItem, QWidget

from cnmas_desktop.gui.agent.panel import Panel
from cnmas_desktop.gui.agent.texts import moment, tr, words
from cnmas_desktop.gui.forms.outbox_panel import Ui_OutboxPanel
from cnmas_desktop.services.views import OutboxLine, SyncView

STANDING = 2
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


class OutboxPanel(Panel):
    """Read-only; Enter asks for a transmission now, Escape goes back."""

    whole = True

    def __init__(self, parent: QWidget | None = None) -> None:
        self.ui = Ui_OutboxPanel()
        super().__init__(self.ui, parent)
        table = self.ui.table
        table.setColumnCount(3)
        table.setHorizontalHeaderLabels([tr("Heure"), tr("Quoi"), tr("État et suite")])
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setWordWrap(True)
        table.verticalHeader().hide()
        for column in range(STANDING):
            table.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        table.horizontalHeader().setSectionResizeMode(STANDING, QHeaderView.ResizeMode.Stretch)
        # A bar that appears takes of the last column's width: its lines are counted again.
        table.horizontalHeader().sectionResized.connect(self._fit_rows)
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
        return self.ui.table if self.ui.table.rowCount() else self.ui.saveButton

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_rows()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit_rows()

    def _fit_rows(self, *_: int) -> None:
        """Each row as high as what it says: Qt's own measure forgets the cell's margins, and cuts the last line of large text."""
        table, metrics = self.ui.table, self.ui.table.fontMetrics()
        room = QRect(0, 0, table.columnWidth(STANDING) - 4 * MARGIN, 10_000)
        heights: dict[str, int] = {}  # three hundred lines stand in a handful of ways
        for row in range(table.rowCount()):
            item = table.item(row, STANDING)
            said = item.text() if item else ""
            if said not in heights:
                height = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, said).height()
                heights[said] = max(height, 2 * metrics.lineSpacing()) + 2 * MARGIN
            if table.rowHeight(row) != heights[said]:
                table.setRowHeight(row, heights[said])

    def _fill(self, lines: list[OutboxLine]) -> None:
        table = self.ui.table
        table.setRowCount(len(lines))
        table.setVisible(bool(lines))
        names = status_words()
        for row, line in enumerate(lines):
            remark = " ".join(said for said in (words(line.reason), words(line.next_step)) if said)
            texts = (
                (moment(line.at, self.occasion.now),),
                (words(line.label), line.case_name),
                (names.get(line.status, line.status), remark),
            )
            for column, parts in enumerate(texts):
                said = [part for part in parts if part]
                item = QTableWidgetItem("\n".join(said))
                item.setToolTip(item.text())
                item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join(said))
                table.setItem(row, column, item)
        if lines:
            table.setCurrentCell(0, 0)


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
