"""One call goes a shorter way through the centre than a batch does: both must leave the same behind."""

from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest

from cnmas_desktop.sync.protocol import AnswerStatus, LeaseLine
from tests.agent_desk import Desk, Office
from tests.office import office

__all__ = ["office"]

CASE = (
    "state, queue_class, callable_from, callback, interrupted_step, last_at, disposition, result, result_at IS NOT NULL, revision, epoch,"
    " lease_id IS NULL, leased_by IS NULL, leased_until, withdrawn, assigned_to, amended"
)
ENDS = (
    ("NRP", "retry"), ("OCC", "retry"), ("TERM", "done"), ("REF_D", "done"), ("ABAN", "interrupted"), ("INC", "supervisor"), ("RACC", "exhausted"),
    ("NRP", "done"), ("FNUM", "retry"), ("RDV", "callback"), ("OPTOUT", "blocked"),
)  # fmt: skip
MIDDLES: tuple[tuple[str, dict[str, Any]], ...] = (
    ("reached", {"who": "person"}), ("reached", {"who": "third_party"}), ("identity_checked", {"result": "match"}),
    ("interview_decided", {"accepted": True}), ("interview_decided", {"accepted": False}),
    ("offer_decided", {"offer": "B", "decision": "accepted"}), ("offer_decided", {"offer": "B", "decision": "refused"}),
    ("request_made", {"type": "autre", "text": "Un conseiller"}), ("request_made", {"type": "autre"}),
    ("contact_change_proposed", {"field": "mail", "new": "a@example.org"}),
    ("contact_change_proposed", {"field": "adresse_postale", "old": "rue A", "new": "rue B"}),
    ("contact_change_proposed", {"field": "mail", "old": "a@example.org", "new": "b@example.org"}),
    ("callback_set", {"kind": "soft", "at": "2026-11-25T10:00:00.000Z", "zone": "Europe/Paris", "with": "person"}),
    ("note_written", {"codes": [], "text": "Rien"}), ("authorisation_given", {"channel": "mail", "words": "oui"}),
)  # fmt: skip


def tell(desk: Desk, line: LeaseLine, seed: int, part: int, *, as_a_batch: bool) -> None:
    """Two calls of the same words, in pieces, of the hour `part`; `as_a_batch`: an access event goes along, which the short way does not take."""
    chance = Random(seed * 2 + part)
    start = datetime(2026, 11, 23, 10 + part, tzinfo=UTC)
    phone = desk.phone(line)
    for number in range(2):
        desk.clock.ahead = start + timedelta(minutes=number) - datetime.now(UTC)
        code, state = chance.choice(ENDS)
        at = start + chance.choice((timedelta(hours=2), timedelta(days=9), timedelta(days=400)))
        middle = chance.choices(MIDDLES, k=chance.randrange(5))
        events = desk.call(line, code, state=state, at=at, phone=phone, middle=middle, incoming=chance.random() < 0.2)
        cut = chance.randrange(len(events) + 1)
        for piece in (events[:cut], events[cut:]):
            if as_a_batch and piece:
                piece = [*piece, desk.seal("record_opened", line, purpose="file")]
                # the access event was sealed last, so what it follows is told first
            desk.push(*sorted(piece, key=lambda event: event.seq))


def left(office: Office, line: LeaseLine, login: str) -> list[Any]:
    rows = office.centre.rows
    return [
        [tuple(str(one)[:16] if isinstance(one, datetime) else one for one in office.case(line, CASE))],
        rows("SELECT type, status, reason, text = '' FROM app.event WHERE case_id = %s ORDER BY seq", line.case_id),
        rows(
            "SELECT counts, r.disposition, r.campaign, number_hmac IS NULL FROM app.reach_attempt r JOIN app.call_case USING (contact_id)"
            " WHERE id = %s ORDER BY r.at, r.disposition", line.case_id
        ),
        rows("SELECT end_reason FROM app.lease WHERE case_id = %s", line.case_id),
        rows("SELECT count(*) FROM app.person_lease JOIN app.call_case USING (contact_id) WHERE id = %s", line.case_id),
        rows("SELECT count(*) FROM app.phone p JOIN app.number_lease USING (number_hmac) JOIN app.call_case USING (contact_id) WHERE call_case.id = %s", line.case_id),
        rows("SELECT measure, n FROM app.rollup WHERE login = %s ORDER BY 1", login),
    ]  # fmt: skip


@pytest.mark.parametrize("seed", range(12))
def test_the_short_way_leaves_what_the_long_one_does(office: Office, seed: int) -> None:
    found = []
    for name, (desk, (line,)) in {name: office.leased(name=name) for name in ("one", "two")}.items():
        for part in range(2):
            tell(desk, line, seed, part, as_a_batch=name == "two")
        found.append(left(office, line, office.person(name).login))
    for short, long in zip(*found, strict=True):
        assert short == long


def test_a_plain_call_goes_the_short_way(office: Office) -> None:
    """Seen by closing the long one."""
    desk, (line,) = office.leased()
    with office.centre.admin() as admin:
        admin.execute("ALTER FUNCTION app.push_batch RENAME TO long_way")
    for piece in (
        desk.call(line, middle=MIDDLES[:2]),
        desk.call(line, "TERM", state="done", middle=[MIDDLES[3], MIDDLES[5], MIDDLES[7]]),
    ):
        assert {answer.status for answer in desk.push(*piece)} == {AnswerStatus.APPLIED}
    assert office.case(line, "state, result ->> 'offer', lease_id IS NULL") == ("done", "accepted", True)


FOLDED = "state, queue_class, callable_from::text, callback, interrupted_step, last_at, disposition, result"


@pytest.mark.parametrize("seed", range(4))
def test_what_is_added_in_passing_is_what_the_whole_story_gives(office: Office, seed: int) -> None:
    """Batches about several cases, whose results only grow: read again from their first event, nothing changes."""
    desk, lines = office.leased(5)
    chance = Random(seed)
    for _ in range(3):
        batch = []
        for line in chance.choices(lines, k=6):
            whole = desk.call(line, "NRP", middle=chance.choices(MIDDLES[3:12], k=3))
            batch += whole if chance.random() < 0.3 else whole[:-1]
        assert {answer.status for answer in desk.push(*batch)} == {AnswerStatus.APPLIED}
    kept = [office.case(line, FOLDED) for line in lines]
    assert any(case[-1].get("requests") for case in kept)
    for line in lines:
        office.centre.operator.execute("SELECT app.refold(ARRAY['ESSAI'], ARRAY[%s], '')", (line.case_id,))
    assert [office.case(line, FOLDED) for line in lines] == kept
