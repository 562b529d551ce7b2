"""The machine of the centre dies while agents push: a standby takes over and no acknowledged result is missing from it."""

from dataclasses import replace

import psycopg
import pytest

from cnmas_desktop.central.agent_gateway import AgentGateway
from cnmas_desktop.central.connection import connect, one_row
from cnmas_desktop.central.server_settings import missing_standbys
from cnmas_desktop.messages import KnownError
from cnmas_desktop.services.supervision import CentreBoard, Line
from tests.agent_desk import Office
from tests.central_server import OPERATOR_PASSWORD, PASSWORD
from tests.operations.cluster import DATABASE, Cluster, Standby, running_cluster, wait_until


def test_a_failover_loses_no_acknowledged_result_and_the_address_stays() -> None:
    with running_cluster() as cluster:
        office = Office(cluster.centre)
        desk, lines = office.leased(6)
        desk.gateway = office.gateway_at(cluster.url)
        way, board = board_on_a_standby(cluster)
        acknowledged = []
        for line, outcome in zip(lines, ("TERM", "TERM", "TERM", "HSERV"), strict=False):
            events = desk.call(line, outcome, state="done" if outcome == "TERM" else "exhausted")
            assert {answer.status.value for answer in desk.push(*events)} == {"applied"}
            acknowledged += events
        before = desk.timeline
        compare_boards(cluster, way, board)
        under_way = desk.call(lines[4], "TERM", state="done")

        cluster.primary.stop("immediate")
        with pytest.raises(KnownError) as fault:
            desk.push(*under_way)
        assert fault.value.code == "centre.unreachable"
        # Nobody has taken over yet: two servers answer, and neither takes writes.
        person = office.person("one")
        with pytest.raises(KnownError) as fault:
            AgentGateway.sign_in(cluster.url, person.login, person.password)
        assert fault.value.code == "centre.no_primary", "the password is not to blame"

        best = cluster.promote()
        desk.gateway = office.gateway_at(cluster.url)
        assert desk.hello({line.case_id: line.epoch for line in lines[4:]}).timeline != before
        assert {answer.status.value for answer in desk.push(*acknowledged)} == {"duplicate"}
        assert {answer.status.value for answer in desk.push(*under_way)} == {"applied"}
        reconciled = desk.gateway.reconcile(desk.device, 1)
        assert (reconciled.count, reconciled.max_seq) == (10, 10)
        with connect(f"postgresql://127.0.0.1:{best.port}/{DATABASE}", cluster.centre.operator_role, OPERATOR_PASSWORD) as operator:
            assert operator.execute("SELECT count(*), count(DISTINCT id) FROM app.event").fetchone() == (
                10,
                10,
            )
            assert operator.execute("SELECT count(*) FROM app.quarantine").fetchone() == (0,)
        # The other standby follows the new primary: the acknowledgement above waited for it.
        (other,) = (standby for standby in cluster.standbys if standby is not best)
        with other.connect() as follower:
            assert follower.execute("SELECT pg_is_in_recovery()").fetchone() == (True,)
        compare_findings(cluster, best, other)
        for gateway in office.gateways:
            gateway.close()


def compare_findings(cluster: Cluster, primary: Standby, follower: Standby) -> None:
    """A server that waits for standbys, and has none left, is told of: everything can be read there, and nothing is confirmed."""
    with primary.connect() as admin:
        admin.execute("ALTER SYSTEM SET synchronous_standby_names = 'ANY 1 (*)'")
        admin.execute("SELECT pg_reload_conf()")
    with connect(f"postgresql://127.0.0.1:{primary.port}/{DATABASE}", cluster.centre.operator_role, OPERATOR_PASSWORD) as operator:
        wait_until(lambda: one_row(operator, "SELECT current_setting('synchronous_standby_names')") != ("",))
        assert missing_standbys(operator) == []
        with follower.connect() as admin:
            admin.execute("ALTER SYSTEM SET primary_conninfo = ''")
            admin.execute("SELECT pg_reload_conf()")
        wait_until(lambda: [finding.rule for finding in missing_standbys(operator)] == ["standby"])


def board_on_a_standby(cluster: Cluster) -> tuple[Line, CentreBoard]:
    """A supervisor's, read once on the primary as the first time always is."""
    line = Line(cluster.url, cluster.centre.add_supervisor().login, lambda: PASSWORD)
    board = CentreBoard(line, standby=True)
    board.refresh()
    return line, board


def compare_boards(cluster: Cluster, line: Line, board: CentreBoard) -> None:
    """A standby says what the primary says, and moves nothing: what waits to be counted is added up on the way."""
    with cluster.centre.admin() as admin:
        assert one_row(admin, "SELECT count(*) FROM app.fact_due") != (0,)
        (written,) = one_row(admin, "SELECT pg_current_wal_lsn() - '0/0'")
    for standby in cluster.standbys:
        standby.replayed(written)
    with line.supervisor(standby=True) as gateway, pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
        gateway.paces()  # it writes: so this is a standby
    there, here = board.refresh(), CentreBoard(line).refresh()
    assert there.as_of < here.as_of
    (campaign,) = here.campaigns
    assert there.campaigns == (replace(campaign, ends=None),), "the pace of days is asked of the primary, every five minutes"
    assert (there.agents, there.todo) == (here.agents, here.todo)
    assert (campaign.done, campaign.exhausted, campaign.unreached, here.agents[0].calls_today) == (3, 1, 1, 4)
