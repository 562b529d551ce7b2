"""Between a workstation and the centre: 10,000 results up, 10,000 cases down, and one outcome all the way."""

from collections.abc import Sequence
import json
from pathlib import Path
from tempfile import TemporaryDirectory
import time
from typing import Any
from uuid import UUID, uuid4

from cnmas_desktop.domain.events import CaseRef, Event, EventDraft, EventType
from cnmas_desktop.domain.world import system_world
from cnmas_desktop.local.database import Database, open_database
from cnmas_desktop.local.ledger import Ledger
from cnmas_desktop.local.replica import Replica
from cnmas_desktop.sync.courtesy import Courtesy
from cnmas_desktop.sync.engine import FETCH_CHUNK
from cnmas_desktop.sync.protocol import (
    MAX_BATCH_EVENTS,
    AnswerStatus,
    CasePayload,
    LeaseLine,
)
from cnmas_desktop.sync.pushing import Push
from tests.agent_desk import Desk, instant
from tests.benchmarks import centre as scene
from tests.benchmarks.limits import postgres, sqlcipher
from tests.benchmarks.measure import Aim, Book, chunks, percentile
from tests.local.store import KEY, hello

ANKI_SECONDS = 0.885
"""The best published peer: Anki's own sync of 10,000 reviews, measured on another day."""
EVENTS_A_SAVE = 50


class Workstation:
    """A store that holds `cases` leased cases of a real centre, its sync, and a bare store beside it for the limit."""

    def __init__(self, home: Path, desk: Desk, cases: int) -> None:
        self.desk, self.world = desk, system_world()
        desk.device, desk.seq, desk.prev = uuid4(), 0, ""  # a device of its own: the desk signed the undertaking on another
        self.database: Database = open_database(home / "store", KEY, self.world, desk.device)
        self.replica = Replica(self.database.sync, self.world, "bench")
        self.replica.record_hello(desk.hello(), 0.0)
        self.ledger = Ledger(self.database.main, self.world)
        self.leases = desk.gateway.check_out(desk.device, cases)
        assert len(self.leases) == cases
        self.payloads = self.pull(self.replica)
        self.raw = sqlcipher.connect(home / "bare.db", KEY)
        sqlcipher.make_outbox(self.raw)

    def pull(self, replica: Replica) -> list[CasePayload]:
        """All cases, as a sync brings them: fetched and staged chunk by chunk, then swapped in at once."""
        fetched: list[CasePayload] = []
        for chunk in chunks([line.case_id for line in self.leases], FETCH_CHUNK):
            payloads = self.desk.gateway.fetch(chunk)
            replica.stage(payloads)
            fetched += payloads
        assert replica.apply(self.leases, self.world.clock.now()) == len(self.leases)
        return fetched

    def draft(self, line: LeaseLine, payload: CasePayload) -> EventDraft:
        """A result of about 1 kB: a request in the person's words."""
        body = {"attempt": str(uuid4()), "type": "autre", "text": "Voudrait être rappelé par un conseiller. " * 12}
        return EventDraft(EventType.REQUEST_MADE, _ref(line), body)

    def ending(self, line: LeaseLine, payload: CasePayload) -> EventDraft:
        """The outcome of an unanswered call."""
        proposal = {"state": "retry", "class": 4, "at": instant(self.world.clock.now())}
        body = {
            "attempt": str(uuid4()), "disposition": "NRP", "phone": str(payload.phones[0].id), "step": "ringing", "seconds": 20,
            "proposal": proposal,
        }  # fmt: skip
        return EventDraft(EventType.CALL_ENDED, _ref(line), body)

    def record(self) -> list[Event]:
        """A result for each case, in the store and not sent."""
        drafts = [self.draft(line, payload) for line, payload in zip(self.leases, self.payloads, strict=True)]
        return [event for some in chunks(drafts, EVENTS_A_SAVE) for event in self.ledger.record(some)]

    def push(self) -> int:
        """Send all that waits and keep the answers, as a sync does; returns how many were applied."""
        push = Push(self.replica, self.desk.gateway, self.world, Courtesy())
        push.run(self.desk.device, self.desk.timeline or "")
        return push.answers[AnswerStatus.APPLIED]

    def close(self) -> None:
        self.raw.close()
        self.database.close()


def _ref(line: LeaseLine) -> CaseRef:
    return CaseRef(line.case_id, line.campaign, line.version, line.lease_id, line.epoch)


def measure(book: Book) -> None:
    cases = book.size(10_000, 40)
    with TemporaryDirectory(prefix="cnmas-bench-") as name, scene.server() as running:
        centre = scene.found(running)
        scene.add_cases(centre, 1, cases)
        desk = scene.agent(centre)
        station = Workstation(Path(name), desk, cases)
        bare = scene.bare(centre)
        _push(book, station, bare)
        _pull(book, Path(name), station, bare)
        _outcome(book, station, bare)
        station.close()
        bare.close()
        scene.close(centre, [desk])


def _push(book: Book, station: Workstation, bare: Any) -> None:
    texts: list[str] = []
    sent = 0

    def limit() -> float:
        nonlocal sent
        texts[:] = [event.text for event in station.record()]
        sqlcipher.fill(station.raw, texts)
        began = time.perf_counter()
        while rows := sqlcipher.waiting(station.raw, MAX_BATCH_EVENTS):
            postgres.take_batch(bare, [text for _, text in rows], sent)
            sent += len(rows)
            sqlcipher.acknowledge(station.raw, rows[0][0], rows[-1][0])
        return time.perf_counter() - began

    def ours() -> float:
        began = time.perf_counter()
        applied = station.push()
        seconds = time.perf_counter() - began
        assert applied >= len(texts), "every result must be applied"
        return seconds

    limits, owns = book.alternate(limit, ours)
    assert 900 < sum(len(text.encode()) for text in texts) / len(texts) < 1200, "results of 1 kB"
    name = f"push.{len(texts)}"
    aim = Aim("≥ 0.75 of idempotent batches", ratio_at_most=1 / 0.75)
    book.add(name, "s", aim, limits, owns)
    book.add(f"{name}.anki_published", "s", Aim("≤ 0.6× Anki, published", ratio_at_most=0.6), [ANKI_SECONDS], owns)


def _pull(book: Book, home: Path, station: Workstation, bare: Any) -> None:
    """Into an empty store each time. The limit: the same bytes out of one table, 500 at a time, into one encrypted table."""
    bodies = [(place, json.dumps(dict(one.fields) | {"pad": "x" * 600})) for place, one in enumerate(station.payloads)]
    with bare.cursor() as cursor:
        cursor.executemany("INSERT INTO bare.payload VALUES (%s, %s)", bodies)
    rounds = iter(range(100))

    def limit() -> float:
        raw = sqlcipher.connect(home / f"pull-{next(rounds)}.db", KEY)
        raw.execute("CREATE TABLE payload (id INTEGER PRIMARY KEY, body TEXT NOT NULL)")
        began = time.perf_counter()
        for start in range(0, len(bodies), MAX_BATCH_EVENTS):
            rows = bare.execute(
                "SELECT id, body::text FROM bare.payload WHERE id >= %s ORDER BY id LIMIT %s", (start, MAX_BATCH_EVENTS)
            ).fetchall()
            raw.execute("BEGIN IMMEDIATE")
            raw.executemany("INSERT INTO payload VALUES (?, ?)", rows)
            raw.execute("COMMIT")
        seconds = time.perf_counter() - began
        raw.close()
        return seconds

    def ours() -> float:
        database = open_database(home / f"pulled-{next(rounds)}", KEY, station.world, UUID(int=1))
        replica = Replica(database.sync, station.world, "bench")
        replica.record_hello(hello(), 0.0)
        began = time.perf_counter()
        station.pull(replica)
        seconds = time.perf_counter() - began
        database.close()
        return seconds

    limits, owns = book.alternate(limit, ours)
    aim = Aim(f"≤ 0.6× Anki's {ANKI_SECONDS} s for a push, published", at_most=0.6 * ANKI_SECONDS)
    book.add(f"pull.{len(bodies)}", "s", aim, limits, owns)


def _outcome(book: Book, station: Workstation, bare: Any) -> None:
    """Saved here, sent, committed there, acknowledged here; the connection is open."""
    number = book.size(150, 5)
    pairs = list(zip(station.leases, station.payloads, strict=True))[: number * book.rounds]
    limit: list[list[float]] = []
    ours: list[list[float]] = []
    sqlcipher.fill(station.raw, [])
    serial = 10_000_000
    for some in chunks(pairs, number):
        limit.append([])
        ours.append([])
        for line, payload in some:
            serial += 1
            draft = station.ending(line, payload)
            began = time.perf_counter()
            station.ledger.record([draft])
            station.push()
            ours[-1].append((time.perf_counter() - began) * 1000)
            text = json.dumps(dict(draft.body))
            began = time.perf_counter()
            sqlcipher.commit_row(station.raw, text)
            (place, kept), *_ = sqlcipher.waiting(station.raw, 1)
            postgres.take_batch(bare, [kept], serial)
            sqlcipher.acknowledge(station.raw, place, place)
            limit[-1].append((time.perf_counter() - began) * 1000)
    medians = [[percentile(one, 0.5) for one in side] for side in (limit, ours)]
    book.add("outcome.end_to_end", "ms", Aim("≤ 2× the limit", ratio_at_most=2.0), *medians)
    book.keep("outcome.ours", _flat(ours))
    book.keep("outcome.limit", _flat(limit))


def _flat(rounds: Sequence[Sequence[float]]) -> list[float]:
    return [one for some in rounds for one in some]
