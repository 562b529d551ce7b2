"""From a row of an organisme's file to a contact and its case: the rules of acceptance, without I/O.

What makes a row rejected: an identifier or a birth date that is wrong, a required datum that is missing, no number one may
call, a formula, cells beyond the header, another organisme's code, a NIR inside a study. Everything else that had to be
interpreted or left out is a remark. Nothing is mended in silence.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
import re
from typing import Any, NamedTuple
import unicodedata

from cnmas_desktop.domain import phone_numbers
from cnmas_desktop.domain.campaign import Campaign, Regime
from cnmas_desktop.domain.cells import Cell, CellError, Parsed
from cnmas_desktop.domain.fields import FIELDS, ROW_FIELDS, Field, Kind, age_on, cell_reader, find_field
from cnmas_desktop.domain.identifiers import nir_birth_remark, parse_nir
from cnmas_desktop.messages import KnownError, french
from cnmas_desktop.services.parsing_child import Value
from cnmas_desktop.services.tabular import TableRow

CONTACT_FIELDS = frozenset(
    "nir nom prenom date_naissance adresse_postale code_postal ville mail numero_ps lieu_exercice "
    "raison_sociale siret correspondant_nom".split()
)
"""What identifies and reaches the person (seed 1), kept once per person; every other field belongs to one case."""

_ALWAYS_RIGHT = frozenset({Kind.NIR, Kind.SIRET, Kind.PS_NUMBER, Kind.BIRTH_DATE})
"""A wrong value of these kinds rejects the row: a person would be taken for another."""

_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]")
_NIR_SHAPED = re.compile(r"(?<!\d)[1-8](?:[ \u00a0\u202f.-]?\d){4}[ \u00a0\u202f.-]?(?:\d[ \u00a0\u202f.-]?[\dABab])(?:[ \u00a0\u202f.-]?\d){8}(?!\d)")
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


class ContactRow(NamedTuple):
    """An acceptable row. `person_key` and `dedupe_key` are clear text: the centre turns them into HMACs."""

    line: int
    person_key: str
    dedupe_key: str
    row_ref: str
    contact: dict[str, str]
    fields: dict[str, str]
    phones: list[str]
    zone: str
    remarks: list[Remark]

    def staged(self, party: str) -> dict[str, Any]:
        """The row as the centre's staging table takes it."""
        return {
            "person_key": self.person_key,
            "dedupe_key": self.dedupe_key,
            "row_ref": self.row_ref,
            "party": party,
            "zone": self.zone,
            "contact": self.contact,
            "fields": self.fields,
            "phones": [{"e164": number, "zone": phone_numbers.zone(number)} for number in self.phones],
            "remarks": sorted({remark.code for remark in self.remarks}),
        }


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the file that the campaign takes."""

    place: int
    title: str
    field: Field
    required: bool
    read: Callable[[Cell], Parsed]


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
    dropped, untitled = [], []
    for place, title in enumerate(_INVISIBLE.sub("", cell).strip() for cell in header):
        field = find_field(title) if title else None
        if field is not None and field.kind is Kind.NIR and campaign.regime is Regime.STUDY:
            raise KnownError("import.nir_in_study", header=title[:60])
        if not title:
            untitled.append(place)
        elif field is None or not (field.name in wanted or field.name in ROW_FIELDS or (calls and field.kind is Kind.PHONE)):
            dropped.append(title)
        else:
            column = Column(place, title, field, wanted.get(field.name, False), cell_reader(field, today, epoch_1904=since_1904))
            taken.setdefault(field.name, []).append(column)
    twice = [column.title for columns in taken.values() if len(columns) > 1 and columns[0].field.kind is not Kind.PHONE for column in columns]
    if twice:
        raise KnownError("import.duplicate_headers", headers=", ".join(f"« {title[:60]} »" for title in twice))
    missing = [FIELDS[name].label for name, required in wanted.items() if required and name not in taken and FIELDS[name].kind is not Kind.PHONE]
    if not any(group[0].field.kind is Kind.PHONE for group in taken.values()):
        missing.append(FIELDS["telephone"].label)
    if missing:
        raise KnownError("import.missing_columns", columns=", ".join(missing))
    columns = [column for group in taken.values() for column in group]
    return Columns(
        taken=tuple(column for column in columns if column.field.kind is not Kind.PHONE),
        phones=tuple(sorted((column for column in columns if column.field.kind is Kind.PHONE), key=lambda column: column.place)),
        dropped=tuple(dropped),
        untitled=tuple(untitled),
        width=len(header),
    )


class _Rejected(Exception):
    def __init__(self, code: str, reason: str) -> None:
        self.code, self.reason = code, reason


class RowReader:
    """Reads the rows of one file for one campaign and one organisme."""

    def __init__(self, columns: Columns, campaign: Campaign, organisme: str, today: date, file_sha256: str) -> None:
        self._columns = columns
        self._campaign = campaign
        self._organisme = organisme
        self._today = today
        self._reference = file_sha256[:8]
        self._kept = frozenset(column.place for column in (*columns.taken, *columns.phones))
        self._key_of_person = tuple(name for name in campaign.duplicate_key if name not in campaign.beneficiary_fields)
        self._key_of_beneficiary = tuple(name for name in campaign.duplicate_key if name in campaign.beneficiary_fields)

    def read(self, row: TableRow) -> ContactRow | Reject:
        """The contact that a row describes, or why there is none."""
        try:
            return self._read(row)
        except _Rejected as rejected:
            return Reject(row.line, rejected.code, rejected.reason)

    def _read(self, row: TableRow) -> ContactRow:
        line, cells, formulas = row
        columns = self._columns
        if len(cells) > columns.width:
            raise _row_rejected("row.too_many_cells")
        if not self._kept.isdisjoint(formulas):
            raise _row_rejected("row.formula")
        remarks: list[Remark] = []
        cells = [*cells, *[""] * (columns.width - len(cells))]
        if any(isinstance(cell, str) and _INVISIBLE.search(cell) for cell in cells):
            cells = [_INVISIBLE.sub("", cell) if isinstance(cell, str) else cell for cell in cells]
            remarks.append(Remark(line, "remark.invisible_characters", ""))
        values = self._values(line, cells, remarks)
        phones = self._phones(line, cells, remarks)
        reference = values.pop("reference", "") or f"{self._reference}:{line}"
        named = values.pop("organisme", "")
        if named.isdigit() and named != self._organisme:
            raise _row_rejected("row.other_organisme")
        zone = phone_numbers.zone_of(values.pop("zone", "") or None, phones[0], values.get("code_postal"))
        self._compare(line, values, remarks)
        if self._campaign.regime is Regime.STUDY:
            self._refuse_nir([*values.values(), reference])
        person = self._key(self._key_of_person, values, phones)
        beneficiary = self._key(self._key_of_beneficiary, values, phones)
        contact = {name: value for name, value in values.items() if value and (name in CONTACT_FIELDS or name in ROW_FIELDS)}
        fields = {name: value for name, value in values.items() if value and name not in contact}
        dedupe = f"{person}|{beneficiary}" if beneficiary else person
        return ContactRow(line, person, dedupe, reference, contact, fields, phones, zone, remarks)

    def _values(self, line: int, cells: Sequence[Value], remarks: list[Remark]) -> dict[str, str]:
        values = {}
        for place, title, field, required, read in ((c.place, c.title, c.field, c.required, c.read) for c in self._columns.taken):
            try:
                value, remark = read(cells[place])
            except CellError as error:
                if required or field.kind in _ALWAYS_RIGHT or field.name in self._campaign.duplicate_key:
                    raise _Rejected(error.code, f"{title} : {error}") from None
                values[field.name] = ""
                remarks.append(Remark(line, "remark.left_out", title))
                continue
            if field.kind is Kind.TEXT and value and not _LETTER_OR_DIGIT.search(value):
                value = ""  # "-", "..." : the usual ways of writing that nothing is known
            if required and not value:
                raise _Rejected("cell.missing", f"{title} : {french('cell.missing')}")
            if remark:
                remarks.append(Remark(line, remark, title))
            values[field.name] = value
        return values

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
            column, error = wrong[0]
            raise _Rejected(error.code, f"{column.title} : {error}")
        remarks.extend(Remark(line, "remark.phone_left_out", column.title) for column, _ in wrong)
        return numbers

    def _compare(self, line: int, values: dict[str, str], remarks: list[Remark]) -> None:
        """What two data of one row say against each other: told, never decided."""
        birth = _date(values.get("date_naissance"))
        if values.get("nir") and (code := nir_birth_remark(values["nir"], birth)):
            remarks.append(Remark(line, code, ""))
        for born, stated in (("date_naissance", "age"), ("enfant_date_naissance", "enfant_age")):
            day, age = _date(values.get(born)), values.get(stated)
            if day and age and abs(age_on(day, self._today) - int(age)) > 1:
                remarks.append(Remark(line, "remark.age_differs", ""))
        end = _date(values.get("ebd_date_fin_validite"))
        if end and end < self._today:
            remarks.append(Remark(line, "remark.entitlement_ended", ""))

    def _refuse_nir(self, texts: Sequence[str]) -> None:
        for text in texts:
            for shaped in _NIR_SHAPED.findall(text):
                try:
                    parse_nir(shaped)
                except CellError:
                    continue
                raise _row_rejected("row.nir_in_study")

    def _key(self, names: Sequence[str], values: dict[str, str], phones: Sequence[str]) -> str:
        """`name=value|…`, so written that case, accents, spaces and punctuation make no two persons of one."""
        parts = []
        for name in names:
            kind = FIELDS[name].kind
            if kind is Kind.PHONE:
                text = phones[0]
            elif kind is Kind.PS_NUMBER:
                text = values.get(name, "")[:8]  # the ninth character is a key that some files leave out
            elif kind in (Kind.TEXT, Kind.ADDRESS):
                text = folded(values.get(name, ""))
            else:
                text = values.get(name, "")
            parts.append(f"{name}={text}")
        return "|".join(parts)


def folded(text: str) -> str:
    """`"LE  GOFF-Œuvré"` → `"legoffoeuvre"`: for comparing names, never for showing them."""
    spelled = text.casefold().replace("œ", "oe").replace("æ", "ae")
    return "".join(character for character in unicodedata.normalize("NFKD", spelled) if character.isalnum())


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _row_rejected(code: str) -> _Rejected:
    return _Rejected(code, french(code))
