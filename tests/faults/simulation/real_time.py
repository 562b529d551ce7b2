"""A sample of `liveness` in real time: real workstations, stores, pauses and deadlines, at a real centre behind a wire that fails."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from threading import Event, Timer
import time

from cnmas_desktop.services.sessions import AgentSession
from tests.central_server import CentralServer
from tests.faults.simulation.liveness import MOST_SECONDS, Liveness
from tests.faults.wire import Wire, wire_to
from tests.faults.workplace import Workplace, call, times_at, waiting

WAYS = ("before", "after", "stall", "swallow", "drip")
LONGEST_PARTITION = 30.0
HELD = 4


def partitions(server: CentralServer, cycles: int) -> Liveness:
    """So many partitions of each of `WAYS`, one workstation a way, side by side."""
    centre = server.clone()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="cnmas-partitions-")))
        place = stack.enter_context(Workplace(centre, folder, cases=len(WAYS) * (cycles + HELD)))
        centre.operator.execute("UPDATE app.centre SET policy = policy || jsonb_build_object('lease_size', %s::integer)", (HELD,))
        wires = [stack.enter_context(wire_to(server.info.port)) for _ in WAYS]
        sessions = [place.sign_in(centre.add_agent().login, url=f"postgresql://127.0.0.1:{wire.port}/{centre.database}") for wire in wires]

        def through(way: str, wire: Wire, session: AgentSession) -> list[float]:
            return [_recovery(place, wire, way, session, Random(f"{way} {cycle}")) for cycle in range(cycles)]

        pool = stack.enter_context(ThreadPoolExecutor(len(WAYS)))
        took = [seconds for back in pool.map(through, WAYS, wires, sessions) for seconds in back]
    centre.close()
    return Liveness(len(took), sum(one > MOST_SECONDS for one in took), max(took))


def _recovery(place: Workplace, wire: Wire, way: str, session: AgentSession, random: Random) -> float:
    """Seconds from the heal to the end of the next sync; what was saved meanwhile is then at the centre, once."""
    assert session.syncer.run() is not None, session.syncer.state
    made = call(session, place.world)
    fired, lasts = wire.fired, LONGEST_PARTITION * random.random()
    heals_at = time.monotonic() + lasts
    wire.cut = way
    healer = Timer(lasts, wire.heal)
    healer.start()
    while session.syncer.run() is None:
        Event().wait(session.syncer.wait())
    back = time.monotonic()
    healer.join()
    assert wire.fired > fired, "the partition cut nothing"
    assert waiting(session) == []
    assert times_at(place.centre, made) == [1] * len(made)
    return back - heals_at
