"""F29: a workstation that stays offline past midnight. Whoever was called yesterday is not read today; what was made waits, whole. And the
end of F6: a centre put back so late that what it lacks has had its time here too."""

from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import update

from cnmas_desktop.domain.world import SystemClock, World
from cnmas_desktop.local.cases import CaseShelf
from cnmas_desktop.local.outbox import Outbox
from cnmas_desktop.local.retention import EVENTS_KEPT
from cnmas_desktop.local.schema import outbox
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


@pytest.mark.faults
def test_f06_a_loss_that_nobody_can_mend_any_more_is_named_by_its_numbers(centre: Centre, tmp_path: Path) -> None:
    with Workplace(centre, tmp_path) as desk:
        session = desk.sign_in(centre.add_agent().login)
        made = call(session, desk.world, 3)
        session.syncer.run()
        with session.database.main.writing() as connection:
            connection.execute(update(outbox).values(acked_at=outbox.c.acked_at - int(EVENTS_KEPT.total_seconds() * 1_000_000)))
        session.syncer.run()
        first = centre.value("SELECT min(seq) FROM app.event_key WHERE id = ANY (%s)", made)
        for table in ("event", "event_key", "audit"):
            centre.operator.execute(f"DELETE FROM app.{table} WHERE seq >= %s".encode(), (first,))
        centre.operator.execute("UPDATE app.device SET max_seq = %s - 1", (first,))
        assert session.syncer.run() is not None
        made = call(session, desk.world)
        assert session.syncer.run() is not None
        assert times_at(centre, made) == [1, 1]
        after = centre.value("SELECT min(seq) FROM app.event_key WHERE id = ANY (%s)", made)
        with centre.add_auditor().connect() as auditor:
            ((breaks,),) = auditor.execute("SELECT auditor.verify_chain() -> 'breaks'").fetchall()
        assert [(one["seq"], one["kind"]) for one in breaks] == [(after, "gap")]
