"""Running the timed programs: from the moment before `exec` to the moments they tell."""

from dataclasses import dataclass
import json
import os
from pathlib import Path
import subprocess
import sys
import time
from typing import Any

LIMIT = Path(__file__).parent / "limits" / "bare_window.py"
SECONDS = 600
QUIET = {"QT_LOGGING_RULES": "default.warning=false;qt.qpa.plugin.debug=false"}
NO_BYTECODE = "PYTHONDONTWRITEBYTECODE"
"""Not passed on: what is installed has its bytecode, and compiling all at each start is not what is timed."""


@dataclass(frozen=True, slots=True)
class Run:
    """`began`: when the program was started, on the clock its moments are told on."""

    began: float
    moments: dict[str, dict[str, Any]]

    def after_exec(self, moment: str) -> float:
        """Milliseconds from `exec`."""
        return float(self.moments[moment]["at"] - self.began) * 1000

    def between(self, first: str, last: str) -> float:
        return float(self.moments[last]["at"] - self.moments[first]["at"]) * 1000


def ours(home: Path, mode: str, calls: int = 0) -> Run:
    """Our window; see `our_window` for the modes."""
    began, lines = _run([sys.executable, "-m", "tests.benchmarks.our_window", str(home), mode, str(calls)])
    return Run(began, {line["moment"]: line for line in lines})


def bare(*imports: str) -> tuple[float, float]:
    """The bare window: milliseconds from `exec` to its paint, and its MiB with `imports`."""
    began, lines = _run([sys.executable, str(LIMIT), *imports])
    return (lines[0]["painted"] - began) * 1000, lines[0]["pss"]


def _run(command: list[str]) -> tuple[float, list[dict[str, Any]]]:
    environment = {name: value for name, value in os.environ.items() if name != NO_BYTECODE} | QUIET
    began = time.monotonic()
    done = subprocess.run(command, stdout=subprocess.PIPE, env=environment, timeout=SECONDS, check=True, text=True)
    return began, [json.loads(line) for line in done.stdout.splitlines()]


def tells(module: str, *arguments: str) -> dict[str, Any]:
    """Run a program of ours that prints one JSON line, and return it."""
    _, lines = _run([sys.executable, "-m", module, *arguments])
    return lines[-1]
