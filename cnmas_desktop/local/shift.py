"""The agent's shift as this store remembers it: the state since when, the states of the day, the day begun, what is to be given back.

Kept beside what the centre said last (`local.standing`), each value in one durable write: a crash comes back to the same state.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Connection, func, select

from cnmas_desktop.local import standing
from cnmas_desktop.local.database import Link
from cnmas_desktop.local.schema import attempts, cases

STATES, DAY, GIVING_BACK = "work_states", "work_day", "giving_back"

_UNTOUCHED = select(func.count()).where(cases.c.open == 1, cases.c.person_id.not_in(select(attempts.c.person_id)))


@dataclass(frozen=True, slots=True)
class WorkSpell:
    """A work state and since when (UTC)."""

    state: str
    since: datetime


class ShiftRecord:
    """On the main link. KnownError as `Link.writing`."""

    def __init__(self, link: Link) -> None:
        self._link = link

    def spells(self) -> tuple[WorkSpell, ...]:
        """The states of the last day worked, the present one last; empty on a new store."""
        with self._link.reading() as connection:
            kept = standing.read(connection, STATES) or []
        return tuple(WorkSpell(state, datetime.fromisoformat(since)) for state, since in kept)

    def day_begun(self) -> date | None:
        """The local day on which the agent last pressed « Commencer »."""
        with self._link.reading() as connection:
            kept = standing.read(connection, DAY)
        return date.fromisoformat(kept) if kept else None

    def begin(self, day: date, spell: WorkSpell) -> None:
        """A new day: yesterday's states are forgotten, and so is what was to be given back."""
        with self._link.writing() as connection:
            standing.write(connection, DAY, day.isoformat())
            _write(connection, [spell])
            given_back(connection)

    def enter(self, spells: Sequence[WorkSpell]) -> None:
        """Keep the states of the day, the new one last: who chooses one is at work, and gives nothing back."""
        with self._link.writing() as connection:
            _write(connection, spells)
            given_back(connection)

    def untouched(self) -> int:
        """How many cases are held of people who were never called from here."""
        with self._link.reading() as connection:
            count: int = connection.execute(_UNTOUCHED).scalar_one()
        return count

    def end(self, spells: Sequence[WorkSpell], kept: Collection[UUID]) -> None:
        """The end of the day, and that the next sync gives back the cases held, but those of the people of `kept`: one write.

        What of them was begun the centre leaves where it is."""
        with self._link.writing() as connection:
            people = select(cases.c.person_id).where(cases.c.case_id.in_([one.hex for one in kept]))
            back = connection.execute(select(cases.c.case_id).where(cases.c.open == 1, cases.c.person_id.not_in(people))).scalars()
            standing.write(connection, GIVING_BACK, list(back))
            _write(connection, spells)


def to_give_back(connection: Connection) -> tuple[UUID, ...]:
    """What the agent's last end of the day gives back, not yet done."""
    return tuple(UUID(digits) for digits in standing.read(connection, GIVING_BACK) or ())


def given_back(connection: Connection) -> None:
    """The centre has them; inside the transaction under way."""
    standing.write(connection, GIVING_BACK, None)


def _write(connection: Connection, spells: Sequence[WorkSpell]) -> None:
    standing.write(connection, STATES, [[spell.state, spell.since.isoformat()] for spell in spells])
