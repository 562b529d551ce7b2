"""Ctrl+F, someone calls in: the agent's own cases first, by name or number; else the centre, or a slip for whoever holds the case."""

from collections.abc import Mapping
from enum import Enum
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidgetItem, QWidget

from cnmas_desktop.gui.agent.panel import Panel
from cnmas_desktop.gui.agent.sentences import SLIP, WHO_CALLS_IN
from cnmas_desktop.gui.agent.texts import fault, tr, words
from cnmas_desktop.gui.forms.incoming_panel import Ui_IncomingPanel
from cnmas_desktop.gui.widgets.announce import announce
from cnmas_desktop.gui.widgets.wrapped import Wrapped
from cnmas_desktop.messages import KnownError

SHORTEST = 2
SOME_DIGITS = 4


class Way(Enum):
    """What Enter does: open an own case, ask the centre, leave a slip; nothing while the centre is asked."""

    OWN = "own"
    CENTRE = "centre"
    WAITING = "waiting"
    SLIP = "slip"


class IncomingPanel(Panel):
    """Data: case, a UUID to open. The slip it leaves by itself. Typing searches; Enter goes on, field by field."""

    whole = True

    def __init__(self, parent: QWidget | None = None) -> None:
        self.ui = Ui_IncomingPanel()
        super().__init__(self.ui, parent)
        self._caller = (
            (self.ui.numberEdit, self.ui.numberLabel),
            (self.ui.nameEdit, self.ui.nameLabel),
            (self.ui.birthEdit, self.ui.birthLabel),
        )
        for edit, caption in ((self.ui.findEdit, self.ui.findLabel), *self._caller):
            edit.setAccessibleName(caption.text().replace("&", ""))
        self.ui.findEdit.textChanged.connect(self._search)
        self.ui.foundList.itemActivated.connect(lambda _item: self.enter())
        Wrapped(self.ui.foundList)
        for edit, _caption in self._caller:
            edit.textEdited.connect(self._edited)
        self.way = Way.OWN
        self._asked = 0

    def begin(self) -> None:
        self.head(
            tr("Appel entrant"),
            WHO_CALLS_IN,
            tr("Vérifiez l'identité comme pour un appel sortant. Un appel entrant ne compte pas comme une tentative."),
        )
        for edit, _caption in self._caller:
            edit.clear()
        self.ui.findEdit.clear()
        self._search("")

    def data(self) -> Mapping[str, Any] | None:
        match self.way:
            case Way.OWN:
                return self._own_case()
            case Way.CENTRE:
                self._look_up()
            case Way.SLIP:
                self._leave_slip()
            case Way.WAITING:
                pass
        return None

    def first_focus(self) -> QWidget:
        if self.way is Way.OWN:
            return self.ui.findEdit
        return self._empty() or self.ui.saveButton

    def hideEvent(self, event: QHideEvent) -> None:
        self._asked += 1  # an answer still on its way opens nothing any more
        super().hideEvent(event)

    # one's own cases

    def _search(self, text: str) -> None:
        wanted = text.strip()
        self.show_error("")
        listed = self.ui.foundList
        listed.clear()
        long_enough = len(wanted) >= SHORTEST
        lines = self.occasion.desk.find(wanted) if long_enough and self._occasion else ()
        for line in lines:
            item = QListWidgetItem(f"{line.name}  ·  {line.campaign}  ·  {words(line.why)}", listed)
            item.setData(Qt.ItemDataRole.UserRole, line.case_id)
        if lines:
            listed.setCurrentRow(0)
        self.ui.countText.setText(self._count(len(lines)) if long_enough else tr("Deux lettres ou chiffres au moins."))
        if lines or not long_enough:
            self._take(Way.OWN)
        else:
            digits = sum(one.isdigit() for one in wanted) >= SOME_DIGITS
            self.ui.numberEdit.setText(wanted if digits else "")
            self.ui.nameEdit.setText("" if digits else wanted)
            self._take(self._beyond())

    def _own_case(self) -> Mapping[str, Any] | None:
        if self.ui.foundList.currentRow() < 0:
            self.show_error(tr("Aucun dossier choisi."), self.ui.findEdit)
            return None
        return {"case": self.ui.foundList.currentItem().data(Qt.ItemDataRole.UserRole)}

    def _count(self, found: int) -> str:
        if found:
            return tr("{count} dossiers parmi les vôtres").format(count=found) if found > 1 else tr("1 dossier parmi les vôtres")
        if self._beyond() is Way.CENTRE:
            return tr("Aucun de vos dossiers. Le centre cherche par le numéro, le nom et la date de naissance, tous les trois exacts.")
        return tr("Aucun de vos dossiers, et ce poste est hors ligne. Notez le numéro : qui suit le dossier sera prévenu.")

    # beyond them

    def _beyond(self) -> Way:
        return Way.CENTRE if self.occasion.desk.incoming.online() else Way.SLIP

    def _take(self, way: Way) -> None:
        self.way = way
        own = way is Way.OWN
        self.ui.foundList.setVisible(own and self.ui.foundList.count() > 0)
        self.ui.hintText.setVisible(own)  # its place is wanted for the three fields
        self.ui.caller.setVisible(not own)
        asks_all = way is not Way.SLIP or bool(self.ui.birthEdit.text())
        for edit, caption in self._caller[1:]:
            edit.setVisible(asks_all)
            caption.setVisible(asks_all)
        buttons = {
            Way.OWN: tr("Ouvrir le dossier"),
            Way.CENTRE: tr("Chercher au centre"),
            Way.SLIP: tr("Prévenir qui suit le dossier"),
        }
        self.savable(way is not Way.WAITING, buttons.get(way, ""))

    def _edited(self) -> None:
        """Other answers are another question."""
        self._asked += 1
        self.show_error("")
        if self.way is not self._beyond():
            self._take(self._beyond())
            self.ui.countText.setText(self._count(0))

    def _empty(self) -> QLineEdit | None:
        return next((edit for edit, _caption in self._caller if not edit.isHidden() and not edit.text().strip()), None)

    def _look_up(self) -> None:
        """Enter goes to the next field to fill in, then asks."""
        empty = self._empty()
        if empty is not None:
            inside = QApplication.focusWidget() is empty
            if inside:
                self.show_error(tr("Il faut les trois réponses de la personne."), empty)
            empty.setFocus()
            return
        number, name, birth = (edit.text() for edit, _caption in self._caller)
        looking_up = self.occasion.desk.incoming.looking_up(number, name, birth)
        self._asked += 1
        asked = self._asked
        self._take(Way.WAITING)
        self.ui.countText.setText(tr("Recherche au centre…"))
        announce(self, self.ui.countText.text())
        self.occasion.ask(
            looking_up,
            lambda found: self._found(found) if asked == self._asked else None,
            lambda error: self._not_found(error) if asked == self._asked else None,
        )

    def _found(self, found: tuple[UUID, ...]) -> None:
        self.submitted.emit({"case": found[0]})

    def _not_found(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            raise error
        self._take(Way.SLIP)
        self.ui.countText.setText(tr("Qui suit ce dossier, s'il y en a un, verra que cette personne a appelé."))
        self.form.say.say(SLIP)
        self.show_error(fault(error))
        self.ui.saveButton.setFocus()

    def _leave_slip(self) -> None:
        empty = self.ui.numberEdit if not self.ui.numberEdit.text().strip() else None
        if empty is not None:
            if QApplication.focusWidget() is empty:
                self.show_error(tr("Écrivez le numéro d'où la personne appelle."), empty)
            empty.setFocus()
            return
        try:
            self.occasion.desk.incoming.leave_slip(self.ui.numberEdit.text())
        except KnownError as error:
            self.show_error(fault(error), self.ui.numberEdit)
            return
        self.written.emit()
        self.said.emit(tr("L'appel est noté : qui suit ce dossier le verra à sa prochaine transmission."))
        self.done.emit()
