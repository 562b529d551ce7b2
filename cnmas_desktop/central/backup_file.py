"""A backup as it lies on a disk: a stream sealed to the organisation's public key, which the machine that writes it cannot open.

MAGIC, the writer's one-time public key (32 bytes), then chunks: length (4 bytes, big-endian) and ChaCha20-Poly1305 of up to 1 MiB. A nonce
is the number of its chunk; the last one is authenticated as the last, so that a file cut short, altered or reordered does not open.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from cnmas_desktop.messages import KnownError
from cnmas_desktop.plain_files import open_plain

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

MAGIC = b"CNMAS-BACKUP-1\n"
CHUNK = 1 << 20
_MORE, _LAST = b"more", b"last"


class Sealer:
    """Writes to `file` what is given to `write`, sealed; `finish` says that all was given."""

    def __init__(self, file: BinaryIO, organisation_key: bytes) -> None:
        from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

        once = X25519PrivateKey.generate()
        public = once.public_key().public_bytes_raw()
        shared = once.exchange(X25519PublicKey.from_public_bytes(organisation_key))
        self._cipher = _cipher(shared, public, organisation_key)
        self._file = file
        self._number = 0
        self._held = b""
        file.write(MAGIC + public)

    def write(self, data: bytes) -> None:
        self._held += data
        while len(self._held) > CHUNK:  # the last chunk stays held until `finish`
            self._seal(self._held[:CHUNK], _MORE)
            self._held = self._held[CHUNK:]

    def finish(self) -> None:
        self._seal(self._held, _LAST)

    def _seal(self, chunk: bytes, which: bytes) -> None:
        sealed = self._cipher.encrypt(self._number.to_bytes(12, "big"), chunk, which)
        self._file.write(len(sealed).to_bytes(4, "big") + sealed)
        self._number += 1


def opened(path: Path, private_key: bytes) -> Iterator[bytes]:
    """The stream of a backup, chunk by chunk. Raises KnownError `backup.unreadable`, `backup.not_one`, `backup.wrong_key` before the
    first chunk, and `backup.damaged` where the file is not what was written: nothing before that point is proof of what follows."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

    try:
        file = open_plain(path)
    except OSError:
        raise KnownError("backup.unreadable", name=str(path)) from None
    with file:
        if file.read(len(MAGIC)) != MAGIC:
            raise KnownError("backup.not_one", name=str(path))
        public = file.read(32)
        if len(public) != 32:
            raise KnownError("backup.damaged", name=str(path))
        if len(private_key) != 32:
            raise KnownError("backup.wrong_key")
        mine = X25519PrivateKey.from_private_bytes(private_key)
        shared = mine.exchange(X25519PublicKey.from_public_bytes(public))
        yield from _chunks(file, _cipher(shared, public, mine.public_key().public_bytes_raw()), path)


def fitting(path: Path, keys: Sequence[bytes]) -> bytes:
    """Which of `keys` a backup was sealed to. Raises KnownError as `opened` does before the first chunk."""
    *others, last = keys
    for key in others:
        with suppress(KnownError):
            next(opened(path, key))
            return key
    next(opened(path, last))
    return last


def _chunks(file: BinaryIO, cipher: "ChaCha20Poly1305", path: Path) -> Iterator[bytes]:
    from cryptography.exceptions import InvalidTag

    number = 0
    sealed = _next(file, path)
    while sealed is not None:
        following = _next(file, path)
        try:
            yield cipher.decrypt(number.to_bytes(12, "big"), sealed, _LAST if following is None else _MORE)
        except InvalidTag:
            # A first chunk that does not open was sealed to another key, or altered: the key is what to look at first.
            raise KnownError("backup.damaged" if number else "backup.wrong_key", name=str(path)) from None
        number += 1
        sealed = following
    if not number:
        raise KnownError("backup.damaged", name=str(path))


def _next(file: BinaryIO, path: Path) -> bytes | None:
    length = file.read(4)
    if not length:
        return None
    sealed = file.read(int.from_bytes(length, "big")) if len(length) == 4 else b""
    if not sealed or len(sealed) != int.from_bytes(length, "big"):
        raise KnownError("backup.damaged", name=str(path))
    return sealed


class Stream:
    """The bytes of chunks, a given number at a time, or the rest piece by piece."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._held = b""

    def read(self, size: int) -> bytes:
        while len(self._held) < size and (chunk := next(self._chunks, None)) is not None:
            self._held += chunk
        taken, self._held = self._held[:size], self._held[size:]
        return taken

    def rest_to(self, write: Callable[[bytes], object]) -> None:
        write(self._held)
        for chunk in self._chunks:
            write(chunk)


def _cipher(shared: bytes, once: bytes, organisation_key: bytes) -> "ChaCha20Poly1305":
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return ChaCha20Poly1305(HKDF(SHA256(), 32, salt=once + organisation_key, info=b"cnmas backup 1").derive(shared))
