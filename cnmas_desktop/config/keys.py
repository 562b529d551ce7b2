"""Every setting of a workstation: its name in a file, its variable, what it may be. Nothing else lists them.

The limits of `policy` may only be stricter than the centre's (`services.limits`).
"""

from pathlib import Path
import re
from typing import NamedTuple


class Key(NamedTuple):
    """`field`: of `Config` or of its `Limits`. A text has a `pattern`, a number its bounds; `fault`: the message of a value refused."""

    name: str
    variable: str
    field: str
    fault: str
    about: str
    pattern: str = ""
    low: int = 0
    high: int = 0

    def value(self, given: object) -> str | int | None:
        """`given` as it will be used; None: it may not be that. A variable gives a number as text."""
        if self.pattern:
            fits = isinstance(given, str) and re.fullmatch(self.pattern, given) is not None
            there = {"config.no_file": Path.is_file, "config.no_folder": Path.is_dir}.get(self.fault)
            return str(given) if fits and (there is None or there(Path(str(given)))) else None
        number = int(given) if isinstance(given, str) and given.isdecimal() and len(given) <= len(str(self.high)) else given
        return number if type(number) is int and self.low <= number <= self.high else None


KEYS = (
    Key(
        "centre.url", "CNMAS_CENTRAL_URL", "central_url", "config.bad_url",
        "L'adresse du centre, à plusieurs serveurs s'il le faut, sans identifiant ni mot de passe ; sinon le centre de ce poste.",
        pattern=r"postgres(ql)?://[^\s@/?]+(/[^\s@/?]*)?(\?ssl(rootcert|cert|key)=[^\s&]+(&ssl(rootcert|cert|key)=[^\s&]+)*)?",
    ),
    Key(
        "centre.ca_file", "CNMAS_CENTRAL_CA", "ca_file", "config.no_file",
        "Le fichier PEM des autorités qui signent le certificat du centre ; sinon celles du système.",
        pattern=r"(/|[A-Za-z]:[\\/]).+",
    ),
    Key(
        "centre.name", "CNMAS_CENTRAL_NAME", "central_name", "config.bad_name",
        "Le nom durable du centre : les dossiers des agents y restent attachés quand l'adresse change. Sinon, l'adresse elle-même.",
        pattern=r"[^\s].{0,199}",
    ),
    Key(
        "centre.board", "CNMAS_BOARD", "board", "config.bad_choice",
        "Le serveur où les superviseurs lisent le tableau : primary, ou standby pour une réplique de l'adresse, s'il y en a une.",
        pattern="primary|standby",
    ),
    Key(
        "journal.folder", "CNMAS_JOURNAL_FOLDER", "journal_folder", "config.no_folder",
        "Le dossier commun où chaque compte de ce poste laisse ses copies de secours scellées, pour que tous les portent au centre ; "
        "sinon /var/spool/cnmas-desktop, s'il existe.",
        pattern=r"(/|[A-Za-z]:[\\/]).+",
    ),
    Key(
        "policy.lock_minutes", "CNMAS_LOCK_MINUTES", "lock_minutes", "config.bad_number",
        "Verrouiller après tant de minutes sans geste (1 à 15), si le centre ne demande pas moins.",
        low=1, high=15,
    ),
    Key(
        "policy.lock_in_call_minutes", "CNMAS_LOCK_IN_CALL_MINUTES", "lock_in_call_minutes", "config.bad_number",
        "De même pendant un appel (5 à 60).",
        low=5, high=60,
    ),
    Key(
        "policy.lease_size", "CNMAS_LEASE_SIZE", "lease_size", "config.bad_number",
        "Le plus de dossiers à garder sur ce poste (1 à 200), si le centre ne demande pas moins.",
        low=1, high=200,
    ),
    Key(
        "policy.dial_scheme", "CNMAS_DIAL_SCHEME", "dial_scheme", "config.bad_choice",
        "L'adresse remise au téléphone de ce poste : tel ou sip.",
        pattern="tel|sip",
    ),
    Key(
        "window.language", "CNMAS_LANGUAGE", "language", "config.bad_choice",
        "La langue de la fenêtre : fr ou en ; sinon celle du système.",
        pattern="fr|en",
    ),
)  # fmt: skip

ENVIRONMENT = {
    **{key.variable: key.about for key in KEYS},
    "CNMAS_HOME": "Un seul dossier au lieu de ceux du système, pour un essai ou une démonstration.",
    "CNMAS_PG_BIN": "Le dossier des programmes de PostgreSQL, pour le centre de ce poste.",
}
