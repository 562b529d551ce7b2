"""The command line `cnmas`: everything that is done at a centre without a window.

A fault of the world is one French sentence on the standard error and exit code 1; a command that is not understood, 2.
"""

from errno import EACCES, EDQUOT, EEXIST, ELOOP, ENAMETOOLONG, ENOSPC, ENOTDIR, EPERM, EROFS
from io import TextIOWrapper
import os
import sys
from typing import Annotated

import typer

from cnmas_desktop.cli import (
    authorisations,
    campaigns,
    central,
    devices,
    doctor,
    manual,
    messages,
    people,
    recovery,
    simulate,
    work,
)
from cnmas_desktop.cli.words import Commands, Session, UsageError, note, usage_sentence
from cnmas_desktop.config import Config, forget_inherited, home_of
from cnmas_desktop.messages import KnownError

app = Commands("Centre d'appels CNMAS : le centre, ses campagnes, ses agents, ses fichiers et ses résultats.")
app.add_typer(central.app, name="central")
app.add_typer(campaigns.organismes, name="organismes")
app.add_typer(campaigns.app, name="campaigns")
app.add_typer(people.app, name="staff")
app.add_typer(devices.app, name="devices")
app.add_typer(authorisations.app, name="authorisations")
app.add_typer(messages.app, name="message")
app.add_typer(work.contacts, name="contacts")
app.add_typer(work.queue, name="queue")
app.add_typer(work.results, name="results")
app.add_typer(recovery.journal, name="journal")
app.add_typer(recovery.store, name="store")
app.command("simulate")(simulate.simulate)
app.command("doctor")(doctor.doctor)
app.command("manual")(manual.manual)


FOR_TROUBLE = ("doctor", "manual")
"""Commands that serve where the settings cannot be read."""

INTERRUPTED = 130
"""Ctrl+C, as the shell counts it; typer makes this code of it by itself. Also the end of what was to be typed."""


@app.callback()
def start(
    context: typer.Context,
    central_url: Annotated[
        str | None,
        typer.Option(metavar="URL", help="Le centre à utiliser, sans mot de passe (sinon CNMAS_CENTRAL_URL, sinon celui de ce poste)."),
    ] = None,
) -> None:
    fault = None
    try:
        config = Config.read()
    except KnownError as error:
        if context.invoked_subcommand not in FOR_TROUBLE:
            raise
        # They go on: to say this and all the rest, and to read what is to be done.
        config, fault = Config(home=home_of(os.environ)), error
    context.obj = Session(config, fault).at(central_url)


def main() -> None:
    forget_inherited()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that knows no accents shows « ? », it ends no command
    try:
        code = run()
    except Exception as error:  # noqa: BLE001 - a hook of the interpreter would not do: typer puts its own, which quotes the error
        code = 1
        _say_where(error)
    raise SystemExit(code)


def _say_where(error: Exception) -> None:
    """A fault of ours: a database quotes the row in its words, so only kinds and places are said."""
    from cnmas_desktop.logs import faults

    for one in faults(error):
        note(f"Erreur interne ({one['type']}) : {one['trace']}")


def run(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    try:
        code = app(arguments, prog_name="cnmas", standalone_mode=False)
    except KnownError as error:
        note(str(error))
        return 1
    except UsageError as error:
        if type(error).__name__ == "NoArgsIsHelpError":
            note(str(error))
        else:
            note(usage_sentence(error))
        return 2
    except typer.Abort:
        code = INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    except OSError as error:
        note(str(_of_the_disk(error)))
        return 1
    if code == INTERRUPTED:
        note("Interrompu.")
    return code if isinstance(code, int) else 0


def _of_the_disk(error: OSError) -> KnownError:
    """A disk that takes nothing, or a place that is none, is the world's, whatever was to be done there; another error is ours."""
    if error.errno in (ENOSPC, EDQUOT):
        return KnownError("disk.full")
    if error.errno in (EACCES, EEXIST, ELOOP, ENAMETOOLONG, ENOTDIR, EPERM, EROFS):
        return KnownError("disk.unwritable", name=str(error.filename or ""))
    raise error
