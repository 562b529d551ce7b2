"""An organisme's file, its rows and its cells; the files of a campaign."""

from cnmas_desktop.messages.marking import QT_TRANSLATE_NOOP

MESSAGES: dict[str, str] = {
    # importing an organisme's file
    "import.unreadable": QT_TRANSLATE_NOOP(
        "messages", "Le fichier {name} ne peut pas être ouvert. Vérifiez son emplacement et vos droits de lecture."
    ),
    "import.empty": QT_TRANSLATE_NOOP("messages", "Le fichier est vide. Demandez à l'organisme de l'envoyer de nouveau."),
    "import.file_too_large": QT_TRANSLATE_NOOP(
        "messages", "Le fichier dépasse {limit} Mio. Demandez à l'organisme de le découper en plusieurs fichiers."
    ),
    "import.too_many_rows": QT_TRANSLATE_NOOP(
        "messages", "Le fichier a plus de {limit} lignes. Demandez à l'organisme de le découper en plusieurs fichiers."
    ),
    "import.too_many_columns": QT_TRANSLATE_NOOP(
        "messages", "La ligne {line} a plus de {limit} colonnes. Vérifiez que ce fichier est bien la liste attendue."
    ),
    "import.quote_open": QT_TRANSLATE_NOOP(
        "messages",
        "Un guillemet de la ligne {line} n'est pas refermé : les lignes qui suivent seraient perdues. Corrigez cette ligne.",
    ),
    "import.cell_too_long": QT_TRANSLATE_NOOP(
        "messages",
        "Une cellule de la ligne {line} dépasse {limit} caractères : un guillemet n'est peut-être pas refermé. Corrigez cette ligne.",
    ),
    "import.encoding_unknown": QT_TRANSLATE_NOOP(
        "messages", "L'encodage du texte n'est pas reconnu. Enregistrez le fichier au format « CSV UTF-8 » ou XLSX."
    ),
    "import.binary": QT_TRANSLATE_NOOP("messages", "Ce fichier n'est pas un tableau. Envoyez un fichier CSV ou XLSX."),
    "import.not_a_table": QT_TRANSLATE_NOOP("messages", "Ce fichier compressé n'est pas un classeur. Envoyez un fichier CSV ou XLSX."),
    "import.old_or_encrypted": QT_TRANSLATE_NOOP(
        "messages", "Ce classeur est protégé par un mot de passe ou d'un ancien format. Enregistrez-le en XLSX sans mot de passe."
    ),
    "import.active_content": QT_TRANSLATE_NOOP(
        "messages", "Ce classeur contient des macros, des liaisons ou d'autres fichiers. Enregistrez-le en XLSX simple, valeurs seules."
    ),
    "import.archive_bomb": QT_TRANSLATE_NOOP(
        "messages", "Ce classeur se décompresse de façon anormale : il n'a pas été ouvert. Signalez-le à l'organisme."
    ),
    "import.damaged": QT_TRANSLATE_NOOP(
        "messages", "Ce classeur est endommagé. Demandez à l'organisme de l'enregistrer et de l'envoyer de nouveau."
    ),
    "import.merged_cells": QT_TRANSLATE_NOOP(
        "messages", "Le classeur contient des cellules fusionnées (ligne {line}). Défusionnez-les, puis réessayez."
    ),
    "import.too_costly": QT_TRANSLATE_NOOP(
        "messages",
        "La lecture du fichier a été arrêtée : elle demandait trop de mémoire ou de temps. Découpez le fichier ou envoyez-le en CSV.",
    ),
    "import.duplicate_headers": QT_TRANSLATE_NOOP(
        "messages", "Plusieurs colonnes désignent la même donnée : {headers}. Gardez-en une seule, puis réessayez."
    ),
    "import.missing_columns": QT_TRANSLATE_NOOP(
        "messages", "Il manque des colonnes pour cette campagne : {columns}. La première ligne doit porter les titres des colonnes."
    ),
    "import.nir_in_study": QT_TRANSLATE_NOOP(
        "messages", "Une étude ne reçoit jamais de numéro de sécurité sociale. Retirez la colonne « {header} », puis réessayez."
    ),
    "import.untitled_column": QT_TRANSLATE_NOOP("messages", "(colonne {number} sans titre)"),
    "import.note.sheet_ignored": QT_TRANSLATE_NOOP("messages", "La feuille « {sheet} » n'a pas été lue : seule « {read} » l'a été."),
    "import.note.unlimited": QT_TRANSLATE_NOOP(
        "messages", "Ce système ne permet pas de limiter tout à fait la lecture du fichier ({limits})."
    ),
    # campaign files
    "campaign.invalid": QT_TRANSLATE_NOOP("messages", "La campagne {source} ne peut pas être lue : {key} : {reason}."),
    "organisme.invalid": QT_TRANSLATE_NOOP("messages", "Le fichier {source} ne peut pas être chargé : {reason}."),
    "organisme.unknown": QT_TRANSLATE_NOOP(
        "messages", "L'organisme {organisme} n'existe pas. Donnez son code à trois caractères, par exemple 011."
    ),
    # cells of an imported file: refused
    "cell.missing": QT_TRANSLATE_NOOP("messages", "Valeur obligatoire absente."),
    "cell.unreadable": QT_TRANSLATE_NOOP("messages", "Valeur illisible."),
    "cell.text.too_long": QT_TRANSLATE_NOOP("messages", "Texte trop long : {limit} caractères au plus."),
    "cell.scientific": QT_TRANSLATE_NOOP("messages", "Nombre abîmé par le tableur (notation avec E) : mettez la colonne au format texte."),
    "cell.date.unreadable": QT_TRANSLATE_NOOP("messages", "Date illisible : attendu jj/mm/aaaa."),
    "cell.date.impossible": QT_TRANSLATE_NOOP("messages", "Cette date n'existe pas : attendu jj/mm/aaaa."),
    "cell.date.future": QT_TRANSLATE_NOOP("messages", "Date de naissance dans l'avenir."),
    "cell.date.too_old": QT_TRANSLATE_NOOP("messages", "Date de naissance trop ancienne."),
    "cell.percent.unreadable": QT_TRANSLATE_NOOP("messages", "Pourcentage illisible."),
    "cell.percent.range": QT_TRANSLATE_NOOP("messages", "Pourcentage au-dessus de 100."),
    "cell.age.unreadable": QT_TRANSLATE_NOOP("messages", "Âge illisible : attendu un nombre d'années."),
    "cell.sex.unreadable": QT_TRANSLATE_NOOP("messages", "Sexe illisible : attendu H ou F."),
    "cell.yes_no.unreadable": QT_TRANSLATE_NOOP("messages", "Attendu oui, non ou inconnu."),
    "cell.mail.unreadable": QT_TRANSLATE_NOOP("messages", "Adresse mail incorrecte."),
    "cell.postal_code.unreadable": QT_TRANSLATE_NOOP("messages", "Code postal incorrect : cinq chiffres attendus."),
    "cell.secret.unreadable": QT_TRANSLATE_NOOP("messages", "Code illisible : mettez la colonne au format texte."),
    "cell.zone.unknown": QT_TRANSLATE_NOOP("messages", "Fuseau horaire inconnu."),
    "cell.phone.unreadable": QT_TRANSLATE_NOOP("messages", "Numéro de téléphone illisible."),
    "cell.phone.short": QT_TRANSLATE_NOOP("messages", "Numéro court : ce n'est pas le numéro d'une personne."),
    "cell.phone.special": QT_TRANSLATE_NOOP("messages", "Numéro spécial (08) : ce n'est pas le numéro d'une personne."),
    "cell.phone.length": QT_TRANSLATE_NOOP("messages", "Numéro de téléphone incomplet ou trop long."),
    "cell.phone.country": QT_TRANSLATE_NOOP("messages", "Numéro de téléphone incohérent avec son indicatif."),
    "cell.phone.no_zone": QT_TRANSLATE_NOOP("messages", "Numéro dont l'heure locale est inconnue : il ne peut pas être appelé."),
    "cell.nir.length": QT_TRANSLATE_NOOP("messages", "Numéro de sécurité sociale incomplet : 15 caractères attendus, clé comprise."),
    "cell.nir.implausible": QT_TRANSLATE_NOOP("messages", "Numéro de sécurité sociale impossible."),
    "cell.nir.key": QT_TRANSLATE_NOOP("messages", "Clé du numéro de sécurité sociale incorrecte."),
    "cell.siret.length": QT_TRANSLATE_NOOP("messages", "Numéro SIRET incorrect : 14 chiffres attendus."),
    "cell.siret.key": QT_TRANSLATE_NOOP("messages", "Clé du numéro SIRET incorrecte."),
    "cell.ps_number.format": QT_TRANSLATE_NOOP("messages", "Numéro PS incorrect : 8 ou 9 caractères attendus, au format texte."),
    # rows of an imported file: refused
    "row.too_many_cells": QT_TRANSLATE_NOOP("messages", "Des cellules dépassent les titres de colonnes : la ligne est décalée."),
    "row.misread": QT_TRANSLATE_NOOP(
        "messages", "Le texte de la ligne est mal encodé (« Ã© » pour « é ») : renvoyez-la dans l'encodage du reste du fichier."
    ),
    "row.formula": QT_TRANSLATE_NOOP("messages", "La ligne contient une formule : envoyez les valeurs seules."),
    "row.phone_missing": QT_TRANSLATE_NOOP("messages", "Aucun numéro de téléphone."),
    "row.other_organisme": QT_TRANSLATE_NOOP("messages", "La ligne porte le code d'un autre organisme."),
    "row.nir_in_study": QT_TRANSLATE_NOOP("messages", "La ligne contient un numéro de sécurité sociale, interdit dans une étude."),
    "row.duplicate": QT_TRANSLATE_NOOP("messages", "Même personne et même bénéficiaire qu'à la ligne {line}."),
    "row.duplicate_earlier": QT_TRANSLATE_NOOP("messages", "Déjà reçue : ligne {line} du fichier {file}."),
    # rows and cells of an imported file: accepted, and told
    "remark.invisible_characters": QT_TRANSLATE_NOOP("messages", "Des caractères invisibles ont été retirés."),
    "remark.left_out": QT_TRANSLATE_NOOP("messages", "Valeur non retenue : elle est illisible ou impossible."),
    "remark.phone_left_out": QT_TRANSLATE_NOOP("messages", "Numéro non retenu : il ne peut pas être appelé. L'autre numéro est gardé."),
    "remark.age_differs": QT_TRANSLATE_NOOP("messages", "L'âge indiqué ne correspond pas à la date de naissance."),
    "remark.out_of_scope": QT_TRANSLATE_NOOP("messages", "Hors champ de la campagne aujourd'hui : droit échu, ou âge hors des limites."),
    "remark.stopped.opposition": QT_TRANSLATE_NOOP(
        "messages", "Opposition déjà enregistrée : le dossier est bloqué, cette personne ne sera pas appelée."
    ),
    "remark.stopped.opted_out": QT_TRANSLATE_NOOP(
        "messages", "Cette personne a demandé à ne plus être appelée : le dossier est bloqué, elle ne sera pas appelée."
    ),
    "remark.stopped.deceased": QT_TRANSLATE_NOOP(
        "messages", "Situation à vérifier par l'organisme : le dossier est bloqué, personne ne sera appelé."
    ),
    "remark.date.two_digit_year": QT_TRANSLATE_NOOP("messages", "Année sur deux chiffres : le siècle a été déduit."),
    "remark.date.serial": QT_TRANSLATE_NOOP("messages", "Date écrite comme un nombre par le tableur."),
    "remark.percent.below_one": QT_TRANSLATE_NOOP("messages", "Taux inférieur à 1 % : vérifiez qu'il ne s'agit pas d'une proportion."),
    "remark.postal_code.zero": QT_TRANSLATE_NOOP("messages", "Zéro rendu au début du code postal."),
    "remark.nir.birth_date": QT_TRANSLATE_NOOP("messages", "La date de naissance ne correspond pas au numéro de sécurité sociale."),
    "remark.ps_number.key": QT_TRANSLATE_NOOP("messages", "Clé du numéro PS inhabituelle."),
}
