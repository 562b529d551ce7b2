"""An office for the tests of the application: a real centre with cases, a workstation of its own, and the whole program on it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cnmas_desktop.credentials import DemoKeyring
from cnmas_desktop.domain.campaigns import catalogue
from cnmas_desktop.gui.app import Desktop
from cnmas_desktop.gui.driver import Driver
from cnmas_desktop.gui.session_window import AgentDay
from cnmas_desktop.gui.theme import Theme
from cnmas_desktop.services.network import NetworkSwitch
from cnmas_desktop.services.sign_in import SignIn, Workstation
from cnmas_desktop.services.training import under_training
from cnmas_desktop.services.views import CallView
from tests.central_server import PASSWORD, Centre

LIMIT_MS = 15_000


class Office:
    """`desktop()` starts the program; every one is closed by `close`. `network.cut` takes the network away."""

    def __init__(self, centre: Centre, folder: Path, theme: Theme, qtbot: QtBot) -> None:
        self.centre, self._theme, self._qtbot = centre, theme, qtbot
        self.network = NetworkSwitch()
        self._sign_in = SignIn(centre.url, Workstation(folder, DemoKeyring(folder), network=self.network))
        self._open: list[Desktop] = []

    @property
    def sign_in(self) -> SignIn:
        return self._sign_in

    def fill(self, cases: int = 3) -> None:
        """Cases that may be called at any hour."""
        campaign = under_training(next(one for one in catalogue() if one.code == "COORDONNEES"))
        self.centre.gateway.load_campaign(campaign)
        self.centre.gateway.open_campaign(campaign.code)
        self.centre.import_people(campaign.code, cases)

    def desktop(self, make_services: Callable[[], "Office"] | None = None) -> Desktop:
        application = QApplication.instance()
        assert application is not None
        made = Desktop(self._theme, make_services or (lambda: self), application)
        self._open.append(made)
        with self._qtbot.waitActive(made.frame):
            made.show()
            made.frame.activateWindow()
        return made

    def enter(self, desktop: Desktop, login: str, password: str = PASSWORD) -> None:
        """Type both, press Enter, wait for a window or a refusal."""
        hands = Driver(desktop.frame)
        desktop.page.ui.login.clear()
        desktop.page.ui.login.setFocus()
        hands.type(login)
        hands.press("Enter")
        hands.type(password)
        hands.press("Enter")
        self.until(lambda: desktop.window is not None or bool(desktop.page.ui.errorText.text()))

    def enter_password(self, desktop: Desktop, password: str = PASSWORD) -> None:
        """Where the login is kept: the password alone."""
        hands = Driver(desktop.frame)
        hands.type(password)
        hands.press("Enter")
        self.until(lambda: desktop.window is not None or bool(desktop.page.ui.errorText.text()))

    def agent_at_work(self, desktop: Desktop, login: str) -> AgentDay:
        """Signed in, the undertaking signed, the day begun, a case open."""
        self.enter(desktop, login)
        day = self.at_work(desktop)
        if day.asks_undertaking:
            Driver(desktop.frame).click("Je m'y engage")
        self.until(lambda: day.desk.view().held > 0)
        if not day.desk.shift.begun():
            Driver(desktop.frame).press("Enter")
        if day.desk.call() is None:
            self.until(day.agent.area.idle.has_action)
            Driver(desktop.frame).press("Enter")
        assert day.desk.call() is not None
        return day

    def at_work(self, desktop: Desktop) -> AgentDay:
        """Whose day is on the screen."""
        day = desktop.window
        assert isinstance(day, AgentDay), desktop.page.ui.errorText.text()
        return day

    def call(self, day: AgentDay) -> CallView:
        """The case on the screen."""
        call = day.desk.call()
        assert call is not None
        return call

    def until(self, seen: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(seen, timeout=LIMIT_MS)

    def close(self) -> None:
        for desktop in self._open:
            desktop.frame.close()
            desktop.frame.deleteLater()
            desktop.deleteLater()
