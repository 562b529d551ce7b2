"""The shift of the scripted desk: `AgentShift` without a store. `begun_today=False` opens « Ma journée » first."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from cnmas_desktop.messages import KnownError
from cnmas_desktop.services.shift import CHOSEN, DayEndView, DayView, StateView
from cnmas_desktop.services.views import CallbackLine, DeskView


@dataclass
class ScriptedShift:
    now: Callable[[], datetime]
    view: Callable[[], DeskView]
    in_call: Callable[[], bool]
    begun_today: bool = True
    spells: list[StateView] = field(default_factory=list)
    promises: tuple[CallbackLine, ...] = ()
    failing: KnownError | None = None
    ended: list[set[UUID]] = field(default_factory=list)
    clock_offset: float = 2.0
    untouched: int = 27

    def state(self) -> StateView:
        return StateView("on_call", self.now()) if self.in_call() else self._spell()

    def set_state(self, state: str) -> None:
        assert state in CHOSEN
        self._may_fail()
        self.spells.append(StateView(state, self.now()))

    def begun(self) -> bool:
        return self.begun_today

    def begin(self) -> None:
        self._may_fail()
        self.begun_today = True
        self.spells = [StateView("available", self.now())]

    def day(self) -> DayView:
        view = self.view()
        return DayView(
            begun=self.begun_today, spells=tuple(self.spells), sync=view.sync,
            waiting_since=self.now() - timedelta(hours=2) if view.sync.waiting else None,
            clock_offset=self.clock_offset, clock_trusted=abs(self.clock_offset) < 300, dial_scheme="tel",
            callbacks=view.callbacks, callable_now=view.callable_now, held=view.held, held_until=view.held_until, figures=view.day,
        )  # fmt: skip

    def ending(self) -> DayEndView:
        view = self.view()
        since = self.now() - timedelta(hours=2) if view.sync.waiting else None
        return DayEndView(self.in_call(), view.sync, since, self.untouched, self.promises, view.day)

    def end(self, kept: Collection[UUID]) -> None:
        self._may_fail()
        if self.in_call():
            raise KnownError("shift.in_call")
        self.ended.append(set(kept))

    def _spell(self) -> StateView:
        return self.spells[-1] if self.spells else StateView("available", self.now() - timedelta(hours=1))

    def _may_fail(self) -> None:
        if self.failing is not None:
            raise self.failing
