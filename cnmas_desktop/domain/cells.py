"""One cell of an organisme's file, read: the value to store, with a remark, or the reason why it cannot be.

Codes are keys of `cnmas_desktop.messages.MESSAGES`: `cell.*` for refusals, `remark.*` for what is accepted and told.
Nothing is guessed silently: where a reading is not the only possible one, it is refused or it carries a remark.
"""

from datetime import date, datetime, timedelta
import re
from typing import NamedTuple
import unicodedata

from cnmas_desktop.messages import KnownError

Cell = object
"""What a reader hands over: str, int, float, bool, date, datetime or None."""


class Parsed(NamedTuple):
    """A stored value (always text; "" for an empty cell) and, where something was interpreted, a remark."""

    value: str
    remark: str | None = None


EMPTY = Parsed("")


class CellError(KnownError):
    """A cell that cannot be stored. `code` is a `cell.*` key; `str()` is one French sentence. Holds no value of the cell."""


def is_empty(raw: Cell) -> bool:
    """None, or text made of spaces of any kind."""
    return raw is None or (isinstance(raw, str) and not raw.strip())


# Control characters, and the marks that reorder what is read (U+202A to U+202E, U+2066 to U+2069): a name could hide another.
_UNWANTED = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]+")


def one_line(text: str) -> str:
    """Text as it may be kept, whoever wrote it: one line in NFC, spaces collapsed, without the signs that only hide or reorder others."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    if not text.isprintable():  # neither is any of the unwanted
        text = _UNWANTED.sub("", text)
    return " ".join(text.split())


def read_text(raw: Cell, max_length: int) -> Parsed:
    """`one_line` of text; never cut: `cell.text.too_long`."""
    text = one_line(raw if isinstance(raw, str) else digits_of_number(raw))
    if len(text) > max_length:
        raise CellError("cell.text.too_long", limit=max_length)
    return Parsed(text)


def digits_of_number(raw: Cell) -> str:
    """The digits of a number cell, as typed; text is given back stripped. Excel keeps 15 digits, so a NIR survives."""
    if isinstance(raw, str):
        return raw.strip()
    if isinstance(raw, float) and raw.is_integer() and abs(raw) < 1e15:
        return str(int(raw))
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise CellError("cell.unreadable")
    return str(raw)


_DAY_FIRST = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})(?: 00:00(?::00)?)?", re.ASCII)
_ISO = re.compile(r"(\d{4})[/.\-](\d{1,2})[/.\-](\d{1,2})(?:[T ]00:00(?::00)?)?", re.ASCII)
_SERIAL = re.compile(r"\d{5}", re.ASCII)
# Text "1975" or a serial 1975 (28 May 1905) is a year that somebody typed.
_YEARS = range(1800, 2200)
_LAST_SERIAL = 73_050


def read_date(raw: Cell, today: date, *, birth: bool = False, epoch_1904: bool = False) -> Parsed:
    """An ISO date from a date, an Excel serial, or text day first (`1/3/26`, `01.03.2026`) or ISO; never month first.

    A two-digit year is 20xx; for a `birth`, 19xx when 20xx is not past. Both that and a serial carry a remark.
    """
    remark = None
    if isinstance(raw, datetime):
        value = raw.date()
    elif isinstance(raw, date):
        value = raw
    elif isinstance(raw, str) and not _SERIAL.fullmatch(raw.strip()):
        value, remark = _date_from_text(raw.strip(), today, birth)
    else:
        value, remark = _date_from_serial(digits_of_number(raw), epoch_1904), "remark.date.serial"
    if birth:
        if value > today:
            raise CellError("cell.date.future")
        if value.year < today.year - 130:
            raise CellError("cell.date.too_old")
    elif not 1900 <= value.year <= 2100:
        raise CellError("cell.date.unreadable")
    return Parsed(value.isoformat(), remark)


def _date_from_text(text: str, today: date, birth: bool) -> tuple[date, str | None]:
    remark = None
    if found := _DAY_FIRST.fullmatch(text):
        day, month, year = (int(part) for part in found.groups())
        if len(found[3]) == 2:
            remark = "remark.date.two_digit_year"
            year += 2000
            if birth and (year, month, day) > (today.year, today.month, today.day):
                year -= 100
    elif found := _ISO.fullmatch(text):
        year, month, day = (int(part) for part in found.groups())
    else:
        raise CellError("cell.date.unreadable")
    try:
        return date(year, month, day), remark
    except ValueError:
        raise CellError("cell.date.impossible") from None


def _date_from_serial(text: str, epoch_1904: bool) -> date:
    if not text.isdecimal():
        raise CellError("cell.date.unreadable")
    serial = int(text)
    # Excel's 1900 system has a 29 February 1900, number 60, which never was.
    if serial in _YEARS or not 1 <= serial <= _LAST_SERIAL or (serial == 60 and not epoch_1904):
        raise CellError("cell.date.unreadable")
    if epoch_1904:
        return date(1904, 1, 1) + timedelta(serial)
    return date(1899, 12, 30 if serial > 60 else 31) + timedelta(serial)


_DECIMAL = re.compile(r"\d{1,3}(?:[.,]\d{1,4})?", re.ASCII)


def read_percent(raw: Cell) -> Parsed:
    """0 to 100 as a decimal with a point: `43,75`, `80%`, `12,5 %`. A number between 0 and 1 may be a share: it carries a remark."""
    text = digits_of_number(raw).removesuffix("%").strip()
    if not _DECIMAL.fullmatch(text):
        raise CellError("cell.percent.unreadable")
    whole, _, fraction = text.replace(",", ".").partition(".")
    fraction = fraction.rstrip("0")
    if int(whole) > 100 or (int(whole) == 100 and fraction):
        raise CellError("cell.percent.range")
    value = f"{int(whole)}.{fraction}" if fraction else str(int(whole))
    return Parsed(value, "remark.percent.below_one" if int(whole) == 0 and fraction else None)


def read_age(raw: Cell) -> Parsed:
    """Completed years, 0 to 130: `55`, `55 ans`."""
    text = digits_of_number(raw).removesuffix("ans").strip()
    if not (text.isascii() and text.isdecimal() and int(text) <= 130):
        raise CellError("cell.age.unreadable")
    return Parsed(str(int(text)))


_SEXES = {"h": "H", "m": "H", "homme": "H", "masculin": "H", "1": "H", "f": "F", "femme": "F", "féminin": "F", "feminin": "F", "2": "F"}


def read_sex(raw: Cell) -> Parsed:
    """ "H" or "F"."""
    try:
        return Parsed(_SEXES[digits_of_number(raw).casefold()])
    except KeyError:
        raise CellError("cell.sex.unreadable") from None


_YES_NO = dict.fromkeys(("oui", "o", "1", "vrai", "true", "x"), "oui")
_YES_NO |= dict.fromkeys(("non", "n", "0", "faux", "false"), "non")
_YES_NO |= dict.fromkeys(("inconnu", "inconnue", "?", "nsp", "ne sait pas", "non renseigné", "nr"), "inconnu")


def read_yes_no(raw: Cell) -> Parsed:
    """ "oui", "non" or "inconnu"."""
    text = ("oui" if raw else "non") if isinstance(raw, bool) else digits_of_number(raw).casefold()
    try:
        return Parsed(_YES_NO[text])
    except KeyError:
        raise CellError("cell.yes_no.unreadable") from None


_MAIL = re.compile(
    r"(?=[^@]{1,64}@)[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}",
    re.ASCII | re.IGNORECASE,
)


def read_mail(raw: Cell, max_length: int) -> Parsed:
    """An address by its syntax, the domain in lower case. Whether it exists is learnt by reading it back."""
    text = raw.strip() if isinstance(raw, str) else ""
    if len(text) > max_length or not _MAIL.fullmatch(text):
        raise CellError("cell.mail.unreadable")
    local, _, domain = text.rpartition("@")
    return Parsed(f"{local}@{domain.lower()}")


def read_postal_code(raw: Cell) -> Parsed:
    """Five digits. A number of four digits lost its zero in a spreadsheet: given back, with a remark."""
    text = digits_of_number(raw).replace(" ", "")
    if text.isascii() and text.isdecimal():
        if len(text) == 5:
            return Parsed(text)
        if len(text) == 4:
            return Parsed("0" + text, "remark.postal_code.zero")
    raise CellError("cell.postal_code.unreadable")


_SECRET = re.compile(r"[A-Za-z0-9-]{4,20}", re.ASCII)


def read_secret(raw: Cell) -> Parsed:
    """A code as text. A number cell may have lost a zero, and a wrong code is worse than none."""
    if not isinstance(raw, str) or not _SECRET.fullmatch(raw.strip()):
        raise CellError("cell.secret.unreadable")
    return Parsed(raw.strip())
