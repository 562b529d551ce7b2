"""Founding a centre, its clones, and what row security holds when a grant or a function slips."""

from pathlib import Path
import shutil
import stat
import tempfile

import psycopg
import pytest

from cnmas_desktop.central.centre import embedded_centre, initialise
from cnmas_desktop.central.connection import connect
from cnmas_desktop.central.embedded import EmbeddedServer
from cnmas_desktop.central.lint import lint
from cnmas_desktop.central.roles import GROUPS
from tests.central_server import CentralServer, Centre


@pytest.mark.both_servers
def test_a_second_centre_on_the_same_server_shares_nothing_but_the_groups(central_server: CentralServer) -> None:
    with central_server.admin() as admin:
        founded = initialise(admin, "voisin", own_cluster=True)
    one = central_server.clone()
    stranger = one.add_agent()
    try:
        assert founded.to_harden == ()
        with connect(founded.url, founded.operator, founded.operator_password) as operator:
            assert operator.execute("SELECT count(*) FROM app.person").fetchone() == (0,)
            assert operator.execute("SELECT demo, id, organisation_key FROM app.centre").fetchone() is not None
            assert lint(operator) == []
        # The group lets a person of another centre connect; app.person does not know them (decision 15).
        with connect(founded.url, stranger.role, stranger.password) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("SELECT agent.password_changed()")
    finally:
        one.close()
        with central_server.admin() as admin:
            for database in ("voisin", one.database):
                admin.execute(f"DROP DATABASE {database} WITH (FORCE)".encode())


def test_keys_of_two_centres_differ_and_the_private_half_is_not_in_the_database(central_server: CentralServer) -> None:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    founded = central_server.founded
    with central_server.admin("template_centre") as superuser:
        row = superuser.execute("SELECT to_jsonb(c)::text, c.organisation_key FROM app.centre c").fetchone()
    assert row is not None
    assert founded.organisation_private_key.hex() not in row[0]
    assert X25519PrivateKey.from_private_bytes(founded.organisation_private_key).public_key().public_bytes_raw() == row[1]


@pytest.mark.both_servers
def test_hmac_is_the_one_of_rfc_2104(centre: Centre) -> None:
    import hashlib
    import hmac

    for key in (b"k" * 32, bytes(range(64)), b"long" * 40):
        centre.operator.execute("UPDATE app.centre SET hmac_key = %s", (key,))
        for value in ("", "+33199000001", "é" * 200):
            assert centre.value("SELECT app.hmac(%s)", value) == hmac.new(key, value.encode(), hashlib.sha256).digest()


@pytest.mark.both_servers
def test_a_grant_given_by_mistake_shows_nothing_and_changes_nothing(centre: Centre) -> None:
    centre.plain_campaign()
    centre.import_people("ESSAI", 3)
    agent = centre.add_agent()
    with centre.admin() as superuser:
        for table in ("contact", "call_case", "centre", "audit", "export_line", "person"):
            superuser.execute(f"GRANT ALL ON app.{table} TO cnmas_agent".encode())
        superuser.execute("GRANT USAGE ON SCHEMA app TO cnmas_agent")
    with agent.connect() as connection:
        # The policies ask app.session_kind(), which people may not execute: refused, not merely empty.
        for table in ("contact", "call_case", "centre", "audit", "export_line"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(f"SELECT * FROM app.{table}".encode())
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("DELETE FROM app.contact")


def test_row_security_holds_the_owner_by_the_kind_of_the_session(centre: Centre) -> None:
    """What a definer function sees is bounded by who called it: an agent's reads no exports, an auditor's no persons."""
    centre.plain_campaign()
    centre.import_people("ESSAI", 2)
    people = {kind: centre.add_person(kind) for kind in ("agent", "supervisor", "auditor")} | {"manager": centre.manager}
    with centre.operator.transaction():
        for kind in GROUPS:
            centre.operator.execute("SET LOCAL ROLE app_owner")
            for table in ("contact", "audit", "import_batch"):
                centre.operator.execute(
                    f"CREATE FUNCTION {kind}.count_{table}() RETURNS bigint LANGUAGE sql SECURITY DEFINER"
                    f" SET search_path = pg_catalog, app, pg_temp AS 'SELECT count(*) FROM app.{table}'".encode()
                )
                centre.operator.execute(f"GRANT EXECUTE ON FUNCTION {kind}.count_{table}() TO cnmas_{kind}".encode())
    seen = {}
    for kind, person in people.items():
        with person.connect() as connection:
            for table in ("contact", "audit", "import_batch"):
                (number,) = connection.execute(f"SELECT {kind}.count_{table}()".encode()).fetchone() or (None,)
                seen[kind, table] = bool(number)
    assert {key for key, there in seen.items() if there} == {
        ("agent", "contact"), ("supervisor", "contact"), ("manager", "contact"),
        ("agent", "audit"), ("auditor", "audit"),
        ("supervisor", "import_batch"), ("manager", "import_batch"),
    }  # fmt: skip


def test_a_supervisor_who_was_disabled_is_nobody_to_row_security(centre: Centre) -> None:
    supervisor = centre.add_supervisor()
    with supervisor.connect() as connection:
        centre.operator.execute("UPDATE app.person SET disabled_at = now() WHERE login = %s", (supervisor.login,))
        with pytest.raises(psycopg.errors.InsufficientPrivilege) as caught:
            connection.execute("SELECT * FROM supervisor.queue_counts()")
    assert caught.value.diag.message_primary == "refused"


def test_the_embedded_centre_is_founded_once_and_found_again() -> None:
    folder = Path(tempfile.mkdtemp(prefix="cnmas-embedded-"))
    folder.chmod(0o711)
    data = folder / "data"
    try:
        first = embedded_centre(data, demo=True)
        for secret in ("operator.password", "organisation.key"):
            assert stat.S_IMODE((data / secret).stat().st_mode) == 0o600
        with connect(first.url, first.operator, first.operator_password) as operator:
            centre_id = operator.execute("SELECT id FROM app.centre").fetchone()
            windows = operator.execute("SELECT count(*) FROM app.legal_window").fetchone()
            operator.execute("INSERT INTO app.fact_due VALUES (gen_random_uuid())")
        EmbeddedServer(data).stop()
        assert embedded_centre(data) == first
        with connect(first.url, first.operator, first.operator_password) as operator:
            assert operator.execute("SELECT id FROM app.centre").fetchone() == centre_id
            assert operator.execute("SELECT count(*) FROM app.legal_window").fetchone() == windows
            assert operator.execute("SELECT count(*) FROM app.fact_due").fetchone() == (0,)  # maintained
        assert first.demo
    finally:
        EmbeddedServer(data).stop("immediate")
        shutil.rmtree(folder)
