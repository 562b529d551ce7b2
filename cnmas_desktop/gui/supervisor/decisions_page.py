"""What the centre set aside for a supervisor: taken into its case, or set aside for good, each with a reason that stays.

The page says what to look at before one decides; where only one of the two is possible, why, and what would take the obstacle away."""

from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from cnmas_desktop.gui.agent.texts import tr
from cnmas_desktop.gui.forms.supervisor_decisions_page import Ui_DecisionsPage
from cnmas_desktop.gui.supervisor import acts
from cnmas_desktop.gui.supervisor.columns import known_campaign, natures, reason_words
from cnmas_desktop.gui.supervisor.models import Column, count
from cnmas_desktop.gui.supervisor.page import Page, Surroundings
from cnmas_desktop.gui.supervisor.vocabulary import decision_words, event_words, obstacles, steps
from cnmas_desktop.gui.widgets.layouts import wrap_buttons
from cnmas_desktop.gui.widgets.text import label
from cnmas_desktop.services.steering import Decision, Steering, Waiting


class DecisionsPage(Page):
    """Several lines may be chosen at once; a difficult situation shows no detail."""

    live = True

    def __init__(self, steering: Steering, around: Surroundings, parent: QWidget | None = None) -> None:
        self.ui = Ui_DecisionsPage()
        super().__init__(self.ui, around, parent)
        wrap_buttons(self.ui.layout2)
        self._steering = steering
        self._campaign: str | None = None
        self._none_waits = False
        waiting = (
            Column(tr("Depuis"), lambda row: row.at),
            Column(tr("Nature"), lambda row: natures().get(row.kind, row.kind)),
            Column(tr("Motif"), lambda row: reason_words(row.reason)),
            Column(tr("Quoi"), lambda row: tr("Appel d'une étude") if row.type == "study" else event_words(row.type) or None, widest=150),
            Column(tr("Campagne"), lambda row: known_campaign(row.campaign) if row.campaign else None, widest=130),
            Column(tr("Dossier"), lambda row: row.row_ref),
            Column(tr("Agent"), lambda row: row.login),
            Column(tr("Peut être"), _ways),
        )
        self.waiting_view = self.view_in(self.ui.waitingCard, tr("En attente d'une décision"))
        self.waiting = self.table(self.waiting_view, waiting, lambda row: row.id, stretch=2, several=True, empty=tr("Rien à décider."))
        self.why = label("hint", "", wrap=True)
        self.ui.waitingCard.body.addWidget(self.why)
        decided = (
            Column(tr("Quand"), lambda row: row.at),
            Column(tr("Par"), lambda row: row.by),
            Column(tr("Décision"), lambda row: decision_words(row.kind)),
            Column(tr("Motif"), lambda row: row.reason),
            Column(tr("Campagne"), lambda row: known_campaign(row.campaign) if row.campaign else None),
            count(tr("Touchés"), "touched"),
        )
        self.decided_view = self.view_in(self.ui.decidedCard, tr("Décisions des 30 derniers jours"))
        self.decided = self.table(self.decided_view, decided, lambda row: row.id, stretch=3, empty=tr("Aucune décision."))
        self.waiting.chosen.connect(self._enable)
        self.key("R", self.ui.keepButton, self._keep)
        self.key("X", self.ui.dropButton, self._drop)
        self.key("Ctrl+A", self.ui.allButton, self.waiting_view.selectAll)
        self._enable()

    def name(self) -> str:
        return tr("À décider")

    def aim(self, subject: Any) -> None:
        self._campaign = subject

    def first_focus(self) -> QWidget:
        return self.decided_view if self._none_waits else self.waiting_view

    def read(self) -> None:
        campaign = self._campaign
        self.ask(lambda: (self._steering.waiting(campaign), self._steering.decisions()), self._show)

    def _show(self, found: tuple[tuple[Waiting, ...], tuple[Decision, ...]]) -> None:
        waiting, decided = found
        now = self.around.now()
        self.waiting.show(waiting, now)
        self.waiting.first()
        self._none_waits = not waiting
        if self.waiting_view.hasFocus() and self._none_waits:
            self.decided_view.setFocus()
        self.decided.show(decided, now)
        self.date(now)
        self._enable()

    @Slot()
    def _enable(self) -> None:
        chosen = self.waiting.selected()
        self.ui.keepButton.setEnabled(any(not one.no_keep for one in chosen))
        self.ui.dropButton.setEnabled(any(not one.no_drop for one in chosen))
        said = dict.fromkeys(sentence for one in chosen for sentence in _what_to_do(one))
        self.why.setText("\n".join(said))
        self.why.setVisible(bool(said))
        self.ui.allButton.setEnabled(self.waiting.model.rowCount() > 0)

    def _keep(self) -> None:
        self.steered.emit(acts.decide(self._steering, self.waiting.selected(), keep=True))

    def _drop(self) -> None:
        self.steered.emit(acts.decide(self._steering, self.waiting.selected(), keep=False))


def _what_to_do(row: Waiting) -> list[str]:
    """What stands in the way of deciding either way, else what to look at before one decides."""
    codes = [code for code in (row.no_keep, row.no_drop) if code]
    return [obstacles().get(code, code) for code in codes] or [steps()[row.reason]] * (row.reason in steps())


def _ways(row: Waiting) -> str:
    """What may be decided of an event."""
    if row.no_keep:
        return tr("écarté")
    return tr("retenu") if row.no_drop else tr("retenu ou écarté")
