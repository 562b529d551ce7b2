"""Pages one behind the other, as high as the one in front."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

Height = Callable[[int], int]
"""Of a page, for a width."""


def whole_height(page: QWidget, width: int) -> int:
    """At which everything of `page` shows as it would like to."""
    layout = page.layout()
    if layout is None:
        return page.sizeHint().height()
    return layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.totalSizeHint().height()


def least_height(page: QWidget, width: int) -> int:
    """At which every text of `page` shows; what can scroll inside itself does."""
    layout = page.layout()
    if layout is None:
        return page.minimumSizeHint().height()
    return layout.totalMinimumHeightForWidth(width) if layout.hasHeightForWidth() else layout.totalMinimumSize().height()


class Pages(QWidget):
    """Qt's own stack is as high as the highest of its pages, and does not know how their height follows the width."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heights: dict[QWidget, Height] = {}
        self._front: QWidget | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def front(self) -> QWidget | None:
        """The page that is seen."""
        return self._front

    def add(self, page: QWidget, *, scrolls: bool = False) -> None:
        """`scrolls`: what can be scrolled in it gives way before the page does."""
        page.setParent(self)
        page.hide()
        measure = least_height if scrolls else whole_height
        self._heights[page] = lambda width: measure(page, width)

    def bring(self, page: QWidget) -> None:
        """Put `page` in front."""
        if page is self._front:
            return
        before, self._front = self._front, page
        page.setGeometry(self.rect())
        page.show()
        if before is not None:
            before.hide()
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._heights[self._front](width) if self._front is not None else 0

    def sizeHint(self) -> QSize:
        return self._front.sizeHint() if self._front is not None else QSize()

    def minimumSizeHint(self) -> QSize:
        return self._front.minimumSizeHint() if self._front is not None else QSize()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._front is not None:
            self._front.setGeometry(self.rect())

    def event(self, event: QEvent) -> bool:
        """The page in front asks for another height."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return done
