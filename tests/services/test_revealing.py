"""The provisional code: who may hear it, who may not and why, and that it is nowhere afterwards."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from cnmas_desktop.domain.interview import ActionNotOfferedError
from cnmas_desktop.messages import KnownError
from cnmas_desktop.services.syncing import SyncState
from cnmas_desktop.services.views import CallView
from tests.services.desk_scene import BIRTH, TO_SCRIPT, offered
from tests.services.online_scene import SECRET, OnlineScene, ameli

ADDRESS = "42, rue des Essais, 01000 Trifouilly"
CODE = "K7-CODE-4421"
CHANGED = ("change", {"field": "mail", "new": "aldegonde.z@exemple.fr"})


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[OnlineScene]:
    with OnlineScene(tmp_path, [ameli()]) as made:
        made.centre.cases[ameli().case_id].secrets[SECRET] = CODE
        yield made


def reveal_offered(view: CallView) -> bool:
    return any(option.form == "reveal" for option in offered(view))


def post(scene: OnlineScene) -> str | None:
    why = scene.desk.revealing.view().by_post
    return why.code if why else None


def test_the_code_comes_after_identity_acceptance_and_the_second_check(scene: OnlineScene) -> None:
    scene.opened(*TO_SCRIPT)
    desk = scene.desk.revealing
    assert desk.view().ask.endswith("pouvez-vous me donner votre adresse ?")
    with pytest.raises(ActionNotOfferedError):
        desk.asking()
    checked = desk.check(ADDRESS)
    assert (checked.ask, checked.answer and checked.answer.code) == ("", "reveal.match")
    assert desk.asking()() == CODE
    assert desk.shown() == scene.clock.now() + timedelta(seconds=60)
    assert scene.events()[-1] == ("field_revealed", {"field": SECRET, "purpose": "call"})


def test_what_was_said_and_the_code_are_nowhere_on_the_workstation(scene: OnlineScene) -> None:
    scene.opened(*TO_SCRIPT)
    desk = scene.desk.revealing
    desk.check("7 allée Inventée")
    desk.check(ADDRESS)
    assert desk.asking()() == CODE
    desk.shown()
    written = scene.everything_written()
    for kept_nowhere in (CODE, "Inventée", "rue des Essais, 01000"):
        assert kept_nowhere.encode() not in written
    assert [body["result"] for kind, body in scene.events() if kind == "identity_checked"] == [
        "match",
        "mismatch",
        "match",
    ]


def test_not_before_the_interview_is_accepted(scene: OnlineScene) -> None:
    view = scene.opened("call", "answered", "person")
    assert not reveal_offered(view)
    assert not reveal_offered(scene.on(BIRTH))
    assert reveal_offered(scene.on("accept"))


@pytest.mark.parametrize(
    ("steps", "why"),
    [
        (("incoming", "person", BIRTH, "accept"), "reveal.post.incoming"),
        ((*TO_SCRIPT, CHANGED), "reveal.post.changed"),
    ],
)
def test_never_on_a_call_in_nor_after_a_change_in_the_same_call(scene: OnlineScene, steps: tuple[Any, ...], why: str) -> None:
    assert reveal_offered(scene.opened(*steps))  # the agent is told why
    assert post(scene) == why
    with pytest.raises(ActionNotOfferedError):
        scene.desk.revealing.asking()


def test_a_change_after_the_second_check_takes_it_back(scene: OnlineScene) -> None:
    scene.opened(*TO_SCRIPT)
    scene.desk.revealing.check(ADDRESS)
    scene.on(CHANGED)
    with pytest.raises(ActionNotOfferedError):
        scene.desk.revealing.asking()


def test_two_addresses_that_do_not_agree_leave_the_post_even_after_a_restart(scene: OnlineScene) -> None:
    scene.opened(*TO_SCRIPT)
    first = scene.desk.revealing.check("42 rue des Essais 69000")
    assert first.answer is not None
    assert first.answer.code == "reveal.mismatch"
    scene.desk.revealing.check("rue des Essais")
    assert post(scene) == "reveal.post.mismatch"
    with scene.again() as later:
        assert later.desk.call() is not None
        assert later.desk.revealing.view().by_post is not None


def test_offline_and_unanswered_it_goes_by_post_with_the_reason(scene: OnlineScene) -> None:
    scene.opened(*TO_SCRIPT)
    desk = scene.desk.revealing
    desk.check(ADDRESS)
    asking = desk.asking()
    scene.unanswered = KnownError("centre.unreachable")
    with pytest.raises(KnownError) as silence:
        asking()
    why = desk.refused(silence.value).by_post
    assert why is not None
    assert why.code == "reveal.post.unanswered"
    scene.sync_state = SyncState(online=False)
    assert post(scene) == "reveal.post.offline"
    with pytest.raises(ActionNotOfferedError):
        desk.asking()


@pytest.mark.parametrize(("asked_before", "why"), [(0, "reveal.post.refused"), (30, "reveal.post.too_many")])
def test_what_the_centre_refuses_goes_by_post(scene: OnlineScene, asked_before: int, why: str) -> None:
    scene.opened(*TO_SCRIPT)
    desk = scene.desk.revealing
    desk.check(ADDRESS)
    del scene.centre.cases[ameli().case_id].secrets[SECRET]
    scene.centre.accesses += [("a1", "reveal", False, scene.clock.now())] * asked_before
    with pytest.raises(KnownError) as refused:
        desk.asking()()
    left = desk.refused(refused.value).by_post
    assert left is not None
    assert left.code == why


def test_without_an_address_on_file_nothing_can_be_checked(tmp_path: Path) -> None:
    bare = replace(ameli(), fields={name: value for name, value in ameli().fields.items() if name != "adresse_postale"})
    with OnlineScene(tmp_path, [bare]) as scene:
        scene.opened(*TO_SCRIPT)
        assert post(scene) == "reveal.post.no_address"


def test_other_campaigns_know_no_such_thing(tmp_path: Path) -> None:
    from tests.services.desk_scene import flu

    with OnlineScene(tmp_path, [flu()]) as scene:
        assert not reveal_offered(scene.opened(*TO_SCRIPT))
