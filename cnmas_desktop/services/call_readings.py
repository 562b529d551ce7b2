"""A saved call as one reads it: outcome, reason, answer to the offer, next call. What was noted, and what would be."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from cnmas_desktop.domain.campaign import Campaign
from cnmas_desktop.domain.corrections import CALLBACKS, VOID, Made, Wanted
from cnmas_desktop.domain.events import EventType
from cnmas_desktop.domain.french_dates import day_words, time_words
from cnmas_desktop.domain.interview_turn import REFUSALS
from cnmas_desktop.services.views import Choice, Message
from cnmas_desktop.services.wording import campaign_choices, label_of

Offer = tuple[str, str, str]
"""Code, decision, reason."""


def as_noted(campaign: Campaign, made: Made, zone: ZoneInfo) -> tuple[Message, ...]:
    """The call as it stands. `zone`: where the agent works."""
    next_at = made.ended.body["proposal"]["at"] if made.ended else None
    return _said(campaign, made.outcome, refusal_of(made), _offer(made), made.callback, next_at, zone)


def as_wanted(campaign: Campaign, made: Made, wanted: Wanted, next_at: str | None, zone: ZoneInfo) -> tuple[Message, ...]:
    """The call as it would stand. `next_at`: of the proposal, None where there is no next call."""
    offer = wanted.offer or _offer(made)
    return _said(campaign, wanted.outcome, wanted.reason, offer, wanted.callback, next_at, zone)


def refusal_of(made: Made) -> str:
    """The code of the reason noted with a refusal, "" for none."""
    decided = made.last(EventType.INTERVIEW_DECIDED)
    return str(decided.body.get("reason") or "") if decided and made.outcome in REFUSALS else ""


def other_offers(campaign: Campaign, made: Made) -> list[tuple[Choice, str]]:
    """What else may have been said to the offer, as the step of the offer puts it: (offer, decision); none where it was not made."""
    now = made.offer
    if now is None:
        return []
    choices = campaign_choices(campaign)["offers"]
    said = [(one, "accepted") for one in choices] + [(choices[0], "refused"), (choices[0], "undecided")]
    present = (now["offer"] if now["decision"] == "accepted" else "", now["decision"])
    return [pair for pair in said if (pair[0].code if pair[1] == "accepted" else "", pair[1]) != present]


def _offer(made: Made) -> Offer | None:
    offer = made.offer
    return (offer["offer"], offer["decision"], offer.get("reason") or "") if offer else None


def _said(
    campaign: Campaign,
    outcome: str,
    reason: str,
    offer: Offer | None,
    callback: Mapping[str, str] | None,
    next_at: str | None,
    zone: ZoneInfo,
) -> tuple[Message, ...]:
    lists = campaign_choices(campaign)
    said = [Message(f"disposition.{outcome}")]
    if reason:
        said.append(_reason(campaign, reason))
    if offer is not None and outcome != VOID:
        code, decision, why = offer
        said.append(Message(f"fact.offer_{decision}", {"offer": label_of(lists["offers"], code)}))
        if why:
            said.append(_reason(campaign, why))
    promised = bool(callback) and outcome in CALLBACKS
    at = callback["at"] if callback and promised else next_at
    if at:
        here = datetime.fromisoformat(at).astimezone(zone)
        code = "mend.callback" if promised else "mend.next"
        said.append(Message(code, {"day": day_words(here.date()), "time": time_words(here)}))
    return tuple(said)


def _reason(campaign: Campaign, code: str) -> Message:
    return Message("mend.reason", {"reason": label_of(campaign_choices(campaign)["refusal_reasons"], code)})
