"""The three zones share the width there is; where it is short, what is secondary gives way to the sentence and the answers."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from cnmas_desktop.gui.agent.call_area import CallArea
from cnmas_desktop.gui.agent.side_column import SideColumn
from cnmas_desktop.gui.forms.agent_window import Ui_AgentWindow
from cnmas_desktop.gui.widgets.layouts import box_of

LEFT_WIDTH, RIGHT_WIDTH, CENTRE_WIDTH, CENTRE_MOST, BAR_WIDTH, NAMED_BAR, CAMPAIGN_BAR = 256, 292, 480, 1000, 1000, 1200, 900
"""At text scale 1. With less than CENTRE_WIDTH for the centre, the queue is away during a call, the note between calls; where even
one column is too many, it stands under the step. Beyond CENTRE_MOST a line is too long to read aloud: the three stand in the middle.
Below NAMED_BAR the top bar gives up the names that everybody knows, so that what waits to be sent is read whole; below BAR_WIDTH what also
stands elsewhere, below CAMPAIGN_BAR the campaign, which then stands in the status line."""
GAP = 12
"""Between the columns and around them. The bar of a column that scrolls lies in the gap beside it, so that it takes nothing of its width:
a word that went to another line because of the bar would be what makes the bar needed."""


MOST_LOOKS = 64


class Reflow(QObject):
    """Lays out the columns of the agent's window, and keeps what has the focus in sight."""

    def __init__(self, ui: Ui_AgentWindow, area: CallArea, queue: QWidget, side: SideColumn) -> None:
        super().__init__(ui.page)
        self._ui, self._area, self._queue, self._side = ui, area, queue, side
        self.roomy_bar = True
        """Whether the top bar has room for what also stands elsewhere."""
        self.lowered = False
        """Whether the campaign stands in the status line, which then has no room for when something was saved."""
        self._stacked = False
        self._short: dict[tuple[object, ...], bool] = {}
        """Whether the right column was too short, by what stood in it and where."""
        for scroll in self._columns():
            scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
            bar = scroll.verticalScrollBar()
            bar.rangeChanged.connect(lambda _low, high, bar=bar: bar.setEnabled(high > 0))
        ui.centreScroll.verticalScrollBar().rangeChanged.connect(self._reveal)
        ui.centreScroll.viewport().installEventFilter(self)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_moved)

    def fit(self, scale: float, width: int, *, in_call: bool) -> None:
        """The width of the three and the height of the step; columns grow more slowly than the text, so that the centre keeps the most."""
        grown = scale**0.75
        left, right, centre = (round(part * grown) for part in (LEFT_WIDTH, RIGHT_WIDTH, CENTRE_WIDTH))
        narrow = width - left - right - 4 * GAP < centre
        self._stack(stacked=width - max(left, right) - 3 * GAP < centre)
        ui = self._ui
        bar = ui.centreScroll.verticalScrollBar().sizeHint().width()
        ui.leftScroll.setFixedWidth(left + bar)
        ui.rightScroll.setFixedWidth(right + bar)
        ui.leftScroll.setVisible(not self._stacked and (not narrow or not in_call))
        ui.rightScroll.setVisible(not self._stacked and (not narrow or in_call))
        self._queue.setVisible(not self._stacked or not in_call)
        beside = max(GAP, (width - left - right - 2 * GAP - round(CENTRE_MOST * scale)) // 2)
        columns, margins = box_of(ui.columns), box_of(ui.columns).contentsMargins()
        if columns.spacing() != GAP - bar:  # else the whole window would be laid out
            columns.setSpacing(GAP - bar)
        columns.setContentsMargins(beside, margins.top(), beside - bar, margins.bottom())
        self.roomy_bar = width >= BAR_WIDTH * scale
        for name in (ui.brand, ui.agentName):
            name.setVisible(width >= NAMED_BAR * scale)
        self._lower_campaign(lowered=width < CAMPAIGN_BAR * scale)
        ui.syncPill.keep(width * 11 // 20)
        ui.lastSyncText.setVisible(self.roomy_bar)
        self._area.limit(scale)
        self._fit_area()

    def fit_side(self) -> None:
        """Once the right column shows what it has to."""
        self._side.spare(self._stacked or self._too_short(self._room().height()))
        _come_to_rest(self._side, self._ui.centre if self._stacked else self._ui.rightColumn)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self._room() != self._area.room:
            self._fit_area()
            self.fit_side()
        return False

    def _fit_area(self) -> None:
        """What stands under the step is under the screenful that it fills."""
        room = self._room()
        self._area.setMinimumHeight(room.height() if self._stacked else 0)
        self._area.fit(room)
        _come_to_rest(self._area, self._ui.centre)

    def _too_short(self, room: int) -> bool:
        """Whether the right column has not the room for everything. Each of its few looks is measured once: to be measured whole it must
        be shown whole."""
        width = self._ui.rightScroll.width()
        look = room, width, self._side.font().key(), self._side.content()
        known = self._short.get(look)
        if known is None:
            self._side.spare(False)
            known = self._side.heightForWidth(width) > room
            if self._side.isVisible():  # else it may not be dressed yet
                if len(self._short) == MOST_LOOKS:
                    self._short.clear()
                self._short[look] = known
        return known

    def _room(self) -> QSize:
        """What is seen of the centre."""
        return self._ui.centreScroll.viewport().size()

    def _columns(self) -> tuple[QScrollArea, ...]:
        return self._ui.leftScroll, self._ui.centreScroll, self._ui.rightScroll

    def _stack(self, *, stacked: bool) -> None:
        if stacked == self._stacked:
            return
        self._stacked = stacked
        ui = self._ui
        for part, home in ((self._queue, ui.leftColumn), (self._side, ui.rightColumn)):
            box_of(ui.centre if stacked else home).addWidget(part)

    def _lower_campaign(self, *, lowered: bool) -> None:
        """The name of the campaign goes where there is still room."""
        if lowered != self.lowered:
            self.lowered = lowered
            bar, place = (self._ui.statusLine, 0) if lowered else (self._ui.topBar, 1)
            box_of(bar).insertWidget(place, self._ui.campaignPill, alignment=Qt.AlignmentFlag.AlignVCenter)

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Shown as near the top of its column as can be: what is above it, the sentence to say, is not scrolled away for nothing."""
        body = self._area.body()
        if body is not None:
            body.reveal(new)
        for scroll in self._columns():
            inside = scroll.widget()
            if new is not None and inside is not None and inside.isAncestorOf(new):
                scroll.verticalScrollBar().setValue(0)
                scroll.ensureWidgetVisible(new, 0, 24)

    def _reveal(self) -> None:
        """The same button may have kept the focus while the page around it grew."""
        self._focus_moved(None, QApplication.focusWidget())


def _come_to_rest(part: QWidget, column: QWidget) -> None:
    """Now, in one step: Qt would lay out part after part, with a picture between them in which all stands a few pixels lower. What is inside
    first: to show a part lays it out at once, at a degree that was only tried, and no later event need come."""
    box_of(part).activate()
    box_of(column).activate()
    QCoreApplication.sendEvent(column, QEvent(QEvent.Type.LayoutRequest))
