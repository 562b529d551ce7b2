"""A centre is brought to a newer schema while workstations of this version and of the two before go on: each result is taken, once."""

from pathlib import Path
import shutil
from threading import Event, Thread
import time

import pytest

from cnmas_desktop.central import migrating
from cnmas_desktop.central.agent_gateway import AgentGateway
from cnmas_desktop.central.lint import lint
from cnmas_desktop.sync.protocol import PROTOCOL
from tests.central_server import OPERATOR_PASSWORD, Centre, Person
from tests.operations.recorded import GENERATIONS, RecordedDay

NEWER = """
from alembic import op
revision = "9999"
down_revision = {last!r}
def upgrade() -> None:
    op.execute("ALTER TABLE app.event ADD COLUMN later text")
    op.execute("ALTER TABLE app.call_case ADD COLUMN later integer NOT NULL DEFAULT 0")
    op.execute("CREATE TABLE app.later (n integer)")
"""
NEXT_VERSION = f"""
CREATE OR REPLACE FUNCTION app.protocol() RETURNS integer LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, app, pg_temp
AS 'SELECT {PROTOCOL + 1}'
"""


class Workstation(Thread):
    """An agent whose program is of this generation, and who works one recorded day after the other."""

    def __init__(self, generation: int, agent: Person, over: Event) -> None:
        super().__init__()
        self.generation, self.agent, self.over = generation, agent, over
        self.days: list[RecordedDay] = []
        self.at_work = Event()
        self.longest = 0.0
        self.broken: Exception | None = None

    def run(self) -> None:
        try:
            while not self.over.is_set():
                self._day()
        except Exception as error:  # noqa: BLE001 - told to the test, which raises it
            self.broken = error
            self.at_work.set()

    def _day(self) -> None:
        began = time.monotonic()
        with AgentGateway.sign_in(self.agent.centre.url, self.agent.login, self.agent.password) as gateway:
            day = RecordedDay(self.generation, gateway)
            day.play(lambda: self.over.wait(0.03))
        self.days.append(day)
        self.at_work.set()
        self.longest = max(self.longest, time.monotonic() - began)


def test_recorded_are_this_version_and_the_two_before() -> None:
    assert GENERATIONS == (PROTOCOL - 2, PROTOCOL - 1, PROTOCOL)


def test_an_upgrade_while_workstations_of_three_versions_work(centre: Centre, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    centre.plain_campaign()
    centre.import_people("ESSAI", 1500)
    newer = tmp_path / "zz_newer.sql"
    newer.write_text(NEXT_VERSION, encoding="utf-8")
    migrations = tmp_path / "migrations"
    shutil.copytree(migrating._MIGRATIONS, migrations)
    (migrations / "versions" / "9999_newer.py").write_text(NEWER.format(last=migrating.head()), encoding="utf-8")
    functions = [*migrating.function_files(), newer]
    monkeypatch.setattr(migrating, "_MIGRATIONS", migrations)
    monkeypatch.setattr(migrating, "function_files", lambda: functions)
    over = Event()
    working = [Workstation(generation, centre.add_agent(), over) for generation in GENERATIONS]
    for one in working:
        one.start()
    try:
        for one in working:
            one.at_work.wait(30)
        migrating.upgrade(centre.url, centre.operator_role, OPERATOR_PASSWORD)
    finally:
        over.set()
        for one in working:
            one.join(60)
    assert migrating.current(centre.operator) == "9999"
    for one in working:
        if one.broken is not None:
            raise one.broken
        one._day()  # agents after the upgrade
        assert len(one.days) > 2
        assert [{answer["status"] for answer in day.answers} for day in one.days] == [{"applied"}] * len(one.days)
        assert [(day.reconciled["count"], day.reconciled["missing"]) for day in one.days] == [(len(day.answers), []) for day in one.days]
        assert one.longest < 30
        first, last = one.days[0].hellos[0], one.days[-1].hellos[-1]
        assert first["protocol_min"] <= one.generation <= first["protocol_max"]
        assert (last["protocol_min"] <= one.generation) is (one.generation >= PROTOCOL - 1), (
            "only what is now three versions old is told to update"
        )
    sent = sum(len(day.answers) for one in working for day in one.days)
    assert (
        centre.value("SELECT count(*) FROM app.event_key") + centre.value("SELECT count(*) FROM app.audit WHERE device IS NOT NULL") == sent
    )
    assert [finding.rule for finding in lint(centre.operator)] == ["no_policy"], "the newer table has row security, and no policy yet"
