"""What stands between the title of a panel and its foot: it scrolls before the foot would leave the window."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QApplication, QBoxLayout, QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from cnmas_desktop.gui.widgets.layouts import outdent
from cnmas_desktop.gui.widgets.pages import least_height

FEWEST_LINES = 4
RING = 4
"""Pixels beside the parts where the ring of a focus is drawn: the body reaches as far into the margins of the panel."""


class _Inside(QWidget):
    """As high as its texts ask for; Qt would scroll it rather than have what scrolls by itself give way."""

    def heightForWidth(self, width: int) -> int:
        return least_height(self, width)


class PanelBody(QScrollArea):
    """Takes the parts of a column but the first, the last and `kept`, which stands right above the last. By keys it scrolls once it has the focus."""

    whole = Signal()
    """It had the focus, and nothing of it is out of sight any more."""

    def __init__(self, column: QBoxLayout, kept: QWidget) -> None:
        panel = column.parentWidget()
        if panel is None:
            raise AssertionError("a column of no panel")
        super().__init__(panel)
        self._panel = panel
        self._inside = _Inside()
        self.column = _taken(column, kept, self._inside)
        """Where the parts stand."""
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setWidget(self._inside)
        column.insertWidget(1, self, 1)
        self._place = outdent(column, self, RING)
        self.verticalScrollBar().rangeChanged.connect(self._range_changed)

    def whole_height(self, width: int) -> int:
        """At which nothing of it is out of sight, in a panel of that width."""
        return self._inside.heightForWidth(width)

    def scrolls(self) -> bool:
        """Whether something of it is out of sight."""
        return self.verticalScrollBar().maximum() > 0

    def least(self) -> int:
        """The height that it keeps."""
        return min(FEWEST_LINES * self.fontMetrics().lineSpacing(), self.whole_height(self.width()))

    def sizeHint(self) -> QSize:
        return QSize(self._inside.sizeHint().width(), self.least())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._inside.minimumSizeHint().width(), self.least())

    def event(self, event: QEvent) -> bool:
        """A part asks for another height."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return done

    def reveal(self, part: QWidget | None) -> None:
        """`part`, where it is in here, as near the beginning as can be: what is above it, the sentence to say, is not scrolled away for nothing."""
        if part is not None and self._inside.isAncestorOf(part):
            self.column.activate()
            self.verticalScrollBar().setValue(0)
            self.ensureWidgetVisible(part, 0, 0)

    def _range_changed(self, _low: int, high: int) -> None:
        self.setAccessibleName(self._panel.accessibleName())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if high > 0 else Qt.FocusPolicy.NoFocus)
        if high == 0 and self.hasFocus():  # it was short only until it was laid out, and Tab would not come back to it
            self.whole.emit()
        self.reveal(QApplication.focusWidget())  # it was shown while there was less room


def _taken(column: QBoxLayout, kept: QWidget, inside: QWidget) -> QVBoxLayout:
    """All between the first and the last of `column` but `kept`, in a column of its own."""
    taken = QVBoxLayout(inside)
    taken.setContentsMargins(RING, 0, RING, 0)
    taken.setSpacing(column.spacing())
    column.removeWidget(kept)
    while column.count() > 2:
        stretch = column.stretch(1)
        if (item := column.takeAt(1)) is None:
            raise AssertionError("a place without an item")
        if (layout := item.layout()) is not None:
            taken.addLayout(layout)
        else:
            if (widget := item.widget()) is not None:
                widget.setParent(inside)
            taken.addItem(item)  # the same: another one, made while it lives, would never hear that the widget's size has changed
        taken.setStretch(taken.count() - 1, stretch)
    column.insertWidget(1, kept)
    return taken
