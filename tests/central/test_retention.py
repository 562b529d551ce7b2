"""What retention destroys, what it keeps and says, and that nothing of a person is left in any table."""

import json
from uuid import UUID

import pytest

from cnmas_desktop.central.centre import maintain
from cnmas_desktop.central.connection import one_row
from cnmas_desktop.messages import KnownError
from tests.agent_desk import Office
from tests.central_server import Centre, invented_row

LONG_AGO = "now() - interval '1 day'"
SAID = "Parole d'essai"


@pytest.fixture
def essai(centre: Centre) -> Centre:
    centre.plain_campaign()
    centre.load_organisme()
    return centre


def code_of(act: object, *arguments: object) -> str:
    assert callable(act)
    with pytest.raises(KnownError) as caught:
        act(*arguments)
    return caught.value.code


def due(centre: Centre, *cases: UUID) -> None:
    centre.operator.execute(f"UPDATE app.call_case SET purge_at = {LONG_AGO} WHERE id = ANY (%s)".encode(), (list(cases),))


def finish(centre: Centre, case: UUID) -> None:
    result = json.dumps({"interview": "accepted", "requests": [{"type": "autre", "text": SAID}]})
    centre.operator.execute("UPDATE app.call_case SET state = 'done', result = %s, result_at = now() WHERE id = %s", (result, case))


def told(centre: Centre, campaign: str = "ESSAI") -> dict[str, int]:
    return {line.kind: line.n for line in centre.gateway.purge_preview(campaign)}


def destroyed(centre: Centre, campaign: str = "ESSAI") -> dict[str, int]:
    return {line.kind: line.n for line in centre.gateway.purge(campaign, campaign)}


@pytest.mark.both_servers
def test_what_its_organisme_has_not_received_is_kept_and_said(essai: Centre) -> None:
    called, never, running = essai.import_people("ESSAI", 3)
    finish(essai, called)
    due(essai, called, never)
    assert told(essai) == {"cases": 1, "kept_not_received": 1}
    essai.gateway.create_export_lot("ESSAI", "011")
    assert destroyed(essai) == {"cases": 1, "kept_not_received": 1, "people_destroyed": 1}
    assert essai.rows("SELECT id FROM app.call_case ORDER BY line") == [(called,), (running,)]
    essai.gateway.record_receipt("ESSAI", "011", 1)
    assert destroyed(essai) == {"cases": 1, "people_destroyed": 1}
    assert destroyed(essai) == {}
    assert essai.rows("SELECT id FROM app.call_case") == [(running,)]
    assert essai.value("SELECT count(*) FROM app.phone") == essai.value("SELECT count(*) FROM app.contact") == 1


def test_a_result_received_is_destroyed_six_months_later_even_in_a_campaign_that_goes_on(essai: Centre) -> None:
    called, *_ = essai.import_people("ESSAI", 2)
    finish(essai, called)
    essai.gateway.create_export_lot("ESSAI", "011")
    essai.gateway.record_receipt("ESSAI", "011", 1)
    assert told(essai) == {}
    essai.operator.execute("UPDATE app.export_lot SET received_at = now() - interval '7 months'")
    assert told(essai) == {"cases": 1}
    essai.operator.execute('UPDATE app.call_case SET result = result || \'{"offer": "refused"}\' WHERE id = %s', (called,))
    assert told(essai) == {}, "the corrected result has still to be sent"


def test_what_is_on_a_workstation_or_waits_for_a_decision_is_kept_until_it_is_taken(essai: Centre) -> None:
    cases = essai.import_people("ESSAI", 4)
    due(essai, *cases)
    essai.operator.execute(
        "UPDATE app.call_case SET lease_id = gen_random_uuid(), leased_by = 'x', leased_until = now() WHERE id = %s", (cases[0],)
    )
    essai.operator.execute(
        "INSERT INTO app.quarantine (device, login, case_id, status, reason, text, sha256)"
        " VALUES (gen_random_uuid(), 'x', %s, 'quarantined', 'unreadable', '', '')",
        (cases[1],),
    )
    for case, reason in ((cases[2], "after_close"), (cases[3], "outside_hours")):  # the second is a remark
        essai.operator.execute(
            "INSERT INTO app.flagged (id, campaign, case_id, type, login, reason)"
            " VALUES (gen_random_uuid(), 'ESSAI', %s, 'call_ended', 'x', %s)",
            (case, reason),
        )
    assert destroyed(essai) == {"kept_leased": 1, "kept_to_decide": 2, "cases": 1, "people_destroyed": 1}
    assert essai.value("SELECT count(*) FROM app.call_case") == 3
    essai.operator.execute("UPDATE app.flagged SET decided_at = now()")
    essai.operator.execute("UPDATE app.quarantine SET decided_at = now()")
    assert destroyed(essai) == {"kept_leased": 1, "cases": 2, "people_destroyed": 2}


def test_nothing_of_the_person_is_left_in_any_table_and_the_chain_of_events_holds(centre: Centre) -> None:
    essai = centre
    essai.load_organisme()
    office = Office(essai)
    desk, [line] = office.leased()
    said = {"type": "autre", "text": SAID}
    desk.push(*desk.call(line, "TERM", state="done", middle=[("interview_decided", {"accepted": True}), ("request_made", said)]))
    case = line.case_id
    office.close()
    essai.gateway.create_export_lot("ESSAI", "011")
    essai.gateway.record_receipt("ESSAI", "011", 1)
    before = essai.rows("SELECT seq, sha256, prev_hash FROM app.event_key ORDER BY seq")
    due(essai, case)
    assert destroyed(essai)["cases"] == 1
    assert essai.rows("SELECT seq, sha256, prev_hash FROM app.event_key ORDER BY seq") == before
    assert code_of(essai.gateway.export_lines, "ESSAI", "011", 1) == "export.purged"
    with essai.admin() as superuser:
        for (table,) in superuser.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'app'::regnamespace AND relkind = 'r'"
        ).fetchall():
            (text,) = one_row(superuser, f"SELECT coalesce(string_agg(t::text, ' '), '') FROM app.{table} t")
            for trace in ("Inventé", SAID, "+3319900"):
                assert trace not in text, (table, trace)
            assert str(case) not in text or table == "audit", table


@pytest.mark.parametrize("column", ["opposed_at", "do_not_call_at", "deceased_at"])
def test_of_one_who_is_not_to_be_called_stays_that_and_nothing_else(essai: Centre, column: str) -> None:
    (case,) = essai.import_people("ESSAI", 1)
    essai.operator.execute(f"UPDATE app.contact SET {column} = now()".encode())
    due(essai, case)
    assert destroyed(essai) == {"cases": 1, "people_kept_as_stop": 1}
    assert essai.rows("SELECT fields FROM app.contact") == [({},)]
    assert essai.value("SELECT count(*) FROM app.phone") == 0
    essai.import_people("ESSAI", 1)
    assert essai.rows("SELECT state FROM app.call_case") == [("blocked",)]


def test_a_person_called_for_another_campaign_too_keeps_their_card(essai: Centre) -> None:
    essai.plain_campaign("AUTRE")
    (case,) = essai.import_people("ESSAI", 1)
    essai.import_people("AUTRE", 1)
    due(essai, case)
    assert destroyed(essai) == {"cases": 1}
    assert essai.value("SELECT count(*) FROM app.contact") == 1
    assert essai.value("SELECT count(*) FROM app.phone") == 1


def test_the_answers_of_a_study_stay_without_any_way_back_to_the_person(essai: Centre) -> None:
    essai.plain_campaign("ETUDE", regime="study", rule="study")
    (case,) = essai.import_people("ETUDE", 1)
    essai.operator.execute(
        "INSERT INTO app.study_answer (campaign, study_id, answers, at, epoch, seq)"
        " VALUES ('ETUDE', app.hmac('study:' || %s), '{\"q1\": 4}', now(), 1, 1)",
        (str(case),),
    )
    finish(essai, case)
    due(essai, case)
    assert destroyed(essai, "ETUDE") == {"cases": 1, "people_destroyed": 1}
    assert essai.rows("SELECT answers, study_id = app.hmac('study:' || %s) FROM app.study_answer", str(case)) == [({"q1": 4}, False)]


def test_provisional_codes_go_with_the_end_of_the_campaign(essai: Centre) -> None:
    code = {"fields": {"code_provisoire_ameli": "AB12CD", "prenom": "Alix"}}
    essai.plain_campaign("AUTRE")
    for campaign in ("ESSAI", "AUTRE"):
        essai.import_people(campaign, 1, make=lambda index: invented_row(index, **code))
    assert told(essai) == destroyed(essai) == {}
    essai.gateway.close_campaign("ESSAI")
    assert destroyed(essai) == {"provisional_codes": 1}
    assert essai.rows("SELECT fields FROM app.call_case ORDER BY campaign") == [(code["fields"],), ({"prenom": "Alix"},)]


def test_reviews_of_interviews_go_after_a_year_and_with_their_case(essai: Centre) -> None:
    old, gone, kept = essai.import_people("ESSAI", 3)
    for case, age in ((old, 366), (gone, 1), (kept, 1)):
        essai.operator.execute(
            "INSERT INTO app.review (campaign, case_id, login, reviewer, signed, marks, at)"
            " VALUES ('ESSAI', %s, 'a1', 's1', 'Jo Perrin', '{}', now() - make_interval(days => %s))",
            (case, age),
        )
    due(essai, gone)
    assert destroyed(essai) == {"cases": 1, "people_destroyed": 1, "reviews": 1}
    assert essai.rows("SELECT case_id FROM app.review") == [(kept,)]


def test_figures_of_an_agent_go_after_a_year_and_the_team_s_stay(essai: Centre) -> None:
    essai.operator.execute(
        "INSERT INTO app.rollup (campaign, organisme, measure, login, day, n)"
        " SELECT 'ESSAI', '011', 'attempts', login, current_date - age, 1 FROM (VALUES ('a1', 366), ('a1', 364), ('', 366), ('', 370)) AS v (login, age)"
    )
    assert told(essai) == destroyed(essai) == {"agent_figures": 1}
    assert essai.rows("SELECT login, current_date - day FROM app.rollup ORDER BY 1, 2") == [("", 366), ("", 370), ("a1", 364)]


def test_how_often_a_person_was_called_is_known_for_sixty_days_whatever_is_destroyed(essai: Centre) -> None:
    gone, _ = essai.import_people("ESSAI", 2)
    contact = essai.value("SELECT contact_id FROM app.call_case WHERE id = %s", gone)
    for days in (59, 61):
        essai.operator.execute(
            "INSERT INTO app.reach_attempt (attempt_id, number_hmac, contact_id, campaign, at)"
            " VALUES (gen_random_uuid(), 'x', %s, 'ESSAI', now() - make_interval(days => %s))",
            (contact, days),
        )
    due(essai, gone)
    destroyed(essai)
    assert essai.rows("SELECT extract(day FROM now() - at)::integer FROM app.reach_attempt") == [(59,)]


def test_nothing_is_destroyed_without_the_code_and_what_is_is_in_the_access_log(essai: Centre) -> None:
    (case,) = essai.import_people("ESSAI", 1)
    due(essai, case)
    for wrong in ("", "essai", "AUTRE"):
        assert code_of(essai.gateway.purge, "ESSAI", wrong) == "purge.not_confirmed"
    assert code_of(essai.gateway.purge, "INCONNUE", "INCONNUE") == "campaign.unknown"
    assert essai.value("SELECT count(*) FROM app.call_case") == 1
    destroyed(essai)
    [(login, detail)] = essai.rows("SELECT login, detail FROM app.audit WHERE type = 'purge'")
    assert (login, detail) == (essai.manager.login, {"cases": 1, "people_destroyed": 1, "people_kept_as_stop": 0})


def test_the_access_log_goes_after_its_civil_years_and_leaves_no_gap(centre: Centre) -> None:
    essai = centre
    office = Office(essai)
    desk, [line] = office.leased()
    desk.push(*(desk.seal("record_opened", line, purpose="appel") for _ in range(3)))
    held = desk.gateway.reconcile(desk.device, 1)
    log = [row[0] for row in essai.rows("SELECT id FROM app.audit WHERE device = %s ORDER BY seq", desk.device)]
    years = "UPDATE app.audit SET received_at = date_trunc('year', now()) - interval '4 years' + %s::interval WHERE id = %s"
    essai.operator.execute(years, ("-1 second", log[1]))
    essai.operator.execute(years, ("0", log[0]))
    maintain(essai.operator)
    assert essai.rows("SELECT id FROM app.audit WHERE device = %s ORDER BY seq", desk.device) == [(log[0],), (log[2],)]
    assert desk.gateway.reconcile(desk.device, 1) == held
    with essai.add_auditor().connect() as connection:
        assert connection.execute("SELECT auditor.verify_chain() -> 'breaks'").fetchall() == [([],)]
    office.close()
