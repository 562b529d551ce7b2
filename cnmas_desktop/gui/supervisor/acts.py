"""The acts of a supervisor as the panel asks for them: `services.steering` in words, with what each would touch."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from cnmas_desktop.gui.agent.texts import moment, tr
from cnmas_desktop.gui.supervisor.columns import campaign_states, known_campaign
from cnmas_desktop.gui.supervisor.models import grouped
from cnmas_desktop.gui.supervisor.steering_panel import Act, Course, Question, Touched
from cnmas_desktop.services import steering
from cnmas_desktop.services.steering import Colleague, Preview, Steering, Waiting

MOST_CASES = 10_000
ANY = ""


def _act(
    port: Steering,
    title: str,
    verb: str,
    made: Callable[[Mapping[str, Any]], steering.Act],
    hint: str = "",
    questions: tuple[Question, ...] = (),
    *,
    of_cases: bool = True,
) -> Act:
    def preview(values: Mapping[str, Any]) -> Touched:
        return touched(port.preview(made(values)), of_cases=of_cases)

    def run(values: Mapping[str, Any], reason: str, course: Course) -> str:
        done = port.run(made(values), reason, course)
        said = tr("Fait : {count} touchés. La décision est enregistrée.").format(count=grouped(done.touched))
        return (
            tr("Arrêté : {count} touchés, le reste est inchangé.").format(count=grouped(done.touched))
            if done.stopped
            else said
        )

    return Act(title, verb, preview, run, hint, questions)


def touched(preview: Preview, *, of_cases: bool = True) -> Touched:
    """What an act would touch, in words, with who was promised what."""
    said = tr("{cases} dossiers, {people} personnes.").format(
        cases=grouped(preview.cases), people=grouped(preview.people)
    )
    if preview.live:
        said += " " + tr("Peut-être en cours d'appel : {count}.").format(count=grouped(preview.live))
    if preview.promises:
        said += " " + tr("Rappels promis : {count}.").format(count=grouped(len(preview.promises)))
    lines = [
        tr("Rappel {firm} promis par {who} : {at}, dossier {reference}").format(
            firm=tr("ferme") if one.firm else tr("souple"),
            who=one.promised_by or tr("l'équipe"),
            at=moment(one.at, one.at),
            reference=one.row_ref,
        )
        for one in preview.promises
    ]
    return Touched(said, preview.cases if of_cases else max(1, preview.cases), lines)


def release(port: Steering, login: str, name: str) -> Act:
    """An absent agent's cases, at the next contact of the desk or at once."""
    when = Question(
        "now",
        tr("Quand"),
        (
            ("", tr("Au prochain contact du poste, ou à la fin de la réservation")),
            ("now", tr("Tout de suite, au risque d'un double appel")),
        ),
    )
    return _act(
        port,
        tr("Libérer les dossiers de {name}").format(name=name),
        tr("Libérer"),
        lambda values: steering.Release(login, now=bool(values["now"])),
        tr(
            "Les rappels promis deviennent ceux de l'équipe. Un résultat transmis plus tard est gardé, et signalé."
        ),
        (when,),
    )


def take_back(port: Steering, login: str, name: str) -> Act:
    return _act(
        port,
        tr("Reprendre les dossiers confiés à {name}").format(name=name),
        tr("Reprendre"),
        lambda _values: steering.TakeBack(login),
        tr("Seulement ceux que son poste ne tient pas encore."),
    )


def share(
    port: Steering,
    colleagues: Sequence[Colleague],
    campaigns: Sequence[str],
    login: str = "",
    campaign: str = "",
) -> Act:
    """Free cases to an agent or to a whole team in turn, by rule."""
    teams = sorted({one.team for one in colleagues if one.team})
    skills = sorted({skill for one in colleagues for skill in one.skills})
    people = [(one.login, one.name) for one in colleagues] + [
        (f"team:{team}", tr("Équipe {team}").format(team=team)) for team in teams
    ]
    any_language = (ANY, tr("Toutes"))
    questions = (
        Question(
            "campaign",
            tr("Campagne"),
            tuple((code, known_campaign(code)) for code in campaigns),
            value=campaign,
        ),
        Question("to", tr("À qui"), tuple(people), value=login),
        Question("count", tr("Combien de dossiers"), most=MOST_CASES, value=50),
        Question("department", tr("Département (31, 2A…)")),
        Question("language", tr("Langue"), (any_language, *((skill, skill) for skill in skills))),
        Question(
            "which",
            tr("Lesquels"),
            ((ANY, tr("Dossiers libres")), ("conversions", tr("Refus à reprendre, par un agent confirmé"))),
        ),
    )

    def made(values: Mapping[str, Any]) -> steering.Act:
        to = str(values["to"])
        team = to.removeprefix("team:")
        logins = (
            tuple(one.login for one in colleagues if one.team == team) if to.startswith("team:") else (to,)
        )
        return steering.Share(
            str(values["campaign"]),
            logins,
            int(values["count"]),
            department=values["department"] or None,
            language=values["language"] or None,
            conversions=bool(values["which"]),
        )

    hint = tr(
        "Dans l'ordre de la file, à tour de rôle, familles entières : quelques dossiers de plus peuvent suivre."
    )
    return _act(port, tr("Confier des dossiers"), tr("Confier"), made, hint, questions)


def set_state(port: Steering, campaign: str, state: str) -> Act:
    """Pause, resume or close a campaign."""
    verbs = {"paused": tr("Suspendre"), "open": tr("Reprendre"), "closed": tr("Clore")}
    hint = tr("Une campagne close ne se rouvre pas.") if state == "closed" else ""
    title = f"{verbs[state]} : {known_campaign(campaign)}"
    return _act(
        port, title, verbs[state], lambda _values: steering.SetState(campaign, state), hint, of_cases=False
    )


def set_priority(port: Steering, campaign: str, rank: int) -> Act:
    question = Question("rank", tr("Rang (1 est appelé d'abord)"), most=1000, value=max(rank, 1))
    title = tr("Priorité : {campaign}").format(campaign=known_campaign(campaign))
    return _act(
        port,
        title,
        tr("Changer la priorité"),
        lambda values: steering.SetPriority(campaign, int(values["rank"])),
        "",
        (question,),
        of_cases=False,
    )


def set_quota(port: Steering, campaign: str, cells: Sequence[tuple[str, int]]) -> Act:
    """`cells`: those there are, each with its target."""
    cell = Question("cell", tr("Cellule"), tuple((name, f"{name} ({target})") for name, target in cells))
    target = Question("target", tr("Entretiens visés"), most=1_000_000, value=cells[0][1] if cells else 100)
    title = tr("Quota : {campaign}").format(campaign=known_campaign(campaign))
    return _act(
        port,
        title,
        tr("Changer le quota"),
        lambda values: steering.SetQuota(campaign, str(values["cell"]), int(values["target"])),
        "",
        (cell if cells else Question("cell", tr("Cellule")), target),
        of_cases=False,
    )


def decide(port: Steering, waiting: Sequence[Waiting], *, keep: bool) -> Act:
    """Take events into their cases, or set them aside for good."""
    ids = tuple(one.id for one in waiting if one.can_keep or not keep)
    title = tr("Retenir {count} événements") if keep else tr("Écarter {count} événements")
    hint = (
        tr("Ils comptent dans leur dossier, à leur place dans le temps.")
        if keep
        else tr("Ils restent gardés et lisibles, mais ne comptent pas dans le dossier.")
    )
    verb = tr("Retenir") if keep else tr("Écarter")
    return _act(
        port,
        title.format(count=len(ids)),
        verb,
        lambda _values: steering.Decide(ids, keep),
        hint,
        of_cases=False,
    )


def reopen(port: Steering, case_id: Any, reference: str) -> Act:
    return _act(
        port,
        tr("Rouvrir le dossier {reference}").format(reference=reference),
        tr("Rouvrir"),
        lambda _values: steering.Reopen(case_id),
        tr("Il pourra être appelé de nouveau, sauf si la personne ne souhaite plus être appelée."),
    )


def state_words(state: str) -> str:
    return campaign_states().get(state, state)
