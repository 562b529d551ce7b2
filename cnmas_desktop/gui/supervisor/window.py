"""The supervisor's window: one page of figures, each "as of" the centre's clock, refreshed by itself and read by keyboard."""

from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import Protocol

from PySide6.QtCore import QSortFilterProxyModel, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLabel, QTableView, QWidget

from cnmas_desktop.gui.agent.texts import fault, tr
from cnmas_desktop.gui.background import Background
from cnmas_desktop.gui.forms.supervisor_window import Ui_SupervisorWindow
from cnmas_desktop.gui.supervisor.models import (
    SORT_ROLE,
    TOTAL_ROLE,
    Column,
    Index,
    TableModel,
    decision_columns,
    desk_columns,
    queue_columns,
    total,
)
from cnmas_desktop.gui.theme import dress
from cnmas_desktop.gui.tokens import TYPE_SCALE
from cnmas_desktop.gui.widgets.card import Card
from cnmas_desktop.gui.widgets.layouts import box_of
from cnmas_desktop.gui.widgets.text import label
from cnmas_desktop.messages import KnownError
from cnmas_desktop.services.reporting import BoardView

REFRESH_MS = 5000
PADDING, WIDEST = 14, 150
SMALLER = TYPE_SCALE["caption"] / TYPE_SCALE["body"]
"""The style sheet sets headers in smaller type; their metrics do not know it."""


class Board(Protocol):
    """`services.reporting.Board`, as it is used here."""

    def refresh(self) -> BoardView: ...


class TotalLast(QSortFilterProxyModel):
    """Sorts the rows, and leaves the totals under them."""

    def lessThan(self, left: Index, right: Index) -> bool:
        for index, first in ((left, self.sortOrder() is Qt.SortOrder.DescendingOrder), (right, self.sortOrder() is Qt.SortOrder.AscendingOrder)):
            if index.data(TOTAL_ROLE):
                return first
        return super().lessThan(left, right)


class SupervisorWindow(QWidget):
    """Read-only. `start` begins to refresh, `stop` ends it."""

    lock_requested = Signal()
    password_requested = Signal()

    def __init__(self, board: Board, zone: tzinfo, parent: QWidget | None = None) -> None:
        """`zone`: where the supervisor reads the hours."""
        super().__init__(parent)
        self._board, self._zone = board, zone
        self.ui = Ui_SupervisorWindow()
        self.ui.setupUi(self)  # type: ignore[no-untyped-call]
        dress(self)
        self.queue = self._table(self.ui.queueTable, queue_columns(), ("campaign", "organisme"))
        self.desks = self._table(self.ui.deskTable, desk_columns(), ("login", "device"))
        self.decisions = self._table(self.ui.decisionTable, decision_columns(), ("campaign", "kind", "reason"))
        self._tiles = {name: self._tile(title) for name, title in _tiles().items()}
        self._background = Background(self, "board")
        self._timer = QTimer(self, singleShot=True, interval=REFRESH_MS)
        self._timer.timeout.connect(self.refresh)
        self.ui.refreshButton.clicked.connect(self.refresh)
        self.ui.lockButton.clicked.connect(self.lock_requested)
        self.ui.passwordButton.clicked.connect(self.password_requested)
        QShortcut(QKeySequence("F5"), self, self.refresh)
        QShortcut(QKeySequence("Ctrl+L"), self, self.lock_requested.emit)

    def start(self) -> None:
        """Show the first figures as soon as they come."""
        self.ui.asOfText.setText(tr("Lecture des chiffres…"))
        self.ui.queueTable.setFocus()
        self.refresh()

    def stop(self) -> None:
        """Ask for nothing more."""
        self._timer.stop()
        self._background.stop()

    @Slot()
    def refresh(self) -> None:
        """Ask the centre now, without holding up the window."""
        self._timer.stop()
        self.ui.refreshButton.setEnabled(False)
        self._background.run(self._board.refresh, self.show_view, self._failed)

    def show_view(self, view: BoardView) -> None:
        """Put one reading on the page."""
        self.ui.faultBanner.say("")
        self.ui.asOfText.setText(as_of_words(view, self._zone))
        self.queue.show((*view.queue, *total(view.queue)), view.as_of)
        self.desks.show(view.desks, view.as_of)
        self.decisions.show(view.to_decide, view.as_of)
        for table in (self.ui.queueTable, self.ui.deskTable, self.ui.decisionTable):
            _fit_columns(table)
        self.ui.decisionTitle.setText(tr("À traiter") if view.to_decide else tr("À traiter : rien pour l'instant"))
        for name, value in _totals(view).items():
            self._tiles[name].setText(value)
        self._again()

    def _failed(self, error: Exception) -> None:
        self._again()
        if not isinstance(error, KnownError):
            raise error
        self.ui.faultBanner.say(fault(error) + " " + tr("Les chiffres affichés sont ceux de la dernière lecture."), "warning")

    def _again(self) -> None:
        self.ui.refreshButton.setEnabled(True)
        self._timer.start()

    # building

    def _table(self, view: QTableView, columns: Sequence[Column], key: tuple[str, ...]) -> TableModel:
        model = TableModel(columns, lambda row: tuple(getattr(row, name) for name in key), self._zone, self)
        sorted_model = TotalLast(self)
        sorted_model.setSourceModel(model)
        sorted_model.setSortRole(SORT_ROLE)
        view.setModel(sorted_model)
        view.setSortingEnabled(True)
        view.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        view.horizontalHeader().sortIndicatorChanged.connect(lambda: _fit_columns(view))
        view.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        view.horizontalHeader().setHighlightSections(False)
        view.verticalHeader().hide()
        view.setTabKeyNavigation(False)
        view.setShowGrid(False)
        view.setAlternatingRowColors(True)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        shortcut = QShortcut(QKeySequence("S"), view, lambda: _sort_by_current(view))
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        return model

    def _tile(self, title: str) -> QLabel:
        card = Card(self.ui.tiles)
        figure = label("number", "—")
        card.body.addWidget(figure)
        card.body.addWidget(label("hint", title, wrap=True))
        figure.setAccessibleDescription(title)
        box_of(self.ui.tiles).addWidget(card, 1)
        return figure


def as_of_words(view: BoardView, zone: tzinfo) -> str:
    """« Données de 14:31:07 · + ≈ 3 sur le terrain · dernier contact le plus ancien : 12 min »."""
    parts = [tr("Données de {time}").format(time=view.as_of.astimezone(zone).strftime("%H:%M:%S"))]
    if view.in_the_field:
        parts.append(tr("+ ≈ {count} sur le terrain").format(count=view.in_the_field))
    contacts = [desk.last_contact_at for desk in view.desks if desk.last_contact_at is not None]
    if contacts:
        minutes = int((view.as_of - min(contacts)).total_seconds() // 60)
        parts.append(tr("dernier contact le plus ancien : {minutes} min").format(minutes=max(0, minutes)))
    return " · ".join(parts)


def _tiles() -> dict[str, str]:
    return {
        "callable": tr("appelables"),
        "callbacks": tr("rappels dus / en retard"),
        "leased": tr("réservés par les postes"),
        "interviews": tr("entretiens"),
        "to_decide": tr("à traiter"),
        "not_sent": tr("non transmis depuis plus d'une heure"),
    }


def _totals(view: BoardView) -> dict[str, str]:
    def total(name: str) -> int:
        return sum(getattr(row, name) for row in view.queue)

    return {
        "callable": str(total("callable")),
        "callbacks": f"{total('callbacks_due')} / {total('callbacks_late')}",
        "leased": str(total("leased")),
        "interviews": str(total("interviews")),
        "to_decide": str(sum(line.count for line in view.to_decide)),
        "not_sent": str(sum(desk.pending or 0 for desk in view.desks if _older_than_an_hour(desk.oldest_pending_at, view.as_of))),
    }


def _older_than_an_hour(at: datetime | None, as_of: datetime) -> bool:
    return at is not None and (as_of - at).total_seconds() > 3600


def _fit_columns(view: QTableView) -> None:
    """Each column as wide as what it says: Qt's own fitting leaves room for an arrow everywhere, and then the page must scroll."""
    header, model = view.horizontalHeader(), view.model()
    for column in range(1, model.columnCount()):
        title = str(model.headerData(column, Qt.Orientation.Horizontal))
        said = round(SMALLER * max(header.fontMetrics().horizontalAdvance(line) for line in title.split("\n")))
        arrow = 16 if column == header.sortIndicatorSection() else 0
        view.setColumnWidth(column, max(said + arrow, min(view.sizeHintForColumn(column), WIDEST)) + PADDING)


def _sort_by_current(view: QTableView) -> None:
    """The column of the current cell; again: the other way round."""
    column = max(0, view.currentIndex().column())
    header = view.horizontalHeader()
    ascending = header.sortIndicatorSection() != column or header.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder
    view.sortByColumn(column, Qt.SortOrder.AscendingOrder if ascending else Qt.SortOrder.DescendingOrder)
