"""Where the call stands: a bar and a name per step."""

from collections.abc import Sequence

from PySide6.QtCore import Property, QCoreApplication, QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from cnmas_desktop.gui.theme import heavier

BAR, RADIUS, GAP, BELOW, AROUND = 4, 2, 4, 6, 14
"""Pixels: height and corner of a bar, between bars, between a bar and its name, around a name."""
STATES = ("done", "now", "todo")


def _colour(name: str) -> Property:
    """A colour that the style sheet gives, as qproperty-<name>."""

    def get(strip: "StepStrip") -> QColor:
        return strip.colours.get(name, QColor())

    def put(strip: "StepStrip", colour: QColor) -> None:
        strip.colours[name] = colour
        strip.update()

    return Property(QColor, get, put)


class StepStrip(QWidget):
    """The steps of one call, those done, the one at hand, those to come. Painted in one go: a label and a frame per step would each be
    styled anew at every step of every call."""

    doneBar, nowBar, todoBar = _colour("done bar"), _colour("now bar"), _colour("todo bar")
    doneText, nowText, todoText = _colour("done text"), _colour("now text"), _colour("todo text")

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.colours: dict[str, QColor] = {}
        self._names: tuple[str, ...] = ()
        self._at = -1
        self._here = ""
        self._named = True
        self._line = False
        self._type: tuple[QFont, int] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_steps(self, names: Sequence[str], at: int) -> None:
        """`at` is the place of the present step in `names`; −1 when the call has not begun."""
        if (tuple(names), at) == (self._names, self._at):
            return
        if tuple(names) != self._names:
            self._type = None
        self._names, self._at = tuple(names), at
        said = QCoreApplication.translate("StepStrip", "Étape {at} sur {count} : {name}")
        self._here = said.format(at=at + 1, count=len(names), name=names[at]) if 0 <= at < len(names) else ""
        self.setAccessibleName(self._here)
        self.setAccessibleDescription(", ".join(names))
        self._fit()
        self.update()

    def set_named(self, named: bool) -> None:
        """Bars alone, where the room is needed for the sentence; a screen reader still hears the name."""
        if named != self._named:
            self._named = named
            self._fit()

    def sizeHint(self) -> QSize:
        return QSize(400, BAR + (BELOW + self.fontMetrics().height() if self._line else 0))

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._type = None
            self._fit()
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._names:
            return
        width = (self.width() - (len(self._names) - 1) * GAP) / len(self._names)
        roomy = self._roomy()
        below = QRectF(0, BAR + BELOW, self.width(), self.height() - BAR - BELOW)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for place, name in enumerate(self._names):
                state = STATES[(place > self._at) - (place < self._at) + 1]
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(self.colours.get(f"{state} bar", QColor()))
                left = place * (width + GAP)
                painter.drawRoundedRect(QRectF(left, 0, width, BAR), RADIUS, RADIUS)
                if self._line and roomy:
                    painter.setPen(self.colours.get(f"{state} text", QColor()))
                    painter.setFont(self._bold()[0] if state == "now" else self.font())
                    painter.drawText(QRectF(left, below.top(), width, below.height()), Qt.AlignmentFlag.AlignCenter, name)
            if self._line and not roomy:
                painter.setPen(self.palette().windowText().color())
                painter.setFont(self._bold()[0])
                painter.drawText(below, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self._here)

    def _bold(self) -> tuple[QFont, int]:
        """The heavier type, and how wide the widest name is in it; kept until one of the two changes."""
        if self._type is None:
            bold = heavier(QFont(self.font()))
            self._type = bold, max(map(QFontMetrics(bold).horizontalAdvance, self._names), default=0)
        return self._type

    def _roomy(self) -> bool:
        """Where the names do not fit, the present step is named alone."""
        return bool(self._names) and len(self._names) * (self._bold()[1] + AROUND) <= self.width()

    def _fit(self) -> None:
        line = self._named and (bool(self._here) or self._roomy())
        if line != self._line:
            self._line = line
            self.updateGeometry()
        self.update()
