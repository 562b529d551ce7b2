"""Files that somebody names: plain ones of a sensible length, since a pipe or a device may never end."""

from errno import EFBIG, EINVAL
from io import BufferedReader, BytesIO, TextIOWrapper
import os
from pathlib import Path
import stat

READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""Opening a pipe does not wait for who writes to it."""

LONGEST = 64 * 1024 * 1024
"""Bytes; no file that is read whole comes near it."""


def open_plain(path: Path, flags: int = READ) -> BufferedReader:
    """Ready to be read. OSError also for a folder, a pipe, a device and a name that no file can have."""
    try:
        descriptor = os.open(path, flags)
    except ValueError:  # a NUL in the name
        raise OSError(EINVAL, "no name of a file", str(path)) from None
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(EINVAL, "not a plain file", str(path))
    return os.fdopen(descriptor, "rb")


def read_plain(path: Path, longest: int = LONGEST, flags: int = READ) -> bytes:
    """All of it. OSError as `open_plain`, and for more than `longest` bytes."""
    with open_plain(path, flags) as file:
        content = file.read(longest + 1)
    if len(content) > longest:
        raise OSError(EFBIG, "too long", str(path))
    return content


def plain_text(path: Path, encoding: str = "utf-8") -> str:
    """All of it, its lines ended as ours are whatever system wrote them. OSError as `read_plain`, UnicodeDecodeError."""
    return TextIOWrapper(BytesIO(read_plain(path)), encoding).read()
