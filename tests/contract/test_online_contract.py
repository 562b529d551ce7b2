"""Every promise of `CentreDesk`, held by PostgreSQL and by the centre in memory alike: one neutral answer, a line for each."""

from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest

from cnmas_desktop.messages import KnownError
from cnmas_desktop.sync.online import Caller, CentreDesk
from cnmas_desktop.sync.protocol import AnswerStatus
from tests.contract.conftest import SECRET, CentrePort
from tests.contract.memory_online import LOOK_UPS_PER_HOUR


def refusal(desk: CentreDesk, device: UUID, case_id: UUID, field: str = SECRET) -> str:
    with pytest.raises(KnownError) as refused:
        desk.reveal(device, case_id, field)
    return refused.value.code


def not_found(desk: CentreDesk, device: UUID, caller: Caller) -> str:
    with pytest.raises(KnownError) as refused:
        desk.look_up(device, caller)
    return refused.value.code


# -- reveal


def test_the_code_comes_for_a_case_in_hand_and_nothing_else_does(centre_port: CentrePort) -> None:
    for case_id in centre_port.add_cases(2):
        centre_port.add_secret(case_id, f"CODE-{case_id.hex[:6]}")
    one, two = centre_port.desk("one"), centre_port.desk("two")
    (mine,) = one.gateway.check_out(one.device, 1)
    (theirs,) = two.gateway.check_out(two.device, 1)
    online = centre_port.online("one")
    assert online.reveal(one.device, mine.case_id, SECRET) == f"CODE-{mine.case_id.hex[:6]}"
    asked = [
        refusal(online, one.device, theirs.case_id),
        refusal(online, one.device, uuid4()),
        refusal(online, one.device, mine.case_id, "nir"),
        refusal(online, one.device, mine.case_id, "nom"),
        refusal(online, two.device, mine.case_id),
    ]
    assert set(asked) == {"online.refused"}
    assert centre_port.accesses() == [("reveal", True), *[("reveal", False)] * 5]


def test_no_code_once_the_lease_is_taken_back(centre_port: CentrePort) -> None:
    (case_id,) = centre_port.add_cases(1)
    centre_port.add_secret(case_id, "CODE-1")
    desk = centre_port.desk()
    desk.gateway.check_out(desk.device, 1)
    centre_port.withdraw(case_id)
    assert refusal(centre_port.online(), desk.device, case_id) == "online.refused"


def test_the_code_is_in_no_payload(centre_port: CentrePort) -> None:
    (case_id,) = centre_port.add_cases(1)
    centre_port.add_secret(case_id, "CODE-1")
    desk = centre_port.desk()
    desk.gateway.check_out(desk.device, 1)
    (payload,) = desk.gateway.fetch([case_id])
    assert "CODE-1" not in repr(payload)


# -- look up


def test_who_calls_in_is_leased_with_the_whole_household(centre_port: CentrePort) -> None:
    household = centre_port.add_household(3)
    desk, other = centre_port.desk("one"), centre_port.desk("two")
    found = centre_port.online("one").look_up(desk.device, centre_port.caller(household[0]))
    assert {line.case_id for line in found.leases} == {one.case_id for one in found.payloads} == set(household)
    assert {version.version for version in found.versions} == {line.version for line in found.leases}
    assert {line.case_id for line in desk.gateway.renew(desk.device)} == set(household)
    assert other.gateway.check_out(other.device, 3) == ()
    assert centre_port.accesses() == [("look_up", True)]


def test_a_call_in_is_worked_like_any_other_and_is_no_attempt(centre_port: CentrePort) -> None:
    (case_id,) = centre_port.add_cases(1)
    desk = centre_port.desk()
    (line,) = centre_port.online().look_up(desk.device, centre_port.caller(case_id)).leases
    answers = desk.push(*desk.call(line, "TERM", state="done", incoming=True))
    assert {answer.status for answer in answers} == {AnswerStatus.APPLIED}


def test_all_three_must_agree_and_the_answer_never_says_which(centre_port: CentrePort) -> None:
    ours, theirs = centre_port.add_cases(2)
    desk, other = centre_port.desk("one"), centre_port.desk("two")
    said = centre_port.caller(ours)
    centre_port.online("two").look_up(other.device, centre_port.caller(theirs))
    online = centre_port.online("one")
    asked = [
        not_found(online, desk.device, replace(said, name="Personne")),
        not_found(online, desk.device, replace(said, name="")),
        not_found(online, desk.device, replace(said, birth=date(1980, 1, 2))),
        not_found(online, desk.device, replace(said, number="+33199009999")),
        not_found(online, desk.device, centre_port.caller(theirs)),
    ]
    assert set(asked) == {"online.refused"}
    assert desk.gateway.renew(desk.device) == ()
    assert len(online.look_up(desk.device, replace(said, name=f"alix {said.name}".upper())).leases) == 1


def test_a_case_already_held_here_is_found_again(centre_port: CentrePort) -> None:
    (case_id,) = centre_port.add_cases(1)
    desk = centre_port.desk()
    (line,) = desk.gateway.check_out(desk.device, 1)
    assert [one.lease_id for one in centre_port.online().look_up(desk.device, centre_port.caller(case_id)).leases] == [line.lease_id]


def test_no_code_for_a_case_taken_while_the_person_called_in(centre_port: CentrePort) -> None:
    (case_id,) = centre_port.add_cases(1)
    centre_port.add_secret(case_id, "CODE-1")
    desk, online = centre_port.desk(), centre_port.online()
    online.look_up(desk.device, centre_port.caller(case_id))
    assert refusal(online, desk.device, case_id) == "online.refused"


def test_no_code_for_it_either_where_the_case_was_held_before(centre_port: CentrePort) -> None:
    (case_id,) = centre_port.add_cases(1)
    centre_port.add_secret(case_id, "CODE-1")
    desk, online = centre_port.desk(), centre_port.online()
    desk.gateway.check_out(desk.device, 1)
    desk.gateway.check_in(desk.device, [case_id])
    online.look_up(desk.device, centre_port.caller(case_id))
    assert refusal(online, desk.device, case_id) == "online.refused"


def test_a_look_up_needs_authorisation_and_undertaking(centre_port: CentrePort) -> None:
    (case_id,) = centre_port.add_cases(1)
    for login, authorised, signed in (("one", False, True), ("two", True, False)):
        desk = centre_port.desk(login, authorised=authorised, signed=signed)
        assert not_found(centre_port.online(login), desk.device, centre_port.caller(case_id)) == "check_out.not_authorised"


def test_how_often_is_limited_and_each_of_them_is_in_the_log(centre_port: CentrePort) -> None:
    (case_id,) = centre_port.add_cases(1)
    desk, online = centre_port.desk(), centre_port.online()
    wrong = replace(centre_port.caller(case_id), name="Personne")
    asked = [not_found(online, desk.device, wrong) for _ in range(LOOK_UPS_PER_HOUR + 1)]
    assert asked == ["online.refused"] * LOOK_UPS_PER_HOUR + ["online.too_many"]
    assert centre_port.accesses() == [("look_up", False)] * LOOK_UPS_PER_HOUR


# -- slips


def test_whoever_holds_the_case_hears_who_called_in_until_they_call(centre_port: CentrePort) -> None:
    (case_id,) = centre_port.add_cases(1)
    holder, other = centre_port.desk("one"), centre_port.desk("two")
    (line,) = holder.gateway.check_out(holder.device, 1)
    slip = other.seal("incoming_slip", None, number=centre_port.caller(case_id).number)
    assert [answer.status for answer in other.push(slip)] == [AnswerStatus.APPLIED]
    assert [answer.status for answer in other.push(slip)] == [AnswerStatus.DUPLICATE]
    (renewed,) = holder.gateway.renew(holder.device)
    assert renewed.revision > line.revision
    (payload,) = holder.gateway.fetch([case_id])
    assert payload.called_in_at is not None
    assert abs((payload.called_in_at - other.clock.now()).total_seconds()) < 60
    holder.push(*holder.call(line))
    (payload,) = holder.gateway.fetch([case_id])
    assert payload.called_in_at is None


def test_a_slip_for_nobody_is_taken_in_the_same_words(centre_port: CentrePort) -> None:
    desk = centre_port.desk()
    assert [answer.status for answer in desk.push(desk.seal("incoming_slip", None, number="+33199009999"))] == [AnswerStatus.APPLIED]
