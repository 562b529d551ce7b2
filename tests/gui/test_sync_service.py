"""When the window syncs, and that leaving waits for nobody."""

from collections.abc import Iterator
from dataclasses import replace
from threading import Event, current_thread, main_thread
from time import monotonic

from PySide6.QtWidgets import QApplication, QLabel
import pytest
from pytestqt.qtbot import QtBot

from cnmas_desktop.gui.sync_service import SyncService
from cnmas_desktop.services.syncing import SyncState
from cnmas_desktop.sync.courtesy import Courtesy


class HeldSyncer:
    """A syncer whose centre answers when the test says so."""

    def __init__(self) -> None:
        self.state, self.courtesy = SyncState(), Courtesy()
        self.taken: list[bool] = []
        self.threads: list[object] = []
        self.gate = Event()
        self.gate.set()
        self.fault: Exception | None = None
        self.pause = 3600.0

    def wait(self) -> float:
        return self.pause

    def run(self, *, take: bool = True) -> None:
        self.taken.append(take)
        self.threads.append(current_thread())
        self.gate.wait(20)
        if self.fault is not None:
            raise self.fault
        self.state = replace(self.state, online=True)


@pytest.fixture
def syncer() -> Iterator[HeldSyncer]:
    made = HeldSyncer()
    yield made
    made.gate.set()


@pytest.fixture
def service(syncer: HeldSyncer, qapp: QApplication) -> Iterator[SyncService]:
    made = SyncService(syncer, qapp)
    yield made
    made.stop()
    made.deleteLater()


def test_it_syncs_at_the_start_off_the_main_thread_and_says_so_on_it(qtbot: QtBot, service: SyncService, syncer: HeldSyncer) -> None:
    heard = []
    service.finished.connect(lambda state: heard.append((state, current_thread())))
    with qtbot.waitSignal(service.finished):
        service.start()
    assert syncer.threads[0] is not main_thread()
    assert heard == [(syncer.state, main_thread())]


def test_the_interval_of_the_policy_brings_the_next_one(qtbot: QtBot, service: SyncService, syncer: HeldSyncer) -> None:
    syncer.pause = 0.01
    service.start()
    qtbot.waitUntil(lambda: len(syncer.taken) >= 3)


def test_a_request_during_a_sync_is_followed_by_another_one_only(qtbot: QtBot, service: SyncService, syncer: HeldSyncer) -> None:
    syncer.gate.clear()
    service.start()
    qtbot.waitUntil(lambda: len(syncer.taken) == 1)
    for _ in range(5):
        service.request()
    with qtbot.waitSignal(service.finished):
        syncer.gate.set()
    assert len(syncer.taken) == 2


def test_saves_are_gathered_into_one_sync(qtbot: QtBot, service: SyncService, syncer: HeldSyncer) -> None:
    with qtbot.waitSignal(service.finished):
        service.start()
    with qtbot.waitSignal(service.finished):
        for _ in range(4):
            service.saved()
    assert len(syncer.taken) == 2


def test_offline_a_save_does_not_knock_at_the_centre(qtbot: QtBot, service: SyncService, syncer: HeldSyncer) -> None:
    service.saved()
    assert not service._settled.isActive()


def test_the_end_of_the_day_takes_no_further_case(qtbot: QtBot, service: SyncService, syncer: HeldSyncer) -> None:
    with qtbot.waitSignal(service.finished):
        service.finish()
    assert syncer.taken == [False]


def test_leaving_does_not_wait_for_a_connection(qtbot: QtBot, service: SyncService, syncer: HeldSyncer) -> None:
    syncer.gate.clear()
    service.start()
    qtbot.waitUntil(lambda: len(syncer.taken) == 1)
    began = monotonic()
    service.stop()
    assert monotonic() - began < 1
    with qtbot.assertNotEmitted(service.finished, wait=100):
        syncer.gate.set()


def test_a_fault_of_ours_is_handed_to_the_window_and_the_next_sync_still_runs(
    qtbot: QtBot, service: SyncService, syncer: HeldSyncer
) -> None:
    syncer.fault = ZeroDivisionError()
    with qtbot.waitSignal(service.broke) as broken:
        service.start()
    assert broken.args == [syncer.fault]
    syncer.fault = None
    with qtbot.waitSignal(service.finished):
        service.request()
    assert syncer.state.online


def test_a_sync_gives_way_from_a_key_until_its_frame_is_painted(service: SyncService, syncer: HeldSyncer, qtbot: QtBot) -> None:
    page, painted = QLabel("a"), list[bool]()
    qtbot.addWidget(page)
    page.paintEvent = lambda event: painted.append(syncer.courtesy.resting)  # type: ignore[method-assign]
    with qtbot.waitExposed(page):
        page.show()
    painted.clear()
    service.give_way()
    page.update()
    assert not syncer.courtesy.resting
    qtbot.waitUntil(lambda: syncer.courtesy.resting)
    assert painted == [False]
