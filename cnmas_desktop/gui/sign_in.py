"""The first page: who is it, and the password. It takes keys before anything heavy is loaded, so it imports little."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from cnmas_desktop.gui.forms.sign_in_page import Ui_SignInPage
from cnmas_desktop.gui.theme import dress


class SignInPage(QWidget):
    """`submitted(login, password)` once both are typed and Enter is pressed. The password is forgotten as soon as it is sent."""

    submitted = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = Ui_SignInPage()
        self.ui.setupUi(self)  # type: ignore[no-untyped-call]
        dress(self)
        self._hint = self.ui.hintText.text()
        self.ui.enterButton.setAccessibleName(self.ui.enterButton.text())
        self.ui.login.returnPressed.connect(self._enter)
        self.ui.password.returnPressed.connect(self._enter)
        self.ui.enterButton.clicked.connect(self._enter)
        self.ask()

    def ask(self, login: str = "", hint: str = "") -> None:
        """Wait for a password, and for a login where none is kept; `hint` says why the page is here."""
        self.ui.login.setText(login)
        self.ui.password.clear()
        self.ui.hintText.setText(hint or self._hint)
        self._say_error("")
        self.wait("")

    def wait(self, text: str) -> None:
        """Show what is being done while nothing can be typed; an empty text gives the form back."""
        busy = bool(text)
        for part in (self.ui.login, self.ui.password, self.ui.enterButton):
            part.setEnabled(not busy)
        self.ui.stateText.setText(text)
        if not busy and self.isVisible():  # hidden, it would take the keys from the page that is shown
            self.focus_next()

    def refuse(self, sentence: str) -> None:
        """Say why it was not possible, ready for another try."""
        self.wait("")
        self._say_error(sentence)
        self.ui.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_next(self) -> None:
        """The field that is still empty."""
        (self.ui.password if self.ui.login.text() else self.ui.login).setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _enter(self) -> None:
        login, password = self.ui.login.text().strip(), self.ui.password.text()
        if not (login and password):
            self.focus_next()
            return
        self._say_error("")
        self.ui.password.clear()
        self.submitted.emit(login, password)

    def _say_error(self, sentence: str) -> None:
        self.ui.errorText.setText(sentence)
        self.ui.errorText.setVisible(bool(sentence))
        self.ui.password.setAccessibleDescription(sentence)
        if sentence:
            from cnmas_desktop.gui.widgets.announce import announce

            announce(self.ui.password, sentence, urgent=True)
