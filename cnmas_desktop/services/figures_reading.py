"""The page of a campaign from the counts the centre gives: symbols, rates, progress, pace and quotas."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from fractions import Fraction
from math import ceil
from typing import Any

from cnmas_desktop.domain.campaign import Campaign
from cnmas_desktop.domain.centre_days import day_of, last_day
from cnmas_desktop.domain.dispositions import DISPOSITIONS, PRECEDENCE
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

_OUT = tuple(code for code, one in DISPOSITIONS.items() if one.symbol in ("NE", "O"))
_OVER = ("done", "exhausted", "blocked", "stopped", "over")
"""States in which nobody is called any more; of a study the last stands for the others."""
_STEPS = (
    "imported",
    "callable",
    "attempted",
    "reached",
    "notice_read",
    "interview_accepted",
    "offer_accepted",
)


def view_of(code: str, told: Mapping[str, Any]) -> CampaignView:
    """What the centre told (supervisor.campaign_page) as the page shows it.

    Of a study the centre tells what people said as of `shown_at`, and leaves out the groups of figures that it names in `hidden`."""
    as_of, hidden = datetime.fromisoformat(told["as_of"]), frozenset(told.get("hidden") or ())
    shown_at = told.get("shown_at")
    campaign = _campaign(code, told["text"])
    symbols, states, funnel = symbols_of(told), told["states"] or {}, told["funnel"]
    days = tuple(Day(date.fromisoformat(day), *figures) for day, *figures in told["days"] or [])
    total = funnel["imported"]
    steps = tuple(Step(name, funnel.get(name), hidden=name not in funnel) for name in _STEPS)
    rates = tuple(Rate(name, formula(name), value) for name, value in all_rates(symbols).items())
    progress = _progress(total, states, told["dispositions"] or {}, funnel.get("interview_accepted", 0))
    quotas = _quotas(campaign, told, days)
    blocked: Mapping[str, int] = told["blocked"] or {}
    e = eligibility(symbols)
    if "outcomes" in hidden:
        # Rates, steps and outcomes are counts of the same few people: one shown would give another back.
        e, symbols, blocked = None, {}, {}
        rates = tuple(Rate(one.name, one.formula, None) for one in rates)
        progress = Progress(progress.progress, None, None, None)
    if "cells" in hidden:
        quotas = tuple(QuotaLine(one.cell, one.target, None, None, None, one.held_back) for one in quotas)
    return CampaignView(
        as_of, code, campaign.title if campaign else code, told["regime"], told["state"], told["priority"], tuple(told["organismes"]),
        steps, symbols, e, rates, progress, _hours(told["hours"] or []), days, _pace(told, total, states, days, as_of), quotas, blocked,
        bool(hidden - {"cells"} or ("cells" in hidden and quotas)), datetime.fromisoformat(shown_at) if shown_at else None,
    )  # fmt: skip


def symbols_of(told: Mapping[str, Any]) -> dict[str, int]:
    """AAPOR symbol -> cases; a case never called counts as UH (3.11)."""
    symbols = dict.fromkeys(PRECEDENCE, 0)
    for rank, count in told["ranks"] or []:
        symbols["UH" if rank is None else PRECEDENCE[rank]] += count
    return symbols


def _campaign(code: str, text: str) -> Campaign | None:
    """None for a text whose form is not read any more: its figures are there all the same."""
    from cnmas_desktop.domain.campaigns import read_campaign

    try:
        return read_campaign(text, code)
    except KnownError:
        return None


def _progress(total: int, states: Mapping[str, int], dispositions: Mapping[str, int], interviews: int) -> Progress:
    if not total:
        return Progress(None, None, None, None)
    over = sum(states.get(name, 0) for name in _OVER)
    out = sum(dispositions.get(name, 0) for name in _OUT)
    refused = sum(count for name, count in dispositions.items() if name in DISPOSITIONS and DISPOSITIONS[name].symbol == "R")
    lost = refused + states.get("exhausted", 0)
    return Progress(Fraction(over, total), Fraction(interviews, total), Fraction(lost, total), Fraction(out, total))


def _hours(told: Sequence[Sequence[Any]]) -> tuple[HourLine, ...]:
    lines: dict[int, dict[str, int]] = {}
    for hour, disposition, count in told:
        lines.setdefault(hour, {})[disposition] = count
    return tuple(HourLine(hour, lines[hour]) for hour in sorted(lines))


def _pace(told: Mapping[str, Any], total: int, states: Mapping[str, int], days: Sequence[Day], as_of: datetime) -> Pace:
    over = sum(states.get(name, 0) for name in _OVER)
    closed = [one.closed for one in days]
    opens, closes = (datetime.fromisoformat(at) if at else None for at in (told["opens_at"], told["closes_at"]))
    planned = None
    if opens and closes and closes > opens:
        planned = Fraction(int((as_of - opens).total_seconds()), int((closes - opens).total_seconds()) or 1)
        planned = min(max(planned, Fraction(0)), Fraction(1))
    ends = expected_end(total - over, closed, day_of(as_of))
    return Pace(
        per_day(closed),
        planned,
        Fraction(over, total) if total else None,
        ends,
        last_day(closes) if closes else None,
    )


def _done(campaign: Campaign | None, told: Mapping[str, Any]) -> dict[str, int]:
    """Interviews accepted by quota cell."""
    if campaign is None:
        return {}
    done = {cell: count or 0 for cell, count, _ in told["cells"] or []}
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
