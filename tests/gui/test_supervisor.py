"""The supervisor's page: what each figure says, that a mute desk is no zero, and that the page is read by keyboard."""

from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
import pytest

from cnmas_desktop.central.manager_gateway import QueueCounts
from cnmas_desktop.central.supervisor_gateway import DecisionLine, DeskLine
from cnmas_desktop.gui.driver import Driver
from cnmas_desktop.gui.session_window import SupervisorDay
from cnmas_desktop.gui.supervisor.models import TableModel, decision_columns, desk_columns, queue_columns
from cnmas_desktop.gui.supervisor.window import SupervisorWindow
from cnmas_desktop.messages import KnownError
from cnmas_desktop.services.reporting import BoardView

PARIS = ZoneInfo("Europe/Paris")
NOON = datetime(2026, 11, 24, 11, 0, 7, tzinfo=UTC)
NAMES = (
    "total", "fresh", "callable", "waiting", "callbacks_due", "callbacks_late", "leased", "assigned", "to_decide", "done",
    "exhausted", "blocked", "interviews", "interviews_refused", "offers_accepted", "offers_refused", "to_export",
)  # fmt: skip


def counts(campaign: str, **figures: int) -> QueueCounts:
    return QueueCounts(campaign, "011", "open", **{name: figures.get(name, 0) for name in NAMES})


VIEW = BoardView(
    NOON,
    (counts("GRIPPE", total=100, callable=9, callbacks_late=2), counts("MTDENTS", total=61, callable=57)),
    (
        DeskLine("a1", "Camille Rivière", UUID(int=1), NOON - timedelta(minutes=12), 40, 3, NOON - timedelta(hours=2)),
        DeskLine("a2", "Sacha Loriot", None, None, 0, None, None),
    ),
    (DecisionLine("GRIPPE", "flagged", "stale_lease", 4, NOON - timedelta(days=1)),),
)


class Board:
    """Answers with a view or a fault."""

    def __init__(self) -> None:
        self.answer: BoardView | Exception = VIEW

    def refresh(self) -> BoardView:
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


@pytest.fixture
def page(qtbot, theme):
    board = Board()
    made = SupervisorWindow(board, PARIS)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.start()
    qtbot.waitUntil(lambda: made.queue.rowCount() > 0)
    yield board, made
    made.stop()


def column(model, title):
    return next(at for at in range(model.columnCount()) if model.headerData(at, Qt.Orientation.Horizontal).replace("\n", " ") == title)


def shown(model, row, title, role=Qt.ItemDataRole.DisplayRole):
    return model.data(model.index(row, column(model, title)), role)


@pytest.mark.parametrize(
    ("columns", "rows", "key"),
    [(queue_columns, VIEW.queue, "campaign"), (desk_columns, VIEW.desks, "login"), (decision_columns, VIEW.to_decide, "campaign")],
)
def test_each_model_keeps_qts_contract(qapp, columns, rows, key):
    model = TableModel(columns(), lambda row: getattr(row, key), PARIS)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for given in (rows, rows, rows[:1], (), rows):
        model.show(given, NOON)
        assert model.rowCount() == len(given)


def test_figures_stand_under_their_titles(page):
    _, window = page
    assert [shown(window.queue, row, "Campagne") for row in range(2)] == ["Vaccination antigrippale", "Examen bucco-dentaire"]
    assert [shown(window.queue, row, "Appelables") for row in range(2)] == ["9", "57"]
    assert shown(window.decisions, 0, "Motif").startswith("La réservation n'était plus la vôtre")


def test_what_asks_for_attention_is_told_without_colour(page):
    _, window = page
    assert "à voir" in shown(window.queue, 0, "En retard", Qt.ItemDataRole.AccessibleTextRole)
    assert "à voir" not in shown(window.queue, 1, "En retard", Qt.ItemDataRole.AccessibleTextRole)


def test_a_mute_desk_shows_a_dash_never_a_zero(page):
    _, window = page
    assert shown(window.desks, 1, "Dernier contact") == "—"
    assert shown(window.desks, 1, "Non transmis") == "—"
    assert shown(window.desks, 0, "Dernier contact") == "11:48"


def test_every_figure_says_as_of_when(page):
    _, window = page
    assert window.ui.asOfText.text() == "Données de 12:00:07 · + ≈ 3 sur le terrain · dernier contact le plus ancien : 12 min"


def test_the_tiles_add_up(page):
    _, window = page
    assert {name: tile.text() for name, tile in window._tiles.items()} == {
        "callable": "66", "callbacks": "0 / 2", "leased": "0", "interviews": "0", "to_decide": "4", "not_sent": "3",
    }  # fmt: skip


def test_a_refresh_that_fails_keeps_the_last_figures_and_says_so(page, qtbot):
    board, window = page
    board.answer = KnownError("centre.unreachable")
    Driver(window).press("F5")
    qtbot.waitUntil(window.ui.faultBanner.isVisible)
    assert "Le centre ne répond pas" in window.ui.faultBanner.text.text()
    assert window.queue.rowCount() == len(VIEW.queue) + 1
    board.answer = VIEW
    Driver(window).press("F5")
    qtbot.waitUntil(lambda: not window.ui.faultBanner.isVisible())


def test_s_sorts_by_the_column_of_the_cell_and_again_the_other_way(page):
    _, window = page
    table = window.ui.queueTable
    table.setCurrentIndex(table.model().index(0, column(window.queue, "Dossiers")))
    hands = Driver(window)
    hands.press("S")
    at = column(window.queue, "Campagne")
    assert [table.model().index(row, at).data() for row in range(2)] == ["Examen bucco-dentaire", "Vaccination antigrippale"]
    hands.press("S")
    assert [table.model().index(row, at).data() for row in range(2)] == ["Vaccination antigrippale", "Examen bucco-dentaire"]


def test_the_selection_survives_a_refresh(page, qtbot):
    _, window = page
    table = window.ui.queueTable
    table.selectRow(1)
    window.show_view(VIEW)
    assert [index.row() for index in table.selectionModel().selectedRows()] == [1]


def test_at_a_real_centre_the_figures_are_those_of_the_database(office):
    office.fill(cases=4)
    desktop = office.desktop()
    office.enter(desktop, office.centre.add_supervisor().login)
    day = desktop.window
    assert isinstance(day, SupervisorDay)
    office.until(lambda: day.board.queue.rowCount() == 1)
    assert shown(day.board.queue, 0, "Dossiers") == str(office.centre.value("SELECT count(*) FROM app.call_case"))
    Driver(desktop.frame).press("Ctrl+L")
    assert desktop.window is None
