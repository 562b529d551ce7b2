"""A moment to call back: firm or soft, in the person's time, with the agent's beside it; refused moments say why.

A firm one may be one of three moments proposed (1, 2, 3), which are legal and not yet full; a soft one a part of the day.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from PySide6.QtCore import QDate, QTime
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from cnmas_desktop.gui.agent.keys import canonical
from cnmas_desktop.gui.agent.panel import Panel
from cnmas_desktop.gui.agent.sentences import called_back
from cnmas_desktop.gui.agent.texts import clock, fault, full_moment, moment, tr, words
from cnmas_desktop.gui.forms.callback_panel import Ui_CallbackPanel
from cnmas_desktop.gui.widgets.choice_button import Answer
from cnmas_desktop.gui.widgets.choice_grid import ChoiceGrid
from cnmas_desktop.messages import KnownError
from cnmas_desktop.services.agenda import MomentLoad, ProposedMoment
from cnmas_desktop.services.views import CallbackCheck, OptionView

PARTS: tuple[tuple[str, int], ...] = (("morning", 10), ("noon", 12), ("afternoon", 15), ("evening", 18))
"""Coded parts of a day and the hour that stands for each."""
LONGEST_BRIDGE = 6
"""Days ahead among which the picker looks for one on which people are called."""


def _part_names() -> dict[str, str]:
    return {
        "morning": tr("matin"),
        "noon": tr("midi"),
        "afternoon": tr("après-midi"),
        "evening": tr("fin de journée"),
    }


class CallbackPanel(Panel):
    """Data: kind (firm or soft), local (the person's time)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.ui = Ui_CallbackPanel()
        super().__init__(self.ui, parent)
        self.ui.dayEdit.setAccessibleName(self.ui.dayLabel.text().replace("&", ""))
        self.ui.timeEdit.setAccessibleName(self.ui.timeLabel.text().replace("&", ""))
        for radio in (self.ui.firmRadio, self.ui.softRadio):
            radio.setAccessibleName(radio.text())
            radio.toggled.connect(self._kind_changed)
        self.ui.dayEdit.setCalendarPopup(True)
        for line in self.ui.timeEdit.findChildren(QLineEdit):
            line.setTextMargins(8, 0, 0, 0)
        self.ui.parts.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._parts = ChoiceGrid(self.ui.parts, most=len(PARTS) + 1)
        self._parts.chosen.connect(self._part_chosen)
        self._proposed: tuple[ProposedMoment, ...] = ()
        self.ui.dayEdit.dateChanged.connect(self._changed)
        self.ui.timeEdit.timeChanged.connect(self._changed)
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
        soft = call.draft.get("callback.kind", "firm") == "soft"
        self.ui.softRadio.setChecked(soft)
        self.ui.firmRadio.setChecked(not soft)
        self._filling = False
        self._proposed = self.occasion.desk.agenda.proposed()
        self._others = {
            canonical(option.key): option
            for option in call.options
            if call.step == "callback" and option.form is None and canonical(option.key).isdigit()
        }
        self._kind_changed()

    def _kind_changed(self) -> None:
        """What is proposed: moments for a promise, parts of the day for a wish."""
        if self._filling:
            return
        if self.kind() == "firm":
            self.ui.partsLabel.setText(tr("Ou l'un des prochains moments possibles"))
            offers = [
                Answer(one.person_local.isoformat(), self._moment_words(one), str(place)) for place, one in enumerate(self._proposed, 1)
            ]
        else:
            self.ui.partsLabel.setText(tr("Ou un moment de la journée"))
            names = _part_names()
            offers = [Answer(code, names[code]) for code, _ in PARTS]
        others = [Answer(key, words(one.label), key) for key, one in self._others.items()]
        self._parts.show_answers([*offers, *others])
        self._changed()

    def _moment_words(self, one: ProposedMoment) -> str:
        said = moment(one.person_local, self.call.local_time)
        if one.person_local.date() == self.call.local_time.date():
            said = tr("aujourd'hui {time}").format(time=said)
        said = said[:1].upper() + said[1:]
        promised = tr("{count} promis").format(count=one.load)
        return f"{said} ({promised})" if one.load else said

    def _first_moment(self) -> datetime:
        """The draft, else the same hour of the next day on which it may be promised."""
        kept = self.call.draft.get("callback.local", "")
        if kept:
            return datetime.fromisoformat(kept)
        now = self.call.local_time
        here = now.replace(tzinfo=None, minute=now.minute // 5 * 5, second=0, microsecond=0)
        days = [here + timedelta(days=later) for later in range(1, LONGEST_BRIDGE + 1)]
        return next((day for day in days if self._may_be(day)), days[0])

    def _may_be(self, local: datetime) -> bool:
        try:
            return self.occasion.desk.check_callback(local).refused is None
        except KnownError:
            return False  # the hour that summer time leaves out

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
        }

    def press(self, key: str) -> bool:
        return self._parts.press(key)

    def first_focus(self) -> QWidget:
        """On the button: 1, 2 and 3 choose a moment proposed, Enter saves; Tab and Alt lead to the fields."""
        return self.ui.saveButton

    def _part_chosen(self, code: str) -> None:
        if code in self._others:
            self.other.emit(self._others[code])
            return
        hour = dict(PARTS).get(code)
        if hour is None:
            chosen = datetime.fromisoformat(code)
            self.ui.dayEdit.setDate(_qdate(chosen))
            self.ui.timeEdit.setTime(QTime(chosen.hour, chosen.minute))
        else:
            self.ui.timeEdit.setTime(QTime(hour, 0))
        self.ui.saveButton.setFocus()

    def _changed(self) -> None:
        if self._filling:
            return
        local = self.local()
        try:
            self._check = self.occasion.desk.check_callback(local)
        except KnownError as error:
            self._check = None
            self.ui.bothTimes.say(fault(error), "warning")
            return
        check = self._check
        if check.refused is not None:
            self.ui.bothTimes.say(words(check.refused), "warning")
        else:
            self.show_error("")
            known = self.occasion.desk.agenda.load(check.at)
            said = " ".join(part for part in (_both(check), _load(known)) if part)
            self.ui.bothTimes.say(said, "info" if known.beyond_lease or known.load else "success", icon="clock")
        self._draft()

    def _draft(self) -> None:
        if not self._filling:
            self.drafted.emit(
                {
                    "callback.kind": self.kind(),
                    "callback.local": self.local().isoformat(timespec="minutes"),
                }
            )


def _both(check: CallbackCheck) -> str:
    said = called_back(check.person_local)
    if check.agent_local.replace(tzinfo=None) == check.person_local.replace(tzinfo=None):
        return said + " " + tr("Même heure ici.")
    return said + " " + tr("Ici : {agent}.").format(agent=full_moment(check.agent_local))


def _load(known: MomentLoad) -> str:
    """How full that half hour is, and where the case will be by then."""
    said = []
    if known.load:
        one, several = tr("Un rappel y est déjà promis."), tr("{count} rappels y sont déjà promis.")
        said.append(one if known.load == 1 else several.format(count=known.load))
    if known.beyond_lease:
        said.append(tr("D'ici là le dossier retourne au centre ; il revient sur votre poste ce matin-là."))
    return " ".join(said)


def _qdate(moment: datetime) -> QDate:
    return QDate(moment.year, moment.month, moment.day)
