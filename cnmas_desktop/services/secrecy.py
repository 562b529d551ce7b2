"""Statistical secrecy of a published table: small counts hidden, and not to be found again by differences.

Domain facts §3.9: a count from 1 to 10 is hidden (`< 11`), and where the totals would give it back, other figures are hidden
too (`s`), the smallest first. A published table is a network: every figure is an edge, every total the sum that passes through
a node (Gusfield 1988, "A graph theoretic approach to statistical data security"). What a reader can deduce of a hidden figure
is how far the flow on its edge can move while the visible ones stand still; that is computed exactly, not guessed.

Two tables of the same persons published at different moments are beyond it: of a study there is one (`services.study_table`).
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
import heapq

THRESHOLD = 11
"""The least count that may be shown (practice of the SNDS); 0 is shown."""

_FREE = 10**12
"""More than any count: a hidden figure has no upper bound but that of its label."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A published count on the edge `tail → head`. `inner`: a cell, not a total."""

    tail: Hashable
    head: Hashable
    count: int
    inner: bool


def protect(figures: Sequence[Figure]) -> list[str]:
    """The text to publish for each figure, in order: the count, `< 11` for a small cell, `s` for any other hidden figure.

    Promise: whoever knows the shown figures, the sums and the meaning of the two signs cannot tell a hidden count of
    1 to `THRESHOLD` - 1 to within fewer than `THRESHOLD` - 1 values. The figures must be a circulation: what enters a node leaves it.
    """
    network = _Network(figures)
    network.close()
    return [network.text(place) for place in range(len(figures))]


class _Network:
    """The table, and which of its figures are hidden."""

    def __init__(self, figures: Sequence[Figure]) -> None:
        self._figures = figures
        self._small = [place for place, figure in enumerate(figures) if 0 < figure.count < THRESHOLD]
        self._hidden = set(self._small)

    def text(self, place: int) -> str:
        if place not in self._hidden:
            return str(self._figures[place].count)
        return f"< {THRESHOLD}" if self._figures[place].inner and self._figures[place].count < THRESHOLD else "s"

    def close(self) -> None:
        """Hide more until every small figure is safe. It ends: with all totals hidden each cell is free within its label."""
        hidden = -1
        while hidden != len(self._hidden):
            hidden = len(self._hidden)
            for place in self._small:
                self._widen(place)

    def _bounds(self, place: int) -> tuple[int, int]:
        """What the label of a hidden figure says of it: a cell `< 11`, a cell `s`, a total `s`."""
        figure = self._figures[place]
        if not figure.inner:
            return 1, _FREE
        return (1, THRESHOLD - 1) if figure.count < THRESHOLD else (THRESHOLD, _FREE)

    def _widen(self, place: int) -> None:
        """Hide what is needed for a small figure to be possible over `THRESHOLD` - 1 values."""
        figure = self._figures[place]
        low, high = self._bounds(place)
        width = THRESHOLD - 2
        # A total of several small cells cannot be as low as 1: what it lacks below, it needs above.
        lowered = self._push(place, figure.tail, figure.head, figure.count - low)
        self._push(place, figure.head, figure.tail, min(high - figure.count, width - lowered))

    def _push(self, place: int, source: Hashable, sink: Hashable, amount: int) -> int:
        """See that `amount` can flow from `source` to `sink` beside the figure itself, hiding the cheapest figures that allow it.

        Return how much can.
        """
        moved = dict.fromkeys(range(len(self._figures)), 0)
        left = amount
        while left > 0 and (path := self._cheapest_path(place, source, sink, moved)):
            step = min(left, *(self._room(edge, forward, moved) for edge, forward in path))
            for edge, forward in path:
                moved[edge] += step if forward else -step
                self._hidden.add(edge)
            left -= step
        return amount - left

    def _room(self, edge: int, forward: bool, moved: dict[int, int]) -> int:
        """How much further a figure, hidden or to be hidden, can move."""
        low, high = self._bounds(edge)
        now = self._figures[edge].count + moved[edge]
        return high - now if forward else now - low

    def _cheapest_path(self, place: int, source: Hashable, sink: Hashable, moved: dict[int, int]) -> list[tuple[int, bool]]:
        """The way from `source` to `sink` that hides least (the sum of the counts newly hidden); empty when there is none."""
        best: dict[Hashable, int] = {source: 0}
        came: dict[Hashable, tuple[Hashable, int, bool]] = {}
        waiting = [(0, 0, source)]
        order = 0
        while waiting:
            cost, _, node = heapq.heappop(waiting)
            if node == sink:
                break
            if cost > best[node]:
                continue
            for edge, forward, neighbour in self._ways(node, place):
                if self._room(edge, forward, moved) <= 0:
                    continue
                reached = cost + (0 if edge in self._hidden else self._figures[edge].count)
                if reached < best.get(neighbour, _FREE):
                    best[neighbour] = reached
                    came[neighbour] = (node, edge, forward)
                    order += 1
                    heapq.heappush(waiting, (reached, order, neighbour))
        path: list[tuple[int, bool]] = []
        node = sink
        if node not in came:
            return path
        while node != source:
            node, edge, forward = came[node]
            path.append((edge, forward))
        return path

    def _ways(self, node: Hashable, without: int) -> Iterable[tuple[int, bool, Hashable]]:
        """The figures at a node, but zeros, which are never hidden: hiding them would protect nothing."""
        for edge, figure in enumerate(self._figures):
            if edge != without and figure.count:
                if figure.tail == node:
                    yield edge, True, figure.head
                elif figure.head == node:
                    yield edge, False, figure.tail


def protect_table(counts: Sequence[Sequence[int]]) -> list[list[str]]:
    """A table with a total at the end of each row, a last row of column totals, and the grand total in the corner."""
    columns = range(len(counts[0]))
    figures = []
    for row, cells in enumerate(counts):
        figures += [Figure(("row", row), ("column", column), count, inner=True) for column, count in enumerate(cells)]
        figures.append(Figure("from", ("row", row), sum(cells), inner=False))
    figures += [Figure(("column", column), "to", sum(cells[column] for cells in counts), inner=False) for column in columns]
    figures.append(Figure("to", "from", sum(map(sum, counts)), inner=False))
    texts = protect(figures)
    width = len(columns) + 1
    return [texts[start : start + width] for start in range(0, len(texts), width)]
