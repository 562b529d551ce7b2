"""Check-out as the centre alone can show it: the order, who is passed over, the fence, and its plan."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from cnmas_desktop.central.manager_rows import ImportPhone
from cnmas_desktop.messages import KnownError
from tests.agent_desk import Office
from tests.central_server import Centre, invented_row
from tests.office import office

__all__ = ["office"]


def take(office: Office, wanted: int = 50, name: str = "taker") -> list[object]:
    desk = office.desk(name)
    return [line.case_id for line in desk.gateway.check_out(desk.device, wanted)]


@pytest.mark.both_servers
def test_the_order_of_the_queue(office: Office) -> None:
    """Assigned cases first, then by (class, callable_from, seeded_key)."""
    cases = office.centre.import_people("ESSAI", 5)
    for place, (case, queue_class, hours) in enumerate(zip(cases, (5, 4, 4, 1, 5), (0, -1, -2, 0, 0), strict=True)):
        office.centre.operator.execute(
            "UPDATE app.call_case SET queue_class = %s, callable_from = now() + %s, seeded_key = %s WHERE id = %s",
            (queue_class, timedelta(hours=hours), place, case),
        )
    mine = office.desk("taker")
    office.centre.operator.execute("UPDATE app.call_case SET assigned_to = %s WHERE id = %s", (office.person("taker").login, cases[4]))
    order = []
    while lines := mine.gateway.check_out(mine.device, 1):
        order += [line.case_id for line in lines]
    assert order == [cases[index] for index in (4, 3, 2, 1, 0)]


def test_campaigns_by_priority(office: Office) -> None:
    office.centre.plain_campaign("URGENT")
    office.centre.operator.execute("UPDATE app.campaign SET priority = 1 WHERE code = 'URGENT'")
    office.centre.import_people("ESSAI", 2)
    office.centre.import_people("URGENT", 2, start=10)
    desk = office.desk()
    assert {line.campaign for line in desk.gateway.check_out(desk.device, 2)} == {"URGENT"}
    assert {line.campaign for line in desk.gateway.check_out(desk.device, 2)} == {"ESSAI"}


@pytest.mark.parametrize(
    "obstacle",
    [
        "UPDATE app.contact SET opposed_at = now()",
        "UPDATE app.contact SET do_not_call_at = now()",
        "UPDATE app.contact SET deceased_at = now()",
        "INSERT INTO app.reach (number_hmac, wrong_at) SELECT number_hmac, now() FROM app.phone",
        "INSERT INTO app.reach (number_hmac, blocked_until) SELECT number_hmac, now() + interval '60 days' FROM app.phone",
        "UPDATE app.call_case SET callable_from = now() + interval '20 days'",
        "UPDATE app.call_case SET state = 'done'",
        "UPDATE app.call_case SET assigned_to = (SELECT login FROM app.person WHERE kind = 'manager')",
        "UPDATE app.campaign SET state = 'paused'",
        "UPDATE app.campaign SET closes_at = now() - interval '1 minute'",
        "UPDATE app.agent_authorisation SET organisme = '999'",
        "INSERT INTO app.person_lease SELECT id, 'x', gen_random_uuid() FROM app.contact",
        "INSERT INTO app.number_lease SELECT number_hmac, 'x', gen_random_uuid() FROM app.phone",
    ],
)
def test_what_may_not_be_called_is_not_leased(office: Office, obstacle: str) -> None:
    office.centre.import_people("ESSAI", 1)
    office.person("taker")
    office.centre.operator.execute(obstacle.encode())
    with suppress(KnownError):  # without any campaign left the agent is told so
        assert take(office) == []
    assert office.centre.value("SELECT count(*) FROM app.lease") == 0


def test_of_a_person_with_two_organismes_only_the_case_of_the_authorised_one_is_leased(office: Office) -> None:
    (ours,) = office.centre.import_people("ESSAI", 1)
    (theirs,) = office.centre.import_people("ESSAI", 1, start=1, organisme="021")
    office.centre.operator.execute(
        "UPDATE app.call_case SET contact_id = (SELECT contact_id FROM app.call_case WHERE id = %s) WHERE id = %s", (ours, theirs)
    )
    desk = office.desk()
    office.centre.operator.execute("UPDATE app.agent_authorisation SET organisme = '011'")
    assert [line.case_id for line in desk.gateway.check_out(desk.device, 5)] == [ours]


def test_a_second_number_keeps_a_person_callable(office: Office) -> None:
    phones = (ImportPhone("+33199000001", "Europe/Paris"), ImportPhone("+33199000002", "Europe/Paris"))
    cases = office.centre.import_people("ESSAI", 1, make=lambda index: invented_row(index, phones=phones))
    office.centre.operator.execute(
        "INSERT INTO app.reach (number_hmac, wrong_at) SELECT number_hmac, now() FROM app.phone WHERE ordinal = 201"
    )
    assert office.centre.value("SELECT count(*) FROM app.reach") == 1
    assert take(office) == cases


@pytest.mark.parametrize(("attempts", "days_ago", "leased"), [(4, 3, False), (3, 3, True), (4, 40, True)])
def test_four_attempts_in_thirty_days(centre: Centre, attempts: int, days_ago: int, leased: bool) -> None:
    office = Office(centre, rule="public_service")
    centre.import_people("ESSAI", 1)
    centre.operator.execute(
        "INSERT INTO app.reach_attempt (attempt_id, number_hmac, contact_id, campaign, at)"
        " SELECT gen_random_uuid(), number_hmac, contact_id, 'AUTRE', now() - %s FROM app.phone, generate_series(1, %s)",
        (timedelta(days=days_ago), attempts),
    )
    assert (take(office) != []) is leased
    office.close()


def test_the_lease_runs_to_the_end_of_the_next_working_day(office: Office) -> None:
    ends = {
        "2026-11-20T10:00:00Z": "2026-11-24T00:00:00+01:00",  # Friday -> Monday
        "2026-11-22T10:00:00Z": "2026-11-24T00:00:00+01:00",  # Sunday -> Monday
        "2026-12-24T10:00:00Z": "2026-12-29T00:00:00+01:00",  # Christmas is a Friday
        "2027-01-04T23:30:00Z": "2027-01-07T00:00:00+01:00",  # already the 5th in Paris
    }
    for at, end in ends.items():
        assert office.centre.value("SELECT app.lease_end(%s::timestamptz)", at) == datetime.fromisoformat(end)


def test_the_close_of_the_campaign_ends_the_lease_sooner(office: Office) -> None:
    office.centre.import_people("ESSAI", 1)
    closes_at = datetime.now(UTC).replace(microsecond=0) + timedelta(hours=2)
    office.centre.operator.execute("UPDATE app.campaign SET closes_at = %s", (closes_at,))
    desk = office.desk()
    (line,) = desk.gateway.check_out(desk.device, 1)
    assert line.until == closes_at
    assert desk.gateway.renew(desk.device)[0].until == closes_at


def test_an_expired_lease_is_free_for_another(office: Office) -> None:
    _, (line,) = office.leased()
    other = office.desk("two")
    assert other.gateway.check_out(other.device, 1) == ()
    office.centre.operator.execute("UPDATE app.call_case SET leased_until = now() - interval '1 second'")
    (again,) = other.gateway.check_out(other.device, 1)
    assert (again.case_id, again.epoch) == (line.case_id, 2)
    assert office.centre.rows("SELECT epoch, end_reason FROM app.lease ORDER BY epoch") == [(1, "expired"), (2, None)]


def test_a_shared_number_has_one_holder(office: Office) -> None:
    office.centre.import_people("ESSAI", 2, make=lambda index: invented_row(index, phones=(ImportPhone("+33199009999", "Europe/Paris"),)))
    one, two = office.desk("one"), office.desk("two")
    (first,) = one.gateway.check_out(one.device, 1)
    assert two.gateway.check_out(two.device, 2) == ()
    (second,) = one.gateway.check_out(one.device, 2)
    assert one.gateway.check_in(one.device, [first.case_id]) == 1
    assert two.gateway.check_out(two.device, 2) == ()
    assert one.gateway.check_in(one.device, [second.case_id]) == 1
    assert len(two.gateway.check_out(two.device, 2)) == 2
    assert office.centre.value("SELECT count(*) FROM app.number_lease") == 1


def test_another_device_of_the_same_agent_is_another_holder(office: Office) -> None:
    office.leased()
    assert take(office, name="one") == []


def test_an_unknown_device_is_refused(office: Office) -> None:
    desk = office.desk()
    with pytest.raises(KnownError) as refusal:
        desk.gateway.check_out(uuid4(), 1)
    assert refusal.value.code == "centre.refused"


def test_eight_agents_race_for_the_same_cases(office: Office) -> None:
    """G6: no case twice, no person and no number with two holders, whatever the interleaving."""
    households = 120
    office.centre.import_people(
        "ESSAI", 500,
        make=lambda index: invented_row(
            index, person_key=f"foyer {index % 400}", phones=(ImportPhone(f"+3319900{index % households:04d}", "Europe/Paris"),)
        ),
    )  # fmt: skip
    desks = [office.desk(f"agent{number}") for number in range(8)]

    def work(place: int) -> int:
        desk, got = desks[place], 0
        for _ in range(12):
            lines = desk.gateway.check_out(desk.device, 7)
            got += len(lines)
            if len(lines) > 3:
                desk.gateway.check_in(desk.device, [line.case_id for line in lines[:2]])
        return got

    with ThreadPoolExecutor(8) as pool:
        taken = sum(pool.map(work, range(8)))
    assert taken > 100
    rows = office.centre.rows
    assert rows("SELECT case_id, epoch FROM app.lease GROUP BY 1, 2 HAVING count(*) > 1") == []
    assert rows("SELECT contact_id FROM app.call_case WHERE lease_id IS NOT NULL GROUP BY 1 HAVING count(DISTINCT leased_by) > 1") == []
    assert rows(
        "SELECT p.number_hmac FROM app.call_case c JOIN app.phone p USING (contact_id)"
        " WHERE c.lease_id IS NOT NULL GROUP BY 1 HAVING count(DISTINCT c.leased_by) > 1"
    ) == []  # fmt: skip
    assert rows(
        "SELECT contact_id FROM app.person_lease l WHERE NOT EXISTS"
        " (SELECT FROM app.call_case c WHERE c.contact_id = l.contact_id AND c.lease_id IS NOT NULL AND c.leased_by = l.login)"
    ) == []  # fmt: skip
    live = office.centre.value("SELECT count(*) FROM app.call_case WHERE lease_id IS NOT NULL")
    assert live == office.centre.value("SELECT count(*) FROM app.lease WHERE ended_at IS NULL")


def test_the_pool_is_read_in_index_order(office: Office) -> None:
    """The cost must not grow with the queue: a range of the partial index, no sort (design section 4)."""
    office.centre.import_people("ESSAI", 3)
    office.centre.operator.execute("SET enable_seqscan = off")
    plan = office.centre.rows(
        "EXPLAIN SELECT k.id FROM app.call_case k WHERE k.campaign = 'ESSAI' AND k.queue_class = 5 AND k.callable_from < now()"
        " AND k.lease_id IS NULL AND k.assigned_to IS NULL AND k.state IN ('fresh', 'retry', 'callback', 'interrupted')"
        " AND NOT (k.quota_full AND k.state IN ('fresh', 'retry')) ORDER BY k.callable_from, k.seeded_key, k.id LIMIT 5 FOR UPDATE OF k SKIP LOCKED"
    )
    text = "\n".join(line for (line,) in plan)
    assert "call_case_pool" in text
    assert "Sort" not in text


def test_who_takes_one_case_asks_of_one_whether_it_may_be_leased(office: Office) -> None:
    """What a plan that sorts the whole pool first would break: seen at 150 ms a check-out."""
    centre = office.centre
    centre.import_people("ESSAI", 300)
    desk = office.desk()
    with centre.admin() as admin:
        admin.execute("VACUUM ANALYZE app.call_case")
        with admin.transaction(force_rollback=True):
            admin.execute("SET LOCAL track_functions = 'all'")
            admin.execute(f"SET LOCAL SESSION AUTHORIZATION {office.person('one').role}".encode())
            ((lines,),) = admin.execute("SELECT agent.check_out(%s, 1)", (desk.device,)).fetchall()
            admin.execute("RESET SESSION AUTHORIZATION")
            asked = "SELECT pg_stat_get_xact_function_calls(p.oid) FROM pg_proc p WHERE p.proname = 'may_lease'"
            assert (len(lines), admin.execute(asked).fetchall()) == (1, [(1,)])


def test_a_campaign_gives_a_desk_no_more_than_its_own_limit(office: Office) -> None:
    office.centre.import_people("ESSAI", 5)
    office.centre.operator.execute("UPDATE app.campaign SET lease_cap = 2")
    desk = office.desk()
    assert [len(desk.gateway.check_out(desk.device, 5)) for _ in range(2)] == [2, 0]
