"""The three zones share the width there is; where it is short, what is secondary gives way to the sentence and the answers."""

from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtWidgets import QApplication, QWidget

from cnmas_desktop.gui.agent.call_area import CallArea
from cnmas_desktop.gui.forms.agent_window import Ui_AgentWindow
from cnmas_desktop.gui.widgets.layouts import box_of

LEFT_WIDTH, RIGHT_WIDTH, CENTRE_WIDTH, CENTRE_MOST, BAR_WIDTH = 256, 292, 480, 1000, 1000
"""At text scale 1. With less than CENTRE_WIDTH for the centre, the queue is away during a call, the note between calls; where even
one column is too many, it stands under the step. Beyond CENTRE_MOST a line is too long to read aloud: the three stand in the middle."""
GAP = 12


class Reflow(QObject):
    """Lays out the columns of the agent's window, and keeps what has the focus in sight."""

    def __init__(self, ui: Ui_AgentWindow, area: CallArea, queue: QWidget, side: QWidget) -> None:
        super().__init__(ui.page)
        self._ui, self._area, self._queue, self._side = ui, area, queue, side
        self.roomy_bar = True
        """Whether the top bar has room for what also stands elsewhere."""
        self._stacked = False
        ui.centreScroll.verticalScrollBar().rangeChanged.connect(self._reveal)
        ui.centreScroll.viewport().installEventFilter(self)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_moved)

    def fit(self, scale: float, width: int, *, in_call: bool) -> None:
        """Columns grow more slowly than the text, so that the centre keeps the most."""
        grown = scale**0.75
        left, right, centre = (round(part * grown) for part in (LEFT_WIDTH, RIGHT_WIDTH, CENTRE_WIDTH))
        narrow = width - left - right - 4 * GAP < centre
        self._stack(stacked=width - max(left, right) - 3 * GAP < centre)
        ui = self._ui
        ui.leftScroll.setFixedWidth(left)
        ui.rightScroll.setFixedWidth(right)
        ui.leftScroll.setVisible(not self._stacked and (not narrow or not in_call))
        ui.rightScroll.setVisible(not self._stacked and (not narrow or in_call))
        self._queue.setVisible(not self._stacked or not in_call)
        beside = max(GAP, (width - left - right - 2 * GAP - round(CENTRE_MOST * scale)) // 2)
        margins = box_of(ui.columns).contentsMargins()
        box_of(ui.columns).setContentsMargins(beside, margins.top(), beside, margins.bottom())
        self.roomy_bar = width >= BAR_WIDTH * grown
        ui.agentName.setVisible(self.roomy_bar)
        ui.brand.setVisible(self.roomy_bar)
        ui.lastSyncText.setVisible(self.roomy_bar)
        self._area.limit(scale)
        self._area.fit(self._room())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self._room() != self._area.room:
            self._area.fit(self._room())
        return False

    def _room(self) -> QSize:
        """What is seen of the centre, as wide as without its scroll bar: the bar that comes and goes must not change what it follows."""
        scroll = self._ui.centreScroll
        return QSize(scroll.width(), scroll.viewport().height())

    def _stack(self, *, stacked: bool) -> None:
        if stacked == self._stacked:
            return
        self._stacked = stacked
        ui = self._ui
        for part, home in ((self._queue, ui.leftColumn), (self._side, ui.rightColumn)):
            box_of(ui.centre if stacked else home).addWidget(part)

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        for scroll in (self._ui.centreScroll, self._ui.leftScroll, self._ui.rightScroll):
            inside = scroll.widget()
            if new is not None and inside is not None and inside.isAncestorOf(new):
                scroll.ensureWidgetVisible(new, 0, 24)

    def _reveal(self) -> None:
        """The same button may have kept the focus while the page around it grew."""
        self._focus_moved(None, QApplication.focusWidget())
