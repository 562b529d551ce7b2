"""One contract for both centres of the import and the export: the one in memory and the real one, under a manager's own login."""

from collections.abc import Callable
from datetime import date
from itertools import count
import json
from pathlib import Path
from typing import Any

import pytest

from cnmas_desktop.domain.campaign import Campaign
from cnmas_desktop.domain.campaigns import catalogue
from cnmas_desktop.messages import KnownError
from cnmas_desktop.services.exporting import export_results
from cnmas_desktop.services.importing import ImportReport, duplicate_reason, import_file
from cnmas_desktop.services.managing import CentreManagement, ExportStopped
from tests.central_server import PASSWORD, Centre
from tests.services.memory_exchange import MemoryCentre
from tests.services.organisme_files import HEADER, generate, write_csv
from tests.services.test_exporting import AT, FULL, REFUSED, rows_of
from tests.services.test_importing import DATA, EXPECTED, FILES, verdicts

TODAY = date(2026, 11, 23)
CAMPAIGNS = {campaign.code: campaign for campaign in catalogue()}
Run = Callable[..., ImportReport]


class Exchange:
    """A centre with one campaign and one organisme; `cases` counts what the queue holds."""

    def __init__(self, port: Any, cases: Callable[[], int], set_result: Callable[[str, dict[str, Any]], None]) -> None:
        self.port = port
        self.cases = cases
        self.set_result = set_result

    def run(self, path: Path, campaign: Campaign = CAMPAIGNS["MTDENTS"], *, dry_run: bool = False) -> ImportReport:
        return import_file(self.port, path, campaign, "311", dry_run=dry_run, today=TODAY)


@pytest.fixture(params=["memory", "postgresql"])
def exchange(request: pytest.FixtureRequest) -> Exchange:
    if request.param == "memory":
        centre = MemoryCentre()
        return Exchange(
            centre,
            lambda: len(centre.cases),
            lambda ref, result: centre.record_result("MTDENTS", "311", ref, result, AT),
        )
    real: Centre = request.getfixturevalue("centre")
    real.load_organisme("311")
    real.load_campaign("MTDENTS")

    def set_result(reference: str, result: dict[str, Any]) -> None:
        real.operator.execute(
            "UPDATE app.call_case SET result = %s, result_at = %s WHERE campaign = 'MTDENTS' AND row_ref = %s",
            (json.dumps(result), AT, reference),
        )

    return Exchange(real.gateway, lambda: int(real.value("SELECT count(*) FROM app.call_case")), set_result)


def test_verdicts_counts_and_cases_agree(exchange: Exchange, tmp_path: Path) -> None:
    made = generate(7, 120, TODAY)
    path = write_csv(tmp_path / "essai.csv", made.rows)
    look = exchange.run(path, dry_run=True)
    assert exchange.cases() == 0
    report = exchange.run(path)
    assert verdicts(look) == verdicts(report) == made.verdicts
    assert report.to_json() == look.to_json()
    assert exchange.cases() == report.accepted
    again = exchange.run(path)
    assert (again.accepted, again.duplicate) == (0, report.accepted + report.duplicate)
    assert exchange.cases() == report.accepted
    assert duplicate_reason(again.duplicates[0]).endswith("du fichier essai.csv.")


def test_a_later_file_adds_only_what_is_new(exchange: Exchange, tmp_path: Path) -> None:
    made = generate(8, 40, TODAY)
    rows = [row for row, verdict in zip(made.rows, made.verdicts, strict=True) if verdict == "accepted"]
    exchange.run(write_csv(tmp_path / "un.csv", rows[:20]))
    report = exchange.run(write_csv(tmp_path / "deux.csv", rows[10:30]))
    assert (report.accepted, report.duplicate) == (10, 10)
    assert duplicate_reason(report.duplicates[0]) == "Déjà reçue : ligne 12 du fichier un.csv."
    assert exchange.cases() == 30


def test_lots_are_incremental_corrected_and_repeatable(exchange: Exchange, tmp_path: Path) -> None:
    made = generate(9, 12, TODAY)
    rows = [[*row, f"REF-{place}"] for place, row in enumerate(made.rows)]
    report = exchange.run(write_csv(tmp_path / "f.csv", rows, header=(*HEADER, "Référence")))
    accepted = [row[-1] for row, verdict in zip(rows, verdicts(report), strict=True) if verdict == "accepted"]
    with pytest.raises(KnownError, match="Aucun résultat"):
        export_results(exchange.port, CAMPAIGNS["MTDENTS"], "311", tmp_path / "rien.csv")
    exchange.set_result(accepted[0], FULL)
    exchange.set_result(accepted[1], REFUSED)
    first = export_results(exchange.port, CAMPAIGNS["MTDENTS"], "311", tmp_path / "un.csv")
    exchange.set_result(accepted[0], FULL | {"offer": "undecided"})
    second = export_results(exchange.port, CAMPAIGNS["MTDENTS"], "311", tmp_path / "deux.xlsx")
    again = export_results(exchange.port, CAMPAIGNS["MTDENTS"], "311", tmp_path / "encore.csv", number=1)
    assert (first.lot, first.lines, second.lot, second.lines, again.lot) == (1, 2, 2, 1, 1)
    assert second.counts["rectified"] == 1
    assert (tmp_path / "un.csv").read_bytes() == (tmp_path / "encore.csv").read_bytes()
    assert {row[0] for row in rows_of(tmp_path / "un.csv")[1:]} == set(accepted[:2])
    assert export_results(exchange.port, CAMPAIGNS["MTDENTS"], "311", tmp_path / "x.csv").lot == 2


def test_a_result_of_before_a_lot_and_a_campaign_unknown_to_the_centre(centre: Centre) -> None:
    centre.load_organisme("311")
    with pytest.raises(KnownError, match="n'existe pas dans ce centre"):
        import_file(centre.gateway, DATA / "mtdents_311.csv", CAMPAIGNS["MTDENTS"], "311", dry_run=False, today=TODAY)
    centre.load_campaign("MTDENTS")
    with pytest.raises(KnownError, match="L'organisme 999 n'existe pas"):
        import_file(centre.gateway, DATA / "mtdents_311.csv", CAMPAIGNS["MTDENTS"], "999", dry_run=False, today=TODAY)
    assert centre.value("SELECT count(*) FROM app.import_batch") == 0


def test_the_acceptance_files_reach_the_real_centre(centre: Centre) -> None:
    for name, campaign in FILES.items():
        organisme = name.rsplit("_", 1)[1][:3]
        centre.load_organisme(organisme)
        centre.load_campaign(campaign)
        report = import_file(centre.gateway, DATA / name, CAMPAIGNS[campaign], organisme, dry_run=False, today=TODAY)
        assert verdicts(report) == EXPECTED[name]["verdicts"]
    stored = dict(centre.rows("SELECT campaign, count(*) FROM app.call_case GROUP BY campaign"))
    assert stored == {FILES[name]: expected["accepted"] for name, expected in EXPECTED.items()}
    assert centre.value("SELECT count(*) FROM app.import_row") == 0
    leaked = "SELECT count(*) FROM app.call_case j JOIN app.contact p ON p.id = j.contact_id"
    assert centre.value(leaked + " WHERE j.campaign = 'MTDENTS' AND (j.fields || p.fields) ? 'vaccination_grippe'") == 0
    assert centre.value(leaked + " WHERE j.campaign = 'SATISFACTION' AND (j.fields || p.fields) ? 'nir'") == 0


def test_a_lot_that_is_stopped_takes_no_number_and_leaves_no_file(exchange: Exchange, tmp_path: Path) -> None:
    """Before it is made, once it is made, in the middle of its lines, and when only the file is left to write."""
    made = generate(9, 12, TODAY)
    rows = [[*row, f"REF-{place}"] for place, row in enumerate(made.rows)]
    report = exchange.run(write_csv(tmp_path / "f.csv", rows, header=(*HEADER, "Référence")))
    accepted = [row[-1] for row, verdict in zip(rows, verdicts(report), strict=True) if verdict == "accepted"]
    exchange.set_result(accepted[0], FULL)
    exchange.set_result(accepted[1], REFUSED)
    path = tmp_path / "lot.csv"
    for step in range(4):
        heard: list[tuple[int, int]] = []

        def progress(done: int, total: int, heard: list[tuple[int, int]] = heard, step: int = step) -> None:
            heard.append((done, total))
            if len(heard) > step:
                raise InterruptedError

        with pytest.raises(InterruptedError):
            export_results(exchange.port, CAMPAIGNS["MTDENTS"], "311", path, progress=progress)
        assert heard == [(0, 0), (0, 2), (0, 2), (2, 2)][: step + 1]
        assert exchange.port.export_lots("MTDENTS", "311") == ()
        assert [one.name for one in tmp_path.iterdir()] == ["f.csv"]
    whole = export_results(exchange.port, CAMPAIGNS["MTDENTS"], "311", path)
    assert (whole.lot, whole.lines, path.exists()) == (1, 2, True)


def test_what_is_mistyped_for_a_lot_is_said(centre: Centre, tmp_path: Path) -> None:
    centre.load_organisme("311")
    centre.load_campaign("MTDENTS")
    management = CentreManagement(centre.url, centre.manager.login, lambda: PASSWORD, lambda: TODAY)
    with pytest.raises(KnownError, match="en 200 caractères au plus"):
        management.export("MTDENTS", "311", tmp_path / "lot.csv", recipient="x" * 201, course=lambda *_: True)
    with pytest.raises(KnownError, match="Le lot 3000000000 n'existe pas"):
        management.receive("MTDENTS", "311", 3_000_000_000)


def test_a_lot_is_stopped_while_the_centre_works_at_it(centre: Centre, tmp_path: Path) -> None:
    """Another manager makes one: ours waits in a statement, and goes when it is told to stop."""
    centre.load_organisme("311")
    centre.load_campaign("MTDENTS")
    management = CentreManagement(centre.url, centre.manager.login, lambda: PASSWORD, lambda: TODAY)
    asked = count()
    with centre.admin() as other, other.transaction():
        other.execute("SELECT pg_advisory_xact_lock(hashtextextended('export MTDENTS 311', 0))")
        with pytest.raises(ExportStopped):
            management.export("MTDENTS", "311", tmp_path / "lot.csv", course=lambda _done, _total: next(asked) < 1)
    assert management.lots("MTDENTS", "311").made == ()
    assert list(tmp_path.iterdir()) == []
