"""The shift by keys: « Ma journée » first, states by digit, « Fin de journée »; the focus where the next key is expected."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from PySide6.QtWidgets import QApplication, QLabel, QWidget
import pytest

from cnmas_desktop.gui.agent.day_end_panel import DayEndPanel
from cnmas_desktop.gui.agent.day_start_panel import DayStartPanel
from cnmas_desktop.gui.agent.state_panel import StatePanel
from cnmas_desktop.gui.agent.window import AgentWindow
from cnmas_desktop.gui.widgets.choice_button import ChoiceButton
from cnmas_desktop.messages import KnownError
from tests.gui.conftest import Opened
from tests.gui.scripted_desk import NOON, offline, promised
from tests.gui.test_agent_keys import TO_NOTICE, press

Open = Callable[..., Opened]
PROMISES = (promised(20, number=1), promised(24 * 60, number=2, name="Ode Tarbouriech"))


def said(widget: QWidget) -> str:
    """All that is written on a page."""
    QApplication.processEvents()
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if not label.isHidden())


def panel(window: AgentWindow, kind: type[QWidget]) -> Any:
    found = window.area.panel
    assert isinstance(found, kind), found
    return found


def test_the_first_page_of_the_day_is_my_day_and_enter_begins_it(open_window: Open) -> None:
    desk, window = open_window(begun=False)
    page = panel(window, DayStartPanel)
    assert desk.call() is None
    assert QApplication.focusWidget() is page.ui.saveButton
    press(window, "Esc")
    assert window.area.panel is page, "nothing to go back to"
    press(window, "Enter")
    assert desk.shift.begun_today
    assert window.area.panel is None
    focus = QApplication.focusWidget()
    assert isinstance(focus, ChoiceButton)
    assert focus.key == "F2"


def test_no_call_begins_around_my_day(open_window: Open) -> None:
    desk, window = open_window(begun=False)
    press(window, "F1", "F1")
    panel(window, DayStartPanel)
    press(window, "F2", "F12", "Esc")
    assert desk.call() is None
    panel(window, DayStartPanel)
    assert desk.acted == []


def test_my_day_offline_says_so_and_begins_all_the_same(open_window: Open) -> None:
    desk, window = open_window(begun=False, sync=offline(), callbacks=PROMISES)
    text = said(panel(window, DayStartPanel))
    for part in (
        "Hors ligne depuis 09:42",
        "3 à transmettre, le plus ancien depuis 08:31.",
        "10:51 Timothée Moulin",
        "2 s de retard",
    ):
        assert part in text
    press(window, "Enter")
    assert desk.call() is not None


def test_the_telephone_is_tried_only_when_asked(open_window: Open) -> None:
    handed: list[str] = []
    _, window = open_window(begun=False)

    def no_telephone(uri: str) -> bool:
        handed.append(uri)
        return False

    window._open_uri = no_telephone
    assert handed == []
    press(window, "1")
    assert handed == ["tel:"]
    assert "vous composerez les numéros à la main" in said(panel(window, DayStartPanel))
    window.refresh()
    assert "vous composerez les numéros à la main" in said(panel(window, DayStartPanel))


def test_my_day_comes_back_by_its_key_and_leaves_the_call_alone(open_window: Open) -> None:
    desk, window = open_window()
    press(window, *TO_NOTICE)
    before = QApplication.focusWidget()
    press(window, "Ctrl+J")
    assert "18" in said(panel(window, DayStartPanel)), "persons reached"
    press(window, "Enter")
    assert window.area.panel is None
    assert QApplication.focusWidget() is before
    call = desk.call()
    assert call is not None
    assert call.step == "notice"


@pytest.mark.parametrize(
    ("digit", "state", "words"),
    [("2", "pause", "Pause"), ("3", "meal", "Repas"), ("5", "phone_down", "Panne de téléphone")],
)
def test_a_state_is_two_keys_and_nothing_opens_from_it(open_window: Open, digit: str, state: str, words: str) -> None:
    desk, window = open_window()
    press(window, "F2", "2", "F12")
    panel(window, StatePanel)
    press(window, digit)
    assert desk.view().work_state == state
    press(window, "Enter")
    assert desk.saved == ["NRP"]
    assert desk.call() is None
    assert window.ui.callPill.accessibleName() == words
    press(window, "Enter")
    assert desk.view().work_state == "available"
    assert desk.call() is None
    press(window, "Enter")
    assert desk.call() is not None


def test_a_state_that_cannot_be_saved_is_said_in_the_page(open_window: Open) -> None:
    desk, window = open_window()
    desk.shift.failing = KnownError("store.disk_full")
    press(window, "F12", "2")
    assert "le disque est plein" in said(panel(window, StatePanel))
    assert desk.view().work_state == "available"


def test_the_work_after_the_call_has_its_own_timer(open_window: Open) -> None:
    _, window = open_window()
    press(window, "F2", "2")
    assert window._call is not None
    window._call = replace(window._call, after_call_since=NOON - timedelta(seconds=75))
    window.tick()
    assert window.ui.callPill.accessibleName() == "Finalisation 01:15"


def test_the_end_of_the_day_keeps_or_confides_each_promise(open_window: Open, qtbot: object) -> None:
    desk, window = open_window(promises=PROMISES)
    synced: list[int] = []
    window.sync_requested.connect(lambda: synced.append(1))
    press(window, "Ctrl+Q")
    page = panel(window, DayEndPanel)
    assert synced == [1]
    assert QApplication.focusWidget() is page.ui.saveButton
    assert "Jamais appelés d'ici, rendus à l'équipe : 27." in said(page)
    press(window, "2")
    window.refresh()
    left: list[int] = []
    window.sign_out_requested.connect(lambda: left.append(1))
    press(window, "Enter")
    assert desk.shift.ended == [{PROMISES[0].case_id}]
    assert left == [1]


def test_zero_confides_all_of_them_and_once_more_keeps_them(open_window: Open) -> None:
    desk, window = open_window(promises=PROMISES)
    press(window, "F12", "7", "0", "Enter")
    assert desk.shift.ended == [set()]
    press(window, "0", "Enter")
    assert desk.shift.ended[-1] == {one.case_id for one in PROMISES}


def test_the_end_of_the_day_offline_promises_that_nothing_is_lost(open_window: Open) -> None:
    _, window = open_window(sync=offline())
    press(window, "Ctrl+Q")
    page = panel(window, DayEndPanel)
    assert "rien n'est perdu, tout partira à votre prochaine connexion" in page.ui.stateBanner.text.text()
    assert "rendus à l'équipe à la prochaine transmission" in said(page)


def test_the_day_does_not_end_in_a_call(open_window: Open) -> None:
    desk, window = open_window()
    press(window, *TO_NOTICE, "Ctrl+Q", "Enter")
    assert "Un appel n'est pas enregistré" in said(panel(window, DayEndPanel))
    assert desk.shift.ended == []
    press(window, "Esc")
    assert window.area.panel is None


def test_practice_is_asked_for_from_my_day_but_never_in_a_call(open_window: Open) -> None:
    asked: list[int] = []
    _, window = open_window(begun=False)
    window.practice_requested.connect(lambda: asked.append(1))
    press(window, "2")
    assert asked == [1]
    press(window, "Enter", "F2", "Ctrl+E")
    assert asked == [1]
