"""Check-out and disposition, two durable commits a case, for 1, 8 and 32 agents on ever longer queues; the supervisor's figures."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
import time
from typing import Any
from uuid import uuid4

from cnmas_desktop.central.supervisor_gateway import SupervisorGateway
from cnmas_desktop.sync.protocol import AnswerStatus
from tests.agent_desk import Desk, instant
from tests.benchmarks import centre as scene
from tests.benchmarks.limits import postgres
from tests.benchmarks.measure import Aim, Book, percentile
from tests.central_server import Centre

AGENTS = (1, 8, 32)
VICIDIAL = {8: 134, 32: 107}
"""Cycles a second of its hopper, published, not durable."""


class Cycles:
    """Agents that each take a case and end the call on it, for `seconds`."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.took: list[float] = []

    def run(self, agents: Sequence[Callable[[], bool]]) -> float:
        """Cycles a second of all together."""
        until = time.perf_counter() + self.seconds

        def work(cycle: Callable[[], bool]) -> int:
            done = 0
            while (began := time.perf_counter()) < until:
                assert cycle(), "the queue ran dry"
                self.took.append((time.perf_counter() - began) * 1000)
                done += 1
            return done

        began = time.perf_counter()
        with ThreadPoolExecutor(len(agents)) as pool:
            done = sum(pool.map(work, agents))
        return done / (time.perf_counter() - began)


def our_cycle(desk: Desk) -> Callable[[], bool]:
    def cycle() -> bool:
        lines = desk.gateway.check_out(desk.device, 1)
        proposal = {"state": "retry", "class": 4, "at": instant(desk.clock.now().replace(year=desk.clock.now().year + 1))}
        ended = desk.seal(
            "call_ended",
            lines[0],
            attempt=str(uuid4()),
            disposition="NRP",
            phone=str(uuid4()),
            step="ringing",
            seconds=20,
            proposal=proposal,
        )
        (answer,) = desk.push(ended)
        return answer.status is AnswerStatus.APPLIED

    return cycle


def bare_cycle(connection: Any, who: str) -> Callable[[], bool]:
    def cycle() -> bool:
        case = postgres.take_case(connection, who)
        if case is None:
            return False
        postgres.end_case(connection, case, who)
        return True

    return cycle


def measure(book: Book) -> None:
    sizes = (200, 400) if book.quick else (10_000, 100_000, 1_000_000)
    agents = AGENTS[:2] if book.quick else AGENTS
    with scene.server() as running:
        centre = scene.found(running)
        desks = [scene.agent(centre) for _ in range(agents[-1])]
        bare = [scene.bare(centre)] + [centre.admin() for _ in range(agents[-1] - 1)]
        made = 0
        first: list[float] = []
        for size in sizes:
            for number in agents:
                free = centre.value("SELECT count(*) FROM app.call_case WHERE state = 'fresh'")
                if free < 0.9 * size:  # what the cells before have worked off
                    scene.add_cases(centre, made + 1, made + size - free)
                    made += size - free
                costs = _cell(book, size, number, desks, bare)
                if number == 1:
                    first = first or costs
                    book.add(f"queue.growth_{size}", "ms", Aim("≤ 1.3× the smallest, p50 of one agent", ratio_at_most=1.3), first, costs)
        _after_many(book, desks, first)
        _figures(book, centre)
        for connection in bare:
            connection.close()
        scene.close(centre, desks)


def _cell(book: Book, size: int, number: int, desks: Sequence[Desk], bare: Sequence[Any]) -> list[float]:
    """One size of the queue and one number of agents; returns the p50 of each round."""
    limit, ours = Cycles(book.size(2, 0) or 0.1), Cycles(book.size(2, 0) or 0.1)
    medians: list[float] = []

    def own() -> float:
        ours.took.clear()
        rate = ours.run([our_cycle(desk) for desk in desks[:number]])
        medians.append(percentile(ours.took, 0.5))
        return rate

    def theirs() -> float:
        if postgres.free_cases(bare[0]) < 0.9 * size:  # in a round it works off thousands
            postgres.fill_queue(bare[0], size)
        return limit.run([bare_cycle(one, f"a{place}") for place, one in enumerate(bare[:number])])

    limits, rates = book.alternate(theirs, own)
    name = f"queue.{size}_cases.{number}_agents"
    aim = Aim("≥ 0.6 of two durable statements", ratio_at_least=0.6)
    book.add(name, "cycles/s", aim, limits, rates)
    if number in VICIDIAL and size == 1_000_000:
        book.add(f"{name}.vicidial_published", "cycles/s", Aim("≥ 5× VICIdial, published", ratio_at_least=5), [VICIDIAL[number]], rates)
    return medians


def _after_many(book: Book, desks: Sequence[Desk], first: list[float]) -> None:
    """The cost after 100,000 cycles or 100 seconds of them, dead rows and all."""
    wear, done = Cycles(book.size(100, 0) or 0.2), 0.0
    while done < 100_000 and wear.seconds > 0:
        began = time.perf_counter()
        slice_ = Cycles(min(5.0, wear.seconds))
        done += slice_.run([our_cycle(desk) for desk in desks]) * slice_.seconds
        wear.seconds -= time.perf_counter() - began
    costs = []
    for _ in range(book.rounds):
        after = Cycles(book.size(2, 0) or 0.1)
        after.run([our_cycle(desks[0])])
        costs.append(percentile(after.took, 0.5))
    name = f"queue.after_{int(done / 1000)}k_cycles"
    book.add(name, "ms", Aim("≤ 1.3× the smallest, p50 of one agent", ratio_at_most=1.3), first, costs)


def _figures(book: Book, centre: Centre) -> None:
    """What the supervisor's page asks for, on the longest queue; the limit reads one rolled-up row for each of 500 agents."""
    supervisor = centre.add_supervisor()
    gateway = SupervisorGateway(supervisor.connect())
    bare = centre.admin()
    bare.execute("CREATE TABLE bare.rollup AS SELECT n AS agent, n AS calls FROM generate_series(1, 500) n")

    def timed(work: Callable[[], object]) -> float:
        began = time.perf_counter()
        work()
        return (time.perf_counter() - began) * 1000

    limits, owns = book.alternate(
        lambda: timed(lambda: bare.execute("SELECT sum(calls), count(*) FROM bare.rollup").fetchone()), lambda: timed(gateway.queue_counts)
    )
    book.add("board.queue_counts", "ms", Aim("≤ 10 ms", at_most=10), limits, owns)
    gateway.close()
    bare.close()
