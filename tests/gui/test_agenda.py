"""The agenda with keys alone: look, open, move; aloud as on screen; and the reminder that takes nothing away."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
import pytest

from cnmas_desktop.gui.agent.agenda_models import DayModel, WeekModel
from cnmas_desktop.gui.agent.agenda_panel import AgendaPanel
from cnmas_desktop.gui.agent.callback_panel import CallbackPanel
from cnmas_desktop.gui.agent.texts import full_moment, until
from cnmas_desktop.gui.agent.window import AgentWindow
from cnmas_desktop.gui.widgets.choice_button import ChoiceButton
from cnmas_desktop.services.views import CallbackCheck, Message
from tests.gui.conftest import Opened
from tests.gui.scripted_agenda import ScriptedAgenda, line
from tests.gui.scripted_desk import NOON, REUNION, promised
from tests.gui.test_agent_keys import TO_NOTICE, press

Open = Callable[..., Opened]
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
LATE = line(NOON - 31 * MINUTE, "Lucie Texier", 41, standing="late")
SOON = line(NOON + 14 * MINUTE, "Timothée Moulin", 42)
FAR = line(NOON + 79 * MINUTE, "Jeanne Garnier", 43, firm=False, person_at=(NOON + 79 * MINUTE).astimezone(REUNION), place="La Réunion")


def test_the_first_of_a_month_and_the_end_of_a_day_are_said_as_people_say_them(theme: object) -> None:
    midnight = NOON.replace(hour=0, minute=0)
    days = [until(midnight + timedelta(days=days), NOON) for days in (1, 2, 4)]
    assert days == ["minuit", "demain minuit", "ven. 27/11 minuit"]
    assert until(NOON + HOUR, NOON) == "11:31"
    assert full_moment(NOON.replace(month=1, day=1)) == "jeudi 1er janvier à 10:31"


def agenda(*lines: object, **values: object) -> ScriptedAgenda:
    return ScriptedAgenda(NOON, tuple(lines), **values)  # type: ignore[arg-type]


def opened_panel(window: AgentWindow) -> AgendaPanel:
    press(window, "Ctrl+G")
    panel = window.area.panel
    assert isinstance(panel, AgendaPanel)
    return panel


def under_cursor(panel: AgendaPanel) -> str:
    said: str = panel.ui.table.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    return said


def test_the_agenda_opens_at_this_half_hour_and_escape_gives_the_step_back(open_window: Open) -> None:
    _, window = open_window(agenda=agenda(SOON))
    before = QApplication.focusWidget()
    panel = opened_panel(window)
    assert QApplication.focusWidget() is panel.ui.table
    assert under_cursor(panel) == (
        "mardi 24 novembre, 10:30 · un rappel dans cette demi-heure\n10:45 · Timothée Moulin · rendez-vous ferme"
    )
    press(window, "Esc")
    assert window.area.panel is None
    assert QApplication.focusWidget() is before


def test_arrows_go_from_slot_to_slot_and_pages_from_week_to_week(open_window: Open) -> None:
    _, window = open_window(agenda=agenda(FAR))
    panel = opened_panel(window)
    arrows(panel, Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert under_cursor(panel).endswith("11:50 ici, 14:50 chez la personne (La Réunion) · Jeanne Garnier · rappel souple")
    arrows(panel, Qt.Key.Key_PageDown)
    assert under_cursor(panel).startswith("mardi 1 décembre, 11:30 · rien de promis")
    press(window, "3")
    assert under_cursor(panel).startswith("mardi 24 novembre, 10:30")


def test_enter_opens_the_case(open_window: Open) -> None:
    desk, window = open_window(agenda=agenda(SOON))
    opened_panel(window)
    press(window, "Enter")
    assert window.area.panel is None
    call = desk.call()
    assert call is not None
    assert call.case_id == UUID(int=42)


def test_a_half_hour_with_several_opens_the_day_where_each_has_a_row(open_window: Open) -> None:
    _, window = open_window(agenda=agenda(SOON, replace(FAR, at=NOON + 2 * MINUTE)))
    panel = opened_panel(window)
    press(window, "Enter")
    model = panel.ui.table.model()
    rows = [[model.index(row, column).data() for column in range(4)] for row in range(1, 4)]
    assert rows == [
        ["10:45", "même heure", "Timothée Moulin", "● rendez-vous ferme"],
        ["10:33", "14:50 · La Réunion", "Jeanne Garnier", "○ rappel souple"],
        ["11:00", "", "libre", ""],
    ]


def test_a_callback_is_moved_with_the_arrows_and_a_reason(open_window: Open) -> None:
    desk, window = open_window(agenda=agenda(SOON))
    panel = opened_panel(window)
    press(window, "F4")
    assert "Choisissez le nouveau moment de Timothée Moulin" in panel.ui.hintText.text()
    arrows(panel, Qt.Key.Key_Right)
    saved: list[bool] = []
    window.saved.connect(lambda: saved.append(True))
    press(window, "Enter", "1")
    at = (NOON + timedelta(days=1)).replace(minute=30)
    assert desk.agenda.moved == [(UUID(int=42), at, "asked")]
    assert (saved, QApplication.focusWidget()) == ([True], panel.ui.table)
    assert "Timothée Moulin" in under_cursor(panel)


def test_a_closed_half_hour_is_refused_in_words_and_escape_goes_back_one_by_one(open_window: Open) -> None:
    desk, window = open_window(agenda=agenda(SOON, holidays=(date(2026, 11, 25),)))
    panel = opened_panel(window)
    press(window, "F4")
    arrows(panel, Qt.Key.Key_Right)
    assert "jour férié" in under_cursor(panel)
    press(window, "Enter")
    assert panel.ui.errorText.text() == "hors des heures d'appel"
    arrows(panel, Qt.Key.Key_Right)
    press(window, "Enter")
    assert panel.ui.reasons.isVisible()
    press(window, "Esc")
    assert not panel.ui.reasons.isVisible()
    press(window, "Esc")
    assert window.area.is_open("agenda")
    press(window, "Esc")
    assert not window.area.is_open("agenda")
    assert desk.agenda.moved == []


def test_what_is_late_is_said_and_a_case_at_the_centre_cannot_be_opened(open_window: Open) -> None:
    desk, window = open_window(agenda=agenda(LATE, replace(SOON, name="", case_id=None)))
    panel = opened_panel(window)
    assert "Lucie Texier, 10:00" in panel.ui.lateBanner.text.text()
    press(window, "Enter")
    assert "revient sur votre poste" in panel.ui.errorText.text()
    assert desk.call() is not None


def test_the_models_keep_qts_rules() -> None:
    view = agenda(LATE, SOON, FAR, holidays=(date(2026, 11, 26),)).days(date(2026, 11, 23), 7)
    week, day = WeekModel(), DayModel()
    testers = [QAbstractItemModelTester(one, QAbstractItemModelTester.FailureReportingMode.Fatal) for one in (week, day)]
    for model in (week, day):
        model.show(view)
        model.show(view)
    assert len(testers) == 2
    assert week.columnCount() == 5
    everything = [week.index(row, column).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(20) for column in range(5)]
    assert all(everything)
    assert next(said for said in everything if "jour férié" in said).startswith("jeudi 26 novembre, 10:00")


@pytest.mark.parametrize("keys", [("F2",), (*TO_NOTICE, "F6", "1"), (*TO_NOTICE, "F9"), ("Ctrl+G",)])
def test_a_reminder_takes_neither_the_focus_nor_a_letter(open_window: Open, keys: tuple[str, ...]) -> None:
    """In a running call, with a panel open, while typing: one line, said once."""
    desk, window = open_window(agenda=agenda(SOON))
    press(window, *keys)
    before = QApplication.focusWidget()
    if keys[-1] == "1":
        press(window, "«Atte»")
    desk.callbacks = (promised(4, name="T. Moulin"),)
    window.refresh()
    assert window.ui.noticeBanner.text.text() == "Rappel promis à 10:35 : T. Moulin"
    assert QApplication.focusWidget() is before
    if keys[-1] == "1":
        press(window, "«st»")
        assert before is not None
        assert before.property("text") == "Attest" or before.property("plainText") == "Attest"
    window.notice("")
    window.tick()
    assert window.ui.noticeBanner.isHidden()


def arrows(panel: AgendaPanel, *keys: Qt.Key) -> None:
    from PySide6.QtTest import QTest

    for key in keys:
        QTest.keyClick(panel.ui.table, key)


def test_the_picker_opens_on_the_next_day_on_which_people_are_called(open_window: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    desk, window = open_window()
    asked = desk.check_callback
    closed = {date(2026, 11, 25), date(2026, 11, 26)}

    def check(local: datetime) -> CallbackCheck:
        return replace(asked(local), refused=Message("may_not.stopped")) if local.date() in closed else asked(local)

    monkeypatch.setattr(desk, "check_callback", check)
    press(window, *TO_NOTICE, "3")
    panel = window.area.panel
    assert isinstance(panel, CallbackPanel)
    assert panel.local() == datetime(2026, 11, 27, 10, 30)
    press(window, "Enter", "Enter")
    assert desk.acted[-2] == ("set_callback", {"kind": "firm", "local": "2026-11-27T10:30"})


def test_a_callback_takes_four_keys_with_a_moment_proposed(open_window: Open) -> None:
    """From « Pas maintenant » to the next person."""
    desk, window = open_window(agenda=agenda())
    press(window, *TO_NOTICE)
    press(window, "3", "2", "Enter", "Enter")
    assert desk.acted[-2] == ("set_callback", {"kind": "firm", "local": "2026-11-24T17:00"})
    assert desk.saved == ["RDV"]


def test_a_moment_says_how_full_it_is_and_that_the_case_goes_back_before(open_window: Open) -> None:
    tomorrow = NOON.replace(hour=10, minute=0) + timedelta(days=1)
    _, window = open_window(agenda=agenda(loads={tomorrow: 2}, lease_end=tomorrow))
    press(window, *TO_NOTICE, "3", "1")
    said = window.area.panel.ui.bothTimes.text  # type: ignore[union-attr]
    assert "promis." not in said.text()
    press(window, "3")
    assert "2 rappels y sont déjà promis." in said.text()
    assert "retourne au centre" in said.text()


def test_a_wish_is_a_part_of_the_day_and_f4_plans_from_ready(open_window: Open) -> None:
    desk, window = open_window(agenda=agenda())
    press(window, "F4")
    assert window.ui.callPill.text() == "Disponible", "nobody is on the line"
    panel = window.area.panel
    assert isinstance(panel, CallbackPanel)
    panel.ui.softRadio.click()
    next(button for button in panel.ui.parts.findChildren(ChoiceButton) if button.text_label.text() == "fin de journée").click()
    press(window, "Enter")
    assert desk.acted[-1] == ("set_callback", {"kind": "soft", "local": "2026-11-25T18:00"})
    assert desk.call() is not None, "the next person is on screen"


def test_a_third_party_names_a_moment(open_window: Open) -> None:
    desk, window = open_window(agenda=agenda())
    press(window, "F2", "1", "2")
    wanted = next(one for one in window._call.options if one.action == "callback")  # type: ignore[union-attr]
    press(window, wanted.key, "1", "Enter", "Enter")
    assert desk.acted[-2][0] == "set_callback"
    assert desk.saved == ["RDV"]
