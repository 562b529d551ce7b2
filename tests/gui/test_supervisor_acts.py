"""What supervisors, managers and auditors do in the room: what an act touches, its reason, its stop, and all of it by keys."""

from collections.abc import Callable
from pathlib import Path
from threading import Event
from uuid import UUID

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from cnmas_desktop.gui.driver import Driver
from cnmas_desktop.gui.supervisor.agents_page import AgentsPage
from cnmas_desktop.gui.supervisor.audit_page import AuditPage
from cnmas_desktop.gui.supervisor.decisions_page import DecisionsPage
from cnmas_desktop.gui.supervisor.export_page import ExportPage
from cnmas_desktop.gui.supervisor.import_page import ImportPage
from cnmas_desktop.gui.supervisor.window import SupervisorWindow
from cnmas_desktop.messages import KnownError
from cnmas_desktop.services.auditing import Break
from cnmas_desktop.services.steering import Decide, Release
from tests.gui.supervisor_room import Opened, part, shown, until


def released(window: SupervisorWindow, qtbot: QtBot) -> AgentsPage:
    """The panel that releases the cases of one who is absent."""
    hands = Driver(window)
    hands.press("Ctrl+3")
    page = window.page
    assert isinstance(page, AgentsPage)
    until(qtbot, lambda: page.agents.model.rowCount() == 5)
    page.agents.go_to(lambda row: row.login == "a4")
    hands.press("L")
    until(qtbot, window.steering.ui.runButton.isEnabled)
    return page


def test_an_act_says_what_it_touches_asks_why_and_is_done_by_keys(open_room: Callable[..., Opened], qtbot: QtBot) -> None:
    room, window = open_room()
    released(window, qtbot)
    hands, panel = Driver(window), window.steering
    assert "Dossiers : 18 · personnes : 16" in panel.sentence.text()
    assert panel.lines.item(0).text() == "Rappel ferme promis par a4 : 14:00, dossier L-0000"
    hands.press("Ctrl+Enter")
    assert panel.ui.errorText.text() == "Indiquez le motif : il est enregistré avec la décision."
    assert room.steering.done == []
    hands.type("Arrêt de travail")
    hands.press("Ctrl+Enter")
    until(qtbot, lambda: bool(room.steering.done))
    assert room.steering.done == [(Release("a4", now=False), "Arrêt de travail")]
    until(qtbot, lambda: window.page.objectName() == "agents")
    assert window.ui.faultBanner.text.text().startswith("Fait : 30.")


def test_an_act_under_way_is_stopped_between_two_portions_and_says_how_far_it_came(open_room: Callable[..., Opened], qtbot: QtBot) -> None:
    room, window = open_room()
    released(window, qtbot)
    begun, go_on = Event(), Event()

    def between() -> None:
        begun.set()
        go_on.wait(10)

    room.steering.between = between
    hands = Driver(window)
    window.steering.ui.reason.setText("Arrêt de travail")
    hands.press("Ctrl+Enter")
    until(qtbot, begun.is_set)
    hands.press("Esc")
    go_on.set()
    until(qtbot, lambda: window.ui.faultBanner.isVisible())
    assert window.ui.faultBanner.text.text() == "Arrêté après 10 ; le reste est inchangé."
    assert room.steering.done == []


def test_an_act_that_the_centre_does_not_hear_stays_as_it_was_written(open_room: Callable[..., Opened], qtbot: QtBot) -> None:
    room, window = open_room()
    released(window, qtbot)

    def gone() -> None:
        raise KnownError("centre.unreachable")

    room.steering.between = gone
    hands, panel = Driver(window), window.steering
    panel.ui.reason.setText("Arrêt de travail")
    hands.press("Ctrl+Enter")
    until(qtbot, lambda: panel.ui.errorText.text() == "Le centre ne répond pas : rien n'a été fait. Vérifiez le réseau, puis réessayez.")
    assert (panel.ui.reason.text(), panel.ui.reason.hasFocus(), room.steering.done) == ("Arrêt de travail", True, [])
    room.steering.between = lambda: None
    hands.press("Ctrl+Enter")
    until(qtbot, lambda: bool(room.steering.done))


def test_what_an_act_would_touch_is_not_told_from_before_where_it_cannot_be_known(open_room: Callable[..., Opened], qtbot: QtBot) -> None:
    room, window = open_room()
    released(window, qtbot)
    room.steering.unseen = KnownError("steering.not_skilled", login="a4")
    Driver(window).press("Down")
    until(qtbot, lambda: "compétence" in window.steering.ui.errorText.text())
    assert (window.steering.sentence.text(), window.steering.ui.runButton.isEnabled()) == ("", False)


def test_escape_leaves_an_act_untouched(open_room: Callable[..., Opened], qtbot: QtBot) -> None:
    room, window = open_room()
    released(window, qtbot)
    Driver(window).press("Esc")
    assert window.ui.pages.front is window.page_of("agents")
    assert room.steering.done == []


def test_only_what_can_be_kept_is_kept(open_room: Callable[..., Opened], qtbot: QtBot) -> None:
    room, window = open_room()
    hands = Driver(window)
    hands.press("Ctrl+5")
    page = window.page
    assert isinstance(page, DecisionsPage)
    until(qtbot, lambda: page.waiting.model.rowCount() == 3)
    hands.press("Ctrl+A", "R")
    until(qtbot, window.steering.ui.runButton.isEnabled)
    window.steering.ui.reason.setText("Vu avec l'agent")
    hands.press("Ctrl+Enter")
    until(qtbot, lambda: bool(room.steering.done))
    act = room.steering.done[0][0]
    assert isinstance(act, Decide) and act.keep and act.ids == (room.steering.events[0].id, room.steering.events[2].id)


def test_a_record_opens_only_with_a_reason(open_room: Callable[..., Opened], qtbot: QtBot) -> None:
    room, window = open_room()
    hands = Driver(window)
    hands.press("Ctrl+4")
    page = window.page
    until(qtbot, lambda: bool(room.board.asked) and not page._busy)
    hands.press("O")
    until(qtbot, window.steering.ui.runButton.isEnabled)
    hands.press("Ctrl+Enter")
    assert room.quality.opened == []
    hands.type("Une plainte de la personne")
    hands.press("Ctrl+Enter")
    until(qtbot, lambda: room.quality.opened == ["Une plainte de la personne"])
    until(qtbot, lambda: window.page is page and page.isVisible())
    card = part(page, "recordCard")
    assert card.isVisible()
    told = [one.text() for one in card.findChildren(QLabel)]
    assert any(text.endswith("Retenu : le centre, rétabli depuis, avait oublié la réservation") for text in told)


def test_a_message_is_sent_by_enter_and_stays_when_the_centre_refuses(open_room: Callable[..., Opened], qtbot: QtBot) -> None:
    room, window = open_room()
    hands = Driver(window)
    hands.press("Ctrl+6")
    until(qtbot, lambda: not window.page._busy)
    room.steering.refusal = KnownError("centre.unreachable")
    hands.type("Reunion a 14 h")
    hands.press("Enter")
    until(qtbot, lambda: part(window.page, "errorText").isVisible())
    room.steering.refusal = None
    hands.press("Enter")
    until(qtbot, lambda: bool(room.steering.sent))
    assert room.steering.sent == [("Reunion a 14 h", None, None)]


def test_an_interview_is_reviewed_once(open_room: Callable[..., Opened], qtbot: QtBot) -> None:
    room, window = open_room()
    hands = Driver(window)
    hands.press("Ctrl+7")
    until(qtbot, lambda: not window.page._busy)
    hands.press("Ctrl+Enter")
    until(qtbot, lambda: bool(room.quality.reviews))
    hands.press("Down", "Ctrl+Enter")
    assert [campaign for campaign, _, _ in room.quality.reviews] == ["GRIPPE"]


def test_a_file_is_tried_before_it_is_added(open_room: Callable[..., Opened], qtbot: QtBot) -> None:
    room, window = open_room("manager")
    page = window.page
    assert isinstance(page, ImportPage)
    hands = Driver(window)
    hands.press("Ctrl+Enter")
    assert room.management.imports == []
    page.ui.file.setText("grippe.csv")
    page.ui.file.setFocus()
    hands.press("Enter")
    until(qtbot, page.ui.runButton.isEnabled)
    assert room.management.imports == [("grippe.csv", True)]
    assert [shown(page.lines.model, 0, title) for title in ("Ligne", "Résultat")] == ["4", "Rejetée"]
    hands.press("Ctrl+Enter")
    until(qtbot, lambda: len(room.management.imports) == 2)
    assert room.management.imports[1] == ("grippe.csv", False)


def test_an_import_that_is_stopped_adds_nothing(open_room: Callable[..., Opened], qtbot: QtBot) -> None:
    room, window = open_room("manager")
    page = window.page
    assert isinstance(page, ImportPage)
    room.management.between = page._stopped.set
    page.ui.file.setText("grippe.csv")
    page.try_file()
    until(qtbot, window.ui.faultBanner.isVisible)
    assert window.ui.faultBanner.text.text() == "Import arrêté : rien n'a été ajouté."
    assert not page.ui.runButton.isEnabled()


def test_a_lot_is_made_written_again_and_received(open_room: Callable[..., Opened], qtbot: QtBot, tmp_path: Path) -> None:
    room, window = open_room("manager")
    Driver(window).press("Ctrl+2")
    page = window.page
    assert isinstance(page, ExportPage)
    until(qtbot, lambda: page.lots.model.rowCount() == 2)
    page.write(tmp_path / "lot.csv", None)
    until(qtbot, lambda: "lot 3, lignes : 120" in window.ui.faultBanner.text.text())
    assert page.ui.receivedButton.isEnabled()
    assert "nouveaux 41 · rectificatifs 2" in page.ui.nextText.text()
    page.ui.receivedButton.click()
    until(qtbot, window.steering.ui.runButton.isEnabled)
    assert room.management.received == []
    Driver(window).press("Ctrl+Enter")
    until(qtbot, lambda: room.management.received == [2])


def test_a_lot_that_is_stopped_is_not_made(open_room: Callable[..., Opened], qtbot: QtBot, tmp_path: Path) -> None:
    room, window = open_room("manager")
    hands = Driver(window)
    hands.press("Ctrl+2")
    page = window.page
    assert isinstance(page, ExportPage)
    until(qtbot, lambda: page.lots.model.rowCount() == 2)
    reached, go_on = Event(), Event()

    def between() -> None:
        reached.set()
        assert go_on.wait(10)

    room.management.between = between
    page.write(tmp_path / "lot.csv", None)
    until(qtbot, reached.is_set)
    assert page.ui.cancelButton.hasFocus()
    assert not page.ui.newButton.isEnabled()
    hands.press("Space")
    go_on.set()
    until(qtbot, window.ui.faultBanner.isVisible)
    assert window.ui.faultBanner.text.text() == "Arrêté : ni lot ni fichier n'a été fait."
    assert room.management.written == []
    assert page.ui.progressRow.isHidden()
    assert page.ui.newButton.hasFocus()


def test_a_broken_chain_is_said_with_its_desk(open_room: Callable[..., Opened], qtbot: QtBot) -> None:
    room, window = open_room("auditor")
    page = window.page
    assert isinstance(page, AuditPage)
    hands = Driver(window)
    page.ui.table.setFocus()
    hands.press("V")
    until(qtbot, lambda: "Chaînes entières" in page.ui.chainBanner.text.text())
    room.auditing.breaks = (Break(UUID(int=1), "a1", 41, "gap"),)
    hands.press("V")
    until(qtbot, lambda: "un numéro manque" in page.ui.chainBanner.text.text())
