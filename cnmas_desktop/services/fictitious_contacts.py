"""Fictitious people for demonstrations, simulations and tests, as the files that organismes send.

Nobody: names drawn from resources/demo/names.toml, numbers of the ranges that Arcep never attributes (domain facts section 4.4),
NIR of the birthplace 99 999, PS numbers of the department 99. The same seed gives the same files.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
import tomllib

from cnmas_desktop.config import resource
from cnmas_desktop.services import french_csv

RANGES = ("019900", "026191", "035301", "046571", "053649", "063998")

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """The small lists that people are made of; towns are (postal code, name)."""

    first: tuple[str, ...]
    last: tuple[str, ...]
    children: tuple[str, ...]
    streets: tuple[str, ...]
    towns: tuple[tuple[str, str], ...]
    software: tuple[str, ...]

    @classmethod
    def shipped(cls) -> "Names":
        data = tomllib.loads(resource("demo", "names.toml").read_text(encoding="utf-8"))
        towns = tuple((code, name) for code, name in data.pop("towns"))
        return cls(towns=towns, **{name: tuple(values) for name, values in data.items()})


class Fictitious:
    """A source of people who do not exist. Numbers are never given twice."""

    def __init__(self, random: Random, today: date) -> None:
        self._random, self._today = random, today
        self._names = Names.shipped()
        self._numbers = self._shuffled_numbers()
        self._serial = 0

    def phone(self) -> str:
        """`01 99 00 12 34`."""
        digits = next(self._numbers)
        return " ".join(digits[place : place + 2] for place in range(0, 10, 2))

    def _shuffled_numbers(self) -> Iterator[str]:
        ends = list(range(10_000))
        self._random.shuffle(ends)
        for end in ends:
            for prefix in self._random.sample(RANGES, len(RANGES)):
                yield f"{prefix}{end:04}"

    def nir(self, birth: date) -> str:
        """13 digits with the birthplace 99 999, and the key."""
        self._serial += 1
        body = f"{self._random.choice('12')}{birth:%y%m}99999{self._serial % 1000:03}"
        return f"{body}{97 - int(body) % 97:02}"

    def born(self, youngest: int, oldest: int) -> date:
        """A birth date of someone between these ages."""
        return self._today - timedelta(days=self._random.randrange(youngest * 365 + 10, oldest * 365))

    def town(self) -> tuple[str, str]:
        return self._random.choice(self._names.towns)

    def insured(self) -> Row:
        """NIR, name, first name, birth date, address, postal code, town, two numbers, mail."""
        birth = self.born(25, 88)
        last, first = self._random.choice(self._names.last), self._random.choice(self._names.first)
        code, town = self.town()
        address = f"{self._random.randrange(1, 120)} {self._random.choice(self._names.streets)}"
        second = self.phone() if self._random.random() < 0.3 else ""
        mail = f"personne{self._serial}@example.org" if self._random.random() < 0.6 else ""
        return (self.nir(birth), last, first, f"{birth:%d/%m/%Y}", address, code, town, self.phone(), second, mail)

    def child(self, of: Row) -> Row:
        """Name, first name, birth date of a child of 3 to 17, and until when the examination is covered."""
        until = self._today + timedelta(days=self._random.randrange(40, 330))
        first = self._random.choice(self._names.children)
        return (of[1], first, f"{self.born(4, 17):%d/%m/%Y}", f"{until:%d/%m/%Y}")

    def professional(self) -> Row:
        """PS number, name, town, number, mail, software, rate of use of the online services."""
        self._serial += 1
        last = self._random.choice(self._names.last)
        rate = f"{self._random.randrange(0, 1001) / 10:.1f}".replace(".", ",")
        mail = f"cabinet{self._serial}@example.org"
        return (f"991{self._serial:05}", last, self.town()[1], self.phone(), mail, self._random.choice(self._names.software), rate)

    def choice(self, values: Sequence[str]) -> str:
        return self._random.choice(values)

    def happens(self, probability: float) -> bool:
        return self._random.random() < probability


INSURED = (
    "N° Sécurité Sociale", "Nom", "Prénom", "Date de naissance", "Adresse", "Code postal", "Ville", "Téléphone", "Tél. mobile", "Mail",
)  # fmt: skip
CHILD = ("Nom de l'enfant", "Prénom de l'enfant", "Date de naissance de l'enfant", "Fin de validité EBD")
PROFESSIONAL = ("N° PS", "Nom", "Ville", "Téléphone", "Mail", "Logiciel intégré", "Taux télé-services")


def children_rows(source: Fictitious, contacts: int, siblings: float = 0.15) -> Iterator[Row]:
    """Parents with one child each; a share of them has a second one, on a line of its own."""
    for _ in range(contacts):
        parent = source.insured()
        first = source.child(parent)
        yield (*parent, *first)
        if source.happens(siblings):
            second = source.child(parent)
            if second[1] != first[1]:
                yield (*parent, *second)


def insured_rows(source: Fictitious, contacts: int) -> Iterator[Row]:
    for _ in range(contacts):
        yield (*source.insured(), source.choice(("oui", "non", "inconnu")))


def professional_rows(source: Fictitious, contacts: int) -> Iterator[Row]:
    for _ in range(contacts):
        yield source.professional()


@dataclass(frozen=True, slots=True)
class Shape:
    """What a campaign's file looks like, without the reference that every row begins with."""

    header: Row
    rows: Callable[[Fictitious, int], Iterator[Row]]


SHAPES = {
    "MTDENTS": Shape((*INSURED, *CHILD), children_rows),
    "GRIPPE": Shape((*INSURED, "Vaccination antigrippale"), insured_rows),
    "PS_TELESERVICES": Shape(PROFESSIONAL, professional_rows),
}
"""By campaign code."""


def write_contacts(path: Path, source: Fictitious, campaign: str, contacts: int) -> int:
    """Write a file of `contacts` people for `campaign`; returns its rows, more where siblings share a parent."""
    shape = SHAPES[campaign]
    rows = [(f"{campaign[:3]}-{number:05}", *row) for number, row in enumerate(shape.rows(source, contacts), start=1)]
    french_csv.write(path, ("Référence", *shape.header), rows)
    return len(rows)
