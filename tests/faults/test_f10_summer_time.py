"""F10: summer time, overseas zones, another zone on the PC: what was promised stays on the person's wall clock."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st
import pytest

from cnmas_desktop.domain.campaign import CallingRule
from cnmas_desktop.domain.events import EventDraft, EventType, instant_text
from cnmas_desktop.domain.scheduling import Callback, CallbackTime, History, callback_time, propose
from tests.local.store import Desk, payload, ref

ZONES = (
    "Europe/Paris",
    "America/Martinique",
    "America/Miquelon",
    "Indian/Reunion",
    "Pacific/Tahiti",
    "Pacific/Noumea",
)
CHANGES = (datetime(2026, 10, 25, tzinfo=UTC), datetime(2027, 3, 28, tzinfo=UTC))


@given(st.integers(0, 2 * 366 * 86_400), st.sampled_from(ZONES))
def test_an_instant_and_its_zone_give_the_same_instant_back(seconds: int, zone: str) -> None:
    """Also in the hour that comes twice: `fold` is part of the local time."""
    at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    assert at.astimezone(ZoneInfo(zone)).astimezone(UTC) == at


@pytest.mark.parametrize("change", CHANGES, ids=["to winter", "to summer"])
@pytest.mark.parametrize("zone", ZONES)
def test_a_callback_agreed_before_the_change_is_due_at_the_persons_hour_after_it(change: datetime, zone: str) -> None:
    local = ZoneInfo(zone)
    agreed = (change + timedelta(days=4)).astimezone(local).replace(hour=15, minute=0)
    proposal = propose(
        History(),
        "RDV",
        CallingRule.TRAINING,
        zone,
        change - timedelta(days=2),
        Callback(firm=True, at=agreed.astimezone(UTC)),
    )
    assert proposal.next_at is not None
    due = proposal.next_at.astimezone(local)
    assert (due.hour, due.minute) in ((14, 55), (15, 0))
    assert callback_time(agreed.astimezone(UTC), agreed.astimezone(UTC)) is CallbackTime.DUE


def test_half_past_two_twice_and_half_past_two_never() -> None:
    paris = ZoneInfo("Europe/Paris")
    twice = [datetime(2026, 10, 25, 2, 30, fold=fold, tzinfo=paris).astimezone(UTC) for fold in (0, 1)]
    assert twice[1] - twice[0] == timedelta(hours=1)
    assert [instant_text(at) for at in twice] == ["2026-10-25T00:30:00.000Z", "2026-10-25T01:30:00.000Z"]
    never = datetime(2027, 3, 28, 2, 30, tzinfo=paris).astimezone(UTC)
    assert never.astimezone(paris).hour == 3, "an hour that does not exist is the one after it"


@pytest.mark.parametrize("zone", ZONES)
def test_the_zone_of_the_pc_changes_nothing_that_is_kept(tmp_path: Path, zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        with Desk(tmp_path / "store") as desk:
            desk.lease([payload(1)])
            body = {
                "kind": "firm",
                "at": "2026-12-01T14:00:00.000Z",
                "zone": "Europe/Paris",
                "with": "person",
            }
            (event,) = desk.ledger.record([EventDraft(EventType.CALLBACK_SET, ref(payload(1)), body)])
            assert '"at":"2026-12-01T14:00:00.000Z"' in event.text
            assert f'"at":"{instant_text(event.at)}"' in event.text
            offset = int(event.at.astimezone().utcoffset().total_seconds() // 60)  # type: ignore[union-attr]
            assert f'"offset":{offset},' in event.text
    finally:
        monkeypatch.undo()
        time.tzset()
