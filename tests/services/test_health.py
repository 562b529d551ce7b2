"""How the centre does, from its counters."""

from datetime import timedelta
from math import inf

from cnmas_desktop.central.metrics import Sample
from cnmas_desktop.services.health import health_of


def pushes(*counts: int) -> list[Sample]:
    return [Sample("push_slot", {"slot": str(slot)}, count) for slot, count in enumerate(counts, 1)]


def test_half_and_nearly_all_pushes_were_within_a_bound() -> None:
    health = health_of(
        [
            *pushes(0, 50, 44, 0, 0, 0, 0, 0, 0, 6),
            Sample("desks", {"status": "active"}, 3),
            Sample("desks", {"status": "cloned"}, 1),
        ]
    )
    assert (health.half_within, health.most_within, health.desks) == (0.01, inf, 3)
    assert health_of(pushes(0, 50, 45, 5)).most_within == 0.025


def test_nothing_measured_is_not_a_zero() -> None:
    health = health_of([*pushes(*[0] * 10), Sample("oldest_pending_seconds", {}, 0), Sample("pending_events", {}, 0)])
    assert (health.half_within, health.oldest_unsent) == (None, None)
    late = health_of([Sample("oldest_pending_seconds", {}, 90), Sample("pending_events", {}, 2), Sample("quarantine_waiting", {"status": "conflict"}, 1),
                      Sample("quarantine_waiting", {"status": "quarantined"}, 2)])  # fmt: skip
    assert (late.oldest_unsent, late.unsent, late.set_aside) == (timedelta(seconds=90), 2, 3)
