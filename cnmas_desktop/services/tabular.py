"""Reading the table that an organisme sent, CSV or XLSX, through a child process that can do no harm (decision 35).

The parent never looks into the file: it hands it over as the child's stdin and receives rows of text, in batches, so that
memory is bounded by one batch. A hostile or damaged file is one `KnownError` "import.*".
"""

from collections.abc import Iterator, Sequence
import contextlib
from dataclasses import dataclass
import hashlib
import json
import os
from pathlib import Path
import subprocess
import sys
from threading import Timer
import time
from types import TracebackType
from typing import Any, NamedTuple, Self

from cnmas_desktop.messages import KnownError
from cnmas_desktop.plain_files import open_plain
from cnmas_desktop.services import parsing_child
from cnmas_desktop.services.parsing_child import Value

FROZEN_FLAG = "--parse-table"
"""In a frozen program (no interpreter beside it) the entry point calls `parsing_child.main()` when this is its only argument."""


class TableRow(NamedTuple):
    """One row: text, and numbers where a workbook holds numbers. `line` is the number Excel shows (the header is 1); `formulas` are the places of formula cells."""

    line: int
    cells: Sequence[Value]
    formulas: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class TableInfo:
    """How the file was read. `unlimited` names the limits that this system does not offer (to be said to the person)."""

    format: str
    encoding: str = ""
    separator: str = ""
    sheet: str = ""
    ignored_sheets: Sequence[str] = ()
    since_1904: bool = False
    unlimited: Sequence[str] = ()


class Table:
    """An open table: `info` and `header` at once, then `rows()` once. Close it, or use it as a context manager."""

    def __init__(self, path: Path, *, wall_seconds: float = parsing_child.MAX_WALL_SECONDS) -> None:
        """KnownError `import.*` when the file cannot be opened or is no table."""
        self._waiting_left = wall_seconds
        try:
            self._file = open_plain(path)
        except OSError:
            raise KnownError("import.unreadable", name=path.name) from None
        try:
            self._start()
        except BaseException:
            self.close()
            raise

    def _start(self) -> None:
        if os.fstat(self._file.fileno()).st_size > parsing_child.MAX_FILE_BYTES:
            raise KnownError("import.file_too_large", limit=parsing_child.MAX_FILE_BYTES // parsing_child.MEBI)
        self.sha256 = hashlib.file_digest(self._file, "sha256").hexdigest()
        self._file.seek(0)
        self._child = subprocess.Popen(
            child_command(),
            stdin=self._file,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=child_environment(),
        )
        if self._child.stdout is None:
            raise RuntimeError("no pipe from the parsing child")
        self._answers = self._child.stdout
        self.info = TableInfo(**self._receive()["table"])
        self._batches = self._receive_batches()
        self._first = next(self._batches, [])
        if not self._first:
            raise KnownError("import.empty")
        self.header = [str(title) for title in self._first.pop(0).cells]

    def rows(self) -> Iterator[TableRow]:
        """The rows below the header, in file order; blank ones are not among them."""
        yield from self._first
        for batch in self._batches:
            yield from batch

    def _receive_batches(self) -> Iterator[list[TableRow]]:
        while True:
            message = self._receive()
            if "end" in message:
                return
            yield [TableRow(*row) for row in message["rows"]]

    def _receive(self) -> dict[str, Any]:
        """The child's next message. The wall clock runs only while we wait for the child, not while the centre works."""
        watchdog = Timer(max(self._waiting_left, 0.001), self._child.kill)
        watchdog.daemon = True
        started = time.monotonic()
        watchdog.start()
        try:
            line = self._answers.readline()
        finally:
            watchdog.cancel()
            self._waiting_left -= time.monotonic() - started
        if not line.endswith(b"\n"):  # killed by a limit of the system, by our clock, or by its own memory
            raise KnownError("import.too_costly")
        message: dict[str, Any] = json.loads(line)
        if "refused" in message:
            raise KnownError(f"import.{message['refused']}", **message["params"])
        if "bug" in message:
            raise RuntimeError(f"the parsing child stopped: {message['bug']}")
        return message

    def close(self) -> None:
        """End the child, whatever it is doing, and close the file."""
        child = getattr(self, "_child", None)
        if child is not None:
            if child.poll() is None:
                child.kill()
            with contextlib.suppress(OSError):
                self._answers.close()
            child.wait()
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def child_command() -> list[str]:
    """How to start the child: an isolated interpreter, which ignores the environment, the user's site and the current folder."""
    if getattr(sys, "frozen", False):
        return [sys.executable, FROZEN_FLAG]
    root = str(Path(parsing_child.__file__).resolve().parents[2])
    start = f"import sys; sys.path.insert(0, {root!r}); from cnmas_desktop.services.parsing_child import main; main()"
    return [sys.executable, "-I", "-B", "-c", start]


def child_environment() -> dict[str, str]:
    """Nothing but what an interpreter needs: no address of the centre, no session bus (hence no keyring), no proxy."""
    return {name: os.environ[name] for name in ("SYSTEMROOT", "LD_LIBRARY_PATH", "LANG") if name in os.environ}
