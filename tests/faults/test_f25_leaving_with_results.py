"""F25: whichever way somebody leaves a workstation that has results to send, the results stay, are counted, and are sent once."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cnmas_desktop.local.outbox import Outbox
from cnmas_desktop.local.retention import sweep_store
from cnmas_desktop.services.sessions import AgentSession
from tests.central_server import Centre
from tests.faults.workplace import Workplace, call, times_at, waiting


def sign_out(desk: Workplace, session: AgentSession) -> None:
    session.close()


def another_person(desk: Workplace, session: AgentSession) -> None:
    session.close()
    other = desk.sign_in(desk.centre.add_agent().login)
    assert waiting(other) == []
    assert all(not line.case_name for line in other.desk.outbox())
    other.close()


def practice(desk: Workplace, session: AgentSession) -> None:
    session.practise().close()
    session.close()


def campaign_closed(desk: Workplace, session: AgentSession) -> None:
    desk.centre.operator.execute("UPDATE app.campaign SET state = 'closed', closed_at = now() + interval '1 minute'")
    session.close()


def taken_back(desk: Workplace, session: AgentSession) -> None:
    desk.centre.operator.execute("UPDATE app.call_case SET withdrawn = 'released' WHERE lease_id IS NOT NULL")
    session.close()


def a_month_away(desk: Workplace, session: AgentSession) -> None:
    """What has had its time is erased; a result that was not sent never has."""
    sweep_store(session.database.main, datetime.now(UTC) + timedelta(days=31))
    session.close()


def workstation_retired(desk: Workplace, session: AgentSession) -> None:
    desk.centre.operator.execute("UPDATE app.device SET status = 'erase'")
    session.close()


def workstation_copied(desk: Workplace, session: AgentSession) -> None:
    desk.centre.operator.execute("UPDATE app.device SET status = 'cloned'")
    session.close()


@pytest.mark.parametrize(
    "leave",
    [sign_out, another_person, practice, campaign_closed, taken_back, a_month_away, workstation_retired, workstation_copied],
    ids=lambda way: way.__name__,
)
def test_leaving_with_results_to_send(centre: Centre, tmp_path: Path, leave: Callable[[Workplace, AgentSession], None]) -> None:
    agent = centre.add_agent()
    with Workplace(centre, tmp_path) as desk:
        session = desk.sign_in(agent.login)
        session.syncer.run()
        desk.network.cut = True
        made = call(session, desk.world, 2)
        desk.network.cut = False
        leave(desk, session)
        session = desk.sign_in(agent.login)
        assert Outbox(session.database.main).count().waiting == 4
        session.syncer.run()
        assert waiting(session) == []
        assert times_at(centre, made) == [1] * 4
