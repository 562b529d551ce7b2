"""CSV for people who open it in French Excel: `;`, UTF-8 with a byte order mark, CRLF, and no cell that could be a formula."""

from collections.abc import Iterable, Sequence
import csv
import io
from pathlib import Path

from cnmas_desktop.credentials import write_private

SEPARATOR = ";"
_FORMULA_STARTS = tuple("=+-@\t\r\n|%\uff1d\uff0b\uff0d\uff20\u2212\ufe62\ufe66\ufe6b\ufe63")
"""What makes a spreadsheet take a text for a formula or a command (OWASP ASVS 1.2.10), full-width and small forms included."""


def safe(text: str) -> str:
    """`text` with a `'` before it if a spreadsheet could take it for a formula, also behind leading spaces or invisible marks."""
    start = text.lstrip(" \u00a0\u202f\u200b\ufeff\u2060\"'")
    return f"'{text}" if start.startswith(_FORMULA_STARTS) or text.startswith(("\t", "\r", "\n")) else text


def encoded(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """The bytes of the file."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=SEPARATOR, lineterminator="\r\n", quoting=csv.QUOTE_MINIMAL)
    writer.writerow([safe(cell) for cell in header])
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def write(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write the file whole or not at all, readable by its owner only."""
    write_private(path, encoded(header, rows))
