"""What a workstation and the centre say to each other: messages, answers, and the two ports.

One sync is: hello -> push (refusals to be called first, in batches) -> reconcile -> colleagues, reviews -> check in -> renew -> fetch what differs -> check out
-> fetch -> apply -> verify the counts. The local set is never emptied before its replacement is complete (decision 8).

`CentralGateway` is what the centre offers one signed-in agent; `LocalReplica` what the encrypted store offers the sync.
Both have a second implementation in the tests, held to the same contract suite. Every instant is aware and in UTC.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

PROTOCOL = 3
"""What this program speaks. A centre, which is upgraded before its workstations, answers its own version and the two before. To be raised by one with
what is said or expected anew; what this one says is recorded first (`tests/operations/recorder.py`)."""
UNANSWERED = frozenset({"centre.unreachable", "centre.busy", "centre.no_primary", "centre.timeout"})
"""Of the faults of a call to the centre: it cannot be reached or has no time. Work goes on, and whoever asked asks again later."""
MAX_BATCH_EVENTS = 500
MAX_BATCH_BYTES = 256 * 1024
RECONCILE_WINDOW = 1000


class AnswerStatus(StrEnum):
    """What the centre did with one event. Everything but a refused connection is an answer: nothing is sent again for ever."""

    APPLIED = "applied"
    DUPLICATE = "duplicate"
    FLAGGED = "flagged"
    QUARANTINED = "quarantined"
    CONFLICT = "conflict"


class DeviceStatus(StrEnum):
    ACTIVE = "active"
    CLONED = "cloned"
    ERASE = "erase"


@dataclass(frozen=True, slots=True)
class VersionRef:
    """The triple that names an immutable campaign version (decision 5)."""

    code: str
    version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Policy:
    """What the centre decides for its workstations."""

    lease_size: int = 120
    lease_cap: int = 200
    lock_minutes: int = 5
    lock_in_call_minutes: int = 45
    sync_seconds: int = 60
    dial_scheme: str = "tel"
    undertaking_version: str = "1"
    undertaking_text: str = ""


@dataclass(frozen=True, slots=True)
class PersonRef:
    """The one who signed in. `authorised`: the director's authorisation holds for at least one open campaign today."""

    login: str
    display_name: str
    first_name: str
    role: str
    authorised: bool
    undertaking_signed: str | None


@dataclass(frozen=True, slots=True)
class HelloRequest:
    device_id: UUID
    client_version: str
    last_seq: int
    pending: int
    oldest_pending_at: datetime | None
    timeline: str | None
    held_epochs: Mapping[UUID, int] = field(default_factory=dict)
    work_state: str | None = None
    state_since: datetime | None = None
    """The agent's present work state and since when, for the supervisor's board (trade section 3); None: not said."""
    clock_offset: float | None = None
    """Seconds, centre minus workstation, at the hello before; None: there was none."""


@dataclass(frozen=True, slots=True)
class Confided:
    """Who handed a case over, by name, and the code of the reason; `skill`: of what was asked for, where neither a colleague nor a team was."""

    by: str
    reason: str
    skill: str | None = None


@dataclass(frozen=True, slots=True)
class Callback:
    """A moment to call back. `missed`: how often a firm one was not honoured. `confided`: where a hand-over made it."""

    kind: str
    at: datetime
    zone: str
    missed: int = 0
    confided: Confided | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """A line of a supervisor to this agent, their team or all. `read`: the centre knows that the agent has read it."""

    id: UUID
    sender: str
    text: str
    at: datetime
    ends: datetime
    read: bool = False


@dataclass(frozen=True, slots=True)
class Colleagues:
    """Whom a case may be confided to: the colleagues of one's team (login -> name to show), the teams, the skills that somebody has."""

    people: Mapping[str, str] = field(default_factory=dict)
    teams: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    present: Mapping[str, int] = field(default_factory=dict)
    """How many are at work, by « colleague:login », « team:name », « skill:code »; absent: nobody."""


@dataclass(frozen=True, slots=True)
class Review:
    """A supervisor's review of one of the agent's interviews, held at `held_at`. `marks`: as `services.quality.GRID` names them."""

    campaign: str
    held_at: datetime
    at: datetime
    by: str
    marks: Mapping[str, str]
    remark: str


@dataclass(frozen=True, slots=True)
class HelloAnswer:
    centre_id: UUID
    demo: bool
    server_time: datetime
    timeline: str
    protocol_min: int
    protocol_max: int
    device_status: DeviceStatus
    policy: Policy
    person: PersonRef
    password_expires_at: datetime | None
    organisation_key: bytes
    campaigns: tuple[VersionRef, ...]
    promises: tuple[Callback, ...] = ()
    """The agent's firm callbacks whose cases wait at the centre: their moments only."""
    messages: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class EventAnswer:
    """The answer to one pushed text, in the order sent. `reason` is a code of `messages` under "reason." for flagged and worse."""

    event_id: UUID | None
    status: AnswerStatus
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class ReconcileAnswer:
    """What the centre holds of this device from `from_seq` on. `digests`: window number (seq // 1000) -> `window_digest`."""

    count: int
    max_seq: int
    missing: tuple[tuple[int, int], ...]
    digests: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class LeaseLine:
    """One case this agent holds on this device. A withdrawn one has its reason and is dropped once its events are acknowledged."""

    case_id: UUID
    lease_id: UUID
    epoch: int
    until: datetime
    revision: int
    campaign: str
    version: str
    withdrawn: str | None = None


@dataclass(frozen=True, slots=True)
class Phone:
    """One number of a person. `status`: ok, wrong, out_of_service."""

    id: UUID
    e164: str
    zone: str
    status: str = "ok"


@dataclass(frozen=True, slots=True)
class PastAttempt:
    """An attempt on the person or one of their numbers in the last 30 days, over all campaigns.

    `disposition` only when it was made in this case's campaign."""

    at: datetime
    phone_id: UUID | None
    disposition: str | None = None
    counts: bool = True


@dataclass(frozen=True, slots=True)
class Authorisation:
    """The standing contact authorisation on one channel: `given` or `withdrawn`, and the event that made it so."""

    channel: str
    state: str
    event_id: UUID | None


@dataclass(frozen=True, slots=True)
class CasePayload:
    """What travels of a case: only fields the campaign displays or speaks. `person_id` joins the cases of one household call."""

    case_id: UUID
    person_id: UUID
    campaign: str
    version: str
    organisme: str
    revision: int
    state: str
    queue_class: int
    callable_from: datetime
    seeded_key: int
    fields: Mapping[str, str]
    phones: tuple[Phone, ...]
    attempts: tuple[PastAttempt, ...] = ()
    callback: Callback | None = None
    blocked_until: datetime | None = None
    blocked_reason: str | None = None
    authorisations: tuple[Authorisation, ...] = ()
    interrupted_step: str | None = None
    called_in_at: datetime | None = None
    """When somebody called in from a number of the person, and was told that whoever holds the case will know; None once answered."""
    came: tuple[PastAttempt, ...] = field(default=(), compare=False, repr=False)
    """Of `attempts`, those that a store has from the centre: it need not write them again."""


@dataclass(frozen=True, slots=True)
class PendingEvent:
    """An event not yet acknowledged, as bytes never to be rewritten. `position`: its own on its store for ever; `seq`: on its device."""

    position: int
    seq: int
    id: UUID
    text: str


def rest() -> None:
    """Nothing to do meanwhile."""


class CentralGateway(Protocol):
    """One connection to the centre under an agent's own login. Any call may raise KnownError `centre.unreachable`, `centre.busy`,
    `sign_in.refused`; after such an error during `push` the sender cannot know whether it was applied and sends it again."""

    def hello(self, request: HelloRequest) -> HelloAnswer: ...

    def push(self, device_id: UUID, texts: Sequence[str], meanwhile: Callable[[], object] = rest) -> tuple[EventAnswer, ...]:
        """`meanwhile`: done here, once at most, while the centre works on them."""
        ...

    def reconcile(self, device_id: UUID, from_seq: int) -> ReconcileAnswer: ...

    def renew(self, device_id: UUID) -> tuple[LeaseLine, ...]:
        """The full set this agent holds on this device, renewed; withdrawn ones with their reason."""
        ...

    def check_out(self, device_id: UUID, wanted: int) -> tuple[LeaseLine, ...]:
        """Take up to `wanted` more cases under a new lease: assigned ones first, then the pools, whole households."""
        ...

    def fetch(self, case_ids: Sequence[UUID]) -> tuple[CasePayload, ...]:
        """The payloads of cases held by this agent; ids not held are left out alike, whether they exist or not."""
        ...

    def fetch_campaign(self, version: VersionRef) -> str:
        """The text of a campaign version; its SHA-256 is checked by the caller."""
        ...

    def colleagues(self) -> Colleagues:
        """Whom a case may be confided to."""
        ...

    def reviews(self) -> tuple[Review, ...]:
        """Of the agent's own interviews, in the last 30 days, the latest first."""
        ...

    def check_in(self, device_id: UUID, case_ids: Sequence[UUID]) -> int:
        """Give back cases not begun, and those whose call left a callback for anybody of the team; returns how many."""
        ...

    def deposit(self, blob: bytes) -> None:
        """Leave frames of a sealed journal of somebody else of this workstation, unread; a second time changes nothing."""
        ...

    def close(self) -> None: ...


class LocalReplica(Protocol):
    """The encrypted store as the sync sees it. Each method is one short transaction (<= 20 ms); `apply` is the only swap."""

    def hello_request(self) -> HelloRequest: ...

    def record_hello(self, answer: HelloAnswer, clock_offset: float) -> None:
        """Keep policy, person, offset in seconds (centre minus workstation). A changed timeline puts acknowledged events back to be sent."""
        ...

    def renew_identity(self) -> None:
        """This store was copied and its device id is used elsewhere: take a new one. Events already sealed keep their bytes and are
        sent as they are; the next event begins the new device's sequence at 1 (decision 24)."""
        ...

    def pending(self, max_events: int, max_bytes: int, besides: Sequence[PendingEvent] = ()) -> tuple[PendingEvent, ...]:
        """The next events to send, `FIRST_TO_SEND` types first, then by seq; at least one if any waits. `besides`: these are on their way."""
        ...

    def acknowledge(self, answers: Sequence[tuple[PendingEvent, EventAnswer]], timeline: str) -> None: ...

    def digests(self, from_seq: int) -> ReconcileAnswer:
        """The same figures as the centre's, over acknowledged events."""
        ...

    def send_again(self, ranges: Sequence[tuple[int, int]]) -> int:
        """Put acknowledged events with seq in `ranges` (inclusive) back to be sent; returns how many still had their bytes."""
        ...

    def oldest_kept_seq(self) -> int:
        """The smallest seq whose bytes are still here (1 if none was purged yet)."""
        ...

    def to_give_back(self) -> tuple[UUID, ...]:
        """Cases that the agent's end of the day gives back; none when it is done or was never asked."""
        ...

    def given_back(self) -> None:
        """The centre has taken them back: ask no more."""
        ...

    def colleagues_due(self) -> bool:
        """Whether the list of colleagues here is missing or a few minutes old."""
        ...

    def store_colleagues(self, colleagues: Colleagues, reviews: Sequence[Review]) -> None:
        """Both are asked at once, and replace what was known."""
        ...

    def versions(self) -> tuple[VersionRef, ...]: ...

    def store_version(self, version: VersionRef, text: str) -> None: ...

    def held(self) -> Mapping[UUID, int]:
        """Case id -> revision, of every case in the store."""
        ...

    def wanted(self, policy: Policy) -> int:
        """How many more cases the queue can take."""
        ...

    def stage(self, payloads: Sequence[CasePayload]) -> None:
        """Put payloads aside; nothing is visible before `apply`."""
        ...

    def apply(self, leases: Sequence[LeaseLine], server_time: datetime) -> int:
        """Make the staged payloads and these leases the whole set, as a difference, in one transaction; returns cases now held.

        A case with unacknowledged events or in an open call is kept until they are done. Fields a new campaign version drops are erased.
        """
        ...

    def finish(self, at: datetime) -> None:
        """Note the sync as complete; run the retention rules (decision 29)."""
        ...
