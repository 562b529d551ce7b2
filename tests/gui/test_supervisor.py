"""The supervisors' room: what each figure says and opens, that a mute desk is no zero, what an act touches, and all of it by keys."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QScrollBar, QWidget
import pytest
from pytestqt.qtbot import QtBot

from cnmas_desktop.gui.background import Background
from cnmas_desktop.gui.driver import Driver
from cnmas_desktop.gui.session_window import SupervisorDay
from cnmas_desktop.gui.supervisor.agents_page import AgentsPage
from cnmas_desktop.gui.supervisor.audit_page import AuditPage
from cnmas_desktop.gui.supervisor.board_page import BoardPage
from cnmas_desktop.gui.supervisor.campaign_page import CampaignPage
from cnmas_desktop.gui.supervisor.columns import agent_columns, campaign_columns, todo_columns
from cnmas_desktop.gui.supervisor.decisions_page import DecisionsPage
from cnmas_desktop.gui.supervisor.export_page import ExportPage
from cnmas_desktop.gui.supervisor.import_page import ImportPage
from cnmas_desktop.gui.supervisor.models import TableModel
from cnmas_desktop.gui.supervisor.page import Page, Surroundings
from cnmas_desktop.gui.supervisor.pages import pages_of
from cnmas_desktop.gui.supervisor.window import SupervisorWindow
from cnmas_desktop.gui.theme import Theme
from cnmas_desktop.messages import KnownError
from cnmas_desktop.services.auditing import Break
from cnmas_desktop.services.steering import Decide, Release
from tests.gui.office import Office
from tests.gui.scripted_room import NOON, VIEW, ScriptedRoom

PARIS = ZoneInfo("Europe/Paris")
Opened = tuple[ScriptedRoom, SupervisorWindow]


@pytest.fixture
def open_room(qtbot: QtBot, theme: Theme) -> Iterator[Callable[..., Opened]]:
    """A window over a scripted room, started; `kind`, `width`, `scale`."""
    workers: list[Background] = []
    windows: list[SupervisorWindow] = []

    def opened(kind: str = "supervisor", scale: float = 1.0) -> Opened:
        theme.set_scale(scale)
        room = ScriptedRoom(kind)
        application = QApplication.instance()
        assert application is not None
        workers.append(Background(application, "room"))
        window = SupervisorWindow(
            pages_of(room, Surroundings(workers[-1], PARIS, theme, lambda: NOON)), "s1", "Supervision"
        )
        windows.append(window)
        qtbot.addWidget(window)
        window.resize(1366, 768)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        window.start()
        qtbot.waitUntil(lambda: not window.page._busy)
        return room, window

    yield opened
    for window in windows:
        window.stop()
    for worker in workers:
        worker.stop()
    theme.set_scale(1.0)


def board_of(window: SupervisorWindow) -> BoardPage:
    page = window.page_of("board")
    assert isinstance(page, BoardPage)
    return page


def column(model: TableModel, title: str) -> int:
    titles = (
        model.headerData(at, Qt.Orientation.Horizontal).replace("\n", " ")
        for at in range(model.columnCount())
    )
    return list(titles).index(title)


def shown(model: TableModel, row: int, title: str, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
    return model.data(model.index(row, column(model, title)), role)


def until(qtbot: QtBot, seen: Callable[[], bool]) -> None:
    qtbot.waitUntil(seen)


@pytest.mark.parametrize(
    ("columns", "rows"),
    [
        (campaign_columns(), VIEW.campaigns),
        (agent_columns(lambda: NOON), VIEW.agents),
        (todo_columns(), VIEW.todo),
    ],
)
def test_each_model_keeps_qts_contract(qapp: QApplication, columns: Any, rows: Any) -> None:
    model = TableModel(columns, lambda row: row, PARIS)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for given in (rows, rows, rows[:1], (), rows):
        model.show(given, NOON)
        assert model.rowCount() == len(given)


def test_what_asks_for_attention_stands_first_and_is_told_without_colour(
    open_room: Callable[..., Opened],
) -> None:
    _, window = open_room()
    campaigns = board_of(window).campaigns.model
    assert shown(campaigns, 0, "Campagne") == "Vaccination antigrippale · 331"
    assert "à voir" in shown(campaigns, 0, "Rappels dus / en retard", Qt.ItemDataRole.AccessibleTextRole)
    assert "à voir" not in shown(campaigns, 1, "Rappels dus / en retard", Qt.ItemDataRole.AccessibleTextRole)
    assert shown(campaigns, 3, "Campagne") == "Total"


def test_a_mute_desk_shows_a_dash_and_its_age_never_a_zero(open_room: Callable[..., Opened]) -> None:
    _, window = open_room()
    agents = board_of(window).agents.model
    assert [shown(agents, 1, title) for title in ("Agent", "État", "Vu il y a", "Appels", "Non transmis")] == [
        "Yann Lemoine", "Poste muet", "2\u202fj", "—", "—",
    ]  # fmt: skip


def test_every_figure_says_as_of_when_and_what_is_in_the_field(open_room: Callable[..., Opened]) -> None:
    _, window = open_room()
    assert (
        window.ui.asOfText.accessibleName()
        == "Données de 12:00:07 · + ≈ 3 sur le terrain · dernier contact le plus ancien : 2\u202fj"
    )
    tiles = {name: tile.figure.text() for name, tile in board_of(window).tiles.items()}
    assert tiles == {
        "callable": "1\u202f284", "callbacks_due": "41", "callbacks_late": "5", "interviews_today": "36", "to_decide": "4", "field": "≥ 3",
        "late_to_send": "1",
    }  # fmt: skip


def test_a_refresh_that_fails_keeps_the_last_figures_and_says_so(
    open_room: Callable[..., Opened], qtbot: QtBot
) -> None:
    room, window = open_room()
    room.board.answer = KnownError("centre.unreachable")
    Driver(window).press("F5")
    until(qtbot, window.ui.faultBanner.isVisible)
    assert "Le centre ne répond pas" in window.ui.faultBanner.text.text()
    assert board_of(window).campaigns.model.rowCount() == len(VIEW.campaigns) + 1
    room.board.answer = VIEW
    Driver(window).press("F5")
    until(qtbot, lambda: not window.ui.faultBanner.isVisible())


def test_a_refresh_keeps_the_row_chosen_though_the_rows_move(open_room: Callable[..., Opened]) -> None:
    _, window = open_room()
    page = board_of(window)
    page.campaigns.go_to(lambda row: row.campaign == "MTDENTS")
    alarmed = tuple(
        replace(row, callbacks_late=9, to_decide=2) if row.campaign == "PS_TELESERVICES" else row
        for row in VIEW.campaigns
    )
    page.show_view(replace(VIEW, campaigns=alarmed[::-1]))
    assert page.campaigns.current().campaign == "MTDENTS"
    assert [row.campaign for row in page.campaigns.selected()] == ["MTDENTS"]


def test_a_figure_opens_its_list_by_enter(open_room: Callable[..., Opened], qtbot: QtBot) -> None:
    room, window = open_room()
    page = board_of(window)
    page.campaign_view.setCurrentIndex(
        page.campaign_view.model().index(0, column(page.campaigns.model, "Réservées"))
    )
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
    assert [table.model().index(row, at).data() for row in range(4)] == ["0", "200", "410", "610"]
    Driver(window).press("S")
    assert [table.model().index(row, at).data() for row in range(4)] == ["410", "200", "0", "610"]


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
    assert [shown(page.hours.model, 0, title) for title in ("Heure", "Entretien", "Refus", "Sans contact", "Autre")] == [
        "10\u202fh", "30", "9", "50", "5",
    ]  # fmt: skip


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".png"])
def test_a_page_is_written_to_a_file(
    open_room: Callable[..., Opened], qtbot: QtBot, tmp_path: Path, ending: str
) -> None:
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


def released(window: SupervisorWindow, qtbot: QtBot) -> AgentsPage:
    """The panel that releases the cases of one who is absent."""
    hands = Driver(window)
    hands.press("Ctrl+3")
    page = window.page
    assert isinstance(page, AgentsPage)
    until(qtbot, lambda: page.agents.model.rowCount() == 5)
    page.agents.go_to(lambda row: row.login == "a4")
    hands.press("L")
    until(qtbot, window.steering.ui.runButton.isEnabled)
    return page


def test_an_act_says_what_it_touches_asks_why_and_is_done_by_keys(
    open_room: Callable[..., Opened], qtbot: QtBot
) -> None:
    room, window = open_room()
    released(window, qtbot)
    hands, panel = Driver(window), window.steering
    assert "18 dossiers, 16 personnes" in panel.sentence.text()
    assert "promis par a4" in panel.lines.item(0).text()
    hands.press("Ctrl+Enter")
    assert panel.ui.errorText.text() == "Indiquez le motif : il est enregistré avec la décision."
    assert room.steering.done == []
    hands.type("Arrêt de travail")
    hands.press("Ctrl+Enter")
    until(qtbot, lambda: bool(room.steering.done))
    assert room.steering.done == [(Release("a4", now=False), "Arrêt de travail")]
    until(qtbot, lambda: window.page.objectName() == "agents")
    assert window.ui.faultBanner.text.text().startswith("Fait : 30 touchés")


def test_an_act_under_way_is_stopped_between_two_portions_and_says_how_far_it_came(
    open_room: Callable[..., Opened], qtbot: QtBot
) -> None:
    room, window = open_room()
    released(window, qtbot)
    begun, go_on = Event(), Event()

    def between() -> None:
        begun.set()
        go_on.wait(10)

    room.steering.between = between
    hands = Driver(window)
    window.steering.ui.reason.setText("Arrêt de travail")
    hands.press("Ctrl+Enter")
    until(qtbot, begun.is_set)
    hands.press("Esc")
    go_on.set()
    until(qtbot, lambda: window.ui.faultBanner.isVisible())
    assert window.ui.faultBanner.text.text() == "Arrêté : 10 touchés, le reste est inchangé."
    assert room.steering.done == []


def test_escape_leaves_an_act_untouched(open_room: Callable[..., Opened], qtbot: QtBot) -> None:
    room, window = open_room()
    released(window, qtbot)
    Driver(window).press("Esc")
    assert window.ui.pages.currentWidget() is window.page_of("agents")
    assert room.steering.done == []


def test_only_what_can_be_kept_is_kept(open_room: Callable[..., Opened], qtbot: QtBot) -> None:
    room, window = open_room()
    hands = Driver(window)
    hands.press("Ctrl+5")
    page = window.page
    assert isinstance(page, DecisionsPage)
    until(qtbot, lambda: page.waiting.model.rowCount() == 2)
    hands.press("Ctrl+A", "R")
    until(qtbot, window.steering.ui.runButton.isEnabled)
    window.steering.ui.reason.setText("Vu avec l'agent")
    hands.press("Ctrl+Enter")
    until(qtbot, lambda: bool(room.steering.done))
    act = room.steering.done[0][0]
    assert isinstance(act, Decide) and act.keep and act.ids == (room.steering.events[0].id,)


def test_a_record_opens_only_with_a_reason(open_room: Callable[..., Opened], qtbot: QtBot) -> None:
    room, window = open_room()
    hands = Driver(window)
    hands.press("Ctrl+4")
    page = window.page
    until(qtbot, lambda: bool(room.board.asked) and not page._busy)
    hands.press("O")
    until(qtbot, window.steering.ui.runButton.isEnabled)
    hands.press("Ctrl+Enter")
    assert room.quality.opened == []
    hands.type("Une plainte de la personne")
    hands.press("Ctrl+Enter")
    until(qtbot, lambda: room.quality.opened == ["Une plainte de la personne"])
    until(qtbot, lambda: window.page is page and page.isVisible())
    assert part(page, "recordCard").isVisible()


def test_a_message_is_sent_by_enter_and_stays_when_the_centre_refuses(
    open_room: Callable[..., Opened], qtbot: QtBot
) -> None:
    room, window = open_room()
    hands = Driver(window)
    hands.press("Ctrl+6")
    until(qtbot, lambda: not window.page._busy)
    room.steering.refusal = KnownError("centre.unreachable")
    hands.type("Reunion a 14 h")
    hands.press("Enter")
    until(qtbot, lambda: part(window.page, "errorText").isVisible())
    room.steering.refusal = None
    hands.press("Enter")
    until(qtbot, lambda: bool(room.steering.sent))
    assert room.steering.sent == [("Reunion a 14 h", None, None)]


def test_an_interview_is_reviewed_once(open_room: Callable[..., Opened], qtbot: QtBot) -> None:
    room, window = open_room()
    hands = Driver(window)
    hands.press("Ctrl+7")
    until(qtbot, lambda: not window.page._busy)
    hands.press("Ctrl+Enter")
    until(qtbot, lambda: bool(room.quality.reviews))
    hands.press("Down", "Ctrl+Enter")
    assert [campaign for campaign, _, _ in room.quality.reviews] == ["GRIPPE"]


def test_a_file_is_tried_before_it_is_added(open_room: Callable[..., Opened], qtbot: QtBot) -> None:
    room, window = open_room("manager")
    page = window.page
    assert isinstance(page, ImportPage)
    hands = Driver(window)
    hands.press("Ctrl+Enter")
    assert room.management.imports == []
    page.ui.file.setText("grippe.csv")
    page.ui.file.setFocus()
    hands.press("Enter")
    until(qtbot, page.ui.runButton.isEnabled)
    assert room.management.imports == [("grippe.csv", True)]
    assert [shown(page.lines.model, 0, title) for title in ("Ligne", "Résultat")] == ["4", "Rejetée"]
    hands.press("Ctrl+Enter")
    until(qtbot, lambda: len(room.management.imports) == 2)
    assert room.management.imports[1] == ("grippe.csv", False)


def test_an_import_that_is_stopped_adds_nothing(open_room: Callable[..., Opened], qtbot: QtBot) -> None:
    room, window = open_room("manager")
    page = window.page
    assert isinstance(page, ImportPage)
    room.management.between = page._stopped.set
    page.ui.file.setText("grippe.csv")
    page.try_file()
    until(qtbot, window.ui.faultBanner.isVisible)
    assert window.ui.faultBanner.text.text() == "Import arrêté : rien n'a été ajouté."
    assert not page.ui.runButton.isEnabled()


def test_a_lot_is_made_written_again_and_received(
    open_room: Callable[..., Opened], qtbot: QtBot, tmp_path: Path
) -> None:
    room, window = open_room("manager")
    Driver(window).press("Ctrl+2")
    page = window.page
    assert isinstance(page, ExportPage)
    until(qtbot, lambda: page.lots.model.rowCount() == 2)
    page.write(tmp_path / "lot.csv", None)
    until(qtbot, lambda: "lot 3, 120 lignes" in window.ui.faultBanner.text.text())
    assert page.ui.receivedButton.isEnabled()
    page.ui.receivedButton.click()
    until(qtbot, lambda: room.management.received == [2])


def test_a_broken_chain_is_said_with_its_desk(open_room: Callable[..., Opened], qtbot: QtBot) -> None:
    room, window = open_room("auditor")
    page = window.page
    assert isinstance(page, AuditPage)
    hands = Driver(window)
    page.ui.table.setFocus()
    hands.press("V")
    until(qtbot, lambda: "Chaînes entières" in page.ui.chainBanner.text.text())
    room.auditing.breaks = (Break(UUID(int=1), "a1", 41, "gap"),)
    hands.press("V")
    until(qtbot, lambda: "un numéro manque" in page.ui.chainBanner.text.text())


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
        assert QApplication.focusWidget() is not None


def settled(window: SupervisorWindow, page: Page) -> bool:
    return window.page is page and not page._busy


def part(page: QWidget, name: str) -> QWidget:
    found = page.findChild(QWidget, name)
    assert found is not None
    return found


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
