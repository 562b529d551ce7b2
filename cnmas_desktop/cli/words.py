"""What the commands share: French help and usage errors, tables on the standard output, and the entrance to the centre.

Typer's own words are English; those that a person meets are replaced here. Results go to the standard output, everything else
(progress, notes, errors) to the standard error, so that a result can be piped.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
import json
import os
from pathlib import Path
import sys
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer
from typer import rich_utils
from typer.core import TyperCommand, TyperGroup

from cnmas_desktop.config import Config, machine_file
from cnmas_desktop.domain import centre_days
from cnmas_desktop.messages import KnownError
from cnmas_desktop.services.own_centre import Access, Credentials, Office, OwnCentre

if TYPE_CHECKING:
    from rich.progress import Progress, ProgressColumn

LastDay = Annotated[datetime | None, typer.Option(metavar="AAAA-MM-JJ", formats=["%Y-%m-%d"], help="Le dernier jour, compris.")]
"""Of a campaign, an account, an authorisation or a message alike."""

UsageError: type[Exception] = cast("type[Exception]", typer.BadParameter.__mro__[1])
"""The ancestor of every error of usage; typer does not export it."""

rich_utils.COMMANDS_PANEL_TITLE = "Commandes"
rich_utils.ERRORS_PANEL_TITLE = "Erreur"
rich_utils.DEFAULT_STRING = "[défaut : {}]"
rich_utils.REQUIRED_LONG_STRING = "[obligatoire]"
rich_utils.ENVVAR_STRING = "[variable : {}]"

AsJson = Annotated[bool, typer.Option("--json", help="Afficher un objet JSON.")]

STATES = {"draft": "brouillon", "open": "ouverte", "paused": "suspendue", "closed": "close"}
"""Of a campaign, in words."""

LONGEST_PASSWORD = 1000
"""Characters of a file that holds one, its end of line among them."""

_HELP = "Afficher cette aide."


class FrenchCommand(TyperCommand):
    """A command whose help is in French, whose switches show no type, and whose arguments none of Python's."""

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        for parameter in self.params:
            if parameter.param_type_name == "argument":
                cast("Any", parameter).display_type_rich = lambda ctx: None  # « <list[Path]> » says nothing to a person
            elif getattr(parameter, "is_flag", False):
                parameter.metavar = " "

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """Arguments by the very word that their help explains, in brackets where that word has them."""
        return ["[OPTIONS]", *(str(one.metavar) for one in self.params if one.param_type_name == "argument")]

    def get_help_option(self, ctx: Any) -> Any:
        return _in_french(super().get_help_option(ctx))


class FrenchGroup(TyperGroup):
    """The same for a group of commands."""

    def get_help_option(self, ctx: Any) -> Any:
        return _in_french(super().get_help_option(ctx))


def _in_french(option: Any) -> Any:
    if option is not None:
        option.help, option.metavar = _HELP, " "
    return option


class Commands(typer.Typer):
    """A group of commands. Said without a command, it shows its help."""

    def __init__(self, about: str) -> None:
        super().__init__(
            help=about, cls=FrenchGroup, no_args_is_help=True, add_completion=False,
            subcommand_metavar="COMMANDE [PARAMÈTRES]…", options_metavar="[OPTIONS]", pretty_exceptions_enable=False,
        )  # fmt: skip

    def command(self, name: str | None = None, **settings: Any) -> Callable[[Any], Any]:
        return super().command(name, cls=FrenchCommand, **settings)


def usage_sentence(error: Any) -> str:
    """An error of usage in one French sentence, with the command whose help says more."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "cnmas"
    label = _label(error)
    match type(error).__name__:
        case "MissingParameter":
            reason = f"Il manque {label}"
        case "NoSuchOption":
            reason = f"L'option {error.option_name} n'existe pas"
        case "BadOptionUsage":
            reason = f"L'option {error.option_name} attend une valeur, ou n'en attend pas"
        case "BadParameter":
            reason = f"La valeur donnée pour {label} ne convient pas"
        case _:
            reason = "Cette commande n'est pas connue, ou a trop de paramètres"
    return f"{reason}. Voyez : {path} --help"


def _label(error: Any) -> str:
    parameter = getattr(error, "param", None)
    if parameter is None:
        return getattr(error, "param_hint", None) or "un paramètre"
    if parameter.param_type_name == "option":
        return "/".join(parameter.opts)
    return str(parameter.metavar or parameter.name)


@dataclass(frozen=True, slots=True)
class Session:
    """One run of the program: where things are, and who acts. `fault`: why the settings could not be read, where a command goes on."""

    config: Config
    fault: KnownError | None = None

    def at(self, url: str | None) -> "Session":
        """The same run at the centre that an option names; unchanged where it names none.

        Raises KnownError `config.locked` where the workstation's file fixes the centre."""
        if not url:
            return self
        if "central_url" in self.config.locked:
            raise KnownError("config.locked", file=machine_file())
        return Session(self.config._replace(central_url=url), self.fault)

    @property
    def own(self) -> OwnCentre:
        return OwnCentre.of(self.config)

    def access(self) -> Access:
        from cnmas_desktop.bootstrap import access

        return access(self.config, identify)


def session(context: typer.Context) -> Session:
    found: Session = context.find_root().obj
    return found


def identify(office: Office) -> Credentials:
    """Who acts at a centre that is not one's own: from the environment, else asked at the terminal."""
    if office is Office.OPERATOR:
        return Credentials("", password("opérateur", "CNMAS_OPERATOR_PASSWORD_FILE"))
    login = os.environ.get("CNMAS_LOGIN") or _ask("Identifiant")
    return Credentials(login, password("superviseur" if office is Office.SUPERVISOR else "responsable", "CNMAS_PASSWORD_FILE"))


def password(whose: str, variable: str) -> str:
    """From the file that the environment names, or from the keyboard; never from the command line, which others of the machine read."""
    file = os.environ.get(variable)
    if not file:
        return _ask(f"Mot de passe ({whose})", hidden=True)
    # It may be a pipe, `<(secret-tool lookup …)`, but none without an end.
    with suppress(OSError, UnicodeDecodeError), Path(file).open(encoding="utf-8") as said:
        text = said.read(LONGEST_PASSWORD + 1)
        if len(text) <= LONGEST_PASSWORD:
            return text.strip()
    raise KnownError("cli.password_file", name=file)


def _ask(question: str, *, hidden: bool = False) -> str:
    if not sys.stdin.isatty():
        raise KnownError("cli.who")
    answer: str = typer.prompt(question, hide_input=hidden, err=True)
    return answer.strip()


def confirmed(question: str) -> bool:
    """Whether the person says yes; anything else is no."""
    answer: str = typer.prompt(f"{question} [o/N]", default="", show_default=False, err=True)
    return answer.strip().lower() in ("o", "oui", "y", "yes")


def say(sentence: str) -> None:
    """A result in words."""
    typer.echo(sentence)


def note(sentence: str) -> None:
    """A remark beside the result."""
    typer.echo(sentence, err=True)


def show_json(value: Any) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, indent=1, default=str))


def show_table(title: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A table as wide as the terminal; numbers to the right, nothing for None."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    lines = [tuple(cells) for cells in rows]
    texts = [header, *([in_words(cell) for cell in line] for line in lines)]
    words = [max(len(word) for text in column for word in text.split() or ("",)) for column in zip(*texts, strict=True)]
    # A file or a pipe has no width of its own: nothing is folded there.
    console = Console(width=None if sys.stdout.isatty() else 300)
    # A narrow terminal loses the room between the columns before a word is broken.
    tight = sum(words) + 3 * len(words) > console.width
    whole = sum(words) + len(words) < console.width
    table = Table(title=title, title_justify="left", box=SIMPLE_HEAD, pad_edge=False, padding=(0, 0 if tight else 1))
    for place, (name, word) in enumerate(zip(header, words, strict=True)):
        numbers = any(type(line[place]) is int for line in lines)
        table.add_column(name, justify="right" if numbers else "left", overflow="fold", min_width=word if whole else None)
    for text in texts[1:]:
        table.add_row(*(Text(cell) for cell in text))
    console.print(table)


@contextmanager
def progress(*columns: "str | ProgressColumn") -> "Iterator[Progress]":
    """What is being done, on the standard error where it is a terminal; nothing elsewhere."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as shown:
        yield shown


def end_of(day: datetime | None) -> datetime | None:
    """Up to when holds what a `LastDay` ends; a day that is over would end it before it began."""
    if day is None:
        return None
    end = centre_days.end_of(day.date())
    if end <= datetime.now(UTC):
        raise typer.BadParameter("past", param_hint="--until")
    return end


def last_day(end: datetime | None) -> str:
    """The day that was given for `end_of`; and the hour, where it does not end with a day."""
    if end is None:
        return ""
    day = centre_days.last_day(end)
    if end == centre_days.end_of(day):
        return f"{day:%d/%m/%Y}"
    return in_words(end)


def in_words(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, datetime):
        return value.astimezone().strftime("%d/%m/%Y %H:%M")
    return str(value)
