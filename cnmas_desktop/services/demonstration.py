"""The demonstration: a centre of its own with two organismes, three campaigns, 300 people who do not exist, and a staff.

Everything goes the way it goes in a real centre: accounts by the operator, campaigns and files by a manager, the undertaking by the
agent. What differs is said on screen: the campaigns follow the training rule, which knows no hours, and the secrets of the workstation
lie in a file. Nobody is called: the numbers belong to no one.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, LiteralString

from cnmas_desktop.domain.campaigns import catalogue
from cnmas_desktop.domain.organismes import organisme
from cnmas_desktop.messages import KnownError
from cnmas_desktop.services.fictitious_contacts import Fictitious, write_contacts
from cnmas_desktop.services.importing import ImportReport, import_file
from cnmas_desktop.services.network import NetworkSwitch
from cnmas_desktop.services.organisme_files import as_data
from cnmas_desktop.services.own_centre import Access, Credentials, OwnCentre
from cnmas_desktop.services.sessions import AgentSession
from cnmas_desktop.services.sign_in import SignIn, Workstation
from cnmas_desktop.services.training import under_training

if TYPE_CHECKING:
    from cnmas_desktop.central.manager_gateway import ManagerGateway

SEED = 2026
PASSWORD = "Bonjour-du-centre-2026!"
"""Of everybody in a demonstration; it protects nothing but invented people."""


@dataclass(frozen=True, slots=True)
class DemoFile:
    """A file of `contacts` people that `organisme` sends for `campaign`; `assigned`: cases given to the first agent."""

    campaign: str
    organisme: str
    contacts: int
    assigned: int = 0


FILES = (
    DemoFile("MTDENTS", "311", 140, 50),
    DemoFile("GRIPPE", "331", 100, 30),
    DemoFile("PS_TELESERVICES", "331", 60, 20),
)


@dataclass(frozen=True, slots=True)
class DemoPerson:
    kind: str
    login: str
    display_name: str
    first_name: str
    team: str | None = None
    skills: tuple[str, ...] = ()


AGENTS = (
    DemoPerson("agent", "agent01", "Camille Rivière", "Camille", "Toulouse", ("en",)),
    DemoPerson("agent", "agent02", "Dominique Verdier", "Dominique", "Toulouse", ("pt", "professionals")),
    DemoPerson("agent", "agent03", "Sacha Loriot", "Sacha", "Bordeaux", ("ar", "employers")),
)
SUPERVISOR = DemoPerson("supervisor", "superviseur01", "Claude Tilleul", "Claude")
MANAGER = DemoPerson("manager", "responsable01", "Maxime Olivet", "Maxime")


class Demonstration:
    """A demonstration that runs. `agents`, `supervisor` and `manager` are (login, password); the first agent has signed the
    undertaking and has a queue. `network.cut = True` takes the network from the workstation, not from the centre."""

    def __init__(self, centre: OwnCentre, access: Access, sign_in: SignIn, network: NetworkSwitch) -> None:
        self._centre, self._access = centre, access
        self.sign_in = sign_in
        self.network = network
        self.agents = tuple((person.login, PASSWORD) for person in AGENTS)
        self.supervisor = (SUPERVISOR.login, PASSWORD)
        self.manager = (MANAGER.login, PASSWORD)

    @property
    def centre_url(self) -> str:
        return self._access.url

    @property
    def files(self) -> Path:
        """Where the organismes' files lie, and where exports may go."""
        return self._centre.folder.parent / "files"

    def manage(self) -> "ManagerGateway":
        """The centre as its manager sees it: for imports, assignments, exports. Use it as a context manager."""
        return _managing(self._access.url).manager()

    def rows(self, query: LiteralString, *parameters: object) -> list[tuple[Any, ...]]:
        """What plain SQL says, asked as the operator."""
        with self._access.operator() as operator:
            return operator.execute(query, parameters or None).fetchall()

    def close(self) -> None:
        """Stop the centre."""
        self._centre.stop()


def _managing(url: str) -> Access:
    return Access(url, lambda office: Credentials(MANAGER.login, PASSWORD))


def prepare(centre: OwnCentre, workstation: Workstation, network: NetworkSwitch, say: Callable[[str], None]) -> Demonstration:
    """Start the demonstration's centre and fill it the first time, for `workstation` on `network`. `say` hears in French what is being
    done. Cut anywhere, the next call goes on from there."""
    say("Démarrage du centre de démonstration…")
    access = centre.start(demo=True)
    demonstration = Demonstration(centre, access, SignIn(access.url, workstation, centre.name), network)
    filled = centre.folder / "filled"
    if not filled.exists():
        _add_staff(access)
        with demonstration.manage() as gateway:
            today = workstation.world.clock.now().date()
            for report in fill(gateway, demonstration.files, FILES, today, Random(SEED)):
                say(f"{report.accepted} dossiers importés.")
            for file in FILES:
                gateway.assign_cases(file.campaign, AGENTS[0].login, file.assigned)
        _open_first_queue(demonstration)
        filled.touch()
    return demonstration


def _add_staff(access: Access) -> None:
    from cnmas_desktop.central import staffing

    with access.operator() as operator:
        present = {line.login for line in staffing.staff(operator)}
        for person in (*AGENTS, SUPERVISOR, MANAGER):
            if person.login not in present:
                allowed = staffing.DirectorAuthorisation("La directrice") if person.kind == "agent" else None
                new = staffing.NewPerson(person.kind, person.display_name, person.first_name, person.login)
                staffing.add(operator, new, PASSWORD, allowed)
            if person.team:
                staffing.place(operator, person.login, person.team, person.skills)


def fill(gateway: "ManagerGateway", folder: Path, files: Sequence[DemoFile], today: date, random: Random) -> list[ImportReport]:
    """Load organismes and campaigns under the training rule, write the files of people who do not exist into `folder`, and import them."""
    folder.mkdir(parents=True, exist_ok=True)
    gateway.load_organismes({one.organisme: as_data(organisme(one.organisme)) for one in files})
    shipped = {campaign.code: campaign for campaign in catalogue()}
    source = Fictitious(random, today)
    reports = []
    for one in files:
        campaign = under_training(shipped[one.campaign])
        gateway.load_campaign(campaign)
        gateway.open_campaign(campaign.code)
        path = folder / f"{one.campaign.lower()}_{one.organisme}.csv"
        write_contacts(path, source, one.campaign, one.contacts)
        reports.append(import_file(gateway, path, campaign, one.organisme, dry_run=False, today=today))
    return reports


def _open_first_queue(demonstration: Demonstration) -> None:
    """The first agent signs in, signs the undertaking, and syncs: the window will open on a queue."""
    session = demonstration.sign_in.sign_in(*demonstration.agents[0])
    if not isinstance(session, AgentSession):
        raise AssertionError("the first agent is no agent")
    try:
        if session.undertaking() is not None:
            session.sign_undertaking()
        if session.syncer.run() is None:
            raise session.syncer.state.problem or KnownError("centre.unreachable")
    finally:
        session.close()
