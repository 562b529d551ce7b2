"""A contact detail to correct: a proposal, old beside new, checked as it is typed and read back to the person."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from cnmas_desktop.gui.agent.panel import Panel
from cnmas_desktop.gui.agent.texts import fault, tr, words
from cnmas_desktop.gui.forms.change_panel import Ui_ChangePanel
from cnmas_desktop.gui.widgets.choice_button import numbered
from cnmas_desktop.gui.widgets.choice_grid import ChoiceGrid
from cnmas_desktop.gui.widgets.text import breakable
from cnmas_desktop.messages import KnownError


class ChangePanel(Panel):
    """Data: field, new (as `check_change` gives it back). Enter reads it back first, Enter again saves."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.ui = Ui_ChangePanel()
        super().__init__(self.ui, parent)
        self.ui.newEdit.setAccessibleName(self.ui.newLabel.text().replace("&", ""))
        self._kinds = ChoiceGrid(self.ui.kinds)
        self._kinds.chosen.connect(self._chosen)
        self._fields: list[str] = []
        self._field = ""
        self._read_back = ""
        self.ui.newEdit.textChanged.connect(self._typed)

    def begin(self) -> None:
        option = self.occasion.option
        self.head(
            words(option.label) if option else tr("Coordonnées à corriger"),
            hint=tr("C'est une proposition : l'organisme la vérifie avant de modifier son fichier."),
        )
        choices = self.call.choices.get("change_fields", ())
        self._fields = [choice.code for choice in choices]
        self._kinds.show_answers(numbered((choice.code, choice.label) for choice in choices))
        self.ui.newEdit.clear()
        kept = self.call.draft.get("change.field", "")
        self._mark(kept if kept in self._fields else "")
        if self._field:
            self.ui.newEdit.setText(self.call.draft.get("change.new", ""))

    def data(self) -> Mapping[str, Any] | None:
        if not self._field:
            self.show_error(tr("Choisissez d'abord ce qui change."), self._kinds.first())
            return None
        try:
            checked = self.occasion.desk.check_change(self._field, self.ui.newEdit.text().strip())
        except KnownError as error:
            self.show_error(fault(error), self.ui.newEdit)
            return None
        if checked != self._read_back:
            self._ask_read_back(checked)
            return None
        return {"field": self._field, "new": checked}

    def press(self, key: str) -> bool:
        return self._kinds.press(key)

    def first_focus(self) -> QWidget:
        return self.ui.newEdit if self._field else self._kinds.first() or self.ui.newEdit

    def _chosen(self, field: str) -> None:
        self._mark(field)
        self.ui.newEdit.setFocus()

    def _mark(self, field: str) -> None:
        self._field = field
        self._forget_read_back()
        self.show_error("")
        known = next((view.value for view in self.call.details if view.name == field), "")
        self.ui.oldText.setText(breakable(known) or tr("rien d'inscrit") if field else "")
        self.ui.newEdit.setEnabled(bool(field))
        self._kinds.mark(field)

    def _ask_read_back(self, checked: str) -> None:
        self._read_back = checked
        self.show_error("")
        self.ui.readBack.say(tr("Relisez à la personne : « {value} ». C'est bien cela ? Entrée enregistre.").format(value=checked), "info")
        self.savable(True, tr("La personne confirme"))
        self.ui.saveButton.setFocus()

    def _forget_read_back(self) -> None:
        self._read_back = ""
        self.ui.readBack.say("")
        self.savable(True, tr("Relire à la personne"))

    def _typed(self, text: str) -> None:
        self._forget_read_back()
        if self._occasion is not None:
            self.drafted.emit({"change.field": self._field, "change.new": text})
