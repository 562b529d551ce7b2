"""What the person allows, channel by channel. Nothing is ticked in advance: « inchangé » is where each channel starts."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from cnmas_desktop.gui.agent.panel import Panel
from cnmas_desktop.gui.agent.sentences import CONTACT
from cnmas_desktop.gui.agent.texts import tr, words
from cnmas_desktop.gui.forms.authorisation_panel import Ui_AuthorisationPanel
from cnmas_desktop.gui.widgets.announce import announce
from cnmas_desktop.gui.widgets.key_cap import KeyCap
from cnmas_desktop.gui.widgets.layouts import clear, grid_of
from cnmas_desktop.gui.widgets.text import label

UNCHANGED = "unchanged"


class AuthorisationPanel(Panel):
    """Data of one channel: channel, state (given or withdrawn). Several channels are sent one after the other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.ui = Ui_AuthorisationPanel()
        super().__init__(self.ui, parent)
        self._groups: dict[str, QButtonGroup] = {}

    def begin(self) -> None:
        option = self.occasion.option
        self.head(
            words(option.label) if option else tr("Autorisations de contact"),
            CONTACT,
            tr("Notez ce que la personne vient de dire. Le dernier choix exprimé remplace le précédent."),
        )
        layout = grid_of(self.ui.channels)
        clear(layout)
        self._groups = {}
        states = ((UNCHANGED, tr("Inchangé")), ("given", tr("Accepte")), ("withdrawn", tr("Ne veut plus")))
        for row, channel in enumerate(self.call.choices.get("channels", ())):
            layout.addWidget(KeyCap(str(row + 1), self.ui.channels), row, 0)
            layout.addWidget(label("strong", channel.label, self.ui.channels), row, 1)
            group = QButtonGroup(self)
            for column, (code, text) in enumerate(states):
                radio = QRadioButton(text, self.ui.channels)
                radio.setAccessibleName(f"{channel.label} : {text}")
                radio.setProperty("code", code)
                radio.setChecked(code == UNCHANGED)
                group.addButton(radio)
                layout.addWidget(radio, row, column + 2)
            group.buttonToggled.connect(lambda *_: self.show_error(""))
            self._groups[channel.code] = group
        layout.setColumnStretch(5, 1)

    def changes(self) -> list[dict[str, str]]:
        """What was noted, channel by channel."""
        noted = {channel: _state(group) for channel, group in self._groups.items()}
        return [{"channel": channel, "state": state} for channel, state in noted.items() if state != UNCHANGED]

    def press(self, key: str) -> bool:
        """The digit of a channel turns its row: accepts, wants no more, unchanged."""
        if not (key.isdigit() and 0 < int(key) <= len(self._groups)):
            return False
        choices = list(self._groups.values())[int(key) - 1].buttons()
        at = next(place for place, choice in enumerate(choices) if choice.isChecked())
        turned = choices[(at + 1) % len(choices)]
        turned.setChecked(True)
        turned.setFocus()
        announce(turned, turned.accessibleName())
        return True

    def enter(self) -> None:
        changes = self.changes()
        if not changes:
            self.show_error(tr("Rien n'est changé. Échap pour revenir."))
        for change in changes:
            self.submitted.emit(change)

    def data(self) -> Mapping[str, Any] | None:
        changes = self.changes()
        return changes[0] if changes else None

    def first_focus(self) -> QWidget:
        first = next(iter(self._groups.values()), None)
        return (first.checkedButton() if first is not None else None) or self.ui.saveButton


def _state(group: QButtonGroup) -> str:
    checked = group.checkedButton()
    return str(checked.property("code")) if checked is not None else UNCHANGED
