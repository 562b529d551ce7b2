"""The machine of the centre dies while agents push: a standby takes over and no acknowledged result is missing from it."""

import pytest

from cnmas_desktop.central.agent_gateway import AgentGateway
from cnmas_desktop.central.connection import connect
from cnmas_desktop.messages import KnownError
from tests.agent_desk import Office
from tests.central_server import OPERATOR_PASSWORD
from tests.operations.cluster import DATABASE, running_cluster


def test_a_failover_loses_no_acknowledged_result_and_the_address_stays() -> None:
    with running_cluster() as cluster:
        office = Office(cluster.centre)
        desk, lines = office.leased(6)
        desk.gateway = office.gateway_at(cluster.url)
        acknowledged = []
        for line in lines[:4]:
            events = desk.call(line, "TERM", state="done")
            assert {answer.status.value for answer in desk.push(*events)} == {"applied"}
            acknowledged += events
        before = desk.timeline
        under_way = desk.call(lines[4], "TERM", state="done")

        cluster.primary.stop("immediate")
        with pytest.raises(KnownError) as fault:
            desk.push(*under_way)
        assert fault.value.code == "centre.unreachable"
        # Nobody has taken over yet: two servers answer, and neither takes writes.
        person = office.person("one")
        with pytest.raises(KnownError) as fault:
            AgentGateway.sign_in(cluster.url, person.login, person.password)
        assert fault.value.code == "centre.busy", "the password is not to blame"

        best = cluster.promote()
        desk.gateway = office.gateway_at(cluster.url)
        assert desk.hello({line.case_id: line.epoch for line in lines[4:]}).timeline != before
        assert {answer.status.value for answer in desk.push(*acknowledged)} == {"duplicate"}
        assert {answer.status.value for answer in desk.push(*under_way)} == {"applied"}
        reconciled = desk.gateway.reconcile(desk.device, 1)
        assert (reconciled.count, reconciled.max_seq) == (10, 10)
        with connect(
            f"postgresql://127.0.0.1:{best.port}/{DATABASE}", cluster.centre.operator_role, OPERATOR_PASSWORD
        ) as operator:
            assert operator.execute("SELECT count(*), count(DISTINCT id) FROM app.event").fetchone() == (
                10,
                10,
            )
            assert operator.execute("SELECT count(*) FROM app.quarantine").fetchone() == (0,)
        # The other standby follows the new primary: the acknowledgement above waited for it.
        (other,) = (standby for standby in cluster.standbys if standby is not best)
        with other.connect() as follower:
            assert follower.execute("SELECT pg_is_in_recovery()").fetchone() == (True,)
        for gateway in office.gateways:
            gateway.close()
