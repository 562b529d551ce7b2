"""The pages of the shift in the agent's window: « Ma journée », the work states, « Fin de journée »; what they ask is done here."""

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal

from cnmas_desktop.gui.agent.day_end_panel import DayEndPanel
from cnmas_desktop.gui.agent.day_start_panel import BEGIN, NOTICES, PHONE, PRACTICE, REVIEWS, DayStartPanel
from cnmas_desktop.gui.agent.notices_panel import NoticesPanel
from cnmas_desktop.gui.agent.state_panel import DAY, END, PASSWORD
from cnmas_desktop.services.views import AgentDesk

DAY_START, DAY_END, STATE = "day_start", "day_end", "state"


class Area(Protocol):
    """What is used of the window's centre."""

    @property
    def panel(self) -> object: ...

    def is_open(self, name: str) -> bool: ...

    def close_panel(self) -> None: ...


class ShiftPages(QObject):
    """`toggle` brings a panel of the window in front; `guarded` says the world's faults where the agent looks."""

    sync_requested = Signal()
    password_requested = Signal()
    practice_requested = Signal()
    ended = Signal()
    """The day is over, durably: sign out."""
    changed = Signal()
    """Another state: the window shows it."""
    begun = Signal()
    """The first call of the day may begin."""

    def __init__(
        self,
        parent: QObject,
        desk: AgentDesk,
        area: Area,
        toggle: Callable[[str], None],
        guarded: Callable[[Callable[[], object]], bool],
        open_uri: Callable[[str], bool],
    ) -> None:
        super().__init__(parent)
        self._desk, self._area = desk, area
        self._toggle, self._guarded, self._open_uri = toggle, guarded, open_uri

    def press(self, key: str) -> bool:
        """The keys of the shift; False for any other."""
        pages = {"F12": STATE, "Ctrl+J": DAY_START, "Ctrl+Q": DAY_END}
        if key == "Ctrl+E":
            self.practice_requested.emit()
        elif key in pages:
            self.open(pages[key])
        return key == "Ctrl+E" or key in pages

    def open(self, name: str) -> None:
        """Bring the page in front, or put it away; the end of the day asks for a transmission."""
        self._toggle(name)
        if name == DAY_END and self._area.is_open(DAY_END):
            self.sync_requested.emit()

    def open_day(self) -> None:
        """« Ma journée » in front, if it is not."""
        if not self._area.is_open(DAY_START):
            self._toggle(DAY_START)

    def refresh(self) -> None:
        """A sync ended: the pages of the day say what it changed."""
        panel = self._area.panel
        if isinstance(panel, (DayStartPanel, DayEndPanel, NoticesPanel)):
            panel.show_again()

    def take(self, data: Mapping[str, Any]) -> bool:
        """Do what a page of the shift submitted; False when it was another's."""
        if "work_state" in data:
            self._choose(data["work_state"])
        elif "kept" in data:
            if self._guarded(lambda: self._desk.shift.end(data["kept"])):
                self.ended.emit()
        elif "day" in data:
            self._act(data["day"])
        else:
            return False
        return True

    def _choose(self, code: str) -> None:
        if code == END:
            self.open(DAY_END)
        elif code == DAY:
            self.open(DAY_START)
        elif code == PASSWORD:
            self._area.close_panel()
            self.password_requested.emit()
        elif self._guarded(lambda: self._desk.shift.set_state(code)):
            self._area.close_panel()
            self.changed.emit()

    def _act(self, code: str) -> None:
        panel = self._area.panel
        if code == PHONE and isinstance(panel, DayStartPanel):
            panel.say_phone(self._open_uri(f"{self._desk.shift.day().dial_scheme}:"))
        elif code in (NOTICES, REVIEWS):
            self._toggle(code)
        elif code == PRACTICE:
            self.practice_requested.emit()
        elif code == BEGIN:
            if self._desk.shift.begun():
                self._area.close_panel()
            elif self._guarded(self._desk.shift.begin):
                self._area.close_panel()
                self.changed.emit()
                self.begun.emit()
                self.sync_requested.emit()
