"""A firm callback that is not honoured in time: who may call it, until when, and when it is tried again.

The same agent first; any agent of the team a few minutes after the moment; the next day at the same hour when nobody did; after
the second miss, softly (domain section 7.1). Workstation and centre decide it apart, so both sides of one fence are here:

- a desk that has not spoken with the centre for `ALONE_UNTIL` no longer starts the call once the moment is as long gone (`may_honour`);
- the centre passes the case of such a desk on only when a call begun within that time must be over, with clocks at their
  furthest apart (`passed_on`; `app.promise_passed_on` says the same). So never two agents at once.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from cnmas_desktop.domain.calling_rules import next_window
from cnmas_desktop.domain.campaign import CallingRule
from cnmas_desktop.domain.scheduling import DUE_BEFORE, LATE_AFTER, MAX_MISSED, MISSED_AFTER

TEAM_AFTER = timedelta(minutes=5)
"""From when any agent of the team may take a promise that its own agent does not hold, unless the campaign says otherwise."""
ALONE_UNTIL = LATE_AFTER
LONGEST_CALL = timedelta(minutes=45)
"""A desk locks itself at the latest then (trade section 3)."""
CLOCKS_APART = timedelta(minutes=5)
"""A clock further off does not dial (decision 30)."""
PASSED_ON_AFTER = ALONE_UNTIL + LONGEST_CALL + CLOCKS_APART
SAME_HOUR_WITHIN = 14
"""Days in which the same hour is looked for; past them the first legal moment will do."""


@dataclass(frozen=True, slots=True)
class Again:
    """When a missed callback is tried next (UTC); `firm` False: it is no longer promised to the minute."""

    at: datetime
    firm: bool


def silent(now: datetime, last_contact: datetime | None) -> bool:
    """Whether a desk has been without the centre too long to know what became of its promises."""
    return last_contact is None or now - last_contact >= ALONE_UNTIL


def may_honour(at: datetime, now: datetime, last_contact: datetime | None) -> bool:
    """Whether the desk that holds a firm callback for `at` may start it at `now`: in time, or still in touch with the centre."""
    return now < at + ALONE_UNTIL or not silent(now, last_contact)


def passed_on(at: datetime, now: datetime, last_contact: datetime) -> bool:
    """Whether the centre takes a firm callback from the desk that holds it, unheard since `last_contact`."""
    return min(now - at, now - last_contact) >= PASSED_ON_AFTER


def reserved(at: datetime, now: datetime, owner_contact: datetime | None, team_after: timedelta = TEAM_AFTER) -> bool:
    """Whether a firm callback that no desk holds waits for the one who promised it: until `team_after` past the moment, or, when
    that agent is not there, until the callback is due."""
    if owner_contact is None or now - owner_contact >= ALONE_UNTIL:
        return now < at - DUE_BEFORE
    return now < at + team_after


def missed(at: datetime, now: datetime) -> bool:
    """Whether nobody honoured it in time."""
    return now >= at + MISSED_AFTER


def after_missed(rule: CallingRule, zone: str, at: datetime, times: int, now: datetime) -> Again:
    """The next legal day at the same hour of the person; softly from the `MAX_MISSED`-th time on. `times`: misses so far, this
    one counted. Never in the past: a desk switched off for days looks at the days to come."""
    local = at.astimezone(ZoneInfo(zone))
    firm = times < MAX_MISSED
    for _ in range(SAME_HOUR_WITHIN + max(0, (now - at).days)):
        local += timedelta(1)
        same_hour = local.astimezone(UTC)
        if same_hour > now and next_window(rule, zone, same_hour)[0] == same_hour:
            return Again(same_hour, firm)
    return Again(next_window(rule, zone, max(now, at))[0], firm)
