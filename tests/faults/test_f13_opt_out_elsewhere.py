"""F13: a refusal to be called, recorded elsewhere while an agent is offline: no redial ever, whatever the order things come in."""

from datetime import UTC, datetime
from itertools import permutations

import pytest

from cnmas_desktop.central.manager_rows import ImportRow
from tests.agent_desk import Office
from tests.central_server import Centre, invented_row
from tests.office import office

__all__ = ["office"]

ORDERS = [order for order in permutations(("opt_out", "call", "sync_a", "sync_b")) if order.index("opt_out") < order.index("sync_a")
          and order.index("call") < order.index("sync_b")]  # fmt: skip


@pytest.mark.parametrize("order", ORDERS, ids="-".join)
def test_every_order_of_opt_out_call_and_syncs(office: Office, order: tuple[str, ...]) -> None:
    """A holds one case of the person, B (a release in between) another of the same person in another campaign."""
    centre = office.centre
    centre.plain_campaign("AUTRE")

    def person(index: int) -> ImportRow:
        return invented_row(index, person_key="la même")

    centre.import_people("ESSAI", 1, make=person)
    a = office.desk("a")
    (of_a,) = a.gateway.check_out(a.device, 1)
    centre.operator.execute("SELECT app.end_leases(ARRAY[%s::uuid], 'released')", (of_a.case_id,))
    centre.operator.execute("UPDATE app.call_case SET assigned_to = %s", (office.person("nobody").login,))
    centre.import_people("AUTRE", 1, start=9, make=person)
    b = office.desk("b")
    (of_b,) = b.gateway.check_out(b.device, 1)
    made: dict[str, list[object]] = {}
    seen = []
    for step in order:
        if step == "opt_out":
            made["a"] = [a.seal("authorisation_withdrawn", of_a, channel="phone")]
        elif step == "call":
            made["b"] = list(b.call(of_b, "NRP"))
        else:
            desk = a if step == "sync_a" else b
            desk.push(*made[step[-1]])  # type: ignore[arg-type]
            seen.append(desk.gateway.renew(desk.device))
    renewed = [line for line in b.gateway.renew(b.device) if line.withdrawn is None]
    assert renewed == []
    assert {state for (state,) in centre.rows("SELECT state FROM app.call_case")} == {"blocked"}
    for desk in (a, b, office.desk("c")):
        assert desk.gateway.check_out(desk.device, 10) == ()
    after = [reason for (reason,) in centre.rows("SELECT reason FROM app.event WHERE device = %s ORDER BY seq", b.device)]
    late = order.index("sync_a") < order.index("sync_b") and order.index("opt_out") < order.index("call")
    assert after == (["after_opt_out"] * 2 if late else [None, None])


def test_no_later_outcome_masks_an_opt_out(office: Office) -> None:
    desk, (line,) = office.leased()
    desk.push(desk.seal("authorisation_withdrawn", line, channel="phone"))
    for disposition, state in (("NRP", "retry"), ("RDV", "callback"), ("TERM", "done"), ("ABAN", "interrupted")):
        desk.push(*desk.call(line, disposition, state=state))
        assert office.case(line) in ("blocked", "done")
        assert office.centre.value("SELECT do_not_call_at IS NOT NULL FROM app.contact") is True


def test_the_call_in_which_it_was_said_is_not_after_it(office: Office) -> None:
    desk, (line,) = office.leased()
    events = desk.call(line, "OPTOUT", state="blocked", middle=[("authorisation_withdrawn", {"channel": "phone"})])
    assert [answer.reason for answer in desk.push(*events)] == [None, None, None]
    assert [answer.reason for answer in desk.push(*desk.call(line, "NRP"))] == ["after_opt_out"] * 2
    assert [answer.reason for answer in desk.push(*desk.call(line, "TERM", state="done", incoming=True))] == [None, None]


def test_calls_outside_the_hours_are_flagged(centre: Centre) -> None:
    office = Office(centre, rule="public_service")
    desk, (line,) = office.leased()
    monday = datetime(2026, 11, 23, tzinfo=UTC)
    expected = {9: None, 12: "outside_hours", 13: None, 19: "outside_hours", 3: "outside_hours"}
    for hour, reason in expected.items():
        desk.clock.ahead = monday.replace(hour=hour) - datetime.now(UTC)
        started = desk.call(line, "NRP")[0]
        assert (hour, desk.push(started)[0].reason) == (hour, reason)
    office.close()
