"""The same tomorrow: every page in eight looks against its reference picture; and in a language two fifths longer nothing is cut."""

from collections.abc import Iterator

from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
import pytest

from cnmas_desktop.gui.theme import Theme
from tests.gui.pseudo_language import PseudoLanguage, longer
from tests.gui.reference import LOOKS, PICTURES, RENEW, Look, differs, photograph, walks, wearing
from tests.gui.reference.walks import every_page
from tests.gui.test_agent_accessibility import cut, nameless
from tests.gui.test_agent_pages import covered


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
def test_every_page_looks_as_its_reference_named_and_uncut(qapp: QApplication, theme: Theme, look: Look) -> None:
    wrong, seen = {}, set()
    with wearing(qapp, theme, look):
        for page, window in every_page(theme):
            seen.add(look.picture(page))
            found = [differs(look, page, photograph(window)), *cut(window)]
            if page.startswith("agent"):
                found += map(str, nameless(window))
            if any(found):
                wrong[page] = found
    assert wrong == {}, f"new, old and difference are in build/looks/{look.name}; if that is how it is to look: {RENEW}"
    assert {*(PICTURES / look.name).glob("*.png")} == seen, f"references of no page; {RENEW}"


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
def test_each_reference_shows_a_page_of_its_own(look: Look) -> None:
    """A walk whose keys lead nowhere would photograph the page before once more."""
    files = sorted((PICTURES / look.name).glob("*.png"))
    alike = {file.read_bytes(): file for file in files}
    assert [file.name for file in files if file not in alike.values()] == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_stands_before_the_windows_is_whole_on_a_small_screen_in_the_largest_text(
    qapp: QApplication, theme: Theme, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setattr(walks, "WIDTH", 1024)
    monkeypatch.setattr(walks, "HEIGHT", 700)
    with wearing(qapp, theme, Look("light", language, 2.0)):
        assert [(page, cut(window)) for page, window in walks.entrance() if cut(window)] == []


@pytest.fixture
def drawn_out(qapp: QApplication) -> Iterator[None]:
    language = PseudoLanguage()
    qapp.installTranslator(language)
    yield
    qapp.removeTranslator(language)


@pytest.mark.usefixtures("drawn_out")
def test_texts_two_fifths_longer_are_neither_cut_nor_covered(theme: Theme) -> None:
    wrong = {}
    for page, window in every_page(theme):
        if found := [*cut(window), *covered(window), *hidden_aside(window)]:
            wrong[page] = found
    assert wrong == {}


def hidden_aside(window: QWidget) -> list[str]:
    """What is wider than the place where it only scrolls down."""
    return [
        area.objectName()
        for area in window.findChildren(QScrollArea)
        if area.isVisible() and (inside := area.widget()) is not None and inside.minimumSizeHint().width() > area.viewport().width() + 1
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Appeler",
        "%n dossier(s)",
        "Il est {time} chez la personne ({place}).",
        "F12 pour reprendre, Ctrl C pour copier",
    ],
)
def test_the_longer_language_is_longer_and_keeps_what_is_filled_in(text: str) -> None:
    said = longer(text)
    kept = [word for word in ("%n", "{time}", "{place}", "F12", "Ctrl C") if word in text]
    plain = text
    for word in kept:
        assert word in said
        plain = plain.replace(word, "")
    assert len(said) - len(text) >= 0.4 * sum(map(str.isalpha, plain))
