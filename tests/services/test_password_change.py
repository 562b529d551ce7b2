"""Changing one's own password: the store and the centre follow each other, and a cut anywhere leaves a way in (decision 23)."""

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from cnmas_desktop.central import staffing
from cnmas_desktop.credentials import DemoKeyring
from cnmas_desktop.domain.world import SystemClock, World
from cnmas_desktop.messages import KnownError
from cnmas_desktop.services.network import NetworkSwitch
from cnmas_desktop.services.sessions import AgentSession, StaffSession
from cnmas_desktop.services.sign_in import SignIn, Workstation
from tests.central_server import PASSWORD, Centre

NEW_PASSWORD = "Nouvelle-Phrase-77!"
REFUSED = "sign_in.refused"


class PowerCut(Exception):
    """The workstation stops here."""


def _power_cut() -> None:
    raise PowerCut


class OneDesk:
    """One agent's store at a real centre. `when`: what happens at a fault point."""

    def __init__(self, centre: Centre, folder: Path, login: str) -> None:
        self.centre, self.folder, self.login = centre, folder, login
        self.network = NetworkSwitch()
        self.when: dict[str, Callable[[], object]] = {}
        self.world = World(SystemClock(), Random(1), self._fault)
        self.sessions: list[AgentSession] = []

    def _fault(self, point: str) -> None:
        if point in self.when:
            self.when[point]()

    def sign_in(self, password: str) -> AgentSession:
        door = SignIn(self.centre.url, Workstation(self.folder, DemoKeyring(self.folder), self.world, self.network))
        session = door.sign_in(self.login, password)
        assert isinstance(session, AgentSession)
        self.sessions.append(session)
        return session

    def opens(self, password: str) -> str:
        """Sign in and sync: "online", the refusal of the centre, or that of the store."""
        try:
            session = self.sign_in(password)
        except KnownError as error:
            return f"store: {error.code}"
        session.syncer.run()
        state = session.syncer.state
        session.close()
        return "online" if state.online and state.problem is None else f"centre: {state.problem and state.problem.code}"

    def cut(self, point: str) -> None:
        session = self.sign_in(PASSWORD)
        self.when[point] = _power_cut
        with pytest.raises(PowerCut):
            session.change_password(PASSWORD, NEW_PASSWORD)
        self.when.clear()
        session.close()

    def limit_connections(self, number: int) -> None:
        role = self.centre.value("SELECT role_name FROM app.person WHERE login = %s", self.login)
        self.centre.operator.execute(f'ALTER ROLE "{role}" CONNECTION LIMIT {number}'.encode())

    def close(self) -> None:
        for session in self.sessions:
            session.close()


@pytest.fixture
def desk(centre: Centre, tmp_path: Path) -> Iterator[OneDesk]:
    made = OneDesk(centre, tmp_path, centre.add_agent().login)
    made.sign_in(PASSWORD).close()
    yield made
    made.close()


def code_of(act: Callable[[], object]) -> str:
    with pytest.raises(KnownError) as caught:
        act()
    return caught.value.code


def test_the_new_password_opens_the_store_and_the_centre_and_the_old_one_neither(desk: OneDesk) -> None:
    session = desk.sign_in(PASSWORD)
    session.change_password(PASSWORD, NEW_PASSWORD)
    session.syncer.run()
    assert session.syncer.state.online and session.syncer.state.problem is None
    session.close()
    assert desk.opens(PASSWORD) == f"store: {REFUSED}"
    assert desk.opens(NEW_PASSWORD) == "online"


def test_cut_before_the_centre_heard_the_old_one_holds(desk: OneDesk) -> None:
    desk.cut("password.slot_added")
    assert desk.opens(NEW_PASSWORD) == f"centre: {REFUSED}"  # the queue is there all the same
    assert desk.opens(PASSWORD) == "online"
    assert desk.opens(NEW_PASSWORD) == f"store: {REFUSED}"  # the centre was reached with the other: this one is gone


def test_cut_after_the_centre_heard_the_new_one_holds(desk: OneDesk) -> None:
    desk.cut("password.changed_at_centre")
    assert desk.opens(PASSWORD) == f"centre: {REFUSED}"
    assert desk.opens(NEW_PASSWORD) == "online"
    assert desk.opens(PASSWORD) == f"store: {REFUSED}"


def test_a_cut_change_is_done_again_from_either_side(desk: OneDesk) -> None:
    desk.cut("password.changed_at_centre")
    session = desk.sign_in(PASSWORD)
    session.change_password(PASSWORD, NEW_PASSWORD)
    session.close()
    assert desk.opens(PASSWORD) == f"store: {REFUSED}"
    assert desk.opens(NEW_PASSWORD) == "online"


def test_a_centre_that_has_no_place_left_leaves_both_and_says_so(desk: OneDesk) -> None:
    """Between the sign-in that asks and the one that changes."""
    session = desk.sign_in(PASSWORD)
    desk.when["password.slot_added"] = lambda: desk.limit_connections(0)
    assert code_of(lambda: session.change_password(PASSWORD, NEW_PASSWORD)) == "password.unconfirmed"
    session.close()
    desk.limit_connections(2)
    assert desk.opens(NEW_PASSWORD) == f"centre: {REFUSED}"
    assert desk.opens(PASSWORD) == "online"


def test_offline_nothing_changes(desk: OneDesk) -> None:
    session = desk.sign_in(PASSWORD)
    desk.network.cut = True
    assert code_of(lambda: session.change_password(PASSWORD, NEW_PASSWORD)) == "password.needs_centre"
    session.close()
    desk.network.cut = False
    assert desk.opens(NEW_PASSWORD) == f"store: {REFUSED}"
    assert desk.opens(PASSWORD) == "online"


@pytest.mark.parametrize(
    ("current", "new", "code"),
    [
        (PASSWORD, "court", "password.weak"),
        (PASSWORD, PASSWORD, "password.same"),
        ("Pas-Celui-Ci-2026!", NEW_PASSWORD, "password.current_wrong"),
    ],
)
def test_what_is_refused_changes_nothing(desk: OneDesk, current: str, new: str, code: str) -> None:
    session = desk.sign_in(PASSWORD)
    assert code_of(lambda: session.change_password(current, new)) == code
    session.close()
    assert desk.opens(PASSWORD) == "online"


def test_a_password_reset_at_the_centre_is_taken_over_with_the_queue(desk: OneDesk) -> None:
    """Forgotten by nobody, reset all the same: the store opens with the old one, then follows (F20)."""
    made = staffing.reset_password(desk.centre.operator, desk.login).password
    assert desk.opens(PASSWORD) == f"centre: {REFUSED}"
    session = desk.sign_in(PASSWORD)
    session.change_password(PASSWORD, made)
    session.change_password(made, NEW_PASSWORD)
    session.close()
    assert desk.opens(NEW_PASSWORD) == "online"


def test_a_temporary_password_is_offered_for_change_until_it_is_changed(centre: Centre, tmp_path: Path) -> None:
    account = staffing.add(centre.operator, staffing.NewPerson("agent", "Une agente", "Une"))
    desk = OneDesk(centre, tmp_path, account.login)
    session = desk.sign_in(account.password)
    assert session.offers_password_change
    session.change_password(account.password, NEW_PASSWORD)
    session.syncer.run()
    assert not session.offers_password_change
    session.close()


def test_a_supervisor_changes_theirs_and_the_board_goes_on(centre: Centre, tmp_path: Path) -> None:
    person = centre.add_supervisor()
    session = SignIn(centre.url, Workstation(tmp_path, DemoKeyring(tmp_path))).sign_in(person.login, PASSWORD)
    assert isinstance(session, StaffSession)
    assert code_of(lambda: session.change_password("Pas-Celui-Ci-2026!", NEW_PASSWORD)) == "password.current_wrong"
    session.change_password(PASSWORD, NEW_PASSWORD)
    assert session.room.board.refresh().campaigns == ()
    assert code_of(person.connect) == REFUSED
