"""The whole way of one campaign: an organisme's file, calls with the network off in the middle, the organisme's results."""

from collections.abc import Sequence
import csv
from datetime import timedelta
import json
from pathlib import Path
from typing import Any

import pytest

from cnmas_desktop.domain.campaigns import catalogue
from cnmas_desktop.domain.fields import FIELDS, display
from cnmas_desktop.services.casebook import Casebook
from cnmas_desktop.services.exporting import export_results
from cnmas_desktop.services.importing import import_file
from cnmas_desktop.services.organisme_files import shipped
from cnmas_desktop.services.sessions import AgentSession
from cnmas_desktop.services.training import under_training
from tests.central_server import Centre
from tests.virtual_room import access, sign_in

DATA = Path(__file__).parents[1] / "data/import"

Step = str | tuple[str, dict[str, Any]]

ANSWERED: tuple[Step, ...] = ("call", "answered", "person")
ACCEPTED: tuple[Step, ...] = (*ANSWERED, "identity", "accept", "next", "next")
CALLBACK_IN_DAYS = 2


def work(session: AgentSession, steps: Sequence[Step]) -> None:
    """Open the next case and press these, in order."""
    desk, book = session.desk, Casebook(session.database.main)
    view = desk.open_next()
    assert view is not None
    birth = display(FIELDS["date_naissance"], book.held(view.case_id).payload.fields["date_naissance"])
    for step in steps:
        action, data = step if isinstance(step, tuple) else (step, {})
        assert view is not None, f"{action}: the case is closed"
        if action == "identity":
            data = {"typed": birth}
        if action == "callback_later":
            local = (view.local_time + timedelta(days=CALLBACK_IN_DAYS)).strftime("%Y-%m-%dT10:00")
            action, data = "set_callback", {"kind": "firm", "local": local}
        offered = {option.action for option in (*view.options, *view.anytime)}
        chosen = next((one for one in offered if one == action or one.startswith(f"{action}:")), None)
        assert chosen is not None, f"{action} is not offered at {view.step}, but {sorted(offered)}"
        view = desk.act(chosen, data)
    assert view is None, f"not closed, at {view.step}"


@pytest.mark.both_servers
def test_from_the_organismes_file_to_its_results_with_the_network_off_in_the_middle(centre: Centre, tmp_path: Path) -> None:
    campaign = under_training(next(one for one in catalogue() if one.code == "GRIPPE"))
    expected = next(one for one in json.loads((DATA / "expected.json").read_text()) if one["file"] == "grippe_691.xlsx")
    with access(centre).manager() as manager:
        manager.load_organismes(shipped())
        manager.load_campaign(campaign)
        manager.open_campaign("GRIPPE")
        report = import_file(manager, DATA / "grippe_691.xlsx", campaign, "691", dry_run=False, today=centre.value("SELECT current_date"))
    assert (report.rows, report.accepted, report.rejected, report.duplicate) == tuple(
        expected[name] for name in ("rows", "accepted", "rejected", "duplicate")
    )
    assert centre.value("SELECT count(*) FROM app.call_case") == expected["accepted"]

    session, network = sign_in(centre, centre.add_agent(), tmp_path / "desk")
    held = session.desk.view().held
    assert held == centre.value("SELECT count(*) FROM app.call_case WHERE lease_id IS NOT NULL") > 0

    work(session, ("call", "no_answer", "save"))
    work(session, (*ANSWERED, "identity", "refuse", "save"))
    work(session, (*ACCEPTED, "offer_accepted", "offer", "nothing_more", "save"))
    session.syncer.run()
    assert centre.value("SELECT count(*) FROM app.event WHERE type = 'call_ended'") == 3

    network.cut = True
    assert session.syncer.run() is None
    assert session.desk.view().sync.online is False
    work(session, (*ACCEPTED, "offer_refused", "offer_reason", "nothing_more", "save"))
    work(
        session,
        (*ACCEPTED, "offer_undecided", ("change", {"field": "mail", "new": "nouvelle.adresse@example.org"}), "nothing_more", "save"),
    )
    work(session, (*ANSWERED, ("stop_calling", {"channel": "phone"}), "save"))
    work(session, (*ANSWERED, "identity", "callback", "callback_later", "save"))
    assert centre.value("SELECT count(*) FROM app.event WHERE type = 'call_ended'") == 3, "nothing reaches the centre"
    assert session.desk.view().sync.waiting > 0

    network.cut = False
    session.syncer.run()
    view = session.desk.view()
    assert (view.sync.online, view.sync.waiting, view.sync.quarantined) == (True, 0, 0)
    assert (view.day.calls, view.day.interviews, view.day.agreements) == (7, 3, 1)
    session.close()

    with access(centre).manager() as manager:
        done = export_results(manager, campaign, "691", tmp_path / "lot.csv")
        again = export_results(manager, campaign, "691", tmp_path / "again.csv")
    assert (tmp_path / "lot.csv").read_bytes() == (tmp_path / "again.csv").read_bytes()
    assert again.repeated
    with (tmp_path / "lot.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert len(rows) == done.lines == centre.value("SELECT count(*) FROM app.call_case WHERE result_at IS NOT NULL")
    for column, said, field, stored in (
        ("Entretien", "accepté", "interview", "accepted"),
        ("Entretien", "refusé", "interview", "refused"),
        ("Offre", "accord", "offer", "accepted"),
        ("Offre", "refus", "offer", "refused"),
        ("Offre", "à réfléchir", "offer", "undecided"),
    ):
        counted = centre.value("SELECT count(*) FROM app.call_case WHERE result ->> %s = %s", field, stored)
        assert sum(row[column].split(" : ")[0] == said for row in rows) == counted > 0, (column, said)
    assert [row["Modifications de coordonnées"] for row in rows if row["Modifications de coordonnées"]] == [
        "Adresse mail : nouvelle.adresse@example.org"
    ]
    assert sum("opt-out téléphone" in row["Autorisation de contact"] for row in rows) == 1
    # who was called and what was refused, and why, stays in the centre
    text = (tmp_path / "lot.csv").read_text(encoding="utf-8-sig")
    assert not any(reason.label in text for reason in campaign.refusal_reasons)
    references = {row["Référence"] for row in rows}
    assert references == {row[0] for row in centre.rows("SELECT row_ref FROM app.call_case WHERE result_at IS NOT NULL")}
