"""Entering a centre to work on it: as its operator, or as a manager under a personal login (decision 16).

The centre is any server by its address, where people say who they are, or the one that this person started on this machine:
the embedded server then makes them a manager's login, whose password lies in the centre's folder, 0600.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from enum import StrEnum
import getpass
import json
from pathlib import Path
from random import SystemRandom
import shutil
from typing import TYPE_CHECKING

from cnmas_desktop.config import Config
from cnmas_desktop.credentials import write_private
from cnmas_desktop.messages import KnownError

if TYPE_CHECKING:
    from cnmas_desktop.central.connection import Connection
    from cnmas_desktop.central.embedded import Status
    from cnmas_desktop.central.manager_gateway import ManagerGateway


class Office(StrEnum):
    """In which capacity a command is run."""

    MANAGER = "manager"
    OPERATOR = "operator"
    SUPERVISOR = "supervisor"


@dataclass(frozen=True, slots=True)
class Credentials:
    login: str
    password: str


Identify = Callable[[Office], Credentials]


@dataclass(frozen=True, slots=True)
class Access:
    """A centre and the way to say who one is there. `url` holds no password."""

    url: str
    identify: Identify

    def manager(self) -> "ManagerGateway":
        """A connection under the manager's personal login; use it as a context manager."""
        from cnmas_desktop.central.manager_gateway import ManagerGateway

        who = self.identify(Office.MANAGER)
        return ManagerGateway.sign_in(self.url, who.login, who.password)

    def operator(self) -> "Connection":
        """A connection as the operator, who makes accounts and upgrades; use it as a context manager."""
        from cnmas_desktop.central.connection import connect, connection_parameters
        from cnmas_desktop.central.roles import operator_role

        role = operator_role(connection_parameters(self.url)["dbname"])
        return connect(self.url, role, self.identify(Office.OPERATOR).password)


class OwnCentre:
    """The embedded centre of one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def of(cls, config: Config) -> "OwnCentre":
        """The one last started by this person with a folder of its own, or else the one among their data."""
        try:
            return cls(Path((config.state_dir / "centre").read_text(encoding="utf-8")))
        except FileNotFoundError:
            return cls(config.data_dir / "centre")

    def remember(self, config: Config) -> None:
        """Make it the one that `of` finds."""
        write_private(config.state_dir / "centre", str(self.folder).encode())

    @property
    def manager_file(self) -> Path:
        """Login and password of the manager made for the one who started the centre."""
        return self.folder / "manager.json"

    def start(self, port: int | None = None, *, demo: bool = False) -> Access:
        """Start it, found it the first time (`demo`: as a demonstration), bring it up to date otherwise."""
        from cnmas_desktop.central.centre import embedded_centre

        running = embedded_centre(self.folder, port, demo=demo)
        if demo and not running.demo:
            raise KnownError("central.not_demo")
        access = Access(running.url, self._identify)
        if not self.manager_file.exists():
            self._make_manager(access)
        return access

    def stop(self) -> bool:
        """False when it did not run."""
        from cnmas_desktop.central.embedded import EmbeddedServer

        running = self.status().running
        EmbeddedServer(self.folder).stop()
        return running

    def remove(self) -> None:
        """Stop it and destroy everything it holds: for demonstrations and simulations only."""
        from cnmas_desktop.central.embedded import EmbeddedServer

        EmbeddedServer(self.folder).remove()
        shutil.rmtree(self.folder, ignore_errors=True)

    def status(self) -> "Status":
        from cnmas_desktop.central.embedded import EmbeddedServer

        return EmbeddedServer(self.folder).status()

    @property
    def name(self) -> str:
        """What names it for the workstations of this machine: its address changes when another program takes its port."""
        return str(self.folder)

    @property
    def url(self) -> str:
        """Its address at its last start; KnownError `central.not_made`."""
        status = self.status()
        if status.port is None:
            raise KnownError("central.not_made")
        return self._address(status.port)

    def access(self) -> Access:
        """KnownError `central.not_made`, `central.stopped`: also where only a start makes what is missing, as after a restore."""
        status = self.status()
        if status.port is None:
            raise KnownError("central.not_made")
        if not status.running or not self.manager_file.exists():
            raise KnownError("central.stopped")
        return Access(self._address(status.port), self._identify)

    def _address(self, port: int) -> str:
        from cnmas_desktop.central.centre import DATABASE

        return f"postgresql://127.0.0.1:{port}/{DATABASE}"

    def _identify(self, office: Office) -> Credentials:
        if office is Office.MANAGER:
            return Credentials(**json.loads(self.manager_file.read_bytes()))
        return Credentials("", (self.folder / "operator.password").read_text(encoding="utf-8").strip())

    def _make_manager(self, access: Access) -> None:
        """The file is written last: a start cut before it makes another login."""
        from cnmas_desktop.central import passwords, staffing

        name = getpass.getuser()[:40]
        person = staffing.NewPerson("manager", name, name)
        with access.operator() as operator:
            account = staffing.add(operator, person, passwords.temporary(SystemRandom()))
        content = json.dumps(asdict(Credentials(account.login, account.password)))
        write_private(self.manager_file, content.encode())
