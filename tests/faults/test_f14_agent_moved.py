"""F14: the agent was moved to another team or lost the authorisation while offline: what was done is taken, then the queue empties."""

from tests.agent_desk import Office
from tests.office import office

__all__ = ["office"]


def test_results_of_a_former_authorisation_are_taken_and_the_rest_is_handed_back(office: Office) -> None:
    """SORMAS#403 dropped never-synced cases because the officer no longer had access: the lease history decides here."""
    desk, (begun, untouched) = office.leased(2)
    made = desk.call(begun, "TERM", state="done")
    wish = desk.seal("authorisation_withdrawn", begun, channel="phone")
    office.centre.operator.execute(
        "UPDATE app.agent_authorisation SET revoked_at = now() WHERE login = %s",
        (office.person("one").login,),
    )
    answers = desk.push(*made, wish)
    assert {answer.status.value for answer in answers} <= {"applied", "flagged"}
    assert office.case(begun) in ("done", "blocked")
    assert office.centre.value("SELECT do_not_call_at IS NOT NULL FROM app.contact ORDER BY 1 DESC LIMIT 1")
    assert [(line.case_id, line.withdrawn) for line in desk.gateway.renew(desk.device)] == [(untouched.case_id, "not_authorised")]
    assert desk.gateway.renew(desk.device) == ()
    assert office.case(untouched, "state, lease_id") == ("fresh", None)


def test_what_is_no_longer_held_is_no_longer_shown(office: Office) -> None:
    desk, lines = office.leased(3)
    ids = [line.case_id for line in lines]
    assert len(desk.gateway.fetch(ids)) == 3
    office.centre.operator.execute("UPDATE app.agent_authorisation SET revoked_at = now()")
    desk.gateway.renew(desk.device)
    assert desk.gateway.fetch(ids) == ()


def test_cases_assigned_to_a_colleague_meanwhile_stay_with_the_colleague(office: Office) -> None:
    desk, (line,) = office.leased()
    late = desk.call(line, "NRP")
    office.centre.operator.execute("SELECT app.end_leases(ARRAY[%s::uuid], 'released')", (line.case_id,))
    colleague = office.desk("two")
    (theirs,) = colleague.gateway.check_out(colleague.device, 1)
    assert {(answer.status.value, answer.reason) for answer in desk.push(*late)} == {("flagged", "stale_lease")}
    assert desk.gateway.renew(desk.device) == ()
    assert [one.case_id for one in colleague.gateway.renew(colleague.device)] == [theirs.case_id]
