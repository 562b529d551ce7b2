"""An organisme's file: tried in full first, seen line by line, then added. A file may be dropped on the page."""

from dataclasses import dataclass
from pathlib import Path
from threading import Event

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget

from cnmas_desktop.gui.agent.texts import tr
from cnmas_desktop.gui.forms.supervisor_import_page import Ui_ImportPage
from cnmas_desktop.gui.supervisor.columns import known_campaign
from cnmas_desktop.gui.supervisor.models import Column, grouped
from cnmas_desktop.gui.supervisor.page import CONFIRM, Page, Surroundings, act_fault
from cnmas_desktop.gui.widgets.card import Card
from cnmas_desktop.gui.widgets.layouts import wrap_buttons
from cnmas_desktop.gui.widgets.text import label
from cnmas_desktop.messages import KnownError
from cnmas_desktop.services.importing import ImportReport, duplicate_reason
from cnmas_desktop.services.managing import ImportStopped, Management, Places


@dataclass(frozen=True, slots=True)
class JournalLine:
    """What became of a line that was not simply accepted."""

    line: int
    result: str
    reason: str


class ImportPage(Page):
    """Enter tries, Ctrl+Enter adds what was tried."""

    _read_rows = Signal(int)

    def __init__(self, management: Management, around: Surroundings, parent: QWidget | None = None) -> None:
        self.ui = Ui_ImportPage()
        super().__init__(self.ui, around, parent)
        wrap_buttons(self.ui.layout3)
        wrap_buttons(self.ui.layout6)
        self._management = management
        self._tried: ImportReport | None = None
        self._stopped = Event()
        self.setAcceptDrops(True)
        columns = (
            Column(tr("Ligne"), lambda row: row.line, number=True),
            Column(tr("Résultat"), lambda row: row.result),
            Column(tr("Motif"), lambda row: row.reason),
        )
        self.lines = self.table(self.ui.table, columns, lambda row: (row.line, row.reason), stretch=2)
        self._tiles = {name: self._tile(words) for name, words in _words().items()}
        self.ui.campaign.currentIndexChanged.connect(self._forget)
        self.ui.organisme.currentIndexChanged.connect(self._forget)
        self.ui.file.textChanged.connect(self._forget)
        self.ui.file.returnPressed.connect(self.try_file)
        self.ui.tryButton.clicked.connect(self.try_file)
        self.ui.chooseButton.clicked.connect(self._choose)
        self.ui.cancelButton.clicked.connect(self._stopped.set)
        self.ui.runButton.clicked.connect(self.add)
        self.ui.writeButton.clicked.connect(self._write)
        self._read_rows.connect(self._show_rows)
        for keys in CONFIRM:
            QShortcut(QKeySequence(keys), self, self.add).setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        QShortcut(QKeySequence("Ctrl+O"), self, self._choose)
        self.ui.progressRow.hide()
        self._forget()

    def name(self) -> str:
        return tr("Importer")

    def fold(self, *, narrow: bool) -> None:
        super().fold(narrow=narrow)
        self.ui.tiles.fold(narrow=narrow)

    def first_focus(self) -> QWidget:
        return self.ui.file

    def read(self) -> None:
        self.ask(self._management.places, self._show_places)

    @Slot()
    def try_file(self) -> None:
        """Read the whole file as an import would, and undo it."""
        self._import(dry_run=True)

    @Slot()
    def add(self) -> None:
        """Let the cases that were tried stand."""
        if self._tried is not None and self.ui.runButton.isEnabled():
            self._import(dry_run=False)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.ui.file.setText(event.mimeData().urls()[0].toLocalFile())
        self.try_file()

    def _show_places(self, places: Places) -> None:
        if self.ui.campaign.count() == 0:
            for line in places.campaigns:
                self.ui.campaign.addItem(known_campaign(line.code), line.code)
            for code, name in places.organismes.items():
                self.ui.organisme.addItem(f"{name} ({code})", code)
        self.date(self.around.now())

    def _import(self, *, dry_run: bool) -> None:
        path, campaign, organisme = (
            self.ui.file.text().strip(),
            self.ui.campaign.currentData(),
            self.ui.organisme.currentData(),
        )
        if not path or campaign is None or organisme is None:
            self.said.emit(tr("Choisissez une campagne, un organisme et un fichier."), "warning")
            self.ui.file.setFocus()
            return
        self.said.emit("", "info")
        self._stopped.clear()
        self._work(True)
        self.act(
            lambda: self._management.import_file(Path(path), campaign, organisme, dry_run=dry_run, course=self._course),
            self._show_report,
        )

    def _course(self, rows: int) -> bool:
        """Called on the worker, after each batch of rows."""
        self._read_rows.emit(rows)
        return not self._stopped.is_set()

    @Slot(int)
    def _show_rows(self, rows: int) -> None:
        self.ui.progressText.setText(tr("Lignes lues : {count}").format(count=grouped(rows)))

    def _show_report(self, report: ImportReport) -> None:
        self._work(False)
        figures = {
            "rows": report.rows,
            "accepted": report.accepted,
            "duplicate": report.duplicate,
            "rejected": report.rejected,
            "remarks": report.remarks,
        }
        for name, figure in figures.items():
            self._tiles[name].setText(grouped(figure))
        notes = list(report.notes)
        if report.dropped_columns:
            notes.insert(
                0,
                tr("Colonnes hors campagne, non lues : {columns}.").format(columns=", ".join(report.dropped_columns)),
            )
        self.ui.noteText.setText(" ".join(notes))
        self.ui.noteText.setVisible(bool(notes))
        self.lines.show(journal(report), self.around.now())
        self._tried = report
        added = not report.dry_run
        self.ui.runButton.setEnabled(not added and report.accepted > 0)
        self.ui.runButton.setText(tr("Ajouter ces dossiers ({count})").format(count=grouped(report.accepted)))
        self.ui.writeButton.setEnabled(bool(report.rows))
        if added:
            self.said.emit(
                tr("Dossiers ajoutés à la campagne : {count}.").format(count=grouped(report.accepted)),
                "success",
            )
        else:
            said = tr("Essai : rien n'a été ajouté. Regardez ce qui est écarté, puis ajoutez.")
            self.said.emit(said if report.accepted else tr("Essai : aucun dossier à ajouter. La liste dit pourquoi."), "info")
            (self.ui.runButton if report.accepted else self.ui.file).setFocus()

    @Slot()
    def _forget(self) -> None:
        """What was tried is no longer what is asked for."""
        self._tried = None
        for figure in self._tiles.values():
            figure.setText("—")
        self.ui.runButton.setEnabled(False)
        self.ui.writeButton.setEnabled(False)
        self.ui.runButton.setText(tr("Ajouter ces dossiers"))
        self.ui.noteText.hide()

    def _work(self, working: bool) -> None:
        self.ui.progressRow.setVisible(working)
        self.ui.progress.setRange(0, 0)
        self.ui.progressText.setText(tr("Lecture du fichier…"))
        for part in (
            self.ui.file,
            self.ui.chooseButton,
            self.ui.tryButton,
            self.ui.campaign,
            self.ui.organisme,
        ):
            part.setEnabled(not working)
        if working:
            self.ui.runButton.setEnabled(False)
            self.ui.cancelButton.setFocus()

    @Slot()
    def _choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, tr("Fichier à importer"), "", tr("Fichiers CSV et XLSX (*.csv *.xlsx *.txt)"))
        if chosen:
            self.ui.file.setText(chosen)
            self.try_file()

    @Slot()
    def _write(self) -> None:
        report = self._tried
        chosen, _ = QFileDialog.getSaveFileName(self, tr("Journal de l'import"), "journal-import.csv", tr("Fichier CSV (*.csv)"))
        if chosen and report is not None:
            path = Path(chosen)
            self.act(lambda: self._management.write_rejects(path, report), lambda _none: self._written(path))

    def _written(self, path: Path) -> None:
        self.said.emit(tr("{name} est écrit.").format(name=path.name), "success")

    def _refused(self, error: Exception) -> None:
        self._work(False)
        if isinstance(error, ImportStopped):
            self._forget()
            self.said.emit(tr("Import arrêté : rien n'a été ajouté."), "info")
            return
        if not isinstance(error, KnownError):
            raise error
        self._forget()
        self.said.emit(act_fault(error), "error")

    def _tile(self, words: str) -> QLabel:
        card = Card(self.ui.tiles)
        figure = label("number", "—")
        figure.setAccessibleDescription(words)
        card.body.addWidget(figure)
        card.body.addWidget(label("hint", words, wrap=True))
        self.ui.tiles.add(card)
        return figure


def _words() -> dict[str, str]:
    return {
        "rows": tr("lignes lues"),
        "accepted": tr("acceptées"),
        "remarks": tr("dont avec une remarque"),
        "duplicate": tr("en double"),
        "rejected": tr("rejetées"),
    }


def journal(report: ImportReport) -> list[JournalLine]:
    """Everything but the plain acceptances, in line order."""
    lines = [JournalLine(one.line, tr("Rejetée"), one.reason) for one in report.rejects]
    lines += [JournalLine(one.line, tr("En double"), duplicate_reason(one)) for one in report.duplicates]
    lines += [JournalLine(one.line, tr("Acceptée avec une remarque"), one.text) for one in report.remark_lines]
    return sorted(lines, key=lambda line: line.line)
