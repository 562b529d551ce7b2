"""A part of a page that scrolls by itself, so that what stands around it stays in sight."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from cnmas_desktop.gui.widgets.layouts import box_of

FEWEST_LINES = 6


class Scrolled(QScrollArea):
    """Takes the place of `part` in its column; by keys it scrolls once it has the focus."""

    def __init__(self, part: QWidget, page: QWidget) -> None:
        """`page`: whose column holds `part`."""
        column = box_of(page)
        place = column.indexOf(part)
        super().__init__(page)
        self._page = page
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumHeight(FEWEST_LINES * self.fontMetrics().lineSpacing())
        column.removeWidget(part)
        self.setWidget(part)
        column.insertWidget(place, self, 100)
        self.verticalScrollBar().rangeChanged.connect(self._range_changed)

    def scrolls(self) -> bool:
        """Whether something of it is out of sight."""
        return self.verticalScrollBar().maximum() > 0

    def _range_changed(self, _low: int, high: int) -> None:
        self.setAccessibleName(self._page.accessibleName())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if high > 0 else Qt.FocusPolicy.NoFocus)
