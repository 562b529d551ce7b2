"""Where the sealed journals of a workstation lie, and how those of others are read: `Segments` are the files of one store at one centre.

They lie in the store's own folder, or in a common one of the workstation (its setting `journal.folder`), which every account of the
operating system may read: then whoever signs in brings the unsent of all to the centre. Nothing there can be read but by the organisation.
In the common folder each store has a folder of its own, which its account made, so that nobody else writes there; what others put
into theirs is not trusted: only plain files of a sensible length are opened, and only whole frames are taken from them.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
import json
import os
from pathlib import Path
import stat
from uuid import UUID

from cnmas_desktop.credentials import private_folder, sync_folder, write_private
from cnmas_desktop.local.journal_frames import Frame, frames
from cnmas_desktop.plain_files import READ, read_plain

FOLDER = "journal"
SUFFIX = ".journal"
SENT = ".sent"
MOST_BYTES = 1 << 23


@dataclass(frozen=True, slots=True)
class Mark:
    """Up to which position something was done, and when."""

    position: int
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Segments:
    """The files of one store's journal at one centre. `shared`: in the common folder, readable by every account."""

    folder: Path
    mark: str
    shared: bool = False

    @classmethod
    def of_store(cls, store_folder: Path, centre: UUID, mark: str) -> "Segments":
        return cls(store_folder / FOLDER / centre.hex, mark)

    @classmethod
    def of_common(cls, common: Path, centre: UUID, mark: str) -> "Segments":
        """Where a store's own are in the common folder, if they are."""
        return cls(common / mark / centre.hex, mark, shared=True)

    @classmethod
    def in_common(cls, common: Path, centre: UUID, mark: str) -> "Segments | None":
        """One's own place in the common folder, made if needed; None where it cannot be had, is somebody else's, or could be taken away."""
        place = cls.of_common(common, centre, mark)
        try:
            if common.stat().st_mode & (stat.S_IWOTH | stat.S_ISVTX) == stat.S_IWOTH:
                return None
            for folder in (place.folder.parent, place.folder):
                with suppress(FileExistsError):
                    folder.mkdir(0o755)
                found = folder.lstat()
                if not stat.S_ISDIR(found.st_mode) or found.st_uid != (os.getuid() if os.name == "posix" else found.st_uid):
                    return None
                folder.chmod(0o755)  # whatever the account's mask
        except OSError:
            return None
        return place

    @classmethod
    def on_this_workstation(cls, stores: Path, centre: UUID, common: Path | None = None) -> "list[Segments]":
        """Of every store there is or was under `stores`, and of all that have put theirs into the common folder, at this centre."""
        found = {(path.parent, path.name.partition("-")[0], False) for path in stores.glob(f"*/{FOLDER}/{centre.hex}/*{SUFFIX}")}
        if common is not None:
            found |= {(path.parent, path.name.partition("-")[0], True) for path in common.glob(f"*/{centre.hex}/*{SUFFIX}")}
        return [cls(*one) for one in sorted(found)]

    def make(self) -> None:
        if not self.shared:
            private_folder(self.folder)

    def move_to(self, other: "Segments") -> None:
        """Each file is whole there before it goes here: a cut leaves it here, or in both places."""
        for path in self.files():
            target, content = other.folder / path.name, content_of(path)
            if not target.exists():
                if not content:
                    continue
                other._write(target, content)
            self.erase(path)
        if (sent := self.read_mark(SENT)).position:
            other.write_mark(SENT, sent)
            self.forget_mark(SENT)

    def files(self) -> list[Path]:
        """Oldest first."""
        return sorted(self.folder.glob(f"{self.mark}-*{SUFFIX}"))

    def open_from(self, position: int) -> int:
        """A descriptor for the file that begins with this position."""
        path = self.folder / f"{self.mark}-{position:016d}{SUFFIX}"
        file = os.open(path, os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        if self.shared:
            path.chmod(0o644)
        sync_folder(self.folder)
        return file

    def last(self) -> int:
        """The greatest position in a whole frame, 0 without any."""
        for path in reversed(self.files()):
            found = last_of(path)
            if found:
                return found
        return 0

    def read_mark(self, kind: str) -> Mark:
        try:
            said = json.loads(content_of(self.folder / (self.mark + kind)))
            return Mark(int(said["position"]), datetime.fromisoformat(said["at"]))
        except (ValueError, KeyError, TypeError):
            return Mark(0)

    def write_mark(self, kind: str, mark: Mark) -> None:
        content = {"position": mark.position, "at": mark.at.isoformat() if mark.at else None}
        self._write(self.folder / (self.mark + kind), json.dumps(content).encode())

    def forget_mark(self, kind: str) -> None:
        self.erase(self.folder / (self.mark + kind))

    def after(self, position: int, carried: Mapping[str, int] | None = None) -> Iterator[tuple[Path, Frame]]:
        """The whole frames that hold something later than `position`, beyond the byte of each file up to which they were `carried`; a file
        that the next one shows to be older is not read."""
        files = self.files()
        for path, following in zip(files, [*map(_first, files[1:]), position + 2], strict=True):
            if following > position + 1:
                start = (carried or {}).get(path.name, 0)
                yield from ((path, frame) for frame in frames(content_of(path), start) if frame.last > position)

    def erase(self, path: Path) -> None:
        """What another account made stays until that account is here again."""
        with suppress(FileNotFoundError, PermissionError):
            path.unlink()

    def _write(self, path: Path, content: bytes) -> None:
        write_private(path, content)
        if self.shared:
            path.chmod(0o644)


def last_of(path: Path) -> int:
    """The greatest position in a whole frame of a file, 0 without any."""
    return max((frame.last for frame in frames(content_of(path))), default=0)


def content_of(path: Path) -> bytes:
    """Empty for what is not there, may not be read, is no plain file, or longer than a segment ever is."""
    try:
        return read_plain(path, MOST_BYTES, READ | getattr(os, "O_NOFOLLOW", 0))
    except OSError:
        return b""


def _first(path: Path) -> int:
    """The position that a file's name begins with; 0 for a name that says none."""
    digits = path.stem.rpartition("-")[2]
    return int(digits) if digits.isascii() and digits.isdecimal() else 0
