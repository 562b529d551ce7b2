"""`python -m tests.gui.reference`: take every reference picture anew, and lay all of a look on one sheet to be looked at."""

from collections.abc import Iterable
from math import ceil
import os
from pathlib import Path
import shutil

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter

from cnmas_desktop.gui.preferences import Preferences
from cnmas_desktop.gui.theme import Theme, application
from tests.gui.reference import LOOKS, OUT, PICTURES, ROOT, keep, photograph, reduced, wearing
from tests.gui.reference.walks import every_page

COLUMNS = 6
SHOWN = 2
"""What the pictures of a sheet are reduced to: a half."""
HEADING, GAP = 18, 6


def main() -> None:
    running = application()
    theme = Theme(running, Preferences(look="light"))
    shutil.rmtree(PICTURES, ignore_errors=True)
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    for look in LOOKS:
        taken: list[tuple[str, QImage]] = []
        with wearing(running, theme, look):
            for page, window in every_page(theme):
                image = photograph(window)
                keep(reduced(image), look.picture(page))
                taken.append((page, reduced(image, SHOWN)))
        sheet = OUT / f"{look.name}.png"
        lay_out(taken, sheet)
        print(f"{sheet.relative_to(ROOT)}: {len(taken)} pages", flush=True)
    size = sum(file.stat().st_size for file in PICTURES.rglob("*.png"))
    print(f"{PICTURES.relative_to(ROOT)}: {size / 1e6:.1f} MB")


def lay_out(taken: Iterable[tuple[str, QImage]], file: Path) -> None:
    """The contact sheet: each picture under its name."""
    pictures = list(taken)
    width, height = (max(getattr(one, side)() for _, one in pictures) + GAP for side in ("width", "height"))
    sheet = QImage(COLUMNS * width, ceil(len(pictures) / COLUMNS) * (height + HEADING), QImage.Format.Format_RGB32)
    sheet.fill(QColor("#808080"))
    painter = QPainter(sheet)
    painter.setPen(QColor("white"))
    font = painter.font()
    font.setPixelSize(13)
    painter.setFont(font)
    for place, (page, picture) in enumerate(pictures):
        x, y = place % COLUMNS * width, place // COLUMNS * (height + HEADING)
        painter.drawText(QRect(x + 2, y, width, HEADING), page)
        painter.drawImage(x, y + HEADING, picture)
    painter.end()
    sheet.save(str(file))


if __name__ == "__main__":
    main()
