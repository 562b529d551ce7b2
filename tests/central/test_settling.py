"""What waits for a supervisor: why an event can only be set aside, when it can be taken in after all, and who may be given what."""

from dataclasses import replace
from uuid import uuid4

import pytest

from cnmas_desktop.messages import KnownError
from cnmas_desktop.services.steering import SENIOR, Close, Decide, Reopen, Share
from cnmas_desktop.services.supervision import CentreBoard, CentreQuality, CentreSteering, Line
from tests.agent_desk import Desk, HandClock, Office
from tests.office import office

__all__ = ["office"]


def go(done: int, total: int) -> bool:
    return True


@pytest.fixture
def steering(office: Office) -> CentreSteering:
    person = office.centre.add_supervisor()
    return CentreSteering(Line(office.centre.url, person.login, lambda: person.password))


def test_what_cannot_be_taken_in_says_why_and_what_would_take_the_obstacle_away(office: Office, steering: CentreSteering) -> None:
    desk, (line,) = office.leased()
    _, (other,) = office.leased(1, "two")
    stranger = Desk(desk.gateway, clock=HandClock())
    texts = {
        "unreadable": '{"id":',
        "invalid": desk.call(line, "NOUVEAU")[-1].text,
        "desk": stranger.call(line, phone=uuid4())[-1].text,
        "of_another": desk.call(replace(other, lease_id=uuid4()), phone=uuid4())[0].text,
        "ahead": desk.call(replace(line, epoch=line.epoch + 5, lease_id=uuid4()), phone=uuid4())[0].text,
        "no_case": desk.call(replace(line, case_id=uuid4()), phone=uuid4())[0].text,
    }  # fmt: skip
    answers = desk.gateway.push(desk.device, list(texts.values()))
    assert {answer.status.value for answer in answers} == {"quarantined"}
    waiting = steering.waiting()
    assert sorted(one.no_keep for one in waiting) == sorted(texts)
    ids = {one.no_keep: one.id for one in waiting}
    keep = Decide(tuple(ids.values()), keep=True)
    assert steering.preview(keep).cases == 0
    assert steering.run(keep, "Tout retenir", go).touched == 0
    assert len(steering.waiting()) == len(texts)

    # The centre learns the word, and then the desk: what stood in the way is gone.
    office.centre.operator.execute(
        'INSERT INTO app.disposition_effect SELECT (jsonb_populate_record(e, \'{"disposition": "NOUVEAU"}\')).*'
        " FROM app.disposition_effect e WHERE e.disposition = 'NRP'"
    )
    stranger.hello()
    assert {one.id for one in steering.waiting() if not one.no_keep} == {ids["invalid"], ids["desk"]}
    assert steering.run(keep, "Le centre est à jour", go).touched == 2
    assert office.centre.value(
        "SELECT count(*)::integer FROM app.event WHERE case_id = %s AND type = 'call_ended'", line.case_id
    ) == 2  # fmt: skip
    rest = tuple(one.id for one in steering.waiting())
    assert steering.run(Decide(rest, keep=False), "Rien à en reprendre", go).touched == len(texts) - 2
    assert steering.waiting() == ()


def test_a_wish_and_an_attempt_are_never_set_aside(office: Office, steering: CentreSteering) -> None:
    desk, (line,) = office.leased()
    events = desk.call(line, "OPTOUT", state="blocked", middle=[("authorisation_withdrawn", {"channel": "phone"})])
    office.centre.operator.execute("UPDATE app.campaign SET state = 'closed'")
    assert {answer.reason for answer in desk.push(*events)} == {"after_close"}
    waiting = steering.waiting()
    assert {one.type: one.no_drop for one in waiting} == {
        "call_started": "attempt", "authorisation_withdrawn": "wish", "call_ended": "",
    }  # fmt: skip
    everything = Decide(tuple(one.id for one in waiting), keep=False)
    assert steering.preview(everything).cases == 1
    assert steering.run(everything, "Trop tard", go).touched == 1
    assert office.case(line) == "blocked"


def test_a_case_is_closed_found_and_opened_again(office: Office, steering: CentreSteering) -> None:
    desk, (line,) = office.leased()
    late = desk.call(line, "NRP")
    (ref,) = office.centre.rows("SELECT row_ref FROM app.call_case WHERE id = %s", line.case_id)[0]
    assert steering.run(Close(line.case_id), "Doublon signalé par l'organisme", go).touched == 1
    with pytest.raises(KnownError, match="déjà clos"):
        steering.preview(Close(line.case_id))
    assert {answer.reason for answer in desk.push(*late)} == {"stale_lease"}
    board = CentreBoard(steering._line)
    for reference in (ref, str(line.case_id).upper()):
        assert [(one.case_id, one.state) for one in board.find(reference)] == [(line.case_id, "done")]
    assert board.find("autre") == board.find("%") == ()
    steering.run(Reopen(line.case_id), "Fausse alerte", go)
    assert office.case(line) == "retry"
    assert [(one.kind, one.reason) for one in steering.decisions()] == [
        ("reopen", "Fausse alerte"), ("close", "Doublon signalé par l'organisme"),
    ]  # fmt: skip


def test_cases_are_shared_by_organisme_department_language_and_conversion(office: Office, steering: CentreSteering) -> None:
    office.centre.import_people("ESSAI", 4)
    office.centre.import_people("ESSAI", 2, organisme="012", start=10)
    one = office.person("one").login
    centre = office.centre

    def previewed(**rule: object) -> int:
        return steering.preview(Share("ESSAI", (one,), **rule)).cases  # type: ignore[arg-type]

    assert (previewed(), previewed(count=3), previewed(organisme="012"), previewed(organisme="011")) == (6, 3, 2, 4)
    assert dict(steering.organismes()) == {"ESSAI": ["011", "012"]}
    ids = [row[0] for row in centre.rows("SELECT id FROM app.call_case ORDER BY line, organisme")]
    centre.operator.execute('UPDATE app.call_case SET fields = fields || \'{"code_postal": "20167"}\' WHERE id = %s', (ids[0],))
    centre.operator.execute("UPDATE app.call_case SET confided = 'skill:pt' WHERE id = %s", (ids[1],))
    centre.operator.execute("UPDATE app.call_case SET state = 'retry', disposition = 'REF_S' WHERE id = %s", (ids[2],))
    assert (previewed(department="2a"), previewed(department="2B"), previewed(department="31")) == (1, 0, 0)
    for rule in ({"language": "pt"}, {"conversions": True}):
        with pytest.raises(KnownError, match="compétence"):
            previewed(**rule)
    centre.operator.execute("UPDATE app.person SET skills = %s WHERE login = %s", (["pt", SENIOR], one))
    assert (previewed(language="pt"), previewed(conversions=True)) == (1, 1)
    centre.operator.execute("UPDATE app.campaign SET regime = 'study'")
    assert previewed(conversions=True) == 0


def test_a_lost_centre_says_how_much_was_done(office: Office, steering: CentreSteering) -> None:
    office.centre.import_people("ESSAI", 5)
    steering._portion = 2
    act = Share("ESSAI", (office.person("one").login,))

    def lost(done: int, total: int) -> bool:
        with office.centre.admin() as admin:
            admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename LIKE %s", (f"%_{steering._line._login}",))
        return True

    with pytest.raises(KnownError) as said:
        steering.run(act, "Renfort du matin", lost)
    assert (said.value.code, said.value.params) == ("steering.interrupted", {"count": 2})
    assert steering.run(act, "Suite", go).touched == 3


def test_a_team_is_told_by_its_own_supervisor(office: Office) -> None:
    person = office.centre.add_supervisor()
    line = Line(office.centre.url, person.login, lambda: person.password)
    one, two = office.desk("one"), office.desk("two")
    for who in (person.login, office.person("one").login):
        office.centre.operator.execute("UPDATE app.person SET team = 'Lot' WHERE login = %s", (who,))
    steering = CentreSteering(line)
    steering.send("Réunion à 14 h")  # to all: who has a team means the team
    assert [line.text for line in one.hello().messages] == ["Réunion à 14 h"]
    assert two.hello().messages == ()
    (sent,) = steering.messages()
    assert (sent.audience, sent.addressee, sent.addressed) == ("team", "Lot", 1)


def test_what_is_told_of_a_case_of_a_study_names_no_outcome(office: Office) -> None:
    person = office.centre.add_supervisor()
    desk, (case,) = office.leased()
    desk.push(*desk.call(case, "TERM", state="done", middle=[("interview_decided", {"accepted": True})]))
    line = Line(office.centre.url, person.login, lambda: person.password)
    assert [one.disposition for one in CentreQuality(line).sample()] == ["TERM"]
    office.centre.operator.execute("UPDATE app.campaign SET regime = 'study'")
    assert [one.disposition for one in CentreBoard(line).cases("ESSAI", None, "total")] == [None]
