"""One connection to the centre: every parameter set here, and every fault of the world named in one place.

libpq would read PG* variables, service files and password files; a hostile or forgotten one could turn verification off
(reliability T13), so the variables are cleared and each parameter is written out. Hosts that are not this machine are verified
completely (TLS against an authority, channel binding, SCRAM and nothing else); loopback may be plain but still asks for SCRAM.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from ipaddress import ip_address
import json
import os
import re
import socket
from typing import TYPE_CHECKING, Any, LiteralString

from cnmas_desktop.messages import MESSAGES, KnownError

if TYPE_CHECKING:
    from typing import TypeAlias

    import psycopg

    from cnmas_desktop.central.patience import PatientConnection

    Connection: TypeAlias = PatientConnection[Any]
    """What those above say who pass one on without knowing the driver."""

PING_SECONDS = 3.0
_MAY_WE_ENCRYPT = (8).to_bytes(4) + (80877103).to_bytes(4)  # SSLRequest: every PostgreSQL answers it with one letter
_FROM_URL = frozenset({"host", "port", "dbname", "sslrootcert", "sslcert", "sslkey"})
# What a server says, in English or French, when it has no place left: libpq gives no SQLSTATE for a refused connection.
_NO_PLACE = ("too many", "remaining connection slots", "trop de", "emplacements de connexions restants")

# What libpq says of a server that is not the one meant, or not safe enough: it stops before any password. The driver's libpq comes
# with psycopg and speaks English only.
_UNTRUSTED = ("certificate", "does not support SSL", "SSL protocol version", "authentication method requirement", "channel binding")
# And of a standby, which took the password and takes no writes: the machines of the centre are changing places.
_STANDBY = "session is read-only"


def connect(
    url: str,
    user: str,
    password: str,
    *,
    autocommit: bool = True,
    application_name: str = "cnmas",
    connect_timeout: int = 10,
    standby: bool = False,
) -> "PatientConnection[tuple[Any, ...]]":
    """Open a connection as `user` to the first of the URL's hosts that takes writes; `standby`: to one that does not, if there is one.

    `url`: `postgresql://host:port[,host:port...]/database[?sslrootcert=...&sslcert=...&sslkey=...]`, anything else in it is
    refused. Raises KnownError `centre.bad_url`, `centre.unreachable`, `centre.untrusted`, `centre.busy`, `centre.no_primary` (a failover is under
    way), `sign_in.refused`."""
    import psycopg

    from cnmas_desktop.central.patience import PatientConnection

    parameters = connection_parameters(url)
    if not password:  # libpq would go and look for one in files
        raise KnownError("sign_in.refused")
    for name in [name for name in os.environ if name.startswith("PG")]:
        del os.environ[name]
    parameters |= {
        "user": user,
        "password": password,
        "application_name": application_name,
        "connect_timeout": connect_timeout,
    }
    if standby:
        parameters["target_session_attrs"] = "prefer-standby"
    try:
        connection = PatientConnection.connect(autocommit=autocommit, prepare_threshold=None, **parameters)
    except psycopg.OperationalError as error:
        raise _refusal(error, parameters) from None
    except UnicodeError:  # a lone surrogate in what was typed stops in the driver
        raise KnownError("sign_in.refused") from None
    return connection


def connection_parameters(url: str) -> dict[str, Any]:
    """The libpq parameters for `url`, without user and password. Raises KnownError `centre.bad_url`."""
    given = _parts(url)
    hosts = str(given.get("host") or "").split(",")
    socket = any(host.startswith(("/", "@")) for host in hosts)  # libpq asks a Unix socket for no TLS at all
    ports = str(given.get("port") or "").split(",")
    wrong = not all(hosts) or socket or len(ports) not in (1, len(hosts)) or not all(map(_is_port, ports))
    if not url.startswith(("postgresql://", "postgres://")) or not set(given) <= _FROM_URL or wrong:
        raise KnownError("centre.bad_url")
    parameters: dict[str, Any] = {
        **given,
        "dbname": given.get("dbname") or "postgres",
        "target_session_attrs": "read-write",
        "require_auth": "scram-sha-256",
        "gssencmode": "disable",
        "client_encoding": "UTF8",
        "options": "",
        "keepalives": 1,
        "keepalives_idle": 10,
        "keepalives_interval": 5,
        "keepalives_count": 3,
        "tcp_user_timeout": 15_000,
    }
    if not reached_by_network(url):
        parameters |= {"sslmode": "prefer", "channel_binding": "prefer"}
    else:
        parameters |= {"sslmode": "verify-full", "channel_binding": "require", "ssl_min_protocol_version": "TLSv1.2"}
        parameters.setdefault("sslrootcert", "system")
    return parameters


def reached_by_network(url: str) -> bool:
    """Whether any host of the address is not this very machine: then everything is verified. Raises KnownError `centre.bad_url`."""
    hosts = str(_parts(url).get("host") or "").split(",")
    return not all(_is_loopback(host) for host in hosts)


def _parts(url: str) -> dict[str, Any]:
    import psycopg
    from psycopg.conninfo import conninfo_to_dict

    try:
        return conninfo_to_dict(url)
    except (psycopg.ProgrammingError, UnicodeError):  # a lone surrogate stops in the driver
        raise KnownError("centre.bad_url") from None


def one_row(asked: "psycopg.Connection[Any] | psycopg.Cursor[Any]", query: LiteralString, *parameters: object) -> tuple[Any, ...]:
    """The row that a query must give; a query of ours that gives none is a bug: LookupError."""
    row: tuple[Any, ...] | None = asked.execute(query, parameters or None).fetchone()
    if row is None:
        raise LookupError(query)
    return row


def _is_port(text: str) -> bool:
    """None said is the usual one."""
    return not text or (re.fullmatch("[0-9]{1,5}", text) is not None and 0 < int(text) < 1 << 16)


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _refusal(error: "psycopg.OperationalError", parameters: dict[str, Any]) -> KnownError:
    """Why a connection was not made. A password is only ever blamed when the server asked for it: an expired, a reset and a
    mistyped one look alike, and the server's words are in its own language [X], so they are never used to tell them apart."""
    if any(words in str(error) for words in _UNTRUSTED):
        return KnownError("centre.untrusted")
    if _STANDBY in str(error):
        return KnownError("centre.no_primary")
    asked = error.pgconn is not None and error.pgconn.used_password
    if asked:
        busy = any(words in str(error) for words in _NO_PLACE)
        return KnownError("centre.busy" if busy else "sign_in.refused")
    return KnownError("centre.busy" if _is_there(parameters) else "centre.unreachable")


def _is_there(parameters: dict[str, Any]) -> bool:
    """Whether any server of the address speaks, if only to refuse. libpq's own ping holds the interpreter until it gives up: where the
    network swallows everything, the window would stand still for ten seconds at each attempt [X]."""
    hosts, ports = str(parameters["host"]).split(","), str(parameters.get("port") or 5432).split(",")
    for host, port in zip(hosts, ports if len(ports) == len(hosts) else ports * len(hosts), strict=False):
        with suppress(OSError), socket.create_connection((host, int(port or 5432)), PING_SECONDS) as server:
            server.sendall(_MAY_WE_ENCRYPT)
            if server.recv(1) in (b"S", b"N"):
                return True
    return False


def known_fault(error: "psycopg.Error") -> KnownError | None:
    """The fault of the world behind an error of psycopg; None when it is a bug of ours."""
    import psycopg

    state = error.sqlstate
    if state in ("28P01", "28000"):
        return KnownError("sign_in.refused")
    if state in ("53300", "40001", "40P01", "55P03", "57014", "57P03"):
        return KnownError("centre.busy")
    if state == "42501":
        return KnownError("centre.refused")
    if state == "P0001":  # raised by our functions: the message is the code, the detail its parameters as JSON
        code = error.diag.message_primary or ""
        if code in MESSAGES:
            return KnownError(code, **json.loads(error.diag.message_detail or "{}"))
        return None
    if isinstance(error, psycopg.OperationalError) and (state is None or state.startswith(("08", "57P"))):
        return KnownError("centre.unreachable")
    return None


@contextmanager
def known_faults() -> Iterator[None]:
    """Turn the errors of psycopg into KnownError where `known_fault` knows them.

    The original is not chained: its text may hold values (`Key (nir)=...`)."""
    import psycopg

    try:
        yield
    except psycopg.Error as error:
        known = known_fault(error)
        if known is None:
            raise
        raise known from None
