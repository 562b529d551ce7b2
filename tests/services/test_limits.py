"""What a workstation asks of itself beyond the centre's policy reaches the lock, the telephone and the lease."""

from pathlib import Path

from cnmas_desktop.config import Limits
from cnmas_desktop.credentials import DemoKeyring
from cnmas_desktop.services.sessions import AgentSession
from cnmas_desktop.services.sign_in import SignIn, Workstation
from tests.central_server import PASSWORD, Centre


def test_the_lock_the_telephone_and_the_lease_follow_the_workstation(centre: Centre, tmp_path: Path) -> None:
    centre.import_people(centre.load_campaign(rule="training"), 8)
    login = centre.add_agent().login
    limits = Limits(lock_minutes=2, lease_size=3, dial_scheme="sip")
    door = SignIn(centre.url, Workstation(tmp_path, DemoKeyring(tmp_path), limits=limits))
    for _ in range(2):  # the first sign-in, then the one that opens a store
        session = door.sign_in(login, PASSWORD)
        assert isinstance(session, AgentSession)
        if session.undertaking() is not None:
            session.sign_undertaking()
        for _ in range(2):  # the centre hears of the signature, then hands out
            session.syncer.run()
        assert session.lock_minutes == (2, 45)
        assert session.desk.shift.day().dial_scheme == "sip"
        assert session.desk.view().held == 3
        session.close()
