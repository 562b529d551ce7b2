"""A sync beside a window that is busy with a key: it waits between two pieces, and not for ever."""

from collections.abc import Iterator
from itertools import count
from threading import Event, Thread
import time

from cnmas_desktop.sync.courtesy import LONGEST_SECONDS, PIECE_SECONDS, Courtesy


def worked_out() -> Courtesy:
    """Each look at the clock finds a whole piece of work done."""
    return Courtesy(count(1).__next__)


def pieces(courtesy: Courtesy, made: list[int], begun: Event) -> Iterator[None]:
    for number in courtesy.paced(range(3), together=1):
        made.append(number)
        begun.set()
        yield


def test_nobody_waits_beside_a_window_that_rests() -> None:
    courtesy, began = worked_out(), time.monotonic()
    assert list(courtesy.paced(range(1_000), together=1)) == list(range(1_000))
    courtesy.touched()
    courtesy.rested()
    courtesy.give_way()
    assert time.monotonic() - began < LONGEST_SECONDS


def test_the_next_piece_begins_when_the_window_rests() -> None:
    courtesy, made, begun = worked_out(), list[int](), Event()
    courtesy.touched()
    sync = Thread(target=lambda: list(pieces(courtesy, made, begun)))
    sync.start()
    assert not begun.wait(LONGEST_SECONDS / 4)
    courtesy.rested()
    sync.join(5)
    assert made == [0, 1, 2]


def test_a_sync_goes_on_beside_somebody_who_never_stops_typing() -> None:
    courtesy, began = worked_out(), time.monotonic()
    courtesy.touched()
    assert list(courtesy.paced([1, 2], together=1)) == [1, 2]
    assert 2 * LONGEST_SECONDS <= time.monotonic() - began < 5


def test_a_piece_is_work_and_not_time() -> None:
    work = iter((0.0, PIECE_SECONDS / 2))
    courtesy, began = Courtesy(lambda: next(work)), time.monotonic()
    courtesy.touched()
    courtesy.give_way()
    courtesy.give_way()
    assert time.monotonic() - began < LONGEST_SECONDS
