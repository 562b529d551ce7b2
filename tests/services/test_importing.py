"""From an organisme's file to a verdict for each row."""

from collections import Counter
import csv
from dataclasses import replace
from datetime import date
import json
from pathlib import Path
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st
import pytest
from stdnum.fr import nir as stdnum_nir

from cnmas_desktop.domain.campaign import Campaign
from cnmas_desktop.domain.campaigns import catalogue
from cnmas_desktop.domain.cells import CellError
from cnmas_desktop.domain.identifiers import parse_nir
from cnmas_desktop.messages import KnownError
from cnmas_desktop.services.importing import (
    ImportReport,
    duplicate_reason,
    import_file,
    purge_at,
    write_journal,
    write_rejects,
)
from tests.services.memory_exchange import MemoryCentre
from tests.services.organisme_files import ENCODINGS, SEPARATORS, generate, write_csv, write_xlsx

DATA = Path(__file__).parents[1] / "data" / "import"
TODAY = date(2026, 11, 23)
CAMPAIGNS = {campaign.code: campaign for campaign in catalogue()}
FILES = {
    "mtdents_311.csv": "MTDENTS",
    "grippe_691.xlsx": "GRIPPE",
    "ps_teleservices_331.csv": "PS_TELESERVICES",
    "employeurs_599.csv": "EMPLOYEURS",
    "satisfaction_751.csv": "SATISFACTION",
}
EXPECTED: dict[str, dict[str, Any]] = {one["file"]: one for one in json.loads((DATA / "expected.json").read_text(encoding="utf-8"))}

INSURED = ("N° Sécurité Sociale", "Nom", "Prénom", "Date de naissance", "Téléphone")
PERSON = ("185059999900181", "Essai", "Alix", "03/05/1985", "06 39 98 12 34")
STUDY = ("Nom", "Prénom", "Âge", "Sexe", "Téléphone", "Profession")


def run(
    path: Path,
    campaign: str,
    organisme: str = "311",
    centre: MemoryCentre | None = None,
    *,
    dry_run: bool = False,
) -> ImportReport:
    return import_file(centre or MemoryCentre(), path, CAMPAIGNS[campaign], organisme, dry_run=dry_run, today=TODAY)


def verdicts(report: ImportReport) -> list[str]:
    """Row by row, in file order (files without blank rows)."""
    found = ["accepted"] * report.rows
    for reject in report.rejects:
        found[reject.line - 2] = "rejected"
    for double in report.duplicates:
        found[double.line - 2] = "duplicate"
    return found


def only(centre: MemoryCentre) -> Any:
    """The one staged row of the one case."""
    ((_, row),) = centre.cases.values()
    return row


@pytest.mark.parametrize("name", FILES)
def test_each_row_of_the_acceptance_files_gets_its_verdict(name: str) -> None:
    expected = EXPECTED[name]
    report = run(DATA / name, FILES[name], name.rsplit("_", 1)[1][:3])
    assert verdicts(report) == expected["verdicts"]
    shown = report.to_json()
    assert {key: shown[key] for key in ("rows", "accepted", "rejected", "duplicate")} == {
        key: expected[key] for key in ("rows", "accepted", "rejected", "duplicate")
    }
    assert shown["dropped_columns"] == expected["dropped_columns"]
    assert shown["rows"] == shown["accepted"] + shown["duplicate"] + shown["rejected"]
    assert [reject["line"] for reject in shown["rejects"]] == [
        place + 2 for place, verdict in enumerate(expected["verdicts"]) if verdict == "rejected"
    ]
    assert all(reject["reason"].endswith(".") and reject["code"] for reject in shown["rejects"])
    assert json.loads(json.dumps(shown)) == shown


@pytest.mark.parametrize("name", FILES)
def test_a_second_import_of_the_same_file_adds_nothing(name: str) -> None:
    centre = MemoryCentre()
    first = run(DATA / name, FILES[name], centre=centre)
    cases = dict(centre.cases)
    again = run(DATA / name, FILES[name], centre=centre)
    assert (again.accepted, again.duplicate, again.rejected) == (
        0,
        first.accepted + first.duplicate,
        first.rejected,
    )
    assert centre.cases == cases
    assert name in duplicate_reason(again.duplicates[0])


def test_a_dry_run_says_the_same_and_adds_nothing() -> None:
    centre = MemoryCentre()
    look = run(DATA / "mtdents_311.csv", "MTDENTS", centre=centre, dry_run=True)
    assert centre.cases == {}
    assert centre.batches == {}
    real = run(DATA / "mtdents_311.csv", "MTDENTS", centre=centre)
    assert look.dry_run
    assert look.to_json() == real.to_json()
    assert len(centre.cases) == real.accepted == 560


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("separator", SEPARATORS)
def test_fresh_files_with_seeded_defects_siblings_and_twins(tmp_path: Path, encoding: str, separator: str) -> None:
    made = generate(ENCODINGS.index(encoding) * 4 + SEPARATORS.index(separator), 60, TODAY)
    report = run(write_csv(tmp_path / "essai.csv", made.rows, encoding, separator), "MTDENTS")
    assert verdicts(report) == made.verdicts
    assert Counter(reject.code for reject in report.rejects) == made.codes
    assert report.remarks == made.remarked
    assert report.dropped_columns == ("Commentaire interne",)


def test_a_workbook_gets_the_same_verdicts_as_a_text(tmp_path: Path) -> None:
    made = generate(99, 120, TODAY)
    report = run(write_xlsx(tmp_path / "essai.xlsx", made.rows), "MTDENTS")
    assert verdicts(report) == made.verdicts


def test_a_professional_is_one_with_and_without_the_key_of_the_number(tmp_path: Path) -> None:
    rows = [("691444483", "Essai", "05 36 49 88 07"), ("69144448", "Essai", "05 36 49 88 07"), ("69144447", "Essai", "05 36 49 88 07")]
    report = run(write_csv(tmp_path / "f.csv", rows, header=("N° PS", "Nom", "Téléphone")), "PS_TELESERVICES")
    assert verdicts(report) == ["accepted", "duplicate", "accepted"]


def test_siblings_and_twins_are_cases_of_their_own_of_one_person(tmp_path: Path) -> None:
    header = (*INSURED, "Prénom de l'enfant", "Date de naissance de l'enfant", "Fin de validité EBD")
    rows = [
        (*PERSON, "Noé", "01/02/2015", "01/06/2027"),
        (*PERSON, "Zoé", "01/02/2015", "01/06/2027"),  # twin
        (*PERSON, "Noé", "01/02/2018", "01/06/2027"),  # another child of the same name
        (*PERSON, "NOÉ", "2015-02-01", "01/06/2027"),  # the first one again
    ]
    centre = MemoryCentre()
    report = run(write_csv(tmp_path / "f.csv", rows, header=header), "MTDENTS", centre=centre)
    assert verdicts(report) == ["accepted", "accepted", "accepted", "duplicate"]
    assert duplicate_reason(report.duplicates[0]) == "Même personne et même bénéficiaire qu'à la ligne 2."
    staged = [row for _, row in centre.cases.values()]
    assert len({row.person_key for row in staged}) == 1
    assert {row.fields["enfant_prenom"] for row in staged} == {"Noé", "Zoé"}
    assert staged[0].contact["nom"] == "Essai"
    assert "enfant_prenom" not in staged[0].contact


def test_the_numbers_are_kept_in_the_order_of_the_file_each_once(tmp_path: Path) -> None:
    header = (*INSURED[:4], "Tél. mobile", "Tél. fixe", "Téléphone 2")
    centre = MemoryCentre()
    run(
        write_csv(
            tmp_path / "f.csv",
            [(*PERSON[:4], "639981234", "01 99 00 00 01", "+33 6 39 98 12 34")],
            header=header,
        ),
        "AMELI",
        centre=centre,
    )
    assert [phone.e164 for phone in only(centre).phones] == ["+33639981234", "+33199000001"]


def test_the_zone_is_that_of_the_number(tmp_path: Path) -> None:
    centre = MemoryCentre()
    run(
        write_csv(tmp_path / "f.csv", [(*PERSON[:4], "0692 12 34 56")], header=INSURED),
        "AMELI",
        centre=centre,
    )
    assert (only(centre).zone, only(centre).phones[0].e164) == ("Indian/Reunion", "+262692123456")


def test_the_reference_of_the_organisme_is_kept_or_made_of_file_and_line(tmp_path: Path) -> None:
    centre = MemoryCentre()
    run(
        write_csv(tmp_path / "f.csv", [(*PERSON, "DOS-00042")], header=(*INSURED, "Référence")),
        "AMELI",
        centre=centre,
    )
    assert only(centre).row_ref == "DOS-00042"
    centre = MemoryCentre()
    run(write_csv(tmp_path / "g.csv", [PERSON], header=INSURED), "AMELI", centre=centre)
    prefix, line = only(centre).row_ref.split(":")
    assert (len(prefix), line) == (8, "2")


def test_one_bad_number_of_two_is_a_remark_and_no_value_is_repeated(tmp_path: Path) -> None:
    report = run(write_csv(tmp_path / "f.csv", [(*PERSON, "poste 12")], header=(*INSURED, "Tél. mobile")), "AMELI")
    assert (report.accepted, report.remarks) == (1, 1)
    assert report.remark_lines[0].text == "Tél. mobile : Numéro non retenu : il ne peut pas être appelé. L'autre numéro est gardé."


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({0: "185059999900182"}, "cell.nir.key"),
        ({0: "1,85E+14"}, "cell.scientific"),
        ({0: ""}, "cell.missing"),
        ({1: " - "}, "cell.missing"),
        ({1: "\u200b"}, "cell.missing"),
        ({3: "29/02/1985"}, "cell.date.impossible"),
        ({3: "inconnue"}, "cell.date.unreadable"),
        ({3: "01/01/2030"}, "cell.date.future"),
        ({4: "néant"}, "cell.phone.unreadable"),
        ({4: "36 46"}, "cell.phone.short"),
        ({4: ""}, "row.phone_missing"),
        ({5: "une cellule de trop"}, "row.too_many_cells"),
    ],
)
def test_what_rejects_a_row(tmp_path: Path, changed: dict[int, str], code: str) -> None:
    row = [*PERSON, ""]
    for place, text in changed.items():
        row[place] = text
    report = run(write_csv(tmp_path / "f.csv", [row], header=INSURED), "AMELI")
    assert [reject.code for reject in report.rejects] == [code]
    assert report.rejects[0].line == 2


@pytest.mark.parametrize(
    ("column", "text", "code"),
    [
        ("Courriel", "pas une adresse", "remark.left_out"),
        ("Code postal", "6000", "remark.postal_code.zero"),
        ("Ville", "Pa\u202eris", "remark.invisible_characters"),
        ("Ville", "Pau\x07", "remark.invisible_characters"),
    ],
)
def test_what_is_interpreted_or_left_out_is_told(tmp_path: Path, column: str, text: str, code: str) -> None:
    report = run(write_csv(tmp_path / "f.csv", [(*PERSON, text)], header=(*INSURED, column)), "AMELI")
    assert report.accepted == 1
    assert [remark.code for remark in report.remark_lines] == [code]


def test_a_birth_date_that_is_not_that_of_the_nir_is_told(tmp_path: Path) -> None:
    report = run(write_csv(tmp_path / "f.csv", [(*PERSON[:3], "3/6/85", PERSON[4])], header=INSURED), "AMELI")
    assert {remark.code for remark in report.remark_lines} == {
        "remark.date.two_digit_year",
        "remark.nir.birth_date",
    }
    assert report.remarks == 1


@pytest.mark.parametrize(("age", "codes"), [("40", []), ("42", []), ("43", ["remark.age_differs"])])
def test_an_age_may_be_of_last_year_or_next_but_not_further_off(tmp_path: Path, age: str, codes: list[str]) -> None:
    study = CAMPAIGNS["SATISFACTION"]
    birth = next(use for use in CAMPAIGNS["AMELI"].fields if use.name == "date_naissance")
    both = replace(study, fields=(*study.fields, birth))
    path = write_csv(
        tmp_path / "f.csv", [("Essai", "Alix", age, PERSON[4], "03/05/1985")], header=(*STUDY[:3], STUDY[4], "Date de naissance")
    )
    report = import_file(MemoryCentre(), path, both, "311", dry_run=True, today=TODAY)
    assert [remark.code for remark in report.remark_lines] == codes


def test_formula_like_text_is_kept_as_text(tmp_path: Path) -> None:
    centre = MemoryCentre()
    run(
        write_csv(tmp_path / "f.csv", [(PERSON[0], "=cmd|' /C calc'!A0", *PERSON[2:])], header=INSURED),
        "AMELI",
        centre=centre,
    )
    assert only(centre).contact["nom"] == "=cmd|' /C calc'!A0"


def test_a_row_of_another_organisme_is_rejected(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "f.csv", [(*PERSON, "011")], header=(*INSURED, "Organisme"))
    assert run(path, "AMELI", "311").rejects[0].code == "row.other_organisme"
    assert run(path, "AMELI", "011").accepted == 1


def test_a_study_takes_no_nir_by_title_nor_by_shape(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="jamais de numéro de sécurité sociale"):
        run(write_csv(tmp_path / "f.csv", [], header=(*STUDY, "NIR")), "SATISFACTION")
    row = ("Essai", "Alix", "41", "F", "0639981234", "infirmière 1 85 05 99 999 001 81")
    report = run(write_csv(tmp_path / "g.csv", [row, (*row[:5], "infirmière")], header=STUDY), "SATISFACTION")
    assert [reject.code for reject in report.rejects] == ["row.nir_in_study"]
    assert report.accepted == 1


def test_a_datum_given_twice_or_absent_stops_the_file(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="« Nom », « NOM DE FAMILLE »"):
        run(write_csv(tmp_path / "f.csv", [], header=(*INSURED, "NOM DE FAMILLE")), "AMELI")
    with pytest.raises(KnownError, match=r"Téléphone"):
        run(write_csv(tmp_path / "g.csv", [], header=INSURED[:4]), "AMELI")
    with pytest.raises(KnownError, match=r"N° de sécurité sociale"):
        run(write_csv(tmp_path / "h.csv", [], header=INSURED[1:]), "AMELI")


def test_columns_outside_the_campaign_never_reach_the_centre(tmp_path: Path) -> None:
    centre = MemoryCentre()
    header = (*INSURED, "Fin de validité EBD", "Commentaire", "")
    report = run(
        write_csv(tmp_path / "f.csv", [(*PERSON, "01/06/2027", "secret", "caché")], header=header),
        "AMELI",
        centre=centre,
    )
    assert report.dropped_columns == ("Commentaire", "Fin de validité EBD", "(colonne 8 sans titre)")
    assert "secret" not in repr(only(centre))
    assert "2027" not in repr(only(centre))


def test_one_who_is_not_to_be_called_is_told_line_by_line(tmp_path: Path) -> None:
    centre = MemoryCentre(stopped={"nir=185059999900181": "opted_out"})
    report = run(write_csv(tmp_path / "f.csv", [PERSON, PERSON], header=INSURED), "AMELI", centre=centre, dry_run=True)
    assert (report.accepted, report.duplicate, report.remarks) == (1, 1, 1)
    ((line, code, text),) = [(one.line, one.code, one.text) for one in report.remark_lines]
    assert (line, code) == (2, "remark.stopped.opted_out")
    assert text == "Cette personne a demandé à ne plus être appelée : le dossier est bloqué, elle ne sera pas appelée."


def test_a_broken_connection_leaves_nothing_behind(tmp_path: Path) -> None:
    class Gone(MemoryCentre):
        def import_stopped(self, import_id: Any) -> Any:
            raise KnownError("centre.unreachable")

    centre = Gone()
    with pytest.raises(KnownError, match="ne répond pas"):
        run(write_csv(tmp_path / "f.csv", [PERSON], header=INSURED), "AMELI", centre=centre)
    assert (centre.cases, centre.batches) == ({}, {})


def test_rejects_and_journal_open_in_french_excel_without_a_formula(tmp_path: Path) -> None:
    rows = [PERSON, PERSON, ("", *PERSON[1:]), (*PERSON[:4], "112")]
    report = run(write_csv(tmp_path / "f.csv", rows, header=(*INSURED[:4], "=Téléphone")), "AMELI")
    write_rejects(tmp_path / "rejets.csv", report)
    write_journal(tmp_path / "journal.csv", report)
    content = (tmp_path / "rejets.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfLigne;Code;Motif\r\n")
    lines = list(csv.reader((tmp_path / "rejets.csv").read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))
    assert [line[0] for line in lines[1:]] == ["4", "5"]
    assert lines[2][2] == "'=Téléphone : Numéro court : ce n'est pas le numéro d'une personne."
    journal = list(csv.reader((tmp_path / "journal.csv").read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))
    assert [line[:2] for line in journal[1:]] == [["3", "doublon"], ["4", "rejetée"], ["5", "rejetée"]]
    assert (tmp_path / "rejets.csv").stat().st_mode & 0o077 == 0


def test_progress_is_told_and_rows_travel_in_bounded_batches(tmp_path: Path) -> None:
    heard: list[int] = []
    centre = MemoryCentre()
    rows = [(*PERSON[:1], f"Nom{number}", *PERSON[2:]) for number in range(2_500)]
    import_file(
        centre,
        write_csv(tmp_path / "f.csv", rows, header=INSURED),
        CAMPAIGNS["AMELI"],
        "311",
        dry_run=True,
        today=TODAY,
        progress=heard.append,
    )
    assert heard == sorted(heard)
    assert heard[-1] == 2_500
    assert len(heard) >= 3
    assert centre.largest_batch <= 1_000


@pytest.mark.parametrize(("ends_on", "expected"), [(date(2026, 12, 31), date(2027, 7, 1)), (date(2027, 3, 15), date(2027, 9, 15))])
def test_the_purge_date_counts_from_the_end_of_the_campaign(ends_on: date, expected: date) -> None:
    class Dated:
        retention_months = 6

    dated: Any = Dated()
    dated.ends_on = ends_on
    assert purge_at(dated, TODAY).date() == expected


@given(
    st.integers(100, 899), st.integers(1, 12), st.sampled_from(["2A", "2B", *(f"{number:02}" for number in range(100))]),
    st.integers(0, 999_999), st.integers(1, 97),
)  # fmt: skip
@example(155, 1, "\u0661\u0662", 1, 1)
@settings(max_examples=200)
def test_the_key_of_a_nir_is_judged_as_stdnum_does(sex_and_year: int, month: int, department: str, rest: int, key: int) -> None:
    text = f"{sex_and_year}{month:02}{department}{rest:06}{key:02}"
    try:
        parse_nir(text)
        accepted = True
    except CellError:
        accepted = False
    assert accepted == stdnum_nir.is_valid(text)


def test_every_campaign_of_the_catalogue_can_be_imported_into() -> None:
    def titles(campaign: Campaign) -> list[str]:
        return [use.name for use in campaign.fields]

    for campaign in CAMPAIGNS.values():
        assert "telephone" in titles(campaign), campaign.code
