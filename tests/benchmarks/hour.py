"""Never in the way: 2,000 calls by key presses with 10,000 cases, a sync running and histories of 300 lines, beside what an eye notices.

The sync is the program's own, against a scripted centre in memory; the clock of the workstation is fast (`hour_calls`)."""

from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks import programs, workstation
from tests.benchmarks.measure import Aim, Book, percentile

FRAME, PAUSE = 16.0, 50.0
"""Milliseconds."""
STORIED_EACH = 20


def measure(book: Book) -> None:
    with TemporaryDirectory(prefix="cnmas-bench-") as name:
        home = Path(name)
        workstation.make(home, book.size(10_000, 60), storied_each=STORIED_EACH)
        over = programs.ours(home, "hour", book.size(2_000, 6)).moments["hour_over"]
    assert book.quick or over["syncs"], "no sync ran beside the calls"
    saves = [one for one in over["pressed"] if one[2].startswith("ending")]
    for place, kind in enumerate(("", "_own")):
        said = "" if not place else ", less what other programs took"
        for name, pressed in (("next_case", saves), ("keystroke", over["pressed"])):
            took = [one[place] for one in pressed]
            book.add(
                f"hour.{name}{kind}.p50",
                "ms",
                Aim(f"≤ 16 ms{said}", at_most=FRAME),
                [FRAME],
                [percentile(took, 0.5)],
            )
            book.add(
                f"hour.{name}{kind}.p99",
                "ms",
                Aim(f"≤ 16 ms{said}", at_most=FRAME),
                [FRAME],
                [percentile(took, 0.99)],
            )
        longest = max((gap[place] for gap in over["gaps"]), default=0.0)
        book.add(f"hour.pause{kind}", "ms", Aim(f"≤ 50 ms, the longest{said}", at_most=PAUSE), [PAUSE], [longest])
    if len(over["weights"]) == 2:  # else it was cut before it was weighed first
        before, after = over["weights"]
        aim = Aim("≤ 1.05× from call 100 to the last", ratio_at_most=1.05)
        book.add("hour.memory", "MiB", aim, [before], [after])
    book.add("hour.calls", "calls", Aim("≥ 2,000 in 330 s", at_least=2_000), [2_000.0], [float(over["calls"])])
    book.add("hour.call", "ms", Aim("printed: of the wall's clock, a call"), [165.0], [1000 * over["seconds"] / over["calls"]])
    book.add("hour.simulated", "min", Aim("≥ 60 min", at_least=60), [60.0], [over["minutes"]])
    book.add("hour.syncs", "syncs", Aim("printed"), [60.0], [float(over["syncs"])])
    book.raw.append({"name": "hour.pressed", "samples": over["pressed"]})
    book.raw.append({"name": "hour.gaps", "samples": sorted(over["gaps"], reverse=True)[:100]})
