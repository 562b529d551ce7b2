"""The one top-level window: it shows one page at a time, and a line over it when something of ours broke."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from cnmas_desktop.gui.widgets.banner import Banner

WIDTH, HEIGHT = 1366, 768


class Frame(QWidget):
    """`painted` once, after the first paint; `closed` when the person closes the window."""

    painted = Signal()
    closed = Signal()
    system_changed = Signal()
    """The system's own look, its text size perhaps."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")  # the ground of resources/style/window.qss
        self.setWindowTitle("CNMAS")
        self.pages = QStackedWidget(self)
        self.pages.setObjectName("pages")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.pages)
        self._fault: Banner | None = None
        self._painted = False
        self.resize(WIDTH, HEIGHT)

    def turn_to(self, page: QWidget) -> None:
        """Show `page`, and let go of the others but the first."""
        self.lay_over(page)
        others = [self.pages.widget(place) for place in range(1, self.pages.count())]
        for other in others:
            if other is not None and other is not page:
                self.pages.removeWidget(other)
                other.deleteLater()

    def lay_over(self, page: QWidget) -> None:
        """Show `page` over the one that is shown, which `turn_to` brings back as it was."""
        if self.pages.currentWidget() is page:
            return
        self.close_popups()
        if self.pages.indexOf(page) < 0:
            self.pages.addWidget(page)
        self.pages.setCurrentWidget(page)

    def say_fault(self, sentence: str) -> None:
        """Say, over any page, that something of ours broke; an empty sentence takes the line away."""
        from cnmas_desktop.gui.widgets.banner import Banner

        if self._fault is None:
            self._fault = Banner(self)
            self._fault.acted.connect(lambda: self.say_fault(""))
            self._column.insertWidget(0, self._fault)
        self._fault.say(sentence, "error", button=self.tr("Compris") if sentence else "")

    @staticmethod
    def close_popups() -> None:
        """A calendar, a list or a dialog in front must not stay over another page."""
        while (popup := QApplication.activePopupWidget() or QApplication.activeModalWidget()) is not None:
            if not popup.close():
                return

    def raise_up(self) -> None:
        """Come to the front."""
        if self.isMinimized():
            self.showNormal()
        self.raise_()
        self.activateWindow()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            self.painted.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ThemeChange:
            self.system_changed.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closed.emit()
        super().closeEvent(event)
