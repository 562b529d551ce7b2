"""The three zones share the width there is; where it is short, one side column gives way and pages scroll."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from cnmas_desktop.gui.forms.agent_window import Ui_AgentWindow

LEFT_WIDTH, RIGHT_WIDTH, CENTRE_WIDTH, BAR_WIDTH = 256, 292, 480, 1000
"""At text scale 1. With less than CENTRE_WIDTH for the centre, the queue is away during a call, the note between calls."""


class Reflow(QObject):
    """Lays out the columns of the agent's window, and keeps what has the focus in sight."""

    def __init__(self, ui: Ui_AgentWindow) -> None:
        super().__init__(ui.page)
        self._ui = ui
        self.roomy_bar = True
        """Whether the top bar has room for what also stands elsewhere."""
        ui.centreScroll.verticalScrollBar().rangeChanged.connect(self._reveal)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_moved)

    def fit(self, scale: float, width: int, *, in_call: bool) -> None:
        """Columns grow more slowly than the text, so that the centre keeps the most."""
        grown = scale**0.75
        left, right = round(LEFT_WIDTH * grown), round(RIGHT_WIDTH * grown)
        narrow = width - left - right - 48 < CENTRE_WIDTH * grown
        ui = self._ui
        ui.leftScroll.setFixedWidth(left)
        ui.rightScroll.setFixedWidth(right)
        ui.leftScroll.setVisible(not narrow or not in_call)
        ui.rightScroll.setVisible(not narrow or in_call)
        self.roomy_bar = width >= BAR_WIDTH * grown
        ui.agentName.setVisible(self.roomy_bar)

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        for scroll in (self._ui.centreScroll, self._ui.leftScroll, self._ui.rightScroll):
            inside = scroll.widget()
            if new is not None and inside is not None and inside.isAncestorOf(new):
                scroll.ensureWidgetVisible(new, 0, 24)

    def _reveal(self) -> None:
        """The same button may have kept the focus while the page around it grew."""
        self._focus_moved(None, QApplication.focusWidget())
