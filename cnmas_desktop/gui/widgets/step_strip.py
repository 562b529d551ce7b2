"""Where the call stands: a bar and a name per step."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from cnmas_desktop.gui.theme import embolden
from cnmas_desktop.gui.widgets.layouts import clear
from cnmas_desktop.gui.widgets.text import label, set_property


class StepStrip(QWidget):
    """The steps of one call, those done, the one at hand, those to come."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout()
        self._row.setSpacing(4)
        self._where = label("strong", "", self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(self._row)
        column.addWidget(self._where)
        self._parts: list[tuple[QFrame, QLabel]] = []
        self._names: tuple[str, ...] = ()
        self._named = True
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
        said = QCoreApplication.translate("StepStrip", "Étape {at} sur {count} : {name}")
        here = said.format(at=at + 1, count=len(names), name=names[at]) if 0 <= at < len(names) else ""
        self.setAccessibleName(here)
        self._where.setText(here)
        self._fit()

    def set_named(self, named: bool) -> None:
        """Bars alone, where the room is needed for the sentence; a screen reader still hears the name."""
        if named != self._named:
            self._named = named
            self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(40, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where the names do not fit, the present step is named alone."""
        needed = sum(text.fontMetrics().horizontalAdvance(text.text()) + 14 for _, text in self._parts)
        roomy = needed <= self.width()
        for _, text in self._parts:
            text.setVisible(roomy and self._named)
        self._where.setVisible(self._named and not roomy and bool(self._where.text()))

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
