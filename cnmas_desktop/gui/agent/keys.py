"""The keyboard of the window: one shortcut per key, sent on as the names that views use ("1", "F3", "Enter", "Ctrl+Right").

A digit typed into a text field stays there: Qt lets a field that has the focus keep printable keys before any shortcut.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

AZERTY_DIGITS = {"1": "&", "2": "é", "3": '"', "4": "'", "5": "(", "6": "-", "7": "è", "8": "_", "9": "ç", "0": "à"}
"""The digit row of a French keyboard without Shift: an answer takes one key there too."""

KEYS: tuple[str, ...] = (
    *(f"F{number}" for number in range(1, 13)),
    "Ctrl+E",
    "Ctrl+F",
    "Ctrl+G",
    "Ctrl+J",
    "Ctrl+H",
    "Ctrl+L",
    "Ctrl+Q",
    "Ctrl+Z",
    "Ctrl+Right",
)


def canonical(key: str) -> str:
    """The name used here for a key as a view may write it."""
    return (
        key.replace(" ", "")
        .replace("→", "Right")
        .replace("Échap", "Esc")
        .replace("Entrée", "Enter")
        .replace("Return", "Enter")
    )


class KeyRouter(QObject):
    """Calls `pressed(name)` for each key of the trade, whatever has the focus in `window`."""

    def __init__(self, window: QWidget, pressed: Callable[[str], None]) -> None:
        super().__init__(window)
        self._window = window
        self._pressed = pressed
        for digit, row_key in AZERTY_DIGITS.items():
            self._add(digit, [QKeySequence(digit), QKeySequence(ord(row_key.upper()))])
        for key in KEYS:
            self._add(key, [QKeySequence(key)])
        self._add("Enter", [QKeySequence(Qt.Key.Key_Return), QKeySequence(Qt.Key.Key_Enter)])
        self._add("Esc", [QKeySequence(Qt.Key.Key_Escape)])
        self._add("Larger", [QKeySequence("Ctrl++"), QKeySequence("Ctrl+=")])
        self._add("Smaller", [QKeySequence("Ctrl+-")])

    def _add(self, name: str, sequences: list[QKeySequence]) -> None:
        shortcut = QShortcut(self._window)
        shortcut.setKeys(sequences)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(lambda: self._pressed(name))
