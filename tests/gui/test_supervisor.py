"""The supervisors' room: what each figure says and opens, that a mute desk is no zero, what an act touches, and all of it by keys."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtGui import QAccessible, QFont, QFontMetrics
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QScrollArea, QScrollBar, QStyleOptionViewItem, QWidget
import pytest
from pytestqt.qtbot import QtBot

from cnmas_desktop.gui.driver import Driver, settle
from cnmas_desktop.gui.session_window import SupervisorDay
from cnmas_desktop.gui.supervisor.agents_page import AgentsPage
from cnmas_desktop.gui.supervisor.campaign_page import CampaignPage
from cnmas_desktop.gui.supervisor.cells import HEAVY_ROLE, UNDER_ROLE, CellDelegate
from cnmas_desktop.gui.supervisor.columns import agent_columns, campaign_columns, todo_columns
from cnmas_desktop.gui.supervisor.models import TOTAL_ROLE, TableModel
from cnmas_desktop.gui.supervisor.page import Page
from cnmas_desktop.gui.supervisor.window import SupervisorWindow
from cnmas_desktop.gui.theme import heavier
from cnmas_desktop.messages import KnownError
from tests.gui.office import Office
from tests.gui.scripted_room import NOON, VIEW
from tests.gui.supervisor_room import Opened, board_of, column, shown, until


@pytest.mark.parametrize(
    ("columns", "rows"),
    [
        (campaign_columns(), VIEW.campaigns),
        (agent_columns(lambda: NOON), VIEW.agents),
        (todo_columns(lambda: NOON), VIEW.todo),
    ],
)
def test_each_model_keeps_qts_contract(qapp: QApplication, columns: Any, rows: Any) -> None:
    model = TableModel(columns, lambda row: row, ZoneInfo("Europe/Paris"))
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for given in (rows, rows, rows[:1], (), rows):
        model.show(given, NOON)
        assert model.rowCount() == len(given)


def test_a_reading_tells_the_views_of_the_rows_that_say_something_else_and_what_was_chosen_moves_along(
    qapp: QApplication,
) -> None:
    model = TableModel(agent_columns(lambda: NOON), lambda row: row.login, ZoneInfo("Europe/Paris"))
    model.show(VIEW.agents, NOON)
    told: list[int] = []
    model.dataChanged.connect(lambda first, last: told.extend(range(first.row(), last.row() + 1)))
    model.show([replace(one) for one in VIEW.agents], NOON)
    assert told == []
    calm = next(one for one in VIEW.agents if one.login == "a2")
    chosen = QPersistentModelIndex(model.index([model.row(at).login for at in range(5)].index("a2"), 2))
    busier = [one if one is not calm else replace(calm, calls_today=calm.calls_today + 1) for one in VIEW.agents]
    model.show(busier, NOON)
    assert told == [before := chosen.row()]
    late = replace(calm, pending=2, oldest_pending_at=NOON - timedelta(hours=3), work_state="pause", clock_offset=900.0)
    model.show([one if one is not calm else late for one in VIEW.agents], NOON)
    assert chosen.row() < before
    assert (chosen.column(), model.row(chosen.row()).login) == (2, "a2")


def test_what_asks_for_attention_stands_first_and_is_told_without_colour(
    open_room: Callable[..., Opened],
) -> None:
    _, window = open_room()
    campaigns = board_of(window).campaigns.model
    assert shown(campaigns, 0, "Campagne") == "Vaccination antigrippale\u00a0·\u00a0331"
    assert "à voir" in shown(campaigns, 0, "Rappels dus / en retard", Qt.ItemDataRole.AccessibleTextRole)
    assert "à voir" not in shown(campaigns, 1, "Rappels dus / en retard", Qt.ItemDataRole.AccessibleTextRole)
    assert shown(campaigns, 4, "Campagne") == "Total"


def test_a_mute_desk_shows_a_dash_and_its_age_never_a_zero(open_room: Callable[..., Opened]) -> None:
    _, window = open_room()
    agents = board_of(window).agents.model
    assert [shown(agents, 1, title) for title in ("Agent", "État", "Vu il y a", "Appels", "Non transmis")] == [
        "Yann Lemoine", "Poste muet", "2\u202fj", "—", "—",
    ]  # fmt: skip


def test_every_figure_says_as_of_when_and_what_is_in_the_field(open_room: Callable[..., Opened]) -> None:
    _, window = open_room()
    assert window.ui.asOfText.accessibleName() == "Données de 12:00:07 · + ≈ 3 sur le terrain · dernier contact le plus ancien : 2\u202fj"
    tiles = {name: tile.figure.text() for name, tile in board_of(window).tiles.items()}
    assert tiles == {
        "callable": "1\u202f504", "callbacks_due": "41", "callbacks_late": "5", "interviews_today": "36", "to_decide": "6", "field": "≥ 3",
        "late_to_send": "1",
    }  # fmt: skip


def test_what_people_said_in_a_study_is_not_told_live_and_what_is_blocked_says_why(
    open_room: Callable[..., Opened],
) -> None:
    _, window = open_room()
    campaigns = board_of(window).campaigns.model
    rows = {shown(campaigns, at, "Campagne"): at for at in range(campaigns.rowCount())}
    study, service = (next(at for title, at in rows.items() if title.startswith(start)) for start in ("Étude", "Examen"))
    titles = (
        "Accords / refus",
        "Refus d'entretien",
        "Épuisées / injoignables",
        "Bloquées",
        "Réservées / terrain",
    )
    assert [shown(campaigns, study, title) for title in titles] == ["—", "—", "—", "—", "40 / 0"]
    assert [shown(campaigns, service, title) for title in titles] == [
        "402 / 160",
        "130",
        "90 / 66",
        "24",
        "140 / ≈3",
    ]
    why = Qt.ItemDataRole.ToolTipRole
    assert shown(campaigns, service, "Bloquées", why) == "ne plus appeler : 17\nopposition : 4\ndécès : 3"
    ends = [shown(campaigns, rows[title], "Fin prévue ou état") for title in rows if title.startswith(("Examen", "Télé"))]
    assert sorted(ends) == ["04/12–06/12", "Suspendue"]


def test_all_that_waits_opens_its_list(open_room: Callable[..., Opened]) -> None:
    _, window = open_room()
    todo = board_of(window).todo.model
    opened = {}
    for at in range(todo.rowCount()):
        opens = todo.column(1).opens
        assert opens is not None
        opened[shown(todo, at, "Quoi")] = opens(todo.row(at))
    assert {words: goal.page for words, goal in opened.items() if goal is not None and goal.page != "cases"} == {
        "La réservation n'était plus celle de l'agent": "decisions",
        "Le centre ne comprend pas le contenu": "decisions",
        "Poste muet": "agents",
    }
    assert {goal.subject[1] for goal in opened.values() if goal is not None and goal.page == "cases"} == {
        "missed_held", "missed_team", "called_in", "incident", "given_back",
    }  # fmt: skip


def test_what_waits_and_the_quotas_are_read_whole_without_scrolling_sideways(open_room: Callable[..., Opened], qtbot: QtBot) -> None:
    _, window = open_room()
    todo = board_of(window).todo
    room = todo.view.columnWidth(1) - 12
    for at in range(todo.model.rowCount()):
        cell = todo.model.index(at, 1)
        for line in (cell.data(), cell.data(UNDER_ROLE)):
            assert todo.view.fontMetrics().horizontalAdvance(line or "") <= room, line
    assert ["2", "La réservation n'était plus celle de l'agent · Signalé · Vaccination antigrippale"] in [row[:2] for row in todo.cells()]
    window.turn_to(window.page_of("campaign"))
    page = window.page
    assert isinstance(page, CampaignPage)
    until(qtbot, page.quota_view.isVisible)
    for view in (todo.view, page.quota_view):
        assert view.horizontalScrollBar().maximum() == 0


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_no_word_of_a_table_is_cut(open_room: Callable[..., Opened], scale: float) -> None:
    """A column narrower than its text breaks it between two words, and the row is as high as that."""
    _, window = open_room(scale=scale)
    board = board_of(window)
    settle(0)
    broken = 0
    for table in (board.campaigns, board.agents, board.todo):
        view, plain = table.view, table.view.font()
        for row, at in product(range(table.model.rowCount()), range(table.model.columnCount())):
            cell = table.model.index(row, at)
            metrics = QFontMetrics(heavier(QFont(plain)) if cell.data(HEAVY_ROLE) else plain)
            width, high = view.columnWidth(at) - 12, view.rowHeight(row)
            said = [part for part in (cell.data(), cell.data(UNDER_ROLE)) if part]
            asked = [metrics.boundingRect(0, 0, width, 10_000, Qt.TextFlag.TextWordWrap.value, text) for text in said]
            if not table.model.column(at).parts:
                assert sum(one.height() for one in asked) <= high, said
                assert all(one.width() <= width for one in asked), said
                broken += sum(one.height() > metrics.height() * 1.5 for one in asked)
    assert broken > 0


def test_the_agents_page_tells_how_the_centre_does(open_room: Callable[..., Opened], qtbot: QtBot) -> None:
    _, window = open_room()
    Driver(window).press("Ctrl+3")
    page = window.page
    assert isinstance(page, AgentsPage)
    until(qtbot, lambda: bool(page.health.values()))
    told = page.health.values()
    assert (told["Postes en contact (15 min)"], told["Envois : la moitié, 95 %"], told["Signalés"]) == (
        "2 / 4", "≤\u202f10\u202fms, ≤\u202f50\u202fms", "2",
    )  # fmt: skip


def test_a_refresh_that_fails_keeps_the_last_figures_and_says_so(open_room: Callable[..., Opened], qtbot: QtBot) -> None:
    room, window = open_room()
    room.board.answer = KnownError("centre.unreachable")
    Driver(window).press("F5")
    until(qtbot, window.ui.faultBanner.isVisible)
    assert window.ui.faultBanner.text.text() == "Le centre ne répond pas. L'affichage est de 12:00:07 ; il reprendra de lui-même."
    until(qtbot, lambda: 0 < window.ui.faultBanner.height() < window.height() / 8)  # a line, over the page
    assert board_of(window).campaigns.model.rowCount() == len(VIEW.campaigns) + 1
    room.board.answer = VIEW
    Driver(window).press("F5")
    until(qtbot, lambda: not window.ui.faultBanner.isVisible())


def test_a_refresh_keeps_the_row_chosen_though_the_rows_move(open_room: Callable[..., Opened]) -> None:
    _, window = open_room()
    page = board_of(window)
    page.campaigns.go_to(lambda row: row.campaign == "MTDENTS")
    alarmed = tuple(replace(row, callbacks_late=9, to_decide=2) if row.campaign == "PS_TELESERVICES" else row for row in VIEW.campaigns)
    page.show_view(replace(VIEW, campaigns=alarmed[::-1]))
    assert page.campaigns.current().campaign == "MTDENTS"
    assert [row.campaign for row in page.campaigns.selected()] == ["MTDENTS"]


def test_a_figure_opens_its_list_by_enter(open_room: Callable[..., Opened], qtbot: QtBot) -> None:
    room, window = open_room()
    page = board_of(window)
    page.campaign_view.setCurrentIndex(page.campaign_view.model().index(0, column(page.campaigns.model, "Réservées / terrain")))
    Driver(window).press("Enter")
    until(qtbot, lambda: bool(room.board.asked))
    assert window.page.objectName() == "cases"
    assert room.board.asked == [("GRIPPE", "leased", None)]


def test_s_sorts_by_the_column_of_the_cell_and_the_totals_stay_last(open_room: Callable[..., Opened]) -> None:
    _, window = open_room()
    table = board_of(window).campaign_view
    at = column(board_of(window).campaigns.model, "Fraîches")
    table.setCurrentIndex(table.model().index(0, at))
    Driver(window).press("S")
    assert [table.model().index(row, at).data() for row in range(5)] == ["0", "200", "310", "410", "920"]
    Driver(window).press("S")
    assert [table.model().index(row, at).data() for row in range(5)] == ["410", "310", "200", "0", "920"]


def test_what_is_looked_for_among_many_is_found_in_two_keys(open_room: Callable[..., Opened], qtbot: QtBot) -> None:
    """Of many agents and campaigns: the silent desk, the campaign that will not make its date, the late callbacks; and one by name."""
    room, window = open_room()
    many = tuple(replace(VIEW.agents[1], login=f"b{at}", name=f"Agent {at}", device=UUID(int=at)) for at in range(60))
    soon = replace(VIEW.campaigns[0], campaign="AMELI", late=True, closes_at=NOON)
    campaigns = (*(replace(VIEW.campaigns[0], campaign=f"C{at}") for at in range(40)), soon)
    room.board.answer = replace(VIEW, agents=(*many, VIEW.agents[0]), campaigns=campaigns)
    driver, page = Driver(window), board_of(window)
    page.show_view(room.board.answer)
    assert page.campaigns.model.row(0) is soon
    assert shown(page.campaigns.model, 0, "Fin prévue ou état", Qt.ItemDataRole.ToolTipRole).endswith("Dernier jour : 24/11/2026")
    driver.press("3")
    until(qtbot, lambda: bool(room.board.asked))
    assert room.board.asked == [(None, "callbacks_late", None)]
    driver.press("Ctrl+3")
    agents = window.page
    assert isinstance(agents, AgentsPage)
    until(qtbot, lambda: agents.agents.model.rowCount() == 61)
    assert agents.agents.current().name == "Camille Rivière"
    driver.press("Ctrl+F")
    driver.type("ÀGENT 43")
    assert agents.agents.model.rowCount() == 1
    driver.press("Enter")
    agents.agents.go_to(lambda row: row.name == "Agent 43")
    window.refresh()
    until(qtbot, lambda: not agents._busy)
    assert (agents.agents.current().name, agents.agents.model.rowCount()) == ("Agent 43", 1)
    driver.press("Ctrl+F", "Esc")
    assert (agents.agents.current().name, agents.agents.model.rowCount()) == ("Agent 43", 61)
    assert agents.agents.view.hasFocus()
    bar = agents.agents.view.verticalScrollBar()
    bar.setValue(bar.maximum())
    window.refresh()
    until(qtbot, lambda: not agents._busy)
    assert bar.value() == bar.maximum()


def test_a_rate_shows_its_formula_with_the_counts_in_it_and_a_dash_for_nothing_to_divide(
    open_room: Callable[..., Opened], qtbot: QtBot
) -> None:
    _, window = open_room()
    Driver(window).press("Ctrl+2")
    page = window.page
    assert isinstance(page, CampaignPage)
    until(qtbot, lambda: page.rates.model.rowCount() == 8)
    assert "(320 + 12) / ((320 + 12) + (96 + 210 + 14) + (40 + 0 + 22))" in page.formula.text()
    assert shown(page.rates.model, 7, "Valeur") == "—"
    assert page.twins.currentWidget() is page.chart
    Driver(window).press("T")
    assert page.twins.currentWidget() is page.hour_view
    assert shown(page.quotas.model, 0, "Jours restants", Qt.ItemDataRole.ToolTipRole) == "9,0 par jour de travail"
    assert [shown(page.hours.model, 0, title) for title in ("Heure", "Entretien", "Refus", "Sans contact", "Autre")] == [
        "10\u202fh", "30", "9", "50", "5",
    ]  # fmt: skip


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".png"])
def test_a_page_is_written_to_a_file(open_room: Callable[..., Opened], qtbot: QtBot, tmp_path: Path, ending: str) -> None:
    from cnmas_desktop.gui.supervisor.files import write_table

    _, window = open_room()
    Driver(window).press("Ctrl+2")
    page = window.page
    assert isinstance(page, CampaignPage)
    until(qtbot, lambda: page.rates.model.rowCount() == 8)
    write_table(tmp_path / f"page{ending}", page.cells(), page.picture)
    content = (tmp_path / f"page{ending}").read_bytes()
    assert content.startswith({".csv": b"\xef\xbb\xbf", ".xlsx": b"PK", ".png": b"\x89PNG"}[ending])
    assert ending != ".csv" or "Importés;1\u202f120" in content.decode()


@pytest.mark.parametrize("kind", ["supervisor", "manager", "auditor"])
@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_every_page_is_named_for_a_screen_reader_and_no_wider_than_the_window(
    open_room: Callable[..., Opened], qtbot: QtBot, kind: str, scale: float
) -> None:
    _, window = open_room(kind, scale)
    for place, page in enumerate(window.pages, 1):
        Driver(window).press(f"Ctrl+{place}")
        until(qtbot, partial(settled, window, page))
        assert nameless(window) == []
        assert window.width() == 1366, page.objectName()
        around = [area for area in window.findChildren(QScrollArea) if area.isAncestorOf(page)]
        assert [area.horizontalScrollBar().maximum() for area in around] == [0], page.objectName()
        assert QApplication.focusWidget() is not None


def settled(window: SupervisorWindow, page: Page) -> bool:
    return window.page is page and not page._busy


def nameless(window: QWidget) -> list[str]:
    """What takes the focus and has nothing to say to a screen reader."""
    found = []
    for widget in window.findChildren(QWidget):
        inner = widget.objectName().startswith("qt_") or isinstance(widget, QScrollBar)
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not inner:
            interface = QAccessible.queryAccessibleInterface(widget)
            if not interface.text(QAccessible.Text.Name).strip():
                found.append(f"{type(widget).__name__} {widget.objectName()}")
    return found


def test_at_a_real_centre_the_figures_are_those_of_the_database(office: Office) -> None:
    office.fill(cases=4)
    desktop = office.desktop()
    office.enter(desktop, office.centre.add_supervisor().login)
    day = desktop.window
    assert isinstance(day, SupervisorDay)
    page = board_of(day.board)
    office.until(lambda: page.campaigns.model.rowCount() == 1)
    assert page.campaigns.current().total == office.centre.value("SELECT count(*) FROM app.call_case")
    Driver(desktop.frame).press("Ctrl+L")
    assert desktop.window is None


def test_what_stands_out_has_the_size_of_text_chosen(open_room: Callable[..., Opened]) -> None:
    _, window = open_room(scale=1.5)
    table = board_of(window).campaigns
    sizes = {}
    for row in range(table.model.rowCount()):
        option = QStyleOptionViewItem()
        option.initFrom(table.view)
        option.font = table.view.font()
        index = table.view.model().index(row, 0)
        delegate = table.view.itemDelegate()
        assert isinstance(delegate, CellDelegate)
        delegate.initStyleOption(option, index)
        sizes[bool(index.data(TOTAL_ROLE))] = QFont(option.font)
    assert sizes[True].pixelSize() == sizes[False].pixelSize() == table.view.font().pixelSize() > 18
    assert sizes[True] != sizes[False]
