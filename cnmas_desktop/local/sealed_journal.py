"""A second copy of what was confirmed, that outlives the store and its keys: each event sealed to the organisation, which alone reads it.

Order: the store commits, then the journal takes the same events and is synced to disk, then the screen says "saved". So nothing is in
the journal that no agent confirmed (I2), and what the agent was told is in both (I1, I7). A death between the two leaves the journal
behind the store: it is brought up at the next save or opening, from the store. The journal that cannot be written or sealed stops no
work: the store has the event; `SealedJournal.problem` says so until it could.

Layout: files of frames (`local.journal_frames`), named by their store (a mark made from its key, which names nobody) and their first
position (`local.journal_files`). Room is written ahead as zeros, so that a save changes bytes of the file and not its length, which would
be a second thing for the disk to sync; closing gives it back. Beside them the mark `.sent`: up to where the centre acknowledged
everything. What others of this workstation bring to the centre in the meantime is `services.courier`.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
import os

from sqlalchemy import bindparam, func, select

from cnmas_desktop.local.database import Link, Prepared
from cnmas_desktop.local.journal_files import SENT, Mark, Segments, last_of
from cnmas_desktop.local.journal_frames import make_frame
from cnmas_desktop.local.outbox import sent
from cnmas_desktop.local.schema import outbox
from cnmas_desktop.local.sealing import Sealer
from cnmas_desktop.messages import KnownError

# A segment this long is closed, so that it may go once all in it is acknowledged and a week old.
SEGMENT_BYTES = 1 << 20
ROOM_BYTES = 1 << 17
# A frame of the longest events still fits into a deposit (services.courier).
EVENTS_A_FRAME = 30

Row = tuple[int, str]
"""An event's position in the store, and its text."""

_AFTER = Prepared.of(
    select(outbox.c.position, outbox.c.text)
    .where(outbox.c.position > bindparam("after"), outbox.c.text.is_not(None))
    .order_by(outbox.c.position)
    .limit(bindparam("most"))
)
_OLDEST_KEPT = select(func.min(outbox.c.position)).where(outbox.c.text.is_not(None))
_LAST = select(func.max(outbox.c.position))


class SealedJournal:
    """The journal of one open store, on its main connection. One per store: the store's own lock sees to it."""

    def __init__(self, link: Link, segments: Segments, login: str, organisation_key: bytes) -> None:
        """Takes up at once what the store has and the journal has not."""
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
            segments.forget_mark(SENT)
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
        with link.reading():
            position = sent(link)
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
            self.segments.make()
            self._file = self.segments.open_from(first)
            self._end = self._room = os.fstat(self._file).st_size
        return self._file

    def _forget_old(self) -> None:
        """Segments whose events have all left the store: acknowledged, and seven days old (`local.retention`)."""
        with self._link.reading() as connection:
            kept = connection.scalar(_OLDEST_KEPT)
        gone = self._last_of_store() if kept is None else kept - 1
        for path in self.segments.files():
            if last_of(path) > gone:
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


_sync: Callable[[int], None] = getattr(os, "fdatasync", os.fsync)
