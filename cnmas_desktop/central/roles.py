"""Who may do what at the centre: the groups, the owner, the operator, and the one function that applies privileges.

Roles belong to the whole cluster, and a database's own privileges are not copied from a template [X] (decision 15): people's
roles are `<database>_<login>`, groups are made if missing, and `apply_privileges` is called when a centre is founded and
upgraded; a copy needs `let_enter` alone. On a shared cluster the group is no authority: `app.person` is.
"""

from typing import TYPE_CHECKING, Any, LiteralString

if TYPE_CHECKING:
    import psycopg

OWNER: LiteralString = "app_owner"
GROUPS: dict[str, LiteralString] = {
    "agent": "cnmas_agent",
    "supervisor": "cnmas_supervisor",
    "manager": "cnmas_manager",
    "auditor": "cnmas_auditor",
}
SCHEMAS: tuple[LiteralString, ...] = ("app", "agent", "supervisor", "manager", "auditor")


def operator_role(database: str) -> str:
    """The login that makes accounts and upgrades the schema of `database`; `app.operators()` knows it by this name."""
    return f"{database}_operator"


def person_role(database: str, login: str) -> str:
    """The role behind a login code: derived, so that it is known before anybody is authenticated."""
    return f"{database}_{login}"


def create_roles(admin: "psycopg.Connection[Any]", database: str, operator_password: str) -> None:
    """Make what is missing: groups and owner (whole cluster), and the operator of `database`, whose password is set.

    `admin` may create roles; where it is a superuser, the operator also receives the right to end sessions and to
    see every setting, which `cnmas central check` reads."""
    from psycopg import sql

    present = {row[0] for row in admin.execute("SELECT rolname FROM pg_roles")}
    for role in (OWNER, *GROUPS.values()):
        if role not in present:
            admin.execute(f"CREATE ROLE {role} NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS")
    operator = operator_role(database)
    verb = sql.SQL("ALTER ROLE" if operator in present else "CREATE ROLE")
    admin.execute(
        sql.SQL("{} {} LOGIN CREATEROLE NOSUPERUSER NOCREATEDB NOBYPASSRLS PASSWORD {}").format(
            verb, sql.Identifier(operator), sql.Literal(verifier(admin, operator, operator_password))
        )
    )
    for role in GROUPS.values():
        admin.execute(sql.SQL("GRANT {} TO {} WITH ADMIN OPTION").format(sql.Identifier(role), sql.Identifier(operator)))
    admin.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(OWNER), sql.Identifier(operator)))
    superuser = admin.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()
    if superuser is not None and superuser[0]:
        admin.execute(sql.SQL("GRANT pg_signal_backend, pg_read_all_settings TO {}").format(sql.Identifier(operator)))


def verifier(connection: "psycopg.Connection[Any]", role: str, password: str) -> str:
    """The SCRAM verifier of a password, made by libpq on this machine: the clear text reaches neither server nor log."""
    made = connection.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256")
    return made.decode()


def create_schemas(connection: "psycopg.Connection[Any]") -> None:
    for schema in SCHEMAS:
        connection.execute(f"CREATE SCHEMA IF NOT EXISTS {schema} AUTHORIZATION {OWNER}")


def apply_privileges(connection: "psycopg.Connection[Any]", database: str) -> None:
    """All privileges of `database`, whatever they were: people execute the functions of their schema, and nothing else.

    Run as the operator (or a superuser) inside `database`. The lint says whether anything else is granted."""
    from psycopg import sql

    let_enter(connection, database)
    connection.execute(f"SET LOCAL ROLE {OWNER}")
    groups = sql.SQL(", ").join(map(sql.Identifier, GROUPS.values()))
    connection.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")
    for schema in SCHEMAS:
        connection.execute(f"REVOKE ALL ON SCHEMA {schema} FROM PUBLIC")
        for kind in ("TABLES", "SEQUENCES", "ROUTINES"):
            connection.execute(f"REVOKE ALL ON ALL {kind} IN SCHEMA {schema} FROM PUBLIC")
            connection.execute(sql.SQL("REVOKE ALL ON ALL {} IN SCHEMA {} FROM {}").format(sql.SQL(kind), sql.Identifier(schema), groups))
    # PUBLIC's EXECUTE is a global default: it can only be taken back globally, for routines that the owner will make.
    connection.execute("ALTER DEFAULT PRIVILEGES REVOKE ALL ON ROUTINES FROM PUBLIC")
    for schema, group in GROUPS.items():
        connection.execute(f"GRANT USAGE ON SCHEMA {schema} TO {group}")
        connection.execute(f"GRANT EXECUTE ON ALL ROUTINES IN SCHEMA {schema} TO {group}")
    connection.execute("RESET ROLE")


def let_enter(connection: "psycopg.Connection[Any]", database: str) -> None:
    """Who may connect to `database` at all: of its privileges those that a copy of another database does not bring along."""
    from psycopg import sql

    name, operator = sql.Identifier(database), sql.Identifier(operator_role(database))
    groups = sql.SQL(", ").join(map(sql.Identifier, GROUPS.values()))
    connection.execute(f"SET LOCAL ROLE {OWNER}")
    connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name))
    connection.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}, {}").format(name, groups, operator))
    connection.execute("RESET ROLE")
