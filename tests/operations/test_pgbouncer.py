"""PgBouncer between a workstation and the centre: the true sync passes in both modes, and nothing of the rules is lost on the way.

A workstation believes a pooler only on its own machine (a terminal server, an administration host): PgBouncer has no SCRAM channel
binding, which is asked of every other host."""

from collections.abc import Iterator
from pathlib import Path
import shutil

import pytest

from cnmas_desktop.central import staffing
from cnmas_desktop.central.agent_gateway import REPEATED, AgentGateway
from cnmas_desktop.central.entrance import enter
from cnmas_desktop.central.lint import lint
from cnmas_desktop.central.supervisor_gateway import SupervisorGateway
from cnmas_desktop.messages import KnownError
from cnmas_desktop.sync.protocol import AnswerStatus
from tests.central_server import PASSWORD, Centre
from tests.faults.workplace import Workplace, call
from tests.operations.authority import Authority
from tests.operations.pooler import cluster_folder, pooler

pytestmark = pytest.mark.operations


@pytest.fixture
def authority(centre: Centre, tmp_path: Path) -> Iterator[Authority | None]:
    """The system's PostgreSQL answers with TLS meanwhile; None: the wheel's, which has none."""
    with centre.admin() as admin:
        version = admin.execute("SHOW server_version_num").fetchone()
    if version is None or int(version[0]) >= 180000:
        yield None
        return
    made, cluster = Authority(tmp_path), cluster_folder(centre)
    certificate = made.issue("centre")
    for source, name in ((certificate.certificate, "server.crt"), (certificate.key, "server.key")):
        shutil.copy(source, cluster / name)
        (cluster / name).chmod(0o600)
        shutil.chown(cluster / name, cluster.stat().st_uid, cluster.stat().st_gid)
    _serve_tls(centre, "on")
    yield made
    _serve_tls(centre, "off")


def _serve_tls(centre: Centre, on: str) -> None:
    with centre.admin() as admin:
        admin.execute(f"ALTER SYSTEM SET ssl = {on}".encode())
        admin.execute("SELECT pg_reload_conf()")


@pytest.mark.both_servers
@pytest.mark.parametrize("mode", ["session", "transaction"])
def test_a_day_passes_through_a_pooler(mode: str, centre: Centre, authority: Authority | None, tmp_path: Path) -> None:
    with pooler(centre, mode, authority) as url, Workplace(centre, tmp_path) as place:
        agents = [centre.add_agent() for _ in range(2)]
        for agent in agents:
            session = place.sign_in(agent.login, url=url)
            call(session, place.world, 2)
            report = session.syncer.run()
            assert report is not None and report.answers == {AnswerStatus.APPLIED: 4}
            assert (report.lost, report.sent_again) == (0, 0)
        assert centre.value("SELECT count(*) FROM app.event WHERE type = 'call_ended'") == 4
        # Each row under the name of its own agent: a session that served one person never serves another.
        assert centre.rows("SELECT count(*) FROM app.event WHERE type = 'call_ended' GROUP BY login") == [(2,), (2,)]
        if authority is not None:
            ways = "SELECT DISTINCT ssl FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE usename = ANY (%s)"
            with centre.admin() as admin:
                assert admin.execute(ways, ([agent.role for agent in agents],)).fetchall() == [(True,)]


@pytest.mark.parametrize("mode", ["session", "transaction"])
def test_a_closed_account_does_not_pass_on_a_kept_connection(mode: str, centre: Centre, authority: Authority | None) -> None:
    agent = centre.add_agent()
    with pooler(centre, mode, authority) as url:
        enter(url, agent.login, PASSWORD).connection.close()
        open_one = enter(url, agent.login, PASSWORD).connection
        assert centre.value("SELECT count(*) FROM pg_stat_activity WHERE usename = %s", agent.role) > 0
        staffing.disable(centre.operator, agent.login)
        with pytest.raises(Exception, match=r"terminat|closed|query_wait_timeout|server login"):
            open_one.execute("SELECT 1")
        open_one.close()
        with pytest.raises(KnownError) as refused:
            enter(url, agent.login, PASSWORD)
        assert refused.value.code == "sign_in.refused"


@pytest.mark.parametrize("mode", ["session", "transaction"])
def test_calls_asked_again_and_again_pass_whichever_session_takes_them(mode: str, centre: Centre, authority: Authority | None) -> None:
    """A statement made ready in one session of a pooler is not there in the next: behind one, none is."""
    agent = centre.add_agent()
    with pooler(centre, mode, authority) as url:
        gateways = [AgentGateway.sign_in(url, agent.login, PASSWORD) for _ in range(2)]
        for _ in range(2 * REPEATED):
            for gateway in gateways:
                assert gateway.colleagues().people == {}
        for gateway in gateways:
            gateway.close()


def test_a_supervisor_reads_the_board_and_the_catalogue_stays_clean(centre: Centre, authority: Authority | None) -> None:
    with pooler(centre, "transaction", authority) as url:
        supervisor = centre.add_supervisor()
        with enter(url, supervisor.login, PASSWORD).connection as connection:
            SupervisorGateway(connection).board()
        with centre.admin() as admin:
            assert lint(admin) == []
