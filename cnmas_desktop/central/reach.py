"""Whether the servers of a centre's address answer from here, and prove who they are: without a login, without a password.

It asks what libpq asks first (PostgreSQL protocol, SSLRequest) and then shakes hands as libpq would, so that a certificate which will be
refused is told with its reason, and one that ends soon before it does.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
import socket
import ssl
import struct
import time
from typing import Any

from cnmas_desktop.central.connection import connect, connection_parameters, known_faults, one_row
from cnmas_desktop.central.roles import person_role

PORT = "5432"
SECONDS = 5.0
_SSL_REQUEST = struct.pack("!II", 8, 80877103)
# X509_V_ERR_* of OpenSSL.
_REASONS = {9: "not_yet_valid", 10: "expired", 62: "other_name", 64: "other_name"}


@dataclass(frozen=True, slots=True)
class Answer:
    """Of the server at place `number` of the address, from 1. `outcome`: ok | plain (a server on this machine, without TLS) |
    unknown_name | silent | no_tls | expired | not_yet_valid | other_name | unknown_authority | refused_tls | no_authority (the file of
    the authorities, or that of this workstation's certificate, is unreadable here). `expires_at`: of its certificate."""

    number: int
    outcome: str
    seconds: float
    tls: str = ""
    expires_at: datetime | None = None


def reach(url: str, seconds: float = SECONDS) -> list[Answer]:
    """One answer for each server of `url`. KnownError `centre.bad_url`."""
    parameters = connection_parameters(url)
    hosts = str(parameters["host"]).split(",")
    ports = str(parameters.get("port") or PORT).split(",")
    if len(ports) == 1:
        ports *= len(hosts)
    try:
        trust = _trust(parameters) if parameters["sslmode"] == "verify-full" else None
    except OSError:
        return [Answer(number, "no_authority", 0.0) for number in range(1, len(hosts) + 1)]
    places = zip(hosts, ports, strict=True)
    return [_ask(number, host, int(port or PORT), trust, seconds) for number, (host, port) in enumerate(places, 1)]


def clock_offset(url: str, login: str, password: str) -> float:
    """Seconds that the centre's clock is ahead of this one. KnownError as `connect`."""
    with connect(url, person_role(connection_parameters(url)["dbname"], login), password) as connection, known_faults():
        asked = time.time()
        (there,) = one_row(connection, "SELECT extract(epoch FROM clock_timestamp())::float8")
        return float(there) - (asked + time.time()) / 2


def driver_version() -> str:
    """Of libpq."""
    from psycopg.pq import version

    return f"{version() // 10000}.{version() % 10000}"


def _ask(number: int, host: str, port: int, trust: ssl.SSLContext | None, seconds: float) -> Answer:
    began = time.monotonic()

    def answer(outcome: str, tls: str = "", expires_at: datetime | None = None) -> Answer:
        return Answer(number, outcome, time.monotonic() - began, tls, expires_at)

    try:
        with socket.create_connection((host, port), seconds) as plain:
            plain.sendall(_SSL_REQUEST)
            accepts = plain.recv(1)
            if trust is None:
                return answer("plain" if accepts else "silent")
            if accepts != b"S":
                return answer("no_tls" if accepts else "silent")
            with trust.wrap_socket(plain, server_hostname=host) as secured:
                ends: Any = (secured.getpeercert() or {}).get("notAfter")
                return answer("ok", secured.version() or "", datetime.fromtimestamp(ssl.cert_time_to_seconds(ends), UTC))
    except socket.gaierror:
        return answer("unknown_name")
    except ssl.SSLCertVerificationError as error:
        return answer(_REASONS.get(error.verify_code, "unknown_authority"))
    except ssl.SSLError:
        return answer("refused_tls")
    except OSError:
        return answer("silent")


def _trust(parameters: dict[str, Any]) -> ssl.SSLContext:
    authorities = parameters["sslrootcert"]
    context = ssl.create_default_context(cafile=None if authorities == "system" else authorities)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if parameters.get("sslcert"):
        context.load_cert_chain(parameters["sslcert"], parameters.get("sslkey"))
    return context
