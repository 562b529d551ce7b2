"""The agent's window, made while its person still types: Enter on the password has only to fill it in.

Making it takes longer than reading a queue of 10,000 cases. It is done in steps between which the keys typed are taken, and behind the
sign-in page: hidden, without any data.
"""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from cnmas_desktop.gui.agent.shift_pages import DAY_START
from cnmas_desktop.gui.agent.window import AgentWindow
from cnmas_desktop.gui.theme import Theme
from cnmas_desktop.gui.widgets.icon import read_ahead

BETWEEN_MS = 5
"""Between two steps, for the keys."""


class WindowAhead(QObject):
    """One window ahead, on the stack `pages` that will show it."""

    def __init__(self, pages: QWidget, theme: Theme, open_uri: Callable[[str], bool]) -> None:
        """`open_uri` as `AgentWindow` takes it."""
        super().__init__(pages)
        self._pages, self._theme, self._open_uri = pages, theme, open_uri
        self._window: AgentWindow | None = None
        self._steps: Iterator[None] = iter(())
        self._timer = QTimer(self, interval=BETWEEN_MS)
        self._timer.timeout.connect(self._step)

    def begin(self) -> None:
        """Make one, if none is ready or under way."""
        if self._window is None and not self._timer.isActive():
            self._steps = self._make()
            self._timer.start()

    def take(self) -> AgentWindow:
        """The window, as far as it is made; it is the caller's from now on."""
        self._timer.stop()
        window, self._window = self._window, None
        return window or self._made()

    def forget(self) -> None:
        """No agent has signed in."""
        self._timer.stop()
        window, self._window = self._window, None
        if window is not None:
            window.deleteLater()

    def _step(self) -> None:
        if next(self._steps, self) is self:
            self._timer.stop()

    def _made(self) -> AgentWindow:
        window = AgentWindow(self._theme, self._open_uri)
        window.setParent(self._pages)  # before it is styled: Qt styles anew what comes under another parent
        return window

    def _make(self) -> Iterator[None]:
        """Made, then styled and drawn once, with the page that opens the day: texts and icons are in their caches then."""
        window = self._window = self._made()
        yield
        window.area.prepare(DAY_START)
        yield
        window.resize(self._pages.size())
        window.grab()
        yield from read_ahead()
