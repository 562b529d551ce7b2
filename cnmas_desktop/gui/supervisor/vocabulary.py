"""Codes of the centre in the words of the room."""

from cnmas_desktop.gui.agent.texts import tr, words
from cnmas_desktop.messages import MESSAGES
from cnmas_desktop.services.views import Message


def dispositions(code: str | None) -> str:
    """The outcome of a call; « — » where there was none."""
    if code is None:
        return "—"
    return words(Message(f"disposition.{code}")) if f"disposition.{code}" in MESSAGES else code


def event_words(code: str) -> str:
    """What an agent wrote, or what the access log notes."""
    if f"event.{code}" in MESSAGES:
        return words(Message(f"event.{code}"))
    return _accesses().get(code, code)


def _accesses() -> dict[str, str]:
    return {
        "record_opened": tr("Dossier ouvert"),
        "access_log_read": tr("Lecture de ce journal"),
        "assignment": tr("Dossiers confiés"),
        "unassignment": tr("Dossiers repris"),
        "authorisation_cancelled": tr("Autorisation rétablie"),
        "campaign_loaded": tr("Campagne chargée"),
        "export": tr("Lot exporté"),
        "export_read": tr("Lot relu"),
        "export_received": tr("Lot reçu"),
        "import": tr("Fichier importé"),
        "look_up": tr("Recherche d'un appel entrant"),
        "message": tr("Message envoyé"),
        "purge": tr("Destruction"),
        "purge_preview": tr("Essai de destruction"),
        "reveal": tr("Donnée révélée"),
        "study_counts": tr("Comptes d'une étude"),
    }


def case_states() -> dict[str, str]:
    return {
        "fresh": tr("Jamais appelé"),
        "retry": tr("À rappeler"),
        "callback": tr("Rappel convenu"),
        "interrupted": tr("Interrompu"),
        "supervisor": tr("À décider"),
        "done": tr("Terminé"),
        "exhausted": tr("Épuisé"),
        "blocked": tr("Bloqué"),
    }


def figure_words() -> dict[str, str]:
    """The lists behind the figures of a campaign, by the name of the figure."""
    return {
        "callable": tr("Appelables maintenant"),
        "callbacks_late": tr("Rappels en retard"),
        "callbacks_due": tr("Rappels dus"),
        "fresh": tr("Jamais appelés"),
        "waiting": tr("Attendent un créneau"),
        "leased": tr("Réservés par un poste"),
        "assigned": tr("Confiés à un agent"),
        "to_decide": tr("À décider"),
        "interviews": tr("Entretiens"),
        "interviews_refused": tr("Refus d'entretien"),
        "offers_accepted": tr("Accords"),
        "offers_refused": tr("Refus de l'offre"),
        "exhausted": tr("Épuisés"),
        "blocked": tr("Bloqués"),
        "done": tr("Terminés"),
        "to_export": tr("À envoyer à l'organisme"),
        "total": tr("Tous"),
    }


def decision_words(kind: str) -> str:
    """What was decided, by kind."""
    return {
        "share": tr("Dossiers confiés"),
        "take_back": tr("Dossiers repris"),
        "release": tr("Dossiers libérés"),
        "release_now": tr("Dossiers libérés tout de suite"),
        "set_state": tr("Campagne suspendue, reprise ou close"),
        "set_priority": tr("Priorité changée"),
        "set_quota": tr("Quota changé"),
        "decide": tr("Événements tranchés"),
        "reopen": tr("Dossier rouvert"),
        "open_record": tr("Dossier ouvert"),
        "review": tr("Entretien relu"),
    }.get(kind, kind)


def step_words() -> dict[str, str]:
    """The steps of the funnel."""
    return {
        "imported": tr("Importés"),
        "callable": tr("Appelables"),
        "attempted": tr("Appelés"),
        "reached": tr("Joints"),
        "notice_read": tr("Mention lue"),
        "interview_accepted": tr("Entretien accepté"),
        "offer_accepted": tr("Offre acceptée"),
    }


def kinds() -> dict[str, str]:
    """What people are."""
    return {
        "agent": tr("Agent"),
        "supervisor": tr("Superviseur"),
        "manager": tr("Responsable"),
        "auditor": tr("Auditeur"),
    }
