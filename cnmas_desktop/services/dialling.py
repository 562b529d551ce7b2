"""Whether a number may be handed to the phone now; if not, why, and from when (trade section 7).

One answer for the dial button, for the queue and for the moment of a callback. The law is `domain.calling_rules`; here are the
lease, the clock, the authorisation of the agent, and what the person or the number has said.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from cnmas_desktop.domain.calling_rules import Allowed, Blocked, Consent, earliest, legal_windows, may_call, next_window, public_holidays
from cnmas_desktop.domain.campaign import Campaign
from cnmas_desktop.domain.case_state import CALLABLE, CaseState
from cnmas_desktop.domain.dispositions import CALLBACK_DAYS
from cnmas_desktop.domain.french_dates import day_words, time_words
from cnmas_desktop.domain.phone_numbers import PhoneKind, kind
from cnmas_desktop.domain.promises import may_honour
from cnmas_desktop.local.cases import HeldCase
from cnmas_desktop.services.casebook import weighing, zone_of
from cnmas_desktop.sync.protocol import CasePayload, PastAttempt, Phone

FOR_GOOD = datetime(9999, 1, 1, tzinfo=UTC)
"""`blocked_until` of what may not be called any more."""

OPT_OUT, OPPOSITION, DECEASED, NO_NUMBER, REFUSED = "opt_out", "opposition", "deceased", "no_number", "refused"
BARS = {
    OPT_OUT: "may_not.stopped",
    OPPOSITION: "may_not.opposed",
    DECEASED: "may_not.deceased",
    NO_NUMBER: "may_not.no_number",
}
"""Reasons for which the person is not called at all, whatever the hour."""

AVAILABLE = "available"


@dataclass(frozen=True, slots=True)
class Shift:
    """The agent and the workstation at one instant (UTC)."""

    now: datetime
    work_state: str = AVAILABLE
    clock_trusted: bool = True
    authorised: bool = True
    contact: datetime | None = None
    """The last complete sync."""
    unread: frozenset[str] = frozenset()
    """Campaigns whose script changed and was not read yet."""


def hindrance(held: HeldCase, phone: Phone | None, campaign: Campaign, attempts: Sequence[PastAttempt], shift: Shift) -> Blocked | None:
    """Why `phone` may not be dialled for this case now; None: it may."""
    if shift.work_state != AVAILABLE:
        return Blocked("may_not.paused")
    if not shift.authorised:
        return Blocked("may_not.not_authorised")
    if not shift.clock_trusted:
        return Blocked("may_not.clock")
    blocked = of_case(held, phone, campaign, attempts, shift.now, shift.contact)
    if blocked is None and campaign.code in shift.unread:
        return Blocked("may_not.script_changed")
    return blocked


def of_case(
    held: HeldCase,
    phone: Phone | None,
    campaign: Campaign,
    attempts: Sequence[PastAttempt],
    now: datetime,
    contact: datetime | None,
) -> Blocked | None:
    """The same, without the agent and the workstation: what the queue asks."""
    payload = held.payload
    if payload.blocked_reason in BARS:
        return Blocked(BARS[payload.blocked_reason])
    if CaseState(payload.state) not in CALLABLE:
        return Blocked("may_not.done")
    if held.withdrawn is not None or held.until <= now:
        return Blocked("may_not.lease_expired")
    if _passed_on(payload, now, contact):
        return Blocked("may_not.passed_on")
    if phone is None:
        return Blocked("may_not.no_number")
    return _of_law(payload, phone, campaign, attempts, now)


def _passed_on(payload: CasePayload, now: datetime, contact: datetime | None) -> bool:
    """Whether a colleague may be calling for a promise that this desk, alone, did not keep in time."""
    callback = payload.callback
    if callback is None or callback.kind != "firm" or payload.state != CaseState.CALLBACK:
        return False
    return not may_honour(max(callback.at, payload.callable_from), now, contact)


def _of_law(payload: CasePayload, phone: Phone, campaign: Campaign, attempts: Sequence[PastAttempt], now: datetime) -> Blocked | None:
    if over := _over(campaign, now, phone.zone):
        return over
    verdict = may_call(
        campaign.calling_rule,
        phone.zone,
        now,
        attempts=weighing(campaign.calling_rule, payload, attempts),
        blocked_until=payload.blocked_until,
        consent=consent(payload),
        mobile=kind(phone.e164) is PhoneKind.MOBILE,
    )
    if isinstance(verdict, Allowed):
        return None
    if verdict.reason == "may_not.until" and payload.blocked_reason == REFUSED:
        if payload.blocked_until is not None and payload.blocked_until >= FOR_GOOD:
            return Blocked("may_not.refused_for_good")
        return Blocked("may_not.refused", verdict.params, verdict.next_at)
    return verdict


def _over(campaign: Campaign, now: datetime, zone: str) -> Blocked | None:
    today = now.astimezone(ZoneInfo(zone)).date()
    if campaign.ends_on is not None and today > campaign.ends_on:
        return Blocked("may_not.campaign_over")
    if campaign.starts_on is not None and today < campaign.starts_on:
        return Blocked("may_not.campaign_later", {"day": day_words(campaign.starts_on)})
    return None


def consent(payload: CasePayload) -> Consent:
    """What stands on the channel of the telephone."""
    states = {one.state for one in payload.authorisations if one.channel == "phone"}
    if "withdrawn" in states:
        return Consent.WITHDRAWN
    return Consent.PROVEN if "given" in states else Consent.UNKNOWN


def closes_at(campaign: Campaign, zone: str) -> datetime | None:
    """The end of the campaign's last day, where the person is."""
    if campaign.ends_on is None:
        return None
    return datetime.combine(campaign.ends_on + timedelta(1), time(0), ZoneInfo(zone)).astimezone(UTC)


def instant_of(local: datetime, zone: str) -> datetime | None:
    """A naive local moment as an instant; None for an hour that the change to summer time leaves out."""
    there = local.replace(tzinfo=ZoneInfo(zone))
    at = there.astimezone(UTC)
    return at if at.astimezone(there.tzinfo).replace(tzinfo=None) == local.replace(tzinfo=None) else None


def moment_refused(
    payload: CasePayload, phone: Phone | None, campaign: Campaign, attempts: Sequence[PastAttempt], at: datetime, now: datetime
) -> Blocked | None:
    """Why the person may not be called back at `at`; None: they may."""
    zone, rule = zone_of(payload, phone), campaign.calling_rule
    if at <= now:
        return Blocked("callback.past")
    if at > now + timedelta(CALLBACK_DAYS):
        return Blocked("callback.too_far", {"days": CALLBACK_DAYS})
    closing = closes_at(campaign, zone)
    if closing is not None and at >= closing:
        return Blocked("callback.campaign_over", {"day": day_words(_day(closing - timedelta(seconds=1), zone))})
    mobile = phone is None or kind(phone.e164) is PhoneKind.MOBILE
    weight = weighing(rule, payload, attempts)
    bound = earliest(rule, zone, at, attempts=weight, blocked_until=payload.blocked_until, mobile=mobile)
    if bound is None:
        return Blocked("may_not.too_many_ever", {"count": len(weight)})
    first = next_window(rule, zone, bound)[0]
    if first == at:
        return None
    local, wished = first.astimezone(ZoneInfo(zone)), _day(at, zone)
    free = not legal_windows(rule, zone, wished, 1)
    code = "callback.closed" if not free else "callback.holiday" if wished in public_holidays(wished.year) else "callback.no_calls"
    return Blocked(code, {"day": day_words(local.date()), "time": time_words(local)}, first)


def _day(at: datetime, zone: str) -> date:
    return at.astimezone(ZoneInfo(zone)).date()
