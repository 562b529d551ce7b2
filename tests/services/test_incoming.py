"""Somebody calls in: the agent's own cases, the centre, or a slip."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from cnmas_desktop.messages import KnownError
from cnmas_desktop.services.syncing import SyncState
from tests.contract.memory_rows import MemoryPerson
from tests.services.desk_scene import BIRTH, Scene, flu, number, siblings
from tests.services.online_scene import OnlineScene

SAID = ("01 99 00 00 01", "zephirin", "9 décembre 1984")


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[OnlineScene]:
    """Two children of Aldegonde Zéphirin wait at the centre; the desk holds somebody else."""
    with OnlineScene(tmp_path, [flu(9)]) as made:
        for child in siblings():
            made.at_centre(child)
            made.centre.cases[child.case_id].birth = date(1984, 12, 9)
        yield made


def test_who_calls_in_opens_with_the_household_and_the_same_steps(scene: OnlineScene) -> None:
    assert scene.desk.find("zephirin") == scene.desk.find("aldegonde")
    ids = scene.desk.incoming.looking_up(*SAID)()
    assert set(ids) == {child.case_id for child in siblings()}
    view = scene.desk.open(ids[0])
    assert view.household == (1, 2)
    assert view.hidden_fields > 0
    view = scene.on("incoming")
    assert view.step == "who"
    view = scene.on("person")
    assert view.step == "identity"
    assert "date_naissance" not in {field.name for field in view.fields}
    assert scene.on(BIRTH, "accept").step == "script"


def test_a_call_in_asks_no_hours_and_is_no_attempt(scene: OnlineScene) -> None:
    scene.clock.pass_(timedelta(hours=12))
    ids = scene.desk.incoming.looking_up(*SAID)()
    assert scene.desk.open(ids[0]).blocked is not None
    scene.on("incoming", "person")
    started = [body for kind, body in scene.events() if kind == "call_started"]
    assert [body["incoming"] for body in started] == [True]


def test_what_is_held_stays_beside_what_came_in(scene: OnlineScene) -> None:
    before = scene.desk.view().held
    scene.desk.incoming.looking_up(*SAID)()
    assert scene.desk.view().held == before + 2


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (("36 46", "zephirin", "9/12/1984"), "cell.phone.short"),
        ((SAID[0], "  ", "9/12/1984"), "incoming.no_name"),
        ((SAID[0], "zephirin", "9/12/84"), "incoming.birth"),
        ((SAID[0], "zephirin", ""), "incoming.birth"),
    ],
)
def test_all_three_are_whole_before_the_centre_is_asked(scene: OnlineScene, said: tuple[str, str, str], code: str) -> None:
    with pytest.raises(KnownError) as refused:
        scene.desk.incoming.looking_up(*said)
    assert refused.value.code == code
    assert scene.centre.accesses == []


def test_nobody_is_looked_for_beside_a_call_under_way(scene: OnlineScene) -> None:
    scene.desk.open_next()
    scene.on("call")
    with pytest.raises(KnownError) as refused:
        scene.desk.incoming.looking_up(*SAID)
    assert refused.value.code == "call.in_progress"
    assert scene.centre.accesses == []


def test_one_answer_for_a_wrong_date_and_for_nobody(scene: OnlineScene) -> None:
    for said in ((SAID[0], SAID[1], "10/12/1984"), ("01 99 00 77 77", "personne", "9/12/1984")):
        with pytest.raises(KnownError) as refused:
            scene.desk.incoming.looking_up(*said)()
        assert refused.value.code == "online.refused"


def test_offline_the_centre_is_not_asked_and_a_slip_is_left(scene: OnlineScene) -> None:
    scene.sync_state = SyncState(online=False)
    assert not scene.desk.incoming.online()
    with pytest.raises(KnownError) as refused:
        scene.desk.incoming.looking_up(*SAID)
    assert refused.value.code == "incoming.offline"
    scene.desk.incoming.leave_slip("\u202a01.99.00.00.01\u202c\n")  # as it is copied out of an address book, with its marks
    assert scene.events()[-1] == ("incoming_slip", {"number": number(1)})


def test_a_campaign_not_yet_here_comes_with_the_case(scene: OnlineScene) -> None:
    assert scene.shelf.campaign_text("MTDENTS", "1") is None
    scene.desk.incoming.looking_up(*SAID)()
    assert scene.shelf.campaign_text("MTDENTS", "1") is not None


def test_the_holder_sees_who_called_until_the_call(tmp_path: Path) -> None:
    waiting = flu(1)
    with Scene(tmp_path, [waiting, flu(2)]) as scene:
        called = scene.clock.now() - timedelta(minutes=20)
        scene.sync([replace(waiting, called_in_at=called, revision=2), flu(2)])
        (line,) = scene.desk.view().callbacks
        assert (line.case_id, line.called_in, line.due, line.at) == (waiting.case_id, True, True, called)
        scene.desk.open(waiting.case_id)
        scene.on("call")
        assert scene.desk.view().callbacks == ()


def test_who_is_at_work_is_heard_from_the_centre_when_asked(scene: OnlineScene) -> None:
    scene.centre.people["b2"] = MemoryPerson("b2", display_name="Léa B.")
    view = scene.opened()
    assert "colleague:b2" not in {one.code for one in view.choices["handover_targets"]}
    asking = scene.desk.presence.asking()
    assert asking is not None
    asking()
    heard = scene.desk.call()
    assert heard is not None
    assert "colleague:b2" in {one.code for one in heard.choices["handover_targets"]}
    assert heard.present_at == scene.world.clock.now()
    scene.sync_state = SyncState()
    assert scene.desk.presence.asking() is None
