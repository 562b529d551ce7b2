"""The keys of trade section 5, pressed on the real window over the real interview."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
import pytest

from cnmas_desktop.gui.agent.callback_panel import CallbackPanel
from cnmas_desktop.gui.agent.change_panel import ChangePanel
from cnmas_desktop.gui.agent.window import AgentWindow
from cnmas_desktop.gui.widgets.choice_button import ChoiceButton
from cnmas_desktop.messages import KnownError
from cnmas_desktop.services.views import Message
from tests.gui.conftest import Opened
from tests.gui.scripted_desk import NOON, VALUES, campaign, promised

Open = Callable[..., Opened]
K = Qt.Key
KEYS = {"Enter": K.Key_Return, "Esc": K.Key_Escape, "Space": K.Key_Space, "Tab": K.Key_Tab}


def press(window: AgentWindow, *keys: str) -> None:
    """Type keys where the focus is; a word in « » is typed letter by letter. Then all that is shown after a frame is."""
    for key in keys:
        target: QWidget = QApplication.focusWidget() or window
        if key.startswith("«"):
            QTest.keyClicks(target, key.strip("«»"))
        elif key in KEYS:
            QTest.keyClick(target, KEYS[key])
        elif key.startswith("F") and key[1:].isdigit():
            QTest.keyClick(target, Qt.Key(K.Key_F1 + int(key[1:]) - 1))
        elif key.startswith("Ctrl+"):
            name = key.removeprefix("Ctrl+")
            QTest.keyClick(target, getattr(K, f"Key_{name}"), Qt.KeyboardModifier.ControlModifier)
        else:
            QTest.keyClick(target, key)  # type: ignore[call-overload]  # its stub knows no letters
    QApplication.processEvents()


TO_NOTICE = ("F2", "1", "1", f"«{VALUES['date_naissance']}»", "Enter")


def actions(opened: Opened) -> list[str]:
    return [action for action, _ in opened[0].acted]


def test_no_answer_takes_two_keys_and_lands_on_the_next_person(open_window: Open) -> None:
    desk, window = opened = open_window()
    press(window, "F2")
    press(window, "2", "Enter")
    assert actions(opened) == ["call", "no_answer", "save"]
    assert desk.saved == ["NRP"]
    focus = QApplication.focusWidget()
    assert isinstance(focus, ChoiceButton)
    assert focus.key == "F2"
    assert window.area.step.primary() is not None


def test_a_refusal_takes_three_keys_from_any_step(open_window: Open) -> None:
    desk, window = open_window()
    press(window, *TO_NOTICE)
    press(window, "F3", "1", "Enter")
    assert desk.saved == ["REF_D"]


def test_a_whole_interview_without_the_mouse(open_window: Open) -> None:
    desk, window = opened = open_window()
    press(window, *TO_NOTICE, "1", "Enter", "Enter", "Enter", "1", "1", "Enter", "Enter")
    assert desk.saved == ["TERM"]
    assert actions(opened)[-3:] == ["offer:rendez_vous", "nothing_more", "save"]


def test_digits_typed_in_a_field_stay_in_the_field(open_window: Open) -> None:
    _, window = opened = open_window()
    press(window, "F2", "1", "1", "«22»")
    assert window.area.step.ui.typed.text() == "22"
    assert actions(opened) == ["call", "answered", "person"]


def test_a_key_held_down_answers_once_and_types_nothing_into_the_next_step(open_window: Open) -> None:
    _, window = open_window()
    press(window, "F2", "1", "1")
    typed = window.area.step.ui.typed
    assert typed.hasFocus()
    for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(typed, QKeyEvent(kind, Qt.Key.Key_1, Qt.KeyboardModifier.NoModifier, "1", True))
    assert typed.text() == ""
    QApplication.sendEvent(typed, QKeyEvent(QEvent.Type.KeyRelease, Qt.Key.Key_1, Qt.KeyboardModifier.NoModifier, "1"))
    QTest.keyClicks(typed, "09")
    assert typed.text() == "09"
    QApplication.sendEvent(typed, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_9, Qt.KeyboardModifier.NoModifier, "9", True))
    assert typed.text() == "099", "whoever holds a key in a field means it"


def test_a_date_that_does_not_agree_is_said_and_not_kept(open_window: Open) -> None:
    _, window = open_window()
    press(window, "F2", "1", "1", "«01/01/1980»", "Enter")
    page = window.area.step.ui
    assert "ne concorde pas" in page.answerText.text()
    assert page.typed.text() == ""
    assert QApplication.focusWidget() is page.typed


@pytest.mark.parametrize("key", ["é", "2"])
def test_the_unshifted_digit_row_of_a_french_keyboard_answers_too(open_window: Open, key: str) -> None:
    _, window = opened = open_window()
    press(window, "F2")
    if key == "é":
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, Qt.Key.Key_Eacute)
    else:
        press(window, key)
    assert actions(opened) == ["call", "no_answer"]


def test_enter_never_presses_a_destructive_answer(open_window: Open) -> None:
    _, window = opened = open_window()
    press(window, *TO_NOTICE)
    refuse = next(button for button in window.area.step.grid.buttons if button.key == "2")
    refuse.setFocus()
    press(window, "Enter")
    assert "refuse" not in actions(opened)
    press(window, "Space")
    assert actions(opened)[-1] == "refuse"


def test_f8_asks_for_a_digit_and_enter_does_nothing_there(open_window: Open) -> None:
    desk, window = opened = open_window()
    press(window, *TO_NOTICE, "F8")
    before = actions(opened)
    press(window, "Enter")
    assert actions(opened) == before
    press(window, "1")
    assert desk.acted[-1] == ("stop_calling", {"channel": "phone"})
    assert window.area.panel is None


def test_a_blocked_person_is_not_dialled_and_the_reason_stands_in_place(open_window: Open) -> None:
    _, window = opened = open_window(blocked=Message("may_not.outside_hours", {"time": "14 h 00"}))
    press(window, "F2")
    assert actions(opened) == []
    assert window.area.step.ui.say.text.text() == "Appel possible à partir de 14 h 00 (heure de la personne)."


def test_the_number_goes_to_the_telephone_once(open_window: Open) -> None:
    dialled: list[str] = []
    desk, window = open_window()
    window._open_uri = lambda uri: not dialled.append(uri)  # type: ignore[func-returns-value]
    press(window, "F2")
    window.refresh()
    assert dialled == ["tel:+33639981234"]
    assert desk.call() is not None


def test_a_workstation_without_telephone_says_so(open_window: Open) -> None:
    _, window = open_window()
    window._open_uri = lambda _uri: False
    press(window, "F2")
    assert "composez le numéro" in window.ui.noticeBanner.text.text()


def test_a_callback_says_the_moment_in_both_times_and_refuses_the_night(open_window: Open) -> None:
    from tests.gui.scripted_desk import REUNION

    desk, window = open_window(zone=REUNION)
    press(window, *TO_NOTICE, "3")
    panel = window.area.panel
    assert isinstance(panel, CallbackPanel)
    said = panel.ui.bothTimes.text.text()
    assert "13:30" in said
    assert "10:30" in said
    panel.ui.timeEdit.setTime(panel.ui.timeEdit.time().addSecs(-8 * 3600))
    press(window, "Enter")
    assert "Appel possible" in panel.ui.errorText.text()
    panel.ui.timeEdit.setTime(panel.ui.timeEdit.time().addSecs(9 * 3600))
    press(window, "Enter")
    assert desk.acted[-1] == ("set_callback", {"kind": "firm", "local": "2026-11-25T14:30"})


def test_escape_leaves_the_callback_step_as_it_leaves_any_step(open_window: Open) -> None:
    desk, window = open_window()
    press(window, *TO_NOTICE, "3", "Esc")
    assert desk.acted[-1][0] == "back"
    assert window.area.panel is None
    call = desk.call()
    assert call is not None
    assert call.step == "notice"


def test_a_correction_is_read_back_before_it_is_saved(open_window: Open) -> None:
    desk, window = open_window()
    press(window, *TO_NOTICE, "F7", "2", "«05 36»", "Enter")
    panel = window.area.panel
    assert isinstance(panel, ChangePanel)
    assert "incomplet" in panel.ui.errorText.text()
    panel.ui.newEdit.setText("0536491299")
    press(window, "Enter")
    assert desk.acted[-1][0] != "change"
    assert "0536491299" in panel.ui.readBack.text.text()
    press(window, "Enter")
    assert desk.acted[-1] == ("change", {"field": "telephone", "new": "0536491299"})


def test_what_is_typed_is_kept_after_a_quarter_of_a_second(open_window: Open, qtbot: object) -> None:
    desk, window = open_window()
    press(window, *TO_NOTICE, "F6", "1", "«Attestation»")
    qtbot.waitUntil(lambda: bool(desk.drafts), timeout=2000)  # type: ignore[attr-defined]
    assert desk.drafts[-1]["request.text"] == "Attestation"


def test_a_full_disk_keeps_the_page_and_says_so(open_window: Open) -> None:
    desk, window = open_window()
    press(window, "F2")
    desk.failing = KnownError("store.disk_full")
    press(window, "2")
    assert "le disque est plein" in window.ui.noticeBanner.text.text()
    assert [button.key for button in window.area.step.grid.buttons][:2] == ["1", "2"]
    desk.failing = None
    press(window, "2")
    assert window.ui.noticeBanner.isHidden()


def test_the_note_is_written_when_left_and_never_longer_than_two_hundred(open_window: Open) -> None:
    desk, window = open_window()
    press(window, *TO_NOTICE)
    note = window.side.note.text
    note.setFocus()
    press(window, "«" + "x" * 210 + "»", "Enter")
    assert desk.acted[-1] == ("note", {"codes": "", "text": "x" * 200})
    assert isinstance(QApplication.focusWidget(), ChoiceButton)


def test_f9_answers_in_the_middle_of_a_call_and_gives_the_step_back(open_window: Open) -> None:
    _, window = open_window()
    press(window, *TO_NOTICE)
    before = QApplication.focusWidget()
    press(window, "F9")
    assert window.area.panel is not None
    press(window, "Esc")
    assert window.area.panel is None
    assert QApplication.focusWidget() is before


def test_what_is_consulted_gives_back_the_panel_as_it_was_left(open_window: Open) -> None:
    desk, window = open_window()
    press(window, *TO_NOTICE, "3")
    panel = window.area.panel
    assert isinstance(panel, CallbackPanel)
    panel.ui.timeEdit.setFocus()
    press(window, "«15»", "F1", "F9", "Ctrl+K", "Esc", "Esc", "F1")
    assert window.area.panel is panel
    assert QApplication.focusWidget() is panel.ui.timeEdit
    press(window, "F1", "Enter", "Enter")
    assert desk.acted[-1][0] == "set_callback"
    assert desk.acted[-1][1]["local"].partition("T")[2].startswith("15:")


def click_twice(button: QWidget) -> None:
    """As fast as Qt takes for a double click: it is sent the second press under another name."""
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QTest.mouseDClick(button, Qt.MouseButton.LeftButton)
    QTest.mouseRelease(button, Qt.MouseButton.LeftButton)


def test_two_quick_clicks_are_one(open_window: Open) -> None:
    """Under the second lies what the first has brought: the next person, who would be dialled, or what was to be read back."""
    desk, window = opened = open_window()
    press(window, *TO_NOTICE, "1", "Enter", "Enter", "Enter", "1", "1")
    press(window, "F7", "2", "«0536491299»")
    panel = window.area.panel
    assert isinstance(panel, ChangePanel)
    click_twice(panel.ui.saveButton)
    assert "change" not in actions(opened)
    press(window, "Enter", "Enter")
    assert actions(opened)[-1] == "nothing_more"
    click_twice(window.area.step.grid.buttons[0])
    assert (actions(opened)[-1], len(desk.saved)) == ("save", 1)


def test_what_the_person_may_still_want_stands_among_the_answers(open_window: Open) -> None:
    _, window = open_window()
    press(window, *TO_NOTICE, "1", "Enter", "Enter", "Enter", "1", "1")
    assert [button.key for button in window.area.step.grid.buttons] == ["Entrée", "F6", "F7", "3"]
    press(window, "F6")
    assert window.area.panel is not None


def test_a_pause_bars_the_case_in_front_at_once(open_window: Open) -> None:
    desk, window = opened = open_window()
    desk.blocked = Message("may_not.not_authorised")
    press(window, "F12", "2")
    focus = QApplication.focusWidget()
    assert isinstance(focus, ChoiceButton)
    assert (window.area.step.grid.buttons[0].isEnabled(), focus.key) == (False, "F4")
    desk.blocked = None
    press(window, "F12", "1")
    assert (window.area.step.grid.buttons[0].isEnabled(), actions(opened)) == (True, [])


def test_nothing_starts_from_a_pause(open_window: Open) -> None:
    desk, window = opened = open_window()
    press(window, "F2", "2")
    press(window, "F12", "2")
    press(window, "Enter")
    assert desk.saved == ["NRP"]
    assert desk.call() is None
    assert window.area.idle.ui.headline.text() == "Pause"
    press(window, "F2")
    assert actions(opened) == ["call", "no_answer", "save"]


def test_a_promised_callback_is_announced_once_and_takes_no_key(open_window: Open) -> None:
    _, window = open_window(callbacks=(promised(4, name="T. Moulin"),))
    assert window.ui.noticeBanner.text.text() == "Rappel promis à 10:35 : T. Moulin"
    before = QApplication.focusWidget()
    window.notice("")
    window.tick()
    assert window.ui.noticeBanner.isHidden()
    assert QApplication.focusWidget() is before


def test_an_incoming_call_finds_ones_own_case_first(open_window: Open) -> None:
    desk, window = open_window()
    press(window, "Ctrl+F", "«moul»", "Enter")
    assert desk.acted == [("incoming", {})]
    call = desk.call()
    assert call is not None
    assert call.step == "who"


def test_before_identity_nothing_but_the_name_is_shown(open_window: Open) -> None:
    _, window = open_window()
    press(window, "F2", "1", "1")
    assert window.area.person.ui.fields.values() == {}
    press(window, f"«{VALUES['date_naissance']}»", "Enter")
    assert "Prénom de l'enfant" not in window.area.person.ui.fields.values()
    press(window, "1")
    assert window.area.person.ui.fields.values()["Prénom de l'enfant"] == "Timothée"


def test_a_study_has_no_request_no_change_and_one_key_to_oppose(open_window: Open) -> None:
    desk, window = open_window(campaign=campaign("SATISFACTION"))
    press(window, "F2", "1", "1")
    press(window, "F6", "F7")
    assert window.area.panel is None
    press(window, "F8")
    assert desk.acted[-1][0] == "oppose"


def test_the_title_of_the_window_names_nobody(open_window: Open) -> None:
    _, window = open_window()
    press(window, *TO_NOTICE)
    assert window.windowTitle() == "CNMAS"


def test_markup_in_a_name_is_shown_as_it_is(open_window: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(VALUES, "nom", "<b>Moulin</b>")
    _, window = open_window()
    assert window.area.person.ui.nameText.text() == "Amélie <b>Moulin</b>"
    assert window.area.person.ui.nameText.textFormat() == Qt.TextFormat.PlainText


def test_locking_saves_what_is_typed_first(open_window: Open, qtbot: object) -> None:
    desk, window = open_window()
    press(window, *TO_NOTICE, "F6", "1", "«Carte»")
    with qtbot.waitSignal(window.lock_requested):  # type: ignore[attr-defined]
        press(window, "Ctrl+L")
    assert desk.drafts[-1]["request.text"] == "Carte"
    assert desk.now == NOON
