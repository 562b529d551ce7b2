"""F5: the same batch sixteen times at once: each event once, every other answer a duplicate, nothing swallowed."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from tests.agent_desk import Office
from tests.office import office

__all__ = ["office"]

CONNECTIONS = 16


def test_sixteen_connections_push_the_same_hundred_events(office: Office) -> None:
    desk, lines = office.leased(50)
    events = [event for line in lines for event in desk.call(line, "NRP")]
    office.centre.operator.execute(f"ALTER ROLE {office.person('one').role} CONNECTION LIMIT {CONNECTIONS + 1}".encode())
    gateways = [office.gateway("one") for _ in range(CONNECTIONS)]
    texts = [event.text for event in events]

    def push(place: int) -> Counter[str]:
        turned = texts[place:] + texts[:place]
        return Counter(answer.status.value for answer in gateways[place].push(desk.device, turned))

    with ThreadPoolExecutor(CONNECTIONS) as pool:
        counted = sum(pool.map(push, range(CONNECTIONS)), Counter())
    assert counted == {"applied": 100, "duplicate": 1500}
    assert office.centre.value("SELECT count(*) FROM app.event") == 100
    assert dict(office.centre.rows("SELECT measure, sum(n)::int FROM app.rollup WHERE measure = 'attempts' GROUP BY 1")) == {"attempts": 50}


def test_two_desks_of_one_agent_push_the_same_events(office: Office) -> None:
    """A copied profile, or a sealed journal forwarded from elsewhere."""
    desk, lines = office.leased(10)
    events = [event for line in lines for event in desk.call(line, "NRP")]
    other = office.desk("one")
    with ThreadPoolExecutor(2) as pool:
        answers = [*pool.map(lambda one: one.gateway.push(one.device, [event.text for event in events]), (desk, other))]
    statuses = Counter(answer.status.value for batch in answers for answer in batch)
    assert statuses == {"applied": 20, "duplicate": 20}


def test_agents_who_touch_each_others_cases_never_lock_up(office: Office) -> None:
    """Late results of handed-over cases, in opposite orders, while the new holders push and renew."""
    one, lines = office.leased(20)
    late = [event for line in lines for event in one.call(line, "NRP")]
    office.centre.operator.execute(
        "SELECT app.end_leases(ARRAY(SELECT id FROM app.call_case), 'released')",
    )
    two = office.desk("two")
    own = [event for line in two.gateway.check_out(two.device, 20) for event in two.call(line, "NRP")]
    with ThreadPoolExecutor(3) as pool:
        first = pool.submit(lambda: [one.push(*late[start : start + 8]) for start in range(0, len(late), 8)])
        second = pool.submit(lambda: [two.push(*own[::-1][start : start + 8]) for start in range(0, len(own), 8)])
        first.result()
        second.result()
        assert len(two.gateway.renew(two.device)) <= 20
    assert office.centre.value("SELECT count(*) FROM app.event") == len(late) + len(own)
