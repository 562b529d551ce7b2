"""What agents ask to have cancelled: a wish not to be called, or an opposition, noted by mistake. A supervisor cancels it, with a reason."""

from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from cnmas_desktop.gui.agent.texts import tr
from cnmas_desktop.gui.forms.supervisor_slips_page import Ui_SlipsPage
from cnmas_desktop.gui.supervisor import acts
from cnmas_desktop.gui.supervisor.columns import known_campaign
from cnmas_desktop.gui.supervisor.models import Column
from cnmas_desktop.gui.supervisor.page import Page, Surroundings
from cnmas_desktop.gui.supervisor.vocabulary import channels, slip_reasons
from cnmas_desktop.gui.widgets.layouts import wrap_buttons
from cnmas_desktop.services.steering import Slip, Steering


class SlipsPage(Page):
    """Several may be chosen at once; nobody called is named."""

    live = True

    def __init__(self, steering: Steering, around: Surroundings, parent: QWidget | None = None) -> None:
        self.ui = Ui_SlipsPage()
        super().__init__(self.ui, around, parent)
        wrap_buttons(self.ui.layout2)
        self._steering = steering
        self._campaign: str | None = None
        columns = (
            Column(tr("Demandé"), lambda row: row.asked_at),
            Column(tr("Agent"), lambda row: row.login),
            Column(tr("Ce qui a été noté"), _said),
            Column(tr("Noté"), lambda row: row.said_at),
            Column(tr("Motif de l'agent"), lambda row: slip_reasons().get(row.reason, row.reason)),
            Column(tr("Campagne"), lambda row: known_campaign(row.campaign)),
            Column(tr("Dossier"), lambda row: row.row_ref),
        )
        self.slips = self.table(
            self.ui.table,
            columns,
            lambda row: row.slip,
            stretch=2,
            several=True,
            empty=tr("Aucune annulation n'est demandée."),
        )
        self.slips.chosen.connect(self._enable)
        self.key("A", self.ui.cancelButton, self._cancel)
        self.key("Ctrl+A", self.ui.allButton, self.ui.table.selectAll)
        self._enable()

    def name(self) -> str:
        return tr("Annulations")

    def aim(self, subject: Any) -> None:
        """A campaign, whose first slip is chosen."""
        self._campaign = subject

    def first_focus(self) -> QWidget:
        return self.ui.table

    def read(self) -> None:
        self.ask(self._steering.slips, self._show)

    def _show(self, rows: tuple[Slip, ...]) -> None:
        self.slips.show(rows, self.around.now())
        if self._campaign is not None:
            self.slips.go_to(lambda row: row.campaign == self._campaign)
            self._campaign = None
        self.slips.first()
        self.date(self.around.now())
        self._enable()

    @Slot()
    def _enable(self) -> None:
        self.ui.cancelButton.setEnabled(bool(self.slips.selected()))
        self.ui.allButton.setEnabled(self.slips.model.rowCount() > 0)

    def _cancel(self) -> None:
        self.steered.emit(acts.cancel(self._steering, self.slips.selected()))


def _said(row: Slip) -> str:
    """« Téléphone : ne plus contacter », « S'oppose aux études »."""
    if row.channel == "study":
        return tr("S'oppose aux études")
    return tr("{channel} : ne plus contacter").format(channel=channels().get(row.channel, row.channel))
