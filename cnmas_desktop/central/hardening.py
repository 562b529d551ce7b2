"""What PostgreSQL allows everybody by default and we do not (reliability section 2.3).

Most of it may only be taken back by a superuser: `harden` does what its rights allow, `missing` lists the rest as the
statements that an administrator would run (decision 18). What is revoked in a database is copied to its clones.
"""

from typing import TYPE_CHECKING, Any, LiteralString

from cnmas_desktop.central.roles import OWNER, operator_role

if TYPE_CHECKING:
    import psycopg

# Large-object storage, lock squatting, sleeping back ends, row counts and sizes: functions that PUBLIC may execute by default.
_FUNCTIONS = """
    SELECT p.oid::regprocedure::text
      FROM pg_catalog.pg_proc p
     WHERE p.pronamespace = 'pg_catalog'::regnamespace AND p.prokind = 'f'
       AND (p.proname ~ '^(lo_|pg_advisory|pg_try_advisory|pg_sleep|pg_stat_get|pg_ls_|pg_read_)'
            OR p.proname ~ '^pg_.*_size$'
            OR p.proname IN ('loread', 'lowrite', 'pg_export_snapshot'))
       AND EXISTS (SELECT FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
                    WHERE a.grantee = 0 AND a.privilege_type = 'EXECUTE')
     ORDER BY 1
"""
# pg_hba.conf, which `cnmas central check` looks at; only a superuser may otherwise.
_DOORS: tuple[LiteralString, ...] = (
    "GRANT SELECT ON pg_catalog.pg_hba_file_rules TO {}",
    "GRANT EXECUTE ON FUNCTION pg_catalog.pg_hba_file_rules() TO {}",
)
_LANGUAGE = """
    SELECT EXISTS (SELECT FROM pg_catalog.pg_language l,
                          aclexplode(coalesce(l.lanacl, acldefault('l', l.lanowner))) a
                    WHERE l.lanname = 'plpgsql' AND a.grantee = 0)
"""
_DATABASES = """
    SELECT d.datname, a.privilege_type
      FROM pg_catalog.pg_database d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a
     WHERE a.grantee = 0 AND d.datname = ANY (%s::text[] || current_database()::text)
     ORDER BY 1, 2
"""


def missing(connection: "psycopg.Connection[Any]", own_cluster: bool = True) -> list[str]:
    """The statements still to be run in this database by one who may, in order; empty when it is hardened.

    `own_cluster`: the server's other databases (`postgres`, `template1`) are ours to close too."""
    from psycopg import sql

    statements = []
    for name, privilege in connection.execute(_DATABASES, (["postgres", "template1"] if own_cluster else [],)).fetchall():
        revoke = sql.SQL("REVOKE {} ON DATABASE {} FROM PUBLIC").format(sql.SQL(privilege), sql.Identifier(name))
        statements.append(revoke.as_string(connection))
    language = connection.execute(_LANGUAGE).fetchone()
    if language is not None and language[0]:
        statements.append(f"GRANT USAGE ON LANGUAGE plpgsql TO {OWNER}")
        statements.append("REVOKE USAGE ON LANGUAGE plpgsql FROM PUBLIC")
    for (signature,) in connection.execute(_FUNCTIONS).fetchall():
        statements.append(f"GRANT EXECUTE ON FUNCTION pg_catalog.{signature.removeprefix('pg_catalog.')} TO {OWNER}")
        statements.append(f"REVOKE EXECUTE ON FUNCTION pg_catalog.{signature.removeprefix('pg_catalog.')} FROM PUBLIC")
    return statements


def harden(connection: "psycopg.Connection[Any]", own_cluster: bool = True) -> list[str]:
    """Run what may be run, inside the database, and let its operator read the doors; returns what is still missing."""
    import psycopg
    from psycopg import sql

    operator = sql.Identifier(operator_role(connection.info.dbname))
    doors = [sql.SQL(text).format(operator).as_string(connection) for text in _DOORS]
    for statement in (*missing(connection, own_cluster), *doors):
        try:
            with connection.transaction():
                connection.execute(statement.encode())
        except psycopg.errors.InsufficientPrivilege:
            continue
    return missing(connection, own_cluster)
