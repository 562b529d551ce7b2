"""Syncing as the window lives with it: one sync at a time on a thread of its own, a state that any thread may read, and when to go again.

The connection to the centre lives only while a sync runs, so that thousands of agents do not hold thousands of connections.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
import logging
from threading import Lock

from cnmas_desktop.domain.world import World
from cnmas_desktop.messages import KnownError
from cnmas_desktop.sync.courtesy import Courtesy
from cnmas_desktop.sync.engine import SyncReport, sync_once
from cnmas_desktop.sync.pacing import Pace
from cnmas_desktop.sync.protocol import UNANSWERED, CentralGateway, LocalReplica

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SyncState:
    """`offline_since` None: the last contact succeeded. `problem`: what stopped a sync that reached the centre, to be shown with what to do."""

    online: bool = False
    offline_since: datetime | None = None
    running: bool = False
    last_complete_at: datetime | None = None
    problem: KnownError | None = None


class Syncer:
    """Runs syncs of one open store. `connect` signs in at the centre and returns the agent's gateway."""

    def __init__(
        self,
        replica: LocalReplica,
        connect: Callable[[], CentralGateway],
        world: World,
        *,
        last_complete_at: datetime | None = None,
        interval: float = 60.0,
        before: Callable[[], object] = lambda: None,
        afterwards: Callable[[CentralGateway], None] = lambda gateway: None,
        courtesy: Courtesy | None = None,
    ) -> None:
        """`before`: what is done here ahead of each attempt, whether or not the centre is there. `afterwards`: what else is done at the
        centre once a sync is complete, on its connection. `courtesy`: towards the window beside it."""
        self.courtesy = courtesy or Courtesy()
        self._replica, self._connect, self._world = replica, connect, world
        self._before, self._afterwards = before, afterwards
        self._turn = Lock()
        self._pace = Pace(interval)
        self._state = SyncState(offline_since=world.clock.now(), last_complete_at=last_complete_at)

    @property
    def state(self) -> SyncState:
        return self._state

    def wait(self) -> float:
        """Seconds until the next sync is due, with jitter."""
        return self._pace.wait(self._world.random)

    def run(self, *, take: bool = True) -> SyncReport | None:
        """One sync now; None when it was cut by a fault of the world, which `state` then names. A second caller waits for the first.

        A refused sign-in stops nothing here: the agent goes on offline, the window shows why (decision 23)."""
        with self._turn:
            self._state = replace(self._state, running=True)
            try:
                return self._attempt(take)
            finally:
                self._state = replace(self._state, running=False)

    def _attempt(self, take: bool) -> SyncReport | None:
        began = self._world.clock.monotonic()
        try:
            self._before()
            gateway = self._connect()
            try:
                report = sync_once(self._replica, gateway, self._world, take=take, courtesy=self.courtesy)
                self._afterwards(gateway)
            finally:
                gateway.close()
        except KnownError as error:
            self._pace = self._pace.failed()
            # Not a warning: to be without the centre is an ordinary part of the day.
            log.info("sync.failed", extra={"code": error.code, "attempt": self._pace.failures, "seconds": self._since(began)})
            offline = error.code in UNANSWERED
            self._state = replace(
                self._state,
                online=not offline,
                offline_since=(self._state.offline_since or self._world.clock.now()) if offline else None,
                problem=None if offline else error,
            )
            return None
        self._pace = self._pace.succeeded(self._pace.interval)
        log.info("sync.done", extra=_counts(report) | {"seconds": self._since(began)})
        self._state = SyncState(online=True, running=True, last_complete_at=report.finished_at)
        return report

    def _since(self, began: float) -> float:
        return round(self._world.clock.monotonic() - began, 3)


def _counts(report: SyncReport) -> dict[str, int | float]:
    """What the log keeps of a sync: numbers of events and cases, none of them told apart."""
    return {
        **{status.value: number for status, number in report.answers.items()},
        "pushed": report.pushed,
        "push_seconds": round(report.push_seconds, 3),
        "sent_again": report.sent_again,
        "lost": report.lost,
        "fetched": report.fetched,
        "checked_out": report.taken,
        "released": report.given_back,
        "held": report.held,
        "clock_offset": round(report.clock_offset, 3),
    }
