"""Large buttons in one or two columns, the order of reading being the order of the keys."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from cnmas_desktop.gui.widgets.choice_button import Answer, ChoiceButton
from cnmas_desktop.gui.widgets.layouts import grid_of, outdent, tab_before

LEAST, LEAST_TIGHT, LEAST_DENSE, LEAST_SMALL = 34, 22, 24, 15
"""Widths of the letter « 0 » that a button needs at least; narrower windows get fewer columns."""
DENSE = 3
MARGIN = 4
"""Of each button, where the ring of its focus lies (`window.qss`): a grid begins as much further left than what stands above it."""
MANY = 6
"""More answers than this stand in three columns rather than two: the first row stays where the eye looks for it."""


class ChoiceGrid(QObject):
    """Fills the grid layout of `host`. `chosen` carries the code of the button pressed."""

    chosen = Signal(str)

    def __init__(self, host: QWidget, most: int = 2) -> None:
        """`most` columns; more than two make the buttons small."""
        super().__init__(host)
        self._most, self._small = most, most > 2
        self._host = host
        self._layout = grid_of(host)
        around = host.parentWidget()
        column = around.layout() if around is not None else None
        if isinstance(column, QBoxLayout) and column.indexOf(host) >= 0 and column.contentsMargins().left() >= MARGIN:
            self._place = outdent(column, host, MARGIN)
        self._pool: list[ChoiceButton] = []
        self._answers: tuple[Answer, ...] = ()
        self._columns = 0
        host.installEventFilter(self)

    @property
    def buttons(self) -> list[ChoiceButton]:
        """The buttons in use, in the order of reading."""
        return self._pool[: len(self._answers)]

    def show_answers(self, answers: Sequence[Answer]) -> None:
        """Replace what the buttons say; the tab order follows the list."""
        while len(self._pool) < len(answers):
            self._add_button()
        same_count = len(answers) == len(self._answers)
        self._answers = tuple(answers)
        for button, answer in zip(self._pool, answers, strict=False):
            button.become(answer)
            button.setVisible(True)
        for button in self._pool[len(answers) :]:
            button.setVisible(False)
        if not same_count:
            self._columns = 0
        self._arrange()

    def remeasure(self) -> None:
        """The type has changed: what Qt remembers of the heights no longer holds."""
        for button in self.buttons:
            button.updateGeometry()

    def mark(self, code: str) -> None:
        """Show the answer `code` as the one chosen, for the eye and for a screen reader."""
        self.mark_all((code,))

    def mark_all(self, codes: Collection[str]) -> None:
        """Show these as chosen."""
        for button, answer in zip(self._pool, self._answers, strict=False):
            button.mark(answer.code in codes)
            button.setAccessibleDescription(self.tr("choisi") if answer.code in codes else answer.key)

    def _add_button(self) -> None:
        place = len(self._pool)
        button = ChoiceButton("", "", parent=self._host)
        if self._small:
            button.make_small()
        button.clicked.connect(lambda: self.chosen.emit(self._answers[place].code))
        if self._pool:
            QWidget.setTabOrder(self._pool[-1], button)
        else:
            tab_before(self._host, button)
        self._pool.append(button)

    def press(self, key: str) -> bool:
        """Press the enabled button whose cap shows `key`."""
        for button in self.buttons:
            if button.key == key and button.isEnabled():
                button.click()
                return True
        return False

    def first(self) -> ChoiceButton | None:
        """The first button that can be pressed."""
        return next((button for button in self.buttons if button.isEnabled()), None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._arrange()
        return False

    def fit(self, width: int) -> None:
        """Stand as at that width, which is about to come: else the height is that of another number of columns."""
        self._arrange(width)

    def _columns_for(self, width: int) -> int:
        letter = self._host.fontMetrics().horizontalAdvance("0")
        if not self._small and len(self._answers) > MANY and width >= max(DENSE * LEAST_DENSE * letter, self._least_width(DENSE)):
            return DENSE
        if not self._small and len(self._answers) > 1 and self._most * LEAST_TIGHT * letter <= width < self._most * LEAST * letter:
            return self._most if width >= self._least_width(self._most) else 1  # large text: as long as the words allow
        most = min(self._most, max(len(self._answers), 1)) if self._small else self._most
        return min(max(width // ((LEAST_SMALL if self._small else LEAST) * letter), 1), most)

    def _least_width(self, columns: int) -> int:
        """What the longest words ask for: a button never gets narrower than them."""
        longest = max(button.minimumSizeHint().width() for button in self.buttons)
        return columns * longest + (columns - 1) * self._layout.horizontalSpacing()

    def _arrange(self, width: int | None = None) -> None:
        columns = self._columns_for(self._host.width() if width is None else width)
        if columns == self._columns:
            return
        self._columns = columns
        for button in self._pool:
            self._layout.removeWidget(button)
        for place, button in enumerate(self.buttons):
            self._layout.addWidget(button, place // columns, place % columns)
        for column in range(max(self._most, DENSE)):
            keyed = self._small and column < len(self.buttons) and bool(self.buttons[column].key)
            self._layout.setColumnStretch(column, 0 if column >= columns else 4 if keyed else 3)
        rows = -(-len(self.buttons) // columns)
        for row in range(self._layout.rowCount()):
            self._layout.setRowStretch(row, 0)
        self._layout.setRowStretch(rows, 1)
