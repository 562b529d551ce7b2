"""What the window weighs with a queue of 10,000 cases, beside Qt with the same libraries; how it grows over a day; what it shows when."""

from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks import programs, workstation
from tests.benchmarks.measure import Aim, Book, percentile

SAME_IMPORTS = ("sqlcipher3", "sqlalchemy", "psycopg", "keyring", "phonenumbers")


def measure(book: Book) -> None:
    with TemporaryDirectory(prefix="cnmas-bench-") as name:
        home = Path(name)
        workstation.make(home, book.size(10_000, 60))
        weights: list[float] = []
        growth: list[tuple[float, float]] = []
        frames: list[float] = []
        settled: list[float] = []

        def day() -> float:
            run = programs.ours(home, "day", book.size(60, 4))
            over = run.moments["day_over"]
            assert book.quick or over["syncs"], "no sync ran beside the calls"
            weights.append(run.moments["queue_painted"]["pss"])
            growth.append((over["before"], over["after"]))
            frames.extend(over["shown"])
            settled.extend(over["settled"])
            return percentile(over["shown"], 0.5)

        limit, shown = book.alternate(lambda: programs.bare(*SAME_IMPORTS)[1], day)
        book.add("memory.pss", "MiB", Aim("≤ 1.25× Qt with the same imports", ratio_at_most=1.25), limit, weights)
        before, after = zip(*growth, strict=True)
        book.add("memory.day", "MiB", Aim("≤ 1.05× after a day's calls", ratio_at_most=1.05), list(before), list(after))
        book.add("next_case.painted", "ms", Aim("≤ 16 ms, 10,000 cases, saved, a sync running", at_most=16), [16.0], shown)
        book.add("next_case.painted_p95", "ms", Aim("printed"), [16.0], [percentile(frames, 0.95)])
        book.add("next_case.all_around", "ms", Aim("printed: the queue and the bars too"), [16.0], [percentile(settled, 0.5)])
        book.keep("next_case.painted", frames)
