"""What supervisors wrote of the agent's own interviews: the same lines as they see, brought by a sync, readable offline."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from cnmas_desktop.local.database import Link
from cnmas_desktop.local.ledger import Ledger
from cnmas_desktop.local.readings import Readings
from cnmas_desktop.services.casebook import Casebook
from cnmas_desktop.sync.protocol import Review


@dataclass(frozen=True, slots=True)
class OwnReview:
    """An interview of `campaign` (its title), held and reviewed in the agent's time. It names no person. `marks`: one of
    `services.quality.MARKS` for each of `services.quality.GRID`."""

    campaign: str
    held_at: datetime
    reviewed_at: datetime
    by: str
    marks: Mapping[str, str]
    remark: str


class AgentReviews(Protocol):
    """What the window asks."""

    def latest(self) -> tuple[OwnReview, ...]:
        """Of the last 30 days, the latest review first."""
        ...


class DeskReviews:
    """`AgentReviews` on one open store; read again once a sync has written."""

    def __init__(self, link: Link, ledger: Ledger, book: Casebook, zone: ZoneInfo) -> None:
        self._link, self._readings, self._book, self._zone = link, Readings(link, ledger), book, zone
        self._seen: int | None = None
        self._latest: tuple[OwnReview, ...] = ()

    def latest(self) -> tuple[OwnReview, ...]:
        seen = self._link.other_writes()
        if seen != self._seen:
            self._latest, self._seen = tuple(map(self._view, self._readings.reviews())), seen
        return self._latest

    def _view(self, one: Review) -> OwnReview:
        title = self._book.title(one.campaign)
        return OwnReview(title, one.held_at.astimezone(self._zone), one.at.astimezone(self._zone), one.by, one.marks, one.remark)
