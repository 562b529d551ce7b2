"""A crash or a full disk at any step: the same case, the same step, the same words; what was confirmed is never lost."""

from typing import Any

import pytest

from cnmas_desktop.messages import KnownError
from cnmas_desktop.services.views import CallView
from tests.services.conftest import MakeScene
from tests.services.desk_scene import BIRTH, Scene, dental, flu, siblings, study, words

Steps = tuple[Any, ...]

WHOLE: Steps = (
    "call", "answered", "person", BIRTH, "accept", "next", "next", "next", "offer_refused", "offer_reason:deja_fait",
    ("request", {"type": "autre", "text": ""}), ("change", {"field": "mail", "new": "ode@exemple.fr"}),
    ("authorise", {"channel": "sms", "state": "given"}), ("note", {"codes": "evening", "text": "Après 18 h"}), "nothing_more",
)  # fmt: skip
WRONG: Steps = ("call", "answered", "third_party", "wrong_number")
LATER: Steps = ("call", "answered", "person", BIRTH, "callback", ("set_callback", {"kind": "firm", "local": "2026-11-25T15:00"}))
STUDY: Steps = ("call", "answered", "person", "accept", ("answer", {"answer": "2"}), "oppose")
MENU: Steps = ("call", "answered", "terminate", "special", "end_with:INCAP")
SECOND_CHILD: Steps = ("next", "next", "next", "offer_undecided", "nothing_more")


def same(one: CallView, other: CallView) -> bool:
    """Alike but for the word that the call was found again."""
    names = [name for name in CallView.__slots__ if name != "resumed"]
    return all(getattr(one, name) == getattr(other, name) for name in names)


@pytest.mark.parametrize(
    ("cases", "steps"),
    [
        ((dental(),), WHOLE),
        (siblings(), (*WHOLE, *SECOND_CHILD)),
        ((dental(),), WRONG),
        ((flu(),), LATER),
        ((study(),), STUDY),
        ((dental(),), MENU),
    ],
)
def test_every_step_survives_a_restart(scene: MakeScene, cases: Any, steps: Steps) -> None:
    at = scene(*cases)
    view = at.opened()
    for step in steps:
        at = at.again()
        found = at.desk.call()
        assert found is not None
        assert same(found, view)
        assert (found.resumed is not None) == (found.step != "ready")
        after = at.on(step)
        assert after.resumed is None
        view = after
    at = at.again()
    at.do("save")
    assert at.desk.call() is None or at.desk.call().step == "ready"  # type: ignore[union-attr]
    at.database.close()


def test_the_step_that_was_found_again_is_named(scene: MakeScene) -> None:
    at = scene(dental())
    at.opened("call", "answered", "person", BIRTH)
    at = at.again()
    view = at.desk.call()
    assert view is not None
    assert words(view.resumed) == "Appel en cours retrouvé à l'étape Mention, accord."
    at.database.close()


@pytest.mark.parametrize("steps", [WHOLE, WRONG, LATER])
def test_a_full_disk_keeps_the_page_and_the_same_action_works_later(scene: MakeScene, steps: Steps) -> None:
    at = scene(dental())
    view: CallView | None = at.opened()
    for step in (*steps, "save"):
        before = at.events()
        at.faults["record.before_commit"] = KnownError("store.disk_full")
        with pytest.raises(KnownError) as refused:
            at.do(step)
        assert str(refused.value) == "Non enregistré : le disque est plein. Gardez cette page ouverte."
        found = at.desk.call()
        assert found is not None
        assert view is not None
        assert same(found, view)
        assert at.events() == before
        view = at.do(step)
    assert at.types().count("call_ended") == 1


def test_words_being_typed_survive(scene: MakeScene) -> None:
    at = scene(dental())
    at.opened("call", "answered", "person", BIRTH)
    at.desk.save_draft({"change.field": "mail", "change.new": "ode@exem"})
    at.desk.save_draft({"note.text": "le soir"})
    at = at.again()
    view = at.desk.call()
    assert view is not None
    assert view.draft == {"change.field": "mail", "change.new": "ode@exem", "note.text": "le soir"}
    view = at.on(("change", {"field": "mail", "new": "ode@exemple.fr"}))
    assert view.draft == {"note.text": "le soir"}, "the panel is done, the note is still being written"
    view = at.on(("note", {"codes": "", "text": "le soir"}))
    assert (view.draft, view.note) == ({}, "le soir")
    at.database.close()


def test_what_is_said_to_prove_who_one_is_is_kept_nowhere(scene: MakeScene) -> None:
    at = scene(dental(), flu())
    at.opened("call", "answered", "person")
    at.desk.save_draft({"typed": "3/4/1971"})
    assert "1971" not in everything(at)
    at.do(("identity", {"typed": "3/4/1971"}))
    assert "1971" not in everything(at)


def everything(at: Scene) -> str:
    """Every row of every table, in words."""
    with at.database.main.reading() as connection:
        tables = [row[0] for row in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return str([connection.exec_driver_sql(f"SELECT * FROM {table}").all() for table in tables])


def test_a_crash_right_after_a_save_shows_the_saved_case_as_done(scene: MakeScene) -> None:
    at = scene(dental())
    at.opened("call", "no_answer")

    at.faults["record.after_commit"] = RuntimeError("killed")
    with pytest.raises(RuntimeError):
        at.do("save")
    later: Scene = at.again()
    assert later.desk.call() is None
    assert later.types().count("call_ended") == 1
    later.database.close()
