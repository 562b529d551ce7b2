"""Texts as they are compared, never as they are shown: without case, accents or ligatures."""

import re
import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})
_WORD = re.compile(r"[^\W_]+")


def plain(text: str) -> str:
    """`"L'Œuvré, été"` → `"l'oeuvre, ete"`."""
    if text.isascii():
        return text.lower()
    spelled = unicodedata.normalize("NFKD", text).casefold().translate(_LIGATURES)
    return "".join([one for one in spelled if not unicodedata.combining(one)])


def letters(text: str) -> str:
    """Letters and digits alone: `"Saint-Étienne "` and `"SAINT ETIENNE"` are the same."""
    spelled = plain(text)
    return spelled if spelled.isalnum() else "".join([one for one in spelled if one.isalnum()])


def words(text: str) -> list[str]:
    """The runs of letters and digits: `"LE GOFF-Œuvré"` → `["le", "goff", "oeuvre"]`."""
    return _WORD.findall(plain(text))
