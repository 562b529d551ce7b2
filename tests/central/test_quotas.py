"""Quotas: a full cell's cases are leased no more; what is held, begun or promised is called all the same."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from cnmas_desktop.central.manager_rows import ImportRow
from cnmas_desktop.domain.campaign import Quota
from cnmas_desktop.services.steering import SetQuota
from cnmas_desktop.sync.protocol import LeaseLine
from tests.agent_desk import Desk, Office
from tests.central.test_supervision import Room, go
from tests.central_server import invented_row
from tests.office import office

__all__ = ["office"]

CELLS = (Quota("YOUNG", "", 18, 49, 2), Quota("OLD_F", "F", 50, 120, 1), Quota("OLD_H", "H", 50, 120, 1))


@pytest.fixture
def room(office: Office) -> Room:
    office.centre.gateway.set_quotas("ESSAI", CELLS)
    return Room(office)


def people(office: Office, number: int, age: int, sex: str, start: int, organisme: str = "011", campaign: str = "ESSAI") -> None:
    def make(index: int) -> ImportRow:
        return invented_row(index, fields={"age": str(age), "sexe": sex})

    office.centre.import_people(campaign, number, start=start, make=make, organisme=organisme)


def interview(desk: Desk, lines: Sequence[LeaseLine]) -> None:
    for line in lines:
        desk.push(*desk.call(line, "TERM", state="done", middle=[("interview_decided", {"accepted": True})]))


def cell_of(office: Office, line: LeaseLine) -> str:
    return str(office.case(line, "quota_cell"))


def test_a_full_cell_is_leased_no_more_until_its_target_is_raised(office: Office, room: Room) -> None:
    people(office, 4, 30, "F", 0)
    people(office, 2, 70, "H", 10)
    desk = office.desk()
    held = list(desk.gateway.check_out(desk.device, 6))
    young = [line for line in held if cell_of(office, line) == "YOUNG"]
    assert len(young) == 4
    interview(desk, young[:2])
    # What is held is called all the same, and given back it stays away.
    promised = desk.call(
        young[2], "RDV", state="callback", queue_class=2,
        middle=[("callback_set", {"kind": "soft", "at": desk.clock.now().strftime("%Y-%m-%dT%H:%M:%S.000Z"), "zone": "Europe/Paris", "with": "person"})],
    )  # fmt: skip
    desk.push(*promised)
    desk.gateway.check_in(desk.device, [line.case_id for line in held])
    again = {line.case_id for line in desk.gateway.check_out(desk.device, 10)}
    assert again == {line.case_id for line in held} - {line.case_id for line in (*young[:2], young[3])}
    (line,) = room.board.refresh().campaigns
    assert (line.quota_full, line.callable, line.waiting, line.leased) == (1, 0, 0, 3)
    assert [one.case_id for one in room.board.cases("ESSAI", None, "quota_full")] == [young[3].case_id]
    # The next file of the same people finds the cell full; another organisme's is its own.
    people(office, 2, 20, "H", 20)
    people(office, 1, 20, "H", 30, organisme="021")
    fresh = list(desk.gateway.check_out(desk.device, 10))
    assert [office.case(one, "organisme") for one in fresh] == ["021"]
    room.steering.run(SetQuota("ESSAI", "YOUNG", 3), "Échantillon agrandi", go)
    assert len(desk.gateway.check_out(desk.device, 10)) == 3


def test_a_supervisors_target_is_of_all_organismes_and_closes_the_cell_at_its_number(office: Office, room: Room) -> None:
    people(office, 2, 30, "F", 0)
    people(office, 2, 30, "F", 10, organisme="021")
    desk = office.desk()
    interview(desk, desk.gateway.check_out(desk.device, 1))
    room.steering.run(SetQuota("ESSAI", "YOUNG", 1), "Échantillon réduit", go)
    assert desk.gateway.check_out(desk.device, 5) == ()


def test_a_cell_of_the_same_name_in_another_campaign_is_another_cell(office: Office, room: Room) -> None:
    office.centre.plain_campaign("AUTRE")
    office.centre.gateway.set_quotas("AUTRE", CELLS)
    room.steering.run(SetQuota("AUTRE", "YOUNG", 1), "Échantillon réduit", go)
    people(office, 2, 30, "F", 0, campaign="AUTRE")
    desk = office.desk()
    interview(desk, desk.gateway.check_out(desk.device, 2))
    people(office, 3, 30, "F", 10)
    interview(desk, desk.gateway.check_out(desk.device, 1))
    assert len(desk.gateway.check_out(desk.device, 5)) == 2


@pytest.mark.parametrize("ahead", [False, True])
def test_an_interview_taken_back_opens_its_cell_again_also_by_a_correction_that_comes_first(
    office: Office, room: Room, ahead: bool
) -> None:
    people(office, 3, 70, "F", 0)
    desk = office.desk()
    (first,) = desk.gateway.check_out(desk.device, 1)
    events = desk.call(first, "TERM", state="done", middle=[("interview_decided", {"accepted": True})])
    taken_back = desk.seal("correction", first, supersedes=str(events[1].id), replacement={"accepted": False}, reason="slip")
    if ahead:
        desk.push(taken_back)
        desk.push(*events)
    else:
        desk.push(*events)
        assert desk.gateway.check_out(desk.device, 5) == ()
        desk.push(taken_back)
    assert len(desk.gateway.check_out(desk.device, 5)) == 2
    kept = office.centre.value("SELECT count(*) FROM app.quota_done")
    assert kept == office.centre.value("SELECT count(*) FROM app.call_case WHERE result ->> 'interview' = 'accepted'") == 0


def test_of_two_last_interviews_at_once_the_second_sees_the_first_and_closes_the_cell(office: Office, room: Room) -> None:
    people(office, 4, 30, "F", 0)
    desks = [office.desk("one"), office.desk("two")]
    lines = [desk.gateway.check_out(desk.device, 1)[0] for desk in desks]
    accepted = [("interview_decided", {"accepted": True})]
    calls = [desk.call(line, "TERM", state="done", middle=accepted) for desk, line in zip(desks, lines, strict=True)]
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
    with office.person("one").connect() as first, office.centre.admin() as watcher, ThreadPoolExecutor(1) as pool:
        with first.transaction():
            first.execute("SELECT agent.push(%s, %b)", (desks[0].device, [event.text for event in calls[0]]))
            told = pool.submit(desks[1].push, *calls[1])
            while watcher.execute(waiting).fetchone() == (0,):
                assert not told.done(), "the second interview was counted beside the first"
        assert {answer.status.value for answer in told.result()} == {"applied"}
    assert office.centre.value("SELECT count(*) FROM app.quota_done WHERE cell = 'YOUNG'") == 2
    assert desks[0].gateway.check_out(desks[0].device, 5) == ()


def test_other_cells_are_told_to_the_cases_that_are_there(office: Office, room: Room) -> None:
    people(office, 2, 70, "F", 0)
    interview(desk := office.desk(), desk.gateway.check_out(desk.device, 1))
    assert not office.centre.gateway.set_quotas("ESSAI", CELLS)
    assert office.centre.gateway.set_quotas("ESSAI", (Quota("ALL", "", 18, 120, 2),))
    assert office.centre.rows("SELECT DISTINCT quota_cell FROM app.call_case") == [("ALL",)]
    assert len(desk.gateway.check_out(desk.device, 5)) == 1
