"""What each table of the supervisors' board shows: its columns, and the list that each figure opens."""

from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from datetime import datetime
from functools import cache
from typing import Any

from cnmas_desktop.domain.campaigns import catalogue
from cnmas_desktop.domain.centre_days import last_day
from cnmas_desktop.domain.organismes import organismes
from cnmas_desktop.gui.agent.texts import state_words, tr
from cnmas_desktop.gui.supervisor.figures import span
from cnmas_desktop.gui.supervisor.models import NOTHING, TOTAL, Column, Goal, count, grouped, is_total
from cnmas_desktop.gui.supervisor.vocabulary import channels, remarks
from cnmas_desktop.services.board import CampaignLine

JUDGED = ("flagged", "quarantined", "conflict")
"""What waits with the centre's own reason, which then says more than its kind."""


def campaign_columns() -> tuple[Column, ...]:
    """One row per campaign and organisme: `services.board.CampaignLine`. Of a study, what would tell what people said is « — »: its page has it, in
    aggregates."""
    return (
        Column(tr("Campagne"), campaign_title, opens=_campaign, tip=organisme_name),
        _figure(tr("Fraîches"), "fresh", tr("Jamais appelées")),
        _figure(tr("Appelables"), "callable", tr("Peuvent être appelées maintenant")),
        _figure(tr("Attendent"), "waiting", tr("Attendent un créneau permis")),
        Column(
            tr("Rappels dus\n/ en retard"), lambda row: row.callbacks_due, tr("Rappels promis ; en retard : promis et non passés"),
            lambda row: row.callbacks_late > 0, number=True, text=lambda row: f"{row.callbacks_due} / {row.callbacks_late}",
            opens=_late_or_due,
        ),
        Column(
            tr("Réservées\n/ terrain"), lambda row: row.leased,
            tr("Confiées à un poste ; sur le terrain : événements que les postes n'ont pas encore transmis, à peu près"), number=True,
            text=lambda row: f"{grouped(row.leased)} / {'≈' if row.in_field else ''}{grouped(row.in_field)}", opens=_cases("leased"),
        ),
        Column(
            tr("Accords\n/ refus"), lambda row: row.offers_accepted, tr("L'offre acceptée, ou refusée"), number=True,
            text=lambda row: NOTHING if row.offers_accepted is None else f"{row.offers_accepted} / {row.offers_refused}",
            opens=_cases("offers_accepted"),
        ),
        _figure(tr("Refus\nd'entretien"), "interviews_refused"),
        Column(
            tr("Épuisées\n/ injoignables"), lambda row: row.exhausted,
            tr("Plus de numéro ou plus de tentative ; injoignables : finies sans que personne ait répondu"), number=True,
            text=lambda row: NOTHING if row.exhausted is None else f"{grouped(row.exhausted)} / {grouped(row.unreached)}", opens=_cases("exhausted"),
        ),
        Column(
            tr("Bloquées"), lambda row: None if row.blocked is None else row.blocked + row.quota_full, tr("Ne peuvent plus être appelées, ou leur quota est atteint"), number=True,
            opens=lambda row: _cases("blocked" if row.blocked or not row.quota_full else "quota_full")(row), tip=why_blocked,
        ),
        Column(
            tr("Avancement"), _share_over, tr("Entretiens · clos sans entretien · réservées · à appeler"), number=True,
            text=_progress_words, parts=_progress, opens=_campaign,
        ),
        Column(
            tr("Fin prévue\nou état"), _ends, tr("Premier et dernier jour, au rythme actuel d'une campagne ouverte"), _too_late, opens=_campaign,
            text=_ends_words, tip=_closing_words,
        ),
    )  # fmt: skip


def agent_columns(as_of: Callable[[], datetime]) -> tuple[Column, ...]:
    """One row per agent and desk: `services.board.AgentLine`. A mute desk shows « — », and its age. In the order of their needs, not of
    their results."""

    def known(name: str) -> Callable[[Any], Any]:
        return lambda row: None if row.mute(as_of()) or row.device is None else getattr(row, name)

    def mute(row: Any) -> bool:
        return bool(row.mute(as_of()))

    return (
        Column(tr("Agent"), lambda row: row.name, opens=_agent),
        Column(tr("État"), lambda row: _state(row, as_of()), tr("Au dernier contact, et depuis quand"), lambda row: mute(row) or wrong_clock(row), opens=_agent),
        Column(
            tr("Vu il y a"), lambda row: row.last_contact_at, tr("Dernier contact avec le centre"), mute,
            text=lambda row: span(as_of() - row.last_contact_at) if row.last_contact_at else NOTHING, opens=_agent,
        ),
        Column(tr("Réser-\nvées"), lambda row: row.leased, number=True, opens=lambda row: Goal("cases", (None, "leased", row.login))),
        Column(tr("Appels"), known("calls_today"), tr("Aujourd'hui"), number=True, opens=_agent),
        Column(tr("Entre-\ntiens"), known("interviews_today"), tr("Aujourd'hui"), number=True, opens=_agent),
        Column(
            tr("Rappels\ndus"), lambda row: row.callbacks_due, number=True,
            opens=lambda row: Goal("cases", (None, "callbacks_due", row.login)),
        ),
        Column(
            tr("Non\ntransmis"), lambda row: row.pending, tr("Au dernier contact, et depuis quand le plus ancien"), lambda row: row.late_to_send(as_of()),
            number=True, text=lambda row: _pending_words(row, as_of()), opens=_agent,
        ),
    )  # fmt: skip


def todo_columns(as_of: Callable[[], datetime]) -> tuple[Column, ...]:
    """What waits for a supervisor: `services.board.Todo`."""
    return (
        Column(tr("Nb"), lambda row: row.count, number=True, opens=_todo),
        Column(tr("Quoi"), todo_words, opens=_todo, under=todo_under),
        Column(
            tr("Depuis"), lambda row: row.oldest_at, tr("Le plus ancien"), opens=_todo,
            text=lambda row: span(as_of() - row.oldest_at) if row.oldest_at else NOTHING,
        ),
    )  # fmt: skip


def todo_words(row: Any) -> str:
    """« La réservation n'était plus celle de l'agent », under it what it is; a difficult situation is told without its detail."""
    kind: str = natures().get(row.kind, row.kind)
    if row.kind in JUDGED and row.reason:
        return reason_words(row.reason)
    if row.kind == "missed_callback":
        return tr("Équipe : rappel manqué") if row.reason == "team" else tr("Poste : rappel manqué")
    if row.kind in ("incident", "given_back") or not row.reason:
        return kind
    return f"{kind} : {reason_words(row.reason)}"


def todo_under(row: Any) -> str:
    """« Signalé · Vaccination antigrippale »."""
    nature = natures()[row.kind] if row.kind in JUDGED and row.reason else ""
    return " · ".join(part for part in (nature, known_campaign(row.campaign)) if part)


def _figure(title: str, name: str, hint: str = "") -> Column:
    return count(title, name, hint, opens=_cases(name))


def _cases(figure: str) -> Callable[[Any], Goal]:
    return lambda row: Goal("cases", (row.campaign or None, figure, None, row.organisme or None))


def _late_or_due(row: CampaignLine) -> Goal:
    return _cases("callbacks_late" if row.callbacks_late else "callbacks_due")(row)


def _campaign(row: Any) -> Goal | None:
    return None if is_total(row) else Goal("campaign", row.campaign)


def _agent(row: Any) -> Goal:
    return Goal("agents", row.login)


def _todo(row: Any) -> Goal:
    if row.kind == "mute":
        return Goal("agents")
    if row.kind == "missed_callback":
        return Goal("cases", (row.campaign, "missed_team" if row.reason == "team" else "missed_held", None))
    if row.kind in ("called_in", "incident", "given_back"):
        return Goal("cases", (row.campaign, row.kind, None))
    return Goal("slips" if row.kind == "asked" else "decisions", row.campaign)


def _state(row: Any, as_of: datetime) -> str | None:
    if row.mute(as_of):
        return tr("Poste muet")
    if wrong_clock(row):
        return tr("Horloge fausse")
    if not row.work_state:
        return None
    said = state_words(row.work_state)
    return f"{said} · {span(as_of - row.state_since)}" if row.state_since else said


def _pending_words(row: Any, as_of: datetime) -> str:
    if row.pending is None:
        return NOTHING
    return f"{row.pending} ({span(as_of - row.oldest_pending_at)})" if row.pending and row.oldest_pending_at else grouped(row.pending)


def wrong_clock(row: Any) -> bool:
    """Five minutes off, the desk does not dial (decision 30)."""
    return row.clock_offset is not None and abs(row.clock_offset) > 300


def why_blocked(row: CampaignLine) -> str:
    """« Ne plus appeler : 17 · quota atteint : 85 »: one line a reason, the most frequent first."""
    reasons = [(stop_words().get(code, code), count) for code, count in row.stops.items()]
    reasons += [(tr("quota atteint"), row.quota_full)]
    return "\n".join(f"{words} : {grouped(count)}" for words, count in sorted(reasons, key=lambda one: -one[1]) if count)


def stop_words() -> dict[str, str]:
    """Why a case is blocked."""
    return {
        "opted_out": tr("ne plus appeler"),
        "opposition": tr("opposition"),
        "deceased": tr("décès"),
        "other": tr("autre raison"),
    }


def _progress(row: CampaignLine) -> tuple[int, ...]:
    """Interviews, closed without one, with an agent, still to be called: the parts of the total. Of a study, all that is closed is one part."""
    done = min(row.interviews or 0, row.over)
    return done, row.over - done, row.leased, max(0, row.total - row.over - row.leased)


def _share_over(row: CampaignLine) -> float:
    return row.over / row.total if row.total else 0.0


def _progress_words(row: CampaignLine) -> str:
    done, closed, leased, left = _progress(row)
    if row.interviews is None:
        return tr("{closed} clos, {leased} réservées, {left} à appeler").format(closed=closed, leased=leased, left=left)
    return tr("{done} entretiens, {closed} clos sans entretien, {leased} réservées, {left} à appeler").format(
        done=done, closed=closed, leased=leased, left=left
    )


def _ends(row: CampaignLine) -> int | None:
    return row.ends[1].toordinal() if row.ends else None


def _ends_words(row: CampaignLine) -> str:
    if is_total(row):
        return ""
    if row.ends is None or row.state != "open":
        return campaign_states().get(row.state, row.state)
    first, last = row.ends
    return f"{first:%d/%m}" if first == last else f"{first:%d/%m}–{last:%d/%m}"


def _too_late(row: CampaignLine) -> bool:
    """At its pace an open campaign will not be over when it closes."""
    return row.late and row.state == "open" and not is_total(row)


def _closing_words(row: CampaignLine) -> str:
    return "" if row.closes_at is None else tr("Dernier jour : {day}").format(day=f"{last_day(row.closes_at):%d/%m/%Y}")


def total(rows: Sequence[CampaignLine]) -> tuple[CampaignLine, ...]:
    """The row under the others; none under a single one."""
    if len(rows) < 2:
        return ()
    sums: dict[str, Any] = {
        name: sum(getattr(row, name) or 0 for row in rows)
        for name in (one.name for one in fields(CampaignLine))
        if any(isinstance(getattr(row, name), int) for row in rows)
    }
    blank: dict[str, Any] = {
        "campaign": TOTAL,
        "organisme": "",
        "campaign_state": "open",
        "ends": None,
        "stops": {},
        "late": False,
        "closes_at": None,
    }
    return (replace(rows[0], **(sums | blank)),)


@cache
def _titles() -> dict[str, str]:
    return {campaign.code: campaign.title for campaign in catalogue()}


def known_campaign(code: str) -> str:
    """The title of a campaign, or the code of one that this version does not know."""
    return _titles().get(code, code)


def campaign_title(row: Any) -> str:
    """Its title and organisme."""
    return tr("Total") if is_total(row) else f"{known_campaign(row.campaign)}\u00a0·\u00a0{row.organisme}"


def organisme_name(row: Any) -> str:
    return organisme_title(row.organisme)


def organisme_title(code: str) -> str:
    """The name of an organisme, or the code of one that this version does not know."""
    known = organismes().get(code)
    return known.name if known is not None else code


def campaign_states() -> dict[str, str]:
    return {
        "draft": tr("En préparation"),
        "open": tr("Ouverte"),
        "paused": tr("Suspendue"),
        "closed": tr("Close"),
    }


def natures() -> dict[str, str]:
    """What waits for a supervisor, by kind."""
    return {
        "missed_callback": tr("Rappel manqué"),
        "quarantined": tr("En quarantaine"),
        "flagged": tr("Signalé"),
        "conflict": tr("En double"),
        "incident": tr("Situation difficile"),
        "given_back": tr("Dossier rendu"),
        "asked": tr("Annulation demandée"),
        "called_in": tr("A rappelé, non retrouvé"),
        "mute": tr("Poste muet"),
    }


def reason_words(reason: str) -> str:
    """What the centre remarked, or what a person refused, in words; its bare code where nobody gave it any."""
    return (remarks() | channels()).get(reason, reason)
