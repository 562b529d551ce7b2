"""The cases that are here, read for a sync: some thousand rows of a few values, beside a window that wants the interpreter."""

from collections.abc import Iterator
import json
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, bindparam, func, select

from cnmas_desktop.local.database import Link, Prepared
from cnmas_desktop.local.schema import cases
from cnmas_desktop.sync.courtesy import Courtesy

AT_ONCE = 500
"""Cases in one row of JSON. Not a row each: the driver gives the interpreter up before every row, and the window's thread would be asked for
it again ten thousand times; nor one row for all, which is read without giving way."""


class Held(NamedTuple):
    """A case that is here, as far as a lease changes it."""

    version: str
    lease_id: str
    epoch: int
    until: int
    withdrawn: str | None
    payload_id: int


def _by_pieces(*values: ColumnElement[Any]) -> Prepared:
    """`values` of the cases that follow the case `after`, and the last of these."""
    piece = select(cases.c.case_id, func.json_array(*values).label("entry")).where(cases.c.case_id > bindparam("after"))
    found = piece.order_by(cases.c.case_id).limit(AT_ONCE).subquery()
    return Prepared.of(select(func.max(found.c.case_id), func.json_group_array(func.json(found.c.entry))))


HELD = _by_pieces(cases.c.case_id, *(cases.c[name] for name in Held._fields))
REVISIONS = _by_pieces(cases.c.case_id, cases.c.revision)
EPOCHS = _by_pieces(cases.c.case_id, cases.c.epoch, cases.c.withdrawn)


def read_held(link: Link, values: Prepared, courtesy: Courtesy) -> Iterator[list[Any]]:
    """Of each case the values of `HELD`, `REVISIONS` or `EPOCHS`, inside a reading of `link`."""
    last: str | None = ""
    while last is not None:
        courtesy.give_way()
        last, entries = link.run(values, after=last).fetchone()
        yield from courtesy.paced(json.loads(entries))
