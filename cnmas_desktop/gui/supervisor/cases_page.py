"""The list behind a figure, by reference; a person's record opens with a reason, which is noted before anything is shown."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from cnmas_desktop.domain.fields import FIELDS
from cnmas_desktop.gui.agent.texts import moment, tr
from cnmas_desktop.gui.forms.supervisor_cases_page import Ui_CasesPage
from cnmas_desktop.gui.supervisor import acts
from cnmas_desktop.gui.supervisor.columns import known_campaign, organisme_name, reason_words
from cnmas_desktop.gui.supervisor.models import Column, grouped
from cnmas_desktop.gui.supervisor.page import Page, Surroundings
from cnmas_desktop.gui.supervisor.steering_panel import Act, Course, Touched
from cnmas_desktop.gui.supervisor.vocabulary import case_states, dispositions, event_words, figure_words
from cnmas_desktop.gui.widgets.layouts import wrap_buttons
from cnmas_desktop.gui.widgets.text import label
from cnmas_desktop.services.board import CaseLine, LiveBoard
from cnmas_desktop.services.campaign_figures import CampaignFigures
from cnmas_desktop.services.quality import Quality, Record
from cnmas_desktop.services.steering import Colleague, Steering

MOST = 500
"""Lines that the centre gives at once."""
REOPENED = frozenset({"done", "exhausted", "blocked", "supervisor"})
"""States that only a supervisor ends; whom a study has ended with is not called again."""
OVER = REOPENED - {"supervisor"} | {"over"}


class CasesPage(Page):
    """A campaign, a figure, its cases, or one case by the organisme's reference; no name before a reason is given."""

    def __init__(
        self,
        board: LiveBoard,
        figures: CampaignFigures,
        steering: Steering,
        quality: Quality,
        around: Surroundings,
        parent: QWidget | None = None,
    ) -> None:
        self.ui = Ui_CasesPage()
        super().__init__(self.ui, around, parent)
        wrap_buttons(self.ui.layout5)
        self._board, self._figures, self._steering, self._quality = board, figures, steering, quality
        self._login: str | None = None
        self._organisme: str | None = None
        self._record: Record | None = None
        columns = (
            Column(tr("Référence"), lambda row: row.row_ref),
            Column(tr("État"), lambda row: case_states().get(row.state, row.state)),
            Column(tr("Dernière issue"), lambda row: dispositions(row.disposition)),
            Column(tr("Appelable à"), lambda row: row.callable_from),
            Column(tr("Rappel"), lambda row: row.callback_at),
            Column(tr("Promis par"), lambda row: row.promised_by),
            Column(tr("Tenu par"), lambda row: row.leased_by),
            Column(tr("Confié à"), lambda row: row.assigned_to),
            Column(tr("Campagne"), lambda row: known_campaign(row.campaign)),
            Column(tr("Organisme"), organisme_name),
        )
        self.cases = self.table(self.ui.table, columns, lambda row: row.case_id, stretch=2, empty=tr("Aucun dossier dans cette liste."))
        self.cases.chosen.connect(self._enable)
        for code, words in figure_words().items():
            self.ui.figure.addItem(words, code)
        self.ui.campaign.addItem(tr("Toutes"), None)
        self.ui.campaign.currentIndexChanged.connect(self._filter)
        self.ui.figure.currentIndexChanged.connect(self._filter)
        self.ui.reference.returnPressed.connect(self._find)
        self.key("O", self.ui.openButton, self._open_record)
        self.key("R", self.ui.reopenButton, self._reopen)
        self.key("C", self.ui.closeButton, self._close)
        self.key("D", self.ui.shareButton, self._share)
        self.ui.recordCard.hide()
        self._enable()

    def name(self) -> str:
        return tr("Dossiers")

    def aim(self, subject: Any) -> None:
        """(campaign or None, figure, login or None), and an organisme where the figure is of one."""
        campaign, figure, self._login, self._organisme = (*subject, None)[:4]
        self.ui.reference.clear()
        for box, code in ((self.ui.campaign, campaign), (self.ui.figure, figure)):
            box.blockSignals(True)
            if code is not None and box.findData(code) < 0:
                box.addItem(known_campaign(code), code)
            box.setCurrentIndex(max(0, box.findData(code)))
            box.blockSignals(False)
        self.ui.recordCard.hide()

    def first_focus(self) -> QWidget:
        return self.ui.table

    @Slot()
    def read(self) -> None:
        if self.ui.campaign.count() <= 2:
            self.act(self._figures.campaigns, self._show_campaigns)
        campaign, figure, login = self.ui.campaign.currentData(), self.ui.figure.currentData(), self._login
        organisme = self._organisme
        reference = self.ui.reference.text().strip()
        if reference:
            self.ask(lambda: self._board.find(reference), self._show)
            return
        self.ask(lambda: self._board.cases(campaign, organisme, figure, login), self._show)

    @Slot()
    def _find(self) -> None:
        """By reference, in whatever campaign; an empty one is the list again."""
        self._login = self._organisme = None
        self.ui.recordCard.hide()
        self.read()
        self.ui.table.setFocus()

    @Slot()
    def _filter(self) -> None:
        self._login = self._organisme = None
        self.ui.reference.clear()
        self.ui.recordCard.hide()
        self.read()

    def _show_campaigns(self, codes: tuple[str, ...]) -> None:
        self.ui.campaign.blockSignals(True)
        for code in codes:
            if self.ui.campaign.findData(code) < 0:
                self.ui.campaign.addItem(known_campaign(code), code)
        self.ui.campaign.blockSignals(False)

    def _show(self, rows: tuple[CaseLine, ...]) -> None:
        self.cases.show(rows, self.around.now())
        self.cases.first()
        said = tr("Dossiers : {count}").format(count=grouped(len(rows)))
        if len(rows) == MOST:
            said = tr("Les {count} premiers dossiers").format(count=MOST)
        self.ui.countText.setText(" · ".join(part for part in (said, self._organisme, self._login) if part))
        self.date(self.around.now())
        self._enable()

    @Slot()
    def _enable(self) -> None:
        row: CaseLine | None = self.cases.current()
        self.ui.openButton.setEnabled(row is not None)
        self.ui.reopenButton.setEnabled(row is not None and row.state in REOPENED)
        self.ui.closeButton.setEnabled(row is not None and row.state not in OVER)

    def _reopen(self) -> None:
        if (row := self.cases.current()) is not None:
            self.steered.emit(acts.reopen(self._steering, row.case_id, row.row_ref))

    def _close(self) -> None:
        if (row := self.cases.current()) is not None:
            self.steered.emit(acts.close(self._steering, row.case_id, row.row_ref))

    def _share(self) -> None:
        self.act(lambda: (self._steering.colleagues(), self._steering.organismes()), self._shared)

    def _shared(self, found: tuple[tuple[Colleague, ...], Mapping[str, Sequence[str]]]) -> None:
        colleagues, organismes = found
        codes = [code for at in range(self.ui.campaign.count()) if (code := self.ui.campaign.itemData(at)) is not None]
        self.steered.emit(
            acts.share(
                self._steering,
                colleagues,
                codes,
                campaign=self.ui.campaign.currentData() or "",
                organismes=organismes,
            )
        )

    # a person's record

    def _open_record(self) -> None:
        row: CaseLine | None = self.cases.current()
        if row is None:
            return

        def preview(_values: Mapping[str, Any], _around: Surroundings) -> Touched:
            return Touched(
                tr("L'ouverture est notée au journal des accès, avec votre nom et le motif, avant que rien ne s'affiche."),
                1,
            )

        def run(_values: Mapping[str, Any], reason: str, _course: Course) -> str:
            self._record = self._quality.open_record(row.case_id, reason)
            return tr("Dossier {reference} ouvert : l'ouverture est notée.").format(reference=row.row_ref)

        self.steered.emit(Act(tr("Ouvrir le dossier {reference}").format(reference=row.row_ref), tr("Ouvrir"), preview, run))

    def returned(self) -> None:
        record = self._record
        if record is None:
            return
        self._record = None
        card = self.ui.recordCard
        card.clear()
        for name, value in record.fields.items():
            known = FIELDS.get(name)
            card.body.addWidget(label("small", known.label if known else name))
            card.body.addWidget(label("strong", value, wrap=True))
        card.body.addWidget(label("overline", tr("Ce qui s'est passé")))
        now = self.around.now().astimezone(self.around.zone)
        for line in record.history:
            said = [moment(line.at.astimezone(self.around.zone), now), event_words(line.type), line.login]
            if line.disposition:
                said.append(dispositions(line.disposition))
            if line.reason:
                said.append(reason_words(line.reason))
            card.body.addWidget(label("small", " · ".join(said), wrap=True))
        if not record.history:
            card.body.addWidget(label("hint", tr("Rien encore.")))
        card.body.addStretch(1)
        card.show()
