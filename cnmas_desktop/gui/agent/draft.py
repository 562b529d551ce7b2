"""What is being typed, written 250 ms after the last key (decision 27): at most that much is ever lost."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

DELAY_MS = 250


class Draft(QObject):
    """Gathers values by name and hands them on once the keyboard rests."""

    def __init__(self, parent: QObject, save: Callable[[dict[str, str]], object]) -> None:
        super().__init__(parent)
        self._save = save
        self._values: dict[str, str] = {}
        self._timer = QTimer(self, singleShot=True, interval=DELAY_MS)
        self._timer.timeout.connect(self.flush)

    def typed(self, values: dict[str, str]) -> None:
        """Remember what a field holds now."""
        self._values |= values
        self._timer.start()

    def flush(self) -> None:
        """Save at once what is waiting."""
        self._timer.stop()
        if self._values:
            values, self._values = self._values, {}
            self._save(values)

    def forget(self) -> None:
        """The step is over and saved: its draft is worth nothing."""
        self._timer.stop()
        self._values = {}
