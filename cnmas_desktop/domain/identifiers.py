"""NIR, SIRET, PS number (domain facts §4.1 to §4.3), on top of python-stdnum.

Every parser takes a cell and gives the characters without separators, or raises CellError. stdnum is imported where it is
used: its common module costs 60 ms at start.
"""

import re

from cnmas_desktop.domain.cells import Cell, CellError, Parsed, digits_of_number
from cnmas_desktop.domain.phone_numbers import NBSP

_SEPARATORS = str.maketrans("", "", " .-/\t\u00a0\u202f\u2009")
_SCIENTIFIC = re.compile(r"[\d,]+E\+?\d+", re.ASCII)
# Sex: 1-2, 3-4 registration in progress, 5-8 provisional. Month: 01-12, or 20-42 and 50-99 for an incomplete civil record.
_NIR = re.compile(
    r"[1-8]\d{2}(?:0[1-9]|1[0-2]|[23]\d|4[0-2]|[5-9]\d)(?:\d{2}|2[AB])\d{3}\d{3}\d{2}",
    re.ASCII,
)
_CORSICA = {"2A": "19", "2B": "18"}
"""How the departments of Corsica count in the key of a NIR."""


def _compact(raw: Cell) -> str:
    if isinstance(raw, str) and raw.isascii() and raw.isdecimal():
        return raw
    text = digits_of_number(raw).translate(_SEPARATORS).upper()
    if "E" in text and _SCIENTIFIC.fullmatch(text):
        raise CellError("cell.scientific")
    return text


def parse_nir(raw: Cell) -> Parsed:
    """15 characters, key right, plausible sex and month; CellError `cell.nir.*`.

    Read here and not by stdnum, which looks only at length and key (`000000000000097` passes there) and takes a fifth of an import.
    """
    text = _compact(raw)
    if len(text) != 15:
        raise CellError("cell.nir.length")
    if not _NIR.fullmatch(text):
        raise CellError("cell.nir.implausible")
    corsica = _CORSICA.get(text[5:7])
    body = text[:13] if corsica is None else text[:5] + corsica + text[7:13]
    if int(text[13:]) != 97 - int(body) % 97:
        raise CellError("cell.nir.key")
    return Parsed(text)


def nir_birth_remark(nir: str, birth: str) -> str | None:
    """`remark.nir.birth_date` when the year and month written in the NIR are not those of `birth` (ISO); a warning only.

    A month above 12 says that the civil record is incomplete: nothing to compare.
    """
    if nir[1:3] == birth[2:4] and nir[3:5] == birth[5:7]:
        return None
    return None if int(nir[3:5]) > 12 else "remark.nir.birth_date"


def _groups(text: str, sizes: tuple[int, ...]) -> str:
    parts, start = [], 0
    for size in sizes:
        parts.append(text[start : start + size])
        start += size
    return NBSP.join(parts)


def pretty_nir(nir: str) -> str:
    """`2 95 10 99 126 111 93`, with no-break spaces."""
    return _groups(nir, (1, 2, 2, 2, 3, 3, 2))


def masked_nir(nir: str) -> str:
    """`1 85 05 •• ••• ••• ••`, with no-break spaces."""
    return pretty_nir(nir[:5] + "•" * 10)


def parse_siret(raw: Cell) -> Parsed:
    """14 digits, Luhn (La Poste: digit sum a multiple of 5, but its head office); CellError `cell.siret.*`."""
    from stdnum.fr import siret

    text = _compact(raw)
    if len(text) != 14 or not text.isdecimal():
        raise CellError("cell.siret.length")
    if not siret.is_valid(text):
        raise CellError("cell.siret.key")
    return Parsed(text)


def pretty_siret(siret: str) -> str:
    """`732 829 320 00074`, with no-break spaces."""
    return _groups(siret, (3, 3, 3, 5))


_PS_NUMBER = re.compile(r"(?:\d{2}|2[AB])\d{6,7}", re.ASCII)


def parse_ps_number(raw: Cell) -> Parsed:
    """8 or 9 characters: department, category, five, and a key that is sometimes left out; CellError `cell.ps_number.*`.

    The key is only said to be Luhn: a wrong one is `remark.ps_number.key`. An eight-digit number cell is either a whole
    number or one that lost its zero: refused rather than guessed.
    """
    from stdnum import luhn

    text = _compact(raw)
    if not _PS_NUMBER.fullmatch(text) or (not isinstance(raw, str) and len(text) == 8):
        raise CellError("cell.ps_number.format")
    if len(text) == 9 and text.isdecimal() and not luhn.is_valid(text):
        return Parsed(text, "remark.ps_number.key")
    return Parsed(text)
