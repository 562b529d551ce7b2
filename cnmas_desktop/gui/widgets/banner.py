"""One line that must be seen: training, a callback in five minutes, an answer of the disk."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from cnmas_desktop.gui.widgets.announce import announce
from cnmas_desktop.gui.widgets.icon import Icon
from cnmas_desktop.gui.widgets.text import breakable, label, set_property

ICONS = {"info": "info", "success": "check", "warning": "alert", "error": "alert", "training": "training"}


class Banner(QFrame):
    """Text, icon and at most one button; announced when it appears, never in the way of the keys."""

    acted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("banner", True)
        self.setProperty("tone", "info")
        self._icon = Icon("info", self)
        self.text = label("body", "", self, wrap=True)
        self.button = QPushButton(self)
        self.button.clicked.connect(self.acted)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(10)
        row.addWidget(self._icon)
        row.addWidget(self.text, 1)
        row.addWidget(self.button)
        self._said = ("", "info", "", "")
        self.hide()

    def say(self, text: str, tone: str = "info", *, icon: str = "", button: str = "") -> None:
        """Show `text`; an empty one hides the banner."""
        said = (text, tone, icon, button)
        if said == self._said:
            return
        new = text != self._said[0]
        if tone != self.property("tone"):
            set_property(self, "tone", tone)
            for part in (self._icon, self.text):
                part.style().unpolish(part)
                part.style().polish(part)
        self._said = said
        self._icon.set_name(icon or ICONS[tone])
        self.text.setText(breakable(text))
        self.text.setAccessibleName(text)
        self.button.setText(button)
        self.button.setAccessibleName(button)
        self.button.setVisible(bool(button))
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        if text and new:
            announce(self, text, urgent=tone == "error")
