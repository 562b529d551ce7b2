"""The manuals that the program carries, in French and English: read from its own folder, offline, by the windows and the command line.

They are made by packaging/manuals.py. To add one: a source of the same name in resources/manuals/fr and /en, and its name here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape
import re

from cnmas_desktop.config import resource

NAMES = ("agent", "supervisor", "data", "install", "operator")
LANGUAGES = ("fr", "en")
_TITLE = re.compile(r"<title>(.*?)</title>")
_BODY = re.compile(r"<main>\n(.*)</main>", re.DOTALL)
_CHAPTER = re.compile(r'<h2 id="([^"]+)">(.*?)</h2>')
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True)
class Chapter:
    """`anchor`: where it begins, the same in each language."""

    anchor: str
    title: str


@dataclass(frozen=True, slots=True)
class Manual:
    """`body`: HTML without any style, picture or address outside the manuals."""

    name: str
    title: str
    body: str
    chapters: Sequence[Chapter]

    def has(self, anchor: str) -> bool:
        return f'id="{anchor}"' in self.body


def manual(name: str, language: str) -> Manual:
    """One of `NAMES`, in one of `LANGUAGES`."""
    whole = page(name, language)
    title, body = _TITLE.search(whole), _BODY.search(whole)
    if title is None or body is None:
        raise ValueError(f"{language}/{name} was not made by packaging/manuals.py")
    chapters = [Chapter(anchor, unescape(_TAG.sub("", text))) for anchor, text in _CHAPTER.findall(body[1])]
    return Manual(name, unescape(title[1]), body[1], chapters)


def page(name: str, language: str) -> str:
    """The whole manual as one HTML page, for a browser or for paper."""
    return resource("manuals", "made", language, f"{name}.html").read_text(encoding="utf-8")


def markdown(name: str, language: str) -> str:
    """The whole manual as text."""
    return resource("manuals", "made", language, f"{name}.md").read_text(encoding="utf-8")
