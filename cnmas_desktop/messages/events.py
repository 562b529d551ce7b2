"""What was done, as the list of what is transmitted names it."""

from cnmas_desktop.messages.marking import QT_TRANSLATE_NOOP

MESSAGES: dict[str, str] = {
    # what was done, in the list of what is transmitted
    "event.call_started": QT_TRANSLATE_NOOP("messages", "Appel commencé"),
    "event.reached": QT_TRANSLATE_NOOP("messages", "Interlocuteur"),
    "event.identity_checked": QT_TRANSLATE_NOOP("messages", "Vérification d'identité"),
    "event.notice_read": QT_TRANSLATE_NOOP("messages", "Mention lue"),
    "event.interview_decided": QT_TRANSLATE_NOOP("messages", "Accord ou refus de l'entretien"),
    "event.offer_decided": QT_TRANSLATE_NOOP("messages", "Réponse à l'offre"),
    "event.request_made": QT_TRANSLATE_NOOP("messages", "Demande complémentaire"),
    "event.contact_change_proposed": QT_TRANSLATE_NOOP("messages", "Modification de coordonnées"),
    "event.authorisation_given": QT_TRANSLATE_NOOP("messages", "Autorisation de contact"),
    "event.authorisation_withdrawn": QT_TRANSLATE_NOOP("messages", "Ne plus contacter"),
    "event.opposition_made": QT_TRANSLATE_NOOP("messages", "Opposition à l'étude"),
    "event.right_exercised": QT_TRANSLATE_NOOP("messages", "Droit d'accès ou de rectification"),
    "event.answers_recorded": QT_TRANSLATE_NOOP("messages", "Réponses à l'étude"),
    "event.note_written": QT_TRANSLATE_NOOP("messages", "Note"),
    "event.callback_set": QT_TRANSLATE_NOOP("messages", "Rappel"),
    "event.call_ended": QT_TRANSLATE_NOOP("messages", "Issue de l'appel"),
    "event.attempt_voided": QT_TRANSLATE_NOOP("messages", "Appel qui n'a pas sonné"),
    "event.incident_raised": QT_TRANSLATE_NOOP("messages", "Situation difficile"),
    "event.message_read": QT_TRANSLATE_NOOP("messages", "Message lu"),
    "event.script_read": QT_TRANSLATE_NOOP("messages", "Consigne lue"),
    "event.handed_over": QT_TRANSLATE_NOOP("messages", "Dossier confié"),
    "event.case_skipped": QT_TRANSLATE_NOOP("messages", "Dossier passé"),
    "event.record_opened": QT_TRANSLATE_NOOP("messages", "Dossier consulté"),
    "event.incoming_slip": QT_TRANSLATE_NOOP("messages", "Appel entrant signalé"),
    "event.field_revealed": QT_TRANSLATE_NOOP("messages", "Donnée affichée"),
    "event.undertaking_signed": QT_TRANSLATE_NOOP("messages", "Engagement de confidentialité"),
    "event.correction": QT_TRANSLATE_NOOP("messages", "Correction"),
    # events
    "event.text_refused": QT_TRANSLATE_NOOP(
        "messages", "Ce texte est trop long ou contient un caractère interdit. Raccourcissez-le, puis enregistrez de nouveau."
    ),
}
