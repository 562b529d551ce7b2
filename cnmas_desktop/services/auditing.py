"""The auditor's page: who looked at what, whether the log is whole, and who may do what (decree 2015-390 art. 3 and 4).

Reading the log is noted in the log.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True, slots=True)
class AccessLine:
    """One access. `row_ref`: the organisme's reference of the case, None where it is gone or none was named. `detail`: code -> value."""

    at: datetime
    received_at: datetime
    login: str
    type: str
    campaign: str | None
    case_id: UUID | None
    row_ref: str | None
    device: UUID | None
    detail: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Break:
    """Where a desk's chain does not hold: `kind` is `gap` (a number is missing), `altered` (the bytes are not those of the hash) or `link`
    (it does not follow from the one before)."""

    device: UUID
    login: str
    seq: int
    kind: str


@dataclass(frozen=True, slots=True)
class ChainReport:
    """All desks' sequences looked at, as of one instant. Whole when there is no break."""

    as_of: datetime
    devices: int
    events: int
    breaks: tuple[Break, ...]


@dataclass(frozen=True, slots=True)
class AuthorisationLine:
    """Who may do what, for the yearly review. Campaign or organisme None: all."""

    login: str
    name: str
    kind: str
    campaign: str | None
    organisme: str | None
    authorised_by: str | None
    from_at: datetime | None
    until_at: datetime | None
    revoked_at: datetime | None
    disabled_at: datetime | None
    undertaking_at: datetime | None
    team: str | None = None


class Auditing(Protocol):
    """KnownError `centre.*`."""

    def log(self, since: datetime, until: datetime, *, login: str | None = None, reference: str | None = None) -> tuple[AccessLine, ...]:
        """Newest first, at most 1,000. `reference`: of the organisme's row, or a case's id."""
        ...

    def verify(self) -> ChainReport: ...

    def authorisations(self) -> tuple[AuthorisationLine, ...]: ...
