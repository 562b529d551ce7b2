"""F1: every key of the window on one page."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from cnmas_desktop.gui.agent.panel import Panel
from cnmas_desktop.gui.agent.texts import key_name, tr
from cnmas_desktop.gui.forms.keys_panel import Ui_KeysPanel
from cnmas_desktop.gui.widgets.key_cap import KeyCap
from cnmas_desktop.gui.widgets.layouts import grid_of
from cnmas_desktop.gui.widgets.text import label


def sheet() -> tuple[tuple[str, str], ...]:
    """(key, what it does), in the order in which a call needs them."""
    return (
        ("F2", tr("Appeler")),
        ("1 … 9", tr("Choisir une réponse, sauf dans un champ de texte")),
        ("Enter", tr("Valider la réponse encadrée")),
        ("Esc", tr("Revenir à l'étape précédente")),
        ("F3", tr("Terminer l'appel, à n'importe quelle étape")),
        ("F4", tr("Rappeler plus tard")),
        ("F5", tr("Autre numéro")),
        ("F6", tr("Demande complémentaire")),
        ("F7", tr("Coordonnées à corriger")),
        ("F8", tr("Ne plus appeler")),
        ("F9", tr("Que répondre ?")),
        ("F11", tr("Situation difficile")),
        ("F12", tr("État de travail : pause, repas, fin de journée")),
        ("Ctrl+J", tr("Ma journée")),
        ("Ctrl+Q", tr("Fin de journée")),
        ("Ctrl+E", tr("Entraînement, ou en sortir")),
        ("Ctrl+F", tr("Appel entrant")),
        ("Ctrl+G", tr("Agenda des rappels")),
        ("Ctrl+H", tr("Mes appels du jour")),
        ("Ctrl+M", tr("Messages et consignes à lire")),
        ("Ctrl+O", tr("Confier le dossier")),
        ("Ctrl+Z", tr("Corriger le dernier appel, ou celui choisi dans la liste")),
        ("Ctrl+K", tr("Affichage et touches : contraste, texte, touches")),
        ("Ctrl+Right", tr("Passer ce dossier")),
        ("Ctrl+L", tr("Verrouiller")),
        ("Ctrl++", tr("Agrandir ou réduire le texte (Ctrl −)")),
    )


class KeysPanel(Panel):
    """Read-only; Enter and Escape go back."""

    whole = True

    def __init__(self, parent: QWidget | None = None) -> None:
        self.ui = Ui_KeysPanel()
        super().__init__(self.ui, parent)
        layout = grid_of(self.ui.keys)
        layout.setHorizontalSpacing(14)
        layout.setVerticalSpacing(12)
        half = -(-len(sheet()) // 2)
        for place, (key, text) in enumerate(sheet()):
            row, column = place % half, 2 * (place // half)
            layout.addWidget(KeyCap("Ctrl +" if key == "Ctrl++" else key_name(key)), row, column)
            layout.addWidget(label("body", text, wrap=True), row, column + 1)
            layout.setColumnStretch(column + 1, 1)
        layout.setRowStretch(half, 1)

    def begin(self) -> None:
        self.head(tr("Touches du clavier"))
        self.savable(True, tr("Revenir"))

    def data(self) -> Mapping[str, Any] | None:
        return {}
