"""Bringing a database to the schema of this program: alembic for the tables, then every function again in one transaction.

To add a migration: a file in migrations/versions with the next number. It must let clients of the two previous versions go on
pushing; signatures of functions only grow (decision 18).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
import random
import time
from typing import TYPE_CHECKING, Any

from cnmas_desktop.central.connection import connect, known_faults, one_row
from cnmas_desktop.central.roles import OWNER, apply_privileges
from cnmas_desktop.messages import KnownError

if TYPE_CHECKING:
    import psycopg
    import sqlalchemy

LOCK_PATIENCE = "1s"
LOCK_ATTEMPTS = 60
QUIET = ("client_min_messages = warning", "debug_print_plan = off")
"""Settings of every function that people call. Anybody may turn these for their own session, and would be sent the plans of all that a function
asks: its conditions with the rows expected of each, from statistics that nobody may read (and the server's log would keep them)."""
_HERE = Path(__file__).parent
_MIGRATIONS = _HERE / "migrations"
_FUNCTIONS = _HERE / "functions"


def upgrade(url: str, operator: str, password: str, revision: str = "head") -> None:
    """Tables to `revision`, then functions, policies and privileges. Safe to call at every start: it ends with nothing to do.

    Agents go on pushing: a lock that is not had within `LOCK_PATIENCE` is given up and asked for again, so that nobody queues behind
    it for long. KnownError `centre.busy` when it was never had."""

    def functions() -> None:
        with known_faults(), connect(url, operator, password, autocommit=False) as connection:
            connection.execute(f"SET LOCAL lock_timeout = '{LOCK_PATIENCE}'".encode())
            apply_functions(connection)
            apply_privileges(connection, connection.info.dbname)

    _until_had(lambda: _alembic(url, operator, password, "upgrade", revision))
    _until_had(functions)


def _until_had(work: Callable[[], None]) -> None:
    """Again while the locks are not had, or a push and the upgrade wait for each other."""
    for attempt in range(LOCK_ATTEMPTS):
        try:
            return work()
        except KnownError as error:
            if error.code != "centre.busy" or attempt == LOCK_ATTEMPTS - 1:
                raise
            time.sleep(random.uniform(0.05, 0.5))


def downgrade(url: str, operator: str, password: str, revision: str) -> None:
    """Tables back to `revision`. Functions stay as they are: those of the older program are applied by its own upgrade."""
    _alembic(url, operator, password, "downgrade", revision)


def head() -> str | None:
    """The revision this program brings a database to."""
    from alembic.script import ScriptDirectory

    return ScriptDirectory(str(_MIGRATIONS)).get_current_head()


def current(connection: "psycopg.Connection[Any]") -> str | None:
    """The revision of a database; None when it has none. Asked as its operator."""
    if not one_row(connection, "SELECT to_regclass('app.alembic_version') IS NOT NULL")[0]:
        return None
    row = connection.execute("SELECT version_num FROM app.alembic_version").fetchone()
    return row[0] if row else None


def function_files() -> list[Path]:
    """Those of `app` first: the others call them."""
    return sorted(_FUNCTIONS.glob("*.sql"), key=lambda path: (not path.name.startswith("app_"), path.name))


def apply_functions(connection: "psycopg.Connection[Any]") -> None:
    """Run all functions/*.sql in the connection's transaction, as their owner, and make those that people call `QUIET`. An error names the file.

    Twice: first unchecked, so that a function may call one of a later file, then checked, so that none calls nothing."""
    connection.execute(f"SET LOCAL ROLE {OWNER}")
    for checked in ("off", "on"):
        connection.execute(f"SET LOCAL check_function_bodies = {checked}".encode())
        for path in function_files():
            try:
                connection.execute(path.read_bytes())
            except Exception as error:
                error.add_note(f"in {path.name}")
                raise
    for (function,) in connection.execute(
        "SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_roles r ON r.oid = p.proowner WHERE p.prosecdef AND r.rolname = %s",
        (OWNER,),
    ).fetchall():
        for setting in QUIET:
            connection.execute(f"ALTER FUNCTION {function} SET {setting}".encode())
    connection.execute("RESET ROLE")


@contextmanager
def _engine(url: str, operator: str, password: str) -> Iterator["sqlalchemy.Engine"]:
    import sqlalchemy

    engine = sqlalchemy.create_engine(
        "postgresql+psycopg://",
        creator=lambda: connect(url, operator, password, autocommit=False),
        poolclass=sqlalchemy.pool.NullPool,
    )
    try:
        yield engine
    finally:
        engine.dispose()


def _alembic(url: str, operator: str, password: str, direction: str, revision: str) -> None:
    from alembic import command
    from alembic.config import Config
    import sqlalchemy

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    with known_faults(), _engine(url, operator, password) as engine, engine.begin() as connection:
        connection.execute(sqlalchemy.text(f"SET LOCAL ROLE {OWNER}"))
        connection.execute(sqlalchemy.text(f"SET LOCAL lock_timeout = '{LOCK_PATIENCE}'"))
        # Two upgrades at once: the second waits, then finds nothing to do.
        connection.execute(sqlalchemy.text("SELECT pg_advisory_xact_lock(hashtext('cnmas migration'))"))
        config.attributes["connection"] = connection
        try:
            {"upgrade": command.upgrade, "downgrade": command.downgrade}[direction](config, revision)
        except sqlalchemy.exc.DBAPIError as error:
            raise (error.orig or error) from None  # as the driver said it, so that a lock not had is known for what it is
