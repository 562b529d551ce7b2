"""The 107 local bodies that may commission campaigns (domain facts §5), from resources/organismes.toml."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
import tomllib
from types import MappingProxyType

from cnmas_desktop.config import resource
from cnmas_desktop.domain.fields import Party
from cnmas_desktop.messages import KnownError


@dataclass(frozen=True, slots=True)
class Organisme:
    """`spoken` is « la CPAM de l'Ain », `spoken_of` « de la CPAM de l'Ain ». `code` is text: "011".

    `rights_address` is to whom the rights of access and rectification are exercised (seed 1 line 38).
    `public_numbers` follows « le »: 36 46 is for the insured.
    """

    code: str
    name: str
    spoken: str
    spoken_of: str
    rights_address: str
    zone: str
    public_numbers: Mapping[Party, str]


@cache
def organismes() -> Mapping[str, Organisme]:
    """By code, in the order of the codes."""
    data = tomllib.loads(resource("organismes.toml").read_text(encoding="utf-8"))
    numbers = {Party(party): number for party, number in data["public_numbers"].items()}
    rows = (Organisme(**row, public_numbers=numbers) for row in data["organismes"])
    return MappingProxyType({row.code: row for row in rows})


def organisme(code: str) -> Organisme:
    """One of them; KnownError `organisme.unknown`. "11" is not "011": a code that lost its zero is refused, not guessed."""
    try:
        return organismes()[code]
    except KeyError:
        raise KnownError("organisme.unknown", organisme=code) from None
