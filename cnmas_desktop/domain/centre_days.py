"""Days on the centre's clock, that of Paris, whatever the machine's zone. A last day belongs to what it ends."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from cnmas_desktop.domain.phone_numbers import PARIS

CENTRE_ZONE = ZoneInfo(PARIS)


def day_of(at: datetime) -> date:
    """The day of an instant."""
    return at.astimezone(CENTRE_ZONE).date()


def end_of(day: date) -> datetime:
    """Up to when a thing holds whose last day is `day`: the midnight after it."""
    return datetime.combine(day + timedelta(1), time(), CENTRE_ZONE)


def last_day(end: datetime) -> date:
    """The last day of what holds up to `end`."""
    return day_of(end - timedelta(microseconds=1))
