# ruff: noqa: S608 - every part of these queries is a constant of this module
"""The catalogue lint (reliability section 2.3): what the server's own catalogues say, against what we promise.

Run by the tests on the real schema, and by `cnmas central check`. Each finding names its remedy. To add a rule: one entry of `RULES`,
whose query gives one text per finding, and a test that breaks the promise once.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, LiteralString

from cnmas_desktop.central.hardening import missing

if TYPE_CHECKING:
    import psycopg

SEARCH_PATH = "search_path=pg_catalog, app, pg_temp"
# The newest minor of each major when this was written: older ones have known holes in row security (finding 14).
# The floor for 15 is what Debian 12 ships.
OLDEST_MINOR = {15: 18, 16: 9, 17: 5, 18: 0}


@dataclass(frozen=True, slots=True)
class Finding:
    """`rule` is a key of `RULES`; `what` names the object; `remedy` is what to do about it."""

    rule: str
    what: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Rule:
    """`own_cluster`: only asked where the whole server is ours."""

    query: LiteralString
    remedy: str
    own_cluster: bool = False


_OURS: LiteralString = "('app', 'agent', 'supervisor', 'manager', 'auditor')"
_GROUPS: LiteralString = "('cnmas_agent', 'cnmas_supervisor', 'cnmas_manager', 'cnmas_auditor')"
_PEOPLE: LiteralString = (
    "(SELECT m.member FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid"
    "  WHERE g.rolname IN " + _GROUPS + " AND m.member NOT IN (SELECT o.member FROM pg_auth_members o"
    "    WHERE o.roleid = 'app_owner'::regrole))"  # the operators of all centres administer the groups
)
_ANYBODY: LiteralString = "(a.grantee = 0 OR r.rolname IN " + _GROUPS + " OR a.grantee IN " + _PEOPLE + ")"

RULES: dict[str, Rule] = {
    "row_security": Rule(
        "SELECT c.oid::regclass::text FROM pg_class c WHERE c.relnamespace = 'app'::regnamespace AND c.relkind IN ('r', 'p')"
        " AND NOT (c.relrowsecurity AND c.relforcerowsecurity)",
        "relancer « cnmas central upgrade » ; une table nouvelle s'ajoute d'abord à functions/app_policies.sql",
    ),
    "no_policy": Rule(
        "SELECT c.oid::regclass::text FROM pg_class c WHERE c.relnamespace = 'app'::regnamespace AND c.relkind IN ('r', 'p')"
        # A partition is reached by way of its table, under the table's policies; by itself, without one, it shows nothing.
        " AND NOT c.relispartition AND NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid)",
        "relancer « cnmas central upgrade » ; une table nouvelle s'ajoute d'abord à functions/app_policies.sql",
    ),
    "policy_on_current_user": Rule(
        "SELECT tablename || '.' || policyname FROM pg_policies WHERE schemaname = 'app'"
        " AND (coalesce(qual, '') || coalesce(with_check, '')) ~* 'current_user|current_role'",
        "écrire la règle sur session_user : dans une fonction SECURITY DEFINER, current_user est le propriétaire",
    ),
    "table_privilege": Rule(  # of any schema, less what initdb and the extensions gave themselves
        "SELECT c.oid::regclass::text || ' to ' || coalesce(r.rolname, 'PUBLIC') || ': ' || a.privilege_type"
        "  FROM pg_class c LEFT JOIN pg_init_privs i ON i.objoid = c.oid AND i.classoid = 'pg_class'::regclass AND i.objsubid = 0,"
        "       aclexplode(c.relacl) a LEFT JOIN pg_roles r ON r.oid = a.grantee"
        " WHERE c.relnamespace <> 'information_schema'::regnamespace AND "
        + _ANYBODY
        + " AND NOT EXISTS (SELECT FROM aclexplode(i.initprivs) g"
        "    WHERE g.grantee = a.grantee AND g.privilege_type = a.privilege_type)",
        "REVOKE : personne n'a de droit sur une table",
    ),
    "column_privilege": Rule(
        "SELECT t.attrelid::regclass::text || '.' || t.attname FROM pg_attribute t JOIN pg_class c ON c.oid = t.attrelid"
        " WHERE t.attacl IS NOT NULL AND c.relnamespace IN (SELECT oid FROM pg_namespace WHERE nspname IN " + _OURS + ")",
        "REVOKE : personne n'a de droit sur une colonne",
    ),
    "owner": Rule(
        "SELECT c.oid::regclass::text FROM pg_class c WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S')"
        " AND c.relnamespace IN (SELECT oid FROM pg_namespace WHERE nspname IN " + _OURS + ")"
        " AND pg_get_userbyid(c.relowner) <> 'app_owner'",
        "ALTER … OWNER TO app_owner, ou DROP si cet objet n'est pas du programme",
    ),
    "view_without_invoker": Rule(
        "SELECT c.oid::regclass::text FROM pg_class c WHERE c.relkind = 'v'"
        " AND c.relnamespace IN (SELECT oid FROM pg_namespace WHERE nspname IN " + _OURS + ")"
        " AND NOT coalesce(c.reloptions::text[] && ARRAY['security_invoker=true', 'security_invoker=on'], false)",
        "CREATE VIEW … WITH (security_invoker = true), ou DROP VIEW",
    ),
    "search_path": Rule(
        "SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
        " WHERE n.nspname IN " + _OURS + " AND p.prosecdef"
        " AND NOT coalesce('" + SEARCH_PATH + "' = ANY (p.proconfig), false)",
        "relancer « cnmas central upgrade », qui remet SET search_path = pg_catalog, app, pg_temp sur la fonction",
    ),
    "talkative": Rule(
        "SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
        " WHERE n.nspname IN " + _OURS + " AND p.prosecdef"
        " AND NOT coalesce(p.proconfig @> '{client_min_messages=warning,debug_print_plan=off}', false)",
        "relancer « cnmas central upgrade » : une fonction ne montre ni ses plans ni ses messages de mise au point",
    ),
    "not_definer": Rule(
        "SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
        " WHERE n.nspname IN " + _OURS + " AND n.nspname <> 'app' AND NOT p.prosecdef",
        "relancer « cnmas central upgrade » : une fonction des personnes est SECURITY DEFINER, les autres sont du schéma app",
    ),
    "definer_in_app": Rule(
        "SELECT p.oid::regprocedure::text FROM pg_proc p WHERE p.pronamespace = 'app'::regnamespace AND p.prosecdef",
        "relancer « cnmas central upgrade » : une fonction d'app garde les droits de celle qui l'appelle",
    ),
    "definer_elsewhere": Rule(
        "SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
        " WHERE p.prosecdef AND n.nspname NOT IN " + _OURS,
        "DROP FUNCTION, ou SECURITY INVOKER : hors des schémas du programme, aucune fonction n'a les droits d'un autre",
    ),
    "catalogue_function": Rule(
        "SELECT p.oid::regprocedure::text || ' to ' || r.rolname"
        "  FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace, aclexplode(p.proacl) a JOIN pg_roles r ON r.oid = a.grantee"
        " WHERE n.nspname NOT IN " + _OURS + " AND " + _ANYBODY,
        "REVOKE EXECUTE : une personne n'exécute que les fonctions de son schéma",
    ),
    "foreign_trigger": Rule(
        "SELECT t.tgname || ' on ' || t.tgrelid::regclass::text FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
        "  JOIN pg_proc p ON p.oid = t.tgfoid"
        " WHERE c.relnamespace = 'app'::regnamespace AND NOT t.tgisinternal AND p.pronamespace <> 'app'::regnamespace",
        "DROP TRIGGER : il lirait chaque ligne qui s'écrit",
    ),
    "function_privilege": Rule(
        "SELECT p.oid::regprocedure::text || ' to ' || coalesce(r.rolname, 'PUBLIC')"
        "  FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace,"
        "       aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a LEFT JOIN pg_roles r ON r.oid = a.grantee"
        " WHERE n.nspname IN " + _OURS + " AND a.grantee <> p.proowner"
        "   AND r.rolname IS DISTINCT FROM 'cnmas_' || n.nspname",
        "relancer « cnmas central upgrade », ou REVOKE EXECUTE : seul le groupe de son schéma exécute une fonction",
    ),
    "dynamic_sql": Rule(
        "SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
        " WHERE n.nspname IN " + _OURS + " AND p.prosrc ~* '\\mexecute\\M[[:space:]]+(format|[^;]*\\|\\|)'"
        # Partitions are named after a known campaign and a month, and a name cannot be a parameter.
        " AND p.oid <> ALL (ARRAY[to_regprocedure('app.make_room(text, date)'), to_regprocedure('app.give_up_room(text, date)')])",
        "relancer « cnmas central upgrade », ou DROP FUNCTION : pas de SQL composé dans une fonction des personnes",
    ),
    "schema_privilege": Rule(
        "SELECT n.nspname || ' to ' || coalesce(r.rolname, 'PUBLIC') || ': ' || a.privilege_type"
        "  FROM pg_namespace n, aclexplode(n.nspacl) a LEFT JOIN pg_roles r ON r.oid = a.grantee"
        " WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND a.grantee <> n.nspowner"
        "   AND NOT (a.privilege_type = 'USAGE' AND r.rolname IS NOT DISTINCT FROM 'cnmas_' || n.nspname)",
        "relancer « cnmas central upgrade », ou REVOKE ALL ON SCHEMA",
    ),
    "default_privilege": Rule(
        "SELECT d.defaclrole::regrole::text || ': ' || a.privilege_type || ' to ' || coalesce(r.rolname, 'PUBLIC')"
        "  FROM pg_default_acl d, aclexplode(d.defaclacl) a LEFT JOIN pg_roles r ON r.oid = a.grantee WHERE " + _ANYBODY,
        "ALTER DEFAULT PRIVILEGES … REVOKE : ce qui se crée demain n'est à personne",
    ),
    "database_privilege": Rule(
        "SELECT d.datname || ' to ' || coalesce(r.rolname, 'PUBLIC') || ': ' || a.privilege_type"
        "  FROM pg_database d, aclexplode(d.datacl) a LEFT JOIN pg_roles r ON r.oid = a.grantee"
        " WHERE d.datname = current_database() AND " + _ANYBODY + " AND NOT (a.privilege_type = 'CONNECT' AND a.grantee <> 0)",
        "REVOKE ALL ON DATABASE, puis « cnmas central upgrade »",
    ),
    "parameter_privilege": Rule(
        "SELECT p.parname || ' to ' || coalesce(r.rolname, 'PUBLIC') FROM pg_parameter_acl p, aclexplode(p.paracl) a"
        " LEFT JOIN pg_roles r ON r.oid = a.grantee WHERE " + _ANYBODY,
        "REVOKE … ON PARAMETER : les réglages du serveur sont à son administrateur",
    ),
    "mighty_role": Rule(
        "SELECT r.rolname FROM pg_roles r"
        " WHERE (r.rolname = 'app_owner' OR r.rolname IN " + _GROUPS + " OR r.oid IN " + _PEOPLE + ")"
        "   AND (r.rolsuper OR r.rolbypassrls OR r.rolcreaterole OR r.rolcreatedb OR r.rolreplication)"
        "    OR (r.rolname = ANY (app.operators()) AND (r.rolsuper OR r.rolbypassrls OR r.rolreplication))",
        "ALTER ROLE … NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB NOREPLICATION",
    ),
    "foreign_superuser": Rule(
        "SELECT r.rolname::text FROM pg_roles r WHERE (r.rolsuper OR r.rolbypassrls) AND r.oid <> 10 AND r.rolname !~ '^pg_'"
        # The one listed role that takes the backups, and may do nothing else.
        " AND (r.rolsuper OR r.rolcreaterole OR r.rolcreatedb OR r.rolname <> current_database() || '_backup')",
        "DROP ROLE, ou NOSUPERUSER NOBYPASSRLS : un tel compte lit tout",
        own_cluster=True,
    ),
    "group_signs_in": Rule(
        "SELECT r.rolname FROM pg_roles r WHERE (r.rolname = 'app_owner' OR r.rolname IN " + _GROUPS + ") AND r.rolcanlogin",
        "ALTER ROLE … NOLOGIN",
    ),
    "group_in_a_role": Rule(
        "SELECT r.rolname || ' in ' || g.rolname FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.member JOIN pg_roles g ON g.oid = m.roleid"
        " WHERE r.rolname = 'app_owner' OR r.rolname IN " + _GROUPS,
        "REVOKE : un groupe n'a que les fonctions de son schéma",
    ),
    "several_groups": Rule(
        "SELECT r.rolname FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.member JOIN app.person p ON p.role_name = r.rolname"
        " GROUP BY r.rolname HAVING count(*) > 1",
        "REVOKE des autres : une personne est d'un seul groupe",
    ),
    "wrong_group": Rule(
        "SELECT p.role_name::text FROM app.person p WHERE p.disabled_at IS NULL"
        " AND NOT EXISTS (SELECT FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid JOIN pg_roles r ON r.oid = m.member"
        "                  WHERE r.rolname = p.role_name AND g.rolname = 'cnmas_' || p.kind)",
        "« cnmas staff disable », puis un nouveau compte : le groupe et la fonction de la personne diffèrent",
    ),
    "disabled_signs_in": Rule(
        "SELECT p.role_name::text FROM app.person p JOIN pg_roles r ON r.rolname = p.role_name"
        " WHERE p.disabled_at IS NOT NULL AND r.rolcanlogin",
        "« cnmas staff disable », ou ALTER ROLE … NOLOGIN",
    ),
    "connection_limit": Rule(
        "SELECT p.role_name::text FROM app.person p JOIN pg_roles r ON r.rolname = p.role_name"
        " WHERE p.disabled_at IS NULL AND r.rolconnlimit NOT BETWEEN 0 AND 2",
        "ALTER ROLE … CONNECTION LIMIT 2",
    ),
    "own_settings": Rule(
        "SELECT r.rolname || ': ' || array_to_string(s.setconfig, ', ') FROM pg_db_role_setting s JOIN pg_roles r ON r.oid = s.setrole"
        " WHERE r.oid IN " + _PEOPLE,
        "ALTER ROLE … RESET ALL, ce que fait aussi « cnmas staff reset-password »",
    ),
    "extension": Rule(
        "SELECT e.extname::text FROM pg_extension e WHERE e.extname NOT IN ('plpgsql', 'pg_stat_statements')",
        "DROP EXTENSION, ou l'ajouter avec sa raison à la liste de central/lint.py",
    ),
}


def lint(connection: "psycopg.Connection[Any]", own_cluster: bool = True) -> list[Finding]:
    """All findings in this database, asked as its operator or a superuser; empty when every promise holds."""
    findings = [
        Finding(name, what, rule.remedy)
        for name, rule in RULES.items()
        if own_cluster or not rule.own_cluster
        for (what,) in connection.execute(rule.query).fetchall()
    ]
    findings += [Finding("hardening", statement, "à exécuter par un superutilisateur") for statement in missing(connection, own_cluster)]
    major, minor = divmod(connection.info.server_version, 10_000)
    if minor < OLDEST_MINOR.get(major, 0) or major < min(OLDEST_MINOR):
        findings.append(Finding("server_version", f"{major}.{minor}", "installer la dernière version mineure de PostgreSQL"))
    return findings
