"""The man pages, from the help of the two programs: one fact, one place."""

from collections.abc import Iterator
from typing import Any

from typer.main import get_command

from cnmas_desktop.cli import app
from cnmas_desktop.config import machine_file
from cnmas_desktop.config.file import LOCKED
from cnmas_desktop.config.keys import ENVIRONMENT, KEYS
from cnmas_desktop.desktop import parser
from cnmas_desktop.services.manuals import NAMES, manual


def pages() -> dict[str, str]:
    """Program -> its page in roff."""
    return {"cnmas-desktop": "\n".join(_desktop()) + "\n", "cnmas": "\n".join(_command_line()) + "\n"}


def _desktop() -> Iterator[str]:
    made = parser()
    yield from _head("cnmas-desktop", made.description or "")
    yield from _section("SYNOPSIS", made.format_usage().partition(":")[2].strip())
    yield ".SH OPTIONS"
    for action in made._actions:
        names = ", ".join(action.option_strings)
        value = action.metavar or ("|".join(str(one) for one in action.choices) if action.choices else "")
        yield from _item(f"{names} {value}".strip(), action.help or "")
    yield from _environment()


def _command_line() -> Iterator[str]:
    root = get_command(app)
    yield from _head("cnmas", root.help or "")
    yield from _section("SYNOPSIS", "cnmas [OPTIONS] COMMANDE [PARAMÈTRES]")
    yield ".SH OPTIONS"
    yield from _options(root)
    yield ".SH COMMANDES"
    yield from _commands("cnmas", root)
    yield from _environment()


def _commands(path: str, group: Any) -> Iterator[str]:
    for name, command in sorted(group.commands.items()):
        if hasattr(command, "commands"):
            yield from _commands(f"{path} {name}", command)
        else:
            yield from _item(f"{path} {name}", command.help or "")
            yield ".RS"
            yield from _options(command)
            yield ".RE"


def _options(command: Any) -> Iterator[str]:
    for parameter in command.params:
        if getattr(parameter, "hidden", False):
            continue
        names = ", ".join(parameter.opts) if parameter.param_type_name == "option" else (parameter.metavar or parameter.name.upper())
        value = (
            ""
            if parameter.param_type_name == "argument" or getattr(parameter, "is_flag", False)
            else (parameter.metavar or parameter.name.upper())
        )
        yield from _item(f"{names} {value}".strip(), getattr(parameter, "help", None) or "")


def _environment() -> Iterator[str]:
    yield ".SH MANUELS"
    for name in NAMES:
        yield from _item(f"cnmas manual {name}", manual(name, "fr").title)
    yield ".PP"
    yield _text("Les mêmes, à lire dans un navigateur ou à imprimer, en français et en anglais : /usr/share/doc/cnmas-desktop/manuals.")
    yield ".SH FICHIERS"
    yield from _item(str(machine_file()), f"Les réglages communs du poste, en TOML. La liste {LOCKED} y nomme ceux que personne ne change.")
    yield from _item(
        "~/.config/cnmas-desktop/config.toml", "Ceux d'une personne ; ils passent avant ceux du poste, et l'environnement avant eux."
    )
    for key in KEYS:
        yield from _item(key.name, key.about)
    yield ".SH ENVIRONNEMENT"
    for name, meaning in ENVIRONMENT.items():
        yield from _item(name, meaning)


def _head(name: str, summary: str) -> Iterator[str]:
    yield f'.TH {name.upper()} 1 "" "CNMAS Desktop"'
    yield ".SH NOM"
    yield f"{name} \\- {_text(summary.splitlines()[0] if summary else name)}"


def _section(title: str, text: str) -> Iterator[str]:
    yield f".SH {title}"
    yield _text(text)


def _item(term: str, text: str) -> Iterator[str]:
    yield ".TP"
    yield f".B {_text(term)}"
    yield _text(text) or "\\&"


def _text(text: str) -> str:
    """As roff shows it: on one line, its own signs escaped."""
    line = " ".join(text.split()).replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{line}" if line.startswith((".", "'")) else line
