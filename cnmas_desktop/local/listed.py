"""A long list of which some lines are looked at."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar, overload

T = TypeVar("T")


class Listed(Sequence[T]):
    """Rows read in one go, each `made` a value when it is first asked for."""

    def __init__(self, rows: Sequence[Any], made: Callable[[Any], T]) -> None:
        self._rows, self._make = rows, made
        self._made: dict[int, T] = {}

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, place: int) -> T: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[T]: ...

    def __getitem__(self, place: int | slice) -> T | Sequence[T]:
        if isinstance(place, slice):
            return Listed(self._rows[place], self._make)
        if place not in self._made:
            self._made[place] = self._make(self._rows[place])
        return self._made[place]
