"""Hostile and damaged files: one French sentence each, the parent's memory untouched, nothing executed (reliability T9, T12, G9, G10)."""

from collections.abc import Callable, Sequence
import gc
import io
from pathlib import Path
import subprocess
import tracemalloc
from typing import Any
import zipfile

import openpyxl
import pytest
import python_calamine
import xlsxwriter

from cnmas_desktop.messages import KnownError
from cnmas_desktop.services import french_csv, french_workbook, parsing_child, tabular
from cnmas_desktop.services.tabular import Table
from tests.services.organisme_files import write_xlsx

MIB = 1024 * 1024
PARENT_LIMIT = 16 * MIB
"""What reading any one of these files may cost the parent."""

HEADER = ("Nom", "Téléphone")
CONTENT_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
    "</Types>"
)
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def workbook_of(path: Path, sheet: str, extra: Sequence[tuple[str, bytes]] = (), prolog: str = "") -> Path:
    """A minimal workbook around the XML inside `sheetData`."""
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", CONTENT_TYPES)
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}"><Relationship Id="r1" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{package}"><Relationship Id="rId1" Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets><sheet name="Liste" sheetId="1" r:id="rId1"/></sheets></workbook>',
        )
        archive.writestr(
            "xl/worksheets/sheet1.xml",
            f'{prolog}<worksheet xmlns="{MAIN}"><sheetData>{sheet}</sheetData></worksheet>',
        )
        for name, content in extra:
            archive.writestr(name, content)
    return path


def cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


GOOD = f'<row r="1">{cell("A1", "Nom")}{cell("B1", "Téléphone")}</row><row r="2">{cell("A2", "Essai")}{cell("B2", "0639981234")}</row>'


def zip_bomb(path: Path) -> Path:
    return workbook_of(path, GOOD, [("xl/media/image1.png", b"\0" * (40 * MIB))])


def lying_bomb(path: Path) -> Path:
    """The directory says that the sheet is small; its stream is not."""
    workbook_of(path, GOOD + f'<row r="3">{cell("A3", "x" * 40_000_000)}</row>')
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as archive:
        real = archive.getinfo("xl/worksheets/sheet1.xml").file_size.to_bytes(4, "little")
    place = content.find(real)
    while place != -1:
        content[place : place + 4] = (2_000).to_bytes(4, "little")
        place = content.find(real, place + 4)
    path.write_bytes(content)
    return path


def many_entries(path: Path) -> Path:
    return workbook_of(path, GOOD, [(f"xl/media/{number}.png", b"") for number in range(300)])


def entity_bomb(path: Path) -> Path:
    entities = '<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    return workbook_of(
        path,
        '<row r="1"><c r="A1" t="inlineStr"><is><t>&i;</t></is></c></row>',
        prolog=f"<!DOCTYPE x [{entities}]>",
    )


def far_cell(path: Path) -> Path:
    """Two cells, and between them seventeen thousand million."""
    return workbook_of(path, f'<row r="1">{cell("A1", "Nom")}</row><row r="1048576">{cell("XFD1048576", "loin")}</row>')


def nested_archive(path: Path) -> Path:
    return workbook_of(path, GOOD, [("xl/media/dedans.zip", b"PK\x05\x06" + b"\0" * 18)])


def macros(path: Path) -> Path:
    return workbook_of(path, GOOD, [("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0")])


def external_link(path: Path) -> Path:
    return workbook_of(path, GOOD, [("xl/externalLinks/externalLink1.xml", b"<externalLink/>")])


def zip_slip(path: Path) -> Path:
    return workbook_of(path, GOOD, [("../../evade.txt", b"x")])


def truncated(path: Path) -> Path:
    write_xlsx(path, [("Essai", "0639981234")] * 50, header=HEADER)
    path.write_bytes(path.read_bytes()[:-400])
    return path


def overwritten(path: Path) -> Path:
    write_xlsx(path, [("Essai", "0639981234")] * 50, header=HEADER)
    content = bytearray(path.read_bytes())
    content[len(content) // 3 : len(content) // 3 + 300] = b"\xaa" * 300
    path.write_bytes(content)
    return path


def encrypted(path: Path) -> Path:
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4_000)
    return path


def plain_zip(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("lisez-moi.txt", "bonjour")
    return path


def merged(path: Path) -> Path:
    with xlsxwriter.Workbook(str(path)) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, HEADER)
        sheet.merge_range(1, 0, 3, 0, "Essai")
    return path


def content_of(content: bytes) -> Callable[[Path], Path]:
    def make(path: Path) -> Path:
        path.write_bytes(content)
        return path

    return make


HOSTILE: dict[str, tuple[Callable[[Path], Path], str]] = {
    "zip bomb": (zip_bomb, "import.archive_bomb"),
    "zip bomb that lies": (lying_bomb, "import.damaged"),
    "300 entries": (many_entries, "import.archive_bomb"),
    "entity bomb": (entity_bomb, "import.damaged"),
    "a cell at the end of the world": (far_cell, "import.too_costly"),
    "nested archive": (nested_archive, "import.active_content"),
    "macros": (macros, "import.active_content"),
    "external link": (external_link, "import.active_content"),
    "zip slip": (zip_slip, "import.damaged"),
    "truncated": (truncated, "import.damaged"),
    "overwritten": (overwritten, "import.damaged"),
    "encrypted or old": (encrypted, "import.old_or_encrypted"),
    "a zip that is no workbook": (plain_zip, "import.not_a_table"),
    "merged cells": (merged, "import.merged_cells"),
    "empty": (content_of(b""), "import.empty"),
    "blank": (content_of(b"\xef\xbb\xbf\r\n ;; \r\n\r\n"), "import.empty"),
    "binary": (content_of(bytes(range(256)) * 400), "import.binary"),
    "NUL in a cell": (content_of(b"Nom;Ville\r\nA\0B;Pau\r\n"), "import.binary"),
    "NUL in UTF-16": (content_of("Nom;Ville\r\nA\0B;Pau\r\n".encode("utf-16")), "import.binary"),
    "UTF-32": (content_of("Nom;Ville\r\n".encode("utf-32")), "import.encoding_unknown"),
    "UTF-16 cut in two": (content_of("Nom;Ville\r\nA;B".encode("utf-16")[:-1]), "import.encoding_unknown"),
    "lone surrogate": (
        content_of(b"\xff\xfe" + "Nom;Ville\r\n".encode("utf-16-le") + b"\x00\xd8A\x00"),
        "import.encoding_unknown",
    ),
    "a million columns": (content_of(b";".join([b"a"] * 1_000_000)), "import.too_many_columns"),
    "a quote never closed": (
        content_of(b'Nom;Ville\r\nA;"Pau\r\n' + b"B;Albi\r\n" * 2_000),
        "import.cell_too_long",
    ),
    "a quote never closed, few rows": (
        content_of(b'Nom;Ville;Note\r\nA;Pau;"urgent\r\nB;Albi;\r\n'),
        "import.quote_open",
    ),
    "a quote closed by another person's": (
        content_of(b'Nom;Ville;Note\r\nA;Pau;"urgent\r\nB;Albi;\r\nC;Albi;rien"\r\nD;Pau;\r\n'),
        "import.quote_open",
    ),
    "a cell of 5,000 characters": (
        content_of(b"Nom;Ville\r\nA;" + b"x" * 5_000 + b"\r\n"),
        "import.cell_too_long",
    ),
    "51 MiB": (content_of(b"Nom;Ville\r\n" + b" " * 51 * MIB), "import.file_too_large"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_one_sentence_and_costs_the_parent_nothing(tmp_path: Path, name: str) -> None:
    make, code = HOSTILE[name]
    path = make(tmp_path / "liste.xlsx")
    gc.collect()
    tracemalloc.start()
    try:
        with pytest.raises(KnownError) as caught, Table(path) as table:
            for _ in table.rows():
                pass
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert caught.value.code == code
    sentence = str(caught.value)
    assert sentence.endswith(".")
    assert "Traceback" not in sentence
    assert "{" not in sentence
    assert peak < PARENT_LIMIT


def test_a_cell_of_several_lines_is_a_cell(tmp_path: Path) -> None:
    path = content_of(b'Nom;Ville;Note\r\nA;Pau;"rappeler;\r\napr\xe8s 18 h"\r\nB;Albi;\r\n')(tmp_path / "f.csv")
    with Table(path) as table:
        assert [list(row.cells) for row in table.rows()] == [["A", "Pau", "rappeler;\r\naprès 18 h"], ["B", "Albi"]]


def test_a_row_too_many_stops_the_file(tmp_path: Path) -> None:
    path = content_of(b"Nom;Ville\r\n" + b"A;Pau\r\n" * 200_001)(tmp_path / "f.csv")
    with pytest.raises(KnownError) as caught, Table(path) as table:
        for _ in table.rows():
            pass
    assert caught.value.code == "import.too_many_rows"


def test_a_million_formatted_empty_rows_are_no_rows(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{number}" s="1"><c r="A{number}" s="1"/></row>' for number in range(3, 1_048_577))
    with Table(workbook_of(tmp_path / "f.xlsx", GOOD + rows)) as table:
        assert [row.line for row in table.rows()] == [2]


def test_a_wrong_extension_is_of_no_account(tmp_path: Path) -> None:
    write_xlsx(tmp_path / "f.csv", [("Essai", "0639981234")], header=HEADER)
    (tmp_path / "f.xlsx").write_bytes("Nom;Téléphone\r\nEssai;0639981234\r\n".encode())
    for name in ("f.csv", "f.xlsx"):
        with Table(tmp_path / name) as table:
            assert [list(row.cells) for row in table.rows()] == [["Essai", "0639981234"]]


@pytest.mark.parametrize(
    "attempt",
    [
        "import socket; socket.socket()",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
        "import os; os.fork()",
        "import os; os.remove(TARGET)",
        "import os; os.rename(TARGET, TARGET + '2')",
        "open(TARGET, 'w')",
        "open(TARGET, 'a')",
        "import os; os.open(TARGET, os.O_WRONLY | os.O_CREAT)",
        "import ctypes; ctypes.CDLL(None)",
    ],
)
def test_the_reader_can_neither_write_nor_speak(tmp_path: Path, attempt: str) -> None:
    """What hostile bytes could do if they took over the reader's Python."""
    target = tmp_path / "cible"
    target.write_text("intact")
    command = tabular.child_command()
    command[-1] = command[-1].replace("main()", "").replace("import main;", "import forbid_the_outside;") + (
        f"forbid_the_outside(); TARGET = {str(target)!r}\ntry:\n    exec({attempt!r})\nexcept PermissionError:\n    print('refused')"
    )
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=tabular.child_environment())
    assert done.stdout.strip() == "refused", done.stderr
    assert target.read_text() == "intact"
    assert sorted(tmp_path.iterdir()) == [target]


def test_the_outside_is_forbidden_before_the_first_byte_is_read(tmp_path: Path) -> None:
    target = tmp_path / "cible"
    command = tabular.child_command()
    command[-1] = command[-1].replace("from cnmas_desktop.services.parsing_child import main; main()", "") + (
        f"from cnmas_desktop.services import parsing_child as child; child.read = lambda *_: open({str(target)!r}, 'w'); child.main()"
    )
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=tabular.child_environment())
    assert done.stdout.startswith('{"bug":"PermissionError')
    assert not target.exists()


def test_the_reader_is_held_by_the_system_too() -> None:
    command = tabular.child_command()
    command[-1] = command[-1].replace("main()", "").replace("import main;", "import limit_resources;") + (
        "print(limit_resources()); import resource as r; print(r.getrlimit(r.RLIMIT_AS)[1], r.getrlimit(r.RLIMIT_CPU)[1], r.getrlimit(r.RLIMIT_FSIZE)[1])"
    )
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=tabular.child_environment())
    assert done.stdout.split("\n")[:2] == [
        "[]",
        f"{parsing_child.MAX_MEMORY_BYTES} {parsing_child.MAX_CPU_SECONDS} 0",
    ]


_STARTS = (
    "=",
    "+",
    "-",
    "@",
    "\t=",
    "\r=",
    "\n=",
    "\uff1d",
    "\uff0b",
    "\uff0d",
    "\uff20",
    " =",
    "\u00a0=",
    "'=",
    "\ufeff=",
)
_BODIES = (
    "1+1",
    "cmd|' /C calc'!A0",
    'HYPERLINK("http://exemple.invalid","Cliquez")',
    "SUM(1+1)*cmd|'/C calc'!A0",
)
PAYLOADS = [start + body for start in _STARTS for body in _BODIES]


def test_there_are_sixty_payloads() -> None:
    assert len(set(PAYLOADS)) == 60


def test_no_payload_is_a_formula_in_a_csv_saved_as_a_workbook(tmp_path: Path) -> None:
    """A spreadsheet takes for a formula what begins, blanks apart, with = + - @ or their full-width forms."""
    (tmp_path / "f.csv").write_bytes(french_csv.encoded(["Texte"], [[payload] for payload in PAYLOADS]))
    with Table(tmp_path / "f.csv") as table:
        cells = [str(row.cells[0]) for row in table.rows()]
    assert len(cells) == 60
    assert all(text.startswith("'") for text in cells)
    book = openpyxl.Workbook()
    for text in cells:
        book.active.append([text])  # type: ignore[union-attr]
    book.save(tmp_path / "f.xlsx")
    assert formulas(tmp_path / "f.xlsx") == []


def test_no_payload_is_a_formula_in_a_workbook_saved_and_reopened(tmp_path: Path) -> None:
    (tmp_path / "f.xlsx").write_bytes(
        french_workbook.encoded([["Texte"], *[[payload] for payload in PAYLOADS]], sheet="Lot", title="Essai")
    )
    assert formulas(tmp_path / "f.xlsx") == []
    book = openpyxl.load_workbook(tmp_path / "f.xlsx")
    cells: list[Any] = [row[0] for row in book.active.iter_rows(min_row=2)]  # type: ignore[union-attr]
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.quotePrefix for cell in cells)
    book.save(tmp_path / "again.xlsx")
    assert formulas(tmp_path / "again.xlsx") == []
    with Table(tmp_path / "f.xlsx") as table:
        assert all(not row.formulas for row in table.rows())


def formulas(path: Path) -> list[str]:
    """The formula cells of a workbook, by openpyxl; calamine must open it too."""
    assert python_calamine.CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).height >= 60
    book = openpyxl.load_workbook(path)
    return [cell.coordinate for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
