"""The answers of a step as large buttons, and the rows « à tout moment »: a text, a hint, a key."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from cnmas_desktop.gui.theme import embolden
from cnmas_desktop.gui.widgets.key_cap import KeyCap, engraved
from cnmas_desktop.gui.widgets.layouts import box_of, outdent
from cnmas_desktop.gui.widgets.text import Label, set_property

RING = 2.5


@dataclass(frozen=True, slots=True)
class Answer:
    """What a `ChoiceButton` says. `code` is given back when it is pressed; `key` is its cap, perhaps none."""

    code: str
    text: str
    key: str = ""
    primary: bool = False
    destructive: bool = False
    enabled: bool = True


def numbered(choices: Iterable[tuple[str, str]], *, destructive: bool = False) -> list[Answer]:
    """(code, words) with the keys 1 to 9 in order; from the tenth on, no key."""
    return [Answer(code, text, str(place) if place < 10 else "", destructive=destructive) for place, (code, text) in enumerate(choices, 1)]


def _inner(text: str, mark: str, parent: QWidget) -> QLabel:
    made = Label(text, parent)
    made.setWordWrap(True)
    made.setProperty(mark, True)
    made.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return made


class _KeyedButton(QPushButton):
    """A push button whose content wraps: its height follows its width."""

    def __init__(self, key: str, text: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        self.setAccessibleName(text)
        self._describe(hint)
        self.cap = KeyCap(key, self)
        self.cap.setVisible(bool(key))
        self.text_label = _inner(text, "choiceText", self)
        self.hint_label = _inner(hint, "choiceHint", self)
        self.hint_label.setVisible(bool(hint))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _describe(self, hint: str = "") -> None:
        """For a screen reader: the hint, and the key that presses it."""
        key = engraved(self.key)
        self.setAccessibleDescription(f"{hint} ({key})" if hint and key else hint or key)

    def _texts(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addStretch()
        column.addWidget(self.text_label)
        column.addWidget(self.hint_label)
        column.addStretch()
        return column

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._describe(self.hint_label.text())

    def _polish_texts(self) -> None:
        for part in (self.cap, self.text_label, self.hint_label):
            part.style().unpolish(part)
            part.style().polish(part)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        inside = self.layout()
        return max(self.minimumHeight(), inside.heightForWidth(width) if inside else 0)

    def sizeHint(self) -> QSize:
        inside = self.layout()
        return inside.sizeHint().expandedTo(self.minimumSize()) if inside else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        inside = self.layout()
        return inside.minimumSize() if inside else super().minimumSizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter belongs to the window (it means "the primary answer"); Space presses the button in focus."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The first click was the answer; the page under the second is another step by then, which nobody has read."""
        event.accept()


class ChoiceButton(_KeyedButton):
    """One answer. `destructive` answers are never pressed by Enter, whatever has the focus."""

    def __init__(
        self, key: str, text: str, hint: str = "", *, primary: bool = False, destructive: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(key, text, hint, parent)
        self.destructive = destructive
        self.setProperty("choice", True)
        self.setProperty("primary", primary)
        self.setProperty("marked", False)
        row = QHBoxLayout(self)
        row.setContentsMargins(19, 9, 19, 9)
        row.setSpacing(12)
        row.addWidget(self.cap)
        row.addLayout(self._texts(), 1)
        self.setMinimumHeight(60)
        embolden(self.text_label, 500)

    def make_small(self) -> None:
        """For short words, many in a row."""
        self.setProperty("small", True)
        row = box_of(self)
        row.setContentsMargins(14, 7, 10, 7)
        row.setSpacing(8)
        self.setMinimumHeight(44)

    def become(self, answer: Answer) -> None:
        """Turn into another answer: cheaper than a new button, and the next step is on screen sooner."""
        self.key = answer.key
        self.destructive = answer.destructive
        self.cap.setText(answer.key)
        self.cap.setVisible(bool(answer.key))
        self.text_label.setText(answer.text)
        self.setAccessibleName(answer.text)
        self._describe()
        self.setEnabled(answer.enabled)
        self.mark(False)
        if self.property("primary") != answer.primary:
            set_property(self, "primary", answer.primary)
            self._polish_texts()

    def mark(self, marked: bool) -> None:
        """Show it as the one chosen."""
        if self.property("marked") != marked:
            set_property(self, "marked", marked)
            self._polish_texts()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The focus ring lies outside the button, with a gap, so that it is seen on the filled one too."""
        super().paintEvent(event)
        if self.hasFocus():
            with QPainter(self) as painter:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Accent), RING))
                half = RING / 2
                painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), 11, 11)


INSET = 6
"""Between the ring of a row's focus and its words."""


class RowButton(_KeyedButton):
    """A quiet line with its key at the right end."""

    def __init__(self, key: str, text: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(key, text, hint, parent)
        self.setProperty("row", True)
        row = QHBoxLayout(self)
        row.setContentsMargins(INSET, 4, INSET, 4)
        row.setSpacing(8)
        row.addLayout(self._texts(), 1)
        row.addWidget(self.cap)
        self.setMinimumHeight(31)
        policy = self.sizePolicy()
        policy.setVerticalPolicy(QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)

    def join(self, column: QBoxLayout) -> None:
        """Stand in `column`, the words under what stands above them and the ring of the focus around them."""
        column.addWidget(self)
        self._place = outdent(column, self, INSET)

    def become(self, key: str, text: str) -> None:
        """Turn into another line."""
        if (key, text) == (self.key, self.text_label.text()):
            return
        self.key = key
        self.cap.setText(key)
        self.cap.setVisible(bool(key))
        self.text_label.setText(text)
        self.setAccessibleName(text)
        self._describe()
