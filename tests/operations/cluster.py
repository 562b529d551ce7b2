"""A primary and its standbys as real servers of this machine, synchronously replicated, to be killed and promoted."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
import json
import os
from pathlib import Path
import shutil
import socket
import subprocess
import tempfile
import time
from typing import Any

from cnmas_desktop.central import catalogues
from cnmas_desktop.central.binaries import Binaries
from cnmas_desktop.central.centre import initialise
from cnmas_desktop.central.connection import connect, one_row
from cnmas_desktop.central.embedded import EmbeddedServer
from tests.central_server import OPERATOR_PASSWORD, TEST_ZONES, CentralServer, Centre

DATABASE = "bascule"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


def wait_until(come: Callable[[], bool]) -> None:
    """For another process of this machine, ten seconds at most."""
    deadline = time.monotonic() + 10
    while not come():
        assert time.monotonic() < deadline
        time.sleep(0.01)


class Copy:
    """The files of the primary as `pg_basebackup` takes them, not started."""

    options: tuple[str, ...] = ()

    def __init__(self, cluster: "Cluster", name: str) -> None:
        self._cluster = cluster
        self.folder = cluster.home / name
        self.port = free_port()
        self.folder.mkdir(mode=0o700)
        os.chown(self.folder, cluster.owner, cluster.group)
        cluster.run("pg_basebackup", f"--pgdata={self.folder}", *self.options, "--checkpoint=fast", "--wal-method=stream",
                    f"--dbname={cluster.conninfo(cluster.info.port)}")  # fmt: skip

    def start(self) -> None:
        self.pg_ctl("start", "-w", "-l", str(self._cluster.log), "-o", f"-p {self.port}")

    def recover(self, instant: str) -> None:
        """Start it as the centre was at `instant`, from the archive."""
        lines = {
            "restore_command": f"cp {self._cluster.archive}/%f %p",
            "recovery_target_time": instant,
            "recovery_target_action": "promote",
            "archive_mode": "off",
        }
        with (self.folder / "postgresql.auto.conf").open("a", encoding="utf-8") as settings:
            settings.writelines(f"{name} = '{value}'\n" for name, value in lines.items())
        (self.folder / "recovery.signal").touch()
        self.start()
        with self.connect() as connection:
            wait_until(lambda: not connection.execute("SELECT pg_is_in_recovery()").fetchone()[0])

    def pg_ctl(self, *arguments: str) -> None:
        self._cluster.run("pg_ctl", "-D", str(self.folder), "-s", *arguments)

    def connect(self) -> Any:
        """As its administrator, who may read a standby too."""
        import psycopg

        return psycopg.connect(
            f"{self._cluster.conninfo(self.port)} dbname=postgres",
            password=self._cluster.info.password,
            autocommit=True,
        )


class Standby(Copy):
    """A copy of the primary that follows it."""

    options = ("--write-recovery-conf",)

    def __init__(self, cluster: "Cluster", name: str) -> None:
        super().__init__(cluster, name)
        self.start()

    def received(self) -> int:
        with self.connect() as connection:
            return int(connection.execute("SELECT pg_last_wal_receive_lsn() - '0/0'").fetchone()[0])

    def replayed(self, position: int) -> None:
        """Wait until what the primary wrote up to `position` can be read here."""
        with self.connect() as connection:
            wait_until(lambda: connection.execute("SELECT pg_last_wal_replay_lsn() - '0/0'").fetchone()[0] >= position)

    def follow(self, port: int) -> None:
        with self.connect() as connection:
            target = f"{self._cluster.conninfo(port)} password={self._cluster.info.password}"
            connection.execute(f"ALTER SYSTEM SET primary_conninfo = '{target}'")
            connection.execute("SELECT pg_reload_conf()")


class Cluster:
    """`ANY 1` of the standbys has each acknowledged commit. `url` names all. `archive`: the folder of the archived WAL, if that is asked for."""

    def __init__(self, home: Path, standbys: Sequence[str], *, archive: bool) -> None:
        self.home, self.archive = home, home / "archive"
        settings = {"fsync": "off"}
        if archive:
            settings |= {"archive_mode": "on", "archive_command": f"'test ! -f {self.archive}/%f && cp %p {self.archive}/%f'"}
        self.primary = EmbeddedServer(home / "primary", settings=settings)
        (home / "primary").mkdir()
        (home / "primary").chmod(0o711)
        self.info = self.primary.start()
        state = json.loads((home / "primary" / "state.json").read_text(encoding="utf-8"))
        self._binaries = Binaries(Path(state["bin_dir"]))
        cluster = Path(state["cluster"])
        self.owner, self.group = cluster.stat().st_uid, cluster.stat().st_gid
        self.log = home / "standby.log"
        self.log.touch()
        self.archive.mkdir()
        for path in (self.log, self.archive):
            os.chown(path, self.owner, self.group)
        with (cluster / "pg_hba.conf").open("a", encoding="utf-8") as doors:
            doors.write("host replication all 127.0.0.1/32 scram-sha-256\n")
        with connect(f"{self.info.url}/postgres", self.info.user, self.info.password) as admin:
            founded = initialise(admin, DATABASE, operator_password=OPERATOR_PASSWORD, demo=True, own_cluster=True)
            admin.execute("SELECT pg_reload_conf()")
        with connect(founded.url, founded.operator, OPERATOR_PASSWORD) as operator:
            catalogues.load_legal_windows(operator, zones=TEST_ZONES)
        self.centre = Centre(CentralServer(self.primary, self.info, founded), DATABASE)
        self.standbys = [Standby(self, name) for name in standbys]
        if not standbys:
            return
        with connect(f"{self.info.url}/postgres", self.info.user, self.info.password) as admin:
            admin.execute("ALTER SYSTEM SET synchronous_standby_names = 'ANY 1 (*)'")
            admin.execute("SELECT pg_reload_conf()")

    @property
    def url(self) -> str:
        ports = [self.info.port, *(standby.port for standby in self.standbys)]
        return f"postgresql://{','.join(f'127.0.0.1:{port}' for port in ports)}/{DATABASE}"

    def conninfo(self, port: int) -> str:
        return f"host=127.0.0.1 port={port} user={self.info.user}"

    def promote(self) -> Standby:
        """The standby that received most takes over, and the other follows it."""
        best, other = sorted(self.standbys, key=Standby.received, reverse=True)
        best.pg_ctl("promote", "-w")
        other.follow(best.port)
        return best

    def archived(self) -> None:
        """Wait until all that was written so far lies in the archive."""
        with self.centre.admin() as admin:
            (last,) = one_row(admin, "SELECT pg_walfile_name(pg_switch_wal())")
            wait_until(
                lambda: (self.archive / last).exists() and one_row(admin, "SELECT last_archived_wal FROM pg_stat_archiver")[0] >= last
            )

    def run(self, program: str, *arguments: str) -> None:
        account: dict[str, Any] = {}
        if os.geteuid() == 0:
            account = {"user": self.owner, "group": self.group, "extra_groups": []}
        with self.log.open("ab") as output:
            subprocess.run(
                [str(self._binaries.program(program)), *arguments], cwd="/", env={"PGPASSWORD": self.info.password, "LC_ALL": "C"},
                stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, check=True, timeout=60, **account,
            )  # fmt: skip

    def close(self) -> None:
        self.centre.close()
        for standby in self.standbys:
            standby.pg_ctl("stop", "-m", "immediate", "-w")
        self.primary.stop("immediate")


@contextmanager
def running_cluster(standbys: Sequence[str] = ("first", "second"), *, archive: bool = False) -> Iterator[Cluster]:
    home = Path(tempfile.mkdtemp(prefix="cnmas-cluster-"))
    home.chmod(0o711)
    cluster = None
    try:
        cluster = Cluster(home, standbys, archive=archive)
        yield cluster
    finally:
        if cluster is not None:
            cluster.close()
        shutil.rmtree(home, ignore_errors=True)
