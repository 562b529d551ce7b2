"""Reviews of the scripted desk's interviews: `AgentReviews` without a store."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from cnmas_desktop.services.own_reviews import OwnReview
from cnmas_desktop.services.quality import GRID


def review(
    now: datetime, days: int = 1, remark: str = "La mention était claire et sans hâte. Laissez la personne finir.", **marks: str
) -> OwnReview:
    """Every mark is good but for `marks`."""
    held = now - timedelta(days=days, hours=2)
    return OwnReview(
        "Examen bucco-dentaire", held, held + timedelta(hours=6, minutes=12), "Claire M.", dict.fromkeys(GRID, "good") | marks, remark
    )


@dataclass
class ScriptedReviews:
    written: tuple[OwnReview, ...] = ()

    def latest(self) -> tuple[OwnReview, ...]:
        return self.written
