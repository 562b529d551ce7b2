"""The store under the sync: what waits, what was answered, and the set held, swapped as a difference."""

from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest

from cnmas_desktop.domain.events import Event, EventDraft, EventType, digest, window_digest
from cnmas_desktop.local.replica import LENGTHENED_AT_ONCE, Replica
from cnmas_desktop.local.standing import read_standing
from cnmas_desktop.sync.courtesy import TOGETHER, Courtesy
from cnmas_desktop.sync.protocol import AnswerStatus, Policy, VersionRef
from tests.local.store import MORNING, Desk, ended, hello, lease, payload, ref

DAY = timedelta(days=1)
MANY = [payload(number) for number in range(1, 2 * LENGTHENED_AT_ONCE + 2)]


def work(desk: Desk, count: int = 1) -> None:
    """`count` facts on case 1."""
    for _ in range(count):
        desk.ledger.record([ended(payload(1), desk.world)])


@pytest.fixture(autouse=True)
def _one_case(desk: Desk) -> None:
    desk.lease([payload(1), payload(2)])


def held(desk: Desk) -> set[int]:
    return {case_id.int & 0xFFFF for case_id in desk.replica.held()}


class TestOutbox:
    def test_refusals_to_be_called_go_first(self, desk: Desk) -> None:
        work(desk, 2)
        desk.ledger.record([EventDraft(EventType.AUTHORISATION_WITHDRAWN, ref(payload(1)), {"channel": "phone"})])
        work(desk)
        assert [event.seq for event in desk.replica.pending(10, 1 << 20)] == [3, 1, 2, 4]

    def test_a_batch_is_limited_and_never_empty_while_something_waits(self, desk: Desk) -> None:
        work(desk, 5)
        assert len(desk.replica.pending(3, 1 << 20)) == 3
        assert [row.at for row in desk.outbox.latest(MORNING, 2)] == [row.at for row in desk.outbox.waiting()[:2:-1]]
        size = len(desk.replica.pending(2, 1 << 20)[1].text.encode())
        assert len(desk.replica.pending(5, 2 * size + 10)) == 2
        assert len(desk.replica.pending(5, 1)) == 1

    def test_what_is_on_its_way_is_not_in_the_next_batch_and_a_refusal_made_meanwhile_is_first(self, desk: Desk) -> None:
        work(desk, 5)
        gone = desk.replica.pending(2, 1 << 20)
        desk.ledger.record([EventDraft(EventType.AUTHORISATION_WITHDRAWN, ref(payload(1)), {"channel": "phone"})])
        assert [event.seq for event in desk.replica.pending(3, 1 << 20, gone)] == [6, 3, 4]
        assert desk.replica.pending(9, 1 << 20, desk.replica.pending(9, 1 << 20)) == ()

    @pytest.mark.parametrize("status", list(AnswerStatus))
    def test_any_answer_ends_the_wait_and_remarks_are_listed(self, desk: Desk, status: AnswerStatus) -> None:
        work(desk)
        desk.push(status, "stale_lease")
        assert desk.replica.pending(10, 1 << 20) == ()
        remarks = [(row.answer, row.reason) for row in desk.outbox.latest(MORNING + DAY, 9)]
        assert remarks == ([] if status in ("applied", "duplicate") else [(status, "stale_lease")])
        count = desk.outbox.count()
        assert (count.waiting, count.flagged + count.quarantined) == (0, len(remarks))
        assert [row.seq for row in desk.outbox.received(MORNING)] == [1]

    def test_the_figures_for_reconciliation_are_over_what_was_acknowledged(self, desk: Desk) -> None:
        work(desk, 3)
        lines = [(event.seq, digest(event.text)) for event in desk.replica.pending(10, 1 << 20)]
        assert desk.replica.digests(1).count == 0
        desk.push()
        work(desk)
        figures = desk.replica.digests(2)
        assert (figures.count, figures.max_seq, figures.digests) == (2, 3, {0: window_digest(lines[1:])})

    def test_ranges_wait_again(self, desk: Desk) -> None:
        work(desk, 5)
        desk.push()
        assert desk.replica.send_again([(2, 3), (5, 9)]) == 3
        assert [event.seq for event in desk.replica.pending(10, 1 << 20)] == [2, 3, 5]

    def test_after_a_failover_what_the_former_server_acknowledged_waits_again(self, desk: Desk) -> None:
        desk.replica.record_hello(hello("1"), 0)
        work(desk, 2)
        desk.push(timeline="1")
        desk.replica.record_hello(hello("1"), 0)
        assert desk.outbox.count().waiting == 0
        desk.replica.record_hello(hello("2"), 0)
        assert desk.outbox.count().waiting == 2

    def test_bytes_go_after_a_week_and_the_chain_goes_on(self, desk: Desk) -> None:
        work(desk, 2)
        desk.push()
        desk.clock.pass_(3 * DAY)
        work(desk)
        desk.push()
        desk.clock.pass_(5 * DAY)
        desk.replica.finish(desk.clock.now())
        assert desk.replica.oldest_kept_seq() == 3
        assert desk.replica.digests(3).count == 1
        assert desk.replica.send_again([(1, 2)]) == 0
        desk.clock.pass_(5 * DAY)
        desk.replica.finish(desk.clock.now())
        assert desk.replica.oldest_kept_seq() == 4
        desk.lease([payload(1)], until=desk.clock.now() + DAY)
        (event,) = desk.ledger.record([ended(payload(1), desk.world)])
        assert event.seq == 4
        assert '"prev":""' not in event.text

    def test_what_was_not_acknowledged_is_never_purged(self, desk: Desk) -> None:
        work(desk)
        desk.clock.pass_(400 * DAY)
        desk.replica.finish(desk.clock.now())
        assert desk.outbox.count().waiting == 1
        assert held(desk) == {1}

    def test_a_cloned_store_takes_a_new_device_and_sends_both_pasts(self, desk: Desk) -> None:
        work(desk, 2)
        former = desk.replica.hello_request().device_id
        desk.replica.renew_identity()
        assert desk.replica.hello_request().device_id != former
        assert desk.replica.hello_request().last_seq == 0
        (event,) = desk.ledger.record([ended(payload(1), desk.world)])
        assert (event.seq, '"prev":""' in event.text, str(former) in event.text) == (1, True, False)
        assert [one.seq for one in desk.replica.pending(10, 1 << 20)] == [1, 2, 1]
        assert desk.push() == 3
        assert desk.replica.pending(10, 1 << 20) == ()
        assert (desk.replica.digests(1).count, desk.replica.oldest_kept_seq()) == (1, 1)


class TestSet:
    def test_staged_payloads_show_only_after_the_swap(self, desk: Desk) -> None:
        desk.replica.stage([payload(3)])
        assert held(desk) == {1, 2}
        assert desk.replica.apply([lease(payload(number)) for number in (1, 2, 3)], MORNING) == 3
        assert held(desk) == {1, 2, 3}

    def test_what_is_no_longer_leased_and_was_not_worked_on_goes_at_once(self, desk: Desk) -> None:
        assert desk.replica.apply([lease(payload(1))], MORNING) == 1
        assert held(desk) == {1}

    def test_a_withdrawn_case_leaves_the_queue_at_once_and_the_store_once_acknowledged(self, desk: Desk) -> None:
        work(desk)
        lines = [lease(payload(1), withdrawn="opposition"), lease(payload(2))]
        assert desk.replica.apply(lines, MORNING) == 1
        assert [one.payload for one in desk.shelf.ready(MORNING)] == [payload(2)]
        assert held(desk) == {1, 2}
        desk.push()
        desk.replica.apply(lines, MORNING)
        assert held(desk) == {2}

    def test_an_open_call_keeps_its_case_and_its_payload(self, desk: Desk) -> None:
        desk.dial(payload(1))
        desk.push()
        desk.replica.stage([payload(1, revision=2, fields={"nom": "Autre"})])
        desk.replica.apply([lease(payload(1), revision=2)], MORNING)
        case = desk.shelf.case(payload(1).case_id)
        assert case is not None
        assert case.payload == payload(1)
        assert desk.replica.held()[payload(1).case_id] == 1, "the next sync must fetch it again"
        desk.replica.apply([], MORNING)
        assert held(desk) == {1}

    def test_work_not_yet_acknowledged_is_not_overwritten_by_an_older_payload(self, desk: Desk) -> None:
        desk.end(payload(1))
        desk.replica.stage([payload(1, revision=2)])
        desk.replica.apply([lease(payload(1), revision=2), lease(payload(2))], MORNING)
        case = desk.shelf.case(payload(1).case_id)
        assert case is not None
        assert case.payload.state == "done"

    def test_a_renewal_moves_the_dates_and_gives_a_lost_lease_back(self, desk: Desk) -> None:
        work(desk)
        desk.replica.apply([], MORNING)
        desk.replica.apply([lease(payload(1), epoch=2, until=MORNING + 3 * DAY)], MORNING)
        case = desk.shelf.case(payload(1).case_id)
        assert case is not None
        assert (case.epoch, case.until, case.withdrawn) == (2, MORNING + 3 * DAY, None)
        assert next(desk.shelf.ready(MORNING)).payload == payload(1)

    def test_renewals_come_by_the_dozen(self, desk: Desk) -> None:
        """Every sync of a queue renews all its leases together."""
        until = MORNING + 5 * DAY
        desk.replica.apply([lease(payload(number), until=until) for number in (1, 2)], MORNING)
        assert [case.until for case in desk.shelf.ready(MORNING)] == [until, until]

    def test_how_many_more_the_queue_can_take(self, desk: Desk) -> None:
        assert desk.replica.wanted(Policy(lease_size=10, lease_cap=20)) == 8
        assert desk.replica.wanted(Policy(lease_size=10, lease_cap=5)) == 3
        desk.end(payload(1))
        assert desk.replica.wanted(Policy(lease_size=10, lease_cap=20)) == 9
        assert desk.replica.wanted(Policy(lease_size=1)) == 0

    def test_a_field_the_new_version_drops_is_erased_from_what_is_held(self, desk: Desk) -> None:
        from cnmas_desktop.domain.campaigns import catalogue

        campaign = next(one for one in catalogue() if any(f.name == "nom" and f.travels for f in one.fields))
        case = payload(5, campaign=campaign.code, fields={"nom": "Fictif", "champ_retire": "secret"})
        desk.lease([case])
        desk.replica.store_version(VersionRef(campaign.code, "2", campaign.sha256), campaign.text)
        desk.replica.apply([lease(case, version="2")], MORNING)
        held_case = desk.shelf.case(case.case_id)
        assert held_case is not None
        assert (held_case.payload.fields, held_case.payload.version) == ({"nom": "Fictif"}, "2")

    def test_a_version_no_case_names_goes_when_a_newer_one_is_here(self, desk: Desk) -> None:
        old, new = VersionRef("GRIPPE", "0", "a"), VersionRef("GRIPPE", "1", "b")
        desk.replica.store_version(old, "ancienne")
        desk.clock.pass_(timedelta(seconds=1))
        desk.replica.store_version(new, "nouvelle")
        desk.replica.finish(desk.clock.now())
        assert desk.replica.versions() == (old, new)  # what changed is told against the one that the agent knows
        desk.ledger.record([EventDraft(EventType.SCRIPT_READ, None, {"campaign": "GRIPPE", "version": "1"})])
        desk.replica.finish(desk.clock.now())
        assert desk.replica.versions() == (new,)
        assert desk.shelf.campaign_text("GRIPPE", "1") == "nouvelle"


class TestRetention:
    def test_who_was_called_stays_readable_until_the_evening(self, desk: Desk) -> None:
        desk.end(payload(1))
        desk.push()
        desk.replica.apply([], MORNING)
        desk.clock.pass_(timedelta(hours=8))
        desk.replica.finish(desk.clock.now())
        assert held(desk) == {1}
        desk.clock.pass_(timedelta(hours=16))
        desk.replica.finish(desk.clock.now())
        assert held(desk) == set()
        assert desk.shelf.attempts_on(payload(1).person_id, ["+33199000001"], MORNING - DAY) == ()

    def test_a_lease_that_still_runs_keeps_its_case_overnight(self, desk: Desk) -> None:
        desk.clock.pass_(DAY)
        desk.replica.finish(desk.clock.now())
        assert held(desk) == {1, 2}
        desk.clock.pass_(DAY)
        desk.replica.finish(desk.clock.now())
        assert held(desk) == set()


def test_the_last_hello_is_remembered(desk: Desk) -> None:
    assert read_standing(desk.database.main) is None
    desk.replica.record_hello(hello(password_expires_at=MORNING + DAY), 2.5)
    desk.replica.finish(MORNING)
    standing = read_standing(desk.database.main)
    assert standing is not None
    assert (standing.person, standing.policy) == (hello().person, Policy())
    assert (standing.clock_offset, standing.synced_at, standing.password_expires_at) == (
        2.5,
        MORNING,
        MORNING + DAY,
    )
    assert standing.device_id == desk.replica.hello_request().device_id


def shelved(desk: Desk) -> tuple[int, int]:
    """Payloads in the store, and how many of them no case names."""
    with desk.database.main.reading() as connection:
        rows = connection.exec_driver_sql("SELECT payload_id IN (SELECT payload_id FROM cases) FROM payloads").scalars().all()
    return len(rows), rows.count(0)


def test_what_a_cut_sync_put_aside_is_gone_after_the_next_swap(tmp_path: Path) -> None:
    with Desk(tmp_path / "cut") as desk:
        desk.lease([payload(1)])
        desk.replica.stage([payload(2), payload(3)])
        assert shelved(desk) == (3, 2)
        assert [one.payload for one in desk.shelf.ready(desk.clock.now())] == [payload(1)]
    with Desk(tmp_path / "cut") as desk:
        desk.lease([payload(1), payload(3)])
        assert shelved(desk) == (2, 0)


def test_a_payload_goes_with_its_case_and_when_another_replaces_it(desk: Desk) -> None:
    desk.lease([payload(1), payload(2), payload(3)])
    desk.lease([payload(2, revision=2, state="retry"), payload(3)])
    assert shelved(desk) == (2, 0)
    held = desk.shelf.case(payload(2).case_id)
    assert held is not None and held.payload.state == "retry"
    # Worked on, so it stays as it is here: what came for it is not kept.
    desk.dial(payload(2))
    desk.lease([payload(2, revision=3), payload(3)])
    assert shelved(desk) == (2, 0)
    desk.push()
    desk.lease([])
    assert shelved(desk)[1] == 0


class TestLongQueue:
    """Leases that only last longer are written a few at a time, so that a save never waits for ten thousand."""

    def test_the_agent_saves_while_the_leases_of_a_long_queue_are_lengthened(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        desk.lease(MANY)
        saved: list[Event] = []
        monkeypatch.setattr("cnmas_desktop.local.replica.sleep", lambda _: saved.extend(desk.end(MANY[len(saved)])))
        later = MORNING + 30 * DAY
        assert desk.replica.apply([lease(case, until=later) for case in MANY], desk.clock.now()) == len(MANY)
        assert [event.case_id for event in saved] == [case.case_id for case in MANY[:2]]
        shelf = [desk.shelf.case(case.case_id) for case in MANY]
        assert {one.until for one in shelf if one is not None} == {later}
        assert [one is not None and one.payload.state for one in shelf[:3]] == ["done", "done", "fresh"]

    def test_a_sync_cut_on_the_way_leaves_the_queue_whole(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        """What was lengthened stays, nothing leaves and nothing comes before the swap."""
        desk.lease(MANY)

        def cut(_: float) -> None:
            raise ConnectionResetError

        monkeypatch.setattr("cnmas_desktop.local.replica.sleep", cut)
        before = desk.replica.held()
        lines = [lease(case, until=MORNING + 30 * DAY) for case in MANY[1:]]
        with pytest.raises(ConnectionResetError):
            desk.replica.apply(lines, desk.clock.now())
        assert desk.replica.held() == before
        monkeypatch.undo()
        assert desk.replica.apply(lines, desk.clock.now()) == len(MANY) - 1


@pytest.mark.parametrize("what", ["hello", "held", "apply"])
def test_what_is_read_and_compared_by_the_hundred_gives_way_in_between(desk: Desk, what: str) -> None:
    desk.lease(MANY)
    looks = count()
    replica = Replica(desk.database.sync, desk.world, "", courtesy=Courtesy(lambda: float(next(looks))))
    if what == "hello":
        replica.hello_request()
    elif what == "held":
        replica.held()
    else:
        replica.apply([lease(one) for one in MANY], desk.world.clock.now())
    assert next(looks) >= len(MANY) / TOGETHER
