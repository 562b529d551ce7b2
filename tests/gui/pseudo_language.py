"""A language that nobody speaks, two fifths longer than French: whatever fits in it will fit in the next translation."""

from math import ceil
import re

from PySide6.QtCore import QTranslator

LONGER = 1.4
ACCENTS = str.maketrans("aceinosuyACEINOSUY", "àçéîñöšùÿÀÇÉÎÑÖŠÙŸ")
KEPT = re.compile(r"\{[^}]*\}|%n|%L?\d|<[^>]*>|&\w+;|\b(?:F\d+|Ctrl|Tab|\d+)\b|\b[A-Z]\b")
"""What the program fills in or reads: places, tags, the names of keys."""
VOWEL = re.compile(r"[aeiouyàâéèêëîïôûù]", re.IGNORECASE)


class PseudoLanguage(QTranslator):
    """Says every text of the program as `longer` does."""

    def isEmpty(self) -> bool:
        return False

    def translate(self, context: str, text: str, note: str | None = None, count: int = -1) -> str:
        return text if context == "keys" else longer(text)


def longer(text: str) -> str:
    """`text` accented, its vowels drawn out, in brackets that show where it ends."""
    parts, end = [], 0
    for kept in KEPT.finditer(text):
        parts += [_drawn_out(text[end : kept.start()]), kept[0]]
        end = kept.end()
    said = "".join(parts) + _drawn_out(text[end:])
    return f"[{said}]" if said != text else text


def _drawn_out(text: str) -> str:
    vowels = len(VOWEL.findall(text))
    more = ceil(sum(map(str.isalpha, text)) * (LONGER - 1))
    drawn = []
    for letter in text:
        times = 1
        if vowels and VOWEL.match(letter):
            times += ceil(more / vowels)
            more, vowels = more - times + 1, vowels - 1
        drawn.append(letter * times)
    return "".join(drawn).translate(ACCENTS)
