import pytest

from cnmas_desktop.domain.interview_answers import identity_matches
from tests.domain.calls import CAMPAIGNS


@pytest.mark.parametrize(
    "typed", ["09/12/1984", "9/12/84", "09 12 1984", "9 décembre 1984", "9 DECEMBRE 84", "1984-12-09", "09121984", "091284", "le 9 déc. 1984"]
)
def test_a_birth_date_in_the_usual_spellings(typed: str) -> None:
    assert identity_matches(CAMPAIGNS["MTDENTS"], {"date_naissance": "1984-12-09"}, {"date_naissance": typed})


@pytest.mark.parametrize("typed", ["", "12/09/1984", "09/12/1985", "09/12", "décembre 1984", "31/02/1984", "9/12/1984/1"])
def test_another_date_is_not_the_person(typed: str) -> None:
    assert not identity_matches(CAMPAIGNS["MTDENTS"], {"date_naissance": "1984-12-09"}, {"date_naissance": typed})


def test_names_and_places_without_case_accents_or_punctuation() -> None:
    fields = {"nom": "Lefèvre-Noël", "ville": "Saint-Étienne"}
    practice = CAMPAIGNS["PS_TELESERVICES"]
    assert identity_matches(practice, fields, {"nom": "LEFEVRE NOEL", "ville": "saint etienne"})
    assert not identity_matches(practice, fields, {"nom": "LEFEVRE NOEL", "ville": "Lyon"})
    assert not identity_matches(practice, {}, {"nom": "", "ville": ""})
