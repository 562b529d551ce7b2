"""What a supervisor decides: each act has a preview, a reason, and stays written with who and when. Long acts go by portions.

An act is a value; `Steering.preview` says what it would touch now, `Steering.run` does it. A run stopped between two portions leaves what it
did, says how much that was, and the same act may be run again for the rest.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Share:
    """Give free cases, in the order of the queue, in turn to these agents; whole persons, so a few more may go. `count` None: all.
    `department`: of the address ("31"). `language`: a skill's code; `conversions`: only refusals that may be tried once more, never of a study.
    Those go to agents who have the skill, `SENIOR` for conversions."""

    campaign: str
    to: tuple[str, ...]
    count: int | None = None
    organisme: str | None = None
    department: str | None = None
    language: str | None = None
    conversions: bool = False


@dataclass(frozen=True, slots=True)
class TakeBack:
    """Cases given to an agent and not held go back to the pool."""

    login: str
    campaign: str | None = None


@dataclass(frozen=True, slots=True)
class Release:
    """An absent agent's cases. Not `now`: they come back at the desk's next contact or when the reservation ends. `now`: at once, at the
    accepted risk that the person is called twice; a late result is kept and marked. Promises become the team's either way."""

    login: str
    now: bool = False


@dataclass(frozen=True, slots=True)
class SetState:
    """`state`: open, paused or closed (for good)."""

    campaign: str
    state: str


@dataclass(frozen=True, slots=True)
class SetPriority:
    """A smaller number is called first."""

    campaign: str
    rank: int


@dataclass(frozen=True, slots=True)
class SetQuota:
    """How many interviews a cell of the campaign is to have."""

    campaign: str
    cell: str
    target: int


@dataclass(frozen=True, slots=True)
class Decide:
    """Events that wait: take them into the case (`keep`), or set them aside for good. Ids as in `Waiting`."""

    ids: tuple[UUID, ...]
    keep: bool


@dataclass(frozen=True, slots=True)
class Reopen:
    """A case that was over may be called again, unless the person is not to be called."""

    case_id: UUID


@dataclass(frozen=True, slots=True)
class Close:
    """Nobody calls this case any more, whatever is still on its way from a desk."""

    case_id: UUID


@dataclass(frozen=True, slots=True)
class CancelSlips:
    """Refusals to be called and oppositions that were noted by mistake: the persons are called again, unless something else stops them.
    Ids as in `Slip`."""

    ids: tuple[UUID, ...]


Act = Share | TakeBack | Release | SetState | SetPriority | SetQuota | Decide | Reopen | Close | CancelSlips

SENIOR = "senior"
"""The skill of those who take up a refusal (ISO 20252: not the one who was refused, one who has the practice)."""


@dataclass(frozen=True, slots=True)
class Promise:
    """Who was promised what, by reference. `promised_by`: a login."""

    case_id: UUID
    row_ref: str
    campaign: str
    at: datetime
    firm: bool
    promised_by: str | None


@dataclass(frozen=True, slots=True)
class Preview:
    """What an act would touch now. `promises`: callbacks among the cases; at most 200 are named. `live`: how many of them a desk may be calling."""

    cases: int
    people: int
    live: int = 0
    promises: tuple[Promise, ...] = ()


@dataclass(frozen=True, slots=True)
class Done:
    """`decision`: under which it is written. `stopped`: before the end, as asked."""

    decision: UUID
    touched: int
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class Waiting:
    """One event that waits for a decision; of a study a case (`id` is its id) with all that waits of it, `type` then `study`. `kind`: quarantined,
    conflict, flagged.

    `no_keep`, `no_drop`: the code of why it cannot be taken into the case, or set aside; empty where it can."""

    id: UUID
    kind: str
    reason: str
    type: str
    campaign: str
    case_id: UUID | None
    row_ref: str | None
    login: str
    at: datetime
    no_keep: str = ""
    no_drop: str = ""


@dataclass(frozen=True, slots=True)
class Slip:
    """A refusal to be called, or an opposition, that an agent says was noted by mistake. `channel`: phone, mail, sms, post, study;
    `reason`: a code, as the agent gave it; `said_at`: when it was noted."""

    slip: UUID
    campaign: str
    organisme: str
    case_id: UUID
    row_ref: str | None
    channel: str
    login: str
    said_at: datetime
    asked_at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of what was decided. `kind`: share, take_back, release, release_now, campaign_paused, campaign_open, campaign_closed, set_priority, set_quota, decide, reopen,
    close, cancel_slip, open_record."""

    id: UUID
    at: datetime
    by: str
    kind: str
    reason: str
    campaign: str | None
    touched: int


@dataclass(frozen=True, slots=True)
class Colleague:
    """An agent of one's own teams."""

    login: str
    name: str
    team: str | None
    skills: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sent:
    """A message and by how many of those addressed it was read. `audience`: person, team, all."""

    id: UUID
    sender: str
    audience: str
    addressee: str | None
    text: str
    at: datetime
    ends_at: datetime
    addressed: int
    read: int


class Course(Protocol):
    """Told after each portion; False stops before the next."""

    def __call__(self, done: int, total: int) -> bool: ...


class Steering(Protocol):
    """KnownError `centre.*`, `steering.*`, `campaign.unknown`, `staff.unknown`: also for what is not one's own."""

    def preview(self, act: Act) -> Preview: ...

    def run(self, act: Act, reason: str, course: Course) -> Done:
        """`reason`: 3 to 200 characters, kept for the yearly review; KnownError `steering.reason`; `steering.interrupted` where the centre was
        lost between two portions."""
        ...

    def waiting(self, campaign: str | None = None) -> tuple[Waiting, ...]:
        """The oldest first, at most 500."""
        ...

    def slips(self) -> tuple[Slip, ...]:
        """What agents ask to have cancelled, the oldest question first, at most 500."""
        ...

    def organismes(self) -> Mapping[str, Sequence[str]]:
        """Campaign -> the organismes that have cases in it."""
        ...

    def decisions(self, days: int = 30) -> tuple[Decision, ...]:
        """The latest first, at most 500."""
        ...

    def colleagues(self) -> tuple[Colleague, ...]: ...

    def send(self, text: str, *, person: str | None = None, team: str | None = None, until: datetime | None = None) -> UUID:
        """To an agent, a team or, when neither is named, to all one's own; until the end of the day unless said. KnownError `message.*`."""
        ...

    def messages(self, days: int = 7) -> tuple[Sent, ...]: ...
