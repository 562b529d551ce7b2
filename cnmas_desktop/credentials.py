"""Secrets that live outside the store: one port, the keyring of the operating system behind it, and the demonstration's file.

A keyring call may block for two minutes (a dead D-Bus), keep nothing, or come from a backend that writes plain text. So each call
runs on a worker with a limit, what is written is read back, and only the four real keyrings are accepted: they are named here and
nothing configured in the environment can put another in their place.
"""

import base64
from collections.abc import Callable
from errno import EEXIST, EINVAL, ENOTSUP
import json
import os
from pathlib import Path
import sys
from threading import Thread
from typing import Any, Protocol, TypeVar

from cnmas_desktop.messages import KnownError

SERVICE = "cnmas-desktop"
LIMIT_SECONDS = 4.0

T = TypeVar("T")

# Platform -> (module, class) in order of preference.
ACCEPTED: dict[str, tuple[tuple[str, str], ...]] = {
    "win32": (("keyring.backends.Windows", "WinVaultKeyring"),),
    "darwin": (("keyring.backends.macOS", "Keyring"),),
    "other": (("keyring.backends.SecretService", "Keyring"), ("keyring.backends.kwallet", "DBusKeyring")),
}


class SecretStore(Protocol):
    """A place that keeps one secret per account, outside the store and its folder.

    Every method may raise KnownError: `keyring.unusable` (none that we accept, or it does not keep what is written),
    `keyring.locked` (there, but it refused to open), `keyring.silent` (no answer in time).
    """

    @property
    def demo(self) -> bool:
        """True for the file of the demonstration: refused by sign-in unless the centre said it is one."""
        ...

    def get(self, account: str) -> bytes | None:
        """The secret of `account`, None if there is none."""
        ...

    def set(self, account: str, secret: bytes) -> None:
        """Keep `secret`, replacing an older one; returns once it has been read back."""
        ...

    def delete(self, account: str) -> None:
        """Forget the secret of `account`; nothing happens if there is none."""
        ...


class PasswordBackend(Protocol):
    """What we use of a `keyring` backend."""

    def get_password(self, service: str, username: str) -> str | None: ...

    def set_password(self, service: str, username: str, password: str) -> None: ...

    def delete_password(self, service: str, username: str) -> None: ...


class SystemKeyring:
    """The keyring of the operating system: Secret Service, KWallet, Windows Credential Manager or the macOS Keychain."""

    demo = False

    def __init__(self, find_backend: Callable[[], PasswordBackend] | None = None, limit_seconds: float = LIMIT_SECONDS) -> None:
        self._find_backend = find_backend or accepted_backend
        self._limit = limit_seconds
        self._backend: PasswordBackend | None = None

    def get(self, account: str) -> bytes | None:
        text = self._call(lambda backend: backend.get_password(SERVICE, account))
        try:
            return None if text is None else base64.b64decode(text, validate=True)
        except ValueError as error:
            # Another program wrote here: not our secret, so the answer is the same as for a lost one.
            raise KnownError("keyring.unusable") from error

    def set(self, account: str, secret: bytes) -> None:
        text = base64.b64encode(secret).decode()

        def write_and_read_back(backend: PasswordBackend) -> bool:
            backend.set_password(SERVICE, account, text)
            return backend.get_password(SERVICE, account) == text

        if not self._call(write_and_read_back):
            raise KnownError("keyring.unusable")

    def delete(self, account: str) -> None:
        def forget(backend: PasswordBackend) -> None:
            if backend.get_password(SERVICE, account) is not None:
                backend.delete_password(SERVICE, account)

        self._call(forget)

    def _call(self, action: Callable[[PasswordBackend], T]) -> T:
        """Run `action` on a worker. A daemon thread, not a pool: a call that hangs must not hold up the end of the program."""
        outcome: list[T] = []
        failure: list[BaseException] = []

        def work() -> None:
            try:
                if self._backend is None:
                    self._backend = self._find_backend()
                outcome.append(action(self._backend))
            except BaseException as error:  # noqa: BLE001 - handed to the caller below
                failure.append(error)

        worker = Thread(target=work, name="keyring", daemon=True)
        worker.start()
        worker.join(self._limit)
        if outcome:
            return outcome[0]
        if not failure:
            raise KnownError("keyring.silent")
        raise _known(failure[0]) from failure[0]


def _known(error: BaseException) -> BaseException:
    """A backend's failure as one of ours. D-Bus errors are no KeyringError, hence by `Exception`; a bug of ours stays what it is."""
    if isinstance(error, KnownError) or not isinstance(error, Exception):
        return error
    from keyring.errors import InitError, KeyringLocked

    return KnownError("keyring.locked" if isinstance(error, (InitError, KeyringLocked)) else "keyring.unusable")


def accepted_backend() -> PasswordBackend:
    """The first accepted keyring that works here, or KnownError `keyring.unusable`."""
    from importlib import import_module

    for module, name in ACCEPTED.get(sys.platform, ACCEPTED["other"]):
        backend: Any = getattr(import_module(module), name)
        if backend.viable:
            found: PasswordBackend = backend()
            return found
    raise KnownError("keyring.unusable")


class DemoKeyring:
    """A file for the demonstration, the tour, the tests and the simulation, in a folder of its own. It protects nothing:
    sign-in refuses it unless the centre said that it is a demonstration, and the screen says so."""

    demo = True

    def __init__(self, folder: Path) -> None:
        self._path = folder / "demo-keyring.json"

    def get(self, account: str) -> bytes | None:
        text = self._read().get(account)
        return None if text is None else base64.b64decode(text)

    def set(self, account: str, secret: bytes) -> None:
        self._write(self._read() | {account: base64.b64encode(secret).decode()})

    def delete(self, account: str) -> None:
        secrets = self._read()
        if secrets.pop(account, None) is not None:
            self._write(secrets)

    def _read(self) -> dict[str, str]:
        try:
            secrets: dict[str, str] = json.loads(self._path.read_bytes())
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as error:
            raise KnownError("keyring.unusable") from error
        return secrets

    def _write(self, secrets: dict[str, str]) -> None:
        private_folder(self._path.parent)
        write_private(self._path, json.dumps(secrets).encode())


def private_folder(folder: Path) -> None:
    """Make `folder` if needed, for its owner only (0700)."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if os.name == "posix" and folder.stat().st_mode & 0o077:
        folder.chmod(0o700)


def write_private(path: Path, content: bytes) -> None:
    """Replace `path` by `content`, for its owner only (0600), so that any cut leaves the old content or the new one, whole. An OSError
    leaves nothing beside it. A file or a link that lies in the way is taken away and not followed; a device or a pipe is left where it is:
    FileExistsError."""
    if _is_of_the_system(path):
        raise FileExistsError(EEXIST, "not a plain file", str(path))
    temporary = path.with_name(f".{path.name}.new")
    temporary.unlink(missing_ok=True)
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def _is_of_the_system(path: Path) -> bool:
    """Whether this is a device, a pipe, or a name for one as /dev/stdout is: an administrator could take it away from the whole machine."""
    link = os.readlink(path) if path.is_symlink() else ""
    return link.startswith("/proc/") or (path.exists() and not path.is_file() and not path.is_dir())


def sync_folder(folder: Path) -> None:
    """A new name in `folder` is only durable once the folder is; disks of the network that know no such thing are left to themselves."""
    if os.name != "posix":
        return
    directory = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(directory)
    except OSError as error:
        if error.errno not in (EINVAL, ENOTSUP):
            raise
    finally:
        os.close(directory)
