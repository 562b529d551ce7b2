"""The icons: one family, drawn on 24 units with one stroke, tinted with the text colour beside them."""

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from cnmas_desktop.config import resource


@cache
def _renderer(name: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(resource("icons", f"{name}.svg").read_bytes()))


class Icon(QWidget):
    """A decoration: it says nothing that the text beside it does not say, so a screen reader skips it."""

    def __init__(self, name: str | QWidget | None = None, parent: QWidget | None = None) -> None:
        """`Icon("phone", parent)` in code, `Icon(parent)` from a form."""
        super().__init__(parent if isinstance(name, str) else name)
        self._name = name if isinstance(name, str) else ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_name(self, name: str) -> None:
        """Show resources/icons/<name>.svg; an empty name shows nothing."""
        self._name = name
        self.setVisible(bool(name))
        self.update()

    def sizeHint(self) -> QSize:
        side = round(self.fontMetrics().height() * 1.1)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._name:
            return
        ratio = self.devicePixelRatioF()
        drawn = QPixmap(self.size() * ratio)
        drawn.fill(Qt.GlobalColor.transparent)
        with QPainter(drawn) as painter:
            _renderer(self._name).render(painter, QRectF(drawn.rect()))
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
            painter.fillRect(drawn.rect(), self.palette().color(QPalette.ColorRole.WindowText))
        drawn.setDevicePixelRatio(ratio)
        with QPainter(self) as painter:
            painter.drawPixmap(0, 0, drawn)
