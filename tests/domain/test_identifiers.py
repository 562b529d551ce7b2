"""Identifiers against the vectors of the trade, and against what a slip of the keyboard does."""

from datetime import date
from itertools import islice

from hypothesis import given
from hypothesis import strategies as st
import pytest

from cnmas_desktop.domain.cells import CellError
from cnmas_desktop.domain.identifiers import (
    masked_nir,
    nir_birth_remark,
    parse_nir,
    parse_ps_number,
    parse_siret,
    pretty_nir,
    pretty_siret,
)

from . import people

GOOD_NIRS = [
    "295109912611193", "253072B07300470", "253072A07300443", "185059999900181", "290039999900244", "155129999900312",
    "210019999900450", "185052A99900506", "290032B99900693", "185059749900794", "785059999900865", "890039999900928",
    "385059999901366", "490039999901429", "185409999901050", "290509999901111", "185999999901222",
]  # fmt: skip


@pytest.mark.parametrize("nir", GOOD_NIRS)
def test_right_nirs_are_kept_as_they_are(nir: str) -> None:
    assert parse_nir(nir) == (nir, None)
    assert parse_nir(pretty_nir(nir).lower()) == (nir, None)


@pytest.mark.parametrize(
    ("nir", "code"),
    [
        ("295109912611199", "cell.nir.key"),
        ("253072C07300443", "cell.nir.implausible"),
        ("6546546546546703", "cell.nir.length"),
        ("000000000000097", "cell.nir.implausible"),
        ("999999999999983", "cell.nir.implausible"),
        ("2951099126111", "cell.nir.length"),
        ("1.85E+14", "cell.scientific"),
        ("1,85059999900181E14", "cell.scientific"),
        (True, "cell.unreadable"),
    ],
)
def test_wrong_nirs_are_refused_with_their_reason(nir: object, code: str) -> None:
    with pytest.raises(CellError) as refused:
        parse_nir(nir)
    assert refused.value.code == code
    assert str(nir) not in str(refused.value)  # an error shows nothing of the person


def test_a_nir_typed_as_a_number_survives_the_spreadsheet() -> None:
    assert parse_nir(185059999900181.0).value == parse_nir(185059999900181).value == "185059999900181"


@given(st.sampled_from([nir for nir in GOOD_NIRS if nir.isdecimal()]), st.integers(0, 14), st.integers(1, 9))
def test_one_wrong_digit_never_passes(nir: str, place: int, shift: int) -> None:
    digit = str((int(nir[place]) + shift) % 10)
    with pytest.raises(CellError):
        parse_nir(nir[:place] + digit + nir[place + 1 :])


def test_the_birth_date_is_only_a_warning_and_only_where_the_month_is_known() -> None:
    assert nir_birth_remark("185059999900181", "1985-05-09") is None
    assert nir_birth_remark("185059999900181", "1985-06-09") == "remark.nir.birth_date"
    assert nir_birth_remark("185059999900181", "1986-05-09") == "remark.nir.birth_date"
    assert nir_birth_remark("185409999901050", "1985-06-09") is None


def test_a_nir_is_shown_in_groups_or_masked() -> None:
    assert pretty_nir("295109912611193") == "2\u00a095\u00a010\u00a099\u00a0126\u00a0111\u00a093"
    assert masked_nir("185059999900181") == "1\u00a085\u00a005\u00a0••\u00a0•••\u00a0•••\u00a0••"


@pytest.mark.parametrize(
    "siret",
    ["73282932000074", "35600000000048", "35600000009075", "35600000049837", "99900000300015", "99900001100018", "99900002900010"],
)
def test_right_sirets(siret: str) -> None:
    assert parse_siret(pretty_siret(siret)) == (siret, None)


@pytest.mark.parametrize(
    ("siret", "code"),
    [
        ("73282932000079", "cell.siret.key"),
        ("35600000049838", "cell.siret.key"),
        ("7328293200007", "cell.siret.length"),
        ("7.3282932E+13", "cell.scientific"),
        ("ABCDEFGHIJKLMN", "cell.siret.length"),
    ],
)
def test_wrong_sirets(siret: str, code: str) -> None:
    with pytest.raises(CellError) as refused:
        parse_siret(siret)
    assert refused.value.code == code


@pytest.mark.parametrize("number", ["991000019", "992000034", "994000024", "996000048", "99100001", "2A100001"])
def test_ps_numbers_of_eight_or_nine(number: str) -> None:
    assert parse_ps_number(number) == (number, None)


def test_a_ps_number_with_another_key_is_kept_with_a_remark() -> None:
    assert parse_ps_number("020004300") == ("020004300", "remark.ps_number.key")


@pytest.mark.parametrize("number", ["9910000", "9910000199", "9A1000019", 21871470])
def test_ps_numbers_that_cannot_be_or_that_lost_a_zero(number: object) -> None:
    with pytest.raises(CellError) as refused:
        parse_ps_number(number)
    assert refused.value.code == "cell.ps_number.format"


def test_the_fictitious_people_are_plausible_and_nobody() -> None:
    for person in islice(people.insured(7, date(2026, 11, 20)), 40):
        assert parse_nir(person["nir"]).value[5:10] == "99999"
        assert nir_birth_remark(person["nir"], person["date_naissance"]) is None
    for employer in islice(people.employers(7), 40):
        assert parse_siret(employer["siret"]).value.startswith("999")
    assert list(islice(people.insured(7, date(2026, 11, 20)), 3)) == list(islice(people.insured(7, date(2026, 11, 20)), 3))
