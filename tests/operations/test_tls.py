"""A host that is not this machine is believed only with TLS, its own name, our authority, SCRAM and channel binding (T13)."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
import shutil
import ssl
import tempfile

import psycopg
import pytest

from cnmas_desktop.central import backups
from cnmas_desktop.central.binaries import locate
from cnmas_desktop.central.centre import beside, initialise
from cnmas_desktop.central.connection import connect
from cnmas_desktop.central.embedded import EmbeddedServer
from cnmas_desktop.central.roles import operator_role
from cnmas_desktop.central.server_settings import unsafe_settings, weak_doors
from cnmas_desktop.messages import KnownError
from tests.operations import hostile
from tests.operations.authority import REMOTE, Authority, Certificate

PASSWORD = "Un-Secret-Qui-Ne-Sort-Pas-2026!"


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


def url(port: int, authority: Authority, host: str = REMOTE) -> str:
    return f"postgresql://{host}:{port}/cnmas?sslrootcert={authority.file}"


# What an attacker on the network may be: certificate, what is asked once the client came in, newest TLS.
def impostors(authority: Authority) -> dict[str, tuple[Certificate | None, bytes, ssl.TLSVersion | None]]:
    good = authority.issue("good")
    return {
        "plain text": (None, hostile.CLEAR_TEXT, None),
        "self-signed": (authority.issue("alone", self_signed=True), hostile.SCRAM, None),
        "another host's": (authority.issue("elsewhere", host="192.0.2.1"), hostile.SCRAM, None),
        "expired": (authority.issue("expired", until=datetime(2026, 1, 1, tzinfo=UTC)), hostile.SCRAM, None),
        "another authority": (Authority(authority.folder, "Une autre").issue("other"), hostile.SCRAM, None),
        "TLS 1.1": (good, hostile.SCRAM, ssl.TLSVersion.TLSv1_1),
        "clear text asked": (good, hostile.CLEAR_TEXT, None),
        "md5 asked": (good, hostile.MD5, None),
        "nothing asked": (good, hostile.TRUST, None),
        "no channel binding": (good, hostile.SCRAM_WITHOUT_BINDING, None),
    }


NAMES = (
    "plain text", "self-signed", "another host's", "expired", "another authority", "TLS 1.1", "clear text asked", "md5 asked",
    "nothing asked", "no channel binding",
)  # fmt: skip


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion:DeprecationWarning")
@pytest.mark.parametrize("name", NAMES)
def test_an_impostor_is_given_nothing(name: str, authority: Authority, monkeypatch: pytest.MonkeyPatch) -> None:
    # What a hostile or forgotten environment would set, to no effect.
    for variable, value in {
        "PGSSLMODE": "disable",
        "PGCHANNELBINDING": "disable",
        "PGREQUIREAUTH": "none",
        "PGSSLROOTCERT": "/dev/null",
    }.items():
        monkeypatch.setenv(variable, value)
    with hostile.impostor(*impostors(authority)[name]) as server, pytest.raises(KnownError) as refused:
        connect(url(server.port, authority), "cnmas_agent01", PASSWORD, connect_timeout=5)
    assert server.met > 0
    assert server.heard.strip(b"X\x00\x04") == b"", "the client went on talking"
    assert refused.value.code == "centre.untrusted"


def test_the_ten_are_impostors_only_by_what_they_do(authority: Authority) -> None:
    """The same server with a good certificate and a proper question is talked to: the ten were refused for their fault alone."""
    with hostile.impostor(authority.issue("good"), hostile.SCRAM) as server, pytest.raises(KnownError):
        connect(url(server.port, authority), "cnmas_agent01", PASSWORD, connect_timeout=5)
    assert b"SCRAM-SHA-256-PLUS" in server.heard
    assert PASSWORD.encode() not in server.heard


@pytest.mark.parametrize(
    "weaker",
    ["sslmode=disable", "channel_binding=disable", "require_auth=none", "gssencmode=prefer", "service=x"],
)
def test_the_address_cannot_weaken_the_connection(weaker: str) -> None:
    with pytest.raises(KnownError) as refused:
        connect(f"postgresql://centre.example:5432/cnmas?{weaker}", "cnmas_agent01", PASSWORD)
    assert refused.value.code == "centre.bad_url"


# -- a true PostgreSQL with TLS


@pytest.fixture(scope="module")
def server(authority: Authority) -> Iterator[EmbeddedServer]:
    """The system's PostgreSQL: the wheel's is built without TLS."""
    try:
        binaries = next(locate(major) for major in (15, 16, 17) if _is_there(major))
    except StopIteration:
        pytest.skip("a PostgreSQL built with TLS (15, 16 or 17) is missing on this machine")
    folder = Path(tempfile.mkdtemp(prefix="cnmas-tls-"))
    folder.chmod(0o711)
    certificate = authority.issue("centre")
    certificate.key.chmod(0o600)
    made = EmbeddedServer(folder / "server", bin_dir=binaries.folder, settings={"fsync": "off"})
    (folder / "server").mkdir(mode=0o711)
    (folder / "server").chmod(0o711)
    try:
        info = made.start()
        cluster = Path((folder / "server" / "state.json").read_text(encoding="utf-8").split('"cluster": "')[1].split('"')[0])
        owner = cluster.stat()
        for source, name in ((certificate.certificate, "server.crt"), (certificate.key, "server.key")):
            shutil.copy(source, cluster / name)
            (cluster / name).chmod(0o600)
            shutil.chown(cluster / name, owner.st_uid, owner.st_gid)
        (cluster / "pg_hba.conf").write_text("hostssl all all 127.0.0.1/32 scram-sha-256\n", encoding="utf-8")
        with connect(f"{info.url}/postgres", info.user, info.password) as admin:
            admin.execute("ALTER SYSTEM SET ssl = on")
            admin.execute("SELECT pg_reload_conf()")
        yield made
    finally:
        made.stop("immediate")
        shutil.rmtree(folder, ignore_errors=True)


def _is_there(major: int) -> bool:
    try:
        locate(major)
    except KnownError:
        return False
    return True


def _port_and_password(server: EmbeddedServer) -> tuple[int, str]:
    port = server.status().port
    assert port is not None
    return port, server.password_file.read_text(encoding="utf-8").strip()


def _open(server: EmbeddedServer, authority: Authority, password: str | None = None) -> "psycopg.Connection[tuple[object, ...]]":
    port, secret = _port_and_password(server)
    return connect(url(port, authority).replace("/cnmas", "/postgres"), "postgres", password or secret, connect_timeout=5)


def test_the_true_server_is_believed_and_the_session_is_encrypted(server: EmbeddedServer, authority: Authority) -> None:
    with _open(server, authority) as connection:
        assert connection.execute("SELECT ssl, version FROM pg_stat_ssl WHERE pid = pg_backend_pid()").fetchone() == (True, "TLSv1.3")
        assert connection.pgconn.used_password


def test_a_wrong_password_there_sounds_as_everywhere(server: EmbeddedServer, authority: Authority) -> None:
    with pytest.raises(KnownError) as refused:
        _open(server, authority, "Pas-Celui-Ci-2026!")
    assert refused.value.code == "sign_in.refused"


def test_the_true_server_under_another_authority_is_not(server: EmbeddedServer, authority: Authority) -> None:
    other = Authority(authority.folder, "Encore une autre")
    with pytest.raises(KnownError) as refused:
        _open(server, other)
    assert refused.value.code == "centre.untrusted"


def test_what_is_founded_beside_is_believed_on_the_same_authority(server: EmbeddedServer, authority: Authority) -> None:
    """`central init` signs in at another database of the server than the one that its address names."""
    _, secret = _port_and_password(server)
    with (
        _open(server, authority) as admin,
        connect(beside(admin, "template1"), "postgres", secret) as inside,
    ):
        assert inside.info.dbname == "template1" and inside.pgconn.ssl_in_use


@pytest.mark.operations
def test_a_centre_is_founded_saved_verified_and_restored_over_the_network(
    server: EmbeddedServer, authority: Authority, tmp_path: Path
) -> None:
    """The server lets nobody in but by TLS and SCRAM; what `pg_dump` and `pg_restore` are given asks for the rest."""
    port, secret = _port_and_password(server)
    address = url(port, authority)
    with _open(server, authority) as admin:
        founded = initialise(admin, "cnmas")
        manifest = backups.take(address, "postgres", secret, tmp_path / "one.cnmas")
        admin.execute("ALTER DATABASE cnmas RENAME TO cnmas_before")
        restored = backups.restore(address, "postgres", secret, tmp_path / "one.cnmas", founded.organisation_private_key)
    assert (restored.manifest.tables, restored.differing) == (manifest.tables, ())
    with connect(address, operator_role("cnmas"), restored.operator_password) as operator, _open(server, authority) as admin:
        assert {one.what.partition(" ")[0] for one in unsafe_settings(operator, remote=True)} == {"fsync"}
        assert weak_doors(operator, remote=True) == []
        admin.execute("ALTER SYSTEM SET ssl_min_protocol_version = 'TLSv1.1'")
        (hba,) = admin.execute("SHOW hba_file").fetchone() or ("",)
        with Path(str(hba)).open("a", encoding="utf-8") as file:
            file.write("hostssl all nobody 10.0.0.0/8 trust\n")
        admin.execute("SELECT pg_reload_conf()")
        while not (doors := weak_doors(operator, remote=True)):
            pass
        assert [one.what for one in doors] == ["ligne 2 : hostssl 10.0.0.0 trust"]
    with connect(address, operator_role("cnmas"), restored.operator_password) as operator:
        assert "ssl_min_protocol_version = TLSv1.1" in {one.what for one in unsafe_settings(operator, remote=True)}
    asked = backups._conninfo(address, "postgres", 15)
    assert "sslmode=verify-full" in asked and "channel_binding=require" in asked
    with pytest.raises(KnownError) as refused:
        backups.take(url(port, Authority(authority.folder, "Une de plus")), "postgres", secret, tmp_path / "two.cnmas")
    assert refused.value.code == "centre.untrusted"
    assert not (tmp_path / "two.cnmas").exists()
