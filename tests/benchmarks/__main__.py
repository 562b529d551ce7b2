"""`python -m tests.benchmarks [NAME…] [--quick]`: measure, print a table, write build/bench.json and build/bench-raw.json.

NAME is a group: start, memory, store, transfer, storm, queue, imports, board, hour. Without one, all of them.
"""

from argparse import ArgumentParser
from collections.abc import Callable
from dataclasses import asdict
import json
import os
from pathlib import Path
import sys
import time

from rich.console import Console
from rich.table import Table

from tests.benchmarks import board, hour, imports, memory, queue, start, store, storm, transfer
from tests.benchmarks.measure import Book

GROUPS: dict[str, Callable[[Book], None]] = {
    "start": start.measure,
    "memory": memory.measure,
    "store": store.measure,
    "transfer": transfer.measure,
    "storm": storm.measure,
    "queue": queue.measure,
    "imports": imports.measure,
    "board": board.measure,
    "hour": hour.measure,
}


def main(arguments: list[str]) -> int:
    parser = ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", choices=[*GROUPS, []], help=", ".join(GROUPS))
    parser.add_argument("--quick", action="store_true", help="the smallest sizes, one round: do the programs run?")
    parser.add_argument("--out", type=Path, default=Path("build"), metavar="DIR", help="where the results are written")
    options = parser.parse_args(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    console, began = Console(stderr=True), time.monotonic()

    def heard(book: Book) -> None:
        """After each row, so that an interrupted run leaves what it measured."""
        row = book.rows[-1]
        console.print(f"{row.name}: {row.ours:,.4g} {row.unit}, {row.ratio:.2f} of the limit", highlight=False)
        write(book, options.out)

    book = Book(options.quick, heard)
    for name in options.names or GROUPS:
        GROUPS[name](book)
    write(book, options.out)
    show(book, time.monotonic() - began)
    return 0


def write(book: Book, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    rows = [asdict(row) for row in book.rows]
    (folder / "bench.json").write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    (folder / "bench-raw.json").write_text(json.dumps(book.raw, ensure_ascii=False) + "\n", encoding="utf-8")


def show(book: Book, seconds: float) -> None:
    table = Table(title=f"{len(book.rows)} figures in {seconds / 60:.1f} min" + (" (quick: sizes prove nothing)" if book.quick else ""))
    for title in ("row", "ours", "limit", "unit", "ratio", "aim", "holds"):
        table.add_column(title, justify="right" if title in ("ours", "limit", "ratio") else "left")
    for row in book.rows:
        mark = "[green]yes[/]" if row.holds else "[red]no[/]"
        table.add_row(row.name, f"{row.ours:,.4g}", f"{row.limit:,.4g}", row.unit, f"{row.ratio:.2f}", row.aim, mark)
    Console(width=150).print(table)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
