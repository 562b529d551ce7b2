"""Founding a centre: its database, roles, schema and keys; and the whole of it on the embedded server.

`initialise` is run once by an administrator of the server; everything later is the operator's or a person's work.
"""

from dataclasses import dataclass
import json
from pathlib import Path
import secrets
from typing import TYPE_CHECKING, Any
from urllib.parse import quote
from uuid import UUID, uuid4

from cnmas_desktop.central import catalogues, hardening, roles, staffing
from cnmas_desktop.central.connection import connect, known_faults, one_row
from cnmas_desktop.central.embedded import ConnectionInfo, EmbeddedServer
from cnmas_desktop.central.migrating import upgrade
from cnmas_desktop.config import resource
from cnmas_desktop.credentials import write_private

if TYPE_CHECKING:
    import psycopg

DATABASE = "cnmas"
# Of resources/undertaking.txt: another text takes another version, and everybody signs again.
UNDERTAKING_VERSION = "1"
_MADE = """
    SELECT current_setting('server_version'),
           (SELECT version FROM pg_stat_ssl WHERE pid = pg_backend_pid()),
           (SELECT version_num FROM app.alembic_version),
           (SELECT count(*) FROM pg_class WHERE relkind IN ('r', 'p') AND NOT relispartition
                                            AND relnamespace::regnamespace::text = ANY (%s)),
           (SELECT count(*) FROM pg_proc WHERE pronamespace::regnamespace::text = ANY (%s))
"""


@dataclass(frozen=True, slots=True)
class Made:
    """What a founding left, read back from the server. `tls`: the version spoken meanwhile, None in clear."""

    server_version: str
    tls: str | None
    revision: str
    tables: int
    functions: int


@dataclass(frozen=True, slots=True)
class Founded:
    """What `initialise` hands to the operator, once. `organisation_private_key` (X25519, raw) opens the recovery slots of
    workstations; the database never holds it. `hardened`: the statements run that took a right from everybody and gave the
    owner theirs; `to_harden`: those that an administrator has still to run."""

    url: str
    operator: str
    operator_password: str
    centre_id: UUID
    organisation_private_key: bytes
    made: Made
    hardened: tuple[str, ...]
    to_harden: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RunningCentre:
    """An embedded centre, started and up to date. `url` holds no password."""

    url: str
    operator: str
    operator_password: str
    demo: bool


def initialise(
    admin: "psycopg.Connection[Any]",
    database: str = DATABASE,
    *,
    operator_password: str | None = None,
    organisation_key: bytes | None = None,
    demo: bool = False,
    own_cluster: bool = False,
) -> Founded:
    """Make the centre `database` on the server where `admin` (autocommit, may create roles and databases) is signed in.

    `operator_password`, `organisation_key` (X25519, raw, private): made here unless the caller has put its own in a safe place first.
    `own_cluster`: nobody else's databases live there, so `postgres` and `template1` are closed to the public too."""
    from psycopg import sql

    password = operator_password or new_password()
    private = organisation_key or new_organisation_key()
    with known_faults():
        roles.create_roles(admin, database, password)
        admin.execute(
            sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0 ENCODING 'UTF8'").format(
                sql.Identifier(database), sql.Identifier(roles.OWNER)
            )
        )
        url = beside(admin, database)
        with connect(url, admin.info.user, admin.info.password) as inside, inside.transaction():
            roles.create_schemas(inside)
        operator = roles.operator_role(database)
        upgrade(url, operator, password)
        with connect(url, operator, password) as inside:
            centre_id = _record(inside, demo, private)
            catalogues.load_effects(inside)
            catalogues.load_limits(inside)
            made = Made(*one_row(inside, _MADE, list(roles.SCHEMAS), list(roles.SCHEMAS)))
        with connect(url, admin.info.user, admin.info.password) as inside:
            open_doors = hardening.missing(inside, own_cluster)
            to_harden = hardening.harden(inside, own_cluster)
    hardened = tuple(statement for statement in open_doors if statement not in to_harden)
    return Founded(url, operator, password, centre_id, private, made, hardened, tuple(to_harden))


def beside(admin: "psycopg.Connection[Any]", database: str) -> str:
    """The address of another database of the server where `admin` is, believed on the same authorities."""
    url = f"postgresql://{admin.info.host}:{admin.info.port}/{database}"
    authorities = admin.info.get_parameters().get("sslrootcert")
    return f"{url}?sslrootcert={quote(authorities)}" if authorities else url


def new_password() -> str:
    """For an operator: typed by nobody."""
    return secrets.token_urlsafe(24)


def new_organisation_key() -> bytes:
    """The private half of an organisation's key (X25519, raw)."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    return X25519PrivateKey.generate().private_bytes_raw()


def change_organisation_key(operator: "psycopg.Connection[Any]", private: bytes) -> None:
    """From here on backups, journals and stores are sealed to the public half of `private`: a workstation takes it up at the sign-in after
    its next contact. What was sealed before stays with the key of its time."""
    with known_faults():
        operator.execute("UPDATE app.centre SET organisation_key = %s", (_public_half(private),))


def _public_half(private: bytes) -> bytes:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def _record(operator: "psycopg.Connection[Any]", demo: bool, private: bytes) -> UUID:
    """Write the one row of app.centre, with the public half of the organisation's key; returns its id."""
    centre_id = uuid4()
    policy = {
        "undertaking_version": UNDERTAKING_VERSION,
        "undertaking_text": resource("undertaking.txt").read_text(encoding="utf-8").strip(),
    }
    operator.execute(
        "INSERT INTO app.centre (id, demo, hmac_key, organisation_key, policy) VALUES (%s, %s, %s, %s, %s)",
        (centre_id, demo, secrets.token_bytes(64), _public_half(private), json.dumps(policy)),
    )
    return centre_id


# -- the embedded centre


def embedded_centre(data_dir: Path, port: int | None = None, *, demo: bool = False) -> RunningCentre:
    """Start the embedded server, found the centre there the first time, bring it up to date otherwise.

    The operator's password and the organisation's private key lie in `data_dir` (0600)."""
    server = EmbeddedServer(data_dir, port)
    info = server.start()
    password_file = data_dir / "operator.password"
    key_file = data_dir / "organisation.key"
    url, operator_role = f"{info.url}/{DATABASE}", roles.operator_role(DATABASE)
    if not key_file.exists():
        _found_embedded(info, demo, password_file, key_file)
    else:
        upgrade(url, operator_role, password_file.read_text(encoding="utf-8").strip())
    password = password_file.read_text(encoding="utf-8").strip()
    with connect(url, operator_role, password) as operator:
        maintain(operator)
        is_demo = one_row(operator, "SELECT demo FROM app.centre")[0]
    return RunningCentre(url, operator_role, password, is_demo)


def _found_embedded(info: ConnectionInfo, demo: bool, password_file: Path, key_file: Path) -> None:
    """Found it; the key file is written last, so that an interrupted founding is begun anew."""
    from psycopg import sql

    with connect(f"{info.url}/postgres", info.user, info.password) as admin:
        admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(DATABASE)))
        founded = initialise(admin, DATABASE, demo=demo, own_cluster=True)
    write_private(password_file, founded.operator_password.encode())
    write_private(key_file, founded.organisation_private_key)


def maintain(operator: "psycopg.Connection[Any]") -> None:
    """The periodic work of `cnmas central maintain`, also done at each start (decision 20)."""
    catalogues.load_effects(operator)
    catalogues.load_limits(operator)
    catalogues.load_legal_windows(operator)
    staffing.settle_passwords(operator)
    operator.execute("SELECT app.make_rooms(), app.sweep_deposits(), app.sweep_audit()")
    operator.execute("SELECT app.fold_case_counts(), app.fold_facts(), app.fold_days()")  # what no desk or reader has taken on
