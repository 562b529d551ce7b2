"""`cnmas staff`: the people of a centre. The operator makes accounts; the director's authorisation is recorded with its author."""

from enum import StrEnum
from typing import Annotated

import typer

from cnmas_desktop.cli.words import Commands, LastDay, end_of, in_words, last_day, note, password, say, session, show_table
from cnmas_desktop.messages import KnownError
from cnmas_desktop.services.own_centre import Office
from cnmas_desktop.services.wording import SKILLS

app = Commands("Le personnel du centre : comptes et habilitations.")

Login = Annotated[str, typer.Argument(metavar="IDENTIFIANT", help="L'identifiant de la personne.")]
Author = Annotated[str | None, typer.Option(metavar="NOM", help="Qui a signé l'habilitation (le directeur ou son délégataire).")]
OnCampaign = Annotated[str | None, typer.Option(metavar="CODE", help="Pour cette campagne seulement.")]
OnOrganisme = Annotated[str | None, typer.Option(metavar="CODE", help="Pour cet organisme seulement.")]

KINDS = {"agent": "agent", "supervisor": "superviseur", "manager": "responsable", "auditor": "auditeur"}


class KindOfPerson(StrEnum):
    AGENT = "agent"
    SUPERVISOR = "supervisor"
    MANAGER = "manager"
    AUDITOR = "auditor"


@app.command("add")
def add(
    context: typer.Context,
    kind: Annotated[KindOfPerson, typer.Argument(metavar="FONCTION", help="agent, supervisor, manager ou auditor.")],
    name: Annotated[str, typer.Option(metavar="NOM", help="Prénom et nom, pour l'écran.")],
    login: Annotated[
        str | None, typer.Option(metavar="IDENTIFIANT", help="Un code sans le nom (sinon le programme en choisit un).")
    ] = None,
    authorised_by: Author = None,
    campaign: OnCampaign = None,
    organisme: OnOrganisme = None,
    until: LastDay = None,
) -> None:
    """Créer un compte. Le mot de passe provisoire n'est affiché qu'ici, une fois.

    Un agent ne reçoit de dossiers qu'avec l'habilitation du directeur : --authorised-by.
    """
    from cnmas_desktop.central import staffing

    person = staffing.NewPerson(kind.value, name.strip(), name.split()[0] if name.split() else name, login, end_of(until))
    allowed = staffing.DirectorAuthorisation(authorised_by, campaign, organisme, end_of(until)) if authorised_by is not None else None
    with session(context).access().operator() as operator:
        account = staffing.add(operator, person, authorisation=allowed)
    _hand_over(account.login, account.password)
    if kind is KindOfPerson.AGENT and allowed is None:
        note(f"Sans habilitation, aucun dossier ne lui sera confié : cnmas staff authorise {account.login} --authorised-by NOM")


@app.command("authorise")
def authorise(
    context: typer.Context,
    login: Login,
    authorised_by: Annotated[str, typer.Option(metavar="NOM", help="Qui a signé l'habilitation (le directeur ou son délégataire).")],
    campaign: OnCampaign = None,
    organisme: OnOrganisme = None,
    until: LastDay = None,
) -> None:
    """Enregistrer l'habilitation d'une personne par le directeur."""
    from cnmas_desktop.central import staffing

    signed = staffing.DirectorAuthorisation(authorised_by, campaign, organisme, end_of(until))
    with session(context).access().operator() as operator:
        staffing.authorise(operator, login, signed)
    say(f"L'habilitation de {login} est enregistrée.")


@app.command("place")
def place(
    context: typer.Context,
    login: Login,
    team: Annotated[str | None, typer.Option(metavar="ÉQUIPE", help="Le nom de l'équipe (sinon aucune).")] = None,
    skill: Annotated[
        list[str] | None, typer.Option(metavar="CODE", help=f"Ce qu'on peut lui confier : {', '.join(SKILLS)}. Se répète.")
    ] = None,
) -> None:
    """Mettre une personne dans une équipe, avec ses langues et ses compétences : ses collègues peuvent lui confier des dossiers."""
    from cnmas_desktop.central import staffing

    unknown = [code for code in skill or () if code not in SKILLS]
    if unknown:
        raise typer.BadParameter(", ".join(unknown), param_hint="--skill")
    with session(context).access().operator() as operator:
        staffing.place(operator, login, team, skill or ())
    say(f"{login} : {team or 'aucune équipe'}, {', '.join(skill or ()) or 'aucune compétence notée'}.")


@app.command("withdraw")
def withdraw(context: typer.Context, login: Login) -> None:
    """Retirer toutes les habilitations d'une personne ; son compte reste."""
    from cnmas_desktop.central import staffing

    with session(context).access().operator() as operator:
        count = staffing.withdraw_authorisations(operator, login)
    say(f"Habilitations retirées à {login} : {count}.")


@app.command("disable")
def disable(context: typer.Context, login: Login) -> None:
    """Fermer un compte tout de suite, connexions comprises. Ses dossiers reviennent à l'équipe."""
    from cnmas_desktop.central import staffing

    with session(context).access().operator() as operator:
        back = staffing.disable(operator, login)
    say(f"Le compte {login} est fermé.")
    if back.free:
        say(f"{back.free} dossiers qui lui étaient confiés ou promis reviennent à la file.")
    if back.held and back.until:
        say(f"{back.held} dossiers réservés sur son poste lui sont retirés : ils reviennent au plus tard le {in_words(back.until)}.")


@app.command("reset-password")
def reset_password(context: typer.Context, login: Login) -> None:
    """Donner un nouveau mot de passe provisoire, affiché une fois."""
    from cnmas_desktop.central import staffing

    with session(context).access().operator() as operator:
        account = staffing.reset_password(operator, login)
    _hand_over(account.login, account.password)


@app.command("change-password")
def change_password(context: typer.Context) -> None:
    """Changer votre propre mot de passe, à un centre désigné par son adresse.

    L'ancien est demandé, ou lu dans CNMAS_PASSWORD_FILE ; le nouveau aussi, ou lu dans CNMAS_NEW_PASSWORD_FILE.
    """
    from cnmas_desktop.central import staffing

    found = session(context)
    if not found.config.central_url:
        raise KnownError("staff.made_password", file=str(found.own.manager_file))
    access = found.access()
    who = access.identify(Office.MANAGER)
    staffing.change_own_password(access.url, who.login, who.password, password("nouveau", "CNMAS_NEW_PASSWORD_FILE"))
    say("Votre mot de passe est changé.")


def _hand_over(login: str, password: str) -> None:
    say(f"Identifiant : {login}")
    say(f"Mot de passe provisoire : {password}")


@app.command("list")
def list_staff(context: typer.Context) -> None:
    """Lister les comptes et les habilitations."""
    from cnmas_desktop.central import staffing

    with session(context).access().operator() as operator:
        lines = staffing.staff(operator)
    rows = [
        (
            line.login,
            KINDS[line.kind],
            line.display_name,
            "fermé" if line.disabled_at else "ouvert",
            line.authorised if line.kind == "agent" else None,
            last_day(line.authorised_until),
            line.password_expires_at,
        )
        for line in lines
    ]
    show_table("Personnel", ("Identifiant", "Fonction", "Nom", "Compte", "Habilité", "Jusqu'au", "Mot de passe expire le"), rows)
