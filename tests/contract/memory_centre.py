"""A centre in memory: the second implementation of `CentralGateway`, held to the same contract suite as PostgreSQL.

For the fault schedules, where a thousand centres are needed and each must be cut at will. It keeps the protocol's promises
(leases with epochs, answers per event, sticky refusals, history-based authorisation) and knows nothing of SQL.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
import json
from uuid import UUID, uuid5

from cnmas_desktop.domain.events import digest, window_digest
from cnmas_desktop.domain.world import World
from cnmas_desktop.messages import KnownError
from cnmas_desktop.sync.protocol import (
    PROTOCOL,
    RECONCILE_WINDOW,
    AnswerStatus,
    Authorisation,
    CasePayload,
    Colleagues,
    DeviceStatus,
    EventAnswer,
    HelloAnswer,
    HelloRequest,
    LeaseLine,
    Notice,
    PersonRef,
    Policy,
    ReconcileAnswer,
    Review,
    VersionRef,
    rest,
)
from tests.contract.memory_rows import Held, MemoryCase, MemoryPerson, StoredEvent

TYPES_WITHOUT_CASE = ("undertaking_signed", "incoming_slip", "message_read", "script_read")
OPEN_STATES = ("fresh", "retry", "callback", "interrupted")


@dataclass(slots=True)
class MemoryCentre:
    """The state of the centre. Tests read it freely; `gateway(login)` opens one agent's connection."""

    world: World
    centre_id: UUID
    people: dict[str, MemoryPerson] = field(default_factory=dict)
    versions: dict[VersionRef, str] = field(default_factory=dict)
    closed: set[str] = field(default_factory=set)
    cases: dict[UUID, MemoryCase] = field(default_factory=dict)
    devices: dict[UUID, tuple[str, DeviceStatus]] = field(default_factory=dict)
    events: dict[UUID, StoredEvent] = field(default_factory=dict)
    quarantine: list[StoredEvent] = field(default_factory=list)
    policy: Policy = field(default_factory=Policy)
    work_states: dict[UUID, tuple[str | None, datetime | None]] = field(default_factory=dict)
    messages: list[Notice] = field(default_factory=list)
    read: set[tuple[str, UUID]] = field(default_factory=set)
    deposits: set[bytes] = field(default_factory=set)
    timeline: str = "1"
    floor: int = 0
    lease_days: int = 1
    accesses: list[tuple[str, str, bool, datetime]] = field(default_factory=list)
    """(login, type, granted, at) of guarded calls."""

    def gateway(self, login: str) -> "MemoryGateway":
        if login not in self.people:
            raise KnownError("sign_in.refused")
        return MemoryGateway(self, self.people[login])

    def add_case(self, payload: CasePayload) -> None:
        self.cases[payload.case_id] = MemoryCase(payload)

    def release_now(self, case_id: UUID) -> None:
        """A supervisor's forced release: the epoch moves on, a late result will be flagged (decision 7)."""
        case = self.cases[case_id]
        case.epoch += 1
        case.held = None

    def lease_id(self, case_id: UUID, epoch: int, login: str, device: UUID) -> UUID:
        """The proof that this centre gave a lease, whatever it has forgotten (`app.lease_proof`)."""
        return uuid5(self.centre_id, f"{case_id} {epoch} {login} {device}")

    def gave(self, lease_id: UUID, case_id: UUID, epoch: int, login: str) -> bool:
        return any(lease_id == self.lease_id(case_id, epoch, login, device) for device, (of, _) in self.devices.items() if of == login)

    def begin_history(self, timeline: str) -> None:
        """It was put back from a backup (`app.begin_history`)."""
        self.timeline = timeline
        self.floor = max((case.epoch for case in self.cases.values()), default=0) + 1000
        for case_id, case in self.cases.items():
            if case.held is not None:
                case.before_restore.add(case.epoch)
                case.epoch = self.floor + 1
                case.history[case.epoch] = (case.held.login, case.held.device)
                case.held.lease_id = self.lease_id(case_id, case.epoch, case.held.login, case.held.device)

    def withdraw(self, case_id: UUID, reason: str) -> None:
        held = self.cases[case_id].held
        if held is not None:
            held.withdrawn = reason

    def snapshot(self) -> dict[UUID, StoredEvent]:
        return dict(self.events)

    def restore(self, events: Mapping[UUID, StoredEvent], timeline: str) -> None:
        """What a failover to an older standby leaves: the events of the snapshot, and another timeline."""
        self.events = dict(events)
        self.timeline = timeline

    def live_leases(self) -> Iterable[tuple[MemoryCase, Held]]:
        now = self.world.clock.now()
        return [(case, case.held) for case in self.cases.values() if case.held is not None and case.held.until > now]


class MemoryGateway:
    """`CentralGateway` of one signed-in agent."""

    def __init__(self, centre: MemoryCentre, person: MemoryPerson) -> None:
        self.centre, self.person = centre, person

    def close(self) -> None:
        """Nothing is held."""

    def hello(self, request: HelloRequest) -> HelloAnswer:
        centre = self.centre
        login, status = centre.devices.get(request.device_id, (self.person.login, DeviceStatus.ACTIVE))
        if login != self.person.login:
            raise KnownError("sign_in.refused")
        centre.devices[request.device_id] = (login, status)
        centre.work_states[request.device_id] = (request.work_state, request.state_since)
        for case_id, epoch in request.held_epochs.items() if request.timeline not in (None, centre.timeline) else ():
            case = centre.cases.get(case_id)
            if case is not None and case.held is None and epoch > case.epoch:
                case.epoch = epoch
        return HelloAnswer(
            centre_id=centre.centre_id,
            demo=True,
            server_time=centre.world.clock.now(),
            timeline=centre.timeline,
            protocol_min=PROTOCOL - 2,
            protocol_max=PROTOCOL,
            device_status=status,
            policy=centre.policy,
            person=PersonRef(
                self.person.login,
                self.person.display_name,
                self.person.first_name,
                "agent",
                self.person.authorised,
                self.person.undertaking,
            ),
            password_expires_at=None,
            organisation_key=bytes([9]) + bytes(31),  # a point of the curve: what is saved is sealed to it
            campaigns=tuple(version for version in centre.versions if version.code not in centre.closed),
            messages=tuple(replace(one, read=(self.person.login, one.id) in centre.read) for one in centre.messages),
        )

    def push(self, device_id: UUID, texts: Sequence[str], meanwhile: Callable[[], object] = rest) -> tuple[EventAnswer, ...]:
        meanwhile()
        return tuple(self._take(device_id, text) for text in texts)

    def _take(self, device_id: UUID, text: str) -> EventAnswer:
        sha = digest(text)
        try:
            data = json.loads(text)
            event_id = UUID(data["id"])
            device, seq = UUID(data["device"]), int(data["seq"])
        except (ValueError, KeyError, TypeError):
            event = StoredEvent(UUID(int=0), device_id, 0, sha, text, AnswerStatus.QUARANTINED, "unreadable", self.person.login)
            self.centre.quarantine.append(event)
            return EventAnswer(None, AnswerStatus.QUARANTINED, "unreadable")
        known = self.centre.events.get(event_id)
        if known is not None:
            if known.sha256 == sha:
                return EventAnswer(event_id, AnswerStatus.DUPLICATE)
            self.centre.devices[device] = (self.person.login, DeviceStatus.CLONED)
            return self._set_aside(event_id, device, seq, text, sha, AnswerStatus.CONFLICT, "same_id_other_content")
        for kept in self.centre.quarantine:
            if (kept.id, kept.sha256) == (event_id, sha):
                return EventAnswer(event_id, kept.status, kept.reason)
        if any(kept.id == event_id for kept in self.centre.quarantine):
            self.centre.devices[device] = (self.person.login, DeviceStatus.CLONED)
            return self._set_aside(event_id, device, seq, text, sha, AnswerStatus.CONFLICT, "same_id_other_content")
        if any((one.device, one.seq) == (device, seq) for one in [*self.centre.events.values(), *self.centre.quarantine]):
            self.centre.devices[device] = (self.person.login, DeviceStatus.CLONED)
        reason, refused = self._judge(data)
        if refused:
            return self._set_aside(event_id, device, seq, text, sha, AnswerStatus.QUARANTINED, refused)
        status = AnswerStatus.FLAGGED if reason else AnswerStatus.APPLIED
        self.centre.events[event_id] = StoredEvent(event_id, device, seq, sha, text, status, reason, self.person.login)
        self._effect(event_id, data, reason)
        return EventAnswer(event_id, status, reason)

    def _set_aside(self, event_id: UUID, device: UUID, seq: int, text: str, sha: str, status: AnswerStatus, reason: str) -> EventAnswer:
        self.centre.quarantine.append(StoredEvent(event_id, device, seq, sha, text, status, reason, self.person.login))
        return EventAnswer(event_id, status, reason)

    def _judge(self, data: Mapping[str, object]) -> tuple[str | None, str | None]:
        """(why flagged, why quarantined): authorised by the lease history, not by who holds the case now."""
        if data["type"] in TYPES_WITHOUT_CASE:
            return None, None
        case_id, epoch, lease_id = UUID(str(data["case"])), int(str(data["epoch"])), UUID(str(data["lease"]))
        case, me = self.centre.cases.get(case_id), self.person.login
        if case is None:
            return None, "not_held"
        device = UUID(str(data["device"]))
        if lease_id == self.centre.lease_id(case_id, epoch, me, device):
            self.centre.devices.setdefault(device, (me, DeviceStatus.ACTIVE))  # of before a restore, known again by its lease
        known = case.history.get(epoch, ("", None))[0] == me
        forgotten = epoch in case.before_restore if known else self.centre.gave(lease_id, case_id, epoch, me)
        if not known and not forgotten:
            return None, "not_held"
        held = case.held
        if self._overtaken(case, epoch) if forgotten else held is None or epoch != case.epoch:
            return "stale_lease", None
        if case.payload.campaign in self.centre.closed:
            return "after_close", None
        if case.opted_out and data["type"] == "call_started":
            return "after_opt_out", None
        return "restored" if forgotten else None, None

    def _overtaken(self, case: MemoryCase, epoch: int) -> bool:
        """Somebody else has taken the case, or worked on it, since a lease that was forgotten."""
        if case.held is not None and case.held.login != self.person.login:
            return True
        others = (json.loads(one.text) for one in self.centre.events.values() if one.login != self.person.login)
        return any(one["type"] == "call_started" and one["epoch"] > epoch and UUID(one["case"]) == case.payload.case_id for one in others)

    def _effect(self, event_id: UUID, data: Mapping[str, object], reason: str | None) -> None:
        body = data["body"]
        assert isinstance(body, dict)
        if data["type"] == "undertaking_signed":
            self.person.undertaking = str(body["version"])
            return
        if data["type"] == "message_read":
            self.centre.read.add((self.person.login, UUID(str(body["message"]))))
            return
        if data["type"] == "script_read":
            return
        if data["type"] == "incoming_slip":
            self._called_in(str(body["number"]), datetime.fromisoformat(str(data["at"])))
            return
        case, epoch = self.centre.cases[UUID(str(data["case"]))], int(str(data["epoch"]))
        if case.held is None and epoch > case.epoch:
            case.epoch = epoch  # a lease that was forgotten: none to come is taken for it
        for other in self._household(case.payload.person_id) if data["type"] == "call_started" else ():
            other.called_in_at = None
        if data["type"] in ("authorisation_withdrawn", "opposition_made"):
            self._refuse_person(case.payload.person_id, str(body.get("channel", "phone")), event_id)
        elif data["type"] == "authorisation_given":
            for other in self._household(case.payload.person_id) if body.get("lifts") else ():
                other.lifted.add(UUID(body["lifts"]))
                self._stand(other)
        elif data["type"] == "call_ended" and case.state in OPEN_STATES and (epoch == case.epoch or reason == "restored"):
            self._end(case, str(body["proposal"]["state"]))

    def _end(self, case: MemoryCase, state: str) -> None:
        case.state = "blocked" if case.opted_out else state
        case.revision += 1
        if case.state not in OPEN_STATES:
            case.held = None

    def _refuse_person(self, person_id: UUID, channel: str, event_id: UUID) -> None:
        """Sticky: only an opt-in that names this event lifts it (decision 3)."""
        for case in self._household(person_id):
            case.refusals.append((channel, event_id))
            self._stand(case)
            case.revision += 1
            if channel != "phone" or channel not in case.opted_out:
                continue
            if case.state in OPEN_STATES:
                case.state = "blocked"
            if case.held is not None:
                case.held.withdrawn = "opted_out"

    def _stand(self, case: MemoryCase) -> None:
        """The latest refusal of each channel that no authorisation named."""
        case.opted_out = {channel: made for channel, made in case.refusals if made not in case.lifted}

    def _household(self, person_id: UUID) -> list[MemoryCase]:
        return [case for case in self.centre.cases.values() if case.payload.person_id == person_id]

    def _called_in(self, number: str, at: datetime) -> None:
        for case in self._numbered(number):
            case.called_in_at = at
            case.revision += 1

    def _numbered(self, number: str) -> list[MemoryCase]:
        return [case for case in self.centre.cases.values() if number in {phone.e164 for phone in case.payload.phones}]

    def reconcile(self, device_id: UUID, from_seq: int) -> ReconcileAnswer:
        stored = [*self.centre.events.values(), *self.centre.quarantine]
        held: dict[int, str] = {}
        for one in stored:
            if one.device == device_id and one.seq >= from_seq:
                held.setdefault(one.seq, one.sha256)
        return figures(sorted(held.items()), from_seq)

    def colleagues(self) -> Colleagues:
        others = [one for one in self.centre.people.values() if one is not self.person]
        people = {one.login: one.display_name for one in others if one.team == self.person.team}
        teams = {one.team for one in self.centre.people.values() if one.team}
        return Colleagues(people, tuple(sorted(teams)), tuple(sorted({skill for one in others for skill in one.skills})))

    def reviews(self) -> tuple[Review, ...]:
        """Nobody reviews here."""
        return ()

    def renew(self, device_id: UUID) -> tuple[LeaseLine, ...]:
        lines = []
        for case in self.centre.cases.values():
            held = case.held
            if held is None or (held.login, held.device) != (self.person.login, device_id):
                continue
            if held.withdrawn is None and case.payload.campaign in self.centre.closed:
                held.withdrawn = "closed"
            if held.withdrawn is None:
                held.until = self._until()
            lines.append(self._line(case, held))
            if held.withdrawn is not None:
                case.held = None
        return tuple(lines)

    def check_out(self, device_id: UUID, wanted: int) -> tuple[LeaseLine, ...]:
        if not self.person.authorised or self.person.undertaking != self.centre.policy.undertaking_version:
            raise KnownError("check_out.not_authorised")
        now = self.centre.world.clock.now()
        for over in self.centre.cases.values():
            if over.held is not None and over.held.until <= now:
                over.held = None  # ended for good: its desk may not renew what a colleague may have taken
        mine = sum(1 for case in self.centre.cases.values() if case.held and case.held.login == self.person.login)
        room = min(wanted, self.centre.policy.lease_cap - mine)
        taken: list[LeaseLine] = []
        free = sorted(
            (case for case in self.centre.cases.values() if self._free(case, now, device_id)),
            key=lambda case: (case.payload.queue_class, case.payload.callable_from, case.payload.seeded_key, case.payload.case_id),
        )
        for case in free:
            if len(taken) >= room:
                break
            if case.held is not None and case.held.until > now:
                continue
            for member in self._household(case.payload.person_id):
                if self._free(member, now, device_id):
                    taken.append(self._lease(member, device_id))
        return tuple(taken)

    def _free(self, case: MemoryCase, now: datetime, device_id: UUID) -> bool:
        """Free, and nobody else, on whatever desk, holds a case of this person."""
        if case.state not in OPEN_STATES or case.opted_out or case.payload.campaign in self.centre.closed:
            return False
        if case.held is not None and case.held.until > now:
            return False
        return not any(
            other.held is not None and other.held.until > now and (other.held.login, other.held.device) != (self.person.login, device_id)
            for other in self._household(case.payload.person_id)
        )

    def _lease(self, case: MemoryCase, device_id: UUID) -> LeaseLine:
        case.epoch = max(case.epoch, self.centre.floor) + 1
        case.history[case.epoch] = (self.person.login, device_id)
        lease_id = self.centre.lease_id(case.payload.case_id, case.epoch, self.person.login, device_id)
        case.held = Held(lease_id, self.person.login, device_id, self._until())
        return self._line(case, case.held)

    def _until(self) -> datetime:
        return self.centre.world.clock.now() + timedelta(days=self.centre.lease_days)

    def _line(self, case: MemoryCase, held: Held) -> LeaseLine:
        payload = case.payload
        return LeaseLine(
            payload.case_id, held.lease_id, case.epoch, held.until, case.revision, payload.campaign, payload.version, held.withdrawn
        )

    def fetch(self, case_ids: Sequence[UUID]) -> tuple[CasePayload, ...]:
        found = []
        for case_id in case_ids:
            case = self.centre.cases.get(case_id)
            if case is not None and case.held is not None and case.held.login == self.person.login:
                refusals = tuple(Authorisation(channel, "withdrawn", made) for channel, made in sorted(case.opted_out.items()))
                told = {"authorisations": refusals, "called_in_at": case.called_in_at}
                found.append(replace(case.payload, revision=case.revision, state=case.state, **told))  # type: ignore[arg-type]
        return tuple(found)

    def fetch_campaign(self, version: VersionRef) -> str:
        return self.centre.versions[version]

    def deposit(self, blob: bytes) -> None:
        self.centre.deposits.add(blob)

    def check_in(self, device_id: UUID, case_ids: Sequence[UUID]) -> int:
        given = 0
        for case_id in case_ids:
            case = self.centre.cases.get(case_id)
            mine = case and case.held and (case.held.login, case.held.device) == (self.person.login, device_id)
            if case and mine and (case.state == "callback" or not self._begun(case_id, case.epoch)):
                case.held = None
                given += 1
        return given

    def _begun(self, case_id: UUID, epoch: int) -> bool:
        begun = (json.loads(one.text) for one in self.centre.events.values() if '"call_started"' in one.text)
        return any((UUID(one["case"]), one["epoch"]) == (case_id, epoch) for one in begun)


def figures(lines: Sequence[tuple[int, str]], from_seq: int) -> ReconcileAnswer:
    """Count, greatest seq, gaps and digests of the events of one device, `(seq, sha256)` in order."""
    present = sorted({seq for seq, _ in lines})
    missing, expected = [], from_seq
    for seq in present:
        if seq > expected:
            missing.append((expected, seq - 1))
        expected = seq + 1
    windows: dict[int, list[tuple[int, str]]] = {}
    for seq, sha in lines:
        windows.setdefault(seq // RECONCILE_WINDOW, []).append((seq, sha))
    digests = {number: window_digest(group) for number, group in windows.items()}
    return ReconcileAnswer(len(lines), present[-1] if present else 0, tuple(missing), digests)
