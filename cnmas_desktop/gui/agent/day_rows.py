"""Lines « what · how it stands » of the day's two pages: a name, a sentence, and an icon that says no more than the sentence."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from cnmas_desktop.gui.agent.texts import moment, tr
from cnmas_desktop.gui.widgets.icon import Icon
from cnmas_desktop.gui.widgets.layouts import clear, grid_of
from cnmas_desktop.gui.widgets.text import label
from cnmas_desktop.services.shift import DayEndView, DayView
from cnmas_desktop.services.views import CallbackLine


class Row(NamedTuple):
    icon: str
    name: str
    said: str


def show_rows(host: QWidget, rows: Sequence[Row]) -> None:
    """Fill the grid of `host`, which a form gave three columns."""
    grid = grid_of(host)
    clear(grid)
    grid.setColumnStretch(2, 1)
    for place, row in enumerate(rows):
        name, said = label("strong", row.name), label("body", row.said, wrap=True)
        said.setAccessibleName(f"{row.name} : {row.said}")
        grid.addWidget(Icon(row.icon, host), place, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(name, place, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(said, place, 2)


def waiting_words(view: DayView | DayEndView, now: datetime) -> str:
    """How much waits to be sent, and since when."""
    count, since = view.sync.waiting, view.waiting_since
    if not count:
        return tr("Tout est transmis.")
    if since is None:
        return tr("{count} à transmettre.").format(count=count)
    return tr("{count} à transmettre, le plus ancien depuis {time}.").format(
        count=count, time=moment(since, now)
    )


def promise_words(line: CallbackLine, now: datetime) -> str:
    """« demain 09:00 (12:00 sur place) · Aldegonde Zéphirin »."""
    said = moment(line.at, now)
    if line.local_at is not None:
        said += " (" + tr("{time} sur place").format(time=f"{line.local_at:%H:%M}") + ")"
    return f"{said} · {line.name}"
