"""The sentence to say, in the largest type of the window."""

from PySide6.QtCore import QLocale, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from cnmas_desktop.gui.widgets.sentence import PITCH, Sentence
from cnmas_desktop.gui.widgets.text import label, set_property

SPOKEN = QLocale(QLocale.Language.French)
"""What is said to the person is French in every window; a screen reader is told so."""

LONG_TEXT = 420
"""Characters above which the sentence is set one size smaller: still large, and less to scroll."""


FEWEST_LINES, FEWEST_SMALL, FEWEST_ABOVE = 5, 3, 2
"""Held in sight of a sentence that scrolls, in its usual size, in the small one and in a panel that scrolls."""
SMALL_PITCH = 1.3
"""Times the size of the type, where the sentence is set smaller for want of room."""


class Sight(QScrollArea):
    """Asks for no height of its own: what is to be held in sight is the box's to say, and Qt would ask for the page to scroll instead."""

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), 0)


class SayBox(QFrame):
    """A caption and a sentence. A sentence longer than the box scrolls, and then takes the focus by Tab."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._most = 0
        self._whole, self._small = False, False
        self._below: list[QWidget] = []
        self.setProperty("saybox", True)
        self.caption = label("sayCaption", "", self, wrap=True)
        self.text = Sentence("say")
        self.text.setLocale(SPOKEN)
        self._scroll = Sight(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self.text)
        self._scroll.setAccessibleName(self.tr("Phrase à dire"))
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = self._column = QVBoxLayout(self)
        column.setSpacing(4)
        column.addWidget(self.caption)
        column.addWidget(self._scroll, 100)
        column.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._choose_size()
        self._scroll.verticalScrollBar().rangeChanged.connect(self._range_changed)

    def say(self, text: str, caption: str = "") -> None:
        """Show the sentence from its beginning, under what it is (« À dire — mention d'information, version 3 »)."""
        self.caption.setText(caption.upper())
        self.caption.setAccessibleName(caption)
        self.caption.setVisible(bool(caption))
        self.text.setText(text)
        self._choose_size()
        self._scroll.verticalScrollBar().setValue(0)
        self._fit()

    def add_below(self, part: QWidget) -> None:
        """Put `part` right under the sentence."""
        self._below.append(part)
        self._column.insertWidget(self._column.count() - 1, part)

    def set_quiet(self, quiet: bool) -> None:
        """An instruction to the agent, not a sentence to say: without its colour, and in the language of the window."""
        if quiet is not self.property("quiet"):
            set_property(self, "quiet", quiet)
            self.text.setLocale(QLocale() if quiet else SPOKEN)

    def set_small(self, small: bool) -> None:
        """One size smaller, where the sentence would have to scroll otherwise."""
        if small != self._small:
            self._small = small
            self._choose_size()
            self._fit()

    def set_whole(self, whole: bool) -> None:
        """Whether the whole sentence is held in sight; else it keeps a few lines and scrolls."""
        if whole != self._whole:
            self._whole = whole
            self._fit()

    def set_compact(self, most: int) -> None:
        """Take the height of the sentence, at most `most` pixels, instead of all the room there is."""
        self._most = most
        self._fit()

    def few_lines(self) -> int:
        """The height of the few lines that are held in sight above what is answered in a panel that scrolls."""
        return self.wanted_height(self.width()) - self._whole_text() + round(FEWEST_ABOVE * self.text.pitch())

    def _whole_text(self) -> int:
        around = self._column.contentsMargins()
        return self.text.heightForWidth(self.width() - around.left() - around.right())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def wanted_height(self, width: int) -> int:
        """The height at which the whole sentence shows."""
        around = self._column.contentsMargins()
        room = width - around.left() - around.right()
        rest = [part for part in (self.caption, *self._below) if not part.isHidden()]
        extra = sum(part.heightForWidth(room) + 4 for part in rest)
        return self.text.heightForWidth(room) + extra + self._column.spacing() + around.top() + around.bottom()

    def _fit(self) -> None:
        wanted = self.wanted_height(self.width())
        self._scroll.setMaximumHeight(self._whole_text())
        if self._most:
            self.setFixedHeight(min(wanted, self._most))
        else:
            few = (FEWEST_SMALL if self._small else FEWEST_LINES) * self.text.fontMetrics().lineSpacing() + 40
            self.setMinimumHeight(wanted if self._whole else min(wanted, few))

    def _choose_size(self) -> None:
        self.text.set_pitch(SMALL_PITCH if self._small else PITCH)
        above = 8 if self._small else 14
        self._column.setContentsMargins(22, above, 18, above)
        self.text.set_role("sayLong" if self._small or len(self.text.text()) > LONG_TEXT else "say")

    def _range_changed(self, _low: int, high: int) -> None:
        self._scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus if high > 0 else Qt.FocusPolicy.NoFocus)
