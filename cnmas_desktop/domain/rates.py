"""AAPOR outcome rates, exact (Standard Definitions; domain facts §1)."""

from collections.abc import Mapping
from fractions import Fraction

from cnmas_desktop.domain.campaign import Sample


def symbol(code: str, sample: Sample) -> str:
    """The symbol (I P R NC O UH UR UO NE) of a final AAPOR code ("4.30"); on a named list a dead number is UO."""
    raise NotImplementedError


def eligibility(counts: Mapping[str, int]) -> Fraction | None:
    """e = Elig / (Elig + NE), the default of AAPOR's calculator 4.0; None when nothing is known."""
    raise NotImplementedError


def rate(name: str, counts: Mapping[str, int], e: Fraction | None = None) -> Fraction | None:
    """RR1–6, COOP1–4, REF1–3, CON1–3; None for a zero denominator (shown « — »). ValueError for an unknown rate or
    symbol, a negative count, an e outside [0, 1], or no e where the rate needs one."""
    raise NotImplementedError


def all_rates(counts: Mapping[str, int], e: Fraction | None = None) -> dict[str, Fraction | None]:
    """Every rate by name, with `e` or else `eligibility(counts)`; None where it cannot be said."""
    raise NotImplementedError
