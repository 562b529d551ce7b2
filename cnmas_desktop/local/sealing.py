"""Sealing bytes to a public key: anyone can seal, only the holder of the private key opens.

ECIES: an ephemeral X25519 key, HKDF-SHA256 over the shared secret bound to both public keys, AES-256-GCM. Two uses, both sealed to the
organisation, which keeps the private key away from every workstation: the recovery slot of a store's key (`seal_to`), and the journal
(`Sealer`), which seals with every save and pays the exchange, a tenth of a millisecond, once.

Layout: version (1 byte) | ephemeral public key (32) | of a `Sealer`: nonce (12) | ciphertext and tag.
"""

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

VERSION, COUNTED = b"\x01", b"\x02"
PUBLIC_KEY_BYTES = 32
OVERHEAD_BYTES = len(VERSION) + PUBLIC_KEY_BYTES + 16
# The key of `seal_to` serves one message (its ephemeral half is never used again), so the nonce may be constant.
NONCE = bytes(12)
SEALER_OVERHEAD_BYTES = OVERHEAD_BYTES + len(NONCE)


class SealBroken(Exception):
    """These bytes were not sealed to this key under this context, or they changed since."""


def seal_to(public_key: bytes, plaintext: bytes, context: bytes) -> bytes:
    """`plaintext` sealed to a raw X25519 `public_key` (32 bytes). `context` names the use and must be given again to open.

    Raises ValueError for a key that is no X25519 public key, or a weak one.
    """
    ephemeral = X25519PrivateKey.generate()
    ephemeral_public = ephemeral.public_key().public_bytes_raw()
    shared = ephemeral.exchange(X25519PublicKey.from_public_bytes(public_key))
    header = VERSION + ephemeral_public
    return header + AESGCM(_key(shared, ephemeral_public, public_key, context)).encrypt(NONCE, plaintext, header)


class Sealer:
    """Seals any number of messages to one public key, each under a nonce of its own, which it counts. Who may read its memory while it
    lives may open them: keep it where what it seals lies open anyway."""

    def __init__(self, public_key: bytes) -> None:
        """Raises ValueError as `seal_to`."""
        ephemeral = X25519PrivateKey.generate()
        public = ephemeral.public_key().public_bytes_raw()
        shared = ephemeral.exchange(X25519PublicKey.from_public_bytes(public_key))
        self._header = COUNTED + public
        self._cipher = AESGCM(_key(shared, public, public_key, COUNTED))
        self._sealed = 0

    def seal(self, plaintext: bytes, context: bytes) -> bytes:
        """As `seal_to`."""
        self._sealed += 1
        nonce = self._sealed.to_bytes(len(NONCE))
        return self._header + nonce + self._cipher.encrypt(nonce, plaintext, self._header + context)


def open_sealed(private_key: bytes, sealed: bytes, context: bytes) -> bytes:
    """The plaintext of `sealed` under a raw X25519 `private_key` (32 bytes). Raises SealBroken."""
    header, rest = sealed[:33], sealed[33:]
    counted = header[:1] == COUNTED
    if len(sealed) < (SEALER_OVERHEAD_BYTES if counted else OVERHEAD_BYTES) or header[:1] not in (VERSION, COUNTED):
        raise SealBroken
    own = X25519PrivateKey.from_private_bytes(private_key)
    try:
        shared = own.exchange(X25519PublicKey.from_public_bytes(header[1:]))
        key = _key(shared, header[1:], own.public_key().public_bytes_raw(), COUNTED if counted else context)
        if counted:
            return AESGCM(key).decrypt(rest[: len(NONCE)], rest[len(NONCE) :], header + context)
        return AESGCM(key).decrypt(NONCE, rest, header)
    except (InvalidTag, ValueError) as error:
        raise SealBroken from error


def _key(shared: bytes, ephemeral_public: bytes, recipient_public: bytes, context: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt=ephemeral_public + recipient_public, info=b"cnmas seal 1|" + context).derive(shared)
