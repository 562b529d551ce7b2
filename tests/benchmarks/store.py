"""The encrypted store: a durable save beside the bare commit, and who is next among 10,000 cases."""

from collections.abc import Callable
import os
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
import time

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from cnmas_desktop.domain.world import system_world
from cnmas_desktop.local.cases import CaseShelf
from cnmas_desktop.local.database import STORE
from cnmas_desktop.local.journal_files import Segments
from cnmas_desktop.local.sealed_journal import SealedJournal
from cnmas_desktop.services.casebook import Casebook
from cnmas_desktop.services.queue import QueueReader
from tests.benchmarks import workstation
from tests.benchmarks.limits import sqlcipher
from tests.benchmarks.measure import Aim, Book, chunks, percentile
from tests.local.store import CENTRE, KEY, Desk, payload

NEXT = "SELECT case_id FROM cases WHERE open = 1 AND queue_class = 5 ORDER BY callable_from, seeded_key, case_id LIMIT 1"


def measure(book: Book) -> None:
    with TemporaryDirectory(prefix="cnmas-bench-") as name:
        _save(book, Path(name))
    with TemporaryDirectory(prefix="cnmas-bench-") as name:
        _next_case(book, Path(name))


def timed(work: Callable[[], object]) -> float:
    """Milliseconds."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def _save(book: Book, home: Path) -> None:
    """An outcome with its case, event and open call, against one row of the same text; then with the copy sealed to the organisation,
    before which nothing is said to be saved. Each outcome closes a case. Turn by turn: all meet the same disk.

    The copy is a second sync of the disk by intent (it outlives the store), so its fair limit appends the text durably too; beside the
    raw commit alone it is shown as well."""
    number = book.size(300, 10)
    raw = sqlcipher.connect(home / "bare.db", KEY)
    sqlcipher.make_outbox(raw)
    file = os.open(home / "bare.journal", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    commit: list[list[float]] = []
    appended: list[list[float]] = []
    ours: list[list[float]] = []
    sealed: list[list[float]] = []
    with Desk(home / "store") as desk:
        main = desk.database.main
        public_key = X25519PrivateKey.generate().public_key().public_bytes_raw()
        journal = SealedJournal(main, Segments.of_store(desk.folder, CENTRE, desk.database.mark), "a1", public_key)
        for round_ in range(book.rounds):
            cases = [payload(place) for place in range(round_ * 2 * number, (round_ + 1) * 2 * number)]
            desk.lease(cases)
            for kept in (commit, appended, ours, sealed):
                kept.append([])
            for one, other in chunks(cases, 2):
                text = desk.dial(one)[0].text
                desk.dial(other)
                commit[-1].append(timed(lambda text=text: sqlcipher.commit_row(raw, text)))  # type: ignore[misc]
                appended[-1].append(commit[-1][-1] + timed(lambda text=text: sqlcipher.append_line(file, text)))  # type: ignore[misc]
                ours[-1].append(timed(lambda one=one: desk.end(one)))  # type: ignore[misc]
                main.journal = journal
                journal.catch_up()
                sealed[-1].append(timed(lambda other=other: desk.end(other)))  # type: ignore[misc]
                main.journal = None
            desk.database.sync.fold()  # as each sync does, on its thread
    raw.close()
    os.close(file)
    for share, title in ((0.5, "p50"), (0.95, "p95")):
        for name, aim, limit, own in (
            ("save", Aim("≤ 1.4× the raw commit", ratio_at_most=1.4), commit, ours),
            ("save_sealed", Aim("≤ 1.4× the raw commit", ratio_at_most=1.4), commit, sealed),
            ("save_sealed.both", Aim("≤ 1.4× the raw commit and append", ratio_at_most=1.4), appended, sealed),
        ):
            book.add(f"{name}.{title}", "ms", aim, [percentile(one, share) for one in limit], [percentile(one, share) for one in own])
    for name, samples in (("ours", ours), ("sealed", sealed), ("limit", commit), ("limit_appended", appended)):
        book.keep(f"save.{name}", [one for round_ in samples for one in round_])


def _next_case(book: Book, home: Path) -> None:
    """The first case that the law, the limits and the leases let be called, while a sync reads and swaps the same store."""
    from cnmas_desktop.credentials import DemoKeyring
    from cnmas_desktop.local.database import open_database
    from cnmas_desktop.local.keys import unlock
    from tests.benchmarks.workstation_names import PASSWORD

    cases = book.size(10_000, 60)
    folder = workstation.make(home, cases)
    key = unlock(folder, PASSWORD, DemoKeyring(home))
    world = system_world()
    database = open_database(folder, key, world)
    raw = sqlcipher.connect(folder / STORE, key)
    link = Casebook(database.main)
    reader = QueueReader(link, "Europe/Paris", lambda: None)
    first = next(CaseShelf(database.main).ready(world.clock.now()))
    over = Event()

    def sync() -> None:
        from cnmas_desktop.local.replica import Replica

        replica = Replica(database.sync, world, "bench")
        lines = workstation.leases([workstation.payload(number) for number in range(cases)], world)
        while not over.wait(0.2):
            replica.hello_request()
            replica.apply(lines, world.clock.now())

    thread = Thread(target=sync, daemon=True)
    thread.start()

    def ours() -> None:
        link.counts.changing([first.payload.case_id])  # as each save does
        assert reader.next(world.clock.now()) is not None

    samples = [(timed(lambda: raw.execute(NEXT).fetchone()), timed(ours)) for _ in range(book.size(600, 10))]
    over.set()
    thread.join()
    raw.close()
    database.close()
    thirds = [samples[start::3] for start in range(3)] if not book.quick else [samples]
    aim = Aim("≤ 1 ms, 10,000 cases, a sync running", at_most=1.0)
    figures = [[percentile([one[side] for one in third], 0.5) for third in thirds] for side in (0, 1)]
    book.add("next_case.data", "ms", aim, *figures)
    book.keep("next_case.data", [one[1] for one in samples])
