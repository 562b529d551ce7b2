"""Days and hours as the screens say them. No locale: the program's French must not depend on the machine's."""

from datetime import date, datetime

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
