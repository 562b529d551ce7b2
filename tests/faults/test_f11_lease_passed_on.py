"""F11: the lease ran out offline and the case went to a colleague: the result already made is kept and flagged, both attempts stay."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import uuid4

from cnmas_desktop.domain.world import system_world
from cnmas_desktop.services.room import CentreRoom
from cnmas_desktop.sync.protocol import EventAnswer
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
    """The standby never heard of the check-out: the lease proves itself, its results are flagged, epochs go on above."""
    desk, (line,) = office.leased()
    made = desk.call(line, "NRP")
    forget_leases(office)
    desk.timeline = "another"
    desk.hello(held={line.case_id: line.epoch})
    answers = desk.push(*made)
    assert verdicts(answers) == {("flagged", "restored")}
    supervisor = office.centre.add_supervisor()
    room = CentreRoom("supervisor", office.centre.url, supervisor.login, supervisor.password, system_world())
    history = room.quality.open_record(line.case_id, "Réclamation écrite").history
    assert {(one.status, one.reason) for one in history} == {("flagged", "restored")}
    assert room.steering.waiting() == (), "kept: there is nothing to decide"
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


def test_what_a_forgotten_lease_left_is_taken_after_the_case_was_finished(office: Office) -> None:
    """The device holds the case no longer and says nothing of it: its events are enough, once, and leave a supervisor nothing to decide."""
    desk, (line,) = office.leased()
    made = desk.call(line, "TERM", state="done")
    forget_leases(office)
    assert verdicts(desk.push(*made)) == {("flagged", "restored")}
    assert verdicts(desk.push(*made)) == {("duplicate", None)}
    assert (office.case(line), office.case(line, "epoch")) == ("done", line.epoch)
    assert office.centre.value("SELECT count(*) FROM app.flagged") == 0


def test_a_forgotten_lease_of_a_case_that_a_colleague_has_now_is_told_as_late(office: Office) -> None:
    desk, (line,) = office.leased()
    made = desk.call(line, "NRP")
    forget_leases(office)
    colleague = office.desk("two")
    colleague.gateway.check_out(colleague.device, 1)
    assert verdicts(desk.push(*made)) == {("flagged", "stale_lease")}


def test_no_claim_makes_a_lease(office: Office) -> None:
    """Neither another's lease, nor an epoch of one's own that was never given, nor a case nobody had, whatever a hello claims."""
    desk, (line,) = office.leased()
    desk.gateway.check_in(desk.device, [line.case_id])
    forget_leases(office)
    liar = office.desk("two")
    for one in (desk, liar):
        one.timeline = "another"
        one.hello(held={line.case_id: 7})
    mine = replace(line, epoch=7)
    assert verdicts(liar.push(*liar.call(line), *liar.call(mine))) == {("quarantined", "not_held")}
    assert verdicts(desk.push(*desk.call(mine))) == {("quarantined", "not_held")}
    assert verdicts(desk.push(*desk.call(replace(line, lease_id=uuid4())))) == {("quarantined", "not_held")}


def test_a_restore_gives_leases_on_above_all_that_was_lost(office: Office) -> None:
    desk, (line,) = office.leased()
    made = desk.call(line, "NRP")
    office.centre.operator.execute("SELECT app.begin_history()")
    (kept,) = desk.gateway.renew(desk.device)
    assert kept.epoch > line.epoch + 1000 and kept.lease_id != line.lease_id
    assert verdicts(desk.push(*made)) == {("flagged", "restored")}
    assert {answer.status.value for answer in desk.push(*desk.call(kept, "TERM", state="done"))} == {"applied"}
    assert office.case(line) == "done"


def forget_leases(office: Office) -> None:
    """As if a backup of before the check-out had been put back."""
    for table in ("lease", "person_lease", "number_lease"):
        office.centre.operator.execute(f"DELETE FROM app.{table}".encode())
    office.centre.operator.execute(
        "UPDATE app.call_case SET lease_id = NULL, leased_by = NULL, leased_device = NULL, leased_until = NULL, epoch = 0"
    )


def verdicts(answers: Sequence[EventAnswer]) -> set[tuple[str, str | None]]:
    return {(answer.status.value, answer.reason) for answer in answers}
