"""The key of a store and the ways to it (decisions 21 to 23).

The store is encrypted with DK, 256 random bits. The key file beside it holds DK twice, never in clear and never behind a password alone:

- slot A: under HKDF(Argon2id(password) | secret of the OS keyring). Two slots exist during a change of password, so that any cut is safe.
- slot R: sealed to the organisation's public key, the way back when the keyring was lost; anew, once the centre has another key.

The file says what is wrong without revealing anything: its own checksum tells damage from the rest, `secret_check` a replaced keyring
secret, and what remains is a wrong password; `key_check` proves that DK is the key of this store, so that a store that DK cannot read
is a damaged one. The file is written twice (`key.json`, then `key-copy.json`): either is enough.
"""

from base64 import b64decode, b64encode
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
import hmac
import json
from pathlib import Path
import secrets as entropy
from typing import Any
from uuid import uuid4

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from cnmas_desktop.credentials import SecretStore, private_folder, write_private
from cnmas_desktop.local.sealing import SealBroken, open_sealed, seal_to
from cnmas_desktop.messages import KnownError

KEY_BYTES = 32
FILE_NAMES = ("key.json", "key-copy.json")
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Argon2Cost:
    """RFC 9106 section 4, second recommended option: 64 MiB, 3 passes, 4 lanes."""

    memory_kib: int = 64 * 1024
    passes: int = 3
    lanes: int = 4


@dataclass(frozen=True, slots=True)
class PasswordSlot:
    """DK under one password and the keyring secret; all but the cost in base64."""

    salt: str
    nonce: str
    wrapped: str
    cost: Argon2Cost


@dataclass(frozen=True, slots=True)
class KeyFile:
    """`store` is also the account of the keyring secret: random, so that it names nobody. `sealed_to`: the public key of slot R."""

    store: str
    slots: tuple[PasswordSlot, ...]
    recovery: str
    sealed_to: str
    secret_check: str
    key_check: str


def create_key(
    folder: Path,
    password: str,
    secrets: SecretStore,
    organisation_key: bytes,
    cost: Argon2Cost = Argon2Cost(),
) -> bytes:
    """Make DK, its keyring secret and its key file in `folder`; returns DK (32 bytes).

    An existing key file is never replaced: FileExistsError. KnownError `journal.no_key` for an organisation key that nothing can be sealed
    to, `keyring.*` when the secret cannot be kept; nothing is written then.
    """
    private_folder(folder)
    if has_key(folder):
        raise FileExistsError(folder)
    key, store = entropy.token_bytes(KEY_BYTES), uuid4().hex
    try:
        recovery = seal_to(organisation_key, key, _recovery_context(store))
    except ValueError as error:
        raise KnownError("journal.no_key") from error
    secret = _new_secret(store, secrets)
    slot = _wrap(key, password, secret, store, cost)
    _write(folder, KeyFile(store, (slot,), _text(recovery), _text(organisation_key), _secret_check(secret), _key_check(key)))
    return key


def has_key(folder: Path) -> bool:
    """Whether this workstation already has a store for this person and centre."""
    return any((folder / name).exists() for name in FILE_NAMES)


def unlock(folder: Path, password: str, secrets: SecretStore) -> bytes:
    """DK. Changes nothing on disk.

    KnownError: `store.damaged` (both copies of the key file), `keyring.*`, `keyring.secret_lost` (missing or another one),
    `sign_in.refused` (wrong password).
    """
    file = _read(folder)
    secret = _secret(file, secrets)
    for slot in file.slots:
        key = _unwrap(slot, password, secret, file.store)
        if key is not None and hmac.compare_digest(_key_check(key), file.key_check):
            return key
    raise KnownError("sign_in.refused")


def add_password(folder: Path, current: str, new: str, secrets: SecretStore, cost: Argon2Cost = Argon2Cost()) -> None:
    """First half of a change of password: a slot for `new` beside that of `current`; from here on both unlock.

    KnownError `sign_in.refused` if `current` is wrong. A slot left by an earlier attempt that the centre refused is dropped.
    """
    file = _read(folder)
    secret = _secret(file, secrets)
    opened = {slot: _unwrap(slot, current, secret, file.store) for slot in file.slots}
    kept = tuple(slot for slot, key in opened.items() if key is not None)
    key = opened[kept[0]] if kept else None
    if key is None:
        raise KnownError("sign_in.refused")
    _write(folder, replace(file, slots=(*kept, _wrap(key, new, secret, file.store, cost))))


def keep_password(folder: Path, password: str, secrets: SecretStore) -> None:
    """Second half, once the centre knows the password (or refused the change, with the old one): drop the slots it does not open.

    KnownError `sign_in.refused` if it opens none; nothing is dropped then.
    """
    file = _read(folder)
    if len(file.slots) == 1:
        return
    secret = _secret(file, secrets)
    kept = tuple(slot for slot in file.slots if _unwrap(slot, password, secret, file.store) is not None)
    if not kept:
        raise KnownError("sign_in.refused")
    if kept != file.slots:
        _write(folder, replace(file, slots=kept))


def renew_recovery(folder: Path, key: bytes, organisation_key: bytes) -> None:
    """Seal slot R of DK to the organisation's key of today, where it was sealed to an earlier one.

    A key that nothing can be sealed to changes nothing. OSError leaves the slot as it was."""
    file = _read(folder)
    if file.sealed_to == _text(organisation_key):
        return
    with suppress(ValueError):
        recovery = seal_to(organisation_key, key, _recovery_context(file.store))
        _write(folder, replace(file, recovery=_text(recovery), sealed_to=_text(organisation_key)))


def recover_key(folder: Path, organisation_private_key: bytes) -> bytes:
    """DK through slot R, with the private key that only the organisation holds (32 raw bytes).

    Needs neither password nor keyring. KnownError `recovery.other_key` if slot R was not sealed to this key, `store.damaged` (both copies of the
    key file).
    """
    file = _read(folder)
    try:
        key = open_sealed(organisation_private_key, b64decode(file.recovery), _recovery_context(file.store))
    except SealBroken as error:
        raise KnownError("recovery.other_key") from error
    return key


def restore_access(folder: Path, key: bytes, password: str, secrets: SecretStore, cost: Argon2Cost = Argon2Cost()) -> None:
    """After `recover_key`: a new keyring secret and one slot under `password`; slot R stays."""
    file = _read(folder)
    if not hmac.compare_digest(_key_check(key), file.key_check):
        raise ValueError("not the key of this store")
    secret = _new_secret(file.store, secrets)
    slot = _wrap(key, password, secret, file.store, cost)
    _write(folder, replace(file, slots=(slot,), secret_check=_secret_check(secret)))


def in_keyring(folder: Path, secrets: SecretStore) -> bool:
    """Whether the keyring still holds its half for this folder. KnownError `store.damaged`, `keyring.*`: it cannot be told."""
    try:
        _secret(_read(folder), secrets)
    except KnownError as error:
        if error.code != "keyring.secret_lost":
            raise
        return False
    return True


def forget(folder: Path, secrets: SecretStore) -> None:
    """Let the keyring forget its half: from here on only the organisation's private key opens the store. KnownError `keyring.*`."""
    secrets.delete(_read(folder).store)


def _new_secret(store: str, secrets: SecretStore) -> bytes:
    secret = entropy.token_bytes(KEY_BYTES)
    secrets.set(store, secret)
    return secret


def _secret(file: KeyFile, secrets: SecretStore) -> bytes:
    secret = secrets.get(file.store)
    if secret is None or not hmac.compare_digest(_secret_check(secret), file.secret_check):
        raise KnownError("keyring.secret_lost")
    return secret


def _wrap(key: bytes, password: str, secret: bytes, store: str, cost: Argon2Cost) -> PasswordSlot:
    salt, nonce = entropy.token_bytes(16), entropy.token_bytes(12)
    wrapped = AESGCM(_slot_key(password, secret, salt, cost)).encrypt(nonce, key, _slot_context(store))
    return PasswordSlot(_text(salt), _text(nonce), _text(wrapped), cost)


def _unwrap(slot: PasswordSlot, password: str, secret: bytes, store: str) -> bytes | None:
    wrapping = _slot_key(password, secret, b64decode(slot.salt), slot.cost)
    try:
        return AESGCM(wrapping).decrypt(b64decode(slot.nonce), b64decode(slot.wrapped), _slot_context(store))
    except InvalidTag:
        return None


def _slot_key(password: str, secret: bytes, salt: bytes, cost: Argon2Cost) -> bytes:
    from argon2.low_level import Type, hash_secret_raw

    stretched = hash_secret_raw(password.encode(), salt, cost.passes, cost.memory_kib, cost.lanes, KEY_BYTES, Type.ID)
    return HKDF(SHA256(), KEY_BYTES, salt=salt, info=b"cnmas slot A 1").derive(stretched + secret)


def _slot_context(store: str) -> bytes:
    return b"cnmas slot A|" + store.encode()


def _recovery_context(store: str) -> bytes:
    return b"slot R|" + store.encode()


def _secret_check(secret: bytes) -> str:
    """A one-way mark of 256 random bits: nothing can be guessed from it."""
    return hmac.digest(secret, b"cnmas secret check", "sha256").hex()


def _key_check(key: bytes) -> str:
    return hmac.digest(key, b"cnmas key check", "sha256").hex()


def _text(data: bytes) -> str:
    return b64encode(data).decode()


def _write(folder: Path, file: KeyFile) -> None:
    body = {"format": FORMAT, **asdict(file)}
    content = json.dumps({"body": body, "checksum": _checksum(body)}, indent=1).encode()
    for name in FILE_NAMES:
        write_private(folder / name, content)


def whole_copies(folder: Path) -> int:
    """How many of the two copies of the key file are whole."""
    return sum(1 for _ in _copies(folder))


def _read(folder: Path) -> KeyFile:
    """The first copy that is whole. A missing file is damage here: who calls has checked `has_key`."""
    for file in _copies(folder):
        return file
    raise KnownError("store.damaged")


def _copies(folder: Path) -> Iterator[KeyFile]:
    for name in FILE_NAMES:
        try:
            document = json.loads((folder / name).read_bytes())
            if document["checksum"] == _checksum(document["body"]):
                yield _key_file(document["body"])
        except (OSError, ValueError, KeyError, TypeError):
            continue


def _key_file(body: dict[str, Any]) -> KeyFile:
    if body["format"] != FORMAT:
        raise KnownError("store.newer")
    slots: Sequence[dict[str, Any]] = body["slots"]
    return KeyFile(
        store=body["store"],
        slots=tuple(PasswordSlot(s["salt"], s["nonce"], s["wrapped"], Argon2Cost(**s["cost"])) for s in slots),
        recovery=body["recovery"],
        sealed_to=body.get("sealed_to", ""),
        secret_check=body["secret_check"],
        key_check=body["key_check"],
    )


def _checksum(body: dict[str, Any]) -> str:
    return sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()
