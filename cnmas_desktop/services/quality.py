"""Interviews looked over (ISO 20252: five in a hundred), and the one door to a person's record.

The sample is the first five interviews of an agent in a campaign, then one in twenty, by a hash: nobody chooses it. The agent sees the same
lines about themselves; nobody listens in secret.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

GRID = ("identity", "notice", "wording", "answers", "courtesy", "outcome")
"""What is looked at: identity checked, notice read, words of the script, answers kept, courtesy, the right outcome."""
MARKS = ("good", "to_improve", "not_seen")


@dataclass(frozen=True, slots=True)
class SampleLine:
    """One interview of the sample. `rank`: which of the agent's first five in the campaign, None of one drawn after them; `at`: when the person
    accepted it. Reviewed when `marks` is there. Of a study as of the last step of its page, under a number of its own instead of the case's and on a
    day, without the rest."""

    campaign: str
    case_id: UUID
    row_ref: str | None
    login: str
    rank: int | None
    at: datetime
    disposition: str
    seconds: int | None
    reviewed_at: datetime | None = None
    reviewed_by: str | None = None
    marks: Mapping[str, str] | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of an agent in a campaign: interviews held (None: of a study, where a few would be told), how many the sample holds, how many of those were
    looked over."""

    campaign: str
    login: str
    interviews: int | None
    sampled: int
    reviewed: int


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One thing that happened to a case. `reason`: the centre's remark, a code, where it made one (`status` flagged)."""

    at: datetime
    type: str
    login: str
    disposition: str | None
    status: str
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """A person's case as a supervisor may read it: no NIR, no code. `fields`: those the campaign shows to agents; none in a study but the name."""

    campaign: str
    case_id: UUID
    row_ref: str
    organisme: str
    state: str
    disposition: str | None
    fields: Mapping[str, str]
    history: tuple[HistoryLine, ...]


class Quality(Protocol):
    def sample(self, campaign: str | None = None, login: str | None = None) -> tuple[SampleLine, ...]:
        """Of the last 30 days, those not looked over first, at most 300."""
        ...

    def coverage(self) -> tuple[Coverage, ...]: ...

    def review(self, campaign: str, case_id: UUID, marks: Mapping[str, str], remark: str = "") -> None:
        """`marks`: one of `MARKS` for each of `GRID`; `remark` at most 300 characters. Not twice: KnownError `quality.reviewed`,
        `quality.not_sampled`."""
        ...

    def open_record(self, case_id: UUID, reason: str) -> Record:
        """Noted in the access log before anything is shown. KnownError `steering.reason`, `case.unknown`."""
        ...
