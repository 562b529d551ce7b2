"""F11: the lease ran out offline and the case went to a colleague: the result already made is kept and flagged, both attempts stay."""

from tests.agent_desk import Office
from tests.office import office

__all__ = ["office"]


def test_a_result_made_under_a_lease_that_passed_on(office: Office) -> None:
    absent, (line,) = office.leased()
    made_offline = absent.call(line, "NRP")
    office.centre.operator.execute("UPDATE app.call_case SET leased_until = now() - interval '1 minute'")
    present = office.desk("two")
    (second,) = present.gateway.check_out(present.device, 1)
    present.push(*present.call(second, "RACC"))
    (before,) = present.gateway.renew(present.device)
    answers = absent.push(*made_offline)
    assert {(answer.status.value, answer.reason) for answer in answers} == {("flagged", "stale_lease")}
    assert office.centre.value("SELECT count(*) FROM app.reach_attempt") == 2
    assert office.case(line, "disposition") == "RACC"
    (after,) = present.gateway.renew(present.device)
    assert after.revision > before.revision, "the second agent sees that somebody else called"
    assert len(present.gateway.fetch([second.case_id])[0].attempts) == 2
    assert absent.gateway.renew(absent.device) == ()


def test_a_final_result_of_the_first_takes_the_case_from_the_second(office: Office) -> None:
    absent, (line,) = office.leased()
    done = absent.call(line, "TERM", state="done")
    office.centre.operator.execute("UPDATE app.call_case SET leased_until = now() - interval '1 minute'")
    present = office.desk("two")
    (second,) = present.gateway.check_out(present.device, 1)
    absent.push(*done)
    assert [(one.case_id, one.withdrawn) for one in present.gateway.renew(present.device)] == [(second.case_id, "done")]


def test_an_epoch_never_held_is_kept_apart(office: Office) -> None:
    _, (line,) = office.leased()
    stranger = office.desk("two")
    answers = stranger.push(*stranger.call(line, "TERM", state="done"))
    assert {(answer.status.value, answer.reason) for answer in answers} == {("quarantined", "not_held")}
    assert office.case(line) == "fresh"
    assert office.centre.value("SELECT count(*) FROM app.reach_attempt") == 0


def test_a_lease_lost_by_a_failover_is_taken_back_from_the_device(office: Office) -> None:
    """The standby never heard of the check-out: the device says what it held, its results are flagged, epochs go on above."""
    desk, (line,) = office.leased()
    made = desk.call(line, "NRP")
    office.centre.operator.execute("DELETE FROM app.lease")
    office.centre.operator.execute("DELETE FROM app.person_lease")
    office.centre.operator.execute("DELETE FROM app.number_lease")
    office.centre.operator.execute("UPDATE app.call_case SET lease_id = NULL, leased_by = NULL, leased_device = NULL, leased_until = NULL, epoch = 0")
    desk.timeline = "another"
    desk.hello(held={line.case_id: line.epoch})
    answers = desk.push(*made)
    assert {(answer.status.value, answer.reason) for answer in answers} == {("flagged", "stale_lease")}
    office.centre.operator.execute("UPDATE app.call_case SET callable_from = now()")
    (again,) = desk.gateway.check_out(desk.device, 1)
    assert again.epoch == line.epoch + 1


def test_a_device_cannot_claim_a_case_that_is_held(office: Office) -> None:
    _, (line,) = office.leased()
    liar = office.desk("two")
    liar.timeline = "another"
    liar.hello(held={line.case_id: 50})
    assert office.case(line, "epoch") == line.epoch
    assert {answer.status.value for answer in liar.push(*liar.call(line))} == {"quarantined"}
