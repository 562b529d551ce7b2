"""Destroying a store whose workstation was withdrawn: its key first, so that a cut leaves what nobody but the organisation can read."""

from pathlib import Path
import shutil
from typing import TYPE_CHECKING

from cnmas_desktop.local.database import STORE, take_lock
from cnmas_desktop.local.keys import FILE_NAMES, forget
from cnmas_desktop.local.reserve import NAME as RESERVE

if TYPE_CHECKING:
    from cnmas_desktop.credentials import SecretStore


def erase_store(folder: Path, secrets: "SecretStore") -> None:
    """The secret, the store, the practice's, the key file. Sealed journals stay, and stores set aside, which may hold what was never
    sent: only the organisation's private key opens these. KnownError `store.in_use`, `keyring.*`: nothing was destroyed."""
    lock = take_lock(folder)
    try:
        forget(folder, secrets)
        for name in (STORE, STORE + "-wal", STORE + "-shm", RESERVE):
            (folder / name).unlink(missing_ok=True)
        shutil.rmtree(folder / "practice", ignore_errors=True)
        for name in FILE_NAMES:
            (folder / name).unlink(missing_ok=True)
    finally:
        lock.release()
