"""The settings of a workstation: `where` is a file with its line, or a variable of the environment."""

from cnmas_desktop.messages.marking import QT_TRANSLATE_NOOP

MESSAGES: dict[str, str] = {
    "config.unreadable": QT_TRANSLATE_NOOP(
        "messages", "{where} : ce fichier de réglages ne peut pas être lu. Faites corriger ses droits, puis rouvrez l'application."
    ),
    "config.syntax": QT_TRANSLATE_NOOP(
        "messages", "{where} : cette ligne n'est pas du TOML valable. Faites-la corriger, puis rouvrez l'application."
    ),
    "config.unknown_key": QT_TRANSLATE_NOOP(
        "messages", "{where} : le réglage {key} n'existe pas. Faites corriger son nom, puis rouvrez l'application."
    ),
    "config.only_machine": QT_TRANSLATE_NOOP(
        "messages", "{where} : seul le fichier commun du poste peut verrouiller des réglages. Faites retirer cette ligne."
    ),
    "config.bad_lock": QT_TRANSLATE_NOOP(
        "messages", "{where} : {key} n'est pas un réglage qui se verrouille. Faites corriger son nom, puis rouvrez l'application."
    ),
    "config.bad_url": QT_TRANSLATE_NOOP(
        "messages",
        "{where} : l'adresse du centre s'écrit postgresql://serveur,serveur2:port/base, sans identifiant ni mot de passe. Faites-la corriger.",
    ),
    "config.no_file": QT_TRANSLATE_NOOP(
        "messages", "{where} : {key} doit être le chemin complet d'un fichier qui existe. Faites-le corriger, puis rouvrez l'application."
    ),
    "config.no_folder": QT_TRANSLATE_NOOP(
        "messages", "{where} : {key} doit être le chemin complet d'un dossier qui existe. Faites-le corriger, puis rouvrez l'application."
    ),
    "config.bad_name": QT_TRANSLATE_NOOP(
        "messages", "{where} : {key} doit être un texte d'une ligne. Faites-le corriger, puis rouvrez l'application."
    ),
    "config.bad_number": QT_TRANSLATE_NOOP(
        "messages", "{where} : {key} doit être un nombre entier de {low} à {high}. Faites-le corriger, puis rouvrez l'application."
    ),
    "config.bad_choice": QT_TRANSLATE_NOOP(
        "messages", "{where} : {key} doit être l'un de ces mots : {choices}. Faites-le corriger, puis rouvrez l'application."
    ),
    "config.locked": QT_TRANSLATE_NOOP(
        "messages", "L'adresse du centre est fixée pour ce poste par {file}. Retirez --central-url, ou travaillez depuis un autre poste."
    ),
    # the manuals, on the command line
    "manual.unknown": QT_TRANSLATE_NOOP("messages", "Aucun manuel ne s'appelle {name}. Il y a : {names}."),
    "manual.unknown_format": QT_TRANSLATE_NOOP("messages", "Le fichier {name} doit finir par .html ou .md."),
    "manual.exists": QT_TRANSLATE_NOOP("messages", "Le fichier {name} existe déjà. Rien n'a été remplacé ; donnez un autre nom."),
}
