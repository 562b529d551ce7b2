"""Which case is next, why, and why a call may not be made."""

from cnmas_desktop.messages.marking import QT_TRANSLATE_NOOP

MESSAGES: dict[str, str] = {
    # queue
    "check_out.not_authorised": QT_TRANSLATE_NOOP(
        "messages",
        "Aucun dossier ne peut vous être confié : il manque l'habilitation du directeur ou votre engagement signé. Prévenez votre responsable.",
    ),
    # why a call may not be made now (domain.calling_rules)
    "may_not.outside_hours": QT_TRANSLATE_NOOP("messages", "Appel possible à partir de {time} (heure de la personne)."),
    "may_not.closed_day": QT_TRANSLATE_NOOP("messages", "Appel possible à partir du {day} à {time} (heure de la personne)."),
    "may_not.too_many": QT_TRANSLATE_NOOP("messages", "{count} appels déjà passés en {days} jours. Prochain appel possible le {day}."),
    "may_not.too_many_ever": QT_TRANSLATE_NOOP(
        "messages", "{count} appels déjà passés pour cette étude. Aucun autre appel n'est possible."
    ),
    "may_not.stopped": QT_TRANSLATE_NOOP("messages", "Cette personne ne souhaite plus être appelée."),
    "may_not.refused": QT_TRANSLATE_NOOP("messages", "Cette personne a refusé l'entretien. Prochain appel possible le {day}."),
    "may_not.refused_for_good": QT_TRANSLATE_NOOP("messages", "Cette personne a refusé l'étude. Aucun autre appel n'est possible."),
    "may_not.until": QT_TRANSLATE_NOOP("messages", "Ce numéro ne peut pas être appelé avant le {day}."),
    "may_not.no_consent": QT_TRANSLATE_NOOP("messages", "Cette personne n'a pas donné son accord pour être appelée. Ne l'appelez pas."),
    # why a call may not be made now (services.dialling)
    "may_not.paused": QT_TRANSLATE_NOOP("messages", "Vous êtes en pause : rien n'est composé. F12 pour reprendre les appels."),
    "may_not.not_authorised": QT_TRANSLATE_NOOP(
        "messages",
        "Vous n'avez pas l'autorisation du directeur d'appeler pour ces campagnes, ou elle est finie. Prévenez votre responsable.",
    ),
    "may_not.clock": QT_TRANSLATE_NOOP("messages", "L'heure de ce poste n'est pas sûre : synchronisez avant d'appeler."),
    "may_not.lease_expired": QT_TRANSLATE_NOOP("messages", "Réservation expirée : synchronisez avant d'appeler."),
    "may_not.script_changed": QT_TRANSLATE_NOOP(
        "messages", "La consigne de cette campagne a changé : lisez-la avant le premier appel (Ctrl+M)."
    ),
    "may_not.passed_on": QT_TRANSLATE_NOOP(
        "messages", "Rappel manqué sans réseau : un collègue a pu le reprendre. Synchronisez avant d'appeler."
    ),
    "may_not.opposed": QT_TRANSLATE_NOOP("messages", "Cette personne s'oppose aux études. Ne l'appelez pas."),
    "may_not.deceased": QT_TRANSLATE_NOOP("messages", "Un décès a été signalé. Cette personne n'est plus appelée."),
    "may_not.no_number": QT_TRANSLATE_NOOP("messages", "Aucun numéro utilisable pour cette personne."),
    "may_not.done": QT_TRANSLATE_NOOP("messages", "Ce dossier est terminé : il n'est plus à appeler."),
    "may_not.campaign_over": QT_TRANSLATE_NOOP("messages", "Cette campagne est terminée : elle n'appelle plus personne."),
    "may_not.campaign_later": QT_TRANSLATE_NOOP("messages", "Cette campagne commence le {day}."),
    # a moment to call back that may not be taken
    "callback.past": QT_TRANSLATE_NOOP("messages", "Ce moment est déjà passé. Choisissez-en un autre."),
    "callback.too_far": QT_TRANSLATE_NOOP("messages", "Un rappel se promet au plus {days} jours à l'avance."),
    "callback.campaign_over": QT_TRANSLATE_NOOP("messages", "La campagne se termine le {day} : choisissez un moment plus proche."),
    "callback.closed": QT_TRANSLATE_NOOP(
        "messages", "Appel impossible à ce moment. Premier moment possible : le {day} à {time} (heure de la personne)."
    ),
    "callback.holiday": QT_TRANSLATE_NOOP(
        "messages", "Ce jour est férié. Premier moment possible : le {day} à {time} (heure de la personne)."
    ),
    "callback.no_calls": QT_TRANSLATE_NOOP(
        "messages", "Personne n'est appelé ce jour-là. Premier moment possible : le {day} à {time} (heure de la personne)."
    ),
    "callback.no_such_hour": QT_TRANSLATE_NOOP(
        "messages", "Cette heure n'existe pas : c'est le passage à l'heure d'été. Choisissez-en une autre."
    ),
    # the agenda
    "agenda.closed": QT_TRANSLATE_NOOP("messages", "hors des heures d'appel"),
    "agenda.no_calls": QT_TRANSLATE_NOOP("messages", "jour sans appel"),
    "agenda.holiday": QT_TRANSLATE_NOOP("messages", "jour férié"),
    # what the queue waits for
    "waiting.later": QT_TRANSLATE_NOOP("messages", "attendent leur prochain moment"),
    "waiting.hours": QT_TRANSLATE_NOOP("messages", "hors des heures d'appel"),
    "waiting.lease": QT_TRANSLATE_NOOP("messages", "réservation expirée"),
    "waiting.blocked": QT_TRANSLATE_NOOP("messages", "numéro bloqué"),
    "waiting.opt_out": QT_TRANSLATE_NOOP("messages", "ne souhaitent plus être appelés"),
    "waiting.opposition": QT_TRANSLATE_NOOP("messages", "s'opposent aux études"),
    "waiting.deceased": QT_TRANSLATE_NOOP("messages", "décès signalé"),
    "waiting.no_number": QT_TRANSLATE_NOOP("messages", "sans numéro utilisable"),
    "waiting.refused": QT_TRANSLATE_NOOP("messages", "entretien refusé récemment"),
    # why this case is next, or none is (domain.scheduling)
    "why.promised": QT_TRANSLATE_NOOP("messages", "Rappel promis à {time}"),
    "why.promised_day": QT_TRANSLATE_NOOP("messages", "Rappel promis le {day} à {time}"),
    "why.soft": QT_TRANSLATE_NOOP("messages", "Rappel souhaité vers {time}"),
    "why.soft_day": QT_TRANSLATE_NOOP("messages", "Rappel souhaité à partir du {day}"),
    "why.interrupted": QT_TRANSLATE_NOOP("messages", "Entretien à reprendre"),
    "why.retry_morning": QT_TRANSLATE_NOOP("messages", "{number}e tentative, matin peu essayé"),
    "why.retry_afternoon": QT_TRANSLATE_NOOP("messages", "{number}e tentative, après-midi peu essayé"),
    "why.retry_evening": QT_TRANSLATE_NOOP("messages", "{number}e tentative, fin de journée peu essayée"),
    "why.retry": QT_TRANSLATE_NOOP("messages", "{number}e tentative"),
    "why.other_number": QT_TRANSLATE_NOOP("messages", "Autre numéro de la même personne"),
    "why.confided": QT_TRANSLATE_NOOP("messages", "Confié par {name}"),
    "why.confided_for": QT_TRANSLATE_NOOP("messages", "Confié par {name} : {reason}"),
    "confided.expertise": QT_TRANSLATE_NOOP("messages", "le dossier demande une autre compétence"),
    "confided.language": QT_TRANSLATE_NOOP("messages", "la personne parle une autre langue"),
    "confided.knows_person": QT_TRANSLATE_NOOP("messages", "connaît la personne"),
    "confided.person_asks": QT_TRANSLATE_NOOP("messages", "la personne le demande"),
    "confided.end_of_day": QT_TRANSLATE_NOOP("messages", "n'est plus là"),
    "confided.ar": QT_TRANSLATE_NOOP("messages", "la personne parle arabe"),
    "confided.en": QT_TRANSLATE_NOOP("messages", "la personne parle anglais"),
    "confided.pt": QT_TRANSLATE_NOOP("messages", "la personne parle portugais"),
    "confided.es": QT_TRANSLATE_NOOP("messages", "la personne parle espagnol"),
    "confided.tr": QT_TRANSLATE_NOOP("messages", "la personne parle turc"),
    "confided.it": QT_TRANSLATE_NOOP("messages", "la personne parle italien"),
    "confided.ro": QT_TRANSLATE_NOOP("messages", "la personne parle roumain"),
    "confided.fsl": QT_TRANSLATE_NOOP("messages", "la personne signe (langue des signes)"),
    # an earlier attempt
    "attempt.lifted": QT_TRANSLATE_NOOP("messages", "Refus d'être appelé, annulé depuis"),
    "why.first": QT_TRANSLATE_NOOP("messages", "Premier appel"),
    "why_none.waiting": QT_TRANSLATE_NOOP("messages", "Aucun dossier à appeler maintenant : {count} attendent {time}."),
    "why_none.waiting_one": QT_TRANSLATE_NOOP("messages", "Aucun dossier à appeler maintenant : un dossier attend {time}."),
    "why_none.waiting_day": QT_TRANSLATE_NOOP("messages", "Aucun dossier à appeler maintenant : {count} attendent le {day} à {time}."),
    "why_none.waiting_day_one": QT_TRANSLATE_NOOP("messages", "Aucun dossier à appeler maintenant : un dossier attend le {day} à {time}."),
    "why_none.empty": QT_TRANSLATE_NOOP("messages", "Aucun dossier réservé sur ce poste. Ils arriveront à la prochaine transmission."),
    "why_none.over": QT_TRANSLATE_NOOP("messages", "Tous les dossiers réservés sur ce poste sont terminés."),
}
