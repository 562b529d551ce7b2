"""Reconcile as the centre alone can show it: everything received counts, wherever it was put."""

import pytest

from cnmas_desktop.domain.events import window_digest
from cnmas_desktop.messages import KnownError
from tests.agent_desk import Office
from tests.office import office

__all__ = ["office"]


@pytest.mark.both_servers
def test_events_accesses_and_quarantined_ones_count_alike(office: Office) -> None:
    desk, (line,) = office.leased()
    events = [
        desk.seal("record_opened", line, purpose="appel"),
        *desk.call(line, "XXL"),
        desk.seal("answers_recorded", line, attempt="0191e8a0-0000-7000-8000-000000000001", answers={"q": 1}),
        desk.seal("undertaking_signed", None, version="1"),
    ]
    desk.push(*events)
    answer = desk.gateway.reconcile(desk.device, 1)
    assert (answer.count, answer.max_seq, answer.missing) == (5, 5, ())
    assert answer.digests == {0: window_digest([(event.seq, event.sha256) for event in events])}


def test_gaps_are_named_once_and_in_order(office: Office) -> None:
    desk, (line,) = office.leased()
    events = [desk.seal("note_written", line, codes=["soir"]) for _ in range(9)]
    desk.push(*(event for event in events if event.seq in (3, 4, 8)))
    assert desk.gateway.reconcile(desk.device, 1).missing == ((1, 2), (5, 7))
    assert desk.gateway.reconcile(desk.device, 5).missing == ((5, 7),)
    assert desk.gateway.reconcile(desk.device, 9).count == 0


def test_a_conflict_changes_no_figure(office: Office) -> None:
    """The first bytes stand: what the workstation holds and what the centre holds go on agreeing."""
    desk, (line,) = office.leased()
    event = desk.seal("note_written", line, codes=["soir"])
    desk.push(event)
    before = desk.gateway.reconcile(desk.device, 1)
    desk.gateway.push(desk.device, [event.text.replace("soir", "matin")])
    assert desk.gateway.reconcile(desk.device, 1) == before


def test_another_ones_device_is_refused(office: Office) -> None:
    desk, _ = office.leased()
    other = office.desk("two")
    with pytest.raises(KnownError) as refusal:
        other.gateway.reconcile(desk.device, 1)
    assert refusal.value.code == "centre.refused"
