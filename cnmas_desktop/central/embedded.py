"""The PostgreSQL server that the program starts itself: demonstration, tests, a small office (decision 19).

`data_dir` holds the state file, the passwords (0600) and the log; the cluster lies in `data_dir/cluster`. PostgreSQL refuses
to run as root: then an unprivileged system user owns the cluster, and if that user cannot reach `data_dir`, cluster and
programs are put under `SYSTEM_DATA`. The modes of parent folders are never changed. Only 127.0.0.1 is listened to, with SCRAM.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from errno import EPERM
import hashlib
import json
import os
from pathlib import Path
import random
import secrets
import shutil
import socket
import subprocess
import sys
from typing import Any

from cnmas_desktop.central.binaries import Binaries, locate
from cnmas_desktop.credentials import write_private
from cnmas_desktop.messages import KnownError

SYSTEM_DATA = Path("/var/lib/cnmas-desktop")
SUPERUSER = "postgres"
# Ports below the range from which systems take outgoing ports, so that a kept port stays free while we are stopped.
PORTS = range(20_000, 30_000)
START_SECONDS = 60

SETTINGS: Mapping[str, str] = {
    "listen_addresses": "'127.0.0.1'",
    "unix_socket_directories": "''",
    "max_connections": "200",
    "password_encryption": "'scram-sha-256'",
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    # Statements carry personal data as parameters: the log never shows them (reliability T20).
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "log_statement": "'none'",
    "log_min_duration_statement": "-1",
    "lc_messages": "'C'",
    "timezone": "'UTC'",
    "log_timezone": "'UTC'",
}


@dataclass(frozen=True, slots=True)
class ConnectionInfo:
    """Where the server listens, and its superuser. `url` holds no password."""

    url: str
    host: str
    port: int
    user: str
    password: str


@dataclass(frozen=True, slots=True)
class Status:
    """`running` with `port` and `version`; stopped or never made otherwise."""

    made: bool
    running: bool
    port: int | None
    version: str | None


@dataclass(frozen=True, slots=True)
class _State:
    """What `state.json` keeps: the cluster belongs to one major version and is started again at the same port."""

    port: int
    bin_dir: str
    cluster: str
    version: str


class EmbeddedServer:
    """One cluster of our own. Every method may be called again and again, from any process of the one who owns `data_dir`.

    `port`: an order (KnownError `central.port_taken` when occupied); by default a free one is kept from start to start.
    `settings` are for tests only (`fsync`)."""

    def __init__(
        self,
        data_dir: Path,
        port: int | None = None,
        bin_dir: Path | None = None,
        settings: Mapping[str, str] | None = None,
    ) -> None:
        self.data_dir = data_dir.resolve()
        self._port = port
        self._bin_dir = bin_dir
        self._settings = {**SETTINGS, **(settings or {})}

    # -- what the owner of the data may ask

    @property
    def password_file(self) -> Path:
        """The superuser's password, 0600."""
        return self.data_dir / "superuser.password"

    @property
    def log_file(self) -> Path:
        state = self._state()
        return (Path(state.cluster).parent if state else self.data_dir) / "server.log"

    def start(self) -> ConnectionInfo:
        """Make the cluster if there is none, start it if it does not run, and say where it is."""
        _private_folder(self.data_dir)
        state = self._state() or self._make()
        if self._port is not None and self._port != state.port and not self._runs(state):
            state = self._keep(replace(state, port=self._port))
        if not self._runs(state):
            state = self._launch(state)
        return ConnectionInfo(
            f"postgresql://127.0.0.1:{state.port}",
            "127.0.0.1",
            state.port,
            SUPERUSER,
            self.password_file.read_text(encoding="utf-8").strip(),
        )

    def stop(self, mode: str = "fast") -> None:
        """Stop the server if it runs. `mode` as of pg_ctl: `immediate` is a crash, for tests."""
        state = self._state()
        if state is not None and self._runs(state):
            self._pg_ctl(state, "stop", "-m", mode, "-w", "-t", str(START_SECONDS))

    def remove(self) -> None:
        """Stop the server and destroy its cluster: for a demonstration or a simulation. `data_dir` itself stays."""
        state = self._state()
        if state is not None:
            self.stop("immediate")
            cluster = Path(state.cluster)
            made = cluster.parent if cluster.parent != self.data_dir else cluster
            if made.exists():
                shutil.rmtree(made)
            (self.data_dir / "state.json").unlink()

    def status(self) -> Status:
        state = self._state()
        if state is None:
            return Status(made=False, running=False, port=None, version=None)
        return Status(made=True, running=self._runs(state), port=state.port, version=state.version)

    # -- state file

    def _state(self) -> _State | None:
        try:
            state = _State(**json.loads((self.data_dir / "state.json").read_text(encoding="utf-8")))
        except FileNotFoundError:
            return None
        if Binaries(Path(state.bin_dir)).program("pg_ctl").is_file():
            return state
        # Its programs have left (another checkout, a removed environment): the cluster goes on with others of the same major version.
        found = self._programs(Path(state.cluster).parent, int(state.version.partition(".")[0]))
        return self._keep(replace(state, bin_dir=str(found.folder), version=found.version))

    def _keep(self, state: _State) -> _State:
        write_private(self.data_dir / "state.json", json.dumps(asdict(state), indent=1).encode())
        return state

    def _programs(self, home: Path, major: int | None = None) -> Binaries:
        """Those of PostgreSQL, copied where the account of the server may run them. KnownError `central.no_binaries`."""
        binaries = Binaries(self._bin_dir) if self._bin_dir else locate(major)
        account = _account()
        if account and not _can_run(binaries, account):
            return binaries.copied_under(home if home != self.data_dir else SYSTEM_DATA)
        return binaries

    # -- making a cluster

    def _make(self) -> _State:
        home = self.data_dir
        account = _account()
        if account and not _can_reach(home, account):
            home = SYSTEM_DATA / hashlib.sha256(str(self.data_dir).encode()).hexdigest()[:16]
            home.mkdir(parents=True, exist_ok=True, mode=0o755)
        binaries = self._programs(home)
        cluster = home / "cluster"
        if cluster.exists():  # an interrupted first start: nobody ever got its address
            shutil.rmtree(cluster)
        cluster.mkdir(mode=0o700)
        log = home / "server.log"
        log.touch(mode=0o600)
        if account:
            _give(cluster, account)
            _give(log, account)
        password = secrets.token_urlsafe(24)
        write_private(self.password_file, password.encode())
        given = home / "initdb.password"
        write_private(given, password.encode())
        if account:
            _give(given, account)
        try:
            _run(
                [
                    binaries.program("initdb"),
                    f"--pgdata={cluster}",
                    f"--username={SUPERUSER}",
                    f"--pwfile={given}",
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale=C.UTF-8" if sys.platform != "win32" else "--locale=C",
                    "--data-checksums",
                    *([] if self._settings["fsync"] == "on" else ["--no-sync"]),
                ],
                account,
                log,
            )
        except subprocess.CalledProcessError:  # a full disk, most often; it has said so there
            raise KnownError("central.not_started", log=str(log)) from None
        finally:
            given.unlink()
        return self._keep(_State(self._port or _free_port(), str(binaries.folder), str(cluster), binaries.version))

    # -- running it

    def _pg_ctl(self, state: _State, *arguments: str) -> None:
        program = Binaries(Path(state.bin_dir)).program("pg_ctl")
        log = Path(state.cluster).parent / "server.log"
        _run([program, "-D", state.cluster, "-s", *arguments], _account(), log)

    def _runs(self, state: _State) -> bool:
        if not Path(state.cluster).is_dir():  # taken away beside us
            return False
        _drop_stale_pid_file(Path(state.cluster) / "postmaster.pid")
        try:
            self._pg_ctl(state, "status")
        except subprocess.CalledProcessError:
            return False
        return True

    def _launch(self, state: _State) -> _State:
        log = Path(state.cluster).parent / "server.log"
        if not Path(state.cluster).is_dir():
            raise KnownError("central.data_gone", folder=state.cluster)
        for attempt in range(5):
            if not _is_free(state.port):
                if self._port is not None:
                    raise KnownError("central.port_taken", port=state.port)
                state = self._keep(replace(state, port=_free_port()))
            self._configure(state)
            try:
                self._pg_ctl(state, "start", "-w", "-t", str(START_SECONDS), "-l", str(log))
            except subprocess.CalledProcessError:
                if _is_free(state.port) or attempt == 4:  # the port was not the reason
                    raise KnownError("central.not_started", log=str(log)) from None
            else:
                return state
        raise AssertionError("unreachable")

    def _configure(self, state: _State) -> None:
        """Our settings win over those of initdb, at every start: an upgraded program brings its own."""
        cluster = Path(state.cluster)
        account = _account()
        lines = [f"{name} = {value}" for name, value in {**self._settings, "port": str(state.port)}.items()]
        write_private(cluster / "cnmas.conf", ("\n".join(lines) + "\n").encode())
        write_private(cluster / "pg_hba.conf", b"host all all 127.0.0.1/32 scram-sha-256\n")
        main = cluster / "postgresql.conf"
        text = main.read_text(encoding="utf-8")
        if "include 'cnmas.conf'" not in text:
            write_private(main, (text + "\ninclude 'cnmas.conf'\n").encode())
        if account:
            for name in ("cnmas.conf", "pg_hba.conf", "postgresql.conf"):
                _give(cluster / name, account)


# -- the unprivileged account that runs the server when we are root


@dataclass(frozen=True, slots=True)
class _Account:
    user: int
    group: int


def _account() -> _Account | None:
    """None for an ordinary user. As root: the account `cnmas`, else `postgres`, else `nobody`."""
    if sys.platform == "win32" or os.geteuid() != 0:
        return None
    import pwd

    for name in ("cnmas", "postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return _Account(entry.pw_uid, entry.pw_gid)
    raise KnownError("central.no_account")


def _identity(account: _Account | None) -> dict[str, Any]:
    return {} if account is None else {"user": account.user, "group": account.group, "extra_groups": []}


def _give(path: Path, account: _Account) -> None:
    os.chown(path, account.user, account.group)


def _can_reach(folder: Path, account: _Account) -> bool:
    """Whether the account can enter `folder`'s parents and, being given a folder inside, work there."""
    probe = ["test", "-x", str(folder)]
    return subprocess.run(probe, cwd="/", check=False, **_identity(account)).returncode == 0


def _can_run(binaries: Binaries, account: _Account) -> bool:
    try:
        done = subprocess.run(
            [binaries.program("initdb"), "--version"],
            cwd="/",
            check=False,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            **_identity(account),
        )
    except PermissionError:
        return False
    return done.returncode == 0


def _run(command: Sequence[str | Path], account: _Account | None, log: Path) -> None:
    """Run to the end with output to a file: pg_ctl's daemon would hold a pipe open for ever [stack.md section 4]."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))}
    with log.open("ab") as output:
        subprocess.run(
            [str(part) for part in command],
            cwd="/" if sys.platform != "win32" else None,
            env={**environment, "LC_ALL": "C"},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            check=True,
            **_identity(account),
        )


# -- files and ports


def _private_folder(folder: Path) -> None:
    """Made 0700, or 0711 as root: the server's account must pass through it, and nobody may list it."""
    if not folder.is_dir():
        try:
            folder.mkdir(parents=True)
        except FileNotFoundError as error:  # what the system shows of itself, like /proc, takes no folder and says that it is not there
            raise PermissionError(EPERM, "no folder is made here", str(folder)) from error
        folder.chmod(0o711 if _account() else 0o700)


def _drop_stale_pid_file(path: Path) -> None:
    """After a crash the number in postmaster.pid may belong to another program: PostgreSQL would take it for itself."""
    try:
        pid = int(path.read_text(encoding="utf-8").partition("\n")[0])
    except (FileNotFoundError, ValueError):
        return
    process = Path(f"/proc/{pid}/cmdline")
    if Path("/proc/self/cmdline").exists() and (not process.exists() or b"postgres" not in process.read_bytes()):
        path.unlink(missing_ok=True)


def _is_free(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        if sys.platform != "win32":  # a port in TIME_WAIT is free for a server
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _free_port() -> int:
    chance = random.SystemRandom()
    for _ in range(200):
        port = chance.choice(PORTS)
        if _is_free(port):
            return port
    raise KnownError("central.port_taken", port=f"{PORTS.start}–{PORTS.stop}")
