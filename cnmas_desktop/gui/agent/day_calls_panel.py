"""« Mes appels du jour »: who was called, how it ended, and where that stands; Enter puts the chosen one right."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidgetItem, QWidget

from cnmas_desktop.gui.agent.panel import Panel
from cnmas_desktop.gui.agent.texts import clock, tr, words
from cnmas_desktop.gui.forms.day_calls_panel import Ui_DayCallsPanel
from cnmas_desktop.gui.widgets.reading_table import to_read
from cnmas_desktop.services.mending import CallLine

LINES = 2.7
"""Height of a row, in lines of text: it holds two."""


def statuses() -> dict[str, str]:
    """Where a call stands, in the words of the house."""
    return {
        "saved": tr("Enregistré sur ce poste"),
        "received": tr("Reçu par le centre"),
        "flagged": tr("Signalé"),
        "to_decide": tr("En attente de décision"),
    }


class DayCallsPanel(Panel):
    """Data: position, the call to put right; empty when there is none."""

    whole = True

    def __init__(self, parent: QWidget | None = None) -> None:
        self.ui = Ui_DayCallsPanel()
        super().__init__(self.ui, parent)
        table = self.ui.table
        table.setColumnCount(3)
        table.setHorizontalHeaderLabels([tr("Heure"), tr("Personne"), tr("Issue")])
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        to_read(table)
        header = table.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        table.doubleClicked.connect(lambda _index: self.enter())
        self._lines: tuple[CallLine, ...] = ()

    def begin(self) -> None:
        self._lines = self.occasion.desk.mending.calls()
        count = len(self._lines)
        hint = self.tr("%n appel(s) enregistré(s) aujourd'hui sur ce poste, le dernier en premier.", "", count)
        self.head(
            tr("Mes appels du jour"),
            hint=hint if count else tr("Aucun appel n'est encore enregistré aujourd'hui."),
        )
        self.savable(True, tr("Corriger cet appel") if count else tr("Revenir"))
        self._fill()

    def data(self) -> Mapping[str, Any] | None:
        row = self.ui.table.currentRow()
        return {"position": self._lines[row].position} if 0 <= row < len(self._lines) else {}

    def press(self, key: str) -> bool:
        """Ctrl+Z puts the chosen line right, not the last call."""
        if key == "Ctrl+Z" and self._lines:
            self.enter()
            return True
        return False

    def first_focus(self) -> QWidget:
        return self.ui.table if self._lines else self.ui.saveButton

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._space()

    def _space(self) -> None:
        """One height for all rows: with three hundred, each is not measured."""
        height = round(LINES * self.ui.table.fontMetrics().lineSpacing())
        self.ui.table.verticalHeader().setMinimumSectionSize(height)
        self.ui.table.verticalHeader().setDefaultSectionSize(height)

    def _fill(self) -> None:
        table, names, gone = self.ui.table, statuses(), tr("Dossier retiré de ce poste")
        table.setRowCount(0)
        self._space()
        table.setRowCount(len(self._lines))
        table.setVisible(bool(self._lines))
        for row, line in enumerate(self._lines):
            status = names[line.status]
            remark = f"{status} : {words(line.reason)}" if line.reason else status
            texts = (
                clock(line.at),
                f"{line.name or gone}\n{line.campaign}",
                f"{words(line.outcome)}\n{status}",
            )
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setToolTip(remark if column == 2 else text)
                item.setData(
                    Qt.ItemDataRole.AccessibleTextRole,
                    f"{text.splitlines()[0]}, {remark}" if column == 2 else text.replace("\n", ", "),
                )
                table.setItem(row, column, item)
        if self._lines:
            table.setCurrentCell(0, 0)
