"""The composition root: which parts make a workstation, a demonstration, an access to a centre. It wires and decides nothing."""

from collections.abc import Callable
from dataclasses import dataclass
import shutil

from cnmas_desktop.config import Config
from cnmas_desktop.credentials import DemoKeyring, SystemKeyring
from cnmas_desktop.domain.world import World, system_world
from cnmas_desktop.messages import KnownError
from cnmas_desktop.services.demonstration import Demonstration, prepare
from cnmas_desktop.services.doctor import Patient
from cnmas_desktop.services.network import NetworkSwitch
from cnmas_desktop.services.own_centre import Access, Identify, OwnCentre
from cnmas_desktop.services.sign_in import SignIn, Workstation

__all__ = ["Demonstration", "Services", "access", "demonstration", "make_services", "patient"]


RESERVE_BYTES = 20 * 1024 * 1024
"""Kept beside each store of a real workstation, for outcomes and acknowledgements on a full disk (reliability F17)."""


@dataclass(frozen=True, slots=True)
class Services:
    """What the window needs from below. `centre_url` holds no password."""

    centre_url: str
    sign_in: SignIn


def access(config: Config, identify: Identify) -> Access:
    """The centre of the command line: the one named, entered as `identify` says, or else this person's own.

    KnownError `central.not_made`, `central.stopped`."""
    return Access(config.central_address, identify) if config.central_address else OwnCentre.of(config).access()


def make_services(config: Config) -> Services:
    """The workstation for the centre named, or else for this person's own, running or not. KnownError `central.not_made`."""
    if config.central_address:
        url, name = config.central_address, config.central_name or config.central_url
    else:
        own = OwnCentre.of(config)
        url, name = own.url, own.name
    workstation = Workstation(
        config.data_dir,
        SystemKeyring(),
        limits=config.limits,
        reserve=RESERVE_BYTES,
        journals=config.journals,
        standby=config.board == "standby",
    )
    return Services(url, SignIn(url, workstation, name))


def demonstration(
    config: Config,
    *,
    fresh: bool = False,
    world: World | None = None,
    say: Callable[[str], None] = lambda sentence: None,
) -> Demonstration:
    """The demonstration, in a folder of its own; made the first time, started in seconds later. `fresh`: destroy it first, for a tour
    that begins where it always does. `say` hears in French what is being done."""
    home = config.data_dir / "demonstration"
    machine, network, centre = world or system_world(), NetworkSwitch(), OwnCentre(home / "centre")
    if fresh:
        centre.remove()
        shutil.rmtree(home, ignore_errors=True)
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    workstation = Workstation(home / "workstation", DemoKeyring(home / "workstation"), machine, network)
    return prepare(centre, workstation, network, say)


def patient(config: Config, fault: KnownError | None, who: tuple[str, str] | None) -> Patient:
    """This workstation as `cnmas doctor` looks at it. `fault`: of its settings; `who`: a login and its password."""
    centre: tuple[str, str] | None = None
    if config.central_address:
        centre = config.central_address, config.central_name or config.central_url or ""
    elif (own := OwnCentre.of(config)).status().port:
        centre = own.url, own.name
    return Patient(config, fault, centre, SystemKeyring(), who)
