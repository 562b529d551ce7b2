"""A short state in the top bar."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QWidget

from cnmas_desktop.gui.theme import embolden
from cnmas_desktop.gui.widgets.text import set_property

LEAST_LETTERS = 16
"""Letters of a pill's button that are shown even where room is short."""


class Pill(QLabel):
    """A text on a tinted ground, never cut; hidden while it has nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("pill", True)
        self.setProperty("tone", "neutral")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._whole = ""
        self._least = 0
        embolden(self)

    def give_way(self, letters: int) -> None:
        """Where room is short the text goes on below, in lines of as many letters at least."""
        self._least = letters
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)

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
        self._break()

    def sizeHint(self) -> QSize:
        return QSize(2 + self._around() + self._advance(self._whole), self._height(1))

    def minimumSizeHint(self) -> QSize:
        whole = self.sizeHint()
        return QSize(min(whole.width(), self._around() + self._longest()), whole.height()) if self._least else whole

    def hasHeightForWidth(self) -> bool:
        return self._least > 0

    def heightForWidth(self, width: int) -> int:
        return self._height(len(self._lines(width)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._break()

    def _longest(self) -> int:
        """Of what stays on a line."""
        letters = self._least * self.fontMetrics().averageCharWidth()
        return max(letters, *(self._advance(word) for word in self._whole.split()), 0)

    def _height(self, lines: int) -> int:
        return super().sizeHint().height() + (lines - 1 - self.text().count("\n")) * self.fontMetrics().lineSpacing()

    def _around(self) -> int:
        return super().sizeHint().width() - max(map(self._advance, self.text().split("\n")))

    def _advance(self, text: str) -> int:
        return self.fontMetrics().horizontalAdvance(text)

    def _lines(self, width: int) -> list[str]:
        room, lines = width - self._around(), [""]
        if not self._least or self._advance(self._whole) <= room:
            return [self._whole]
        for word in self._whole.split(" "):
            longer = f"{lines[-1]} {word}".lstrip()
            if lines[-1] and self._advance(longer) > room:
                lines.append(word)
            else:
                lines[-1] = longer
        return lines

    def _break(self) -> None:
        shown = "\n".join(self._lines(self.width())) if self.isVisible() else self._whole
        if shown != self.text():
            self.setText(shown)


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
