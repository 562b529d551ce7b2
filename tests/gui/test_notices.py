"""What is to be read, by keys: one line that takes no focus, one page, « J'ai lu » on Enter; and who a case is confided to."""

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtWidgets import QApplication
import pytest

from cnmas_desktop.gui.agent.choice_panel import ChoicePanel
from cnmas_desktop.gui.agent.day_start_panel import DayStartPanel
from cnmas_desktop.gui.agent.hand_over_panel import HandOverPanel
from cnmas_desktop.gui.agent.notices_panel import NoticesPanel
from cnmas_desktop.gui.agent.reviews_panel import ReviewsPanel, review_rows
from cnmas_desktop.gui.agent.window import AgentWindow
from cnmas_desktop.messages import KnownError
from tests.gui.conftest import Opened
from tests.gui.scripted_desk import NOON, offline
from tests.gui.scripted_notices import SCRIPT, ScriptedNotices, message
from tests.gui.scripted_online import HeldWorker
from tests.gui.scripted_reviews import ScriptedReviews, review
from tests.gui.test_agent_accessibility import PAGES, settle, walk_to
from tests.gui.test_agent_keys import TO_NOTICE, press
from tests.gui.test_shift_pages import panel, said

Open = Callable[..., Opened]


def banner(window: AgentWindow) -> str:
    return window.ui.noticeBanner.text.text() if window.ui.noticeBanner.isVisible() else ""


def test_a_message_that_a_sync_brings_is_one_line_and_the_call_goes_on(open_window: Open) -> None:
    desk, window = open_window()
    press(window, *TO_NOTICE)
    before = QApplication.focusWidget()
    desk.notices.told = (message(NOON),)
    window.refresh()
    assert (
        banner(window)
        == "Claire M. : « Réunion de service à 14 h, salle 2. Venez avec vos questions. » Ctrl M pour dire que vous l'avez lu."
    )
    assert QApplication.focusWidget() is before
    assert window.area.panel is None
    window.notice("")
    window.refresh()
    assert banner(window) == "", "said once"


def test_what_is_to_be_read_is_read_one_by_one_with_enter(open_window: Open) -> None:
    desk, window = open_window(notices=ScriptedNotices((message(NOON),), (SCRIPT,)))
    assert banner(window) == "2 messages ou consignes à lire : Ctrl M."
    saves: list[bool] = []
    window.saved.connect(lambda: saves.append(True))
    press(window, "Ctrl+M")
    assert banner(window) == ""
    page = panel(window, NoticesPanel)
    assert QApplication.focusWidget() is page.ui.saveButton
    shown = said(page)
    assert "Examen bucco-dentaire : ce qui change" in shown
    assert (
        "Avant : Ce rendez-vous est pris en charge chaque année, de 3 à 24 ans.\nMaintenant : Ce rendez-vous est pris en charge tous les ans."
        in shown
    )
    assert desk.notices.read == []
    press(window, "Enter")
    assert desk.notices.read == ["MTDENTS"]
    assert "Réunion de service" in said(page)
    press(window, "Enter")
    assert (desk.notices.read[1:], saves) == ([message(NOON).id], [True, True])
    assert "Tout est lu." in said(page)
    press(window, "Enter")
    assert window.area.panel is None
    focus = QApplication.focusWidget()
    assert focus is window.area.step.first_focus()


def test_what_cannot_be_noted_stays_to_be_read(open_window: Open) -> None:
    desk, window = open_window(notices=ScriptedNotices((message(NOON),), failing=KnownError("store.disk_full")))
    press(window, "Ctrl+M", "Enter")
    page = panel(window, NoticesPanel)
    assert "disque est plein" in page.ui.errorText.text()
    assert "Réunion de service" in said(page)
    assert desk.notices.read == []


def test_my_day_names_what_is_to_be_read_and_comes_back_after_it(open_window: Open) -> None:
    desk, window = open_window(begun=False, notices=ScriptedNotices((message(NOON),), (SCRIPT,)))
    page = panel(window, DayStartPanel)
    shown = said(page)
    assert "Claire M. : Réunion de service" in shown
    assert "Examen bucco-dentaire : à lire avant le premier appel." in shown
    press(window, "2")
    panel(window, NoticesPanel)
    press(window, "Enter", "Enter", "Enter")
    assert panel(window, DayStartPanel) is page
    assert "Aucun message à lire." in said(page)
    assert "Consignes changées" not in said(page)
    assert QApplication.focusWidget() is page.ui.saveButton
    assert desk.call() is None


def test_a_case_is_confided_by_keys_to_a_skill_a_team_or_a_colleague(open_window: Open) -> None:
    desk, window = open_window()
    press(window, "Ctrl+O")
    listed = panel(window, HandOverPanel).ui.toList
    names = [listed.item(row).text() for row in range(listed.count())]
    assert names == [
        "L'équipe de la campagne",
        "Un agent qui parle portugais · 2 en ligne",
        "Équipe Ain · personne en ligne",
        "Léa B. · en ligne",
    ]
    assert "à 10:29" in said(panel(window, HandOverPanel))
    listed.setCurrentRow(3)
    assert QApplication.focusWidget() is listed
    press(window, "Enter")
    assert desk.acted[-1] == ("hand_over", {"to_kind": "colleague", "to": "lea", "reason": "language"})


def test_who_is_there_is_asked_anew_and_what_was_chosen_stays(open_window: Open) -> None:
    desk, window = open_window()
    worker = window.worker = HeldWorker()
    desk.presence.hear = lambda: setattr(desk, "now", desk.now + timedelta(minutes=9))
    press(window, "Ctrl+O")
    page = panel(window, HandOverPanel)
    page.ui.toList.setCurrentRow(3)
    worker.answer()
    assert "à 10:38" in said(page)
    assert (page.ui.toList.currentRow(), QApplication.focusWidget()) == (3, page.ui.toList)
    assert page.ui.toList.horizontalScrollBar().maximum() == 0
    press(window, "Esc", "Ctrl+O", "Esc")
    worker.answer()
    assert window.area.panel is None, "an answer that comes late opens nothing"


def test_offline_nobody_knows_who_is_there_and_the_case_is_confided_all_the_same(open_window: Open) -> None:
    desk, window = open_window(sync=offline())
    press(window, "Ctrl+O")
    page = panel(window, HandOverPanel)
    assert page.ui.toList.item(3).text() == "Léa B."
    assert "inconnu pour l'instant" in said(page)
    press(window, "Enter")
    assert desk.acted[-1][0] == "hand_over"


def test_my_reviews_say_what_to_improve_first_and_the_remark(open_window: Open) -> None:
    written = (review(NOON, wording="to_improve"), review(NOON, 3, "", courtesy="not_seen"))
    _, window = open_window(reviews=ScriptedReviews(written), begun=False)
    assert "Depuis 30 jours : 2, le dernier par Claire M." in said(panel(window, DayStartPanel))
    press(window, "Ctrl+R")
    page = panel(window, ReviewsPanel)
    assert page.ui.table.hasFocus()
    assert [one.name for one in review_rows(written[0])] == ["À améliorer", "Bien", "Remarque"]
    assert "Mots du script" in said(page)
    assert "Laissez la personne finir" in said(page)
    page.ui.table.setCurrentCell(1, 0)
    settle()
    assert "Pas vu" in said(page)
    assert "Aucune." in said(page)
    press(window, "Enter")
    panel(window, DayStartPanel)


def test_no_review_yet_says_how_they_are_drawn(open_window: Open) -> None:
    _, window = open_window()
    press(window, "Ctrl+R")
    page = panel(window, ReviewsPanel)
    assert QApplication.focusWidget() is page.ui.saveButton
    assert "vos cinq premiers de chaque campagne, puis un sur vingt" in said(page)


@pytest.mark.parametrize("page", [name for name in PAGES if PAGES[name][:1] == ("F2",) or not PAGES[name]])
def test_what_to_answer_and_a_hard_moment_are_one_key_away_from_every_step(open_window: Open, page: str) -> None:
    """Also from a panel of the call: F9 shows the answers, F11 the six numbers."""
    _, window = open_window()
    walk_to(window, page)
    if not window.area.is_open("answers"):
        press(window, "F9")
    assert window.area.is_open("answers")
    press(window, "Esc")
    press(window, "F11")
    text = panel(window, ChoicePanel).form.say.text.text()
    assert "Si vous êtes en danger" in text
    assert all(number in text for number in ("15", "112", "114", "3114", "119", "3919"))


def test_what_was_said_to_be_done_is_gone_with_the_next_step(open_window: Open) -> None:
    _, window = open_window()
    window.notice("L'appel est noté.", "success")
    press(window, "F2")
    assert window.ui.noticeBanner.isHidden()
