"""One sync under cuts, told on the centre in memory: what the agent confirmed arrives once, whatever happens in between."""

from collections.abc import Callable, Sequence
import contextlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
import json
from random import Random
from typing import Any
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st
import pytest

from cnmas_desktop.domain.events import EventDraft, EventType, digest
from cnmas_desktop.domain.world import World
from cnmas_desktop.messages import KnownError
from cnmas_desktop.sync.engine import sync_once
from cnmas_desktop.sync.pacing import LONGEST_WAIT, Pace
from cnmas_desktop.sync.protocol import (
    PROTOCOL,
    AnswerStatus,
    CasePayload,
    DeviceStatus,
    EventAnswer,
    HelloAnswer,
    HelloRequest,
    Phone,
    ReconcileAnswer,
    VersionRef,
    rest,
)
from tests.contract.memory_centre import MemoryCentre, MemoryGateway
from tests.contract.memory_replica import MemoryReplica
from tests.contract.memory_rows import MemoryPerson

FAULT_POINTS = (
    "hello.answered", "push.before", "push.after_commit_before_ack", "push.acknowledged", "reconcile.answered",
    "version.stored", "renew.answered", "fetch.answered", "fetch.staged", "check_out.answered", "apply.before", "apply.after",
)  # fmt: skip
CAMPAIGN_TEXT = 'code = "GRIPPE"'


class Cut(Exception):
    """The process died here."""


class SteadyClock:
    def __init__(self) -> None:
        self.time = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)

    def now(self) -> datetime:
        self.time += timedelta(milliseconds=1)
        return self.time

    def monotonic(self) -> float:
        return self.time.timestamp()

    def boot_id(self) -> str:
        return "boot"


class Scene:
    """One centre, one campaign, five cases, one agent."""

    def __init__(self, seed: int = 1) -> None:
        self.random = Random(seed)
        self.fault: Callable[[str], None] = lambda point: None
        self.world = World(SteadyClock(), self.random, lambda point: self.fault(point))
        self.centre = MemoryCentre(self.world, self.world.uuid7())
        self.centre.people["agent01"] = MemoryPerson("agent01")
        self.centre.people["agent02"] = MemoryPerson("agent02")
        version = VersionRef("GRIPPE", "1", digest(CAMPAIGN_TEXT))
        self.centre.versions[version] = CAMPAIGN_TEXT
        self.case_ids = [self.add_case() for _ in range(5)]
        self.replica = MemoryReplica(self.world, self.world.uuid7())

    def add_case(self, person: UUID | None = None) -> UUID:
        case_id = self.world.uuid7()
        phone = Phone(self.world.uuid7(), "+33199000001", "Europe/Paris")
        start = datetime(2026, 1, 1, tzinfo=UTC)
        payload = CasePayload(
            case_id, person or case_id, "GRIPPE", "1", "691", 1, "fresh", 5, start, self.random.getrandbits(30), {"nom": "Test"}, (phone,)
        )
        self.centre.add_case(payload)
        return case_id

    def sync(self, replica: MemoryReplica | None = None, login: str = "agent01") -> None:
        sync_once(replica or self.replica, self.centre.gateway(login), self.world)

    def sync_cut_at(self, point: str) -> None:
        """The process dies at this fault point; what is done afterwards is not cut."""

        def cut(at: str) -> None:
            if at == point:
                self.fault = lambda point: None
                raise Cut

        self.fault = cut
        with pytest.raises(Cut):
            self.sync()

    def end_call(self, case_id: UUID, replica: MemoryReplica | None = None) -> UUID:
        replica = replica or self.replica
        body = {
            "attempt": str(self.world.uuid7()),
            "disposition": "TERM",
            "phone": str(self.world.uuid7()),
            "step": "follow_up",
            "seconds": 60,
            "proposal": {"state": "done", "class": 5, "at": "2026-11-20T10:00:00.000Z"},
        }
        return replica.record(EventDraft(EventType.CALL_ENDED, replica.ref(case_id), body)).id

    def stop_calling(self, case_id: UUID, replica: MemoryReplica | None = None) -> UUID:
        replica = replica or self.replica
        return replica.record(EventDraft(EventType.AUTHORISATION_WITHDRAWN, replica.ref(case_id), {"channel": "phone"})).id


@pytest.fixture
def scene() -> Scene:
    return Scene()


def test_a_first_sync_brings_the_campaign_and_the_queue(scene: Scene) -> None:
    scene.sync()
    assert set(scene.replica.cases) == set(scene.case_ids)
    assert [version.code for version in scene.replica.texts] == ["GRIPPE"]


def test_a_sync_without_anything_new_fetches_nothing(scene: Scene) -> None:
    scene.sync()
    report = sync_once(scene.replica, scene.centre.gateway("agent01"), scene.world)
    assert (report.pushed, report.fetched, report.taken, report.held) == (0, 0, 0, 5)


@pytest.mark.parametrize("point", FAULT_POINTS)
def test_a_cut_at_each_fault_point_loses_and_doubles_nothing(scene: Scene, point: str) -> None:
    scene.sync()
    scene.centre.versions[VersionRef("GRIPPE", "2", digest("v2"))] = "v2"
    scene.add_case()
    confirmed = {scene.end_call(scene.case_ids[0]), scene.end_call(scene.case_ids[1])}
    scene.sync_cut_at(point)
    scene.sync()
    assert set(scene.centre.events) == confirmed
    assert all(status in (AnswerStatus.APPLIED, AnswerStatus.DUPLICATE) for status in scene.replica.statuses().values())


def test_a_reply_lost_after_the_commit_is_answered_duplicate_the_next_time(scene: Scene) -> None:
    scene.sync()
    event = scene.end_call(scene.case_ids[0])
    points = iter([True])

    def cut(at: str) -> None:
        if at == "push.after_commit_before_ack" and next(points, False):
            raise Cut

    scene.fault = cut
    with pytest.raises(Cut):
        scene.sync()
    assert scene.replica.statuses()[event] is None, "not acknowledged: the screen still says it waits"
    scene.sync()
    assert scene.replica.statuses()[event] is AnswerStatus.DUPLICATE
    assert list(scene.centre.events) == [event]


def test_a_refusal_to_be_called_travels_before_older_events(scene: Scene) -> None:
    scene.sync()
    scene.end_call(scene.case_ids[0])
    refusal = scene.stop_calling(scene.case_ids[1])
    assert scene.replica.pending(1, 10**6)[0].id == refusal
    scene.sync()
    assert next(iter(scene.centre.events)) == refusal


def test_a_centre_restored_from_an_older_backup_gets_the_events_again(scene: Scene) -> None:
    scene.sync()
    before = scene.centre.snapshot()
    confirmed = {scene.end_call(case_id) for case_id in scene.case_ids}
    scene.sync()
    scene.centre.restore(before, timeline="1")
    scene.sync()
    assert set(scene.centre.events) == confirmed


def test_a_failover_that_lost_the_last_rows_is_healed_by_the_new_timeline(scene: Scene) -> None:
    scene.sync()
    confirmed = {scene.end_call(case_id) for case_id in scene.case_ids}
    scene.sync()
    scene.centre.restore({}, timeline="2")
    scene.sync()
    assert set(scene.centre.events) == confirmed


def test_a_hole_and_a_lost_end_are_healed_at_once_and_nothing_else_is_sent_again(scene: Scene) -> None:
    scene.sync()
    confirmed = [scene.end_call(case_id) for case_id in scene.case_ids]
    scene.sync()
    kept = (confirmed[0], confirmed[2])
    scene.centre.restore({one: scene.centre.events[one] for one in kept}, timeline="1")
    report = sync_once(scene.replica, scene.centre.gateway("agent01"), scene.world)
    assert (set(scene.centre.events), report.sent_again) == (set(confirmed), 3)


def test_without_the_undertaking_signed_the_sync_goes_through_and_takes_nothing(scene: Scene) -> None:
    scene.centre.people["agent01"].undertaking = None
    report = sync_once(scene.replica, scene.centre.gateway("agent01"), scene.world)
    assert (report.taken, report.held) == (0, 0)


def test_who_ends_the_day_takes_nothing_more_and_hears_all_the_same(scene: Scene) -> None:
    report = sync_once(scene.replica, scene.centre.gateway("agent01"), scene.world, take=False)
    assert (report.taken, report.held) == (0, 0)
    assert scene.replica.texts
    assert scene.replica.known_colleagues is not None, "a case may be confided from the first sync on"


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"device_status": DeviceStatus.ERASE}, "device.erase"),
        ({"protocol_min": PROTOCOL + 1, "protocol_max": PROTOCOL + 1}, "sync.client_too_old"),
        ({"protocol_max": PROTOCOL - 1}, "sync.centre_too_old"),
    ],
)
def test_a_workstation_that_is_sent_away_has_told_what_it_can_and_takes_nothing(scene: Scene, told: dict[str, Any], code: str) -> None:
    scene.sync()
    event = scene.end_call(scene.case_ids[0])
    scene.add_case()

    class Changed(MemoryGateway):
        def hello(self, request: HelloRequest) -> HelloAnswer:
            return replace(super().hello(request), **told)

    with pytest.raises(KnownError) as caught:
        sync_once(scene.replica, Changed(scene.centre, scene.centre.people["agent01"]), scene.world)
    assert caught.value.code == code
    assert (event in scene.centre.events) is (code != "sync.centre_too_old")
    assert scene.replica.statuses()[event] is (AnswerStatus.APPLIED if code != "sync.centre_too_old" else None)
    assert len(scene.replica.cases) == 5
    scene.sync()
    assert event in scene.centre.events


def test_a_late_result_after_a_forced_release_is_kept_and_flagged(scene: Scene) -> None:
    scene.sync()
    event = scene.end_call(scene.case_ids[0])
    scene.centre.release_now(scene.case_ids[0])
    scene.sync()
    stored = scene.centre.events[event]
    assert (stored.status, stored.reason) == (AnswerStatus.FLAGGED, "stale_lease")


def test_a_case_taken_back_leaves_the_workstation_but_not_before_its_events(scene: Scene) -> None:
    scene.sync()
    event = scene.end_call(scene.case_ids[0])
    scene.centre.withdraw(scene.case_ids[0], "reassigned")
    sync_once(scene.replica, scene.centre.gateway("agent01"), scene.world, take=False)
    assert scene.case_ids[0] not in scene.replica.cases
    assert event in scene.centre.events


def test_a_copied_store_takes_a_new_device_id_and_loses_nothing(scene: Scene) -> None:
    scene.sync()
    copy = MemoryReplica(scene.world, scene.replica.device_id, cases=dict(scene.replica.cases), leases=dict(scene.replica.leases))
    first, second = scene.end_call(scene.case_ids[0]), scene.end_call(scene.case_ids[1], copy)
    scene.sync()
    scene.sync(copy)
    assert scene.centre.devices[scene.replica.device_id][1] is DeviceStatus.CLONED
    scene.sync(copy)
    third = scene.end_call(scene.case_ids[2], scene.replica)
    scene.sync()
    assert {first, second, third} <= set(scene.centre.events)


class TamperingGateway(MemoryGateway):
    def push(self, device_id: UUID, texts: Sequence[str], meanwhile: Callable[[], object] = rest) -> tuple[EventAnswer, ...]:
        return tuple(replace(answer, event_id=UUID(int=7)) for answer in super().push(device_id, texts, meanwhile))


def test_an_answer_for_another_event_acknowledges_nothing(scene: Scene) -> None:
    scene.sync()
    event = scene.end_call(scene.case_ids[0])
    with pytest.raises(KnownError) as caught:
        sync_once(scene.replica, TamperingGateway(scene.centre, scene.centre.people["agent01"]), scene.world)
    assert caught.value.code == "sync.bad_answer"
    assert scene.replica.statuses()[event] is None


def test_an_altered_campaign_is_refused(scene: Scene) -> None:
    version = next(iter(scene.centre.versions))
    scene.centre.versions[version] = "altered"
    with pytest.raises(KnownError, match="incomplète"):
        scene.sync()
    assert scene.replica.texts == {}


def test_a_poison_event_does_not_delay_the_others(scene: Scene) -> None:
    scene.sync()
    poison = scene.end_call(scene.case_ids[0])
    kept = scene.replica.outbox[0]
    data = json.loads(kept.event.text) | {"case": str(UUID(int=3))}
    text = json.dumps(data)
    scene.replica.outbox[0].event = replace(kept.event, text=text, sha256=digest(text))
    good = scene.end_call(scene.case_ids[1])
    scene.sync()
    assert scene.replica.statuses() == {poison: AnswerStatus.QUARANTINED, good: AnswerStatus.APPLIED}


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_schedule_of_work_and_cuts_ends_with_every_event_once(data: st.DataObject) -> None:
    scene = Scene(data.draw(st.integers(0, 2**32), label="seed"))
    other = MemoryReplica(scene.world, scene.world.uuid7())
    pairs = [(scene.replica, "agent01"), (other, "agent02")]

    def cut(at: str) -> None:
        if scene.random.random() < 0.08:
            raise Cut

    for _ in range(data.draw(st.integers(5, 25), label="steps")):
        replica, login = pairs[data.draw(st.integers(0, 1), label="who")]
        match data.draw(st.sampled_from(["sync", "end", "stop", "release", "new"]), label="what"):
            case "sync":
                scene.fault = cut
                with contextlib.suppress(Cut):
                    scene.sync(replica, login)
                scene.fault = lambda point: None
            case "end" if replica.leases:
                scene.end_call(data.draw(st.sampled_from(sorted(replica.leases))), replica)
            case "stop" if replica.leases:
                scene.stop_calling(data.draw(st.sampled_from(sorted(replica.leases))), replica)
            case "release":
                scene.centre.release_now(data.draw(st.sampled_from(scene.case_ids)))
            case "new":
                scene.add_case()
    for replica, login in pairs:
        scene.sync(replica, login)
    arrived = set(scene.centre.events) | {kept.id for kept in scene.centre.quarantine}
    assert arrived == scene.replica.confirmed() | other.confirmed()
    refused = [one for one in scene.centre.events.values() if '"authorisation_withdrawn"' in one.text]
    for one in refused:
        case = scene.centre.cases[UUID(json.loads(one.text)["case"])]
        assert case.opted_out, "a refusal once confirmed is never undone"
        assert case.state != "fresh"
    holders = [(case.payload.person_id, held.login) for case, held in scene.centre.live_leases()]
    assert len({person for person, _ in holders}) == len(set(holders)), "one person, one holder"


def test_waits_grow_with_failures_and_are_spread() -> None:
    random = Random(3)
    pace = Pace(60)
    assert 54 <= pace.wait(random) <= 66
    waits = []
    for _ in range(12):
        pace = pace.failed()
        waits.append(pace.wait(random))
    assert waits[0] < 2
    assert max(waits) <= LONGEST_WAIT
    assert waits[-1] >= LONGEST_WAIT / 2
    assert pace.succeeded(30).failures == 0


class FarGateway(MemoryGateway):
    """Each way takes five seconds; counts the hellos."""

    hellos = 0

    def hello(self, request: HelloRequest) -> HelloAnswer:
        self.hellos += 1
        self.centre.world.clock.time += timedelta(seconds=5)  # type: ignore[attr-defined]
        answer = super().hello(request)
        self.centre.world.clock.time += timedelta(seconds=5)  # type: ignore[attr-defined]
        return answer


def test_a_slow_line_is_no_wrong_clock_and_who_may_take_nothing_asks_once(scene: Scene) -> None:
    scene.centre.people["agent01"].authorised = False
    far = FarGateway(scene.centre, scene.centre.people["agent01"])
    report = sync_once(scene.replica, far, scene.world)
    assert abs(report.clock_offset) < 0.1
    assert (far.hellos, report.taken) == (1, 0)


class SlowGateway(MemoryGateway):
    """Takes so many events before the call's deadline."""

    most = 1

    def push(self, device_id: UUID, texts: Sequence[str], meanwhile: Callable[[], object] = rest) -> tuple[EventAnswer, ...]:
        if len(texts) > self.most:
            raise KnownError("centre.timeout")
        return super().push(device_id, texts, meanwhile)


def test_a_batch_too_long_for_the_deadline_goes_in_parts_and_one_event_that_is_too_long_ends_the_attempt(scene: Scene) -> None:
    scene.sync()
    confirmed = {scene.end_call(one) for one in scene.case_ids}
    slow = SlowGateway(scene.centre, scene.centre.people["agent01"])
    slow.most = 0
    with pytest.raises(KnownError) as caught:
        sync_once(scene.replica, slow, scene.world)
    assert caught.value.code == "centre.timeout"
    slow.most = 1
    assert sync_once(scene.replica, slow, scene.world).pushed == len(confirmed)
    assert set(scene.centre.events) == confirmed


class GappedGateway(MemoryGateway):
    """Misses what this workstation never made, perhaps a copy of it did."""

    def reconcile(self, device_id: UUID, from_seq: int) -> ReconcileAnswer:
        answer = super().reconcile(device_id, from_seq)
        return replace(answer, count=answer.count + 1, missing=((90, 91),))


def test_what_the_centre_misses_of_others_is_not_lost_here(scene: Scene) -> None:
    scene.sync()
    scene.end_call(scene.case_ids[0])
    report = sync_once(scene.replica, GappedGateway(scene.centre, scene.centre.people["agent01"]), scene.world)
    assert (report.sent_again, report.lost) == (0, 0)
