"""One cell of an organisme's file, read: the value to store, with a remark, or the reason why it cannot be.

Codes are keys of `cnmas_desktop.messages.MESSAGES`: `cell.*` for refusals, `remark.*` for what is accepted and told.
"""

from typing import NamedTuple

from cnmas_desktop.messages import KnownError

Cell = object
"""What a reader hands over: str, int, float, bool, date, datetime or None."""


class Parsed(NamedTuple):
    """A stored value (always text; "" for an empty cell) and, where something was interpreted, a remark."""

    value: str
    remark: str | None = None


EMPTY = Parsed("")


class CellError(KnownError):
    """A cell that cannot be stored. `code` is a `cell.*` key; `str()` is one French sentence. Holds no value of the cell."""
