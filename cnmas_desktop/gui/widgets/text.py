"""Labels of plain text: whatever a file or a person brought is shown as it is, never read as markup."""

import re

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel, QWidget

from cnmas_desktop.gui.theme import embolden
from cnmas_desktop.gui.tokens import SEMI_BOLD_ROLES

LONGEST_WORD, PIECE = 28, 4
_LONG = re.compile(rf"\S{{{LONGEST_WORD + 1},}}")
_PIECE = re.compile(rf"\S{{{PIECE}}}(?=\S)")


_SET_APART = re.compile(r" (?=[?!:;»])|(?<=«) ")


def bound(text: str) -> str:
    """The same to the eye; no line begins with the mark that French sets apart by a space, nor ends with an opening one."""
    return _SET_APART.sub("\u00a0", text)


def breakable(text: str) -> str:
    """The same to the eye; a word as long as an address of mail may go on on the next line, where a label would widen the page for it: at
    nearly any letter, since in the type of a name even 28 wide ones are wider than the page."""
    return _LONG.sub(lambda long: _PIECE.sub(lambda piece: piece[0] + "\u200b", long[0]), text)


class Label(QLabel):
    """Plain text that remembers its heights: the layouts around a label ask some twenty times a step, and Qt sets the text anew each time."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._heights: dict[int, int] = {}

    def setText(self, text: str) -> None:
        if text != self.text():
            self._heights.clear()
            super().setText(text)

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self.ensurePolished()
            self._heights[width] = super().heightForWidth(width)
        return self._heights[width]

    def changeEvent(self, event: QEvent) -> None:
        self._heights.clear()
        super().changeEvent(event)


def label(role: str, text: str = "", parent: QWidget | None = None, *, wrap: bool = False) -> QLabel:
    """A plain-text label dressed for `role` (see resources/style/window.qss)."""
    made = Label(text, parent)
    made.setProperty("role", role)
    made.setWordWrap(wrap)
    if role in SEMI_BOLD_ROLES:
        embolden(made)
    return made


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Change a property that the style sheet reads, and let it be read again (only when it differs)."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
