"""F3: the wire is cut before the centre hears: nothing is there, the same bytes are sent again, and are there once."""

from collections.abc import Callable
from functools import partial

import pytest

from cnmas_desktop.messages import KnownError
from tests.agent_desk import Office
from tests.faults.wire import wire_to
from tests.office import office

__all__ = ["office"]


CALLS = ("hello", "push", "reconcile", "renew", "check_out", "fetch", "check_in")


def test_a_call_cut_before_the_centre_hears_it_did_nothing(office: Office) -> None:
    desk, lines = office.leased(2)
    events = desk.call(lines[0], "TERM", state="done")
    desk.gateway.close()
    state = "SELECT id, epoch, state, lease_id, leased_until FROM app.call_case ORDER BY id"
    before = office.centre.rows(state)
    with wire_to(office.centre.server.info.port) as wire:
        url = f"postgresql://127.0.0.1:{wire.port}/{office.centre.database}"
        for place, call in enumerate(CALLS):
            wire.cut = ""
            gateway = office.gateway_at(url)
            desk.gateway = gateway
            calls: dict[str, Callable[[], object]] = {
                "hello": desk.hello,
                "push": partial(desk.push, *events),
                "reconcile": partial(gateway.reconcile, desk.device, 1),
                "renew": partial(gateway.renew, desk.device),
                "check_out": partial(gateway.check_out, desk.device, 1),
                "fetch": partial(gateway.fetch, [lines[0].case_id]),
                "check_in": partial(gateway.check_in, desk.device, [lines[1].case_id]),
            }
            wire.cut = "before"
            with pytest.raises(KnownError) as fault:
                calls[call]()
            assert fault.value.code == "centre.unreachable"
            assert wire.fired == place + 1
            gateway.close()
            assert office.centre.value("SELECT count(*) FROM app.event") == 0
            assert office.centre.rows(state) == before
    desk.gateway = office.gateway("one")
    assert [answer.status.value for answer in desk.push(*events)] == ["applied", "applied"]
