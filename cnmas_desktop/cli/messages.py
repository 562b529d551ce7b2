"""`cnmas message`: what a supervisor writes to agents, and how many have read it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from cnmas_desktop.cli.words import Commands, LastDay, end_of, identify, last_day, say, session, show_table
from cnmas_desktop.messages import KnownError
from cnmas_desktop.services.own_centre import Office
from cnmas_desktop.services.steering import Sent

if TYPE_CHECKING:
    from cnmas_desktop.central.supervisor_gateway import SupervisorGateway

app = Commands("Les messages aux agents, sous l'identifiant d'un superviseur. Ils arrivent à leur prochaine transmission.")


@app.command("send")
def send(
    context: typer.Context,
    text: Annotated[str, typer.Argument(metavar="TEXTE", help="280 caractères au plus, sans rien d'une personne appelée.")],
    to: Annotated[str | None, typer.Option(metavar="IDENTIFIANT", help="À un seul agent.")] = None,
    team: Annotated[str | None, typer.Option(metavar="ÉQUIPE", help="À une équipe ; sinon, à tous vos agents.")] = None,
    until: LastDay = None,
) -> None:
    """Envoyer un message à un de vos agents, à une équipe ou à tous.

    Sans --until, il vaut pour aujourd'hui.
    """
    if to is not None and team is not None:
        raise typer.BadParameter("both", param_hint="--to et --team")
    ends = end_of(until)
    with supervisor(context) as gateway:
        gateway.send_message(text, person=to, team=team, until=ends)
    say("Le message est envoyé : il arrive à la prochaine transmission de chaque poste.")


@app.command("list")
def list_messages(
    context: typer.Context,
    days: Annotated[int, typer.Option(metavar="JOURS", min=1, max=31, help="Ceux des derniers jours.")] = 7,
) -> None:
    """Lister les messages envoyés, avec le nombre d'agents qui les ont lus."""
    with supervisor(context) as gateway:
        lines = [Sent(*row) for row in gateway.messages(days)]
    rows = [
        (one.at, one.sender, one.addressee or "tous", one.text, last_day(one.ends_at), f"{one.read} / {one.addressed}") for one in lines
    ]
    show_table("Messages", ("Envoyé le", "De", "À", "Texte", "Jusqu'au", "Lu"), rows)


@contextmanager
def supervisor(context: typer.Context) -> "Iterator[SupervisorGateway]":
    """A connection under a supervisor's login. KnownError `sign_in.refused` for whoever is none."""
    from cnmas_desktop.central.entrance import enter
    from cnmas_desktop.central.supervisor_gateway import SupervisorGateway

    who = identify(Office.SUPERVISOR)
    entered = enter(session(context).access().url, who.login, who.password)
    gateway = SupervisorGateway(entered.connection)
    try:
        if entered.kind != "supervisor":
            raise KnownError("sign_in.refused")
        yield gateway
    finally:
        gateway.close()
