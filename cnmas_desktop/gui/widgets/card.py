"""The white box in which each part of the window lies."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from cnmas_desktop.gui.widgets.layouts import clear
from cnmas_desktop.gui.widgets.text import label


class Card(QFrame):
    """A titled box: `card.body` takes what it holds."""

    def __init__(self, title: str | QWidget | None = None, parent: QWidget | None = None, *, accent: bool = False) -> None:
        """`Card("Ma journée")` in code, `Card(parent)` from a form (its property `heading` is the title)."""
        super().__init__(parent if isinstance(title, str) else title)
        self.setProperty("card", True)
        self.setProperty("accent", accent)
        self.title = label("overline", "", self)
        self.body = QVBoxLayout()
        self.body.setSpacing(4)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(14, 12, 14, 12)
        outer.setSpacing(8)
        outer.addWidget(self.title)
        outer.addLayout(self.body)
        self.set_title(title if isinstance(title, str) else "")

    def set_title(self, title: str) -> None:
        """The small title over the content; none hides its line."""
        self.title.setText(title.upper())
        self.title.setAccessibleName(title)
        self.title.setVisible(bool(title))

    def event(self, event: QEvent) -> bool:
        """A form sets the title, translated, as the dynamic property `heading`."""
        if event.type() == QEvent.Type.DynamicPropertyChange and (heading := self.property("heading")):
            self.set_title(str(heading))
        return super().event(event)

    def clear(self) -> None:
        """Take everything out of the body."""
        clear(self.body)
