"""Days and hours as the screens say them. No locale: the program's French must not depend on the machine's."""

from datetime import date, datetime

WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip


def day_words(day: date) -> str:
    """`2 décembre`, `1er mars`."""
    return f"{'1er' if day.day == 1 else day.day} {MONTHS[day.month - 1]}"


def weekday_words(day: date) -> str:
    """`mercredi 2 décembre`."""
    return f"{WEEKDAYS[day.weekday()]} {day_words(day)}"


def time_words(at: datetime) -> str:
    """`14 h 00`, with no-break spaces, in the zone of `at`."""
    return f"{at.hour}\u00a0h\u00a0{at.minute:02d}"
