"""The open call and what is being typed: a draft, no fact (decision 11). A crash comes back to the same call, step and words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
import json
from uuid import UUID

from sqlalchemy import bindparam, select, update

from cnmas_desktop.local.database import Link, Prepared
from cnmas_desktop.local.schema import desk

_SAVE_TYPED = Prepared.of(update(desk).values(typed=bindparam("words")))


@dataclass(frozen=True, slots=True)
class OpenCall:
    """A case being worked on: its cases (a household's, the first leading), the state of `domain.interview` as JSON text, and the
    values typed in the open panel."""

    cases: tuple[UUID, ...]
    state: str
    typed: Mapping[str, str] = field(default_factory=dict)


class Drafts:
    """The one row `desk`. Whole steps are written by `Ledger.record`, in the transaction of their events."""

    def __init__(self, link: Link) -> None:
        self._link = link

    def open_call(self) -> OpenCall | None:
        """The call to come back to, None if none is open."""
        with self._link.reading() as connection:
            row = connection.execute(select(desk)).one()
        if row.call_state is None:
            return None
        return OpenCall(tuple(UUID(one) for one in json.loads(row.call_cases)), row.call_state, json.loads(row.typed))

    def save_typed(self, typed: Mapping[str, str]) -> None:
        """Keep the words being typed, durably. KnownError as `Link.writing`."""
        with self._link.writing():
            self._link.run(_SAVE_TYPED, words=json.dumps(dict(typed), ensure_ascii=False))
