"""The figures of a centre as Prometheus reads them (text format 0.0.4): counts and durations, never a person.

To add one: a line of `supervisor.metrics()` (functions/supervisor_metrics.sql) and one of `KNOWN`; a test holds them together.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cnmas_desktop.central.connection import known_faults

if TYPE_CHECKING:
    import psycopg

# Upper bounds of the slots of a push, in seconds, at the centre: without the network. Those of app.push_slot.
BOUNDS = ("0.005", "0.01", "0.025", "0.05", "0.1", "0.25", "0.5", "1", "2.5", "+Inf")
HISTOGRAM = "push_seconds"
HISTOGRAM_HELP = "Time a push of new events took inside the centre, by its desks that are known."

# name -> (type, what it counts)
KNOWN: Mapping[str, tuple[str, str]] = {
    "syncs_total": ("counter", "Contacts of the desks that are known."),
    "events_received_total": ("counter", "Events in the sequences of the desks that are known."),
    "desks": ("gauge", "Desks, by status."),
    "desks_in_touch": ("gauge", "Active desks heard in the last fifteen minutes."),
    "pending_events": ("gauge", "Events that desks had not sent when last heard."),
    "oldest_pending_seconds": ("gauge", "Age of the oldest of those."),
    "quarantine_waiting": ("gauge", "Events set aside that wait for a decision, by status."),
    "flagged_waiting": ("gauge", "Events taken with a remark that wait for a decision."),
    "cases": ("gauge", "Cases, by campaign and state."),
    "leases": ("gauge", "People now reserved for an agent."),
    "passwords_expiring": ("gauge", "Open accounts whose password ends within fourteen days."),
    "connections": ("gauge", "Connections to this database."),
    "standbys": ("gauge", "Standbys connected."),
    "database_bytes": ("gauge", "Size of the database."),
}


@dataclass(frozen=True, slots=True)
class Sample:
    name: str
    labels: Mapping[str, str]
    value: float


def read(connection: "psycopg.Connection[Any]") -> tuple[Sample, ...]:
    """Asked under a supervisor's login, or as the operator. KnownError `centre.refused` for anybody else."""
    with known_faults():
        rows = connection.execute("SELECT name, labels, value FROM supervisor.metrics()").fetchall()
    return tuple(Sample(name, {key: str(said) for key, said in labels.items()}, value) for name, labels, value in rows)


def prometheus_text(samples: Iterable[Sample]) -> str:
    """What a collector scrapes. A figure without a sample is left out."""
    by_name: dict[str, list[Sample]] = {}
    for sample in samples:
        by_name.setdefault(sample.name, []).append(sample)
    lines = []
    for name, (kind, about) in KNOWN.items():
        if name in by_name:
            lines += [f"# HELP cnmas_{name} {about}", f"# TYPE cnmas_{name} {kind}"]
            lines += [_line(name, one.labels, one.value) for one in sorted(by_name[name], key=lambda one: sorted(one.labels.items()))]
    lines += _histogram(
        {int(one.labels["slot"]): one.value for one in by_name.get("push_slot", [])},
        by_name.get("push_seconds_sum", []),
    )
    return "\n".join(lines) + "\n"


def _histogram(slots: Mapping[int, float], total_seconds: Iterable[Sample]) -> list[str]:
    """Prometheus counts upwards: each bound holds all that was quicker."""
    lines = [f"# HELP cnmas_{HISTOGRAM} {HISTOGRAM_HELP}", f"# TYPE cnmas_{HISTOGRAM} histogram"]
    so_far = 0.0
    for place, bound in enumerate(BOUNDS, start=1):
        so_far += slots.get(place, 0.0)
        lines.append(_line(f"{HISTOGRAM}_bucket", {"le": bound}, so_far))
    lines += [_line(f"{HISTOGRAM}_sum", {}, one.value) for one in total_seconds]
    return [*lines, _line(f"{HISTOGRAM}_count", {}, so_far)]


def _line(name: str, labels: Mapping[str, str], value: float) -> str:
    escaped = (f'{key}="{_escaped(said)}"' for key, said in sorted(labels.items()))
    inside = ",".join(escaped)
    return f"cnmas_{name}{f'{{{inside}}}' if inside else ''} {value:.15g}"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
