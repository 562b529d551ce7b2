"""The 107 organismes: complete, said in right French, in their own zones."""

import re
from zoneinfo import ZoneInfo

import pytest

from cnmas_desktop.domain.fields import Party
from cnmas_desktop.domain.organismes import organisme, organismes
from cnmas_desktop.messages import KnownError


def test_there_are_107_and_none_of_the_mutual_funds() -> None:
    codes = list(organismes())
    assert len(codes) == 107
    assert codes == sorted(codes)
    assert all(re.fullmatch(r"\d{3}", code) for code in codes)
    assert not {"194", "459", "609", "759", "909", "928", "980", "000"} & set(codes)
    assert sum(row.name.startswith("CPAM ") for row in organismes().values()) == 101
    assert [row.code for row in organismes().values() if not row.name.startswith("CPAM")] == ["481", "971", "972", "973", "974", "976"]


@pytest.mark.parametrize(
    ("code", "spoken"),
    [
        ("011", "la CPAM de l'Ain"), ("481", "la CCSS de la Lozère"), ("763", "la CPAM du Havre"), ("974", "la CGSS de La Réunion"),
        ("976", "la CSSM de Mayotte"), ("061", "la CPAM des Alpes-Maritimes"), ("342", "la CPAM de l'Hérault"), ("751", "la CPAM de Paris"),
    ],
)  # fmt: skip
def test_spoken_forms(code: str, spoken: str) -> None:
    assert organisme(code).spoken == spoken
    assert organisme(code).spoken_of == "de " + spoken


def test_every_form_is_elided_where_french_wants_it() -> None:
    for row in organismes().values():
        assert row.spoken == f"la {row.name}"
        assert not re.search(r"\b(?:de|du|la) (?:[AEIOUÉ]|Hér)", row.name), row.name
        assert not re.search(r"l'(?![AEIOUÉY]|Hér)", row.name), row.name
        assert row.name in row.rights_address
        assert not re.search(r"\d", row.rights_address)  # no invented street


def test_zones_are_real_and_only_overseas_differs() -> None:
    elsewhere = {row.code for row in organismes().values() if row.zone != "Europe/Paris"}
    assert elsewhere == {"971", "972", "973", "974", "976"}
    assert all(ZoneInfo(row.zone) for row in organismes().values())


def test_36_46_is_for_the_insured() -> None:
    numbers = organisme("011").public_numbers
    assert numbers[Party.INSURED] == "36 46"
    assert not any("36" in numbers[party] for party in (Party.PROFESSIONAL, Party.EMPLOYER))


def test_a_code_that_lost_its_zero_is_not_guessed() -> None:
    with pytest.raises(KnownError, match="11"):
        organisme("11")
