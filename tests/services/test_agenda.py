"""The agenda on a real store: what is promised when, how full it is, one moved, one missed, and what a desk alone may do."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from cnmas_desktop.messages import KnownError
from cnmas_desktop.sync.protocol import Callback, CasePayload
from tests.services.conftest import MakeScene
from tests.services.desk_scene import PARIS, TUESDAY, Scene, dental, flu, phone, siblings, words

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
HERE = ZoneInfo(PARIS)
DAY = date(2026, 11, 24)


def promise(at: datetime, place: int = 1, *, make: Any = dental, kind: str = "firm", zone: str = PARIS, **changes: Any) -> CasePayload:
    firm = kind == "firm"
    values = {"state": "callback", "queue_class": 1 if firm else 2, "callable_from": at - 5 * MINUTE if firm else at}
    made: CasePayload = make(place, **(values | {"callback": Callback(kind, at, zone)} | changes))
    return made


def moved(at: Scene) -> list[dict[str, Any]]:
    return [body for kind, body in at.events() if kind == "callback_set"]


def touch(at: Scene) -> None:
    """A complete sync."""
    at.replica.finish(at.clock.now())


def test_the_day_in_half_hours_with_the_persons_time_and_who_is_promised_to_the_minute(scene: MakeScene) -> None:
    there = phone(2, zone="Indian/Reunion", e164="+262639980001")
    first, second = siblings()
    at_noon = TUESDAY + HOUR
    both = [promise(at_noon, one.case_id.int & 0xFF, person_id=first.person_id, phones=first.phones) for one in (first, second)]
    at = scene(*both, promise(TUESDAY + 70 * MINUTE, 2, make=flu, kind="soft", zone="Indian/Reunion", phones=(there,)))
    (day,) = at.desk.agenda.days(DAY, 1).days
    slots = {f"{slot.at:%H:%M}": slot for slot in day.slots}
    assert [(f"{line.at:%H:%M} {line.person_at:%H:%M} {line.place}", line.firm) for line in slots["12:00"].lines] == [
        ("12:00 12:00 France métropolitaine", True),
        ("12:10 15:10 La Réunion", False),
    ]
    assert words(slots["13:00"].closed or slots["13:30"].closed) in {"", "hors des heures d'appel"}
    assert (slots["12:00"].closed, day.closed) == (None, None)


def test_a_holiday_and_a_sunday_say_that_nobody_is_called(scene: MakeScene) -> None:
    at = scene(dental(1))
    days = at.desk.agenda.days(date(2026, 12, 25), 3).days
    assert [words(day.closed) for day in days] == ["jour férié", "jour sans appel", "jour sans appel"]
    overseas = scene(flu(2, phones=(phone(2, zone="America/Guadeloupe", e164="+590639980001"),)))
    (christmas,) = overseas.desk.agenda.days(date(2026, 12, 25), 1).days
    assert {words(slot.closed) for slot in christmas.slots if slot.closed} == {"jour férié"}, "their eve lasts until one o'clock here"
    lunch = at.desk.agenda.days(DAY, 1).days[0]
    assert {f"{slot.at:%H:%M}" for slot in lunch.slots if slot.closed} == {"13:00", "13:30"}


def test_promises_that_went_back_with_their_case_still_fill_their_half_hour(scene: MakeScene) -> None:
    at = scene(dental(1))
    later = TUESDAY + timedelta(7)
    at.hello(promises=(Callback("firm", later, PARIS),))
    (day,) = at.desk.agenda.days(DAY + timedelta(7), 1).days
    lines = [line for slot in day.slots for line in slot.lines]
    assert [(line.case_id, line.name, line.at) for line in lines] == [(None, "", later)]
    at.opened()
    assert at.desk.agenda.load(later + 29 * MINUTE).load == 1
    assert at.desk.agenda.load(later + 30 * MINUTE).load == 0
    assert at.desk.agenda.load(later).beyond_lease
    assert not at.desk.agenda.load(TUESDAY + HOUR).beyond_lease


def test_the_next_good_moments_are_legal_apart_and_avoid_the_full_half_hour(scene: MakeScene) -> None:
    at = scene(flu(3), *(promise(TUESDAY + HOUR, place, make=flu) for place in (11, 12)))
    at.desk.open(flu(3).case_id)
    found = at.desk.agenda.proposed()
    assert [(f"{one.agent_local:%a %H:%M}", one.slot, one.load) for one in found] == [
        ("Tue 11:30", "morning", 0),
        ("Tue 14:00", "afternoon", 0),
        ("Tue 17:00", "evening", 0),
    ]
    at.clock.pass_(8 * HOUR + 45 * MINUTE)  # a quarter to eight in the evening
    assert [f"{one.agent_local:%a %H:%M}" for one in at.desk.agenda.proposed()] == ["Wed 10:00", "Wed 14:00", "Wed 17:00"]


def test_a_callback_is_moved_with_its_reason_and_brothers_and_sisters_go_along(scene: MakeScene) -> None:
    first, second = siblings()
    both = [promise(TUESDAY + HOUR, one.case_id.int & 0xFF, person_id=first.person_id, phones=first.phones) for one in (first, second)]
    at = scene(*both)
    later = TUESDAY + 4 * HOUR
    assert at.desk.agenda.check(both[0].case_id, later).refused is None
    at.desk.agenda.move(both[0].case_id, later, "asked")
    assert [(body["kind"], body["reason"], body["at"]) for body in moved(at)] == [("firm", "asked", "2026-11-24T14:00:00.000Z")] * 2
    assert [line.at for line in at.desk.view().callbacks] == [later, later]
    assert at.desk.view().day.callbacks == 0, "one moved is not one more"
    assert at.again().desk.agenda.days(DAY, 1).days[0].slots


def test_the_half_hour_that_the_window_shows_is_the_instant_that_is_told(scene: MakeScene) -> None:
    """The page gives the moment as it shows it, in the agent's zone."""
    at = scene(promise(TUESDAY + HOUR))
    slot = next(slot for slot in at.desk.agenda.days(DAY, 1).days[0].slots if f"{slot.at:%H:%M}" == "15:00")
    at.desk.agenda.move(dental(1).case_id, slot.at, "asked")
    assert [body["at"] for body in moved(at)] == ["2026-11-24T14:00:00.000Z"]


def test_a_moment_the_law_refuses_is_not_taken(scene: MakeScene) -> None:
    at = scene(promise(TUESDAY + HOUR))
    night = TUESDAY + 12 * HOUR
    assert at.desk.agenda.check(dental(1).case_id, night).refused is not None
    with pytest.raises(KnownError) as refused:
        at.desk.agenda.move(dental(1).case_id, night, "asked")
    assert refused.value.code == "callback.closed"
    assert moved(at) == []


def test_a_missed_promise_is_tried_the_next_day_at_the_same_hour_then_softly(scene: MakeScene) -> None:
    at = scene(promise(TUESDAY))
    at.clock.pass_(59 * MINUTE)
    touch(at)
    (line,) = at.desk.view().callbacks
    assert (line.late, moved(at)) == (True, [])
    at.clock.pass_(MINUTE)
    at.desk.view()
    at.desk.view()
    (event,) = moved(at)
    assert (event["at"], event["kind"], event["reason"], event["missed"]) == ("2026-11-25T10:00:00.000Z", "firm", "missed", 1)
    at.clock.pass_(24 * HOUR)
    touch(at)
    at.desk.view()
    assert [(body["kind"], body["missed"]) for body in moved(at)] == [("firm", 1), ("soft", 2)]


def test_a_desk_alone_calls_in_time_and_not_after(scene: MakeScene) -> None:
    at = scene(promise(TUESDAY + HOUR))
    touch(at)
    at.clock.pass_(74 * MINUTE)
    found = at.desk.view().next
    assert found is not None
    at.clock.pass_(MINUTE)
    assert at.desk.view().next is None
    view = at.desk.open(dental(1).case_id)
    assert words(view.blocked) == "Rappel manqué sans réseau : un collègue a pu le reprendre. Synchronisez avant d'appeler."
    with pytest.raises(KnownError):
        at.desk.act("call")
    at.do("leave")
    at.clock.pass_(HOUR)
    (late,) = at.desk.agenda.days(DAY, 1).late
    assert (late.standing, late.name, moved(at)) == ("passed", "Aldegonde Zéphirin", [])
    touch(at)
    assert [body["missed"] for body in (at.desk.view(), moved(at))[1]] == [1]


def test_a_case_open_on_the_desk_is_not_moved_under_the_agents_hands(scene: MakeScene) -> None:
    at = scene(promise(TUESDAY + 3 * MINUTE))
    touch(at)
    at.opened("call", "answered")
    at.clock.pass_(2 * HOUR)
    touch(at)
    at.desk.view()
    assert moved(at) == []
    with pytest.raises(KnownError) as refused:
        at.desk.agenda.move(dental(1).case_id, TUESDAY + 5 * HOUR, "slip")
    assert refused.value.code == "call.in_progress"
