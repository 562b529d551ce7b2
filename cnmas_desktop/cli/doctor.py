"""`cnmas doctor`: what is in order on this workstation, what is not, and what to do about it."""

from datetime import UTC, datetime
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cnmas_desktop.cli.words import confirmed, password, say, session
from cnmas_desktop.messages import KnownError

if TYPE_CHECKING:
    from cnmas_desktop.services.doctor import Finding

VERDICTS = {"ok": "ok", "remark": "remarque", "fault": "défaut"}
TOPICS = {
    "settings": "Réglages", "versions": "Versions", "windows": "Fenêtres", "keyring": "Trousseau", "disk": "Disque",
    "stores": "Dossiers", "centre": "Centre", "clock": "Horloge",
}  # fmt: skip

# (topic, code) -> what is found, and what to do about it.
SENTENCES: dict[tuple[str, str], tuple[str, str]] = {
    ("settings", "read"): ("Fichiers de réglages lus : {files} ; réglages verrouillés pour ce poste : {locked}.", ""),
    ("settings", "overruled"): (
        "Sans effet, car verrouillé pour ce poste : {names}.",
        "Retirez-les de votre fichier ou de l'environnement, ou demandez à l'administrateur du poste.",
    ),
    ("versions", "known_good"): (
        "cnmas-desktop {program}, Python {python}, SQLCipher {sqlcipher} (SQLite {sqlite}), libpq {libpq}, {system} {machine}.", "",
    ),
    ("versions", "unfit_store"): (
        "SQLCipher « {sqlcipher} » avec SQLite {sqlite} ne peut pas garder les dossiers.", "Réinstallez l'application depuis son paquet.",
    ),
    ("windows", "open"): ("Qt {qt} ouvre une fenêtre ({plugin}).", ""),
    ("windows", "no_screen"): ("Qt {qt} démarre, mais il n'y a pas d'écran ici.", "Lancez cette commande depuis la session de l'agent."),
    ("windows", "qt_fails"): (
        "Qt ne démarre pas : {said}",
        "Installez les bibliothèques que cite le paquet de l'application (sous Debian : apt install --fix-broken), puis recommencez.",
    ),
    ("windows", "no_answer"): ("Le programme des fenêtres ne répond pas.", "Réinstallez l'application depuis son paquet."),
    ("keyring", "keeps"): ("Le trousseau du système garde et rend un secret d'essai.", ""),
    ("disk", "free"): ("{megabytes} Mo libres.", ""),
    ("disk", "low"): ("{megabytes} Mo libres seulement.", "Libérez de la place : un résultat qui ne peut pas être écrit n'est pas enregistré."),
    ("disk", "network_drive"): (
        "Le dossier {folder} est sur un disque du réseau ({kind}), où un dossier chiffré peut être abîmé.",
        "Mettez les données de l'application sur le disque de ce poste.",
    ),
    ("stores", "none"): ("Personne n'a encore travaillé ici sous ce compte.", ""),
    ("stores", "in_order"): ("Dossier {number} sur {of} : chiffré, les deux copies de sa clé lisibles.", ""),
    ("stores", "one_key"): (
        "Dossier {number} sur {of} : une des deux copies de sa clé est illisible.", "Rien ne presse ; un changement de mot de passe la réécrit.",
    ),
    ("stores", "set_aside"): (
        "Dossier {number} sur {of} : des données abîmées y ont été mises de côté ({set_aside}).",
        "Ne les effacez pas : l'assistance peut en relire les résultats avec la clé de secours.",
    ),
    ("stores", "no_key"): (
        "Dossier {number} sur {of} : sa clé est illisible.", "Ne l'effacez pas : prévenez l'assistance, qui décidera avec une sauvegarde.",
    ),
    ("stores", "not_in_keyring"): (
        "Dossier {number} sur {of} : sa clé n'est plus dans le trousseau.", "Ne l'effacez pas : l'assistance le rouvre avec la clé de secours (cnmas store reopen).",
    ),
    ("stores", "plain"): ("Dossier {number} sur {of} : il n'est pas chiffré.", "Cessez de l'utiliser et prévenez l'assistance."),
    ("stores", "open_to_others"): (
        "Dossier {number} sur {of} : d'autres comptes de ce poste peuvent l'ouvrir.", "Rendez-le à son seul propriétaire (droits 0700).",
    ),
    ("stores", "not_yet"): ("Cette personne n'a pas encore de dossier ici.", ""),
    ("stores", "whole"): ("Le dossier de cette personne s'ouvre, et toutes ses pages sont entières.", ""),
    ("stores", "damaged"): (
        "Le dossier de cette personne est abîmé.", "Ne l'effacez pas et prévenez l'assistance : l'application le mettra de côté.",
    ),
    ("stores", "copied"): ("Tout ce qui y est enregistré a aussi sa copie de secours.", ""),
    ("stores", "copy_behind"): (
        "Événements qui manquent à la copie de secours de ce dossier : {count}.",
        "Libérez de la place ; la copie se complète à la prochaine connexion de cette personne.",
    ),
    ("stores", "cannot_seal"): (
        "Ce dossier n'a pas de copie de secours : la clé de secours donnée par le centre n'est pas valable.",
        "Prévenez l'exploitant du centre : il doit rétablir la clé publique de l'organisation.",
    ),
    ("centre", "not_named"): (
        "Aucun centre n'est nommé, et il n'y en a pas sur ce poste.", "Nommez-le dans le fichier de réglages : centre.url.",
    ),
    ("centre", "answers"): ("Serveur {server} sur {of} : répond en {milliseconds} ms, {tls}, certificat valable encore {days} jours.", ""),
    ("centre", "plain"): ("Serveur {server} sur {of} : répond en {milliseconds} ms, sur ce poste même.", ""),
    ("centre", "ends_soon"): (
        "Serveur {server} sur {of} : son certificat finit dans {days} jours.", "Faites-le renouveler : passé ce jour, plus aucun poste n'entre.",
    ),
    ("centre", "silent"): (
        "Serveur {server} sur {of} : pas de réponse.", "Vérifiez le réseau, le pare-feu et que le serveur tourne ; le travail hors ligne continue.",
    ),
    ("centre", "unknown_name"): ("Serveur {server} sur {of} : son nom est inconnu du réseau.", "Vérifiez l'adresse dans centre.url, ou le DNS."),
    ("centre", "no_tls"): ("Serveur {server} sur {of} : il refuse le chiffrement.", "Activez TLS sur ce serveur (ssl = on) : rien ne sera envoyé sans."),
    ("centre", "refused_tls"): ("Serveur {server} sur {of} : le chiffrement échoue.", "Le serveur doit accepter TLS 1.2 ou plus récent."),
    ("centre", "expired"): ("Serveur {server} sur {of} : son certificat a expiré.", "Faites-le renouveler ; vérifiez aussi l'heure de ce poste."),
    ("centre", "not_yet_valid"): ("Serveur {server} sur {of} : son certificat n'est pas encore valable.", "Vérifiez l'heure de ce poste."),
    ("centre", "other_name"): (
        "Serveur {server} sur {of} : son certificat porte un autre nom.", "Écrivez dans centre.url le nom du certificat, ou faites refaire celui-ci.",
    ),
    ("centre", "unknown_authority"): (
        "Serveur {server} sur {of} : l'autorité qui a signé son certificat n'est pas connue ici.",
        "Donnez le fichier de cette autorité dans centre.ca_file. S'il y est déjà, ne continuez pas : ce n'est peut-être pas votre centre.",
    ),
    ("centre", "no_authority"): (
        "Serveur {server} sur {of} : le fichier des autorités n'est pas lisible ici.", "Corrigez centre.ca_file : il attend un fichier PEM.",
    ),
    ("clock", "right"): ("{seconds} s d'écart avec le centre.", ""),
    ("clock", "off"): (
        "{seconds} s d'écart avec le centre.", "Mettez ce poste à l'heure par le réseau : au-delà de 5 minutes, aucun appel ne part.",
    ),
    ("clock", "not_compared"): ("Pas comparée à celle du centre.", "Donnez --login pour la comparer et vérifier un dossier en entier."),
}  # fmt: skip

# Of the world's faults whose sentence was written for an agent: what the one who looks after the workstation can do.
REMEDIES = {
    "keyring.unusable": "Installez un trousseau (gnome-keyring ou KWallet) et lancez cette commande depuis la session de l'agent.",
    "keyring.silent": "Le service du trousseau est bloqué : fermez la session de l'agent, puis rouvrez-la.",
    "store.damaged": "Les deux copies de la clé sont illisibles : n'effacez rien, reprenez-les d'une sauvegarde de ce poste.",
}


def doctor(
    context: typer.Context,
    login: Annotated[
        str | None,
        typer.Option(metavar="IDENTIFIANT", help="Vérifier aussi l'heure et le dossier de cette personne (son mot de passe est demandé)."),
    ] = None,
    bundle: Annotated[
        Path | None, typer.Option(metavar="FICHIER", help="Écrire un diagnostic pour l'assistance, montré d'abord, sans rien de personnel.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Écrire le diagnostic sans demander.")] = False,
) -> None:
    """Examiner ce poste : réglages, fenêtres, trousseau, dossiers, disque, centre, horloge.

    Chaque ligne est « ok », « remarque » ou « défaut », avec ce qu'il faut faire. Code 1 s'il y a un défaut.
    """
    from cnmas_desktop import logs
    from cnmas_desktop.bootstrap import patient
    from cnmas_desktop.services import doctor as examination

    found = session(context)
    login = login or os.environ.get("CNMAS_LOGIN")
    who = (login, password(login, "CNMAS_PASSWORD_FILE")) if login else None
    findings = []
    for one in examination.examine(patient(found.config, found.fault, who)):
        findings.append(one)
        _tell(one)
    if bundle is not None:
        _write(bundle, examination.bundle(findings, logs.known_lines, found.config.state_dir, datetime.now(UTC)), yes)
    if any(one.verdict is examination.Verdict.FAULT for one in findings):
        raise typer.Exit(1)


def _tell(one: "Finding") -> None:
    if one.fault is not None:
        sentence, remedy = str(one.fault), REMEDIES.get(one.fault.code, "")
    else:
        sentence, remedy = (text.format(**one.facts, **one.shown) for text in SENTENCES[one.topic, one.code])
    say(f"{VERDICTS[one.verdict]:<9} {TOPICS[one.topic]:<10} {sentence}")
    if remedy:
        say(f"{'':<20} → {remedy}")


def _write(file: Path, content: dict[str, object], yes: bool) -> None:
    text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    say(f"\nVoici tout ce que contiendra {file.name} :\n{text}")
    if not yes and not confirmed("Écrire ce fichier ?"):
        say("Rien n'a été écrit.")
        return
    try:
        file.write_text(text, encoding="utf-8")
    except OSError:
        raise KnownError("export.unwritable", name=file.name) from None
    say(f"Écrit dans {file}.")
