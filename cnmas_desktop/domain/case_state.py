"""Where a case stands in its queue. `cases.replay` says how its events lead there."""

from enum import StrEnum


class CaseState(StrEnum):
    """`interrupted`: an interview broke off and may go on. `supervisor`: waits for a decision or was set aside. `blocked`: may
    not be called any more. `exhausted`: no number or no attempt is left. The other four say what they are."""

    FRESH = "fresh"
    RETRY = "retry"
    CALLBACK = "callback"
    INTERRUPTED = "interrupted"
    SUPERVISOR = "supervisor"
    DONE = "done"
    EXHAUSTED = "exhausted"
    BLOCKED = "blocked"


CALLABLE = frozenset({CaseState.FRESH, CaseState.RETRY, CaseState.CALLBACK, CaseState.INTERRUPTED})
