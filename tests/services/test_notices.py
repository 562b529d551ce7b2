"""What the agent is to read: delivered by a sync, read offline, and no call of a campaign whose script changed before it is."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from cnmas_desktop.config import resource
from cnmas_desktop.domain.campaigns import load_campaign
from cnmas_desktop.domain.events import digest
from cnmas_desktop.messages import KnownError
from cnmas_desktop.services.quality import GRID
from cnmas_desktop.services.script_changes import script_changes
from cnmas_desktop.services.syncing import SyncState
from cnmas_desktop.sync.protocol import Colleagues, Notice, Review, VersionRef
from tests.services.conftest import MakeScene
from tests.services.desk_scene import TUESDAY, Scene, dental, flu, offered, words

LINE = "Ce rendez-vous est pris en charge chaque année, de 3 à 24 ans."
NEW_LINE = "Ce rendez-vous est pris en charge tous les ans."


def notice(place: int, **changes: object) -> Notice:
    values = {"id": UUID(int=place), "sender": "Claire M.", "text": f"Message {place}", "at": TUESDAY, "ends": TUESDAY + timedelta(hours=8)}
    return Notice(**(values | changes))  # type: ignore[arg-type]


def version_of(code: str, version: str = "1", shipped: str = "", chosen: str = "") -> tuple[VersionRef, str]:
    text = resource(f"campaigns/{code}.toml").read_text(encoding="utf-8").replace('version = "1"', f'version = "{version}"', 1)
    assert shipped in text
    text = text.replace(shipped, chosen) if shipped else text
    return VersionRef(code, version, digest(text)), text


def changed(scene: Scene) -> None:
    """The centre opened version 2 of the dental campaign; the case held belongs to it from this sync on."""
    scene.choose("MTDENTS", LINE, NEW_LINE)
    scene.hello(campaigns=(version_of("MTDENTS", "2", LINE, NEW_LINE)[0],))
    scene.replica.finish(scene.clock.now())


def test_a_message_is_read_offline_once_and_stays_read(scene: MakeScene) -> None:
    at = scene(dental())
    at.hello(messages=(notice(2), notice(1)))
    assert [(one.text, one.read) for one in at.desk.notices.messages()] == [("Message 2", False), ("Message 1", False)]
    at.desk.notices.read_message(UUID(int=1))
    at.desk.notices.read_message(UUID(int=1))
    assert [one.read for one in at.desk.notices.messages()] == [False, True]
    assert at.events() == [("message_read", {"message": str(UUID(int=1))})]
    at.hello(messages=(notice(2), notice(1)))
    again = at.again()
    assert [one.read for one in again.desk.notices.messages()] == [False, True]
    again.clock.pass_(timedelta(hours=9))
    assert again.desk.notices.messages() == ()


def test_what_changed_is_told_sentence_by_sentence(scene: MakeScene) -> None:
    text = resource("campaigns/MTDENTS.toml").read_text(encoding="utf-8")
    old = load_campaign(text, "MTDENTS")
    new = load_campaign(
        text.replace(LINE, NEW_LINE)
        .replace('  "Avez-vous déjà pris rendez-vous ?",\n', "")
        .replace('["renvoi_information", "Recevoir de nouveau l\'information"]', '["courrier", "Recevoir un courrier"]')
        .replace("Non. L'examen est pris en charge, sans avance de frais.", "Non, {organisme} prend en charge.")
        .replace(old.identity[0].ask, "Votre date de naissance ?"),
        "MTDENTS",
    )
    assert [(words(one.what), one.before, one.after) for one in script_changes(old, new)] == [
        ("Identité : ce qui est demandé", old.identity[0].ask, "Votre date de naissance ?"),
        ("Script", LINE, NEW_LINE),
        ("Script", "Avez-vous déjà pris rendez-vous ?", ""),
        ("Offres", "Recevoir de nouveau l'information", "Recevoir un courrier"),
        (
            "Que répondre ? « Est-ce payant ? »",
            "Non. L'examen est pris en charge, sans avance de frais.",
            "Non, [l'organisme] prend en charge.",
        ),
    ]
    assert script_changes(old, old) == ()


def test_no_call_of_a_campaign_before_its_changed_script_is_read(scene: MakeScene) -> None:
    at = scene(dental())
    at.hello(campaigns=(version_of("MTDENTS")[0],))
    assert at.desk.notices.scripts() == (), "the first version is no change"
    changed(at)
    (script,) = at.desk.notices.scripts()
    assert (script.campaign, script.title, [one.after for one in script.changes]) == ("MTDENTS", "Examen bucco-dentaire", [NEW_LINE])
    view = at.opened()
    assert "lisez-la avant le premier appel" in words(view.blocked)
    at.desk.notices.read_script("MTDENTS")
    view = at.desk.open(view.case_id)
    assert view.blocked is None
    assert at.desk.notices.scripts() == ()
    at.on("call")
    assert ("script_read", {"campaign": "MTDENTS", "version": "2"}) in at.events()
    assert at.again().desk.notices.scripts() == ()


def test_another_campaign_is_called_meanwhile_and_a_version_without_other_words_asks_nothing(scene: MakeScene) -> None:
    at = scene(flu())
    first, text = version_of("MTDENTS")
    at.replica.store_version(first, text)
    second, text = version_of("MTDENTS", "2", "lease_cap = 200", "lease_cap = 100")
    at.replica.store_version(second, text)
    at.hello(campaigns=(second, version_of("GRIPPE")[0]))
    at.replica.finish(at.clock.now())
    assert at.desk.notices.scripts() == ()
    third, text = version_of("MTDENTS", "3", LINE, NEW_LINE)
    at.clock.pass_(timedelta(seconds=1))
    at.replica.store_version(third, text)
    at.hello(campaigns=(third, version_of("GRIPPE")[0]))
    at.replica.finish(at.clock.now())
    assert [one.campaign for one in at.desk.notices.scripts()] == ["MTDENTS"], "told against the version last known"
    assert at.opened().blocked is None


def test_whom_to_confide_to_is_known_offline(scene: MakeScene) -> None:
    at = scene(dental())
    assert [one.code for one in at.opened().choices["handover_targets"]] == ["team:campaign", "team:supervision"]
    assert at.replica.colleagues_due()
    at.replica.store_colleagues(Colleagues({"b2k4m": "Léa B."}, ("Ain",), ("tr", "pt"), {"skill:pt": 2, "colleague:b2k4m": 1}), ())
    assert not at.replica.colleagues_due()
    view = at.opened()
    assert [(one.code, one.label) for one in view.choices["handover_targets"]][2:] == [
        ("skill:pt", "Un agent qui parle portugais"), ("skill:tr", "Un agent qui parle turc"), ("team:Ain", "Ain"), ("colleague:b2k4m", "Léa B."),
    ]  # fmt: skip
    assert {one.code for one in view.choices["languages"][:2]} == {"pt", "tr"}, "those a colleague speaks come first"
    at.on("call", "answered", "person", "terminate", ("hand_over", {"to_kind": "colleague", "to": "b2k4m", "reason": "person_asks"}))
    at.clock.pass_(timedelta(hours=1))
    assert at.replica.colleagues_due()


def test_who_is_at_work_is_told_as_of_when_while_it_holds_offline_too(scene: MakeScene) -> None:
    at = scene(dental())
    at.replica.store_colleagues(Colleagues({"b2k4m": "Léa B."}, ("Ain",), (), {"team:Ain": 2}), ())
    there = {"team:Ain": 2, "colleague:b2k4m": 0, "team:campaign": None, "team:supervision": None}
    for sync, minutes, known in ((SyncState(online=True), 4, True), (SyncState(), 3, True), (SyncState(online=True), 8, False)):
        at.clock.pass_(timedelta(minutes=minutes))
        at.sync_state = sync
        view = at.desk.call() or at.opened()
        assert {one.code: one.there for one in view.choices["handover_targets"]} == (there if known else dict.fromkeys(there)), minutes
        assert (view.present_at is not None) is known


def test_reviews_of_ones_interviews_are_read_offline_and_replaced_by_the_next_contact(scene: MakeScene) -> None:
    at = scene(dental())
    assert at.desk.reviews.latest() == ()
    review = Review("MTDENTS", at.clock.now() - timedelta(days=2), at.clock.now(), "Claire M.", dict.fromkeys(GRID, "good"), "Très clair.")
    at.replica.store_colleagues(Colleagues(), [review, replace(review, campaign="PARTIE")])
    at = at.again()
    first, second = at.desk.reviews.latest()
    assert (first.campaign, second.campaign) == ("Examen bucco-dentaire", "PARTIE")
    assert (first.by, first.marks["notice"], first.remark) == ("Claire M.", "good", "Très clair.")
    assert first.held_at == review.held_at
    at.replica.store_colleagues(Colleagues(), [])
    assert at.desk.reviews.latest() == ()


NUMBERS = ("15", "112", "114", "3114", "119", "3919")
WALK = ("call", "answered", "person", ("identity", {"typed": "9/12/1984"}), "accept", "next", "next", "next")


def test_what_to_answer_and_a_hard_moment_are_at_hand_from_every_step_offline(scene: MakeScene) -> None:
    """The desk never had a contact but the first: nothing is asked of a network."""
    at = scene(dental())
    view, seen = at.opened(), []
    for step in (*WALK, ("offer:accepted", {"offer": "rendez_vous"}), "nothing"):
        name = step if isinstance(step, str) else step[0]
        seen.append(view.step)
        keys = {option.key: option.action for option in offered(view)}
        assert keys.get("F11") == "incident", view.step
        answers = dict(at.desk.faq())
        assert "la CPAM de l'Ain" in answers["Comment avez-vous eu mon numéro ?"], view.step
        assert all("{" not in answer for answer in answers.values())
        if name not in {option.action for option in offered(view)}:
            break
        view = at.on(step)
    assert seen[:6] == ["ready", "ringing", "who", "identity", "notice", "script"]
    assert len(set(seen)) >= 7, seen


def test_a_script_that_a_later_rule_forbids_is_called_to_its_end(scene: MakeScene) -> None:
    """Rules are asked of a campaign when it is loaded: of what the centre once took they would shut the agents out."""
    forbidden = "Bonjour madame, avez-vous déjà pris rendez-vous ?"
    with pytest.raises(KnownError, match="sans civilité"):
        load_campaign(version_of("MTDENTS", "2", LINE, forbidden)[1], "MTDENTS")
    at = scene(dental())
    at.choose("MTDENTS", LINE, forbidden)
    assert at.opened().step == "ready"
    assert at.again().opened().step == "ready"
