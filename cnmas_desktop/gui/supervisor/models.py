"""The tables of the board as data: one list of columns per table, one model for all.

To add a figure: a `Column` here; it is read from the rows of `services.reporting.BoardView` and sorted by its value, not its text.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime, tzinfo
from functools import cache
from operator import attrgetter
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from cnmas_desktop.domain.campaigns import catalogue
from cnmas_desktop.domain.organismes import organismes
from cnmas_desktop.gui.agent.texts import moment, state_words, tr, words
from cnmas_desktop.gui.theme import heavier
from cnmas_desktop.messages import MESSAGES
from cnmas_desktop.services.views import Message

Index = QModelIndex | QPersistentModelIndex
SORT_ROLE = Qt.ItemDataRole.UserRole
TOTAL_ROLE = Qt.ItemDataRole.UserRole + 1
TOTAL = ""
"""The campaign of the row of totals."""
NOTHING = "—"
"""What is not known; a mute desk never shows a zero."""


@dataclass(frozen=True, slots=True)
class Column:
    """`value` of a row: a text, a number, an instant, or None where it is not known. `alert`: whether it asks for attention.
    `number`: figures stand under one another."""

    title: str
    value: Callable[[Any], str | int | datetime | None]
    hint: str = ""
    alert: Callable[[Any], bool] | None = None
    number: bool = False

    @property
    def side(self) -> Qt.AlignmentFlag:
        return (Qt.AlignmentFlag.AlignRight if self.number else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter


class TableModel(QAbstractTableModel):
    """Rows of one kind, read-only. `show` replaces them and keeps the selection while the rows are the same ones."""

    def __init__(
        self, columns: Sequence[Column], key: Callable[[Any], object], zone: tzinfo, parent: QObject | None = None
    ) -> None:
        """`key` tells one row from another; instants are shown in `zone`."""
        super().__init__(parent)
        self._columns, self._key, self._zone = tuple(columns), key, zone
        self._rows: tuple[Any, ...] = ()
        self._as_of: datetime | None = None

    def show(self, rows: Sequence[Any], as_of: datetime) -> None:
        """`as_of`: the instant of the reading, which tells today from yesterday."""
        same = [self._key(row) for row in rows] == [self._key(row) for row in self._rows]
        if same:
            self._rows, self._as_of = tuple(rows), as_of.astimezone(self._zone)
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(self._columns) - 1))
            return
        self.beginResetModel()
        self._rows, self._as_of = tuple(rows), as_of.astimezone(self._zone)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        column = self._columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return column.side
        return (column.hint or None) if role == Qt.ItemDataRole.ToolTipRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], self._columns[index.column()]
        value = column.value(row)
        alert = column.alert is not None and column.alert(row)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(value)
            case Qt.ItemDataRole.TextAlignmentRole:
                return column.side
            case Qt.ItemDataRole.ToolTipRole if not column.number:
                return self._text(value)
            case Qt.ItemDataRole.FontRole if alert or is_total(row):
                return heavier(QFont(QApplication.font()))
            case Qt.ItemDataRole.AccessibleTextRole:
                said = f"{column.title.replace(chr(10), chr(32))} : {self._text(value)}"
                return said + " (" + tr("à voir") + ")" if alert else said
        if role == TOTAL_ROLE:
            return is_total(row)
        if role == SORT_ROLE:
            return value.timestamp() if isinstance(value, datetime) else (-1 if value is None else value)
        return None

    def _text(self, value: str | int | datetime | None) -> str:
        if value is None:
            return NOTHING
        if isinstance(value, datetime):
            local = value.astimezone(self._zone)
            return moment(local, self._as_of or local)
        return str(value)


def _count(title: str, name: str, hint: str = "", alert: Callable[[Any], bool] | None = None) -> Column:
    """A figure of the row, by its name."""
    return Column(title, attrgetter(name), hint, alert, number=True)


def queue_columns() -> tuple[Column, ...]:
    """One row per campaign and organisme: `services.reporting.BoardView.queue`."""
    return (
        Column(tr("Campagne"), campaign_title),
        Column(tr("Organisme"), organisme_name),
        _count(tr("Dossiers"), "total"),
        _count(tr("Jamais\nappelés"), "fresh"),
        _count(tr("Appelables"), "callable", tr("Peuvent être appelés maintenant")),
        _count(tr("En\nattente"), "waiting", tr("Attendent un créneau permis")),
        _count(tr("Rappels\ndus"), "callbacks_due"),
        _count(tr("En\nretard"), "callbacks_late", tr("Rappels promis et non passés"), lambda row: row.callbacks_late > 0),
        _count(tr("Réservés"), "leased", tr("Confiés à un poste")),
        _count(tr("À\ndécider"), "to_decide", "", lambda row: row.to_decide > 0),
        _count(tr("Entretiens"), "interviews"),
        _count(tr("Entretiens\nrefusés"), "interviews_refused"),
        _count(tr("Accords"), "offers_accepted", tr("Offre acceptée")),
        _count(tr("Refus\nd'offre"), "offers_refused"),
        _count(tr("Terminés"), "done"),
        _count(tr("Épuisés"), "exhausted", tr("Plus de numéro ou plus de tentative")),
        _count(tr("Bloqués"), "blocked", tr("Ne peuvent plus être appelés")),
        _count(tr("À\nenvoyer"), "to_export", tr("Résultats à transmettre à l'organisme")),
    )


def desk_columns() -> tuple[Column, ...]:
    """One row per person and workstation: `BoardView.desks`."""
    return (
        Column(tr("Nom"), lambda row: row.display_name),
        Column(tr("Poste"), lambda row: str(row.device)[-6:] if row.device else None),
        Column(tr("État"), lambda row: state_words(row.work_state) if row.work_state else None, tr("Au dernier contact")),
        Column(tr("depuis"), lambda row: row.state_since),
        Column(tr("Dernier contact"), lambda row: row.last_contact_at),
        _count(tr("Réservés"), "leased"),
        _count(tr("Non transmis"), "pending", "", lambda row: bool(row.pending)),
        Column(tr("Depuis"), lambda row: row.oldest_pending_at, tr("Le plus ancien résultat non transmis")),
    )


def decision_columns() -> tuple[Column, ...]:
    """One row per campaign, nature and reason: `BoardView.to_decide`."""
    return (
        Column(tr("Campagne"), campaign_title),
        Column(tr("Nature"), lambda row: natures().get(row.kind, row.kind)),
        Column(tr("Motif"), lambda row: reason_words(row.reason)),
        _count(tr("Nombre"), "count"),
        Column(tr("Le plus ancien"), lambda row: row.oldest_at),
    )


def total(rows: Sequence[Any]) -> tuple[Any, ...]:
    """The row under the others; none under a single one."""
    if len(rows) < 2:
        return ()
    sums = {one.name: sum(getattr(row, one.name) for row in rows) for one in fields(rows[0]) if isinstance(getattr(rows[0], one.name), int)}
    return (replace(rows[0], campaign=TOTAL, organisme="", campaign_state="", **sums),)


def is_total(row: Any) -> bool:
    return getattr(row, "campaign", None) == TOTAL


@cache
def _titles() -> dict[str, str]:
    return {campaign.code: campaign.title for campaign in catalogue()}


def campaign_title(row: Any) -> str:
    """Its title, or the code of one that this version does not know; with its state unless it is open."""
    if is_total(row):
        return tr("Total")
    title, state = _titles().get(row.campaign, row.campaign), getattr(row, "campaign_state", "open")
    return title if state == "open" else f"{title} · {campaign_states().get(state, state)}"


def organisme_name(row: Any) -> str:
    known = organismes().get(row.organisme)
    return known.name if known is not None else row.organisme


def campaign_states() -> dict[str, str]:
    return {"draft": tr("En préparation"), "open": tr("Ouverte"), "paused": tr("Suspendue"), "closed": tr("Close")}


def natures() -> dict[str, str]:
    return {"quarantined": tr("En quarantaine"), "flagged": tr("Signalé"), "conflict": tr("En double, contenu différent")}


def reason_words(reason: str) -> str:
    """What the centre remarked, in words; its bare code where nobody gave it any."""
    code = f"reason.{reason}"
    if code not in MESSAGES or "{" in MESSAGES[code]:
        return QCoreApplication.translate("messages", reason)
    return words(Message(code))
