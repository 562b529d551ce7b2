"""`cnmas simulate`: a day of virtual agents at a centre of their own, which is destroyed afterwards."""

from pathlib import Path
import tempfile
from typing import Annotated

import typer

from cnmas_desktop.cli.words import AsJson, progress, say, session, show_json


def simulate(
    context: typer.Context,
    agents: Annotated[int, typer.Option(metavar="N", min=1, max=500, help="Combien d'agents virtuels.")] = 5,
    calls: Annotated[int, typer.Option(metavar="N", min=1, max=1000, help="Combien d'appels par agent.")] = 20,
    seed: Annotated[int, typer.Option(metavar="S", help="Le germe du hasard : le même redonne les mêmes appels.")] = 1,
    offline: Annotated[float, typer.Option(metavar="PART", min=0.0, max=1.0, help="La part des synchronisations coupées, de 0 à 1.")] = 0.0,
    as_json: AsJson = False,
) -> None:
    """Faire travailler des agents virtuels, couper leur réseau, et compter ce qui s'est perdu.

    Ils utilisent le poste de travail tel quel, sans fenêtre : mêmes dossiers chiffrés, même synchronisation, vrai PostgreSQL.
    Le centre de cette simulation est à part et disparaît à la fin. Code 1 si un résultat est perdu ou compté deux fois.
    """
    from cnmas_desktop.services.own_centre import OwnCentre
    from cnmas_desktop.services.simulating import Plan, Simulation

    plan = Plan(agents, calls, seed, offline)
    with tempfile.TemporaryDirectory(prefix="simulation-", dir=session(context).config.state_dir) as folder:
        centre = OwnCentre(Path(folder) / "centre")
        try:
            with progress("{task.description} : {task.completed:.0f} / {task.total:.0f}") as shown:
                task = shown.add_task("Appels", total=agents * calls)
                access = centre.start(demo=True)
                outcome = Simulation(plan, access, Path(folder)).run(lambda done: shown.update(task, completed=done))
        finally:
            centre.remove()
    if as_json:
        show_json(outcome.to_json())
    else:
        say(f"{outcome.calls} appels, {outcome.syncs} synchronisations dont {outcome.cut} coupées.")
        say(f"{outcome.offered} événements à enregistrer, {outcome.confirmed} confirmés par les postes.")
        say(
            f"Au centre : {outcome.applied} appliqués, {outcome.flagged} signalés, {outcome.quarantined} en quarantaine, "
            f"{outcome.lost} perdus, {outcome.doubled} en double."
        )
    if not outcome.holds:
        raise typer.Exit(1)
