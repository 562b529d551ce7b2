"""The guarded calls of one workstation: each on a short connection of its own, closed before the answer is used."""

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from cnmas_desktop.domain.world import World
from cnmas_desktop.sync import online
from cnmas_desktop.sync.online import Caller, CentreDesk, Intake

T = TypeVar("T")


class CentreLine:
    """Blocking: its methods are for the thread that syncs, never for the window's. `connect` signs in at the centre."""

    def __init__(self, intake: Intake, connect: Callable[[], CentreDesk], world: World) -> None:
        self._intake, self._connect, self._world = intake, connect, world

    def reveal(self, case_id: UUID, field: str) -> str:
        """KnownError as `CentreDesk.reveal`."""
        return self._ask(lambda centre: centre.reveal(self._intake.device_id(), case_id, field))

    def look_up(self, caller: Caller) -> tuple[UUID, ...]:
        """The cases of the caller, now held here, the first to open first. KnownError as `CentreDesk.look_up`."""
        return self._ask(lambda centre: online.look_up(self._intake, centre, caller, self._world.clock.now()))

    def hear_who_is_there(self) -> None:
        """Whom a case may be confided to, kept here as after a sync. KnownError as `CentreDesk`."""
        self._intake.store_colleagues(*self._ask(lambda centre: (centre.colleagues(), centre.reviews())))

    def _ask(self, question: Callable[[CentreDesk], T]) -> T:
        centre = self._connect()
        try:
            return question(centre)
        finally:
            centre.close()
