"""Numbered lots for an organisme: the next one, an earlier one again byte for byte, and that it was received."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QWidget

from cnmas_desktop.gui.agent.texts import tr
from cnmas_desktop.gui.forms.supervisor_export_page import Ui_ExportPage
from cnmas_desktop.gui.supervisor.columns import known_campaign
from cnmas_desktop.gui.supervisor.models import Column, count, grouped
from cnmas_desktop.gui.supervisor.page import CONFIRM, Page, Surroundings
from cnmas_desktop.gui.supervisor.steering_panel import Act, Course, Touched
from cnmas_desktop.gui.widgets.layouts import wrap_buttons
from cnmas_desktop.services.exporting import ExportReport
from cnmas_desktop.services.managing import ExportStopped, Lots, Management, NextLot, Places


class ExportPage(Page):
    """Ctrl+Enter makes the next lot, whose content is said before; the others act on the lot chosen. What is being written can be stopped."""

    _done_lines = Signal(int, int)

    def __init__(self, management: Management, around: Surroundings, parent: QWidget | None = None) -> None:
        self.ui = Ui_ExportPage()
        super().__init__(self.ui, around, parent)
        self._management = management
        self._studies: set[str] = set()
        self._stopped = Event()
        self._working = False
        columns = (
            count(tr("Lot"), "number"),
            Column(tr("Fait le"), lambda row: row.created_at),
            Column(tr("Par"), lambda row: row.created_by),
            Column(tr("Destinataire"), lambda row: row.recipient),
            count(tr("Lignes"), "lines"),
            count(tr("Rectificatifs"), "rectified", tr("Lignes qui corrigent un lot précédent")),
            Column(
                tr("Empreinte"),
                lambda row: row.sha256[:12] if row.sha256 else None,
                tr("SHA-256 du fichier CSV, début"),
            ),
            Column(tr("Reçu le"), lambda row: row.received_at, "", lambda row: row.received_at is None),
        )
        self.lots = self.table(self.ui.table, columns, lambda row: row.number, stretch=3, empty=tr("Aucun lot n'a encore été fait."))
        self.lots.chosen.connect(self._enable)
        self.ui.campaign.currentIndexChanged.connect(self.read)
        self.ui.organisme.currentIndexChanged.connect(self.read)
        self.ui.newButton.clicked.connect(self.make)
        self.ui.cancelButton.clicked.connect(self._stop)
        self._done_lines.connect(self._show_lines)
        self.key("L", self.ui.againButton, self._again_button)
        self.key("R", self.ui.receivedButton, self._receive)
        for keys in CONFIRM:
            QShortcut(QKeySequence(keys), self, self.make).setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        wrap_buttons(self.ui.layout3)
        self.ui.progressRow.hide()
        self._enable()

    def name(self) -> str:
        return tr("Résultats")

    def first_focus(self) -> QWidget:
        return self.ui.campaign

    @Slot()
    def read(self) -> None:
        place = self._place()
        if place is None:
            self.ask(self._management.places, self._show_places)
        else:
            self.ask(lambda: self._management.lots(*place), self._show)

    @Slot()
    def make(self) -> None:
        """The next lot, into a file that the person names."""
        self._export(None)

    def write(self, path: Path, number: int | None) -> None:
        """Lot `number` again, or what is new as the next one."""
        place, recipient = self._place(), self.ui.recipient.text().strip() or None
        if place is not None and not self._working:
            self._stopped.clear()
            self._work(True)
            work = partial(self._management.export, *place, path, number=number, recipient=recipient, course=self._course)
            self.act(work, self._written)

    def _place(self) -> tuple[str, str] | None:
        campaign, organisme = self.ui.campaign.currentData(), self.ui.organisme.currentData()
        return (campaign, organisme) if campaign is not None and organisme is not None else None

    def _show_places(self, places: Places) -> None:
        for box in (self.ui.campaign, self.ui.organisme):
            box.blockSignals(True)
        for line in places.campaigns:
            self.ui.campaign.addItem(known_campaign(line.code), line.code)
        self._studies = {line.code for line in places.campaigns if line.regime == "study"}
        for code, name in places.organismes.items():
            self.ui.organisme.addItem(f"{name} ({code})", code)
        for box in (self.ui.campaign, self.ui.organisme):
            box.blockSignals(False)
        if self._place() is not None:
            self.read()

    def _show(self, lots: Lots) -> None:
        self.lots.show(lots.made, self.around.now())
        self.ui.nextText.setText(self._next(lots.next))
        self.lots.first()
        self._enable()
        self.date(self.around.now())

    @Slot()
    def _enable(self) -> None:
        lot = self.lots.current()
        free = not self._working
        self.ui.againButton.setEnabled(free and lot is not None)
        self.ui.receivedButton.setEnabled(free and lot is not None and lot.received_at is None)
        self.ui.newButton.setEnabled(free and self._place() is not None)

    def _work(self, working: bool) -> None:
        """While a file is being made nothing else is chosen, and it can be stopped."""
        self._working = working
        self.ui.progress.setRange(0, 0)
        self.ui.progressText.setText("")
        self.ui.cancelButton.setEnabled(True)
        self.ui.progressRow.setVisible(working)
        for part in (self.ui.campaign, self.ui.organisme, self.ui.recipient):
            part.setEnabled(not working)
        self._enable()
        (self.ui.cancelButton if working else self.ui.newButton).setFocus()

    def _course(self, done: int, total: int) -> bool:
        """Called on other threads, a few times a second."""
        self._done_lines.emit(done, total)
        return not self._stopped.is_set()

    @Slot(int, int)
    def _show_lines(self, done: int, total: int) -> None:
        self.ui.progress.setRange(0, total)
        self.ui.progress.setValue(done)
        if total:
            self.ui.progressText.setText(tr("{done} lignes sur {total}").format(done=grouped(done), total=grouped(total)))

    @Slot()
    def _stop(self) -> None:
        self._stopped.set()
        self.ui.cancelButton.setEnabled(False)

    def _refused(self, error: Exception) -> None:
        if self._working:
            self._work(False)
        if isinstance(error, ExportStopped):
            self.said.emit(tr("Arrêté : ni lot ni fichier n'a été fait."), "info")
            return
        super()._refused(error)

    def _export(self, number: int | None) -> None:
        place = self._place()
        if place is None or self._working:
            return
        suggested = f"resultats-{place[0]}-{place[1]}" + (f"-lot{number}" if number else "") + ".csv"
        chosen, _ = QFileDialog.getSaveFileName(self, tr("Fichier des résultats"), suggested, tr("CSV (*.csv);;Classeur (*.xlsx)"))
        if chosen:
            self.write(Path(chosen), number)

    def _written(self, report: ExportReport) -> None:
        self._work(False)
        if report.lot is None:
            said = tr("{name} est écrit, lignes d'agrégats : {lines}.").format(name=report.path.name, lines=report.lines)
        else:
            said = tr("{name} est écrit : lot {lot}, lignes : {lines}.").format(name=report.path.name, lot=report.lot, lines=report.lines)
        if report.repeated:
            said += " " + tr("Rien de nouveau : c'est le dernier lot, à l'identique.")
        if report.undecided:
            said += " " + tr("Attendent une décision, et ne sont dans aucun lot : {count}.").format(count=report.undecided)
        self.said.emit(said, "success")
        self._reread()

    def _reread(self) -> None:
        place = self._place()
        if place is not None:
            self.act(lambda: self._management.lots(*place), self._show)

    @Slot()
    def _again_button(self) -> None:
        if (lot := self.lots.current()) is not None:
            self._export(lot.number)

    def _next(self, coming: NextLot) -> str:
        """What would go now; a study has no lots."""
        if self.ui.campaign.currentData() in self._studies:
            return tr("Étude : seuls des agrégats anonymes en sortent, sans lot.")
        said = tr("Prochain lot : résultats nouveaux {fresh} · rectificatifs {rectifying}.").format(
            fresh=grouped(coming.fresh), rectifying=grouped(coming.rectifying)
        )
        if coming.undecided:
            said += " " + tr("Attendent une décision, et n'y seront pas : {count}.").format(count=grouped(coming.undecided))
        return said

    @Slot()
    def _receive(self) -> None:
        place, lot = self._place(), self.lots.current()
        if place is None or lot is None:
            return

        def preview(_values: Mapping[str, Any], _around: Surroundings) -> Touched:
            return Touched(tr("Lot {number}, lignes : {lines}. La conservation limitée commence aujourd'hui.").format(
                number=lot.number, lines=grouped(lot.lines)), 1)  # fmt: skip

        def run(_values: Mapping[str, Any], _reason: str, _course: Course) -> str:
            self._management.receive(*place, lot.number)
            return tr("Réception du lot {number} enregistrée.").format(number=lot.number)

        title = tr("L'organisme a reçu le lot {number}").format(number=lot.number)
        self.steered.emit(Act(title, tr("Enregistrer la réception"), preview, run, reasoned=False))
