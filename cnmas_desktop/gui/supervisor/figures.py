"""Figures in words: shares, spans of time, days, and the formula of a rate with its counts in it."""

from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction
from math import isinf
import re

from PySide6.QtCore import QLocale

from cnmas_desktop.gui.agent.texts import tr
from cnmas_desktop.gui.supervisor.models import NOTHING

_SYMBOL = re.compile(r"\b(I|P|R|NC|O|UH|UR|UO|NE)\b")


def percent(share: Fraction | None) -> str:
    """« 61,3 % »; « — » where there is nothing to divide by."""
    return NOTHING if share is None else f"{QLocale().toString(float(share) * 100, 'f', 1)}\u202f%"


def span(duration: timedelta) -> str:
    """« 4 s », « 12 min », « 3 h », « 2 j »: how long ago."""
    seconds = max(0, int(duration.total_seconds()))
    for size, unit in ((86400, tr("j")), (3600, tr("h")), (60, tr("min"))):
        if seconds >= size:
            return f"{seconds // size}\u202f{unit}"
    return f"{seconds}\u202fs"


def day(when: date) -> str:
    """« 4 déc. »."""
    return f"{when.day} {QLocale().monthName(when.month, QLocale.FormatType.ShortFormat)}"


def with_counts(formula: str, symbols: Mapping[str, int]) -> str:
    """The formula of a rate with each symbol replaced by its count."""
    return _SYMBOL.sub(lambda found: str(symbols.get(found[0], 0)), formula)


def within(seconds: float | None) -> str:
    """« ≤ 25 ms »; « — » before anything was measured."""
    if seconds is None:
        return NOTHING
    if isinf(seconds):
        return tr("plus de 2,5 s")
    return f"≤\u202f{seconds * 1000:.0f}\u202fms"
