"""F20: the password ends while the workstation is away. The work goes on, nothing is refused in silence, and the way back keeps it all."""

from pathlib import Path

import pytest

from cnmas_desktop.central import staffing
from tests.central_server import Centre
from tests.faults.workplace import Workplace, call, times_at, waiting

NEW_PASSWORD = "Nouvelle-Phrase-77!"


def test_a_password_that_ended_in_an_absence_keeps_the_queue_and_a_new_one_sends_it(centre: Centre, tmp_path: Path) -> None:
    agent = centre.add_agent()
    with Workplace(centre, tmp_path) as desk:
        session = desk.sign_in(agent.login)
        desk.network.cut = True
        made = call(session, desk.world)
        session.syncer.run()
        centre.operator.execute(f"ALTER ROLE \"{agent.role}\" VALID UNTIL '2026-01-01'".encode())
        session.close()

        # Away, the store opens with the password it knows, and the work goes on.
        session = desk.sign_in(agent.login)
        made += call(session, desk.world)
        desk.network.cut = False
        assert session.syncer.run() is None
        problem = session.syncer.state.problem
        assert problem is not None and "mot de passe expiré" in str(problem)
        made += call(session, desk.world)
        assert waiting(session) == made

        given = staffing.reset_password(centre.operator, agent.login).password
        session.change_password(agent.password, given)
        session.change_password(given, NEW_PASSWORD)
        assert session.syncer.run() is not None
        assert waiting(session) == []
        assert times_at(centre, made) == [1] * 6
        session.close()
        assert waiting(desk.sign_in(agent.login, NEW_PASSWORD)) == []


@pytest.mark.parametrize(("days", "told"), [(31, False), (29, True), (1, True)])
def test_the_end_of_a_password_is_told_a_month_ahead(centre: Centre, tmp_path: Path, days: int, told: bool) -> None:
    agent = centre.add_agent()
    centre.operator.execute(
        "UPDATE app.person SET password_expires_at = now() + make_interval(days => %s), password_changed_at = NULL WHERE login = %s",
        (days, agent.login),
    )
    with Workplace(centre, tmp_path, cases=0) as desk:
        session = desk.sign_in(agent.login)
        assert any(banner.code == "banner.password_expires" for banner in session.desk.view().banners) is told
