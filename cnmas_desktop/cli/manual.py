"""`cnmas manual`: the manuals of the program, read here or written to a file; no centre and no network is needed."""

from pathlib import Path
import sys
from typing import Annotated

import typer

from cnmas_desktop.cli.words import say, session
from cnmas_desktop.messages import KnownError
from cnmas_desktop.services import manuals


def manual(
    context: typer.Context,
    name: Annotated[str | None, typer.Argument(metavar="[MANUEL]", help=f"{', '.join(manuals.NAMES)} (sinon, leur liste).")] = None,
    language: Annotated[
        str | None, typer.Option("--lang", metavar="fr|en", help="Sa langue (sinon celle des réglages, sinon le français).")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="FICHIER", help="L'écrire, en .html (à imprimer) ou en .md, au lieu de l'afficher.")
    ] = None,
) -> None:
    """Lire un manuel, ou l'écrire dans un fichier : agent, encadrement, protection des données, installation, exploitation."""
    chosen = language or session(context).config.language or "fr"
    if chosen not in manuals.LANGUAGES:
        raise typer.BadParameter("fr, en", param_hint="--lang")
    if name is None:
        for one in manuals.NAMES:
            say(f"{one:<11}{manuals.manual(one, chosen).title}")
        return
    if name not in manuals.NAMES:
        raise KnownError("manual.unknown", name=name, names=", ".join(manuals.NAMES))
    if out is not None:
        _write(out, name, chosen)
    elif sys.stdout.isatty():
        from rich.console import Console
        from rich.markdown import Markdown

        console = Console()
        with console.pager(styles=True):
            console.print(Markdown(manuals.markdown(name, chosen)), width=min(console.width, 100))
    else:
        typer.echo(manuals.markdown(name, chosen), nl=False)


def _write(out: Path, name: str, language: str) -> None:
    kinds = {".html": manuals.page, ".md": manuals.markdown}
    if out.suffix not in kinds:
        raise KnownError("manual.unknown_format", name=out.name)
    if out.exists():
        raise KnownError("manual.exists", name=out.name)
    try:
        out.write_text(kinds[out.suffix](name, language), encoding="utf-8")
    except OSError:
        raise KnownError("export.unwritable", name=out.name) from None
    say(f"Écrit dans {out}.")
