"""French telephone numbers: E.164, zone, kind, display (domain facts §4.4).

The French plan is read here, by prefix, because `phonenumbers.parse(x, "FR")` takes `0692…` for a number of Paris and refuses
the ranges reserved for tests. The library is asked (and only then loaded) for overseas internet telephony and other countries.
"""

from enum import StrEnum
from functools import lru_cache
import re
from typing import Final

from cnmas_desktop.domain.cells import Cell, CellError, digits_of_number

NBSP: Final = "\u00a0"
PARIS: Final = "Europe/Paris"

# National prefixes (without the 0) that are overseas, longest first met: country code and zone.
_GP, _MQ, _GF = ("590", "America/Guadeloupe"), ("596", "America/Martinique"), ("594", "America/Cayenne")
_RE, _YT, _PM = ("262", "Indian/Reunion"), ("262", "Indian/Mayotte"), ("508", "America/Miquelon")
_OVERSEAS: Final[dict[str, tuple[str, str]]] = {
    "262": _RE, "263": _RE, "692": _RE, "693": _RE, "7092": _RE,
    "268": _YT, "269": _YT, "639": _YT, "70935": _YT, "70936": _YT, "70937": _YT,
    "590": _GP, "690": _GP, "691": _GP, "7090": _GP,
    "596": _MQ, "696": _MQ, "697": _MQ, "7091": _MQ,
    "594": _GF, "694": _GF, "70930": _GF, "70931": _GF, "70932": _GF, "70933": _GF,
    "508": _PM, "7084": _PM, "7085": _PM,
}  # fmt: skip
_INTERNET = re.compile(r"9(?:39[5-9]|47[5-9]|76)")
_INTERNET_REGIONS: Final = {"RE": _RE, "YT": _YT, "GP": _GP, "MQ": _MQ, "GF": _GF}
# 0268 belongs to Mayotte but for its 88 (La Réunion); libphonenumber gives the rest of 0268 to the mainland.
_MAYOTTE = re.compile(r"\+262(?:268(?!8)|269|639|7093|9398|9478|9769)")
_PACIFIC: Final = {"687": ("Pacific/Noumea", (6,)), "689": ("Pacific/Tahiti", (8, 6)), "681": ("Pacific/Wallis", (6,))}

_POSTAL_ZONES: Final = {
    "971": _GP[1], "977": _GP[1], "978": _GP[1], "972": _MQ[1], "973": _GF[1], "974": _RE[1], "975": _PM[1], "976": _YT[1],
    "986": "Pacific/Wallis", "987": "Pacific/Tahiti", "988": "Pacific/Noumea",
}  # fmt: skip

FRENCH_ZONES: Final = frozenset({PARIS, *(zone for _, zone in _OVERSEAS.values()), *(zone for zone, _ in _PACIFIC.values())})
"""The zones that a file may name for a person."""

_SEPARATORS: Final = str.maketrans("", "", " .-/()\t\u00a0\u202f\u2009\u2007\u2010\u2011\u2013")


class PhoneKind(StrEnum):
    """The legal limits of a study differ by kind."""

    MOBILE = "mobile"
    LANDLINE = "landline"


def normalise(raw: Cell) -> str:
    """The E.164 form of `raw` ("+33639981234"); CellError `cell.phone.*` when it is no number one may call.

    Reads `06.39.98.12.34`, `+33 (0)6…`, `0033…`, `33…` and `639981234` (a spreadsheet lost the 0). Short and special numbers
    (36 46, 112, 08…) are refused. A French overseas prefix gets its own country code.
    """
    text = (raw if isinstance(raw, str) else digits_of_number(raw)).translate(_SEPARATORS)
    international = text.startswith("+")
    digits = text[1:] if international else text
    if not (digits.isascii() and digits.isdecimal()):
        raise CellError("cell.phone.unreadable")
    if digits.startswith("00") and len(digits) > 10:
        international, digits = True, digits[2:]
    if international:
        return _international(digits)
    if len(digits) == 10 and digits[0] == "0":
        return _national(digits[1:])
    if len(digits) == 9 and digits[0] != "0":
        return _national(digits)
    if len(digits) in (11, 12) and digits[:2] == "33":
        return _international(digits)
    if len(digits) == 12 and digits[:3] in ("262", "590", "594", "596"):
        return _international(digits)
    raise CellError("cell.phone.short" if len(digits) <= 6 else "cell.phone.length")


def _national(digits: str) -> str:
    """E.164 from the nine digits of the French national plan, without the 0."""
    if digits[0] == "8":
        raise CellError("cell.phone.special")
    if digits[0] == "0":
        raise CellError("cell.phone.unreadable")
    number = "+33" + digits
    if digits[:5] == "63998":
        return number
    overseas = _overseas(digits)
    if overseas is None:
        return number
    country, _ = overseas
    if digits[:3] == "508":
        return "+" + digits
    return f"+{country}{digits}"


def _overseas(digits: str) -> tuple[str, str] | None:
    found = _OVERSEAS.get(digits[:3])
    if found is None and digits[:2] == "70":
        return _OVERSEAS.get(digits[:4]) or _OVERSEAS.get(digits[:5])
    if found is None and digits[0] == "9" and _INTERNET.match(digits):
        return _internet_region(digits)
    return found


def _internet_region(digits: str) -> tuple[str, str]:
    import phonenumbers

    for region, overseas in _INTERNET_REGIONS.items():
        number = phonenumbers.parse("0" + digits, region)
        if phonenumbers.is_valid_number_for_region(number, region):
            return overseas
    raise CellError("cell.phone.no_zone")


def _international(digits: str) -> str:
    country = digits[:3]
    if digits[:2] == "33":
        rest = digits[2:].removeprefix("0")
        if len(rest) != 9:
            raise CellError("cell.phone.length")
        return _national(rest)
    if country == "508" and len(digits) == 9:
        return "+" + digits
    if country in ("262", "590", "594", "596", "508"):
        rest = digits[3:].removeprefix("0")
        if len(rest) != 9:
            raise CellError("cell.phone.length")
        number = _national(rest)
        if not number.startswith("+" + country):
            raise CellError("cell.phone.country")
        return number
    if country in _PACIFIC:
        if len(digits) - 3 not in _PACIFIC[country][1]:
            raise CellError("cell.phone.length")
        return "+" + digits
    return _foreign("+" + digits)


def _foreign(number: str) -> str:
    import phonenumbers

    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        raise CellError("cell.phone.unreadable") from None
    if not phonenumbers.is_valid_number(parsed):
        raise CellError("cell.phone.length")
    formatted = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    if not _foreign_zone(formatted):
        raise CellError("cell.phone.no_zone")
    return formatted


@lru_cache(maxsize=1024)
def _foreign_zone(number: str) -> str:
    """The one zone of a foreign number, "" when it has several: the legal hours could not be said."""
    import phonenumbers
    from phonenumbers import timezone

    zones = timezone.time_zones_for_number(phonenumbers.parse(number))
    return zones[0] if len(zones) == 1 and zones[0] != timezone.UNKNOWN_TIMEZONE else ""


def zone(number: str) -> str:
    """The IANA zone of an E.164 number made by `normalise` ("Indian/Reunion")."""
    if number.startswith("+33"):
        return PARIS
    country = number[1:4]
    if country == "262":
        return _YT[1] if _MAYOTTE.match(number) else _RE[1]
    if country in _PACIFIC:
        return _PACIFIC[country][0]
    for overseas in (_GP, _MQ, _GF, _PM):
        if country == overseas[0]:
            return overseas[1]
    return _foreign_zone(number)


def kind(number: str) -> PhoneKind:
    """Mobile or landline (internet telephony counts as a landline)."""
    if number.startswith("+33"):
        return PhoneKind.MOBILE if number[3] in "67" else PhoneKind.LANDLINE
    if number[1:4] in ("262", "590", "594", "596"):
        return PhoneKind.MOBILE if number[4] in "67" else PhoneKind.LANDLINE
    import phonenumbers

    mobile = (phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE)
    found = phonenumbers.number_type(phonenumbers.parse(number))
    return PhoneKind.MOBILE if found in mobile else PhoneKind.LANDLINE


def display(number: str) -> str:
    """The national form with no-break spaces (`06 39 98 12 34`, `0692 12 34 56`); other countries in international form."""
    country = number[1:4]
    if number.startswith("+33"):
        return _pairs("0" + number[3:])
    if country in ("262", "590", "594", "596"):
        return f"0{number[4:7]}{NBSP}{_pairs(number[7:])}"
    if country == "508":
        rest = number[4:] if len(number) > 10 else number[1:]
        return f"0{rest[:3]}{NBSP}{_pairs(rest[3:])}"
    if country in _PACIFIC:
        return f"+{country}{NBSP}{_pairs(number[4:])}"
    import phonenumbers

    text = phonenumbers.format_number(phonenumbers.parse(number), phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    return text.replace(" ", NBSP)


def _pairs(digits: str) -> str:
    return NBSP.join(digits[start : start + 2] for start in range(0, len(digits), 2))


def zone_of(explicit: str | None, phone: str | None, postal_code: str | None) -> str:
    """The person's zone: an explicit IANA name, else the number's prefix, else the postal code, else Europe/Paris.

    A mobile keeps the zone of its prefix even where the person lives elsewhere: the screen shows it and the agent corrects it.
    """
    if explicit:
        return explicit
    if phone:
        return zone(phone)
    return _POSTAL_ZONES.get((postal_code or "")[:3], PARIS)
