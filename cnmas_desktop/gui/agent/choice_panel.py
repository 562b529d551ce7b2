"""One choice in a closed list: channel, language, situation, right, another number…"""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from cnmas_desktop.gui.agent.panel import Panel
from cnmas_desktop.gui.agent.sentences import choice_form
from cnmas_desktop.gui.agent.texts import tr
from cnmas_desktop.gui.forms.choice_panel import Ui_ChoicePanel
from cnmas_desktop.gui.widgets.choice_button import numbered
from cnmas_desktop.gui.widgets.choice_grid import ChoiceGrid


class ChoicePanel(Panel):
    """A digit chooses and saves at once; nothing sits on Enter but the button in focus, and never a destructive one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.ui = Ui_ChoicePanel()
        super().__init__(self.ui, parent)
        self._grid = ChoiceGrid(self.ui.choices)
        self._key = "code"
        self._grid.chosen.connect(self._chosen)

    def begin(self) -> None:
        option = self.occasion.option
        if option is None or option.form is None:
            raise RuntimeError("a panel of choices needs an option with a form")
        form = choice_form(option.form, self.call)
        self._key = form.key
        self.head(form.title, form.say, form.hint)
        self._show([(choice.code, choice.label) for choice in form.choices], destructive=form.destructive)
        if not form.choices:
            self.show_error(tr("La campagne ne prévoit aucun choix ici."))

    def data(self) -> Mapping[str, Any] | None:
        return None

    def press(self, key: str) -> bool:
        return self._grid.press(key)

    def first_focus(self) -> QWidget:
        return self._grid.first() or self

    def _chosen(self, code: str) -> None:
        self.submitted.emit({self._key: code})

    def _show(self, choices: Sequence[tuple[str, str]], *, destructive: bool = False) -> None:
        self.savable(False)
        self._grid.show_answers(numbered(choices, destructive=destructive))
