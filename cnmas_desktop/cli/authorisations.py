"""`cnmas authorisations`: what a supervisor decides of slips in the authorisations to contact a person."""

from typing import Annotated
from uuid import UUID

import typer

from cnmas_desktop.cli.messages import supervisor
from cnmas_desktop.cli.words import Commands, say, show_table
from cnmas_desktop.services.steering import Slip
from cnmas_desktop.services.wording import CHANNELS, MENDING_REASONS, label_of

app = Commands("Les autorisations de contact : annuler une erreur de saisie, sous l'identifiant d'un superviseur.")

STUDY = "Étude"
REASONS = {one.code: one.label for one in MENDING_REASONS}


@app.command("asked")
def asked(context: typer.Context) -> None:
    """Lister les erreurs que des agents demandent d'annuler."""
    with supervisor(context) as gateway:
        lines = tuple(Slip(*row) for row in gateway.slips())
    if not lines:
        say("Aucune demande n'attend de décision.")
        return
    rows = [
        (
            line.slip,
            line.campaign,
            line.organisme,
            STUDY if line.channel == "study" else label_of(CHANNELS, line.channel),
            line.login,
            line.said_at,
            line.asked_at,
            REASONS.get(line.reason, line.reason),
        )
        for line in lines
    ]
    header = ("Numéro", "Campagne", "Organisme", "Canal", "Agent", "Noté le", "Demandé le", "Raison")
    show_table("Erreurs à annuler", header, rows)


@app.command("cancel")
def cancel(
    context: typer.Context,
    slip: Annotated[UUID, typer.Argument(metavar="NUMÉRO", help="Le numéro donné par « cnmas authorisations asked ».")],
    reason: Annotated[
        str,
        typer.Option(metavar="TEXTE", help="Pourquoi c'était une erreur, en 3 à 200 caractères. Gardé avec votre identifiant."),
    ],
) -> None:
    """Annuler un refus d'être appelé, ou une opposition, noté par erreur."""
    with supervisor(context) as gateway:
        reopened = gateway.cancel_slip(slip, reason)
    say(f"C'est annulé. Dossiers de cette personne qui reviennent dans la file : {reopened}.")
