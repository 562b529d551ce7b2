"""A key of the keyboard, drawn where its effect is written."""

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from cnmas_desktop.gui.theme import embolden


def engraved(key: str) -> str:
    """The key that the person chose where `key` is the usual one (see gui.agent.keys)."""
    return QCoreApplication.translate("keys", key) if key else ""


class KeyCap(QLabel):
    """The name of one key, for instance « F2 », « 1 » or « Échap »."""

    def __init__(self, text: str | QWidget | None = None, parent: QWidget | None = None) -> None:
        """`KeyCap("F2")` in code, `KeyCap(parent)` from a form."""
        super().__init__(parent if isinstance(text, str) else text)
        self._usual = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("keycap", True)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        embolden(self)
        self.setText(text if isinstance(text, str) else "")

    def setText(self, text: str) -> None:
        """`text` names the usual key; the cap shows the one chosen instead, and follows when another is."""
        self._usual = text
        super().setText(engraved(text))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            super().setText(engraved(self._usual))
