"""The centre as a supervisor may read it: figures, never a person called."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, LiteralString
from uuid import UUID

from cnmas_desktop.central.connection import known_faults
from cnmas_desktop.central.manager_gateway import QueueCounts

if TYPE_CHECKING:
    import psycopg


@dataclass(frozen=True, slots=True)
class DeskLine:
    """What a device last said of itself. A mute desk has the instant of its last contact, never a zero."""

    login: str
    display_name: str
    device: UUID | None
    last_contact_at: datetime | None
    leased: int
    pending: int | None
    oldest_pending_at: datetime | None
    work_state: str | None = None
    state_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """How many events of a campaign wait for a decision, by why: `kind` is quarantined, conflict or flagged."""

    campaign: str
    kind: str
    reason: str
    count: int
    oldest_at: datetime


@dataclass(frozen=True, slots=True)
class SentMessage:
    """A message, to how many it is addressed and how many of them have read it. `audience`: person, team or all."""

    id: UUID
    sender: str
    audience: str
    addressee: str | None
    text: str
    at: datetime
    ends_at: datetime
    addressed: int
    read: int


class SupervisorGateway:
    """One short connection under a supervisor's login."""

    def __init__(self, connection: "psycopg.Connection[Any]") -> None:
        self._connection = connection

    def close(self) -> None:
        self._connection.close()

    def server_time(self) -> datetime:
        """The centre's clock: what every figure is "as of"."""
        found: datetime = self._rows("SELECT now()")[0][0]
        return found

    def queue_counts(self, campaign: str | None = None) -> tuple[QueueCounts, ...]:
        return tuple(QueueCounts(*row) for row in self._rows("SELECT * FROM supervisor.queue_counts(%s)", campaign))

    def desks(self) -> tuple[DeskLine, ...]:
        return tuple(DeskLine(*row) for row in self._rows("SELECT * FROM supervisor.desks()"))

    def to_decide(self) -> tuple[DecisionLine, ...]:
        return tuple(DecisionLine(*row) for row in self._rows("SELECT * FROM supervisor.to_decide()"))

    def send_message(
        self, text: str, *, person: str | None = None, team: str | None = None, until: datetime | None = None
    ) -> UUID:
        """To one agent (login), to a team, or to all when neither is named; delivered with their next syncs until `until` (None: today).

        KnownError `message.length`, `message.nobody`, `message.ends`."""
        if person is not None and team is not None:
            raise ValueError("a message has one addressee")
        audience = "person" if person is not None else "team" if team is not None else "all"
        sent: UUID = self._rows("SELECT supervisor.send_message(%s, %s, %s, %s)", audience, person or team, text, until)[0][0]
        return sent

    def messages(self, days: int = 7) -> tuple[SentMessage, ...]:
        """Those of the last days, the latest first."""
        return tuple(SentMessage(*row) for row in self._rows("SELECT * FROM supervisor.messages(%s)", days))

    def _rows(self, query: LiteralString, *parameters: object) -> list[tuple[Any, ...]]:
        with known_faults():
            return self._connection.execute(query, parameters).fetchall()
