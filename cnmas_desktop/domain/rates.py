"""AAPOR outcome rates, exact (Standard Definitions, 8th to 10th editions; domain facts §1).

Counts are by symbol: I complete, P partial, R refusal, NC non-contact, O other eligible, UH unknown household, UR eligible
respondent unknown (10th edition), UO unknown other, NE not eligible. NE enters no denominator, only e.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction

SYMBOLS = ("I", "P", "R", "NC", "O", "UH", "UR", "UO", "NE")
_ELIGIBLE = ("I", "P", "R", "NC", "O")
_CONTACTED = ("I", "P", "R", "O")
_UNKNOWN = ("UH", "UR", "UO")

# Numerator, the known part of the denominator, and the weight of the unknown part: 0, 1 or "e".
_RATES: dict[str, tuple[tuple[str, ...], tuple[str, ...], int | str]] = {
    "RR1": (("I",), _ELIGIBLE, 1),
    "RR2": (("I", "P"), _ELIGIBLE, 1),
    "RR3": (("I",), _ELIGIBLE, "e"),
    "RR4": (("I", "P"), _ELIGIBLE, "e"),
    "RR5": (("I",), _ELIGIBLE, 0),
    "RR6": (("I", "P"), _ELIGIBLE, 0),
    "COOP1": (("I",), _CONTACTED, 0),
    "COOP2": (("I", "P"), _CONTACTED, 0),
    "COOP3": (("I",), ("I", "P", "R"), 0),
    "COOP4": (("I", "P"), ("I", "P", "R"), 0),
    "REF1": (("R",), _ELIGIBLE, 1),
    "REF2": (("R",), _ELIGIBLE, "e"),
    "REF3": (("R",), _ELIGIBLE, 0),
    "CON1": (_CONTACTED, _ELIGIBLE, 1),
    "CON2": (_CONTACTED, _ELIGIBLE, "e"),
    "CON3": (_CONTACTED, _ELIGIBLE, 0),
}


def _sum(counts: Mapping[str, int], symbols: Iterable[str]) -> int:
    return sum(counts.get(name, 0) for name in symbols)


def _check(counts: Mapping[str, int]) -> None:
    for name, count in counts.items():
        if name not in SYMBOLS:
            raise ValueError(f"unknown symbol: {name!r}")
        if count < 0:
            raise ValueError(f"negative count of {name}")


def eligibility(counts: Mapping[str, int]) -> Fraction | None:
    """e = Elig / (Elig + NE), the default of AAPOR's calculator 4.0; None when nothing is known."""
    _check(counts)
    eligible = _sum(counts, _ELIGIBLE)
    known = eligible + counts.get("NE", 0)
    return Fraction(eligible, known) if known else None


def rate(name: str, counts: Mapping[str, int], e: Fraction | None = None) -> Fraction | None:
    """RR1–6, COOP1–4, REF1–3, CON1–3; None for a zero denominator (shown « — », exported empty).

    ValueError for an unknown rate or symbol, a negative count, an e outside [0, 1], or no e where the rate needs one.
    """
    _check(counts)
    if name not in _RATES:
        raise ValueError(f"unknown rate: {name!r}")
    if e is not None and not 0 <= e <= 1:
        raise ValueError("e must lie in [0, 1]")
    numerator, known, weight = _RATES[name]
    if weight == "e" and e is None:
        raise ValueError(f"{name} needs e")
    share = Fraction(weight if isinstance(weight, int) else e or 0)
    denominator = _sum(counts, known) + share * _sum(counts, _UNKNOWN)
    return _sum(counts, numerator) / denominator if denominator else None


def all_rates(counts: Mapping[str, int], e: Fraction | None = None) -> dict[str, Fraction | None]:
    """Every rate by name, with `e` or else `eligibility(counts)`; None where it cannot be said."""
    used = eligibility(counts) if e is None else e
    return {name: None if weight == "e" and used is None else rate(name, counts, used) for name, (_, _, weight) in _RATES.items()}


def formula(name: str) -> str:
    """How a rate is made of the symbols: "(I + P) / (I + P + R + NC + O + e(UH + UR + UO))". ValueError for an unknown rate."""
    if name not in _RATES:
        raise ValueError(f"unknown rate: {name!r}")
    numerator, known, weight = _RATES[name]
    top = " + ".join(numerator)
    unknown = " + ".join(_UNKNOWN)
    rest = {0: "", 1: f" + {unknown}", "e": f" + e({unknown})"}[weight]
    return f"{f'({top})' if len(numerator) > 1 else top} / ({' + '.join(known)}{rest})"
