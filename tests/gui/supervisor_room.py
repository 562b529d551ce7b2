"""What the tests of the supervisors' room share: finding a page, reading a cell."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cnmas_desktop.gui.supervisor.board_page import BoardPage
from cnmas_desktop.gui.supervisor.models import TableModel
from cnmas_desktop.gui.supervisor.window import SupervisorWindow
from tests.gui.scripted_room import ScriptedRoom

Opened = tuple[ScriptedRoom, SupervisorWindow]


def board_of(window: SupervisorWindow) -> BoardPage:
    page = window.page_of("board")
    assert isinstance(page, BoardPage)
    return page


def column(model: TableModel, title: str) -> int:
    titles = (model.headerData(at, Qt.Orientation.Horizontal).replace("\n", " ") for at in range(model.columnCount()))
    return list(titles).index(title)


def shown(model: TableModel, row: int, title: str, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
    return model.data(model.index(row, column(model, title)), role)


def until(qtbot: QtBot, seen: Callable[[], bool]) -> None:
    qtbot.waitUntil(seen)


def part(page: QWidget, name: str) -> QWidget:
    found = page.findChild(QWidget, name)
    assert found is not None
    return found
