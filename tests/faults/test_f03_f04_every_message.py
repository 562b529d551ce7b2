"""F3 and F4 with a whole workstation: the wire is cut at each message of a sync, before the centre hears it and after it answered."""

from pathlib import Path

import pytest

from tests.central_server import Centre
from tests.faults.wire import wire_to
from tests.faults.workplace import Workplace, call, times_at, waiting


@pytest.mark.parametrize("step", [3, pytest.param(1, marks=pytest.mark.faults)])
@pytest.mark.parametrize("how", ["before", "after"])
def test_a_sync_cut_at_each_of_its_messages_loses_and_doubles_nothing(centre: Centre, tmp_path: Path, how: str, step: int) -> None:
    with wire_to(centre.server.info.port) as wire, Workplace(centre, tmp_path, cases=120) as desk:
        session = desk.sign_in(centre.add_agent().login, url=f"postgresql://127.0.0.1:{wire.port}/{centre.database}")
        made, message, cuts = call(session, desk.world), step, 0
        while True:
            fired = wire.fired
            wire.cut_at(message, how)
            came_through = session.syncer.run() is not None
            wire.heal()
            if wire.fired == fired:
                break
            assert not came_through, "a cut went unnoticed"
            cuts += 1
            message += step
            made += call(session, desk.world)
        assert came_through
        assert cuts >= 9 // step, "a sync has more messages than that"
        assert waiting(session) == []
        assert times_at(centre, made) == [1] * len(made)
