"""F1: every key of the window on one page, first those that do something now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QGridLayout, QWidget

from cnmas_desktop.gui.agent.keys import canonical
from cnmas_desktop.gui.agent.panel import Panel
from cnmas_desktop.gui.agent.texts import key_name, tr, words
from cnmas_desktop.gui.forms.keys_panel import Ui_KeysPanel
from cnmas_desktop.gui.widgets.key_cap import KeyCap
from cnmas_desktop.gui.widgets.layouts import clear, grid_of
from cnmas_desktop.gui.widgets.text import label


def sheet() -> tuple[tuple[str, str], ...]:
    """(key, what it does), in the order in which a call needs them."""
    return (
        ("F2", tr("Appeler")),
        ("1 … 9", tr("Choisir une réponse, sauf dans un champ de texte")),
        ("Enter", tr("Valider la réponse encadrée")),
        ("Esc", tr("Revenir à l'étape précédente")),
        ("F3", tr("Terminer l'appel")),
        ("F4", tr("Rappeler plus tard")),
        ("F5", tr("Autre numéro")),
        ("F6", tr("Ajouter une demande")),
        ("F7", tr("Modifier une coordonnée")),
        ("F8", tr("Ne plus appeler")),
        ("F9", tr("Que répondre ?")),
        ("Ctrl+F1", tr("Manuel")),
        ("F11", tr("Situation difficile")),
        ("F12", tr("État de travail")),
        ("Ctrl+J", tr("Ma journée")),
        ("Ctrl+Q", tr("Fin de journée")),
        ("Ctrl+E", tr("Entraînement")),
        ("Ctrl+F", tr("Appel entrant")),
        ("Ctrl+G", tr("Agenda des rappels")),
        ("Ctrl+H", tr("Mes appels du jour")),
        ("Ctrl+I", tr("Droit d'accès")),
        ("Ctrl+M", tr("Messages et consignes")),
        ("Ctrl+N", tr("Note de l'appel")),
        ("Ctrl+O", tr("Confier le dossier")),
        ("Ctrl+R", tr("Mes entretiens relus")),
        ("Ctrl+T", tr("À transmettre")),
        ("Ctrl+Z", tr("Corriger le dernier appel")),
        ("Ctrl+K", tr("Affichage et touches")),
        ("Ctrl+Right", tr("Passer ce dossier")),
        ("Ctrl+L", tr("Verrouiller")),
        ("Ctrl++", tr("Agrandir ou réduire le texte (Ctrl −)")),
    )


OF_A_CALL = frozenset({"F2", "F3", "F4", "F5", "F6", "F7", "F8", "F11", "Ctrl+I", "Ctrl+N", "Ctrl+Right"})
"""Keys that do something at some steps only."""
COLUMNS, SECTION = 2, 8


@dataclass(frozen=True, slots=True)
class Acting:
    """What a key does in the page in front, as (key, words), and the name of that page."""

    place: str
    keys: tuple[tuple[str, str], ...]


class KeysPanel(Panel):
    """Read-only; Enter and Escape go back. Its subject: what was `Acting` when it was opened."""

    whole = True

    def __init__(self, parent: QWidget | None = None) -> None:
        self.ui = Ui_KeysPanel()
        super().__init__(self.ui, parent)
        layout = grid_of(self.ui.keys)
        layout.setHorizontalSpacing(14)
        layout.setVerticalSpacing(5)
        for column in range(COLUMNS):
            layout.setColumnStretch(2 * column + 1, 1)
        self.ui.manualButton.clicked.connect(lambda: self.wanted.emit("manual"))

    def begin(self) -> None:
        self.head(tr("Touches du clavier"))
        self.savable(True, tr("Revenir"))
        acting, call = self.occasion.subject, self.occasion.call
        place, now = (acting.place, list(acting.keys)) if isinstance(acting, Acting) else ("", [])
        if call is not None:
            now += [(key_name(option.key), words(option.label)) for option in call.anytime if option.key]
        now = list(dict(now).items())
        done = {canonical("+".join(key.split())) for key, _ in now}
        rest = [(key, text) for key, text in sheet() if canonical(key) not in done]
        grid = grid_of(self.ui.keys)
        clear(grid)
        sections = (
            (tr("Maintenant : {place}").format(place=place) if place else tr("Maintenant"), now),
            (tr("Partout"), [row for row in rest if row[0] not in OF_A_CALL]),
            (tr("À d'autres moments"), [row for row in rest if row[0] in OF_A_CALL]),
        )
        row = 0
        for title, keys in sections:
            if keys:
                row = _fill(grid, row, title, keys)
        grid.setRowStretch(row, 1)

    def data(self) -> Mapping[str, Any] | None:
        return {}

    def first_focus(self) -> QWidget:
        return self.body if self.body.scrolls() else self.ui.saveButton


def _fill(grid: QGridLayout, top: int, title: str, keys: Iterable[tuple[str, str]]) -> int:
    """One section from the row `top` on, the columns read downwards; the first row after it."""
    heading = label("overline", title.upper())
    heading.setAccessibleName(title)
    heading.setContentsMargins(0, SECTION if top else 0, 0, 0)
    grid.addWidget(heading, top, 0, 1, 2 * COLUMNS)
    shown = list(keys)
    height = -(-len(shown) // COLUMNS)
    for place, (key, text) in enumerate(shown):
        row, column = top + 1 + place % height, 2 * (place // height)
        grid.addWidget(KeyCap("Ctrl +" if key == "Ctrl++" else key_name(key)), row, column)
        grid.addWidget(label("body", text[:1].upper() + text[1:], wrap=True), row, column + 1)
    return top + 1 + height
