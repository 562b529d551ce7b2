"""Organismes as a manager loads them: those shipped, or a centre's own file of the same form."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
import tomllib
from typing import Any

from cnmas_desktop.domain.organismes import Organisme, organismes
from cnmas_desktop.messages import KnownError

FIELDS = ("code", "name", "spoken", "spoken_of", "rights_address", "zone")


def as_data(body: Organisme) -> dict[str, Any]:
    """What the centre keeps of an organisme, beside its code."""
    data = asdict(body)
    data.pop("code")
    return {**data, "public_numbers": {party.value: number for party, number in body.public_numbers.items()}}


def shipped() -> Mapping[str, Mapping[str, Any]]:
    """Code -> data of the 107 organismes."""
    return {code: as_data(body) for code, body in organismes().items()}


def read(path: Path) -> Mapping[str, Mapping[str, Any]]:
    """The same from a TOML file like resources/organismes.toml; KnownError `organisme.invalid` with the file and the reason."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        raise KnownError("organisme.invalid", source=path.name, reason="le fichier ne peut pas être lu") from None
    except tomllib.TOMLDecodeError as error:
        raise KnownError("organisme.invalid", source=path.name, reason=str(error)) from None
    found: dict[str, dict[str, Any]] = {}
    for number, row in enumerate(data.get("organismes") or [], start=1):
        missing = [name for name in FIELDS if not isinstance(row.get(name), str) or not row[name]]
        if missing:
            raise KnownError("organisme.invalid", source=path.name, reason=f"organisme {number} : il manque {', '.join(missing)}")
        if not (row["code"].isdigit() and len(row["code"]) == 3):
            raise KnownError("organisme.invalid", source=path.name, reason=f"« {row['code']} » n'est pas un code de trois chiffres")
        found[row["code"]] = {name: row[name] for name in FIELDS[1:]} | {"public_numbers": data.get("public_numbers", {})}
    if not found:
        raise KnownError("organisme.invalid", source=path.name, reason="il ne contient aucun organisme")
    return found
