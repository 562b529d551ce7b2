"""NIR, SIREN, SIRET, PS number, RPPS (domain facts §4.1 to §4.3). Every parser takes a cell and gives digits without spaces."""

from datetime import date

from cnmas_desktop.domain.cells import Cell, Parsed


def parse_nir(raw: Cell) -> Parsed:
    """15 characters, key right, plausible sex and month; CellError `cell.nir.*`."""
    raise NotImplementedError


def nir_birth_remark(nir: str, birth: date | None) -> str | None:
    """`remark.nir.birth_date` when the year and month written in the NIR are not those of `birth`; a warning only."""
    raise NotImplementedError


def pretty_nir(nir: str) -> str:
    """`2 95 10 99 126 111 93`, with no-break spaces."""
    raise NotImplementedError


def masked_nir(nir: str) -> str:
    """`1 85 05 •• ••• ••• ••`, with no-break spaces."""
    raise NotImplementedError


def parse_siren(raw: Cell) -> Parsed:
    """9 digits, Luhn; CellError `cell.siren.*`."""
    raise NotImplementedError


def parse_siret(raw: Cell) -> Parsed:
    """14 digits, Luhn (La Poste: digit sum); CellError `cell.siret.*`."""
    raise NotImplementedError


def parse_ps_number(raw: Cell) -> Parsed:
    """8 or 9 characters; `remark.ps_number.key` when the ninth is not the Luhn key; CellError `cell.ps_number.*`."""
    raise NotImplementedError


def parse_rpps(raw: Cell) -> Parsed:
    """11 digits; `remark.rpps.key` when the last is not the Luhn key; CellError `cell.rpps.*`."""
    raise NotImplementedError
