"""The access log: who looked at what, found by agent or by case, with the chains of the desks verified. Reading it is noted in it."""

from datetime import datetime, timedelta

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from cnmas_desktop.gui.agent.texts import tr
from cnmas_desktop.gui.forms.supervisor_audit_page import Ui_AuditPage
from cnmas_desktop.gui.supervisor.columns import known_campaign
from cnmas_desktop.gui.supervisor.models import Column, grouped
from cnmas_desktop.gui.supervisor.page import Page, Surroundings
from cnmas_desktop.gui.supervisor.vocabulary import decision_words, details, event_words
from cnmas_desktop.gui.widgets.layouts import wrap_buttons
from cnmas_desktop.services.auditing import AccessLine, Auditing, ChainReport

MOST = 1000


class AuditPage(Page):
    """Enter searches; nothing is read before it is asked for, but the last day once."""

    def __init__(self, auditing: Auditing, around: Surroundings, parent: QWidget | None = None) -> None:
        self.ui = Ui_AuditPage()
        super().__init__(self.ui, around, parent)
        wrap_buttons(self.ui.layout2)
        wrap_buttons(self.ui.layout3)
        self._auditing = auditing
        columns = (
            Column(
                tr("Quand"),
                lambda row: row.at,
                text=lambda row: f"{row.at.astimezone(around.zone):%d/%m/%Y %H:%M:%S}",
            ),
            Column(tr("Qui"), lambda row: row.login),
            Column(tr("Quoi"), lambda row: event_words(row.type)),
            Column(tr("Campagne"), lambda row: known_campaign(row.campaign) if row.campaign else None),
            Column(tr("Dossier"), lambda row: row.row_ref or (str(row.case_id)[-8:] if row.case_id else None)),
            Column(tr("Poste"), lambda row: str(row.device)[-6:] if row.device else None),
            Column(tr("Détail"), lambda row: _detail(row)),
        )
        self.log = self.table(
            self.ui.table, columns, lambda row: (row.at, row.login, row.type, row.case_id), stretch=6, empty=tr("Aucun accès trouvé.")
        )
        for days, words in (
            (1, tr("Un jour")),
            (7, tr("Sept jours")),
            (30, tr("Trente jours")),
            (366, tr("Un an")),
        ):
            self.ui.days.addItem(words, days)
        self.ui.days.setCurrentIndex(1)
        for field in (self.ui.login, self.ui.reference):
            field.returnPressed.connect(self.read)
        self.ui.searchButton.clicked.connect(self.read)
        self.key("V", self.ui.verifyButton, self.verify)
        self.offer_files(self.log, "journal-des-acces.csv", self.ui.copyButton, self.ui.fileButton)

    def name(self) -> str:
        return tr("Journal des accès")

    def first_focus(self) -> QWidget:
        return self.ui.login

    @Slot()
    def read(self) -> None:
        until = self.around.now()
        since = until - timedelta(days=self.ui.days.currentData())
        login, reference = self.ui.login.text().strip() or None, self.ui.reference.text().strip() or None
        self.ask(
            lambda: self._auditing.log(since, until + timedelta(minutes=5), login=login, reference=reference),
            self._show,
        )

    def verify(self) -> None:
        """Look at every desk's chain, from the first event on."""
        self.ui.chainBanner.say(tr("Vérification des chaînes…"), "info")
        self.act(self._auditing.verify, self._verified)

    def _refused(self, error: Exception) -> None:
        self.ui.chainBanner.say("")
        super()._refused(error)

    def _show(self, rows: tuple[AccessLine, ...]) -> None:
        self.log.show(rows, self.around.now())
        said = tr("Accès trouvés : {count}, le plus récent d'abord").format(count=grouped(len(rows)))
        self.ui.countText.setText(
            tr("Les {count} accès les plus récents : précisez la recherche").format(count=MOST) if len(rows) == MOST else said
        )
        self.date(self.around.now())

    def _verified(self, report: ChainReport) -> None:
        if not report.breaks:
            said = tr("Chaînes entières : {events} événements de {devices} postes, vérifiés un à un.")
            self.ui.chainBanner.say(said.format(events=grouped(report.events), devices=grouped(report.devices)), "success")
            return
        kinds = {
            "gap": tr("un numéro manque"),
            "altered": tr("un contenu a changé"),
            "link": tr("un maillon ne suit pas"),
        }
        first = report.breaks[0]
        said = tr("Ruptures : {count}. La première au poste {device} ({login}), n° {seq} : {kind}. Prévenez l'exploitant du centre.")
        self.ui.chainBanner.say(
            said.format(
                count=len(report.breaks), device=str(first.device)[-6:], login=first.login, seq=first.seq, kind=kinds.get(first.kind, first.kind)
            ),
            "error",
        )  # fmt: skip


def _detail(row: AccessLine) -> str:
    """« motif : réclamation ; lot : 2 »."""
    named = details()
    return " ; ".join(f"{named.get(name, name)} : {_value(name, value)}" for name, value in row.detail if value != "None")


def _value(name: str, value: str) -> str:
    if name == "act":
        return decision_words(value)
    if name in ("since", "until"):
        return f"{datetime.fromisoformat(value):%d/%m/%Y}"
    return {"all": tr("tous"), "person": tr("une personne"), "team": tr("une équipe")}.get(value, value) if name == "audience" else value
