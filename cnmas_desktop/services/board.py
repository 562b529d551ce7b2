"""The live board: how every campaign's queue stands, what each agent's desk last said, and what waits for somebody.

Every figure is as of one instant of the centre's clock. What the centre knows and what is still in the field are never added up:
`pending` is what a desk said at its last contact, so a desk not heard of has an age and no zero. Agents are never ranked.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Protocol
from uuid import UUID

from cnmas_desktop.central.queue_counts import QueueCounts
from cnmas_desktop.services.health import Health

MUTE_AFTER = timedelta(minutes=10)
"""A desk with a lease not heard of for so long is mute."""
LATE_TO_SEND = timedelta(hours=1)
"""What has waited so long to be transmitted is an alert."""


DECISIONS = ("quarantined", "conflict", "flagged", "asked", "incident", "given_back")
"""What waits for a supervisor's word, and not for a call."""


@dataclass(frozen=True, slots=True)
class CampaignLine(QueueCounts):
    """One campaign of one organisme, as of the board's instant.

    `in_field`: about so many events that desks told of and have not sent. `unreached`: over, and nobody was ever spoken to. `stops`: why cases are
    blocked (opted_out, opposition, deceased, other) -> how many. Nothing of what people said in a study is here: two readings a few seconds apart
    would tell one answer; its page has the aggregates. `ends`: first and last day expected at the present pace; None where there is none.
    `closes_at`: when it is to end; `late`: at the present pace it most likely will not have.
    """

    regime: str
    priority: int
    in_field: int = 0
    unreached: int | None = 0
    stops: Mapping[str, int] = field(default_factory=dict)
    ends: tuple[date, date] | None = None
    closes_at: datetime | None = None
    late: bool = False

    @property
    def state(self) -> str:
        return self.campaign_state

    @property
    def alert(self) -> tuple[int, int]:
        """What to sort by, the greatest first."""
        return self.callbacks_late, self.to_decide

    @property
    def over(self) -> int:
        """Cases that nobody has to call any more."""
        return self.done + (self.exhausted or 0) + (self.blocked or 0)


@dataclass(frozen=True, slots=True)
class AgentLine:
    """One agent on one desk (`device` None: no desk yet). `pending` None: never told. `clock_offset`: seconds, centre minus desk."""

    login: str
    name: str
    team: str | None
    device: UUID | None
    last_contact_at: datetime | None
    work_state: str | None
    state_since: datetime | None
    leased: int
    callbacks_due: int
    calls_today: int
    interviews_today: int
    pending: int | None
    oldest_pending_at: datetime | None
    clock_offset: float | None

    def late_to_send(self, as_of: datetime) -> bool:
        """What it had not sent at its last contact has waited for an hour by now."""
        return self.oldest_pending_at is not None and as_of - self.oldest_pending_at > LATE_TO_SEND

    def mute(self, as_of: datetime) -> bool:
        """Holds cases and has not been heard of; its figures are then shown as « — » with their age."""
        return self.leased > 0 and (self.last_contact_at is None or as_of - self.last_contact_at > MUTE_AFTER)


@dataclass(frozen=True, slots=True)
class Todo:
    """What waits for a supervisor; `reason`: a code.

    `kind`: missed_callback (`reason`: held by a desk, or the team's), called_in (could not be looked up, and not called since), incident, given_back,
    quarantined, conflict, flagged, asked, mute (desks that hold cases and are not heard of)."""

    kind: str
    campaign: str
    reason: str
    count: int
    oldest_at: datetime | None


@dataclass(frozen=True, slots=True)
class Tiles:
    """The six figures at the top. `field`: events not transmitted, as desks last told (so « ≥ »); `late_to_send`: desks over an hour."""

    callable: int
    callbacks_due: int
    callbacks_late: int
    field: int
    interviews_today: int
    to_decide: int
    late_to_send: int


@dataclass(frozen=True, slots=True)
class BoardView:
    as_of: datetime
    campaigns: tuple[CampaignLine, ...]
    agents: tuple[AgentLine, ...]
    todo: tuple[Todo, ...]

    @property
    def waiting(self) -> tuple[Todo, ...]:
        """All that waits: what the centre told, and the desks that are mute, the longest silence first."""
        mute = [one for one in self.agents if one.mute(self.as_of)]
        since = min((one.last_contact_at for one in mute if one.last_contact_at), default=None)
        return (*self.todo, *((Todo("mute", "", "", len(mute), since),) if mute else ()))

    @property
    def tiles(self) -> Tiles:
        late = [one for one in self.agents if one.late_to_send(self.as_of)]
        return Tiles(
            sum(one.callable for one in self.campaigns),
            sum(one.callbacks_due for one in self.campaigns),
            sum(one.callbacks_late for one in self.campaigns),
            sum(one.pending or 0 for one in self.agents),
            sum(one.interviews_today for one in self.agents),
            sum(one.count for one in self.todo if one.kind in DECISIONS),
            len(late),
        )

    @property
    def oldest_contact_at(self) -> datetime | None:
        """Of the desks that hold cases: how old what is known of the field may be."""
        return min((one.last_contact_at for one in self.agents if one.leased and one.last_contact_at), default=None)


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One case behind a figure: a reference, never a name (a name needs a reason: `Quality.open_record`)."""

    campaign: str
    case_id: UUID
    row_ref: str
    organisme: str
    state: str
    disposition: str | None
    callable_from: datetime | None
    callback_at: datetime | None
    promised_by: str | None
    leased_by: str | None
    assigned_to: str | None


class LiveBoard(Protocol):
    """All within one's own teams and campaigns. KnownError `centre.*`, `sign_in.refused`. Not for the thread of the window."""

    def refresh(self) -> BoardView: ...

    def cases(self, campaign: str | None, organisme: str | None, figure: str, login: str | None = None) -> tuple[CaseLine, ...]:
        """The list behind a figure, at most 500, the first to be called first. `figure`: the name of a count of `CampaignLine`; with
        `login`, those this agent holds (`leased`), promised (`callbacks_due`) or was given (`assigned`)."""
        ...

    def health(self) -> Health:
        """The counters of the whole centre."""
        ...

    def find(self, reference: str) -> tuple[CaseLine, ...]:
        """The cases of an organisme's reference of its row, or of one id; at most 120 characters."""
        ...
