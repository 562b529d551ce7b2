"""A primary and its standbys as real servers of this machine, synchronously replicated, to be killed and promoted."""

from collections.abc import Iterator
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
from cnmas_desktop.central.connection import connect
from cnmas_desktop.central.embedded import EmbeddedServer
from tests.central_server import OPERATOR_PASSWORD, TEST_ZONES, CentralServer, Centre

DATABASE = "bascule"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


class Standby:
    """A copy of the primary that follows it."""

    def __init__(self, cluster: "Cluster", name: str) -> None:
        self._cluster = cluster
        self.folder = cluster.home / name
        self.port = free_port()
        self.folder.mkdir(mode=0o700)
        os.chown(self.folder, cluster.owner, cluster.group)
        cluster.run("pg_basebackup", f"--pgdata={self.folder}", "--write-recovery-conf", "--checkpoint=fast", "--wal-method=stream",
                    f"--dbname={cluster.conninfo(cluster.info.port)}")  # fmt: skip
        self.pg_ctl("start", "-w", "-l", str(cluster.log), "-o", f"-p {self.port}")

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

    def received(self) -> int:
        with self.connect() as connection:
            return int(connection.execute("SELECT pg_last_wal_receive_lsn() - '0/0'").fetchone()[0])

    def replayed(self, position: int) -> None:
        """Wait until what the primary wrote up to `position` can be read here."""
        deadline = time.monotonic() + 10
        with self.connect() as connection:
            while connection.execute("SELECT pg_last_wal_replay_lsn() - '0/0'").fetchone()[0] < position:
                assert time.monotonic() < deadline
                time.sleep(0.01)

    def follow(self, port: int) -> None:
        with self.connect() as connection:
            target = f"{self._cluster.conninfo(port)} password={self._cluster.info.password}"
            connection.execute(f"ALTER SYSTEM SET primary_conninfo = '{target}'")
            connection.execute("SELECT pg_reload_conf()")


class Cluster:
    """`ANY 1` of two standbys has each acknowledged commit. `url` names all three."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.primary = EmbeddedServer(home / "primary", settings={"fsync": "off"})
        (home / "primary").mkdir()
        (home / "primary").chmod(0o711)
        self.info = self.primary.start()
        state = json.loads((home / "primary" / "state.json").read_text(encoding="utf-8"))
        self._binaries = Binaries(Path(state["bin_dir"]))
        cluster = Path(state["cluster"])
        self.owner, self.group = cluster.stat().st_uid, cluster.stat().st_gid
        self.log = home / "standby.log"
        self.log.touch()
        os.chown(self.log, self.owner, self.group)
        with (cluster / "pg_hba.conf").open("a", encoding="utf-8") as doors:
            doors.write("host replication all 127.0.0.1/32 scram-sha-256\n")
        with connect(f"{self.info.url}/postgres", self.info.user, self.info.password) as admin:
            founded = initialise(
                admin, DATABASE, operator_password=OPERATOR_PASSWORD, demo=True, own_cluster=True
            )
            admin.execute("SELECT pg_reload_conf()")
        with connect(founded.url, founded.operator, OPERATOR_PASSWORD) as operator:
            catalogues.load_legal_windows(operator, zones=TEST_ZONES)
        self.centre = Centre(CentralServer(self.primary, self.info, founded), DATABASE)
        self.standbys = [Standby(self, "first"), Standby(self, "second")]
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
def running_cluster() -> Iterator[Cluster]:
    home = Path(tempfile.mkdtemp(prefix="cnmas-cluster-"))
    home.chmod(0o711)
    cluster = None
    try:
        cluster = Cluster(home)
        yield cluster
    finally:
        if cluster is not None:
            cluster.close()
        shutil.rmtree(home, ignore_errors=True)
