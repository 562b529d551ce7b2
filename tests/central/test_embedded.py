"""The server we start ourselves: made once, found again, closed to everybody without a password."""

from collections.abc import Iterator
import json
import os
from pathlib import Path
import shutil
import socket
import stat
import subprocess
import sys
import tempfile
from typing import Any

import pytest

from cnmas_desktop.central.binaries import locate
from cnmas_desktop.central.connection import connect, connection_parameters, reached_by_network
from cnmas_desktop.central.embedded import EmbeddedServer
from cnmas_desktop.messages import KnownError

AS_ROOT = sys.platform != "win32" and os.geteuid() == 0


@pytest.fixture
def folder() -> Iterator[Path]:
    made = Path(tempfile.mkdtemp(prefix="cnmas-embedded-"))
    made.chmod(0o711)
    yield made
    shutil.rmtree(made)


@pytest.fixture
def server(folder: Path) -> Iterator[EmbeddedServer]:
    # Durability as shipped: fsync stays on here.
    made = EmbeddedServer(folder / "data")
    yield made
    made.stop("immediate")


def refused(url: str, user: str, password: str) -> str:
    with pytest.raises(KnownError) as caught:
        connect(url, user, password)
    return caught.value.code


def test_start_stop_and_start_again_find_the_same_data(server: EmbeddedServer) -> None:
    server.stop()
    assert not server.status().made
    info = server.start()
    with connect(info.url, info.user, info.password) as connection:
        connection.execute("CREATE TABLE kept (n integer)")
        shown = {name: connection.execute(f"SHOW {name}".encode()).fetchone() for name in ("fsync", "listen_addresses")}
        assert shown == {"fsync": ("on",), "listen_addresses": ("127.0.0.1",)}
        for name in ("log_parameter_max_length", "log_parameter_max_length_on_error"):
            assert connection.execute(f"SHOW {name}".encode()).fetchone() == ("0",)
        assert connection.execute("SHOW unix_socket_directories").fetchone() == ("",)
        assert connection.execute("SHOW data_checksums").fetchone() == ("on",)
    assert server.start() == info
    assert server.status().running
    server.stop()
    server.stop()
    assert not server.status().running
    assert refused(info.url, info.user, info.password) == "centre.unreachable"
    again = EmbeddedServer(server.data_dir).start()
    assert again == info
    with connect(again.url, again.user, again.password) as connection:
        assert connection.execute("SELECT count(*) FROM kept").fetchone() == (0,)


def test_a_cluster_whose_programs_have_left_goes_on_with_those_found_now(server: EmbeddedServer) -> None:
    """Made from a checkout that is no longer there; the server may still run."""
    place = server.data_dir / "state.json"
    for stopped in (False, True):
        before = server.start()
        if stopped:
            server.stop()
        place.write_text(json.dumps(json.loads(place.read_text()) | {"bin_dir": str(server.data_dir / "gone/bin")}))
        assert server.status().running is not stopped
        assert server.start() == before
    place.write_text(json.dumps(json.loads(place.read_text()) | {"bin_dir": "/gone", "version": "9.6"}))
    with pytest.raises(KnownError) as caught:
        server.status()
    assert caught.value.code == "central.no_binaries"
    place.write_text(json.dumps(json.loads(place.read_text()) | {"version": locate().version}))


def test_it_starts_after_a_crash_whose_process_number_now_belongs_to_another_program(server: EmbeddedServer) -> None:
    info = server.start()
    cluster = next((server.data_dir).glob("cluster"))
    lines = (cluster / "postmaster.pid").read_text(encoding="utf-8").splitlines(keepends=True)
    server.stop("immediate")
    identity: dict[str, Any] = {"user": cluster.stat().st_uid, "group": cluster.stat().st_gid} if AS_ROOT else {}
    with subprocess.Popen(["sleep", "60"], **identity) as other:
        (cluster / "postmaster.pid").write_text("".join([f"{other.pid}\n", *lines[1:]]), encoding="utf-8")
        assert server.start() == info
        other.terminate()
    with connect(info.url, info.user, info.password) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_a_cluster_that_was_taken_away_is_said_and_can_be_given_up(server: EmbeddedServer) -> None:
    server.start()
    server.stop()
    cluster = Path(json.loads((server.data_dir / "state.json").read_text())["cluster"])
    shutil.rmtree(cluster.parent if cluster.parent != server.data_dir else cluster)
    with pytest.raises(KnownError) as fault:
        server.start()
    assert (fault.value.code, fault.value.params) == ("central.data_gone", {"folder": str(cluster)})
    server.remove()
    assert not server.status().made


def test_a_taken_port_is_left_for_another_one_unless_it_was_ordered(server: EmbeddedServer) -> None:
    first = server.start()
    server.stop()
    with socket.create_server(("127.0.0.1", first.port)):
        moved = server.start()
        assert moved.port != first.port
        server.stop()
        with pytest.raises(KnownError) as caught:
            EmbeddedServer(server.data_dir, port=first.port).start()
    assert caught.value.code == "central.port_taken"
    assert EmbeddedServer(server.data_dir, port=first.port).start().port == first.port


def test_nobody_gets_in_without_the_password_and_secrets_are_only_the_owners(server: EmbeddedServer) -> None:
    info = server.start()
    assert refused(info.url, info.user, "not this one") == "sign_in.refused"
    assert refused(info.url, info.user, "") == "sign_in.refused"
    assert refused(info.url, "nobody_here", "not this one") == "sign_in.refused"
    for secret in (server.password_file, server.data_dir / "state.json"):
        assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    assert info.password not in server.log_file.read_text(encoding="utf-8")
    assert list(server.data_dir.glob("initdb*")) == []


@pytest.mark.skipif(not AS_ROOT, reason="root is missing: only root has an account to step down to")
def test_as_root_the_server_is_another_account_and_parents_keep_their_modes(folder: Path) -> None:
    private = folder / "private"
    private.mkdir()
    private.chmod(0o700)
    server = EmbeddedServer(private / "data", settings={"fsync": "off"})
    try:
        info = server.start()
        assert stat.S_IMODE(private.stat().st_mode) == 0o700
        with connect(info.url, info.user, info.password) as connection:
            (cluster,) = connection.execute("SHOW data_directory").fetchone() or ("",)
        assert Path(cluster).stat().st_uid != 0
        assert stat.S_IMODE(Path(cluster).stat().st_mode) == 0o700
    finally:
        server.stop("immediate")
    shutil.rmtree(Path(cluster).parent)


def test_the_programs_work_where_they_are_copied_to(folder: Path) -> None:
    original = locate()
    copy = original.copied_under(folder)
    assert copy.folder != original.folder
    assert copy.version == original.version
    assert original.copied_under(folder) == copy
    server = EmbeddedServer(folder / "data", bin_dir=copy.folder, settings={"fsync": "off"})
    info = server.start()
    try:
        with connect(info.url, info.user, info.password) as connection:
            assert connection.execute("SHOW server_version").fetchone()
    finally:
        server.stop("immediate")


def test_programs_are_where_the_environment_says_or_nowhere(folder: Path) -> None:
    with pytest.raises(KnownError) as caught:
        locate(environment={"CNMAS_PG_BIN": str(folder)})
    assert caught.value.code == "central.no_binaries"
    found = locate()
    assert locate(environment={"CNMAS_PG_BIN": str(found.folder)}) == found


def test_the_environment_cannot_change_how_we_connect(server: EmbeddedServer, monkeypatch: pytest.MonkeyPatch) -> None:
    info = server.start()
    for name, value in {
        "PGHOST": "192.0.2.1", "PGSERVICE": "hostile", "PGOPTIONS": "-c search_path=hostile", "PGSSLMODE": "disable",
        "PGREQUIREAUTH": "none", "PGPASSWORD": "other", "PGTARGETSESSIONATTRS": "standby",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    with connect(info.url, info.user, info.password) as connection:
        assert connection.execute("SHOW search_path").fetchone() == ('"$user", public',)


def test_another_machine_is_verified_completely_and_this_one_still_asks_for_scram() -> None:
    afar = connection_parameters("postgresql://db1.example:5432,db2.example:5433/cnmas")
    assert (afar["host"], afar["port"]) == ("db1.example,db2.example", "5432,5433")
    assert afar["sslmode"] == "verify-full"
    assert afar["channel_binding"] == "require"
    assert afar["require_auth"] == "scram-sha-256"
    assert afar["target_session_attrs"] == "read-write"
    assert afar["sslrootcert"]
    mixed = connection_parameters("postgresql://127.0.0.1:5432,db2.example:5433/cnmas")
    assert mixed["sslmode"] == "verify-full"
    here = connection_parameters("postgresql://localhost:5432/cnmas")
    assert here["require_auth"] == "scram-sha-256"


@pytest.mark.parametrize(
    "url",
    ["", "http://127.0.0.1/cnmas", "postgresql:///cnmas", "postgresql://h/db?sslmode=disable", "postgresql://u:p@h/db",
     "postgresql://h/db?options=-csearch_path%3Dx", "postgresql://%2Ftmp/db", "host=127.0.0.1 dbname=cnmas",
     "-1", "postgresql://[::1", "postgresql://\udcff/db", "postgresql://127.0.0.1:abc/db", "postgresql://127.0.0.1:99999/db", "postgresql://127.0.0.1:0/db", "postgresql://a,b,c/db?port=1,2"],
)  # fmt: skip
def test_an_address_may_not_weaken_anything(url: str) -> None:
    with pytest.raises(KnownError) as caught:
        connection_parameters(url)
    assert caught.value.code == "centre.bad_url"


@pytest.mark.parametrize("url", ["-1", "postgresql://[::1", "postgresql://\udcff/db"])
def test_what_is_no_address_is_said_wherever_it_is_read(url: str) -> None:
    with pytest.raises(KnownError) as caught:
        reached_by_network(url)
    assert caught.value.code == "centre.bad_url"


def test_a_server_that_does_not_answer_is_not_a_wrong_password() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
        assert refused(f"postgresql://127.0.0.1:{port}/cnmas", "a", "b") == "centre.unreachable"


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="/proc is missing: a folder of the system that takes no other")
def test_a_place_that_takes_no_folder_is_the_worlds_fault() -> None:
    with pytest.raises(PermissionError, match="/proc/cnmas"):
        EmbeddedServer(Path("/proc/cnmas")).start()
