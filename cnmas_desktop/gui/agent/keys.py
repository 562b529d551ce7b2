"""The keyboard of the window: one shortcut per key, sent on as the names that views use ("1", "F3", "Enter", "Ctrl+Right").

A digit typed into a text field stays there: Qt lets a field that has the focus keep printable keys before any shortcut.
"""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTranslator
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget
import shiboken6

AZERTY_DIGITS = {"1": "&", "2": "é", "3": '"', "4": "'", "5": "(", "6": "-§", "7": "è", "8": "_!", "9": "ç", "0": "à"}
"""The digit row of a French keyboard without Shift (of Apple's and the Belgian one too): an answer takes one key there as well."""

EDITING = frozenset({"Ctrl+A", "Ctrl+C", "Ctrl+V", "Ctrl+X", "Ctrl+Y"})
"""Held back for the fields."""

KEYS: tuple[str, ...] = (
    *(f"F{number}" for number in range(1, 13)),
    "Ctrl+F1",
    "Ctrl+E",
    "Ctrl+F",
    "Ctrl+G",
    "Ctrl+I",
    "Ctrl+J",
    "Ctrl+K",
    "Ctrl+H",
    "Ctrl+M",
    "Ctrl+N",
    "Ctrl+O",
    "Ctrl+R",
    "Ctrl+T",
    "Ctrl+L",
    "Ctrl+Q",
    "Ctrl+Z",
    "Ctrl+Right",
)


def canonical(key: str) -> str:
    """The name used here for a key as a view may write it."""
    return key.replace(" ", "").replace("→", "Right").replace("Échap", "Esc").replace("Entrée", "Enter").replace("Return", "Enter")


def remappable() -> tuple[str, ...]:
    """The keys that a person may exchange; digits, Enter and Escape stay what they are everywhere."""
    return KEYS


def fit_for_a_shortcut(key: str) -> bool:
    """F1 to F12, or a letter or an arrow with Ctrl or Alt: nothing that a text field needs, nothing that Windows or a desktop keeps."""
    *held, last = key.split("+")
    if last[:1] == "F" and last[1:].isdigit():
        return key != "Alt+F4"
    return bool({"Ctrl", "Alt"} & set(held)) and len(held) == 1 and bool(last) and key not in EDITING


def clash(chosen: Mapping[str, str], usual: str, key: str) -> str:
    """What else `key` does already, by its usual key; empty when it is free for `usual`."""
    taken = {chosen.get(one, one): one for one in KEYS if one != usual}
    return taken.get(key, "")


class Engraving(QTranslator):
    """The keys chosen instead of the usual ones, written on every cap as a translation is: Qt tells each cap that it changed."""

    def __init__(self, keys: Mapping[str, str], parent: QObject) -> None:
        super().__init__(parent)
        self._names = {" ".join(usual.split("+")).replace("Right", "→"): " ".join(key.split("+")) for usual, key in keys.items()}

    def isEmpty(self) -> bool:
        return not self._names

    def translate(self, context: str, text: str, note: str | None = None, count: int = -1) -> str | None:
        """None, not an empty text, leaves the word to the other translators."""
        return self._names.get(text) if context == "keys" else None


class HeldKey(QObject):
    """A key that is held down answers once: what it repeats does not go to the field of the next step."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._at: QWidget | None = None

    def watch(self, focus: QWidget | None) -> None:
        """The key has just answered, and the focus is there now."""
        self._let_go()
        self._at = focus
        if focus is not None:
            focus.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent):
            return False
        if not event.isAutoRepeat():
            self._let_go()
            return False
        event.accept()
        return event.type() != QEvent.Type.ShortcutOverride

    def _let_go(self) -> None:
        if self._at is not None and shiboken6.isValid(self._at):
            self._at.removeEventFilter(self)
        self._at = None


class KeyRouter(QObject):
    """Calls `pressed(name)` for each key of the trade, whatever has the focus in `window`."""

    def __init__(self, window: QWidget, pressed: Callable[[str], None]) -> None:
        super().__init__(window)
        self._window = window
        self._pressed = pressed
        self._held = HeldKey(self)
        self._shortcuts: dict[str, QShortcut] = {}
        self._engraving: Engraving | None = None
        for digit, row_keys in AZERTY_DIGITS.items():
            self._add(digit, [QKeySequence(digit), *(QKeySequence(ord(key.upper())) for key in row_keys)])
        for key in KEYS:
            self._add(key, [QKeySequence(key)])
        self._add("Enter", [QKeySequence(Qt.Key.Key_Return), QKeySequence(Qt.Key.Key_Enter)])
        self._add("Esc", [QKeySequence(Qt.Key.Key_Escape)])
        self._add("Larger", [QKeySequence("Ctrl++"), QKeySequence("Ctrl+=")])
        self._add("Smaller", [QKeySequence("Ctrl+-")])

    def remap(self, keys: Mapping[str, str]) -> None:
        """Usual → chosen; what is absent is as usual. The caps follow."""
        for usual in KEYS:
            self._shortcuts[usual].setKeys([QKeySequence(keys.get(usual, usual))])
        application = QCoreApplication.instance()
        if application is None:
            raise RuntimeError("no application")
        if self._engraving is not None:
            application.removeTranslator(self._engraving)
            self._engraving = None
        if keys:
            self._engraving = Engraving(keys, self)
            application.installTranslator(self._engraving)

    def _add(self, name: str, sequences: list[QKeySequence]) -> None:
        shortcut = QShortcut(self._window)
        shortcut.setKeys(sequences)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.setAutoRepeat(False)
        self._shortcuts[name] = shortcut
        shortcut.activated.connect(lambda: self._answer(name))

    def _answer(self, name: str) -> None:
        self._pressed(name)
        self._held.watch(QApplication.focusWidget())
