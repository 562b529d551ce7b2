"""Interviews drawn for review, and the grid: six marks by keys, one remark, written once."""

from datetime import timedelta

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QTableView, QWidget

from cnmas_desktop.gui.agent.texts import elapsed, tr
from cnmas_desktop.gui.forms.supervisor_quality_page import Ui_QualityPage
from cnmas_desktop.gui.review_words import grid_words, mark_words
from cnmas_desktop.gui.supervisor.columns import known_campaign
from cnmas_desktop.gui.supervisor.models import Column, count
from cnmas_desktop.gui.supervisor.page import Page, Surroundings
from cnmas_desktop.gui.supervisor.vocabulary import dispositions
from cnmas_desktop.gui.widgets.key_cap import KeyCap
from cnmas_desktop.gui.widgets.text import label
from cnmas_desktop.gui.widgets.wheel import pass_the_wheel
from cnmas_desktop.services.quality import Coverage, Quality, SampleLine

LONGEST = 300


class QualityPage(Page):
    """Ctrl+Enter writes the grid of the line chosen."""

    def __init__(self, quality: Quality, around: Surroundings, parent: QWidget | None = None) -> None:
        self.ui = Ui_QualityPage()
        super().__init__(self.ui, around, parent)
        self._quality = quality
        columns = (
            Column(tr("Quand"), lambda row: row.at),
            Column(tr("Agent"), lambda row: row.login),
            Column(tr("Campagne"), lambda row: known_campaign(row.campaign)),
            Column(tr("Dossier"), lambda row: row.row_ref),
            count(tr("Rang"), "rank", tr("Les cinq premiers entretiens de l'agent dans la campagne ; ensuite un sur vingt, tiré au sort")),
            Column(tr("Issue"), lambda row: dispositions(row.disposition)),
            Column(tr("Durée"), lambda row: row.seconds, number=True, text=_seconds),
            Column(tr("Relu"), lambda row: row.reviewed_by, "", lambda row: row.marks is None, widest=90),
        )
        self.sample = self.table(
            self.ui.table, columns, lambda row: (row.campaign, row.case_id), stretch=2, empty=tr("Aucun entretien à relire.")
        )
        self.sample.chosen.connect(self._show_grid)
        self.fields: dict[str, QComboBox] = {name: self._line(name, words) for name, words in grid_words().items()}
        self.remark = QLineEdit(self.ui.gridCard)
        self.remark.setMaxLength(LONGEST)
        self.remark.setPlaceholderText(tr("Remarque, que l'agent lira"))
        self.remark.setAccessibleName(tr("Remarque, que l'agent lira"))
        self.ui.gridCard.body.addWidget(self.remark)
        self.write_button = QPushButton(tr("Enregistrer la relecture"), self.ui.gridCard)
        self.write_button.setProperty("primary", True)
        row = QHBoxLayout()
        row.addWidget(self.write_button)
        row.addWidget(KeyCap(tr("Ctrl Entrée"), self.ui.gridCard))
        row.addStretch(1)
        self.ui.gridCard.body.addLayout(row)
        self.key("Ctrl+Return", self.write_button, self.write)
        coverage = (
            Column(tr("Agent"), lambda row: row.login),
            Column(tr("Campagne"), lambda row: known_campaign(row.campaign)),
            count(tr("Entretiens"), "interviews"),
            count(tr("Tirés"), "sampled"),
            count(tr("Relus"), "reviewed", "", lambda row: row.reviewed < row.sampled),
        )
        self.coverage_view: QTableView = self.view_in(self.ui.coverageCard, tr("Couverture"))
        self.coverage = self.table(self.coverage_view, coverage, lambda row: (row.login, row.campaign), stretch=1)
        self._show_grid()

    def name(self) -> str:
        return tr("Qualité")

    def first_focus(self) -> QWidget:
        return self.ui.table

    def read(self) -> None:
        self.ask(lambda: (self._quality.sample(), self._quality.coverage()), self._show)

    @Slot()
    def write(self) -> None:
        """Once: a review is not changed afterwards."""
        row: SampleLine | None = self.sample.current()
        if row is None or row.marks is not None:
            return
        marks = {name: str(field.currentData()) for name, field in self.fields.items()}
        remark = self.remark.text().strip()
        self.act(
            lambda: self._quality.review(row.campaign, row.case_id, marks, remark),
            lambda _none: self._written(),
        )

    def _written(self) -> None:
        self.said.emit(tr("Relecture enregistrée : l'agent la verra."), "success")
        self.act(lambda: (self._quality.sample(), self._quality.coverage()), self._next)
        self.ui.table.setFocus()

    def _next(self, found: tuple[tuple[SampleLine, ...], tuple[Coverage, ...]]) -> None:
        """After one, the next that waits."""
        self._show(found)
        self.sample.go_to(lambda row: row.marks is None)

    def _show(self, found: tuple[tuple[SampleLine, ...], tuple[Coverage, ...]]) -> None:
        now = self.around.now()
        self.sample.show(found[0], now)
        self.sample.first()
        self.coverage.show(found[1], now)
        self.date(now)
        self._show_grid()

    @Slot()
    def _show_grid(self) -> None:
        row: SampleLine | None = self.sample.current()
        open_ = row is not None and row.marks is None
        for name, field in self.fields.items():
            mark = row.marks.get(name) if row is not None and row.marks is not None else "good"
            field.setCurrentIndex(max(0, field.findData(mark)))
            field.setEnabled(open_)
        self.remark.setText(row.remark if row is not None else "")
        self.remark.setEnabled(open_)
        self.write_button.setEnabled(open_)

    def _line(self, name: str, words: str) -> QComboBox:
        field = QComboBox(self.ui.gridCard)
        for code, said in mark_words().items():
            field.addItem(said, code)
        field.setAccessibleName(words)
        pass_the_wheel(field)
        row = QHBoxLayout()
        row.addWidget(label("body", words, self.ui.gridCard), 1)
        row.addWidget(field)
        self.ui.gridCard.body.addLayout(row)
        return field


def _seconds(row: SampleLine) -> str:
    return "—" if row.seconds is None else elapsed(timedelta(seconds=row.seconds))
