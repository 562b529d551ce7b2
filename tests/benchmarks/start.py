"""From `exec` to a window that takes keys, and from Enter on the password to the painted queue."""

from pathlib import Path
from tempfile import TemporaryDirectory
import time

from cnmas_desktop.credentials import DemoKeyring
from cnmas_desktop.local.keys import unlock
from tests.benchmarks import programs, workstation
from tests.benchmarks.measure import Aim, Book
from tests.benchmarks.workstation_names import PASSWORD

QUEUE_MS = 150


def measure(book: Book) -> None:
    with TemporaryDirectory(prefix="cnmas-bench-") as name:
        home = Path(name)
        cases = book.size(10_000, 50)
        folder = workstation.make(home, cases)
        programs.ours(home, "start")  # both warm
        programs.bare()
        keys: list[float] = []

        def painted() -> float:
            run = programs.ours(home, "start")
            keys.append(run.after_exec("takes_keys"))
            return run.after_exec("painted")

        limit, ours = book.alternate(lambda: programs.bare()[0], painted)
        book.add("start.painted", "ms", Aim("≤ 1.3× a bare window", ratio_at_most=1.3), limit, ours)
        book.add("start.takes_keys", "ms", Aim("≤ 1.3× a bare window", ratio_at_most=1.3), limit, keys)

        def derive() -> float:
            began = time.perf_counter()
            unlock(folder, PASSWORD, DemoKeyring(home))
            return (time.perf_counter() - began) * 1000

        def queue(mode: str) -> float:
            run = programs.ours(home, mode)
            assert run.moments["queue_painted"]["held"] == cases
            return run.between("enter", "queue_painted")

        rounds = [(derive(), queue("typed"), queue("at_once")) for _ in range(book.rounds)]
        derived = [one[0] for one in rounds]
        after_key = [max(0.0, one[1] - one[0]) for one in rounds]
        name = f"start.queue_{cases}"
        aim = Aim(f"≤ {QUEUE_MS} ms after the key derivation", at_most=QUEUE_MS)
        book.add(f"{name}.after_key", "ms", aim, derived, after_key)
        book.add(f"{name}.enter_at_once", "ms", Aim("printed"), derived, [one[2] for one in rounds])
