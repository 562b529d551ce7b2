"""Display and keys, chosen in the window and kept: by keys alone, with a clash refused and a way back."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
import pytest

from cnmas_desktop.gui.agent.keys import clash, fit_for_a_shortcut
from cnmas_desktop.gui.agent.texts import words
from cnmas_desktop.gui.agent.window import AgentWindow
from cnmas_desktop.gui.theme import Theme
from cnmas_desktop.services.views import Message
from tests.gui.conftest import Opened
from tests.gui.reference import SHARE, changed, photograph, pixels
from tests.gui.scripted_desk import offline
from tests.gui.test_agent_accessibility import settle
from tests.gui.test_agent_keys import TO_NOTICE, press

Open = Callable[..., Opened]


@pytest.fixture(autouse=True)
def as_before(theme: Theme) -> Iterator[None]:
    yield
    theme.preferences.keys = {}
    theme.set_look("light")


def call_cap(window: AgentWindow) -> str:
    return next(button.cap.text() for button in window.area.step.grid.buttons if button.key == "F2")


def exchange(window: AgentWindow, action: str, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Ctrl+K, 8, the row of `action`, the new key."""
    press(window, "Ctrl+K", "8")
    panel = window.area.panel
    assert panel is not None
    row = next(button for button in panel._grid.buttons if button.accessibleName() == action)  # type: ignore[attr-defined]
    row.setFocus()
    press(window, "Space")
    catcher = QApplication.focusWidget()
    assert catcher is not None
    QTest.keyClick(catcher, key, held)
    QApplication.processEvents()  # the caps are told by an event


def test_another_key_does_it_at_once_and_is_written_on_the_cap(open_window: Open, theme: Theme) -> None:
    desk, window = open_window()
    exchange(window, "Appeler", Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    press(window, "Esc")
    assert call_cap(window) == "Ctrl D"
    assert theme.preferences.keys == {"F2": "Ctrl+D"}
    press(window, "F2")
    assert desk.acted == []
    press(window, "Ctrl+D")
    assert [action for action, _ in desk.acted] == ["call"]


def test_the_next_window_knows_the_chosen_keys(open_window: Open, theme: Theme) -> None:
    theme.preferences.keys = {"F2": "Ctrl+D"}
    desk, window = open_window()
    assert call_cap(window) == "Ctrl D"
    press(window, "Ctrl+D")
    assert [action for action, _ in desk.acted] == ["call"]


def test_a_key_that_already_does_something_is_refused_with_what_it_does(open_window: Open, theme: Theme) -> None:
    _, window = open_window()
    exchange(window, "Appeler", Qt.Key.Key_F8)
    panel = window.area.panel
    assert panel is not None
    assert "Ne plus appeler" in panel.form.errorText.text()
    assert theme.preferences.keys == {}
    press(window, "Esc")
    assert theme.preferences.keys == {}
    assert window.area.panel is panel


def test_all_keys_go_back_to_the_usual_ones(open_window: Open, theme: Theme) -> None:
    theme.preferences.keys = {"F2": "Ctrl+D", "F9": "F2"}
    desk, window = open_window()
    press(window, "Ctrl+K", "8")
    panel = window.area.panel
    assert panel is not None
    panel._grid.buttons[-1].click()  # type: ignore[attr-defined]
    press(window, "Esc", "F2")
    assert theme.preferences.keys == {}
    assert [action for action, _ in desk.acted] == ["call"]


@pytest.mark.parametrize(
    ("key", "fit"), [("F6", True), ("Ctrl+D", True), ("Alt+Left", True), ("D", False), ("5", False), ("Ctrl+C", False), ("Alt+F4", False)]
)
def test_digits_letters_and_the_keys_of_fields_stay_what_they_are(key: str, fit: bool) -> None:
    assert fit_for_a_shortcut(key) is fit


def test_two_keys_may_be_exchanged_one_after_the_other() -> None:
    assert clash({}, "F2", "F9") == "F9"
    assert clash({"F9": "Ctrl+D"}, "F2", "F9") == ""
    assert clash({"F9": "Ctrl+D"}, "F8", "Ctrl+D") == "F9"


def test_a_scheme_is_chosen_with_two_keys(open_window: Open, theme: Theme) -> None:
    _, window = open_window()
    press(window, "Ctrl+K", "5")
    assert theme.scheme == "contrast_dark"
    assert window.area.panel is not None
    press(window, "Ctrl+K")
    assert window.area.panel is None


def rows_of_f1(window: AgentWindow) -> list[str]:
    """Headings and rows of F1 as they are read, key first."""
    panel = window.area.panel
    assert panel is not None
    grid = panel.ui.keys.layout()  # type: ignore[attr-defined]
    return [text for at in range(grid.count()) if (text := grid.itemAt(at).widget().text())]


def test_f1_says_first_what_acts_now(open_window: Open) -> None:
    _, window = open_window()
    press(window, *TO_NOTICE, "F1")
    rows = rows_of_f1(window)
    assert "MENTION" in rows[0]
    assert rows[1:5] == ["1", "La personne accepte", "2", "La personne refuse"]
    assert rows.count("Terminer l'appel") == 1
    assert rows.index("PARTOUT") < rows.index("Appeler")
    press(window, "Esc", "F11", "F1")
    assert rows_of_f1(window)[0] == "MAINTENANT : SITUATION DIFFICILE"
    assert rows_of_f1(window)[2] == "Détresse"


def test_every_text_that_names_a_key_names_the_one_chosen(open_window: Open, theme: Theme) -> None:
    theme.preferences.keys = {"F12": "Ctrl+D", "F2": "F4", "F4": "F2"}
    _, window = open_window()
    assert words(Message("may_not.paused")).endswith("Ctrl D pour reprendre les appels.")
    press(window, "F1")
    rows = rows_of_f1(window)
    assert rows[rows.index("Appeler") - 1] == "F4"
    assert rows[rows.index("Rappeler plus tard") - 1] == "F2"


def test_a_look_chosen_in_the_middle_of_a_call_is_the_look_of_a_window_opened_in_it(open_window: Open, theme: Theme) -> None:
    """The system turned dark and the text was made larger: nothing painted in two looks, no part with the height of the other type."""
    theme.set_look("light")
    _, window = open_window(sync=offline())
    press(window, *TO_NOTICE)
    window.side.note.text.setPlainText("Le matin")
    focus = QApplication.focusWidget()
    theme.set_look("contrast_dark")
    theme.set_scale(2.0)
    settle()
    settle()
    assert QApplication.focusWidget() is focus
    turned = photograph(window)
    _, opened = open_window(scale=2.0, sync=offline())
    press(opened, *TO_NOTICE)
    opened.side.note.text.setPlainText("Le matin")
    settle()
    assert changed(pixels(photograph(opened)), pixels(turned)).mean() <= SHARE
