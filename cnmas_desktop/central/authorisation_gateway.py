"""What a supervisor decides of the authorisations to contact a person: slips that agents ask to have cancelled."""

from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import TYPE_CHECKING, Any
from uuid import UUID

from cnmas_desktop.central.connection import known_faults
from cnmas_desktop.messages import KnownError

if TYPE_CHECKING:
    import psycopg


@dataclass(frozen=True, slots=True)
class AskedCancellation:
    """A refusal to be called, or an opposition, that an agent says was noted by mistake. Names nobody but the agent.

    `slip`: the event to cancel. `channel`: phone, mail, sms, post, study. `reason`: a code, as the agent gave it."""

    slip: UUID
    campaign: str
    organisme: str
    case_id: UUID
    channel: str
    login: str
    said_at: datetime
    asked_at: datetime
    reason: str


class AuthorisationGateway:
    """One short connection under a supervisor's login; use it as a context manager."""

    def __init__(self, connection: "psycopg.Connection[Any]") -> None:
        self._connection = connection

    @classmethod
    def sign_in(cls, url: str, login: str, password: str) -> "AuthorisationGateway":
        """KnownError as `entrance.enter`; `sign_in.refused` too for whoever is no supervisor."""
        from cnmas_desktop.central.entrance import enter

        entered = enter(url, login, password)
        if entered.kind != "supervisor":
            entered.connection.close()
            raise KnownError("sign_in.refused")
        return cls(entered.connection)

    def __enter__(self) -> "AuthorisationGateway":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def asked(self) -> tuple[AskedCancellation, ...]:
        """What waits for a decision, the oldest question first."""
        with known_faults():
            rows = self._connection.execute("SELECT * FROM supervisor.asked_cancellations()").fetchall()
        return tuple(AskedCancellation(*row) for row in rows)

    def cancel(self, slip: UUID, reason: str) -> int:
        """Cancel a slip; how many cases may be called again. KnownError `authorisation.unknown`, `authorisation.cancelled`;
        `centre.refused` for a reason that is none of `slip, heard_wrong, person_said, other`."""
        with known_faults():
            row = self._connection.execute(
                "SELECT supervisor.cancel_authorisation(%s, %s)", (slip, reason)
            ).fetchone()
        return int(row[0]) if row else 0
