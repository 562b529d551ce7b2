"""One look for all the window's tests, and a window over a scripted desk."""

from collections.abc import Callable, Iterator
import gc
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication
import pytest
from pytestqt.qtbot import QtBot
import shiboken6

from cnmas_desktop.gui.agent.window import AgentWindow
from cnmas_desktop.gui.background import Background
from cnmas_desktop.gui.driver import Telephone
from cnmas_desktop.gui.preferences import Preferences
from cnmas_desktop.gui.supervisor.page import Surroundings
from cnmas_desktop.gui.supervisor.pages import pages_of
from cnmas_desktop.gui.supervisor.window import SupervisorWindow
from cnmas_desktop.gui.theme import Theme
from tests.central_server import Centre
from tests.gui.office import Office
from tests.gui.scripted_desk import ScriptedDesk
from tests.gui.scripted_room import NOON, ScriptedRoom

Opened = tuple[ScriptedDesk, AgentWindow]
OpenedRoom = tuple[ScriptedRoom, SupervisorWindow]


@pytest.fixture(autouse=True)
def collected_between_tests() -> Iterator[None]:
    """As in the program (`gui.collecting`): never while a window is being made. What a test left goes before the next begins."""
    gc.disable()
    yield
    gc.collect(1)
    gc.enable()


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    QLocale.setDefault(QLocale("fr_FR"))
    return Theme(qapp, Preferences(look="light"))


@pytest.fixture
def open_window(qtbot: QtBot, theme: Theme) -> Iterator[Callable[..., Opened]]:
    """Open a window, active and started; `width`, `height`, `scale` and whatever `ScriptedDesk` takes."""

    windows: list[AgentWindow] = []

    def opened(width: int = 1366, height: int = 768, scale: float = 1.0, **desk_values: Any) -> Opened:
        theme.set_scale(scale)
        desk = ScriptedDesk(**desk_values)
        window = AgentWindow(theme, desk_values.get("open_uri", lambda _uri: True))
        windows.append(window)
        window.resize(width, height)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        window.start(desk, lambda: desk.now)
        return desk, window

    yield opened
    for window in windows:
        window.close()
        shiboken6.delete(window)  # before the size of text goes back: nobody looks at it any more
    theme.set_scale(1.0)


@pytest.fixture
def office(centre: Centre, tmp_path: Path, theme: Theme, qtbot: QtBot) -> Iterator[Office]:
    """The program on a workstation of its own, at a real centre."""
    phone = Telephone(theme)
    made = Office(centre, tmp_path, theme, qtbot)
    yield made
    made.close()
    phone.hang_up()


@pytest.fixture
def open_room(qtbot: QtBot, theme: Theme) -> Iterator[Callable[..., OpenedRoom]]:
    """A window over a scripted room, started; `kind`, `scale`, `width`, `height`."""
    workers: list[Background] = []
    windows: list[SupervisorWindow] = []

    def opened(kind: str = "supervisor", scale: float = 1.0, width: int = 1366, height: int = 768) -> OpenedRoom:
        theme.set_scale(scale)
        room = ScriptedRoom(kind)
        application = QApplication.instance()
        assert application is not None
        workers.append(Background(application, "room"))
        window = SupervisorWindow(
            pages_of(room, Surroundings(workers[-1], ZoneInfo("Europe/Paris"), theme, lambda: NOON)), "s1", "Supervision"
        )
        windows.append(window)
        qtbot.addWidget(window)
        window.resize(width, height)
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
