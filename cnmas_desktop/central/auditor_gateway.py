"""The centre as an auditor may read it: the access log, the chains of the desks, the authorisations."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, LiteralString

from cnmas_desktop.central.connection import known_faults

if TYPE_CHECKING:
    import psycopg


class AuditorGateway:
    """One short connection under an auditor's login. What it reads is noted in the log it reads."""

    def __init__(self, connection: "psycopg.Connection[Any]") -> None:
        self._connection = connection

    def close(self) -> None:
        self._connection.close()

    def log(self, since: datetime, until: datetime, login: str | None, reference: str | None) -> list[tuple[Any, ...]]:
        """At most 1,000 lines, the newest first: columns of `auditor.log_of`."""
        return self._rows("SELECT * FROM auditor.log_of(%s, %s, %s, %s)", since, until, login, reference)

    def verify_chain(self) -> dict[str, Any]:
        found: dict[str, Any] = self._rows("SELECT auditor.verify_chain()")[0][0]
        return found

    def authorisations(self) -> list[tuple[Any, ...]]:
        return self._rows("SELECT * FROM auditor.authorisations()")

    def _rows(self, query: LiteralString, *parameters: object) -> list[tuple[Any, ...]]:
        with known_faults():
            return self._connection.execute(query, parameters).fetchall()
