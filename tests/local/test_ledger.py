"""What the agent did is kept whole: state, events, outbox and open call together, in a sequence without gaps."""

from datetime import timedelta
import json
from uuid import UUID

import pytest

from cnmas_desktop.domain.events import EventDraft, EventType, digest
from cnmas_desktop.local.drafts import OpenCall
from cnmas_desktop.messages import KnownError
from cnmas_desktop.sync.protocol import Callback
from tests.local.store import MORNING, Desk, ended, hello, payload, payload_like, ref


def test_an_outcome_is_one_thing_with_its_case_and_the_closing_of_the_call(desk: Desk) -> None:
    case = payload(1)
    desk.lease([case])
    desk.dial(case)
    assert desk.drafts.open_call() == OpenCall((case.case_id,), '{"step":"ringing"}')
    desk.end(case)
    held = desk.shelf.case(case.case_id)
    assert held is not None
    assert (held.payload.state, held.worked_at) == ("done", MORNING)
    assert desk.drafts.open_call() is None
    assert [row.type for row in desk.outbox.waiting()] == [EventType.CALL_STARTED, EventType.CALL_ENDED]


def test_events_are_chained_without_gaps_over_restarts(desk: Desk) -> None:
    case = payload(1)
    desk.lease([case])
    texts = [desk.dial(case)[0], *desk.end(case)]
    desk.database.close()
    with Desk(desk.folder, seed=2) as later:
        texts += later.ledger.record([ended(case, later.world), ended(case, later.world)])
        kept = [json.loads(event.text) for event in later.replica.pending(10, 1 << 20)]
    assert [one["seq"] for one in kept] == [1, 2, 3, 4]
    assert [one["prev"] for one in kept] == ["", *(event.sha256 for event in texts[:-1])]
    assert len({one["device"] for one in kept}) == 1


def test_the_bytes_sealed_are_the_bytes_sent(desk: Desk) -> None:
    case = payload(1)
    desk.lease([case])
    (event,) = desk.ledger.record([EventDraft(EventType.NOTE_WRITTEN, ref(case), {"codes": [], "text": "é œ 😀 \u2028"})])
    (sent,) = desk.replica.pending(1, 1)
    assert sent.text == event.text
    assert digest(sent.text) == event.sha256


def test_a_refused_text_leaves_nothing_of_the_save(desk: Desk) -> None:
    case = payload(1)
    desk.lease([case])
    poison = EventDraft(EventType.NOTE_WRITTEN, ref(case), {"codes": [], "text": "a\x00b"})
    with pytest.raises(KnownError) as refused:
        desk.ledger.record([ended(case, desk.world), poison], [payload_like(case, state="done")], None)
    assert refused.value.code == "event.text_refused"
    assert desk.outbox.count().waiting == 0
    held = desk.shelf.case(case.case_id)
    assert held is not None
    assert held.payload == case


def test_a_case_that_is_not_here_cannot_be_recorded_on(desk: Desk) -> None:
    with pytest.raises(KeyError):
        desk.end(payload(1))
    assert desk.outbox.count().waiting == 0


def test_a_number_that_is_not_the_persons_cannot_be_dialled(desk: Desk) -> None:
    desk.lease([payload(1)])
    with pytest.raises(KeyError):
        desk.dial(payload(1, phones=payload(2).phones))


def test_a_fact_outside_the_call_leaves_the_call_open(desk: Desk) -> None:
    case = payload(1)
    desk.lease([case])
    desk.dial(case)
    desk.drafts.save_typed({"text": "rappeler le soir"})
    desk.ledger.record([EventDraft(EventType.UNDERTAKING_SIGNED, None, {"version": "1"})])
    assert desk.drafts.open_call() == OpenCall((case.case_id,), '{"step":"ringing"}', {"text": "rappeler le soir"})


def test_what_is_typed_survives_a_restart(desk: Desk) -> None:
    desk.ledger.record([], [], OpenCall((UUID(int=7), UUID(int=8)), "{}"))
    desk.drafts.save_typed({"new": "12 rue des Fictions"})
    desk.database.close()
    with Desk(desk.folder) as later:
        assert later.drafts.open_call() == OpenCall((UUID(int=7), UUID(int=8)), "{}", {"new": "12 rue des Fictions"})


def test_an_attempt_counts_for_the_person_and_for_the_number_until_it_is_voided(desk: Desk) -> None:
    case, neighbour = payload(1), payload(2, phones=payload(1).phones)
    desk.lease([case, neighbour])
    (started,) = desk.dial(case)
    number = case.phones[0].e164
    long_ago = MORNING - timedelta(days=30)
    assert [one.at for one in desk.shelf.attempts_on(neighbour.person_id, [number], long_ago)] == [MORNING]
    assert [one.counts for one in desk.shelf.attempts_on(case.person_id, [], long_ago)] == [True]
    attempt = json.loads(started.text)["body"]["attempt"]
    desk.ledger.record([EventDraft(EventType.ATTEMPT_VOIDED, ref(case), {"attempt": attempt, "reason": "no_ring"})])
    assert [one.counts for one in desk.shelf.attempts_on(case.person_id, [number], long_ago)] == [False]


def test_an_incoming_call_is_no_attempt(desk: Desk) -> None:
    case = payload(1)
    desk.lease([case])
    body = {"attempt": str(UUID(int=5)), "phone": str(case.phones[0].id), "cases": [], "incoming": True, "rule": "public_service", "zone": "Europe/Paris"}  # fmt: skip
    desk.ledger.record([EventDraft(EventType.CALL_STARTED, ref(case), body)])
    assert desk.shelf.attempts_on(case.person_id, [case.phones[0].e164], MORNING - timedelta(days=30)) == ()


def test_the_fault_points_stand_around_the_commit(desk: Desk) -> None:
    seen: list[tuple[str, int]] = []

    def look(point: str) -> None:
        with desk.database.sync.reading() as connection:
            seen.append((point, connection.exec_driver_sql("SELECT count(*) FROM outbox").scalar_one()))

    case = payload(1)
    desk.lease([case])
    desk.fault = look
    desk.end(case)
    assert seen == [("record.before_commit", 0), ("record.after_commit", 1)]


def test_a_case_updated_after_its_withdrawal_does_not_come_back_to_the_queue(desk: Desk) -> None:
    case = payload(1)
    desk.lease([case])
    desk.dial(case)
    desk.replica.apply([], MORNING)
    at = MORNING + timedelta(hours=2)
    desk.ledger.record(
        [ended(case, desk.world)],
        [payload_like(case, state="callback", callback=Callback("soft", at, "Europe/Paris"))],
        None,
    )
    assert list(desk.shelf.ready(MORNING)) == []
    assert desk.shelf.callbacks(at + timedelta(days=1)) == ()


class TestClock:
    def test_unknown_before_the_first_hello(self, desk: Desk) -> None:
        assert not desk.ledger.clock_trusted()

    @pytest.mark.parametrize(("offset", "trusted"), [(0, True), (299, True), (-301, False), (86400, False)])
    def test_near_the_centre(self, desk: Desk, offset: float, trusted: bool) -> None:
        desk.replica.record_hello(hello(), offset)
        assert desk.ledger.clock_trusted() is trusted

    def test_time_gone_back(self, desk: Desk) -> None:
        desk.replica.record_hello(hello(), 0)
        desk.clock.pass_(timedelta(hours=2))
        desk.ledger.record([EventDraft(EventType.UNDERTAKING_SIGNED, None, {"version": "1"})])
        desk.clock.boot, desk.clock.up = "boot-2", 0
        desk.clock.time -= timedelta(hours=1)
        assert not desk.ledger.clock_trusted()

    def test_a_jump_within_the_session_and_its_mark_on_the_event(self, desk: Desk) -> None:
        desk.replica.record_hello(hello(), 0)
        assert desk.ledger.clock_trusted()
        desk.clock.time += timedelta(hours=1)
        assert not desk.ledger.clock_trusted()
        (event,) = desk.ledger.record([EventDraft(EventType.UNDERTAKING_SIGNED, None, {"version": "1"})])
        assert json.loads(event.text)["trusted"] is False

    def test_a_new_session_later_the_same_day(self, desk: Desk) -> None:
        desk.replica.record_hello(hello(), 0)
        desk.clock.time += timedelta(hours=5)
        desk.clock.boot, desk.clock.up = "boot-2", 3
        assert desk.ledger.clock_trusted()
