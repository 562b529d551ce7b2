"""On a shared workstation whoever signs in brings the sealed journals of others to the centre, which they cannot read (trade section 3)."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice
import json
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from cnmas_desktop.credentials import write_private
from cnmas_desktop.domain.world import Clock
from cnmas_desktop.local.journal_files import SENT, Segments, content_of, last_of
from cnmas_desktop.local.journal_frames import Frame, frames
from cnmas_desktop.local.sealed_journal import SealedJournal
from cnmas_desktop.messages import KnownError
from cnmas_desktop.sync.protocol import CentralGateway

if TYPE_CHECKING:
    from cnmas_desktop.local.database import Link

DEPOSIT_BYTES, MOST_BYTES = 256 * 1024, 512 * 1024
"""How large a deposit is made, and how large one may be (agent.deposit)."""
MOST_A_SYNC = 16
"""Deposits: whatever somebody put into the common folder, a sync stays short."""
KEPT_AFTER = timedelta(days=7)


class Courier:
    """Brings the journals of this workstation forward: one's own marked as sent, the unsent of others left at the centre, sealed."""

    def __init__(self, home: Path, centre: UUID, own: SealedJournal, link: "Link", clock: Clock, common: Path | None = None) -> None:
        """`link`: the sync's connection of one's own store; `home`: the folder of this account, whose stores lie in `stores`; `common`:
        where the other accounts of this workstation leave theirs."""
        self._stores, self._centre, self._common = home / "stores", centre, common
        self._own, self._link, self._clock = own, link, clock
        self._carried = Carried(home / f"carried-{centre.hex}.json")

    def run(self, gateway: CentralGateway) -> None:
        """After a complete sync, on its connection. What the disk or the centre's daily limit refuses waits for the next one."""
        try:
            self._own.note_sent(self._link, self._clock.now())
            found = Segments.on_this_workstation(self._stores, self._centre, self._common)
            others = [one for one in found if one.mark != self._own.segments.mark]
            if others:
                self._forget(others, self._carry(others, gateway))
        except OSError:
            self._own.problem = KnownError("journal.behind")
        except KnownError as error:
            if error.code != "journal.too_many":
                raise

    def _carry(self, others: list[Segments], gateway: CentralGateway) -> "Places":
        carried = self._carried.read()
        ends = {name: end for name, (end, _) in carried.items()}
        waiting = (found for one in others for found in one.after(one.read_mark(SENT).position, ends))
        for blob, reached in islice(_blobs(waiting), MOST_A_SYNC):
            if blob:
                gateway.deposit(blob)
            carried |= {name: (end, self._clock.now()) for name, end in reached.items()}
            self._carried.write(carried)
        return carried

    def _forget(self, others: list[Segments], carried: "Places") -> None:
        """Files whose events all reached the centre a week ago; their person has not been here since, or has another store."""
        there = set()
        for segments in others:
            sent = segments.read_mark(SENT)
            for path in segments.files():
                end, brought_at = carried.get(path.name, (0, None))
                brought = self._long_ago(brought_at) and not any(frames(content_of(path), end))
                if brought or (self._long_ago(sent.at) and last_of(path) <= sent.position):
                    segments.erase(path)
                there |= {path.name} if path.exists() else set()
        if not there >= carried.keys():
            self._carried.write({name: place for name, place in carried.items() if name in there})

    def _long_ago(self, at: datetime | None) -> bool:
        return at is not None and self._clock.now() - at >= KEPT_AFTER


Places = dict[str, tuple[int, datetime]]
"""A file's name -> the byte after the last frame that was brought, and when."""


class Carried:
    """How far this account brought the files of others. Lost, it is begun anew: the centre knows a deposit again."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> Places:
        try:
            said = json.loads(self._path.read_bytes())
            return {name: (int(end), datetime.fromisoformat(at)) for name, (end, at) in said.items()}
        except (OSError, ValueError, TypeError, AttributeError):
            return {}

    def write(self, carried: Places) -> None:
        write_private(self._path, json.dumps({name: (end, at.isoformat()) for name, (end, at) in carried.items()}).encode())


def _blobs(found: Iterable[tuple[Path, Frame]]) -> Iterator[tuple[bytes, dict[str, int]]]:
    """Whole frames joined up to a size, each with how far it goes in the files that they are of. A frame that no deposit holds is passed
    over: no workstation makes one."""
    blob, ends = b"", dict[str, int]()
    for path, frame in found:
        raw = frame.raw if len(frame.raw) <= MOST_BYTES else b""
        if blob and len(blob) + len(raw) > DEPOSIT_BYTES:
            yield blob, ends
            blob, ends = b"", {}
        blob, ends[path.name] = blob + raw, frame.end
    if ends:
        yield blob, ends
