"""A secret of the open case (the provisional ameli code), given by the centre during the call (trade section 1).

Only once the person is identified, has accepted and has passed the campaign's second check; never when they called in, never after a
change of contact details in the same call. What they say is compared and forgotten. The secret is in no store, draft or log: it goes
from the centre's answer to the screen, a fact of its own is on disk first, and after a minute it is masked.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from cnmas_desktop.domain import interview
from cnmas_desktop.domain.campaign import render
from cnmas_desktop.domain.fields import FIELDS
from cnmas_desktop.domain.interview_state import MAX_MISSES
from cnmas_desktop.domain.world import World
from cnmas_desktop.messages import KnownError
from cnmas_desktop.services.centre_line import CentreLine
from cnmas_desktop.services.interviewing import Call
from cnmas_desktop.services.reading import Reader
from cnmas_desktop.services.syncing import SyncState
from cnmas_desktop.services.views import Message
from cnmas_desktop.sync.protocol import UNANSWERED

SHOWN_FOR = timedelta(seconds=60)
BY_POST = {"online.refused": "reveal.post.refused", "online.too_many": "reveal.post.too_many"}


@dataclass(frozen=True, slots=True)
class RevealView:
    """`label`: what the secret is. `ask`: the second check to put, "" when it agreed or none may be put; `answer`: what the last one
    gave. `by_post`: why the secret is not given on the telephone; None: it may be."""

    label: str
    ask: str
    answer: Message | None
    by_post: Message | None


class Revealing(Protocol):
    """What the window asks about the secret of the open case. KnownError `store.*`: nothing was saved."""

    def view(self) -> RevealView: ...

    def check(self, typed: str) -> RevealView:
        """The second check, compared and forgotten."""
        ...

    def asking(self) -> Callable[[], str]:
        """What asks the centre for the secret: blocking, for the thread that syncs. It raises KnownError."""
        ...

    def shown(self) -> datetime:
        """The secret is about to be on screen: recorded, durably, before it is. Returns until when."""
        ...

    def refused(self, error: KnownError) -> RevealView:
        """What is left when `asking` failed: the post, and why."""
        ...


class DeskRevealing:
    """`Revealing` on the open call."""

    def __init__(
        self,
        call: Call,
        reader: Reader,
        world: World,
        line: CentreLine | None,
        sync_state: Callable[[], SyncState],
    ) -> None:
        self._call, self._reader, self._world = call, reader, world
        self._line, self._sync_state = line, sync_state

    def view(self) -> RevealView:
        reason = self._by_post()
        if reason:
            return self._seen(by_post=Message(reason))
        state = self._state
        if state.second_check:
            return self._seen(answer=Message("reveal.match"))
        return self._seen(ask=self._ask(), answer=Message("reveal.mismatch") if state.second_misses else None)

    def check(self, typed: str) -> RevealView:
        self._call.act("second_check", {"typed": typed})
        return self.view()

    def asking(self) -> Callable[[], str]:
        line = self._line
        if line is None or self._by_post() or not self._state.second_check:
            raise interview.ActionNotOfferedError("reveal")
        case_id, field = self._state.case.case_id, self._field
        return lambda: line.reveal(case_id, field)

    def shown(self) -> datetime:
        self._call.act("reveal", {"field": self._field})
        return self._world.clock.now() + SHOWN_FOR

    def refused(self, error: KnownError) -> RevealView:
        reason = "reveal.post.unanswered" if error.code in UNANSWERED else BY_POST.get(error.code)
        if reason is None:
            raise error
        return self._seen(by_post=Message(reason))

    @property
    def _state(self) -> interview.CallState:
        if self._call.page is None:
            raise interview.ActionNotOfferedError("reveal")
        return self._call.page.state

    @property
    def _field(self) -> str:
        return self._call.campaign.secrets[0]

    def _seen(self, ask: str = "", answer: Message | None = None, by_post: Message | None = None) -> RevealView:
        return RevealView(FIELDS[self._field].label, ask, answer, by_post)

    def _by_post(self) -> str:
        """Why not by telephone; "" for no reason known yet."""
        state, fields = self._state, self._call.held.payload.fields
        if state.incoming:
            return "reveal.post.incoming"
        if any(told.kind == "change" for told in state.told):
            return "reveal.post.changed"
        if state.second_misses >= MAX_MISSES:
            return "reveal.post.mismatch"
        if not all(fields.get(check.field) for check in self._call.campaign.reveal_checks):
            return "reveal.post.no_address"
        if self._line is None or not self._sync_state().online:
            return "reveal.post.offline"
        return ""

    def _ask(self) -> str:
        campaign = self._call.campaign
        said = self._reader.said(campaign, self._call.held.payload, self._world.clock.now())
        return " ".join(render(check.ask, said) for check in campaign.reveal_checks)
