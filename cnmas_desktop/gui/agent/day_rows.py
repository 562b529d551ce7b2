"""Lines « what · how it stands » of the day's two pages: a name, a sentence, and an icon that says no more than the sentence."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from cnmas_desktop.gui.agent.texts import moment, tr
from cnmas_desktop.gui.widgets.icon import Icon
from cnmas_desktop.gui.widgets.layouts import grid_of
from cnmas_desktop.gui.widgets.text import label
from cnmas_desktop.services.shift import DayEndView, DayView
from cnmas_desktop.services.views import CallbackLine


class Row(NamedTuple):
    icon: str
    name: str
    said: str


def show_rows(host: QWidget, rows: Sequence[Row]) -> None:
    """Fill the grid of `host`, which a form gave three columns. Lines stay and change their words: new ones would be styled anew."""
    grid = grid_of(host)
    lines = [line for line in host.children() if isinstance(line, Line)]
    while len(lines) < len(rows):
        lines.append(Line(host, grid, len(lines)))
    for line in lines[len(rows) :]:
        line.put_away()
    for line, row in zip(lines, rows, strict=False):
        line.show_row(row)


class Line(QObject):
    """One line of the grid."""

    def __init__(self, host: QWidget, grid: QGridLayout, place: int) -> None:
        super().__init__(host)
        self._icon, self._name, self._said = Icon(host), label("strong", "", host), label("body", "", host, wrap=True)
        grid.setColumnStretch(2, 1)
        grid.addWidget(self._icon, place, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._name, place, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._said, place, 2)

    def show_row(self, row: Row) -> None:
        self._icon.set_name(row.icon)
        self._name.setText(row.name)
        self._said.setText(row.said)
        self._said.setAccessibleName(f"{row.name} : {row.said}")
        for part in (self._name, self._said):
            part.setVisible(True)

    def put_away(self) -> None:
        for part in (self._icon, self._name, self._said):
            part.setVisible(False)


def waiting_words(view: DayView | DayEndView, now: datetime) -> str:
    """How much waits to be sent, and since when."""
    count, since = view.sync.waiting, view.waiting_since
    if not count:
        return tr("Tout est transmis.")
    if since is None:
        return tr("{count} à transmettre.").format(count=count)
    return tr("{count} à transmettre, le plus ancien depuis {time}.").format(count=count, time=moment(since, now))


def promise_words(line: CallbackLine, now: datetime) -> str:
    """« demain 09:00 (12:00 sur place) · Aldegonde Zéphirin »."""
    said = moment(line.at, now)
    if line.local_at is not None:
        said += " (" + tr("{time} sur place").format(time=f"{line.local_at:%H:%M}") + ")"
    return f"{said} · {line.name}"
