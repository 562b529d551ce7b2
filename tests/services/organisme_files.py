"""Files as organismes send them, made afresh: CSV and XLSX, with seeded defects, siblings and twins, and what must become of each row."""

from collections import Counter
from collections.abc import Sequence
import csv
from dataclasses import dataclass, field
from datetime import date, timedelta
import io
from pathlib import Path
from random import Random
from typing import Any

import xlsxwriter

from tests.domain.people import birth_date, make_nir, phone

HEADER = (
    "N° Sécurité Sociale", "NOM", "Prénom", "Date de naissance", "Code postal", "Tél. fixe", "Tél. mobile", "Courriel",
    "Prénom de l'enfant", "Date de naissance de l'enfant", "Fin de validité EBD", "Commentaire interne",
)  # fmt: skip

ENCODINGS = ("utf-8", "utf-8-sig", "cp1252", "iso8859-15", "utf-16-le", "utf-16-be")
SEPARATORS = (";", ",", "\t", "|")

_FIRST_NAMES = ("Zoé", "Noé", "Léon", "Chloé", "Anaïs", "Loïc", "Œdipe", "Maël", "Inès", "Gaël")
_NAMES = ("Œuvrard", "N'Guyen", "LE GOFF", "D'Aubigné", "Fañch", "Müller", "Dos Santos", "Ÿvon")


@dataclass
class GeneratedFile:
    """The rows of a file of MTDENTS and, in file order, the verdict that each must get."""

    rows: list[list[str]]
    verdicts: list[str]
    codes: Counter[str] = field(default_factory=Counter)
    remarked: int = 0


def written_phone(chance: Random, number: str) -> str:
    """One of the ways in which a national number is typed."""
    pairs = [number[place : place + 2] for place in range(0, 10, 2)]
    return chance.choice(
        (number, number[1:], " ".join(pairs), ".".join(pairs), "-".join(pairs), f"+33 {number[1]} {' '.join(pairs[1:])}", f"0033{number[1:]}",
         f"+33(0){number[1:]}", f"33{number[1:]}", "\u00a0".join(pairs))
    )  # fmt: skip


def written_date(chance: Random, day: date) -> str:
    return chance.choice((f"{day:%d/%m/%Y}", f"{day:%d.%m.%Y}", day.isoformat(), f"{day.day}/{day.month}/{day.year}"))


def generate(seed: int, families: int, today: date) -> GeneratedFile:
    """`families` parents with one child, siblings or twins; about one row in six has a defect; some rows come twice."""
    chance = Random(seed)
    made = GeneratedFile([], [])
    accepted: list[list[str]] = []
    for number in range(families):
        birth = birth_date(chance, 25, 60, today)
        parent = (
            make_nir(chance, chance.choice("HF"), birth),
            chance.choice(_NAMES),
            chance.choice(_FIRST_NAMES),
        )
        child = birth_date(chance, 4, 14, today)
        children = {
            0: [("Noé", child)],
            1: [("Noé", child), ("Zoé", child - timedelta(700))],
            2: [("Noé", child), ("Zoé", child)],
        }[number % 3]
        for first_name, born in children:
            row = [
                parent[0], parent[1], parent[2], written_date(chance, birth), "31000", "", written_phone(chance, phone(chance)),
                chance.choice(("", "essai@example.org")), first_name, written_date(chance, born),
                written_date(chance, today + timedelta(chance.randrange(1, 300))), chance.choice(("", "rappeler ; le \"soir\"")),
            ]  # fmt: skip
            if any(row[0] == other[0] and row[8] == other[8] for other in accepted):
                continue  # the same invented parent came up twice
            defect = _spoil(chance, row) if chance.random() < 0.16 else None
            made.rows.append(row)
            made.verdicts.append("rejected" if defect else "accepted")
            if defect:
                made.codes[defect] += 1
            else:
                if chance.random() < 0.1:
                    row[5] = chance.choice(("poste 12", "36 46", "0600"))
                    made.remarked += 1
                accepted.append(row)
    for row in chance.sample(accepted, max(1, len(accepted) // 20)):
        twice = list(row)
        twice[5] = ""
        twice[8] = chance.choice((twice[8], twice[8].upper(), f" {twice[8]} "))
        made.rows.append(twice)
        made.verdicts.append("duplicate")
    return made


def _spoil(chance: Random, row: list[str]) -> str:
    """Damage one row; return the code of the reject."""
    code = chance.choice(
        (
            "cell.nir.key",
            "cell.scientific",
            "cell.missing",
            "cell.date.impossible",
            "cell.date.future",
            "row.phone_missing",
            "cell.phone.short",
        )
    )
    match code:
        case "cell.nir.key":
            row[0] = row[0][:13] + f"{(int(row[0][13:]) + 1) % 97:02}"
        case "cell.scientific":
            row[0] = chance.choice(("1,85E+14", "1.85E+14", "2,9004E+14"))
        case "cell.missing":
            row[chance.choice((1, 2, 8))] = chance.choice(("", "  ", "-", "..."))
        case "cell.date.impossible":
            row[3] = chance.choice(("31/02/1980", "12/13/1975", "00/00/0000"))
        case "cell.date.future":
            row[9] = "01/01/2090"
        case "row.phone_missing":
            row[6] = chance.choice(("", "  "))
        case "cell.phone.short":
            row[6] = chance.choice(("112", "36 46", "0600"))
    return code


def write_csv(
    path: Path,
    rows: Sequence[Sequence[str]],
    encoding: str = "utf-8-sig",
    separator: str = ";",
    header: Sequence[str] = HEADER,
) -> Path:
    """A CSV as a spreadsheet writes it."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=separator, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")
    path.write_bytes(mark + text.getvalue().encode(encoding, "replace"))
    return path


def write_xlsx(
    path: Path,
    rows: Sequence[Sequence[Any]],
    header: Sequence[str] = HEADER,
    *,
    options: dict[str, Any] | None = None,
) -> Path:
    """A workbook: text as text cells, numbers as numbers, dates as dates."""
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, **(options or {})}) as workbook:
        sheet = workbook.add_worksheet("Liste")
        as_date = workbook.add_format({"num_format": "dd/mm/yyyy"})
        for number, row in enumerate([header, *rows]):
            for place, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(number, place, value, as_date)
                elif isinstance(value, int | float):
                    sheet.write_number(number, place, value)
                else:
                    sheet.write_string(number, place, value)
    return path
