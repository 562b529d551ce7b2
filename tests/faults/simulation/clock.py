"""Simulated time: one true time for everybody, and each workstation's own clocks, which may be wrong."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

START = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


@dataclass(slots=True)
class TrueTime:
    """`Clock` of the centre; moved by the schedule only."""

    time: datetime = START

    def now(self) -> datetime:
        return self.time

    def monotonic(self) -> float:
        return (self.time - START).total_seconds()

    def boot_id(self) -> str:
        return "centre"


@dataclass(slots=True)
class OwnClock:
    """`Clock` of one workstation: the wall clock may jump, the monotonic one starts again at a restart. `looks` keeps ids apart."""

    true: TrueTime
    skew: timedelta = field(default_factory=timedelta)
    boots: int = 0
    looks: int = 0

    def now(self) -> datetime:
        self.looks += 1
        return self.true.time + self.skew + timedelta(milliseconds=self.looks)

    def monotonic(self) -> float:
        return self.true.monotonic() + self.looks / 1000

    def boot_id(self) -> str:
        return f"boot-{self.boots}"
