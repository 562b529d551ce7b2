"""French telephone numbers: E.164, zone, kind, display (domain facts §4.4)."""

from enum import StrEnum

from cnmas_desktop.domain.cells import Cell


class PhoneKind(StrEnum):
    MOBILE = "mobile"
    LANDLINE = "landline"


def normalise(raw: Cell) -> str:
    """The E.164 form of `raw` ("+33639981234"); CellError `cell.phone.*` when it is no number one may call."""
    raise NotImplementedError


def zone(number: str) -> str:
    """The IANA zone of an E.164 number ("Indian/Reunion")."""
    raise NotImplementedError


def kind(number: str) -> PhoneKind:
    """Mobile or landline."""
    raise NotImplementedError


def display(number: str) -> str:
    """The national form with no-break spaces ("06 39 98 12 34"); other countries in international form."""
    raise NotImplementedError


def zone_of(explicit: str | None, phone: str | None, postal_code: str | None) -> str:
    """The person's zone: an explicit IANA name, else the number's prefix, else the postal code, else Europe/Paris."""
    raise NotImplementedError


def is_test_number(number: str) -> bool:
    """True in the six ranges that Arcep attributes to nobody (décision 2018-0881, art. 2.5.12)."""
    raise NotImplementedError
