"""« Mes appels du jour »: who was called, how it ended, and where that stands; Enter puts the chosen one right."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget

from cnmas_desktop.gui.agent.panel import Panel
from cnmas_desktop.gui.agent.texts import clock, tr, words
from cnmas_desktop.gui.forms.day_calls_panel import Ui_DayCallsPanel
from cnmas_desktop.gui.widgets.reading_table import ReadingModel, to_read
from cnmas_desktop.services.mending import CallLine

WHEN, WHO, OUTCOME = range(3)
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


class Calls(ReadingModel):
    """The calls of the day."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: Sequence[CallLine] = ()

    def show(self, lines: Sequence[CallLine]) -> None:
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def heads(self) -> Sequence[str]:
        return tr("Heure"), tr("Personne"), tr("Issue")

    def count(self) -> int:
        return len(self.lines)

    def said(self, row: int, column: int) -> Sequence[str]:
        line = self.lines[row]
        if column == WHEN:
            return (clock(line.at),)
        if column == WHO:
            return line.name or tr("Dossier retiré de ce poste"), line.campaign
        return words(line.outcome), statuses()[line.status]

    def tip(self, row: int, column: int) -> str:
        return self._remark(row) if column == OUTCOME else super().tip(row, column)

    def spoken(self, row: int, column: int) -> str:
        return f"{words(self.lines[row].outcome)}, {self._remark(row)}" if column == OUTCOME else super().spoken(row, column)

    def _remark(self, row: int) -> str:
        """Where a call stands, and why."""
        line = self.lines[row]
        status = statuses()[line.status]
        return f"{status} : {words(line.reason)}" if line.reason else status


class DayCallsPanel(Panel):
    """Data: position, the call to put right; empty when there is none."""

    whole = True

    def __init__(self, parent: QWidget | None = None) -> None:
        self.ui = Ui_DayCallsPanel()
        super().__init__(self.ui, parent)
        table = self.ui.table
        self._calls = Calls(table)
        table.setModel(self._calls)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        to_read(table)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(WHEN, QHeaderView.ResizeMode.Fixed)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        table.doubleClicked.connect(lambda _index: self.enter())

    def begin(self) -> None:
        lines = self.occasion.desk.mending.calls()
        count = len(lines)
        hint = self.tr("%n appel(s) enregistré(s) aujourd'hui sur ce poste, le dernier en premier.", "", count)
        self.head(
            tr("Mes appels du jour"),
            hint=hint if count else tr("Aucun appel n'est encore enregistré aujourd'hui."),
        )
        self.savable(True, tr("Corriger cet appel") if count else tr("Revenir"))
        self._fill(lines)

    def data(self) -> Mapping[str, Any] | None:
        row = self.ui.table.currentIndex().row()
        return {"position": self._calls.lines[row].position} if row >= 0 else {}

    def press(self, key: str) -> bool:
        """Ctrl+Z puts the chosen line right, not the last call."""
        if key == "Ctrl+Z" and self._calls.lines:
            self.enter()
            return True
        return False

    def first_focus(self) -> QWidget:
        return self.ui.table if self._calls.lines else self.ui.saveButton

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._space()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.isVisible():
            self._space()

    def _space(self) -> None:
        """One height for all rows, and hours are as wide as one another: with three hundred, each is not measured."""
        table = self.ui.table
        height = round(LINES * table.fontMetrics().lineSpacing())
        table.verticalHeader().setMinimumSectionSize(height)
        table.verticalHeader().setDefaultSectionSize(height)
        hour, header = table.sizeHintForIndex(self._calls.index(0, WHEN)).width(), table.horizontalHeader()
        header.resizeSection(WHEN, max(hour, header.sectionSizeHint(WHEN)))

    def _fill(self, lines: Sequence[CallLine]) -> None:
        self._calls.show(lines)
        self.ui.table.setVisible(bool(lines))
        if lines:
            self.ui.table.setCurrentIndex(self._calls.index(0, WHEN))
