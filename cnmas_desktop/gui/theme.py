"""The look: named tokens, the style sheet made from them, the font, and following the system's light or dark.

Colours are those of the field's accessibility notes, each text pair measured (`TEXT_PAIRS`, WCAG 2.1 §1.4.3 and §1.4.11).
To add a colour: a field of `Tokens`, a value in LIGHT and DARK, a pair in `TEXT_PAIRS` or `SHAPE_PAIRS`; the tests measure it.
"""

from dataclasses import asdict, dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from string import Template
import sys

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from cnmas_desktop.config import resource


@dataclass(frozen=True, slots=True)
class Tokens:
    """Colours of one scheme, as #rrggbb."""

    ground: str
    card: str
    hover: str
    key: str
    line: str
    border: str
    text: str
    soft: str
    hint: str
    primary: str
    primary_hover: str
    on_primary: str
    primary_text: str
    primary_soft: str
    success: str
    success_soft: str
    warning: str
    warning_soft: str
    error: str
    error_soft: str
    focus: str
    track: str


LIGHT = Tokens(
    ground="#f4f6fa",
    card="#ffffff",
    hover="#eef2fa",
    key="#eef0f4",
    line="#dcdfe6",
    border="#7f899b",
    text="#161616",
    soft="#3a3a3a",
    hint="#5f5f5f",
    primary="#0c419a",
    primary_hover="#0a3680",
    on_primary="#ffffff",
    primary_text="#0c419a",
    primary_soft="#e8eefb",
    success="#18753c",
    success_soft="#dff5e6",
    warning="#a83c00",
    warning_soft="#ffeee6",
    error="#c60500",
    error_soft="#ffe9e9",
    focus="#0a76f6",
    track="#cfd5e1",
)

DARK = Tokens(
    ground="#11141a",
    card="#1a1f29",
    hover="#252c39",
    key="#2a3140",
    line="#2f3746",
    border="#76829a",
    text="#eceef2",
    soft="#cdd2dc",
    hint="#a4adbd",
    primary="#2f62c4",
    primary_hover="#3a6dcf",
    on_primary="#ffffff",
    primary_text="#a9c4ff",
    primary_soft="#1d2a45",
    success="#74d198",
    success_soft="#16301f",
    warning="#ffb38a",
    warning_soft="#3a2116",
    error="#ff9d97",
    error_soft="#3f1c1c",
    focus="#5aa5ff",
    track="#3a4354",
)

TEXT_PAIRS: tuple[tuple[str, str], ...] = (
    *((ink, paper) for ink in ("text", "soft", "hint") for paper in ("card", "ground", "hover", "key")),
    *((ink, paper) for ink in ("text", "soft") for paper in ("primary_soft",)),
    ("on_primary", "primary"),
    ("on_primary", "primary_hover"),
    ("primary_text", "primary_soft"),
    ("primary_text", "card"),
    *((tone, paper) for tone in ("success", "warning", "error") for paper in ("card", f"{tone}_soft")),
)
"""Every text colour on every ground it may lie on: at least 4.5:1."""

SHAPE_PAIRS: tuple[tuple[str, str], ...] = (
    ("border", "card"),
    ("border", "ground"),
    ("focus", "card"),
    ("focus", "ground"),
    ("success", "card"),
    ("primary_text", "card"),
)
"""Outlines that tell where a control is, and the focus ring: at least 3:1."""

SCALES: tuple[float, ...] = (1.0, 1.15, 1.3, 1.5, 1.75, 2.0)
"""Text sizes offered (Ctrl + and Ctrl −)."""

TYPE_SCALE: dict[str, int] = {
    "caption": 12,
    "small": 13,
    "body": 14,
    "button": 16,
    "heading": 18,
    "say": 21,
    "phone": 22,
    "title": 24,
}
SPACE: dict[str, int] = {"gap1": 4, "gap2": 8, "gap3": 12, "gap4": 16, "gap5": 24}
RADII: dict[str, int] = {"radius1": 5, "radius2": 8, "radius3": 10, "radius4": 12}

SEMI_BOLD_ROLES = frozenset(
    {"brand", "overline", "strong", "time", "late", "title", "heading", "number", "phone", "sayCaption"}
)
TABULAR_ROLES = frozenset({"time", "number", "phone"})
"""Figures that change or stand under one another: all digits of one width."""
FONT_FAMILY = "Inter"


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb (WCAG 2.1, definition), 0 to 1."""
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.1, definition)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def style_sheet(tokens: Tokens, scale: float) -> str:
    """The whole style sheet of one scheme at one text scale. Text grows with `scale`, spaces with its square root."""
    sizes = {name: round(size * scale) for name, size in TYPE_SCALE.items()}
    spaces = {name: round(size * scale**0.5) for name, size in (SPACE | RADII).items()}
    spaces |= {"ring": 2, "gap2m": spaces["gap2"] - 1, "halfdot": sizes["body"] // 2}
    template = Template(resource("style", "window.qss").read_text(encoding="utf-8"))
    images = {"check": resource("icons", "check-on.svg").as_posix(), "chevron": resource("icons", "chevron.svg").as_posix()}
    return template.substitute(asdict(tokens) | images | {k: str(v) for k, v in (sizes | spaces).items()})


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


class Theme(QObject):
    """The look of one application. `changed` is emitted after a new scheme or text size has been applied."""

    changed = Signal()

    def __init__(self, application: QApplication, scale: float = 1.0, dark: bool | None = None) -> None:
        """`dark=None` follows the system, now and when it changes."""
        super().__init__(application)
        self._application = application
        self._forced = dark
        system_font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
        self._factor = system_text_factor(system_font)
        self.scale = scale
        application.setStyle("Fusion")
        font = QFont(FONT_FAMILY) if _load_font() else QFont(system_font)
        font.setPixelSize(TYPE_SCALE["body"])
        application.setFont(font)
        application.styleHints().colorSchemeChanged.connect(self._apply)
        self._apply()

    @property
    def dark(self) -> bool:
        """Whether the dark scheme is on."""
        if self._forced is not None:
            return self._forced
        # By its name: the namespace Qt costs more to import than the rest of this module (see gui.sign_in).
        return self._application.styleHints().colorScheme().name == "Dark"

    @property
    def tokens(self) -> Tokens:
        """The colours in use, for what is painted by hand."""
        return DARK if self.dark else LIGHT

    def set_scale(self, scale: float) -> None:
        """Apply another text size, 1.0 to 2.0."""
        wanted = min(max(scale, SCALES[0]), SCALES[-1])
        if wanted != self.scale:
            self.scale = wanted
            self._apply()

    def set_dark(self, dark: bool | None) -> None:
        """Force a scheme, or follow the system again with None."""
        self._forced = dark
        self._apply()

    def step_scale(self, step: int) -> None:
        """One size larger (+1) or smaller (−1)."""
        nearest = min(range(len(SCALES)), key=lambda at: abs(SCALES[at] - self.scale))
        self.set_scale(SCALES[min(max(nearest + step, 0), len(SCALES) - 1)])

    def _apply(self) -> None:
        self._application.setPalette(palette(self.tokens))
        self._application.setStyleSheet(style_sheet(self.tokens, min(self.scale * self._factor, SCALES[-1])))
        self.changed.emit()
