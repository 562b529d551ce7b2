"""The figures of the queue are kept between saves: they are those that counting anew would give, whatever happened meanwhile."""

from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
import pytest

from cnmas_desktop.local.counts import QueueCounts
from cnmas_desktop.messages import KnownError
from tests.local.store import MORNING, Desk, ended, hello, payload, payload_like

HOUR = timedelta(hours=1)
PEOPLE = st.integers(1, 6)
HOURS = st.integers(-2, 4)

standings = st.fixed_dictionaries(
    {
        "state": st.sampled_from(["fresh", "retry", "callback", "done"]),
        "callable_from": st.builds(lambda hours: MORNING + hours * HOUR, HOURS),
        "blocked_until": st.none() | st.builds(lambda hours: MORNING + hours * HOUR, HOURS),
        "blocked_reason": st.sampled_from([None, "limit", "opt_out"]),
        "campaign": st.sampled_from(["GRIPPE", "MTDENTS"]),
    }
)
syncs = st.tuples(st.just("sync"), st.dictionaries(PEOPLE, standings), st.integers(1, 6))
saves = st.tuples(st.sampled_from(["save", "failing save"]), st.lists(PEOPLE, min_size=1, max_size=2, unique=True), standings)
waits = st.tuples(st.just("wait"), st.integers(-1, 3), st.booleans())


def figures(counts: QueueCounts, desk: Desk) -> tuple[Any, ...]:
    now = desk.clock.now()
    openings = sorted((one.campaign, max(at, now), count) for one, at, count in counts.openings(now))
    return {(one.waiting_for, one.place): (one.count, one.next_at) for one in counts.tally(now)}, counts.held_until(now), openings


def refuse(point: str) -> None:
    if point == "record.before_commit":
        raise KnownError("store.disk_full")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.one_of(syncs, saves, saves, saves, waits), max_size=14), st.dictionaries(PEOPLE, standings, min_size=2))
def test_the_figures_kept_are_those_of_a_new_count(desk: Desk, story: list[tuple[str, Any, Any]], first: dict[int, dict[str, Any]]) -> None:
    desk.clock.time = MORNING
    kept = QueueCounts(desk.database.main)
    revision = 0
    for kind, what, how in [("sync", first, 3), *story]:
        if kind == "sync":
            revision += 1
            cases = [payload(number, revision=revision, **standing) for number, standing in what.items()]
            desk.lease(cases, until=MORNING + how * HOUR)
        elif kind == "wait":
            desk.clock.time += what * HOUR + timedelta(minutes=20) * how
        else:
            ids = [payload(number).case_id for number in what]
            held = [one.payload for case_id in ids if (one := desk.shelf.case(case_id)) is not None]
            after = [payload_like(one, **{name: value for name, value in how.items() if name != "campaign"}) for one in held]
            kept.changing(ids)
            if kind == "save":
                desk.ledger.record([ended(one, desk.world) for one in held], after)
            else:
                desk.fault = refuse
                with pytest.raises(KnownError):
                    desk.ledger.record([], after)
                desk.fault = lambda point: None
        assert figures(kept, desk) == figures(QueueCounts(desk.database.main), desk)


def test_a_save_is_counted_without_counting_all(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    cases = [payload(number) for number in range(1, 5)]
    desk.lease(cases)
    kept = QueueCounts(desk.database.main)
    assert [one.count for one in kept.tally(MORNING)] == [4]
    monkeypatch.setattr(QueueCounts, "_count", None)
    kept.changing([cases[0].case_id, cases[1].case_id])
    later = payload_like(cases[1], state="retry", callable_from=MORNING + 3 * HOUR)
    desk.ledger.record([ended(cases[0], desk.world)], [payload_like(cases[0], state="done"), later])
    assert {(one.waiting_for, one.count, one.next_at) for one in kept.tally(MORNING)} == {
        (None, 2, None),
        ("later", 1, MORNING + 3 * HOUR),
    }


def test_a_sync_that_changes_no_case_is_not_counted_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    cases = [payload(number) for number in range(1, 4)]
    desk.lease(cases)
    kept = QueueCounts(desk.database.main)
    before = kept.tally(MORNING)
    count = QueueCounts._count
    monkeypatch.setattr(QueueCounts, "_count", None)
    desk.ledger.record([ended(cases[0], desk.world)])
    desk.push()
    desk.replica.record_hello(hello(), 0.0)
    desk.replica.finish(MORNING)
    assert kept.tally(MORNING) == before
    monkeypatch.setattr(QueueCounts, "_count", count)
    desk.lease(cases[1:])
    assert [one.count for one in kept.tally(MORNING)] == [2]
