"""Tables as organismes save them: encodings, separators, workbooks of both date systems, numbers that lost a zero."""

from datetime import date
from pathlib import Path
import sys
from typing import Any

import pytest
import xlsxwriter

from cnmas_desktop.messages import KnownError
from cnmas_desktop.services import tabular
from cnmas_desktop.services.tabular import Table
from tests.services.memory_exchange import MemoryCentre
from tests.services.organisme_files import write_xlsx
from tests.services.test_importing import INSURED, PERSON, only, run


def read(path: Path) -> tuple[tabular.TableInfo, list[str], list[tuple[int, list[Any]]]]:
    with Table(path) as table:
        return table.info, table.header, [(row.line, list(row.cells)) for row in table.rows()]


def text(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("Nom;Prénom\r\nŒuvrard;Zoé".encode(), "utf-8"),
        ("Nom;Prénom\r\nŒuvrard;Zoé".encode("utf-8-sig"), "utf-8-sig"),
        ("Nom;Prénom\r\nŒuvrard;Zoé".encode("cp1252"), "cp1252"),
        ("Nom;Prénom\r\nŒuvrard;Zoé".encode("iso8859-15"), "iso8859-15"),
        ("Nom;Prénom\r\nŒuvrard;Zoé".encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + "Nom;Prénom\r\nŒuvrard;Zoé".encode("utf-16-be"), "utf-16"),
        ("Nom;Prénom\r\nSœur ½;Zoé".encode("cp1252"), "cp1252"),
    ],
)
def test_the_encoding_is_found_by_rule(tmp_path: Path, content: bytes, encoding: str) -> None:
    info, header, rows = read(text(tmp_path / "f.csv", content))
    assert (info.encoding, header) == (encoding, ["Nom", "Prénom"])
    assert rows[0][1][1] == "Zoé"
    assert rows[0][1][0] in ("Œuvrard", "Sœur ½")


def test_an_encoding_of_neither_kind_is_asked_of_charset_normalizer(tmp_path: Path) -> None:
    lines = "Nom;Prénom;Adresse\r" + "Lefèvre;Hélène;à côté du café, près de l'église\r" * 30
    info, header, rows = read(text(tmp_path / "f.csv", lines.encode("mac_roman")))
    assert info.encoding not in ("utf-8", "cp1252", "iso8859-15")
    assert len(header) == 3
    assert len(rows) == 30


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_the_separator_is_the_one_that_makes_equal_rows(tmp_path: Path, separator: str) -> None:
    lines = [
        separator.join(cells)
        for cells in (
            ("Nom", "Taux", "Adresse"),
            ("A", '"43,75"', '"1; rue | du, Port"'),
            ("B", '"0,5"', "x"),
        )
    ]
    info, header, rows = read(text(tmp_path / "f.csv", "\n".join(lines).encode()))
    assert info.separator == separator
    assert header == ["Nom", "Taux", "Adresse"]
    assert rows[0] == (2, ["A", "43,75", "1; rue | du, Port"])


def test_excels_own_hint_is_not_a_row(tmp_path: Path) -> None:
    info, header, rows = read(text(tmp_path / "f.csv", b"sep=|\r\nNom|Ville\r\nA;B|Pau\r\n"))
    assert (info.separator, header, rows) == ("|", ["Nom", "Ville"], [(2, ["A;B", "Pau"])])


def test_a_line_is_the_row_number_that_excel_shows(tmp_path: Path) -> None:
    _, _, rows = read(text(tmp_path / "f.csv", b'Nom;Ville\r\n\r\n"A\r\nB";Pau\r\n;;\r\nC;Albi;;;\r\n'))
    assert rows == [(3, ["A\r\nB", "Pau"]), (5, ["C", "Albi"])]


def test_cells_of_a_workbook_keep_their_kind(tmp_path: Path) -> None:
    path = write_xlsx(
        tmp_path / "f.xlsx",
        [("0639981234", 639981234, 0.5, date(2026, 3, 1), "1,85E+14")],
        header=("a", "b", "c", "d", "e"),
    )
    info, header, rows = read(path)
    assert (info.format, info.sheet, header) == ("xlsx", "Liste", ["a", "b", "c", "d", "e"])
    assert rows == [(2, ["0639981234", 639981234, 0.5, "2026-03-01", "1,85E+14"])]


@pytest.mark.parametrize("since_1904", [False, True])
def test_numbers_that_excel_made_are_read_as_what_was_typed(tmp_path: Path, since_1904: bool) -> None:
    epoch = date(1904, 1, 1) if since_1904 else date(1899, 12, 30)
    serial = (date(1985, 5, 3) - epoch).days
    options = {"date_1904": since_1904}
    rows = [
        (185059999900181, "Essai", "Alix", date(1985, 5, 3), 639981234),
        (290039999900244, "Autre", "Brune", (date(1990, 3, 2) - epoch).days, "06 39 98 12 35"),
        (1.85e14, "Perdu", "Cyriel", serial, 639981236),
    ]
    centre = MemoryCentre()
    report = run(write_xlsx(tmp_path / "f.xlsx", rows, header=INSURED, options=options), "AMELI", centre=centre)
    assert [reject.code for reject in report.rejects] == ["cell.nir.implausible"]
    kept = {row.contact["prenom"]: row for _, row in centre.cases.values()}
    assert kept["Alix"].contact["date_naissance"] == "1985-05-03"
    assert kept["Brune"].contact["date_naissance"] == "1990-03-02"
    assert kept["Alix"].phones[0].e164 == "+33639981234"
    assert [remark.code for remark in report.remark_lines] == ["remark.date.serial"]


def test_a_formula_is_seen_as_one_and_rejects_its_row(tmp_path: Path) -> None:
    path = tmp_path / "f.xlsx"
    with xlsxwriter.Workbook(str(path)) as workbook:
        sheet = workbook.add_worksheet()
        for number, row in enumerate([(*INSURED, "Commentaire"), (*PERSON, ""), (*PERSON, ""), (*PERSON, "")]):
            for place, cell in enumerate(row):
                sheet.write_string(number, place, cell)
        sheet.write_formula(1, 1, '=HYPERLINK("http://exemple.invalid","Essai")', None, "Essai")
        sheet.write_formula(2, 5, "=1+1", None, 2)
    centre = MemoryCentre()
    report = run(path, "AMELI", centre=centre)
    assert [(reject.line, reject.code) for reject in report.rejects] == [(2, "row.formula")]
    assert (report.accepted, report.duplicate) == (1, 1)
    with Table(path) as table:
        assert next(list(row.cells)[1] for row in table.rows()) == '=HYPERLINK("http://exemple.invalid","Essai")'


def test_a_text_that_nobody_can_read_aloud_rejects_its_row(tmp_path: Path) -> None:
    """A file glued together from two: one part is not in the encoding of the other. What is dropped may hold anything."""
    lines = [(*INSURED, "Commentaire"), *((*PERSON[:1], name, *PERSON[2:], "Ã©") for name in ("Zoé", "Zo?", "Ångström Â"))]
    content = "".join(";".join(map(str, line)) + "\r\n" for line in lines).encode("cp1252").replace(b"Zo?", "Zoé".encode())
    (tmp_path / "f.csv").write_bytes(content)
    report = run(tmp_path / "f.csv", "AMELI")
    assert [(reject.line, reject.code) for reject in report.rejects] == [(3, "row.misread")]


def test_other_filled_sheets_are_named_and_hidden_ones_are_not_read(tmp_path: Path) -> None:
    path = tmp_path / "f.xlsx"
    with xlsxwriter.Workbook(str(path)) as workbook:
        for name in ("Vide", "Liste", "Légende", "Cachée"):
            sheet = workbook.add_worksheet(name)
            if name == "Liste":
                sheet.write_row(0, 0, INSURED)
                sheet.write_row(1, 0, PERSON)
            elif name != "Vide":
                sheet.write(0, 0, "autre chose")
            if name == "Cachée":
                sheet.hide()
    report = run(path, "AMELI")
    assert report.accepted == 1
    assert report.notes == ("La feuille « Légende » n'a pas été lue : seule « Liste » l'a été.",)


def test_a_table_that_does_not_begin_in_the_corner(tmp_path: Path) -> None:
    path = tmp_path / "f.xlsx"
    with xlsxwriter.Workbook(str(path)) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_row(3, 2, INSURED)
        sheet.write_row(4, 2, PERSON)
        sheet.write_row(6, 2, ("", *PERSON[1:]))
        sheet.write_formula(7, 2, "=A1", None, "")
    report = run(path, "AMELI")
    assert report.accepted == 1
    assert [(reject.line, reject.code) for reject in report.rejects] == [
        (7, "cell.missing"),
        (8, "row.formula"),
    ]


def test_the_reader_runs_without_the_environment_and_within_the_clock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CNMAS_CENTRAL_URL", "postgresql://ailleurs.invalid/centre")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nulle/part")
    assert not {"CNMAS_CENTRAL_URL", "DBUS_SESSION_BUS_ADDRESS"} & set(tabular.child_environment())
    path = text(tmp_path / "f.csv", b"Nom;Ville\r\nA;Pau\r\n")
    monkeypatch.setattr(tabular, "child_command", lambda: [sys.executable, "-I", "-c", "import time; time.sleep(60)"])
    with pytest.raises(KnownError, match="trop de mémoire ou de temps"):
        Table(path, wall_seconds=0.3)


def test_a_file_closed_early_leaves_no_child(tmp_path: Path) -> None:
    path = text(tmp_path / "f.csv", b"Nom;Ville\r\n" + b"A;Pau\r\n" * 50_000)
    table = Table(path)
    next(iter(table.rows()))
    child = table._child
    table.close()
    assert child.returncode is not None


def test_values_stay_in_the_contact_and_the_keys(tmp_path: Path) -> None:
    centre = MemoryCentre()
    run(write_xlsx(tmp_path / "f.xlsx", [PERSON], header=INSURED), "AMELI", centre=centre)
    row = only(centre)
    assert (row.person_key, row.dedupe_key) == ("nir=185059999900181", "")
    assert set(row.contact) == {"nir", "nom", "prenom", "date_naissance"}
