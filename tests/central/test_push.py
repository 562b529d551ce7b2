"""What a pushed event does at the centre, type by type; and that the order of arrival does not matter."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from cnmas_desktop.central.manager_rows import ImportRow
from cnmas_desktop.domain.case_state import CaseState
from cnmas_desktop.domain.dispositions import effect_rows
from cnmas_desktop.domain.events import BODY, EventType, Key
from cnmas_desktop.sync.protocol import AnswerStatus
from tests.agent_desk import Office, applied, centre_attempt, instant, phone_state
from tests.central_server import Centre, invented_row
from tests.office import office

__all__ = ["office"]

APPLIED = AnswerStatus.APPLIED


def valid_value(name: str, key: Key) -> Any:
    if key.choices:
        return key.choices[0]
    return {
        "uuid": str(uuid4()), "text": "essai", "code": "essai", "bool": False, "int": 3,
        "instant": "2026-11-25T10:00:00.000Z", "list": [], "object": {},
    }[key.kind]  # fmt: skip


@pytest.mark.both_servers
def test_the_centre_knows_every_type(office: Office) -> None:
    desk, lines = office.leased(len(EventType))
    for kind, line in zip(EventType, lines, strict=True):
        body = {name: valid_value(name, key) for name, key in BODY[kind].items()}
        body |= {"disposition": "NRP"} if kind is EventType.CALL_ENDED else {}
        body |= {"number": "+33199001234"} if kind is EventType.INCOMING_SLIP else {}
        case = None if kind in {EventType.UNDERTAKING_SIGNED, EventType.INCOMING_SLIP} else line
        required = {name: value for name, value in body.items() if BODY[kind][name].required}
        applied(desk, desk.seal(kind.value, case, **body), desk.seal(kind.value, case, **required))
    stored = {kind for (kind,) in office.centre.rows("SELECT type FROM app.event UNION SELECT type FROM app.audit WHERE seq > 0")}
    assert stored == set(EventType)


def test_what_a_call_leaves_behind(office: Office) -> None:
    desk, (line,) = office.leased()
    events = desk.call(
        line, "TERM", state="done",
        middle=[
            ("reached", {"who": "person"}),
            ("interview_decided", {"accepted": True}),
            ("offer_decided", {"offer": "BON", "decision": "refused", "reason": "delai"}),
            ("offer_decided", {"offer": "BON", "decision": "accepted"}),
            ("request_made", {"type": "carte", "text": "à l'adresse"}),
            ("request_made", {"type": "attestation"}),
            ("contact_change_proposed", {"field": "adresse", "old": "a", "new": "b"}),
            ("contact_change_proposed", {"field": "adresse", "old": "a", "new": "c"}),
            ("authorisation_given", {"channel": "mail", "words": "v1"}),
        ],
    )  # fmt: skip
    applied(desk, *events)
    state, disposition, result, lease = office.case(line, "state, disposition, result, lease_id")
    assert (state, disposition, lease) == ("done", "TERM", None)
    assert result == {
        "interview": "accepted",
        "offer": "accepted",
        "offer_code": "BON",
        "requests": [{"type": "carte", "text": "à l'adresse"}, {"type": "attestation", "text": ""}],
        "changes": [{"field": "adresse", "old": "a", "new": "c"}],
        "authorisations": [{"channel": "mail", "state": "given"}],
    }
    measures = dict(office.centre.rows("SELECT measure, n FROM app.rollup WHERE measure NOT LIKE 'hour:%'"))
    assert measures == {
        "attempts": 1, "reached": 1, "interviews": 1, "offer_accepted": 1, "offer_refused": 1, "disposition:TERM": 1,
    }  # fmt: skip
    assert office.centre.rows("SELECT counts, disposition FROM app.reach_attempt") == [(True, "TERM")]
    assert office.centre.value("SELECT count(*) FROM app.person_lease") == 0
    assert office.centre.value("SELECT count(*) FROM app.number_lease") == 0
    assert office.centre.value("SELECT end_reason FROM app.lease") == "finished"
    desk.push(*events)
    assert dict(office.centre.rows("SELECT measure, n FROM app.rollup WHERE measure NOT LIKE 'hour:%'")) == measures


def test_a_proposal_is_clamped_by_the_disposition(office: Office) -> None:
    """A workstation may propose what the catalogue allows, and no later than it allows; the first state is the fallback."""
    effects = effect_rows()
    desk, lines = office.leased(len(effects))
    far = desk.clock.now() + timedelta(days=3650)
    for effect, line in zip(effects, lines, strict=True):
        foreign = next(state.value for state in CaseState if state not in effect["allowed_states"])
        applied(desk, *desk.call(line, effect["disposition"], state=foreign, at=far))
        state, callable_from = office.case(line, "state, callable_from")
        assert state == effect["allowed_states"][0]
        assert callable_from <= desk.clock.now() + timedelta(days=effect["max_next_days"])


def test_an_unknown_disposition_is_kept_apart(office: Office) -> None:
    desk, (line,) = office.leased()
    answers = desk.push(*desk.call(line, "XXL"))
    assert [(answer.status.value, answer.reason) for answer in answers] == [("applied", None), ("quarantined", "invalid")]
    assert office.case(line) == "fresh"


def test_a_retry_stays_with_the_agent_and_one_beyond_the_lease_goes_back(office: Office) -> None:
    desk, (near, beyond) = office.leased(2)
    applied(desk, *desk.call(near, "NRP", at=desk.clock.now() + timedelta(minutes=5)))
    applied(desk, *desk.call(beyond, "NRP", at=desk.clock.now() + timedelta(days=9)))
    assert [line.case_id for line in desk.gateway.renew(desk.device)] == [near.case_id]
    assert office.case(beyond, "state, lease_id") == ("retry", None)


def test_a_callback_is_kept_with_its_moment(office: Office) -> None:
    desk, (line,) = office.leased()
    at = desk.clock.now().replace(microsecond=0) + timedelta(hours=4)
    promise = ("callback_set", {"kind": "firm", "at": instant(at), "zone": "Europe/Paris", "with": "person"})
    applied(desk, *desk.call(line, "RDV", state="callback", at=at, middle=[promise], queue_class=1))
    (payload,) = desk.gateway.fetch([line.case_id])
    assert (payload.state, payload.queue_class, payload.callable_from) == ("callback", 1, at)
    assert payload.callback is not None
    assert (payload.callback.kind, payload.callback.at, payload.callback.zone) == ("firm", at, "Europe/Paris")
    applied(desk, *desk.call(line, "NRP"))
    assert desk.gateway.fetch([line.case_id])[0].callback is None


def test_a_case_planned_without_a_call(office: Office) -> None:
    desk, (line,) = office.leased()
    at = desk.clock.now().replace(microsecond=0) + timedelta(hours=2)
    applied(desk, desk.seal("callback_set", line, kind="soft", at=instant(at), zone="Europe/Paris", **{"with": "person"}))
    assert office.case(line, "state, queue_class, callable_from") == ("callback", 2, at)


# -- authorisations


def test_an_opt_out_is_sticky_but_for_an_opt_in_that_names_it(office: Office) -> None:
    desk, (line,) = office.leased()
    out = desk.seal("authorisation_withdrawn", line, channel="phone")
    applied(desk, out)
    assert (phone_state(office, line), office.case(line)) == ("withdrawn", "blocked")
    attempt = str(uuid4())
    unaware = desk.seal("authorisation_given", line, channel="phone", words="v1", attempt=attempt)
    stranger = desk.seal("authorisation_given", line, channel="phone", words="v1", attempt=attempt, lifts=str(uuid4()))
    slip = desk.seal("correction", line, supersedes=str(out.id), reason="erreur")
    desk.push(unaware, stranger, slip, *desk.call(line, "NRP"))
    assert (phone_state(office, line), office.case(line)) == ("withdrawn", "blocked")
    aware = desk.seal("authorisation_given", line, channel="phone", words="v1", attempt=attempt, lifts=str(out.id))
    desk.push(aware)
    assert (phone_state(office, line), office.case(line)) == ("given", "retry")
    again = desk.seal("authorisation_withdrawn", line, channel="phone")
    desk.push(again)
    assert (phone_state(office, line), office.case(line)) == ("withdrawn", "blocked")


def test_a_corrected_opt_in_is_none(office: Office) -> None:
    desk, (line,) = office.leased()
    given = desk.seal("authorisation_given", line, channel="mail", words="v1", attempt=str(uuid4()))
    applied(desk, given, desk.seal("correction", line, supersedes=str(given.id), reason="erreur"))
    assert desk.gateway.fetch([line.case_id])[0].authorisations == ()
    assert office.case(line, "result") == {}


@pytest.mark.parametrize("disposition", ["OPTOUT", "OPPO", "DCD"])
def test_what_stops_a_person_stops_all_their_cases(centre: Centre, disposition: str) -> None:
    office = Office(centre, regime="study" if disposition == "OPPO" else "service")
    centre.plain_campaign("AUTRE", regime=office.regime)

    def person(index: int) -> ImportRow:
        return invented_row(index, person_key="la même")

    centre.import_people("ESSAI", 1, make=person)
    (held_elsewhere,) = centre.import_people("AUTRE", 1, make=person, start=5)
    desk = office.desk()
    lines = desk.gateway.check_out(desk.device, 5)
    line = next(one for one in lines if one.campaign == "ESSAI")
    assert len(lines) == 2
    applied(desk, *desk.call(line, disposition, state="blocked"))
    assert centre.value("SELECT state FROM app.call_case WHERE id = %s", held_elsewhere) == "blocked"
    assert desk.gateway.renew(desk.device) == ()
    office.close()


def test_the_case_of_another_holder_is_withdrawn_by_an_opt_out(office: Office) -> None:
    """A number handed from agent to agent: the first one's late opt-out takes the case from the second."""
    desk, (line,) = office.leased()
    late = desk.seal("authorisation_withdrawn", line, channel="phone")
    office.centre.operator.execute("SELECT app.end_leases(ARRAY[%s::uuid], 'released')", (line.case_id,))
    other = office.desk("two")
    (second,) = other.gateway.check_out(other.device, 1)
    desk.push(late)
    assert [(one.case_id, one.withdrawn) for one in other.gateway.renew(other.device)] == [(second.case_id, "opted_out")]
    assert other.gateway.renew(other.device) == ()


# -- studies


def test_answers_lie_apart_and_go_with_an_opposition(centre: Centre) -> None:
    office = Office(centre, regime="study")
    desk, (line,) = office.leased()
    answers: list[tuple[str, dict[str, Any]]] = [("interview_decided", {"accepted": True}), ("answers_recorded", {"answers": {"q1": 7}})]
    applied(desk, *desk.call(line, "TERM", state="done", middle=answers))
    assert centre.rows("SELECT answers FROM app.study_answer") == [({"q1": 7},)]
    assert centre.value("SELECT text FROM app.event WHERE type = 'answers_recorded'") == ""
    assert desk.gateway.reconcile(desk.device, 1).count == desk.seq
    applied(desk, desk.seal("opposition_made", line))
    assert centre.rows("SELECT answers FROM app.study_answer") == []
    assert office.case(line, "state, result") == ("blocked", {})
    desk.push(desk.seal("answers_recorded", line, attempt=str(uuid4()), answers={"q1": 8}))
    assert centre.rows("SELECT answers FROM app.study_answer") == []
    office.close()


# -- numbers


def test_a_wrong_number_blocks_it_for_every_case_until_corrected(office: Office) -> None:
    desk, (line,) = office.leased()
    events = desk.call(line, "FNUM", state="exhausted")
    applied(desk, *events)
    assert office.centre.value("SELECT wrong_at IS NOT NULL FROM app.reach") is True
    assert office.case(line) == "exhausted"
    applied(desk, desk.seal("correction", line, supersedes=str(events[-1].id), reason="erreur", replacement={"disposition": "NRP"}))
    assert office.centre.value("SELECT wrong_at IS NULL FROM app.reach") is True
    measures = dict(office.centre.rows("SELECT measure, n FROM app.rollup WHERE measure LIKE 'disposition:%'"))
    assert measures == {"disposition:FNUM": 0, "disposition:NRP": 1}


def test_a_voided_attempt_weighs_on_nothing(office: Office) -> None:
    desk, (line,) = office.leased()
    started, *_ = desk.call(line, "NRP")
    attempt = centre_attempt(started)
    applied(desk, started, desk.seal("attempt_voided", line, attempt=attempt, reason="pas_sonne"))
    assert office.centre.rows("SELECT counts FROM app.reach_attempt") == [(False,)]
    assert office.case(line, "state, queue_class") == ("fresh", 5)
    assert office.centre.rows("SELECT measure, n FROM app.rollup WHERE n <> 0") == []
    assert desk.gateway.fetch([line.case_id])[0].attempts[0].counts is False


def test_an_incoming_call_is_no_attempt(office: Office) -> None:
    desk, (line,) = office.leased()
    applied(desk, *desk.call(line, "TERM", state="done", incoming=True))
    (ended,) = office.centre.rows("SELECT id FROM app.event WHERE type = 'call_ended'")[0]
    applied(desk, desk.seal("correction", line, supersedes=str(ended), reason="erreur", replacement={"disposition": "PART"}))
    assert office.centre.rows("SELECT counts FROM app.reach_attempt") == [(False,)], "nor does a correction make it one"


# -- corrections


def test_a_correction_stands_where_the_event_stood(office: Office) -> None:
    """The first of two calls is corrected: the second still has the last word; the offer comes from the correction."""
    desk, (line,) = office.leased()
    first = desk.call(line, "RACC", middle=[("offer_decided", {"offer": "BON", "decision": "refused"})])
    second = desk.call(line, "NRP")
    applied(desk, *first, *second)
    fix = desk.seal("correction", line, supersedes=str(first[1].id), reason="erreur", replacement={"decision": "accepted"})
    other = desk.seal("correction", line, supersedes=str(first[-1].id), reason="erreur", replacement={"disposition": "OCC"})
    applied(desk, fix, other)
    assert office.case(line, "state, disposition") == ("retry", "NRP")
    assert office.case(line, "result ->> 'offer'") == "accepted"
    applied(desk, desk.seal("correction", line, supersedes=str(fix.id), reason="erreur", replacement={"decision": "undecided"}))
    assert office.case(line, "result ->> 'offer'") == "undecided"


def test_a_case_may_be_confided_to_a_colleague(office: Office) -> None:
    desk, (line,) = office.leased()
    colleague = office.person("two").login
    handed = ("handed_over", {"to_kind": "colleague", "to": colleague, "reason": "langue"})
    applied(desk, *desk.call(line, "CONF", state="supervisor", middle=[handed]))
    assert office.case(line, "state, assigned_to") == ("callback", colleague)
    desk, (line,) = office.leased()
    nobody = ("handed_over", {"to_kind": "colleague", "to": "inconnu", "reason": "langue"})
    applied(desk, *desk.call(line, "CONF", state="supervisor", middle=[nobody]))
    assert office.case(line, "state, assigned_to") == ("supervisor", None)


def test_a_supervisor_has_the_last_word_over_older_leases(office: Office) -> None:
    desk, (line,) = office.leased()
    late = desk.call(line, "NRP")
    office.centre.operator.execute("SELECT app.end_leases(ARRAY[%s::uuid], 'released')", (line.case_id,))
    office.centre.operator.execute(
        "UPDATE app.call_case SET state = 'done', decided_state = 'done', decided_epoch = epoch, epoch = epoch + 1 WHERE id = %s",
        (line.case_id,),
    )
    desk.push(*late)
    assert office.case(line) == "done"


def test_a_case_closed_by_a_late_result_is_not_called_again(office: Office) -> None:
    """An interview completed under an older lease, told after a newer lease met no answer: the person is not disturbed again."""
    desk, (line,) = office.leased()
    finished = desk.call(line, "TERM", state="done")
    office.centre.operator.execute("SELECT app.end_leases(ARRAY[%s::uuid], 'released')", (line.case_id,))
    other = office.desk("agent1")
    (newer,) = other.gateway.check_out(other.device, 1)
    assert newer.case_id == line.case_id
    other.push(*other.call(newer, "NRP", state="retry"))
    assert office.case(line) == "retry"
    desk.push(*finished)
    assert office.case(line, "state, disposition") == ("done", "TERM")
