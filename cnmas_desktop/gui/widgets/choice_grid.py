"""Large buttons in one or two columns, the order of reading being the order of the keys."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from cnmas_desktop.gui.widgets.choice_button import ChoiceButton

TWO_COLUMNS = 34
"""Widths of the letter « 0 » that a button needs at least; narrower windows get one column."""


class ChoiceGrid(QObject):
    """Fills the grid layout of `host`. `chosen` carries the code of the button pressed."""

    chosen = Signal(str)

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        layout = host.layout()
        self._layout = layout if isinstance(layout, QGridLayout) else QGridLayout(host)
        self.buttons: list[ChoiceButton] = []
        self._columns = 0
        host.installEventFilter(self)

    def show_buttons(self, buttons: Sequence[ChoiceButton], codes: Sequence[str]) -> None:
        """Replace the buttons; the tab order follows the list."""
        for old in self.buttons:
            self._layout.removeWidget(old)
            old.hide()
            old.setParent(None)
            old.deleteLater()
        self.buttons = list(buttons)
        for button, code in zip(buttons, codes, strict=True):
            button.setParent(self._host)
            button.clicked.connect(lambda _checked=False, chosen=code: self.chosen.emit(chosen))
            button.show()
        for before, after in zip(self.buttons, self.buttons[1:], strict=False):
            QWidget.setTabOrder(before, after)
        self._columns = 0
        self._arrange()

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

    def _arrange(self) -> None:
        wide = self._host.width() >= 2 * TWO_COLUMNS * self._host.fontMetrics().horizontalAdvance("0")
        columns = 2 if wide else 1
        if columns == self._columns:
            return
        self._columns = columns
        for button in self.buttons:
            self._layout.removeWidget(button)
        for place, button in enumerate(self.buttons):
            self._layout.addWidget(button, place // columns, place % columns)
        for column in range(2):
            self._layout.setColumnStretch(column, 1 if column < columns else 0)
        rows = -(-len(self.buttons) // columns)
        for row in range(self._layout.rowCount()):
            self._layout.setRowStretch(row, 0)
        self._layout.setRowStretch(rows, 1)
