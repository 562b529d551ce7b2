"""An agent's right password in any SQL client: the sixty statements of the threat model, on the real schema with real cases.

Numbers are those of the attack list. Every statement runs in its own transaction, as psql would; what is refused is refused by
the server's privileges, not by our client. Some things PostgreSQL cannot refuse: they are named, shown harmless, and undone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import psycopg
import pytest

from cnmas_desktop.central import staffing
from cnmas_desktop.central.agent_gateway import AgentGateway
from cnmas_desktop.central.lint import lint
from cnmas_desktop.messages import KnownError
from cnmas_desktop.sync.protocol import AnswerStatus, LeaseLine
from tests.agent_desk import Desk
from tests.central_server import Centre, Person

REFUSED = "42501"


@dataclass
class Scene:
    """Two agents with cases of their own, and cases of nobody. `psql`: the first agent's plain connection."""

    centre: Centre
    a1: Person
    a2: Person
    mine: LeaseLine
    theirs: LeaseLine
    desk: Desk
    psql: "psycopg.Connection[Any]"

    def names(self) -> dict[str, str]:
        return {
            "a1": self.a1.role, "a2": self.a2.role, "a2_login": self.a2.login, "mine": str(self.mine.case_id),
            "theirs": str(self.theirs.case_id), "device": str(self.desk.device), "database": self.centre.database,
            "operator": self.centre.operator_role,
        }  # fmt: skip

    def attempt(self, statement: str) -> tuple[str | None, Any]:
        """SQLSTATE and None, or None and the rows."""
        filled = statement
        for name, value in self.names().items():
            filled = filled.replace("{" + name + "}", value)
        try:
            cursor = self.psql.execute(filled.encode())
            return None, cursor.fetchall() if cursor.description else cursor.statusmessage
        except psycopg.Error as error:
            return error.sqlstate, None

    def untouched(self) -> tuple[Any, ...]:
        """Everything an attack could change, as the superuser sees it."""
        with self.centre.admin() as superuser:
            return tuple(
                superuser.execute(f"SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {table} t".encode()).fetchone()
                for table in (
                    "app.contact", "app.call_case", "app.lease", "app.person_lease", "app.person", "app.event", "app.reach",
                    "app.campaign", "app.agent_authorisation", "pg_policy", "pg_trigger", "pg_auth_members",
                    "(SELECT rolname, rolsuper, rolbypassrls, rolcreaterole, rolconnlimit, rolvaliduntil FROM pg_roles)",
                )
            )  # fmt: skip


@pytest.fixture
def scene(centre: Centre) -> Iterator[Scene]:
    centre.plain_campaign()
    centre.import_people("ESSAI", 12)
    people, leases, desks = [], [], []
    for _ in range(2):
        agent = centre.add_agent()
        with AgentGateway.sign_in(centre.url, agent.login, agent.password) as gateway:
            desk = Desk(gateway)
            desk.sign_undertaking()
            leases.append(gateway.check_out(desk.device, 2)[0])
        people.append(agent)
        desks.append(desk)
    psql = people[0].connect()
    yield Scene(centre, people[0], people[1], leases[0], leases[1], desks[0], psql)
    psql.close()


READING = {
    1: ["SELECT count(*) FROM app.contact"],
    2: ["SELECT * FROM app.call_case WHERE leased_by = '{a2_login}'"],
    3: ["SET row_security = off; SELECT * FROM app.contact"],
    4: ["SELECT * FROM app.lease", "TABLE app.person"],
    5: ["SELECT * FROM app.rollup", "SELECT * FROM supervisor.queue_counts()", "SELECT * FROM manager.queue_counts()"],
    6: ["SELECT * FROM app.call_case FOR UPDATE"],
    7: ["SELECT 1 / 0 FROM app.contact", "SELECT (fields ->> 'nir')::numeric / 0 FROM app.contact"],
    8: [
        "EXPLAIN (ANALYZE) SELECT * FROM app.contact WHERE fields ->> 'nom' = 'Inventé 1'",
        "EXPLAIN (ANALYZE) SELECT * FROM app.contact WHERE fields ->> 'nom' = 'Personne'",
    ],
    10: ["SELECT * FROM pg_statistic", "SELECT * FROM pg_statistic_ext_data"],
    11: ["SELECT * FROM pg_authid"],
    12: ["SELECT * FROM pg_shadow"],
    13: ["SELECT * FROM pg_stat_activity"],
    14: ["SELECT * FROM pg_stat_user_tables", "SELECT pg_stat_get_live_tuples('pg_class'::regclass)"],
    15: ["SELECT pg_relation_size('pg_class'::regclass)", "SELECT pg_total_relation_size(1259)", "SELECT pg_database_size('{database}')"],
}  # fmt: skip

IDENTITY = {
    16: [f"SET ROLE {role}" for role in ("{a2}", "cnmas_supervisor", "cnmas_manager", "app_owner", "postgres", "{operator}")],
    17: ["SET SESSION AUTHORIZATION {a2}", "SET SESSION AUTHORIZATION postgres"],
    18: ["ALTER ROLE {a1} BYPASSRLS", "ALTER ROLE {a1} SUPERUSER", "ALTER ROLE {a1} CREATEROLE", "ALTER ROLE {a1} REPLICATION"],
    19: ["ALTER ROLE {a2} PASSWORD 'x'", "ALTER ROLE {operator} PASSWORD 'x'"],
    20: ["ALTER ROLE {a1} CONNECTION LIMIT -1"],
    21: ["ALTER ROLE {a1} VALID UNTIL 'infinity'"],
    22: ["GRANT cnmas_supervisor TO {a1}", "GRANT app_owner TO {a1}", "GRANT {a2} TO {a1}"],
    23: ["GRANT pg_read_all_data TO {a1}", "GRANT pg_signal_backend TO {a1}"],
    24: ["CREATE ROLE helper", "DROP ROLE {a2}", "CREATE DATABASE copy TEMPLATE {database}"],
}

WRITING = {
    25: ["UPDATE app.contact SET zone = 'x'", "DELETE FROM app.contact"],
    26: ["UPDATE app.event SET text = ''", "DELETE FROM app.event"],
    27: ["TRUNCATE app.event", "TRUNCATE app.audit"],
    28: ["INSERT INTO app.event (campaign, id, login) VALUES ('ESSAI', gen_random_uuid(), '{a2_login}')"],
    29: ["INSERT INTO app.contact_authorisation (event_id) VALUES (gen_random_uuid())"],
    30: ["INSERT INTO app.event (campaign, id, received_at) VALUES ('ESSAI', gen_random_uuid(), '2020-01-01')"],
    31: ["INSERT INTO app.call_case (campaign, contact_id) VALUES ('ESSAI', gen_random_uuid())"],
    32: ["INSERT INTO app.reach (number_hmac) VALUES ('x') ON CONFLICT (number_hmac) DO UPDATE SET wrong_at = NULL"],
    33: ["MERGE INTO app.call_case c USING app.contact p ON true WHEN MATCHED THEN DELETE"],
    34: ["UPDATE app.call_case SET leased_until = 'infinity' WHERE id = '{mine}'"],
    35: ["UPDATE app.call_case SET leased_by = 'x' WHERE id = '{theirs}'"],
    36: ["INSERT INTO app.organisme (code, data) VALUES ('011', '{}')"],
    37: ["CREATE TRIGGER spy AFTER INSERT ON app.event EXECUTE FUNCTION suppress_redundant_updates_trigger()"],
    38: ["BEGIN; LOCK TABLE app.call_case; COMMIT"],
}

SERVER = {
    39: ["ALTER TABLE app.contact DISABLE ROW LEVEL SECURITY", "ALTER TABLE app.contact OWNER TO {a1}"],
    40: ["CREATE POLICY mine ON app.contact USING (true)"],
    41: ["DROP POLICY reads ON app.contact"],
    42: [
        "CREATE TABLE app.mine (n int)", "CREATE TABLE public.mine (n int)", "CREATE TEMP TABLE mine (n int)",
        "CREATE SCHEMA mine", "CREATE FUNCTION app.f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE FUNCTION public.f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE FUNCTION agent.hello() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE FUNCTION pg_temp.f() RETURNS int LANGUAGE sql AS 'SELECT 1'", "CREATE VIEW agent.v AS SELECT 1",
    ],
    43: ["CREATE FUNCTION public.leak(text) RETURNS bool LANGUAGE sql LEAKPROOF AS 'SELECT true'"],
    44: ["DO $$ BEGIN NULL; END $$"],
    45: ["CREATE EXTENSION dblink SCHEMA agent", "CREATE EXTENSION pg_trgm SCHEMA agent", "CREATE FOREIGN DATA WRAPPER w"],
    46: ["COPY (SELECT 1) TO PROGRAM 'true'"],
    47: ["COPY (SELECT 1) TO '/var/tmp/cnmas_attack'", "COPY app.contact TO STDOUT", "COPY app.contact FROM '/etc/hostname'"],
    48: ["SELECT pg_read_file('postgresql.conf')", "SELECT pg_ls_dir('.')", "SELECT pg_read_binary_file('pg_hba.conf')", "SELECT * FROM pg_ls_logdir()"],
    49: ["SELECT lo_import('/etc/hostname')", "SELECT lo_create(0)", "SELECT lo_from_bytea(0, 'x')", "SELECT lo_creat(-1)"],
    51: ["ALTER SYSTEM SET work_mem = '1GB'", "SELECT pg_reload_conf()", "ALTER DATABASE {database} SET search_path = x", "SELECT pg_rotate_logfile()"],
    52: ["SET session_replication_role = replica", "SET log_statement = 'all'", "SET log_min_duration_statement = 0"],
    53: ["SELECT pg_create_physical_replication_slot('s')", "SELECT pg_create_logical_replication_slot('s', 'pgoutput')", "SELECT pg_switch_wal()", "SELECT pg_create_restore_point('x')"],
    54: ["SELECT pg_advisory_lock(1)", "SELECT pg_try_advisory_xact_lock(1)", "SELECT pg_sleep(1)", "SELECT pg_export_snapshot()"],
    57: [
        "SELECT app.refuse()", "SELECT app.session_login()", "SELECT app.hmac('x')", "SELECT app.note_access('x', NULL, NULL, '{}')",
        "SELECT manager.study_counts('ESSAI')", "SELECT auditor.authorisations()",
        "SELECT manager.assign_cases('ESSAI', NULL, 'x', 1)", "SELECT app.push_batch('{a2_login}', '{device}', NULL)",
    ],
}  # fmt: skip


@pytest.mark.both_servers
def test_an_agent_with_psql_is_refused_and_changes_nothing(scene: Scene) -> None:
    before = scene.untouched()
    passed = []
    for number, statements in {**READING, **IDENTITY, **WRITING, **SERVER}.items():
        for statement in statements:
            state, rows = scene.attempt(statement)
            if state != REFUSED:
                passed.append((number, statement, state, rows))
            if scene.psql.info.transaction_status:
                scene.psql.execute("ROLLBACK")
    assert passed == []
    assert scene.untouched() == before


@pytest.mark.both_servers
def test_what_the_server_cannot_refuse_tells_nothing(scene: Scene) -> None:
    assert scene.attempt("SELECT * FROM pg_stats WHERE schemaname = 'app'") == (None, [])  # 9
    scene.psql.execute("BEGIN")
    assert scene.attempt("PREPARE TRANSACTION 'x'")[0] == "55000"  # 55: switched off
    scene.psql.execute("ROLLBACK")
    for database in ("postgres", "template1"):  # 56: with the right password, and a place free
        with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
            psycopg.connect(f"{scene.centre.server.info.url}/{database}", user=scene.a1.role, password=scene.a1.password)


def test_an_agent_cannot_end_anothers_session(scene: Scene) -> None:
    """50"""
    with scene.a2.connect() as other:
        pid = other.info.backend_pid
        assert scene.attempt(f"SELECT pg_terminate_backend({pid})")[0] == REFUSED
        assert scene.attempt(f"SELECT pg_cancel_backend({pid})")[0] == REFUSED
        assert other.execute("SELECT 1").fetchone() == (1,)


def test_what_an_agent_may_set_for_their_role_disarms_no_function(scene: Scene) -> None:
    """search_path, synchronous_commit and the like cannot be refused: the functions fix their own, the lint names the role."""
    for setting in ("search_path = pg_temp, public", "synchronous_commit = off", "statement_timeout = 0"):
        scene.psql.execute(f"ALTER ROLE {scene.a1.role} SET {setting}".encode())
    with AgentGateway.sign_in(scene.centre.url, scene.a1.login, scene.a1.password) as gateway:
        scene.desk.gateway = gateway
        assert scene.mine.case_id in {line.case_id for line in gateway.renew(scene.desk.device)}
        answers = scene.desk.push(*scene.desk.call(scene.mine))
        assert {answer.status for answer in answers} == {AnswerStatus.APPLIED}
    # With row security off the functions fail rather than show more: one shuts oneself out.
    scene.psql.execute(f"ALTER ROLE {scene.a1.role} SET row_security = off".encode())
    with pytest.raises(KnownError), AgentGateway.sign_in(scene.centre.url, scene.a1.login, scene.a1.password) as gateway:
        gateway.renew(scene.desk.device)
    assert {finding.rule for finding in lint(scene.centre.operator)} == {"own_settings"}
    staffing.reset_password(scene.centre.operator, scene.a1.login)
    assert lint(scene.centre.operator) == []


@pytest.mark.both_servers
def test_a_function_sends_no_plan_of_what_it_asks(scene: Scene) -> None:
    """8, 9: each row that a plan expects is a count of statistics that nobody may read. One's own statement is one's own to see."""
    told: list[str] = []
    scene.psql.add_notice_handler(lambda notice: told.append(notice.context or ""))
    for setting in ("client_min_messages = debug5", "debug_print_plan = on", "debug_print_rewritten = on", "trace_sort = on"):
        scene.psql.execute(f"SET {setting}".encode())
    for call in (
        "renew('{device}')",
        "check_out('{device}', 1)",
        "fetch(ARRAY['{mine}']::uuid[])",
        "push('{device}', '{}')",
        "colleagues()",
    ):
        assert scene.attempt(f"SELECT agent.{call}")[0] is None
    assert told
    assert set(told) == {""}


def test_every_refusal_sounds_the_same(scene: Scene) -> None:
    """A case of another, a case of nobody and no case at all; a device of another and no device: one answer (T2)."""
    free = scene.centre.value("SELECT id FROM app.call_case WHERE lease_id IS NULL LIMIT 1")
    nothing = "00000000-0000-7000-8000-000000000000"
    answers = [scene.attempt(f"SELECT agent.fetch(ARRAY['{case}']::uuid[])") for case in (scene.theirs.case_id, free, nothing)]
    assert answers[0] == answers[1] == answers[2]
    assert answers[0][0] is None
    other_device = scene.centre.value("SELECT id FROM app.device WHERE login = %s", scene.a2.login)
    said = set()
    for device in (other_device, nothing):
        for call in ("renew('{d}')", "check_out('{d}', 1)", "check_in('{d}', '{}')", "reconcile('{d}', 1)", "push('{d}', '{}')"):
            try:
                rows = scene.psql.execute(f"SELECT agent.{call.replace('{d}', str(device))}".encode()).fetchall()
                said.add((call, repr(rows)))
            except psycopg.Error as error:
                said.add((call, f"{error.sqlstate} {error.diag.message_primary}"))
    assert len(said) == 5


def push(scene: Scene, texts: Sequence[str]) -> list[tuple[AnswerStatus, str | None]]:
    """Under a connection of its own: a person has two, and one that was closed leaves its place a moment later."""
    with scene.centre.admin() as superuser:
        while superuser.execute("SELECT count(*) FROM pg_stat_activity WHERE usename = %s", (scene.a1.role,)).fetchone() != (1,):
            pass
    with AgentGateway.sign_in(scene.centre.url, scene.a1.login, scene.a1.password) as gateway:
        return [(answer.status, answer.reason) for answer in gateway.push(scene.desk.device, texts)]


@pytest.mark.both_servers
def test_results_for_what_was_never_leased_are_set_aside(scene: Scene) -> None:
    """58: another's case, and an epoch one never held."""
    stolen = scene.desk.seal("record_opened", scene.theirs, purpose="call")
    opted = scene.desk.seal("authorisation_withdrawn", scene.theirs, channel="phone")
    future = LeaseLine(**{**{name: getattr(scene.mine, name) for name in scene.mine.__slots__}, "epoch": scene.mine.epoch + 1})
    ahead = scene.desk.seal("authorisation_withdrawn", future, channel="phone")
    answers = push(scene, [event.text for event in (stolen, opted, ahead)])
    assert answers == [(AnswerStatus.QUARANTINED, "not_held")] * 3
    assert scene.centre.value("SELECT count(*) FROM app.contact_authorisation") == 0
    assert scene.centre.value("SELECT count(*) FROM app.quarantine") == 3
    assert scene.centre.value("SELECT count(*) FROM app.audit WHERE type = 'record_opened'") == 0


@pytest.mark.both_servers
def test_the_same_id_with_another_content_is_a_conflict_and_both_are_kept(scene: Scene) -> None:
    """59: an opposition that reuses an id is not swallowed."""
    first = scene.desk.seal("note_written", scene.mine, codes=["matin"])
    assert push(scene, [first.text]) == [(AnswerStatus.APPLIED, None)]
    forged = first.text.replace('"matin"', '"soir"')
    assert push(scene, [forged])[0][0] is AnswerStatus.CONFLICT
    assert push(scene, [first.text])[0][0] is AnswerStatus.DUPLICATE
    assert scene.centre.rows("SELECT text FROM app.event WHERE id = %s", first.id) == [(first.text,)]
    assert scene.centre.rows("SELECT text, status FROM app.quarantine") == [(forged, "conflict")]


@pytest.mark.both_servers
def test_ten_megabytes_stop_at_the_functions_door_and_what_is_no_text_in_the_driver(scene: Scene) -> None:
    """60"""
    event = scene.desk.seal("note_written", scene.mine, codes=["matin"])
    huge = event.text.replace('"matin"', '"' + "x" * 10_000_000 + '"')
    with pytest.raises(KnownError) as caught:
        push(scene, [huge])
    assert caught.value.code == "centre.refused"
    longish = event.text.replace('"matin"', '"' + "x" * 20_000 + '"')
    assert push(scene, [longish])[0] == (AnswerStatus.QUARANTINED, "invalid")
    for bad in ("a\x00b", "a\ud800b"):
        with pytest.raises((psycopg.DataError, UnicodeEncodeError)):
            push(scene, [event.text.replace("matin", bad)])
    escaped = event.text.replace("matin", "\\u0000")
    assert {status for status, _ in push(scene, [escaped, "not json", "{}"])} == {AnswerStatus.QUARANTINED}
    assert scene.centre.value("SELECT count(*) FROM app.event WHERE type = 'note_written'") == 0


def test_no_more_cases_than_the_cap_and_none_without_authorisation(scene: Scene) -> None:
    """T1: the 201st live lease (here the cap is 3), and an agent whom the director has not authorised."""
    scene.centre.operator.execute("UPDATE app.centre SET policy = policy || '{\"lease_cap\": 3}'")
    with AgentGateway.sign_in(scene.centre.url, scene.a1.login, scene.a1.password) as gateway:
        gateway.check_out(scene.desk.device, 200)
        assert len(gateway.renew(scene.desk.device)) == 3
        gateway.check_out(scene.desk.device, 200)
        assert len(gateway.renew(scene.desk.device)) == 3
    stranger = scene.centre.add_agent(authorised=False)
    with AgentGateway.sign_in(scene.centre.url, stranger.login, stranger.password) as gateway:
        desk = Desk(gateway)
        desk.sign_undertaking()
        with pytest.raises(KnownError) as caught:
            gateway.check_out(desk.device, 1)
    assert caught.value.code == "check_out.not_authorised"


def test_a_case_shows_only_the_fields_that_travel(scene: Scene) -> None:
    """T3: the imported NIR stays in the centre, whatever is asked."""
    with AgentGateway.sign_in(scene.centre.url, scene.a1.login, scene.a1.password) as gateway:
        (payload,) = gateway.fetch([scene.mine.case_id])
    assert set(payload.fields) <= {"nom", "prenom"}
    _, rows = scene.attempt("SELECT agent.fetch(ARRAY['{mine}']::uuid[])::text")
    assert "secret" not in rows[0][0]
    assert "1980-01-01" not in rows[0][0]
