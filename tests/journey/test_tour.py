"""The guided tour, whole: what the database holds afterwards is what the script says, scene by scene."""

from collections.abc import Iterator
from pathlib import Path
import sys
from typing import Any, NoReturn
from uuid import UUID

from PySide6.QtWidgets import QApplication
import pytest

from cnmas_desktop.bootstrap import demonstration
from cnmas_desktop.config import Config
from cnmas_desktop.gui.driver import Telephone
from cnmas_desktop.gui.preferences import Preferences
from cnmas_desktop.gui.theme import Theme
from cnmas_desktop.gui.tour import Tour, differences, export, run_tour
from cnmas_desktop.gui.tour_script import ADDRESS, SCENES
from cnmas_desktop.services.demonstration import Demonstration

Finished = tuple[Tour, Demonstration, Path, Telephone]


@pytest.fixture(scope="module")
def finished(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Finished]:
    """The tour, played to its end, and its demonstration."""
    home = tmp_path_factory.mktemp("tour")
    pictures = home / "pictures"
    pictures.mkdir()
    phone = Telephone(qapp)
    centre = demonstration(Config(home=home))
    tour = Tour(Theme(qapp, Preferences(look="light")), centre, pictures, lambda sentence: None)
    tour.run()
    tour.close()
    export(centre, pictures, lambda sentence: None)
    yield tour, centre, pictures, phone
    phone.hang_up()
    centre.close()


def cases(tour: Tour, name: str) -> list[UUID]:
    return [one.case_id for played in tour.played if played.scene.name == name for one in played.expected]


def case(centre: Demonstration, case_id: UUID) -> tuple[Any, ...]:
    query = "SELECT state, disposition, result, callback FROM app.call_case WHERE id = %s"
    found: tuple[Any, ...] = centre.rows(query, case_id)[0]
    return found


def test_every_scene_was_played_half_of_them_without_network(finished: Finished) -> None:
    tour, _, _, phone = finished
    assert {played.scene.name for played in tour.played} == {scene.name for scene in SCENES}
    assert sum(scene.online is False for scene in SCENES) * 2 >= len(SCENES)
    assert phone.dialled == len(SCENES)


def test_the_database_holds_what_the_script_says(finished: Finished) -> None:
    tour, centre, _, _ = finished
    assert differences(centre, tour.played) == []


def test_each_call_ended_once_and_nothing_is_lost_or_doubled(finished: Finished) -> None:
    tour, centre, _, _ = finished
    expected = sorted((str(one.case_id), one.disposition) for played in tour.played for one in played.expected)
    rows = centre.rows("SELECT case_id, text::jsonb #>> '{body,disposition}' FROM app.event WHERE type = 'call_ended'")
    assert sorted((str(case_id), disposition) for case_id, disposition in rows) == expected
    assert centre.rows("SELECT count(*) FROM app.quarantine") == [(0,)]
    gaps = "SELECT count(*), max(seq) FROM (SELECT device, seq FROM app.event UNION SELECT device, seq FROM app.audit WHERE device IS NOT NULL) every"
    count, last = centre.rows(gaps)[0]
    assert count == last


def test_the_corrected_address_is_a_proposal_beside_the_old_one(finished: Finished) -> None:
    tour, centre, _, _ = finished
    (case_id,) = cases(tour, "adresse")
    (change,) = case(centre, case_id)[2]["changes"]
    assert (change["field"], change["new"]) == ("adresse_postale", ADDRESS)
    held = centre.rows(
        "SELECT contact.fields ->> 'adresse_postale' FROM app.contact JOIN app.call_case ON contact_id = contact.id WHERE call_case.id = %s", case_id
    )  # fmt: skip
    assert held == [(change["old"],)]


def test_who_asked_not_to_be_called_is_blocked_and_the_callback_waits(finished: Finished) -> None:
    tour, centre, _, _ = finished
    assert case(centre, cases(tour, "ne-plus-appeler")[0])[0] == "blocked"
    state, _, _, callback = case(centre, cases(tour, "rappel")[0])
    assert state == "callback" and callback["kind"] == "firm"


def test_siblings_have_one_outcome_each_from_one_call(finished: Finished) -> None:
    tour, centre, _, _ = finished
    children = cases(tour, "fratrie")
    assert len(children) > 1
    assert {case(centre, child)[2]["offer"] for child in children} == {"accepted", "refused"}
    attempts = centre.rows(
        "SELECT DISTINCT text::jsonb #>> '{body,attempt}' FROM app.event WHERE type = 'call_ended' AND case_id = ANY (%s)", children
    )
    assert len(attempts) == 1


def test_the_organisme_receives_each_result_once(finished: Finished) -> None:
    _, centre, pictures, _ = finished
    files = sorted(pictures.glob("resultats-*.csv"))
    lines = [line for file in files for line in file.read_text("utf-8-sig").splitlines()[1:]]
    exported = centre.rows("SELECT count(*) FROM app.export_line")[0][0]
    assert len(lines) == exported > 0
    assert sum(ADDRESS in line for line in lines) == 1


def test_there_is_a_picture_of_every_step(finished: Finished) -> None:
    _, _, pictures, _ = finished
    names = [path.stem for path in sorted(pictures.glob("*.png"))]
    assert [name[:2] for name in names] == [f"{number:02}" for number in range(1, len(names) + 1)]
    for scene in SCENES:
        assert any(scene.name in name for name in names)
    for path in pictures.glob("*.png"):
        assert Path(path).stat().st_size > 5000


def test_a_demonstration_that_cannot_be_made_is_not_silent(tmp_path: Path) -> None:
    hook = sys.excepthook

    def broken() -> NoReturn:
        raise LookupError("no centre")

    with pytest.raises(LookupError):
        run_tour(broken, tmp_path, lambda sentence: None)
    assert sys.excepthook is hook  # what is not caught here is still told by the interpreter
