"""One record of the sealed journal: consecutive events, sealed to the organisation, whole in itself.

Layout: magic | first position (8) | last position (8) | length (4) | sealed | checksum (16). Positions are the only thing in clear. A torn
or damaged frame is lost alone: the reader goes on at the next magic.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
import json
import struct

from cnmas_desktop.local.sealing import OVERHEAD_BYTES, SEALER_OVERHEAD_BYTES, SealBroken, Sealer, open_sealed

MAGIC = b"CNJ\x01"
_HEAD = struct.Struct(">4sQQI")
_CHECK = 16


@dataclass(frozen=True, slots=True)
class Frame:
    """Consecutive events as they lie in a file. `raw`: all its bytes, to be carried elsewhere; `end`: the place after them."""

    first: int
    last: int
    sealed: bytes
    raw: bytes
    end: int


@dataclass(frozen=True, slots=True)
class Opened:
    """What a frame says to the organisation: whose events, and their texts, byte for byte as they were made."""

    login: str
    texts: tuple[str, ...]


def frames(content: bytes, place: int = 0) -> Iterator[Frame]:
    """The whole frames of a file from a place on, or of several files joined together, in their order; what is torn or damaged is
    passed over."""
    while (place := content.find(MAGIC, place)) >= 0:
        frame = _frame_at(content, place)
        place += 1 if frame is None else len(frame.raw)
        if frame is not None:
            yield frame


def _frame_at(content: bytes, place: int) -> Frame | None:
    if len(content) < place + _HEAD.size + OVERHEAD_BYTES + _CHECK:
        return None
    _, first, last, length = _HEAD.unpack_from(content, place)
    body = place + _HEAD.size
    end = body + length + _CHECK
    if end > len(content) or _checksum(content[place : body + length]) != content[body + length : end]:
        return None
    return Frame(first, last, content[body : body + length], content[place:end], end)


def make_frame(first: int, last: int, login: str, texts: Sequence[str], sealer: Sealer) -> bytes:
    """The bytes of one frame."""
    plain = json.dumps({"login": login, "texts": texts}, ensure_ascii=False).encode()
    head = _HEAD.pack(MAGIC, first, last, len(plain) + SEALER_OVERHEAD_BYTES)
    whole = head + sealer.seal(plain, head)
    return whole + _checksum(whole)


def open_frame(frame: Frame, organisation_private_key: bytes) -> Opened:
    """Raises SealBroken: sealed to another organisation, or changed on purpose."""
    plain = open_sealed(organisation_private_key, frame.sealed, frame.raw[: _HEAD.size])
    try:
        said = json.loads(plain)
        return Opened(said["login"], tuple(said["texts"]))
    except (ValueError, KeyError, TypeError) as error:
        raise SealBroken from error


def _checksum(content: bytes) -> bytes:
    """Tells damage, not forgery: the seal does that."""
    return sha256(content).digest()[:_CHECK]
