"""The page of a campaign: exact rates, an end that follows from the pace, and a study that gives nobody away."""

from collections.abc import Collection, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from cnmas_desktop.domain.dispositions import DISPOSITIONS, PRECEDENCE
from cnmas_desktop.domain.pace import expected_end
from cnmas_desktop.services.campaign_figures import CampaignView
from cnmas_desktop.services.figures_reading import view_of

OUTCOMES = ("TERM", "REF_D", "HCH", "NRP")
MONDAY = date(2026, 11, 23)


def told(organismes: Mapping[str, Mapping[str, int]], regime: str, hidden: Collection[str] = ()) -> dict[str, Any]:
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
        "cells": None, "hidden": list(hidden), "shown_at": None,
    }  # fmt: skip


def read(cases: Mapping[str, Mapping[str, int]], regime: str = "study", hidden: Collection[str] = ()) -> CampaignView:
    return view_of("ETUDE", told(cases, regime, hidden))


def test_what_the_centre_does_not_tell_of_a_study_is_a_dash() -> None:
    view = read({"011": {"TERM": 40, "REF_D": 20, "HCH": 0, "NRP": 30}}, hidden=("outcomes", "cells", "hours"))
    assert view.hidden
    assert {one.value for one in view.rates} == {None}
    assert (view.symbols, view.eligibility, view.progress.collected) == ({}, None, None)
    assert view.progress.progress == Fraction(2, 3)  # its work
    assert not read({"011": {"TERM": 40, "REF_D": 20, "HCH": 0, "NRP": 30}}).hidden


def test_a_service_campaign_hides_nothing_and_its_rates_are_exact() -> None:
    view = read({"011": {"TERM": 4, "REF_D": 2, "HCH": 1, "NRP": 3}}, "service")
    rates = {one.name: (one.value, one.formula) for one in view.rates}
    assert rates["RR1"] == (Fraction(4, 9), "I / (I + P + R + NC + O + UH + UR + UO)")
    assert rates["COOP1"][0] == Fraction(2, 3)
    assert view.eligibility == Fraction(6, 7)
    assert sum(view.symbols.values()) == 10
    assert tuple(view.symbols) == PRECEDENCE
    assert view.progress.progress == Fraction(7, 10)


def test_an_empty_campaign_has_dashes_not_zeros() -> None:
    view = read({"011": dict.fromkeys(OUTCOMES, 0)}, "service")
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
    """Ten a day, give or take two standard errors of 3.27, and a quarter of it at the slowest."""
    assert expected_end(100, [2, 18, 10, 10], MONDAY) == (date(2026, 12, 1), date(2026, 12, 4), date(2026, 12, 31))
    assert expected_end(100, [0, 20], MONDAY) == (date(2026, 11, 26), date(2026, 12, 4), date(2027, 1, 15))
    assert expected_end(5, [], MONDAY) is None
    assert expected_end(5, [0, 0], MONDAY) is None
