"""`cnmas central backup`, `restore` and `verify`: work of an administrator of the server, who sees every row."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cnmas_desktop.cli.words import Commands, Session, note, password, say, session
from cnmas_desktop.credentials import private_folder, write_private
from cnmas_desktop.messages import KnownError
from cnmas_desktop.services.own_centre import OwnCentre

if TYPE_CHECKING:
    from cnmas_desktop.central.backups import Manifest, Restored

Key = Annotated[
    Path,
    typer.Option(metavar="FICHIER", help="La clé de secours du centre (organisation.key), ou le dossier de toutes ses clés."),
]
Source = Annotated[Path, typer.Argument(metavar="FICHIER", help="La sauvegarde.")]


def add_to(app: Commands) -> None:
    """These commands belong to `cnmas central`."""
    app.command("backup")(backup)
    app.command("restore")(restore)
    app.command("verify")(verify)


def _administrator(found: Session, account: str | None) -> tuple[str, str, str]:
    """Address, account and password of one who sees every row; of this machine's own centre, its server's superuser."""
    if address := found.config.central_address:
        if not account:
            raise KnownError("backup.which_account")
        return address, account, password("administrateur", "CNMAS_ADMIN_PASSWORD_FILE")
    found.access()  # there is one, and it runs
    secret = (found.own.folder / "superuser.password").read_text(encoding="utf-8").strip()
    return found.own.url, "postgres", secret


def backup(
    context: typer.Context,
    to: Annotated[Path, typer.Option("--to", metavar="FICHIER", help="Le fichier à écrire ; il ne doit pas exister.")],
    account: Annotated[
        str | None,
        typer.Option(
            metavar="COMPTE",
            help="Un compte qui voit tout : administrateur du serveur, ou compte BASE_backup.",
        ),
    ] = None,
) -> None:
    """Sauvegarder le centre dans un fichier que seule sa clé de secours peut ouvrir.

    Les agents continuent de travailler. La sauvegarde n'est sûre qu'une fois vérifiée : cnmas central verify.
    """
    from cnmas_desktop.central import backups

    found = session(context)
    url, who, secret = _administrator(found, account)
    manifest = backups.take(url, who, secret, to.expanduser().absolute())
    say(f"Le centre {manifest.database} est sauvegardé dans {to} : {_size(manifest)}.")
    if any(person.can_login and person.verifier is None for person in manifest.people):
        note("Les mots de passe n'ont pas pu être lus : après une restauration ailleurs, chacun en recevra un nouveau.")


def verify(
    source: Source,
    key: Key,
    quick: Annotated[
        bool,
        typer.Option("--quick", help="Relire le fichier seulement, sans le restaurer dans un serveur d'essai."),
    ] = False,
) -> None:
    """Restaurer une sauvegarde dans un serveur d'essai, comparer ligne à ligne, et détruire l'essai. Code 1 si elle diffère."""
    from cnmas_desktop.central import backups

    secret = _key(key, source)
    if quick:
        manifest = backups.read_manifest(source, secret)
        say(f"Le fichier est entier : centre {manifest.database}, {manifest.taken_at}, {_size(manifest)}.")
        return
    tried = backups.drill(source, secret)
    _same(tried)
    say(f"La sauvegarde se restaure, ligne à ligne : centre {tried.manifest.database}, {tried.manifest.taken_at}, {_size(tried.manifest)}.")


def restore(
    context: typer.Context,
    source: Source,
    key: Key,
    account: Annotated[str | None, typer.Option(metavar="COMPTE", help="Un superutilisateur du serveur.")] = None,
    keys: Annotated[Path | None, typer.Option(metavar="DOSSIER", help="Où écrire le nouveau mot de passe de l'opérateur.")] = None,
    data: Annotated[
        Path | None,
        typer.Option(metavar="DOSSIER", help="Sans --central-url : le dossier, vide, du centre à refaire sur ce poste."),
    ] = None,
) -> None:
    """Refaire un centre à partir d'une sauvegarde, là où sa base n'existe pas.

    Au prochain contact, les postes transmettent de nouveau ce que la sauvegarde ne connaissait pas.
    """
    from cnmas_desktop.central import backups

    found = session(context)
    secret = _key(key, source)
    if address := found.config.central_address:
        if not account or keys is None:
            raise KnownError("backup.which_account")
        operator_file = keys / "operator.password"
        if operator_file.exists():
            raise KnownError("central.keys_exist", folder=str(keys))
        private_folder(keys)
        done = backups.restore(
            address,
            account,
            password("administrateur", "CNMAS_ADMIN_PASSWORD_FILE"),
            source,
            secret,
        )
        write_private(operator_file, done.operator_password.encode())
    else:
        folder = data.expanduser().absolute() if data else found.own.folder
        if (folder / "state.json").exists():
            raise KnownError("backup.folder_used", folder=str(folder))
        done = backups.restore_here(folder, source, secret)
        OwnCentre(folder).remember(found.config)
    _same(done)
    say(
        f"Le centre {done.manifest.database} est restauré, ligne à ligne, tel qu'il était au {done.manifest.taken_at} : {_size(done.manifest)}."
    )
    note("Fermez de nouveau les comptes fermés depuis cette date (cnmas staff list) et remettez les comptes faits depuis.")
    if done.without_password:
        note(f"{len(done.without_password)} comptes n'ont pas de mot de passe : cnmas staff reset-password.")
    if done.to_harden:
        note("Un administrateur du serveur doit encore exécuter, dans cette base :")
        for statement in done.to_harden:
            say(f"{statement};")


def _key(place: Path, source: Path) -> bytes:
    from cnmas_desktop.central.backup_file import fitting
    from cnmas_desktop.services.recovery import read_keys

    return fitting(source, read_keys(place))


def _same(done: "Restored") -> None:
    if done.differing:
        raise KnownError("backup.differs", tables=", ".join(done.differing))


def _size(manifest: "Manifest") -> str:
    return f"{manifest.rows} lignes dans {len(manifest.tables)} tables, {len(manifest.people)} comptes"
