"""Makes the manuals: resources/manuals/<language>/*.md, what the program itself knows filled in, as Markdown and as one HTML page each.

A line `{{name}}` of a source is replaced by what `FACTS` makes of the program's own data, so that no key, setting, field, outcome or
command is written twice. A heading ends in its anchor, `{#name}`, the same in both languages. English words that the window does not
have are in resources/manuals/en/words.toml. A picture is named by the path from its source, with what it shows in words.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape
from pathlib import Path
import re
import tomllib
from typing import Any
from xml.etree import ElementTree

from markdown_it import MarkdownIt
from typer.main import get_command

from cnmas_desktop.cli import app
from cnmas_desktop.config.keys import ENVIRONMENT, KEYS
from cnmas_desktop.domain.campaign import Campaign, Stage, Use
from cnmas_desktop.domain.campaigns import load_campaign
from cnmas_desktop.domain.dispositions import DISPOSITIONS, Disposition, Nature
from cnmas_desktop.domain.fields import FIELDS
from cnmas_desktop.gui.agent.keys_panel import sheet
from cnmas_desktop.gui.agent.texts import key_name
from cnmas_desktop.messages import MESSAGES

LANGUAGES = ("fr", "en")
_HEADING = re.compile(r"(?m)^(#{1,3}) (.+?) \{#([a-z][a-z0-9-]*)\}$")
_PICTURE = re.compile(r"(?m)^!\[[^]]+\]\(pictures/[a-z-]+\.png\)\n\n")
"""A paragraph of its own, with what it shows in words."""
_FRENCH = re.compile(r" [;:?!»%]|« ")
"""Signs that a line does not leave alone."""
_FACT = re.compile(r"(?m)^\{\{([a-z_]+)(?: ([^}\n]+))?\}\}$")

# Of the facts, in the two languages: how a stage, a use and an outcome are said to somebody who reads.
_STAGES = {
    Stage.BEFORE_IDENTITY: ("dès que le dossier est ouvert", "as soon as the case is open"),
    Stage.AFTER_IDENTITY: ("une fois l'identité confirmée", "once identity is confirmed"),
    Stage.AFTER_ACCEPTANCE: ("une fois l'entretien accepté", "once the interview is accepted"),
}
_USES = {
    Use.DISPLAYED: ("affichée", "shown"),
    Use.SPOKEN: ("dite dans une phrase", "spoken in a sentence"),
    Use.CENTRE_ONLY: ("reste au centre", "stays at the centre"),
}
_NATURES = {
    Nature.FINAL: ("le dossier est clos", "the case is closed"),
    Nature.SUPERVISOR: ("le superviseur décide", "the supervisor decides"),
    Nature.TEMPORARY: ("la personne sera rappelée", "the person will be called again"),
    Nature.VOIDED: ("l'appel ne compte pas", "the call does not count"),
}


class Words:
    """The program's French in the language of a manual; `missing` gathers what has no English."""

    def __init__(self, root: Path, language: str) -> None:
        self.english = language == "en"
        self.missing: set[str] = set()
        self._known: dict[str, str] = {}
        if self.english:
            for message in ElementTree.parse(root / "resources/translations/cnmas_en.ts").iter("message"):  # noqa: S314 - our own file
                self._known[message.findtext("source") or ""] = message.findtext("translation") or ""
            self._known |= tomllib.loads((root / "resources/manuals/en/words.toml").read_text("utf-8"))

    def __call__(self, french: str) -> str:
        if self.english and not self._known.get(french):
            self.missing.add(french)
        return self._known.get(french) or french

    def of(self, pair: tuple[str, str]) -> str:
        return pair[self.english]


def filled(root: Path, source: Path, words: Words) -> str:
    """A source with the facts in their places. KeyError: a fact that nobody knows."""
    text = source.read_text("utf-8")
    return _FACT.sub(lambda found: FACTS[found[1]](root, words, found[2] or ""), text)


def _keys(_: Path, words: Words, __: str) -> str:
    rows = [(f"`{_key(key, words)}`", words(text)) for key, text in sheet()]
    return _table((words.of(("Touche", "Key")), words.of(("Ce qu'elle fait", "What it does"))), rows)


def _key(key: str, words: Words) -> str:
    """As its cap shows it, « Entrée » and « Échap » in their language."""
    engraved = "Ctrl +" if key == "Ctrl++" else key_name(key)
    return words(engraved) if engraved[1:].isalpha() else engraved


def _settings(_: Path, words: Words, __: str) -> str:
    head = (("Dans le fichier", "In the file"), ("Variable", "Variable"), ("Ce qu'il règle", "What it sets"))
    return _table(tuple(map(words.of, head)), [(f"`{key.name}`", f"`{key.variable}`", words(key.about)) for key in KEYS])


def _variables(_: Path, words: Words, __: str) -> str:
    own = {key.variable for key in KEYS}
    rows = [(f"`{name}`", words(about)) for name, about in ENVIRONMENT.items() if name not in own]
    return _table(("Variable", words.of(("Ce qu'elle dit", "What it says"))), rows)


def _commands(_: Path, words: Words, group: str) -> str:
    head = words.of(("Commande", "Command")), words.of(("Ce qu'elle fait", "What it does"))
    found = [row for row in _walk("cnmas", get_command(app)) if not group or row[0].startswith(f"cnmas {group}")]
    return _table(head, [(f"`{usage}`", words(about)) for usage, about in found])


def _walk(path: str, group: Any) -> Iterator[tuple[str, str]]:
    """(how it is typed with what it requires, first sentence of its help), in the order of names."""
    for name, command in sorted(group.commands.items()):
        if hasattr(command, "commands"):
            yield from _walk(f"{path} {name}", command)
            continue
        typed = [
            (one.metavar or one.name.upper()) if one.param_type_name == "argument" else f"{one.opts[0]} {one.metavar or one.name.upper()}"
            for one in command.params
            if one.param_type_name == "argument" or one.required
        ]
        yield " ".join([f"{path} {name}", *typed]), (command.help or "").splitlines()[0]


def _outcomes(_: Path, words: Words, __: str) -> str:
    def effect(row: Disposition) -> str:
        said = [words.of(_NATURES[row.nature])]
        if row.blocks_number:
            said.append(words.of(("ce numéro n'est plus appelé, pour aucune campagne", "this number is called for no campaign any more")))
        if row.blocks_person:
            said.append(words.of(("la personne n'est plus appelée", "the person is not called any more")))
        if row.notifies_organisme:
            said.append(words.of(("l'organisme est prévenu", "the organisme is told")))
        return " ; ".join(said)

    rows = [(words(MESSAGES[f"disposition.{row.code}"]), effect(row)) for row in DISPOSITIONS.values() if row.allowed_steps]
    return _table((words.of(("Issue de l'appel", "Outcome of the call")), words.of(("Ce qui suit", "What follows"))), rows)


def _campaigns(root: Path) -> list[Campaign]:
    files = sorted((root / "resources/campaigns").glob("*.toml"))
    return [load_campaign(file.read_text("utf-8"), file.stem) for file in files]


def _fields(root: Path, words: Words, _: str) -> str:
    head = words.of(("Donnée", "Datum")), words.of(("Emploi", "Use")), words.of(("L'agent la voit", "The agent sees it"))
    parts = []
    for campaign in _campaigns(root):
        rows = []
        for use in campaign.fields:
            seen = words.of(_STAGES[use.visible_from]) if use.travels else words.of(("jamais sur un poste", "never on a workstation"))
            if use.online_reveal:
                seen = words.of(
                    (
                        "au téléphone, en ligne, une fois l'adresse vérifiée ; une minute",
                        "on the phone, online, once the address is checked; one minute",
                    )
                )
            rows.append((words(FIELDS[use.name].label), words.of(_USES[use.use]), seen))
        parts.append(
            f"### {campaign.title} ({campaign.code}) {{#fields-{campaign.code.lower().replace('_', '-')}}}\n\n{_table(head, rows)}"
        )
    return "\n\n".join(parts)


def _retention(root: Path, words: Words, _: str) -> str:
    head = words.of(("Campagne", "Campaign")), words.of(("Durée après l'arrivée du dossier", "Time after the case arrived"))
    months = words.of(("{} mois", "{} months"))
    return _table(head, [(f"{one.title} ({one.code})", months.format(one.retention_months)) for one in _campaigns(root)])


def _messages(_: Path, words: Words, prefixes: str) -> str:
    """The sentences of those families of codes; what varies in them is « … »."""
    found = [words(text) for code, text in MESSAGES.items() if code.startswith(tuple(prefixes.split()))]
    return "\n".join(f"- {re.sub(r'{[^}]*}', '…', text)}" for text in dict.fromkeys(found))


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


Fact = Callable[[Path, Words, str], str]
FACTS: dict[str, Fact] = {
    "keys": _keys, "settings": _settings, "variables": _variables, "commands": _commands, "outcomes": _outcomes, "fields": _fields,
    "retention": _retention, "messages": _messages,
}  # fmt: skip


def plain(markdown: str) -> str:
    """Without anchors and pictures: as somebody reads it in a terminal."""
    return _PICTURE.sub("", _without_anchors(markdown))


def _without_anchors(markdown: str) -> str:
    return _HEADING.sub(r"\1 \2", markdown)


def page(markdown: str, language: str) -> str:
    """One HTML page that needs nothing else: chapters, contents, a style for the screen and for paper."""
    anchors = {title: anchor for _, title, anchor in _HEADING.findall(markdown)}
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = reader.parse(_without_anchors(markdown))
    contents, title = [], ""
    for place, token in enumerate(tokens):
        if token.type == "heading_open":
            heading = tokens[place + 1].content
            token.attrSet("id", anchors[heading])
            if token.tag == "h1":
                title = heading
            elif token.tag == "h2":
                contents.append(f'<li><a href="#{anchors[heading]}">{escape(heading)}</a></li>')
        for child in token.children or ():
            if language == "fr" and child.type == "text":
                child.content = _FRENCH.sub(lambda found: found[0].replace(" ", "\u00a0"), child.content)
            href = str(child.attrs.get("href", ""))
            if child.type == "link_open":
                child.attrSet("href", href.replace(".md", ".html"))
    body = reader.renderer.render(tokens, reader.options, {})
    name = {"fr": "Sommaire", "en": "Contents"}[language]
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n<title>{escape(title)}</title>\n'
        f"<style>\n{STYLE}</style>\n</head>\n<body>\n"
        f'<nav aria-label="{name}">\n<ol>\n' + "\n".join(contents) + f"\n</ol>\n</nav>\n<main>\n{body}</main>\n</body>\n</html>\n"
    )


STYLE = """\
:root { color-scheme: light dark; }
body { font: 16px/1.55 Inter, system-ui, sans-serif; margin: 0 auto; padding: 2rem 1.5rem; max-width: 46rem; }
h1 { font-size: 1.9rem; line-height: 1.2; } h2 { margin-top: 2.5rem; font-size: 1.4rem; } h3 { margin-top: 1.6rem; font-size: 1.1rem; }
nav { border: 1px solid #8888; border-radius: 8px; padding: .2rem 1rem; } nav li { margin: .15rem 0; }
code, pre { font-family: ui-monospace, "DejaVu Sans Mono", monospace; font-size: .88em; }
pre { border: 1px solid #8888; border-radius: 8px; padding: .8rem 1rem; overflow-x: auto; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; }
img { width: 100%; height: auto; border: 1px solid #8888; border-radius: 8px; }
th, td { border-bottom: 1px solid #8888; padding: .4rem .6rem; text-align: left; vertical-align: top; }
@media print {
  body { max-width: none; padding: 0; font-size: 10.5pt; } a { color: inherit; text-decoration: none; }
  h2, h3 { break-after: avoid; } tr, pre, img { break-inside: avoid; } pre { white-space: pre-wrap; }
}
"""


def main(root: Path) -> set[str]:
    """Write resources/manuals/made anew; what has no English is returned, and stands there in French."""
    missing: set[str] = set()
    for language in LANGUAGES:
        words = Words(root, language)
        folder = root / "resources/manuals/made" / language
        folder.mkdir(parents=True, exist_ok=True)
        for source in sorted((root / "resources/manuals" / language).glob("*.md")):
            text = filled(root, source, words)
            (folder / source.name).write_text(plain(text), encoding="utf-8")
            (folder / f"{source.stem}.html").write_text(page(text, language), encoding="utf-8")
        missing |= words.missing
    return missing


if __name__ == "__main__":
    main(Path(__file__).resolve().parent.parent)
