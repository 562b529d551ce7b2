"""When to sync next: the policy's interval when all is well, an exponential wait with jitter when the centre does not answer.

The jitter keeps two hundred workstations from coming back in the same second (decision 20).
"""

from dataclasses import dataclass
from random import Random

FIRST_WAIT = 1.0
# With the thirty seconds after which the watchdog cuts an attempt that hangs, a workstation is back within a minute of the network.
# Longer would spare the centre nothing: two hundred workstations that wait on average twenty seconds are ten knocks a second,
# refused before they cost.
LONGEST_WAIT = 28.0


@dataclass(frozen=True, slots=True)
class Pace:
    """`failures` in a row so far; a new value for each outcome."""

    interval: float = 60.0
    failures: int = 0

    def succeeded(self, interval: float) -> "Pace":
        return Pace(interval, 0)

    def failed(self) -> "Pace":
        return Pace(self.interval, self.failures + 1)

    def wait(self, random: Random) -> float:
        """Seconds until the next sync, with jitter; after failures half the nominal wait to the whole of it."""
        if not self.failures:
            return self.interval * (0.9 + 0.2 * random.random())
        return min(LONGEST_WAIT, FIRST_WAIT * 2.0 ** min(self.failures - 1, 12)) * (0.5 + 0.5 * random.random())
