"""The guarded calls through the whole program: keys, encrypted store, the sync's thread, PostgreSQL."""

from typing import Any

from cnmas_desktop.central.manager_rows import ImportRow
from cnmas_desktop.domain.campaigns import catalogue
from cnmas_desktop.gui.agent.incoming_panel import IncomingPanel
from cnmas_desktop.gui.agent.reveal_card import RevealCard
from cnmas_desktop.gui.driver import Driver
from cnmas_desktop.gui.session_window import AgentDay
from cnmas_desktop.services.training import under_training
from tests.central_server import invented_row
from tests.gui.office import Office

CODE = "K7-4421-QX"
HOME = {"adresse_postale": "42 rue des Essais", "code_postal": "01000", "ville": "Trifouilly"}


def person(index: int) -> ImportRow:
    known: dict[str, Any] = {
        "nom": f"Inventé {index}",
        "prenom": "Alix",
        "date_naissance": "1980-01-01",
        **HOME,
    }
    return invented_row(index, contact=known, fields={"code_provisoire_ameli": CODE})


def at_work(office: Office, cases: int = 1) -> tuple[AgentDay, Driver]:
    """An agent of the ameli campaign, with a case open."""
    campaign = under_training(next(one for one in catalogue() if one.code == "AMELI"))
    office.centre.gateway.load_campaign(campaign)
    office.centre.gateway.open_campaign(campaign.code)
    office.centre.import_people("AMELI", cases, make=person)
    desktop = office.desktop()
    day = office.agent_at_work(desktop, office.centre.add_agent().login)
    office.until(lambda: day.desk.view().sync.online and not day.desk.view().sync.running)
    return day, Driver(desktop.frame)


def accesses(office: Office) -> list[tuple[str, bool]]:
    """(type, from a device) of what was revealed or looked up."""
    query = "SELECT type, device IS NOT NULL FROM app.audit WHERE type IN ('reveal', 'field_revealed', 'look_up') ORDER BY received_at"
    return [(kind, told) for kind, told in office.centre.rows(query)]


def test_the_code_reaches_the_screen_and_both_logs(office: Office) -> None:
    day, hands = at_work(office)
    hands.press("F2", "1", "1")
    hands.type("01/01/1980")
    hands.press("Enter", "1", "F10")
    hands.type("42 r. des essais")
    hands.press("Enter")
    card = day.agent.area.panel
    assert isinstance(card, RevealCard)
    office.until(lambda: card.ui.codeText.text() == CODE)
    hands.press("Esc")
    assert card.ui.codeText.text() == ""
    office.until(lambda: accesses(office) == [("reveal", False), ("field_revealed", True)])
    assert office.centre.value("SELECT count(*) FROM app.event WHERE text LIKE '%' || %s || '%'".replace("'%'", "'%%'"), CODE) == 0


def test_without_a_network_the_code_goes_by_post_and_the_call_goes_on(office: Office) -> None:
    day, hands = at_work(office)
    hands.press("F2", "1", "1")
    hands.type("01/01/1980")
    hands.press("Enter", "1", "F10")
    office.network.cut = True
    hands.type("42 rue des essais")
    hands.press("Enter")
    card = day.agent.area.panel
    assert isinstance(card, RevealCard)
    office.until(lambda: "envoi par courrier" in card.ui.titleText.text())
    hands.press("Enter", "Enter", "Enter")
    call = day.desk.call()
    assert call is not None
    assert call.step == "offer"


def test_who_calls_in_opens_though_nobody_held_them(office: Office) -> None:
    day, hands = at_work(office)
    (case_id,) = office.centre.import_people("AMELI", 1, start=7, make=person)
    hands.press("Ctrl+F")
    hands.type("invente 7")
    hands.press("Enter")
    hands.type("01 99 00 00 07")
    hands.press("Enter")
    hands.type("1er janvier 1980")
    hands.press("Enter")
    office.until(lambda: (call := day.desk.call()) is not None and call.case_id == case_id)
    call = day.desk.call()
    assert call is not None
    assert (call.name, call.step) == ("Alix Inventé 7", "who")
    assert office.centre.value("SELECT leased_by FROM app.call_case WHERE id = %s", case_id) == day.login
    hands.press("1")
    hands.type("01/01/1980")
    hands.press("Enter", "2", "Enter")
    office.until(lambda: bool(office.centre.value("SELECT count(*) FROM app.event WHERE case_id = %s AND type = 'call_ended'", case_id)))
    assert office.centre.value("SELECT count(*) FROM app.event WHERE status <> 'applied'") == 0


def test_a_slip_left_offline_reaches_the_holder(office: Office) -> None:
    day, hands = at_work(office)
    office.network.cut = True
    day.sync.request()
    office.until(lambda: not day.desk.view().sync.online)
    hands.press("Ctrl+F")
    hands.type("01 99 00 00 99")
    hands.press("Enter")
    assert not isinstance(day.agent.area.panel, IncomingPanel)
    office.network.cut = False
    day.sync.request()
    office.until(lambda: office.centre.value("SELECT count(*) FROM app.incoming_slip") == 1)
