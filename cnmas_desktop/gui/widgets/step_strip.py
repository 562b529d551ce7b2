"""Where the call stands: a bar and a name per step."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from cnmas_desktop.gui.theme import embolden
from cnmas_desktop.gui.widgets.layouts import clear
from cnmas_desktop.gui.widgets.text import set_property


class StepStrip(QWidget):
    """The steps of one call, those done, the one at hand, those to come."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(4)
        self._parts: list[tuple[QFrame, QLabel]] = []
        self._names: tuple[str, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_steps(self, names: Sequence[str], at: int) -> None:
        """`at` is the place of the present step in `names`; −1 when the call has not begun."""
        if tuple(names) != self._names:
            self._rebuild(tuple(names))
        for place, (bar, text) in enumerate(self._parts):
            state = "done" if place < at else "now" if place == at else "todo"
            set_property(bar, "step", state)
            if text.property("step") != state:
                set_property(text, "step", state)
                embolden(text, 600 if state == "now" else 400)
        if 0 <= at < len(names):
            self.setAccessibleName(
                QCoreApplication.translate("StepStrip", "Étape {at} sur {count} : {name}").format(
                    at=at + 1, count=len(names), name=names[at]
                )
            )

    def _rebuild(self, names: tuple[str, ...]) -> None:
        clear(self._row)
        self._parts = []
        self._names = names
        for name in names:
            part = QWidget(self)
            column = QVBoxLayout(part)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(6)
            bar = QFrame(part)
            bar.setFixedHeight(4)
            text = QLabel(name, part)
            text.setTextFormat(Qt.TextFormat.PlainText)
            text.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(bar)
            column.addWidget(text)
            self._row.addWidget(part, 1)
            self._parts.append((bar, text))
