"""How figures are taken and judged: rounds that alternate between the limit and ours, medians, and aims that are computed."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any

Figure = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Aim:
    """What a row is held to: bounds on the ratio ours/limit, on ours alone, or both. `text` is what the table shows."""

    text: str
    ratio_at_most: float | None = None
    ratio_at_least: float | None = None
    at_most: float | None = None
    at_least: float | None = None

    def holds(self, ours: float, ratio: float) -> bool:
        bounds = (
            (ratio, self.ratio_at_most, 1),
            (ratio, self.ratio_at_least, -1),
            (ours, self.at_most, 1),
            (ours, self.at_least, -1),
        )
        return all(bound is None or sign * (figure - bound) <= 0 for figure, bound, sign in bounds)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the report. `ratio` is the median of the rounds' own ratios, since the machine drifts between rounds."""

    name: str
    ours: float
    limit: float
    unit: str
    ratio: float
    aim: str
    holds: bool


@dataclass
class Book:
    """What a run measured. `quick`: the smallest sizes and one round, to see that every program runs. `heard`: told of each new row."""

    quick: bool = False
    heard: Callable[["Book"], None] = lambda book: None
    rows: list[Row] = field(default_factory=list)
    raw: list[dict[str, Any]] = field(default_factory=list)

    @property
    def rounds(self) -> int:
        return 1 if self.quick else 3

    def size(self, full: int, quick: int) -> int:
        return quick if self.quick else full

    def alternate(self, limit: Figure, ours: Figure) -> tuple[list[float], list[float]]:
        """Figures of limit, ours, limit, ours …: (limit, ours)."""
        pairs = [(limit(), ours()) for _ in range(self.rounds)]
        return [pair[0] for pair in pairs], [pair[1] for pair in pairs]

    def add(self, name: str, unit: str, aim: Aim, limit: Sequence[float], ours: Sequence[float]) -> Row:
        """Judge a row by one figure a round. A limit measured once stands beside every round."""
        beside = list(limit) * len(ours) if len(limit) == 1 else limit
        ratio = median(own / bound if bound else 0.0 for own, bound in zip(ours, beside, strict=True))
        row = Row(name, median(ours), median(limit), unit, ratio, aim.text, aim.holds(median(ours), ratio))
        self.rows.append(row)
        self.raw.append({"name": name, "unit": unit, "ours": list(ours), "limit": list(limit)})
        self.heard(self)
        return row

    def keep(self, name: str, samples: Sequence[float]) -> None:
        """Raw samples behind the figures of a row."""
        self.raw.append({"name": name, "samples": list(samples)})


def percentile(samples: Sequence[float], share: float) -> float:
    """The value below which `share` of the samples lie."""
    ordered = sorted(samples)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def chunks(things: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    for start in range(0, len(things), size):
        yield things[start : start + size]
