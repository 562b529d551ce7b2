"""What a pushed event does at the centre, type by type; and that the order of arrival does not matter."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations
import json
from random import Random
from typing import Any
from uuid import uuid4

import pytest

from cnmas_desktop.domain.case_state import CaseState
from cnmas_desktop.domain.dispositions import effect_rows
from cnmas_desktop.domain.events import BODY, Event, EventType, Key
from cnmas_desktop.messages import MESSAGES, KnownError
from cnmas_desktop.sync.protocol import AnswerStatus, LeaseLine
from tests.agent_desk import Desk, Office, instant
from tests.central_server import Centre, invented_row
from tests.office import office

__all__ = ["office"]

APPLIED = AnswerStatus.APPLIED


def applied(desk: Desk, *events: Event) -> None:
    answers = desk.push(*events)
    assert {(answer.status, answer.reason) for answer in answers} == {(APPLIED, None)}


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
        case = None if kind is EventType.UNDERTAKING_SIGNED else line
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


def phone_state(office: Office, line: LeaseLine) -> str | None:
    rows = office.centre.rows(
        "SELECT s.state FROM app.call_case c, app.standing(c.contact_id) s WHERE c.id = %s AND s.channel = 'phone'", line.case_id
    )
    return rows[0][0] if rows else None


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
    person = lambda index: invented_row(index, person_key="la même")  # noqa: E731
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
    answers = [("interview_decided", {"accepted": True}), ("answers_recorded", {"answers": {"q1": 7}})]
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
    assert {n for _, n in office.centre.rows("SELECT measure, n FROM app.rollup")} == {0}
    assert desk.gateway.fetch([line.case_id])[0].attempts[0].counts is False


def centre_attempt(event: Event) -> str:
    attempt: str = json.loads(event.text)["body"]["attempt"]
    return attempt


def test_an_incoming_call_is_no_attempt(office: Office) -> None:
    desk, (line,) = office.leased()
    applied(desk, *desk.call(line, "TERM", state="done", incoming=True))
    assert office.centre.rows("SELECT counts FROM app.reach_attempt") == [(False,)]


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


# -- order


OUTCOME = (
    "state, queue_class, callable_from, callback, disposition, last_at, result, assigned_to, interrupted_step, lease_id IS NULL"
)


def test_any_order_of_arrival_ends_the_same(office: Office) -> None:
    """Decision 10: the state is a function of the events, not of how they came. The same story, told to twelve cases."""
    outcomes = set()
    for number in range(12):
        desk, (line,) = office.leased(name=f"agent{number % 2}")
        desk.clock.ahead = datetime(2026, 11, 23, 10, tzinfo=UTC) - datetime.now(UTC)
        at = datetime(2026, 11, 24, 9, tzinfo=UTC)
        first = desk.call(line, "RACC", at=at, middle=[("interview_decided", {"accepted": False})])
        voided = desk.call(line, "TERM", state="done", at=at)
        third = desk.call(line, "NRP", at=at, middle=[("contact_change_proposed", {"field": "mail", "new": "a"}), ("offer_decided", {"offer": "B", "decision": "accepted"})])
        story = [
            *first, *voided, *third,
            desk.seal("attempt_voided", line, attempt=centre_attempt(voided[0]), reason="pas_sonne"),
            desk.seal("correction", line, supersedes=str(first[1].id), reason="erreur", replacement={"accepted": True}),
            desk.seal("correction", line, supersedes=str(third[1].id), reason="erreur", replacement={"new": "b"}),
        ]  # fmt: skip
        Random(number).shuffle(story)
        size = (1, 3, len(story))[number % 3]
        for start in range(0, len(story), size):
            desk.push(*story[start : start + size])
        row = office.case(line, OUTCOME)
        last_at = row[5]
        assert last_at is not None
        counted = office.centre.rows(
            "SELECT a.counts, a.disposition FROM app.reach_attempt a JOIN app.call_case c USING (contact_id) WHERE c.id = %s ORDER BY 1, 2",
            line.case_id,
        )
        outcomes.add((*row[:5], str(row[6]), *row[7:], str(counted)))
        desk.gateway.close()
        office.centre.operator.execute("DELETE FROM app.person_lease")
        office.centre.operator.execute("UPDATE app.call_case SET lease_id = NULL, state = 'blocked'")
    assert len(outcomes) == 1
    assert "'offer': 'accepted'" in str(outcomes)


def test_every_order_of_opt_out_and_opt_in_ends_the_same(office: Office) -> None:
    ends = set()
    for number, order in enumerate(permutations(range(4))):
        desk, (line,) = office.leased(name=f"agent{number % 2}")
        attempt = str(uuid4())
        out = desk.seal("authorisation_withdrawn", line, channel="phone")
        lifted = desk.seal("authorisation_given", line, channel="phone", words="v", attempt=attempt, lifts=str(out.id))
        again = desk.seal("authorisation_withdrawn", line, channel="phone", attempt=str(uuid4()))
        call = desk.call(line, "NRP")
        steps = [[out], [lifted], [again], call]
        for place in order:
            desk.push(*steps[place])
        ends.add((phone_state(office, line), office.case(line)))
        desk.gateway.close()
    assert ends == {("withdrawn", "blocked")}


# -- who may send what


def test_what_no_workstation_writes_is_kept_apart_and_harms_nobody(office: Office) -> None:
    changes: list[dict[str, Any]] = [
        {"device": str(uuid4())}, {"seq": 0}, {"seq": "un"}, {"v": 99}, {"type": "reward_given"}, {"body": []}, {"body": {}},
        {"at": "infinity"}, {"at": "hier"}, {"epoch": None}, {"case": None}, {"id": 5}, {"prev": None},
    ]  # fmt: skip
    desk, (line,) = office.leased()
    texts = []
    for change in changes:
        texts.append(desk.seal("note_written", line, codes=["soir"]).text)
        texts.append(json.dumps(json.loads(desk.seal("case_skipped", line, reason="x").text) | change))
    answers = desk.gateway.push(desk.device, texts)
    assert [answer.status.value for answer in answers] == ["applied", "quarantined"] * len(changes)
    assert all(f"reason.{answer.reason}" in MESSAGES for answer in answers[1::2])
    assert {text for (text,) in office.centre.rows("SELECT text FROM app.quarantine")} == set(texts[1::2])


def test_events_of_an_older_device_of_mine_are_taken(office: Office) -> None:
    """After a copy was noticed the workstation goes on under a new device, and still has to send what it had."""
    desk, (line,) = office.leased()
    note = desk.seal("note_written", line, codes=["soir"])
    renewed = office.desk("one")
    assert [answer.status for answer in renewed.gateway.push(renewed.device, [note.text])] == [APPLIED]
    assert renewed.gateway.reconcile(desk.device, 1).count == 1


def test_too_much_at_once_is_refused(office: Office) -> None:
    desk, (line,) = office.leased()
    text = desk.seal("note_written", line, codes=["soir"]).text
    for texts in ([text] * 501, [text + " " * 1_100_000]):
        with pytest.raises(KnownError) as refusal:
            desk.gateway.push(desk.device, texts)
        assert refusal.value.code == "centre.refused"
    big = text.replace("soir", "s" * 20_000)
    (answer,) = desk.gateway.push(desk.device, [big])
    assert (answer.status.value, answer.reason) == ("quarantined", "invalid")


def test_access_events_are_for_auditors_only(office: Office) -> None:
    desk, (line,) = office.leased()
    applied(desk, desk.seal("record_opened", line, purpose="appel"), desk.seal("field_revealed", line, field="adresse", purpose="appel"))
    assert office.centre.value("SELECT count(*) FROM app.event") == 0
    assert office.centre.value("SELECT count(*) FROM app.audit WHERE seq IS NOT NULL") == 2
    assert office.centre.value("SELECT count(*) FROM app.rollup") == 0


def test_the_session_cannot_turn_durability_off(office: Office) -> None:
    gateway = office.gateway("one")
    gateway._connection.execute("SET synchronous_commit = off")
    desk = Desk(gateway)
    desk.hello()
    with gateway._connection.transaction():
        gateway.push(desk.device, [])
        assert gateway._connection.execute("SHOW synchronous_commit").fetchone() == ("on",)


def test_an_agent_of_another_kind_is_refused(office: Office) -> None:
    supervisor = office.centre.add_supervisor()
    office.people["chef"] = supervisor
    gateway = office.gateway("chef")
    with pytest.raises(KnownError) as refusal:
        Desk(gateway).hello()
    assert refusal.value.code == "centre.refused"


def test_a_disabled_agent_is_refused_in_an_open_session(office: Office) -> None:
    desk, (line,) = office.leased()
    office.centre.operator.execute("UPDATE app.person SET disabled_at = now() WHERE login = %s", (office.person("one").login,))
    for call in (desk.hello, lambda: desk.push(), lambda: desk.gateway.fetch([line.case_id]), lambda: desk.gateway.renew(desk.device)):
        with pytest.raises(KnownError) as refusal:
            call()
        assert refusal.value.code == "centre.refused"


def test_replace_is_of_the_line_only(office: Office) -> None:
    """The lease id is for the reader; what authorises is (case, epoch, person)."""
    desk, (line,) = office.leased()
    applied(desk, desk.seal("note_written", replace(line, lease_id=uuid4()), codes=["soir"]))
