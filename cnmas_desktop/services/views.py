"""What the agent's window shows and may ask: frozen values, and the one port `AgentDesk` behind which the work is done.

The window renders these values and sends back actions; it decides nothing. `services.desk.Desk` is the implementation; it answers
within a frame, on the main thread, from the local store only. Instants are aware; `local` ones are already in the zone named.
A `Message` is a code of `messages` with its parameters: the window translates it. Texts of campaigns are plain strings, shown as they are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

if TYPE_CHECKING:
    from cnmas_desktop.services.agenda import AgentAgenda
    from cnmas_desktop.services.incoming import Incoming
    from cnmas_desktop.services.mending import AgentMending
    from cnmas_desktop.services.notices import AgentNotices
    from cnmas_desktop.services.own_reviews import AgentReviews
    from cnmas_desktop.services.presence import AgentPresence
    from cnmas_desktop.services.revealing import Revealing
    from cnmas_desktop.services.shift import AgentShift


@dataclass(frozen=True, slots=True)
class Message:
    code: str
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a closed list of the campaign (refusal reasons, request types, offers…) or of the program (`label` already in words)."""

    code: str
    label: str
    there: int | None = None
    """Of somebody to confide a case to: how many are at work, at `CallView.present_at`; None where that is unknown."""


class AnswerKind(StrEnum):
    OPEN = "open"
    ONE = "one"
    SEVERAL = "several"
    SCALE = "scale"


@dataclass(frozen=True, slots=True)
class QuestionView:
    """How a question of a study is answered. `choices`: all there are, empty for an open one; the numbers of a scale as codes."""

    kind: AnswerKind
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class SyncView:
    """What the status line and the pill say. `offline_since` None: online. `problem`: why syncing stopped, with what to do."""

    online: bool
    offline_since: datetime | None
    running: bool
    waiting: int
    flagged: int
    quarantined: int
    last_complete_at: datetime | None
    problem: Message | None = None


@dataclass(frozen=True, slots=True)
class QueueLine:
    """A case in the queue list: name and campaign only (trade section 1), and why it is where it is."""

    case_id: UUID
    name: str
    campaign: str
    why: Message


@dataclass(frozen=True, slots=True)
class CallbackLine:
    """A promised callback. `at` in the agent's zone; `local_at` in the person's, None when it reads the same."""

    case_id: UUID
    name: str
    at: datetime
    local_at: datetime | None
    firm: bool
    due: bool
    late: bool
    called_in: bool = False
    """Nothing was promised: the person called in at that moment."""


@dataclass(frozen=True, slots=True)
class Blocking:
    """Cases that cannot be called now, by reason, and when the first of them can."""

    reason: Message
    count: int
    next_at: datetime | None


@dataclass(frozen=True, slots=True)
class DayFigures:
    """The agent's day, by the definitions of the supervisor's figures (`domain.own_figures`); on this workstation only."""

    calls: int
    interviews: int
    agreements: int
    reached: int = 0
    refusals: int = 0
    callbacks: int = 0


@dataclass(frozen=True, slots=True)
class DeskView:
    """The left column, the bars and the banners."""

    agent: str
    next: QueueLine | None
    none: Message | None
    upcoming: tuple[QueueLine, ...]
    callbacks: tuple[CallbackLine, ...]
    callable_now: int
    blocked: tuple[Blocking, ...]
    held: int
    held_until: datetime | None
    day: DayFigures
    sync: SyncView
    banners: tuple[Message, ...]
    work_state: str
    practice: bool = False
    """Invented people on a store of its own: nothing is sent."""


@dataclass(frozen=True, slots=True)
class FieldView:
    name: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class AttemptView:
    """`at` in the agent's zone; `outcome` None for an attempt of another campaign."""

    at: datetime
    outcome: Message | None


@dataclass(frozen=True, slots=True)
class PhoneView:
    """`display` in national format; `current` is the one F2 dials."""

    id: UUID
    display: str
    kind: str
    current: bool
    usable: bool


@dataclass(frozen=True, slots=True)
class OptionView:
    """One answer. `key` as shown on its key cap ("1", "F3", "Enter"); `form` names the panel that asks for its data, None: acts at once."""

    key: str
    action: str
    label: Message
    primary: bool
    form: str | None
    destructive: bool


@dataclass(frozen=True, slots=True)
class StepMark:
    label: Message
    state: str
    """done, now or todo."""


@dataclass(frozen=True, slots=True)
class SayView:
    """The sentence to say, ready to read. `heading`: what it is; `version` of a notice, else None."""

    heading: Message
    text: str
    version: str | None = None


@dataclass(frozen=True, slots=True)
class CallView:
    """The centre of the window: one case at one step. Holds only what may be seen at this step."""

    case_id: UUID
    step: str
    strip: tuple[StepMark, ...]
    name: str
    organisme: str
    campaign: str
    local_time: datetime
    local_place: str
    phones: tuple[PhoneView, ...]
    tries: int
    """Attempts before this call that count."""
    last_try: AttemptView | None
    fields: tuple[FieldView, ...]
    hidden_fields: int
    why: Message | None
    blocked: Message | None
    """Why the dial button is closed, with the next legal instant in words; None when F2 acts."""
    say: SayView | None
    options: tuple[OptionView, ...]
    anytime: tuple[OptionView, ...]
    """F3, F6, F7, F8, F9, F11…: what the right column offers at this step."""
    facts: tuple[Message, ...]
    """What will go to the organisme, in words."""
    summary: tuple[Message, ...]
    """The five lines before saving; empty but at the end."""
    note: str
    note_codes: tuple[str, ...]
    note_allowed: bool
    started_at: datetime | None
    """When the number was handed to the phone; None before."""
    household: tuple[int, int]
    """(this child or case, how many in this call), (1, 1) for one."""
    household_label: str
    choices: Mapping[str, tuple[Choice, ...]]
    """Closed lists for the panels: refusal_reasons, offers, request_types, change_fields, channels, note_codes, skip_reasons,
    handover_reasons, handover_targets, incident_kinds, languages, rights."""
    identity_prompt: Message
    """What the field of the identity step waits for; the question itself is in `say`."""
    identity_answer: Message | None
    """After a check: concorde / ne concorde pas."""
    rights_address: str
    language_question: str
    """What asks somebody who speaks another language which one, where it can be chosen; "" elsewhere."""
    public_number: str
    resumed: Message | None
    """« Appel en cours retrouvé à l'étape … » right after a restart."""
    draft: Mapping[str, str]
    after_call_since: datetime | None = None
    """When the ending was chosen: the work after the call; None before."""
    question: QuestionView | None = None
    """The question of a study that is being put."""
    present_at: datetime | None = None
    """When the centre said who of the colleagues is at work; None: not lately."""
    details: tuple[FieldView, ...] = ()
    """What is known of each of `change_fields`, while one may be corrected."""
    incoming: bool = False
    """The person calls; `started_at` is None then, as where a callback is planned without a call."""


@dataclass(frozen=True, slots=True)
class CallbackCheck:
    """A moment to call back, before it is saved: the same instant in both zones, and why it may not be taken (None: it may)."""

    at: datetime
    agent_local: datetime
    person_local: datetime
    refused: Message | None


@dataclass(frozen=True, slots=True)
class OutboxLine:
    """One event that waits, was sent, or came back with a remark. `label`: what it is, without personal data."""

    at: datetime
    label: Message
    case_name: str
    status: str
    """waiting, received, flagged, quarantined."""
    reason: Message | None
    next_step: Message | None = None
    """What becomes of it and what the agent does, if anything; None for what was simply received."""


class AgentDesk(Protocol):
    """Everything the agent's window may ask. Data of an action: see `FORMS`. Raises KnownError for the world's faults
    (store.disk_full: nothing was saved, the same view stays)."""

    @property
    def shift(self) -> "AgentShift":
        """Work states, the day's beginning and its end."""
        ...

    @property
    def mending(self) -> "AgentMending":
        """The calls of the day and their corrections."""
        ...

    @property
    def revealing(self) -> "Revealing":
        """The secret of a case, fetched from the centre during a call."""
        ...

    @property
    def incoming(self) -> "Incoming":
        """Somebody calls in who is in none of the agent's own cases."""
        ...

    @property
    def presence(self) -> "AgentPresence":
        """Who of the colleagues is at work, asked anew."""
        ...

    @property
    def agenda(self) -> "AgentAgenda":
        """Callbacks: the days, the load, one moved."""
        ...

    @property
    def notices(self) -> "AgentNotices":
        """Messages of supervisors and changed scripts, to be read."""
        ...

    @property
    def reviews(self) -> "AgentReviews":
        """What supervisors wrote of the agent's own interviews."""
        ...

    def view(self) -> DeskView: ...

    def call(self) -> CallView | None:
        """The open case, at the step where it stands; also right after a restart."""
        ...

    def open_next(self) -> CallView | None:
        """Open the first callable case of the queue (None: `view().none` says why)."""
        ...

    def open(self, case_id: UUID) -> CallView: ...

    def act(self, action: str, data: Mapping[str, Any] | None = None) -> CallView | None:
        """Do one action of `options` or `anytime`, durably; the view that follows, None when the case is closed."""
        ...

    def dial_uri(self) -> str | None:
        """The `tel:` address of the number just dialled: scheme from the policy, plus sign and digits only. None when not ringing."""
        ...

    def save_draft(self, values: Mapping[str, str]) -> None:
        """Keep what is being typed (decision 27): the keys are field names of the open panel."""
        ...

    def check_callback(self, local: datetime) -> CallbackCheck:
        """`local`: naive, in the person's zone."""
        ...

    def check_change(self, field_name: str, typed: str) -> str:
        """The value as it will be proposed (phone, mail, address checked); KnownError when it cannot be one."""
        ...

    def faq(self) -> Sequence[tuple[str, str]]:
        """« Que répondre ? »: questions and answers of the open campaign, else of the first one held."""
        ...

    def find(self, text: str) -> tuple[QueueLine, ...]:
        """Own cases whose name or number holds `text` (an incoming call): never more than 20."""
        ...

    def outbox(self) -> tuple[OutboxLine, ...]: ...


FORMS: Mapping[str, tuple[str, ...]] = {
    # form name -> keys of the data its action takes (all texts; optional ones end in "?")
    "reason": ("reason?",),
    "identity": ("typed", "typed2?"),
    "callback": ("kind", "local"),
    "offer": ("offer", "reason?"),
    "request": ("type", "text?"),
    "change": ("field", "new"),
    "authorisation": ("channel", "state"),
    "stop_calling": ("channel",),
    "right": ("right",),
    "incident": ("kind",),
    "hand_over": ("to_kind", "to", "reason"),
    "language": ("language",),
    "skip": ("reason",),
    "voicemail": ("message",),
    "note": ("codes", "text"),
    "question": ("answer",),
    "phone": ("phone",),
    "reveal": ("typed",),
}
"""`local`: "YYYY-MM-DDTHH:MM" in the person's zone. `codes`: comma-separated. `message`: yes or no. `answer`: code(s) or text."""
