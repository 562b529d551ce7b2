"""A one-sheet XLSX of text cells (decision 36): nothing in it can be a formula, and the same table gives the same bytes."""

from collections.abc import Sequence
from datetime import UTC, datetime
import io

_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


def encoded(table: Sequence[Sequence[str]], *, sheet: str, title: str, author: str = "", created: datetime = _EPOCH) -> bytes:
    """The bytes of a workbook whose first row is the header. `created` is written into it; the clock of this machine is not."""
    import xlsxwriter

    buffer = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(buffer, options) as workbook:
        workbook.set_properties({"title": title, "author": author, "created": created.astimezone(UTC).replace(tzinfo=None)})
        # `@`: numbers typed later stay text. quotePrefix: what looks like a formula stays text when the cell is edited.
        text = workbook.add_format({"num_format": "@", "quote_prefix": True})
        heading = workbook.add_format({"num_format": "@", "bold": True, "bottom": 1})
        page = workbook.add_worksheet(sheet)
        page.freeze_panes(1, 0)
        for place, width in enumerate(_widths(table)):
            page.set_column(place, place, width)
        for number, row in enumerate(table):
            for place, cell in enumerate(row):
                page.write_string(number, place, cell, text if number else heading)
    return buffer.getvalue()


def _widths(table: Sequence[Sequence[str]]) -> list[int]:
    """Widths in characters that show the first rows, within reason."""
    shown = table[:200]
    return [min(60, 2 + max(len(row[place]) for row in shown)) for place in range(len(table[0]))]
