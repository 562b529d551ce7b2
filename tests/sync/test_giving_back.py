"""The end of the day as a sync does it: what was told first, then given back, cut anywhere and done again."""

import pytest

from cnmas_desktop.messages import KnownError
from cnmas_desktop.sync.engine import sync_once
from tests.sync.test_engine import Scene

POINTS = (
    "hello.answered", "push.before", "push.after_commit_before_ack", "push.acknowledged", "reconcile.answered",
    "check_in.answered", "renew.answered", "apply.before", "apply.after",
)  # fmt: skip


def ending() -> Scene:
    """Five cases held, one call not sent yet, four to give back; a colleague waits."""
    scene = Scene()
    scene.sync()
    scene.end_call(scene.case_ids[0])
    scene.replica.giving_back = tuple(scene.case_ids[1:])
    return scene


def test_what_is_given_back_is_free_at_once_and_not_taken_again() -> None:
    scene = ending()
    report = sync_once(scene.replica, scene.centre.gateway("agent01"), scene.world)
    assert (report.pushed, report.given_back, report.taken) == (1, 4, 0)
    assert scene.replica.to_give_back() == ()
    assert not set(scene.case_ids[1:]) & set(scene.replica.cases)
    assert all(scene.centre.cases[one].held is None for one in scene.case_ids[1:])


@pytest.mark.parametrize("point", POINTS)
def test_cut_anywhere_the_next_sync_ends_the_day(point: str) -> None:
    scene = ending()
    scene.sync_cut_at(point)
    # Perhaps a day later; a colleague took what was free meanwhile.
    free = [one for one in scene.case_ids[1:] if scene.centre.cases[one].held is None]
    colleague = scene.centre.gateway("agent02")
    taken = {line.case_id for line in colleague.check_out(scene.world.uuid7(), 5)}
    assert taken == set(free)
    sync_once(scene.replica, scene.centre.gateway("agent01"), scene.world, take=False)
    assert scene.replica.to_give_back() == ()
    assert scene.replica.confirmed() == set(scene.centre.events)
    for case_id in taken:
        held = scene.centre.cases[case_id].held
        assert held is not None
        assert held.login == "agent02", "what the colleague took stays theirs"
    assert not set(scene.case_ids[1:]) & set(scene.replica.cases)


def test_without_a_network_nothing_is_forgotten() -> None:
    scene = ending()
    del scene.centre.people["agent01"]
    with pytest.raises(KnownError):
        scene.sync()
    assert len(scene.replica.to_give_back()) == 4
    assert len(scene.replica.cases) == 5
