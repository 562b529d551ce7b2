"""F24: an answer cut short, mixed up or too much: the set in hand stays as it was, nothing is acknowledged that was not answered."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from cnmas_desktop.messages import KnownError
from cnmas_desktop.sync.engine import sync_once
from cnmas_desktop.sync.protocol import CasePayload, EventAnswer, VersionRef, rest
from tests.contract.memory_centre import MemoryGateway
from tests.sync.test_engine import Scene


class Garbled(MemoryGateway):
    """`spoil` does something to the answer of the call `what`."""

    what = ""
    spoil: Any = None

    def push(self, device_id: UUID, texts: Sequence[str], meanwhile: Callable[[], object] = rest) -> tuple[EventAnswer, ...]:
        answer = super().push(device_id, texts, meanwhile)
        return type(self).spoil(answer) if self.what == "push" else answer

    def fetch(self, case_ids: Sequence[UUID]) -> tuple[CasePayload, ...]:
        answer = super().fetch(case_ids)
        return type(self).spoil(answer) if self.what == "fetch" else answer

    def fetch_campaign(self, version: VersionRef) -> str:
        answer = super().fetch_campaign(version)
        return type(self).spoil(answer) if self.what == "fetch_campaign" else answer


def garbled(scene: Scene, what: str, spoil: Any) -> Garbled:
    kind = type("Spoiled", (Garbled,), {"what": what, "spoil": staticmethod(spoil)})
    gateway: Garbled = kind(scene.centre, scene.centre.people["agent01"])
    return gateway


@pytest.mark.parametrize("cut", range(6))
def test_answers_to_a_push_cut_at_each_row(cut: int) -> None:
    scene = Scene()
    scene.sync()
    told = [scene.end_call(case_id) for case_id in scene.case_ids] + [scene.stop_calling(scene.case_ids[0])]
    with pytest.raises(KnownError):
        sync_once(scene.replica, garbled(scene, "push", lambda answer: answer[:cut]), scene.world)
    assert set(scene.replica.statuses().values()) == {None}
    scene.sync()
    assert set(scene.centre.events) == set(told)
    assert None not in scene.replica.statuses().values()


@pytest.mark.parametrize("spoil", [lambda rows: rows[::-1], lambda rows: (*rows, rows[0]), lambda rows: (rows[0],) * len(rows)])
def test_answers_in_another_order_or_too_many(spoil: Any) -> None:
    scene = Scene()
    scene.sync()
    for case_id in scene.case_ids[:2]:
        scene.end_call(case_id)
    with pytest.raises(KnownError) as fault:
        sync_once(scene.replica, garbled(scene, "push", spoil), scene.world)
    assert fault.value.code == "sync.bad_answer"
    assert set(scene.replica.statuses().values()) == {None}


@pytest.mark.parametrize("cut", range(5))
def test_a_pull_cut_at_each_row_leaves_the_old_set_and_fetches_the_rest_next_time(cut: int) -> None:
    """MerginMaps#2382: an empty pull became the truth. Here what did not come is left for the next sync."""
    scene = Scene()
    scene.sync()
    before = set(scene.replica.cases)
    new = [scene.add_case() for _ in range(5)]
    sync_once(scene.replica, garbled(scene, "fetch", lambda rows: rows[:cut]), scene.world)
    assert before <= set(scene.replica.cases)
    assert len(scene.replica.cases) == 5 + cut
    scene.sync()
    assert set(scene.replica.cases) == before | set(new)


def test_a_payload_that_was_not_asked_for_is_refused_whole() -> None:
    scene = Scene()
    scene.sync()
    before = dict(scene.replica.cases)
    scene.add_case()
    with pytest.raises(KnownError) as fault:
        sync_once(
            scene.replica,
            garbled(scene, "fetch", lambda rows: (replace(rows[0], case_id=UUID(int=9)),)),
            scene.world,
        )
    assert fault.value.code == "sync.bad_answer"
    assert scene.replica.cases == before


def test_a_campaign_cut_short_is_not_stored() -> None:
    scene = Scene()
    with pytest.raises(KnownError) as fault:
        sync_once(scene.replica, garbled(scene, "fetch_campaign", lambda text: text[:-1]), scene.world)
    assert fault.value.code == "sync.bad_answer"
    assert scene.replica.texts == {}
    scene.sync()
    assert len(scene.replica.cases) == 5
