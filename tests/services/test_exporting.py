"""What leaves for the organisme: numbered lots, the five families and nothing else."""

import csv
from datetime import UTC, datetime
from hashlib import sha256
import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cnmas_desktop.central.manager_rows import StudyCount
from cnmas_desktop.domain.campaigns import catalogue
from cnmas_desktop.messages import KnownError
from cnmas_desktop.services.exporting import COLUMNS, ExportReport, export_results
from tests.services.memory_exchange import MemoryCentre

CAMPAIGNS = {campaign.code: campaign for campaign in catalogue()}
AT = datetime(2026, 11, 23, 10, tzinfo=UTC)
FULL: dict[str, Any] = {
    "interview": "accepted",
    "offer": "accepted",
    "offer_code": "rendez_vous",
    "requests": [{"type": "carte_vitale", "text": "carte\nperdue ; voir"}, {"type": "autre", "text": ""}],
    "changes": [
        {"field": "telephone", "old": "+33199000001", "new": "+33639981234"},
        {"field": "mail", "old": "", "new": "essai@example.org"},
    ],
    "authorisations": [{"channel": "mail", "state": "given"}, {"channel": "phone", "state": "withdrawn"}],
}
REFUSED: dict[str, Any] = {
    "interview": "refused",
    "offer": None,
    "offer_code": None,
    "requests": [],
    "changes": [],
    "authorisations": [],
}


def centre_with(*results: tuple[str, dict[str, Any]]) -> MemoryCentre:
    centre = MemoryCentre()
    for place, (reference, result) in enumerate(results):
        centre.record_result("MTDENTS", "311", reference, result, AT.replace(minute=place))
    return centre


def export(centre: MemoryCentre, path: Path, **options: Any) -> ExportReport:
    return export_results(centre, CAMPAIGNS["MTDENTS"], "311", path, **options)


def rows_of(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""), delimiter=";"))


def test_a_lot_holds_the_reference_and_the_five_families(tmp_path: Path) -> None:
    report = export(centre_with(("A-1", FULL), ("=1+1", REFUSED)), tmp_path / "lot.csv")
    assert rows_of(tmp_path / "lot.csv") == [
        list(COLUMNS),
        [
            "A-1",
            "accepté",
            "accord : Prendre rendez-vous chez le dentiste",
            "Carte Vitale : carte perdue ; voir | Autre demande",
            "Téléphone : 06 39 98 12 34 | Adresse mail : essai@example.org",
            "opt-in mail | opt-out téléphone",
        ],
        ["'=1+1", "refusé", "", "", "", ""],
    ]
    assert report.counts == {
        "interviews_accepted": 1, "interviews_refused": 1, "offers_accepted": 1, "offers_refused": 0, "offers_undecided": 0,
        "requests": 1, "changes": 1, "authorisations": 1, "rectified": 0,
    }  # fmt: skip
    assert (report.lot, report.lines, report.repeated) == (1, 2, False)


def test_french_excel_opens_it_at_once(tmp_path: Path) -> None:
    export(centre_with(("A-1", FULL)), tmp_path / "lot.csv")
    content = (tmp_path / "lot.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfR\xc3\xa9f\xc3\xa9rence;Entretien;")
    assert content.endswith(b"\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")


def test_no_reason_of_a_refusal_and_no_note_ever_leaves(tmp_path: Path) -> None:
    told = REFUSED | {"reason": "mefiance", "note": "rappeler le soir", "disposition": "REF_D"}
    export(centre_with(("A-1", told)), tmp_path / "lot.csv")
    content = (tmp_path / "lot.csv").read_text(encoding="utf-8-sig")
    assert "mefiance" not in content
    assert "soir" not in content
    assert "REF_D" not in content


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_a_lot_re_exports_byte_for_byte(tmp_path: Path, suffix: str) -> None:
    centre = centre_with(("A-1", FULL), ("A-2", REFUSED))
    first = export(centre, tmp_path / f"one.{suffix}")
    again = export(centre, tmp_path / f"again.{suffix}")
    centre.record_result("MTDENTS", "311", "A-3", REFUSED, AT)
    centre.record_result("MTDENTS", "311", "A-1", REFUSED, AT)
    third = export(centre, tmp_path / f"two.{suffix}")
    asked = export(centre, tmp_path / f"asked.{suffix}", number=1)
    assert (
        (tmp_path / f"one.{suffix}").read_bytes()
        == (tmp_path / f"again.{suffix}").read_bytes()
        == (tmp_path / f"asked.{suffix}").read_bytes()
    )
    assert (first.lot, again.lot, third.lot, asked.lot) == (1, 1, 2, 1)
    assert (first.repeated, again.repeated, third.repeated, asked.repeated) == (False, True, False, True)


def test_both_formats_of_a_lot_are_sealed_by_one_hash(tmp_path: Path) -> None:
    centre = centre_with(("A-1", FULL))
    as_book = export(centre, tmp_path / "lot.xlsx")
    as_text = export(centre, tmp_path / "lot.csv", number=1)
    assert as_book.sha256 == as_text.sha256 == sha256((tmp_path / "lot.csv").read_bytes()).hexdigest()
    assert centre.export_lots("MTDENTS", "311")[0].sha256 == as_text.sha256


def test_a_correction_after_a_lot_names_the_lot_it_rectifies(tmp_path: Path) -> None:
    centre = centre_with(("A-1", FULL), ("A-2", REFUSED))
    export(centre, tmp_path / "one.csv")
    centre.record_result("MTDENTS", "311", "A-1", FULL | {"offer": "refused"}, AT)
    centre.record_result("MTDENTS", "311", "A-3", REFUSED, AT)
    report = export(centre, tmp_path / "two.csv")
    header, *lines = rows_of(tmp_path / "two.csv")
    assert header == [*COLUMNS, "Rectifie le lot"]
    assert [(line[0], line[2], line[6]) for line in lines] == [
        ("A-1", "refus : Prendre rendez-vous chez le dentiste", "1"),
        ("A-3", "", ""),
    ]
    assert report.counts["rectified"] == 1


def test_a_workbook_holds_text_only_and_says_the_same(tmp_path: Path) -> None:
    centre = centre_with(("=1+1", FULL), ("00042", REFUSED))
    export(centre, tmp_path / "lot.xlsx")
    sheet: Any = openpyxl.load_workbook(tmp_path / "lot.xlsx").active
    assert sheet.title == "Lot 1"
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [row[0] for row in sheet.iter_rows(values_only=True)] == ["Référence", "=1+1", "00042"]


def test_nothing_yet_an_unknown_lot_and_another_format_are_said(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="Aucun résultat"):
        export(centre_with(), tmp_path / "lot.csv")
    with pytest.raises(KnownError, match="Le lot 7 n'existe pas"):
        export(centre_with(("A-1", FULL)), tmp_path / "lot.csv", number=7)
    with pytest.raises(KnownError, match=r"\.csv ou \.xlsx"):
        export(centre_with(("A-1", FULL)), tmp_path / "lot.ods")
    with pytest.raises(KnownError, match="n'a pas pu être écrit"):
        export(centre_with(("A-1", FULL)), tmp_path / "nulle" / "part.csv")
    assert list(tmp_path.iterdir()) == []


def test_the_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    export(centre_with(("A-1", FULL)), tmp_path / "lot.csv")
    assert (tmp_path / "lot.csv").stat().st_mode & 0o077 == 0


def test_of_two_who_make_the_table_of_a_study_at_once_both_write_the_first(tmp_path: Path) -> None:
    class Race(MemoryCentre):
        def study_counts(self, campaign: str) -> tuple[StudyCount, ...]:
            self.tables[campaign, "751"] = (("Organisme", "Nombre"), ("751", "12"))
            return super().study_counts(campaign)

    report = export_results(Race(), CAMPAIGNS["SATISFACTION"], "751", tmp_path / "etude.csv")
    assert (report.lines, rows_of(tmp_path / "etude.csv")[1]) == (1, ["751", "12"])


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_a_study_leaves_without_a_reference(tmp_path: Path, suffix: str) -> None:
    centre = MemoryCentre(counts=(StudyCount("751", 40, "F", "accepted", 5), StudyCount("751", 41, "F", "accepted", 20)))
    path = tmp_path / f"etude.{suffix}"
    report = export_results(centre, CAMPAIGNS["SATISFACTION"], "751", path)
    assert (report.lot, report.lines) == (None, 21)
    if suffix == "csv":
        rows = rows_of(path)
        assert "Référence" not in rows[0]
        assert ["751", "35 à 49 ans", "Femmes", "25", "0", "0"] in rows
