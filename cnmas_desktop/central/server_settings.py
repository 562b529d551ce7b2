"""What the server itself must be set to, beside what its catalogues say (`lint`): encryption, durability, and a log without people.

To add a rule: one entry of `WANTED`, and a line in its test.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cnmas_desktop.central.connection import one_row
from cnmas_desktop.central.lint import Finding

if TYPE_CHECKING:
    import psycopg


@dataclass(frozen=True, slots=True)
class Wanted:
    """A setting and the values that keep the promise; `why` says what the others break."""

    values: tuple[str, ...]
    why: str
    remote_only: bool = False
    """Asked of a server that workstations reach over a network; one that only listens to its own machine may do without."""


# Statements carry personal data as parameters and are acknowledged once on disk (reliability T20, section 3.2).
WANTED: dict[str, Wanted] = {
    "ssl": Wanted(
        ("on",),
        "les postes refusent un serveur sans TLS ; donnez-lui un certificat de votre autorité",
        remote_only=True,
    ),
    "ssl_min_protocol_version": Wanted(("TLSv1.2", "TLSv1.3"), "un TLS plus ancien peut être forcé", remote_only=True),
    "password_encryption": Wanted(("scram-sha-256",), "un mot de passe md5 peut être rejoué"),
    "fsync": Wanted(("on",), "un résultat reçu ne survivrait pas à une coupure de courant"),
    "full_page_writes": Wanted(("on",), "une page déchirée par une coupure ne se réparerait pas"),
    "synchronous_commit": Wanted(("on", "remote_apply"), "un résultat reçu ne survivrait pas à une panne, ou à la perte de la machine"),
    "log_statement": Wanted(("none", "ddl"), "le journal garderait le texte des requêtes"),
    "log_min_duration_statement": Wanted(("-1",), "le journal garderait le texte des requêtes lentes"),
    "log_min_duration_sample": Wanted(("-1",), "le journal garderait le texte des requêtes lentes"),
    "log_parameter_max_length": Wanted(("0",), "le journal garderait ce que portent les requêtes, dont des NIR"),
    "log_parameter_max_length_on_error": Wanted(("0",), "le journal garderait ce que portent les requêtes en échec"),
    "log_error_verbosity": Wanted(("terse",), "le DETAIL d'une erreur porte des valeurs de la ligne"),
    "log_min_error_statement": Wanted(("panic", "fatal", "log"), "le journal garderait le texte des requêtes en échec"),
}


def unsafe_settings(connection: "psycopg.Connection[Any]", *, remote: bool) -> list[Finding]:
    """The settings, as this session sees them, that break a promise. `remote`: workstations reach the server over a network."""
    found = []
    for name, value in connection.execute("SELECT name, setting FROM pg_settings WHERE name = ANY (%s)", (list(WANTED),)).fetchall():
        wanted = WANTED[name]
        if value not in wanted.values and (remote or not wanted.remote_only):
            remedy = f"ALTER SYSTEM SET {name} = '{wanted.values[0]}', puis recharger ou redémarrer : {wanted.why}"
            found.append(Finding("setting", f"{name} = {value}", remedy))
    return found


def missing_standbys(connection: "psycopg.Connection[Any]") -> list[Finding]:
    """A primary that was told to wait for standbys and has none: nothing more is confirmed, though everything can be read."""
    names = one_row(connection, "SELECT current_setting('synchronous_standby_names')")[0]
    if not names or one_row(connection, "SELECT count(*) FROM pg_stat_replication")[0]:
        return []
    remedy = "rattacher un secours ; d'ici là, ALTER SYSTEM SET synchronous_standby_names = '', puis recharger"
    return [Finding("standby", f"{names} : aucun secours ne suit, chaque validation attend", remedy)]


def weak_doors(connection: "psycopg.Connection[Any]", *, remote: bool) -> list[Finding]:
    """Lines of pg_hba.conf that let somebody in over the network without SCRAM, or without TLS.

    A superuser may read them, and the operator of a centre that a superuser founded; for anybody else there is nothing to say."""
    import psycopg

    try:
        with connection.transaction():
            rows = connection.execute(
                "SELECT line_number, type, address, auth_method FROM pg_hba_file_rules"
                " WHERE type LIKE 'host%' AND auth_method NOT IN ('scram-sha-256', 'cert', 'reject') OR type IN ('host', 'hostnossl')"
                " AND auth_method <> 'reject' AND address IS DISTINCT FROM '127.0.0.1' AND address IS DISTINCT FROM '::1'"
            ).fetchall()
    except psycopg.errors.InsufficientPrivilege:
        return []
    found = []
    for line, kind, address, method in rows:
        if method not in ("scram-sha-256", "cert", "reject"):
            found.append(
                Finding(
                    "pg_hba",
                    f"ligne {line} : {kind} {address} {method}",
                    "y écrire scram-sha-256, puis recharger",
                )
            )
        elif remote:
            found.append(Finding("pg_hba", f"ligne {line} : {kind} {address}", "y écrire hostssl, puis recharger"))
    return found
