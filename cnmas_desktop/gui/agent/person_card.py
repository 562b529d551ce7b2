"""Who is being called: only what may be seen at this step."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

from cnmas_desktop.gui.agent.texts import clock, key_name, moment, ordinal, tr, words
from cnmas_desktop.gui.forms.person_card import Ui_PersonCard
from cnmas_desktop.gui.theme import dress
from cnmas_desktop.gui.widgets.layouts import at_rest
from cnmas_desktop.gui.widgets.text import breakable
from cnmas_desktop.services.views import CallView


class PersonCard(QFrame):
    """Name, number, local time, earlier attempts; then the fields that the step has opened."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = Ui_PersonCard()
        self.ui.setupUi(self)
        dress(self)
        self.ui.nameText.setAlignment(self.ui.nameText.alignment() | Qt.AlignmentFlag.AlignAbsolute)  # whatever its script
        self._brief = self._bare = False
        self._shown: tuple[CallView, datetime] | None = None

    def show_call(self, call: CallView, now: datetime) -> None:
        """`now` in the agent's zone."""
        self._shown = (call, now)
        self.ui.nameText.setText(breakable(call.name))
        current = next((phone for phone in call.phones if phone.current), None)
        self.ui.phoneText.setText(current.display if current else tr("Aucun numéro utilisable"))
        self.ui.kindText.setText(current.kind if current else "")
        others = sum(phone.usable and not phone.current for phone in call.phones)
        offered = next((option for option in (*call.options, *call.anytime) if option.form == "phone"), None)
        self.ui.otherCap.setText(key_name(offered.key) if offered else "")
        for part in (self.ui.otherCap, self.ui.otherText):
            part.setVisible(bool(others) and offered is not None)
        self._show_secondary(call, now)
        at, count = call.household
        self.ui.householdBanner.say(
            tr("{label} : {at} sur {count} dans cet appel").format(label=call.household_label, at=at, count=count) if count > 1 else "",
            icon="person",
        )

    def set_brief(self, brief: bool, *, bare: bool = False) -> None:
        """What is secondary gives way, where the sentence to say needs the room; `bare` leaves name, number and local time."""
        self.ui.fields.put_away(bare)
        if (brief, bare) != (self._brief, self._bare):
            self._brief, self._bare = brief, bare
            if self._shown is not None:
                with at_rest(self, self.ui.fields):
                    self._show_secondary(*self._shown)

    def _show_secondary(self, call: CallView, now: datetime) -> None:
        self.ui.historyText.setText(_history(call, now, brief=self._brief, bare=self._bare))
        self.ui.fields.show_fields([(field.label, field.value) for field in call.fields], "" if self._brief else _sealed(call))


def _history(call: CallView, now: datetime, *, brief: bool, bare: bool) -> str:
    attempt = tr("{ordinal} tentative").format(ordinal=ordinal(call.tries + 1))
    parts = [tr("Appel entrant")] if call.incoming else [] if bare else [attempt]  # to be called is no attempt
    if call.last_try is not None and not brief:
        outcome = words(call.last_try.outcome) or tr("appel d'une autre campagne")
        parts.append(f"{moment(call.last_try.at, now)}, {outcome[:1].lower()}{outcome[1:]}")
    parts.append(tr("il est {time} sur place ({place})").format(time=clock(call.local_time), place=call.local_place))
    said = " · ".join(parts)
    return said[:1].upper() + said[1:]


def _sealed(call: CallView) -> str:
    if not call.hidden_fields:
        return ""
    if call.hidden_fields == 1:
        return tr("1 donnée s'ouvre plus loin dans l'appel")
    return tr("{count} données s'ouvrent plus loin dans l'appel").format(count=call.hidden_fields)
