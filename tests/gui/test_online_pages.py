"""The provisional code and who calls in, by keys on the real window: what the centre answers, and while it does not."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from threading import Event

from PySide6.QtWidgets import QApplication
import pytest
from pytestqt.qtbot import QtBot

from cnmas_desktop.gui.agent.incoming_panel import IncomingPanel
from cnmas_desktop.gui.agent.reveal_card import RevealCard
from cnmas_desktop.gui.agent.window import AgentWindow
from cnmas_desktop.gui.sync_service import SyncService
from cnmas_desktop.messages import KnownError
from tests.gui.conftest import Opened
from tests.gui.scripted_desk import ScriptedDesk, campaign
from tests.gui.scripted_online import SECRET, HeldWorker
from tests.gui.test_agent_keys import TO_NOTICE, press
from tests.gui.test_sync_service import HeldSyncer

Open = Callable[..., Opened]
HOME = "«42 rue gillet»"
TO_SCRIPT = (*TO_NOTICE, "1")


@pytest.fixture
def call(open_window: Open) -> tuple[ScriptedDesk, AgentWindow, HeldWorker]:
    """An accepted interview about the ameli account."""
    desk, window = open_window(campaign=campaign("AMELI"))
    worker = window.worker = HeldWorker()
    press(window, *TO_SCRIPT)
    return desk, window, worker


def card(window: AgentWindow) -> RevealCard:
    assert isinstance(window.area.panel, RevealCard)
    return window.area.panel


def panel(window: AgentWindow) -> IncomingPanel:
    assert isinstance(window.area.panel, IncomingPanel)
    return window.area.panel


def everything_on_screen(window: AgentWindow) -> str:
    labels = [widget.property("text") for widget in QApplication.allWidgets() if widget.property("text")]
    return " ".join([str(text) for text in labels] + [window.windowTitle(), QApplication.clipboard().text()])


# -- the provisional code


def test_the_code_is_shown_after_the_address_and_masked_after_a_minute(
    call: tuple[ScriptedDesk, AgentWindow, HeldWorker],
) -> None:
    desk, window, worker = call
    press(window, "F10")
    assert QApplication.focusWidget() is card(window).ui.typedEdit
    press(window, HOME, "Enter")
    assert SECRET not in everything_on_screen(window)
    worker.answer()
    assert card(window).ui.codeText.text() == SECRET
    assert [action for action, _ in desk.acted][-2:] == ["second_check", "reveal"]
    desk.now += timedelta(seconds=42)
    window.tick()
    assert "18 s" in card(window).ui.countText.text()
    desk.now += timedelta(seconds=18)
    window.tick()
    assert SECRET not in everything_on_screen(window)
    assert QApplication.focusWidget() is card(window).ui.saveButton


def test_escape_masks_first_and_goes_back_then(call: tuple[ScriptedDesk, AgentWindow, HeldWorker]) -> None:
    desk, window, worker = call
    press(window, "F10", HOME, "Enter")
    worker.answer()
    press(window, "Esc")
    assert SECRET not in everything_on_screen(window)
    press(window, "Esc")
    assert window.area.panel is None
    assert QApplication.focusWidget() is window.area.step.first_focus()
    press(window, "Enter")
    assert desk.state.cursor == 1


def test_while_the_centre_is_asked_enter_does_nothing_beside_the_card(call: tuple[ScriptedDesk, AgentWindow, HeldWorker]) -> None:
    _desk, window, worker = call
    press(window, "F10", HOME, "Enter")
    assert QApplication.focusWidget() is card(window)
    worker.answer()
    press(window, "Esc", "Enter")  # masked, and asked again
    assert QApplication.focusWidget() is card(window)
    press(window, "Enter")
    assert window.area.panel is card(window)
    worker.answer()
    assert card(window).ui.codeText.text() == SECRET
    assert QApplication.focusWidget() is card(window).ui.saveButton


def test_the_code_leaves_the_screen_with_the_card(call: tuple[ScriptedDesk, AgentWindow, HeldWorker]) -> None:
    _desk, window, worker = call
    press(window, "F10", HOME, "Enter")
    worker.answer()
    press(window, "F9")
    assert SECRET not in everything_on_screen(window)


def test_an_answer_that_comes_too_late_is_for_nobody(
    call: tuple[ScriptedDesk, AgentWindow, HeldWorker],
) -> None:
    desk, window, worker = call
    press(window, "F10", HOME, "Enter", "Esc")
    worker.answer()
    assert SECRET not in everything_on_screen(window)
    assert desk.revealing.shown_at == []


def test_another_address_is_said_not_kept_and_after_two_it_is_the_post(
    call: tuple[ScriptedDesk, AgentWindow, HeldWorker],
) -> None:
    _desk, window, worker = call
    press(window, "F10", "«43 rue gillet»", "Enter")
    assert "ne concorde pas" in card(window).ui.errorText.text()
    assert card(window).ui.typedEdit.text() == ""
    assert QApplication.focusWidget() is card(window).ui.typedEdit
    press(window, "«44 rue gillet»", "Enter")
    assert "envoi par courrier" in card(window).ui.titleText.text()
    assert worker.waiting == []
    assert QApplication.focusWidget() is card(window).ui.saveButton
    press(window, "Enter")
    assert window.area.panel is None
    assert QApplication.focusWidget() is window.area.step.first_focus()


def test_a_refusal_of_the_centre_is_the_post_with_its_reason(
    call: tuple[ScriptedDesk, AgentWindow, HeldWorker],
) -> None:
    desk, window, worker = call
    desk.revealing.fault = KnownError("online.refused")
    press(window, "F10", HOME, "Enter")
    worker.answer()
    assert "envoi par courrier" in card(window).ui.titleText.text()
    assert "ne donne pas de code" in card(window).ui.hintText.text()


def test_who_called_in_hears_why_it_comes_by_post(open_window: Open) -> None:
    _desk, window = open_window(campaign=campaign("AMELI"))
    press(window, "Ctrl+F", "«moul»", "Enter", *TO_SCRIPT[2:])
    press(window, "F10")
    assert "appelé elle-même" in card(window).ui.hintText.text()


@pytest.fixture
def syncing(qapp: QApplication) -> Iterator[tuple[HeldSyncer, SyncService]]:
    syncer = HeldSyncer()
    service = SyncService(syncer, qapp)
    yield syncer, service
    syncer.gate.set()
    service.stop()
    service.deleteLater()


def test_the_window_lives_while_the_centre_does_not_answer(
    open_window: Open, qtbot: QtBot, syncing: tuple[HeldSyncer, SyncService]
) -> None:
    desk, window = open_window(campaign=campaign("AMELI"))
    window.worker = syncing[1]
    desk.revealing.gate = Event()
    press(window, *TO_SCRIPT, "F10", HOME, "Enter")
    assert "Demande au centre" in card(window).ui.countText.text()
    press(window, "Esc", "Enter")
    assert desk.state.cursor == 1
    press(window, "F10")
    desk.revealing.gate.set()
    qtbot.waitUntil(lambda: card(window).ui.codeText.text() == SECRET)


def test_a_guarded_call_waits_for_the_sync_under_way_and_another_follows(qtbot: QtBot, syncing: tuple[HeldSyncer, SyncService]) -> None:
    syncer, service = syncing
    syncer.gate.clear()
    service.start()
    qtbot.waitUntil(lambda: len(syncer.taken) == 1)
    heard: list[tuple[str, int]] = []
    service.run(lambda: "asked", lambda said: heard.append((said, len(syncer.taken))), lambda error: None)
    service.request()
    assert heard == []
    with qtbot.waitSignal(service.finished):
        syncer.gate.set()
    qtbot.waitUntil(lambda: len(syncer.taken) == 2)
    assert heard == [("asked", 1)] or heard == [("asked", 2)]


# -- somebody calls in


@pytest.fixture
def desk_of_calls(open_window: Open) -> tuple[ScriptedDesk, AgentWindow, HeldWorker]:
    desk, window = open_window()
    worker = window.worker = HeldWorker()
    return desk, window, worker


def test_beyond_ones_own_cases_the_centre_is_asked_field_by_field(
    desk_of_calls: tuple[ScriptedDesk, AgentWindow, HeldWorker],
) -> None:
    desk, window, worker = desk_of_calls
    press(window, "Ctrl+F", "«personne»", "Enter")
    ui = panel(window).ui
    assert ui.nameEdit.text() == "personne"
    assert QApplication.focusWidget() is ui.numberEdit
    desk.incoming.known = ("0199001234", "personne", "09/12/1984")
    press(window, "«0199001234»", "Enter")
    assert QApplication.focusWidget() is ui.birthEdit
    press(window, "«09/12/1984»", "Enter")
    assert "Recherche au centre" in ui.countText.text()
    worker.answer()
    assert window.area.panel is None
    assert desk.acted == [("incoming", {})]
    view = desk.call()
    assert view is not None
    assert (view.case_id, view.step) == (desk.incoming.found, "who")
    history = window.area.person.ui.historyText.text()
    assert history.startswith("Appel entrant · ")  # which is no attempt


def test_one_answer_to_what_does_not_agree_and_then_the_slip(
    desk_of_calls: tuple[ScriptedDesk, AgentWindow, HeldWorker],
) -> None:
    desk, window, worker = desk_of_calls
    press(window, "Ctrl+F", "«0199001234»", "Enter", "«personne»", "Enter", "«10/12/1984»", "Enter")
    worker.answer()
    assert "n'ouvre rien" in panel(window).ui.errorText.text()
    assert QApplication.focusWidget() is panel(window).ui.saveButton
    press(window, "Enter")
    assert desk.incoming.slips == ["+33199001234"]
    assert window.area.panel is None
    assert "noté" in window.ui.noticeBanner.text.text()
    assert QApplication.focusWidget() is window.area.step.first_focus()


def test_a_date_without_its_century_is_asked_again_before_the_centre(
    desk_of_calls: tuple[ScriptedDesk, AgentWindow, HeldWorker],
) -> None:
    _desk, window, worker = desk_of_calls
    press(window, "Ctrl+F", "«0199001234»", "Enter", "«personne»", "Enter", "«10/12/84»", "Enter")
    assert "quatre chiffres" in panel(window).ui.errorText.text()
    assert worker.waiting == []


def test_offline_two_enters_leave_the_slip(
    desk_of_calls: tuple[ScriptedDesk, AgentWindow, HeldWorker],
) -> None:
    desk, window, _worker = desk_of_calls
    desk.incoming.reachable = False
    press(window, "Ctrl+F", "«personne»")
    assert "hors ligne" in panel(window).ui.countText.text()
    press(window, "Enter")
    assert QApplication.focusWidget() is panel(window).ui.numberEdit
    press(window, "«0199001234»", "Enter")
    assert desk.incoming.slips == ["+33199001234"]
