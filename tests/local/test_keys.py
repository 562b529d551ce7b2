"""The ways to the store's key, and the ways that must not exist."""

from collections.abc import Callable
from itertools import pairwise
import json
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st
import pytest

from cnmas_desktop.credentials import DemoKeyring
from cnmas_desktop.local import keys
from cnmas_desktop.local.sealing import (
    OVERHEAD_BYTES,
    SEALER_OVERHEAD_BYTES,
    SealBroken,
    Sealer,
    open_sealed,
    seal_to,
)
from cnmas_desktop.messages import KnownError

CHEAP = keys.Argon2Cost(memory_kib=64, passes=1, lanes=1)
ORGANISATION = X25519PrivateKey.generate()
PUBLIC, PRIVATE = ORGANISATION.public_key().public_bytes_raw(), ORGANISATION.private_bytes_raw()


class Cabinet:
    """A folder with a key and the keyring that goes with it."""

    def __init__(self, base: Path) -> None:
        self.folder = base / "store"
        self.secrets = DemoKeyring(base / "keyring")
        self.key = keys.create_key(self.folder, "mot de passe", self.secrets, PUBLIC, CHEAP)

    def code(self, password: str) -> str:
        with pytest.raises(KnownError) as refused:
            keys.unlock(self.folder, password, self.secrets)
        return refused.value.code

    def opens(self, password: str) -> bool:
        """Whether it gives the key; any fault but a refused password is one."""
        try:
            return keys.unlock(self.folder, password, self.secrets) == self.key
        except KnownError as error:
            if error.code != "sign_in.refused":
                raise
            return False

    def files(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in self.folder.iterdir()}

    def account(self) -> str:
        return str(json.loads((self.folder / "key.json").read_bytes())["body"]["store"])


@pytest.fixture
def cabinet(tmp_path: Path) -> Cabinet:
    return Cabinet(tmp_path)


def test_the_right_password_gives_the_key_and_changes_nothing(cabinet: Cabinet) -> None:
    before = cabinet.files()
    assert keys.unlock(cabinet.folder, "mot de passe", cabinet.secrets) == cabinet.key
    assert cabinet.files() == before
    assert all(path.stat().st_mode & 0o077 == 0 for path in [cabinet.folder, *cabinet.folder.iterdir()])


def test_a_wrong_password_is_told_from_the_rest(cabinet: Cabinet) -> None:
    assert cabinet.code("autre") == "sign_in.refused"


def test_a_lost_or_replaced_keyring_secret_is_told_and_nothing_is_touched(cabinet: Cabinet) -> None:
    before = cabinet.files()
    cabinet.secrets.set(cabinet.account(), bytes(32))
    assert cabinet.code("mot de passe") == "keyring.secret_lost"
    cabinet.secrets.delete(cabinet.account())
    assert cabinet.code("mot de passe") == "keyring.secret_lost"
    assert cabinet.files() == before


def test_one_damaged_copy_is_nothing_both_are_damage(cabinet: Cabinet) -> None:
    for name in keys.FILE_NAMES:
        content = bytearray((cabinet.folder / name).read_bytes())
        content[content.index(b'"wrapped": "') + 20] ^= 1
        (cabinet.folder / name).write_bytes(content)
        expected = None if name == keys.FILE_NAMES[0] else "store.damaged"
        if expected is None:
            assert keys.unlock(cabinet.folder, "mot de passe", cabinet.secrets) == cabinet.key
        else:
            assert cabinet.code("mot de passe") == expected


def test_nothing_beside_the_store_gives_the_key_without_the_keyring(cabinet: Cabinet) -> None:
    """The password and a copy of the folder are not enough: no password-only slot."""
    body = json.loads((cabinet.folder / "key.json").read_bytes())["body"]
    assert set(body) == {"format", "store", "slots", "recovery", "sealed_to", "secret_check", "key_check"}
    assert cabinet.key.hex() not in json.dumps(body)
    assert keys._unwrap(keys._read(cabinet.folder).slots[0], "mot de passe", b"", body["store"]) is None


def test_the_organisation_opens_what_the_keyring_lost_and_gives_access_back(cabinet: Cabinet) -> None:
    cabinet.secrets.delete(cabinet.account())
    key = keys.recover_key(cabinet.folder, PRIVATE)
    assert key == cabinet.key
    keys.restore_access(cabinet.folder, key, "nouveau", cabinet.secrets, CHEAP)
    assert keys.unlock(cabinet.folder, "nouveau", cabinet.secrets) == cabinet.key
    assert cabinet.code("mot de passe") == "sign_in.refused"
    assert keys.recover_key(cabinet.folder, PRIVATE) == cabinet.key


def test_another_private_key_opens_nothing(cabinet: Cabinet) -> None:
    with pytest.raises(KnownError) as refused:
        keys.recover_key(cabinet.folder, X25519PrivateKey.generate().private_bytes_raw())
    assert refused.value.code == "recovery.other_key", "the data are whole"


def test_a_key_is_never_made_over_another(cabinet: Cabinet) -> None:
    before = cabinet.files()
    with pytest.raises(FileExistsError):
        keys.create_key(cabinet.folder, "x", cabinet.secrets, PUBLIC, CHEAP)
    assert cabinet.files() == before


def test_both_passwords_open_during_a_change_and_one_after(cabinet: Cabinet) -> None:
    keys.add_password(cabinet.folder, "mot de passe", "nouveau", cabinet.secrets, CHEAP)
    for password in ("mot de passe", "nouveau"):
        assert keys.unlock(cabinet.folder, password, cabinet.secrets) == cabinet.key
    keys.keep_password(cabinet.folder, "nouveau", cabinet.secrets)
    assert keys.unlock(cabinet.folder, "nouveau", cabinet.secrets) == cabinet.key
    assert cabinet.code("mot de passe") == "sign_in.refused"


def test_a_change_the_centre_refused_leaves_no_third_way(cabinet: Cabinet) -> None:
    keys.add_password(cabinet.folder, "mot de passe", "premier essai", cabinet.secrets, CHEAP)
    keys.add_password(cabinet.folder, "mot de passe", "second essai", cabinet.secrets, CHEAP)
    assert cabinet.code("premier essai") == "sign_in.refused"
    keys.keep_password(cabinet.folder, "mot de passe", cabinet.secrets)
    assert cabinet.code("second essai") == "sign_in.refused"
    assert keys.unlock(cabinet.folder, "mot de passe", cabinet.secrets) == cabinet.key


def test_a_stranger_to_both_passwords_changes_nothing(cabinet: Cabinet) -> None:
    keys.add_password(cabinet.folder, "mot de passe", "nouveau", cabinet.secrets, CHEAP)
    before = cabinet.files()
    with pytest.raises(KnownError):
        keys.keep_password(cabinet.folder, "autre", cabinet.secrets)
    with pytest.raises(KnownError):
        keys.add_password(cabinet.folder, "autre", "x", cabinet.secrets, CHEAP)
    assert cabinet.files() == before


def test_a_change_cut_at_any_file_operation_leaves_a_password_that_opens(cabinet: Cabinet, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever was written when the power went, the old password opens until the new one does."""
    import os

    states: list[dict[str, bytes]] = [cabinet.files()]
    real = os.replace

    def watched(source: Path, target: Path) -> None:
        states.append(cabinet.files())
        real(source, target)
        states.append(cabinet.files())

    monkeypatch.setattr(os, "replace", watched)
    keys.add_password(cabinet.folder, "mot de passe", "nouveau", cabinet.secrets, CHEAP)
    keys.keep_password(cabinet.folder, "nouveau", cabinet.secrets)
    monkeypatch.undo()
    assert len(states) > 8
    for before, after in pairwise(states):
        for state in (before, after):
            for path in cabinet.folder.iterdir():
                path.unlink()
            for name, content in state.items():
                (cabinet.folder / name).write_bytes(content)
            opened = [password for password in ("mot de passe", "nouveau") if cabinet.opens(password)]
            assert opened


Sealing = Callable[[bytes, bytes, bytes], bytes]


def sealed_often(public_key: bytes, plaintext: bytes, context: bytes) -> bytes:
    sealer = Sealer(public_key)
    sealer.seal(b"before", b"")
    return sealer.seal(plaintext, context)


@pytest.mark.parametrize(("seal", "overhead"), [(seal_to, OVERHEAD_BYTES), (sealed_often, SEALER_OVERHEAD_BYTES)], ids=["once", "often"])
class TestSealing:
    @given(plaintext=st.binary(max_size=300), context=st.binary(max_size=20))
    def test_opens_with_its_key_and_context_only(self, seal: Sealing, overhead: int, plaintext: bytes, context: bytes) -> None:
        sealed = seal(PUBLIC, plaintext, context)
        assert len(sealed) == len(plaintext) + overhead
        assert open_sealed(PRIVATE, sealed, context) == plaintext
        with pytest.raises(SealBroken):
            open_sealed(PRIVATE, sealed, context + b"x")
        with pytest.raises(SealBroken):
            open_sealed(X25519PrivateKey.generate().private_bytes_raw(), sealed, context)

    def test_every_byte_counts(self, seal: Sealing, overhead: int) -> None:
        sealed = seal(PUBLIC, b"cle", b"")
        for index in range(len(sealed)):
            changed = bytearray(sealed)
            changed[index] ^= 1
            with pytest.raises(SealBroken):
                open_sealed(PRIVATE, bytes(changed), b"")
        for length in range(len(sealed)):
            with pytest.raises(SealBroken):
                open_sealed(PRIVATE, sealed[:length], b"")

    def test_two_seals_of_one_text_differ(self, seal: Sealing, overhead: int) -> None:
        assert seal(PUBLIC, b"cle", b"") != seal(PUBLIC, b"cle", b"")


def test_a_sealer_never_uses_a_nonce_twice() -> None:
    sealer = Sealer(PUBLIC)
    sealed = [sealer.seal(b"le meme texte", b"") for _ in range(50)]
    assert len({one[33:45] for one in sealed}) == len({one[45:] for one in sealed}) == 50
    assert {open_sealed(PRIVATE, one, b"") for one in sealed} == {b"le meme texte"}


def test_a_key_that_nothing_can_be_sealed_to_leaves_nothing_behind(tmp_path: Path) -> None:
    secrets = DemoKeyring(tmp_path / "keyring")
    for key in (bytes(32), b"short"):
        with pytest.raises(KnownError, match="la clé de secours donnée par le centre n'est pas valable"):
            keys.create_key(tmp_path / "store", "mot de passe", secrets, key, CHEAP)
    assert not keys.has_key(tmp_path / "store")
    assert not list((tmp_path / "keyring").glob("*"))


def test_a_password_is_stretched_as_rfc_9106_recommends() -> None:
    assert keys.Argon2Cost() == keys.Argon2Cost(memory_kib=64 * 1024, passes=3, lanes=4)
