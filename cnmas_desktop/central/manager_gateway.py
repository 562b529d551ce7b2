"""What a manager may do at the centre, under their own login: campaigns, imports, assignments, exports (decision 16).

Typed calls of the functions in functions/manager_*.sql, one method each. A manager is online only and has no local store.
Faults are KnownError: those of the connection, and those the functions name (`campaign.unknown`, `organisme.unknown`, ...).
"""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from itertools import islice
import json
from typing import TYPE_CHECKING, Any, LiteralString
from uuid import UUID

from cnmas_desktop.central.connection import connect, connection_parameters, known_faults
from cnmas_desktop.central.manager_rows import (
    AgentLine,
    CampaignLine,
    Duplicate,
    ExportLine,
    ImportCounts,
    ImportRow,
    Lot,
    PurgeLine,
    StoppedLine,
    StudyCount,
)
from cnmas_desktop.central.queue_counts import QueueCounts
from cnmas_desktop.central.roles import person_role
from cnmas_desktop.domain.campaign import Campaign, Quota
from cnmas_desktop.messages import KnownError

if TYPE_CHECKING:
    import psycopg

ROWS_PER_CALL = 1_000
FIRST_ROWS = 200
"""The centre begins while the others are read."""
BATCHES_AHEAD = 2
CANCEL_SECONDS = 5
MOST_LOTS = 2**31 - 1

_json = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode


class ManagerGateway:
    """One connection under a manager's login. Each method is one transaction, but for an import, which is one from begin to end."""

    at: datetime
    """The centre's clock at the sign-in."""

    def __init__(self, connection: "psycopg.Connection[Any]") -> None:
        self._connection = connection

    @classmethod
    def sign_in(cls, url: str, login: str, password: str) -> "ManagerGateway":
        """Raises KnownError `sign_in.refused`, `centre.unreachable`, or `centre.refused` for one who is no manager."""
        role = person_role(connection_parameters(url)["dbname"], login)
        gateway = cls(connect(url, role, password, application_name="cnmas manager"))
        try:
            gateway.at = datetime.fromisoformat(gateway.hello()["server_time"])
        except BaseException:
            gateway.close()
            raise
        return gateway

    def close(self) -> None:
        self._connection.close()

    def __enter__(self) -> "ManagerGateway":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _rows(self, query: LiteralString, *parameters: object) -> list[tuple[Any, ...]]:
        with known_faults():
            return self._connection.execute(query, parameters).fetchall()

    def _does(self, statement: LiteralString) -> None:
        with known_faults():
            self._connection.execute(statement)

    def _value(self, query: LiteralString, *parameters: object) -> Any:
        return self._rows(query, *parameters)[0][0]

    def hello(self) -> Mapping[str, Any]:
        """centre_id, demo, server_time, login, display_name, kind, password_expires_at."""
        found: Mapping[str, Any] = self._value("SELECT manager.hello()")
        return found

    # -- organismes and campaigns

    def load_organismes(self, organismes: Mapping[str, Mapping[str, Any]]) -> int:
        """Code -> data. Returns how many were new or changed."""
        lines = [{"code": code, "data": data} for code, data in organismes.items()]
        return int(self._value("SELECT manager.load_organismes(%s::jsonb)", json.dumps(lines)))

    def organismes(self) -> Mapping[str, Mapping[str, Any]]:
        return dict(self._rows("SELECT code, data FROM manager.organismes()"))

    def load_campaign(self, campaign: Campaign) -> bool:
        """False when this very version was there. KnownError `campaign.version_exists` for another text of the same version."""
        new = self._load_version(campaign)
        self.set_quotas(campaign.code, campaign.quotas)
        return new

    def set_quotas(self, campaign: str, quotas: Sequence[Quota]) -> bool:
        """The cells that check-out keeps to, the first that fits first; False when they were these. KnownError `campaign.unknown`."""
        cells = [{"cell": one.code, "sex": one.sex, "age_min": one.age_min, "age_max": one.age_max, "target": one.target} for one in quotas]
        return bool(self._value("SELECT manager.set_quotas(%s, %s)", campaign, json.dumps(cells)))

    def _load_version(self, campaign: Campaign) -> bool:
        travelling = [use.name for use in campaign.fields if use.travels and not use.online_reveal]
        online = [use.name for use in campaign.fields if use.online_reveal]
        return bool(
            self._value(
                "SELECT manager.load_campaign(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
                campaign.code,
                campaign.version,
                campaign.sha256,
                campaign.text,
                campaign.regime.value,
                campaign.calling_rule.value,
                travelling,
                online,
                list(campaign.dispositions),
                campaign.lease_cap,
                campaign.callback_team_minutes,
            )
        )

    def campaigns(self) -> tuple[CampaignLine, ...]:
        return tuple(CampaignLine(*row) for row in self._rows("SELECT * FROM manager.campaigns()"))

    def campaign_text(self, code: str) -> str | None:
        """The TOML text of the current version."""
        text: str | None = self._value("SELECT manager.campaign_text(%s)", code)
        return text

    def open_campaign(self, code: str, closes_at: datetime | None = None) -> None:
        self._value("SELECT manager.set_campaign_state(%s, 'open', %s)", code, closes_at)

    def pause_campaign(self, code: str) -> None:
        self._value("SELECT manager.set_campaign_state(%s, 'paused', NULL)", code)

    def close_campaign(self, code: str) -> None:
        self._value("SELECT manager.set_campaign_state(%s, 'closed', NULL)", code)

    def set_priority(self, code: str, rank: int) -> None:
        self._value("SELECT manager.set_campaign_priority(%s, %s)", code, rank)

    # -- imports

    # From begin_import to commit_import or abandon_import: one transaction, in which nothing else is asked of this gateway.

    def begin_import(
        self, import_id: UUID, campaign: str, organisme: str, file_sha256: str, file_name: str, purge_at: datetime
    ) -> UUID | None:
        """Returns the id of a committed import of the very same file, if any; its rows will all be duplicates.

        `purge_at`: when its cases are to be destroyed at the latest. Waits for another import to end: KnownError `centre.busy`."""
        self.abandon_import()
        self._rows("SELECT manager.make_room(%s)", campaign)
        self._does("BEGIN")
        answer = self._value(
            "SELECT manager.begin_import(%s, %s, %s, %s, %s, %s)",
            import_id,
            campaign,
            organisme,
            file_sha256,
            file_name,
            purge_at,
        )
        return UUID(answer["earlier"]) if answer["earlier"] else None

    def add_import_rows(self, import_id: UUID, rows: Iterable[ImportRow]) -> Iterator[Sequence[Duplicate]]:
        """Send rows in batches, yielding for each those that an earlier line of the file, or an earlier import, already brought.

        The centre takes one batch while `rows` makes the next ones, BATCHES_AHEAD at most."""
        waiting, size = iter(rows), FIRST_ROWS
        sent: deque[Future[list[tuple[Any, ...]]]] = deque()
        with ThreadPoolExecutor(1, "import") as sender:
            while batch := list(islice(waiting, size)):
                size = ROWS_PER_CALL
                query: LiteralString = "SELECT * FROM manager.add_import_rows(%s, %s::jsonb)"
                sent.append(sender.submit(self._rows, query, import_id, _json(batch)))
                if len(sent) > BATCHES_AHEAD:
                    yield [Duplicate(*row) for row in sent.popleft().result()]
            while sent:
                yield [Duplicate(*row) for row in sent.popleft().result()]

    def import_stopped(self, import_id: UUID) -> tuple[StoppedLine, ...]:
        """The lines whose person is not to be called, by line: their cases are blocked. Asked before the commit."""
        return tuple(StoppedLine(*row) for row in self._rows("SELECT * FROM manager.import_stopped(%s)", import_id))

    def commit_import(
        self, import_id: UUID, *, rows: int, duplicate: int, rejected: int, remarks: int, dropped_columns: Sequence[str]
    ) -> ImportCounts:
        """Let the added rows stand, all or none. `rows` must be those added plus `rejected`."""
        answer = self._value(
            "SELECT manager.commit_import(%s, %s, %s, %s, %s, %s)",
            import_id,
            rows,
            duplicate,
            rejected,
            remarks,
            list(dropped_columns),
        )
        self._does("COMMIT")
        return ImportCounts(**answer)

    def abandon_import(self) -> None:
        """Forget what was added; nothing where no import is open."""
        with known_faults():
            self._connection.rollback()

    # -- the queue

    def queue_counts(self, campaign: str | None = None) -> tuple[QueueCounts, ...]:
        return tuple(QueueCounts(*row) for row in self._rows("SELECT * FROM manager.queue_counts(%s)", campaign))

    def agents(self) -> tuple[AgentLine, ...]:
        return tuple(AgentLine(*row) for row in self._rows("SELECT * FROM manager.agents()"))

    def authorisations(self) -> list[tuple[Any, ...]]:
        """Who may do what, for the yearly review: columns of `app.authorisation_line`."""
        return self._rows("SELECT * FROM manager.authorisations()")

    def assign_cases(self, campaign: str, login: str, wanted: int, organisme: str | None = None) -> int:
        """Give `login` the next free cases, whole persons only; returns how many. KnownError `staff.unknown`."""
        return int(self._value("SELECT manager.assign_cases(%s, %s, %s, %s)", campaign, organisme, login, wanted))

    def unassign_cases(self, campaign: str, login: str) -> int:
        return int(self._value("SELECT manager.unassign_cases(%s, %s)", campaign, login))

    # -- results

    @contextmanager
    def all_or_nothing(self) -> Iterator[None]:
        """What is done inside stands at its end, or not at all: after an error no lot was made and no number is taken."""
        with known_faults(), self._connection.transaction():
            self._rows("SELECT set_config('idle_in_transaction_session_timeout', '2min', true)")
            yield

    def cancel(self) -> None:
        """From another thread: end the statement that is running, if one is. Then it raises KnownError `centre.busy`."""
        with known_faults():
            self._connection.cancel_safe(timeout=CANCEL_SECONDS)

    def create_export_lot(self, campaign: str, organisme: str, recipient: str | None = None) -> int | None:
        """The number of the new lot; None when there is nothing new. KnownError `export.study` for a study."""
        answer = self._value("SELECT manager.create_export_lot(%s, %s, %s)", campaign, organisme, recipient)
        number: int | None = answer["number"]
        return number

    def undecided_results(self, campaign: str, organisme: str) -> int:
        """How many results are in no lot because a supervisor has still to decide."""
        return int(self._value("SELECT manager.undecided_results(%s, %s)", campaign, organisme))

    def next_lot(self, campaign: str, organisme: str) -> Mapping[str, int]:
        """What the next lot would hold: fresh, rectifying; undecided: what is in none."""
        found: Mapping[str, int] = self._value("SELECT manager.next_lot(%s, %s)", campaign, organisme)
        return found

    def export_lots(self, campaign: str, organisme: str) -> tuple[Lot, ...]:
        return tuple(Lot(*row) for row in self._rows("SELECT * FROM manager.export_lots(%s, %s)", campaign, organisme))

    def export_lines(self, campaign: str, organisme: str, number: int) -> tuple[ExportLine, ...]:
        rows = self._rows("SELECT * FROM manager.export_lines(%s, %s, %s)", campaign, organisme, number)
        return tuple(ExportLine(*row) for row in rows)

    def lot_campaign_text(self, campaign: str, organisme: str, number: int) -> str | None:
        """The TOML text of the campaign as it was when the lot was made; None when there is no such lot."""
        text: str | None = self._value("SELECT manager.lot_campaign_text(%s, %s, %s)", campaign, organisme, number)
        return text

    def seal_export_lot(self, campaign: str, organisme: str, number: int, sha256: str) -> None:
        """Keep the file's hash; KnownError `export.other_bytes` when another was kept."""
        self._value("SELECT manager.seal_export_lot(%s, %s, %s, %s)", campaign, organisme, number, sha256)

    def record_receipt(self, campaign: str, organisme: str, number: int) -> None:
        if number > MOST_LOTS:
            raise KnownError("export.unknown_lot", number=number)
        self._value("SELECT manager.record_receipt(%s, %s, %s)", campaign, organisme, number)

    def study_counts(self, campaign: str) -> tuple[StudyCount, ...]:
        """Exact counts, for the table that leaves after the small-cell rule. KnownError `export.not_study`, `export.study_open`."""
        return tuple(StudyCount(*row) for row in self._rows("SELECT * FROM manager.study_counts(%s)", campaign))

    def study_table(self, campaign: str, organisme: str, made: Sequence[Sequence[str]] | None = None) -> list[tuple[str, ...]] | None:
        """The one table that leaves of a study: the one kept, or else `made`, which is kept from then on."""
        rows = self._value("SELECT manager.study_table(%s, %s, %s::jsonb)", campaign, organisme, None if made is None else _json(made))
        return None if rows is None else [tuple(row) for row in rows]

    # -- retention

    def purge_preview(self, campaign: str | None = None) -> tuple[PurgeLine, ...]:
        """What would be destroyed now, of one campaign or of all."""
        return tuple(PurgeLine(*row) for row in self._rows("SELECT * FROM manager.purge_preview(%s)", campaign))

    def purge(self, campaign: str, confirmed: str) -> tuple[PurgeLine, ...]:
        """Destroy what is due of a campaign, for good; returns the counts. KnownError `purge.not_confirmed` unless `confirmed` is its code."""
        return tuple(PurgeLine(*row) for row in self._rows("SELECT * FROM manager.purge(%s, %s)", campaign, confirmed))
