"""Builds broken on purpose: the simulation must catch each within two hundred schedules, or it would prove nothing."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from cnmas_desktop.domain.world import World
from cnmas_desktop.local import database, pages
from cnmas_desktop.sync.courtesy import Courtesy
from cnmas_desktop.sync.engine import _Sync
from cnmas_desktop.sync.protocol import AnswerStatus, CentralGateway, EventAnswer, LocalReplica, PendingEvent
from tests.central_server import CentralServer
from tests.contract.memory_centre import MemoryGateway
from tests.contract.memory_replica import MemoryReplica
from tests.faults.simulation.outcome import Build, Outcome
from tests.faults.simulation.report import with_postgresql, with_store
from tests.faults.simulation.schedule import Schedule

MOST_SCHEDULES = 200
FUNCTIONS = Path(__file__).parents[2] / "cnmas_desktop/central/functions"


class AcknowledgesFirst(_Sync):
    """Says "transmitted" before the centre has committed."""

    def _push(self, timeline: str) -> None:
        if batch := self.replica.pending(500, 1 << 20):
            self.replica.acknowledge([(one, EventAnswer(one.id, AnswerStatus.APPLIED)) for one in batch], timeline)
            self.gateway.push(self.device_id, [one.text for one in batch])


def acknowledge_first(replica: LocalReplica, gateway: CentralGateway, world: World) -> object:
    return AcknowledgesFirst(replica, gateway, world, Courtesy()).run(True)


class PurgesFirst(MemoryReplica):
    """Forgets an event once it is handed over, not once it is acknowledged."""

    def pending(self, max_events: int, max_bytes: int, besides: Sequence[PendingEvent] = ()) -> tuple[PendingEvent, ...]:
        batch = super().pending(max_events, max_bytes, besides)
        sent = {one.id for one in batch}
        self.outbox = [kept for kept in self.outbox if kept.event.id not in sent]
        return batch

    def acknowledge(self, answers: Sequence[tuple[PendingEvent, EventAnswer]], timeline: str) -> None:
        """There is nothing left to mark."""


class IgnoresContent(MemoryGateway):
    """`ON CONFLICT DO NOTHING`: the same id is a duplicate, whatever it says."""

    def _take(self, device_id: Any, text: str) -> EventAnswer:
        answer = super()._take(device_id, text)
        if answer.status is not AnswerStatus.CONFLICT:
            return answer
        self.centre.quarantine.pop()
        return EventAnswer(answer.event_id, AnswerStatus.DUPLICATE)


class IgnoresEpochs(MemoryGateway):
    """A result counts whoever holds the case by now."""

    def _judge(self, data: Mapping[str, object]) -> tuple[str | None, str | None]:
        flagged, refused = super()._judge(data)
        return (None if flagged == "stale_lease" else flagged), refused


class ForgetsItsLeases(MemoryGateway):
    """What was leased after the backup that was put back is nobody's."""

    def _judge(self, data: Mapping[str, object]) -> tuple[str | None, str | None]:
        flagged, refused = super()._judge(data)
        return (None, "not_held") if flagged == "restored" else (flagged, refused)


def caught(broken: str, run: Callable[[int], Outcome]) -> bool:
    """Whether a violation of this invariant turns up within so many schedules."""
    return any(violation.startswith(broken) for seed in range(MOST_SCHEDULES) for violation in run(seed).violations)


@pytest.mark.parametrize(
    ("build", "broken"),
    [
        (Build(sync=acknowledge_first), "I7"),
        (Build(replica=PurgesFirst), "I1"),
        (Build(gateway=IgnoresContent), "I1"),
        (Build(gateway=IgnoresEpochs), "I4"),
        (Build(gateway=ForgetsItsLeases), "I1"),
    ],
    ids=[
        "acknowledge before commit",
        "purge before acknowledgement",
        "DO NOTHING without the hash",
        "lease without epoch",
        "lease without proof",
    ],
)
def test_a_broken_build_is_caught(build: Build, broken: str) -> None:
    assert caught(broken, lambda seed: Schedule(seed, build=build).run())


def test_a_store_that_does_not_sync_each_commit_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    connect = pages.connect

    def careless(path: Path, key: bytes, *, read_only: bool = False) -> Any:
        raw = connect(path, key, read_only=read_only)
        raw.execute("PRAGMA synchronous = NORMAL")
        return raw

    monkeypatch.setattr(database, "connect", careless)
    assert caught("I1", lambda seed: with_store([seed], steps=30)[0])


def spoiled(name: str, *changes: tuple[str, str]) -> str:
    """The text of one of the centre's files of functions, with these pieces exchanged."""
    text = (FUNCTIONS / name).read_text()
    for old, new in changes:
        assert old in text, "what was to be broken is written otherwise now"
        text = text.replace(old, new)
    return text


@pytest.mark.faults
@pytest.mark.timeout(600)
def test_a_postgresql_that_ignores_the_content_is_caught(central_server: CentralServer) -> None:
    patch = spoiled(
        "agent_push.sql",
        ("WHEN known.same_id THEN 'conflict'", "WHEN known.same_id THEN 'duplicate'"),
        (
            "texts[place : place]), 'conflict', 'same_id_other_content')",
            "texts[place : place]), 'duplicate', NULL)",
        ),
    )
    assert caught("I1", lambda seed: with_postgresql(central_server, [seed], [patch])[0])


@pytest.mark.faults
@pytest.mark.timeout(600)
def test_a_postgresql_that_ignores_epochs_is_caught(central_server: CentralServer) -> None:
    patch = spoiled("agent_push.sql", ("THEN 'stale_lease'", "THEN NULL"))
    assert caught("I4", lambda seed: with_postgresql(central_server, [seed], [patch])[0])


@pytest.mark.faults
@pytest.mark.timeout(600)
def test_a_postgresql_that_miscounts_is_caught(central_server: CentralServer) -> None:
    patch = spoiled("agent_apply.sql", ("IF before IS NOT NULL THEN", "IF before = '{}' THEN"))
    assert caught("I1", lambda seed: with_postgresql(central_server, [seed], [patch])[0])
