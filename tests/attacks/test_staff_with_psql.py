"""A supervisor's, a manager's and an auditor's right password in any SQL client: their own functions, and nothing besides."""

import json

import psycopg
import pytest

from cnmas_desktop.services.quality import GRID
from tests.agent_desk import Office, centre_attempt
from tests.central_server import Centre, Person
from tests.office import office

__all__ = ["office"]

REFUSED = "42501"

# What no person may do, whatever their kind.
NOBODY = [
    "SELECT * FROM app.contact", "SELECT * FROM app.call_case", "SELECT * FROM app.person", "SELECT * FROM app.event",
    "SELECT hmac_key FROM app.centre", "SELECT * FROM app.study_answer", "SELECT app.hmac('x')", "SELECT app.operators()",
    "UPDATE app.campaign SET state = 'open'", "DELETE FROM app.audit", "TRUNCATE app.export_line", "DROP TABLE app.event",
    "UPDATE app.person SET kind = 'manager'", "INSERT INTO app.agent_authorisation (login, authorised_by) VALUES ('x', 'moi')",
    "SET ROLE app_owner", "SET ROLE cnmas_agent", "CREATE ROLE helper", "GRANT cnmas_manager TO {me}",
    "ALTER ROLE {agent} PASSWORD 'x'", "ALTER ROLE {agent} NOLOGIN", "DROP ROLE {agent}", "SELECT * FROM pg_authid",
    "SELECT * FROM pg_stat_activity", "SELECT pg_terminate_backend({pid})", "COPY (SELECT 1) TO PROGRAM 'true'",
    "CREATE TABLE public.mine (n int)", "CREATE TEMP TABLE mine (n int)", "DO $$ BEGIN NULL; END $$", "SELECT lo_create(0)",
    "SELECT agent.push('{device}', '{}')", "SELECT agent.check_out('{device}', 5)", "SELECT agent.fetch('{}')",
]  # fmt: skip

SUPERVISOR = [
    "SELECT * FROM manager.export_lines('ESSAI', '011', 1)", "SELECT manager.create_export_lot('ESSAI', '011', NULL)",
    "SELECT * FROM manager.study_counts('ETUDE')", "SELECT manager.set_campaign_state('ESSAI', 'closed', NULL)",
    "SELECT * FROM manager.purge_preview()", "SELECT manager.load_organismes('[]')", "SELECT * FROM manager.agents()",
    "SELECT * FROM auditor.access_log('-infinity', 'infinity', NULL, NULL, 10)", "SELECT * FROM auditor.authorisations()",
    "SELECT app.queue_counts(NULL)", "SELECT * FROM app.rollup",
    "SELECT * FROM auditor.log_of('-infinity', 'infinity', NULL, NULL)", "SELECT auditor.verify_chain()", "SELECT * FROM app.decision",
    "DELETE FROM app.decision", "UPDATE app.decision SET reason = 'autre'", "UPDATE app.review SET marks = '{}'", "SELECT * FROM app.quarantine",
    "INSERT INTO app.decision (login, kind, reason, rule) VALUES ('x', 'share', 'essai', '{}')", "SELECT app.do_set('set_state', '{}')",
    "SELECT app.do_decide('x', '{}')", "SELECT app.drop_event('x', 'ESSAI', gen_random_uuid())", "SELECT app.keep_quarantined(gen_random_uuid())",
    "SELECT app.own_campaigns('x')", "SELECT app.named_cases('x', 'share', '{}', 1)", "SELECT * FROM app.sampled('{}', '{}')",
    "SELECT app.campaign_to('ESSAI', 'closed', NULL)", "SELECT app.refold('{}', '{}', 'x')", "SELECT app.end_leases('{}', 'x')",
    "SELECT app.push_batch('x', gen_random_uuid(), '{}')", "SELECT app.push_as('x', gen_random_uuid(), '{}')",
    "SELECT supervisor.preview('erase', '{}')", "SELECT supervisor.preview('share', NULL)", "SELECT supervisor.preview('share', '[]')",
    "SELECT supervisor.decide('open_record', '{}', 'sans porte')", "SELECT supervisor.carry_out(gen_random_uuid(), 10)",
    "SELECT supervisor.decide('decide', '{\"ids\": [], \"keep\": true}', 'rien du tout')",
    "SELECT supervisor.decide('set_state', '{\"campaign\": \"ESSAI\", \"state\": \"draft\"}', 'en arrière')",
    "SELECT supervisor.decide('set_priority', '{\"campaign\": \"ESSAI\", \"rank\": 0}', 'devant tout')",
    "SELECT supervisor.decide('set_quota', '{\"campaign\": \"ESSAI\", \"cell\": \"f\", \"target\": -1}', 'moins')",
    "SELECT supervisor.decide('set_quota', '{\"campaign\": \"ESSAI\", \"cell\": \"of no quota\", \"target\": 1}', 'de rien')",
    "SELECT supervisor.review('ESSAI', gen_random_uuid(), '{}', '')", "SELECT supervisor.review('ESSAI', gen_random_uuid(), NULL, '')",
    "SELECT * FROM app.slips('x', NULL)", "SELECT app.cancel_slip('x', gen_random_uuid(), 'essai')", "SELECT app.own_authors('x')",
    "SELECT app.do_cancel('x', '{}', 'essai', 1)", "SELECT app.do_reopen('x', 'close', '{}')", "SELECT * FROM app.authorisation_lines()",
    "SELECT * FROM manager.authorisations()", "SELECT manager.next_lot('ESSAI', '011')", "SELECT app.waiting_events('x', NULL)",
    "SELECT supervisor.decide('cancel_slip', '{\"ids\": []}', 'rien du tout')", "SELECT * FROM supervisor.find_cases(NULL)",
    "SELECT * FROM supervisor.find_cases(repeat('x', 121))", "SELECT supervisor.send_message('centre', 'tous', 'essai')",
    "TRUNCATE app.audit", "COPY app.decision TO STDOUT", "SELECT nir FROM app.contact", "SELECT fields ->> 'nir' FROM app.contact",
]  # fmt: skip

MANAGER = [
    "SELECT * FROM auditor.access_log('-infinity', 'infinity', NULL, NULL, 10)",
    "SELECT app.open_import(gen_random_uuid())", "SELECT * FROM manager.import_stopped(gen_random_uuid())",
    "SELECT * FROM app.import_row", "UPDATE app.export_line SET result = '{}'", "UPDATE app.export_lot SET sha256 = NULL",
    "SELECT manager.commit_import(gen_random_uuid(), 0, 0, 0, 0, '{}')", "SELECT manager.assign_cases('ESSAI', NULL, 'x', -1)",
    "SELECT manager.load_campaign('ESSAI', '2', repeat('0', 64), 'x', 'service', 'employer', '{}', '{}', '{}', 1)",
    "SELECT manager.add_import_rows(gen_random_uuid(), '[]')", "SELECT * FROM auditor.authorisations()", "SELECT * FROM app.authorisation_lines()",
    "SELECT * FROM supervisor.waiting()", "SELECT supervisor.cancel_authorisation(gen_random_uuid(), 'essai')",
]  # fmt: skip

AUDITOR = [
    "SELECT * FROM app.audit", "DELETE FROM app.audit", "SELECT * FROM supervisor.queue_counts()", "SELECT * FROM manager.campaigns()",
    "SELECT * FROM manager.export_lots('ESSAI', '011')", "SELECT * FROM manager.authorisations()", "SELECT * FROM supervisor.decisions()",
]  # fmt: skip


# What is asked by a supervisor of another team and another campaign: each answers with a fault, or with nothing.
FOREIGN = [
    "SELECT supervisor.send_message('person', '{agent}', 'essai')", "SELECT supervisor.send_message('team', 'Lot', 'essai')",
    "SELECT * FROM supervisor.messages(31)", "SELECT * FROM supervisor.asked_cancellations()", "SELECT supervisor.cancel_authorisation('{slip}', 'essai')",
    "SELECT supervisor.preview('cancel_slip', '{\"ids\": [\"{slip}\"]}')", "SELECT supervisor.carry_out(supervisor.decide('cancel_slip', '{\"ids\": [\"{slip}\"]}', 'essai'), 10)",
    "SELECT * FROM supervisor.waiting()", "SELECT supervisor.preview('decide', '{\"ids\": [\"{event}\"], \"keep\": true}')",
    "SELECT supervisor.carry_out(supervisor.decide('decide', '{\"ids\": [\"{event}\"], \"keep\": false}', 'essai'), 10)",
    "SELECT supervisor.carry_out('{decision}', 10)", "SELECT * FROM supervisor.decisions(400)", "SELECT * FROM supervisor.find_cases('{ref}')",
    "SELECT * FROM supervisor.find_cases('{case}')", "SELECT * FROM supervisor.cases_behind('ESSAI', NULL, 'total')", "SELECT * FROM supervisor.cases_behind(NULL, NULL, 'total')",
    "SELECT * FROM supervisor.cases_behind(NULL, NULL, 'leased', '{agent}')", "SELECT supervisor.open_record('{case}', 'essai')", "SELECT supervisor.board()",
    "SELECT supervisor.campaign_page('ESSAI', NULL)", "SELECT * FROM supervisor.queue_counts('ESSAI')",
    "SELECT * FROM supervisor.colleagues()", "SELECT supervisor.organismes()", "SELECT * FROM supervisor.quality_sample('ESSAI', '{agent}')",
    "SELECT * FROM supervisor.quality_coverage()", "SELECT supervisor.review('ESSAI', '{case}', '{grid}', '')",
    *(f"SELECT supervisor.decide('{act}', '{rule}', 'essai')" for act, rule in (
        ("release", '{"login": "{agent}"}'), ("release_now", '{"login": "{agent}"}'), ("take_back", '{"login": "{agent}"}'), ("reopen", '{"case_id": "{case}"}'),
        ("close", '{"case_id": "{case}"}'), ("set_state", '{"campaign": "ESSAI", "state": "closed"}'), ("set_priority", '{"campaign": "ESSAI", "rank": 1}'),
        ("set_quota", '{"campaign": "ESSAI", "cell": "f", "target": 1}'), ("share", '{"campaign": "ESSAI", "to": ["{agent}"]}'),
        ("share", '{"campaign": "AUTRE", "to": ["{agent}"]}'))),
]  # fmt: skip


@pytest.fixture
def busy(centre: Centre) -> Centre:
    centre.plain_campaign()
    centre.plain_campaign("ETUDE", regime="study", rule="study")
    centre.import_people("ESSAI", 3)
    return centre


def not_refused(person: Person, statements: list[str], agent: Person, pid: int) -> list[tuple[str, str | None]]:
    passed: list[tuple[str, str | None]] = []
    with person.connect() as connection:
        for statement in statements:
            filled = statement.replace("{me}", person.role).replace("{agent}", agent.role)
            filled = filled.replace("{pid}", str(pid)).replace("{device}", "00000000-0000-7000-8000-000000000000")
            try:
                connection.execute(filled.encode())
                passed.append((statement, None))
            except psycopg.Error as error:
                if error.sqlstate != REFUSED:
                    passed.append((statement, error.sqlstate))
    return passed


@pytest.mark.both_servers
@pytest.mark.parametrize(
    ("kind", "more"), [("supervisor", SUPERVISOR), ("manager", MANAGER), ("auditor", AUDITOR)], ids=["supervisor", "manager", "auditor"]
)
def test_staff_with_psql_are_refused(busy: Centre, kind: str, more: list[str]) -> None:
    agent = busy.add_agent()
    person = busy.add_person(kind)
    assert not_refused(person, [*NOBODY, *more], agent, busy.operator.info.backend_pid) == []


def test_what_a_supervisor_may_read_names_nobody_who_is_called(busy: Centre) -> None:
    with busy.add_supervisor().connect() as connection:
        for query in ("SELECT * FROM supervisor.queue_counts()",
            "SELECT supervisor.board()", "SELECT * FROM supervisor.cases_behind('ESSAI', NULL, 'total')", "SELECT * FROM supervisor.waiting()",
            "SELECT supervisor.campaign_page('ESSAI', NULL)", "SELECT * FROM supervisor.quality_sample()"):  # fmt: skip
            assert "Inventé" not in repr(connection.execute(query.encode()).fetchall())


def test_a_supervisor_of_another_team_and_campaign_learns_and_changes_nothing(office: Office) -> None:
    centre = office.centre
    desk, (case, done) = office.leased(2)
    wish = desk.call(case, "OPTOUT", state="blocked", middle=[("authorisation_withdrawn", {"channel": "phone"})])
    desk.push(*wish, desk.seal("correction", case, attempt=centre_attempt(wish[1]), supersedes=str(wish[1].id), reason="slip"))
    desk.push(*desk.call(done, "TERM", state="done", middle=[("interview_decided", {"accepted": True})]))
    event = desk.call(case)[0]
    centre.operator.execute("UPDATE app.call_case SET epoch = epoch + 1")
    desk.push(event)
    agent = office.person("one")
    centre.plain_campaign("AUTRE")
    own, foreign = centre.add_supervisor(), centre.add_supervisor()
    for who, team in ((agent, "Lot"), (own, "Lot"), (foreign, "Ain")):
        centre.operator.execute("UPDATE app.person SET team = %s WHERE login = %s", (team, who.login))
    for who, campaign in ((own, "ESSAI"), (foreign, "AUTRE")):
        centre.operator.execute(
            "INSERT INTO app.agent_authorisation (login, campaign, authorised_by) VALUES (%s, %s, 'La directrice')", (who.login, campaign)
        )
    with own.connect() as connection:
        connection.execute("SELECT supervisor.send_message('team', 'Lot', 'Canari du Lot')")
        (decision,) = connection.execute(
            f"SELECT supervisor.decide('take_back', '{{\"login\": \"{agent.login}\"}}', 'Canari du Lot')"
        ).fetchone() or ("",)
    (ref,) = centre.rows("SELECT row_ref FROM app.call_case WHERE id = %s", done.case_id)[0]
    names = {
        "agent": agent.login,
        "slip": wish[1].id,
        "event": event.id,
        "decision": decision,
        "ref": ref,
        "case": done.case_id,
        "grid": json.dumps(dict.fromkeys(GRID, "good")),
    }

    def known() -> list[object]:
        """What a statement could change."""
        tables = ("call_case", "message", "review", "quota_target", "contact_authorisation", "decision_step", "lease", "campaign")
        return [centre.rows(f"SELECT md5(string_agg(t::text, '' ORDER BY t::text)) FROM app.{table} t") for table in tables]

    def answers(who: Person) -> tuple[list[str], set[str | None]]:
        told, codes = [], set()
        with who.connect() as connection:
            for statement in FOREIGN:
                for name, value in names.items():
                    statement = statement.replace("{" + name + "}", str(value))
                try:
                    told.append(repr(connection.execute(statement.encode()).fetchall()))
                except psycopg.Error as error:
                    codes.add(error.sqlstate)
        return told, codes

    before = known()
    told, codes = answers(foreign)
    assert codes <= {"P0001", REFUSED}
    canaries = {agent.login, ref, str(done.case_id), str(case.case_id), str(wish[1].id), str(event.id), "Canari", "ESSAI"}
    assert {name for name in canaries if any(name in one for one in told)} == set()
    assert known() == before
    told, _ = answers(own)
    assert {name for name in canaries if not any(name in one for one in told)} == set()
    assert known() != before


def test_a_managers_texts_reach_no_sql(busy: Centre) -> None:
    """Every text argument is a value: quotes, comments and statements in it are only strange names."""
    hostile = "'; DROP TABLE app.event; --"
    calls = [
        ("SELECT manager.set_campaign_state(%s, 'open', NULL)", (hostile,)),
        ("SELECT manager.create_export_lot('ESSAI', %s, %s)", (hostile, hostile)),
        ("SELECT manager.assign_cases('ESSAI', %s, %s, 1)", (hostile, hostile)),
        ("SELECT manager.begin_import(gen_random_uuid(), %s, '011', %s, %s, now())", (hostile, "0" * 64, hostile)),
    ]
    with busy.manager.connect() as connection:
        for query, parameters in calls:
            with pytest.raises(psycopg.errors.RaiseException):
                connection.execute(query.encode(), parameters)
    assert busy.value("SELECT to_regclass('app.event') IS NOT NULL")


def test_one_disabled_in_the_middle_of_a_session_gets_nothing_more(busy: Centre) -> None:
    with busy.manager.connect() as connection:
        assert connection.execute("SELECT count(*) FROM manager.campaigns()").fetchone() == (2,)
        busy.operator.execute("UPDATE app.person SET disabled_at = now() WHERE login = %s", (busy.manager.login,))
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("SELECT count(*) FROM manager.campaigns()")
