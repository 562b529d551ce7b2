"""« Mes appels du jour » and « Corriger » with keys alone: where the focus is after each of them, and what is asked of the desk."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
import pytest

from cnmas_desktop.gui.agent.correction_panel import CorrectionPanel
from cnmas_desktop.gui.agent.day_calls_panel import DayCallsPanel
from cnmas_desktop.gui.agent.window import AgentWindow
from cnmas_desktop.gui.widgets.choice_button import ChoiceButton
from cnmas_desktop.local.listed import Listed
from cnmas_desktop.services.mending import CallLine, MendChoice
from tests.gui.conftest import Opened
from tests.gui.test_agent_keys import press

Open = Callable[..., Opened]


def focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def correction(window: AgentWindow) -> CorrectionPanel:
    panel = window.area.panel
    assert isinstance(panel, CorrectionPanel)
    return panel


def on_button(key: str) -> bool:
    button = focus()
    return isinstance(button, ChoiceButton) and button.key == key


def test_the_last_call_is_put_right_in_four_keys(open_window: Open) -> None:
    desk, window = open_window()
    press(window, "Ctrl+Z")
    panel = correction(window)
    assert panel.ui.titleText.text() == "Corriger l'appel de 10:28 · Aldegonde Zéphirin"
    assert panel.ui.beforeText.text() == "Pas de réponse"
    assert on_button("1")
    press(window, "1")
    assert (panel.ui.afterText.text(), panel.ui.questionText.text()) == ("Occupé", "Pourquoi corriger ?")
    assert on_button("1")
    press(window, "1")
    assert focus() is panel.ui.saveButton
    press(window, "Enter")
    assert desk.mending.mended == [(4, MendChoice("OCC"), "slip")]
    assert window.area.panel is None
    assert on_button("F2")
    assert "corrigé" in window.ui.noticeBanner.accessibleName()


def test_escape_goes_back_one_question_then_out_and_nothing_is_written(open_window: Open) -> None:
    desk, window = open_window()
    press(window, "Ctrl+Z", "2", "3")
    panel = correction(window)
    assert focus() is panel.ui.saveButton
    press(window, "Esc")
    assert panel.ui.questionText.text() == "Pourquoi corriger ?"
    assert on_button("1")
    press(window, "Esc")
    assert panel.ui.questionText.text() == "Qu'est-ce qui était vrai ?"
    assert on_button("1")
    press(window, "Esc")
    assert window.area.panel is None
    assert on_button("F2")
    assert desk.mending.mended == []


def test_a_line_of_the_day_is_chosen_with_the_arrows(open_window: Open) -> None:
    desk, window = open_window()
    press(window, "Ctrl+H")
    panel = window.area.panel
    assert isinstance(panel, DayCallsPanel)
    table = panel.ui.table
    assert focus() is table
    texts = [table.model().index(row, 2).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(table.model().rowCount())]
    assert texts == [
        "Pas de réponse, Enregistré sur ce poste",
        "Entretien terminé, Reçu par le centre",
        "Ne souhaite plus être appelé, En attente de décision",
        "Refus de la personne, Signalé : L'appel a commencé en dehors des heures permises.",
    ]
    table.setCurrentIndex(table.model().index(1, 0))
    press(window, "Ctrl+Z")
    assert correction(window).ui.beforeText.text() == "Entretien terminé · À réfléchir : Prendre rendez-vous chez le dentiste"
    press(window, "3", "Enter", "1", "Enter")  # the offer refused, without a reason, a slip
    assert desk.mending.mended == [(3, MendChoice("TERM", offer=("rendez_vous", "refused", "")), "slip")]


def test_a_refusal_that_was_a_callback(open_window: Open) -> None:
    desk, window = open_window()
    press(window, "Ctrl+H")
    panel = window.area.panel
    assert isinstance(panel, DayCallsPanel)
    panel.ui.table.setCurrentIndex(panel.ui.table.model().index(3, 0))
    press(window, "Enter", "3")  # after « autre motif »: rappel souple, rendez-vous ferme
    panel2 = correction(window)
    assert focus() is panel2.ui.dayEdit or panel2.ui.dayEdit.isAncestorOf(focus())
    assert panel2.ui.bothTimes.accessibleName().startswith("Mercredi 25 novembre à 10:30.")
    press(window, "Enter", "2", "Enter")
    (position, choice, why) = desk.mending.mended[0]
    assert (position, choice.outcome, choice.kind, why) == (1, "RDV", "firm", "heard_wrong")
    assert choice.local == datetime(2026, 11, 25, 10, 30)


def test_only_a_supervisor_cancels_what_a_person_asked(open_window: Open) -> None:
    desk, window = open_window()
    press(window, "Ctrl+H")
    panel = window.area.panel
    assert isinstance(panel, DayCallsPanel)
    panel.ui.table.setCurrentIndex(panel.ui.table.model().index(2, 0))
    press(window, "Enter")
    asked = correction(window)
    assert asked.ui.hintText.text().startswith("Ce que la personne a demandé ne s'annule pas ici.")
    press(window, "1")
    assert focus() is asked.ui.saveButton
    assert asked.ui.saveButton.text() == "Demander au superviseur"
    press(window, "Enter")
    assert desk.mending.asked == [(2, "slip")]
    assert desk.mending.mended == []
    press(window, "Ctrl+H")
    panel.ui.table.setCurrentIndex(panel.ui.table.model().index(2, 0))
    press(window, "Enter")
    assert asked.ui.hintText.text().startswith("Le superviseur est prévenu")
    press(window, "Enter")
    assert window.area.panel is None


def test_of_three_hundred_calls_those_on_the_screen_are_read(open_window: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    desk, window = open_window()
    desk.mending.count = 300
    made = list(desk.mending.calls())
    read: set[int] = set()

    def line(place: int) -> CallLine:
        read.add(place)
        return made[place]

    monkeypatch.setattr(desk.mending, "calls", lambda: Listed(range(300), line))
    press(window, "Ctrl+H")
    QApplication.processEvents()
    assert 0 < len(read) < 40


def test_a_day_without_calls_says_so(open_window: Open) -> None:
    desk, window = open_window()
    desk.mending.count = 0
    for key in ("Ctrl+H", "Ctrl+Z"):
        press(window, key)
        panel = window.area.panel
        assert panel is not None
        assert panel.form.hintText.text() == "Aucun appel n'est encore enregistré aujourd'hui."
        press(window, "Enter")
        assert window.area.panel is None
        assert on_button("F2")


def test_a_correction_during_a_call_leaves_the_call_where_it_was(open_window: Open) -> None:
    desk, window = open_window()
    press(window, "F2", "1")
    press(window, "Ctrl+Z", "1", "1", "Enter")
    assert desk.mending.mended
    call = desk.call()
    assert call is not None
    assert call.step == "who"
    assert on_button("1")
