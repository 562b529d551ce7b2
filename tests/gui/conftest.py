"""One look for all the window's tests, and a window over a scripted desk."""

from collections.abc import Callable, Iterator
import gc
from pathlib import Path
from typing import Any

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication
import pytest
from pytestqt.qtbot import QtBot

from cnmas_desktop.gui.agent.window import AgentWindow
from cnmas_desktop.gui.driver import Telephone
from cnmas_desktop.gui.preferences import Preferences
from cnmas_desktop.gui.theme import Theme
from tests.central_server import Centre
from tests.gui.office import Office
from tests.gui.scripted_desk import ScriptedDesk

Opened = tuple[ScriptedDesk, AgentWindow]


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

    def opened(width: int = 1366, height: int = 768, scale: float = 1.0, **desk_values: Any) -> Opened:
        theme.set_scale(scale)
        desk = ScriptedDesk(**desk_values)
        window = AgentWindow(desk, theme, lambda: desk.now, desk_values.get("open_uri", lambda _uri: True))
        qtbot.addWidget(window)
        window.resize(width, height)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        window.start()
        return desk, window

    yield opened
    theme.set_scale(1.0)


@pytest.fixture
def office(centre: Centre, tmp_path: Path, theme: Theme, qtbot: QtBot) -> Iterator[Office]:
    """The program on a workstation of its own, at a real centre."""
    phone = Telephone(theme)
    made = Office(centre, tmp_path, theme, qtbot)
    yield made
    made.close()
    phone.hang_up()
