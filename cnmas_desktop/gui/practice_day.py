"""Practice in the window: the same page over the real one, and back by the same key."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cnmas_desktop.gui.agent.window import AgentWindow

if TYPE_CHECKING:
    from cnmas_desktop.gui.theme import Theme
    from cnmas_desktop.services.practice import Practice


class PracticeDay(QObject):
    """The window of an open practice; `left` when the agent has enough. No telephone rings: numbers are handed to nobody."""

    left = Signal()

    def __init__(self, practice: "Practice", theme: "Theme", lock: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._practice = practice
        self.window = AgentWindow(theme, lambda _uri: True)
        self.window.practice_requested.connect(self.left)
        self.window.sign_out_requested.connect(self.left)
        self.window.lock_requested.connect(lock)

    def start(self) -> None:
        """The first case, as on any morning."""
        self.window.start(self._practice.desk, self._practice.local_now)

    def close(self) -> None:
        """Put the window away and erase what was practised on."""
        self.window.close()
        self._practice.close()
        self.window.deleteLater()
        self.deleteLater()
