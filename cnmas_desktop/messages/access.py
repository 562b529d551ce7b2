"""Getting in: sign-in, passwords and staff, the store of the workstation and its keyring."""

from cnmas_desktop.messages.marking import QT_TRANSLATE_NOOP

MESSAGES: dict[str, str] = {
    # sign-in
    "sign_in.refused": QT_TRANSLATE_NOOP("messages", "Identifiant ou mot de passe incorrect, ou mot de passe expiré."),
    "sign_in.first_needs_centre": QT_TRANSLATE_NOOP(
        "messages", "La première connexion sur ce poste demande le réseau : le centre ne répond pas. Réessayez plus tard."
    ),
    "centre.unreachable": QT_TRANSLATE_NOOP(
        "messages", "Le centre ne répond pas. Vérifiez le réseau, puis réessayez ; votre travail reste enregistré."
    ),
    "centre.unconfirmed": QT_TRANSLATE_NOOP(
        "messages", "Le centre a cessé de répondre avant de confirmer. Vérifiez le réseau, puis voyez si c'est fait avant de recommencer."
    ),
    "centre.untrusted": QT_TRANSLATE_NOOP(
        "messages",
        "Le serveur ne prouve pas qu'il est le centre : aucun mot de passe ne lui a été donné. Vérifiez l'adresse et le fichier d'autorité,"
        " ou prévenez l'assistance.",
    ),
    "centre.busy": QT_TRANSLATE_NOOP("messages", "Le centre est très sollicité. Le poste réessaiera de lui-même dans un instant."),
    "centre.no_primary": QT_TRANSLATE_NOOP(
        "messages", "Le centre change de serveur : aucun ne prend encore d'écriture. Le poste réessaiera de lui-même dans un instant."
    ),
    "centre.refused": QT_TRANSLATE_NOOP("messages", "Le centre n'autorise pas cette action avec votre identifiant."),
    "centre.bad_url": QT_TRANSLATE_NOOP(
        "messages", "L'adresse du centre n'est pas valable. Écrivez-la sous la forme postgresql://serveur:port/base."
    ),
    # staff
    "password.weak": QT_TRANSLATE_NOOP(
        "messages",
        "Mot de passe trop simple. Prenez 12 signes avec majuscule, minuscule, chiffre et signe spécial, ou une phrase de sept mots.",
    ),
    "password.unusable": QT_TRANSLATE_NOOP(
        "messages", "Ce mot de passe contient un signe qui ne peut pas être tapé. Choisissez-en un autre."
    ),
    "password.same": QT_TRANSLATE_NOOP("messages", "Le nouveau mot de passe est le même que l'ancien. Choisissez-en un autre."),
    "password.current_wrong": QT_TRANSLATE_NOOP("messages", "Le mot de passe actuel n'est pas le bon. Retapez-le."),
    "password.differ": QT_TRANSLATE_NOOP("messages", "Les deux saisies du nouveau mot de passe diffèrent. Retapez-les."),
    "password.needs_centre": QT_TRANSLATE_NOOP(
        "messages", "Le mot de passe se change en ligne : le centre ne répond pas. Réessayez quand le réseau est revenu."
    ),
    "password.unconfirmed": QT_TRANSLATE_NOOP(
        "messages",
        "Le centre n'a pas confirmé le changement. À votre prochaine connexion, essayez le nouveau mot de passe, puis l'ancien.",
    ),
    "steering.reason": QT_TRANSLATE_NOOP("messages", "Indiquez le motif en 3 à {limit} caractères : il est conservé avec la décision."),
    "steering.nobody": QT_TRANSLATE_NOOP("messages", "Choisissez au moins un agent à qui donner les dossiers."),
    "steering.not_authorised": QT_TRANSLATE_NOOP(
        "messages", "{login} n'est pas habilité pour cette campagne. Choisissez un autre agent ou demandez l'habilitation."
    ),
    "steering.not_skilled": QT_TRANSLATE_NOOP(
        "messages",
        "Ces dossiers demandent une compétence que {login} n'a pas. Choisissez un autre agent, ou faites-la inscrire par l'exploitant.",
    ),
    "steering.study_quota": QT_TRANSLATE_NOOP(
        "messages",
        "Pour une étude, un quota s'écarte d'au moins {step} entretiens de tous ceux qu'il a eus : plus près, la file dirait ce qu'ont répondu quelques personnes.",
    ),
    "steering.closed": QT_TRANSLATE_NOOP("messages", "Ce dossier est déjà clos : il n'y a plus rien à faire."),
    "steering.interrupted": QT_TRANSLATE_NOOP(
        "messages",
        "Le centre ne répond plus : {count} sont faits, le reste est inchangé. La décision est enregistrée ; recommencez pour le reste.",
    ),
    "steering.not_reopened": QT_TRANSLATE_NOOP(
        "messages",
        "Ce dossier ne peut pas être rouvert : il est encore à appeler, la personne ne souhaite plus l'être, ou c'est une étude, qui ne rappelle pas.",
    ),
    "case.unknown": QT_TRANSLATE_NOOP("messages", "Aucun de vos dossiers ne porte ce numéro. Vérifiez-le dans la liste."),
    "quality.not_sampled": QT_TRANSLATE_NOOP(
        "messages", "Cet entretien ne fait pas partie de l'échantillon à relire. Choisissez-en un de la liste."
    ),
    "quality.reviewed": QT_TRANSLATE_NOOP("messages", "Cet entretien a déjà été relu. Choisissez-en un autre de la liste."),
    "staff.unknown": QT_TRANSLATE_NOOP("messages", "Personne ne porte l'identifiant {login}. Vérifiez-le dans la liste du personnel."),
    "staff.exists": QT_TRANSLATE_NOOP("messages", "L'identifiant {login} existe déjà. Choisissez-en un autre."),
    "staff.bad_login": QT_TRANSLATE_NOOP(
        "messages", "L'identifiant {login} n'est pas valable : 2 à 24 lettres minuscules ou chiffres, et pas le nom de la personne."
    ),
    "staff.bad_name": QT_TRANSLATE_NOOP(
        "messages", "« {name} » ne convient pas comme nom : donnez de 1 à 80 caractères sur une ligne (40 au plus pour le prénom)."
    ),
    "staff.made_password": QT_TRANSLATE_NOOP(
        "messages", "Votre mot de passe à ce centre a été fait pour vous et se trouve dans {file}. Il n'a pas à être changé."
    ),
    "staff.still_connected": QT_TRANSLATE_NOOP(
        "messages", "Le compte {login} est fermé, mais une connexion reste ouverte. Un administrateur du serveur doit la couper."
    ),
    # store
    "store.in_use": QT_TRANSLATE_NOOP(
        "messages", "L'application est déjà ouverte sur ce poste pour cette personne. Utilisez la fenêtre ouverte."
    ),
    "store.damaged": QT_TRANSLATE_NOOP(
        "messages",
        "Les données de ce poste sont endommagées : elles ont été mises de côté, rien n'est effacé. Connectez-vous en ligne pour continuer, et prévenez l'assistance.",
    ),
    "store.disk_full": QT_TRANSLATE_NOOP("messages", "Non enregistré : le disque est plein. Gardez cette page ouverte."),
    "store.no_room": QT_TRANSLATE_NOOP(
        "messages", "Le disque est plein : vos résultats partent encore, mais aucun nouveau dossier n'arrive. Libérez de la place."
    ),
    "store.not_saved": QT_TRANSLATE_NOOP(
        "messages", "Non enregistré : ce poste n'a pas pu écrire sur le disque. Gardez cette page ouverte et prévenez l'assistance."
    ),
    "store.newer": QT_TRANSLATE_NOOP(
        "messages", "Les données de ce poste viennent d'une version plus récente de l'application. Installez cette version, puis réessayez."
    ),
    # the sealed copy of what was saved
    "journal.behind": QT_TRANSLATE_NOOP(
        "messages", "Enregistré, mais la copie de secours de ce poste n'a pas pu être écrite. Libérez de la place ou prévenez l'assistance."
    ),
    "journal.key": QT_TRANSLATE_NOOP(
        "messages",
        "Enregistré sur ce poste, mais sans copie de secours : la clé de secours donnée par le centre n'est pas valable. Prévenez l'assistance.",
    ),
    "journal.no_key": QT_TRANSLATE_NOOP(
        "messages", "Ce poste ne peut pas être préparé : la clé de secours donnée par le centre n'est pas valable. Prévenez l'assistance."
    ),
    "journal.too_many": QT_TRANSLATE_NOOP("messages", "Trop de copies de secours pour aujourd'hui : les suivantes partiront demain."),
    "recovery.key": QT_TRANSLATE_NOOP(
        "messages", "Le fichier {name} n'est pas la clé de secours d'un centre. Donnez organisation.key avec --key."
    ),
    "recovery.other_key": QT_TRANSLATE_NOOP(
        "messages",
        "Cette clé n'ouvre pas les données de ce poste : elles sont scellées pour une autre clé de secours. Rien n'a été modifié ; donnez avec"
        " --key le dossier de toutes les clés de ce centre.",
    ),
    "recovery.which_key": QT_TRANSLATE_NOOP("messages", "Donnez avec --key la clé de secours de ce centre, écrite à sa fondation."),
    "recovery.file": QT_TRANSLATE_NOOP("messages", "Le fichier {name} ne peut pas être lu. Vérifiez son emplacement."),
    "recovery.no_store": QT_TRANSLATE_NOOP(
        "messages", "Le dossier {folder} ne contient pas les données d'un poste (store.db et key.json). Donnez-en un autre."
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
        "messages",
        "La clé de ce poste n'est plus dans le trousseau. Vos données sont intactes ; prévenez l'assistance, qui peut les rouvrir.",
    ),
}
