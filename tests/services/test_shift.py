"""The shift on a real store: states that survive a restart, what the centre is told, the day's beginning and its end."""

from datetime import timedelta
from uuid import UUID

import pytest

from cnmas_desktop.messages import KnownError
from cnmas_desktop.services.shift import StateView
from cnmas_desktop.sync.protocol import Callback
from tests.services.conftest import MakeScene
from tests.services.desk_scene import PARIS, TO_NOTICE, TUESDAY, Scene, dental, flu, professional

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def told(at: Scene) -> tuple[str, float]:
    """The state the centre hears, and how many minutes it has lasted."""
    state, since = at.desk.shift.told()
    return state, (at.clock.now() - since) / MINUTE


def test_a_restart_comes_back_to_the_same_state_since_the_same_moment(scene: MakeScene) -> None:
    at = scene(dental())
    at.desk.shift.begin()
    at.clock.pass_(HOUR)
    at.desk.shift.set_state("meal")
    at.clock.pass_(20 * MINUTE)
    with at.again() as later:
        assert told(later) == ("meal", 20)
        assert later.desk.view().work_state == "meal"
        assert later.desk.open_next() is None
        spells = [(one.state, one.since.hour) for one in later.desk.shift.day().spells]
        assert spells == [("available", 11), ("meal", 12)]


def test_the_open_call_decides_what_the_centre_hears(scene: MakeScene) -> None:
    at = scene(dental())
    at.desk.shift.begin()
    at.clock.pass_(5 * MINUTE)
    assert at.opened().after_call_since is None
    assert told(at) == ("available", 5)
    at.on("call")
    at.clock.pass_(MINUTE)
    assert told(at) == ("on_call", 1)
    view = at.on("no_answer")
    at.clock.pass_(2 * MINUTE)
    assert told(at) == ("after_call", 2)
    assert view.after_call_since == at.desk.shift.state().since
    with at.again() as later:
        assert told(later) == ("after_call", 2)
        later.do("save")
        assert told(later) == ("available", 8)


def test_going_back_from_the_ending_is_the_call_again(scene: MakeScene) -> None:
    at = scene(dental())
    at.opened("call", "no_answer", "back")
    assert told(at)[0] == "on_call"


@pytest.mark.parametrize("state", ["pause", "meal", "meeting", "phone_down", "other"])
def test_nothing_opens_or_dials_but_when_available(scene: MakeScene, state: str) -> None:
    at = scene(dental())
    at.opened()
    at.desk.shift.set_state(state)
    assert at.desk.open_next() is None
    with pytest.raises(KnownError) as refused:
        at.desk.act("call")
    assert refused.value.code == "may_not.paused"
    at.desk.shift.set_state("available")
    at.on("call")


def test_a_state_that_could_not_be_saved_is_not_taken(scene: MakeScene, monkeypatch: pytest.MonkeyPatch) -> None:
    at = scene(dental())
    at.desk.shift.begin()
    at.database.main._raw.execute("PRAGMA query_only = ON")
    with pytest.raises(KnownError):
        at.desk.shift.set_state("pause")
    at.database.main._raw.execute("PRAGMA query_only = OFF")
    assert at.desk.shift.chosen == "available"


def test_the_day_begins_once_a_local_day(scene: MakeScene) -> None:
    at = scene(dental())
    assert not at.desk.shift.begun()
    at.desk.shift.begin()
    assert at.desk.shift.begun()
    with at.again() as later:
        assert later.desk.shift.begun()
        later.clock.pass_(timedelta(hours=12) + 59 * MINUTE)
        assert later.desk.shift.begun(), "23 h 59 in Paris"
        later.clock.pass_(MINUTE)
        assert not later.desk.shift.begun()


def test_my_day_says_what_waits_and_what_is_due(scene: MakeScene) -> None:
    due = flu(
        2,
        state="callback",
        queue_class=1,
        callback=Callback("firm", TUESDAY + 2 * HOUR, PARIS),
        callable_from=TUESDAY + 2 * HOUR,
    )
    tomorrow = professional(3, state="callback", queue_class=1, callback=Callback("firm", TUESDAY + 22 * HOUR, PARIS))
    at = scene(dental(), due, tomorrow)
    day = at.desk.shift.day()
    assert [line.case_id for line in day.callbacks] == [due.case_id]
    assert (day.begun, day.held, day.dial_scheme, day.clock_trusted) == (False, 3, "tel", True)
    assert day.waiting_since is None
    at.opened("call", "no_answer")
    at.do("save")
    at.clock.pass_(HOUR)
    day = at.desk.shift.day()
    assert day.waiting_since == at.clock.now() - HOUR
    assert (day.figures.calls, day.figures.reached) == (1, 0)


def promised_scene(scene: MakeScene) -> Scene:
    """Two untouched cases and a promise for tomorrow, made today."""
    promise = flu(
        2,
        state="callback",
        queue_class=1,
        callback=Callback("firm", TUESDAY + 22 * HOUR, PARIS),
        callable_from=TUESDAY + 22 * HOUR,
    )
    return scene(dental(1), promise, professional(3))


def test_the_end_of_the_day_gives_back_all_but_the_promises_kept(scene: MakeScene) -> None:
    at = promised_scene(scene)
    at.desk.shift.begin()
    ending = at.desk.shift.ending()
    kept = ending.promises[0].case_id
    assert (ending.untouched, len(ending.promises), ending.in_call) == (3, 1, False)
    at.desk.shift.end([kept])
    assert set(at.replica.to_give_back()) == {dental(1).case_id, professional(3).case_id}
    assert told(at)[0] == "end_of_day"
    assert at.desk.open_next() is None
    with at.again() as later:
        assert len(later.replica.to_give_back()) == 2
        later.replica.given_back()
        assert later.replica.to_give_back() == ()


def test_a_promise_not_kept_goes_with_the_rest(scene: MakeScene) -> None:
    at = promised_scene(scene)
    at.desk.shift.end([])
    assert len(at.replica.to_give_back()) == 3


def test_a_new_day_forgets_what_was_to_be_given_back(scene: MakeScene) -> None:
    at = promised_scene(scene)
    at.desk.shift.end([])
    at.clock.pass_(timedelta(days=1))
    at.desk.shift.begin()
    assert at.replica.to_give_back() == ()
    assert [one.state for one in at.desk.shift.day().spells] == ["available"]


def test_the_day_does_not_end_in_a_call(scene: MakeScene) -> None:
    at = scene(dental())
    at.opened(*TO_NOTICE)
    assert at.desk.shift.ending().in_call
    with pytest.raises(KnownError) as refused:
        at.desk.shift.end([])
    assert refused.value.code == "shift.in_call"
    assert told(at)[0] == "on_call"


def test_a_cut_while_ending_leaves_the_day_as_it_was_or_ended(scene: MakeScene) -> None:
    """One write: either both the state and what is given back are there, or neither."""
    at = promised_scene(scene)
    at.desk.shift.begin()
    at.database.main._raw.execute("PRAGMA query_only = ON")
    with pytest.raises(KnownError):
        at.desk.shift.end([])
    with at.again() as later:
        assert told(later)[0] == "available"
        assert later.replica.to_give_back() == ()


def test_what_the_agent_reads_is_in_their_zone(scene: MakeScene) -> None:
    at = scene(dental())
    at.desk.shift.begin()
    state = at.desk.shift.state()
    assert state == StateView("available", TUESDAY)
    assert state.since.utcoffset() == HOUR


def test_people_are_kept_whole(scene: MakeScene) -> None:
    """A brother or sister of a kept promise stays with it."""
    promise = dental(1, state="callback", queue_class=1, callback=Callback("firm", TUESDAY + 5 * HOUR, PARIS))
    sister = dental(5, person_id=promise.person_id, phones=promise.phones)
    at = scene(promise, sister, flu(2))
    at.desk.shift.end([promise.case_id])
    assert at.replica.to_give_back() == (UUID(int=flu(2).case_id.int),)


def test_who_chooses_a_state_again_is_at_work_and_gives_nothing_back(scene: MakeScene) -> None:
    at = promised_scene(scene)
    at.desk.shift.begin()
    at.desk.shift.end([])
    at.desk.shift.set_state("available")
    assert at.replica.to_give_back() == ()
    assert at.desk.open_next() is not None
