"""When to sync next: the policy's interval when all is well, an exponential wait with jitter when the centre does not answer.

The jitter keeps two hundred workstations from coming back in the same second (decision 20).
"""

from dataclasses import dataclass
from random import Random

FIRST_WAIT = 1.0
# With the fifteen seconds that an attempt may hang, a workstation is back within a minute of the network. Longer would spare the
# centre nothing: two hundred workstations that wait on average thirty seconds are seven knocks a second, refused before they cost.
LONGEST_WAIT = 40.0


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
        """Seconds until the next sync: half to one and a half times the nominal wait."""
        nominal = (
            self.interval
            if not self.failures
            else min(LONGEST_WAIT, FIRST_WAIT * 2.0 ** min(self.failures - 1, 12))
        )
        return (
            min(LONGEST_WAIT, nominal * (0.5 + random.random()))
            if self.failures
            else nominal * (0.9 + 0.2 * random.random())
        )
