"""Codes of the centre in the words of the room."""

from cnmas_desktop.gui.agent.texts import tr, words
from cnmas_desktop.gui.agent.vocabulary import named
from cnmas_desktop.messages import MESSAGES
from cnmas_desktop.services.views import Message
from cnmas_desktop.services.wording import CHANNELS, MENDING_REASONS


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
        "campaign_open": tr("Campagne ouverte"),
        "campaign_paused": tr("Campagne suspendue"),
        "campaign_closed": tr("Campagne close"),
        "campaign_page": tr("Chiffres d'une campagne lus"),
        "chain_verified": tr("Chaînes vérifiées"),
        "decision": tr("Décision d'un superviseur"),
        "review": tr("Entretien relu"),
        "access_log_read": tr("Lecture de ce journal"),
        "assignment": tr("Dossiers confiés"),
        "unassignment": tr("Dossiers repris"),
        "authorisation_cancelled": tr("Refus noté par erreur, annulé"),
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
        "over": tr("Clos"),
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
        "quota_full": tr("Quota atteint"),
        "unreached": tr("Injoignables"),
        "missed_held": tr("Manqués, encore au poste"),
        "missed_team": tr("Manqués, passés à l'équipe"),
        "called_in": tr("Ont rappelé sans être retrouvés"),
        "incident": tr("Situations difficiles"),
        "given_back": tr("Dossiers rendus"),
        "in_field": tr("Sur le terrain, pas tout transmis"),
        "total": tr("Tous"),
    }


def decision_words(kind: str) -> str:
    """What was decided, by kind."""
    return {
        "share": tr("Dossiers confiés"),
        "take_back": tr("Dossiers repris"),
        "release": tr("Dossiers libérés"),
        "release_now": tr("Dossiers libérés tout de suite"),
        "campaign_paused": tr("Campagne suspendue"),
        "campaign_open": tr("Campagne reprise"),
        "campaign_closed": tr("Campagne close"),
        "set_priority": tr("Priorité changée"),
        "set_quota": tr("Quota changé"),
        "decide": tr("Événements tranchés"),
        "reopen": tr("Dossier rouvert"),
        "close": tr("Dossier clos"),
        "cancel_slip": tr("Erreurs annulées"),
        "open_record": tr("Dossier ouvert"),
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


def channels() -> dict[str, str]:
    """What a person refused, or opposed."""
    told = {choice.code: named(choice.label) for choice in CHANNELS}
    return {"study": tr("Études"), **told}


def slip_reasons() -> dict[str, str]:
    """Why an agent asks to have a slip cancelled."""
    return {choice.code: named(choice.label) for choice in MENDING_REASONS}


def waiting_reasons() -> dict[str, str]:
    """Why an event waits for a decision, said to the supervisor (the agent reads it in `messages`)."""
    return {
        "stale_lease": tr("La réservation n'était plus celle de l'agent"),
        "after_close": tr("La campagne était déjà close"),
        "after_opt_out": tr("La personne avait déjà demandé à ne plus être appelée"),
        "outside_hours": tr("L'appel a commencé en dehors des heures permises"),
        "cloned_device": tr("Le poste semble être la copie d'un autre"),
        "same_id_other_content": tr("Même numéro qu'un autre événement, contenu différent"),
        "not_held": tr("Le centre ne trouve pas la réservation"),
        "invalid": tr("Le centre ne comprend pas le contenu"),
        "unreadable": tr("Le contenu est illisible"),
        "wrong_device": tr("Le centre ne connaît pas ce poste"),
    }


def remarks() -> dict[str, str]:
    """What the centre remarks of an event: why it waits for a decision, or why there is none to take."""
    return waiting_reasons() | {"restored": tr("Retenu : le centre, rétabli depuis, avait oublié la réservation")}


def steps() -> dict[str, str]:
    """What to do about an event that may be kept and may be set aside, by why it waits."""
    return {
        "stale_lease": tr(
            "Un collègue a pu appeler aussi : comparez les deux appels. Retenez celui-ci s'il a eu lieu ; écartez-le s'il se trompe."
        ),
        "after_close": tr("Retenez-le s'il doit être compté malgré la clôture ; sinon, écartez-le."),
        "after_opt_out": tr(
            "La personne ne sera pas rappelée, quoi que vous décidiez. Retenez-le si l'appel a eu lieu, et voyez avec l'agent comment il est parti."
        ),
        "outside_hours": tr(
            "Vérifiez avec l'agent l'heure de l'appel et celle du poste. Retenez-le si l'appel a eu lieu ; sinon, écartez-le."
        ),
        "cloned_device": tr(
            "Le poste reçoit un nouveau numéro. Retenez-le si l'agent le reconnaît ; si cela revient, prévenez l'assistance."
        ),
        "not_held": tr("Demandez à l'agent s'il avait bien ce dossier. Retenez-le si oui ; sinon, écartez-le."),
        "invalid": tr("Le centre le comprend maintenant : retenez-le, ou écartez-le."),
        "unreadable": tr("Le centre le lit maintenant : retenez-le, ou écartez-le."),
        "wrong_device": tr("Le centre connaît ce poste maintenant : retenez-le, ou écartez-le."),
        "same_id_other_content": obstacles()["same_id"],
    }


def obstacles() -> dict[str, str]:
    """Why one may not decide both ways (`services.steering.Waiting`): what stands in the way, and what would take it away."""
    return {
        "same_id": tr(
            "Ne peut qu'être écarté : un autre événement porte ce numéro, et c'est lui qui compte. S'il est faux, demandez une correction à l'agent."
        ),
        "unreadable": tr("Ne peut qu'être écarté : rien ne peut en être lu. Il reste gardé tel quel."),
        "invalid": tr(
            "Ne peut pas être retenu : le centre ne connaît pas ce contenu. Si le poste est plus récent que le centre, attendez la mise à jour du centre ; sinon, écartez-le."
        ),
        "desk": tr(
            "Ne peut pas être retenu : le centre ne connaît pas ce poste. Il le pourra quand l'exploitant aura repris les fichiers du poste."
        ),
        "ahead": tr(
            "Ne peut pas encore être retenu : la réservation est plus récente que la mémoire du centre. Il le pourra quand le dossier aura été réservé de nouveau."
        ),
        "of_another": tr("Ne peut qu'être écarté : à ce moment, le dossier était réservé par un autre agent."),
        "no_case": tr("Ne peut qu'être écarté : le centre n'a pas, ou n'a plus, ce dossier."),
        "wish": tr(
            "Ne peut qu'être retenu : c'est un souhait de la personne. Si c'est une erreur, l'agent en demande l'annulation, et vous l'annulez."
        ),
        "attempt": tr("Ne peut qu'être retenu : l'appel a eu lieu, et compte dans les limites légales."),
    }


def details() -> dict[str, str]:
    """What the access log notes beside an access, by name."""
    return {
        "reason": tr("motif"),
        "purpose": tr("but"),
        "act": tr("acte"),
        "decision": tr("décision n°"),
        "organisme": tr("organisme"),
        "lot": tr("lot"),
        "lines": tr("lignes"),
        "rows": tr("lignes"),
        "field": tr("donnée"),
        "to": tr("à"),
        "from": tr("de"),
        "cases": tr("dossiers"),
        "accepted": tr("acceptées"),
        "import": tr("import n°"),
        "since": tr("depuis"),
        "until": tr("jusqu'à"),
        "of_login": tr("l'agent"),
        "login": tr("l'agent"),
        "slip": tr("événement n°"),
        "message": tr("message n°"),
        "audience": tr("destinataires"),
        "addressee": tr("à"),
    }
