"""F26: the centre fails between writing the event down and doing what it says: then it did neither, and did not say that it had."""

import psycopg
import pytest

from cnmas_desktop.messages import KnownError
from tests.agent_desk import Office
from tests.office import office

__all__ = ["office"]

EFFECTS = ("app.reach_attempt", "app.rollup", "app.call_case")
FAILS = """CREATE OR REPLACE FUNCTION app.fails_here() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION USING ERRCODE = '58030'; END $$"""


@pytest.mark.parametrize("table", EFFECTS)
def test_a_failure_between_the_event_and_its_effect_leaves_neither(office: Office, table: str) -> None:
    """QFieldCloud#551: "pushed", the job failed, and the next sync erased it."""
    desk, (line,) = office.leased()
    events = desk.call(line, "TERM", state="done")
    operator = office.centre.operator
    operator.execute(FAILS)
    operator.execute(f"CREATE TRIGGER fails BEFORE INSERT OR UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION app.fails_here()".encode())
    with pytest.raises((KnownError, psycopg.Error)):
        desk.push(*events)
    assert office.centre.value("SELECT count(*) FROM app.event") == 0
    assert office.case(line) == "fresh"
    assert desk.gateway.reconcile(desk.device, 1).count == 0
    operator.execute(f"DROP TRIGGER fails ON {table}".encode())
    assert [answer.status.value for answer in desk.push(*events)] == ["applied", "applied"]
    assert office.case(line) == "done"
    assert dict(office.centre.rows("SELECT measure, n FROM app.rollup"))["attempts"] == 1
