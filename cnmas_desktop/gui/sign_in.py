"""The first page: who is it, and the password. It takes keys before anything heavy is loaded, so it imports little.

Built by hand, unlike the other pages: a form made by uic imports the namespace `Qt`, and with it PySide6 makes a hundred Python
enumerations, a fifth of the time that an empty window takes.
"""

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from cnmas_desktop.gui.theme import dress
from cnmas_desktop.gui.widgets.password_edit import PasswordEdit

CARD_WIDTH = 30
"""In ems: text of twice the size on a card of the same width takes four times the lines, and the window cuts them."""
MARGINS = (36, 32, 36, 18)


class Card(QFrame):
    """As wide as its text is large."""

    def sizeHint(self) -> QSize:
        return QSize(CARD_WIDTH * self.fontInfo().pixelSize(), super().sizeHint().height())


class Form:
    """The parts of the page, from top to bottom, on a card in the middle of `page`."""

    def __init__(self, page: QWidget) -> None:
        self.brandText, self.titleText, self.hintText = _text("overline"), _text("title"), _text("hint")
        self.loginLabel, self.login = QLabel(), QLineEdit()
        self.passwordLabel, self.password = QLabel(), PasswordEdit()
        self.capitalsText, self.errorText, self.stateText = _text("small"), _text("error"), _text("small")
        self.enterButton = QPushButton()
        self.login.setMaxLength(64)
        self.loginLabel.setBuddy(self.login)
        self.passwordLabel.setBuddy(self.password)
        self.enterButton.setProperty("primary", True)
        card = Card()
        card.setProperty("card", True)
        column = QVBoxLayout(card)
        column.setContentsMargins(*MARGINS)
        column.setSpacing(6)
        for part, space in (
            (self.brandText, 0), (self.titleText, 0), (self.hintText, 12), (self.loginLabel, 0), (self.login, 6),
            (self.passwordLabel, 0), (self.password, 0), (self.capitalsText, 0), (self.errorText, 8), (self.enterButton, 0), (self.stateText, 0),
        ):  # fmt: skip
            column.addWidget(part)
            column.addSpacing(space)
        grid = QGridLayout(page)
        grid.addWidget(card, 1, 1)
        for side in (0, 2):
            grid.setRowStretch(side, 1)
            grid.setColumnStretch(side, 1)


class SignInPage(QWidget):
    """`submitted(login, password)` once both are typed and Enter is pressed. The password is forgotten as soon as it is sent."""

    submitted = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = Form(self)
        self._name_parts()
        dress(self)
        self.ui.login.returnPressed.connect(self._enter)
        self.ui.password.returnPressed.connect(self._enter)
        self.ui.enterButton.clicked.connect(self._enter)
        self.ui.password.capitals.connect(self._say_capitals)
        self.ask()

    def _name_parts(self) -> None:
        ui = self.ui
        ui.brandText.setText("CNMAS")
        ui.titleText.setText(self.tr("Poste d'appels"))
        self._hint = self.tr("Connectez-vous pour retrouver vos dossiers.")
        for label, field, name in (
            (ui.loginLabel, ui.login, self.tr("Identifiant")),
            (ui.passwordLabel, ui.password, self.tr("Mot de passe")),
        ):
            label.setText(name)
            field.setAccessibleName(name)
        ui.capitalsText.setText(self.tr("Verr. Maj est activé : vos lettres sont des majuscules."))
        ui.enterButton.setText(self.tr("Se connecter"))
        ui.enterButton.setAccessibleName(ui.enterButton.text())

    def ask(self, login: str = "", hint: str = "") -> None:
        """Wait for a password, and for a login where none is kept; `hint` says why the page is here."""
        self.ui.login.setText(login)
        self.ui.password.clear()
        self.ui.hintText.setText(hint or self._hint)
        self._say_error("")
        self.ui.capitalsText.hide()
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
        self.ui.password.setFocus()

    def focus_next(self) -> None:
        """The field that is still empty."""
        (self.ui.password if self.ui.login.text() else self.ui.login).setFocus()

    @Slot()
    def _enter(self) -> None:
        login, password = self.ui.login.text().strip(), self.ui.password.text()
        if not (login and password):
            self.focus_next()
            return
        self._say_error("")
        self.ui.password.clear()
        self.submitted.emit(login, password)

    @Slot(bool)
    def _say_capitals(self, on: bool) -> None:
        if on is self.ui.capitalsText.isVisible():
            return
        self.ui.capitalsText.setVisible(on)
        if on:
            from cnmas_desktop.gui.widgets.announce import announce

            announce(self.ui.password, self.ui.capitalsText.text())

    def _say_error(self, sentence: str) -> None:
        self.ui.errorText.setText(sentence)
        self.ui.errorText.setVisible(bool(sentence))
        self.ui.password.setAccessibleDescription(sentence)
        if sentence:
            from cnmas_desktop.gui.widgets.announce import announce

            announce(self.ui.password, sentence, urgent=True)


def _text(role: str) -> QLabel:
    """A label dressed for `role` (resources/style/window.qss)."""
    made = QLabel()
    made.setProperty("role", role)
    made.setWordWrap(role != "title")
    return made
