"""« Fin de journée »: what remains to be sent, what goes back to the team, and whose promised callbacks the agent keeps."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from cnmas_desktop.gui.agent.day_rows import Row, promise_words, show_rows, waiting_words
from cnmas_desktop.gui.agent.panel import Panel
from cnmas_desktop.gui.agent.texts import tr
from cnmas_desktop.gui.forms.day_end_panel import Ui_DayEndPanel
from cnmas_desktop.gui.widgets.choice_button import Answer
from cnmas_desktop.gui.widgets.choice_grid import ChoiceGrid
from cnmas_desktop.services.shift import DayEndView

ALL = "all"


class DayEndPanel(Panel):
    """A digit keeps a callback or confides it to the team, 0 all of them; Enter ends the day: {"kept": […]}."""

    whole = True

    def __init__(self, parent: QWidget | None = None) -> None:
        self.ui = Ui_DayEndPanel()
        super().__init__(self.ui, parent)
        self._promises = ChoiceGrid(self.ui.promises)
        self._promises.chosen.connect(self._toggle)
        self._held: tuple[UUID, ...] = ()
        self._to_team: set[UUID] = set()

    def begin(self) -> None:
        self._to_team = set()
        self.show_again()

    def show_again(self) -> None:
        """After a sync; the choices made stay."""
        ending = self.occasion.desk.shift.ending()
        self.head(tr("Fin de journée"))
        self._show_state(ending)
        self._held = tuple(line.case_id for line in ending.promises)
        self._to_team &= set(self._held)
        self.ui.promisesText.setText(tr("Rappels promis : par vous, ou par l'équipe ?").upper())
        self.ui.promisesText.setAccessibleName(tr("Rappels promis : par vous, ou par l'équipe ?"))
        for part in (self.ui.promisesText, self.ui.promises):
            part.setVisible(bool(ending.promises))
        self._show_promises(ending)
        self.savable(not ending.in_call, tr("Terminer la journée"))
        if ending.in_call:
            self.show_error(tr("Un appel n'est pas enregistré : terminez-le avant la fin de la journée."))

    def data(self) -> Mapping[str, Any] | None:
        return {"kept": [one for one in self._held if one not in self._to_team]}

    def press(self, key: str) -> bool:
        return self._promises.press(key)

    def first_focus(self) -> QWidget:
        save = self.ui.saveButton
        usable = save.isEnabled() and not save.isHidden()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if usable else Qt.FocusPolicy.StrongFocus)
        return save if usable else self

    def _toggle(self, code: str) -> None:
        if code == ALL:
            self._to_team = set() if self._to_team == set(self._held) else set(self._held)
        else:
            self._to_team ^= {UUID(code)}
        self._show_promises(self.occasion.desk.shift.ending())
        self.first_focus().setFocus()

    def _show_state(self, ending: DayEndView) -> None:
        now, sync = self.occasion.now, ending.sync
        done = sync.online and not sync.waiting
        said = waiting_words(ending, now)
        if sync.running:
            said = tr("Transmission en cours…")
        elif not sync.online:
            said += " " + tr("Hors ligne : rien n'est perdu, tout partira à votre prochaine connexion.")
        self.ui.stateBanner.say(said, "success" if done else "info", icon="online" if sync.online else "offline")
        rows = []
        if ending.untouched:
            given = (
                tr("Jamais appelés d'ici, rendus à l'équipe : {count}.")
                if sync.online
                else tr("Jamais appelés d'ici, rendus à l'équipe à la prochaine transmission : {count}.")
            )
            rows.append(Row("person", tr("Dossiers"), given.format(count=ending.untouched)))
        day = ending.figures
        told = tr("Appels : {calls}, entretiens : {interviews}, accords : {agreements}.")
        rows.append(
            Row(
                "check",
                tr("Ma journée"),
                told.format(calls=day.calls, interviews=day.interviews, agreements=day.agreements),
            )
        )
        show_rows(self.ui.rows, rows)

    def _show_promises(self, ending: DayEndView) -> None:
        now = self.occasion.now
        answers = [
            Answer(
                str(line.case_id),
                f"{promise_words(line, now)}\n{self._whose(line.case_id)}",
                str(place) if place < 10 else "",
            )
            for place, line in enumerate(ending.promises, 1)
        ]
        if len(answers) > 1:
            every = tr("Tout garder") if self._to_team == set(self._held) else tr("Tout confier à l'équipe")
            answers.append(Answer(ALL, every, "0"))
        self._promises.show_answers(answers)
        for button, line in zip(self._promises.buttons, ending.promises, strict=False):
            button.mark(line.case_id in self._to_team)

    def _whose(self, case_id: UUID) -> str:
        return tr("confié à l'équipe") if case_id in self._to_team else tr("gardé : vous rappellerez")
