"""From a row of an organisme's file to a contact and its case: the rules of acceptance, without I/O.

What makes a row rejected: an identifier or a birth date that is wrong, a required datum that is missing, no number one may
call, a formula, cells beyond the header, another organisme's code, a NIR inside a study. Everything else that had to be
interpreted or left out is a remark. Nothing is mended in silence.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
import re
from typing import NamedTuple

from cnmas_desktop.central.manager_rows import ImportPhone, ImportRow
from cnmas_desktop.domain import phone_numbers
from cnmas_desktop.domain.campaign import Campaign, Regime
from cnmas_desktop.domain.cells import EMPTY, Cell, CellError, Parsed
from cnmas_desktop.domain.fields import FIELDS, ROW_FIELDS, Field, Kind, age_on, cell_reader, find_field
from cnmas_desktop.domain.identifiers import nir_birth_remark, parse_nir
from cnmas_desktop.domain.spelling import letters
from cnmas_desktop.messages import KnownError, french
from cnmas_desktop.services.parsing_child import Value
from cnmas_desktop.services.tabular import TableRow

CONTACT_FIELDS = frozenset({
    "nir", "nom", "prenom", "date_naissance", "adresse_postale", "code_postal", "ville", "mail", "numero_ps", "raison_sociale",
    "siret", "correspondant_nom",
})  # fmt: skip
"""What identifies and reaches the person (seed 1), kept once per person; every other field belongs to one case."""

_KEPT_WITH_PERSON = CONTACT_FIELDS.union(ROW_FIELDS)

_ALWAYS_RIGHT = frozenset({Kind.NIR, Kind.SIRET, Kind.PS_NUMBER, Kind.BIRTH_DATE})
"""A wrong value of these kinds rejects the row: a person would be taken for another."""

_OF_ONE_PERSON = frozenset({Kind.NIR, Kind.SIRET, Kind.PS_NUMBER, Kind.PHONE, Kind.MAIL, Kind.SECRET})
"""What hardly comes twice in a file. The other values do (a town, a first name, a date): each is read once and remembered."""

_REMEMBERED = 8_192
"""How many different cells of a column."""

_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]")
_MISREAD = re.compile("[\u00c2-\u00c5][\u00a0-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2010-\u203a\u20ac\u2122]")
"""Letters of UTF-8 read as cp1252 or latin-9: « Ã© » for « é ». No French text has them side by side."""
_NIR_SHAPED = re.compile(
    r"(?<!\d)[1-8](?:[ \u00a0\u202f.-]?\d){4}[ \u00a0\u202f.-]?(?:\d[ \u00a0\u202f.-]?[\dABab])(?:[ \u00a0\u202f.-]?\d){8}(?!\d)"
)
_LETTER_OR_DIGIT = re.compile(r"\w")


class Remark(NamedTuple):
    """Something said about an accepted row; `column` is the title in the file, "" for the whole row."""

    line: int
    code: str
    column: str

    @property
    def text(self) -> str:
        return f"{self.column} : {french(self.code)}" if self.column else french(self.code)


class Reject(NamedTuple):
    """Why a row was not taken."""

    line: int
    code: str
    reason: str


class AcceptedRow(NamedTuple):
    """An acceptable row as the centre takes it, and what is to be said about it."""

    staged: ImportRow
    remarks: Sequence[Remark]


class Column(NamedTuple):
    """A column of the file that the campaign takes. `read` gives "" for a cell that says nothing. `decides`: a value that cannot be
    read rejects the row. `of_person`: kept with the person, not with the case."""

    place: int
    title: str
    name: str
    read: Callable[[Cell], Parsed]
    required: bool
    decides: bool
    of_person: bool


@dataclass(frozen=True, slots=True)
class Columns:
    """The header, matched: what is read, what is dropped (titles as written), which places have no title at all."""

    taken: tuple[Column, ...]
    phones: tuple[Column, ...]
    dropped: tuple[str, ...]
    untitled: tuple[int, ...]
    width: int


def match_columns(header: Sequence[str], campaign: Campaign, today: date, *, since_1904: bool = False) -> Columns:
    """Match the titles with the campaign's fields. KnownError `import.*` for a datum given twice or a required one absent."""
    wanted = {use.name: use.required for use in campaign.fields}
    calls = any(FIELDS[name].kind is Kind.PHONE for name in wanted)
    taken: dict[str, list[Column]] = {}
    phones, dropped, untitled = [], [], []
    for place, title in enumerate(_INVISIBLE.sub("", cell).strip() for cell in header):
        field = find_field(title) if title else None
        if field is not None and field.kind is Kind.NIR and campaign.regime is Regime.STUDY:
            raise KnownError("import.nir_in_study", header=title[:60])
        if not title:
            untitled.append(place)
        elif field is None or not (field.name in wanted or field.name in ROW_FIELDS or (calls and field.kind is Kind.PHONE)):
            dropped.append(title)
        elif field.kind is Kind.PHONE:
            phones.append(_column(place, title, field, campaign, today, since_1904))
        else:
            taken.setdefault(field.name, []).append(_column(place, title, field, campaign, today, since_1904))
    twice = [column.title for same in taken.values() if len(same) > 1 for column in same]
    if twice:
        raise KnownError("import.duplicate_headers", headers=", ".join(f"« {title[:60]} »" for title in twice))
    missing = [
        FIELDS[name].label for name, required in wanted.items() if required and name not in taken and FIELDS[name].kind is not Kind.PHONE
    ]
    if not phones:
        missing.append(FIELDS["telephone"].label)
    if missing:
        raise KnownError("import.missing_columns", columns=", ".join(missing))
    return Columns(tuple(same[0] for same in taken.values()), tuple(phones), tuple(dropped), tuple(untitled), len(header))


def _column(place: int, title: str, field: Field, campaign: Campaign, today: date, since_1904: bool) -> Column:
    required = any(use.name == field.name and use.required for use in campaign.fields)
    read = cell_reader(field, today, epoch_1904=since_1904)
    if field.kind is Kind.TEXT:
        read = _telling(read)
    if field.kind not in _OF_ONE_PERSON:
        read = lru_cache(_REMEMBERED)(read)
    decides = required or field.kind in _ALWAYS_RIGHT or field.name in campaign.duplicate_key
    return Column(place, title, field.name, read, required, decides, field.name in _KEPT_WITH_PERSON)


def _telling(read: Callable[[Cell], Parsed]) -> Callable[[Cell], Parsed]:
    """`read`, and "" for "-", "..." and the other usual ways of writing that nothing is known."""

    def told(cell: Cell) -> Parsed:
        parsed = read(cell)
        value = parsed.value
        return parsed if not value or value[0].isalnum() or _LETTER_OR_DIGIT.search(value) else EMPTY

    return told


class _RowRejectedError(Exception):
    def __init__(self, code: str, reason: str) -> None:
        self.code, self.reason = code, reason


class RowReader:
    """Reads the rows of one file for one campaign and one organisme."""

    def __init__(self, columns: Columns, campaign: Campaign, organisme: str, today: date, file_sha256: str) -> None:
        self._columns = columns
        self._taken = [
            (one.place, one.title, one.name, one.read, one.required, one.decides, one.of_person) for one in columns.taken
        ]  # plain tuples are taken apart, for each row, at half the price
        self._campaign = campaign
        self._organisme = organisme
        self._today = today
        self._reference = file_sha256[:8]
        self._kept = frozenset(column.place for column in (*columns.taken, *columns.phones))
        self._key_of_person = _key_parts(name for name in campaign.duplicate_key if name not in campaign.beneficiary_fields)
        self._key_of_beneficiary = _key_parts(name for name in campaign.duplicate_key if name in campaign.beneficiary_fields)
        self._party = campaign.party.value
        self._is_study = campaign.regime is Regime.STUDY

    def read(self, row: TableRow) -> AcceptedRow | Reject:
        """The contact and case that a row describes, or why there are none."""
        try:
            return self._read(row)
        except _RowRejectedError as rejected:
            return Reject(row.line, rejected.code, rejected.reason)

    def _read(self, row: TableRow) -> AcceptedRow:
        line, cells, formulas = row
        columns = self._columns
        if len(cells) > columns.width:
            raise _row_rejected("row.too_many_cells")
        if formulas and not self._kept.isdisjoint(formulas):
            raise _row_rejected("row.formula")
        remarks: list[Remark] = []
        if len(cells) < columns.width:
            cells = [*cells, *[""] * (columns.width - len(cells))]
        try:
            text = "".join(cells)  # type: ignore[arg-type]  # tried first: nearly every row is text alone
        except TypeError:
            text = "".join(map(str, cells))
        if not text.isprintable() and _INVISIBLE.search(text):
            cells = [_INVISIBLE.sub("", cell) if isinstance(cell, str) else cell for cell in cells]
            remarks.append(Remark(line, "remark.invisible_characters", ""))
        if not text.isascii() and any(isinstance(cell := cells[place], str) and _MISREAD.search(cell) for place in self._kept):
            raise _row_rejected("row.misread")
        contact, fields = self._values(line, cells, remarks)
        phones = self._phones(line, cells, remarks)
        reference = contact.pop("reference", "") or f"{self._reference}:{line}"
        named = contact.pop("organisme", "")
        if named.isdigit() and named != self._organisme:
            raise _row_rejected("row.other_organisme")
        numbers = [ImportPhone(number, phone_numbers.zone(number)) for number in phones]
        zone = phone_numbers.zone_of(contact.pop("zone", "") or None, phones[0], contact.get("code_postal"))
        values = contact | fields
        self._compare(line, values, remarks)
        if self._is_study:
            self._refuse_nir([*values.values(), reference])
        person = _key(self._key_of_person, values, phones)
        dedupe = f"{person}|{_key(self._key_of_beneficiary, values, phones)}" if self._key_of_beneficiary else ""
        staged = ImportRow(line, person, dedupe, reference, self._party, zone, contact, fields, numbers)
        return AcceptedRow(staged, remarks)

    def _values(self, line: int, cells: Sequence[Value], remarks: list[Remark]) -> tuple[dict[str, str], dict[str, str]]:
        """What the row says of the person and of itself, and what it says of the case."""
        contact: dict[str, str] = {}
        fields: dict[str, str] = {}
        for place, title, name, read, required, decides, of_person in self._taken:
            cell = cells[place]
            if cell == "":
                if required:
                    raise _missing(title)
                continue
            try:
                value, remark = read(cell)
            except CellError as error:
                if decides:
                    raise _RowRejectedError(error.code, f"{title} : {error}") from None
                remarks.append(Remark(line, "remark.left_out", title))
                continue
            if not value:
                if required:
                    raise _missing(title)
                continue
            if remark:
                remarks.append(Remark(line, remark, title))
            if of_person:
                contact[name] = value
            else:
                fields[name] = value
        return contact, fields

    def _phones(self, line: int, cells: Sequence[Value], remarks: list[Remark]) -> list[str]:
        """The numbers in file order, each once. One that cannot be called is a remark if another can."""
        numbers: list[str] = []
        wrong: list[tuple[Column, CellError]] = []
        for column in self._columns.phones:
            try:
                number, remark = column.read(cells[column.place])
            except CellError as error:
                wrong.append((column, error))
                continue
            if number and number not in numbers:
                numbers.append(number)
                if remark:
                    remarks.append(Remark(line, remark, column.title))
        if not numbers:
            if not wrong:
                raise _row_rejected("row.phone_missing")
            column, fault = wrong[0]
            raise _RowRejectedError(fault.code, f"{column.title} : {fault}")
        remarks.extend(Remark(line, "remark.phone_left_out", column.title) for column, _ in wrong)
        return numbers

    def _compare(self, line: int, values: dict[str, str], remarks: list[Remark]) -> None:
        """What two data of one row say against each other: told, never decided."""
        birth, nir, age = values.get("date_naissance"), values.get("nir"), values.get("age")
        if birth and nir and (code := nir_birth_remark(nir, birth)):
            remarks.append(Remark(line, code, ""))
        if birth and age and abs(age_on(date.fromisoformat(birth), self._today) - int(age)) > 1:
            remarks.append(Remark(line, "remark.age_differs", ""))
        if not self._campaign.in_scope(values, self._today):
            remarks.append(Remark(line, "remark.out_of_scope", ""))

    def _refuse_nir(self, texts: Sequence[str]) -> None:
        for text in texts:
            for shaped in _NIR_SHAPED.findall(text):
                try:
                    parse_nir(shaped)
                except CellError:
                    continue
                raise _row_rejected("row.nir_in_study")


def _key_parts(names: Iterable[str]) -> tuple[tuple[str, Kind], ...]:
    return tuple((name, FIELDS[name].kind) for name in names)


def _key(parts: Sequence[tuple[str, Kind]], values: dict[str, str], phones: Sequence[str]) -> str:
    """`name=value|…`, so written that case, accents, spaces and punctuation make no two persons of one."""
    told = []
    for name, kind in parts:
        text = phones[0] if kind is Kind.PHONE else values.get(name, "")
        if kind is Kind.TEXT or kind is Kind.ADDRESS:
            text = letters(text)
        elif kind is Kind.PS_NUMBER:
            text = text[:8]  # the ninth character is a key that some files leave out
        told.append(f"{name}={text}")
    return "|".join(told)


def _missing(title: str) -> _RowRejectedError:
    return _RowRejectedError("cell.missing", f"{title} : {french('cell.missing')}")


def _row_rejected(code: str) -> _RowRejectedError:
    return _RowRejectedError(code, french(code))
