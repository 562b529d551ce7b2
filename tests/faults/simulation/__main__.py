"""`python -m tests.faults.simulation [--long]`: the simulation and what it came to. Ends with 1 if anything was lost, doubled, wedged
or untrue, or if a kind of fault never fired."""

import sys
import time

from tests.central_server import _Servers
from tests.faults.simulation.liveness import partitions
from tests.faults.simulation.report import run_all

SHORT, LONG = (1500, 24, 16, 3), (10_000, 150, 100, 10)
"""Schedules in memory, with the real store, with PostgreSQL; partitions in real time of each way a line may fail."""
CYCLES = 1000


def main(arguments: list[str]) -> int:
    memory, store, postgresql, cycles = LONG if "--long" in arguments else SHORT
    began = time.monotonic()
    servers = _Servers()
    try:
        total, sample = run_all(memory, store, servers.get(18), postgresql, cycles)
    finally:
        servers.stop()
    liveness = partitions(CYCLES)
    print(total.table({"simulated": liveness, "real": sample}))
    print(f"{'took, seconds':<48}{time.monotonic() - began:>10.0f}")
    for line in total.violations[:20]:
        print(line, file=sys.stderr)
    for kind in total.silent():
        print(f"never fired: {kind}", file=sys.stderr)
    return int(bool(total.violations or total.silent() or liveness.wedged or sample.wedged))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
