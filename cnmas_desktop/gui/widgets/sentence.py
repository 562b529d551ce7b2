"""A plain text set with open lines: what is read aloud, at arm's length, a hundred times a day."""

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from cnmas_desktop.gui.widgets.text import bound, set_property

PITCH = 1.42
"""Times the size of the type; a label would give about 1.2."""

MOST_LAYOUTS = 8
"""A window asks for the same few widths again and again while it lays itself out."""


class Sentence(QLabel):
    """A label whose lines stand further apart than a label's can; a screen reader reads it as any label."""

    def __init__(self, role: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)  # a label forgets that its height follows its width unless it wraps
        self.setProperty("role", role)
        self._pitch = PITCH
        self._layouts: dict[int, tuple[QTextLayout, float]] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def setText(self, text: str) -> None:
        self._layouts.clear()
        super().setText(text)

    def changeEvent(self, event: QEvent) -> None:
        """Another type, perhaps."""
        self._layouts.clear()
        super().changeEvent(event)

    def set_role(self, role: str) -> None:
        """Another size of type."""
        set_property(self, "role", role)
        self.updateGeometry()

    def set_pitch(self, pitch: float) -> None:
        """Another distance between lines, in sizes of the type."""
        if pitch != self._pitch:
            self._pitch = pitch
            self._layouts.clear()
            self.updateGeometry()

    def pitch(self) -> float:
        """From line to line, in pixels."""
        self.ensurePolished()
        return self.font().pixelSize() * self._pitch

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(self._set(width)[1])

    def sizeHint(self) -> QSize:
        width = max(self.width(), 200)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        layout, _ = self._set(self.width())
        with QPainter(self) as painter:
            painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
            layout.draw(painter, QPointF(0, 0))

    def _set(self, width: int) -> tuple[QTextLayout, float]:
        if width in self._layouts:
            return self._layouts[width]
        self.ensurePolished()
        if len(self._layouts) == MOST_LAYOUTS:
            self._layouts.clear()
        layout = QTextLayout(bound(self.text()).replace("\n", "\u2028"), self.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        pitch = self.pitch()
        y = 0.0
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, y + (pitch - line.height()) / 2))
            y += pitch
        layout.endLayout()
        self._layouts[width] = (layout, y)
        return layout, y
