"""F12: what the agent does now and since when, the states to choose from by digit, and those of the day."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from cnmas_desktop.gui.agent.panel import Panel
from cnmas_desktop.gui.agent.texts import clock, state_words, tr, work_states
from cnmas_desktop.gui.forms.state_panel import Ui_StatePanel
from cnmas_desktop.gui.widgets.choice_button import numbered
from cnmas_desktop.gui.widgets.choice_grid import ChoiceGrid
from cnmas_desktop.gui.widgets.layouts import clear, grid_of
from cnmas_desktop.gui.widgets.text import label
from cnmas_desktop.services.shift import StateView

END, PASSWORD, DAY = "end_of_day", "password", "day"
"""What F12 leads to besides the states."""
SHOWN_SPELLS = 6


class StatePanel(Panel):
    """A digit chooses and saves at once; submitted as {"work_state": …}."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.ui = Ui_StatePanel()
        super().__init__(self.ui, parent)
        self._choices = ChoiceGrid(self.ui.choices)
        self._choices.chosen.connect(lambda code: self.submitted.emit({"work_state": code}))
        self.savable(False)

    def begin(self) -> None:
        shift = self.occasion.desk.shift
        now, day = shift.state(), shift.day()
        self.head(tr("État de travail"), hint=tr("Une pause ne compte contre personne."))
        self.ui.nowText.setText(tr("{state} depuis {time}").format(state=state_words(now.state), time=clock(now.since)))
        further = ((END, tr("Fin de journée")), (PASSWORD, tr("Changer de mot de passe")), (DAY, tr("Ma journée")))
        self._choices.show_answers(numbered((*work_states().items(), *further)))
        self._choices.mark(now.state)
        self._show_spells(day.spells)

    def data(self) -> Mapping[str, Any] | None:
        return None

    def press(self, key: str) -> bool:
        return self._choices.press(key)

    def first_focus(self) -> QWidget:
        return self._choices.first() or self

    def _show_spells(self, spells: tuple[StateView, ...]) -> None:
        grid, shown = grid_of(self.ui.spells), spells[-SHOWN_SPELLS:]
        clear(grid)
        grid.setColumnStretch(1, 1)
        for row, spell in enumerate(shown):
            grid.addWidget(label("time", clock(spell.since)), row, 0)
            grid.addWidget(label("body", state_words(spell.state)), row, 1)
        for part in (self.ui.spellsTitle, self.ui.spells):
            part.setVisible(len(spells) > 1)
        self.ui.spellsTitle.setText(tr("Aujourd'hui, sur ce poste seulement").upper())
        self.ui.spellsTitle.setAccessibleName(tr("Aujourd'hui, sur ce poste seulement"))
