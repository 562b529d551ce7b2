"""A study's questions: closed ones on large buttons with digits, several marked one by one, a number typed, a text only where it is open."""

from collections.abc import Callable

from PySide6.QtWidgets import QApplication
import pytest

from cnmas_desktop.gui.agent.window import AgentWindow
from cnmas_desktop.gui.theme import Theme
from cnmas_desktop.gui.widgets.choice_button import ChoiceButton
from tests.gui.conftest import Opened
from tests.gui.scripted_desk import ScriptedDesk, campaign
from tests.gui.test_agent_accessibility import cut, nameless, settle

Open = Callable[..., Opened]
TO_QUESTIONS = ("F2", "1", "1", "1")


def at(open_window: Open, *keys: str) -> tuple[ScriptedDesk, AgentWindow]:
    desk, window = open_window(campaign=campaign("SATISFACTION"))
    press(window, *TO_QUESTIONS, *keys)
    desk.acted.clear()
    return desk, window


def press(window: AgentWindow, *keys: str) -> None:
    for key in keys:
        window.press(key)
    settle()


def given(desk: ScriptedDesk) -> list[str]:
    return [data["answer"] for action, data in desk.acted if action == "answer"]


def test_a_number_is_typed_with_its_digits_and_taken_by_enter(open_window: Open) -> None:
    desk, window = at(open_window)
    assert window.area.step.ui.asking.isHidden()
    press(window, "1", "0")
    assert given(desk) == []
    press(window, "Enter")
    assert given(desk) == ["10"]


def test_several_answers_are_marked_and_unmarked_and_kept_for_a_restart(open_window: Open) -> None:
    desk, window = at(open_window, "7", "Enter")
    press(window, "1", "2", "3", "2")
    window.flush_draft()
    assert desk.drafts[-1] == {"question.answer": "remboursement,droits"}
    chosen = [one.accessibleName() for one in window.area.step.findChildren(ChoiceButton) if one.isVisible() and one.property("marked")]
    assert chosen == ["Un remboursement", "Vos droits"]
    press(window, "Enter")
    assert given(desk) == ["remboursement,droits"]


@pytest.mark.parametrize("keys", [(), ("7", "Enter")])
def test_f3_ends_a_study_by_its_digits_and_escape_gives_the_question_back(open_window: Open, keys: tuple[str, ...]) -> None:
    desk, window = at(open_window, *keys)
    press(window, "F3", "Esc", "1")
    assert window.area.step.typed() != "", "the digits are the question's again"
    press(window, "F3", "2")
    assert [action for action, _ in desk.acted] == ["terminate", "back", "terminate", "hung_up"]


def test_a_single_answer_takes_one_key_and_none_sits_on_enter(open_window: Open) -> None:
    desk, window = at(open_window, "7", "Enter", "1", "Enter")
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.accessibleName() == "Continuer"
    press(window, "2")
    assert given(desk) == ["plutot"]


def test_an_open_question_has_a_field_and_no_buttons(open_window: Open) -> None:
    desk, window = at(open_window, "5", "Enter", "1", "Enter", "2", "9", "Enter", "0", "Enter")
    assert not window.area.step.ui.asking.isHidden()
    assert QApplication.focusWidget() is window.area.step.ui.typed
    window.area.step.ui.typed.setText("Un délai plus court")
    press(window, "Enter")
    assert given(desk) == ["Un délai plus court"]


@pytest.mark.parametrize("keys", [(), ("7", "Enter"), ("7", "Enter", "1", "Enter")], ids=["scale", "several", "one"])
def test_every_kind_of_question_is_named_and_whole(open_window: Open, theme: Theme, keys: tuple[str, ...]) -> None:
    _, window = at(open_window, *keys)
    assert nameless(window) == []
    assert cut(window) == []
    assert window.ui.centreScroll.verticalScrollBar().maximum() == 0
    theme.set_scale(1.5)
    settle()
    assert cut(window) == []
