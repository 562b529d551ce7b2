"""A workstation is withdrawn: it may send, is given nothing, and its cases come back at its next contact, at once, or when their leases end."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from cnmas_desktop.central import devices
from cnmas_desktop.messages import KnownError
from cnmas_desktop.sync.protocol import AnswerStatus, DeviceStatus, HelloRequest
from tests.agent_desk import Office
from tests.office import office

__all__ = ["office"]


def free(office: Office) -> int:
    return int(office.centre.value("SELECT count(*) FROM app.call_case WHERE lease_id IS NULL"))


@pytest.mark.both_servers
def test_a_withdrawn_workstation_sends_and_is_given_nothing(office: Office) -> None:
    desk, (first, second) = office.leased(2)
    call = desk.call(first, "TERM", state="done")
    gone = devices.withdraw(office.centre.operator, desk.device)
    assert (gone.free, gone.held, gone.until) == (0, 2, first.until)
    (line,) = devices.workstations(office.centre.operator, gone.login)
    assert (line.id, line.held, line.told) == (desk.device, 2, False)
    assert desk.hello().device_status is DeviceStatus.ERASE
    assert {answer.status for answer in desk.push(*call)} == {AnswerStatus.APPLIED}
    assert desk.gateway.renew(desk.device) == ()
    assert free(office) == 2
    with pytest.raises(KnownError, match="autorise"):
        desk.gateway.check_out(desk.device, 1)
    with pytest.raises(KnownError, match="autorise"):
        desk.gateway.renew(uuid4())
    assert desk.gateway.fetch([second.case_id]) == ()
    (line,) = devices.workstations(office.centre.operator, gone.login)
    assert (line.held, line.told) == (0, True)


def test_at_once_a_late_result_is_flagged_and_the_person_works_on_elsewhere(office: Office) -> None:
    lost, lines = office.leased(2)
    call = lost.call(lines[0], "TERM", state="done")
    gone = devices.withdraw(office.centre.operator, lost.device, at_once=True)
    assert (gone.free, gone.held, free(office)) == (2, 0, 2)
    assert devices.withdraw(office.centre.operator, lost.device, at_once=True).free == 0
    new = office.desk()
    assert {line.case_id for line in new.gateway.check_out(new.device, 2)} == {line.case_id for line in lines}
    answers = lost.push(*call)
    assert {answer.reason for answer in answers if answer.status is not AnswerStatus.APPLIED} == {"stale_lease"}


def test_a_withdrawal_by_mistake_is_taken_back_until_the_workstation_has_heard_of_it(office: Office) -> None:
    desk, (line, _) = office.leased(2)
    operator = office.centre.operator
    devices.withdraw(operator, desk.device)
    assert devices.allow(operator, desk.device) == devices.allow(operator, desk.device) == office.people["one"].login
    assert desk.hello().device_status is DeviceStatus.ACTIVE
    assert {answer.status for answer in desk.push(*desk.call(line, "TERM", state="done"))} == {AnswerStatus.APPLIED}
    assert len(desk.gateway.renew(desk.device)) == 1, "its cases were given up, and go"
    assert len(desk.gateway.check_out(desk.device, 1)) == 1, "and it works on"

    devices.withdraw(operator, desk.device)
    assert desk.hello().device_status is DeviceStatus.ERASE
    with pytest.raises(KnownError) as fault:
        devices.allow(operator, desk.device)
    assert fault.value.code == "device.told"


def test_what_has_come_since_waits_no_more_though_the_desk_says_nothing_until_its_next_sync(office: Office) -> None:
    desk, lines = office.leased(3)
    oldest = datetime(2026, 11, 20, 9, tzinfo=UTC)
    calls = [desk.call(line, "TERM", state="done") for line in lines]
    desk.gateway.hello(HelloRequest(desk.device, "0.1.0", 0, sum(map(len, calls)), oldest, None))
    waiting = []
    for texts in (calls[0], calls[0], calls[1] + calls[2]):  # a call; the same, whose answer was lost; two calls in one batch
        desk.push(*texts)
        waiting += office.centre.rows("SELECT reported_pending, oldest_pending_at FROM app.device")
    assert waiting == [(4, oldest), (2, oldest), (0, None)]


def test_an_unknown_workstation_is_said(office: Office) -> None:
    with pytest.raises(KnownError) as fault:
        devices.withdraw(office.centre.operator, uuid4())
    assert fault.value.code == "device.unknown"
    with pytest.raises(KnownError) as fault:
        devices.allow(office.centre.operator, uuid4())
    assert fault.value.code == "device.unknown"
    assert devices.workstations(office.centre.operator, "nobody") == []
