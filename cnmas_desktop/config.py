"""Where things are: the centre, this person's folders, and the files shipped with the program.

What the environment may say: `ENVIRONMENT`.
"""

from collections.abc import Mapping, MutableMapping
import os
from pathlib import Path
from typing import NamedTuple

APPLICATION = "cnmas-desktop"
ENVIRONMENT = {
    "CNMAS_CENTRAL_URL": "L'adresse du centre, sans mot de passe ; sinon celui de ce poste.",
    "CNMAS_HOME": "Un seul dossier au lieu de ceux du système, pour un essai ou une démonstration.",
    "CNMAS_PG_BIN": "Le dossier des programmes de PostgreSQL, pour le centre de ce poste.",
}


class Config(NamedTuple):
    """What the environment decides, read once at the start. Asking for a folder creates it, for its owner only.

    A named tuple, as what the sign-in page needs is: `dataclasses` would be waited for."""

    central_url: str | None = None
    home: Path | None = None

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Config":
        """An empty variable counts as absent."""
        home = environment.get("CNMAS_HOME")
        return cls(
            central_url=environment.get("CNMAS_CENTRAL_URL") or None,
            home=Path(home).expanduser().absolute() if home else None,
        )

    @property
    def data_dir(self) -> Path:
        """What must not be lost: the encrypted stores, and the embedded centre."""
        from platformdirs import user_data_path

        return _private(self.home / "data" if self.home else user_data_path(APPLICATION, appauthor=False))

    @property
    def state_dir(self) -> Path:
        """What may be lost: logs, window geometry, the port of the embedded centre."""
        from platformdirs import user_state_path

        return _private(self.home / "state" if self.home else user_state_path(APPLICATION, appauthor=False))


def resource(*parts: str) -> Path:
    """A file or folder of `resources/`, which the wheel carries inside the package and a checkout beside it.

    FileNotFoundError: the program does not ship it, which is our fault.
    """
    package = Path(__file__).resolve().parent
    for resources in (package / "resources", package.parent / "resources"):
        if (found := resources.joinpath(*parts)).exists():
            return found
    raise FileNotFoundError("resources/" + "/".join(parts))


def clear_postgres_environment(environment: MutableMapping[str, str] = os.environ) -> None:
    """Forget every PG* variable (PGSERVICEFILE, PGSSLMODE, PGPASSWORD...), so that libpq obeys only the centre's URL."""
    for name in [name for name in environment if name.startswith("PG")]:
        del environment[name]


def _private(folder: Path) -> Path:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
