"""What can be said of a store without opening it, and, with its person's password, of its pages and its sealed copy. Changes nothing."""

from base64 import b64decode
from dataclasses import dataclass
import json
import os
from pathlib import Path
from uuid import UUID

from sqlcipher3 import dbapi2

from cnmas_desktop.credentials import SecretStore
from cnmas_desktop.local.database import (
    PLAINTEXT_HEADER,
    STORE,
    store_folder,
    store_mark,
    take_lock,
)
from cnmas_desktop.local.journal_files import Segments
from cnmas_desktop.local.keys import FILE_NAMES, has_key, in_keyring, unlock, whole_copies
from cnmas_desktop.local.pages import MINIMUM_SQLITE, connect, is_whole
from cnmas_desktop.local.sealed_journal import sealer_of
from cnmas_desktop.messages import KnownError


@dataclass(frozen=True, slots=True)
class Condition:
    """Of one person's folder. `key_copies`: readable key files, of two. `open_to_others`: rights of others on the folder. `in_keyring`:
    whether the keyring holds its half of the key, None where it cannot be told."""

    key_copies: int
    encrypted: bool
    set_aside: int
    open_to_others: bool
    in_keyring: bool | None


def conditions(base: Path, secrets: SecretStore) -> list[Condition]:
    """Of every store under `base`."""
    folders = sorted(folder for folder in base.glob("*") if folder.is_dir()) if base.is_dir() else []
    return [_condition(folder, secrets) for folder in folders]


def _condition(folder: Path, secrets: SecretStore) -> Condition:
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
        in_keyring=_in_keyring(folder, secrets),
    )


def _in_keyring(folder: Path, secrets: SecretStore) -> bool | None:
    if not has_key(folder):
        return None
    try:
        return in_keyring(folder, secrets)
    except KnownError:  # the key file or the keyring, of which other lines speak
        return None


@dataclass(frozen=True, slots=True)
class OwnStore:
    """One person's store, opened with their password. `whole`: every page is as we wrote it. `can_seal`: something can be sealed to the
    organisation's key it holds. `behind`: events that the sealed journal lacks. Both are unknown (None) of a store that is not whole or that
    the centre has not greeted yet."""

    whole: bool
    can_seal: bool | None = None
    behind: int | None = None


def own_store(base: Path, login: str, centre: str, password: str, secrets: SecretStore, journals: Path | None = None) -> OwnStore | None:
    """`journals`: the folder that the accounts share. None: they have no store here. KnownError `store.in_use`, `store.damaged` (the key files), `keyring.*`, `sign_in.refused`."""
    folder = store_folder(base, login, centre)
    if not has_key(folder):
        return None
    key = unlock(folder, password, secrets)
    with take_lock(folder):
        if not is_whole(folder / STORE, key):
            return OwnStore(whole=False)
        raw = connect(folder / STORE, key, read_only=True)
        try:
            told = dict(raw.execute("SELECT name, value FROM meta WHERE name IN ('organisation_key', 'centre')").fetchall())
            last, kept = raw.execute("SELECT max(position), min(position) FROM outbox WHERE text IS NOT NULL").fetchone()
        finally:
            raw.close()
    if len(told) < 2:
        return OwnStore(whole=True)
    centre_id, mark = UUID(json.loads(told["centre"])), store_mark(key)
    places = [Segments.of_store(folder, centre_id, mark), *([Segments.of_common(journals, centre_id, mark)] if journals else [])]
    sealed = max(place.last() for place in places)
    can_seal = sealer_of(b64decode(json.loads(told["organisation_key"]))) is not None
    return OwnStore(True, can_seal, max(0, last - max(sealed, kept - 1)) if last else 0)


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
