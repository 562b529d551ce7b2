"""Fictitious people, the same for the same seed: names of Faker, numbers of Arcep's unattributed ranges, NIRs born in 99 999."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from faker import Faker
from stdnum import luhn
from stdnum.fr import nir

TEST_PREFIXES = ("019900", "026191", "035301", "046571", "053649", "063998")


def phone(chance: Random) -> str:
    """A ten-digit national number that nobody has."""
    return f"{chance.choice(TEST_PREFIXES)}{chance.randrange(10_000):04}"


def birth_date(chance: Random, youngest: int, oldest: int, today: date) -> date:
    """A birth date that makes the person between `youngest` and `oldest` years old today."""
    return today - timedelta(days=chance.randrange(youngest * 366, oldest * 365))


def make_nir(chance: Random, sex: str, birth: date) -> str:
    """A right NIR of somebody born in the commune 99 999, which does not exist."""
    body = f"{1 if sex == 'H' else 2}{birth:%y%m}99999{chance.randrange(1, 1000):03}"
    return body + nir.calc_check_digits(body)


def make_siret(chance: Random) -> str:
    """A SIRET with a right key, under 999."""
    body = f"999{chance.randrange(100_000):05}"
    siren = body + luhn.calc_check_digit(body)
    body = f"{siren}{chance.randrange(1, 100):04}"
    return body + luhn.calc_check_digit(body)


def insured(seed: int, today: date) -> Iterator[dict[str, str]]:
    """Endless insured people with a child, as stored values."""
    chance, faker = Random(seed), Faker("fr_FR")
    faker.seed_instance(seed)
    while True:
        sex = chance.choice("HF")
        birth, child = birth_date(chance, 25, 60, today), birth_date(chance, 3, 17, today)
        last = faker.last_name()
        yield {
            "nir": make_nir(chance, sex, birth),
            "nom": last,
            "prenom": faker.first_name_male() if sex == "H" else faker.first_name_female(),
            "date_naissance": birth.isoformat(),
            "telephone": phone(chance),
            "enfant_nom": last,
            "enfant_prenom": faker.first_name(),
            "enfant_date_naissance": child.isoformat(),
        }


def employers(seed: int) -> Iterator[dict[str, str]]:
    """Endless employers, as stored values."""
    chance, faker = Random(seed), Faker("fr_FR")
    faker.seed_instance(seed)
    while True:
        yield {
            "raison_sociale": faker.company(),
            "siret": make_siret(chance),
            "correspondant_nom": faker.name(),
            "telephone": phone(chance),
        }
