"""Ctrl+M: messages of supervisors and changed scripts, one at a time; Enter says « J'ai lu ». Below, what was read and has not ended."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from cnmas_desktop.gui.agent.day_rows import Row, show_rows
from cnmas_desktop.gui.agent.panel import Panel
from cnmas_desktop.gui.agent.texts import moment, tr, words
from cnmas_desktop.gui.forms.notices_panel import Ui_NoticesPanel
from cnmas_desktop.gui.widgets.announce import announce
from cnmas_desktop.gui.widgets.layouts import clear, grid_of
from cnmas_desktop.gui.widgets.text import label
from cnmas_desktop.services.notices import MessageView, ScriptView
from cnmas_desktop.services.script_changes import ScriptChange

GAP = 6


class NoticesPanel(Panel):
    """What is read is written at once (`written`); with nothing left, Enter goes back like Escape."""

    whole = True

    def __init__(self, parent: QWidget | None = None) -> None:
        self.ui = Ui_NoticesPanel()
        super().__init__(self.ui, parent)
        self._reading: MessageView | ScriptView | None = None

    def begin(self) -> None:
        self.show_again()

    def show_again(self) -> None:
        """After a sync, or once something was read: the first of what is left, changed scripts before messages."""
        notices = self.occasion.desk.notices
        messages = notices.messages()
        left: list[MessageView | ScriptView] = [
            *notices.scripts(),
            *(one for one in reversed(messages) if not one.read),
        ]
        self._reading = left[0] if left else None
        self.head(tr("Messages et consignes"), hint=_hint(len(left)))
        self._show(self._reading)
        read = [one for one in messages if one.read]
        self.ui.readText.setText(tr("Déjà lus").upper())
        self.ui.readText.setAccessibleName(tr("Déjà lus"))
        self.ui.readText.setVisible(bool(read))
        show_rows(self.ui.read, [Row("check", self._from(one), one.text) for one in read])
        self.savable(True, tr("J'ai lu") if left else tr("Revenir"))

    def data(self) -> Mapping[str, Any] | None:
        notices, reading = self.occasion.desk.notices, self._reading
        if reading is None:
            self.done.emit()
            return None
        if isinstance(reading, ScriptView):
            notices.read_script(reading.campaign)
        else:
            notices.read_message(reading.id)
        self.written.emit()
        self.show_again()
        announce(self, self.ui.hintText.text())
        return None

    def _from(self, message: MessageView) -> str:
        return f"{message.sender} · {moment(message.at, self.occasion.now)}"

    def _show(self, reading: MessageView | ScriptView | None) -> None:
        grid = grid_of(self.ui.body)
        clear(grid)
        self.ui.body.setVisible(reading is not None)
        if reading is None:
            return
        if isinstance(reading, ScriptView):
            heading = tr("{campaign} : ce qui change").format(campaign=reading.title)
            lines = [(words(change.what), _told(change)) for change in reading.changes]
        else:
            heading, lines = self._from(reading), []
        grid.setColumnStretch(1, 1)
        grid.addWidget(label("strong", heading, wrap=True), 0, 0, 1, 2)
        if isinstance(reading, MessageView):
            grid.addWidget(label("sayLong", reading.text, wrap=True), 1, 0, 1, 2)
        for row, (what, told) in enumerate(lines):
            named = label("body", what, wrap=True)
            named.setFixedWidth(self.fontMetrics().averageCharWidth() * 24)
            first = 1 + 3 * row
            grid.setRowMinimumHeight(first, GAP)
            grid.addWidget(named, first + 1, 0, 2, 1, Qt.AlignmentFlag.AlignTop)
            for place, part in enumerate(told, start=1):
                part.setAccessibleName(f"{what} : {part.text()}")
                grid.addWidget(part, first + place, 1)


def _hint(count: int) -> str:
    if count == 0:
        return tr("Tout est lu.")
    return tr("Un message ou une consigne à lire.") if count == 1 else tr("{count} à lire.").format(count=count)


def _told(change: ScriptChange) -> list[QLabel]:
    """What was said, quiet; what is said now."""
    if not change.before:
        return [label("body", tr("Nouveau : {text}").format(text=change.after), wrap=True)]
    before = label("hint", tr("Avant : {text}").format(text=change.before), wrap=True)
    now = tr("Maintenant : {text}").format(text=change.after) if change.after else tr("Ce n'est plus dit ni proposé.")
    return [before, label("body", now, wrap=True)]
