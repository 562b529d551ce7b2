"""No case is open: why, what is waited for, and the one thing to do."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from cnmas_desktop.gui.agent.texts import moment, state_words, tr, words
from cnmas_desktop.gui.forms.idle_page import Ui_IdlePage
from cnmas_desktop.gui.theme import dress
from cnmas_desktop.gui.widgets.choice_button import Answer, ChoiceButton
from cnmas_desktop.gui.widgets.layouts import clear, grid_of
from cnmas_desktop.gui.widgets.text import label
from cnmas_desktop.services.views import DeskView


class IdlePage(QWidget):
    """« Pause », « Aucun dossier à appeler maintenant », or « Personne suivante »: `go` asks for the one action."""

    go = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = Ui_IdlePage()
        self.ui.setupUi(self)
        dress(self)
        self._acts = False
        self._button = ChoiceButton(tr("Entrée"), "", primary=True, parent=self.ui.actionPlace)
        self._button.setMinimumWidth(320)
        self._button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._button.clicked.connect(self.go)
        QVBoxLayout(self.ui.actionPlace).addWidget(self._button)

    def show_desk(self, view: DeskView, now: datetime) -> None:
        """`now` in the agent's zone."""
        paused = view.work_state != "available"
        reasons: list[tuple[str, str, str]] = []
        if paused:
            self.ui.icon.set_name("pause")
            self.ui.headline.setText(state_words(view.work_state))
            self.ui.detail.setText(tr("Rien n'est composé tant que vous n'êtes pas disponible."))
            self._act(tr("Reprendre les appels"))
        elif view.next is not None:
            self.ui.icon.set_name("phone")
            self.ui.headline.setText(view.next.name)
            self.ui.detail.setText(f"{words(view.next.why)}\n{view.next.campaign}")
            self._act(tr("Personne suivante"))
        else:
            self.ui.icon.set_name("clock")
            self.ui.headline.setText(words(view.none))
            self.ui.detail.setText(tr("Les rappels arrivent d'eux-mêmes dans la colonne de gauche."))
            reasons = [(str(b.count), words(b.reason), moment(b.next_at, now) if b.next_at else "") for b in view.blocked]
            self._act("")
        self.setAccessibleName(self.ui.headline.text())
        self._show_reasons(reasons)

    def first_focus(self) -> QWidget:
        """The one action, else the page itself."""
        return self._button if self._acts else self

    def has_action(self) -> bool:
        """Whether Enter does anything here."""
        return self._acts

    def _act(self, text: str) -> None:
        self._acts = bool(text)
        if text:
            self._button.become(Answer("go", text, tr("Entrée"), primary=True))
        self._button.setVisible(self._acts)

    def _show_reasons(self, reasons: list[tuple[str, str, str]]) -> None:
        grid = grid_of(self.ui.reasons)
        clear(grid)
        grid.setColumnStretch(1, 1)
        for row, parts in enumerate(reasons):
            for column, (role, text) in enumerate(zip(("number", "body", "time"), parts, strict=True)):
                grid.addWidget(label(role, text, wrap=role == "body"), row, column)
        self.ui.reasons.setVisible(bool(reasons))
