"""`cnmas organismes` and `cnmas campaigns`: for whom one calls, and about what."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cnmas_desktop.cli.words import STATES, Commands, LastDay, end_of, last_day, say, session, show_table
from cnmas_desktop.domain.campaign import Campaign
from cnmas_desktop.messages import KnownError
from cnmas_desktop.plain_files import plain_text

if TYPE_CHECKING:
    from cnmas_desktop.central.manager_rows import PurgeLine

organismes = Commands("Les organismes commanditaires (CPAM, CGSS).")
app = Commands("Les campagnes d'appels.")

Code = Annotated[str, typer.Argument(metavar="CAMPAGNE", help="Le code de la campagne.")]

REGIMES = {"service": "service", "study": "étude"}
PURGED = {
    "cases": "dossiers",
    "provisional_codes": "codes provisoires ameli",
    "agent_figures": "chiffres d'agents de plus d'un an",
    "reviews": "relectures d'entretiens de plus d'un an",
    "people_destroyed": "personnes",
    "people_kept_as_stop": "personnes dont ne reste que « ne plus appeler »",
    "kept_not_received": "gardés : résultat pas encore reçu par l'organisme",
    "kept_leased": "gardés : dossiers sur un poste",
    "kept_to_decide": "gardés : en attente d'une décision",
}


@organismes.command("load")
def load_organismes(
    context: typer.Context,
    file: Annotated[Path | None, typer.Argument(metavar="[FICHIER]", help="Un fichier TOML (sinon les 107 organismes livrés).")] = None,
) -> None:
    """Charger les organismes dans le centre."""
    from cnmas_desktop.services import organisme_files

    found = organisme_files.read(file) if file else organisme_files.shipped()
    with session(context).access().manager() as gateway:
        changed = gateway.load_organismes(found)
    say(f"{len(found)} organismes lus, {changed} nouveaux ou modifiés.")


@organismes.command("list")
def list_organismes(context: typer.Context) -> None:
    """Lister les organismes du centre."""
    with session(context).access().manager() as gateway:
        rows = [(code, data["name"], data["zone"]) for code, data in gateway.organismes().items()]
    show_table("Organismes", ("Code", "Nom", "Fuseau horaire"), rows)


@app.command("load")
def load(
    context: typer.Context,
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="[FICHIER]…", help="Des fichiers TOML (sinon les campagnes livrées).")
    ] = None,
    training: Annotated[
        bool, typer.Option("--training", help="Sous la règle d'entraînement, sans heures ni jours : centre de démonstration seulement.")
    ] = False,
) -> None:
    """Charger des campagnes, ou leurs nouvelles versions. Rien ne s'ouvre."""
    from cnmas_desktop.services.training import under_training

    campaigns = list(_read(files or []))
    with session(context).access().manager() as gateway:
        for campaign in campaigns:
            one = under_training(campaign) if training else campaign
            new = gateway.load_campaign(one)
            say(f"{one.code} {one.version} : {'chargée' if new else 'déjà là'} ({one.title})")


def _read(files: list[Path]) -> Iterator[Campaign]:
    from cnmas_desktop.domain.campaigns import catalogue, load_campaign

    if not files:
        yield from catalogue()
    for path in files:
        try:
            text = plain_text(path)
        except (OSError, UnicodeDecodeError):
            raise KnownError("campaign.unreadable", name=path.name) from None
        yield load_campaign(text, path.name)


@app.command("list")
def list_campaigns(context: typer.Context) -> None:
    """Lister les campagnes du centre."""
    with session(context).access().manager() as gateway:
        rows = [
            (one.code, one.version, REGIMES[one.regime], STATES[one.state], one.priority, one.cases, one.opens_at, last_day(one.closes_at))
            for one in gateway.campaigns()
        ]
    show_table("Campagnes", ("Code", "Version", "Régime", "État", "Rang", "Dossiers", "Ouverte le", "Dernier jour"), rows)


@app.command("open")
def open_campaign(
    context: typer.Context,
    code: Code,
    until: LastDay = None,
) -> None:
    """Ouvrir une campagne aux agents, ou la rouvrir après une pause."""
    closes = end_of(until)
    with session(context).access().manager() as gateway:
        gateway.open_campaign(code, closes)
    say(f"La campagne {code} est ouverte{f' jusqu’au {last_day(closes)} compris' if closes else ''}.")


@app.command("pause")
def pause(context: typer.Context, code: Code) -> None:
    """Suspendre une campagne : plus aucun dossier n'est confié."""
    with session(context).access().manager() as gateway:
        gateway.pause_campaign(code)
    say(f"La campagne {code} est suspendue.")


@app.command("close")
def close(context: typer.Context, code: Code) -> None:
    """Clore une campagne, pour toujours. Les résultats en route sont encore reçus."""
    with session(context).access().manager() as gateway:
        gateway.close_campaign(code)
    say(f"La campagne {code} est close.")


@app.command("priority")
def priority(
    context: typer.Context, code: Code, rank: Annotated[int, typer.Argument(metavar="RANG", min=1, max=1000, help="1 passe en premier.")]
) -> None:
    """Donner son rang à une campagne quand les agents prennent des dossiers."""
    with session(context).access().manager() as gateway:
        gateway.set_priority(code, rank)
    say(f"La campagne {code} a le rang {rank}.")


@app.command("purge")
def purge(
    context: typer.Context,
    code: Annotated[str | None, typer.Argument(metavar="[CAMPAGNE]", help="Le code de la campagne.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Seulement dire ce qui serait détruit, d'une campagne ou de toutes.")] = False,
    yes: Annotated[str | None, typer.Option("--yes", metavar="CODE", help="Confirmer par le code de la campagne, sans question.")] = None,
) -> None:
    """Détruire, pour toujours, ce que les durées de conservation font détruire aujourd'hui.

    Restent : ce que l'organisme n'a pas reçu, ce qui est sur un poste, ce qui attend une décision.
    """
    if code is None and not dry_run:
        raise KnownError("purge.which_campaign")
    with session(context).access().manager() as gateway:
        lines = gateway.purge_preview(code)
        if code is None or dry_run or not lines:
            _tell("À détruire aujourd'hui", lines)
            return
        if yes is None:
            _tell("À détruire aujourd'hui", lines)
            yes = typer.prompt(f"Détruire pour toujours ? Tapez {code} pour confirmer", default="", show_default=False, err=True)
        _tell("Détruit", gateway.purge(code, yes.strip()))


def _tell(title: str, lines: Sequence["PurgeLine"]) -> None:
    if not lines:
        say("Rien n'est à détruire aujourd'hui.")
        return
    rows = [(line.campaign, line.organisme, PURGED.get(line.kind, line.kind), line.n, line.oldest) for line in lines]
    show_table(title, ("Campagne", "Organisme", "Quoi", "Nombre", "Depuis"), rows)
