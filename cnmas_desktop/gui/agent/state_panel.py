"""F12: what the agent does now and since when, the states to choose from by digit, and those of the day."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from cnmas_desktop.gui.agent.panel import Panel
from cnmas_desktop.gui.agent.texts import clock, state_words, tr, work_states
from cnmas_desktop.gui.forms.state_panel import Ui_StatePanel
from cnmas_desktop.gui.widgets.choice_button import numbered
from cnmas_desktop.gui.widgets.choice_grid import ChoiceGrid
from cnmas_desktop.services.shift import StateView

END, PASSWORD, DAY = "end_of_day", "password", "day"
"""What F12 leads to besides the states."""
SHOWN_SPELLS = 6


class StatePanel(Panel):
    """A digit chooses and saves at once; submitted as {"work_state": …}."""

    whole = True

    def __init__(self, parent: QWidget | None = None) -> None:
        self.ui = Ui_StatePanel()
        super().__init__(self.ui, parent)
        self._choices = ChoiceGrid(self.ui.choices)
        self._choices.chosen.connect(lambda code: self.submitted.emit({"work_state": code}))
        self.savable(False)

    def begin(self) -> None:
        shift = self.occasion.desk.shift
        now, day = shift.state(), shift.day()
        since = tr("{state} depuis {time}. Une pause ne compte contre personne.")
        self.head(tr("État de travail"), hint=since.format(state=state_words(now.state), time=clock(now.since)))
        further = (
            (END, tr("Fin de journée")),
            (PASSWORD, tr("Changer de mot de passe")),
            (DAY, tr("Ma journée")),
        )
        self._choices.show_answers(numbered((*work_states().items(), *further)))
        self._choices.mark(now.state)
        self.ui.spellsText.setText(_of_today(day.spells))
        self.ui.spellsText.setVisible(len(day.spells) > 1)

    def data(self) -> Mapping[str, Any] | None:
        return None

    def press(self, key: str) -> bool:
        return self._choices.press(key)

    def first_focus(self) -> QWidget:
        return self._choices.first() or self


def _of_today(spells: tuple[StateView, ...]) -> str:
    """« Aujourd'hui : 09:02 Disponible · 12:00 Repas »; kept on this workstation only."""
    shown = " · ".join(f"{clock(spell.since)} {state_words(spell.state)}" for spell in spells[-SHOWN_SPELLS:])
    return tr("Aujourd'hui, sur ce poste seulement : {states}").format(states=shown)
