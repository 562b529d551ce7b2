"""The centre as a supervisor may read it: figures, never a person called."""

from collections.abc import Mapping
from datetime import datetime
import json
from typing import TYPE_CHECKING, Any, LiteralString
from uuid import UUID

from cnmas_desktop.central.connection import known_faults
from cnmas_desktop.central.queue_counts import QueueCounts

if TYPE_CHECKING:
    import psycopg

    from cnmas_desktop.central.metrics import Sample


class SupervisorGateway:
    """One short connection under a supervisor's login."""

    def __init__(self, connection: "psycopg.Connection[Any]") -> None:
        self._connection = connection

    def close(self) -> None:
        self._connection.close()

    def queue_counts(self, campaign: str | None = None) -> tuple[QueueCounts, ...]:
        return tuple(QueueCounts(*row) for row in self._rows("SELECT * FROM supervisor.queue_counts(%s)", campaign))

    # -- the room: answers as JSON of the functions of the same names, read by services.supervision

    def board(self) -> dict[str, Any]:
        """The whole board in one round trip."""
        told: dict[str, Any] = self._one("SELECT supervisor.board()")
        return told

    def cases_behind(self, campaign: str | None, organisme: str | None, figure: str, login: str | None) -> list[tuple[Any, ...]]:
        return self._rows("SELECT * FROM supervisor.cases_behind(%s, %s, %s, %s)", campaign, organisme, figure, login)

    def metrics(self) -> "tuple[Sample, ...]":
        """The centre's counters, as `cnmas central metrics` tells them."""
        from cnmas_desktop.central.metrics import read

        return read(self._connection)

    def own_campaigns(self) -> tuple[str, ...]:
        return tuple(self._one("SELECT supervisor.own_campaigns()"))

    def campaign_page(self, campaign: str, organisme: str | None) -> dict[str, Any]:
        """Counts of one campaign. KnownError `campaign.unknown`."""
        told: dict[str, Any] = self._one("SELECT supervisor.campaign_page(%s, %s)", campaign, organisme)
        return told

    def paces(self) -> dict[str, list[int]]:
        """Campaign -> cases closed on each of its last days of work."""
        return dict(self._rows("SELECT * FROM supervisor.paces()"))

    def preview(self, act: str, rule: Mapping[str, Any]) -> dict[str, Any]:
        told: dict[str, Any] = self._one("SELECT supervisor.preview(%s, %s)", act, json.dumps(rule))
        return told

    def decide(self, act: str, rule: Mapping[str, Any], reason: str) -> UUID:
        """Write a decision; `carry_out` does it."""
        made: UUID = self._one("SELECT supervisor.decide(%s, %s, %s)", act, json.dumps(rule), reason)
        return made

    def carry_out(self, decision: UUID, most: int) -> int:
        """The next portion; 0 when nothing is left."""
        return int(self._one("SELECT supervisor.carry_out(%s, %s)", decision, most))

    def waiting(self, campaign: str | None) -> list[tuple[Any, ...]]:
        return self._rows("SELECT * FROM supervisor.waiting(%s)", campaign)

    def slips(self) -> list[tuple[Any, ...]]:
        return self._rows("SELECT * FROM supervisor.asked_cancellations()")

    def cancel_slip(self, slip: UUID, reason: str) -> int:
        """One slip at once; how many cases may be called again. KnownError `authorisation.unknown`, `authorisation.cancelled`, `steering.reason`."""
        return int(self._one("SELECT supervisor.cancel_authorisation(%s, %s)", slip, reason))

    def organismes(self) -> dict[str, list[str]]:
        told: dict[str, list[str]] = self._one("SELECT supervisor.organismes()")
        return told

    def find_cases(self, reference: str) -> list[tuple[Any, ...]]:
        return self._rows("SELECT * FROM supervisor.find_cases(%s)", reference)

    def decisions(self, days: int) -> list[tuple[Any, ...]]:
        return self._rows("SELECT * FROM supervisor.decisions(%s)", days)

    def colleagues(self) -> list[tuple[Any, ...]]:
        return self._rows("SELECT * FROM supervisor.colleagues()")

    def quality_sample(self, campaign: str | None, login: str | None) -> list[tuple[Any, ...]]:
        return self._rows("SELECT * FROM supervisor.quality_sample(%s, %s)", campaign, login)

    def quality_coverage(self) -> list[tuple[Any, ...]]:
        return self._rows("SELECT * FROM supervisor.quality_coverage()")

    def review(self, campaign: str, case_id: UUID, marks: Mapping[str, str], remark: str) -> None:
        self._one("SELECT supervisor.review(%s, %s, %s, %s)", campaign, case_id, json.dumps(dict(marks)), remark)

    def open_record(self, case_id: UUID, reason: str) -> dict[str, Any]:
        told: dict[str, Any] = self._one("SELECT supervisor.open_record(%s, %s)", case_id, reason)
        return told

    def send_message(self, text: str, *, person: str | None = None, team: str | None = None, until: datetime | None = None) -> UUID:
        """To one agent (login), to a team, or to all when neither is named; delivered with their next syncs until `until` (None: today).

        KnownError `message.length`, `message.nobody`, `message.ends`."""
        if person is not None and team is not None:
            raise ValueError("a message has one addressee")
        audience = "person" if person is not None else "team" if team is not None else "all"
        sent: UUID = self._rows("SELECT supervisor.send_message(%s, %s, %s, %s)", audience, person or team, text, until)[0][0]
        return sent

    def messages(self, days: int = 7) -> list[tuple[Any, ...]]:
        """Those of the last days, the latest first."""
        return self._rows("SELECT * FROM supervisor.messages(%s)", days)

    def _one(self, query: LiteralString, *parameters: object) -> Any:
        return self._rows(query, *parameters)[0][0]

    def _rows(self, query: LiteralString, *parameters: object) -> list[tuple[Any, ...]]:
        with known_faults():
            return self._connection.execute(query, parameters).fetchall()
