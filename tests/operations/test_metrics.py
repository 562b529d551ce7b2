"""What a supervisor's collector reads: counts that go up with the work, in a text that Prometheus understands, and nobody's name."""

import re

import pytest

from cnmas_desktop.central.entrance import enter
from cnmas_desktop.central.metrics import BOUNDS, KNOWN, prometheus_text, read
from cnmas_desktop.messages import KnownError
from tests.agent_desk import Office
from tests.central_server import PASSWORD
from tests.office import office

__all__ = ["office"]

LINE = re.compile(r'cnmas_[a-z_]+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? [-+0-9.eInf]+')


def scraped(office: Office) -> dict[str, float]:
    supervisor = office.centre.add_supervisor()
    entered = enter(office.centre.url, supervisor.login, PASSWORD)
    with entered.connection as connection:
        text = prometheus_text(read(connection))
    values = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            assert LINE.fullmatch(line), line
            name, _, value = line.rpartition(" ")
            values[name] = float(value)
    assert not [name for name in ("Inventé", "Alix", "+33", office.person("one").login) if name in text]
    return values


@pytest.mark.both_servers
def test_the_figures_follow_the_work(office: Office) -> None:
    desk, lines = office.leased(3)
    before = scraped(office)
    assert before['cnmas_cases{campaign="ESSAI",state="fresh"}'] == 3
    assert before["cnmas_leases"] == 3
    desk.hello(pending=8)  # six of them come
    desk.push(*desk.call(lines[0], "TERM", state="done"))
    desk.push(
        *desk.call(lines[1], "TERM", state="done"),
        desk.seal("note_written", lines[2], codes=[], text="essai"),
    )
    desk.push(desk.seal("note_written", None, codes=[], text="sans dossier"))
    after = scraped(office)
    assert after["cnmas_syncs_total"] == before["cnmas_syncs_total"] + 1
    assert after["cnmas_events_received_total"] == before["cnmas_events_received_total"] + desk.seq
    assert after["cnmas_pending_events"] == 2
    assert after['cnmas_cases{campaign="ESSAI",state="done"}'] == 2
    assert sum(value for name, value in after.items() if name.startswith("cnmas_quarantine_waiting")) == 1
    counted = [after[f'cnmas_push_seconds_bucket{{le="{bound}"}}'] for bound in BOUNDS]
    assert counted == sorted(counted)
    assert counted[-1] == after["cnmas_push_seconds_count"] >= 2
    assert after["cnmas_push_seconds_sum"] > 0
    assert after["cnmas_database_bytes"] > 1_000_000


def test_every_figure_is_explained(office: Office) -> None:
    office.leased(1)
    names = {sample.name for sample in read(office.centre.operator)}
    assert names <= set(KNOWN) | {"push_slot", "push_seconds_sum"}
    assert set(KNOWN) - names <= {"quarantine_waiting"}, "nothing is set aside yet"


def test_an_agent_is_refused(office: Office) -> None:
    with office.person("one").connect() as agent, pytest.raises(KnownError) as refused:
        read(agent)
    assert refused.value.code == "centre.refused"
