"""F4: the centre did it and its answer is lost: sent again it is a duplicate, and everything is there once."""

import pytest

from cnmas_desktop.central.agent_gateway import AgentGateway
from cnmas_desktop.messages import KnownError
from tests.agent_desk import Desk, Office
from tests.faults.wire import Wire, wire_to
from tests.office import office

__all__ = ["office"]


def through(office: Office, desk: Desk, wire: Wire) -> AgentGateway:
    desk.gateway.close()
    url = f"postgresql://127.0.0.1:{wire.port}/{office.centre.database}"
    gateway = office.gateway_at(url)
    desk.gateway = gateway
    return gateway


def test_a_push_without_an_answer_is_a_duplicate_the_next_time(office: Office) -> None:
    desk, (line,) = office.leased()
    events = desk.call(line, "TERM", state="done")
    with wire_to(office.centre.server.info.port) as wire:
        through(office, desk, wire)
        wire.cut = "after"
        with pytest.raises(KnownError) as fault:
            desk.push(*events)
        assert fault.value.code == "centre.unreachable"
        assert wire.fired == 1
    desk.gateway = office.gateway("one")
    assert [answer.status.value for answer in desk.push(*events)] == ["duplicate", "duplicate"]
    assert office.centre.value("SELECT count(*) FROM app.event") == 2
    assert dict(office.centre.rows("SELECT measure, n FROM app.rollup"))["attempts"] == 1
    assert desk.gateway.reconcile(desk.device, 1).count == 2


def test_cases_taken_without_an_answer_are_in_the_next_full_set(office: Office) -> None:
    """A lease whose answer was lost is not lost: renew returns the full set, and nothing is leased twice."""
    desk, (line,) = office.leased()
    office.centre.import_people("ESSAI", 1, start=50)
    with wire_to(office.centre.server.info.port) as wire:
        gateway = through(office, desk, wire)
        wire.cut = "after"
        with pytest.raises(KnownError):
            gateway.check_out(desk.device, 1)
    desk.gateway = office.gateway("one")
    held = desk.gateway.renew(desk.device)
    assert len(held) == 2
    assert line.case_id in {one.case_id for one in held}


def test_a_withdrawal_without_an_answer_leaves_the_full_set_without_the_case(office: Office) -> None:
    desk, lines = office.leased(2)
    office.centre.operator.execute("UPDATE app.call_case SET withdrawn = 'released' WHERE id = %s", (lines[0].case_id,))
    with wire_to(office.centre.server.info.port) as wire:
        gateway = through(office, desk, wire)
        wire.cut = "after"
        with pytest.raises(KnownError):
            gateway.renew(desk.device)
    desk.gateway = office.gateway("one")
    assert [one.case_id for one in desk.gateway.renew(desk.device)] == [lines[1].case_id]
