"""What the pure core needs from outside, injected: the time, chance, and the named points where a test may cut it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random, SystemRandom
import time
from typing import Protocol
from uuid import UUID, uuid4


class Clock(Protocol):
    """Three clocks of one machine; `domain.events` and `sync.engine` read no other."""

    def now(self) -> datetime:
        """The wall clock, aware, in UTC."""
        ...

    def monotonic(self) -> float:
        """Seconds that never go back while the machine runs; comparable only within one `boot_id`."""
        ...

    def boot_id(self) -> str:
        """Changes when `monotonic` starts again."""
        ...


class SystemClock:
    """The clocks of this machine. A process is its own boot: monotonic values are never compared across processes."""

    def __init__(self) -> None:
        self._boot = uuid4().hex

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.monotonic()

    def boot_id(self) -> str:
        return self._boot


Fault = Callable[[str], None]


def no_fault(point: str) -> None:
    """Production: a named fault point does nothing."""


@dataclass(frozen=True, slots=True)
class World:
    """The injected outside. `fault(name)` may raise or kill the process in tests."""

    clock: Clock
    random: Random
    fault: Fault = no_fault

    def uuid7(self) -> UUID:
        """A UUID version 7 (RFC 9562 section 5.7) from the injected clock and chance."""
        milliseconds = int(self.clock.now().timestamp() * 1000)
        chance = self.random.getrandbits(74)
        value = (milliseconds & ((1 << 48) - 1)) << 80 | 0x7 << 76 | (chance >> 62) << 64
        return UUID(int=value | 0b10 << 62 | chance & ((1 << 62) - 1))


def system_world() -> World:
    """The real machine."""
    return World(SystemClock(), SystemRandom())
