"""The look as data: colours of each scheme, sizes of type, spaces, radii, and the measure of contrast.

Colours are those of the field's accessibility notes, each pair measured (WCAG 2.1 §1.4.3, §1.4.6 and §1.4.11). To add a colour:
a field of `Tokens`, a value in each scheme, a pair in `TEXT_PAIRS` or `SHAPE_PAIRS`; the tests measure it.
"""

from typing import NamedTuple


class Tokens(NamedTuple):
    """Colours of one scheme, as #rrggbb. A named tuple: the sign-in page does not wait for `dataclasses`."""

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

LIGHT_CONTRAST = Tokens(
    ground="#ffffff",
    card="#ffffff",
    hover="#e8e8e8",
    key="#ffffff",
    line="#000000",
    border="#000000",
    text="#000000",
    soft="#000000",
    hint="#1c1c1c",
    primary="#00237a",
    primary_hover="#001a5c",
    on_primary="#ffffff",
    primary_text="#00237a",
    primary_soft="#ffffff",
    success="#00401a",
    success_soft="#ffffff",
    warning="#5c1f00",
    warning_soft="#ffffff",
    error="#7a0000",
    error_soft="#ffffff",
    focus="#0047c2",
    track="#6b6b6b",
)

DARK_CONTRAST = Tokens(
    ground="#000000",
    card="#000000",
    hover="#262626",
    key="#000000",
    line="#ffffff",
    border="#ffffff",
    text="#ffffff",
    soft="#ffffff",
    hint="#e4e4e4",
    primary="#ffe14d",
    primary_hover="#fff0a0",
    on_primary="#000000",
    primary_text="#ffe14d",
    primary_soft="#000000",
    success="#7df5a5",
    success_soft="#000000",
    warning="#ffc08a",
    warning_soft="#000000",
    error="#ffb3ad",
    error_soft="#000000",
    focus="#4dd2ff",
    track="#9a9a9a",
)

SCHEMES: dict[str, Tokens] = {"light": LIGHT, "dark": DARK, "contrast_light": LIGHT_CONTRAST, "contrast_dark": DARK_CONTRAST}
"""By the name under which a person's choice is kept."""

LEAST_TEXT: dict[str, float] = {"light": 4.5, "dark": 4.5, "contrast_light": 7.0, "contrast_dark": 7.0}
"""The contrast that every text of a scheme has at least (WCAG 2.1 AA; AAA where contrast was asked for)."""

TEXT_PAIRS: tuple[tuple[str, str], ...] = (
    *((ink, paper) for ink in ("text", "soft", "hint") for paper in ("card", "ground", "hover", "key")),
    *((ink, paper) for ink in ("text", "soft") for paper in ("primary_soft",)),
    ("on_primary", "primary"),
    ("on_primary", "primary_hover"),
    ("primary_text", "primary_soft"),
    ("primary_text", "card"),
    *((tone, paper) for tone in ("success", "warning", "error") for paper in ("card", f"{tone}_soft")),
)
"""Every text colour on every ground it may lie on: at least `LEAST_TEXT`."""

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

SEMI_BOLD_ROLES = frozenset({"brand", "overline", "strong", "time", "late", "title", "heading", "number", "phone", "sayCaption"})
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
