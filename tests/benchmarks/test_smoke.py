"""The benchmark program runs and its report is well formed. No time is ever asserted here: `make bench` measures, the suite does not."""

import json
from pathlib import Path
import subprocess
import sys
from typing import Any

import pytest

from tests.benchmarks.measure import Aim, Book

FIELDS = {"name": str, "ours": float, "limit": float, "unit": str, "ratio": float, "aim": str, "holds": bool}


def run(folder: Path, *names: str) -> list[dict[str, Any]]:
    command = [sys.executable, "-m", "tests.benchmarks", *names, "--quick", "--out", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=110)
    assert done.returncode == 0, done.stderr
    rows: list[dict[str, Any]] = json.loads((folder / "bench.json").read_text(encoding="utf-8"))
    for row in rows:
        assert {name: type(value) for name, value in row.items()} == FIELDS, row
        assert row["name"] in done.stdout
    assert json.loads((folder / "bench-raw.json").read_text(encoding="utf-8"))
    return rows


def names(rows: list[dict[str, Any]]) -> set[str]:
    return {str(row["name"]) for row in rows}


def test_workstation_rows(tmp_path: Path) -> None:
    assert {"save.p95", "next_case.data"} <= names(run(tmp_path, "store"))


def test_transfer_rows(tmp_path: Path) -> None:
    found = names(run(tmp_path, "transfer", "storm"))
    assert {"push.40", "pull.40", "outcome.end_to_end", "storm.rate", "storm.batch_p95"} <= found


def test_queue_rows(tmp_path: Path) -> None:
    found = names(run(tmp_path, "queue", "imports"))
    assert {"queue.200_cases.1_agents", "queue.400_cases.8_agents", "queue.growth_400", "board.queue_counts"} <= found
    assert {"import.rate", "import.memory"} <= found


@pytest.mark.parametrize(
    ("aim", "limit", "ours", "holds"),
    [
        (Aim("", ratio_at_most=1.3), 100.0, 129.0, True),
        (Aim("", ratio_at_most=1.3), 100.0, 131.0, False),
        (Aim("", ratio_at_least=0.6), 1000.0, 601.0, True),
        (Aim("", ratio_at_least=0.6), 1000.0, 599.0, False),
        (Aim("", at_most=16), 1.0, 17.0, False),
        (Aim("", at_least=12_000), 1.0, 12_001.0, True),
        (Aim("printed"), 1.0, 1e9, True),
    ],
)
def test_holds_is_computed_from_the_figures(aim: Aim, limit: float, ours: float, holds: bool) -> None:
    assert Book().add("row", "ms", aim, [limit] * 3, [ours] * 3).holds is holds


def test_a_ratio_is_that_of_each_round() -> None:
    """A machine that slows down by half between two rounds changes no ratio."""
    row = Book().add("row", "ms", Aim(""), [10.0, 20.0, 40.0], [11.0, 22.0, 44.0])
    assert row.ratio == pytest.approx(1.1)
