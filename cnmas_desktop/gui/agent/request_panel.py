"""A further request for the organisme: its type among the campaign's, and a few words if need be."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from cnmas_desktop.gui.agent.panel import Panel
from cnmas_desktop.gui.agent.texts import tr, words
from cnmas_desktop.gui.forms.request_panel import Ui_RequestPanel
from cnmas_desktop.gui.widgets.choice_button import numbered
from cnmas_desktop.gui.widgets.choice_grid import ChoiceGrid


class RequestPanel(Panel):
    """Data: type, text. A digit marks the type; Enter saves."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.ui = Ui_RequestPanel()
        super().__init__(self.ui, parent)
        self.ui.textEdit.setAccessibleName(self.ui.textLabel.text().replace("&", ""))
        self._types = ChoiceGrid(self.ui.types)
        self._types.chosen.connect(self._chosen)
        self._type = ""
        self.ui.textEdit.textChanged.connect(lambda _text: self._draft())

    def begin(self) -> None:
        option = self.occasion.option
        self.head(
            words(option.label) if option else tr("Demande complémentaire"),
            hint=tr("Ce que la personne demande à l'organisme. Rien sur sa santé."),
        )
        choices = self.call.choices.get("request_types", ())
        self._types.show_answers(numbered((choice.code, choice.label) for choice in choices))
        self.ui.textEdit.setText(self.call.draft.get("request.text", ""))
        self._mark(self.call.draft.get("request.type", ""))

    def data(self) -> Mapping[str, Any] | None:
        if not self._type:
            self.show_error(tr("Choisissez d'abord le type de demande."), self._types.first())
            return None
        return {"type": self._type, "text": self.ui.textEdit.text().strip()}

    def press(self, key: str) -> bool:
        return self._types.press(key)

    def first_focus(self) -> QWidget:
        return self._types.first() or self.ui.textEdit

    def _chosen(self, code: str) -> None:
        self._mark(code)
        self.show_error("")
        self._draft()
        self.ui.textEdit.setFocus()

    def _mark(self, code: str) -> None:
        self._type = code
        self._types.mark(code)

    def _draft(self) -> None:
        self.drafted.emit({"request.type": self._type, "request.text": self.ui.textEdit.text()})
