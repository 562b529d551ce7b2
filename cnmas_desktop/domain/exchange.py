"""Values that cross between the centre and the two exchanges with an organisme: its file in, its lots of results out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class KnownRow:
    """A staged row that an earlier import already brought: `line` of this file, and where it came from."""

    line: int
    earlier_file: str
    earlier_line: int


@dataclass(frozen=True, slots=True)
class LotLine:
    """One line of a lot. `rectifies`: the number of the lot that gave another result for the same row, or None.

    `result` holds the five families of seed 1 and nothing else:
    `{"interview": "accepted"|"refused"|null, "offer": "accepted"|"refused"|"undecided"|null, "offer_code": code|null,
    "requests": [{"type": code, "text": str}], "changes": [{"field": name, "old": str, "new": str}],
    "authorisations": [{"channel": "phone"|"mail"|"sms"|"post", "state": "given"|"withdrawn"}]}`
    """

    row_ref: str
    result: Mapping[str, Any]
    result_at: datetime
    rectifies: int | None = None


@dataclass(frozen=True, slots=True)
class Lot:
    """A numbered lot, immutable once made: its lines in their order, whatever happens to the cases afterwards."""

    campaign: str
    organisme: str
    number: int
    created_at: datetime
    lines: tuple[LotLine, ...]


@dataclass(frozen=True, slots=True)
class StudyCell:
    """How many persons of one age band and sex gave one answer (`acceptance`, `refusal`, `opposition`) for one organisme."""

    organisme: str
    age_band: str
    sex: str
    outcome: str
    count: int
