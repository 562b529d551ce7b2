"""Days and hours as the screens say them. No locale: the program's French must not depend on the machine's."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from cnmas_desktop.domain.phone_numbers import PARIS

WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip


class DayWords(str):
    """A day in French that still knows which day it is: a window in another language says `day` in its own words."""

    __slots__ = ("day",)
    day: date


class TimeWords(str):
    """A time of day in French that still knows its instant, likewise."""

    __slots__ = ("at",)
    at: datetime


def end_of(day: date) -> datetime:
    """Up to when a thing holds whose last day is `day`: the midnight after it, on the centre's clock."""
    return datetime.combine(day + timedelta(1), time(), ZoneInfo(PARIS))


def centre_day(at: datetime) -> date:
    """The day of an instant, on the centre's clock."""
    return at.astimezone(ZoneInfo(PARIS)).date()


def last_day(end: datetime) -> date:
    """The last day, on the centre's clock, of what holds up to `end`."""
    return (end.astimezone(ZoneInfo(PARIS)) - timedelta(microseconds=1)).date()


def day_words(day: date) -> DayWords:
    """`2 décembre`, `1er mars`."""
    words = DayWords(f"{'1er' if day.day == 1 else day.day} {MONTHS[day.month - 1]}")
    words.day = day
    return words


def time_words(at: datetime, *, short: bool = False) -> TimeWords:
    """`14 h 00`, with no-break spaces, in the zone of `at`. `short`: a full hour is `14 h`."""
    minutes = "" if short and at.minute == 0 else f"\u00a0{at.minute:02d}"
    words = TimeWords(f"{at.hour}\u00a0h{minutes}")
    words.at = at
    return words
