"""`cnmas authorisations`: what a supervisor decides of slips in the authorisations to contact a person."""

from typing import Annotated
from uuid import UUID

import typer

from cnmas_desktop.cli.words import Commands, identify, say, session, show_table
from cnmas_desktop.services.own_centre import Office
from cnmas_desktop.services.wording import CHANNELS, MENDING_REASONS, label_of

app = Commands(
    "Les autorisations de contact : annuler une erreur de saisie, sous l'identifiant d'un superviseur."
)

STUDY = "Étude"
REASONS = {one.code: one.label for one in MENDING_REASONS}


@app.command("asked")
def asked(context: typer.Context) -> None:
    """Lister les erreurs que des agents demandent d'annuler."""
    from cnmas_desktop.central.authorisation_gateway import AuthorisationGateway

    who = identify(Office.SUPERVISOR)
    with AuthorisationGateway.sign_in(session(context).access().url, who.login, who.password) as gateway:
        lines = gateway.asked()
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
    slip: Annotated[
        UUID, typer.Argument(metavar="NUMÉRO", help="Le numéro donné par « cnmas authorisations asked ».")
    ],
    reason: Annotated[
        str,
        typer.Option(
            metavar="|".join(REASONS), help="Pourquoi c'était une erreur ; gardé avec votre identifiant."
        ),
    ],
) -> None:
    """Annuler un refus d'être appelé, ou une opposition, noté par erreur."""
    from cnmas_desktop.central.authorisation_gateway import AuthorisationGateway

    if reason not in REASONS:
        raise typer.BadParameter(", ".join(REASONS))
    who = identify(Office.SUPERVISOR)
    with AuthorisationGateway.sign_in(session(context).access().url, who.login, who.password) as gateway:
        reopened = gateway.cancel(slip, reason)
    say(f"C'est annulé. {reopened} dossier(s) de cette personne reviennent dans la file.")
