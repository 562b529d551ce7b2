"""The look at work: the style sheet made from the tokens, the font, and following the system's light, dark and contrast."""

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from string import Template
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from cnmas_desktop.config import resource
from cnmas_desktop.gui.collecting import Collecting
from cnmas_desktop.gui.preferences import Preferences
from cnmas_desktop.gui.tokens import (
    FONT_FAMILY,
    RADII,
    SCALES,
    SCHEMES,
    SEMI_BOLD_ROLES,
    SPACE,
    TABULAR_ROLES,
    TYPE_SCALE,
    Tokens,
)

if TYPE_CHECKING:
    from PySide6.QtCore import Qt

MIDDLE = 128
"""Of the lightness of a colour, 0 to 255: a darker ground is a dark scheme."""


def style_sheet(tokens: Tokens, scale: float) -> str:
    """The whole style sheet of one scheme at one text scale. Text grows with `scale`, spaces with its square root."""
    sizes = {name: round(size * scale) for name, size in TYPE_SCALE.items()}
    spaces = {name: round(size * scale**0.5) for name, size in (SPACE | RADII).items()}
    spaces |= {"ring": 2, "gap2m": spaces["gap2"] - 1, "halfdot": sizes["body"] // 2}
    template = Template(resource("style", "window.qss").read_text(encoding="utf-8"))
    images = {"check": resource("icons", "check-on.svg").as_posix(), "chevron": resource("icons", "chevron.svg").as_posix()}
    return template.substitute(tokens._asdict() | images | {k: str(v) for k, v in (sizes | spaces).items()})


def palette(tokens: Tokens) -> QPalette:
    """What the style sheet does not reach: placeholders, selections, disabled texts, the native parts of Fusion."""
    made = QPalette()
    roles = {
        QPalette.ColorRole.Window: tokens.ground,
        QPalette.ColorRole.WindowText: tokens.text,
        QPalette.ColorRole.Base: tokens.card,
        QPalette.ColorRole.AlternateBase: tokens.ground,
        QPalette.ColorRole.Text: tokens.text,
        QPalette.ColorRole.Button: tokens.card,
        QPalette.ColorRole.ButtonText: tokens.text,
        QPalette.ColorRole.ToolTipBase: tokens.card,
        QPalette.ColorRole.ToolTipText: tokens.text,
        QPalette.ColorRole.PlaceholderText: tokens.hint,
        QPalette.ColorRole.Highlight: tokens.primary,
        QPalette.ColorRole.HighlightedText: tokens.on_primary,
        QPalette.ColorRole.Accent: tokens.focus,
        QPalette.ColorRole.Link: tokens.primary_text,
        QPalette.ColorRole.Mid: tokens.border,
        QPalette.ColorRole.Dark: tokens.border,
    }
    for role, colour in roles.items():
        made.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.hint))
    return made


@cache
def _load_font() -> bool:
    """Register Inter (OFL, from its package) with Qt; False leaves the system's font."""
    package = find_spec("fontpkg_inter")  # not importlib.resources: the sign-in page would wait for it
    if package is None or package.origin is None:
        return False
    return QFontDatabase.addApplicationFont(str(Path(package.origin).with_name("files") / "Inter[opsz,wght].ttf")) >= 0


def heavier(font: QFont, weight: int = 600) -> QFont:
    """`font` in that weight. Inter is one variable file: its axis is set, since Qt would fake the bold otherwise."""
    if font.family() == FONT_FAMILY:
        font.setVariableAxis(QFont.Tag("wght"), weight)
    else:
        font.setWeight(QFont.Weight(weight))
    return font


def embolden(widget: QWidget, weight: int = 600) -> None:
    """Give `widget` a heavier weight."""
    font = heavier(QFont(widget.font()), weight)
    if widget.property("role") in TABULAR_ROLES:
        font.setFeature(QFont.Tag("tnum"), 1)
    widget.setFont(font)


def dress(root: QWidget) -> None:
    """Give each widget of a form the weight of its `role`; the style sheet does sizes and colours."""
    for widget in (root, *root.findChildren(QWidget)):
        if widget.property("role") in SEMI_BOLD_ROLES or widget.property("pill") or widget.property("keycap"):
            embolden(widget)


def system_text_factor(font: QFont) -> float:
    """How much larger than usual the person has set the system's text; never below 1."""
    usual = 13.0 if sys.platform == "darwin" else 11.0
    return max(1.0, font.pointSizeF() / usual) if font.pointSizeF() > 0 else 1.0


def application() -> QApplication:
    """The application, in the style that the style sheet is written for. Asked by argument: `setStyle` would hand the style over, and
    with it every enumeration of QStyle would be made before the first paint."""
    made = QApplication([sys.argv[0], "-style", "Fusion"])
    Collecting(made)
    return made


class Theme(QObject):
    """The look of an `application()`, as its person prefers it. `changed` after a new scheme or text size has been applied."""

    changed = Signal()

    def __init__(self, application: QApplication, preferences: Preferences) -> None:
        """Where no scheme is chosen it follows the system, now and when it changes."""
        super().__init__(application)
        self._application = application
        self.preferences = preferences
        system_font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
        self._factor = system_text_factor(system_font)
        font = QFont(FONT_FAMILY) if _load_font() else QFont(system_font)
        font.setPixelSize(TYPE_SCALE["body"])
        application.setFont(font)
        # As the system's palette tells it: the scheme itself is of the namespace Qt, which costs more to import than the rest of this
        # module (see gui.sign_in). Only a change of it, later, comes by its name.
        application.setPalette(QPalette())
        self._system_dark = application.palette().color(QPalette.ColorRole.Window).lightness() < MIDDLE
        self._system_contrast = False
        self._hints = application.styleHints()  # kept: what it hands out dies with its wrapper
        self._hints.colorSchemeChanged.connect(self._follow)
        self._apply()

    @property
    def scheme(self) -> str:
        """The scheme that is on, a name of `tokens.SCHEMES`."""
        if self.preferences.look in SCHEMES:
            return self.preferences.look
        tone = "dark" if self._system_dark else "light"
        return f"contrast_{tone}" if self._system_contrast else tone

    @property
    def tokens(self) -> Tokens:
        """The colours in use, for what is painted by hand."""
        return SCHEMES[self.scheme]

    @property
    def scale(self) -> float:
        """The text size chosen in the window, 1.0 to 2.0; the system's comes on top."""
        return self.preferences.scale

    @property
    def text_scale(self) -> float:
        """What the type is multiplied by, the system's text size with it; at most 2.0."""
        return min(self.scale * self._factor, SCALES[-1])

    def set_scale(self, scale: float) -> None:
        """Apply another text size, 1.0 to 2.0, and keep it."""
        wanted = min(max(scale, SCALES[0]), SCALES[-1])
        if wanted != self.scale:
            self.preferences.scale = wanted
            self._apply()

    def set_look(self, look: str) -> None:
        """Apply a scheme, or follow the system again with « system », and keep the choice."""
        if look != self.preferences.look:
            self.preferences.look = look
            self._apply()

    def step_scale(self, step: int) -> None:
        """One size larger (+1) or smaller (−1)."""
        nearest = min(range(len(SCALES)), key=lambda at: abs(SCALES[at] - self.scale))
        self.set_scale(SCALES[min(max(nearest + step, 0), len(SCALES) - 1)])

    @Slot()
    def follow_text_size(self) -> None:
        """The system's text size may be another one since."""
        factor = system_text_factor(QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont))
        if factor != self._factor:
            self._factor = factor
            self._apply()

    def follow_contrast(self) -> None:
        """Follow the system's wish for high contrast too, from now on. After the first paint: asking loads the namespace Qt."""
        wish = self._hints.accessibility()
        wish.contrastPreferenceChanged.connect(self._follow_contrast)
        self._follow_contrast(wish.contrastPreference())

    @Slot(object)
    def _follow(self, scheme: "Qt.ColorScheme") -> None:
        self._system_dark = scheme.name == "Dark"
        self._system_changed()

    @Slot(object)
    def _follow_contrast(self, preference: "Qt.ContrastPreference") -> None:
        if self._system_contrast != (preference.name == "HighContrast"):
            self._system_contrast = not self._system_contrast
            self._system_changed()

    def _system_changed(self) -> None:
        if self.preferences.look not in SCHEMES:
            self._apply()

    def _apply(self) -> None:
        self._application.setPalette(palette(self.tokens))
        self._application.setStyleSheet(style_sheet(self.tokens, self.text_scale))
        self.changed.emit()
