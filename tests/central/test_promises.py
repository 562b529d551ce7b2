"""Promises at the centre: back to the one who made them, on to the team when late, never to two agents at once."""

from datetime import UTC, datetime, timedelta
from itertools import product
from uuid import UUID

import pytest

from cnmas_desktop.domain import promises
from cnmas_desktop.sync.protocol import LeaseLine
from tests.agent_desk import Desk, Office, instant
from tests.office import office

__all__ = ["office"]

MINUTE = timedelta(minutes=1)


def held(desk: Desk) -> dict[UUID, str | None]:
    """What the desk holds after a sync: case -> why it is withdrawn."""
    desk.hello()
    return {line.case_id: line.withdrawn for line in desk.gateway.renew(desk.device)}


def promised(office: Office, minutes: int, name: str = "one") -> tuple[Desk, LeaseLine]:
    """`name` promised to call in so many minutes (negative: that moment is past), and holds the case."""
    desk, (line,) = office.leased(name=name)
    at = datetime.now(UTC) + minutes * MINUTE
    desk.push(desk.seal("callback_set", line, kind="firm", at=instant(at), zone="Europe/Paris", **{"with": "person"}))
    return desk, line


def unheard(office: Office, desk: Desk, minutes: int) -> None:
    office.centre.operator.execute("UPDATE app.device SET last_contact_at = now() - %s WHERE id = %s", (minutes * MINUTE, desk.device))


def give_back(office: Office, line: LeaseLine) -> None:
    """The lease has ended, as after a night."""
    office.centre.value("SELECT app.end_leases(ARRAY[%s], 'expired')", line.case_id)


@pytest.mark.both_servers
def test_a_promise_beyond_the_lease_comes_back_to_the_one_who_made_it(office: Office) -> None:
    desk, line = promised(office, 60 * 24 * 30)
    assert office.case(line, "leased_by") is None
    colleague = office.desk("two")
    office.centre.operator.execute(
        "UPDATE app.call_case SET callable_from = now() + '1 hour', callback = callback || jsonb_build_object('at', now() + '1 hour')"
    )
    assert colleague.gateway.check_out(colleague.device, 5) == ()
    assert held(colleague) == {}
    assert held(desk) == {line.case_id: None}
    (payload,) = desk.gateway.fetch([line.case_id])
    assert payload.callback is not None
    assert (payload.callback.kind, payload.callback.missed) == ("firm", 0)


@pytest.mark.parametrize(
    ("minutes", "owner_unheard", "taken"),
    [(-4, 0, False), (-6, 0, True), (-1, 20, True), (4, 20, True), (6, 20, False)],
)
def test_whom_a_free_promise_waits_for(office: Office, minutes: int, owner_unheard: int, taken: bool) -> None:
    """Five minutes past the moment for an owner who is there; no longer than the moment for one who is not."""
    desk, line = promised(office, minutes)
    give_back(office, line)
    unheard(office, desk, owner_unheard)
    colleague = office.desk("two")
    assert (line.case_id in held(colleague)) is taken


def test_a_desk_unheard_loses_its_promise_once_its_call_must_be_over(office: Office) -> None:
    desk, line = promised(office, -66)
    colleague = office.desk("two")
    unheard(office, desk, 64)
    assert held(colleague) == {}
    unheard(office, desk, 66)
    assert held(colleague) == {line.case_id: None}
    assert office.case(line, "leased_by, epoch") == (office.person("two").login, 2)
    assert office.centre.rows("SELECT epoch, end_reason FROM app.lease ORDER BY 1") == [(1, "passed_on"), (2, None)]
    late = desk.push(*desk.call(line, "NRP"))
    assert {(one.status.value, one.reason) for one in late} == {("flagged", "stale_lease")}


def test_an_owner_who_is_there_but_busy_is_told_first_and_loses_it_at_the_next_contact(office: Office) -> None:
    desk, line = promised(office, -16)
    assert held(desk) == {line.case_id: None}, "nobody else is there: it stays"
    colleague = office.desk("two")
    assert held(desk) == {line.case_id: "passed_on"}
    assert held(colleague) == {}, "still leased until the next contact"
    assert held(desk) == {}
    assert held(colleague) == {line.case_id: None}
    assert office.centre.rows("SELECT epoch, end_reason FROM app.lease ORDER BY 1") == [(1, "passed_on"), (2, None)]


def test_a_call_begun_between_the_two_contacts_keeps_the_promise(office: Office) -> None:
    desk, line = promised(office, -16)
    colleague = office.desk("two")
    assert held(desk) == {line.case_id: "passed_on"}
    started = desk.call(line, "NRP")[0]
    desk.push(started)
    assert held(desk) == {line.case_id: None}
    assert held(colleague) == {}


def test_an_owner_keeps_it_as_long_as_the_campaign_says_or_nobody_else_is_there(office: Office) -> None:
    desk, line = promised(office, -16)
    colleague = office.desk("two")
    unheard(office, colleague, 6)
    assert held(desk) == {line.case_id: None}, "whoever was heard six minutes ago may have gone"
    unheard(office, colleague, 0)
    office.centre.operator.execute("UPDATE app.campaign SET callback_team_minutes = 30")
    assert held(desk) == {line.case_id: None}
    office.centre.operator.execute("UPDATE app.campaign SET callback_team_minutes = 5")
    assert held(desk) == {line.case_id: "passed_on"}


def test_promises_fill_a_desk_to_its_limit_and_no_further(office: Office) -> None:
    desk, lines = office.leased(2)
    at = instant(datetime.now(UTC) + 2 * MINUTE)
    desk.push(*(desk.seal("callback_set", line, kind="firm", at=at, zone="Europe/Paris", **{"with": "person"}) for line in lines))
    for line in lines:
        give_back(office, line)
    office.centre.operator.execute("UPDATE app.centre SET policy = policy || '{\"lease_cap\": 1}'")
    assert len(held(desk)) == 1


@pytest.mark.parametrize("state", ["on_call", "pause"])
def test_busy_hands_take_no_promise_of_the_team(office: Office, state: str) -> None:
    desk, line = promised(office, -6)
    give_back(office, line)
    colleague = office.desk("two")
    colleague.hello()
    office.centre.operator.execute("UPDATE app.device SET work_state = %s WHERE id = %s", (state, colleague.device))
    assert colleague.gateway.renew(colleague.device) == ()
    assert held(desk) == {line.case_id: None}


def test_each_campaign_says_how_long_a_promise_waits_for_the_one_who_made_it(office: Office) -> None:
    desk, line = promised(office, -20)
    give_back(office, line)
    unheard(office, desk, 0)
    office.centre.operator.execute("UPDATE app.campaign SET callback_team_minutes = 30")
    colleague = office.desk("two")
    assert line.case_id not in held(colleague)
    office.centre.operator.execute("UPDATE app.campaign SET callback_team_minutes = 0")
    assert line.case_id in held(colleague)


def test_free_hands_take_one_late_promise_at_a_time(office: Office) -> None:
    lines = [promised(office, -6, name)[1] for name in ("one", "two", "three")]
    for line in lines:
        give_back(office, line)
    colleague = office.desk("four")
    assert len(held(colleague)) == 1
    assert len(held(colleague)) == 1


def test_the_centre_and_the_workstation_count_the_same_minutes(office: Office) -> None:
    now = office.centre.value("SELECT now()")
    for late, silence in product((0, 14, 64, 66, 600), (0, 14, 64, 66, 600)):
        at, contact = now - late * MINUTE, now - silence * MINUTE
        said = office.centre.value("SELECT app.promise_passed_on(%s, %s)", at, contact)
        assert said is promises.passed_on(at, now, contact), (late, silence)
    desk, line = promised(office, 0)
    owner = office.person("one").login
    for minutes, silence in product((-6, -4, 3, 6), (0, 14, 16)):
        unheard(office, desk, silence)
        callback = f'{{"kind": "firm", "at": "{instant(datetime.now(UTC) - minutes * MINUTE)}"}}'
        said = office.centre.value("SELECT app.promise_reserved(%s::jsonb, %s, 'autre', 'ESSAI')", callback, owner)
        at = datetime.now(UTC) - minutes * MINUTE
        assert said is promises.reserved(at, datetime.now(UTC), datetime.now(UTC) - silence * MINUTE), (minutes, silence)
    assert office.case(line) == "callback"
