"""The page of a campaign from the counts the centre gives: symbols, rates, progress, pace, quotas, and what a study hides."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from fractions import Fraction
from itertools import pairwise
from math import ceil
from typing import Any

from cnmas_desktop.domain.campaign import Campaign
from cnmas_desktop.domain.dispositions import DISPOSITIONS, PRECEDENCE, Nature
from cnmas_desktop.domain.pace import expected_end, per_day
from cnmas_desktop.domain.rates import all_rates, eligibility, formula
from cnmas_desktop.messages import KnownError
from cnmas_desktop.services.campaign_figures import (
    CampaignView,
    Day,
    HourLine,
    Pace,
    Progress,
    QuotaLine,
    Rate,
    Step,
)
from cnmas_desktop.services.secrecy import THRESHOLD

CLOSING = tuple(code for code, one in DISPOSITIONS.items() if one.nature is Nature.FINAL)
_OUT = tuple(code for code, one in DISPOSITIONS.items() if one.symbol in ("NE", "O"))
_OPEN_STEPS = ("imported", "callable", "attempted")
"""Of the work, not of what people said."""
_STEPS = (
    "imported",
    "callable",
    "attempted",
    "reached",
    "notice_read",
    "interview_accepted",
    "offer_accepted",
)


def view_of(code: str, told: Mapping[str, Any], parts: Sequence[Mapping[str, Any]] = ()) -> CampaignView:
    """What the centre told (supervisor.campaign_page) as the page shows it.

    `parts`: of a study, the same of each of its organismes. A group of figures is shown only if no count of it is small in any part: then no
    view and no difference of two views speaks of 1 to `THRESHOLD` - 1 people."""
    as_of, study = datetime.fromisoformat(told["as_of"]), told["regime"] == "study"
    campaign = _campaign(code, told["text"])
    everywhere = (told, *parts)
    symbols, states, funnel = symbols_of(told), told["states"] or {}, told["funnel"]
    days = tuple(Day(date.fromisoformat(day), *figures) for day, *figures in told["days"] or [])
    total = funnel["imported"]
    steps = tuple(Step(name, funnel[name]) for name in _STEPS)
    rates = tuple(Rate(name, formula(name), value) for name, value in all_rates(symbols).items())
    progress = _progress(total, states, told["dispositions"] or {}, funnel["interview_accepted"])
    quotas = _quotas(campaign, told, days)
    hours = _hours(told["hours"] or [])
    blocked: Mapping[str, int] = told["blocked"] or {}
    e = eligibility(symbols)
    hidden = study and any(_small(_outcomes(one)) for one in everywhere)
    pace = _pace(told, total, states, days, as_of)
    if hidden:
        # Rates, steps and outcomes are counts of the same few people: one shown would give another back.
        e, symbols, blocked = None, {}, {}
        rates = tuple(Rate(one.name, one.formula, None) for one in rates)
        progress = Progress(progress.progress, None, None, None)
        steps = tuple(one if one.step in _OPEN_STEPS else Step(one.step, None, hidden=True) for one in steps)
    if study and (hidden or any(_small([count for *_, count in one["hours"] or []]) for one in everywhere)):
        hours, hidden = (), True
    if study and (hidden or any(_small([day[2] for day in one["days"] or []]) for one in everywhere)):
        days = tuple(Day(one.day, one.attempts, 0, one.closed) for one in days)
    if study and (hidden or any(_small(_cells(campaign, one)) for one in everywhere)):
        quotas = tuple(QuotaLine(one.cell, one.target, None, None, None, one.held_back) for one in quotas)
        hidden = hidden or bool(quotas)
    return CampaignView(
        as_of, code, campaign.title if campaign else code, told["regime"], told["state"], told["priority"], tuple(told["organismes"]),
        steps, symbols, e, rates, progress, hours, days, pace, quotas, blocked, hidden,
    )  # fmt: skip


def symbols_of(told: Mapping[str, Any]) -> dict[str, int]:
    """AAPOR symbol -> cases; a case never called counts as UH (3.11)."""
    symbols = dict.fromkeys(PRECEDENCE, 0)
    for rank, count in told["ranks"] or []:
        symbols["UH" if rank is None else PRECEDENCE[rank]] += count
    return symbols


def _outcomes(told: Mapping[str, Any]) -> list[int]:
    """Every count of people that the page tells or that two of its figures side by side would."""
    reached = [
        told["funnel"][name]
        for name in ("attempted", "reached", "notice_read", "interview_accepted", "offer_accepted")
    ]
    apart = [abs(first - second) for first, second in pairwise(reached)]
    return [
        *reached[1:],
        *apart,
        *symbols_of(told).values(),
        *(told["dispositions"] or {}).values(),
        *(told["blocked"] or {}).values(),
    ]


def _cells(campaign: Campaign | None, told: Mapping[str, Any]) -> list[int]:
    """Interviews of each quota cell, and of those in none."""
    done = _done(campaign, told)
    return [*done.values(), told["funnel"]["interview_accepted"] - sum(done.values())]


def _small(counts: Sequence[int]) -> bool:
    return any(0 < count < THRESHOLD for count in counts)


def _campaign(code: str, text: str) -> Campaign | None:
    """None for a text of before the present rules: its figures are there all the same."""
    from cnmas_desktop.domain.campaigns import load_campaign

    try:
        return load_campaign(text, code)
    except KnownError:
        return None


def _progress(
    total: int, states: Mapping[str, int], dispositions: Mapping[str, int], interviews: int
) -> Progress:
    if not total:
        return Progress(None, None, None, None)
    over = sum(states.get(name, 0) for name in ("done", "exhausted", "blocked"))
    out = sum(dispositions.get(name, 0) for name in _OUT)
    refused = sum(
        count
        for name, count in dispositions.items()
        if name in DISPOSITIONS and DISPOSITIONS[name].symbol == "R"
    )
    lost = refused + states.get("exhausted", 0)
    return Progress(
        Fraction(over, total), Fraction(interviews, total), Fraction(lost, total), Fraction(out, total)
    )


def _hours(told: Sequence[Sequence[Any]]) -> tuple[HourLine, ...]:
    lines: dict[int, dict[str, int]] = {}
    for hour, disposition, count in told:
        lines.setdefault(hour, {})[disposition] = count
    return tuple(HourLine(hour, lines[hour]) for hour in sorted(lines))


def _pace(
    told: Mapping[str, Any], total: int, states: Mapping[str, int], days: Sequence[Day], as_of: datetime
) -> Pace:
    over = sum(states.get(name, 0) for name in ("done", "exhausted", "blocked"))
    closed = [one.closed for one in days]
    opens, closes = (
        datetime.fromisoformat(at) if at else None for at in (told["opens_at"], told["closes_at"])
    )
    planned = None
    if opens and closes and closes > opens:
        planned = Fraction(int((as_of - opens).total_seconds()), int((closes - opens).total_seconds()) or 1)
        planned = min(max(planned, Fraction(0)), Fraction(1))
    ends = expected_end(total - over, closed, as_of.date())
    return Pace(
        per_day(closed),
        planned,
        Fraction(over, total) if total else None,
        ends,
        closes.date() if closes else None,
    )


def _done(campaign: Campaign | None, told: Mapping[str, Any]) -> dict[str, int]:
    """Interviews accepted by quota cell."""
    if campaign is None:
        return {}
    done = {cell: count for cell, count, _ in told["cells"] or []}
    return {one.code: done.get(one.code, 0) for one in campaign.quotas}


def _quotas(campaign: Campaign | None, told: Mapping[str, Any], days: Sequence[Day]) -> tuple[QuotaLine, ...]:
    """The campaign wants so many of each cell from every organisme; a supervisor's own target is of the whole."""
    targets, organismes = told["targets"] or {}, max(1, len(told["organismes"]))
    held_back = {cell: count for cell, _, count in told["cells"] or []}
    lines = []
    for one in campaign.quotas if campaign else ():
        done = _done(campaign, told)[one.code]
        target = targets.get(one.code, one.target * organismes)
        rate = Fraction(done, len(days)) if days else None
        left = max(0, target - done)
        lines.append(
            QuotaLine(
                one.code,
                target,
                done,
                rate,
                ceil(left / rate) if rate else 0 if not left else None,
                held_back.get(one.code, 0),
            )
        )
    return tuple(lines)
