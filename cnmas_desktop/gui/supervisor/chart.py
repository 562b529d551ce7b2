"""Stacked bars over the hours of a day. The only place that loads pyqtgraph, on the first picture: an agent's process never does."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cnmas_desktop.gui.theme import Theme
from cnmas_desktop.gui.widgets.layouts import clear
from cnmas_desktop.gui.widgets.text import label

WIDTH_OF_A_BAR = 0.6


@dataclass(frozen=True, slots=True)
class Series:
    """One colour of the bars: a value per place. `colour`: the name of a token."""

    title: str
    values: tuple[int, ...]
    colour: str


class Swatch(QWidget):
    """A small square of a series' colour, beside its name."""

    def __init__(self, colour: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedSize(11, 11)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setStyleSheet(f"background: {colour}; border-radius: 2px;")


class BarChart(QWidget):
    """The picture of a table: it takes no focus, its table twin has every figure."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._places: Sequence[str] = ()
        self._series: Sequence[Series] = ()
        self._plot: Any = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._legend = QHBoxLayout()
        self._legend.setSpacing(6)
        self._column.addLayout(self._legend)
        theme.changed.connect(self._draw)

    def show_series(self, places: Sequence[str], series: Sequence[Series]) -> None:
        """`places`: what stands under each bar."""
        if (tuple(places), tuple(series)) == (tuple(self._places), tuple(self._series)):
            return
        self._places, self._series = tuple(places), tuple(series)
        self._draw()

    def _made(self) -> Any:
        if self._plot is None:
            import pyqtgraph

            plot = pyqtgraph.PlotWidget(self, background=None)
            plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            plot.setMouseEnabled(x=False, y=False)
            plot.setMenuEnabled(False)
            plot.hideButtons()
            plot.setFrameShape(plot.Shape.NoFrame)
            plot.setMinimumHeight(120)
            self._column.insertWidget(0, plot, 1)
            self._plot = plot
        return self._plot

    def _draw(self) -> None:
        if not self._places:
            return
        import pyqtgraph

        plot, tokens = self._made(), self._theme.tokens
        plot.clear()
        plot.setBackground(tokens.card)
        places = range(len(self._places))
        below = [0] * len(self._places)
        for series in self._series:
            brush = pyqtgraph.mkBrush(getattr(tokens, series.colour))
            bars = pyqtgraph.BarGraphItem(
                x=list(places),
                y0=below,
                height=list(series.values),
                width=WIDTH_OF_A_BAR,
                brush=brush,
                pen=None,
            )
            plot.addItem(bars)
            below = [low + value for low, value in zip(below, series.values, strict=True)]
        bottom, left = plot.getAxis("bottom"), plot.getAxis("left")
        bottom.setTicks([list(zip(places, self._places, strict=True))])
        for axis in (bottom, left):
            axis.setPen(pyqtgraph.mkPen(tokens.line))
            axis.setTextPen(pyqtgraph.mkPen(tokens.hint))
            axis.setTickFont(self.font())
        plot.showGrid(x=False, y=True, alpha=0.15)
        plot.setRange(xRange=(-0.6, len(self._places) - 0.4), yRange=(0, max([*below, 4]) * 1.08), padding=0)
        clear(self._legend)
        for series in self._series:
            self._legend.addWidget(Swatch(getattr(tokens, series.colour), self))
            self._legend.addWidget(label("small", series.title, self))
            self._legend.addSpacing(8)
        self._legend.addStretch(1)
