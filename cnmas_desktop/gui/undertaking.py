"""The undertaking of professional secrecy, asked once before the first call."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from cnmas_desktop.gui.forms.undertaking_page import Ui_UndertakingPage
from cnmas_desktop.gui.theme import dress
from cnmas_desktop.gui.widgets.announce import announce


class UndertakingPage(QWidget):
    """Shows the text word for word; `signed` or `left`. Signing never sits on the key that brought the page."""

    signed = Signal()
    left = Signal()

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = Ui_UndertakingPage()
        self.ui.setupUi(self)
        dress(self)
        self.ui.undertaking.setPlainText(text)
        self.ui.undertaking.verticalScrollBar().rangeChanged.connect(self._lines_hidden)
        self.ui.errorText.hide()
        for button in (self.ui.signButton, self.ui.leaveButton):
            button.setAutoDefault(True)
            button.setAccessibleName(button.text())
        self.ui.signButton.clicked.connect(self.signed)
        self.ui.leaveButton.clicked.connect(self.left)

    @Slot(int, int)
    def _lines_hidden(self, _first: int, hidden: int) -> None:
        """As tall as what is to be read, where the window is: it is signed once, and scrolled only if it must be."""
        text = self.ui.undertaking
        if hidden:
            text.setMaximumHeight(text.height() + hidden * text.fontMetrics().lineSpacing())

    def focus_next(self) -> None:
        """The text first: it is there to be read."""
        self.ui.undertaking.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, sentence: str) -> None:
        """It could not be recorded."""
        self.ui.errorText.setText(sentence)
        self.ui.errorText.setVisible(bool(sentence))
        announce(self, sentence, urgent=True)
