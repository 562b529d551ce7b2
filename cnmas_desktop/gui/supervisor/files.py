"""A table of a page into a file that the person names: CSV or XLSX; a page as a picture."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from cnmas_desktop.credentials import write_private
from cnmas_desktop.gui.agent.texts import tr
from cnmas_desktop.messages import KnownError
from cnmas_desktop.services import french_csv, french_workbook


def write_table(path: Path, cells: list[list[str]], picture: Callable[[Path], bool] | None = None) -> None:
    """By the ending of `path`: .xlsx, .png (by `picture`), else CSV. KnownError `export.unwritable`."""
    try:
        if path.suffix.lower() == ".xlsx":
            width = max(len(line) for line in cells)
            filled = [[*line, *[""] * (width - len(line))] for line in cells]
            write_private(path, french_workbook.encoded(filled, sheet="CNMAS", title=path.stem))
        elif path.suffix.lower() == ".png" and picture is not None:
            if not picture(path):
                raise KnownError("export.unwritable", name=path.name)
        else:
            french_csv.write(path, cells[0], cells[1:])
    except OSError:
        raise KnownError("export.unwritable", name=path.name) from None


def ask_path(parent: QWidget, suggested: str, *, picture: bool = False) -> Path | None:
    """Where the person wants it; None: nowhere."""
    kinds = tr("CSV (*.csv);;Classeur (*.xlsx)") + (";;" + tr("Image (*.png)") if picture else "")
    chosen, _ = QFileDialog.getSaveFileName(parent, tr("Écrire dans un fichier"), suggested, kinds)
    return Path(chosen) if chosen else None
