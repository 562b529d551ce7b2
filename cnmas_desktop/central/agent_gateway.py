"""What the centre offers one signed-in agent: `sync.protocol.CentralGateway` on psycopg, one function call and one commit a method.

A connection lives only while a sync runs. Every call has a deadline on the server; a dead network is noticed by the connection
itself (`connection.connect`). Values cross as JSON; what comes back is read into the protocol's types here and nowhere else.
"""

from base64 import b64decode
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
import json
from typing import TYPE_CHECKING, Any, LiteralString, Self
from uuid import UUID

from cnmas_desktop.central.connection import connect, connection_parameters, known_faults, one_row
from cnmas_desktop.central.roles import person_role
from cnmas_desktop.messages import KnownError
from cnmas_desktop.sync.courtesy import Courtesy
from cnmas_desktop.sync.protocol import (
    AnswerStatus,
    Authorisation,
    Callback,
    CasePayload,
    Colleagues,
    Confided,
    DeviceStatus,
    EventAnswer,
    HelloAnswer,
    HelloRequest,
    LeaseLine,
    Notice,
    PastAttempt,
    PersonRef,
    Phone,
    Policy,
    ReconcileAnswer,
    Review,
    VersionRef,
    rest,
)

if TYPE_CHECKING:
    import psycopg

    from cnmas_desktop.central.connection import Connection

DEADLINE_SECONDS = 25
# Beyond the server's own deadline the line is dead, whatever acknowledges its packets: so silence is noticed within 30 seconds.
PATIENCE_SECONDS = 4
# What is asked so often is made ready once. Not behind a pooler, which may give each call to another session: the process named at its door is its own.
REPEATED = 5
# What `call_case.callable_from` says of a case that was never called: as early as anything.
ALWAYS = datetime(1970, 1, 1, tzinfo=UTC)


class AgentGateway:
    """`CentralGateway` over one connection under an agent's own login; autocommit, so that a method is a transaction."""

    def __init__(
        self,
        connection: "Connection",
        deadline_seconds: float = DEADLINE_SECONDS,
        narrow: Callable[[Policy], Policy] = lambda policy: policy,
        courtesy: Courtesy | None = None,
    ) -> None:
        """`narrow`: what this workstation asks beyond the centre's policy. `courtesy`: towards the window beside it."""
        self._narrow, self._courtesy = narrow, courtesy or Courtesy()
        self._connection = connection
        self._cursor = connection.cursor()  # kept: to make one costs a fifth of a call
        connection.patience = deadline_seconds + PATIENCE_SECONDS
        self._not_replicated = False
        connection.add_notice_handler(self._heed)
        # Not a startup option: libpq's `options` stay empty, so that no environment slips anything in.
        settle: LiteralString = "SELECT pg_backend_pid(), set_config('statement_timeout', %s, false)"
        if self._value(settle, f"{int(deadline_seconds * 1000)}ms") == connection.info.backend_pid:
            connection.prepare_threshold = REPEATED

    @classmethod
    def sign_in(cls, url: str, login: str, password: str, deadline_seconds: float = DEADLINE_SECONDS) -> Self:
        """Raises KnownError `sign_in.refused`, `centre.unreachable`, `centre.busy`. One who is no agent is refused at hello."""
        role = person_role(connection_parameters(url)["dbname"], login)
        return cls(connect(url, role, password, application_name="cnmas agent"), deadline_seconds)

    def hello(self, request: HelloRequest) -> HelloAnswer:
        asked = {
            "device_id": str(request.device_id),
            "client_version": request.client_version,
            "last_seq": request.last_seq,
            "pending": request.pending,
            "oldest_pending_at": request.oldest_pending_at.isoformat() if request.oldest_pending_at else None,
            "timeline": request.timeline,
            "held_epochs": {str(case_id): epoch for case_id, epoch in request.held_epochs.items()},
            "work_state": request.work_state,
            "state_since": request.state_since.isoformat() if request.state_since else None,
            "clock_offset": request.clock_offset,
        }
        answer = self._value("SELECT agent.hello(%s)", json.dumps(asked))
        known = {name: value for name, value in answer["policy"].items() if name in Policy.__dataclass_fields__}
        return HelloAnswer(
            centre_id=UUID(answer["centre_id"]),
            demo=answer["demo"],
            server_time=_instant(answer["server_time"]),
            timeline=answer["timeline"],
            protocol_min=answer["protocol_min"],
            protocol_max=answer["protocol_max"],
            device_status=DeviceStatus(answer["device_status"]),
            policy=self._narrow(Policy(**known)),
            person=PersonRef(**answer["person"]),
            password_expires_at=_optional_instant(answer["password_expires_at"]),
            organisation_key=b64decode(answer["organisation_key"]),
            campaigns=tuple(VersionRef(**version) for version in answer["campaigns"]),
            promises=tuple(Callback(one["kind"], _instant(one["at"]), one["zone"]) for one in answer["promises"]),
            messages=tuple(map(_notice, answer["messages"])),
        )

    def push(self, device_id: UUID, texts: Sequence[str], meanwhile: Callable[[], object] = rest) -> tuple[EventAnswer, ...]:
        """KnownError `centre.timeout`: too much at once, or a commit that may not have reached the standby. Send again."""
        self._not_replicated = False
        self._connection.meanwhile = meanwhile
        # Binary: the text form of an array would escape every quote of every event, at a cost above all the rest.
        answers = self._value("SELECT agent.push(%s, %b)", device_id, list(texts))
        if self._not_replicated:
            raise KnownError("centre.timeout")
        return tuple(EventAnswer(_optional_uuid(one["event_id"]), AnswerStatus(one["status"]), one["reason"]) for one in answers)

    def reconcile(self, device_id: UUID, from_seq: int) -> ReconcileAnswer:
        answer = self._value("SELECT agent.reconcile(%s, %s)", device_id, from_seq)
        return ReconcileAnswer(
            answer["count"],
            answer["max_seq"],
            tuple((low, high) for low, high in answer["missing"]),
            {int(number): digest for number, digest in answer["digests"].items()},
        )

    def renew(self, device_id: UUID) -> tuple[LeaseLine, ...]:
        return tuple(map(lease_line, self._objects("SELECT agent.renew(%s)::text", device_id)))

    def check_out(self, device_id: UUID, wanted: int) -> tuple[LeaseLine, ...]:
        """KnownError `check_out.not_authorised` without the director's authorisation and the signed undertaking."""
        return tuple(map(lease_line, self._objects("SELECT agent.check_out(%s, %s)::text", device_id, wanted)))

    def fetch(self, case_ids: Sequence[UUID]) -> tuple[CasePayload, ...]:
        return tuple(map(case_payload, self._objects("SELECT agent.fetch(%s)::text", list(case_ids))))

    def fetch_campaign(self, version: VersionRef) -> str:
        """KnownError `centre.refused` for a version that is not there or not this agent's affair."""
        text: str = self._value("SELECT agent.fetch_campaign(%s, %s)", version.code, version.version)
        return text

    def colleagues(self) -> Colleagues:
        answer = self._value("SELECT agent.colleagues()")
        people = {one["login"]: one["name"] for one in answer["people"]}
        return Colleagues(people, tuple(answer["teams"]), tuple(answer["skills"]), answer["present"])

    def reviews(self) -> tuple[Review, ...]:
        return tuple(
            Review(
                one["campaign"],
                datetime.fromisoformat(one["held_at"]),
                datetime.fromisoformat(one["at"]),
                one["by"],
                one["marks"],
                one["remark"],
            )
            for one in self._value("SELECT agent.reviews()")
        )

    def check_in(self, device_id: UUID, case_ids: Sequence[UUID]) -> int:
        count: int = self._value("SELECT agent.check_in(%s, %s)", device_id, list(case_ids))
        return count

    def deposit(self, blob: bytes) -> None:
        """Leave a sealed journal at the centre, unread; a second time changes nothing. KnownError `journal.too_many`."""
        self._value("SELECT agent.deposit(%b)", blob)

    def close(self) -> None:
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _value(self, query: LiteralString, *parameters: object) -> Any:
        from psycopg import errors

        with known_faults():
            try:
                return one_row(self._cursor, query, *parameters)[0]
            except errors.QueryCanceled:
                raise KnownError("centre.timeout") from None

    def _objects(self, query: LiteralString, *parameters: object) -> Iterator[dict[str, Any]]:
        """The objects of the JSON list that the centre answers, read one by one: thousands at once would hold the interpreter, and with it
        the window."""
        return self._courtesy.paced(objects(self._value(query, *parameters)))

    def _heed(self, notice: "psycopg.errors.Diagnostic") -> None:
        """A commit whose wait for the standby was cut short succeeds with a warning only [stack.md section 6]; its text is in
        the server's language, and our functions raise no other."""
        if notice.severity_nonlocalized == "WARNING":
            self._not_replicated = True


def objects(text: str) -> Iterator[dict[str, Any]]:
    """Of a JSON list of objects."""
    read = json.JSONDecoder().raw_decode
    place = text.find("{")
    while place >= 0:
        one, place = read(text, place)
        yield one
        place = text.find("{", place)


@lru_cache(64)
def _instant(text: str) -> datetime:
    """Leases of one day end together."""
    return datetime.fromisoformat(text).astimezone(UTC)


def _optional_instant(text: str | None) -> datetime | None:
    return None if text is None else _instant(text)


def _optional_uuid(text: str | None) -> UUID | None:
    return None if text is None else UUID(text)


def _notice(line: Mapping[str, Any]) -> Notice:
    return Notice(UUID(line["id"]), line["sender"], line["text"], _instant(line["at"]), _instant(line["ends"]), line["read"])


def lease_line(line: Mapping[str, Any]) -> LeaseLine:
    return LeaseLine(
        UUID(line["case_id"]),
        UUID(line["lease_id"]),
        line["epoch"],
        _instant(line["until"]),
        line["revision"],
        line["campaign"],
        line["version"],
        line["withdrawn"],
    )


def _callback(callback: Mapping[str, Any] | None) -> Callback | None:
    if callback is None:
        return None
    said = callback.get("confided")
    confided = Confided(said["by"], said["reason"], said["skill"]) if said else None
    return Callback(callback["kind"], _instant(callback["at"]), callback["zone"], callback.get("missed", 0), confided)


def case_payload(case: Mapping[str, Any]) -> CasePayload:
    return CasePayload(
        case_id=UUID(case["case_id"]),
        person_id=UUID(case["person_id"]),
        campaign=case["campaign"],
        version=case["version"],
        organisme=case["organisme"],
        revision=case["revision"],
        state=case["state"],
        queue_class=case["queue_class"],
        callable_from=_optional_instant(case["callable_from"]) or ALWAYS,
        seeded_key=case["seeded_key"],
        fields=case["fields"],
        phones=tuple(Phone(UUID(one["id"]), one["e164"], one["zone"], one["status"]) for one in case["phones"]),
        attempts=tuple(
            PastAttempt(_instant(one["at"]), _optional_uuid(one["phone_id"]), one["disposition"], one["counts"]) for one in case["attempts"]
        ),
        callback=_callback(case["callback"]),
        blocked_until=_optional_instant(case["blocked_until"]),
        blocked_reason=case["blocked_reason"],
        authorisations=tuple(
            Authorisation(one["channel"], one["state"], _optional_uuid(one["event_id"])) for one in case["authorisations"]
        ),
        interrupted_step=case["interrupted_step"],
        called_in_at=_optional_instant(case["called_in_at"]),
    )
