import pytest

from cnmas_desktop.domain.campaign import QuestionKind
from cnmas_desktop.domain.interview_answers import date_said, identity_matches, read_answer
from cnmas_desktop.messages import KnownError
from tests.domain.calls import CAMPAIGNS


@pytest.mark.parametrize(
    "typed",
    ["09/12/1984", "9/12/84", "09 12 1984", "9 décembre 1984", "9 DECEMBRE 84", "1984-12-09", "09121984", "091284", "le 9 déc. 1984"],
)
def test_a_birth_date_in_the_usual_spellings(typed: str) -> None:
    assert identity_matches(CAMPAIGNS["MTDENTS"], {"date_naissance": "1984-12-09"}, {"date_naissance": typed})


@pytest.mark.parametrize("typed", ["", "12/09/1984", "09/12/1985", "09/12", "décembre 1984", "31/02/1984", "9/12/1984/1"])
def test_another_date_is_not_the_person(typed: str) -> None:
    assert not identity_matches(CAMPAIGNS["MTDENTS"], {"date_naissance": "1984-12-09"}, {"date_naissance": typed})


@pytest.mark.parametrize("typed", ["²", "9² 12 1984", "9/12/19842" + "0" * 5000, "9" * 5000])
def test_a_slip_of_the_hand_is_another_date_and_no_fault(typed: str) -> None:
    """² is a key of its own on French keyboards."""
    assert date_said(typed) is None
    assert not identity_matches(CAMPAIGNS["MTDENTS"], {"date_naissance": "1984-12-09"}, {"date_naissance": typed})


def test_a_mark_beyond_all_numbers_is_no_answer() -> None:
    scale = next(one for one in CAMPAIGNS["SATISFACTION"].questions if one.kind is QuestionKind.SCALE)
    with pytest.raises(KnownError):
        read_answer(scale, "9" * 5000)


def test_names_and_places_without_case_accents_or_punctuation() -> None:
    fields = {"nom": "Lefèvre-Noël", "ville": "Saint-Étienne"}
    practice = CAMPAIGNS["PS_TELESERVICES"]
    assert identity_matches(practice, fields, {"nom": "LEFEVRE NOEL", "ville": "saint etienne"})
    assert not identity_matches(practice, fields, {"nom": "LEFEVRE NOEL", "ville": "Lyon"})
    assert not identity_matches(practice, {}, {"nom": "", "ville": ""})
