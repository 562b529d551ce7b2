"""`cnmas contacts`, `cnmas queue` and `cnmas results`: files in, cases to agents, results out. A manager's work."""

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cnmas_desktop.cli.words import (
    STATES,
    AsJson,
    Commands,
    in_words,
    note,
    progress,
    say,
    session,
    show_json,
    show_table,
)
from cnmas_desktop.messages import KnownError
from cnmas_desktop.services.managing import campaign_of

if TYPE_CHECKING:
    from cnmas_desktop.services.importing import ImportReport

contacts = Commands("Les fichiers de contacts des organismes.")
queue = Commands("Les files d'appels.")
results = Commands("Les résultats pour les organismes.")

OfCampaign = Annotated[str, typer.Option("--campaign", metavar="CODE", help="Le code de la campagne.")]
OfOrganisme = Annotated[str, typer.Option("--organisme", metavar="CODE", help="Le code de l'organisme, trois chiffres.")]


@contacts.command("import")
def import_contacts(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FICHIER", help="Le fichier de l'organisme, CSV ou XLSX.")],
    campaign: OfCampaign,
    organisme: OfOrganisme,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Tout vérifier sans rien ajouter.")] = False,
    rejects: Annotated[Path | None, typer.Option(metavar="FICHIER.csv", help="Écrire les lignes rejetées, pour l'organisme.")] = None,
    journal: Annotated[Path | None, typer.Option(metavar="FICHIER.csv", help="Écrire aussi les doublons et les remarques.")] = None,
    as_json: AsJson = False,
) -> None:
    """Importer un fichier : chaque ligne est acceptée, acceptée avec une remarque, en double ou rejetée."""
    from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

    from cnmas_desktop.domain.world import SystemClock
    from cnmas_desktop.services.importing import import_file, write_journal, write_rejects

    with session(context).access().manager() as gateway:
        loaded = campaign_of(gateway, campaign)
        if organisme not in gateway.organismes():
            raise KnownError("organisme.unknown", organisme=organisme)
        today = SystemClock().now().astimezone().date()
        with progress(SpinnerColumn(), TextColumn("{task.description} : {task.completed:.0f} lignes"), TimeElapsedColumn()) as shown:
            task = shown.add_task("Lecture du fichier", total=None)
            report = import_file(
                gateway, file, loaded, organisme, dry_run=dry_run, today=today,
                progress=lambda rows: shown.update(task, completed=rows),
            )  # fmt: skip
    # Told before the files are written: what was imported stands, whatever becomes of them.
    if as_json:
        show_json(report.to_json())
    else:
        _tell(report)
    for path, write in ((rejects, write_rejects), (journal, write_journal)):
        if path is not None:
            try:
                write(path, report)
            except OSError:
                raise KnownError("export.unwritable", name=path.name) from None


def _tell(report: "ImportReport") -> None:
    if report.dry_run:
        say("Essai : rien n'a été ajouté.")
    say(
        f"{report.rows} lignes : {report.accepted} acceptées (dont {report.remarks} avec une remarque), "
        f"{report.duplicate} en double, {report.rejected} rejetées."
    )
    if report.dropped_columns:
        say(f"{len(report.dropped_columns)} colonnes hors campagne, non lues : {', '.join(report.dropped_columns)}.")
    for sentence in report.notes:
        note(sentence)
    if report.rejects:
        shown = report.rejects[:20]
        show_table("Lignes rejetées", ("Ligne", "Code", "Motif"), shown)
        if len(report.rejects) > len(shown):
            say(f"… et {len(report.rejects) - len(shown)} autres : --rejects FICHIER.csv les écrit toutes.")


@queue.command("assign")
def assign(
    context: typer.Context,
    campaign: OfCampaign,
    to: Annotated[str, typer.Option("--to", metavar="IDENTIFIANT", help="L'agent qui les recevra.")],
    number: Annotated[int, typer.Option("--number", metavar="N", min=1, max=100_000, help="Combien de dossiers.")] = 100,
    organisme: Annotated[str | None, typer.Option(metavar="CODE", help="De cet organisme seulement.")] = None,
    back: Annotated[bool, typer.Option("--back", help="Au contraire, rendre à tous ses dossiers qui ne sont pas réservés.")] = False,
) -> None:
    """Confier à un agent les prochains dossiers libres d'une campagne, familles entières."""
    with session(context).access().manager() as gateway:
        if back:
            say(f"{gateway.unassign_cases(campaign, to)} dossiers de {to} rendus à la file de {campaign}.")
        else:
            say(f"{gateway.assign_cases(campaign, to, number, organisme)} dossiers de {campaign} confiés à {to}.")


QUEUE = (
    ("campaign", "Campagne"), ("organisme", "Org."), ("campaign_state", "État"), ("total", "Total"), ("fresh", "Fraîches"),
    ("callable", "Appelables"), ("waiting", "En attente"), ("callbacks_due", "Rappels dus"), ("callbacks_late", "En retard"),
    ("leased", "Réservées"), ("assigned", "Confiées"), ("to_decide", "À décider"), ("done", "Finies"), ("exhausted", "Épuisées"),
    ("blocked", "Bloquées"), ("interviews", "Entretiens"), ("interviews_refused", "Refus"), ("offers_accepted", "Accords"),
    ("offers_refused", "Refus d'offre"), ("to_export", "À exporter"), ("quota_full", "Quota atteint"),
)  # fmt: skip


@queue.command("status")
def queue_status(
    context: typer.Context,
    campaign: Annotated[str | None, typer.Option(metavar="CODE", help="Cette campagne seulement.")] = None,
    as_json: AsJson = False,
) -> None:
    """Compter les dossiers de chaque file, à cet instant."""
    with session(context).access().manager() as gateway:
        as_of = gateway.hello()["server_time"]
        lines = [asdict(line) for line in gateway.queue_counts(campaign)]
    if as_json:
        show_json({"as_of": as_of, "queue": lines})
    elif not lines:
        say("Aucun dossier. Importez un fichier avec : cnmas contacts import")
    else:
        filled = [(name, title) for name, title in QUEUE if name in QUEUE_ALWAYS or any(line[name] for line in lines)]
        for line in lines:
            line["campaign_state"] = STATES[line["campaign_state"]]
        title = f"Files d'appels, données du {in_words(datetime.fromisoformat(as_of))}"
        show_table(title, [title for _, title in filled], [[line[name] for name, _ in filled] for line in lines])


QUEUE_ALWAYS = frozenset({"campaign", "organisme", "campaign_state", "total", "callable"})


@results.command("export")
def export(
    context: typer.Context,
    campaign: OfCampaign,
    organisme: OfOrganisme,
    out: Annotated[Path, typer.Option("--out", metavar="FICHIER", help="Le fichier à écrire, .csv ou .xlsx.")],
    lot: Annotated[int | None, typer.Option("--lot", metavar="N", min=1, help="Écrire de nouveau ce lot, à l'identique.")] = None,
    recipient: Annotated[str | None, typer.Option(metavar="NOM", help="À qui le lot est destiné.")] = None,
    as_json: AsJson = False,
) -> None:
    """Écrire les résultats d'un organisme : un nouveau lot de ce qui est nouveau, sinon le dernier lot à l'identique.

    D'une étude ne sort qu'un tableau d'agrégats anonymes, une seule fois, quand elle est close.
    """
    from cnmas_desktop.services.exporting import export_results

    with session(context).access().manager() as gateway:
        if organisme not in gateway.organismes():
            raise KnownError("organisme.unknown", organisme=organisme)
        report = export_results(gateway, campaign_of(gateway, campaign), organisme, out, number=lot, recipient=recipient)
    if as_json:
        show_json(report.to_json())
        return
    if report.lot is None:
        say(f"Agrégats de {campaign} : {report.lines} lignes dans {out}.")
        return
    if report.repeated and lot is None:
        note("Rien de nouveau depuis le dernier lot : le voici de nouveau.")
    say(f"Lot {report.lot} de {campaign} pour {organisme} : {report.lines} lignes dans {out}.")
    # A lot is known by its CSV, whatever was written now: a workbook's own sum would be another.
    say(f"Empreinte (SHA-256){' du lot en CSV' if out.suffix.lower() == '.xlsx' else ''} : {report.sha256}")
    if report.undecided:
        note(f"{report.undecided} résultats attendent la décision d'un superviseur : ils partiront dans un lot suivant.")


@results.command("lots")
def lots(context: typer.Context, campaign: OfCampaign, organisme: OfOrganisme) -> None:
    """Lister les lots déjà faits."""
    with session(context).access().manager() as gateway:
        rows = [
            (lot.number, lot.created_at, lot.created_by, lot.recipient, lot.lines, lot.received_at)
            for lot in gateway.export_lots(campaign, organisme)
        ]
    show_table("Lots", ("Lot", "Fait le", "Par", "Destinataire", "Lignes", "Reçu le"), rows)


@results.command("received")
def received(
    context: typer.Context,
    campaign: OfCampaign,
    organisme: OfOrganisme,
    lot: Annotated[int, typer.Option("--lot", metavar="N", min=1, help="Le numéro du lot.")],
) -> None:
    """Noter que l'organisme a bien reçu un lot : la durée de conservation commence."""
    with session(context).access().manager() as gateway:
        gateway.record_receipt(campaign, organisme, lot)
    say(f"Le lot {lot} est noté comme reçu.")
