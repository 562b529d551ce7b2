"""What the person says again before a secret is shown."""

import pytest

from cnmas_desktop.domain.events import EventType
from cnmas_desktop.domain.interview_answers import date_said, second_check_matches
from tests.domain.calls import CAMPAIGNS, Phone

HOME = {"adresse_postale": "42 bis, rue de la République", "code_postal": "01000", "ville": "Bourg-en-Bresse"}


@pytest.mark.parametrize(
    "said",
    ["42 bis rue de la Republique", "42bis r. République", "42 BIS, RUE DE LA RÉPUBLIQUE 01000 bourg en bresse",
     "42 bis rue de la république, Bourg-en-Bresse"],
)  # fmt: skip
def test_an_address_is_the_same_however_it_is_said(said: str) -> None:
    assert second_check_matches(CAMPAIGNS["AMELI"], HOME, said)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "42",
        "rue de la République",
        "42 rue de la République",
        "42 bis rue de la République 69000",
        "01000",
    ],
)
def test_part_of_an_address_or_another_one_proves_nothing(said: str) -> None:
    assert not second_check_matches(CAMPAIGNS["AMELI"], HOME, said)


def test_nothing_is_proved_without_an_address_on_file_nor_where_nothing_is_asked() -> None:
    assert not second_check_matches(CAMPAIGNS["AMELI"], {"ville": "Lyon"}, "")
    assert not second_check_matches(CAMPAIGNS["MTDENTS"], HOME, HOME["adresse_postale"])


def offered(phone: Phone) -> str | None:
    return next((one for one in ("second_check", "reveal") if one in phone.actions()), None)


def test_the_secret_is_offered_from_the_acceptance_after_the_second_check() -> None:
    phone = Phone("AMELI").to("notice")
    assert offered(phone) is None
    phone = Phone("AMELI").to("script")
    assert offered(phone) == "second_check"
    phone.do("second_check", matches=False)
    assert offered(phone) == "second_check"
    phone.do("second_check", matches=True)
    assert offered(phone) == "reveal"
    phone.do("reveal")
    assert [draft.body for draft in phone.of(EventType.FIELD_REVEALED)] == [{"field": "code_provisoire_ameli", "purpose": "call"}]


def test_two_misses_a_change_and_a_call_in_leave_the_post() -> None:
    assert offered(Phone("AMELI").to("script").do("second_check", matches=False).do("second_check", matches=False)) is None
    assert offered(Phone("AMELI").to("script").do("second_check").do("change")) is None
    assert offered(Phone("AMELI").do("incoming").do("person").do("identity").do("accept")) is None
    assert offered(Phone("MTDENTS").to("script")) is None


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("09/12/1984", "1984-12-09"),
        ("9 décembre 1984", "1984-12-09"),
        ("09/12/84", None),
        ("12/1984", None),
        ("", None),
    ],
)
def test_a_date_is_read_only_when_it_means_one_day(typed: str, said: str | None) -> None:
    found = date_said(typed)
    assert (found.isoformat() if found else None) == said
