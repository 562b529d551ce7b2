"""The agenda as tables: a week of half hours, and one day in full. Each cell says aloud what it shows by a sign."""

from datetime import date, datetime
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtWidgets import QApplication

from cnmas_desktop.gui.agent.texts import clock, tr, words
from cnmas_desktop.gui.agent.vocabulary import named
from cnmas_desktop.gui.widgets.agenda_table import CLOSED_ROLE, STRONG_ROLE
from cnmas_desktop.services.agenda import AgendaDay, AgendaLine, AgendaSlot, AgendaView

Index = QModelIndex | QPersistentModelIndex
FIRM, SOFT, LATE = "●", "○", "!"
LATE_STANDINGS = frozenset({"late", "missed", "passed"})


def sign(line: AgendaLine) -> str:
    """What stands before a name: late, firm or soft."""
    return LATE if line.firm and line.standing in LATE_STANDINGS else FIRM if line.firm else SOFT


def kind_words(line: AgendaLine) -> str:
    """Firm or soft, late, missed before, passed on: in words."""
    said = [tr("rendez-vous ferme") if line.firm else tr("rappel souple")]
    if line.firm and line.standing in LATE_STANDINGS:
        said.append(tr("l'équipe a pu le reprendre : synchronisez") if line.standing == "passed" else tr("en retard"))
    if line.missed:
        said.append(tr("déjà manqué une fois") if line.missed == 1 else tr("déjà manqué {count} fois").format(count=line.missed))
    return ", ".join(said)


def who(line: AgendaLine) -> str:
    """The person; of a case at the centre only that there is one."""
    return line.name or tr("dossier au centre, de retour ce jour-là")


def line_words(line: AgendaLine) -> str:
    """One callback in full: both times, the person, what was promised."""
    times = clock(line.at)
    if line.person_at.replace(tzinfo=None) != line.at.replace(tzinfo=None):
        times = tr("{here} ici, {there} chez la personne ({place})").format(
            here=times, there=clock(line.person_at), place=named(line.place)
        )
    return f"{times} · {who(line)} · {kind_words(line)}"


def count_words(count: int) -> str:
    """How full a half hour is."""
    if not count:
        return tr("rien de promis")
    one, several = tr("un rappel dans cette demi-heure"), tr("{count} rappels dans cette demi-heure")
    return one if count == 1 else several.format(count=count)


def day_title(day: date, *, short: bool = False) -> str:
    """« mardi 24 novembre », « mar. 24/11 »."""
    size = QLocale.FormatType.ShortFormat if short else QLocale.FormatType.LongFormat
    name = QLocale().dayName(day.isoweekday(), size)
    if short:
        return f"{name} {day:%d/%m}"
    return f"{name} {day.day} {QLocale().monthName(day.month, size)}"


class WeekModel(QAbstractTableModel):
    """Half hours by day. A weekend on which nobody is called and nothing is promised takes no room."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._days: tuple[AgendaDay, ...] = ()
        self._now: datetime | None = None

    def show(self, view: AgendaView) -> None:
        self.beginResetModel()
        busy = [day.day.isoweekday() <= 5 or day.closed is None or any(slot.lines for slot in day.slots) for day in view.days]
        self._days = tuple(day for day, kept in zip(view.days, busy, strict=True) if kept)
        self._now = view.now
        self.endResetModel()

    def slot(self, index: Index) -> AgendaSlot | None:
        """What a cell stands for."""
        return self._days[index.column()].slots[index.row()] if index.isValid() else None

    def index_of(self, at: datetime) -> QModelIndex:
        """The cell of the half hour that holds `at`, else the nearest of its day, else the first."""
        for column, day in enumerate(self._days):
            if day.day == at.date() and day.slots:
                before = [row for row, slot in enumerate(day.slots) if slot.at <= at]
                return self.index(before[-1] if before else 0, column)
        return self.index(0, 0) if self._days else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() or not self._days else len(self._days[0].slots)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as above
        return 0 if parent.isValid() else len(self._days)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and 0 <= section < len(self._days):
            day = self._days[section].day
            if role == Qt.ItemDataRole.DisplayRole:
                today = self._now is not None and day == self._now.date()
                return (tr("Aujourd'hui") if today else day_title(day, short=True)).capitalize()
            if role == Qt.ItemDataRole.AccessibleTextRole:
                return day_title(day)
        elif orientation is Qt.Orientation.Vertical and 0 <= section < self.rowCount() and role == Qt.ItemDataRole.DisplayRole:
            return clock(self._days[0].slots[section].at)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        slot = self.slot(index)
        if slot is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(slot)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return slot_words(slot)
        if role == Qt.ItemDataRole.ForegroundRole and not slot.lines:
            return QApplication.palette().placeholderText()
        if role == CLOSED_ROLE:
            return slot.closed is not None
        if role == STRONG_ROLE:
            return any(line.firm for line in slot.lines)
        return None

    def _text(self, slot: AgendaSlot) -> str:
        if len(slot.lines) == 1:
            line = slot.lines[0]
            name = line.name.rpartition(" ")[2] or tr("au centre")
            return f"{sign(line)} {name}"
        if slot.lines:
            signs = [sign(line) for line in slot.lines]
            return "  ".join(f"{signs.count(one)} {one}" for one in (LATE, FIRM, SOFT) if one in signs)
        if slot.closed is None or slot.at.minute:
            return ""
        return tr("férié") if slot.closed.code == "agenda.holiday" else tr("fermé")


def slot_words(slot: AgendaSlot) -> str:
    """A half hour in full, as it is read aloud and shown under the table."""
    said = [f"{day_title(slot.at.date())}, {clock(slot.at)}", count_words(len(slot.lines))]
    if slot.closed is not None:
        said.append(words(slot.closed))
    return " · ".join(said) + "".join(f"\n{line_words(line)}" for line in slot.lines)


class DayModel(QAbstractTableModel):
    """One day: a row for each callback, and for each half hour without one."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[tuple[AgendaSlot, AgendaLine | None], ...] = ()

    def show(self, view: AgendaView) -> None:
        self.beginResetModel()
        self._rows = tuple((slot, line) for day in view.days for slot in day.slots for line in slot.lines or (None,))
        self.endResetModel()

    def slot(self, index: Index) -> AgendaSlot | None:
        return self._rows[index.row()][0] if index.isValid() else None

    def line(self, index: Index) -> AgendaLine | None:
        """The callback of a row."""
        return self._rows[index.row()][1] if index.isValid() else None

    def index_of(self, at: datetime) -> QModelIndex:
        before = [row for row, (slot, _) in enumerate(self._rows) if slot.at <= at]
        holding = [row for row in before if self._rows[row][0].at == self._rows[before[-1]][0].at]
        return self.index(holding[0] if holding else 0, 0) if self._rows else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as above
        return 0 if parent.isValid() else 4

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole or not 0 <= section < 4:
            return None
        return (tr("Ici"), tr("Chez la personne"), tr("Personne"), tr("Engagement"))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        slot, line = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._texts(slot, line)[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return slot_words(slot) if line is None else line_words(line)
        if role == Qt.ItemDataRole.ToolTipRole and line is not None:
            return line_words(line)
        if role == CLOSED_ROLE:
            return slot.closed is not None
        if role == Qt.ItemDataRole.ForegroundRole and line is None:
            return QApplication.palette().placeholderText()
        if role == STRONG_ROLE:
            return line is not None and line.firm
        return None

    def _texts(self, slot: AgendaSlot, line: AgendaLine | None) -> tuple[str, str, str, str]:
        if line is None:
            return clock(slot.at), "", words(slot.closed) if slot.closed else tr("libre"), ""
        same = line.person_at.replace(tzinfo=None) == line.at.replace(tzinfo=None)
        there = tr("même heure") if same else f"{clock(line.person_at)} · {named(line.place)}"
        return clock(line.at), there, who(line), f"{sign(line)} {kind_words(line)}"
