"""F8: the network swallows everything, or gives a byte a second: noticed in time, the work goes on, and the next sync is whole."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
import socket
from threading import Event
import time

import pytest

from cnmas_desktop.central import agent_gateway, connection
from cnmas_desktop.central.agent_gateway import DEADLINE_SECONDS, PATIENCE_SECONDS
from cnmas_desktop.domain.world import system_world
from cnmas_desktop.sync.pacing import Pace
from tests.central_server import Centre
from tests.faults.wire import wire_to
from tests.faults.workplace import Workplace, call, times_at, waiting

NOTICED_WITHIN = 30


def test_silence_is_noticed_within_thirty_seconds() -> None:
    assert DEADLINE_SECONDS + PATIENCE_SECONDS <= NOTICED_WITHIN


def test_who_was_cut_off_for_a_day_is_back_within_a_minute() -> None:
    pace = Pace()
    for _ in range(2000):
        pace = pace.failed()
    random = system_world().random
    assert max(pace.wait(random) for _ in range(1000)) <= 60


def test_a_centre_that_takes_a_connection_and_says_nothing_holds_no_other_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    """The window's among them, while the sync's waits."""
    monkeypatch.setattr(connection, "PING_SECONDS", 0.4)
    waits = []
    with socket.create_server(("127.0.0.1", 0)) as silent, ThreadPoolExecutor(1) as pool:
        asked = pool.submit(connection._is_there, {"host": "127.0.0.1", "port": silent.getsockname()[1]})
        while not asked.done():
            began = time.monotonic()
            Event().wait(0.01)
            waits.append(time.monotonic() - began)
    assert asked.result() is False
    assert len(waits) > 10 and max(waits) < 0.3


@pytest.mark.parametrize("kind", ["stall", "swallow", "drip"])
def test_a_line_that_holds_the_sync_is_cut_the_work_goes_on_and_the_next_sync_is_whole(
    centre: Centre, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    # The same watchdog with less patience: thirty seconds prove no more than one.
    monkeypatch.setattr(agent_gateway, "PATIENCE_SECONDS", 0.7 - DEADLINE_SECONDS)
    with wire_to(centre.server.info.port) as wire, Workplace(centre, tmp_path) as desk:
        agent = centre.add_agent()
        session = desk.sign_in(agent.login, url=f"postgresql://127.0.0.1:{wire.port}/{centre.database}")
        made = call(session, desk.world)
        session.syncer.run()
        lined = iter(range(100))

        def fall_silent(point: str) -> None:
            if point == "push.before" and next(lined) == 0:
                wire.cut = kind

        session.syncer._world = type(desk.world)(desk.world.clock, desk.world.random, fall_silent)
        made += call(session, desk.world)
        began = time.monotonic()
        assert session.syncer.run() is None
        assert time.monotonic() - began < 5
        assert wire.fired
        assert not session.syncer.state.online and session.syncer.state.problem is None
        assert session.syncer.wait() < 60
        made += call(session, desk.world)
        assert len(waiting(session)) == 4
        wire.cut = ""
        assert session.syncer.run() is not None
        assert waiting(session) == []
        assert times_at(centre, made) == [1] * 6
