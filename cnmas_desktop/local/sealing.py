"""Sealing bytes to a public key: anyone can seal, only the holder of the private key opens.

ECIES: an ephemeral X25519 key, HKDF-SHA256 over the shared secret bound to both public keys, AES-256-GCM. One use: the recovery slot
of a store's key, sealed to the organisation, which keeps the private key away from every workstation.

Layout: version (1 byte) | ephemeral public key (32) | ciphertext and tag.
"""

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

VERSION = b"\x01"
PUBLIC_KEY_BYTES = 32
OVERHEAD_BYTES = len(VERSION) + PUBLIC_KEY_BYTES + 16
# The key serves one message (its ephemeral half is never used again), so the nonce may be constant.
NONCE = bytes(12)


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
    return header + AESGCM(_key(shared, ephemeral_public, public_key, context)).encrypt(
        NONCE, plaintext, header
    )


def open_sealed(private_key: bytes, sealed: bytes, context: bytes) -> bytes:
    """The plaintext of `sealed` under a raw X25519 `private_key` (32 bytes). Raises SealBroken."""
    header, ciphertext = sealed[:33], sealed[33:]
    if len(sealed) < OVERHEAD_BYTES or header[:1] != VERSION:
        raise SealBroken
    own = X25519PrivateKey.from_private_bytes(private_key)
    try:
        shared = own.exchange(X25519PublicKey.from_public_bytes(header[1:]))
        key = _key(shared, header[1:], own.public_key().public_bytes_raw(), context)
        return AESGCM(key).decrypt(NONCE, ciphertext, header)
    except (InvalidTag, ValueError) as error:
        raise SealBroken from error


def _key(shared: bytes, ephemeral_public: bytes, recipient_public: bytes, context: bytes) -> bytes:
    return HKDF(
        SHA256(), 32, salt=ephemeral_public + recipient_public, info=b"cnmas seal 1|" + context
    ).derive(shared)
