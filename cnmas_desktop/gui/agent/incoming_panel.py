"""Ctrl+F, someone calls in: the agent's own cases first, by name or number."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidgetItem, QWidget

from cnmas_desktop.gui.agent.panel import Panel
from cnmas_desktop.gui.agent.texts import tr, words
from cnmas_desktop.gui.forms.incoming_panel import Ui_IncomingPanel

SHORTEST = 2


class IncomingPanel(Panel):
    """Data: case (a UUID). Typing searches, Enter opens the case in hand."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.ui = Ui_IncomingPanel()
        super().__init__(self.ui, parent)
        self.ui.findEdit.setAccessibleName(self.ui.findLabel.text().replace("&", ""))
        self.ui.findEdit.textChanged.connect(self._search)
        self.ui.foundList.itemActivated.connect(lambda _item: self.enter())

    def begin(self) -> None:
        self.head(
            tr("Appel entrant"),
            tr("« Bonjour, vous êtes bien au centre d'appels de l'Assurance Maladie. Quel est votre nom ? »"),
            tr("Vérifiez l'identité comme pour un appel sortant. Un appel entrant ne compte pas comme une tentative."),
        )
        self.savable(True, tr("Ouvrir le dossier"))
        self.ui.findEdit.clear()
        self._search("")

    def data(self) -> Mapping[str, Any] | None:
        if self.ui.foundList.currentRow() < 0:
            self.show_error(tr("Aucun dossier choisi."), self.ui.findEdit)
            return None
        return {"case": self.ui.foundList.currentItem().data(Qt.ItemDataRole.UserRole)}

    def first_focus(self) -> QWidget:
        return self.ui.findEdit

    def _search(self, text: str) -> None:
        self.show_error("")
        listed = self.ui.foundList
        listed.clear()
        long_enough = len(text.strip()) >= SHORTEST
        lines = self.occasion.desk.find(text.strip()) if long_enough and self._occasion else ()
        for line in lines:
            item = QListWidgetItem(f"{line.name}  ·  {line.campaign}  ·  {words(line.why)}", listed)
            item.setData(Qt.ItemDataRole.UserRole, line.case_id)
        if lines:
            listed.setCurrentRow(0)
        self.ui.countText.setText(self._count(len(lines)) if long_enough else tr("Deux lettres ou chiffres au moins."))

    def _count(self, found: int) -> str:
        if found:
            return tr("{count} dossiers parmi les vôtres").format(count=found) if found > 1 else tr("1 dossier parmi les vôtres")
        return tr("Aucun de vos dossiers. Proposez de rappeler le numéro public de l'organisme.")
