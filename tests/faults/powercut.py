"""A disk whose power can be cut at any operation: everything a store does to its files, and every image a cut may leave.

The store's own statements run on `apsw-sqlite3mc` (the same SQLite, the same SQLCipher file format) because that library lets a test
stand between SQLite and the disk. Each image is then opened by the application itself, with the real SQLCipher.

Harsher than disks in one way (any subset of the writes since the last sync may be missing or torn at 512 bytes), kinder in another
(a sync that returned is true).
"""

from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import apsw

SECTOR = 512


@dataclass
class Operation:
    kind: str
    file: str
    offset: int = 0
    data: bytes = b""


@dataclass
class Disk:
    """What was asked of the disk, in order."""

    start: dict[str, bytes]
    log: list[Operation] = field(default_factory=list)

    def image(self, until: int, random: Random | None) -> dict[str, bytes]:
        """The files after a cut just before operation `until`; without `random`, nothing unsynced survived."""
        durable = {name: bytearray(content) for name, content in self.start.items()}
        loose: dict[str, list[Operation]] = {}
        for operation in self.log[:until]:
            name = operation.file
            if operation.kind == "sync":
                for one in loose.pop(name, []):
                    _do(durable, one)
            elif operation.kind == "delete":
                loose.pop(name, None)
                durable.pop(name, None)
            else:
                loose.setdefault(name, []).append(operation)
        if random is not None:
            for operations in loose.values():
                for one in operations:
                    for piece in _torn(one, random):
                        _do(durable, piece)
        return {name: bytes(content) for name, content in durable.items()}


def _do(files: dict[str, bytearray], operation: Operation) -> None:
    content = files.setdefault(operation.file, bytearray())
    if operation.kind == "truncate":
        del content[operation.offset :]
        return
    end = operation.offset + len(operation.data)
    if len(content) < end:
        content.extend(bytes(end - len(content)))
    content[operation.offset : end] = operation.data


def _torn(operation: Operation, random: Random) -> list[Operation]:
    """The whole write, nothing of it, or some of its sectors."""
    fate = random.random()
    if fate < 0.4 or operation.kind == "truncate":
        return [operation] if fate < 0.5 else []
    if fate < 0.7:
        return []
    pieces = [
        Operation("write", operation.file, operation.offset + at, operation.data[at : at + SECTOR])
        for at in range(0, len(operation.data), SECTOR)
    ]
    return [piece for piece in pieces if random.random() < 0.5]


class PowerCutFile(apsw.VFSFile):
    def __init__(self, filename: Any, flags: list[int], disk: Disk) -> None:
        name = filename if isinstance(filename, str) else (filename.filename() if filename else "")
        super().__init__("unix", filename, flags)
        self._name, self._disk = Path(name).name, disk

    def xWrite(self, data: bytes, offset: int) -> None:
        self._disk.log.append(Operation("write", self._name, offset, bytes(data)))
        super().xWrite(data, offset)

    def xSync(self, flags: int) -> None:
        self._disk.log.append(Operation("sync", self._name))
        super().xSync(flags)

    def xTruncate(self, newsize: int) -> None:
        self._disk.log.append(Operation("truncate", self._name, newsize))
        super().xTruncate(newsize)


class PowerCutVFS(apsw.VFS):
    """Registered over `unix`; SQLite3MC puts its encryption on top of it."""

    def __init__(self, disk: Disk) -> None:
        self.name = f"powercut{id(disk)}"
        self._disk = disk
        super().__init__(self.name, base="unix")

    def xOpen(self, name: Any, flags: list[int]) -> apsw.VFSFile:
        return PowerCutFile(name, flags, self._disk)

    def xDelete(self, filename: str, syncdir: bool) -> None:
        self._disk.log.append(Operation("delete", Path(filename).name))
        super().xDelete(filename, syncdir)
