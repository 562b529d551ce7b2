"""XLSX, inside the limited child process of `parsing_child`: the zip is judged before the reader sees it.

A workbook is untrusted twice: as a zip (bombs, nested archives, a directory that lies) and as XML (entities, a used range of
17 thousand million cells). The first is refused here by rule (reliability T9); the second meets the limits of the process.
"""

from collections.abc import Iterable, Iterator, Sequence
import datetime
import math
import posixpath
import re
from typing import BinaryIO
import zipfile
import zlib

from cnmas_desktop.services.parsing_child import (
    MAX_CELL_CHARS,
    MAX_COLUMNS,
    MEBI,
    Cells,
    Line,
    Refused,
    Value,
    header_of,
    send,
    send_rows,
    trimmed,
)

MAX_UNPACKED_BYTES = 300 * MEBI
MAX_RATIO = 100
RATIO_FREE_BYTES = 1 * MEBI
"""Small parts compress beyond any ratio and harm nobody: the ratio counts from this size on."""
MAX_ENTRIES = 200

_NESTED = (".zip", ".xlsx", ".xlsm", ".xls", ".docx", ".jar", ".gz", ".7z", ".rar", ".bin", ".exe", ".dll")
_PRINTER_SETTINGS = re.compile(r"^xl/printerSettings/printerSettings\d*\.bin$")
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_FORMULA = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"[^>]*>\s*<(?:\w+:)?f(?:\s[^>]*)?(?:/>|>([^<]*)<)')
_TAIL = 16_384


def check_archive(archive: zipfile.ZipFile) -> None:
    """Refuse an archive by its directory alone, before anything is unpacked."""
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES:
        raise Refused("archive_bomb")
    unpacked = 0
    for entry in entries:
        name = entry.filename
        unpacked += entry.file_size
        if unpacked > MAX_UNPACKED_BYTES:
            raise Refused("archive_bomb")
        if entry.file_size > RATIO_FREE_BYTES and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
            raise Refused("archive_bomb")
        if entry.flag_bits & 0x1:
            raise Refused("old_or_encrypted")
        lowered = name.lower()
        if name.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", name) or ":" in name:
            raise Refused("damaged")
        if "vbaproject" in lowered or "externallinks/" in lowered or "embeddings/" in lowered or "activex/" in lowered:
            raise Refused("active_content")
        if lowered.endswith(_NESTED) and not _PRINTER_SETTINGS.match(name):
            raise Refused("active_content")


def check_markup(archive: zipfile.ZipFile) -> None:
    """Refuse a document type declaration in any part: a workbook needs none, an entity bomb does."""
    for entry in archive.infolist():
        if entry.filename.lower().endswith((".xml", ".rels", ".vml")):
            with archive.open(entry) as part:
                start = part.read(_TAIL)
            if b"<!DOCTYPE" in start or b"<!ENTITY" in start or start.startswith((b"\xff\xfe", b"\xfe\xff")):
                raise Refused("damaged")


def sheet_parts(archive: zipfile.ZipFile) -> tuple[dict[str, str], bool]:
    """The part of each sheet by its name, and whether the workbook counts its days from 1904."""
    from xml.etree.ElementTree import fromstring

    rels = fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314 - limited process, and `check_markup` refused every entity
    workbook = fromstring(archive.read("xl/workbook.xml"))  # noqa: S314 - as above
    relations = {node.get("Id", ""): node.get("Target", "") for node in rels}
    parts = {}
    for node in workbook.iter(f"{_SHEET}sheet"):
        target = relations.get(node.get(f"{_RELATION}id", ""), "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))
        parts[node.get("name", "")] = path
    properties = workbook.find(f"{_SHEET}workbookPr")
    since_1904 = properties is not None and properties.get("date1904", "0") in ("1", "true")
    return parts, since_1904


def column_index(letters: str) -> int:
    """A → 0, Z → 25, AA → 26."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1


def formulas_of(archive: zipfile.ZipFile, part: str) -> dict[int, dict[int, str]]:
    """The text of the formulas of a sheet by row number and column index; the reader gives only their last result."""
    from html import unescape

    found: dict[int, dict[int, str]] = {}
    with archive.open(part) as stream:
        window = b""
        while chunk := stream.read(MEBI):
            window += chunk
            end = 0
            if b"<f" in window or b":f" in window:
                for match in _FORMULA.finditer(window):
                    end = match.end()
                    row = found.setdefault(int(match[2]), {})
                    row[column_index(match[1].decode())] = "=" + unescape((match[3] or b"").decode("utf-8", "replace"))
            window = window[max(end, len(window) - _TAIL) :]
    return found


def value_of(value: object) -> Value:
    """A cell as a number or as text: dates as ISO 8601, truth values in French."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "VRAI" if value else "FAUX"
    if isinstance(value, int | float):
        return value if math.isfinite(value) else str(value)
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ", "seconds")
    return value.isoformat() if isinstance(value, datetime.date) else str(value)


def read_workbook(source: BinaryIO, out: BinaryIO, unlimited: list[str]) -> int:
    """Send the rows of the first visible sheet that holds any; name the other filled ones."""
    import python_calamine as calamine

    try:
        with zipfile.ZipFile(source) as archive:
            check_archive(archive)
            if "xl/workbook.xml" not in archive.namelist():
                raise Refused("not_a_table")
            check_markup(archive)
            parts, since_1904 = sheet_parts(archive)
            source.seek(0)
            workbook = calamine.CalamineWorkbook.from_filelike(source)
            visible = [
                sheet.name
                for sheet in workbook.sheets_metadata
                if sheet.typ == calamine.SheetTypeEnum.WorkSheet and sheet.visible == calamine.SheetVisibleEnum.Visible
            ]
            filled = None
            ignored = []
            for name in visible:
                if filled is None:
                    sheet = workbook.get_sheet_by_name(name)
                    if sheet.height:
                        filled = sheet
                elif workbook.get_sheet_by_name(name).height:
                    ignored.append(name[:64])
            if filled is None:
                raise Refused("empty")
            for merged in (filled.merged_cell_ranges or [])[:1]:
                raise Refused("merged_cells", line=merged[0][0] + 1)
            part = parts.get(filled.name, "")
            formulas = formulas_of(archive, part) if part in archive.namelist() else {}
    except (
        zipfile.BadZipFile,
        zlib.error,
        KeyError,
        EOFError,
        NotImplementedError,
        SyntaxError,
        UnicodeDecodeError,
        ValueError,
    ):
        raise Refused("damaged") from None
    except calamine.PasswordError:
        raise Refused("old_or_encrypted") from None
    except calamine.CalamineError:
        raise Refused("damaged") from None
    table = {
        "format": "xlsx",
        "sheet": filled.name[:64],
        "ignored_sheets": ignored,
        "since_1904": since_1904,
        "unlimited": unlimited,
    }
    send(out, {"table": table})
    return send_rows(out, _bounded(_lines(filled.iter_rows(), (filled.start or (0, 0))[1], formulas)))


def _bounded(lines: Iterable[Line]) -> Iterator[Line]:
    for line in lines:
        if any(len(cell) > MAX_CELL_CHARS for cell in line[1] if isinstance(cell, str)):
            raise Refused("cell_too_long", line=line[0], limit=MAX_CELL_CHARS)
        yield line


def _lines(rows: Iterable[Sequence[object]], first_column: int, formulas: dict[int, dict[int, str]]) -> Iterator[Line]:
    """The rows of a sheet, each with its number. `iter_rows` starts at row 1, but at the first column in use."""
    number, shorten = 0, header_of
    for number, row in enumerate(rows, 1):
        if row.count("") == len(row) and number not in formulas:  # a cell far below makes a million of them
            continue
        cells: Cells = [value if isinstance(value, str) else value_of(value) for value in row]
        if number in formulas:
            yield _with_formulas(number, shorten(cells), first_column, formulas.pop(number))
        elif trimmed(cells):
            yield number, shorten(cells)
        else:
            continue
        shorten = trimmed
    for below in sorted(formulas):  # rows of formulas that hold no result: the reader did not see them
        if below > number:
            yield _with_formulas(below, [], first_column, formulas[below])


def _with_formulas(number: int, cells: Cells, first_column: int, formulas: dict[int, str]) -> Line:
    places = []
    for column, formula in sorted(formulas.items()):
        place = max(column - first_column, 0)
        if place > MAX_COLUMNS:
            raise Refused("too_many_columns", line=number, limit=MAX_COLUMNS)
        cells = cells + [""] * (place + 1 - len(cells))
        cells[place] = formula
        places.append(place)
    return number, cells, places
