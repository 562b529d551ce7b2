"""Every promise of `CentralGateway`, held by PostgreSQL and by the centre in memory alike."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
import json
from uuid import uuid4

import pytest

from cnmas_desktop.domain.events import digest, window_digest
from cnmas_desktop.messages import KnownError
from cnmas_desktop.sync.protocol import PROTOCOL, AnswerStatus, DeviceStatus, EventAnswer, HelloRequest
from tests.agent_desk import Desk, instant
from tests.contract.conftest import CAMPAIGN, CentrePort

APPLIED, DUPLICATE, FLAGGED = AnswerStatus.APPLIED, AnswerStatus.DUPLICATE, AnswerStatus.FLAGGED
QUARANTINED, CONFLICT = AnswerStatus.QUARANTINED, AnswerStatus.CONFLICT


def statuses(answers: tuple[EventAnswer, ...]) -> list[AnswerStatus]:
    return [answer.status for answer in answers]


def verdicts(answers: tuple[EventAnswer, ...]) -> list[tuple[AnswerStatus, str | None]]:
    return [(answer.status, answer.reason) for answer in answers]


# -- hello


def test_hello_says_who_and_what(centre_port: CentrePort) -> None:
    answer = centre_port.desk().hello()
    assert answer.person.authorised
    assert answer.person.role == "agent"
    assert answer.device_status is DeviceStatus.ACTIVE
    assert [version.code for version in answer.campaigns] == [CAMPAIGN]
    assert (answer.protocol_min, answer.protocol_max) == (PROTOCOL - 2, PROTOCOL)
    assert answer.server_time.utcoffset() is not None
    assert len(answer.organisation_key) == 32


def test_a_device_belongs_to_one_person(centre_port: CentrePort) -> None:
    mine = centre_port.desk("one")
    theirs = centre_port.desk("two")
    with pytest.raises(KnownError):
        Desk(theirs.gateway, mine.device).hello()


def test_campaign_text_has_the_hash_it_was_announced_with(centre_port: CentrePort) -> None:
    desk = centre_port.desk()
    (version,) = desk.hello().campaigns
    assert digest(desk.gateway.fetch_campaign(version)) == version.sha256


def test_hello_tells_the_present_work_state_and_since_when(centre_port: CentrePort) -> None:
    desk, since = centre_port.desk(), datetime(2026, 11, 24, 11, 5, tzinfo=UTC)
    assert centre_port.work_state(desk.device) == (None, None)
    told = HelloRequest(desk.device, "0.1.0", 0, 0, None, None, work_state="meal", state_since=since)
    desk.gateway.hello(told)
    assert centre_port.work_state(desk.device) == ("meal", since)
    desk.gateway.hello(replace(told, work_state="available", state_since=since))
    assert centre_port.work_state(desk.device) == ("available", since)


# -- check-out, renew, fetch, check-in


def test_check_out_gives_each_case_once(centre_port: CentrePort) -> None:
    cases = centre_port.add_cases(5)
    one, two = centre_port.desk("one"), centre_port.desk("two")
    first = one.gateway.check_out(one.device, 3)
    second = two.gateway.check_out(two.device, 3)
    assert (len(first), len(second)) == (3, 2)
    assert {line.case_id for line in (*first, *second)} == set(cases)
    assert {line.epoch for line in (*first, *second)} == {1}
    assert one.gateway.check_out(one.device, 3) == ()


def test_check_out_needs_authorisation_and_undertaking(centre_port: CentrePort) -> None:
    centre_port.add_cases(1)
    for login, authorised, signed in (("one", False, True), ("two", True, False)):
        desk = centre_port.desk(login, authorised=authorised, signed=signed)
        with pytest.raises(KnownError) as refusal:
            desk.gateway.check_out(desk.device, 1)
        assert refusal.value.code == "check_out.not_authorised"


def test_the_undertaking_is_signed_by_an_event(centre_port: CentrePort) -> None:
    centre_port.add_cases(1)
    desk = centre_port.desk(signed=False)
    version = desk.hello().policy.undertaking_version
    assert statuses(desk.push(desk.seal("undertaking_signed", None, version=version))) == [APPLIED]
    assert desk.hello().person.undertaking_signed == version
    assert len(desk.gateway.check_out(desk.device, 1)) == 1


def test_a_household_goes_to_one_agent(centre_port: CentrePort) -> None:
    household = centre_port.add_household(3)
    one, two = centre_port.desk("one"), centre_port.desk("two")
    assert {line.case_id for line in one.gateway.check_out(one.device, 1)} == set(household)
    assert two.gateway.check_out(two.device, 3) == ()


def test_no_more_than_the_cap(centre_port: CentrePort) -> None:
    centre_port.add_cases(205)
    desk = centre_port.desk()
    assert len(desk.gateway.check_out(desk.device, 500)) == desk.hello().policy.lease_cap == 200
    assert desk.gateway.check_out(desk.device, 1) == ()


def test_renew_returns_the_whole_set(centre_port: CentrePort) -> None:
    centre_port.add_cases(3)
    desk = centre_port.desk()
    taken = desk.gateway.check_out(desk.device, 3)
    renewed = desk.gateway.renew(desk.device)
    assert {(line.case_id, line.epoch, line.lease_id) for line in renewed} == {(line.case_id, line.epoch, line.lease_id) for line in taken}
    assert all(line.until >= taken[0].until and line.withdrawn is None for line in renewed)


def test_leases_are_of_one_device(centre_port: CentrePort) -> None:
    centre_port.add_cases(1)
    desk = centre_port.desk()
    desk.gateway.check_out(desk.device, 1)
    other = centre_port.desk()
    assert other.gateway.renew(other.device) == ()


def test_a_withdrawn_case_is_told_once_and_returns_to_the_pool(centre_port: CentrePort) -> None:
    centre_port.add_cases(1)
    one, two = centre_port.desk("one"), centre_port.desk("two")
    (line,) = one.gateway.check_out(one.device, 1)
    centre_port.withdraw(line.case_id)
    assert two.gateway.check_out(two.device, 1) == ()
    (told,) = one.gateway.renew(one.device)
    assert told.withdrawn == "released"
    assert one.gateway.renew(one.device) == ()
    (again,) = two.gateway.check_out(two.device, 1)
    assert (again.case_id, again.epoch) == (line.case_id, 2)


def test_a_closed_campaign_empties_the_queue(centre_port: CentrePort) -> None:
    centre_port.add_cases(2)
    desk = centre_port.desk()
    desk.gateway.check_out(desk.device, 1)
    centre_port.close_campaign()
    assert [line.withdrawn for line in desk.gateway.renew(desk.device)] == ["closed"]


def test_fetch_is_silent_on_what_is_not_held(centre_port: CentrePort) -> None:
    cases = centre_port.add_cases(2)
    desk, other = centre_port.desk("one"), centre_port.desk("two")
    (line,) = desk.gateway.check_out(desk.device, 1)
    (payload,) = desk.gateway.fetch([*cases, uuid4()])
    assert (payload.case_id, payload.revision) == (line.case_id, line.revision)
    assert set(payload.fields) == {"nom", "prenom"}
    assert payload.phones[0].e164.startswith("+33")
    assert other.gateway.fetch([line.case_id]) == other.gateway.fetch([uuid4()]) == ()


def test_check_in_leaves_what_was_begun_but_gives_a_callback_to_the_team(centre_port: CentrePort) -> None:
    centre_port.add_cases(2)
    one, two = centre_port.desk("one"), centre_port.desk("two")
    tried, promised = one.gateway.check_out(one.device, 2)
    at = one.clock.now() + timedelta(hours=1)
    told = {"kind": "firm", "at": instant(at), "zone": "Europe/Paris", "with": "person"}
    one.push(*one.call(tried, "NRP"))
    one.push(*one.call(promised, "RDV", state="callback", at=at, middle=[("callback_set", told)], queue_class=1))
    assert one.gateway.check_in(one.device, [tried.case_id, promised.case_id]) == 1
    assert [line.case_id for line in one.gateway.renew(one.device)] == [tried.case_id]
    assert [line.case_id for line in two.gateway.check_out(two.device, 5)] == [promised.case_id]


def test_check_in_gives_back(centre_port: CentrePort) -> None:
    centre_port.add_cases(2)
    one, two = centre_port.desk("one"), centre_port.desk("two")
    lines = one.gateway.check_out(one.device, 2)
    assert one.gateway.check_in(one.device, [lines[0].case_id, uuid4()]) == 1
    assert [line.case_id for line in one.gateway.renew(one.device)] == [lines[1].case_id]
    (again,) = two.gateway.check_out(two.device, 2)
    assert (again.case_id, again.epoch) == (lines[0].case_id, 2)


# -- push


def test_push_leaves_time_for_something_else_once_and_its_fault_is_the_callers(centre_port: CentrePort) -> None:
    centre_port.add_cases(1)
    desk, done = centre_port.desk(), list[str]()
    (line,) = desk.gateway.check_out(desk.device, 1)
    note = desk.seal("note_written", line, codes=["soir"])
    assert statuses(desk.gateway.push(desk.device, [note.text], lambda: done.append("read"))) == [APPLIED]
    desk.hello()
    assert done == ["read"]
    with pytest.raises(ZeroDivisionError):
        desk.gateway.push(desk.device, [note.text], lambda: 1 // 0)


def test_push_applies_once(centre_port: CentrePort) -> None:
    centre_port.add_cases(1)
    desk = centre_port.desk()
    (line,) = desk.gateway.check_out(desk.device, 1)
    events = desk.call(line, "TERM", state="done")
    answers = desk.push(*events)
    assert statuses(answers) == [APPLIED, APPLIED]
    assert [answer.event_id for answer in answers] == [event.id for event in events]
    assert statuses(desk.push(*events)) == [DUPLICATE, DUPLICATE]


def test_a_done_case_leaves_the_set(centre_port: CentrePort) -> None:
    centre_port.add_cases(1)
    one, two = centre_port.desk("one"), centre_port.desk("two")
    (line,) = one.gateway.check_out(one.device, 1)
    one.push(*one.call(line, "TERM", state="done"))
    assert [held for held in one.gateway.renew(one.device) if held.withdrawn is None] == []
    assert two.gateway.check_out(two.device, 1) == ()


def test_a_worked_case_has_a_new_revision(centre_port: CentrePort) -> None:
    centre_port.add_cases(1)
    desk = centre_port.desk()
    (line,) = desk.gateway.check_out(desk.device, 1)
    desk.push(*desk.call(line, "NRP", state="retry"))
    (after,) = desk.gateway.renew(desk.device)
    assert after.revision > line.revision
    assert desk.gateway.fetch([line.case_id])[0].state == "retry"


def test_same_id_with_other_bytes_is_kept_as_a_conflict(centre_port: CentrePort) -> None:
    centre_port.add_cases(1)
    desk = centre_port.desk()
    (line,) = desk.gateway.check_out(desk.device, 1)
    event = desk.seal("note_written", line, codes=["soir"])
    other = event.text.replace("soir", "matin")
    assert statuses(desk.push(event)) == [APPLIED]
    for _ in range(2):
        (answer,) = desk.gateway.push(desk.device, [other])
        assert (answer.event_id, answer.status) == (event.id, CONFLICT)
    assert statuses(desk.push(event)) == [DUPLICATE]


def test_a_place_taken_twice_betrays_a_copy(centre_port: CentrePort) -> None:
    centre_port.add_cases(1)
    desk = centre_port.desk()
    (line,) = desk.gateway.check_out(desk.device, 1)
    copy = replace(desk)
    assert statuses(desk.push(desk.seal("note_written", line, codes=["soir"]))) == [APPLIED]
    copy.chance = type(desk.chance)(99)
    assert statuses(copy.push(copy.seal("note_written", line, codes=["matin"]))) in ([APPLIED], [FLAGGED])
    assert desk.hello().device_status is DeviceStatus.CLONED


def test_a_copy_is_betrayed_by_two_that_were_both_kept_apart(centre_port: CentrePort) -> None:
    centre_port.add_cases(1)
    desk = centre_port.desk()
    (line,) = desk.gateway.check_out(desk.device, 1)
    copy, never = replace(desk, chance=type(desk.chance)(99)), replace(line, epoch=9)
    for one in (desk, copy):
        assert verdicts(one.push(one.seal("note_written", never, codes=["soir"]))) == [(QUARANTINED, "not_held")]
    assert desk.hello().device_status is DeviceStatus.CLONED


def test_what_was_never_held_is_kept_apart(centre_port: CentrePort) -> None:
    centre_port.add_cases(2)
    one, two = centre_port.desk("one"), centre_port.desk("two")
    (line,) = one.gateway.check_out(one.device, 1)
    foreign = two.seal("note_written", line, codes=["soir"])
    assert verdicts(two.push(foreign)) == [(QUARANTINED, "not_held")]
    assert verdicts(two.push(foreign)) == [(QUARANTINED, "not_held")]
    future = one.seal("note_written", replace(line, epoch=9), codes=["soir"])
    assert verdicts(one.push(future)) == [(QUARANTINED, "not_held")]


def test_a_late_result_is_flagged_not_refused(centre_port: CentrePort) -> None:
    centre_port.add_cases(1)
    one, two = centre_port.desk("one"), centre_port.desk("two")
    (line,) = one.gateway.check_out(one.device, 1)
    events = one.call(line)
    centre_port.release_now(line.case_id)
    (second,) = two.gateway.check_out(two.device, 1)
    assert verdicts(one.push(*events)) == [(FLAGGED, "stale_lease")] * 2
    assert statuses(one.push(*events)) == [DUPLICATE] * 2
    assert second.epoch > line.epoch
    assert [held.case_id for held in two.gateway.renew(two.device)] == [line.case_id]


def test_after_the_close_it_is_flagged(centre_port: CentrePort) -> None:
    centre_port.add_cases(1)
    desk = centre_port.desk()
    (line,) = desk.gateway.check_out(desk.device, 1)
    events = desk.call(line)
    centre_port.close_campaign()
    assert verdicts(desk.push(*events)) == [(FLAGGED, "after_close")] * 2


def test_a_bad_text_delays_nobody(centre_port: CentrePort) -> None:
    centre_port.add_cases(1)
    desk = centre_port.desk()
    (line,) = desk.gateway.check_out(desk.device, 1)
    good = desk.call(line)
    texts = [good[0].text, "{not json", '"a string"', "[]", good[1].text]
    answers = desk.gateway.push(desk.device, texts)
    assert statuses(answers) == [APPLIED, QUARANTINED, QUARANTINED, QUARANTINED, APPLIED]
    assert all(answer.reason for answer in answers[1:4])


def test_an_opt_out_stops_the_whole_person(centre_port: CentrePort) -> None:
    centre_port.add_household(2)
    one, two = centre_port.desk("one"), centre_port.desk("two")
    first, second = one.gateway.check_out(one.device, 2)
    assert statuses(one.push(one.seal("authorisation_withdrawn", first, channel="phone"))) == [APPLIED]
    one.push(*one.call(second, "NRP", state="retry"))
    one.gateway.renew(one.device)
    one.gateway.check_in(one.device, [first.case_id, second.case_id])
    for desk in (one, two):
        assert desk.gateway.check_out(desk.device, 5) == ()


# -- reconcile


def test_reconcile_counts_everything_it_was_sent(centre_port: CentrePort) -> None:
    centre_port.add_cases(1)
    desk = centre_port.desk()
    (line,) = desk.gateway.check_out(desk.device, 1)
    events = [desk.seal("note_written", line, codes=["soir"]) for _ in range(6)]
    stray = desk.seal("note_written", replace(line, epoch=7), codes=["soir"])
    desk.push(*events[:2], *events[4:], stray)
    answer = desk.gateway.reconcile(desk.device, 1)
    kept = [*events[:2], *events[4:], stray]
    assert (answer.count, answer.max_seq, answer.missing) == (5, 7, ((3, 4),))
    assert answer.digests == {0: window_digest([(event.seq, event.sha256) for event in kept])}
    desk.push(*events[2:4])
    assert desk.gateway.reconcile(desk.device, 1).missing == ()
    assert desk.gateway.reconcile(desk.device, 4).count == 4


def test_digests_are_by_windows_of_a_thousand(centre_port: CentrePort) -> None:
    centre_port.add_cases(1)
    desk = centre_port.desk()
    (line,) = desk.gateway.check_out(desk.device, 1)
    desk.seq = 997
    events = [desk.seal("note_written", line, codes=["soir"]) for _ in range(5)]
    desk.push(*events)
    digests = desk.gateway.reconcile(desk.device, 998).digests
    assert digests == {
        0: window_digest([(event.seq, event.sha256) for event in events[:2]]),
        1: window_digest([(event.seq, event.sha256) for event in events[2:]]),
    }


def test_a_text_is_kept_as_it_came(centre_port: CentrePort) -> None:
    """Same bytes for ever: another spelling of the same facts is another text."""
    centre_port.add_cases(1)
    desk = centre_port.desk()
    (line,) = desk.gateway.check_out(desk.device, 1)
    event = desk.seal("note_written", line, codes=["soir"])
    spelt = json.dumps(json.loads(event.text))
    assert spelt != event.text
    assert statuses(desk.gateway.push(desk.device, [event.text, spelt])) == [APPLIED, CONFLICT]
