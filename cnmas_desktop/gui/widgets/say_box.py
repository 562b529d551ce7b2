"""The sentence to say, in the largest type of the window."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from cnmas_desktop.gui.widgets.sentence import Sentence
from cnmas_desktop.gui.widgets.text import label

LONG_TEXT = 420
"""Characters above which the sentence is set one size smaller: still large, and less to scroll."""


FEWEST_LINES = 5


class SayBox(QFrame):
    """A caption and a sentence. A sentence longer than the box scrolls, and then takes the focus by Tab."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._most = 0
        self.setProperty("saybox", True)
        self.caption = label("sayCaption", "", self, wrap=True)
        self.text = Sentence("say")
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self.text)
        self._scroll.setAccessibleName(self.tr("Phrase à dire"))
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(22, 14, 18, 14)
        column.setSpacing(4)
        column.addWidget(self.caption)
        column.addWidget(self._scroll, 100)
        column.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._scroll.verticalScrollBar().rangeChanged.connect(self._range_changed)

    def say(self, text: str, caption: str = "") -> None:
        """Show the sentence from its beginning, under what it is (« À dire — mention d'information, version 3 »)."""
        self.caption.setText(caption.upper())
        self.caption.setAccessibleName(caption)
        self.caption.setVisible(bool(caption))
        self.text.set_role("say" if len(text) <= LONG_TEXT else "sayLong")
        self.text.setText(text)
        self._scroll.verticalScrollBar().setValue(0)
        self._fit()

    def add_below(self, part: QWidget) -> None:
        """Put `part` right under the sentence."""
        self._column.insertWidget(self._column.count() - 1, part)

    def set_compact(self, most: int) -> None:
        """Take the height of the sentence, at most `most` pixels, instead of all the room there is."""
        self._most = most
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def wanted_height(self, width: int) -> int:
        """The height at which the whole sentence shows."""
        around = self._column.contentsMargins()
        room = width - around.left() - around.right()
        rest = [part for part in (self.caption, *self.findChildren(QLabel, "extra")) if not part.isHidden()]
        extra = sum(part.heightForWidth(room) + 4 for part in rest)
        return self.text.heightForWidth(room) + extra + self._column.spacing() + around.top() + around.bottom()

    def _fit(self) -> None:
        wanted = self.wanted_height(self.width())
        around = self._column.contentsMargins()
        self._scroll.setMaximumHeight(self.text.heightForWidth(self.width() - around.left() - around.right()))
        if self._most:
            self.setFixedHeight(min(wanted, self._most))
        else:
            self.setMinimumHeight(min(wanted, FEWEST_LINES * self.text.fontMetrics().lineSpacing() + 40))

    def _range_changed(self, _low: int, high: int) -> None:
        self._scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus if high > 0 else Qt.FocusPolicy.NoFocus)
