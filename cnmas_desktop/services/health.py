"""How the centre itself does: its counters in the few figures that a supervisor can act on, or tell to who watches over the server."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from cnmas_desktop.central.metrics import BOUNDS


class Sample(Protocol):
    @property
    def name(self) -> str: ...

    @property
    def labels(self) -> Mapping[str, str]: ...

    @property
    def value(self) -> float: ...


@dataclass(frozen=True, slots=True)
class Health:
    """Since the desks that are known were registered: `syncs`, `events`, and how long a push took inside the centre: half of them at most
    `half_within` seconds, 95 in 100 at most `most_within`; infinite beyond the last bound, None before the first push. Now: the rest.

    `desks`: active; `in_touch`: heard in the last quarter of an hour; `unsent`, `oldest_unsent`: as the desks last told."""

    desks: int
    in_touch: int
    syncs: int
    events: int
    half_within: float | None
    most_within: float | None
    unsent: int
    oldest_unsent: timedelta | None
    flagged: int
    set_aside: int
    leases: int
    connections: int


def health_of(samples: Iterable[Sample]) -> Health:
    """What `supervisor.metrics()` says."""
    sums: dict[str, int] = {}
    slots: dict[int, int] = {}
    desks, oldest = 0, 0.0
    for one in samples:
        sums[one.name] = sums.get(one.name, 0) + int(one.value)
        if one.name == "push_slot":
            slots[int(one.labels["slot"])] = int(one.value)
        elif one.name == "desks" and one.labels["status"] == "active":
            desks = int(one.value)
        elif one.name == "oldest_pending_seconds":
            oldest = one.value

    def told(name: str) -> int:
        return sums.get(name, 0)

    return Health(
        desks, told("desks_in_touch"), told("syncs_total"), told("events_received_total"), _within(slots, 0.5), _within(slots, 0.95),
        told("pending_events"), timedelta(seconds=oldest) if told("pending_events") else None, told("flagged_waiting"),
        told("quarantine_waiting"), told("leases"), told("connections"),
    )  # fmt: skip


def _within(slots: Mapping[int, int], share: float) -> float | None:
    """The bound under which this share of the pushes was."""
    total, so_far = sum(slots.values()), 0
    for slot in sorted(slots):
        so_far += slots[slot]
        if so_far >= share * total > 0:
            return float(BOUNDS[slot - 1])
    return None
