"""F19: whatever happens to the keyring, the store keeps its bytes, and the organisation can open it again."""

from collections.abc import Callable
from pathlib import Path
from threading import Event

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
import pytest

from cnmas_desktop.credentials import SERVICE, SecretStore, SystemKeyring
from cnmas_desktop.local import keys
from cnmas_desktop.local.keys import Argon2Cost
from cnmas_desktop.messages import KnownError
from tests.local.store import Desk, payload
from tests.test_credentials import MemoryBackend

CHEAP = Argon2Cost(memory_kib=64, passes=1, lanes=1)


def deleted(backend: MemoryBackend) -> SecretStore:
    backend.kept.clear()
    return SystemKeyring(lambda: backend)


def replaced(backend: MemoryBackend) -> SecretStore:
    for place in backend.kept:
        backend.kept[place] = "AAAA"
    return SystemKeyring(lambda: backend)


def of_another_desktop(backend: MemoryBackend) -> SecretStore:
    return SystemKeyring(MemoryBackend)


def locked(backend: MemoryBackend) -> SecretStore:
    from keyring.errors import KeyringLocked

    class Locked(MemoryBackend):
        def get_password(self, service: str, username: str) -> str | None:
            raise KeyringLocked("dismissed")

    return SystemKeyring(Locked)


def silent(backend: MemoryBackend) -> SecretStore:
    class Silent(MemoryBackend):
        def get_password(self, service: str, username: str) -> str | None:
            Event().wait(1)
            return None

    return SystemKeyring(Silent, limit_seconds=0.05)


@pytest.mark.parametrize(
    ("fate", "code"),
    [
        (deleted, "keyring.secret_lost"),
        (replaced, "keyring.secret_lost"),
        (of_another_desktop, "keyring.secret_lost"),
        (locked, "keyring.locked"),
        (silent, "keyring.silent"),
    ],
)
def test_the_store_keeps_its_bytes(tmp_path: Path, fate: Callable[[MemoryBackend], SecretStore], code: str) -> None:
    organisation = X25519PrivateKey.generate()
    backend = MemoryBackend()
    folder = tmp_path / "store"
    key = keys.create_key(folder, "secret", SystemKeyring(lambda: backend), organisation.public_key().public_bytes_raw(), CHEAP)
    assert {service for service, _ in backend.kept} == {SERVICE}
    with Desk(folder, key=key) as desk:
        desk.lease([payload(1)])
        desk.end(payload(1))
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(KnownError) as refused:
        keys.unlock(folder, "secret", fate(backend))
    assert refused.value.code == code
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    with Desk(folder, key=keys.recover_key(folder, organisation.private_bytes_raw())) as desk:
        assert desk.outbox.count().waiting == 1
