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
    "function_privilege": "GRANT EXECUTE ON FUNCTION manager.hello() TO cnmas_agent",
    "dynamic_sql": "CREATE FUNCTION agent.any(x text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER"
    " SET search_path = pg_catalog, app, pg_temp AS $$ BEGIN EXECUTE format('SELECT %s', x); END $$",
    "schema_privilege": "GRANT USAGE ON SCHEMA app TO PUBLIC",
    "mighty_role": "ALTER ROLE {person} BYPASSRLS",
    "foreign_superuser": "CREATE ROLE somebody SUPERUSER",
    "group_signs_in": "ALTER ROLE cnmas_auditor LOGIN",
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


def test_every_rule_is_broken_once() -> None:
    assert set(RULES) | {"hardening"} == set(BROKEN)
