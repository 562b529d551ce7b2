"""`cnmas devices`: the workstations that the centre knows, and those that are lost or leave service. The operator's work."""

from typing import Annotated
from uuid import UUID

import typer

from cnmas_desktop.cli.words import Commands, in_words, note, say, session, show_table

app = Commands("Les postes de travail que le centre connaît.")


@app.command("list")
def list_devices(
    context: typer.Context,
    login: Annotated[str | None, typer.Option("--of", metavar="IDENTIFIANT", help="Ceux de cette personne seulement.")] = None,
) -> None:
    """Lister les postes : à qui, quand ils se sont manifestés, ce qu'ils n'ont pas transmis.

    Une personne a un poste par ordinateur et par session du système où elle s'est connectée.
    """
    from cnmas_desktop.central import devices

    with session(context).access().operator() as operator:
        lines = devices.workstations(operator, login)
    rows = [
        (
            str(line.id),
            line.login,
            line.client_version,
            line.last_contact_at,
            line.pending,
            line.held,
            line.withdrawn_at,
            line.told if line.withdrawn_at else None,
        )
        for line in lines
    ]
    show_table(
        "Postes",
        (
            "Poste",
            "Personne",
            "Version",
            "Dernier contact",
            "Non transmis",
            "Réservés",
            "Retiré le",
            "Prévenu",
        ),
        rows,
    )


Device = Annotated[UUID, typer.Argument(metavar="POSTE", help="Le poste, tel que « cnmas devices list » l'écrit.")]


@app.command("withdraw")
def withdraw(
    context: typer.Context,
    device: Device,
    now: Annotated[
        bool,
        typer.Option(
            "--now",
            help="Rendre ses dossiers tout de suite : seulement si personne n'appelle plus de ce poste.",
        ),
    ] = False,
) -> None:
    """Retirer du service un poste perdu, volé ou remplacé : à son prochain contact, il transmet puis s'efface.

    La personne garde son compte, et recommence à neuf sur un autre poste.
    """
    from cnmas_desktop.central import devices

    with session(context).access().operator() as operator:
        gone = devices.withdraw(operator, device, at_once=now)
    say(f"Ce poste de {gone.login} est retiré du service. À son prochain contact, il transmettra ce qu'il garde, puis s'effacera.")
    if gone.free:
        say(f"{gone.free} dossiers qui y étaient réservés reviennent à la file.")
    if gone.held and gone.until:
        say(f"{gone.held} dossiers y sont réservés : ils reviennent à ce contact, ou au plus tard le {in_words(gone.until)}.")
    note(
        "Tant qu'il ne se manifeste pas, il garde ses données, chiffrées. "
        f"Si quelqu'un d'autre peut en connaître le mot de passe : cnmas staff reset-password {gone.login}"
    )
    note(f"Si c'était une erreur, avant son prochain contact : cnmas devices allow {device}")


@app.command("allow")
def allow(context: typer.Context, device: Device) -> None:
    """Remettre en service un poste retiré par erreur, tant qu'il ne l'a pas appris.

    Une fois prévenu, il s'efface : la personne s'y connecte alors comme au premier jour.
    """
    from cnmas_desktop.central import devices

    with session(context).access().operator() as operator:
        login = devices.allow(operator, device)
    say(f"Ce poste de {login} est en service. Les dossiers dont le retrait a mis fin à la réservation retournent à la file.")
