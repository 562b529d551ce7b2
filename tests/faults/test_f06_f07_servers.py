"""F6 and F7 with real servers: the centre dies at once, again and again; a standby takes over; a backup is put back. All or nothing each
time, and what was confirmed is there once in the end."""

from collections.abc import Callable, Iterator
from contextlib import suppress
import os
from pathlib import Path
import shutil
import signal
import subprocess
import tempfile
from threading import Event, Thread
from uuid import UUID

import pytest

from cnmas_desktop.central.centre import initialise
from cnmas_desktop.central.connection import connect
from cnmas_desktop.central.embedded import EmbeddedServer, _account, _free_port, _give, _run
from cnmas_desktop.local.cases import CaseShelf
from cnmas_desktop.services.sessions import AgentSession
from tests.central_server import OPERATOR_PASSWORD, CentralServer, Centre
from tests.faults.workplace import Workplace, call, times_at, waiting

DATABASE = "centre_faults"
CALLS_EACH = 8


class Cluster:
    """A durable primary of this test's own, and the copies made of it."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="cnmas-faults-"))
        self.folder.chmod(0o711)  # as root, the server runs under an account that must pass
        home = self.folder / "server"
        home.mkdir(mode=0o711)
        self.server = EmbeddedServer(home, settings={"wal_level": "replica", "max_wal_senders": "4", "max_wal_size": "'256MB'"})
        self.info = self.server.start()
        with connect(f"{self.info.url}/postgres", self.info.user, self.info.password) as admin:
            founded = initialise(admin, DATABASE, operator_password=OPERATOR_PASSWORD, demo=True, own_cluster=True)
        self.centre = Centre(CentralServer(self.server, self.info, founded), DATABASE)
        state = self.server._state()
        assert state is not None
        self.bin, self.data = Path(state.bin_dir), Path(state.cluster)
        self.copies = self.folder / "copies"
        self.copies.mkdir(mode=0o700)
        account = _account()
        if account:
            _give(self.copies, account)
        self.others: list[Path] = []

    def run(self, *command: str | Path) -> None:
        _run(list(command), _account(), self.folder / "server" / "server.log")

    def copy(self, name: str, port: int, *, standby: bool) -> Path:
        """A copy of the primary as it is now, by pg_basebackup; as a standby it follows."""
        hba = self.data / "pg_hba.conf"
        hba.write_text(hba.read_text() + "host replication all 127.0.0.1/32 scram-sha-256\n")
        with connect(f"{self.info.url}/postgres", self.info.user, self.info.password) as admin:
            admin.execute("SELECT pg_reload_conf()")
        target = self.copies / name
        address = f"host=127.0.0.1 port={self.info.port} user={self.info.user} password={self.info.password}"
        self.run(self.bin / "pg_basebackup", "-D", target, "-d", address, "-X", "stream", "-c", "fast", *(["-R"] if standby else []))
        conf = target / "cnmas.conf"
        conf.write_text(conf.read_text() + f"port = {port}\nhot_standby = on\n")
        self.others.append(target)
        return target

    def start_copy(self, target: Path) -> None:
        self.run(self.bin / "pg_ctl", "-D", target, "-s", "-w", "-l", target.parent / f"{target.name}.log", "start")

    def stop(self) -> None:
        for target in self.others:
            with suppress(subprocess.CalledProcessError):  # it did not run
                self.run(self.bin / "pg_ctl", "-D", target, "-s", "-m", "immediate", "stop")
        self.centre.close()
        self.server.stop("immediate")
        shutil.rmtree(self.folder, ignore_errors=True)


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    made = Cluster()
    yield made
    made.stop()


def reopened(cluster: Cluster, port: int) -> Centre:
    """The same centre at another server."""
    url = f"postgresql://127.0.0.1:{port}"
    info = type(cluster.info)(url, "127.0.0.1", port, cluster.info.user, cluster.info.password)
    return Centre(CentralServer(cluster.server, info, cluster.centre.server.founded), DATABASE)


def stop_when(cluster: Cluster, told: Event) -> None:
    told.wait(10)
    cluster.server.stop("immediate")


def test_f07_a_centre_that_dies_again_and_again_has_everything_once(cluster: Cluster, tmp_path: Path) -> None:
    centre = cluster.centre
    with Workplace(centre, tmp_path, cases=40) as desk:
        session = desk.sign_in(centre.add_agent().login)
        made: list[UUID] = []
        cut = 0
        for _ in range(3):
            made += call(session, desk.world, 4)
            dying = Event()
            killer = Thread(target=stop_when, args=(cluster, dying))

            def die(point: str, dying: Event = dying) -> None:
                if point == "push.before":
                    dying.set()

            session.syncer._world = type(desk.world)(desk.world.clock, desk.world.random, die)
            killer.start()
            cut += session.syncer.run() is None
            killer.join()
            centre.close()
            del centre.__dict__["operator"]
            centre.__dict__.pop("gateway", None)
            cluster.server.start()
            there = times_at(centre, made)
            assert all(there[place] == there[place + 1] for place in range(0, len(made), 2)), "half a call is there"
        assert cut, "no death fell into a sync"
        session.syncer._world = desk.world
        assert session.syncer.run() is not None
        assert waiting(session) == []
        assert times_at(centre, made) == [1] * len(made)


class Agent(Thread):
    """Someone who calls and syncs without a pause, and when the centre is away waits as their workstation does. `cut`: syncs that failed."""

    def __init__(self, desk: Workplace, session: AgentSession, over: Event) -> None:
        super().__init__()
        self._desk, self._session, self._over = desk, session, over
        self.made: list[UUID] = []
        self.synced = self.cut = 0

    def run(self) -> None:
        while not self._over.is_set():
            if len(self.made) < 2 * CALLS_EACH and any(CaseShelf(self._session.database.main).ready(self._desk.world.clock.now())):
                self.made += call(self._session, self._desk.world)
            if self._session.syncer.run() is not None:
                self.synced += 1
            else:
                self.cut += 1
                self._over.wait(self._session.syncer.wait())


@pytest.mark.faults
def test_f06_twenty_agents_at_work_when_the_primary_is_killed_and_a_standby_promoted(cluster: Cluster, tmp_path: Path) -> None:
    """Nobody does anything at a workstation: the address names both servers."""
    port, centre, over = _free_port(), cluster.centre, Event()
    standby = cluster.copy("standby", port, standby=True)
    both = f"postgresql://127.0.0.1:{cluster.info.port},127.0.0.1:{port}/{DATABASE}"
    with Workplace(centre, tmp_path, cases=20 * CALLS_EACH) as desk:
        centre.operator.execute("UPDATE app.centre SET policy = policy || '{\"lease_size\": 4}'")
        cluster.start_copy(standby)
        agents = [Agent(desk, desk.sign_in(centre.add_agent().login, url=both), over) for _ in range(20)]
        _caught_up(cluster, port)
        centre.close()
        for agent in agents:
            agent.start()
        try:
            _wait_until(lambda: all(agent.synced > 1 for agent in agents))
            os.kill(int((cluster.data / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
            _wait_until(lambda: all(agent.cut for agent in agents))
            cluster.run(cluster.bin / "pg_ctl", "-D", standby, "-s", "-w", "promote")
            before = [agent.synced for agent in agents]
            _wait_until(lambda: all(agent.synced > one + 1 for agent, one in zip(agents, before, strict=True)))
        finally:
            over.set()
            for agent in agents:
                agent.join()
        after = reopened(cluster, port)
        made = [event for agent in agents for event in agent.made]
        assert len(made) > 20 * 2
        assert [waiting(session) for session in desk.sessions] == [[]] * 20
        assert times_at(after, made) == [1] * len(made)
        assert after.value("SELECT count(*) FROM app.quarantine") == 0
        after.close()


@pytest.mark.faults  # a failover also runs with the suite: operations/test_failover.py
def test_f06_a_promoted_standby_that_lacks_the_last_results_gets_them_again(cluster: Cluster, tmp_path: Path) -> None:
    """Agents on an address of two hosts; the primary dies, the standby that was cut off before it is promoted."""
    number, port = 4, _free_port()
    standby = cluster.copy("standby", port, standby=True)
    centre = cluster.centre
    agents = [centre.add_agent() for _ in range(number)]
    both = f"postgresql://127.0.0.1:{cluster.info.port},127.0.0.1:{port}/{DATABASE}"
    with Workplace(centre, tmp_path, cases=6 * number) as desk:
        centre.operator.execute("UPDATE app.centre SET policy = policy || '{\"lease_size\": 4}'")
        cluster.start_copy(standby)
        sessions = [desk.sign_in(agent.login, url=both) for agent in agents]
        made = [event for session in sessions for event in call(session, desk.world)]
        for session in sessions:
            assert session.syncer.run() is not None
        _caught_up(cluster, port)
        # The wire to the standby is cut: what is acknowledged from here on is on the primary alone.
        cluster.run(cluster.bin / "pg_ctl", "-D", standby, "-s", "-m", "fast", "stop")
        made += [event for session in sessions for event in call(session, desk.world)]
        for session in sessions[: 3 * number // 4]:
            assert session.syncer.run() is not None
        assert sum(len(waiting(session)) for session in sessions) == number // 2
        centre.close()
        cluster.server.stop("immediate")
        cluster.start_copy(standby)
        cluster.run(cluster.bin / "pg_ctl", "-D", standby, "-s", "-w", "promote")
        after = reopened(cluster, port)
        assert times_at(after, made).count(0) == 2 * number, "the standby was to lack what came after the cut"
        made += [event for session in sessions for event in call(session, desk.world)]
        for _ in range(2):
            for session in sessions:
                assert session.syncer.run() is not None, session.syncer.state
        assert [waiting(session) for session in sessions] == [[]] * number
        assert times_at(after, made) == [1] * len(made)
        after.close()


def test_f06_an_older_backup_put_back_gets_everything_again(cluster: Cluster, tmp_path: Path) -> None:
    port = _free_port()
    centre = cluster.centre
    agent = centre.add_agent()
    both = f"postgresql://127.0.0.1:{cluster.info.port},127.0.0.1:{port}/{DATABASE}"
    with Workplace(centre, tmp_path, cases=60) as desk:
        session = desk.sign_in(agent.login, url=both)
        made = call(session, desk.world, 3)
        session.syncer.run()
        backup = cluster.copy("backup", port, standby=False)
        made += call(session, desk.world, 20)
        session.syncer.run()
        assert waiting(session) == []
        centre.close()
        cluster.server.stop("immediate")
        cluster.start_copy(backup)
        after = reopened(cluster, port)
        assert times_at(after, made).count(0) == 40
        for _ in range(2):
            assert session.syncer.run() is not None
        assert waiting(session) == []
        assert times_at(after, made) == [1] * len(made)
        after.close()


def _wait_until(happened: Callable[[], bool]) -> None:
    for _ in range(2400):
        if happened():
            return
        Event().wait(0.025)
    raise AssertionError("a minute has passed")


def _caught_up(cluster: Cluster, port: int) -> None:
    """Wait until the standby has replayed all that the primary wrote."""
    with connect(f"{cluster.info.url}/postgres", cluster.info.user, cluster.info.password) as primary:
        for _ in range(400):
            row = primary.execute("SELECT count(*) FROM pg_stat_replication WHERE replay_lsn >= pg_current_wal_lsn()").fetchone()
            if row == (1,):
                return
            primary.execute("SELECT pg_sleep(0.025)")
    raise AssertionError("the standby does not follow")
