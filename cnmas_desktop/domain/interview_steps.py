"""The steps of a call (trade section 5), in the order the agent meets them. French captions: `messages`, keys `step.<value>`."""

from enum import StrEnum


class Step(StrEnum):
    READY = "ready"
    RINGING = "ringing"
    WHO = "who"
    THIRD_PARTY = "third_party"
    IDENTITY = "identity"
    NOTICE = "notice"
    SCRIPT = "script"
    OFFER = "offer"
    QUESTIONS = "questions"
    FOLLOW_UP = "follow_up"
    CALLBACK = "callback"
    ENDING = "ending"
    ENDED = "ended"


LINE = (Step.RINGING,)
"""Nobody has answered yet."""
ANSWERED = (
    Step.WHO, Step.THIRD_PARTY, Step.IDENTITY, Step.NOTICE, Step.SCRIPT, Step.OFFER, Step.QUESTIONS, Step.FOLLOW_UP,
)  # fmt: skip
"""Somebody is on the line; a call may end at any of these (decision 13)."""
BEFORE_IDENTITY = (Step.WHO, Step.THIRD_PARTY, Step.IDENTITY)
IDENTIFIED = (Step.NOTICE, Step.SCRIPT, Step.OFFER, Step.QUESTIONS, Step.FOLLOW_UP)
"""The person on the line is the person of the case."""
ACCEPTED = (Step.SCRIPT, Step.OFFER, Step.QUESTIONS, Step.FOLLOW_UP)
"""The person has heard the notice and accepted the interview."""
