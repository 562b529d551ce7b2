"""The fields of a person that may be seen now: a small name over its value."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from cnmas_desktop.gui.widgets.layouts import FlowLayout
from cnmas_desktop.gui.widgets.text import breakable, label


class FieldGrid(QWidget):
    """Shows pairs (name, value). Values are data: plain text, selectable for copying aloud, never markup."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self)
        self._shown: tuple[tuple[str, str], ...] = ()
        self._sealed = ""
        self._pairs: list[tuple[QWidget, QLabel, QLabel]] = []
        self._away = False
        self._seal = label("sealed", "", self)
        self._flow.addWidget(self._seal)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_fields(self, fields: Sequence[tuple[str, str]], sealed: str = "") -> None:
        """Replace what is shown; the same again changes nothing. `sealed` says what is not open yet."""
        if (tuple(fields), sealed) == (self._shown, self._sealed):
            return
        if tuple(fields) != self._shown:
            self._fill(fields)
        self._shown, self._sealed = tuple(fields), sealed
        self._seal.setText(sealed)
        self._seal.setVisible(bool(sealed))
        self._show_or_hide()
        self.updateGeometry()

    def _fill(self, fields: Sequence[tuple[str, str]]) -> None:
        if len(self._pairs) < len(fields):
            self._flow.removeWidget(self._seal)
            while len(self._pairs) < len(fields):
                self._pairs.append(self._pair())
            self._flow.addWidget(self._seal)
        for (pair, caption, shown), (name, value) in zip(self._pairs, fields, strict=False):
            caption.setText(name)
            shown.setText(breakable(value))
            shown.setAccessibleName(value)
            shown.setWordWrap(len(value) > 60)
            pair.setVisible(True)
        for pair, _caption, _shown in self._pairs[len(fields) :]:
            pair.setVisible(False)

    def put_away(self, away: bool) -> None:
        """Whether the room is needed for something else."""
        if away != self._away:
            self._away = away
            self._show_or_hide()

    def _show_or_hide(self) -> None:
        self.setVisible(not self._away and (bool(self._shown) or bool(self._sealed)))

    def values(self) -> dict[str, str]:
        """What is on the screen, by name."""
        return dict(self._shown)

    def _pair(self) -> tuple[QWidget, QLabel, QLabel]:
        """Kept from case to case: cheaper than new ones."""
        pair = QWidget(self)
        column = QVBoxLayout(pair)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        caption: QLabel = label("caption", "", pair)
        shown = label("value", "", pair)
        caption.setBuddy(shown)
        column.addWidget(caption)
        column.addWidget(shown)
        self._flow.addWidget(pair)
        caption.ensurePolished()
        shown.ensurePolished()
        return pair, caption, shown
