"""What the centre in memory keeps: people, cases with their lease, events."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from cnmas_desktop.sync.protocol import AnswerStatus, CasePayload


@dataclass(slots=True)
class MemoryPerson:
    login: str
    display_name: str = "Agent de test"
    first_name: str = "Agent"
    authorised: bool = True
    undertaking: str | None = "1"
    team: str | None = None
    skills: tuple[str, ...] = ()


@dataclass(slots=True)
class Held:
    """The live lease of a case."""

    lease_id: UUID
    login: str
    device: UUID
    until: datetime
    withdrawn: str | None = None
    incoming: bool = False


@dataclass(slots=True)
class MemoryCase:
    payload: CasePayload
    epoch: int = 0
    held: Held | None = None
    history: dict[int, tuple[str, UUID]] = field(default_factory=dict)
    before_restore: set[int] = field(default_factory=set)
    """Epochs of leases that lived in the backup that was put back."""
    revision: int = 1
    state: str = "fresh"
    opted_out: dict[str, UUID] = field(default_factory=dict)
    refusals: list[tuple[str, UUID]] = field(default_factory=list)
    lifted: set[UUID] = field(default_factory=set)
    secrets: dict[str, str] = field(default_factory=dict)
    birth: date = date(1980, 1, 1)
    called_in_at: datetime | None = None


@dataclass(slots=True)
class StoredEvent:
    id: UUID
    device: UUID
    seq: int
    sha256: str
    text: str
    status: AnswerStatus
    reason: str | None
    login: str
