"""The tables of the board as data: one list of columns per table, one model for all.

To add a figure: a `Column` here; it is read from the rows of `services.reporting.BoardView` and sorted by its value, not its text.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
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

from cnmas_desktop.gui.agent.texts import moment, tr, words
from cnmas_desktop.messages import MESSAGES
from cnmas_desktop.services.views import Message

Index = QModelIndex | QPersistentModelIndex
SORT_ROLE = Qt.ItemDataRole.UserRole
NOTHING = "—"
"""What is not known; a mute desk never shows a zero."""


@dataclass(frozen=True, slots=True)
class Column:
    """`value` of a row: a text, a number, an instant, or None where it is not known. `alert`: whether it asks for attention."""

    title: str
    value: Callable[[Any], str | int | datetime | None]
    hint: str = ""
    alert: Callable[[Any], bool] | None = None


class TableModel(QAbstractTableModel):
    """Rows of one kind, read-only. `show` replaces them and keeps the selection while the rows are the same ones."""

    def __init__(self, columns: Sequence[Column], key: Callable[[Any], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns, self._key = tuple(columns), key
        self._rows: tuple[Any, ...] = ()
        self._as_of: datetime | None = None

    def show(self, rows: Sequence[Any], as_of: datetime) -> None:
        """`as_of` and the instants shown are put in the zone of this machine."""
        same = [self._key(row) for row in rows] == [self._key(row) for row in self._rows]
        if same:
            self._rows, self._as_of = tuple(rows), as_of.astimezone()
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(self._columns) - 1))
            return
        self.beginResetModel()
        self._rows, self._as_of = tuple(rows), as_of.astimezone()
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
                side = Qt.AlignmentFlag.AlignRight if isinstance(value, int) else Qt.AlignmentFlag.AlignLeft
                return side | Qt.AlignmentFlag.AlignVCenter
            case Qt.ItemDataRole.FontRole if alert:
                bold = QFont()
                bold.setWeight(QFont.Weight.DemiBold)
                return bold
            case Qt.ItemDataRole.AccessibleTextRole:
                said = f"{column.title.replace(chr(10), chr(32))} : {self._text(value)}"
                return f"{said} ({tr('à voir')})" if alert else said
        if role == SORT_ROLE:
            return value.timestamp() if isinstance(value, datetime) else (-1 if value is None else value)
        return None

    def _text(self, value: str | int | datetime | None) -> str:
        if value is None:
            return NOTHING
        if isinstance(value, datetime):
            local = value.astimezone()
            return moment(local, self._as_of or local)
        return str(value)


def queue_columns() -> tuple[Column, ...]:
    """One row per campaign and organisme: `services.reporting.BoardView.queue`."""
    return (
        Column(tr("Campagne"), lambda row: row.campaign),
        Column(tr("Organisme"), lambda row: row.organisme),
        Column(tr("État"), lambda row: campaign_states().get(row.campaign_state, row.campaign_state)),
        Column(tr("Dossiers"), lambda row: row.total),
        Column(tr("Jamais\nappelés"), lambda row: row.fresh),
        Column(tr("Appelables"), lambda row: row.callable, tr("Peuvent être appelés maintenant")),
        Column(tr("En\nattente"), lambda row: row.waiting, tr("Attendent un créneau permis")),
        Column(tr("Rappels\ndus"), lambda row: row.callbacks_due),
        Column(tr("En\nretard"), lambda row: row.callbacks_late, tr("Rappels promis et non passés"), lambda row: row.callbacks_late > 0),
        Column(tr("Réservés"), lambda row: row.leased, tr("Confiés à un poste")),
        Column(tr("À\ndécider"), lambda row: row.to_decide, "", lambda row: row.to_decide > 0),
        Column(tr("Entretiens"), lambda row: row.interviews),
        Column(tr("Refus\nd'entretien"), lambda row: row.interviews_refused),
        Column(tr("Accords"), lambda row: row.offers_accepted, tr("Offre acceptée")),
        Column(tr("Refus\nde l'offre"), lambda row: row.offers_refused),
        Column(tr("Terminés"), lambda row: row.done),
        Column(tr("Épuisés"), lambda row: row.exhausted, tr("Plus de numéro ou plus de tentative")),
        Column(tr("Bloqués"), lambda row: row.blocked, tr("Ne peuvent plus être appelés")),
        Column(tr("À\ntransmettre"), lambda row: row.to_export, tr("Résultats à transmettre à l'organisme")),
    )


def desk_columns() -> tuple[Column, ...]:
    """One row per person and workstation: `BoardView.desks`."""
    return (
        Column(tr("Nom"), lambda row: row.display_name),
        Column(tr("Poste"), lambda row: str(row.device)[-6:] if row.device else None),
        Column(tr("Dernier contact"), lambda row: row.last_contact_at),
        Column(tr("Réservés"), lambda row: row.leased),
        Column(tr("Non transmis"), lambda row: row.pending, "", lambda row: bool(row.pending)),
        Column(tr("Depuis"), lambda row: row.oldest_pending_at, tr("Le plus ancien résultat non transmis")),
    )


def decision_columns() -> tuple[Column, ...]:
    """One row per campaign, nature and reason: `BoardView.to_decide`."""
    return (
        Column(tr("Campagne"), lambda row: row.campaign),
        Column(tr("Nature"), lambda row: natures().get(row.kind, row.kind)),
        Column(tr("Motif"), lambda row: reason_words(row.reason)),
        Column(tr("Nombre"), lambda row: row.count),
        Column(tr("Le plus ancien"), lambda row: row.oldest_at),
    )


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
