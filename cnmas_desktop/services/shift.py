"""The agent's shift: the work state since when, « Ma journée », « Fin de journée » (trade sections 3 and 7).

The state chosen is kept in the store; « En appel » and « Finalisation » follow from the open call. The centre is told the present
state and since when, at each sync, and nothing else: no idle seconds. The end of the day is one durable write: the next sync, today
or another day, gives back what was not begun; cut anywhere, it is done again and changes nothing.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

from cnmas_desktop.domain.world import World
from cnmas_desktop.local.cases import HeldCase
from cnmas_desktop.local.database import Link
from cnmas_desktop.local.outbox import Outbox
from cnmas_desktop.local.shift import ShiftRecord, WorkSpell
from cnmas_desktop.local.standing import Standing
from cnmas_desktop.messages import KnownError
from cnmas_desktop.services.casebook import Casebook
from cnmas_desktop.services.dialling import AVAILABLE
from cnmas_desktop.services.interviewing import Call
from cnmas_desktop.services.views import CallbackLine, DayFigures, DeskView, SyncView
from cnmas_desktop.services.wording import name_of

PAUSE, END_OF_DAY = "pause", "end_of_day"
ON_CALL, AFTER_CALL = "on_call", "after_call"
CHOSEN = (AVAILABLE, PAUSE, "meal", "meeting", "phone_down", "other")
"""The states of F12, in the order of their keys."""
PROMISES_AHEAD = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class StateView:
    """A work state and since when, in the agent's zone."""

    state: str
    since: datetime


@dataclass(frozen=True, slots=True)
class DayView:
    """« Ma journée ». `clock_offset`: seconds, centre minus workstation, at the last contact. `callbacks`: those of today."""

    begun: bool
    spells: tuple[StateView, ...]
    sync: SyncView
    waiting_since: datetime | None
    clock_offset: float
    clock_trusted: bool
    dial_scheme: str
    callbacks: tuple[CallbackLine, ...]
    callable_now: int
    held: int
    held_until: datetime | None
    figures: DayFigures


@dataclass(frozen=True, slots=True)
class DayEndView:
    """« Fin de journée ». `untouched`: cases held that were never called from here; `promises`: firm callbacks held, the earliest first."""

    in_call: bool
    sync: SyncView
    waiting_since: datetime | None
    untouched: int
    promises: tuple[CallbackLine, ...]
    figures: DayFigures


class AgentShift(Protocol):
    """What the window asks about the shift. KnownError: `store.*`, nothing was changed."""

    def state(self) -> StateView:
        """What the agent does: the open call's state, else the one chosen."""
        ...

    def set_state(self, state: str) -> None:
        """One of `CHOSEN`. Nothing is dialled or opened but when available."""
        ...

    def begun(self) -> bool:
        """Whether « Commencer » was pressed on this local day."""
        ...

    def day(self) -> DayView: ...

    def begin(self) -> None:
        """« Commencer »: available, and yesterday's intentions are over."""
        ...

    def ending(self) -> DayEndView: ...

    def end(self, kept: Collection[UUID]) -> None:
        """« Terminer la journée »: the next sync gives back what was not begun, and the promised callbacks but those of `kept`.

        KnownError `shift.in_call` while a call is not saved."""
        ...


class DeskShift:
    """`AgentShift` on one open store. `view` and `standing` are the desk's own."""

    def __init__(
        self,
        link: Link,
        world: World,
        zone: ZoneInfo,
        book: Casebook,
        call: Call,
        view: Callable[[], DeskView],
        standing: Callable[[], Standing],
    ) -> None:
        self._world, self._zone, self._book = world, zone, book
        self._call, self._view, self._standing = call, view, standing
        self._record, self._outbox = ShiftRecord(link), Outbox(link)
        self._spells = self._record.spells() or (WorkSpell(AVAILABLE, world.clock.now()),)
        self._begun = self._record.day_begun()

    @property
    def chosen(self) -> str:
        """The state chosen, whatever call is open."""
        return self._spells[-1].state

    def told(self) -> tuple[str, datetime]:
        """What the centre is told; may be asked on the sync's thread, for it reads only values that are replaced whole."""
        page = self._call.page
        if page is not None and page.state.attempt:
            if page.after_call_since is not None:
                return AFTER_CALL, page.after_call_since
            return ON_CALL, datetime.fromisoformat(page.state.started_at)
        spell = self._spells[-1]
        return spell.state, spell.since

    def state(self) -> StateView:
        name, since = self.told()
        return StateView(name, since.astimezone(self._zone))

    def set_state(self, state: str) -> None:
        if state not in CHOSEN:
            raise ValueError(state)
        if state != self.chosen:
            spells = (*self._of_today(), WorkSpell(state, self._now))
            self._record.enter(spells)
            self._spells = spells

    def begun(self) -> bool:
        return self._begun == self._now.astimezone(self._zone).date()

    def begin(self) -> None:
        now = self._now
        today, spell = now.astimezone(self._zone).date(), WorkSpell(AVAILABLE, now)
        self._record.begin(today, spell)
        self._begun, self._spells = today, (spell,)

    def day(self) -> DayView:
        view, standing, today = self._view(), self._standing(), self._now.astimezone(self._zone).date()
        return DayView(
            begun=self.begun(),
            spells=tuple(StateView(one.state, one.since.astimezone(self._zone)) for one in self._of_today()) if self.begun() else (),
            sync=view.sync,
            waiting_since=self._waiting_since(),
            clock_offset=standing.clock_offset,
            clock_trusted=self._call.shift().clock_trusted,
            dial_scheme=standing.policy.dial_scheme,
            callbacks=tuple(line for line in view.callbacks if line.at.date() == today),
            callable_now=view.callable_now,
            held=view.held,
            held_until=view.held_until,
            figures=view.day,
        )

    def ending(self) -> DayEndView:
        view = self._view()
        return DayEndView(
            in_call=self._in_call(),
            sync=view.sync,
            waiting_since=self._waiting_since(),
            untouched=self._record.untouched(),
            promises=tuple(self._promise(held) for held in self._promised()),
            figures=view.day,
        )

    def end(self, kept: Collection[UUID]) -> None:
        if self._in_call():
            raise KnownError("shift.in_call")
        spells = (*self._of_today(), WorkSpell(END_OF_DAY, self._now))
        self._record.end(spells, kept)
        self._spells = spells

    @property
    def _now(self) -> datetime:
        return self._world.clock.now()

    def _in_call(self) -> bool:
        return self._call.page is not None and bool(self._call.page.state.attempt)

    def _of_today(self) -> tuple[WorkSpell, ...]:
        """The states of this local day, and the one it began with."""
        today = self._now.astimezone(self._zone).date()
        earlier = [place for place, one in enumerate(self._spells) if one.since.astimezone(self._zone).date() < today]
        return self._spells[earlier[-1] :] if earlier else self._spells

    def _waiting_since(self) -> datetime | None:
        oldest = self._outbox.count().oldest_waiting_at
        return oldest.astimezone(self._zone) if oldest else None

    def _promised(self) -> tuple[HeldCase, ...]:
        found = self._book.shelf.callbacks(self._now + PROMISES_AHEAD)
        return tuple(held for held in found if held.payload.callback is not None and held.payload.callback.kind == "firm")

    def _promise(self, held: HeldCase) -> CallbackLine:
        callback = held.payload.callback
        if callback is None:
            raise AssertionError("a promise without a moment")
        at, there = callback.at.astimezone(self._zone), callback.at.astimezone(ZoneInfo(callback.zone))
        local_at = there if there.replace(tzinfo=None) != at.replace(tzinfo=None) else None
        late = callback.at < self._now
        return CallbackLine(held.payload.case_id, name_of(held.payload.fields), at, local_at, firm=True, due=late, late=late)
