"""Who of the colleagues is at work: asked of the centre when an agent is about to confide a case, not only now and then."""

from collections.abc import Callable
from typing import Protocol

from cnmas_desktop.services.centre_line import CentreLine
from cnmas_desktop.services.syncing import SyncState


class AgentPresence(Protocol):
    """What the window asks before a case is confided; the answer is in `CallView.choices` and `CallView.present_at`."""

    def asking(self) -> Callable[[], None] | None:
        """What asks the centre and keeps its answer: blocking, for the thread that syncs, KnownError as `CentreDesk`. None: offline."""
        ...


class DeskPresence:
    """`AgentPresence` on one open store."""

    def __init__(self, line: CentreLine | None, sync_state: Callable[[], SyncState]) -> None:
        self._line, self._sync_state = line, sync_state

    def asking(self) -> Callable[[], None] | None:
        return self._line.hear_who_is_there if self._line is not None and self._sync_state().online else None
