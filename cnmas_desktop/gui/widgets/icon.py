"""The icons: one family, drawn on 24 units with one stroke, tinted with the text colour beside them."""

from collections.abc import Iterator
from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from cnmas_desktop.config import resource


def read_ahead() -> Iterator[None]:
    """Read every icon before its first paint, one a step."""
    for path in sorted(resource("icons").glob("*.svg")):
        _renderer(path.stem)
        yield


@cache
def _renderer(name: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(resource("icons", f"{name}.svg").read_bytes()))


@lru_cache(maxsize=64)
def drawn(name: str, side: int, colour: int) -> QPixmap:
    """resources/icons/<name>.svg in a square of `side` pixels, all of it in `colour` (0xAARRGGBB)."""
    made = QPixmap(side, side)
    made.fill(Qt.GlobalColor.transparent)
    with QPainter(made) as painter:
        _renderer(name).render(painter, QRectF(made.rect()))
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
        painter.fillRect(made.rect(), QColor.fromRgba(colour))
    return made


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
        shown = QPixmap(drawn(self._name, round(self.width() * ratio), self.palette().color(QPalette.ColorRole.WindowText).rgba()))
        shown.setDevicePixelRatio(ratio)
        with QPainter(self) as painter:
            painter.drawPixmap(0, 0, shown)
