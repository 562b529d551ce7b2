"""The manuals that the program carries, in French and English: read from its own folder, offline, by the windows and the command line.

They are made by packaging/manuals.py, their pictures by packaging/pictures.py. To add one: a source of the same name in resources/manuals/fr and /en, and its name here.
"""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path
import re

from cnmas_desktop.config import resource

NAMES = ("agent", "supervisor", "data", "install", "operator")
LANGUAGES = ("fr", "en")
_TITLE = re.compile(r"<title>(.*?)</title>")
_BODY = re.compile(r"<main>\n(.*)</main>", re.DOTALL)
_CHAPTER = re.compile(r'<h2 id="([^"]+)">(.*?)</h2>')
_TAG = re.compile(r"<[^>]+>")
_PICTURE = re.compile(r'(?<= src=")pictures/[a-z-]+\.png(?=")')


@dataclass(frozen=True, slots=True)
class Chapter:
    """`anchor`: where it begins, the same in each language."""

    anchor: str
    title: str


@dataclass(frozen=True, slots=True)
class Manual:
    """`body`: HTML without any style, picture or address outside the manuals; `folder`: where the pictures that it names lie."""

    name: str
    title: str
    body: str
    chapters: Sequence[Chapter]
    folder: Path

    def has(self, anchor: str) -> bool:
        return f'id="{anchor}"' in self.body


def manual(name: str, language: str) -> Manual:
    """One of `NAMES`, in one of `LANGUAGES`."""
    whole = _made(name, language)
    title, body = _TITLE.search(whole), _BODY.search(whole)
    if title is None or body is None:
        raise ValueError(f"{language}/{name} was not made by packaging/manuals.py")
    chapters = [Chapter(anchor, unescape(_TAG.sub("", text))) for anchor, text in _CHAPTER.findall(body[1])]
    return Manual(name, unescape(title[1]), body[1], chapters, resource("manuals", language))


def page(name: str, language: str) -> str:
    """The whole manual as one HTML page, for a browser or for paper; its pictures are in it."""

    def within(found: re.Match[str]) -> str:
        return f"data:image/png;base64,{b64encode(resource('manuals', language, found[0]).read_bytes()).decode()}"

    return _PICTURE.sub(within, _made(name, language))


def publish(folder: Path) -> list[Path]:
    """Write each manual as such a page, in a folder a language."""
    written = []
    for language in LANGUAGES:
        (folder / language).mkdir(parents=True, exist_ok=True)
        for name in NAMES:
            written.append(folder / language / f"{name}.html")
            written[-1].write_text(page(name, language), encoding="utf-8")
    return written


def markdown(name: str, language: str) -> str:
    """The whole manual as text."""
    return resource("manuals", "made", language, f"{name}.md").read_text(encoding="utf-8")


def _made(name: str, language: str) -> str:
    return resource("manuals", "made", language, f"{name}.html").read_text(encoding="utf-8")
