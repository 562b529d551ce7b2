"""The catalogue lint finds nothing on the real schema, and finds each promise that is broken."""

import pytest

from cnmas_desktop.central.lint import RULES, lint
from tests.central_server import Centre


@pytest.mark.both_servers
def test_the_real_schema_keeps_every_promise(centre: Centre) -> None:
    centre.add_agent()
    centre.add_supervisor()
    centre.add_auditor()
    assert centre.manager
    assert lint(centre.operator) == []
    with centre.admin() as superuser:
        assert lint(superuser) == []


BROKEN = {
    "row_security": "ALTER TABLE app.call_case NO FORCE ROW LEVEL SECURITY",
    "no_policy": "CREATE TABLE app.forgotten (n integer)",
    "policy_on_current_user": "CREATE POLICY slip ON app.event FOR SELECT USING (login = current_user)",
    "table_privilege": "GRANT SELECT ON app.contact TO cnmas_agent",
    "column_privilege": "GRANT SELECT (zone) ON app.contact TO cnmas_agent",
    "owner": "CREATE TABLE app.foreign_body (n integer)",
    "view_without_invoker": "CREATE VIEW agent.everybody AS SELECT * FROM app.contact",
    "search_path": "ALTER FUNCTION manager.hello() SET search_path = app, pg_catalog",
    "talkative": "ALTER FUNCTION manager.hello() RESET debug_print_plan",
    "not_definer": "ALTER FUNCTION manager.hello() SECURITY INVOKER",
    "definer_in_app": "ALTER FUNCTION app.session_login() SECURITY DEFINER",
    "definer_elsewhere": "CREATE FUNCTION public.f() RETURNS integer LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'",
    "catalogue_function": "GRANT EXECUTE ON FUNCTION pg_ls_dir(text) TO cnmas_agent",
    "foreign_trigger": "CREATE TRIGGER spy BEFORE UPDATE ON app.event FOR EACH ROW"
    " EXECUTE FUNCTION pg_catalog.suppress_redundant_updates_trigger()",
    "function_privilege": "GRANT EXECUTE ON FUNCTION manager.hello() TO cnmas_agent",
    "dynamic_sql": "CREATE FUNCTION agent.any(x text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER"
    " SET search_path = pg_catalog, app, pg_temp AS $$ BEGIN EXECUTE format('SELECT %s', x); END $$",
    "schema_privilege": "GRANT USAGE ON SCHEMA app TO PUBLIC",
    "default_privilege": "ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT ON TABLES TO PUBLIC",
    "database_privilege": "DO $$ BEGIN EXECUTE format('GRANT CREATE ON DATABASE %I TO cnmas_agent', current_database()); END $$",
    "parameter_privilege": "GRANT SET ON PARAMETER log_statement TO cnmas_agent",
    "mighty_role": "ALTER ROLE {person} BYPASSRLS",
    "foreign_superuser": "CREATE ROLE somebody SUPERUSER",
    "group_signs_in": "ALTER ROLE cnmas_auditor LOGIN",
    "group_in_a_role": "GRANT pg_read_all_data TO cnmas_agent",
    "several_groups": "GRANT cnmas_manager TO {person}",
    "wrong_group": "UPDATE app.person SET kind = 'manager'",
    "disabled_signs_in": "UPDATE app.person SET disabled_at = now()",
    "connection_limit": "ALTER ROLE {person} CONNECTION LIMIT -1",
    "own_settings": "ALTER ROLE {person} SET statement_timeout = 0",
    "extension": "CREATE EXTENSION pg_trgm",
    "hardening": "GRANT EXECUTE ON FUNCTION pg_catalog.pg_advisory_lock(bigint) TO PUBLIC",
}


def test_each_broken_promise_is_found(centre: Centre) -> None:
    person = centre.add_agent()
    unseen = []
    with centre.admin() as superuser:
        for rule, statement in BROKEN.items():
            # What reaches the whole cluster must not outlive the test.
            with superuser.transaction(force_rollback=True):
                superuser.execute(statement.format(person=person.role).encode())
                if rule not in {finding.rule for finding in lint(superuser)}:
                    unseen.append(rule)
        assert lint(superuser) == []
    assert unseen == []


ELSEWHERE = {
    "table_privilege": (
        "CREATE TABLE public.copy AS SELECT 1; GRANT SELECT ON public.copy TO PUBLIC",
        "GRANT SELECT ON pg_authid TO PUBLIC",
    ),
    "schema_privilege": ("CREATE SCHEMA elsewhere; GRANT USAGE ON SCHEMA elsewhere TO PUBLIC",),
    "group_in_a_role": ("GRANT app_owner TO cnmas_supervisor", "GRANT cnmas_manager TO cnmas_agent"),
}
"""What reaches people by a way round our own schemas."""


def test_a_way_round_our_own_schemas_is_found(centre: Centre) -> None:
    with centre.admin() as superuser:
        for rule, statements in ELSEWHERE.items():
            for statement in statements:
                with superuser.transaction(force_rollback=True):
                    superuser.execute(statement.encode())
                    assert rule in {finding.rule for finding in lint(superuser)}, statement


def test_every_rule_is_broken_once() -> None:
    assert set(RULES) | {"hardening"} == set(BROKEN)
