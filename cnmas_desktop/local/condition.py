"""What can be said of a store without opening it, and, with its person's password, whether every page of it is whole. Changes nothing."""

from dataclasses import dataclass
import os
from pathlib import Path

from sqlcipher3 import dbapi2

from cnmas_desktop.credentials import SecretStore
from cnmas_desktop.local.database import (
    MINIMUM_SQLITE,
    PLAINTEXT_HEADER,
    STORE,
    is_whole,
    store_folder,
    take_lock,
)
from cnmas_desktop.local.keys import FILE_NAMES, has_key, unlock, whole_copies


@dataclass(frozen=True, slots=True)
class Condition:
    """Of one person's folder. `key_copies`: readable key files, of two. `open_to_others`: rights of others on the folder."""

    key_copies: int
    encrypted: bool
    set_aside: int
    open_to_others: bool


def conditions(base: Path) -> list[Condition]:
    """Of every store under `base`."""
    folders = sorted(folder for folder in base.glob("*") if folder.is_dir()) if base.is_dir() else []
    return [_condition(folder) for folder in folders]


def _condition(folder: Path) -> Condition:
    store = folder / STORE
    head = b""
    if store.exists():
        with store.open("rb") as file:
            head = file.read(len(PLAINTEXT_HEADER))
    return Condition(
        key_copies=whole_copies(folder) if has_key(folder) else len(FILE_NAMES),
        encrypted=head != PLAINTEXT_HEADER,
        set_aside=sum(1 for _ in (folder / "set-aside").glob("*")),
        open_to_others=os.name == "posix" and bool(folder.stat().st_mode & 0o077),
    )


def whole(base: Path, login: str, centre: str, password: str, secrets: SecretStore) -> bool | None:
    """Whether every page of this person's store is as we wrote it; None: they have none here.

    KnownError `store.in_use`, `store.damaged` (the key files), `keyring.*`, `sign_in.refused`."""
    folder = store_folder(base, login, centre)
    if not has_key(folder):
        return None
    key = unlock(folder, password, secrets)
    with take_lock(folder):
        return is_whole(folder / STORE, key)


@dataclass(frozen=True, slots=True)
class Library:
    """Of the store. `fit`: encrypts, and has not the fault that corrupts a store (reliability finding 8)."""

    cipher: str
    sqlite: str
    fit: bool


def library() -> Library:
    memory = dbapi2.connect(":memory:")
    try:
        row = memory.execute("PRAGMA cipher_version").fetchone()
    finally:
        memory.close()
    sqlite = dbapi2.sqlite_version
    cipher = str(row[0]).split()[0] if row and row[0] else ""
    return Library(cipher, sqlite, bool(cipher) and tuple(map(int, sqlite.split("."))) >= MINIMUM_SQLITE)
