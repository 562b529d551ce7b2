"""Room kept on the disk for what must still be written when it is full: outcomes, and the centre's acknowledgements (reliability F17).

A file beside the store holds real blocks. The first write that finds the disk full gives them up: the same save works when it is tried
again, pushes are acknowledged, and nothing more is taken from the centre (`Replica`), until a session that finds room holds them again.
"""

from contextlib import suppress
import os
from pathlib import Path
import shutil

NAME = "reserve"
# Held only where it is a small part of what is free: it must not be what fills the disk.
PART = 5


class Reserve:
    """The reserve of one store's folder, held while the store is open and afterwards."""

    def __init__(self, folder: Path, size: int) -> None:
        self._path = folder / NAME
        self.spent = False
        """Given up, or never to be had: the disk is full."""
        if not (self._path.exists() and self._path.stat().st_size == size):
            self.spent = not self._hold(size)

    def give_up(self) -> None:
        """Let the blocks go. Once given up it does nothing."""
        self._path.unlink(missing_ok=True)
        self.spent = True

    def _hold(self, size: int) -> bool:
        if shutil.disk_usage(self._path.parent).free < PART * size:
            return False
        try:
            with open(self._path, "wb", opener=_owners) as file:
                _allocate(file.fileno(), size)
        except OSError:
            with suppress(OSError):
                self._path.unlink()
            return False
        return True


def _owners(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _allocate(descriptor: int, size: int) -> None:
    """Real blocks, not a hole."""
    if hasattr(os, "posix_fallocate"):
        os.posix_fallocate(descriptor, 0, size)
        return
    block = bytes(1 << 20)
    for _ in range(size // len(block)):
        os.write(descriptor, block)
    os.fsync(descriptor)
