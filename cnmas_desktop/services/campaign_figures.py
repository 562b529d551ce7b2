"""The page of one campaign: funnel, outcome rates, progress, hours, pace and quotas, as of one instant.

Rates are exact fractions with the counts they come from; None is shown as « — ». What people said in a study is told by the centre as it stood
on a day, in steps of eleven people at least; a figure that it does not tell is None with `hidden` true.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the funnel, in cases. `step`: imported, callable, attempted, reached, notice_read, interview_accepted, offer_accepted."""

    step: str
    count: int | None
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Rate:
    """`name` as AAPOR's; `formula` in its symbols; `value` None for a zero denominator."""

    name: str
    formula: str
    value: Fraction | None


@dataclass(frozen=True, slots=True)
class Progress:
    """INSEE's rates over all cases: avancement, collecte, déchet, hors champ (domain §1.4); None for an empty campaign."""

    progress: Fraction | None
    collected: Fraction | None
    lost: Fraction | None
    out_of_scope: Fraction | None


@dataclass(frozen=True, slots=True)
class HourLine:
    """Calls ended in one hour of Paris, by outcome, over the last 30 days."""

    hour: int
    by_disposition: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Day:
    """One day on which the campaign was called."""

    day: date
    attempts: int
    interviews: int
    closed: int


@dataclass(frozen=True, slots=True)
class Pace:
    """`per_day`: cases closed on a day of work, over the last ten of them. `planned`: the share of the plan's time gone by, None without an
    end; `reached`: the share of cases over. `ends`: earliest, likely and latest end; None where there is no pace."""

    per_day: Fraction | None
    planned: Fraction | None
    reached: Fraction | None
    ends: tuple[date, date, date] | None
    closes_on: date | None


@dataclass(frozen=True, slots=True)
class QuotaLine:
    """One cell. `per_day`: interviews on a day of work; `days_left`: days of work to its target at that pace, None when it stands still.
    `held_back`: open cases that the queue gives no more, for the cell is full."""

    cell: str
    target: int
    done: int | None
    per_day: Fraction | None
    days_left: int | None
    held_back: int = 0


@dataclass(frozen=True, slots=True)
class CampaignView:
    as_of: datetime
    campaign: str
    name: str
    regime: str
    state: str
    priority: int
    organismes: tuple[str, ...]
    funnel: tuple[Step, ...]
    symbols: Mapping[str, int]
    """AAPOR symbol -> cases; empty where a study hides them."""
    eligibility: Fraction | None
    rates: tuple[Rate, ...]
    progress: Progress
    hours: tuple[HourLine, ...]
    days: tuple[Day, ...]
    pace: Pace
    quotas: tuple[QuotaLine, ...] = ()
    blocked: Mapping[str, int] = field(default_factory=dict)
    """Why cases are blocked: opted_out, opposition, deceased, other -> cases; empty where a study hides them."""
    hidden: bool = False
    """Some figure of a study is not told."""
    shown_at: datetime | None = None
    """Of a study, the instant of what people said; None when nothing of it is told."""


class CampaignFigures(Protocol):
    """KnownError `campaign.unknown` too for a campaign that is not one's own."""

    def campaigns(self) -> tuple[str, ...]:
        """The codes one may look at."""
        ...

    def read(self, campaign: str, organisme: str | None = None) -> CampaignView: ...
