"""Back to an exact instant, from a base backup and the archived WAL, as the operator's guide says: a mistake is undone, the work stays."""

import pytest

from cnmas_desktop.central.connection import connect, one_row
from cnmas_desktop.central.lint import lint
from tests.agent_desk import Office
from tests.central_server import OPERATOR_PASSWORD
from tests.operations.cluster import DATABASE, Copy, running_cluster

pytestmark = pytest.mark.operations


def test_the_centre_goes_back_to_the_instant_before_a_mistake() -> None:
    with running_cluster(standbys=(), archive=True) as cluster:
        office = Office(cluster.centre)
        desk, lines = office.leased(4)
        base = Copy(cluster, "base")
        calls = [desk.call(line, "TERM", state="done") for line in lines[:2]]
        for call in calls:
            desk.push(*call)
        before = desk.timeline
        with cluster.centre.admin() as admin:
            (instant,) = one_row(admin, "SELECT clock_timestamp()::text")
            admin.execute("UPDATE app.call_case SET state = 'exhausted'")  # the mistake
        late = desk.call(lines[2], "TERM", state="done")
        desk.push(*late)
        cluster.archived()
        cluster.primary.stop("fast")

        base.recover(instant)
        with connect(f"postgresql://127.0.0.1:{base.port}/{DATABASE}", cluster.centre.operator_role, OPERATOR_PASSWORD) as operator:
            states = dict(operator.execute("SELECT state, count(*) FROM app.call_case GROUP BY 1").fetchall())
            assert states == {"done": 2, "fresh": 2}
            assert lint(operator) == []
            # The workstation notices, and brings what the centre has forgotten.
            desk.gateway = office.gateway_at(f"postgresql://127.0.0.1:{base.port}/{DATABASE}")
            assert desk.hello({lines[2].case_id: lines[2].epoch}).timeline != before
            assert {answer.status.value for answer in desk.push(*calls[0], *calls[1])} == {"duplicate"}
            assert {answer.status.value for answer in desk.push(*late)} == {"applied"}
        base.pg_ctl("stop", "-m", "immediate", "-w")
        office.close()
