"""Ctrl+G: the agenda. A week of half hours or one day in full; Enter opens a case, F4 moves a callback to the slot chosen with the arrows.

Three states: looking, choosing where a callback goes, saying why. Escape goes one back.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget

from cnmas_desktop.gui.agent.agenda_models import (
    LATE_STANDINGS,
    DayModel,
    WeekModel,
    count_words,
    day_title,
    line_words,
    slot_words,
    who,
)
from cnmas_desktop.gui.agent.panel import Panel
from cnmas_desktop.gui.agent.texts import clock, fault, full_moment, moment, tr, with_keys, words
from cnmas_desktop.gui.forms.agenda_panel import Ui_AgendaPanel
from cnmas_desktop.gui.widgets.announce import announce
from cnmas_desktop.gui.widgets.choice_button import Answer
from cnmas_desktop.gui.widgets.choice_grid import ChoiceGrid
from cnmas_desktop.messages import KnownError
from cnmas_desktop.services.agenda import AgendaLine, AgendaSlot, AgendaView

WEEK = 7
LONGEST_LIST = 3
"""Callbacks told in full under the table of the week; the day shows them all."""


def _reasons() -> dict[str, str]:
    return {
        "asked": tr("La personne le demande"),
        "unavailable": tr("Je ne serai pas disponible"),
        "slip": tr("Erreur de saisie"),
    }


class AgendaPanel(Panel):
    """Data: the case to open, as {"case": UUID}; or the one just moved, as {"moved": UUID}, and the agenda stays."""

    whole = True

    def __init__(self, parent: QWidget | None = None) -> None:
        self.ui = Ui_AgendaPanel()
        super().__init__(self.ui, parent)
        self._week, self._day = WeekModel(self), DayModel(self)
        self._views = ChoiceGrid(self.ui.views, most=4)
        self._views.chosen.connect(self._choose)
        self._reasons = ChoiceGrid(self.ui.reasons, most=3)
        self._reasons.chosen.connect(self._give_reason)
        self.ui.table.paged.connect(self._page)
        self.ui.table.doubleClicked.connect(lambda _index: self.enter())
        self._first = date.min
        self._one_day = False
        self._moving: AgendaLine | None = None
        self._target: datetime | None = None
        self._view: AgendaView | None = None

    def begin(self) -> None:
        today = self.occasion.now
        self._moving = self._target = None
        self._one_day = False
        self._show(today.date(), today)

    def first_focus(self) -> QWidget:
        return self._reasons.buttons[0] if self._target is not None else self.ui.table

    def data(self) -> Mapping[str, Any] | None:
        slot, line = self._slot(), self._line()
        if self._moving is not None:
            self._place(slot)
            return None
        if line is not None and line.case_id is not None:
            return {"case": line.case_id}
        if slot is not None and len(slot.lines) > 1 and not self._one_day:
            self._turn(one_day=True)
        elif line is not None:
            self.show_error(tr("Ce dossier est au centre : il revient sur votre poste le matin du rappel."))
        return None

    def press(self, key: str) -> bool:
        if self._target is not None and self._reasons.press(key):
            return True
        if self._target is None and self._views.press(key):
            return True
        if key == "F4" and self._moving is None:
            self._choose("move")
            return True
        if key == "Esc" and self._moving is not None:
            self._cancel()
            return True
        return key == "F4"

    # What is shown

    def _show(self, day: date, at: datetime) -> None:
        """The week of `day`, or that day, with the cursor on the half hour of `at`."""
        count = 1 if self._one_day else WEEK
        self._first = day if self._one_day else day - timedelta(day.weekday())
        view = self._view = self.occasion.desk.agenda.days(self._first, count)
        model = self._day if self._one_day else self._week
        model.show(view)
        table = self.ui.table
        if table.model() is not model:
            table.setModel(model)
            table.selectionModel().currentChanged.connect(lambda _now, _before: self._tell())
        else:
            table.selectionModel().clear()
        rows, cells = QAbstractItemView.SelectionBehavior.SelectRows, QAbstractItemView.SelectionBehavior.SelectItems
        table.setSelectionBehavior(rows if self._one_day else cells)
        table.fit_rows()
        header = table.horizontalHeader()
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        header.setDefaultAlignment(left if self._one_day else Qt.AlignmentFlag.AlignCenter)
        for column in range(model.columnCount()):
            # A day in full: the hours as wide as they need, the promise takes the rest.
            fits = self._one_day and column < 2
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents if fits else QHeaderView.ResizeMode.Stretch)
        table.verticalHeader().setVisible(not self._one_day)
        table.setCurrentIndex(model.index_of(at))
        table.scrollTo(table.currentIndex(), QAbstractItemView.ScrollHint.PositionAtCenter)
        self._head()
        self._offer()
        self._tell()

    def _head(self) -> None:
        title = day_title(self._first) if self._one_day else tr("semaine du {day}").format(day=day_title(self._first))
        hint = tr("● rendez-vous ferme   ○ rappel souple   ! en retard   hachuré : personne n'est appelé   Page ↑ ↓ : avant, après")
        if self._moving is not None:
            hint = tr("Choisissez le nouveau moment de {name} avec les flèches, puis Entrée. Échap annule.").format(name=who(self._moving))
        self.head(tr("Agenda") + " · " + title, hint=hint)
        late = self._view.late if self._view is not None else ()
        self.ui.lateBanner.say(_late_words(late, self.occasion.now), "warning")

    def _offer(self) -> None:
        """The keys of this state; the reasons only once the moment is chosen."""
        asking = self._target is not None
        self.ui.reasons.setVisible(asking)
        self.ui.views.setVisible(not asking)
        if asking:
            self._reasons.show_answers([Answer(code, text, str(place)) for place, (code, text) in enumerate(_reasons().items(), 1)])
            self.savable(False)
            return
        entries = [("day", tr("Jour")), ("week", tr("Semaine")), ("today", tr("Aujourd'hui"))]
        answers = [Answer(code, text, str(place)) for place, (code, text) in enumerate(entries, 1)]
        if self._moving is None:
            answers.append(Answer("move", tr("Déplacer"), "F4"))
        self._views.show_answers(answers)
        self._views.mark("day" if self._one_day else "week")

    def _tell(self) -> None:
        """What the current half hour holds, and what Enter does there."""
        slot, line = self._slot(), self._line()
        self.show_error("")
        if slot is None:
            self.ui.detailText.setText("")
            return
        self.ui.detailText.setText(line_words(line) if self._one_day and line is not None else _short(slot))
        if self._target is not None:
            return
        if self._moving is not None:
            self.savable(slot.closed is None, tr("Déplacer ici"))
        elif len(slot.lines) > 1 and not self._one_day:
            self.savable(True, tr("Voir le jour"))
        else:
            self.savable(line is not None and line.case_id is not None, tr("Ouvrir le dossier"))

    def _slot(self) -> AgendaSlot | None:
        index: QModelIndex = self.ui.table.currentIndex()
        return (self._day if self._one_day else self._week).slot(index)

    def _line(self) -> AgendaLine | None:
        """The callback under the cursor, where there is exactly one."""
        if self._one_day:
            return self._day.line(self.ui.table.currentIndex())
        slot = self._slot()
        return slot.lines[0] if slot is not None and len(slot.lines) == 1 else None

    # What is done

    def _choose(self, code: str) -> None:
        slot = self._slot()
        if code in ("day", "week"):
            self._turn(one_day=code == "day")
        elif code == "today":
            self._show(self.occasion.now.date(), self.occasion.now)
        elif slot is not None:
            self._begin_move(slot)
        self.first_focus().setFocus()

    def _turn(self, *, one_day: bool) -> None:
        slot = self._slot()
        at = slot.at if slot is not None else self.occasion.now
        self._one_day = one_day
        self._show(at.date(), at)

    def _page(self, step: int) -> None:
        slot = self._slot()
        days = timedelta(step if self._one_day else step * WEEK)
        at = (slot.at if slot is not None else self.occasion.now) + days
        self._show(self._first + days, at)
        announce(self, self.form.titleText.text())

    def _begin_move(self, slot: AgendaSlot) -> None:
        line = self._line()
        if line is None and slot.lines:
            self._turn(one_day=True)
            self.show_error(with_keys(tr("Plusieurs rappels : choisissez celui à déplacer, puis F4.")))
        elif line is None:
            self.show_error(tr("Aucun rappel à déplacer dans cette demi-heure."))
        elif line.case_id is None:
            self.show_error(tr("Ce dossier est au centre : il revient sur votre poste le matin du rappel."))
        else:
            self._moving = line
            self._show(self._first, line.at)
            announce(self, self.form.hintText.text())

    def _place(self, slot: AgendaSlot | None) -> None:
        line = self._moving
        if slot is None or line is None or line.case_id is None:
            return
        try:
            check = self.occasion.desk.agenda.check(line.case_id, slot.at)
        except KnownError as error:
            self.show_error(fault(error), self.ui.table)
            return
        if check.refused is not None:
            self.show_error(words(check.refused), self.ui.table)
            return
        self._target = slot.at
        self._offer()
        said = full_moment(check.agent_local)
        if check.person_local.replace(tzinfo=None) != check.agent_local.replace(tzinfo=None):
            said = tr("{moment} ici, {time} chez la personne").format(moment=said, time=clock(check.person_local))
        load = count_words(len(slot.lines))
        self.ui.detailText.setText(tr("{name} : {moment} ({load}). Pourquoi ?").format(name=who(line), moment=said, load=load))
        announce(self, self.ui.detailText.text())
        self.first_focus().setFocus()

    def _give_reason(self, code: str) -> None:
        line, at = self._moving, self._target
        if line is None or line.case_id is None or at is None:
            return
        try:
            self.occasion.desk.agenda.move(line.case_id, at, code)
        except KnownError as error:
            self.show_error(fault(error))
            return
        self._moving = self._target = None
        self._show(at.date(), at)
        announce(self, tr("Rappel déplacé : {moment}").format(moment=full_moment(at)))
        self.submitted.emit({"moved": line.case_id})
        self.first_focus().setFocus()

    def _cancel(self) -> None:
        """Back from the reason to the slot, from the slot to looking."""
        if self._target is not None:
            self._target = None
        else:
            self._moving = None
        slot = self._slot()
        self._show(self._first, slot.at if slot is not None else self.occasion.now)
        self.first_focus().setFocus()


def _short(slot: AgendaSlot) -> str:
    lines = slot_words(slot).split("\n")
    if len(lines) <= LONGEST_LIST + 1:
        return "\n".join(lines)
    return "\n".join([*lines[: LONGEST_LIST + 1], tr("et {count} autres").format(count=len(lines) - 1 - LONGEST_LIST)])


def _late_words(late: tuple[AgendaLine, ...], now: datetime) -> str:
    """Who waits, and since when."""
    waiting = [line for line in late if line.standing in LATE_STANDINGS]
    if not waiting:
        return ""
    first = waiting[0]
    one, several = tr("Un rappel en retard"), tr("{count} rappels en retard")
    said = one if len(waiting) == 1 else several.format(count=len(waiting))
    return f"{said} · {who(first)}, {moment(first.at, now)}"
