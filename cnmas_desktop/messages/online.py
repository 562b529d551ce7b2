"""What is asked of the centre while a person is on the line: the provisional code, somebody who calls in."""

from cnmas_desktop.messages.marking import QT_TRANSLATE_NOOP

MESSAGES: dict[str, str] = {
    "online.refused": QT_TRANSLATE_NOOP("messages", "Le centre n'ouvre rien avec ces réponses. Ne donnez aucune information."),
    "online.too_many": QT_TRANSLATE_NOOP(
        "messages",
        "Vous avez interrogé le centre trop souvent cette heure-ci. Attendez un peu avant de recommencer.",
    ),
    # the provisional code (trade section 1)
    "option.reveal": QT_TRANSLATE_NOOP("messages", "Code provisoire"),
    "reveal.match": QT_TRANSLATE_NOOP("messages", "L'adresse concorde."),
    "reveal.mismatch": QT_TRANSLATE_NOOP("messages", "L'adresse ne concorde pas. Ne donnez aucune information."),
    "reveal.post.incoming": QT_TRANSLATE_NOOP(
        "messages", "La personne a appelé elle-même : le code ne se donne que lors d'un appel de notre part."
    ),
    "reveal.post.changed": QT_TRANSLATE_NOOP(
        "messages", "Une coordonnée vient d'être modifiée pendant cet appel : le code ne se donne plus."
    ),
    "reveal.post.no_address": QT_TRANSLATE_NOOP("messages", "Le dossier ne contient pas d'adresse à vérifier."),
    "reveal.post.mismatch": QT_TRANSLATE_NOOP("messages", "L'adresse n'a pas été confirmée deux fois de suite."),
    "reveal.post.offline": QT_TRANSLATE_NOOP("messages", "Ce poste est hors ligne : le code reste au centre."),
    "reveal.post.refused": QT_TRANSLATE_NOOP("messages", "Le centre ne donne pas de code pour ce dossier."),
    "reveal.post.unanswered": QT_TRANSLATE_NOOP("messages", "Le centre n'a pas répondu à temps : le code reste au centre."),
    "reveal.post.too_many": QT_TRANSLATE_NOOP("messages", "Trop de codes demandés cette heure-ci : le code reste au centre."),
    # somebody calls in (trade section 2)
    "incoming.no_name": QT_TRANSLATE_NOOP("messages", "Écrivez le nom que la personne vous donne."),
    "incoming.birth": QT_TRANSLATE_NOOP("messages", "Écrivez la date de naissance en entier : jour, mois, année à quatre chiffres."),
    "incoming.offline": QT_TRANSLATE_NOOP("messages", "Ce poste est hors ligne : le centre ne peut pas être interrogé."),
}
