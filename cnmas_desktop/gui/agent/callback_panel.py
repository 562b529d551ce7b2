"""A moment to call back: firm or soft, in the person's time, with the agent's beside it; refused moments say why."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from PySide6.QtCore import QDate, QTime
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from cnmas_desktop.gui.agent.keys import canonical
from cnmas_desktop.gui.agent.panel import Panel
from cnmas_desktop.gui.agent.texts import clock, fault, full_moment, tr, words
from cnmas_desktop.gui.forms.callback_panel import Ui_CallbackPanel
from cnmas_desktop.gui.widgets.choice_button import Answer
from cnmas_desktop.gui.widgets.choice_grid import ChoiceGrid
from cnmas_desktop.messages import KnownError
from cnmas_desktop.services.views import CallbackCheck, OptionView

PARTS: tuple[tuple[str, int], ...] = (("morning", 10), ("noon", 12), ("afternoon", 15), ("evening", 18))
"""Coded parts of a day and the hour that stands for each."""


def _part_names() -> dict[str, str]:
    return {
        "morning": tr("matin"),
        "noon": tr("midi"),
        "afternoon": tr("après-midi"),
        "evening": tr("fin de journée"),
    }


class CallbackPanel(Panel):
    """Data: kind (firm or soft), local (the person's time), with."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.ui = Ui_CallbackPanel()
        super().__init__(self.ui, parent)
        self.ui.dayEdit.setAccessibleName(self.ui.dayLabel.text().replace("&", ""))
        self.ui.timeEdit.setAccessibleName(self.ui.timeLabel.text().replace("&", ""))
        self.ui.withEdit.setAccessibleName(self.ui.withLabel.text().replace("&", ""))
        for radio in (self.ui.firmRadio, self.ui.softRadio):
            radio.setAccessibleName(radio.text())
            radio.toggled.connect(self._changed)
        self.ui.dayEdit.setCalendarPopup(True)
        for line in self.ui.timeEdit.findChildren(QLineEdit):
            line.setTextMargins(8, 0, 0, 0)
        self.ui.parts.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._parts = ChoiceGrid(self.ui.parts, most=len(PARTS) + 1)
        self._parts.chosen.connect(self._part_chosen)
        self.ui.dayEdit.dateChanged.connect(self._changed)
        self.ui.timeEdit.timeChanged.connect(self._changed)
        self.ui.withEdit.textChanged.connect(lambda _text: self._draft())
        self._others: dict[str, OptionView] = {}
        self._filling = False
        self._check: CallbackCheck | None = None

    def begin(self) -> None:
        call = self.call
        option = self.occasion.option
        self.head(
            words(option.label) if option else tr("Rappeler plus tard"),
            hint=tr("Il est {time} chez la personne ({place}). Toutes les heures ci-dessous sont les siennes.").format(
                time=clock(call.local_time), place=call.local_place
            ),
        )
        local = self._first_moment()
        self._filling = True
        self.ui.dayEdit.setMinimumDate(_qdate(call.local_time))
        self.ui.dayEdit.setMaximumDate(_qdate(call.local_time + timedelta(days=90)))
        self.ui.dayEdit.setDate(_qdate(local))
        self.ui.timeEdit.setTime(QTime(local.hour, local.minute))
        self.ui.withEdit.setText(call.draft.get("callback.with", ""))
        soft = call.draft.get("callback.kind", "firm") == "soft"
        self.ui.softRadio.setChecked(soft)
        self.ui.firmRadio.setChecked(not soft)
        self._filling = False
        names = _part_names()
        self._others = {
            canonical(option.key): option
            for option in call.options
            if call.step == "callback" and option.form is None and canonical(option.key).isdigit()
        }
        self._parts.show_answers(
            [
                *(Answer(code, names[code]) for code, _ in PARTS),
                *(Answer(key, words(one.label), key) for key, one in self._others.items()),
            ]
        )
        self._changed()

    def _first_moment(self) -> datetime:
        """The draft, else the same hour tomorrow."""
        kept = self.call.draft.get("callback.local", "")
        if kept:
            return datetime.fromisoformat(kept)
        tomorrow = self.call.local_time.replace(tzinfo=None, second=0, microsecond=0) + timedelta(days=1)
        return tomorrow.replace(minute=tomorrow.minute // 5 * 5)

    def local(self) -> datetime:
        """The moment entered, naive, in the person's zone."""
        day, at = self.ui.dayEdit.date(), self.ui.timeEdit.time()
        return datetime(day.year(), day.month(), day.day(), at.hour(), at.minute())  # noqa: DTZ001 - the port asks for it

    def kind(self) -> str:
        """firm or soft."""
        return "firm" if self.ui.firmRadio.isChecked() else "soft"

    def data(self) -> Mapping[str, Any] | None:
        self._changed()
        if self._check is None or self._check.refused is not None:
            self.show_error(words(self._check.refused) if self._check else self.ui.errorText.text(), self.ui.timeEdit)
            return None
        return {
            "kind": self.kind(),
            "local": self.local().isoformat(timespec="minutes"),
            "with": self.ui.withEdit.text().strip(),
        }

    def press(self, key: str) -> bool:
        return self._parts.press(key)

    def first_focus(self) -> QWidget:
        return self.ui.dayEdit

    def _part_chosen(self, code: str) -> None:
        if code in self._others:
            self.other.emit(self._others[code])
            return
        hour = dict(PARTS)[code]
        self.ui.softRadio.setChecked(True)
        self.ui.timeEdit.setTime(QTime(hour, 0))
        self.ui.saveButton.setFocus()

    def _changed(self) -> None:
        if self._filling:
            return
        local = self.local()
        try:
            self._check = self.occasion.desk.check_callback(self.kind(), local)
        except KnownError as error:
            self._check = None
            self.ui.bothTimes.say(fault(error), "warning")
            return
        check = self._check
        if check.refused is not None:
            self.ui.bothTimes.say(words(check.refused), "warning")
        else:
            self.show_error("")
            self.ui.bothTimes.say(_both(check), "success", icon="clock")
        self._draft()

    def _draft(self) -> None:
        if not self._filling:
            self.drafted.emit(
                {
                    "callback.kind": self.kind(),
                    "callback.local": self.local().isoformat(timespec="minutes"),
                    "callback.with": self.ui.withEdit.text(),
                }
            )


def _both(check: CallbackCheck) -> str:
    person = full_moment(check.person_local)
    if check.agent_local.replace(tzinfo=None) == check.person_local.replace(tzinfo=None):
        return tr("« Je vous rappelle {moment}. » Même heure ici.").format(moment=person)
    return tr("« Je vous rappelle {moment}. » Ici : {agent}.").format(moment=person, agent=full_moment(check.agent_local))


def _qdate(moment: datetime) -> QDate:
    return QDate(moment.year, moment.month, moment.day)
