"""When a campaign will be over at its present pace: a likely day with the days before and after it that the pace leaves open."""

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from math import ceil, isqrt

LAST_DAYS = 10
"""So many days of work say what the pace is."""
_FARTHEST = 2 * 365


def per_day(closed: Sequence[int]) -> Fraction | None:
    """Cases closed on a day of work, over the last of them; None without any."""
    last = closed[-LAST_DAYS:]
    return Fraction(sum(last), len(last)) if last else None


def expected_end(left: int, closed: Sequence[int], today: date) -> tuple[date, date, date] | None:
    """Earliest, likely and latest day on which the last of `left` open cases is closed, weekends not worked.

    The pace is the mean of the last days, give or take two standard errors; None where it is nought, and no day later than two years."""
    if left == 0:
        return today, today, today
    mean = per_day(closed)
    if not mean or mean <= 0:
        return None
    last = closed[-LAST_DAYS:]
    spread = Fraction(0)
    if len(last) > 1:
        variance = sum(((one - mean) * (one - mean) for one in last), Fraction(0)) / (len(last) - 1)
        scaled = variance / len(last) * 10**6  # exact to a thousandth of a case
        spread = Fraction(2 * isqrt(scaled.numerator // scaled.denominator), 1000)
    slow = max(mean - spread, mean / 4)
    earliest, likely, latest = (_after(today, ceil(left / pace)) for pace in (mean + spread, mean, slow))
    return earliest, likely, latest


def _after(today: date, days: int) -> date:
    """The day on which so many days of work are done, today being the first."""
    day, done = today, 0
    for _ in range(_FARTHEST):
        done += day.weekday() < 5
        if done >= days:
            break
        day += timedelta(days=1)
    return day
