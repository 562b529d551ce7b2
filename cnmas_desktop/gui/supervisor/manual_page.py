"""The manuals, in the room: opened with F1 at the chapter of the page that was shown. Nothing is asked of the centre."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from cnmas_desktop.gui.agent.texts import tr
from cnmas_desktop.gui.forms.supervisor_manual_page import Ui_ManualPage
from cnmas_desktop.gui.manual_view import ManualView
from cnmas_desktop.gui.supervisor.page import Page, Surroundings

NAMES = ("supervisor", "data", "operator", "install", "agent")


class ManualPage(Page):
    """Enter in the search: the next place; Escape empties it."""

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        self.ui = Ui_ManualPage()
        super().__init__(self.ui, around, parent)
        self.view = ManualView(around.theme, NAMES, self)
        self.ui.card.body.addWidget(self.view, 1)
        self.view.search.returnPressed.connect(self.view.find_next)
        QShortcut(QKeySequence("Esc"), self.view.search, self.view.leave_search).setContext(Qt.ShortcutContext.WidgetShortcut)

    def name(self) -> str:
        return tr("Manuel")

    def aim(self, subject: Any) -> None:
        """`subject`: the code of the page whose chapter is wanted."""
        self.view.read("supervisor", str(subject))

    def read(self) -> None:
        self.view.read()
        self.dated.emit("")

    def first_focus(self) -> QWidget:
        return self.view.text
