"""What a password must be (CNIL recommendation 2022-100, for a password alone: 80 bits) and one that is.

Checked on the workstation, before libpq makes the verifier: the centre never sees the clear text (decision 17).
"""

from random import Random
import re
import string

from cnmas_desktop.messages import KnownError

# Without signs that are mistaken for one another when read aloud or copied by hand.
_ALPHABET = "".join(sorted(set(string.ascii_letters + string.digits) - set("0O1lI")))


def is_strong(password: str) -> bool:
    """12 signs of the four classes, or 14 with upper, lower and digit, or a phrase of seven words."""
    upper, lower, digit = (re.search(kind, password) is not None for kind in ("[A-Z]", "[a-z]", "[0-9]"))
    special = any(not (sign.isascii() and sign.isalnum()) for sign in password)
    words = {word.lower() for word in re.findall(r"[^\W\d_]{3,}", password)}
    if upper and lower and digit and (len(password) >= 14 or (special and len(password) >= 12)):
        return len(set(password)) >= 8
    return len(words) >= 7


def check(password: str, login: str) -> None:
    """Raises KnownError `password.weak`, or `password.unusable` for what PostgreSQL or a keyboard could not give back."""
    if any(ord(sign) < 32 or ord(sign) == 127 or "\ud800" <= sign <= "\udfff" for sign in password) or len(password) > 200:
        raise KnownError("password.unusable")
    if not is_strong(password) or login.lower() in password.lower():
        raise KnownError("password.weak")


def temporary(random: Random) -> str:
    """A first password: 16 signs of 57, 93 bits, with every class the rule asks for."""
    while True:
        made = "-".join("".join(random.choice(_ALPHABET) for _ in range(4)) for _ in range(4))
        if is_strong(made):
            return made
