"""An agent's figures of one day, by the definitions of the centre's rollups (`app.apply_rollups`): the same that supervisors see.

Days are those of Paris, where the centre is, whatever the workstation's zone. An incoming call is no attempt; a voided attempt is
counted back on the day it was started, and so is what a correction replaces. An interview is one accepted, an agreement an offer accepted.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from cnmas_desktop.domain.centre_days import day_of
from cnmas_desktop.domain.events import EventType

ATTEMPTS, REACHED, INTERVIEWS, REFUSALS, AGREEMENTS, CALLBACKS = (
    "attempts", "reached", "interviews", "interview_refused", "offer_accepted", "callbacks",
)  # fmt: skip
COUNTED = (
    EventType.CALL_STARTED,
    EventType.ATTEMPT_VOIDED,
    EventType.REACHED,
    EventType.INTERVIEW_DECIDED,
    EventType.OFFER_DECIDED,
    EventType.CALLBACK_SET,
    EventType.CORRECTION,
)


@dataclass(frozen=True, slots=True)
class OwnFigures:
    attempts: int = 0
    reached: int = 0
    interviews: int = 0
    refusals: int = 0
    agreements: int = 0
    callbacks: int = 0


class DayTally:
    """Adds up the events of `day`; those of other days change nothing."""

    def __init__(self, day: date) -> None:
        self.day = day
        self._attempts: set[str] = set()
        self._counts: dict[str, int] = {}
        self._said: dict[str, tuple[EventType, Mapping[str, Any]]] = {}

    def add(self, event_id: str, type_: EventType, at: datetime, body: Mapping[str, Any]) -> None:
        if type_ is EventType.ATTEMPT_VOIDED:
            self._attempts.discard(body["attempt"])
        elif type_ is EventType.CORRECTION:
            self._correct(event_id, body)
        elif day_of(at) == self.day:
            if type_ is EventType.CALL_STARTED and not body["incoming"]:
                self._attempts.add(body["attempt"])
            else:
                self._say(event_id, type_, body)

    def _say(self, event_id: str, type_: EventType, body: Mapping[str, Any]) -> None:
        self._said[event_id] = (type_, body)
        if measure := _measure(type_, body):
            self._counts[measure] = self._counts.get(measure, 0) + 1

    def _correct(self, event_id: str, body: Mapping[str, Any]) -> None:
        """What is corrected is counted back on its own day; what replaces it counts there."""
        said, replacement = self._said.pop(str(body["supersedes"]), None), body.get("replacement")
        if said is None:
            return
        type_, former = said
        if measure := _measure(type_, former):
            self._counts[measure] -= 1
        if replacement is not None:
            self._say(event_id, type_, {**former, **replacement})

    def figures(self) -> OwnFigures:
        counts = [self._counts.get(name, 0) for name in (REACHED, INTERVIEWS, REFUSALS, AGREEMENTS, CALLBACKS)]
        return OwnFigures(len(self._attempts), *counts)


def _measure(type_: EventType, body: Mapping[str, Any]) -> str | None:
    match type_:
        case EventType.REACHED:
            return REACHED if body["who"] == "person" else None
        case EventType.INTERVIEW_DECIDED:
            return INTERVIEWS if body["accepted"] else REFUSALS
        case EventType.OFFER_DECIDED:
            return AGREEMENTS if body["decision"] == "accepted" else None
        case EventType.CALLBACK_SET:
            return None if body.get("reason") else CALLBACKS  # one moved is not one more
        case _:
            return None
