"""F12: the campaign closed while the agent was offline: results are accepted and flagged, the queue is emptied, the agent told."""

from tests.agent_desk import Office
from tests.office import office

__all__ = ["office"]


def test_results_after_the_close(office: Office) -> None:
    desk, (begun, untouched) = office.leased(2)
    made = desk.call(begun, "TERM", state="done", middle=[("interview_decided", {"accepted": True})])
    office.centre.operator.execute("UPDATE app.campaign SET state = 'closed', closed_at = now()")
    answers = desk.push(*made)
    assert {(answer.status.value, answer.reason) for answer in answers} == {("flagged", "after_close")}
    assert office.case(begun, "state, result ->> 'interview'") == ("done", "accepted")
    assert [(line.case_id, line.withdrawn) for line in desk.gateway.renew(desk.device)] == [(untouched.case_id, "closed")]
    assert desk.gateway.renew(desk.device) == ()
    assert office.case(untouched, "state, lease_id") == ("fresh", None)


def test_a_campaign_whose_last_day_has_passed_is_closed_too(office: Office) -> None:
    desk, (line,) = office.leased()
    made = desk.call(line)
    office.centre.operator.execute("UPDATE app.campaign SET closes_at = now() - interval '1 second'")
    assert {answer.reason for answer in desk.push(*made)} == {"after_close"}
    assert [one.withdrawn for one in desk.gateway.renew(desk.device)] == ["closed"]
