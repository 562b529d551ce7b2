"""« Confier le dossier » at the centre: live where both are there, else a callback; only those who may take it; nobody twice."""

from uuid import UUID

import pytest

from cnmas_desktop.central import staffing
from cnmas_desktop.sync.protocol import Confided, LeaseLine
from tests.agent_desk import Desk, Office
from tests.office import office

__all__ = ["office"]


ANOTHER_DAY = "(callable_from AT TIME ZONE 'Europe/Paris')::date > (now() AT TIME ZONE 'Europe/Paris')::date"


def confide(desk: Desk, line: LeaseLine, kind: str, to: str, disposition: str = "CONF", reason: str = "language") -> None:
    """A call that ends with the case confided."""
    handed = ("handed_over", {"to_kind": kind, "to": to, "reason": reason})
    answers = desk.push(*desk.call(line, disposition, state="supervisor", middle=[handed]))
    assert {one.status.value for one in answers} == {"applied"}


def held(desk: Desk) -> set[UUID]:
    desk.hello()
    return {line.case_id for line in desk.gateway.renew(desk.device) if line.withdrawn is None}


def line_of(desk: Desk) -> LeaseLine:
    (line,) = desk.gateway.renew(desk.device)
    return line


def name_of(office: Office, person: str) -> str:
    (found,) = office.centre.operator.execute(
        "SELECT display_name FROM app.person WHERE login = %s", (office.person(person).login,)
    ).fetchall()
    return str(found[0])


@pytest.mark.both_servers
def test_a_colleague_who_is_there_takes_it_with_the_next_sync_however_full_the_desk(office: Office) -> None:
    desk, (line,) = office.leased()
    colleague, other = office.desk("two"), office.desk("three")
    confide(desk, line, "colleague", office.person("two").login)
    assert held(other) == set()
    assert held(desk) == set()
    assert held(colleague) == {line.case_id}
    (payload,) = colleague.gateway.fetch([line.case_id])
    assert payload.callback is not None
    assert (payload.state, payload.queue_class, payload.callback.kind) == ("callback", 1, "firm")
    assert payload.callback.confided == Confided(name_of(office, "one"), "language"), "who gave it and why, by name and not by login"
    colleague.push(*colleague.call(line_of(colleague)))
    (payload,) = colleague.gateway.fetch([line.case_id])
    assert payload.callback is None, "once called, it is a case like another"


def test_a_colleague_who_is_away_finds_a_callback_on_the_next_day(office: Office) -> None:
    desk, (line,) = office.leased()
    away = office.person("two").login
    confide(desk, line, "colleague", away)
    assert office.case(line, f"state, assigned_to, {ANOTHER_DAY}") == (
        "callback",
        away,
        True,
    )
    other = office.desk("three")
    assert held(other) == set()
    assert other.gateway.check_out(other.device, 5) == ()


def test_a_case_confided_before_any_call_goes_to_the_one_named_last_whatever_is_noted_after(office: Office) -> None:
    desk, (line,) = office.leased()
    first, last = office.desk("two"), office.desk("three")
    named = [
        desk.seal("handed_over", line, to_kind="colleague", to=office.person(one).login, reason="language") for one in ("two", "three")
    ]
    answers = desk.push(*named, desk.seal("note_written", line, codes=["soir"]))
    assert {one.status.value for one in answers} == {"applied"}
    assert held(first) == held(desk) == set()
    assert held(last) == {line.case_id}


@pytest.mark.parametrize(("kind", "code"), [("skill", "pt"), ("team", "Ain")])
def test_a_skill_or_a_team_takes_it_and_nobody_else(office: Office, kind: str, code: str) -> None:
    desk, (line,) = office.leased()
    staffing.place(office.centre.operator, office.person("two").login, "Ain", ["pt"])
    other = office.desk("three")
    confide(desk, line, kind, code)
    assert office.case(line, "state, confided") == ("callback", f"{kind}:{code}")
    assert held(other) == set()
    assert other.gateway.check_out(other.device, 5) == ()
    assert desk.gateway.check_out(desk.device, 5) == ()
    speaker = office.desk("two")
    assert held(speaker) == {line.case_id}
    (payload,) = speaker.gateway.fetch([line.case_id])
    assert payload.callback is not None
    assert payload.callback.confided == Confided(name_of(office, "one"), "language", code if kind == "skill" else None)


def test_another_language_goes_to_a_speaker_and_is_final_only_if_there_is_none(office: Office) -> None:
    desk, (spoken, unknown, which) = office.leased(3)
    staffing.place(office.centre.operator, office.person("two").login, None, ["pt"])
    confide(desk, spoken, "skill", "pt", "LANG")
    confide(desk, unknown, "skill", "tr", "LANG")
    confide(desk, which, "skill", "other", "LANG")
    assert [office.case(line, "state, disposition") for line in (spoken, unknown, which)] == [
        ("callback", "LANG"), ("done", "LANG"), ("supervisor", "LANG"),
    ]  # fmt: skip


def test_one_without_the_authorisation_takes_nothing_the_supervisor_decides(office: Office) -> None:
    desk, (line,) = office.leased()
    login = office.person("two").login
    staffing.withdraw_authorisations(office.centre.operator, login)
    confide(desk, line, "colleague", login)
    assert office.case(line, "state, assigned_to") == ("supervisor", None)


def test_a_case_is_not_confided_back_to_the_one_who_gives_it(office: Office) -> None:
    desk, (line,) = office.leased()
    staffing.place(office.centre.operator, office.person("one").login, "Ain", [])
    confide(desk, line, "team", "Ain")
    assert office.case(line, "state, confided") == ("supervisor", None)


def test_a_hand_over_cut_in_two_by_the_network_is_done_once_the_call_is_known_to_be_over(
    office: Office,
) -> None:
    desk, (line,) = office.leased()
    login = office.person("two").login
    colleague = office.desk("two")
    handed = ("handed_over", {"to_kind": "colleague", "to": login, "reason": "language"})
    *first, ended = desk.call(line, "CONF", state="supervisor", middle=[handed])
    desk.push(*first)
    assert held(colleague) == set()
    assert desk.push(ended)[0].status.value == "applied"
    assert held(colleague) == {line.case_id}


def test_a_later_word_on_the_case_holds_over_a_hand_over_that_comes_late(office: Office) -> None:
    """The end of the call that confided it was lost on the way: by then the giver has called again, and promised a moment."""
    desk, (line,) = office.leased()
    colleague = office.desk("two")
    handed = ("handed_over", {"to_kind": "colleague", "to": office.person("two").login, "reason": "language"})
    *first, ended = desk.call(line, "CONF", state="supervisor", middle=[handed])
    later = desk.call(line)
    desk.push(*first, *later)
    desk.push(ended)
    assert held(colleague) == set()
    assert office.case(line, "state, assigned_to, confided") == ("retry", None, None)


def test_a_colleague_whose_day_is_over_is_not_there(office: Office) -> None:
    desk, (line,) = office.leased()
    office.desk("two")
    office.centre.operator.execute("UPDATE app.device SET work_state = 'end_of_day' WHERE login = %s", (office.person("two").login,))
    confide(desk, line, "colleague", office.person("two").login)
    assert office.case(line, ANOTHER_DAY) is True


def test_the_whole_household_goes_with_the_person(office: Office) -> None:
    """Another case of the person still leased to the giver would keep the colleague out."""
    desk, (line, other) = office.leased(2)
    colleague = office.desk("two")
    office.centre.operator.execute(
        "UPDATE app.call_case SET contact_id = (SELECT contact_id FROM app.call_case WHERE id = %s) WHERE id = %s",
        (line.case_id, other.case_id),
    )
    confide(desk, line, "colleague", office.person("two").login)
    assert held(colleague) == {line.case_id, other.case_id}
    assert held(desk) == set()


def test_who_may_be_chosen_is_told_by_name_team_and_skill(office: Office) -> None:
    desk = office.desk()
    two, three = office.person("two").login, office.person("three").login
    staffing.place(office.centre.operator, two, None, ["pt", "es"])
    staffing.place(office.centre.operator, three, "Ain", ["professionals"])
    known = desk.gateway.colleagues()
    assert list(known.people) == [two]
    assert known.people[two].endswith("Essai")
    assert (known.teams, known.skills) == (("Ain",), ("es", "professionals", "pt"))
    assert known.present == {}, "nobody of them has been heard"
    office.desk("two")
    assert desk.gateway.colleagues().present == {f"colleague:{two}": 1, "skill:pt": 1, "skill:es": 1}
    office.centre.operator.execute("UPDATE app.device SET work_state = 'end_of_day'")
    assert desk.gateway.colleagues().present == {}
