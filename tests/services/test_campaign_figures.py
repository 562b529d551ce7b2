"""The page of a campaign: exact rates, an end that follows from the pace, and a study that gives nobody away."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from random import Random
from typing import Any

import pytest

from cnmas_desktop.domain.dispositions import DISPOSITIONS, PRECEDENCE
from cnmas_desktop.domain.pace import expected_end
from cnmas_desktop.services.campaign_figures import CampaignView
from cnmas_desktop.services.figures_reading import view_of

OUTCOMES = ("TERM", "REF_D", "HCH", "NRP")
MONDAY = date(2026, 11, 23)


def told(organismes: Mapping[str, Mapping[str, int]], regime: str) -> dict[str, Any]:
    """What the centre says of these organismes together: cases by outcome of each."""
    sums = {code: sum(one[code] for one in organismes.values()) for code in OUTCOMES}
    spoken, total = sums["TERM"] + sums["REF_D"] + sums["HCH"], sum(sums.values())
    return {
        "as_of": "2026-11-22T10:00:00+00:00", "regime": regime, "state": "open", "priority": 100, "opens_at": None, "closes_at": None,
        "text": "", "organismes": list(organismes),
        "funnel": {
            "imported": total, "callable": total, "attempted": total, "reached": spoken, "notice_read": sums["TERM"] + sums["REF_D"],
            "interview_accepted": sums["TERM"], "offer_accepted": 0,
        },
        "ranks": [[PRECEDENCE.index(DISPOSITIONS[code].symbol), count] for code, count in sums.items()], "states": {"done": spoken, "retry": sums["NRP"]},
        "dispositions": sums, "blocked": None, "hours": [[10, code, count] for code, count in sums.items()], "days": None, "targets": None,
        "cells": None,
    }  # fmt: skip


def read(cases: Mapping[str, Mapping[str, int]], only: str | None, regime: str = "study") -> CampaignView:
    parts = [told({name: one}, regime) for name, one in cases.items()]
    return view_of(
        "ETUDE", told({name: one for name, one in cases.items() if only in (None, name)}, regime), parts
    )


def shown(view: CampaignView) -> dict[str, int]:
    """Every count of what people said that the page tells."""
    steps = {
        one.step: one.count
        for one in view.funnel
        if one.count is not None and one.step not in ("imported", "callable", "attempted")
    }
    hours = {
        f"{line.hour} {code}": count for line in view.hours for code, count in line.by_disposition.items()
    }
    return {**steps, **view.symbols, **hours}


def test_no_two_views_of_a_study_tell_of_a_few_people() -> None:
    """500 pairs of filters: neither a figure, nor the difference of the same figure in two views, is from 1 to 10."""
    chance, open_pages = Random(4), 0
    for _ in range(500):
        sizes = chance.choice(((0, 11, 30, 500), (0, 3, 11, 60), (0, 12, 5000)))
        cases = {
            f"{code:03}": {one: chance.choice(sizes) for one in OUTCOMES}
            for code in range(chance.randint(1, 4))
        }
        first, second = (read(cases, chance.choice([None, *cases])) for _ in range(2))
        known = shown(first), shown(second)
        open_pages += bool(known[0])
        figures = [count for one in known for count in one.values()]
        figures += [abs(known[0][name] - known[1][name]) for name in known[0].keys() & known[1].keys()]
        assert not [count for count in figures if 0 < count < 11], cases
    assert 50 < open_pages < 450  # neither always open nor always shut


def test_a_service_campaign_hides_nothing_and_its_rates_are_exact() -> None:
    view = read({"011": {"TERM": 4, "REF_D": 2, "HCH": 1, "NRP": 3}}, None, "service")
    rates = {one.name: (one.value, one.formula) for one in view.rates}
    assert rates["RR1"] == (Fraction(4, 9), "I / (I + P + R + NC + O + UH + UR + UO)")
    assert rates["COOP1"][0] == Fraction(2, 3)
    assert view.eligibility == Fraction(6, 7)
    assert sum(view.symbols.values()) == 10
    assert tuple(view.symbols) == PRECEDENCE
    assert view.progress.progress == Fraction(7, 10)


def test_an_empty_campaign_has_dashes_not_zeros() -> None:
    view = read({"011": dict.fromkeys(OUTCOMES, 0)}, None, "service")
    assert {one.value for one in view.rates} == {None}
    assert (view.progress.progress, view.pace.reached) == (None, None)


@pytest.mark.parametrize(
    ("left", "closed", "likely"),
    [
        (10, [10, 10], MONDAY),
        (50, [10, 10, 10], date(2026, 11, 27)),
        (60, [10, 10, 10], date(2026, 11, 30)),
        (0, [], MONDAY),
    ],
)
def test_the_end_is_a_working_day(left: int, closed: list[int], likely: date) -> None:
    assert expected_end(left, closed, MONDAY) == (likely, likely, likely)


def test_an_uneven_pace_gives_a_range_and_none_gives_no_end() -> None:
    ends = expected_end(100, [2, 18, 10, 10], MONDAY)
    assert ends is not None
    assert ends[0] < ends[1] < ends[2]
    assert expected_end(5, [], MONDAY) is None
    assert expected_end(5, [0, 0], MONDAY) is None
