"""The acts of a supervisor as the panel asks for them: `services.steering` in words, with what each would touch."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from cnmas_desktop.gui.agent.texts import moment, tr
from cnmas_desktop.gui.agent.vocabulary import named
from cnmas_desktop.gui.supervisor.columns import campaign_states, known_campaign, organisme_title
from cnmas_desktop.gui.supervisor.models import grouped
from cnmas_desktop.gui.supervisor.page import Surroundings
from cnmas_desktop.gui.supervisor.steering_panel import Act, Course, Question, Touched
from cnmas_desktop.gui.supervisor.vocabulary import channels
from cnmas_desktop.services import steering
from cnmas_desktop.services.steering import Colleague, Preview, Slip, Steering, Waiting
from cnmas_desktop.services.wording import SKILLS

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
    said: Callable[[Mapping[str, Any], Preview], Touched] | None = None,
) -> Act:
    """`said`: what the act would touch, where it is not told by its cases."""

    def preview(values: Mapping[str, Any], around: Surroundings) -> Touched:
        found = port.preview(made(values))
        return touched(found, around) if said is None else said(values, found)

    def run(values: Mapping[str, Any], reason: str, course: Course) -> str:
        done = port.run(made(values), reason, course)
        if done.stopped:
            return tr("Arrêté après {count} ; le reste est inchangé.").format(count=grouped(done.touched))
        if not done.touched:
            return tr("Rien n'a changé : entre-temps, tout était déjà décidé ou fait.")
        return tr("Fait : {count}. La décision est enregistrée.").format(count=grouped(done.touched))

    return Act(title, verb, preview, run, hint, questions)


def touched(preview: Preview, around: Surroundings) -> Touched:
    """What an act would touch, in words, with who was promised what."""
    said = tr("Dossiers : {cases} · personnes : {people}.").format(cases=grouped(preview.cases), people=grouped(preview.people))
    if preview.live:
        said += " " + tr("Peut-être en cours d'appel : {count}.").format(count=grouped(preview.live))
    if preview.promises:
        said += " " + tr("Rappels promis : {count}.").format(count=grouped(len(preview.promises)))
    now = around.now().astimezone(around.zone)
    lines = [
        tr("Rappel {firm} promis par {who} : {at}, dossier {reference}").format(
            firm=tr("ferme") if one.firm else tr("souple"),
            who=one.promised_by or tr("l'équipe"),
            at=moment(one.at.astimezone(around.zone), now),
            reference=one.row_ref,
        )
        for one in preview.promises
    ]
    return Touched(said, preview.cases, lines)


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
        tr("Les rappels promis deviennent ceux de l'équipe. Un résultat transmis plus tard est gardé, et signalé."),
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
    organismes: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> Act:
    """Free cases to an agent or to a whole team in turn, by rule. `organismes`: those of each campaign, to choose one from."""
    teams = sorted({one.team for one in colleagues if one.team})
    skills = sorted({skill for one in colleagues for skill in one.skills} - {steering.SENIOR})
    commissioning = sorted({code for codes in organismes.values() for code in codes})
    people = [(one.login, one.name) for one in colleagues] + [(f"team:{team}", tr("Équipe {team}").format(team=team)) for team in teams]
    questions = (
        Question(
            "campaign",
            tr("Campagne"),
            tuple((code, known_campaign(code)) for code in campaigns),
            value=campaign,
        ),
        Question("to", tr("À qui"), tuple(people), value=login),
        Question("count", tr("Combien de dossiers"), most=MOST_CASES, value=50),
        Question(
            "organisme", tr("Organisme"), ((ANY, tr("Tous les organismes")), *((code, organisme_title(code)) for code in commissioning))
        ),
        Question("department", tr("Département (31, 2A…)")),
        Question(
            "language",
            tr("Langue ou compétence"),
            ((ANY, tr("Toutes")), *((skill, named(SKILLS.get(skill, skill))) for skill in skills)),
        ),
        Question(
            "which",
            tr("Lesquels"),
            ((ANY, tr("Dossiers libres")), ("conversions", tr("Refus à reprendre par un agent confirmé"))),
        ),
    )

    def made(values: Mapping[str, Any]) -> steering.Act:
        to = str(values["to"])
        team = to.removeprefix("team:")
        logins = tuple(one.login for one in colleagues if one.team == team) if to.startswith("team:") else (to,)
        return steering.Share(
            str(values["campaign"]),
            logins,
            int(values["count"]),
            organisme=values["organisme"] or None,
            department=values["department"] or None,
            language=values["language"] or None,
            conversions=bool(values["which"]),
        )

    hint = tr("Dans l'ordre de la file, à tour de rôle, familles entières : quelques dossiers de plus peuvent suivre.")
    return _act(port, tr("Confier des dossiers"), tr("Confier"), made, hint, questions)


def set_state(port: Steering, campaign: str, state: str) -> Act:
    """Pause, resume or close a campaign."""
    verbs = {"paused": tr("Suspendre"), "open": tr("Reprendre"), "closed": tr("Clore")}
    hint = tr("Une campagne close ne se rouvre pas.") if state == "closed" else ""
    title = f"{verbs[state]} : {known_campaign(campaign)}"

    def said(_values: Mapping[str, Any], found: Preview) -> Touched:
        held = tr("Dossiers réservés par des postes en ce moment : {count}.").format(count=grouped(found.cases))
        return Touched(held if state != "open" else tr("Les postes la reprennent à leur prochaine transmission."), 1)

    return _act(port, title, verbs[state], lambda _values: steering.SetState(campaign, state), hint, said=said)


def set_priority(port: Steering, campaign: str, rank: int) -> Act:
    question = Question("rank", tr("Rang (1 est appelé d'abord)"), most=1000, value=max(rank, 1))
    title = tr("Priorité : {campaign}").format(campaign=known_campaign(campaign))

    def said(values: Mapping[str, Any], _found: Preview) -> Touched:
        return Touched(tr("Rang actuel : {now} ; nouveau rang : {then}.").format(now=rank, then=values["rank"]), 1)

    return _act(
        port,
        title,
        tr("Changer la priorité"),
        lambda values: steering.SetPriority(campaign, int(values["rank"])),
        "",
        (question,),
        said=said,
    )


def set_quota(port: Steering, campaign: str, cells: Sequence[tuple[str, int]]) -> Act:
    """`cells`: those there are, at least one, each with its target."""
    cell = Question("cell", tr("Cellule"), tuple((name, f"{name} ({target})") for name, target in cells))
    target = Question("target", tr("Entretiens visés"), most=1_000_000, value=cells[0][1])
    title = tr("Quota : {campaign}").format(campaign=known_campaign(campaign))

    def said(values: Mapping[str, Any], _found: Preview) -> Touched:
        before = dict(cells).get(str(values["cell"]))
        return Touched(
            tr("Entretiens visés aujourd'hui : {now} ; nouvelle cible : {then}.").format(
                now="—" if before is None else grouped(before), then=grouped(int(values["target"]))
            ),
            1,
        )

    return _act(
        port,
        title,
        tr("Changer le quota"),
        lambda values: steering.SetQuota(campaign, str(values["cell"]), int(values["target"])),
        "",
        (cell, target),
        said=said,
    )


def decide(port: Steering, waiting: Sequence[Waiting], *, keep: bool) -> Act:
    """Take events into their cases, or set them aside for good."""
    ids = tuple(one.id for one in waiting if not (one.no_keep if keep else one.no_drop))
    title = tr("Événements à retenir : {count}") if keep else tr("Événements à écarter : {count}")
    hint = (
        tr("Ils comptent dans leur dossier, à leur place dans le temps.")
        if keep
        else tr("Ils restent gardés et lisibles, mais ne comptent pas dans le dossier.")
    )
    verb = tr("Retenir") if keep else tr("Écarter")

    def said(_values: Mapping[str, Any], found: Preview) -> Touched:
        words = tr("Événements : {count} · personnes : {people}.")
        return Touched(words.format(count=grouped(found.cases), people=grouped(found.people)), found.cases)

    return _act(
        port,
        title.format(count=len(ids)),
        verb,
        lambda _values: steering.Decide(ids, keep),
        hint,
        said=said,
    )


def cancel(port: Steering, slips: Sequence[Slip]) -> Act:
    """Refusals and oppositions that were noted by mistake."""
    ids = tuple(one.slip for one in slips)

    def said(_values: Mapping[str, Any], found: Preview) -> Touched:
        words = tr("Erreurs annulées : {count} · personnes dont un dossier est bloqué : {people}.")
        lines = [
            f"{channels().get(one.channel, one.channel)} · {known_campaign(one.campaign)} · {one.row_ref or '—'} · {one.login}"
            for one in slips
        ]
        return Touched(words.format(count=grouped(found.cases), people=grouped(found.people)), found.cases, lines)

    return _act(
        port,
        tr("Erreurs à annuler : {count}").format(count=len(ids)),
        tr("Annuler ces erreurs"),
        lambda _values: steering.CancelSlips(ids),
        tr("Le refus noté par erreur reste dans l'historique, avec votre nom et le motif ; il ne compte plus."),
        said=said,
    )


def reopen(port: Steering, case_id: Any, reference: str) -> Act:
    return _act(
        port,
        tr("Rouvrir le dossier {reference}").format(reference=reference),
        tr("Rouvrir"),
        lambda _values: steering.Reopen(case_id),
        tr("Il pourra être appelé de nouveau, sauf si la personne ne souhaite plus être appelée."),
    )


def close(port: Steering, case_id: Any, reference: str) -> Act:
    return _act(
        port,
        tr("Clore le dossier {reference}").format(reference=reference),
        tr("Clore"),
        lambda _values: steering.Close(case_id),
        tr("Personne ne l'appellera plus. Ce que la personne a déjà dit est gardé ; vous pourrez le rouvrir, sauf dans une étude."),
    )


def state_words(state: str) -> str:
    return campaign_states().get(state, state)
