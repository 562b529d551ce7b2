"""The field catalogue: every datum that may enter, as data (seeds 1 and 2; nothing else is authorised).

To add a field: an entry of `_ALL`, and its use in a campaign file. A column that is no field of the campaign is dropped
and counted. The age of a person or child is never stored where a birth date is: it is derived on the day (`age_on`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cnmas_desktop.domain import cells, identifiers, phone_numbers
from cnmas_desktop.domain.cells import EMPTY, Cell, CellError, Parsed, is_empty
from cnmas_desktop.domain.french_dates import day_words
from cnmas_desktop.domain.spelling import letters
from cnmas_desktop.messages.marking import QT_TRANSLATE_NOOP


class Party(StrEnum):
    """Who is called."""

    INSURED = "insured"
    PROFESSIONAL = "professional"
    EMPLOYER = "employer"


class Kind(StrEnum):
    """How a cell is read and shown."""

    TEXT = "text"
    DATE = "date"
    BIRTH_DATE = "birth_date"
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
    ZONE = "zone"


@dataclass(frozen=True, slots=True)
class Field:
    """One datum. `headers` are column titles met in files besides `name` and `label`, compared without case, accents,
    spaces and punctuation. `sensitive`: masked wherever it is shown, never logged. `max_length` in characters."""

    name: str
    label: str
    kind: Kind
    parties: frozenset[Party]
    max_length: int
    headers: tuple[str, ...] = ()
    sensitive: bool = False


_INSURED = frozenset({Party.INSURED})
_PROFESSIONAL = frozenset({Party.PROFESSIONAL})
_EMPLOYER = frozenset({Party.EMPLOYER})
_PEOPLE = _INSURED | _PROFESSIONAL
_EVERYBODY = frozenset(Party)

_ALL = (
    # Insured people (seed 1 line 29)
    Field(
        "nir", QT_TRANSLATE_NOOP("words", "N° de sécurité sociale"), Kind.NIR, _INSURED, 15,
        ("N° Sécurité Sociale", "Numéro de sécurité sociale", "N° sécu", "NIR assuré", "Immatriculation", "NIR bénéficiaire"), True,
    ),
    Field("nom", QT_TRANSLATE_NOOP("words", "Nom"), Kind.TEXT, _PEOPLE, 80, ("Nom de famille", "Nom d'usage", "Nom assuré", "Nom de l'assuré", "Nom du professionnel", "Nom PS")),
    Field("prenom", QT_TRANSLATE_NOOP("words", "Prénom"), Kind.TEXT, _PEOPLE, 80, ("Prénoms", "Prénom assuré", "Prénom de l'assuré", "Prénom du professionnel")),
    Field("date_naissance", QT_TRANSLATE_NOOP("words", "Date de naissance"), Kind.BIRTH_DATE, _INSURED, 10, ("Né(e) le", "Né le", "Naissance", "DDN", "Date naiss.")),
    Field("adresse_postale", QT_TRANSLATE_NOOP("words", "Adresse postale"), Kind.ADDRESS, _EVERYBODY, 200, ("Adresse", "Rue", "Voie")),
    Field("code_postal", QT_TRANSLATE_NOOP("words", "Code postal"), Kind.POSTAL_CODE, _EVERYBODY, 5, ("CP",)),
    Field("ville", QT_TRANSLATE_NOOP("words", "Ville"), Kind.TEXT, _EVERYBODY, 80, ("Commune", "Localité", "Lieu d'exercice", "Commune d'exercice")),
    Field(
        "telephone", QT_TRANSLATE_NOOP("words", "Téléphone"), Kind.PHONE, _EVERYBODY, 20,
        ("Tél.", "Tél. fixe", "Téléphone fixe", "Fixe", "Numéro de téléphone", "N° de téléphone", "N° tél.", "Téléphone 1", "Tél. 1"),
    ),
    Field(
        "telephone_mobile", QT_TRANSLATE_NOOP("words", "Téléphone mobile"), Kind.PHONE, _EVERYBODY, 20,
        ("Tél. mobile", "Mobile", "Portable", "Tél. portable", "Téléphone portable", "GSM", "Téléphone 2", "Tél. 2"),
    ),
    Field("mail", QT_TRANSLATE_NOOP("words", "Adresse mail"), Kind.MAIL, _EVERYBODY, 254, ("Mail", "E-mail", "Courriel", "Adresse électronique", "Adresse e-mail")),
    # Themes of seed 1 line 30
    Field("enfant_nom", QT_TRANSLATE_NOOP("words", "Nom de l'enfant"), Kind.TEXT, _INSURED, 80, ("Nom enfant",)),
    Field("enfant_prenom", QT_TRANSLATE_NOOP("words", "Prénom de l'enfant"), Kind.TEXT, _INSURED, 80, ("Prénom enfant",)),
    Field(
        "enfant_date_naissance", QT_TRANSLATE_NOOP("words", "Date de naissance de l'enfant"), Kind.BIRTH_DATE, _INSURED, 10,
        ("Date naissance enfant", "Date de naissance enfant", "Naissance de l'enfant", "DDN enfant"),
    ),
    Field(
        "ebd_date_fin_validite", QT_TRANSLATE_NOOP("words", "Fin de validité de la prise en charge EBD"), Kind.DATE, _INSURED, 10,
        ("Fin de validité EBD", "Date de fin de validité EBD", "Date fin validité EBD", "Validité EBD", "Fin de validité de la prise en charge"),
    ),
    Field(
        "vaccination_grippe", QT_TRANSLATE_NOOP("words", "Vaccination antigrippale, saison précédente"), Kind.YES_NO_UNKNOWN, _INSURED, 7,
        ("Vaccination antigrippale (N-1)", "Vaccination antigrippale", "Vaccination grippe", "Vacciné grippe N-1", "Vaccination anti-grippe"), True,
    ),
    Field(
        "code_provisoire_ameli", QT_TRANSLATE_NOOP("words", "Code confidentiel provisoire ameli"), Kind.SECRET, _INSURED, 20,
        ("Code provisoire AMELI", "Code confidentiel provisoire", "Code provisoire", "Code confidentiel AMELI"), True,
    ),
    # Health professionals (seed 1 line 31)
    Field("numero_ps", QT_TRANSLATE_NOOP("words", "N° PS"), Kind.PS_NUMBER, _PROFESSIONAL, 9, ("Numéro PS", "N° AM", "Numéro AM", "Numéro de professionnel")),
    Field("logiciel_integre", QT_TRANSLATE_NOOP("words", "Logiciel intégré"), Kind.TEXT, _PROFESSIONAL, 80, ("Logiciel", "Nom du logiciel", "Nom du logiciel intégré")),
    Field(
        "taux_teleservices", QT_TRANSLATE_NOOP("words", "Taux d'utilisation des télé-services"), Kind.PERCENT, _PROFESSIONAL, 7,
        ("Taux télé-services", "Taux de télé-services", "Taux d'utilisation"),
    ),
    # Employers (seed 1 line 32)
    Field("raison_sociale", QT_TRANSLATE_NOOP("words", "Raison sociale"), Kind.TEXT, _EMPLOYER, 120, ("Entreprise", "Dénomination", "Employeur", "Société")),
    Field("siret", QT_TRANSLATE_NOOP("words", "N° SIRET"), Kind.SIRET, _EMPLOYER, 14, ("Numéro SIRET",)),
    Field(
        "correspondant_nom", QT_TRANSLATE_NOOP("words", "Correspondant local"), Kind.TEXT, _EMPLOYER, 120,
        ("Nom du correspondant", "Nom du correspondant local", "Correspondant", "Contact", "Interlocuteur"),
    ),
    # Studies (seed 2 line 15)
    Field("age", QT_TRANSLATE_NOOP("words", "Âge"), Kind.AGE, _INSURED, 3),
    Field("sexe", QT_TRANSLATE_NOOP("words", "Sexe"), Kind.SEX, _INSURED, 1, ("Genre",)),
    Field("profession", QT_TRANSLATE_NOOP("words", "Profession"), Kind.TEXT, _INSURED, 200, ("Métier", "Catégorie socioprofessionnelle", "CSP")),
)  # fmt: skip

FIELDS: dict[str, Field] = {field.name: field for field in _ALL}
"""By name."""

_ROW = (
    Field("reference", "Référence", Kind.TEXT, _EVERYBODY, 64, ("Référence de la ligne", "Réf.", "Identifiant ligne", "N° dossier", "Id")),
    Field("organisme", "Organisme", Kind.TEXT, _EVERYBODY, 3, ("Code organisme", "Organisme commanditaire", "Caisse", "Code caisse")),
    Field(
        "organisme_affiliation", "Organisme de rattachement", Kind.TEXT, _EVERYBODY, 3, ("Organisme d'affiliation", "Caisse d'affiliation")
    ),
    Field("zone", "Fuseau horaire", Kind.ZONE, _EVERYBODY, 20, ("Fuseau", "Zone horaire")),
)

ROW_FIELDS: dict[str, Field] = {field.name: field for field in _ROW}
"""Columns about the row itself, allowed in every file: `reference`, `organisme`, `organisme_affiliation`, `zone`."""


def normalise_header(header: str) -> str:
    """`"N° SIRET "` and `"n siret"` → `"nsiret"`; `"Prénom de l'enfant"` → `"prenomdelenfant"`."""
    # The ordinal mark º would decompose into a letter, the degree sign would not; both are typed in « N° ».
    return letters(header.replace("º", ""))


def _titles(field: Field) -> set[str]:
    return {normalise_header(title) for title in (field.name, field.label, *field.headers)}


_BY_HEADER: dict[str, Field] = {title: field for field in (*_ALL, *_ROW) for title in _titles(field)}


def find_field(header: str) -> Field | None:
    """The field (of `FIELDS` or `ROW_FIELDS`) that a column title names, or None."""
    return _BY_HEADER.get(normalise_header(header))


_Reader = Callable[[Field, Cell, date, bool], Parsed]


def _read_zone(raw: Cell) -> Parsed:
    text = str(raw).strip()
    if text not in phone_numbers.FRENCH_ZONES:
        raise CellError("cell.zone.unknown")
    return Parsed(text)


_READERS: dict[Kind, _Reader] = {
    Kind.TEXT: lambda field, raw, today, epoch: cells.read_text(raw, field.max_length),
    Kind.ADDRESS: lambda field, raw, today, epoch: cells.read_text(raw, field.max_length),
    Kind.DATE: lambda field, raw, today, epoch: cells.read_date(raw, today, epoch_1904=epoch),
    Kind.BIRTH_DATE: lambda field, raw, today, epoch: cells.read_date(raw, today, birth=True, epoch_1904=epoch),
    Kind.PERCENT: lambda field, raw, today, epoch: cells.read_percent(raw),
    Kind.NIR: lambda field, raw, today, epoch: identifiers.parse_nir(raw),
    Kind.SIRET: lambda field, raw, today, epoch: identifiers.parse_siret(raw),
    Kind.PS_NUMBER: lambda field, raw, today, epoch: identifiers.parse_ps_number(raw),
    Kind.PHONE: lambda field, raw, today, epoch: Parsed(phone_numbers.normalise(raw)),
    Kind.MAIL: lambda field, raw, today, epoch: cells.read_mail(raw, field.max_length),
    Kind.POSTAL_CODE: lambda field, raw, today, epoch: cells.read_postal_code(raw),
    Kind.YES_NO_UNKNOWN: lambda field, raw, today, epoch: cells.read_yes_no(raw),
    Kind.AGE: lambda field, raw, today, epoch: cells.read_age(raw),
    Kind.SEX: lambda field, raw, today, epoch: cells.read_sex(raw),
    Kind.SECRET: lambda field, raw, today, epoch: cells.read_secret(raw),
    Kind.ZONE: lambda field, raw, today, epoch: _read_zone(raw),
}


def parse_cell(field: Field, raw: Cell, today: date) -> Parsed:
    """The stored value of one cell; CellError when there is none.

    An empty cell is `Parsed("")`: whether the field is required is the campaign's affair. Dates are stored ISO, phones
    E.164, percentages as a decimal with a point, yes/no as `oui`, `non`, `inconnu`, sex as `H`, `F`.
    """
    return cell_reader(field, today)(raw)


def cell_reader(field: Field, today: date, *, epoch_1904: bool = False) -> Callable[[Cell], Parsed]:
    """`parse_cell` bound to one column, for reading many rows. `epoch_1904`: the workbook counts its days from 1904."""
    reader = _READERS[field.kind]

    def read(raw: Cell) -> Parsed:
        return EMPTY if is_empty(raw) else reader(field, raw, today, epoch_1904)

    return read


_MASK = "••••••"


def display(field: Field, stored: str) -> str:
    """A stored value for the screen: `01/03/2026`, `06 39 98 12 34`, `43,75 %`; a NIR and a secret are masked."""
    if not stored:
        return ""
    match field.kind:
        case Kind.DATE | Kind.BIRTH_DATE:
            return f"{date.fromisoformat(stored):%d/%m/%Y}"
        case Kind.PHONE:
            return phone_numbers.display(stored)
        case Kind.PERCENT:
            return f"{stored.replace('.', ',')}{phone_numbers.NBSP}%"
        case Kind.NIR:
            return identifiers.masked_nir(stored)
        case Kind.SIRET:
            return identifiers.pretty_siret(stored)
        case Kind.SECRET:
            return _MASK
        case _:
            return stored


def spoken(field: Field, stored: str) -> str:
    """A stored value inside a sentence: dates are `1er mars 2026`, a percentage has no sign (the sentence says it)."""
    if not stored:
        return ""
    match field.kind:
        case Kind.DATE | Kind.BIRTH_DATE:
            day = date.fromisoformat(stored)
            return f"{day_words(day)} {day.year}"
        case Kind.PERCENT:
            return stored.replace(".", ",")
        case _:
            return display(field, stored)


def age_on(birth: date, day: date) -> int:
    """Completed years; someone born on 29 February turns a year older on 1 March."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))
