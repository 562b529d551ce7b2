"""« Mes entretiens relus »: what supervisors wrote of the agent's own interviews, the same grid and remark as they see."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidgetItem, QWidget

from cnmas_desktop.gui.agent.day_rows import Row, show_rows
from cnmas_desktop.gui.agent.panel import Panel
from cnmas_desktop.gui.agent.texts import full_moment, moment, tr
from cnmas_desktop.gui.forms.reviews_panel import Ui_ReviewsPanel
from cnmas_desktop.gui.review_words import grid_words, mark_words
from cnmas_desktop.gui.widgets.announce import announce
from cnmas_desktop.gui.widgets.reading_table import to_read
from cnmas_desktop.services.own_reviews import OwnReview

ICONS = {"to_improve": "info", "good": "check", "not_seen": "search"}
"""In the order in which the marks are told; none of them is an alarm."""


class ReviewsPanel(Panel):
    """Arrows choose an interview; Enter and Escape go back."""

    whole = True

    def __init__(self, parent: QWidget | None = None) -> None:
        self.ui = Ui_ReviewsPanel()
        super().__init__(self.ui, parent)
        table = self.ui.table
        table.setColumnCount(3)
        table.setHorizontalHeaderLabels([tr("Entretien"), tr("Campagne"), tr("Relu par")])
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        to_read(table)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        table.currentCellChanged.connect(lambda row, *_where: self._show(row))
        self._reviews: tuple[OwnReview, ...] = ()

    def begin(self) -> None:
        self._reviews = self.occasion.desk.reviews.latest()
        count = len(self._reviews)
        drawn = tr("Tirés au sort : vos cinq premiers de chaque campagne, puis un sur vingt.")
        hint = self.tr("%n entretien(s) relu(s) depuis 30 jours, le dernier en premier.", "", count) + " " + drawn
        none = tr("Aucun de vos entretiens n'a été relu depuis 30 jours.") + " " + drawn
        self.head(tr("Mes entretiens relus"), hint=hint if count else none)
        self.savable(True, tr("Revenir"))
        self._fill()

    def data(self) -> Mapping[str, Any] | None:
        return {}

    def first_focus(self) -> QWidget:
        return self.ui.table if self._reviews else self.ui.saveButton

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._space()

    def _space(self) -> None:
        """The table ends with its last row: what it says of the chosen one stands right under."""
        table = self.ui.table
        row = 2 * table.fontMetrics().lineSpacing()
        table.verticalHeader().setDefaultSectionSize(row)
        table.setMaximumHeight(table.horizontalHeader().sizeHint().height() + row * max(len(self._reviews), 1) + 2 * table.frameWidth() + 4)

    def _fill(self) -> None:
        table, now = self.ui.table, self.occasion.now
        table.setRowCount(0)
        table.setRowCount(len(self._reviews))
        self._space()
        for part in (table, self.ui.rows):
            part.setVisible(bool(self._reviews))
        for row, one in enumerate(self._reviews):
            by = tr("{name}, {time}").format(name=one.by, time=moment(one.reviewed_at, now))
            for column, text in enumerate((full_moment(one.held_at), one.campaign, by)):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                table.setItem(row, column, item)
        if self._reviews:
            table.setCurrentCell(0, 0)

    def _show(self, row: int) -> None:
        if not 0 <= row < len(self._reviews):
            return
        rows = review_rows(self._reviews[row])
        show_rows(self.ui.rows, rows)
        if self.isVisible():
            announce(self.ui.rows, ". ".join(f"{one.name} : {one.said}" for one in rows))


def review_rows(review: OwnReview) -> Sequence[Row]:
    """The grid by mark, what to improve first, then the remark."""
    grid, marks = grid_words(), mark_words()
    rows = [
        Row(icon, marks[mark], " · ".join(grid[name] for name in grid if review.marks.get(name) == mark))
        for mark, icon in ICONS.items()
        if mark in review.marks.values()
    ]
    return [*rows, Row("person", tr("Remarque"), f"« {review.remark} »" if review.remark else tr("Aucune."))]
