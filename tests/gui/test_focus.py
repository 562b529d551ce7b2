"""The whole state machine walked once, option by option: after each key the focus is where the next one is expected."""

from collections import deque
from collections.abc import Callable

from PySide6.QtWidgets import QApplication
import pytest

from cnmas_desktop.domain.interview_state import CallState
from cnmas_desktop.domain.interview_steps import Step
from cnmas_desktop.gui.agent.keys import KEYS, canonical
from cnmas_desktop.gui.agent.window import AgentWindow
from cnmas_desktop.services.views import OptionView
from tests.gui.conftest import Opened
from tests.gui.scripted_desk import VALUES, ScriptedDesk, campaign

Open = Callable[..., Opened]
KEYED = frozenset({*KEYS, *"123456789", "Enter", "Esc"})
Place = tuple[str, str, int]


def place(state: CallState) -> Place:
    """The sentences of a script one by one; the questions are alike."""
    return state.step.value, state.menu, state.cursor if state.step is Step.SCRIPT else 0


def lost(window: AgentWindow) -> str:
    """Why the next key would go nowhere; empty when the focus is right."""
    focus = QApplication.focusWidget()
    if focus is None:
        return "nothing has the focus"
    panel = window.area.panel
    front = panel or (window.area.step if window.area.step.isVisible() else window.area.idle)
    if focus is window.side.note.text:
        return ""
    if not (front is focus or front.isAncestorOf(focus)):
        return f"{type(focus).__name__} {focus.accessibleName()} is behind"
    return "" if focus.isVisible() and focus.isEnabled() else f"{focus.accessibleName()} cannot be used"


def put(desk: ScriptedDesk, window: AgentWindow, state: CallState) -> None:
    """The window at that state, as after a restart."""
    if window.area.panel is not None:
        window.area.close_panel()
    desk._state = state
    window.refresh()
    window.area.focus_next()


def keys_of(desk: ScriptedDesk) -> list[OptionView]:
    call = desk.call()
    return [*call.options, *call.anytime] if call is not None else []


@pytest.mark.parametrize("code", ["MTDENTS", "SATISFACTION"])
def test_after_every_option_of_every_step_the_focus_is_in_front(open_window: Open, code: str) -> None:
    desk, window = open_window(campaign=campaign(code), people=40)
    wrong: list[str] = []
    waiting = deque([desk.state])
    met = {place(desk.state)}
    while waiting:
        state = waiting.popleft()
        put(desk, window, state)
        for option in keys_of(desk):
            assert canonical(option.key) in KEYED, f"{option.action} has no key of the window"
            if desk._state is not state or window.area.panel is not None:
                put(desk, window, state)
            if option.form == "identity":
                window.area.step.ui.typed.setText(VALUES["date_naissance"])
            if option.form == "question":
                window.press("1")
            window.press(canonical(option.key))
            if why := lost(window):
                wrong.append(f"{place(state)} {option.key}: {why}")
            if window.area.panel is not None:
                met.add(place(desk.state))  # a step that is a form of its own opens it
                window.press("Esc")
                if why := lost(window):
                    wrong.append(f"{place(state)} {option.key} Esc: {why}")
            elif desk._state is not None and place(desk.state) not in met:
                met.add(place(desk.state))
                waiting.append(desk.state)
    assert wrong == []
    study = {Step.RINGING, Step.WHO, Step.NOTICE, Step.QUESTIONS, Step.ENDING}
    service = study - {Step.QUESTIONS} | {
        Step.IDENTITY,
        Step.SCRIPT,
        Step.OFFER,
        Step.FOLLOW_UP,
        Step.CALLBACK,
    }
    assert {step for step, _, _ in met} >= {step.value for step in (service if code == "MTDENTS" else study)}
