"""What a hand does: a French keyboard, dead keys, a wheel, a paste of anything, Caps Lock."""

from collections.abc import Callable

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QInputMethodEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QPushButton, QWidget
import pytest
from pytestqt.qtbot import QtBot

from cnmas_desktop.gui.agent.keys import KeyRouter
from cnmas_desktop.gui.agent.note_card import LONGEST
from cnmas_desktop.gui.password_page import PasswordPage
from cnmas_desktop.gui.sign_in import SignInPage
from cnmas_desktop.gui.theme import Theme
from tests.gui.conftest import Opened, OpenedRoom

Open = Callable[..., Opened]
OpenRoom = Callable[..., OpenedRoom]
NO, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
ALT_GR = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
"""As Windows sends it."""
K = Qt.Key


def strike(target: QWidget, sign: str, key: Qt.Key, held: Qt.KeyboardModifier = NO) -> None:
    """A key of a French keyboard as the system sends it: the key, and the sign that it makes."""
    QTest.sendKeyEvent(QTest.KeyAction.Click, target, key, sign, held)


def test_every_key_of_the_row_answers_without_shift(qtbot: QtBot) -> None:
    """The French row, and where Apple's and the Belgian one differ."""
    window, pressed = QPushButton(), list[str]()
    qtbot.addWidget(window)
    KeyRouter(window, pressed.append)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    for letter in "&é\"'(-è_çà§!":
        strike(window, letter, Qt.Key(ord(letter.upper())))
    assert "".join(pressed) == "123456789068"


def test_a_field_takes_dead_keys_alt_gr_and_the_keypad_and_answers_nothing(open_window: Open) -> None:
    desk, window = open_window()
    for usual in ("F2", "1", "1"):
        window.press(usual)
    typed, acted = window.area.step.ui.typed, list(desk.acted)
    composed = QInputMethodEvent("^", [])
    QApplication.sendEvent(typed, composed)
    composed = QInputMethodEvent()
    composed.setCommitString("ê")
    QApplication.sendEvent(typed, composed)
    for sign, key, held in (
        ("€", K.Key_E, ALT_GR),
        ("@", K.Key_0, ALT_GR),
        ("#", K.Key_3, ALT_GR),
        ("é", K.Key_Eacute, NO),
        ("(", K.Key_ParenLeft, NO),
        ("2", K.Key_2, SHIFT),
        ("7", K.Key_7, Qt.KeyboardModifier.KeypadModifier),
    ):
        strike(typed, sign, key, held)
    assert (typed.text(), desk.acted) == ("ê€@#é(27", acted)


def test_a_document_pasted_into_the_note_is_cut_at_once_and_a_file_is_none(open_window: Open) -> None:
    _, window = open_window()
    note, held = window.side.note.text, list[int]()
    note.setPlainText("Matin. ")
    note.moveCursor(note.textCursor().MoveOperation.End)
    note.textChanged.connect(lambda: held.append(len(note.toPlainText())))
    document, file = QMimeData(), QMimeData()
    document.setText("a\x00b\u202ec\r\nd\t" + "x" * 100_000)
    file.setUrls([QUrl.fromLocalFile("/fiches/dupont.pdf")])
    note.insertFromMimeData(file)
    assert note.toPlainText() == "Matin. "
    note.insertFromMimeData(document)
    assert (note.toPlainText()[:14], max(held)) == ("Matin. abc d x", LONGEST)
    note.undo()
    assert note.toPlainText() == "Matin. "


def turn(field: QWidget) -> None:
    place = QPointF(field.rect().center())
    for _ in range(3):
        QApplication.sendEvent(
            field,
            QWheelEvent(
                place,
                QPointF(field.mapToGlobal(place)),
                QPoint(),
                QPoint(0, -120),
                Qt.MouseButton.NoButton,
                NO,
                Qt.ScrollPhase.NoScrollPhase,
                False,
            ),
        )


def test_a_wheel_changes_no_date_of_a_callback(open_window: Open) -> None:
    _, window = open_window()
    window.press("F4")
    panel, focus = window.area.panel, QApplication.focusWidget()
    assert panel is not None
    fields = [field for field in panel.findChildren(QAbstractSpinBox) if field.isVisible()]
    before = [field.text() for field in fields]
    for field in fields:
        turn(field)
    assert len(fields) == 2
    assert [field.text() for field in fields] == before
    assert QApplication.focusWidget() is focus


def test_a_wheel_changes_no_choice_of_the_room(open_room: OpenRoom) -> None:
    _, window = open_room()
    fields = [field for page in window.pages for field in page.findChildren(QComboBox) if field.count() > 1]
    for field in fields:
        field.setCurrentIndex(0)
        turn(field)
    assert len(fields) > 5
    assert {field.currentIndex() for field in fields} == {0}


@pytest.mark.parametrize("made", [SignInPage, lambda: PasswordPage(lambda _old, _new: None)], ids=["sign-in", "password"])
def test_caps_lock_is_said_where_nobody_sees_what_is_typed(
    qtbot: QtBot, theme: Theme, made: Callable[[], SignInPage | PasswordPage]
) -> None:
    page = made()
    qtbot.addWidget(page)
    page.show()
    said = page.ui.capitalsText
    field = page.ui.password if isinstance(page, SignInPage) else page.ui.chosen
    seen = []
    for letter, shift in (("a", NO), ("B", SHIFT), ("C", NO), ("1", NO), ("d", SHIFT), ("e", NO)):
        strike(field, letter, Qt.Key(ord(letter.upper())), shift)
        seen.append(said.isVisible())
    assert seen == [False, False, True, True, True, False]
    assert field.text() == "aBC1de"
