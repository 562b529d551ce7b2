"""`cnmas journal` and `cnmas store`: bringing in what a workstation could not send, with the organisation's private keys."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cnmas_desktop.cli.words import Commands, Session, note, password, say, session
from cnmas_desktop.messages import KnownError

if TYPE_CHECKING:
    from cnmas_desktop.services.recovery import Recovered

journal = Commands("Les copies de secours scellées des postes.")
store = Commands("Les données d'un poste dont la clé est perdue.")

Key = Annotated[
    Path | None,
    typer.Option(
        "--key",
        metavar="FICHIER",
        help="La clé de secours du centre, ou le dossier de toutes ses clés (sinon celles du centre de ce poste).",
    ),
]
Folder = Annotated[Path, typer.Argument(metavar="DOSSIER", help="Le dossier qui contient store.db et key.json, ou sa copie.")]


def _keys(found: Session, place: Path | None) -> tuple[bytes, ...]:
    from cnmas_desktop.services.recovery import read_keys

    if place is None and found.config.central_url:
        raise KnownError("recovery.which_key")
    return read_keys(place or found.own.folder)


@journal.command("recover")
def recover(
    context: typer.Context,
    files: Annotated[list[Path] | None, typer.Argument(metavar="[FICHIER]…", help="Des fichiers .journal copiés d'un poste.")] = None,
    key: Key = None,
    deposits: Annotated[
        bool, typer.Option("--deposits/--no-deposits", help="Ouvrir aussi ce que des collègues ont déposé au centre.")
    ] = True,
) -> None:
    """Transmettre les résultats des copies de secours. Une seconde fois ne change rien."""
    from cnmas_desktop.central.recovery_gateway import RecoveryGateway
    from cnmas_desktop.services.recovery import recover_journals

    found = session(context)
    private = _keys(found, key)
    with found.access().operator() as operator:
        report = recover_journals(RecoveryGateway(operator), private, files or (), deposits=deposits)
    _tell(report)
    if report.unreadable:
        raise typer.Exit(1)


@store.command("recover")
def recover_store(
    context: typer.Context,
    folder: Folder,
    key: Key = None,
    set_aside: Annotated[
        bool, typer.Option("--set-aside", help="Puis mettre ces données de côté, pour que la personne recommence à neuf.")
    ] = False,
) -> None:
    """Transmettre les résultats d'un poste dont le trousseau est perdu, sans rien y modifier."""
    from cnmas_desktop.central.recovery_gateway import RecoveryGateway
    from cnmas_desktop.services import recovery

    found = session(context)
    private = _keys(found, key)
    with found.access().operator() as operator:
        report = recovery.recover_store(RecoveryGateway(operator), private, folder)
    _tell(report)
    if set_aside:
        from cnmas_desktop.local import database

        lock = database.take_lock(folder)
        try:
            say(f"Ces données sont mises de côté dans {database.set_aside(folder, datetime.now(UTC))}")
        finally:
            lock.release()


@store.command("reopen")
def reopen(context: typer.Context, folder: Folder, key: Key = None) -> None:
    """Rendre à une personne les données de ce poste : un nouveau secret de trousseau, et son mot de passe du centre."""
    from cnmas_desktop.credentials import SystemKeyring
    from cnmas_desktop.services.recovery import reopen_store

    reopen_store(_keys(session(context), key), folder, password("agent", "CNMAS_PASSWORD_FILE"), SystemKeyring())
    say("Les données de ce poste s'ouvrent de nouveau avec ce mot de passe.")


def _tell(report: "Recovered") -> None:
    from cnmas_desktop.services.recovery import ANSWERS

    details = ", ".join(f"{report.answers[status]} {word}" for status, word in ANSWERS.items() if report.answers.get(status))
    say(f"{report.events} événements lus" + (f" : {details}." if details else "."))
    for name in report.unreadable:
        note(f"{name} n'est pas, ou pas tout entière, une copie de secours que cette clé ouvre : seul ce qui se lisait en a été pris.")
