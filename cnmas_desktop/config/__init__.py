"""Where things are: the centre, this person's folders, and the files shipped with the program.

`keys` lists what may be set, `file` reads it. Both are imported only where something is set: the sign-in page would wait.
"""

from collections.abc import Mapping, MutableMapping
import os
from pathlib import Path
import sys
from typing import NamedTuple

APPLICATION = "cnmas-desktop"
FILE = "config.toml"
_LINUX: bool = sys.platform == "linux"
# What would have a library read settings or code from elsewhere: all of libpq's; the trust and the modules of OpenSSL, and where it
# would write the keys of its sessions; Qt's plug-ins, which are code; Python's path, for what we start.
_INHERITED_PREFIXES = ("PG", "PYTHON")
_INHERITED = frozenset(
    {
        "OPENSSL_CONF", "OPENSSL_CONF_INCLUDE", "OPENSSL_ENGINES", "OPENSSL_MODULES", "SSL_CERT_DIR", "SSL_CERT_FILE", "SSLKEYLOGFILE",
        "QT_PLUGIN_PATH", "QT_QPA_GENERIC_PLUGINS", "QT_QPA_PLATFORM_PLUGIN_PATH",
    }
)  # fmt: skip
# A screen that others could look at over the network.
_SHARED_SCREENS = ("vnc", "vkkhrdisplay")


class Limits(NamedTuple):
    """What this workstation asks beyond the centre's policy; None: nothing."""

    lock_minutes: int | None = None
    lock_in_call_minutes: int | None = None
    lease_size: int | None = None
    dial_scheme: str | None = None


class Config(NamedTuple):
    """What files and environment decide, read once at the start. Asking for a folder creates it, for its owner only.

    A named tuple, as what the sign-in page needs is: `dataclasses` would be waited for."""

    central_url: str | None = None
    home: Path | None = None
    ca_file: str | None = None
    central_name: str | None = None
    board: str | None = None
    language: str | None = None
    journal_folder: str | None = None
    limits: Limits = Limits()
    locked: frozenset[str] = frozenset()
    """Fields that the workstation's file fixes."""
    ignored: tuple[str, ...] = ()
    """Keys and variables of this person that it overrules."""

    @classmethod
    def read(cls, environment: Mapping[str, str] = os.environ, machine: Path | None = None) -> "Config":
        """`machine`: the workstation's file, where it is not the usual one. KnownError `config.*`."""
        home = home_of(environment)
        ours, theirs = machine or machine_file(), person_file(environment)
        if not (any(name.startswith("CNMAS_") for name in environment) or ours.exists() or theirs.exists()):
            return cls(home=home)
        from cnmas_desktop.config.file import settings

        found = settings(ours, theirs, environment)
        limits = {name: value for name, value in found.values.items() if name in Limits._fields}
        others = {name: value for name, value in found.values.items() if name not in limits}
        return cls(home=home, limits=Limits(**limits), locked=found.locked, ignored=found.ignored, **others)  # type: ignore[arg-type]  # each as its key says it

    @property
    def central_address(self) -> str | None:
        """The centre's URL with the authorities that it must be signed by; the last word of a URL holds."""
        if not self.central_url or not self.ca_file:
            return self.central_url
        from urllib.parse import quote

        return f"{self.central_url}{'&' if '?' in self.central_url else '?'}sslrootcert={quote(self.ca_file)}"

    @property
    def data_dir(self) -> Path:
        """What must not be lost: the encrypted stores, and the embedded centre."""
        from platformdirs import user_data_path

        return _private(self.home / "data" if self.home else user_data_path(APPLICATION, appauthor=False))

    @property
    def journals(self) -> Path | None:
        """Where the accounts of this workstation leave their sealed journals for each other; None where nobody made such a folder."""
        if self.journal_folder:
            return Path(self.journal_folder)
        usual = common_journals()
        return usual if self.home is None and usual.is_dir() else None

    @property
    def state_dir(self) -> Path:
        """What may be lost: logs, window geometry, the port of the embedded centre."""
        from platformdirs import user_state_path

        return _private(self.home / "state" if self.home else user_state_path(APPLICATION, appauthor=False))


def home_of(environment: Mapping[str, str]) -> Path | None:
    """The one folder of a trial, None where the system's own serve."""
    home = environment.get("CNMAS_HOME")
    return Path(home).expanduser().absolute() if home else None


def machine_file() -> Path:
    """The settings of everybody on this workstation: where `platformdirs` has it, and no variable of a person moves it."""
    if _LINUX:
        return Path("/etc/xdg", APPLICATION, FILE)
    from platformdirs import site_config_path

    return site_config_path(APPLICATION, appauthor=False) / FILE


def common_journals() -> Path:
    """Made by the package of the workstation, writable by every account, each of which removes only its own (sticky)."""
    if _LINUX:
        return Path("/var/spool", APPLICATION)
    from platformdirs import site_data_path

    return site_data_path(APPLICATION, appauthor=False) / "journals"


def person_file(environment: Mapping[str, str] = os.environ) -> Path:
    """The settings of one person: where `platformdirs` has it, without the wait for its import."""
    if (home := home_of(environment)) is not None:
        return home / FILE
    if _LINUX:
        configured = environment.get("XDG_CONFIG_HOME", "").strip()
        return (Path(configured) if configured else Path.home() / ".config") / APPLICATION / FILE
    from platformdirs import user_config_path

    return user_config_path(APPLICATION, appauthor=False) / FILE


def resource(*parts: str) -> Path:
    """A file or folder of `resources/`, which the wheel carries inside the package and a checkout beside it.

    FileNotFoundError: the program does not ship it, which is our fault.
    """
    package = Path(__file__).resolve().parents[1]
    for resources in (package / "resources", package.parent / "resources"):
        if (found := resources.joinpath(*parts)).exists():
            return found
    raise FileNotFoundError("resources/" + "/".join(parts))


def forget_inherited(environment: MutableMapping[str, str] = os.environ) -> list[str]:
    """Forget the variables that could weaken the connection or bring code in; returns their names. The centre's URL and CA alone are
    obeyed. What starts this very process (LD_PRELOAD, and PYTHON* outside a package) is beyond its reach."""
    names = [name for name in environment if name.startswith(_INHERITED_PREFIXES) or name in _INHERITED]
    if environment.get("QT_QPA_PLATFORM", "").startswith(_SHARED_SCREENS):
        names.append("QT_QPA_PLATFORM")
    for name in names:
        del environment[name]
    return names


def _private(folder: Path) -> Path:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
