"""F27: typing, quitting and locking while a sync runs. What was typed stays, leaving waits for nothing, and nothing is sent twice."""

from contextlib import suppress
from pathlib import Path
from threading import Event, Thread
import time

import pytest

from cnmas_desktop.local.cases import CaseShelf
from cnmas_desktop.local.database import StoreClosed
from cnmas_desktop.local.drafts import Drafts, OpenCall
from cnmas_desktop.local.ledger import Ledger
from cnmas_desktop.services.sessions import AgentSession
from tests.central_server import Centre
from tests.faults.workplace import Workplace, call, times_at, waiting

POINTS = ("hello.answered", "push.before", "push.after_commit_before_ack", "push.acknowledged", "apply.before", "apply.after")


TYPED = {"text": "mots en cours"}


def begin_to_type(desk: Workplace, session: AgentSession) -> None:
    """In the call of a case that is ready."""
    ready = next(CaseShelf(session.database.main).ready(desk.world.clock.now()))
    Ledger(session.database.main, desk.world).record([], [], OpenCall((ready.payload.case_id,), "{}"))
    Drafts(session.database.main).save_typed(TYPED)


def typed(session: AgentSession) -> object:
    call_open = Drafts(session.database.main).open_call()
    return call_open and call_open.typed


class HeldSync:
    """A sync on a thread of its own that stops at a fault point until it is let go."""

    def __init__(self, desk: Workplace, session: AgentSession, point: str) -> None:
        self._point, self.reached, self.go_on = point, Event(), Event()
        session.syncer._world = type(desk.world)(desk.world.clock, desk.world.random, self._at)
        self._syncer = session.syncer
        self._thread = Thread(target=self._run, daemon=True)
        self._thread.start()
        assert self.reached.wait(20)

    def _at(self, point: str) -> None:
        if point == self._point and not self.reached.is_set():
            self.reached.set()
            self.go_on.wait(20)

    def _run(self) -> None:
        with suppress(StoreClosed):
            self._syncer.run()

    def end(self) -> None:
        self.go_on.set()
        self._thread.join(20)
        assert not self._thread.is_alive()


@pytest.mark.parametrize("point", POINTS)
def test_leaving_or_locking_in_the_middle_of_a_sync_waits_for_nothing_and_the_next_one_is_whole(
    centre: Centre, tmp_path: Path, point: str
) -> None:
    """A window that is locked closes its session as one that quits (what was typed is there again: `../gui/test_locking.py`)."""
    agent = centre.add_agent()
    with Workplace(centre, tmp_path) as desk:
        session = desk.sign_in(agent.login)
        made = call(session, desk.world, 2)
        sync = HeldSync(desk, session, point)
        began = time.monotonic()
        session.close()
        assert time.monotonic() - began < 5
        sync.end()
        session = desk.sign_in(agent.login)
        assert session.syncer.run() is not None
        assert waiting(session) == []
        assert times_at(centre, made) == [1] * 4


def test_what_is_typed_and_saved_during_a_sync_stays_and_leaves_with_the_next(centre: Centre, tmp_path: Path) -> None:
    agent = centre.add_agent()
    with Workplace(centre, tmp_path) as desk:
        session = desk.sign_in(agent.login)
        made = call(session, desk.world)
        sync = HeldSync(desk, session, "push.after_commit_before_ack")
        made += call(session, desk.world)
        begin_to_type(desk, session)
        sync.end()
        assert typed(session) == TYPED
        session.syncer._world = desk.world
        assert session.syncer.run() is not None
        assert waiting(session) == []
        assert times_at(centre, made) == [1] * 4
