"""How the queue stands: the figures that a manager reads on the command line and a supervisor on the board."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class QueueCounts:
    """One campaign of one organisme, as of now; `app.queue_counts` says what each figure counts.

    Of the open cases, `callable` + `waiting` + `leased` + `quota_full` is all; callbacks and `assigned` are among them. Of a study only
    its work is told: `done` is all that is over, who was stopped before any call counts among the `fresh`, and what would tell a person's answer
    is None."""

    campaign: str
    organisme: str
    campaign_state: str
    total: int
    fresh: int
    callable: int
    waiting: int
    callbacks_due: int
    callbacks_late: int
    leased: int
    assigned: int
    to_decide: int
    done: int
    exhausted: int | None
    blocked: int | None
    interviews: int | None
    interviews_refused: int | None
    offers_accepted: int | None
    offers_refused: int | None
    to_export: int | None
    quota_full: int
