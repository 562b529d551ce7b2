"""What passes between a manager and the centre, row by row: what an import takes, and what the functions of manager_*.sql answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID


class ImportPhone(NamedTuple):
    e164: str
    zone: str


class ImportRow(NamedTuple):
    """One accepted line of a file; as a JSON list it is what the centre takes. `person_key`, `dedupe_key`: clear texts, made into HMACs
    by the centre and not kept; `dedupe_key` tells the cases of one person apart, "" where a person has one.

    `contact`: identification fields of the person; `fields`: those of this case, the child's included. `line`: the header is 1."""

    line: int
    person_key: str
    dedupe_key: str
    row_ref: str | None
    party: str
    zone: str
    contact: Mapping[str, str]
    fields: Mapping[str, str]
    phones: Sequence[ImportPhone]


@dataclass(frozen=True, slots=True)
class Duplicate:
    """`line` repeats `of_line`: of the same file, or of an earlier import (`of_import`, `of_file`)."""

    line: int
    of_line: int
    of_import: UUID | None
    of_file: str | None


@dataclass(frozen=True, slots=True)
class StoppedLine:
    """A line whose person is not to be called. `reason`: deceased, opposition, opted_out."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class ImportCounts:
    rows: int
    accepted: int
    duplicate: int
    rejected: int
    remarks: int


@dataclass(frozen=True, slots=True)
class CampaignLine:
    code: str
    regime: str
    calling_rule: str
    version: str
    sha256: str
    state: str
    priority: int
    opens_at: datetime | None
    closes_at: datetime | None
    closed_at: datetime | None
    cases: int


@dataclass(frozen=True, slots=True)
class AgentLine:
    login: str
    display_name: str
    authorised: bool
    undertaking_at: datetime | None
    assigned: int
    leased: int
    last_contact_at: datetime | None


@dataclass(frozen=True, slots=True)
class Lot:
    number: int
    created_at: datetime
    created_by: str
    recipient: str | None
    lines: int
    sha256: str | None
    received_at: datetime | None
    rectified: int = 0
    """Of its lines, how many correct one of an earlier lot."""


@dataclass(frozen=True, slots=True)
class ExportLine:
    """One result. `result`: the five families as `app.call_case.result`; `rectifies`: the lot that sent an earlier state of it."""

    position: int
    case_id: UUID
    row_ref: str
    rectifies: int | None
    result: Mapping[str, Any]
    result_at: datetime


@dataclass(frozen=True, slots=True)
class StudyCount:
    """`outcome`: accepted, refused or opposed; `age` in whole years, None when unknown; `sex` "H", "F" or ""."""

    organisme: str
    age: int | None
    sex: str
    outcome: str
    n: int


@dataclass(frozen=True, slots=True)
class PurgeLine:
    """`kind`: cases, provisional_codes, agent_figures, reviews (destroyed); kept_not_received, kept_leased, kept_to_decide (due, and kept);
    after a purge also people_destroyed and people_kept_as_stop, of no organisme."""

    campaign: str
    organisme: str
    kind: str
    n: int
    oldest: datetime | None
