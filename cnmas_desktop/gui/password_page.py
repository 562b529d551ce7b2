"""A password of one's own: over the window of the session, which stays as it was and comes back."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QWidget

from cnmas_desktop.gui.agent.texts import fault
from cnmas_desktop.gui.background import Background
from cnmas_desktop.gui.forms.password_page import Ui_PasswordPage
from cnmas_desktop.gui.theme import dress
from cnmas_desktop.gui.widgets.announce import announce
from cnmas_desktop.gui.widgets.password_edit import PasswordEdit
from cnmas_desktop.messages import KnownError

Change = Callable[[str, str], None]
"""(current, new): blocking, called on a worker."""
LINE, LEAST, BESIDE = 60, 480, 24
"""Letters of a line; pixels of the card at least, and kept free beside it."""


class PasswordPage(QWidget):
    """`changed` once it is done, `left` when the person puts it off. What is typed is forgotten as soon as it is sent."""

    changed = Signal()
    left = Signal()

    def __init__(self, change: Change, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._change = change
        self._background = Background(self, "password")
        self.ui = Ui_PasswordPage()
        self.ui.setupUi(self)
        dress(self)
        self.ui.errorText.hide()
        self.ui.capitalsText.hide()
        for field in self._fields:
            field.returnPressed.connect(self._enter)
            field.capitals.connect(self._say_capitals)
        for button in (self.ui.changeButton, self.ui.leaveButton):
            button.setAutoDefault(True)
            button.setAccessibleName(button.text())
        self.ui.changeButton.clicked.connect(self._enter)
        self.ui.leaveButton.clicked.connect(self.left)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self._escape)

    @property
    def _fields(self) -> tuple[PasswordEdit, PasswordEdit, PasswordEdit]:
        return self.ui.current, self.ui.chosen, self.ui.again

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As wide as a line that is well read: with large text a narrow card would be higher than a small screen."""
        super().resizeEvent(event)
        line = min(LINE * self.ui.hintText.fontMetrics().averageCharWidth(), event.size().width() - 2 * BESIDE)
        self.ui.card.setFixedWidth(max(LEAST, line))

    def focus_next(self) -> None:
        """The first field that is still empty."""
        empty = next((field for field in self._fields if not field.text()), self.ui.changeButton)
        empty.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _enter(self) -> None:
        current, chosen, again = (field.text() for field in self._fields)
        if not (current and chosen and again):
            self.focus_next()
        elif chosen != again:
            self._refused(KnownError("password.differ"))
        else:
            self._wait(self.tr("Changement en cours…"))
            self._background.run(lambda: self._change(current, chosen), lambda _: self._done(), self._refused)

    def _done(self) -> None:
        self._background.stop()
        self.changed.emit()

    def _refused(self, error: Exception) -> None:
        """The world's fault is said in the form, ready for another try; ours goes to the hook."""
        self._wait("")
        if not isinstance(error, KnownError):
            raise error
        sentence = fault(error)
        self.ui.errorText.setText(sentence)
        self.ui.errorText.show()
        wrong = self._fields[:1] if error.code == "password.current_wrong" else self._fields[1:]
        for field in wrong:
            field.clear()
        wrong[0].setAccessibleDescription(sentence)
        announce(wrong[0], sentence, urgent=True)
        self.focus_next()

    @Slot(bool)
    def _say_capitals(self, on: bool) -> None:
        if on is not self.ui.capitalsText.isVisible():
            self.ui.capitalsText.setVisible(on)
            if on:
                announce(self.ui.current, self.ui.capitalsText.text())

    def _wait(self, text: str) -> None:
        """Nothing can be typed meanwhile; an empty text gives the form back."""
        for part in (*self._fields, self.ui.changeButton, self.ui.leaveButton):
            part.setEnabled(not text)
        self.ui.stateText.setText(text)
        self.ui.errorText.setVisible(False)

    def _escape(self) -> None:
        if self.ui.leaveButton.isEnabled():
            self.left.emit()
