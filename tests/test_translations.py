"""Every text the program shows is there in English, and its plurals in both languages."""

import ast
from pathlib import Path
import re
import shutil
import sys
from xml.etree import ElementTree

import pytest

from cnmas_desktop.domain.fields import FIELDS
from cnmas_desktop.services import wording
from cnmas_desktop.services.views import Choice
import tasks

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "translations"
# Words that French and English share; anything else that is equal was forgotten.
SAME_IN_ENGLISH = {
    "&Agent", "Agenda", "Agent", "Agents", "CNMAS", "Correction", "Guadeloupe", "Martinique", "Mayotte", "Message", "Messages", "Note", "Opposition",
    "Question", "Questions", "Quota", "Quota…", "Script", "Total", "min", "mobile", "{heading}, version {version}",
}  # fmt: skip
PLACEHOLDER = re.compile(r"%n|%L?\d|\{\w*\}|&(?=\w)")


def messages(language: str) -> list[ElementTree.Element]:
    return ElementTree.parse(FOLDER / f"cnmas_{language}.ts").findall(".//message")


def forms(message: ElementTree.Element) -> list[str]:
    translation = message.find("translation")
    assert translation is not None
    plurals = translation.findall("numerusform")
    return [form.text or "" for form in plurals] if plurals else [translation.text or ""]


def source(message: ElementTree.Element) -> str:
    return message.findtext("source") or ""


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_files_hold_exactly_the_texts_of_the_program(language: str, tmp_path: Path) -> None:
    """Otherwise: `python3 tasks.py translations`, then fill in what it added."""
    for name in ("cnmas_en.ts", "cnmas_fr.ts"):
        shutil.copy(FOLDER / name, tmp_path)
    assert tasks.collect_texts(tmp_path, Path(sys.executable)) == 0
    fresh, kept = (
        {(context.findtext("name"), source(message)) for context in tree.iter("context") for message in context.iter("message")}
        for tree in (ElementTree.parse(folder / f"cnmas_{language}.ts") for folder in (tmp_path, FOLDER))
    )
    assert (fresh - kept, kept - fresh) == (set(), set())


def test_no_text_hides_from_the_collector() -> None:
    """lupdate does not look into an f-string."""
    hidden = [
        f"{module.name}:{call.lineno}"
        for module in (FOLDER.parents[1] / "cnmas_desktop").rglob("*.py")
        for text in ast.walk(ast.parse(module.read_text("utf-8")))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and ast.unparse(call.func) in {"tr", "self.tr", "QCoreApplication.translate"}
    ]
    assert hidden == []


def test_the_words_of_the_program_are_collected() -> None:
    """Fields, closed lists and places reach the window as plain French; their marks are what makes them translatable."""
    lists = [value for value in vars(wording).values() if isinstance(value, tuple)]
    choices = {choice.label for one in lists for choice in one if isinstance(choice, Choice)}
    labels = {field.label for field in FIELDS.values()} | choices | {*wording.PLACES.values(), *wording.PHONE_KINDS.values()}
    words = next(context for context in ElementTree.parse(FOLDER / "cnmas_en.ts").iter("context") if context.findtext("name") == "words")
    assert labels - {source(message) for message in words.iter("message")} == set()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_nothing_is_left_to_translate(language: str) -> None:
    unfinished = [
        source(message) for message in messages(language) if message.find("translation[@type]") is not None or not all(forms(message))
    ]
    assert unfinished == []


def test_english_is_not_french() -> None:
    forgotten = [
        source(message)
        for message in messages("en")
        if source(message) in forms(message) and re.search(r"[^\W\d_]{2}", PLACEHOLDER.sub("", source(message)))
    ]
    assert [text for text in forgotten if text not in SAME_IN_ENGLISH] == []


@pytest.mark.parametrize("language", ["en", "fr"])
def test_placeholders_survive_translation(language: str) -> None:
    """A singular may say "one" instead of %n; the rest must be there, in any order. Shortcuts (&) may differ in place only."""
    for message in messages(language):
        wanted = sorted(PLACEHOLDER.findall(source(message)))
        for form in filter(None, forms(message)):
            found = sorted(PLACEHOLDER.findall(form))
            if message.get("numerus"):
                wanted, found = [p for p in wanted if p != "%n"], [p for p in found if p != "%n"]
            assert found == wanted, (source(message), form)
