"""Ctrl+F1, « Manuel »: the agent's manual and the sheet on data protection, opened at the chapter of the page in front."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from cnmas_desktop.gui.agent.panel import Panel
from cnmas_desktop.gui.agent.texts import tr
from cnmas_desktop.gui.forms.manual_panel import Ui_ManualPanel
from cnmas_desktop.gui.manual_view import ManualView
from cnmas_desktop.gui.theme import Theme

NAMES = ("agent", "data")


class ManualPanel(Panel):
    """Read-only; Escape goes back, Enter too, or to the next place found. Its subject: the names of the pages in front, the first one first."""

    whole = True

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self.ui = Ui_ManualPanel()
        super().__init__(self.ui, parent)
        self.view = ManualView(theme, NAMES, self)
        self.body.column.addWidget(self.view, 100)

    def begin(self) -> None:
        self.head(tr("Manuel"))
        self.savable(True, tr("Revenir"))
        places = [str(place).replace("_", "-") for place in self.occasion.subject or ()] if isinstance(self.occasion.subject, tuple) else []
        self.view.read()
        known = next((place for place in places if self.view.front.has(place)), "")
        if known:
            self.view.read(anchor=known)

    def data(self) -> Mapping[str, Any] | None:
        return {}

    def enter(self) -> None:
        if self.view.search.hasFocus() and self.view.search.text():
            self.view.find_next()
        else:
            super().enter()

    def press(self, key: str) -> bool:
        return key == "Esc" and self.view.leave_search()

    def first_focus(self) -> QWidget:
        return self.view.text
