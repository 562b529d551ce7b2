"""A second copy of what was confirmed, that outlives the store and its keys: each event sealed to the organisation, which alone reads it.

Order: the store commits, then the journal takes the same events and is synced to disk, then the screen says "saved". So nothing is in
the journal that no agent confirmed (I2), and what the agent was told is in both (I1, I7). A death between the two leaves the journal
behind the store: it is brought up at the next save or opening, from the store. The journal that cannot be written or sealed stops no
work: the store has the event; `SealedJournal.problem` says so until it could.

Layout: files of frames, named by their store (a mark made from its key, which names nobody) and their first position, in one folder a
centre. A frame is whole in itself: magic | first position (8) | last position (8) | length (4) | sealed | checksum (16). A torn or
damaged frame is lost alone: the reader goes on at the next magic. Positions are the only thing in clear. Room is written ahead as zeros,
so that a save changes bytes of the file and not its length, which would be a second thing for the disk to sync; closing gives it back.

Beside the frames two marks: `.sent`, up to where the centre acknowledged everything, by the store's own person; `.deposited`, up to where
another person of this workstation brought it to the centre, unread (`services.recovery`).
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
import json
import os
from pathlib import Path
import struct
from uuid import UUID

from sqlalchemy import bindparam, func, select

from cnmas_desktop.credentials import private_folder, write_private
from cnmas_desktop.local.database import Link, Prepared
from cnmas_desktop.local.outbox import PENDING
from cnmas_desktop.local.schema import outbox
from cnmas_desktop.local.sealing import OVERHEAD_BYTES, SEALER_OVERHEAD_BYTES, SealBroken, Sealer, open_sealed
from cnmas_desktop.messages import KnownError

FOLDER = "journal"
SUFFIX = ".journal"
SENT, DEPOSITED = ".sent", ".deposited"
MAGIC = b"CNJ\x01"
_HEAD = struct.Struct(">4sQQI")
_CHECK = 16
# A segment this long is closed, so that it may go once all in it is acknowledged and a week old.
SEGMENT_BYTES = 1 << 20
ROOM_BYTES = 1 << 17
EVENTS_A_FRAME = 100

Row = tuple[int, str]
"""An event's position in the store, and its text."""

_AFTER = Prepared.of(
    select(outbox.c.position, outbox.c.text)
    .where(outbox.c.position > bindparam("after"), outbox.c.text.is_not(None))
    .order_by(outbox.c.position)
    .limit(bindparam("most"))
)
_OLDEST_KEPT = select(func.min(outbox.c.position)).where(outbox.c.text.is_not(None))
_OLDEST_WAITING = select(func.min(outbox.c.position)).where(outbox.c.status == PENDING)
_LAST = select(func.max(outbox.c.position))


@dataclass(frozen=True, slots=True)
class Frame:
    """Consecutive events as they lie in a file. `raw`: all its bytes, to be carried elsewhere."""

    first: int
    last: int
    sealed: bytes
    raw: bytes


@dataclass(frozen=True, slots=True)
class Opened:
    """What a frame says to the organisation: whose events, and their texts, byte for byte as they were made."""

    login: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """Up to which position something was done, and when."""

    position: int
    at: datetime | None = None


def frames(content: bytes) -> Iterator[Frame]:
    """The whole frames of a file, or of several joined together, in their order; what is torn or damaged is passed over."""
    place = 0
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
    return Frame(first, last, content[body : body + length], content[place:end])


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


@dataclass(frozen=True, slots=True)
class Segments:
    """The files of one store's journal at one centre."""

    folder: Path
    mark: str

    @classmethod
    def of_store(cls, store_folder: Path, centre: UUID, mark: str) -> "Segments":
        return cls(store_folder / FOLDER / centre.hex, mark)

    @classmethod
    def on_this_workstation(cls, stores: Path, centre: UUID) -> "list[Segments]":
        """Of every store there is or was under `stores`, at this centre."""
        found = {(path.parent, path.name.partition("-")[0]) for path in stores.glob(f"*/{FOLDER}/{centre.hex}/*{SUFFIX}")}
        return [cls(folder, mark) for folder, mark in sorted(found)]

    def files(self) -> list[Path]:
        """Oldest first."""
        return sorted(self.folder.glob(f"{self.mark}-*{SUFFIX}"))

    def file_from(self, position: int) -> Path:
        return self.folder / f"{self.mark}-{position:016d}{SUFFIX}"

    def last(self) -> int:
        """The greatest position in a whole frame, 0 without any."""
        for path in reversed(self.files()):
            found = max((frame.last for frame in frames(path.read_bytes())), default=0)
            if found:
                return found
        return 0

    def read_mark(self, kind: str) -> Mark:
        try:
            said = json.loads((self.folder / (self.mark + kind)).read_bytes())
            return Mark(int(said["position"]), datetime.fromisoformat(said["at"]))
        except (OSError, ValueError, KeyError, TypeError):
            return Mark(0)

    def write_mark(self, kind: str, mark: Mark) -> None:
        content = {"position": mark.position, "at": mark.at.isoformat() if mark.at else None}
        write_private(self.folder / (self.mark + kind), json.dumps(content).encode())

    def after(self, position: int) -> Iterator[Frame]:
        """The whole frames that hold something later than `position`; a file that the next one shows to be older is not read."""
        files = self.files()
        for path, following in zip(files, [*map(_first, files[1:]), position + 2], strict=True):
            if following > position + 1:
                yield from (frame for frame in frames(path.read_bytes()) if frame.last > position)

    def erase(self, path: Path) -> None:
        with suppress(FileNotFoundError):
            path.unlink()


def _first(path: Path) -> int:
    """The position that a file's name begins with."""
    return int(path.stem.rpartition("-")[2])


class SealedJournal:
    """The journal of one open store, on its main connection. One per store: the store's own lock sees to it."""

    def __init__(self, link: Link, segments: Segments, login: str, organisation_key: bytes) -> None:
        """Takes up at once what the store has and the journal has not. OSError when the folder cannot be made or read."""
        private_folder(segments.folder)
        self._link, self.segments, self._login = link, segments, login
        self._sealer = sealer_of(organisation_key)
        self._file: int | None = None
        self._end, self._room = 0, 0
        self.problem: KnownError | None = None
        """While the latest copy could not be made: `journal.behind`, or `journal.key` when nothing can be sealed to the organisation's
        key. None while the journal is as far as the store."""
        last, written = self._last_of_store(), segments.last()
        if last < written:
            # An older copy of the store was put back, or a new one made under its key: its next events are others in the same places.
            for kind in (SENT, DEPOSITED):
                segments.erase(segments.folder / (segments.mark + kind))
        self._written = min(last, written)
        self._forget_old()
        self.catch_up()

    def catch_up(self, committed: Sequence[Row] = ()) -> None:
        """Copy every event of the store that is not here yet, durably. Called after each commit, before anything is said to be saved:
        `committed` are its rows, which need not be read again where they are all that is missing."""
        if self._sealer is None:
            self.problem = KnownError("journal.key")
            return
        try:
            if committed and committed[0][0] == self._written + 1:
                self._append(committed, self._sealer)
            else:
                while rows := self._missing():
                    self._append(rows, self._sealer)
            self.problem = None
        except OSError as error:
            self.problem = KnownError("journal.behind")
            self.problem.__cause__ = error

    def note_sent(self, link: Link, now: datetime) -> None:
        """Note, on the sync's connection, up to where the centre acknowledged everything. OSError when the mark cannot be written."""
        with link.reading() as connection:
            waiting, last = connection.scalar(_OLDEST_WAITING), connection.scalar(_LAST)
        position = (waiting - 1) if waiting is not None else (last or 0)
        if position != self.segments.read_mark(SENT).position:
            self.segments.write_mark(SENT, Mark(position, now))

    def close(self) -> None:
        if self._file is not None:
            with suppress(OSError):
                os.ftruncate(self._file, self._end)
            os.close(self._file)
            self._file = None

    def _missing(self) -> list[Row]:
        with self._link.reading():
            rows: list[Row] = self._link.run(_AFTER, after=self._written, most=EVENTS_A_FRAME).fetchall()
        return rows

    def _append(self, rows: Sequence[Row], sealer: Sealer) -> None:
        first, last = rows[0][0], rows[-1][0]
        frame = make_frame(first, last, self._login, [text for _, text in rows], sealer)
        file = self._open(first)
        try:
            if self._end + len(frame) > self._room:
                self._make_room(file)
            written = _write_at(file, self._end, frame)
            if written != len(frame):
                os.write(file, frame[written:])  # says why it could not be whole
            _sync(file)
        except OSError:
            # What is half there would only be passed over; it need not stay.
            with suppress(OSError):
                os.ftruncate(file, self._end)
            self._room = self._end
            raise
        self._end += len(frame)
        self._written = last
        if self._end > SEGMENT_BYTES:
            self.close()
            self._forget_old()

    def _make_room(self, file: int) -> None:
        """Where there is none left to make, a frame may still fit."""
        with suppress(OSError):
            self._room = self._end + _write_at(file, self._end, bytes(ROOM_BYTES))

    def _open(self, first: int) -> int:
        if self._file is None:
            path = self.segments.file_from(first)
            self._file = os.open(path, os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
            self._end = self._room = os.fstat(self._file).st_size
            _sync_folder(path.parent)
        return self._file

    def _forget_old(self) -> None:
        """Segments whose events have all left the store: acknowledged, and seven days old (`local.retention`)."""
        with self._link.reading() as connection:
            kept = connection.scalar(_OLDEST_KEPT)
        gone = self._last_of_store() if kept is None else kept - 1
        for path in self.segments.files():
            if max((frame.last for frame in frames(path.read_bytes())), default=0) > gone:
                return
            self.segments.erase(path)

    def _last_of_store(self) -> int:
        with self._link.reading() as connection:
            return int(connection.scalar(_LAST) or 0)


def sealer_of(organisation_key: bytes) -> Sealer | None:
    """None for a key that nothing can be sealed to."""
    try:
        return Sealer(organisation_key)
    except ValueError:
        return None


def _write_at(file: int, place: int, content: bytes) -> int:
    os.lseek(file, place, os.SEEK_SET)
    return os.write(file, content)


def _sync_folder(folder: Path) -> None:
    """A new name is only durable once its folder is."""
    if os.name == "posix":
        directory = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(directory)
        finally:
            os.close(directory)


_sync: Callable[[int], None] = getattr(os, "fdatasync", os.fsync)
