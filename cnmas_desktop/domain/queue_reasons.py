"""Why the next case is the next, or why there is none: codes of `messages` with their parameters."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from cnmas_desktop.domain.case_state import CaseState
from cnmas_desktop.domain.french_dates import day_words, time_words
from cnmas_desktop.domain.phone_numbers import PARIS
from cnmas_desktop.domain.scheduling import QueueClass, slot_of


@dataclass(frozen=True, slots=True)
class Reason:
    """A key of `messages.MESSAGES` and what fills it."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class QueuedCase:
    """What the queue knows of a case. `attempts`: instants of those made at it. `zone`: the person's."""

    state: CaseState
    queue_class: QueueClass
    zone: str
    attempts: tuple[datetime, ...] = ()
    callback_at: datetime | None = None


def why(case: QueuedCase, now: datetime, agent_zone: str = PARIS) -> Reason:
    """Why this case stands where it stands, in words; hours are the agent's."""
    at = case.callback_at
    if case.state is CaseState.CALLBACK and at is not None:
        return _promise(at.astimezone(ZoneInfo(agent_zone)), now, firm=case.queue_class is QueueClass.FIRM)
    if case.state is CaseState.INTERRUPTED:
        return Reason("why.interrupted")
    if not case.attempts:
        return Reason("why.first")
    slot = slot_of(now, case.zone)
    tried = Counter(slot_of(attempt, case.zone) for attempt in case.attempts)
    number = {"number": len(case.attempts) + 1}
    if tried[slot] == 0 or tried[slot] < max(tried.values()):
        return Reason(f"why.retry_{slot.value}", number)
    return Reason("why.retry", number)


def _promise(local: datetime, now: datetime, *, firm: bool) -> Reason:
    today = local.date() == now.astimezone(local.tzinfo).date()
    clock = f"{local:%H:%M}"
    if firm:
        return (
            Reason("why.promised", {"time": clock})
            if today
            else Reason("why.promised_day", {"day": day_words(local.date()), "time": clock})
        )
    return Reason("why.soft", {"time": clock}) if today else Reason("why.soft_day", {"day": day_words(local.date())})


def why_none(waiting: Sequence[datetime], held: int, now: datetime, agent_zone: str = PARIS) -> Reason:
    """Why no case can be called now. `waiting`: from when each held case may be called again; `held`: how many there are in all.

    Counts the cases that open at the first moment: « 31 attendent 17 h »."""
    if not waiting:
        return Reason("why_none.over" if held else "why_none.empty")
    first = min(waiting)
    count = sum(at == first for at in waiting)
    local = first.astimezone(ZoneInfo(agent_zone))
    hour = time_words(local, short=True)
    one = "_one" if count == 1 else ""
    if local.date() == now.astimezone(local.tzinfo).date():
        return Reason(f"why_none.waiting{one}", {"count": count, "time": hour})
    return Reason(f"why_none.waiting_day{one}", {"count": count, "day": day_words(local.date()), "time": hour})
