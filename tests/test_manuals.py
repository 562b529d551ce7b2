"""The manuals hold in both languages, and what they name is there: commands, settings, keys, pages, periods."""

from collections.abc import Iterator
import importlib.util
from pathlib import Path
import re
import shlex
import struct
import tomllib
from types import ModuleType
from typing import Any

import pytest
from typer.main import get_command

from cnmas_desktop.central import backups
from cnmas_desktop.cli import app, run
from cnmas_desktop.config.file import LOCKED
from cnmas_desktop.config.keys import ENVIRONMENT, KEYS
from cnmas_desktop.gui.agent.keys_panel import sheet
from cnmas_desktop.gui.agent.panels import PANELS
from cnmas_desktop.gui.agent.texts import key_name
from cnmas_desktop.gui.clipboard import KEPT_MS
from cnmas_desktop.local.retention import EVENTS_KEPT
from cnmas_desktop.services import manuals
from cnmas_desktop.services.manuals import LANGUAGES, NAMES

ROOT = Path(__file__).resolve().parent.parent
FUNCTIONS = Path(backups.__file__).parent / "functions"
# Trade, section 7: words that whoever works with the program never reads.
FORBIDDEN = {
    "fr": "cible prospect lead fiche déchet échec lease sync outbox opt-out opt-in madame monsieur",
    "en": "target prospect lead lease outbox opt-out opt-in madam sir failure",
}
PICTURE = re.compile(r"(?m)^!\[([^]]*)\]\(([^)]*)\)$")
COMMANDS = get_command(app)
PASSED_IN_FILES = {"CNMAS_ADMIN_PASSWORD_FILE", "CNMAS_OPERATOR_PASSWORD_FILE", "CNMAS_LOGIN", "CNMAS_PASSWORD_FILE"}


Texts = dict[tuple[str, str], str]


@pytest.fixture(scope="module")
def maker() -> ModuleType:
    """packaging/manuals.py, which is no package."""
    spec = importlib.util.spec_from_file_location("manuals_maker", ROOT / "packaging/manuals.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def texts(maker: ModuleType) -> Texts:
    """(language, name) -> the manual, filled in from the program as it is now."""
    words = {language: maker.Words(ROOT, language) for language in LANGUAGES}
    return {(language, name): maker.filled(ROOT, source(language, name), words[language]) for language in LANGUAGES for name in NAMES}


def source(language: str, name: str) -> Path:
    return ROOT / "resources/manuals" / language / f"{name}.md"


def chapters(text: str) -> list[tuple[int, str]]:
    return [(len(sharps), anchor) for sharps, anchor in re.findall(r"(?m)^(#+) .*\{#(\S+)\}$", text)]


def blocks(text: str) -> Iterator[str]:
    """Each line of a code block, those that go on joined."""
    for block in re.findall(r"(?m)(?:^ {4,}\S.*\n)+", text.replace("\\\n", "")):
        yield from (re.sub(r"\s+", " ", line).strip() for line in block.splitlines())


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_have_the_same_chapters(texts: Texts, name: str) -> None:
    french, english = (chapters(texts[language, name]) for language in LANGUAGES)
    assert french == english
    anchors = [anchor for _, anchor in french]
    assert len(anchors) == len(set(anchors)) and all(re.search(r"\{#\S+\}$", line) for line in headings(texts["fr", name]))


def headings(text: str) -> list[str]:
    return [line for line in text.splitlines() if re.match("#+ ", line)]


def test_english_has_every_word_that_the_program_lends_to_the_manuals(maker: ModuleType) -> None:
    """Otherwise: a line in resources/manuals/en/words.toml, or the text in cnmas_en.ts."""
    words = maker.Words(ROOT, "en")
    for name in NAMES:
        maker.filled(ROOT, source("en", name), words)
    assert words.missing == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_link_leads_astray_and_none_leads_out(maker: ModuleType, texts: Texts, language: str) -> None:
    pages = {name: maker.page(texts[language, name], language) for name in NAMES}
    for name, page in pages.items():
        assert "{{" not in page
        for address in re.findall(r'href="([^"]*)"', page):
            other, _, anchor = address.partition("#")
            assert f'id="{anchor}"' in pages[other.removesuffix(".html") or name], (name, address)


def test_each_picture_is_told_in_words_and_is_small_and_there_in_both_languages() -> None:
    """The same ones at the same chapters; a page that is given away carries them and asks for nothing else."""
    shown: dict[str, dict[str, list[str]]] = {}
    told: dict[str, set[str]] = {}
    for language in LANGUAGES:
        named = {name: PICTURE.findall(source(language, name).read_text("utf-8")) for name in NAMES}
        shown[language] = {name: [path for _, path in found] for name, found in named.items()}
        words = {alt for found in named.values() for alt, _ in found}
        assert len(words) == sum(map(len, named.values())) and all(len(alt) > 40 for alt in words)
        told[language] = words
        files = {f"pictures/{file.name}": file for file in (ROOT / "resources/manuals" / language / "pictures").iterdir()}
        assert set(files) == {path for paths in shown[language].values() for path in paths}
        for path, file in files.items():
            head = file.read_bytes()[:26]
            width, height, depth, kind = struct.unpack(">IIBB", head[16:26])
            assert (head[:8], width, depth, kind) == (b"\x89PNG\r\n\x1a\n", 1024, 8, 3) and height < width, path
            assert file.stat().st_size < 100_000, path
        for name, paths in shown[language].items():
            assert re.findall(r'src="([^"]{0,22})', manuals.page(name, language)) == ["data:image/png;base64,"] * len(paths)
    assert shown["fr"] == shown["en"] and not told["fr"] & told["en"]
    assert (len(shown["fr"]["agent"]), len(shown["fr"]["supervisor"])) == (6, 4)
    assert sum(file.stat().st_size for file in ROOT.glob("resources/manuals/*/pictures/*")) < 1_500_000


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_of_the_manuals_is_one(texts: Texts, language: str) -> None:
    """Those of a block with all their parameters; one within a sentence at least by its name."""
    seen = 0
    for name in NAMES:
        lines = [line for line in blocks(texts[language, name]) if line.startswith("cnmas ")]
        for line in lines:
            parse(shlex.split(line)[1:], whole=True)
        named = set(re.findall(r"`cnmas ([^`]*)`", source(language, name).read_text("utf-8")))
        for words in named:
            parse(shlex.split(words), whole=False)
        seen += len(lines) + len(named)
    assert seen > 50


def parse(arguments: list[str], *, whole: bool) -> None:
    command: Any = COMMANDS
    path = "cnmas"
    while arguments and hasattr(command, "commands") and not arguments[0].startswith("--"):
        word, *arguments = arguments
        assert word in command.commands, f"{path} {word}"
        command, path = command.commands[word], f"{path} {word}"
    options = {option for parameter in command.params for option in parameter.opts} | {"--help"}
    assert {word for word in arguments if word.startswith("--")} <= options, (path, arguments)
    if whole:
        command.make_context(path, arguments)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_setting_and_variable_of_the_manuals_is_one(texts: Texts, language: str) -> None:
    everything = "\n".join(texts[language, name] for name in NAMES)
    known = {key.name for key in KEYS}
    tables = "|".join({name.partition(".")[0] for name in known})
    assert set(re.findall(rf"`((?:{tables})\.\w+)`", everything)) == known
    (example,) = re.findall(r"```toml\n(.*?)```", everything, re.DOTALL)
    document = tomllib.loads(example)
    locks = document.pop(LOCKED)
    assert {f"{table}.{key}" for table, values in document.items() for key in values} <= known
    assert set(locks) <= known | {key.partition(".")[0] for key in known}
    variables = set(re.findall(r"\bCNMAS_[A-Z_]*[A-Z]\b", everything))
    assert variables == set(ENVIRONMENT) | PASSED_IN_FILES


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_of_the_agents_manual_is_one_and_none_is_missing(texts: Texts, language: str) -> None:
    named = set(re.findall(r"`(F\d+|Ctrl (?:F\d+|\S))`", texts[language, "agent"]))
    assert named == {key_name(key) for key, _ in sheet() if re.fullmatch(r"F\d+|Ctrl\+(?:F\d+|\w|Right)", key)} | {"F1", "Ctrl +"}


def test_each_panel_and_each_page_has_its_chapter(texts: Texts) -> None:
    agent = {anchor for _, anchor in chapters(texts["fr", "agent"])}
    assert {name.replace("_", "-") for name in PANELS} <= agent
    pages = re.findall(r'made\["(\w+)"\]', (ROOT / "cnmas_desktop/gui/supervisor/pages.py").read_text("utf-8"))
    assert set(pages) - {"manual"} <= {anchor for _, anchor in chapters(texts["fr", "supervisor"])}


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_works_here_reads_plain_words(language: str) -> None:
    for name in ("agent", "supervisor"):
        text = re.sub(r"\{#\S+\}|\{\{.*\}\}|(?m:^!)(?=\[)", "", source(language, name).read_text("utf-8"))
        words = set(re.findall(r"[\w-]+", text.casefold()))
        assert words & set(FORBIDDEN[language].split()) == set()
        assert "!" not in text


def test_the_periods_of_the_data_sheet_are_those_of_the_program(texts: Texts) -> None:
    """They are told in words; here is what they stand for."""
    sheet_fr, sheet_en = texts["fr", "data"], texts["en", "data"]
    retention = (FUNCTIONS / "manager_retention.sql").read_text("utf-8")
    told = (
        (EVENTS_KEPT.days == 7, "7 jours", "7 days"),
        (KEPT_MS == 30_000, "30 secondes", "30 seconds"),
        ("interval '60 days'" in retention, "60 jours", "60 days"),
        ("interval '6 months'" in retention, "six mois", "six months"),
        ("current_date - 365" in retention and "interval '365 days'" in retention, "un an", "one year"),
    )
    for holds, french, english in told:
        assert holds and french in sheet_fr and english in sheet_en, french


def test_the_command_line_reads_a_manual_where_settings_are_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Then most of all. In the language asked for, or that of the settings; nothing is written over."""
    monkeypatch.setenv("CNMAS_HOME", str(tmp_path))
    (tmp_path / "config.toml").write_text("[policy]\nlock_minutes = 99\n")
    assert run(["manual", "operator", "--lang", "en"]) == 0
    assert capsys.readouterr().out.startswith("# Operator's guide")
    (tmp_path / "config.toml").write_text('[window]\nlanguage = "en"\n')
    out = tmp_path / "agent.html"
    assert run(["manual", "agent", "--out", str(out)]) == 0 and '<h1 id="top">The agent' in out.read_text("utf-8")
    assert run(["manual", "agent", "--out", str(out)]) == 1
    assert run(["manual", "nobody"]) == 1 and run(["manual", "agent", "--lang", "de"]) == 2
