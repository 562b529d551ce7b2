"""The field catalogue: every datum that may enter, as data (seeds 1 and 2; nothing else is authorised).

To add a field: an entry of `FIELDS`, and its use in a campaign file. A column that is no field of the campaign is dropped and counted.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cnmas_desktop.domain.cells import Cell, Parsed


class Party(StrEnum):
    """Who is called."""

    INSURED = "insured"
    PROFESSIONAL = "professional"
    EMPLOYER = "employer"


class Kind(StrEnum):
    """How a cell is read and shown."""

    TEXT = "text"
    NAME = "name"
    DATE = "date"
    BIRTH_DATE = "birth_date"
    NUMBER = "number"
    PERCENT = "percent"
    NIR = "nir"
    SIRET = "siret"
    PS_NUMBER = "ps_number"
    PHONE = "phone"
    MAIL = "mail"
    ADDRESS = "address"
    POSTAL_CODE = "postal_code"
    YES_NO_UNKNOWN = "yes_no_unknown"
    AGE = "age"
    SEX = "sex"
    SECRET = "secret"


@dataclass(frozen=True, slots=True)
class Field:
    """`headers` are the column titles met in files; they are compared without case, accents, spaces and punctuation."""

    name: str
    label: str
    kind: Kind
    parties: frozenset[Party]
    max_length: int
    headers: tuple[str, ...] = ()
    sensitive: bool = False


FIELDS: dict[str, Field] = {}
"""By name."""

ROW_FIELDS: dict[str, Field] = {}
"""Columns about the row itself, allowed in every file: `reference`, `organisme`, `organisme_affiliation`, `zone`."""


def normalise_header(header: str) -> str:
    """`"N° SIRET "` and `"n siret"` → `"nsiret"`."""
    raise NotImplementedError


def find_field(header: str) -> Field | None:
    """The field (of `FIELDS` or `ROW_FIELDS`) that a column title names, or None."""
    raise NotImplementedError


def parse_cell(field: Field, raw: Cell, today: date, *, epoch_1904: bool = False) -> Parsed:
    """The stored value of one cell; CellError when there is none. An empty cell is `Parsed("")`: whether the field
    is required is the campaign's affair. Dates are stored ISO, phones E.164, percentages as a decimal with a point."""
    raise NotImplementedError


def cell_reader(field: Field, today: date, *, epoch_1904: bool = False) -> Callable[[Cell], Parsed]:
    """`parse_cell` bound to one column, for reading many rows."""
    raise NotImplementedError


def display(field: Field, stored: str) -> str:
    """A stored value for the screen: `01/03/2026`, `06 39 98 12 34`, `43,75 %`; a NIR and a secret are masked."""
    raise NotImplementedError


def spoken(field: Field, stored: str) -> str:
    """A stored value inside a sentence: dates are `1er mars 2026`."""
    raise NotImplementedError


def age_on(birth: date, day: date) -> int:
    """Completed years; someone born on 29 February turns a year older on 1 March."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))
