"""A layout that wraps like a line of text, and the ways we fill the layouts of forms."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QEvent, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLayoutItem,
    QPushButton,
    QWidget,
    QWidgetItem,
)

from cnmas_desktop.gui.widgets.key_cap import KeyCap


def box_of(widget: QWidget) -> QBoxLayout:
    """The row or column that a form gave `widget`."""
    layout = widget.layout()
    if not isinstance(layout, QBoxLayout):
        raise TypeError(f"{widget.objectName()} needs a row or a column")
    return layout


def grid_of(widget: QWidget) -> QGridLayout:
    """The grid that a form gave `widget`."""
    layout = widget.layout()
    if not isinstance(layout, QGridLayout):
        raise TypeError(f"{widget.objectName()} needs a grid")
    return layout


def clear(layout: QLayout) -> None:
    """Take every widget out of `layout`, and let it go."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()


def renew(layout: QLayout) -> None:
    """Let `layout` measure its parts again now: Qt would let the layouts inside it do so at the next event only."""
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if item is not None and (inner := item.layout()) is not None:
            renew(inner)
    layout.invalidate()


@contextmanager
def at_rest(*widgets: QWidget) -> Iterator[None]:
    """Lay these out once, when all is set: Qt does it anew each time that one of their parts is shown."""
    resting = [(widget, layout) for widget in widgets if (layout := widget.layout()) is not None and layout.isEnabled()]
    for _, layout in resting:
        layout.setEnabled(False)
    try:
        yield
    finally:
        for widget, layout in resting:
            layout.setEnabled(True)
            layout.update()
            # A request that came meanwhile did nothing and was taken for done: without another one, no later one is ever made.
            QCoreApplication.postEvent(widget, QEvent(QEvent.Type.LayoutRequest))


def wrap_buttons(row: QHBoxLayout, *, right: bool = False) -> None:
    """Let the buttons of `row`, each with what belongs to it behind it, go on below where the row is too narrow for them.
    `right`: they end at the right edge, as after a spacer."""
    widgets = [item.widget() for at in range(row.count()) if (item := row.itemAt(at)) is not None]
    buttons = [widget for widget in widgets if isinstance(widget, QPushButton | KeyCap)]
    flow = FlowLayout(gap=row.spacing(), line_gap=row.spacing(), right=right, one_line=True)
    row.insertLayout(row.indexOf(buttons[0]), flow, int(right))
    for widget in buttons:
        row.removeWidget(widget)
        if isinstance(widget, QPushButton):
            part = QHBoxLayout()
            part.setSpacing(row.spacing())
            flow.addLayout(part)
        part.addWidget(widget)


def rows_of(form: QWidget) -> tuple[QHBoxLayout, ...]:
    """The rows of a form in which more stands than words, and buttons that wrap; asked before anything is added to it."""
    rows = []
    for row in form.findChildren(QHBoxLayout):
        widgets = [widget for at in range(row.count()) if (item := row.itemAt(at)) is not None and (widget := item.widget()) is not None]
        if any(not isinstance(widget, QPushButton | QLabel) for widget in widgets):
            rows.append(row)
    return tuple(rows)


def fold(rows: Iterable[QBoxLayout], *, folded: bool) -> None:
    """What stands beside each other stands below each other, or beside each other again."""
    for row in rows:
        row.setDirection(QBoxLayout.Direction.TopToBottom if folded else QBoxLayout.Direction.LeftToRight)


class FlowLayout(QLayout):
    """Items from left to right, then on the next line; the height follows the width. `right`: lines end at the right edge;
    `one_line`: it asks for the width of all items beside each other, where there is room."""

    def __init__(
        self, parent: QWidget | None = None, gap: int = 18, line_gap: int = 8, *, right: bool = False, one_line: bool = False
    ) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}
        self._gap = gap
        self._line_gap = line_gap
        self._right = right
        self._one_line = one_line
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._heights.clear()
        self._items.append(item)

    def addLayout(self, layout: QLayout) -> None:
        """What stays together on a line."""
        self.addChildLayout(layout)
        self.addItem(layout)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        self._heights.clear()
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self._arrange(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def invalidate(self) -> None:
        """An item asks for another size."""
        self._heights.clear()
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        if self._one_line and not self._right:  # as in a row of Qt's own
            rect = rect.adjusted(0, max(0, rect.height() - self.heightForWidth(rect.width())) // 2, 0, 0)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        least = self.minimumSize()
        if not self._one_line:
            return least
        widths = [item.sizeHint().width() for item in self._items if not item.isEmpty()]
        return QSize(max(sum(widths) + self._gap * (len(widths) - 1), least.width()), least.height())

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(QSize(item.minimumSize().width(), item.sizeHint().height()))
        return size

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        x, y, line = rect.x(), rect.y(), 0
        placed: list[tuple[QLayoutItem, QRect]] = []
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint().boundedTo(QSize(rect.width(), 16777215)) if rect.width() else item.sizeHint()
            if x > rect.x() and x + size.width() > rect.right() + 1:
                x, y, line = rect.x(), y + line + self._line_gap, 0
            if item.hasHeightForWidth():
                size.setHeight(item.heightForWidth(size.width()))
            placed.append((item, QRect(x, y, size.width(), size.height())))
            x, line = x + size.width() + self._gap, max(line, size.height())
        if move:
            ends = {place.y(): place.right() for _, place in placed}  # the last of each line stands
            for item, place in placed:
                item.setGeometry(place.translated(rect.right() - ends[place.y()], 0) if self._right else place)
        return y + line - rect.y()


class Outdented(QWidgetItem):
    """Takes the margins of its column too: what is in it keeps a margin of its own, for the rings of the focus."""

    def __init__(self, widget: QWidget, by: int) -> None:
        super().__init__(widget)
        self._by = by

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect.adjusted(-self._by, 0, self._by, 0))

    def heightForWidth(self, width: int) -> int:
        return super().heightForWidth(width + 2 * self._by)

    def sizeHint(self) -> QSize:
        return super().sizeHint() - QSize(2 * self._by, 0)

    def minimumSize(self) -> QSize:
        return super().minimumSize() - QSize(2 * self._by, 0)


def outdent(column: QBoxLayout, widget: QWidget, by: int) -> Outdented:
    """Let `widget`, which is in `column`, reach into the margins; keep what comes back as long as the widget."""
    place = column.indexOf(widget)
    stretch, item = column.stretch(place), Outdented(widget, by)
    column.takeAt(place)
    column.insertItem(place, item)
    column.setStretch(place, stretch)
    return item


def tab_before(place: QWidget, added: QWidget) -> None:
    """Tab comes to `added`, which was made later, just before `place`, not after all that is in the window. (Qt puts nothing behind
    what takes no focus.)"""
    before = place.previousInFocusChain()
    while before is not None and before != place and before.focusPolicy() == Qt.FocusPolicy.NoFocus:
        before = before.previousInFocusChain()
    if before is not None:
        QWidget.setTabOrder(before, added)
