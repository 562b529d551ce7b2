"""What agents say to each other and hear of supervisors, attacked with an agent's right password: messages, hand-overs, reviews."""

from collections.abc import Iterator
from uuid import UUID, uuid4

import psycopg
import pytest

from cnmas_desktop.central import staffing
from cnmas_desktop.services.quality import GRID
from cnmas_desktop.sync.protocol import AnswerStatus
from tests.agent_desk import Desk, Office
from tests.office import office

__all__ = ["office"]

REFUSED = "42501"
STATEMENTS = (
    "SELECT * FROM app.message", "SELECT * FROM app.message_read", "INSERT INTO app.message (sender) VALUES ('Le directeur')",
    "UPDATE app.message SET text = 'x'", "DELETE FROM app.message_read", "SELECT supervisor.send_message('all', NULL, 'x')",
    "SELECT * FROM supervisor.messages()", "SELECT app.messages_for('{two}')", "SELECT app.apply_messages_read('{}', '{two}')",
    "SELECT app.apply_hand_overs('{}')", "SELECT app.confidences('{two}')", "SELECT app.take_promises('{one}', '{device}', 'infinity')",
    "UPDATE app.person SET skills = '{pt}', team = 'Ain' WHERE login = '{one}'",
    "UPDATE app.call_case SET confided = NULL", "UPDATE app.call_case SET assigned_to = '{one}'",
    "SELECT * FROM app.review", "UPDATE app.review SET marks = '{}'", "DELETE FROM app.review WHERE login = '{one}'",
    "INSERT INTO app.review (login) VALUES ('{two}')", "SELECT supervisor.review('ESSAI', gen_random_uuid(), '{}', '')",
    "SELECT * FROM supervisor.quality_sample()", "SELECT * FROM supervisor.quality_coverage()", "SELECT * FROM supervisor.colleagues()",
    "SELECT * FROM app.sampled('{ESSAI}', '{two}')",
)  # fmt: skip


@pytest.fixture
def psql(office: Office) -> Iterator["psycopg.Connection[tuple[object, ...]]"]:
    with office.person("one").connect() as connection:
        yield connection


def test_what_is_said_between_others_is_neither_read_nor_written(office: Office, psql: "psycopg.Connection[tuple[object, ...]]") -> None:
    names = {"{one}": office.person("one").login, "{two}": office.person("two").login, "{device}": str(uuid4())}
    passed: list[tuple[str, str | None]] = []
    for statement in STATEMENTS:
        filled = statement
        for name, value in names.items():
            filled = filled.replace(name, value)
        try:
            psql.execute(filled.encode())
            passed.append((statement, None))
        except psycopg.Error as error:
            if error.sqlstate != REFUSED:
                passed.append((statement, error.sqlstate))
            psql.rollback()
    assert passed == []


def test_nobody_answers_a_message_for_others(office: Office) -> None:
    one, two = office.desk("one"), office.desk("two")
    message = uuid4()
    office.centre.operator.execute(
        "INSERT INTO app.message (id, login, sender, audience, addressee, text, ends_at) VALUES (%s, %s, 'Claire M.', 'person', %s, 'x', now() + interval '1 hour')",
        (message, office.centre.add_supervisor().login, office.person("two").login),
    )
    assert read(one, message) is read(one, uuid4()) is AnswerStatus.APPLIED, "the same of one that is there and one that is not"
    assert office.centre.value("SELECT count(*) FROM app.message_read") == 0
    assert one.hello().messages == ()
    assert [line.read for line in two.hello().messages] == [False]
    read(two, message)
    assert [line.read for line in two.hello().messages] == [True]


def read(desk: Desk, message: UUID) -> AnswerStatus:
    (answer,) = desk.push(desk.seal("message_read", None, message=str(message)))
    return answer.status


def test_a_case_that_is_not_held_is_not_confided_to_oneself(office: Office) -> None:
    thief = office.desk("one")
    victim, (line,) = office.leased(name="two")
    stolen = thief.seal("handed_over", line, to_kind="colleague", to=office.person("one").login, reason="known")
    assert [answer.status for answer in thief.push(stolen)] == [AnswerStatus.QUARANTINED]
    assert office.case(line, "leased_by, assigned_to, confided") == (office.person("two").login, None, None)
    assert victim.gateway.renew(victim.device)[0].withdrawn is None


def test_who_is_at_work_is_told_of_ones_own_team_by_name_and_of_others_by_number(
    office: Office, psql: "psycopg.Connection[tuple[object, ...]]"
) -> None:
    one, two, three = (office.person(name).login for name in ("one", "two", "three"))
    staffing.place(office.centre.operator, two, None, ["pt"])
    staffing.place(office.centre.operator, three, "Ain", ["pt"])
    for name in ("one", "two", "three"):
        office.desk(name)
    office.centre.operator.execute("UPDATE app.device SET last_contact_at = now() - interval '16 minutes' WHERE login = %s", (two,))
    row = psql.execute("SELECT agent.colleagues()").fetchone()
    assert row is not None
    told = row[0]
    assert isinstance(told, dict)
    assert [line["login"] for line in told["people"]] == [two]
    assert told["present"] == {"team:Ain": 1, "skill:pt": 1}
    assert not {one, three} & set(str(told).split("'"))


def test_the_reviews_of_others_stay_theirs(office: Office) -> None:
    supervisor, desks = office.centre.add_supervisor(), []
    for name in ("one", "two"):
        desk, (line,) = office.leased(name=name)
        desk.push(*desk.call(line, "TERM", state="done"))
        desks.append(desk)
        office.centre.operator.execute(
            "INSERT INTO app.review (campaign, case_id, login, reviewer, signed, marks, remark) VALUES ('ESSAI', %s, %s, %s, 'Claire M.', %s, %s)",
            (line.case_id, office.person(name).login, supervisor.login, psycopg.types.json.Json(dict.fromkeys(GRID, "good")), f"À {name}."),
        )
    (review,) = desks[0].gateway.reviews()
    assert (review.campaign, review.by, review.remark, set(review.marks)) == ("ESSAI", "Claire M.", "À one.", set(GRID))
    with office.person("two").connect() as other:
        row = other.execute("SELECT agent.reviews()::text").fetchone()
    assert row is not None
    assert "À two." in str(row[0])
    assert "À one." not in str(row[0])
