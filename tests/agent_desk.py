"""One agent's workstation as the tests of the centre need it: a device, its sequence of sealed events, a gateway."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
import json
from random import Random
from typing import Any
from uuid import UUID, uuid4

from cnmas_desktop.central.agent_gateway import AgentGateway
from cnmas_desktop.domain.events import CaseRef, Event, EventDraft, EventType, Place, seal
from cnmas_desktop.domain.world import World
from cnmas_desktop.sync.protocol import AnswerStatus, CentralGateway, EventAnswer, HelloAnswer, HelloRequest, LeaseLine
from tests.central_server import Centre, Person


class HandClock:
    """The real time plus what the test adds."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def monotonic(self) -> float:
        return 0.0

    def boot_id(self) -> str:
        return "test"


@dataclass
class Desk:
    """`seal` makes events in the device's gapless sequence; `push` sends and checks nothing."""

    gateway: CentralGateway
    device: UUID = field(default_factory=uuid4)
    seq: int = 0
    prev: str = ""
    clock: HandClock = field(default_factory=HandClock)
    chance: Random = field(default_factory=lambda: Random(uuid4().int))
    timeline: str | None = None

    def hello(self, held: Mapping[UUID, int] | None = None, pending: int = 0) -> HelloAnswer:
        request = HelloRequest(self.device, "0.1.0", self.seq, pending, None, self.timeline, held or {})
        answer = self.gateway.hello(request)
        self.timeline = answer.timeline
        return answer

    def sign_undertaking(self) -> None:
        """What every agent does once, after which cases may be leased."""
        answer = self.hello()
        self.push(self.seal("undertaking_signed", None, version=answer.policy.undertaking_version))

    def seal(self, kind: str, line: LeaseLine | CaseRef | None, /, **body: Any) -> Event:
        if isinstance(line, LeaseLine):
            line = CaseRef(line.case_id, line.campaign, line.version, line.lease_id, line.epoch)
        self.seq += 1
        world = World(self.clock, self.chance)
        place = Place(self.device, self.seq, self.prev)
        event = seal(EventDraft(EventType(kind), line, body), place, world, zone_offset=60, clock_trusted=True)
        self.prev = event.sha256
        return event

    def push(self, *events: Event) -> tuple[EventAnswer, ...]:
        return self.gateway.push(self.device, [event.text for event in events])

    def call(
        self,
        line: LeaseLine,
        disposition: str = "NRP",
        *,
        state: str = "retry",
        at: datetime | None = None,
        phone: UUID | None = None,
        middle: Sequence[tuple[str, dict[str, Any]]] = (),
        incoming: bool = False,
        queue_class: int = 4,
    ) -> list[Event]:
        """The sealed events of one call: started, what happened in it, ended."""
        attempt = str(uuid4())
        number = str(phone or self.phone(line))
        started = {"cases": [str(line.case_id)], "incoming": incoming, "rule": "public_service", "zone": "Europe/Paris"}
        events = [self.seal("call_started", line, attempt=attempt, phone=number, **started)]
        events += [self.seal(kind, line, **{"attempt": attempt, **body}) for kind, body in middle]
        proposal = {"state": state, "class": queue_class, "at": instant(at or self.clock.now() + timedelta(hours=3))}
        events.append(
            self.seal(
                "call_ended", line, attempt=attempt, disposition=disposition, phone=number, step="script", seconds=30, proposal=proposal
            )
        )
        return events

    def phone(self, line: LeaseLine) -> UUID:
        payloads = self.gateway.fetch([line.case_id])
        return payloads[0].phones[0].id if payloads else uuid4()


def instant(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


@dataclass
class Office:
    """A centre with one plain campaign, and the desks of its agents; everything is closed by `close`."""

    centre: Centre
    rule: str = "training"
    regime: str = "service"
    campaign: str = "ESSAI"
    gateways: list[AgentGateway] = field(default_factory=list)
    people: dict[str, Person] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.centre.plain_campaign(self.campaign, rule=self.rule, regime=self.regime)

    def person(self, name: str) -> Person:
        if name not in self.people:
            self.people[name] = self.centre.add_agent()
            self.centre.operator.execute(
                "UPDATE app.person SET undertaking_version = '1', undertaking_at = now() WHERE login = %s", (self.people[name].login,)
            )
        return self.people[name]

    def gateway(self, name: str = "one") -> AgentGateway:
        return self.gateway_at(self.centre.url, name)

    def gateway_at(self, url: str, name: str = "one") -> AgentGateway:
        """Signed in at another address of the same centre: a wire that can be cut."""
        person = self.person(name)
        self.gateways.append(AgentGateway.sign_in(url, person.login, person.password))
        return self.gateways[-1]

    def desk(self, name: str = "one") -> Desk:
        """A new device of this agent, who signed the undertaking; it has presented itself."""
        desk = Desk(self.gateway(name))
        desk.hello()
        return desk

    def leased(self, number: int = 1, name: str = "one") -> tuple[Desk, list[LeaseLine]]:
        """A desk with `number` new cases."""
        self.centre.import_people(self.campaign, number, start=self.centre.value("SELECT count(*) FROM app.call_case"))
        desk = self.desk(name)
        lines = list(desk.gateway.check_out(desk.device, number))
        assert len(lines) == number
        return desk, lines

    def case(self, line: LeaseLine, columns: str = "state") -> Any:
        """One column of a case, or a tuple of several."""
        (row,) = self.centre.rows(f"SELECT {columns} FROM app.call_case WHERE id = %s", line.case_id)
        return row[0] if len(row) == 1 else row

    def close(self) -> None:
        for gateway in self.gateways:
            gateway.close()


def phone_state(office: Office, line: LeaseLine) -> str | None:
    rows = office.centre.rows(
        "SELECT s.state FROM app.call_case c, app.standing(c.contact_id) s WHERE c.id = %s AND s.channel = 'phone'", line.case_id
    )
    return rows[0][0] if rows else None


def applied(desk: Desk, *events: Event) -> None:
    """The centre takes them without a remark."""
    assert {(answer.status, answer.reason) for answer in desk.push(*events)} == {(AnswerStatus.APPLIED, None)}


def centre_attempt(event: Event) -> str:
    attempt: str = json.loads(event.text)["body"]["attempt"]
    return attempt
