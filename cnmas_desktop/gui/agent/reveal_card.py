"""F10, the secret of a case (the provisional ameli code): a second check, the centre's answer on screen for a minute, then masked.

Nothing of it outlives the card: it is taken off the label when its time is over, on Escape, and whenever the card leaves the screen.
"""

from collections.abc import Mapping
from datetime import datetime
from enum import Enum
from math import ceil
from typing import Any

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from cnmas_desktop.gui.agent.panel import Panel
from cnmas_desktop.gui.agent.sentences import CODE_BY_POST
from cnmas_desktop.gui.agent.texts import fault, quoted, tr, words
from cnmas_desktop.gui.agent.vocabulary import named
from cnmas_desktop.gui.forms.reveal_card import Ui_RevealCard
from cnmas_desktop.gui.widgets.announce import announce
from cnmas_desktop.messages import KnownError
from cnmas_desktop.services.revealing import RevealView


class Phase(Enum):
    """Where the card stands."""

    CHECK = "check"
    WAITING = "waiting"
    SHOWN = "shown"
    MASKED = "masked"
    BY_POST = "by_post"


class RevealCard(Panel):
    """Asks and shows by itself; it submits nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.ui = Ui_RevealCard()
        super().__init__(self.ui, parent)
        self.ui.typedEdit.setAccessibleName(self.ui.typedLabel.text().replace("&", ""))
        self.phase = Phase.BY_POST
        self._asked = 0
        self._until: datetime | None = None

    def begin(self) -> None:
        self.ui.typedEdit.clear()
        self._show(self.occasion.desk.revealing.view())

    def data(self) -> Mapping[str, Any] | None:
        return None

    def enter(self) -> None:
        try:
            self._go_on()
        except KnownError as error:
            self.show_error(fault(error))

    def press(self, key: str) -> bool:
        if key == "Esc" and self.phase is Phase.SHOWN:
            self._mask()
            return True
        return False

    def first_focus(self) -> QWidget:
        if self.phase is Phase.WAITING:
            return self  # nothing to press: were the focus left to itself, the next Enter would open what stands beside the card
        return self.ui.typedEdit if self.phase is Phase.CHECK else self.ui.saveButton

    def tick(self, now: datetime) -> None:
        if self._until is None:
            return
        left = ceil((self._until - now).total_seconds())
        if left <= 0:
            self._mask()
        else:
            self.ui.countText.setText(tr("Masqué dans {seconds} s. Échap le masque tout de suite.").format(seconds=left))

    def hideEvent(self, event: QHideEvent) -> None:
        self._asked += 1  # an answer still on its way is for nobody
        self._forget()
        self.ui.typedEdit.clear()
        super().hideEvent(event)

    def _go_on(self) -> None:
        match self.phase:
            case Phase.CHECK:
                typed = self.ui.typedEdit.text().strip()
                self.ui.typedEdit.clear()
                if not typed:
                    self.show_error(tr("Écrivez ce que la personne vous dit."), self.ui.typedEdit)
                    return
                view = self.occasion.desk.revealing.check(typed)
                self.written.emit()
                self._show(view)
            case Phase.MASKED:
                self._ask()
            case Phase.SHOWN:
                self._mask()
            case Phase.BY_POST:
                self.done.emit()
            case Phase.WAITING:
                pass

    def _show(self, view: RevealView) -> None:
        """The check to put, or at once what it opens: the centre, or the post."""
        self.show_error("")
        label = named(view.label)
        if view.by_post is not None:
            self._enter_phase(Phase.BY_POST)
            self.head(tr("{label} : envoi par courrier").format(label=label), CODE_BY_POST, words(view.by_post))
            announce(self, words(view.by_post), urgent=True)
        elif view.ask:
            self._enter_phase(Phase.CHECK)
            self.head(label, quoted(view.ask), tr("Ce que la personne dit est comparé au dossier, puis oublié."))
            if view.answer is not None:
                self.show_error(words(view.answer), self.ui.typedEdit)
        else:
            self.head(label, hint=tr("Demandez à la personne de quoi écrire."))
            self._say(words(view.answer))
            self._ask()

    def _ask(self) -> None:
        revealing = self.occasion.desk.revealing
        asking = revealing.asking()
        self._asked += 1
        asked = self._asked
        self._enter_phase(Phase.WAITING)
        self.ui.countText.setText(tr("Demande au centre…"))
        announce(self, self.ui.countText.text())
        self.occasion.ask(
            asking,
            lambda secret: self._answered(secret) if asked == self._asked else None,
            lambda error: self._failed(error) if asked == self._asked else None,
        )

    def _answered(self, secret: str) -> None:
        try:
            self._until = self.occasion.desk.revealing.shown()
        except KnownError as error:
            self._enter_phase(Phase.MASKED)
            self.show_error(fault(error))
            return
        self.written.emit()
        self._enter_phase(Phase.SHOWN)
        self.ui.codeText.setText(secret)
        self.ui.codeText.show()
        self.ui.hintText.setText(tr("Dictez-le, puis faites-le relire. Ne le notez nulle part."))
        self.tick(self.occasion.clock())
        announce(self, tr("Le code est affiché pour une minute."))

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            raise error
        try:
            self._show(self.occasion.desk.revealing.refused(error))
        except KnownError as unexpected:
            self._enter_phase(Phase.MASKED)
            self.show_error(fault(unexpected))
        self.first_focus().setFocus()

    def _mask(self) -> None:
        self._forget()
        self._enter_phase(Phase.MASKED)
        self.ui.countText.setText(tr("Le code est masqué."))
        announce(self, self.ui.countText.text())
        self.first_focus().setFocus()

    def _forget(self) -> None:
        self._until = None
        self.ui.codeText.clear()
        self.ui.codeText.hide()

    def _say(self, answer: str) -> None:
        self.ui.answerText.setText(answer)
        self.ui.answerText.setVisible(bool(answer))

    def _enter_phase(self, phase: Phase) -> None:
        self.phase = phase
        if phase is not Phase.SHOWN:
            self._forget()
        if phase in (Phase.CHECK, Phase.BY_POST):
            self._say("")
        for part in (self.ui.typedLabel, self.ui.typedEdit):
            part.setVisible(phase is Phase.CHECK)
        self.ui.countText.setVisible(phase in (Phase.WAITING, Phase.SHOWN, Phase.MASKED))
        buttons = {
            Phase.CHECK: tr("Vérifier et demander le code"),
            Phase.SHOWN: tr("Masquer"),
            Phase.MASKED: tr("Demander de nouveau"),
            Phase.BY_POST: tr("Compris"),
        }
        self.savable(phase in buttons, buttons.get(phase, ""))
        if self.isVisible():
            self.first_focus().setFocus()
