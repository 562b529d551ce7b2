"""The schema goes up, down and up again, and an upgrade of an upgraded centre with work in it changes nothing."""

import pytest

from cnmas_desktop.central import migrating
from cnmas_desktop.central.connection import connect
from cnmas_desktop.central.lint import lint
from tests.central_server import OPERATOR_PASSWORD, Centre

SCHEMA = """
    SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull
      FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
     WHERE c.relnamespace = 'app'::regnamespace AND c.relkind IN ('r', 'i') AND c.relname NOT LIKE '%essai%' ORDER BY 1, a.attnum
"""


def upgrade(centre: Centre) -> None:
    migrating.upgrade(centre.url, centre.operator_role, OPERATOR_PASSWORD)


@pytest.mark.both_servers
def test_up_down_and_up_again(centre: Centre) -> None:
    before = centre.rows(SCHEMA)
    assert migrating.current(centre.operator) == migrating.head()
    migrating.downgrade(centre.url, centre.operator_role, OPERATOR_PASSWORD, "base")
    assert {row[0] for row in centre.rows(SCHEMA)} == {"alembic_version", "alembic_version_pkc"}
    assert migrating.current(centre.operator) is None
    upgrade(centre)
    assert centre.rows(SCHEMA) == before
    assert lint(centre.operator) == []


def test_an_upgrade_of_a_centre_at_work_keeps_everything(centre: Centre) -> None:
    centre.plain_campaign()
    centre.import_people("ESSAI", 5)
    agent = centre.add_agent()
    counts = "SELECT (SELECT count(*) FROM app.call_case), (SELECT count(*) FROM app.contact), (SELECT count(*) FROM app.person)"
    before = centre.rows(counts)
    upgrade(centre)
    upgrade(centre)
    assert centre.rows(counts) == before == [(5, 5, 2)]
    assert lint(centre.operator) == []
    with agent.connect() as connection:
        connection.execute("SELECT agent.password_changed()")


def test_a_function_dropped_or_changed_by_hand_comes_back_with_the_upgrade(centre: Centre) -> None:
    centre.operator.execute("DROP FUNCTION manager.hello()")
    centre.operator.execute("GRANT EXECUTE ON FUNCTION supervisor.hello() TO PUBLIC")
    centre.operator.execute("DROP POLICY reads ON app.contact")
    upgrade(centre)
    assert centre.gateway.hello()["kind"] == "manager"
    assert lint(centre.operator) == []


def test_all_functions_or_none(centre: Centre, monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    broken = [*migrating.function_files()]
    bad = broken[0].__class__(str(tmp_path)) / "zz_bad.sql"
    bad.write_text("CREATE OR REPLACE FUNCTION agent.bad() RETURNS void LANGUAGE sql AS 'SELECT nothing_here()'", encoding="utf-8")
    monkeypatch.setattr(migrating, "function_files", lambda: [*broken, bad])
    centre.operator.execute("DROP FUNCTION manager.hello()")
    with pytest.raises(Exception, match="nothing_here") as caught:
        upgrade(centre)
    assert "in zz_bad.sql" in caught.value.__notes__
    assert centre.value("SELECT to_regprocedure('manager.hello()') IS NULL")


def test_functions_are_owned_by_one_who_cannot_sign_in(centre: Centre) -> None:
    owners = centre.rows(
        "SELECT DISTINCT r.rolname, r.rolcanlogin FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
        " JOIN pg_roles r ON r.oid = p.proowner WHERE n.nspname IN ('app', 'agent', 'supervisor', 'manager', 'auditor')"
    )
    assert owners == [("app_owner", False)]


def test_the_operators_password_is_asked_like_any_other(centre: Centre) -> None:
    with pytest.raises(Exception, match="Identifiant ou mot de passe"):
        connect(centre.url, centre.operator_role, "Pas-Celui-Ci-2026!")
