"""F29: a workstation that stays offline past midnight. Whoever was called yesterday is not read today; what was made waits, whole."""

from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from cnmas_desktop.domain.world import SystemClock, World
from cnmas_desktop.local.cases import CaseShelf
from cnmas_desktop.local.outbox import Outbox
from tests.central_server import Centre
from tests.faults.workplace import Workplace, call, times_at, waiting


class LaterClock(SystemClock):
    """The machine's, further on."""

    later = timedelta()

    def now(self) -> datetime:
        return super().now() + self.later


def test_offline_past_midnight_people_leave_and_results_stay(centre: Centre, tmp_path: Path) -> None:
    clock = LaterClock()
    with Workplace(centre, tmp_path) as desk:
        desk.world = World(clock, Random(1))
        session = desk.sign_in(centre.add_agent().login)
        made = call(session, desk.world, 2)
        session.syncer.run()
        desk.network.cut = True
        called = [row.case_id for row in Outbox(session.database.main).received(clock.now() - timedelta(hours=1)) if row.case_id]
        made += call(session, desk.world)
        shelf = CaseShelf(session.database.main)
        session.syncer.run()
        assert all(shelf.case(case_id) for case_id in called), "until the evening the agent may read whom they called"
        clock.later = timedelta(days=8)
        session.syncer.run()
        assert called and not any(shelf.case(case_id) for case_id in called)
        assert not list(shelf.ready(clock.now()))
        assert len(waiting(session)) == 2
        clock.later, desk.network.cut = timedelta(), False
        session.syncer.run()
        assert times_at(centre, made) == [1] * 6
