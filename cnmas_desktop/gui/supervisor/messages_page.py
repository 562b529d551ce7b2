"""A word to an agent, a team or everybody: when it was sent, until when it stands, by how many it was read."""

from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from cnmas_desktop.gui.agent.texts import tr
from cnmas_desktop.gui.forms.supervisor_messages_page import Ui_MessagesPage
from cnmas_desktop.gui.supervisor.models import Column
from cnmas_desktop.gui.supervisor.page import Page, Surroundings, act_fault
from cnmas_desktop.gui.widgets.announce import announce
from cnmas_desktop.gui.widgets.layouts import wrap_buttons
from cnmas_desktop.messages import KnownError
from cnmas_desktop.services.steering import Colleague, Sent, Steering

LONGEST = 280


class MessagesPage(Page):
    """Enter sends."""

    live = True

    def __init__(self, steering: Steering, around: Surroundings, parent: QWidget | None = None) -> None:
        self.ui = Ui_MessagesPage()
        super().__init__(self.ui, around, parent)
        wrap_buttons(self.ui.layout2)
        self._steering = steering
        self._wanted: str | None = None
        columns = (
            Column(tr("Envoyé"), lambda row: row.at),
            Column(tr("Par"), lambda row: row.sender),
            Column(tr("À"), _addressee),
            Column(tr("Message"), lambda row: row.text),
            Column(tr("Jusqu'à"), lambda row: row.ends_at),
            Column(
                tr("Lu par"),
                lambda row: row.read,
                number=True,
                text=lambda row: f"{row.read} / {row.addressed}",
            ),
        )
        self.sent = self.table(self.ui.table, columns, lambda row: row.id, stretch=3, empty=tr("Aucun message ces sept derniers jours."))
        self.ui.to.addItem(tr("Tous mes agents"), "")
        self.ui.text.setMaxLength(LONGEST)
        self.ui.text.returnPressed.connect(self.send)
        self.ui.sendButton.clicked.connect(self.send)
        self.ui.errorText.hide()

    def name(self) -> str:
        return tr("Messages")

    def aim(self, subject: Any) -> None:
        self._wanted = subject

    def first_focus(self) -> QWidget:
        return self.ui.text

    def read(self) -> None:
        self.ask(lambda: (self._steering.colleagues(), self._steering.messages()), self._show)

    @Slot()
    def send(self) -> None:
        """To whom is chosen; what was typed stays until the centre has it."""
        text = self.ui.text.text().strip()
        if not text:
            self._say_wrong(tr("Écrivez le message."))
            return
        self._say_wrong("")
        to = str(self.ui.to.currentData())
        team = to.removeprefix("team:") if to.startswith("team:") else None
        person = to if to and team is None else None
        self.act(lambda: self._steering.send(text, person=person, team=team), self._went)

    def _went(self, _id: object) -> None:
        self.ui.text.clear()
        self.ui.text.setFocus()
        self.said.emit(tr("Message envoyé : il arrive à la prochaine transmission de chaque poste."), "success")
        self.act(self._steering.messages, lambda sent: self.sent.show(sent, self.around.now()))

    def _show(self, found: tuple[tuple[Colleague, ...], tuple[Sent, ...]]) -> None:
        colleagues, sent = found
        teams = sorted({one.team for one in colleagues if one.team})
        people = [(tr("Équipe {team}").format(team=team), f"team:{team}") for team in teams] + [(one.name, one.login) for one in colleagues]
        for words, code in people:
            if self.ui.to.findData(code) < 0:
                self.ui.to.addItem(words, code)
        if self._wanted is not None:
            self.ui.to.setCurrentIndex(max(0, self.ui.to.findData(self._wanted)))
            self._wanted = None
        self.sent.show(sent, self.around.now())
        self.date(self.around.now())

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            raise error
        self._say_wrong(act_fault(error))

    def _say_wrong(self, text: str) -> None:
        self.ui.errorText.setText(text)
        self.ui.errorText.setVisible(bool(text))
        if text:
            announce(self, text, urgent=True)
            self.ui.text.setFocus()


def _addressee(row: Sent) -> str:
    if row.audience == "all":
        return tr("Tous les agents")
    return tr("Équipe {team}").format(team=row.addressee) if row.audience == "team" else row.addressee or ""
