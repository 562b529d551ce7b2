"""The 107 local bodies that may commission campaigns (domain facts §5), from resources/organismes.toml."""

from collections.abc import Mapping
from dataclasses import dataclass

from cnmas_desktop.domain.fields import Party


@dataclass(frozen=True, slots=True)
class Organisme:
    """`spoken` is « la CPAM de l'Ain », `spoken_of` « de la CPAM de l'Ain ». `code` is text: "011"."""

    code: str
    name: str
    spoken: str
    spoken_of: str
    rights_address: str
    zone: str
    public_numbers: Mapping[Party, str]


def organismes() -> Mapping[str, Organisme]:
    """By code, in the order of the codes."""
    raise NotImplementedError


def organisme(code: str) -> Organisme:
    """One of them; KnownError `organisme.unknown`. "11" is not "011": a code that lost its zero is refused, not guessed."""
    raise NotImplementedError
