"""How each page looks, kept as pictures: eight looks, reduced to a quarter and to sixteen levels a colour, which is enough to see what moved.

`python3 tasks.py looks` takes them anew; `tests/gui/test_looks.py` compares. A page is `walks.every_page`'s.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy
from numpy.typing import NDArray
from PySide6.QtCore import QLibraryInfo, QLocale, QSize, Qt, QTranslator
from PySide6.QtGui import QFont, QImage
from PySide6.QtWidgets import QApplication, QWidget

from cnmas_desktop.config import resource
from cnmas_desktop.gui.theme import Theme

ROOT = Path(__file__).resolve().parents[3]
PICTURES = Path(__file__).resolve().parent / "pictures"
OUT = ROOT / "build/looks"
RENEW = "python3 tasks.py looks"
REDUCED = 4
LEVEL = 17
"""Of the colours kept: sixteen a channel."""
NOISE = 24
"""Levels by which a reduced pixel may differ: rounding takes 8. A pale pill in another pale colour differs by 38."""
SHARE = 0.0005
"""Of a picture's pixels that may differ by more: a button a pixel lower takes 0.0034, a word a letter shorter 0.0015."""
Pixels = NDArray[numpy.uint8]
"""(height, width, 3)."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a person may have chosen."""

    scheme: str
    language: str
    scale: float

    @property
    def name(self) -> str:
        return f"{self.scheme}-{self.language}-{self.scale:.0%}".replace("%", "")

    def picture(self, page: str) -> Path:
        return PICTURES / self.name / f"{page.replace(' ', '-')}.png"


LOOKS = tuple(Look(*chosen) for chosen in product(("light", "dark"), ("fr", "en"), (1.0, 1.5)))


@contextmanager
def wearing(application: QApplication, theme: Theme, look: Look) -> Iterator[None]:
    """The application in that look, its cursor at rest; as it was afterwards."""
    before, locale, flash = (theme.preferences.look, theme.scale), QLocale(), application.cursorFlashTime()
    translators = []
    for folder, name in (
        (str(resource("translations")), f"cnmas_{look.language}"),
        (QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath), f"qtbase_{look.language}"),
    ):
        translator = QTranslator()
        if not translator.load(name, folder):
            raise FileNotFoundError(name)
        application.installTranslator(translator)
        translators.append(translator)
    QLocale.setDefault(QLocale({"fr": "fr_FR", "en": "en_GB"}[look.language]))
    application.setCursorFlashTime(0)
    plain = application.font()
    letters = QFont(plain)
    letters.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)  # whatever the system prefers
    application.setFont(letters)
    theme.set_look(look.scheme)
    theme.set_scale(look.scale)
    try:
        yield
    finally:
        theme.set_look(before[0])
        theme.set_scale(before[1])
        application.setCursorFlashTime(flash)
        application.setFont(plain)
        QLocale.setDefault(locale)
        for translator in translators:
            application.removeTranslator(translator)


def photograph(window: QWidget) -> QImage:
    """The window as it is, one pixel a pixel whatever the screen."""
    image = QImage(window.size(), QImage.Format.Format_RGB32)
    window.render(image)
    return image


def reduced(image: QImage, by: int = REDUCED) -> QImage:
    size = QSize(image.width() // by, image.height() // by)
    small = image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
    return small.convertToFormat(QImage.Format.Format_RGB32)


def pixels(image: QImage) -> Pixels:
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    shape = (plain.height(), plain.width(), 4)
    return numpy.frombuffer(plain.constBits(), numpy.uint8).reshape(shape)[:, :, 2::-1].copy()


def keep(image: QImage, file: Path) -> None:
    """As a palette of the rounded colours, with as few bytes as PNG has; OSError where it cannot be written."""
    rounded = (pixels(image).astype(numpy.uint32) + LEVEL // 2) // LEVEL * LEVEL
    colours, places = numpy.unique(rounded @ numpy.array([1 << 16, 1 << 8, 1], numpy.uint32), return_inverse=True)
    flat = numpy.ascontiguousarray(places.reshape(rounded.shape[:2]).astype(numpy.uint8))
    height, width = flat.shape
    kept = QImage(flat.data, width, height, width, QImage.Format.Format_Indexed8)
    kept.setColorTable([0xFF << 24 | int(colour) for colour in colours])
    file.parent.mkdir(parents=True, exist_ok=True)
    if len(colours) > 256 or not kept.save(str(file), "PNG", 0):  # type: ignore[call-overload]
        raise OSError(f"{file.name} could not be written")


def changed(old: Pixels, new: Pixels) -> NDArray[numpy.bool_]:
    """Which pixels differ by more than noise; all, where the sizes do."""
    if old.shape != new.shape:
        return numpy.ones(new.shape[:2], bool)
    apart = numpy.abs(old.astype(numpy.int16) - new).max(axis=2)
    beyond: NDArray[numpy.bool_] = apart > NOISE
    return beyond


def differs(look: Look, page: str, image: QImage) -> str:
    """How the page differs from its reference, empty where it does not. The pictures are then in `OUT`: new, old, difference."""
    file, small = look.picture(page), reduced(image)
    if not file.exists():
        return "no reference"
    old = QImage(str(file))
    apart = changed(pixels(old), pixels(small))
    if apart.mean() <= SHARE:
        return ""
    told = pixels(small) // 3 + 160
    told[apart] = (220, 0, 0)
    difference = QImage(
        numpy.ascontiguousarray(told).data,
        small.width(),
        small.height(),
        3 * small.width(),
        QImage.Format.Format_RGB888,
    )
    folder = OUT / look.name
    folder.mkdir(parents=True, exist_ok=True)
    for name, picture in (("new", image), ("old", old), ("difference", difference)):
        picture.save(str(folder / f"{file.stem}-{name}.png"))
    rows, columns = numpy.nonzero(apart)
    where = f"x {columns.min() * REDUCED}-{columns.max() * REDUCED}, y {rows.min() * REDUCED}-{rows.max() * REDUCED}"
    return f"{apart.mean():.2%} of its pixels, {where}"
