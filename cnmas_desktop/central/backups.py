"""Backup and restore of a centre: `pg_dump` of one snapshot, and with it what every table held there, so that a restore is compared.

A backup counts only once a restore of it was compared, row by row (reliability section 1, Litestream): `drill` restores it into a
server of its own that is then destroyed. After a restore the centre has another history (`app.centre.restored`), so that the
workstations push again what the backup did not know yet (F6).
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
import json
import os
from pathlib import Path
import secrets
import subprocess
import tempfile
from typing import IO, TYPE_CHECKING, Any, cast

from cnmas_desktop.central import hardening, migrating, roles
from cnmas_desktop.central.backup_file import CHUNK, Sealer, Stream, opened
from cnmas_desktop.central.binaries import Binaries, clients
from cnmas_desktop.central.connection import (
    connect,
    connection_parameters,
    known_faults,
    one_row,
    reached_by_network,
)
from cnmas_desktop.central.embedded import EmbeddedServer
from cnmas_desktop.credentials import write_private
from cnmas_desktop.messages import KnownError

if TYPE_CHECKING:
    import psycopg


@dataclass(frozen=True, slots=True)
class TableSum:
    """How many rows a table held, and the sum of the first 64 bits of SHA-256 over each row's text, whatever their order."""

    rows: int
    digest: int


@dataclass(frozen=True, slots=True)
class PersonRole:
    """A login as the server kept it. `verifier` None: whoever took the backup might not read it, so a new password is needed."""

    name: str
    group: str
    can_login: bool
    valid_until: str | None
    verifier: str | None


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself, sealed with it."""

    database: str
    centre_id: str
    revision: str | None
    major: int
    taken_at: str
    tables: Mapping[str, TableSum]
    people: tuple[PersonRole, ...]

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables.values())


@dataclass(frozen=True, slots=True)
class Restored:
    """`differing`: tables that are not row by row what the backup took; empty when the restore is proved. `without_password`: logins
    that need `cnmas staff reset-password`. `to_harden`: what an administrator has still to run."""

    manifest: Manifest
    operator_password: str
    differing: tuple[str, ...]
    without_password: tuple[str, ...]
    to_harden: tuple[str, ...]


def take(url: str, account: str, password: str, target: Path) -> Manifest:
    """Write a backup of the centre at `url` to `target` (a new file, 0600), sealed to its organisation's key.

    `account` reads every row: a superuser, or the listed role `<database>_backup`. The file has its name only once it is whole.
    Raises KnownError `backup.exists`, `backup.unwritable`, `backup.not_all` (the account does not see every row),
    `backup.no_programs`, `backup.failed`, and what `connect` raises."""
    if target.exists():
        raise KnownError("backup.exists", name=str(target))
    with (
        connect(url, account, password, autocommit=False, application_name="cnmas backup") as reader,
        known_faults(),
    ):
        reader.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        if not one_row(reader, "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = session_user")[0]:
            raise KnownError("backup.not_all", account=account)
        manifest = _manifest(reader)
        key = one_row(reader, "SELECT organisation_key FROM app.centre")[0]
        snapshot = one_row(reader, "SELECT pg_export_snapshot()")[0]
        programs = clients(manifest.major, tls=reached_by_network(url))
        dump = [
            "pg_dump",
            "--format=custom",
            f"--snapshot={snapshot}",
            "--no-password",
            "--lock-wait-timeout=60s",
        ]
        partial = target.with_name(f".{target.name}.part")
        try:
            with open(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                sealer = Sealer(file, bytes(key))
                said = json.dumps(asdict(manifest)).encode()
                sealer.write(len(said).to_bytes(8, "big") + said)
                with _running(programs, dump, url, account, password, stdout=subprocess.PIPE) as process:
                    output = cast("IO[bytes]", process.stdout)
                    while data := output.read(CHUNK):
                        sealer.write(data)
                sealer.finish()
                file.flush()
                os.fsync(file.fileno())
            partial.replace(target)
        except OSError:
            raise KnownError("backup.unwritable", name=str(target)) from None
        finally:
            with suppress(OSError):  # where nothing can be written, nothing can be taken away
                partial.unlink(missing_ok=True)
    return manifest


def read_manifest(source: Path, private_key: bytes) -> Manifest:
    """What a backup says of itself, every chunk of it checked. Raises KnownError as `backup_file.opened`."""
    manifest, stream = _open(source, private_key)
    stream.rest_to(len)
    return manifest


def restore(url: str, admin: str, password: str, source: Path, private_key: bytes, *, own_cluster: bool = False) -> Restored:
    """Make the centre of a backup anew at `url` (whose database must not exist), as `admin`, a superuser, and compare it with the backup.

    `own_cluster` as for `centre.initialise`. Roles that the server still has stay as they are, so that nobody shut out since is let in. Raises KnownError `backup.other_name`,
    `central.exists`, `backup.failed`, and what `backup_file.opened` and `connect` raise."""
    read_manifest(source, private_key)  # damaged or not ours: said before anything is made
    manifest, stream = _open(source, private_key)
    database = connection_parameters(url)["dbname"]
    if database != manifest.database:
        raise KnownError("backup.other_name", database=manifest.database)
    return _restore(url, admin, password, manifest, stream, own_cluster)


def drill(source: Path, private_key: bytes) -> Restored:
    """Restore into a server of its own, compare, destroy it. What it returns is what a true restore would have said."""
    with tempfile.TemporaryDirectory(prefix="cnmas-restore-") as folder:
        os.chmod(folder, 0o711)  # noqa: S103 - as root, the server runs under an account that must pass; what lies below is private
        server = EmbeddedServer(Path(folder) / "centre")
        try:
            info = server.start()
            manifest, _ = _open(source, private_key)
            return restore(
                f"{info.url}/{manifest.database}",
                info.user,
                info.password,
                source,
                private_key,
                own_cluster=True,
            )
        finally:
            server.remove()


def restore_here(folder: Path, source: Path, private_key: bytes) -> Restored:
    """Make an embedded centre anew in `folder`, which holds none; `centre.embedded_centre` starts it from then on."""
    server = EmbeddedServer(folder)
    manifest = read_manifest(source, private_key)
    info = server.start()
    try:
        restored = restore(f"{info.url}/{manifest.database}", info.user, info.password, source, private_key, own_cluster=True)
    except BaseException:
        server.remove()
        raise
    write_private(folder / "operator.password", restored.operator_password.encode())
    write_private(folder / "organisation.key", private_key)
    return restored


def table_sums(connection: "psycopg.Connection[Any]") -> dict[str, TableSum]:
    """What every table of the centre holds, for one who sees every row."""
    from psycopg import sql

    names = connection.execute(
        "SELECT relname FROM pg_class WHERE relnamespace = 'app'::regnamespace AND relkind = 'r' ORDER BY relname"
    ).fetchall()
    sums = {}
    with connection.transaction():
        # The text of a row must not depend on the session.
        for name, value in {
            "timezone": "UTC",
            "datestyle": "ISO",
            "intervalstyle": "iso_8601",
            "extra_float_digits": "1",
        }.items():
            connection.execute("SELECT set_config(%s, %s, true)", (name, value))
        for (name,) in names:
            query = sql.SQL(
                "SELECT count(*), coalesce(sum(('x' || encode(substring(sha256(convert_to(t::text, 'UTF8')) FOR 8), 'hex'))"
                "::bit(64)::bigint::numeric), 0) FROM app.{} t"
            ).format(sql.Identifier(name))
            rows, digest = connection.execute(query).fetchall()[0]
            sums[name] = TableSum(rows, int(digest))
    return sums


def _manifest(reader: "psycopg.Connection[Any]") -> Manifest:
    return Manifest(
        database=reader.info.dbname,
        centre_id=str(one_row(reader, "SELECT id FROM app.centre")[0]),
        revision=migrating.current(reader),
        major=reader.info.server_version // 10_000,
        taken_at=datetime.now(UTC).isoformat(timespec="seconds"),
        tables=table_sums(reader),
        people=tuple(_people(reader)),
    )


def _people(reader: "psycopg.Connection[Any]") -> Iterator[PersonRole]:
    allowed = one_row(reader, "SELECT has_table_privilege('pg_catalog.pg_authid', 'SELECT')")[0]
    verifiers = dict(reader.execute("SELECT rolname::text, rolpassword FROM pg_authid").fetchall()) if allowed else {}
    for name, kind, can_login, until in reader.execute(
        "SELECT r.rolname::text, p.kind, r.rolcanlogin AND p.disabled_at IS NULL, r.rolvaliduntil::text"
        "  FROM app.person p JOIN pg_roles r ON r.rolname = p.role_name ORDER BY 1"
    ):
        yield PersonRole(name, roles.GROUPS[kind], can_login, until, verifiers.get(name))


def _open(source: Path, private_key: bytes) -> tuple[Manifest, Stream]:
    stream = Stream(opened(source, private_key))
    said = json.loads(stream.read(int.from_bytes(stream.read(8), "big")))
    said["tables"] = {name: TableSum(**table) for name, table in said["tables"].items()}
    said["people"] = tuple(PersonRole(**person) for person in said["people"])
    return Manifest(**said), stream


def _restore(url: str, admin: str, password: str, manifest: Manifest, stream: Stream, own_cluster: bool) -> Restored:
    from psycopg import sql

    database = manifest.database
    operator_password = secrets.token_urlsafe(24)
    with known_faults(), connect(_beside(url), admin, password) as server:
        if server.execute("SELECT 1 FROM pg_database WHERE datname = %s", (database,)).fetchone():
            raise KnownError("central.exists", database=database)
        programs = clients(server.info.server_version // 10_000, tls=reached_by_network(url))
        roles.create_roles(server, database, operator_password)
        without_password = _make_people(server, manifest.people)
        server.execute(
            sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0 ENCODING 'UTF8'").format(
                sql.Identifier(database), sql.Identifier(roles.OWNER)
            )
        )
        command = ["pg_restore", "--no-acl", "--exit-on-error", "--no-password", "--single-transaction"]
        try:
            with _running(programs, command, url, admin, password, stdin=subprocess.PIPE) as process:
                wanted = cast("IO[bytes]", process.stdin)
                with suppress(BrokenPipeError):  # it stopped: `_running` says why
                    stream.rest_to(wanted.write)
                    wanted.close()
        except BaseException:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(database)))
            raise
    with known_faults(), connect(url, admin, password) as inside:
        found = table_sums(inside)
        differing = sorted(name for name in {*found, *manifest.tables} if found.get(name) != manifest.tables.get(name))
    migrating.upgrade(url, roles.operator_role(database), operator_password)
    with known_faults(), connect(url, admin, password) as inside:
        inside.execute("SELECT app.begin_history()")
        to_harden = hardening.harden(inside, own_cluster)
    return Restored(manifest, operator_password, tuple(differing), without_password, tuple(to_harden))


def _make_people(server: "psycopg.Connection[Any]", people: tuple[PersonRole, ...]) -> tuple[str, ...]:
    """The logins that the server does not know; returns those that have no password."""
    from psycopg import sql

    present = {row[0] for row in server.execute("SELECT rolname::text FROM pg_roles")}
    missing = [person for person in people if person.name not in present]
    for person in missing:
        server.execute(
            sql.SQL("CREATE ROLE {} {} CONNECTION LIMIT {} PASSWORD {} VALID UNTIL {}").format(
                sql.Identifier(person.name),
                sql.SQL("LOGIN" if person.can_login else "NOLOGIN"),
                sql.Literal(2 if person.can_login else 0),
                sql.Literal(person.verifier),
                sql.Literal(person.valid_until or "infinity"),
            )
        )
        if person.can_login:
            server.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(person.group), sql.Identifier(person.name)))
    return tuple(person.name for person in missing if person.can_login and person.verifier is None)


def _beside(url: str) -> str:
    from urllib.parse import urlsplit, urlunsplit

    return urlunsplit(urlsplit(url)._replace(path="/postgres"))


@contextmanager
def _running(
    programs: Binaries,
    command: list[str],
    url: str,
    user: str,
    password: str,
    stdin: int | None = None,
    stdout: int | None = None,
) -> Iterator[subprocess.Popen[bytes]]:
    """A PostgreSQL program at work on the database; KnownError `backup.failed` with its first complaint unless it ends well."""
    with tempfile.TemporaryFile() as complaints:
        process = subprocess.Popen(
            [str(programs.program(command[0])), *command[1:], f"--dbname={_conninfo(url, user, programs.major)}"],
            env={**{name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))},
                 "LC_ALL": "C", "PGPASSWORD": password},
            stderr=complaints,
            stdin=stdin,
            stdout=stdout,
        )  # fmt: skip
        try:
            yield process
        except BaseException:
            process.kill()
            raise
        finally:
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    _close(pipe)
            ended = process.wait()
        if ended:
            complaints.seek(0)
            # The first line names what failed; those after it may quote the row.
            reason = complaints.read(2000).decode(errors="replace").partition("\n")[0].strip()
            raise KnownError("backup.failed", reason=reason or f"code {ended}")


def _close(pipe: IO[bytes]) -> None:
    with suppress(BrokenPipeError):
        pipe.close()


def _conninfo(url: str, user: str, major: int) -> str:
    """The same parameters as ours, but those that an older libpq does not know. The password travels in the environment."""
    from psycopg.conninfo import make_conninfo

    parameters = connection_parameters(url) | {"user": user, "connect_timeout": 10}
    if major < 16:
        del parameters["require_auth"]
    return make_conninfo("", **parameters)
