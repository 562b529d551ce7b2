"""What the tests of the command line, of the journey and of the simulation share: the test's centre entered as its own people."""

from pathlib import Path

from cnmas_desktop.credentials import DemoKeyring
from cnmas_desktop.services.network import NetworkSwitch
from cnmas_desktop.services.own_centre import Access, Credentials, Office
from cnmas_desktop.services.sessions import AgentSession
from cnmas_desktop.services.sign_in import SignIn, Workstation
from tests.central_server import OPERATOR_PASSWORD, Centre, Person


def access(centre: Centre) -> Access:
    """The centre as `cnmas` enters it: its manager, its operator."""
    who = {
        Office.MANAGER: Credentials(centre.manager.login, centre.manager.password),
        Office.OPERATOR: Credentials("", OPERATOR_PASSWORD),
    }
    return Access(centre.url, who.__getitem__)


def sign_in(centre: Centre, agent: Person, folder: Path) -> tuple[AgentSession, NetworkSwitch]:
    """An agent's first sign-in on a workstation of their own, the undertaking signed; and the switch of its network."""
    network = NetworkSwitch()
    session = SignIn(centre.url, Workstation(folder, DemoKeyring(folder), network=network)).sign_in(agent.login, agent.password)
    assert isinstance(session, AgentSession)
    assert "secret professionnel" in (session.undertaking() or "")
    session.sign_undertaking()
    assert session.syncer.run() is not None
    assert session.undertaking() is None
    return session, network
