"""What of a call will go to the organisme, in words: as it is said, and as the summary before it is saved."""

from collections.abc import Callable
from dataclasses import dataclass

from cnmas_desktop.domain.campaign import Campaign, Regime
from cnmas_desktop.domain.interview import CallState
from cnmas_desktop.domain.interview import Told as Fact
from cnmas_desktop.services.casebook import contact_detail
from cnmas_desktop.services.views import Message
from cnmas_desktop.services.wording import CHANNELS, RIGHTS, campaign_choices, label_of, shown
from cnmas_desktop.sync.protocol import CasePayload

FAMILIES = ("request", "change", "authorisation")


@dataclass(frozen=True, slots=True)
class Told:
    """A call as far as it is told. `payload(n)`: what is held of its n-th case. `open_theme`: the children may be named."""

    state: CallState
    campaign: Campaign
    payload: Callable[[int], CasePayload]
    open_theme: bool


def facts(told: Told) -> tuple[Message, ...]:
    """In the order they were said; of a household, with the child each is about."""
    lines = [] if told.state.decided is None else [_interview(told)]
    return (*lines, *(_named(told, fact) for fact in told.state.told))


def summary(told: Told, next_call: str) -> tuple[Message, ...]:
    """The outcome and what follows, then what the organisme receives of the five families of seed 1; at most six lines."""
    return (_outcome(told, next_call), *(_families(told) or [Message("summary.nothing")]))


def _outcome(told: Told, next_call: str) -> Message:
    codes = list(dict.fromkeys(one.disposition for one in told.state.outcomes))
    label = Message(f"disposition.{codes[-1]}") if codes else Message("step.ending")
    if next_call:
        return Message("summary.outcome_next", {"outcome": label, "when": next_call})
    return Message("summary.outcome", {"outcome": label})


def _families(told: Told) -> list[Message]:
    state = told.state
    lines = [] if state.decided is None and state.ending != "REF_D" else [_interview(told)]
    if state.opposed:
        return [Message("fact.opposed")]
    lines += [_named(told, fact) for fact in state.told if fact.kind == "offer"][:1] if len(state.cases) == 1 else _offers(told)
    for family in FAMILIES:
        said = [_words(told, fact) for fact in state.told if fact.kind == family]
        if len(said) == 1:
            lines += said
        elif said:
            lines.append(Message(f"summary.{family}s", {"count": len(said)}))
    if told.campaign.regime is Regime.STUDY and state.answers:
        lines.append(Message("summary.answers", {"count": len(state.answers)}))
    return lines[:5]


def _offers(told: Told) -> list[Message]:
    offers = [fact for fact in told.state.told if fact.kind == "offer"]
    counts = {decision: sum(fact.text == decision for fact in offers) for decision in ("accepted", "refused", "undecided")}
    return [Message("summary.offers", dict(counts))] if offers else []


def _interview(told: Told) -> Message:
    accepted = bool(told.state.decided) and told.state.ending != "REF_D"
    return Message("fact.interview_accepted" if accepted else "fact.interview_refused")


def _named(told: Told, fact: Fact) -> Message:
    words = _words(told, fact)
    child = told.payload(fact.case).fields.get("enfant_prenom", "") if len(told.state.cases) > 1 and told.open_theme else ""
    return Message("fact.of_child", {"child": child, "fact": words}) if child and fact.kind == "offer" else words


def _words(told: Told, fact: Fact) -> Message:
    lists = campaign_choices(told.campaign)
    match fact.kind:
        case "request":
            return Message("fact.request", {"request": label_of(lists["request_types"], fact.code)})
        case "change":
            old = contact_detail(told.payload(fact.case), fact.code)
            label = label_of(lists["change_fields"], fact.code)
            if not old:
                return Message("fact.addition", {"field": label, "new": shown(fact.code, fact.text)})
            return Message("fact.change", {"field": label, "old": shown(fact.code, old), "new": shown(fact.code, fact.text)})
        case "authorisation":
            return Message(f"fact.{fact.text}", {"channel": label_of(CHANNELS, fact.code)})
        case "right":
            return Message("fact.right", {"right": label_of(RIGHTS, fact.code)})
        case _:
            return Message(f"fact.offer_{fact.text}", {"offer": label_of(lists["offers"], fact.code)})
