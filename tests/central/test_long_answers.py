"""What the centre answers by the thousand is read object by object, and the window goes first."""

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from cnmas_desktop.central.agent_gateway import objects
from cnmas_desktop.sync.courtesy import TOGETHER, Courtesy
from tests.agent_desk import Office
from tests.office import office

__all__ = ["office"]

TEXT = st.text(alphabet='a{}[],:"\\ \né', max_size=8)
VALUE = st.recursive(st.none() | st.integers() | TEXT, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3))


@settings(max_examples=60)
@given(st.lists(st.dictionaries(TEXT, VALUE, max_size=3), max_size=4), st.sampled_from([None, 1]))
def test_the_objects_of_a_list_are_read_whatever_is_in_them(many: list[dict[str, Any]], indent: int | None) -> None:
    assert list(objects(json.dumps(many, ensure_ascii=False, indent=indent))) == many


class Watched(Courtesy):
    def __init__(self) -> None:
        super().__init__()
        self.looked = 0

    def give_way(self) -> None:
        self.looked += 1


def test_a_long_queue_comes_in_pieces_and_the_window_goes_before_each(office: Office) -> None:
    desk, lines = office.leased(TOGETHER + 1)
    courtesy = desk.gateway._courtesy = Watched()  # type: ignore[attr-defined]
    assert {one.case_id for one in desk.gateway.renew(desk.device)} == {one.case_id for one in lines}
    assert courtesy.looked == 2
    assert len(desk.gateway.fetch([one.case_id for one in lines])) == TOGETHER + 1
    assert courtesy.looked == 4
