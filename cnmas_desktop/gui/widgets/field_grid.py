"""The fields of a person that may be seen now: a small name over its value."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from cnmas_desktop.gui.widgets.layouts import FlowLayout, clear
from cnmas_desktop.gui.widgets.text import label


class FieldGrid(QWidget):
    """Shows pairs (name, value). Values are data: plain text, selectable for copying aloud, never markup."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self)
        self._shown: tuple[tuple[str, str], ...] = ()
        self._sealed = ""
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_fields(self, fields: Sequence[tuple[str, str]], sealed: str = "") -> None:
        """Replace what is shown; the same again changes nothing. `sealed` says what is not open yet."""
        if (tuple(fields), sealed) == (self._shown, self._sealed):
            return
        self._shown, self._sealed = tuple(fields), sealed
        clear(self._flow)
        for name, value in fields:
            self._flow.addWidget(self._pair(name, value))
        if sealed:
            self._flow.addWidget(label("sealed", sealed, self))
        self.setVisible(bool(fields) or bool(sealed))
        self.updateGeometry()

    def values(self) -> dict[str, str]:
        """What is on the screen, by name."""
        return dict(self._shown)

    def _pair(self, name: str, value: str) -> QWidget:
        pair = QWidget(self)
        column = QVBoxLayout(pair)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        caption: QLabel = label("caption", name, pair)
        shown = label("value", value, pair, wrap=len(value) > 60)
        caption.setBuddy(shown)
        column.addWidget(caption)
        column.addWidget(shown)
        return pair
