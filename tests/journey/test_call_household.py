"""Two children of one person: two cases, one call, one outcome per child."""

from tests.services.conftest import MakeScene
from tests.services.desk_scene import TO_NOTICE, siblings, words


def test_one_call_one_outcome_per_child(scene: MakeScene) -> None:
    first, second = siblings()
    at = scene(first, second)
    view = at.opened(*TO_NOTICE)
    assert (view.household, view.household_label) == ((1, 2), "Dossiers de cette personne")
    view = at.on("accept")
    assert (view.household, view.household_label) == ((1, 2), "Odilon")
    assert view.say is not None
    assert view.say.text.startswith("Odilon peut bénéficier")
    view = at.on("next", "next", "next", "offer_accepted", "offer:rendez_vous", "nothing_more")
    assert (view.household, view.household_label) == ((2, 2), "Ysaline")
    assert {field.name: field.value for field in view.fields}["enfant_date_naissance"] == "20/08/2019"
    view = at.on("next", "next", "next", "offer_refused", "offer_reason", "nothing_more")
    assert [words(fact) for fact in view.facts] == [
        "Entretien accepté",
        "Odilon : Accord : Prendre rendez-vous chez le dentiste",
        "Ysaline : Offre refusée : Prendre rendez-vous chez le dentiste",
    ]
    assert "Offre : 1 d'accord, 1 refus, 0 à réfléchir" in [words(line) for line in view.summary]
    assert at.do("save") is None
    assert [(at.held(one).payload.state, at.held(one).payload.attempts[0].disposition) for one in (first, second)] == [("done", "TERM")] * 2
    started = [body for kind, body in at.events() if kind == "call_started"]
    assert [body["cases"] for body in started] == [[str(first.case_id), str(second.case_id)]]
    assert at.types().count("call_ended") == 2
    assert at.desk.view().day.calls == 1


def test_one_call_that_nobody_answers_counts_once_and_sends_both_away(scene: MakeScene) -> None:
    first, second = siblings()
    at = scene(first, second)
    at.opened("call", "no_answer")
    at.do("save")
    assert [at.held(one).payload.state for one in (first, second)] == ["retry", "retry"]
    assert len(at.desk._book.attempts(at.held(second).payload, at.clock.now())) == 1
    assert at.desk.view().next is None


def test_each_record_opened_is_a_consultation(scene: MakeScene) -> None:
    first, second = siblings()
    at = scene(first, second)
    at.opened()
    assert [kind for kind, _ in at.events()] == ["record_opened", "record_opened"]
