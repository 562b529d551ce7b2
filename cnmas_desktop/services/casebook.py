"""The cases held, each with its campaign, its organisme and the attempts that weigh on it."""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from cnmas_desktop.domain.calling_rules import RULES
from cnmas_desktop.domain.campaign import CallingRule, Campaign
from cnmas_desktop.domain.campaigns import read_campaign
from cnmas_desktop.domain.fields import FIELDS, Kind
from cnmas_desktop.domain.phone_numbers import PARIS, PhoneKind, kind
from cnmas_desktop.local.cases import CaseShelf, HeldCase
from cnmas_desktop.local.counts import QueueCounts
from cnmas_desktop.local.database import Link
from cnmas_desktop.sync.protocol import CasePayload, PastAttempt, Phone

REACH_DAYS = 31
"""Attempts older than this weigh on no rule but a study's, which has its own in the payload."""


class Casebook:
    """Reads only. Campaign versions are immutable, so each is parsed once; a case is read again once somebody has written."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self.shelf = CaseShelf(link)
        self.counts = QueueCounts(link)
        self._campaigns: dict[tuple[str, str], Campaign] = {}
        self._held: dict[UUID, HeldCase] = {}
        self._attempts: dict[tuple[UUID, tuple[str, ...]], tuple[PastAttempt, ...]] = {}
        self._seen = link.writes()

    def campaign(self, code: str, version: str) -> Campaign:
        known = self._campaigns.get((code, version))
        if known is None:
            text = self.shelf.campaign_text(code, version)
            if text is None:
                raise LookupError(f"campaign {code} {version} is not on this workstation")
            known = self._campaigns[code, version] = read_campaign(text, code)
        return known

    def title(self, code: str) -> str:
        """What a campaign is called; its code once it has left this workstation."""
        version = self.shelf.campaign_version(code)
        return self.campaign(code, version).title if version else code

    def campaign_of(self, payload: CasePayload) -> Campaign:
        return self.campaign(payload.campaign, payload.version)

    def held(self, case_id: UUID) -> HeldCase:
        """A case that is here; LookupError (our fault) when it is not."""
        self.writes()
        found = self._held.get(case_id) or self.shelf.case(case_id)
        if found is None:
            raise LookupError(f"case {case_id} is not held here")
        self._held[case_id] = found
        return found

    def written(self) -> None:
        """A case was changed on this connection."""
        self._held.clear()

    def writes(self) -> tuple[int, int]:
        """`Link.writes`; what was read before another is forgotten."""
        seen = self._link.writes()
        if seen != self._seen:
            self._held.clear()
            self._attempts.clear()
            self._seen = seen
        return seen

    def attempts(self, payload: CasePayload, now: datetime) -> tuple[PastAttempt, ...]:
        """Attempts on the person or their numbers, over all campaigns, oldest first."""
        self.writes()
        since = now - timedelta(REACH_DAYS)
        asked = payload.person_id, tuple(phone.e164 for phone in payload.phones)
        known = self._attempts.get(asked)
        if known is None:
            known = self._attempts[asked] = self.shelf.attempts_on(*asked, since)
        return known[bisect_left(known, since, key=lambda one: one.at) :]


def usable(payload: CasePayload) -> tuple[Phone, ...]:
    """The numbers that are neither wrong nor out of service, in their order."""
    return tuple(phone for phone in payload.phones if phone.status == "ok")


def number_of(payload: CasePayload, chosen: UUID | None = None) -> Phone | None:
    """The number to dial: the chosen one, else the first usable one; None when none is left."""
    left = usable(payload)
    return next((phone for phone in left if phone.id == chosen), left[0] if left else None)


def contact_detail(payload: CasePayload, name: str) -> str:
    """What is known of a contact detail that a person may correct; "" for nothing. A case holds its numbers apart from its fields, without
    the column each came from: a mobile is the mobile number, any other one the telephone, which the only number is too."""
    if FIELDS[name].kind is not Kind.PHONE:
        return payload.fields.get(name, "")
    mobile = [one.e164 for one in payload.phones if kind(one.e164) is PhoneKind.MOBILE]
    others = [one.e164 for one in payload.phones if one.e164 not in mobile]
    return next(iter(mobile if name == "telephone_mobile" else others or mobile), "")


def zone_of(payload: CasePayload, phone: Phone | None) -> str:
    """The person's zone: that of the number in hand, else of any, else Paris."""
    if phone is None and payload.phones:
        phone = payload.phones[0]
    return phone.zone if phone else PARIS


def own_attempts(payload: CasePayload) -> tuple[PastAttempt, ...]:
    """The attempts of this case's campaign, whose outcome is known here."""
    return tuple(one for one in payload.attempts if one.disposition is not None)


def weighing(rule: CallingRule, payload: CasePayload, attempts: Sequence[PastAttempt]) -> list[datetime]:
    """The instants that count for the limit of `rule`: of every campaign in thirty days, of a study all of its own."""
    counted = attempts if RULES[rule].over_days is not None else own_attempts(payload)
    return [one.at for one in counted if one.counts]
