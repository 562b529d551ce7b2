"""The guarded calls with an agent's right password in any SQL client: nothing to be learnt from the answers, nothing typed is kept."""

from collections.abc import Iterator
from datetime import date
import json
from typing import Any

import psycopg
import pytest

from tests.agent_desk import Office
from tests.central_server import Centre

SECRET = "code_provisoire_ameli"
BORN = date(1980, 1, 1)


@pytest.fixture
def office(centre: Centre) -> Iterator[Office]:
    made = Office(centre)
    yield made
    made.close()


def furnish(office: Office) -> None:
    operator = office.centre.operator
    operator.execute("UPDATE app.campaign_version SET online_only = %s", ([SECRET],))
    operator.execute("UPDATE app.call_case SET fields = fields || %s", (json.dumps({SECRET: "CODE-1"}),))


def asked(psql: "psycopg.Connection[Any]", query: str, *parameters: object) -> Any:
    """The value, or the SQLSTATE with the text."""
    try:
        row = psql.execute(query.encode(), parameters).fetchone()
        return None if row is None else row[0]
    except psycopg.Error as error:
        return error.sqlstate, error.diag.message_primary


@pytest.mark.both_servers
def test_reveal_says_the_same_of_a_foreign_case_an_absent_one_and_another_field(office: Office) -> None:
    desk, (mine,) = office.leased(1, "one")
    _, (theirs,) = office.leased(1, "two")
    furnish(office)
    reveal = "SELECT agent.reveal(%s, %s, %s)"
    with office.person("one").connect() as psql:
        assert asked(psql, reveal, desk.device, mine.case_id, SECRET) == "CODE-1"
        answers = [
            asked(psql, reveal, desk.device, theirs.case_id, SECRET),
            asked(psql, reveal, desk.device, desk.device, SECRET),
            asked(psql, reveal, desk.device, mine.case_id, "nir"),
            asked(psql, reveal, desk.device, mine.case_id, None),
            asked(psql, reveal, None, mine.case_id, SECRET),
            asked(psql, reveal, desk.device, None, SECRET),
            asked(psql, reveal, desk.device, mine.case_id, "x" * 9000),
        ]
    assert answers == [None] * 7
    assert office.centre.value("SELECT count(*) FROM app.audit WHERE type = 'reveal' AND login = %s", office.person("one").login) == 8
    assert "CODE-1" not in office.centre.value("SELECT string_agg(a::text, ' ') FROM app.audit a")


def test_reveal_asks_for_a_lease_that_runs_and_an_authorisation_for_this_organisme(office: Office) -> None:
    desk, (over, taken_back, called_in, mine) = office.leased(4, "one")
    furnish(office)
    operator = office.centre.operator
    operator.execute("UPDATE app.call_case SET leased_until = now() WHERE id = %s", (over.case_id,))
    operator.execute("UPDATE app.call_case SET withdrawn = 'reassigned' WHERE id = %s", (taken_back.case_id,))
    operator.execute("UPDATE app.lease SET incoming = true WHERE case_id = %s", (called_in.case_id,))
    with office.person("one").connect() as psql:

        def told() -> list[object]:
            lines = (over, taken_back, called_in, mine)
            return [asked(psql, "SELECT agent.reveal(%s, %s, %s)", desk.device, line.case_id, SECRET) for line in lines]

        assert told() == [None, None, None, "CODE-1"]
        operator.execute("UPDATE app.agent_authorisation SET organisme = '021' WHERE login = %s", (office.person("one").login,))
        assert told() == [None] * 4


def test_the_hourly_rate_holds_over_devices_and_refusals(office: Office) -> None:
    desk, (mine,) = office.leased(1, "one")
    other = office.desk("one")
    office.close()  # a person has two connections at most
    office.centre.operator.execute("UPDATE app.centre SET policy = policy || '{\"reveals_per_hour\": 4}'")
    with office.person("one").connect() as psql:
        seen = [asked(psql, "SELECT agent.reveal(%s, %s, 'nir')", one.device, mine.case_id) for one in (desk, other, desk, other, desk)]
    assert seen == [None] * 4 + [("P0001", "online.too_many")]


def test_a_look_up_keeps_nothing_that_was_typed(office: Office) -> None:
    office.centre.import_people(office.campaign, 1)
    desk = office.desk("one")
    look_up = "SELECT agent.look_up(%s, %s, %s, %s, 'incoming_call')"
    with office.person("one").connect() as psql:
        assert asked(psql, look_up, desk.device, "+33199000000", "Inventé 0", date(1981, 1, 1)) is None
        assert asked(psql, look_up, desk.device, "+33199000000", "%", BORN) is None
        assert asked(psql, look_up, desk.device, "+3319900%", "Inventé 0", BORN) is None
        assert asked(psql, look_up, desk.device, "+33199000000", "Inventé 0", None) is None
        assert asked(psql, look_up, desk.device, "+33199000000", "Invente   0", BORN) is not None
        assert asked(psql, look_up, None, "+33199000000", "Inventé 0", BORN)[0] == "42501"
    written = office.centre.value("SELECT string_agg(a::text, ' ') FROM app.audit a WHERE type = 'look_up'")
    assert "33199000000" not in written
    assert "nvent" not in written


def test_the_number_of_a_slip_is_kept_as_its_hmac_only(office: Office) -> None:
    desk = office.desk("one")
    desk.push(desk.seal("incoming_slip", None, number="+33199001234"))
    assert office.centre.rows("SELECT text, status FROM app.event WHERE type = 'incoming_slip'") == [("", "applied")]
    assert office.centre.value("SELECT count(*) FROM app.incoming_slip WHERE number_hmac = app.number_key('+33199001234')") == 1


def test_a_slip_is_told_for_thirty_days(office: Office) -> None:
    desk, (line,) = office.leased(name="one")
    desk.push(desk.seal("incoming_slip", None, number="+33199000000"))
    told = []
    for days in (29, 31):
        office.centre.operator.execute("UPDATE app.incoming_slip SET at = now() - %s * interval '1 day'", (days,))
        (payload,) = desk.gateway.fetch([line.case_id])
        told.append(payload.called_in_at is not None)
    assert told == [True, False]


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT app.called_in_at(gen_random_uuid())",
        "TABLE app.incoming_slip",
        "SELECT app.count_online('x', 'reveal', 'x', 99)",
    ],
)
def test_what_stands_behind_them_is_closed(office: Office, statement: str) -> None:
    office.desk("one")
    with office.person("one").connect() as psql:
        assert asked(psql, statement)[0] == "42501"
