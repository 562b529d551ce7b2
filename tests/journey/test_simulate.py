"""Virtual agents on real stores and a real centre; and the count of what was lost, which must see a loss when there is one."""

from pathlib import Path

import pytest

from cnmas_desktop.services.simulating import Outcome, Plan, Simulation
from tests.central_server import Centre
from tests.virtual_room import access


def test_half_the_syncs_cut_and_nothing_lost_nothing_doubled(centre: Centre, tmp_path: Path) -> None:
    outcome = Simulation(Plan(agents=3, calls=8, seed=4, offline=0.5), access(centre), tmp_path).run()
    assert outcome.holds
    assert outcome.calls == 24
    assert outcome.cut > 0
    assert outcome.offered == outcome.confirmed == outcome.applied + outcome.flagged + outcome.quarantined
    assert centre.value("SELECT count(*) FROM app.event WHERE type = 'call_ended'") >= 20


def test_an_event_gone_from_the_centre_is_lost_and_an_effect_twice_is_doubled(centre: Centre, tmp_path: Path) -> None:
    run = Simulation(Plan(agents=1, calls=4, seed=5), access(centre), tmp_path)
    run.work()
    assert run.compare().holds
    with centre.admin() as superuser:
        superuser.execute("DELETE FROM app.event WHERE id = (SELECT id FROM app.event WHERE type <> 'call_ended' LIMIT 1)")
    assert (run.compare().lost, run.compare().holds) == (1, False)
    with centre.admin() as superuser:
        superuser.execute("UPDATE app.rollup SET n = n + 1 WHERE measure LIKE 'disposition:%'")
    assert run.compare().doubled > 0


def test_the_same_seed_makes_the_same_calls(centre: Centre, tmp_path: Path) -> None:
    def decisions(of: Centre, folder: str) -> list[tuple[object, ...]]:
        Simulation(Plan(agents=1, calls=6, seed=6, offline=0.5), access(of), tmp_path / folder).run()
        return of.rows(
            "SELECT c.row_ref, e.type, e.text::jsonb #>> '{body,disposition}' FROM app.event e"
            " JOIN app.call_case c ON c.id = e.case_id ORDER BY e.seq"
        )

    other = centre.server.clone()
    try:
        assert len(found := decisions(centre, "one")) > 10
        assert found == decisions(other, "two")
    finally:
        other.close()


@pytest.mark.parametrize(
    "outcome",
    [
        Outcome(0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
        Outcome(5, 5, 4, 1, 0, 0, 0, 1, 1, 0),
        Outcome(5, 5, 5, 0, 1, 0, 0, 1, 1, 0),
    ],
)
def test_nothing_confirmed_is_a_failure_like_a_loss(outcome: Outcome) -> None:
    assert not outcome.holds
