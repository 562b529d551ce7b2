"""The left column: who is next and why, why nobody is, callbacks with the person's hour, the figures of the day."""

from datetime import timedelta

import pytest

from cnmas_desktop.messages import MESSAGES, KnownError
from cnmas_desktop.services.syncing import SyncState
from cnmas_desktop.services.wording import HANDOVER_REASONS, LANGUAGES
from cnmas_desktop.sync.protocol import AnswerStatus, Callback, Confided, EventAnswer
from tests.services.conftest import MakeScene
from tests.services.desk_scene import PARIS, TUESDAY, dental, flu, phone, professional, siblings, study, words

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


def test_the_first_of_the_order_comes_first_with_its_reason(scene: MakeScene) -> None:
    promised = dental(1, state="callback", queue_class=1, callable_from=TUESDAY, callback=Callback("firm", TUESDAY, PARIS))
    at = scene(study(4), flu(2), promised)
    view = at.desk.view()
    assert view.next is not None
    assert (view.next.case_id, words(view.next.why)) == (promised.case_id, "Rappel promis à 11:00")
    assert [words(line.why) for line in view.upcoming] == ["Premier appel", "Premier appel"]
    opened = at.desk.open_next()
    assert opened is not None
    assert opened.case_id == promised.case_id
    after = at.desk.view().next
    assert after is not None
    assert after.case_id != promised.case_id


@pytest.mark.parametrize(
    ("reason", "skill", "said"),
    [
        ("language", "pt", "Confié par Camille Rivière : la personne parle portugais"),
        ("language", None, "Confié par Camille Rivière : la personne parle une autre langue"),
        ("expertise", "employers", "Confié par Camille Rivière : le dossier demande une autre compétence"),
        ("of_tomorrow", None, "Confié par Camille Rivière"),
    ],
)
def test_a_case_confided_names_who_gave_it_and_why(scene: MakeScene, reason: str, skill: str | None, said: str) -> None:
    given = Callback("firm", TUESDAY, PARIS, confided=Confided("Camille Rivière", reason, skill))
    at = scene(dental(1, state="callback", queue_class=1, callable_from=TUESDAY, callback=given))
    line, opened = at.desk.view().next, at.desk.open_next()
    assert line is not None
    assert opened is not None
    assert (words(line.why), words(opened.why)) == (said, said)


def test_every_reason_to_confide_has_words_for_who_takes_the_case() -> None:
    assert {f"confided.{one.code}" for one in (*HANDOVER_REASONS, *LANGUAGES) if one.code != "other"} == {
        code for code in MESSAGES if code.startswith("confided.")
    }


def test_why_nobody_is_next(scene: MakeScene) -> None:
    evening = TUESDAY + 6 * HOUR
    at = scene(*(flu(place, callable_from=evening) for place in (2, 6, 7)))
    view = at.desk.view()
    assert (view.next, view.callable_now) == (None, 0)
    assert words(view.none) == "Aucun dossier à appeler maintenant : 3 attendent 17\u00a0h."
    assert [(words(one.reason), one.count, one.next_at) for one in view.blocked] == [("attendent leur prochain moment", 3, evening)]
    at.clock.pass_(6 * HOUR)
    assert at.desk.view().callable_now == 3


def test_at_night_nobody_is_next_but_where_it_is_day(scene: MakeScene) -> None:
    far = flu(2, phones=(phone(2, zone="America/Guadeloupe", e164="+590690000001"),))
    at = scene(dental(1), far)
    at.clock.pass_(10 * HOUR)  # 21:00 in Paris, 16:00 in Guadeloupe
    view = at.desk.view()
    assert view.next is not None
    assert (view.next.case_id, view.callable_now) == (far.case_id, 1)
    assert [words(one.reason) for one in view.blocked] == ["hors des heures d'appel"]


def test_an_empty_desk_says_so(scene: MakeScene) -> None:
    at = scene(dental())
    at.sync([])
    view = at.desk.view()
    assert view.next is None
    assert words(view.none) == "Aucun dossier réservé sur ce poste. Ils arriveront à la prochaine transmission."
    assert at.desk.open_next() is None


def test_callbacks_show_both_hours_and_whether_they_are_late(scene: MakeScene) -> None:
    at_reunion = phone(2, zone="Indian/Reunion", e164="+262639980001")
    cases = [
        flu(2, state="callback", queue_class=1, phones=(at_reunion,), callback=Callback("firm", TUESDAY - 20 * MINUTE, "Indian/Reunion")),
        dental(1, state="callback", queue_class=1, callback=Callback("firm", TUESDAY + 3 * MINUTE, PARIS)),
        professional(3, state="callback", queue_class=2, callback=Callback("soft", TUESDAY + 2 * HOUR, PARIS)),
    ]
    lines = scene(*cases).desk.view().callbacks
    assert [(line.firm, line.due, line.late) for line in lines] == [(True, True, True), (True, True, False), (False, False, False)]
    assert [line.local_at and f"{line.local_at:%H:%M}" for line in lines] == ["13:40", None, None]


def test_brothers_and_sisters_are_one_line(scene: MakeScene) -> None:
    first, second = siblings()
    view = scene(first, second, flu()).desk.view()
    assert view.next is not None
    assert [line.case_id for line in (view.next, *view.upcoming)] == [first.case_id, flu().case_id]
    assert view.callable_now == 3


def test_a_skipped_case_goes_to_the_end_of_its_class(scene: MakeScene) -> None:
    at = scene(dental(1), flu(2), study(4))
    first = at.desk.open_next()
    assert first is not None
    assert at.do(("skip", {"reason": "prepare"})) is None
    order = [at.desk.view().next, *at.desk.view().upcoming]
    assert [line.case_id for line in order if line][-1] == first.case_id
    assert dict(at.events())["case_skipped"] == {"reason": "prepare"}


def test_the_figures_of_the_day_and_what_waits(scene: MakeScene) -> None:
    at = scene(dental(1), flu(2))
    at.opened("call", "no_answer")
    at.do("save")
    view = at.desk.view()
    assert (view.day.calls, view.day.interviews) == (1, 0)
    assert view.sync.waiting == 3
    pending = at.replica.pending(1, 1)
    answers = [(event, EventAnswer(event.id, AnswerStatus.FLAGGED, "stale_lease")) for event in pending]
    at.replica.acknowledge(answers, "1")
    lines = {line.status: line for line in at.desk.outbox()}
    assert set(lines) == {"waiting", "flagged"}
    assert words(lines["flagged"].reason) == "La réservation n'était plus la vôtre quand ce résultat est arrivé."
    assert lines["waiting"].case_name == "Aldegonde Zéphirin"
    assert (at.desk.view().sync.waiting, at.desk.view().sync.flagged) == (2, 1)


def test_the_state_of_the_sync_is_told(scene: MakeScene) -> None:
    at = scene(dental())
    at.sync_state = SyncState(online=True, last_complete_at=TUESDAY, problem=KnownError("sign_in.refused"))
    sync = at.desk.view().sync
    assert (sync.online, sync.last_complete_at) == (True, TUESDAY)
    assert words(sync.problem) == "Identifiant ou mot de passe incorrect, ou mot de passe expiré."


def test_the_demonstration_says_that_it_is_one(scene: MakeScene) -> None:
    at = scene(dental())
    assert [words(one) for one in at.desk.view().banners] == [
        "Démonstration : personnes inventées, appels possibles à toute heure, trousseau de démonstration."
    ]
    at.hello(demo=False)
    assert at.desk.view().banners == ()


@pytest.mark.parametrize("typed", ["zephirin", "Zéphirin Alde", "01 99 00 00 01", "+33199000001", "9900 0001"])
def test_an_own_case_is_found_by_name_or_number(scene: MakeScene, typed: str) -> None:
    at = scene(dental(1), study(4))
    assert [line.case_id for line in at.desk.find(typed)] == [dental(1).case_id]
    assert at.desk.find("introuvable") == ()


def test_a_second_call_waits_for_the_end_of_the_first(scene: MakeScene) -> None:
    at = scene(dental(1), flu(2))
    at.opened("call")
    for start in (at.desk.open_next, lambda: at.desk.open(flu(2).case_id)):
        with pytest.raises(KnownError) as refused:
            start()
        assert refused.value.code == "call.in_progress"
    at.do("no_answer", "save")
    assert at.desk.open(flu(2).case_id).step == "ready"


def test_what_a_sync_brings_is_counted_at_once(scene: MakeScene) -> None:
    at = scene(dental(1))
    assert at.desk.view().held == 1
    at.sync([dental(1), flu(2), study(4)])
    view = at.desk.view()
    assert (view.held, view.callable_now) == (3, 3)
    assert view.held_until == TUESDAY + 31 * HOUR
