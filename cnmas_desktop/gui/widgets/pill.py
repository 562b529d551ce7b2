"""A short state in the top bar."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QWidget

from cnmas_desktop.gui.theme import embolden
from cnmas_desktop.gui.widgets.text import set_property

LEAST_LETTERS = 16
"""Letters of a pill's button that are shown even where room is short."""


class Pill(QLabel):
    """A text on a tinted ground; hidden while it has nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("pill", True)
        self.setProperty("tone", "neutral")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._whole = ""
        self.least = 12
        """Letters that are shown even where room is short."""
        embolden(self)

    def say(self, text: str, tone: str = "neutral") -> None:
        """`tone`: neutral, info, success, warning or error; the text alone tells the state."""
        if (text, tone) == (self._whole, self.property("tone")) and self.isHidden() is not bool(text):
            return
        set_property(self, "tone", tone)
        self._whole = text
        self.setAccessibleName(text)
        self.setToolTip(text)
        self.setVisible(bool(text))
        self.updateGeometry()
        self._elide()

    def sizeHint(self) -> QSize:
        shown = super().sizeHint()
        return QSize(2 + shown.width() + self._advance(self._whole) - self._advance(self.text()), shown.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), self.least * self.fontMetrics().averageCharWidth()), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _advance(self, text: str) -> int:
        return self.fontMetrics().horizontalAdvance(text)

    def _elide(self) -> None:
        around = self.sizeHint().width() - 2 - self._advance(self._whole)
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, max(self.width() - around, 0))
        if self.isVisible() and shown != self.text():
            self.setText(shown)
        elif not self.isVisible():
            self.setText(self._whole)


class PillButton(QPushButton):
    """A pill that can be pressed; where room is short its end gives way, the tooltip and a screen reader have the whole."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._whole, self._kept = "", 0

    def keep(self, width: int) -> None:
        """Up to so many pixels, other pills give way first."""
        if width != self._kept:
            self._kept = width
            self.updateGeometry()

    def say(self, text: str, tone: str) -> None:
        """As `Pill.say`."""
        set_property(self, "tone", tone)
        if text != self._whole:
            self._whole = text
            self.setAccessibleName(text)
            self.setToolTip(text)
            self.updateGeometry()
        self._elide()

    def sizeHint(self) -> QSize:
        shown = super().sizeHint()
        return QSize(2 + self._around() + self._advance(self._whole), shown.height())

    def minimumSizeHint(self) -> QSize:
        least = self._around() + LEAST_LETTERS * self.fontMetrics().averageCharWidth()
        return QSize(min(self.sizeHint().width(), max(least, self._kept)), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _around(self) -> int:
        return super().sizeHint().width() - self._advance(self.text())

    def _advance(self, text: str) -> int:
        return self.fontMetrics().horizontalAdvance(text)

    def _elide(self) -> None:
        room = self.width() - self._around() if self.isVisible() else self._advance(self._whole)
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, max(room, 0))
        if shown != self.text():
            self.setText(shown)
