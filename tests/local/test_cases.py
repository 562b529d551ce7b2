"""The queue as it is read: the order of decision 1, and nothing that may not be called."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
import pytest

from cnmas_desktop.local.cases import CaseShelf
from cnmas_desktop.sync.protocol import Authorisation, Callback, CasePayload, Confided, PastAttempt, Phone
from tests.local.store import MORNING, Desk, ended, lease, payload

HOUR = timedelta(hours=1)


def names(shelf: CaseShelf, now: datetime = MORNING) -> list[int]:
    return [case.payload.case_id.int & 0xFFFF for case in shelf.ready(now)]


cases = st.builds(
    lambda number, queue_class, hours, key, state, blocked: payload(
        number,
        queue_class=queue_class,
        callable_from=MORNING + hours * HOUR,
        seeded_key=key,
        state=state,
        blocked_until=None if blocked is None else MORNING + blocked * HOUR,
        blocked_reason=None if blocked is None else "limit",
    ),
    st.integers(1, 9999),
    st.integers(1, 5),
    st.integers(-3, 2),
    st.integers(0, 3),
    st.sampled_from(["fresh", "retry", "callback", "interrupted", "done", "blocked"]),
    st.none() | st.integers(-2, 2),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(cases, max_size=60, unique_by=lambda one: one.case_id))
def test_the_queue_is_exactly_the_callable_cases_in_the_order_of_the_rules(desk: Desk, held: list[CasePayload]) -> None:
    desk.lease(held)
    may_be_called = [
        one
        for one in held
        if one.state in ("fresh", "retry", "callback", "interrupted")
        and one.callable_from <= MORNING
        and (one.blocked_until is None or one.blocked_until <= MORNING)
    ]
    may_be_called.sort(key=lambda one: (one.queue_class, one.callable_from, one.seeded_key, one.case_id))
    assert [case.payload for case in desk.shelf.ready(MORNING)] == may_be_called


def test_an_expired_lease_leaves_the_queue(desk: Desk) -> None:
    desk.lease([payload(1)], until=MORNING + HOUR)
    assert names(desk.shelf) == [1]
    assert names(desk.shelf, MORNING + HOUR) == []
    assert desk.shelf.held_until() == MORNING + HOUR


def test_a_case_comes_back_whole(desk: Desk) -> None:
    case = payload(
        1,
        callback=Callback("firm", MORNING + HOUR, "Europe/Paris"),
        attempts=(PastAttempt(MORNING - HOUR, UUID(int=3), "4.20"), PastAttempt(MORNING, None, None, False)),
        callable_from=datetime(1, 1, 1, tzinfo=UTC),
    )
    desk.lease([case], epoch=4)
    held = desk.shelf.case(case.case_id)
    assert held is not None
    assert (held.payload, held.epoch, held.until, held.withdrawn, held.worked_at) == (
        case,
        4,
        lease(case).until,
        None,
        None,
    )
    assert desk.shelf.case(UUID(int=9)) is None


def test_what_a_call_changes_is_kept_beside_what_came_whatever_the_history(desk: Desk) -> None:
    long = tuple(PastAttempt(MORNING - days * HOUR, UUID(int=3), "NRP") for days in range(300))
    case = payload(1, attempts=long, blocked_until=MORNING, blocked_reason="limit", interrupted_step="s2")
    desk.lease([case])

    def stored() -> tuple[str, str | None]:
        with desk.database.main.reading() as connection:
            text, changed = connection.exec_driver_sql("SELECT payload, changed FROM payloads JOIN cases USING (payload_id)").one()
        return text, changed

    def saved(**changes: object) -> CasePayload:
        held = desk.shelf.case(case.case_id)
        assert held is not None
        after = replace(held.payload, **changes)  # type: ignore[arg-type]
        desk.ledger.record([ended(case, desk.world)], [after])
        again = desk.shelf.case(case.case_id)
        assert again is not None
        assert again.payload == after == CaseShelf(desk.database.main).case(case.case_id).payload  # type: ignore[union-attr]
        return after

    came, _ = stored()
    own = PastAttempt(MORNING, case.phones[0].id, "CB")
    agreed = Callback("firm", MORNING + HOUR, "Europe/Paris", 2, Confided("Léa B.", "language", "pt"))
    wrong = (replace(case.phones[0], status="wrong"),)
    after = saved(attempts=(*long, own), state="callback", queue_class=1, callback=agreed, phones=wrong, blocked_until=None,
                  blocked_reason=None, interrupted_step=None, called_in_at=MORNING,
                  authorisations=(Authorisation("phone", "withdrawn", UUID(int=5)),))  # fmt: skip
    assert len(stored()[1] or "") < 700
    # Taken back: the attempt made here, then one that the centre had told of.
    saved(attempts=after.attempts[:-1], phones=case.phones, callback=None, state="fresh", called_in_at=None, authorisations=())
    saved(attempts=long[:7] + long[8:])
    assert stored()[0] == came
    desk.push()
    desk.lease([replace(case, revision=2)])
    held = desk.shelf.case(case.case_id)
    assert held is not None
    assert (held.payload, stored()[1]) == (replace(case, revision=2), None)


def test_the_household_and_those_who_share_a_number(desk: Desk) -> None:
    twin = payload(2, person_id=payload(1).person_id)
    neighbour = payload(3, phones=payload(1).phones)
    desk.lease([payload(1), twin, neighbour, payload(4)])
    assert [one.payload for one in desk.shelf.household(twin.person_id)] == [payload(1), twin]
    assert [one.payload for one in desk.shelf.with_number("+33199000001")] == [payload(1), neighbour]


def test_callbacks_in_their_order(desk: Desk) -> None:
    late, soon = (
        payload(
            number,
            state="callback",
            queue_class=1,
            callback=Callback("firm", MORNING + hours * HOUR, "Europe/Paris"),
        )
        for number, hours in ((1, 3), (2, 1))
    )
    desk.lease([late, soon, payload(3)])
    assert [one.payload for one in desk.shelf.callbacks(MORNING + 8 * HOUR)] == [soon, late]
    assert [one.payload for one in desk.shelf.callbacks(MORNING + 2 * HOUR)] == [soon]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("zephirin-1", [1]),
        ("ZÉPHIRIN 1", [1]),
        ("aldegonde zéph", [1, 2]),
        ("Trifouilly", []),
        ("19900", []),
        ("  ", []),
    ],
)
def test_search_is_by_the_names_of_own_cases_only(desk: Desk, typed: str, found: list[int]) -> None:
    desk.lease([payload(1), payload(2)])
    assert [one.payload.seeded_key for one in desk.shelf.search(typed)] == found


def test_attempts_told_and_made_count_once(desk: Desk) -> None:
    case = payload(1)
    desk.lease([case])
    desk.dial(case)
    desk.end(case)
    told = PastAttempt(MORNING, case.phones[0].id, "5.10")
    other = PastAttempt(MORNING - 24 * HOUR, UUID(int=77), None)
    neighbour = payload(2, phones=(Phone(UUID(int=88), case.phones[0].e164, "Europe/Paris"),), attempts=(PastAttempt(MORNING - HOUR, UUID(int=88)), PastAttempt(MORNING, UUID(int=99))))  # fmt: skip
    desk.push()
    desk.lease([payload(1, revision=2, attempts=(told, other)), neighbour])
    known = desk.shelf.attempts_on(case.person_id, [case.phones[0].e164], MORNING - 30 * 24 * HOUR)
    assert [(one.at, one.disposition) for one in known] == [
        (other.at, None),
        (MORNING - HOUR, None),
        (MORNING, "5.10"),
    ]
    assert len(desk.shelf.attempts_on(case.person_id, [case.phones[0].e164], MORNING - 2 * HOUR)) == 2
