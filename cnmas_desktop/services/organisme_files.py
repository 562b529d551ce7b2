"""Organismes as a manager loads them: those shipped, or a centre's own file of the same form."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
import tomllib
from typing import Any

from cnmas_desktop.domain.fields import Party
from cnmas_desktop.domain.organismes import Organisme, organismes
from cnmas_desktop.domain.phone_numbers import FRENCH_ZONES
from cnmas_desktop.messages import KnownError
from cnmas_desktop.plain_files import plain_text

FIELDS = ("code", "name", "spoken", "spoken_of", "rights_address", "zone")
LONGEST = 200


def as_data(body: Organisme) -> dict[str, Any]:
    """What the centre keeps of an organisme, beside its code."""
    data = asdict(body)
    data.pop("code")
    return {**data, "public_numbers": {party.value: number for party, number in body.public_numbers.items()}}


def shipped() -> Mapping[str, Mapping[str, Any]]:
    """Code -> data of the 107 organismes."""
    return {code: as_data(body) for code, body in organismes().items()}


def read(path: Path) -> Mapping[str, Mapping[str, Any]]:
    """The same from a TOML file like resources/organismes.toml; KnownError `organisme.invalid` with the file and the reason.

    Only organismes that the program ships: the workstations say their names in a call from their own catalogue."""
    try:
        data = tomllib.loads(plain_text(path, "utf-8-sig"))
    except (OSError, UnicodeDecodeError):
        raise _invalid(path, "le fichier ne peut pas être lu") from None
    except tomllib.TOMLDecodeError as error:
        raise _invalid(path, str(error)) from None
    rows = data.get("organismes")
    if not isinstance(rows, list) or not rows:
        raise _invalid(path, "il ne contient aucun organisme")
    numbers = data.get("public_numbers")
    if not isinstance(numbers, dict) or not all(_is_text(numbers.get(party)) for party in Party):
        raise _invalid(path, f"public_numbers doit donner un numéro à chacun de {', '.join(Party)}")
    found: dict[str, dict[str, Any]] = {}
    for place, row in enumerate(rows, start=1):
        code = _code(path, place, row)
        if code in found:
            raise _invalid(path, f"l'organisme {code} y est deux fois")
        found[code] = {name: row[name] for name in FIELDS if name != "code"} | {
            "public_numbers": {party.value: numbers[party] for party in Party}
        }
    return found


def _code(path: Path, place: int, row: object) -> str:
    """Of a row in which nothing is wrong."""
    given: dict[str, Any] = row if isinstance(row, dict) else {}
    missing = [name for name in FIELDS if not isinstance(given.get(name), str) or not given[name]]
    if missing:
        raise _invalid(path, f"organisme {place} : il manque {', '.join(missing)}")
    code: str = given["code"]
    if not (code.isascii() and code.isdecimal() and len(code) == 3):
        raise _invalid(path, f"« {code[:20]} » n'est pas un code de trois chiffres")
    if not all(_is_text(given[name]) for name in FIELDS):
        raise _invalid(path, f"organisme {code} : un texte a plus de {LONGEST} caractères")
    if given["zone"] not in FRENCH_ZONES:
        raise _invalid(path, f"organisme {code} : le fuseau horaire est inconnu")
    if code not in organismes():
        raise _invalid(path, f"organisme {code} : les postes de ce programme ne le connaissent pas")
    return code


def _is_text(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= LONGEST


def _invalid(path: Path, reason: str) -> KnownError:
    return KnownError("organisme.invalid", source=path.name, reason=reason)
