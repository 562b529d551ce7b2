"""Cells of a file: what is stored, what is refused, what is said about it, and how it is shown."""

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
import pytest

from cnmas_desktop.domain.cells import CellError
from cnmas_desktop.domain.fields import (
    FIELDS,
    ROW_FIELDS,
    Field,
    Kind,
    Party,
    age_on,
    cell_reader,
    display,
    find_field,
    normalise_header,
    parse_cell,
    spoken,
)
from cnmas_desktop.messages import MESSAGES

TODAY = date(2026, 11, 20)
N = "\u00a0"


def stored(name: str, raw: object) -> str:
    return parse_cell(FIELDS[name], raw, TODAY).value


def refusal(name: str, raw: object) -> str:
    with pytest.raises(CellError) as refused:
        parse_cell(FIELDS[name], raw, TODAY)
    return refused.value.code


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("N° SIRET", "siret"), ("n siret ", "siret"), ("Nº SIRET", "siret"), ("SIRET", "siret"), ("Tél.", "telephone"),
        ("TEL", "telephone"), ("Tél. fixe", "telephone"), ("Tél. mobile", "telephone_mobile"), ("portable", "telephone_mobile"),
        ("Prénom de l'enfant", "enfant_prenom"), ("PRÉNOM DE L’ENFANT", "enfant_prenom"), ("Nom de l'enfant", "enfant_nom"),
        ("Date de naissance de l'enfant", "enfant_date_naissance"), ("Date  de naissance", "date_naissance"),
        ("N° Sécurité Sociale", "nir"), ("NIR", "nir"), ("Courriel", "mail"), ("E-mail", "mail"), ("Fin de validité EBD", "ebd_date_fin_validite"),
        ("Vaccination antigrippale (N-1)", "vaccination_grippe"), ("N° PS", "numero_ps"), ("Logiciel intégré", "logiciel_integre"),
        ("Taux d'utilisation des télé-services", "taux_teleservices"), ("Raison sociale", "raison_sociale"),
        ("Correspondant local", "correspondant_nom"), ("Âge", "age"), ("AGE", "age"), ("Sexe", "sexe"), ("CP", "code_postal"),
        ("Référence", "reference"), ("Code organisme", "organisme"), ("code_provisoire_ameli", "code_provisoire_ameli"),
    ],
)  # fmt: skip
def test_column_titles_are_known_however_they_are_typed(header: str, name: str) -> None:
    found = find_field(header)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize("header", ["Commentaire interne", "RPPS", "Effectif", "", "bon_envoye", "compte_ouvert", "enfant_age"])
def test_what_no_text_authorises_is_no_field(header: str) -> None:
    assert find_field(header) is None


def test_no_title_names_two_fields() -> None:
    titles: dict[str, str] = {}
    for field in (*FIELDS.values(), *ROW_FIELDS.values()):
        for title in {normalise_header(title) for title in (field.name, field.label, *field.headers)}:
            assert titles.setdefault(title, field.name) == field.name, title


def test_the_secret_and_the_health_of_a_person_are_sensitive() -> None:
    assert {field.name for field in FIELDS.values() if field.sensitive} == {"nir", "vaccination_grippe", "code_provisoire_ameli"}
    assert FIELDS["nir"].parties == {Party.INSURED}


@pytest.mark.parametrize(
    ("raw", "iso", "remark"),
    [
        ("01/03/1976", "1976-03-01", None),
        ("1/3/76", "1976-03-01", "remark.date.two_digit_year"),
        ("1/3/26", "2026-03-01", "remark.date.two_digit_year"),
        ("21/11/26", "1926-11-21", "remark.date.two_digit_year"),
        ("20/11/26", "2026-11-20", "remark.date.two_digit_year"),
        ("01.03.1976", "1976-03-01", None),
        ("1-3-1976", "1976-03-01", None),
        ("1976-03-01", "1976-03-01", None),
        ("1976-03-01T00:00:00", "1976-03-01", None),
        (" 01/03/1976 00:00:00 ", "1976-03-01", None),
        ("29/02/2000", "2000-02-29", None),
        (datetime(1976, 3, 1), "1976-03-01", None),
        (date(1976, 3, 1), "1976-03-01", None),
        (27820, "1976-03-01", "remark.date.serial"),
        (27820.0, "1976-03-01", "remark.date.serial"),
        ("27820", "1976-03-01", "remark.date.serial"),
        (61, "1900-03-01", "remark.date.serial"),
        (59, "1900-02-28", "remark.date.serial"),
    ],
)
def test_dates(raw: object, iso: str, remark: str | None) -> None:
    assert parse_cell(FIELDS["date_naissance"], raw, TODAY) == (iso, remark)


def test_a_workbook_that_counts_from_1904() -> None:
    read = cell_reader(FIELDS["date_naissance"], TODAY, epoch_1904=True)
    assert read(27820 - 1462).value == "1976-03-01"


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("12/13/1975", "cell.date.impossible"),  # never read month first
        ("31/02/1980", "cell.date.impossible"),
        ("29/02/1900", "cell.date.impossible"),
        ("00/00/0000", "cell.date.impossible"),
        ("inconnue", "cell.date.unreadable"),
        ("1975", "cell.date.unreadable"),
        (1975, "cell.date.unreadable"),  # a year, not 28 May 1905
        (60, "cell.date.unreadable"),  # Excel's 29 February 1900
        (27820.5, "cell.date.unreadable"),
        ("01/03/1976 14:30", "cell.date.unreadable"),
        ("28021975", "cell.date.unreadable"),
        ("21/11/2026", "cell.date.future"),
        ("01/01/1890", "cell.date.too_old"),
        (True, "cell.unreadable"),
    ],
)
def test_dates_refused(raw: object, code: str) -> None:
    assert refusal("date_naissance", raw) == code


def test_the_end_of_a_right_lies_ahead() -> None:
    assert stored("ebd_date_fin_validite", "20/2/27") == "2027-02-20"
    assert stored("ebd_date_fin_validite", "2027-02-20") == "2027-02-20"
    assert refusal("ebd_date_fin_validite", "20/02/2227") == "cell.date.unreadable"


@given(st.dates(date(1900, 3, 1), TODAY))
def test_every_writing_of_a_birth_date_gives_the_same_day(day: date) -> None:
    writings = (f"{day:%d/%m/%Y}", f"{day.day}/{day.month}/{day.year}", f"{day:%d.%m.%Y}", day.isoformat(), day)
    assert {stored("date_naissance", raw) for raw in writings} == {day.isoformat()}
    serial = (day - date(1899, 12, 30)).days
    if not 1800 <= serial < 2200:
        assert stored("date_naissance", serial) == day.isoformat()
    two = parse_cell(FIELDS["date_naissance"], f"{day:%d/%m/%y}", TODAY)
    assert two.remark == "remark.date.two_digit_year"
    assert date.fromisoformat(two.value) <= TODAY
    assert two.value[2:] == day.isoformat()[2:]


@pytest.mark.parametrize(
    ("raw", "value", "remark"),
    [
        ("43,75", "43.75", None), ("80%", "80", None), ("12,5 %", "12.5", None), (0, "0", None), ("100", "100", None), (43.75, "43.75", None),
        ("100,00 %", "100", None), ("43,50", "43.5", None), (0.8, "0.8", "remark.percent.below_one"), ("007", "7", None),
    ],
)  # fmt: skip
def test_percentages(raw: object, value: str, remark: str | None) -> None:
    assert parse_cell(FIELDS["taux_teleservices"], raw, TODAY) == (value, remark)


def test_percentages_refused() -> None:
    assert refusal("taux_teleservices", "100,5") == "cell.percent.range"
    assert refusal("taux_teleservices", "-1") == "cell.percent.unreadable"
    assert refusal("taux_teleservices", "beaucoup") == "cell.percent.unreadable"


def test_small_kinds() -> None:
    assert [stored("vaccination_grippe", raw) for raw in ("OUI", "non", "Inconnu", "?", True, 0)] == [
        "oui", "non", "inconnu", "inconnu", "oui", "non",
    ]  # fmt: skip
    assert refusal("vaccination_grippe", "peut-être") == "cell.yes_no.unreadable"
    assert [stored("sexe", raw) for raw in ("H", "m", "Femme", "F", 1, 2.0)] == ["H", "H", "F", "F", "H", "F"]
    assert refusal("sexe", "X") == "cell.sex.unreadable"
    assert stored("age", "55 ans") == stored("age", 55.0) == "55"
    assert refusal("age", "-3") == refusal("age", "200") == "cell.age.unreadable"
    assert parse_cell(FIELDS["code_postal"], 5130, TODAY) == ("05130", "remark.postal_code.zero")
    assert stored("code_postal", "97 411") == "97411"
    assert refusal("code_postal", "130") == "cell.postal_code.unreadable"
    assert stored("code_provisoire_ameli", "0A12-77") == "0A12-77"
    assert refusal("code_provisoire_ameli", 1277) == "cell.secret.unreadable"
    assert parse_cell(ROW_FIELDS["zone"], "Indian/Reunion", TODAY).value == "Indian/Reunion"
    with pytest.raises(CellError):
        parse_cell(ROW_FIELDS["zone"], "Europe/Londres", TODAY)


@pytest.mark.parametrize("mail", ["dlopes@live.com", "jean.d'arc+cnmas@exemple.gouv.fr", "a@b.fr"])
def test_mails(mail: str) -> None:
    assert stored("mail", f" {mail} ") == mail


@pytest.mark.parametrize("mail", ["dlopes", "a@b", "a b@c.fr", "a@@b.fr", "a..b@c.fr", "élo@c.fr", "a@-c.fr", "x" * 65 + "@c.fr", 3])
def test_mails_refused(mail: object) -> None:
    assert refusal("mail", mail) == "cell.mail.unreadable"


def test_the_domain_of_a_mail_is_lowered_and_the_name_kept() -> None:
    assert stored("mail", "Jean.Dupont@EXEMPLE.FR") == "Jean.Dupont@exemple.fr"


def test_text_is_one_clean_line_and_is_never_cut() -> None:
    assert stored("nom", "  Le \t Gall\n") == "Le Gall"
    assert stored("nom", "E\u0301cole") == "École"
    assert stored("nom", "Dup\u202eont\x00") == "Dupont"
    assert stored("raison_sociale", "=cmd|' /C calc'!A0") == "=cmd|' /C calc'!A0"  # the export, not the import, disarms it
    assert refusal("nom", "x" * 81) == "cell.text.too_long"


@pytest.mark.parametrize("field", [*FIELDS.values(), *ROW_FIELDS.values()], ids=lambda field: field.name)
@given(raw=st.one_of(st.none(), st.text(max_size=30), st.floats(), st.integers(), st.booleans(), st.dates(), st.datetimes()))
def test_any_cell_gives_a_bounded_value_or_a_sentence(field: Field, raw: object) -> None:
    try:
        parsed = parse_cell(field, raw, TODAY)
    except CellError as error:
        sentence = str(error)
        assert sentence.endswith(".")
        return
    assert len(parsed.value) <= max(field.max_length, 20)
    assert "\x00" not in parsed.value
    assert parsed.remark is None or parsed.remark in MESSAGES
    # A stored value read again is itself: a file exported and imported does not drift.
    if parsed.value and field.kind is not Kind.PHONE:
        assert parse_cell(field, parsed.value, TODAY).value == parsed.value
    display(field, parsed.value)
    spoken(field, parsed.value)


@pytest.mark.parametrize("blank", [None, "", "  ", "\u00a0\u202f"])
def test_an_empty_cell_is_empty_in_every_field(blank: object) -> None:
    assert {parse_cell(field, blank, TODAY) for field in FIELDS.values()} == {("", None)}


def test_values_on_screen_and_in_a_sentence() -> None:
    shown = {
        "date_naissance": ("1976-03-01", "01/03/1976", "1er mars 1976"),
        "telephone": ("+33639981234", f"06{N}39{N}98{N}12{N}34", f"06{N}39{N}98{N}12{N}34"),
        "taux_teleservices": ("43.75", f"43,75{N}%", "43,75"),
        "nom": ("Le Gall", "Le Gall", "Le Gall"),
        "siret": ("73282932000074", f"732{N}829{N}320{N}00074", f"732{N}829{N}320{N}00074"),
    }
    for name, (value, on_screen, aloud) in shown.items():
        assert (display(FIELDS[name], value), spoken(FIELDS[name], value)) == (on_screen, aloud)
    assert "9999" not in display(FIELDS["nir"], "185059999900181")
    assert display(FIELDS["code_provisoire_ameli"], "AB12CD") == "••••••"


@given(st.dates(date(1920, 1, 1), TODAY), st.integers(0, 60_000))
def test_age_grows_by_one_each_birthday(birth: date, days: int) -> None:
    day = birth + timedelta(days=days)
    age = age_on(birth, day)
    assert age >= 0
    assert age_on(birth, day + timedelta(days=1)) - age in (0, 1)
    birthday = date(birth.year + age, 3, 1) if (birth.month, birth.day) == (2, 29) else birth.replace(year=birth.year + age)
    assert birthday <= day or (birth.month, birth.day) == (2, 29)


def test_someone_born_on_29_february_is_older_on_1_march() -> None:
    assert age_on(date(2008, 2, 29), date(2026, 2, 28)) == 17
    assert age_on(date(2008, 2, 29), date(2026, 3, 1)) == 18
