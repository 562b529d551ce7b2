"""Pushes in any order, and what no workstation writes: the end is the same, and nobody else is harmed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations
import json
from random import Random
from typing import Any
from uuid import uuid4

import pytest

from cnmas_desktop.messages import MESSAGES, KnownError
from cnmas_desktop.sync.protocol import AnswerStatus
from tests.agent_desk import Desk, Office, applied, centre_attempt, phone_state
from tests.office import office

__all__ = ["office"]

APPLIED = AnswerStatus.APPLIED


# -- order


KEPT = (
    "SELECT t::text FROM app.case_tally(NULL) t ORDER BY 1",
    "SELECT t::text FROM app.fact_tally('ESSAI', NULL) t ORDER BY 1",
)
OUTCOME = "state, queue_class, callable_from, callback, disposition, last_at, result, assigned_to, interrupted_step, lease_id IS NULL"


def test_any_order_of_arrival_ends_the_same(office: Office) -> None:
    """Decision 10: the state is a function of the events, not of how they came. The same story, told to twelve cases."""
    outcomes = set()
    began = (datetime.now(UTC) + timedelta(days=1)).replace(hour=10, minute=0, second=0, microsecond=0)
    at = began + timedelta(days=3)  # beyond any lease
    for number in range(12):
        desk, (line,) = office.leased(name=f"agent{number % 2}")
        desk.clock.ahead = began - datetime.now(UTC)
        first = desk.call(line, "RACC", at=at, middle=[("interview_decided", {"accepted": False})])
        voided = desk.call(line, "TERM", state="done", at=at)
        third = desk.call(
            line,
            "NRP",
            at=at,
            middle=[("contact_change_proposed", {"field": "mail", "new": "a"}), ("offer_decided", {"offer": "B", "decision": "accepted"})],
        )
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
    # A correction or a voiding that came before what it speaks of is in the figures as one that came after; the counts are a recount.
    told = office.centre.rows("SELECT measure, sum(n) FROM app.rollup WHERE measure NOT LIKE 'hour:%' GROUP BY 1 HAVING sum(n) <> 0")
    assert dict(told) == {"attempts": 24, "disposition:RACC": 12, "disposition:NRP": 12, "interviews": 12, "offer_accepted": 12}
    office.centre.operator.execute("SELECT app.fold_facts()")
    kept = [office.centre.rows(query) for query in KEPT]
    office.centre.operator.execute("SELECT app.recount_cases()")
    assert [office.centre.rows(query) for query in KEPT] == kept


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
