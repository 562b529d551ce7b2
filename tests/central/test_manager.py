"""A manager's work at the centre: campaign versions, imports, assignments, lots of results. Plain SQL says what came of it."""

from collections.abc import Iterator
from datetime import UTC, datetime
import hashlib
import json
from uuid import UUID, uuid4

import psycopg
import pytest

from cnmas_desktop.central.manager_gateway import ManagerGateway
from cnmas_desktop.central.manager_rows import Duplicate, ImportCounts, ImportPhone, ImportRow, StoppedLine
from cnmas_desktop.domain.campaigns import catalogue
from cnmas_desktop.messages import KnownError
from tests.central_server import Centre, invented_row

PURGE = datetime(2028, 1, 1, tzinfo=UTC)


def code_of(act: object, *arguments: object) -> str:
    assert callable(act)
    with pytest.raises(KnownError) as caught:
        act(*arguments)
    return caught.value.code


def send(centre: Centre, rows: list[ImportRow], *, rejected: int = 0, name: str = "f.csv") -> ImportCounts:
    import_id = uuid4()
    centre.gateway.begin_import(import_id, "ESSAI", "011", hashlib.sha256(name.encode()).hexdigest(), name, PURGE)
    repeated = added(centre, import_id, rows)
    return commit(centre, import_id, rows=len(rows) + rejected, duplicate=len(repeated), rejected=rejected)


def added(centre: Centre, import_id: UUID, rows: list[ImportRow]) -> list[Duplicate]:
    return [double for batch in centre.gateway.add_import_rows(import_id, rows) for double in batch]


def commit(centre: Centre, import_id: UUID, *, rows: int = 1, duplicate: int = 0, rejected: int = 0) -> ImportCounts:
    return centre.gateway.commit_import(import_id, rows=rows, duplicate=duplicate, rejected=rejected, remarks=0, dropped_columns=["IBAN"])


@pytest.fixture
def essai(centre: Centre) -> Centre:
    centre.plain_campaign()
    centre.load_organisme()
    return centre


# -- campaigns


@pytest.mark.both_servers
def test_the_catalogue_is_loaded_and_a_version_never_changes(centre: Centre) -> None:
    campaigns = list(catalogue())
    assert [centre.gateway.load_campaign(one) for one in campaigns] == [True] * 8
    assert [centre.gateway.load_campaign(one) for one in campaigns] == [False] * 8
    lines = {line.code: line for line in centre.gateway.campaigns()}
    for one in campaigns:
        assert (lines[one.code].version, lines[one.code].sha256, lines[one.code].state) == (one.version, one.sha256, "draft")
        assert centre.gateway.campaign_text(one.code) == one.text
    travelling = {code: set(names) for code, names in centre.rows("SELECT campaign, travelling FROM app.campaign_version")}
    assert all("nir" not in names and "code_provisoire_ameli" not in names for names in travelling.values())
    assert centre.value("SELECT online_only FROM app.campaign_version WHERE campaign = 'AMELI'") == ["code_provisoire_ameli"]
    arguments = ["ESSAI", "1", hashlib.sha256(b"un").hexdigest(), "un", "service", "employer", ["nom"], [], ["TERM"], 200]
    call = "SELECT manager.load_campaign(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
    with centre.manager.connect() as connection:
        assert connection.execute(call, arguments).fetchone() == (True,)
        arguments[2:4] = [hashlib.sha256(b"deux").hexdigest(), "deux"]
        with pytest.raises(psycopg.errors.RaiseException, match=r"campaign\.version_exists"):
            connection.execute(call, arguments)
        arguments[1], arguments[3] = "2", "trois"  # a text that is not that of its hash
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(call, arguments)


def test_a_study_that_would_send_a_nir_is_refused_by_the_centre_too(centre: Centre) -> None:
    call = "SELECT manager.load_campaign('ETUDE', '1', %s, 'x', 'study', 'study', %s, '{}', '{TERM}', 200)"
    with centre.manager.connect() as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(call, (hashlib.sha256(b"x").hexdigest(), ["nom", "nir"]))


def test_training_needs_a_demonstration_centre(centre: Centre) -> None:
    call = "SELECT manager.load_campaign('ESSAI', '1', %s, 'x', 'service', 'training', '{nom}', '{}', '{TERM}', 200)"
    centre.operator.execute("UPDATE app.centre SET demo = false")
    with centre.manager.connect() as connection:
        with pytest.raises(psycopg.errors.RaiseException, match=r"campaign\.training_only_demo"):
            connection.execute(call, (hashlib.sha256(b"x").hexdigest(),))
        centre.operator.execute("UPDATE app.centre SET demo = true")
        connection.execute(call, (hashlib.sha256(b"x").hexdigest(),))


def test_a_campaign_opens_pauses_and_closes_for_good(centre: Centre) -> None:
    code = centre.load_campaign("GRIPPE", open_it=False)
    state = "SELECT state FROM app.campaign"
    for act, expected in (("open", "open"), ("pause", "paused"), ("open", "open"), ("close", "closed")):
        getattr(centre.gateway, f"{act}_campaign")(code)
        assert centre.value(state) == expected
    assert code_of(centre.gateway.open_campaign, code) == "campaign.closed"
    assert code_of(centre.gateway.open_campaign, "INCONNUE") == "campaign.unknown"


# -- imports


@pytest.mark.both_servers
def test_every_row_of_an_import_is_counted_and_a_second_import_adds_nothing(essai: Centre) -> None:
    rows = [invented_row(index) for index in range(5)]
    rows.append(invented_row(9, person_key="personne 2", dedupe_key="dossier 2"))  # repeats line 4 of the same file
    assert send(essai, rows, rejected=2) == ImportCounts(rows=8, accepted=5, duplicate=1, rejected=2, remarks=0)
    assert send(essai, rows, rejected=2) == ImportCounts(rows=8, accepted=0, duplicate=6, rejected=2, remarks=0)
    assert essai.value("SELECT count(*) FROM app.call_case") == 5
    assert essai.value("SELECT count(*) FROM app.contact") == 5
    assert essai.value("SELECT count(*) FROM app.import_row") == 0
    assert essai.rows("SELECT line, row_ref, state, purge_at FROM app.call_case ORDER BY line") == [
        (index + 2, f"REF-{index:05d}", "fresh", PURGE) for index in range(5)
    ]
    batch = essai.rows("SELECT rows, accepted, duplicate, rejected, dropped_columns FROM app.import_batch ORDER BY committed_at")
    assert batch == [(8, 5, 1, 2, ["IBAN"]), (8, 0, 6, 2, ["IBAN"])]


def test_duplicates_name_the_line_they_repeat_before_anything_is_committed(essai: Centre) -> None:
    send(essai, [invented_row(0), invented_row(1)], name="hier.csv")
    import_id = uuid4()
    essai.gateway.begin_import(import_id, "ESSAI", "011", "a" * 64, "aujourd'hui.csv", PURGE)
    duplicates = added(essai, import_id, [invented_row(1, line=7), invented_row(2, line=8), invented_row(2, line=9)])
    duplicates += added(essai, import_id, [invented_row(2, line=10)])
    assert [(one.line, one.of_line, one.of_file) for one in duplicates] == [(7, 3, "hier.csv"), (9, 8, None), (10, 8, None)]
    essai.gateway.abandon_import()
    assert essai.value("SELECT count(*) FROM app.call_case") == 2
    assert essai.value("SELECT count(*) FROM app.contact") == 2
    assert essai.value("SELECT count(*) FROM app.import_batch") == 1


def test_nobody_sees_an_import_before_its_end_and_one_left_half_way_leaves_nothing(essai: Centre) -> None:
    second, third = uuid4(), uuid4()
    with essai.sign_in(essai.manager) as left:
        left.begin_import(uuid4(), "ESSAI", "011", "b" * 64, "f.csv", PURGE)
    with essai.sign_in(essai.manager) as left:
        left.begin_import(second, "ESSAI", "011", "b" * 64, "f.csv", PURGE)
        list(left.add_import_rows(second, [invented_row(0)]))
        assert essai.value("SELECT count(*) FROM app.call_case") == 0
    assert essai.gateway.begin_import(third, "ESSAI", "011", "b" * 64, "f.csv", PURGE) is None
    assert added(essai, third, [invented_row(0)]) == []
    commit(essai, third)
    assert essai.gateway.begin_import(uuid4(), "ESSAI", "011", "b" * 64, "f.csv", PURGE) == third
    essai.gateway.abandon_import()
    assert [essai.value(f"SELECT count(*) FROM app.{table}") for table in ("call_case", "contact", "import_batch", "import_row")] == [
        1,
        1,
        1,
        0,
    ]


def test_a_file_that_ends_in_the_middle_leaves_a_gateway_that_goes_on(essai: Centre) -> None:
    """The rows are made while the centre is at work: what stops them is told, and the line is free again."""

    def torn() -> Iterator[ImportRow]:
        yield invented_row(0)
        raise KnownError("import.too_costly")

    gateway, import_id = essai.gateway, uuid4()
    gateway.begin_import(import_id, "ESSAI", "011", "b" * 64, "f.csv", PURGE)
    assert code_of(list, gateway.add_import_rows(import_id, torn())) == "import.too_costly"
    gateway.abandon_import()
    assert send(essai, [invented_row(0)]).accepted == 1


def test_cases_cannot_slip_in_without_the_commit_that_counts_them(essai: Centre) -> None:
    """A transaction that adds rows and ends by itself ends in a refusal, whatever program speaks."""
    import_id = uuid4()
    with essai.manager.connect() as psql:
        psql.execute("BEGIN")
        psql.execute("SELECT manager.begin_import(%s, 'ESSAI', '011', '0', 'f.csv', %s)", (import_id, PURGE))
        lines = json.dumps([invented_row(0)])
        psql.execute("SELECT * FROM manager.add_import_rows(%s, %s::jsonb)", (import_id, lines))
        with pytest.raises(psycopg.errors.ForeignKeyViolation):
            psql.execute("COMMIT")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            psql.execute("SELECT * FROM manager.add_import_rows(%s, %s::jsonb)", (import_id, lines))
    assert essai.value("SELECT count(*) FROM app.call_case") == 0


def test_a_person_known_before_keeps_one_card_and_what_the_new_file_says_is_added(essai: Centre) -> None:
    send(essai, [invented_row(0, contact={"nom": "Inventé", "ville": "Trifouilly"}, zone="Indian/Reunion")], name="un.csv")
    send(essai, [invented_row(0, dedupe_key="autre dossier", contact={"nom": "Inventé", "mail": "alix@example.org"})], name="deux.csv")
    assert essai.rows("SELECT fields FROM app.contact") == [({"nom": "Inventé", "ville": "Trifouilly", "mail": "alix@example.org"},)]
    assert essai.rows("SELECT zone FROM app.call_case") == [("Indian/Reunion",)] * 2


def test_siblings_are_one_person_with_two_cases_and_numbers_are_kept_once(essai: Centre) -> None:
    shared = (ImportPhone("+33199000001", "Europe/Paris"), ImportPhone("+33639980001", "Europe/Paris"))
    child = {"person_key": "le parent", "phones": shared, "contact": {"nom": "Inventé"}}
    rows = [
        invented_row(0, **child, dedupe_key="p1|ana", fields={"enfant_prenom": "Ana"}),
        invented_row(1, **child, dedupe_key="p1|leo", fields={"enfant_prenom": "Léo"}),
    ]
    assert send(essai, rows).accepted == 2
    assert essai.value("SELECT count(*) FROM app.contact") == 1
    assert essai.rows("SELECT fields ->> 'enfant_prenom' FROM app.call_case ORDER BY line") == [("Ana",), ("Léo",)]
    assert essai.rows("SELECT e164 FROM app.phone ORDER BY ordinal") == [("+33199000001",), ("+33639980001",)]
    assert essai.value("SELECT bool_and(number_hmac = app.number_key(e164)) FROM app.phone")


def test_keys_are_not_kept_in_clear_and_a_study_never_meets_a_service_file(essai: Centre) -> None:
    essai.plain_campaign("ETUDE", regime="study", rule="study")
    send(essai, [invented_row(0)])
    import_id = uuid4()
    essai.gateway.begin_import(import_id, "ETUDE", "011", "c" * 64, "etude.csv", PURGE)
    added(essai, import_id, [invented_row(0)])
    commit(essai, import_id)
    assert essai.value("SELECT count(DISTINCT person_key) FROM app.contact") == 2
    with essai.admin() as superuser:
        for table in ("contact", "call_case", "phone", "import_batch", "audit"):
            (text,) = superuser.execute(f"SELECT coalesce(string_agg(t::text, ' '), '') FROM app.{table} t".encode()).fetchone() or ("",)
            assert "personne 0" not in text
            assert "dossier 0" not in text


@pytest.mark.both_servers
@pytest.mark.parametrize("reason", ["opposition", "opted_out", "deceased"])
def test_the_cases_of_one_who_is_not_to_be_called_arrive_blocked_and_are_named(essai: Centre, reason: str) -> None:
    for code in ("ETUDE", "ETUDE_B"):
        essai.plain_campaign(code, regime="study", rule="study")
    essai.import_people("ETUDE", 1)
    column = {"opposition": "opposed_at", "opted_out": "do_not_call_at", "deceased": "deceased_at"}[reason]
    essai.operator.execute(f"UPDATE app.contact SET {column} = now()".encode())
    import_id = uuid4()
    essai.gateway.begin_import(import_id, "ETUDE_B", "011", "c" * 64, "f.csv", PURGE)
    added(essai, import_id, [invented_row(0, line=5, dedupe_key="une"), invented_row(1, line=6), invented_row(0, line=7)])
    stopped = [StoppedLine(5, reason), StoppedLine(7, reason)]
    assert list(essai.gateway.import_stopped(import_id)) == stopped
    commit(essai, import_id, rows=3)
    assert essai.rows("SELECT line, state FROM app.call_case WHERE campaign = 'ETUDE_B' ORDER BY line") == [
        (5, "blocked"), (6, "fresh"), (7, "blocked"),
    ]  # fmt: skip


def test_an_import_belongs_to_the_one_who_began_it_and_asks_for_what_exists(essai: Centre) -> None:
    begin = essai.gateway.begin_import
    assert code_of(begin, uuid4(), "INCONNUE", "011", "d" * 64, "f.csv", PURGE) == "campaign.unknown"
    assert code_of(begin, uuid4(), "ESSAI", "999", "d" * 64, "f.csv", PURGE) == "organisme.unknown"
    import_id = uuid4()
    begin(import_id, "ESSAI", "011", "d" * 64, "f.csv", PURGE)
    with essai.sign_in(essai.add_person("manager")) as other:
        assert code_of(other.import_stopped, import_id) == "centre.refused"
        assert code_of(other.import_stopped, uuid4()) == "centre.refused"
    # rows = accepted + duplicate + rejected, or nothing happens
    added(essai, import_id, [invented_row(0)])
    with pytest.raises(KnownError):
        commit(essai, import_id, rows=5)
    essai.gateway.abandon_import()
    assert essai.value("SELECT count(*) FROM app.call_case") == 0


# -- the queue


@pytest.mark.both_servers
def test_assigning_takes_the_next_free_cases_and_never_splits_a_person(essai: Centre) -> None:
    agent = essai.add_agent()
    essai.import_people("ESSAI", 6, make=lambda index: invented_row(index, person_key=f"personne {index // 2}"))
    assert essai.gateway.assign_cases("ESSAI", agent.login, 3) in (4, 6)
    per_person = essai.rows("SELECT count(*), count(assigned_to) FROM app.call_case GROUP BY contact_id")
    assert all(assigned in (0, cases) for cases, assigned in per_person)
    counts = essai.gateway.queue_counts("ESSAI")[0]
    assert (counts.total, counts.fresh, counts.callable, counts.leased) == (6, 6, 6, 0)
    assigned = counts.assigned
    assert [line.assigned for line in essai.gateway.agents()] == [assigned]
    assert essai.gateway.unassign_cases("ESSAI", agent.login) == assigned
    assert essai.gateway.queue_counts("ESSAI")[0].assigned == 0
    assert code_of(essai.gateway.assign_cases, "ESSAI", "nobody", 1) == "staff.unknown"
    assert code_of(essai.gateway.assign_cases, "ESSAI", essai.manager.login, 1) == "staff.unknown"


def test_the_supervisors_page_shows_the_same_figures(essai: Centre) -> None:
    essai.import_people("ESSAI", 3)
    with essai.add_supervisor().connect() as connection:
        seen = connection.execute("SELECT campaign, organisme, total, fresh, callable FROM supervisor.queue_counts()").fetchall()
    assert seen == [("ESSAI", "011", 3, 3, 3)]


# -- results


def finish(centre: Centre, case: UUID, **result: object) -> None:
    centre.operator.execute(
        "UPDATE app.call_case SET state = 'done', result = %s, result_at = now() WHERE id = %s", (json.dumps(result), case)
    )


@pytest.mark.both_servers
def test_lots_are_incremental_and_a_changed_result_comes_again_as_a_rectificatif(essai: Centre) -> None:
    first, second, third = essai.import_people("ESSAI", 3)
    gateway = essai.gateway
    assert gateway.create_export_lot("ESSAI", "011") is None
    finish(essai, first, interview="accepted", offer="accepted")
    finish(essai, second, interview="refused")
    assert gateway.create_export_lot("ESSAI", "011", "la CPAM d'essai") == 1
    assert gateway.create_export_lot("ESSAI", "011") is None
    finish(essai, third, interview="accepted")
    finish(essai, first, interview="accepted", offer="refused")
    assert gateway.create_export_lot("ESSAI", "011") == 2
    one, two = (gateway.export_lines("ESSAI", "011", number) for number in (1, 2))
    assert [(line.case_id, line.rectifies, line.result.get("offer")) for line in one] == [(first, None, "accepted"), (second, None, None)]
    assert [(line.case_id, line.rectifies, line.result.get("offer")) for line in two] == [(third, None, None), (first, 1, "refused")]
    assert gateway.export_lines("ESSAI", "011", 1) == one
    assert [line.position for line in one] == [1, 2]
    assert {line.row_ref for line in one} == {"REF-00000", "REF-00001"}
    assert [(lot.number, lot.lines, lot.recipient) for lot in gateway.export_lots("ESSAI", "011")] == [
        (1, 2, "la CPAM d'essai"), (2, 2, None),
    ]  # fmt: skip


def test_a_lots_bytes_are_sealed_once(essai: Centre) -> None:
    (case,) = essai.import_people("ESSAI", 1)
    finish(essai, case, interview="accepted")
    assert essai.gateway.create_export_lot("ESSAI", "011") == 1
    essai.gateway.seal_export_lot("ESSAI", "011", 1, "e" * 64)
    essai.gateway.seal_export_lot("ESSAI", "011", 1, "e" * 64)
    assert code_of(essai.gateway.seal_export_lot, "ESSAI", "011", 1, "f" * 64) == "export.other_bytes"
    assert code_of(essai.gateway.seal_export_lot, "ESSAI", "011", 2, "f" * 64) == "export.unknown_lot"
    assert code_of(essai.gateway.export_lines, "ESSAI", "011", 7) == "export.unknown_lot"
    essai.gateway.record_receipt("ESSAI", "011", 1)
    assert essai.gateway.export_lots("ESSAI", "011")[0].received_at is not None


def test_of_a_study_only_counts_come_out(essai: Centre) -> None:
    essai.plain_campaign("ETUDE", regime="study", rule="study")
    cases = essai.import_people(
        "ETUDE", 4, make=lambda index: invented_row(index, contact={"nom": f"Inventé {index}", "age": "42", "sexe": "F"})
    )
    for case in cases[:2]:
        finish(essai, case, interview="accepted")
    finish(essai, cases[2], interview="refused")
    essai.operator.execute(
        "UPDATE app.contact SET opposed_at = now() WHERE id = (SELECT contact_id FROM app.call_case WHERE id = %s)", (cases[3],)
    )
    assert code_of(essai.gateway.create_export_lot, "ETUDE", "011") == "export.study"
    assert code_of(essai.gateway.study_counts, "ESSAI") == "export.not_study"
    assert code_of(essai.gateway.study_counts, "ETUDE") == "export.study_open"
    assert code_of(essai.gateway.study_table, "ETUDE", "011", []) == "centre.refused"
    essai.gateway.close_campaign("ETUDE")
    counts = essai.gateway.study_counts("ETUDE")
    assert [(one.age, one.sex, one.outcome, one.n) for one in counts] == [
        (42, "F", "accepted", 2), (42, "F", "opposed", 1), (42, "F", "refused", 1),
    ]  # fmt: skip
    assert essai.gateway.study_table("ETUDE", "011") is None
    assert essai.gateway.study_table("ETUDE", "011", [("011", "< 11")]) == [("011", "< 11")]
    assert essai.gateway.study_table("ETUDE", "011", [("011", "12")]) == [("011", "< 11")]


def test_a_result_that_waits_for_a_decision_is_in_no_lot_until_it_is_taken(essai: Centre) -> None:
    plain, late, aside = essai.import_people("ESSAI", 3)
    for case in (plain, late, aside):
        finish(essai, case, interview="accepted")
    flagged = (
        "INSERT INTO app.flagged (id, campaign, type, case_id, login, reason)"
        " VALUES (gen_random_uuid(), 'ESSAI', 'call_ended', %s, 'x', %s)"
    )
    essai.operator.execute(flagged.encode(), (plain, "outside_hours"))
    essai.operator.execute(flagged.encode(), (late, "after_close"))
    essai.operator.execute(
        "INSERT INTO app.quarantine (device, login, case_id, status, reason, text, sha256)"
        " VALUES (gen_random_uuid(), 'x', %s, 'quarantined', 'unreadable', '', '')",
        (aside,),
    )
    assert essai.gateway.undecided_results("ESSAI", "011") == 2
    assert essai.gateway.create_export_lot("ESSAI", "011") == 1
    assert [line.case_id for line in essai.gateway.export_lines("ESSAI", "011", 1)] == [plain]
    essai.operator.execute("UPDATE app.flagged SET decided_at = now() WHERE reason = 'after_close'")
    essai.operator.execute("UPDATE app.quarantine SET decided_at = now()")
    assert essai.gateway.create_export_lot("ESSAI", "011") == 2
    assert {line.case_id for line in essai.gateway.export_lines("ESSAI", "011", 2)} == {late, aside}
    assert essai.gateway.undecided_results("ESSAI", "011") == 0


def test_what_a_manager_does_is_in_the_access_log_and_reading_the_log_too(essai: Centre) -> None:
    (case,) = essai.import_people("ESSAI", 1)
    finish(essai, case, interview="accepted")
    essai.gateway.create_export_lot("ESSAI", "011")
    auditor = essai.add_auditor()
    query = "SELECT login, type FROM auditor.access_log('-infinity', 'infinity', NULL, NULL, 100)"
    with auditor.connect() as connection:
        first = connection.execute(query).fetchall()
    login = essai.manager.login
    assert {(login, "import"), (login, "export"), (auditor.login, "access_log_read")} <= set(first)


def test_only_a_manager_signs_in_as_one(centre: Centre) -> None:
    agent = centre.add_agent()
    assert code_of(ManagerGateway.sign_in, centre.url, agent.login, agent.password) == "centre.refused"
