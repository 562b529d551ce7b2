"""Events lie by campaign and month of arrival: what is old leaves by being detached, the rest is neither read nor kept waiting."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from cnmas_desktop.central.lint import lint
from cnmas_desktop.sync.protocol import AnswerStatus, LeaseLine
from tests.agent_desk import Desk, Office
from tests.central_server import Centre
from tests.office import office

__all__ = ["office"]

LAST_MONTH = "(app.this_month() - interval '1 month')::date"


def partitions(centre: Centre) -> dict[str, int]:
    """Of each partition that holds events, how many; `rooms` names the others too."""
    with centre.admin() as admin:
        return dict(
            admin.execute("SELECT c.relname::text, count(*) FROM app.event e JOIN pg_class c ON c.oid = e.tableoid GROUP BY 1").fetchall()
        )


def rooms(centre: Centre) -> set[str]:
    return {name for (name,) in centre.rows("SELECT relname::text FROM pg_partition_tree('app.event') JOIN pg_class ON oid = relid")}


def month(centre: Centre) -> str:
    found: str = centre.value("SELECT to_char(app.this_month(), 'YYYYMM')")
    return found


def worked(office: Office, campaign: str, number: int) -> tuple[Desk, list[LeaseLine]]:
    """A desk that made a call to each of `number` cases of the campaign, all finished."""
    office.centre.import_people(campaign, number, start=office.centre.value("SELECT count(*) FROM app.call_case"))
    desk = office.desk()
    lines = list(desk.gateway.check_out(desk.device, number))
    assert {line.campaign for line in lines} == {campaign}
    for line in lines:
        desk.push(*desk.call(line, "REF_D", state="done"))
    return desk, lines


def retire(centre: Centre, campaign: str) -> None:
    """Closed, and all its cases due."""
    centre.gateway.close_campaign(campaign)
    centre.operator.execute("UPDATE app.call_case SET purge_at = now() - interval '1 day' WHERE campaign = %s", (campaign,))


def test_a_campaign_has_its_partitions_before_its_first_event_and_they_keep_every_promise(
    office: Office,
) -> None:
    worked(office, "ESSAI", 1)
    centre, this = office.centre, month(office.centre)
    assert rooms(centre) == {
        "event", "event_none", "event_elsewhere", "event_of_essai", "event_rest_essai", f"event_m{this}_essai"
    }  # fmt: skip
    assert partitions(centre) == {f"event_m{this}_essai": 2}
    assert lint(centre.operator) == []
    assert centre.rows(f"SELECT count(*) FROM app.event_m{this}_essai") == [(0,)], "by itself it shows nothing, even to the operator"
    centre.operator.execute("SELECT app.make_rooms()")
    centre.operator.execute("SELECT app.make_rooms()")
    assert len(rooms(centre)) == 7, "and one for the month to come"
    assert lint(centre.operator) == []


@pytest.mark.both_servers
def test_an_old_campaign_detaches_at_once_while_others_are_pushed_to(office: Office) -> None:
    centre = office.centre
    centre.plain_campaign("VIEILLE")
    desk, old = worked(office, "VIEILLE", 2)
    working, (line,) = worked(office, "ESSAI", 1)
    known, late = (desk.seal("note_written", one, codes=[], text="essai") for one in old)
    desk.push(known)
    held = desk.gateway.reconcile(desk.device, 1)
    retire(centre, "VIEILLE")
    rows = "SELECT id, ctid::text, xmin::text FROM app.event WHERE campaign <> 'VIEILLE' ORDER BY id"
    before = centre.rows(rows)

    with ThreadPoolExecutor(1) as other:
        notes = [working.seal("note_written", line, codes=[], text="essai") for _ in range(20)]
        answers = other.map(lambda note: working.push(note)[0].status, notes)
        assert {one.kind: one.n for one in centre.gateway.purge("VIEILLE", "VIEILLE")} == {
            "cases": 2,
            "people_destroyed": 2,
        }
        assert list(answers) == [AnswerStatus.APPLIED] * 20
    assert [row for row in centre.rows(rows) if row in before] == before, "no row of others was written"
    assert not {name for name in rooms(centre) if "vieille" in name}

    assert desk.gateway.reconcile(desk.device, 1) == held, "what a workstation sent still counts"
    assert desk.push(known)[0].status is AnswerStatus.DUPLICATE
    assert [(one.status, one.reason) for one in desk.push(late)] == [(AnswerStatus.QUARANTINED, "not_held")]
    auditor = centre.add_auditor()
    with auditor.connect() as connection:
        assert connection.execute("SELECT auditor.verify_chain() -> 'breaks'").fetchall() == [([],)]


def test_of_a_campaign_that_goes_on_an_old_month_detaches(office: Office) -> None:
    centre, this = office.centre, month(office.centre)
    centre.operator.execute(f"SELECT app.make_room('ESSAI', {LAST_MONTH})".encode())
    with centre.admin() as admin:  # the first of the two arrived a month ago
        admin.execute(f"ALTER TABLE app.call_case ALTER cohort SET DEFAULT {LAST_MONTH}".encode())
        worked(office, "ESSAI", 1)
        admin.execute("UPDATE app.call_case SET purge_at = now() - interval '1 day'")
        admin.execute("ALTER TABLE app.call_case ALTER cohort SET DEFAULT app.this_month()")
    worked(office, "ESSAI", 1)
    assert sorted(partitions(centre).values()) == [2, 2]
    assert {one.kind: one.n for one in centre.gateway.purge("ESSAI", "ESSAI")} == {
        "cases": 1,
        "people_destroyed": 1,
    }
    assert partitions(centre) == {f"event_m{this}_essai": 2}
    assert "event_rest_essai" in rooms(centre)
    assert centre.value("SELECT count(*) FROM app.event WHERE text = ''") == 0


def test_where_somebody_reads_them_the_events_are_emptied_one_by_one(office: Office) -> None:
    centre = office.centre
    worked(office, "ESSAI", 1)
    retire(centre, "ESSAI")
    with centre.admin() as reader, reader.transaction():
        reader.execute("SELECT count(*) FROM app.event")
        centre.gateway.purge("ESSAI", "ESSAI")
    assert centre.rows("SELECT DISTINCT text, case_id, lease_id FROM app.event") == [("", None, None)]


def test_events_of_a_campaign_without_a_partition_are_taken_and_move_into_one(office: Office) -> None:
    desk, (line,) = office.leased()
    centre, this = office.centre, month(office.centre)
    with centre.admin() as admin:
        admin.execute("DROP TABLE app.event_of_essai")
    desk.push(*desk.call(line))
    assert partitions(centre) == {"event_elsewhere": 2}
    centre.operator.execute(f"SELECT app.make_room('ESSAI', {LAST_MONTH})".encode())
    assert partitions(centre) == {"event_rest_essai": 2}
    centre.operator.execute("SELECT app.make_rooms()")
    assert partitions(centre) == {f"event_m{this}_essai": 2}
    desk.push(*desk.call(line, "REF_D", state="done"))
    assert (partitions(centre), office.case(line)) == ({f"event_m{this}_essai": 4}, "done")


def test_one_id_is_one_fact_in_all_campaigns(office: Office) -> None:
    office.centre.plain_campaign("AUTRE")
    desk, (here,) = worked(office, "ESSAI", 1)
    (there,) = worked(office, "AUTRE", 1)[1]
    first = desk.seal("note_written", here, codes=[], text="ici")
    other = desk.seal("note_written", there, codes=[], text="ailleurs")
    forged = other.text.replace(str(other.id), str(first.id))
    assert forged != other.text
    desk.push(first)
    (answer,) = desk.gateway.push(desk.device, [forged])
    assert (answer.status, answer.reason) == (AnswerStatus.CONFLICT, "same_id_other_content")
    assert office.centre.rows("SELECT text FROM app.event WHERE id = %s", first.id) == [(first.text,)]
    assert office.centre.rows("SELECT text FROM app.quarantine") == [(forged,)], "nothing is swallowed"


def test_what_a_second_desk_told_under_a_lease_is_not_overtaken_by_what_the_first_tells_later(
    office: Office,
) -> None:
    desk, (line,) = office.leased()
    second = office.desk()
    second.seq = 50
    second.push(*second.call(line, "REF_D", state="done"))
    assert office.case(line, "state, amended") == ("done", True)
    desk.push(*desk.call(line, "NRP"))
    assert office.case(line, "state, disposition") == ("done", "REF_D")
