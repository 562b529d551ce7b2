"""The network comes back: 500 agents send 100 results each at the same moment."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
import time
from typing import Any

from cnmas_desktop.domain.events import Event
from cnmas_desktop.sync.protocol import AnswerStatus, LeaseLine
from tests.agent_desk import Desk
from tests.benchmarks import centre as scene
from tests.benchmarks.limits import postgres
from tests.benchmarks.measure import Aim, Book, percentile
from tests.central_server import Centre

AT_ONCE = 16
"""Connections that send at the same time: two cores serve no more, the others wait in their accept queue."""


def measure(book: Book) -> None:
    agents, results = book.size(500, 3), book.size(100, 10)
    cases = 4
    with scene.server(connections=agents + 50) as running:
        centre = scene.found(running)
        scene.add_cases(centre, 1, agents * cases)
        desks = [scene.agent(centre) for _ in range(agents)]
        held = [desk.gateway.check_out(desk.device, cases) for desk in desks]
        bare = [scene.bare(centre)] + [centre.admin() for _ in range(min(AT_ONCE, agents) - 1)]
        waits: list[float] = []

        def limit() -> float:
            batches = [[event.text for event in _results(desk, lines, results)] for desk, lines in zip(desks, held, strict=True)]
            for desk in desks:  # these texts are the limit's own: they leave no trace in the device's sequence
                desk.seq, desk.prev = desk.seq - results, ""
            bare[0].execute("TRUNCATE bare.event")
            queues = [batches[place :: len(bare)] for place in range(len(bare))]

            def send(place: int) -> None:
                for number, batch in enumerate(queues[place]):
                    postgres.take_batch(bare[place], batch, (place * agents + number) * results)

            return agents * results / _together(send, len(bare))

        def ours() -> float:
            batches = [_results(desk, lines, results) for desk, lines in zip(desks, held, strict=True)]
            before = centre.value("SELECT count(*) FROM app.event")
            senders = min(AT_ONCE, agents)

            def send(place: int) -> None:
                for desk, batch in list(zip(desks, batches, strict=True))[place::senders]:
                    began = time.perf_counter()
                    answers = desk.push(*batch)
                    waits.append((time.perf_counter() - began) * 1000)
                    assert all(answer.status is AnswerStatus.APPLIED for answer in answers)

            rate = agents * results / _together(send, senders)
            _exactly_once(centre, before, batches)
            return rate

        limits, rates = book.alternate(limit, ours)
        book.add("storm.rate", "rows/s", Aim("≥ 25,000 rows/s, each exactly once", at_least=25_000), limits, rates)
        book.add("storm.batch_p95", "ms", Aim("≤ 200 ms", at_most=200), [200.0], [percentile(waits, 0.95)])
        book.keep("storm.batch", waits)
        for connection in bare:
            connection.close()
        scene.close(centre, desks)


def _results(desk: Desk, lines: Sequence[LeaseLine], number: int) -> list[Event]:
    """`number` results about the cases held, in the device's sequence."""
    body: dict[str, Any] = {"attempt": str(desk.device), "type": "autre", "text": "Voudrait être rappelé."}
    return [desk.seal("request_made", lines[place % len(lines)], **body) for place in range(number)]


def _together(send: Callable[[int], None], senders: int) -> float:
    """Seconds from the moment when all begin until the last is done."""
    gate = Barrier(senders + 1)

    def begin(place: int) -> None:
        gate.wait()
        send(place)

    with ThreadPoolExecutor(senders) as pool:
        sent = [pool.submit(begin, place) for place in range(senders)]
        gate.wait()
        began = time.perf_counter()
        for one in sent:
            one.result()
        return time.perf_counter() - began


def _exactly_once(centre: Centre, before: int, batches: Sequence[Sequence[Event]]) -> None:
    ids = [event.id for batch in batches for event in batch]
    assert centre.value("SELECT count(*) FROM app.event") == before + len(ids)
    assert centre.value("SELECT count(*) FROM app.event WHERE id = ANY (%s)", ids) == len(ids)
