"""The child process that reads an organisme's file: untrusted bytes in on stdin, JSON lines out on stdout.

Run by `services.tabular` as a program of its own (decision 35): it imports the standard library and its two readers, limits
itself before it reads one byte, and holds no secret. Lines it writes, in this order:
`{"table": {...}}` once, `{"rows": [[line, [cells]], [line, [cells], [indexes of formulas]], ...]}` any number, then `{"end": rows}`;
or, at any moment, `{"refused": code, "params": {...}}` (the world's fault) or `{"bug": where}` (ours). Blank rows are
skipped but keep their line number, so that a line is the row number that Excel shows.
"""

from collections.abc import Iterable, Iterator, Sequence
import json
import os
import sys
from typing import BinaryIO

MEBI = 1024 * 1024
MAX_FILE_BYTES = 50 * MEBI
MAX_MEMORY_BYTES = 512 * MEBI
MAX_CPU_SECONDS = 30
MAX_WALL_SECONDS = 60
MAX_ROWS = 200_000
MAX_COLUMNS = 100
MAX_CELL_CHARS = 4_000
BATCH_ROWS = 1_000

Value = str | float
Cells = list[Value]
Line = tuple[int, Cells] | tuple[int, Cells, list[int]]
"""The number of the row as Excel shows it, its cells without the blank ones at its end, the places of its formulas if it has any.
A number stays a number, because a spreadsheet may have taken its leading zero; everything else is text."""


class Refused(Exception):
    """The file is at fault; `code` is a key of `messages.MESSAGES` without its "import." prefix."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


# Limits -------------------------------------------------------------------------------------------------------------


def limit_resources() -> list[str]:
    """Apply every limit this system offers; return the names of those it does not, to be said to the person."""
    if sys.platform == "win32":
        return _limit_by_job_object()
    import resource
    import signal

    missing = []
    for name, kind, value in (
        ("mémoire", resource.RLIMIT_AS, MAX_MEMORY_BYTES),
        ("temps de calcul", resource.RLIMIT_CPU, MAX_CPU_SECONDS),
        ("écriture de fichiers", resource.RLIMIT_FSIZE, 0),
        ("vidage mémoire", resource.RLIMIT_CORE, 0),
    ):
        try:
            resource.setrlimit(kind, (value, value))
        except (OSError, ValueError):
            missing.append(name)
    # The parent keeps the clock; this one ends the child even when the parent has died.
    signal.alarm(MAX_WALL_SECONDS * 10)
    return missing


def _limit_by_job_object() -> list[str]:
    """Windows: put this process alone into a Job object with the same limits of memory and processor time."""

    import ctypes
    from ctypes import wintypes

    class Basic(ctypes.Structure):
        _fields_ = [
            ("PerProcessUserTimeLimit", wintypes.LARGE_INTEGER),
            ("PerJobUserTimeLimit", wintypes.LARGE_INTEGER),
            ("LimitFlags", wintypes.DWORD),
            ("MinimumWorkingSetSize", ctypes.c_size_t),
            ("MaximumWorkingSetSize", ctypes.c_size_t),
            ("ActiveProcessLimit", wintypes.DWORD),
            ("Affinity", ctypes.c_size_t),
            ("PriorityClass", wintypes.DWORD),
            ("SchedulingClass", wintypes.DWORD),
        ]

    class Extended(ctypes.Structure):
        _fields_ = [
            ("Basic", Basic),
            ("IoInfo", ctypes.c_ulonglong * 6),
            ("ProcessMemoryLimit", ctypes.c_size_t),
            ("JobMemoryLimit", ctypes.c_size_t),
            ("PeakProcessMemoryUsed", ctypes.c_size_t),
            ("PeakJobMemoryUsed", ctypes.c_size_t),
        ]

    process_time, active_process, process_memory, kill_on_close = 0x2, 0x8, 0x100, 0x2000
    limits = Extended()
    limits.Basic.LimitFlags = process_time | active_process | process_memory | kill_on_close
    limits.Basic.PerProcessUserTimeLimit = MAX_CPU_SECONDS * 10_000_000
    limits.Basic.ActiveProcessLimit = 1
    limits.ProcessMemoryLimit = MAX_MEMORY_BYTES
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined, unused-ignore]  # there on Windows alone
    kernel.CreateJobObjectW.restype = wintypes.HANDLE
    kernel.GetCurrentProcess.restype = wintypes.HANDLE
    kernel.SetInformationJobObject.argtypes = [wintypes.HANDLE, ctypes.c_int, ctypes.c_void_p, wintypes.DWORD]
    kernel.AssignProcessToJobObject.argtypes = [wintypes.HANDLE, wintypes.HANDLE]
    job = kernel.CreateJobObjectW(None, None)
    extended_limit_information = 9
    applied = (
        job
        and kernel.SetInformationJobObject(job, extended_limit_information, ctypes.byref(limits), ctypes.sizeof(limits))
        and kernel.AssignProcessToJobObject(job, kernel.GetCurrentProcess())
    )
    return [] if applied else ["mémoire", "temps de calcul"]


_FORBIDDEN = (
    "socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.system", "os.startfile", "os.remove",
    "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate", "os.chmod", "os.chown", "os.kill",
    "os.putenv", "shutil.", "ctypes.", "pty.", "ftplib.", "http.", "urllib.", "smtplib.", "webbrowser.", "winreg.",
)  # fmt: skip
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_TRUNC


def forbid_the_outside() -> None:
    """From here on Python code of this process opens no socket, starts no program, writes no file. It cannot be undone."""

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event.startswith(_FORBIDDEN):
            raise PermissionError(event)
        if event == "open":
            flags = arguments[2]
            if isinstance(flags, int) and flags & _WRITING:
                raise PermissionError(event)

    sys.addaudithook(hook)


# Out ----------------------------------------------------------------------------------------------------------------


def send(out: BinaryIO, message: dict[str, object]) -> None:
    """Write one message as one line."""
    out.write(json.dumps(message, ensure_ascii=False, separators=(",", ":"), check_circular=False).encode("utf-8", "replace"))
    out.write(b"\n")
    out.flush()


def send_rows(out: BinaryIO, lines: Iterable[Line]) -> int:
    """Send the rows in batches, as many and as wide as may be; the length of a cell is its reader's affair. Return how many."""
    count = 0
    batch: list[Line] = []
    for line in lines:
        number, cells = line[:2]
        if len(cells) > MAX_COLUMNS:
            raise Refused("too_many_columns", line=number, limit=MAX_COLUMNS)
        count += 1
        if count > MAX_ROWS + 1:  # the header is one of them
            raise Refused("too_many_rows", limit=MAX_ROWS)
        batch.append(line)
        if len(batch) == BATCH_ROWS:
            send(out, {"rows": batch})
            batch = []
    if batch:
        send(out, {"rows": batch})
    return count


def header_of(cells: Cells) -> Cells:
    """The first row keeps its blank cells at the end: columns without a title, whose content is told and dropped."""
    kept = trimmed(cells)
    return kept if len(kept) > MAX_COLUMNS else cells[:MAX_COLUMNS]


def trimmed(cells: Cells) -> Cells:
    """The cells without the blank ones at the end of the row."""
    end = len(cells)
    while end and isinstance(last := cells[end - 1], str) and not last.strip():
        end -= 1
    return cells if end == len(cells) else cells[:end]


# CSV ----------------------------------------------------------------------------------------------------------------

_SEPARATORS = ";\t|,"
_ONLY_IN_CP1252 = bytes(range(0x80, 0xA0))
_UNDEFINED_IN_CP1252 = b"\x81\x8d\x8f\x90\x9d"
_OTHER_IN_LATIN9 = b"\xa4\xbc\xbd\xbe"
_CHUNK = 1 * MEBI


def _chunks(source: BinaryIO) -> Iterator[bytes]:
    source.seek(0)
    while chunk := source.read(_CHUNK):
        if b"\0" in chunk:
            raise Refused("binary")
        yield chunk


def encoding_of(source: BinaryIO) -> str:
    """The encoding of a text, by rule: byte order mark, then UTF-8 if it is valid, then cp1252 or latin-9 by the bytes in use.

    charset-normalizer is asked only about bytes that neither of the two French single-byte encodings defines.
    """
    import codecs

    source.seek(0)
    start = source.read(4)
    if start.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise Refused("encoding_unknown")
    if start.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    try:
        for chunk in _chunks(source):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return _single_byte_encoding(source)
    return "utf-8"


def _single_byte_encoding(source: BinaryIO) -> str:
    import re

    seen: set[int] = set()
    in_latin9 = False
    for chunk in _chunks(source):
        seen.update(chunk.translate(None, bytes(range(0x80))))
        # Œ œ Ÿ stand beside a letter; in cp1252 these bytes are the fractions, which stand beside a digit or a blank.
        if not in_latin9 and not seen.isdisjoint(_OTHER_IN_LATIN9):
            in_latin9 = re.search(rb"[\xbc\xbd\xbe][A-Za-z']|[A-Za-z][\xbc\xbd\xbe]|\xa4", chunk) is not None
    if seen.isdisjoint(_UNDEFINED_IN_CP1252):
        return "iso8859-15" if in_latin9 and seen.isdisjoint(_ONLY_IN_CP1252) else "cp1252"
    from charset_normalizer import from_bytes

    source.seek(0)
    guess = from_bytes(source.read(_CHUNK)).best()
    if guess is None:
        raise Refused("encoding_unknown")
    return guess.encoding


def separator_of(sample: str) -> str:
    """The separator under which most rows are as wide as the first; the wider wins a tie."""
    import csv
    import io
    from itertools import islice

    best, best_score = ";", (0.0, 0)
    for candidate in _SEPARATORS:
        try:
            rows = list(islice(filter(None, csv.reader(io.StringIO(sample, newline=""), delimiter=candidate)), 50))
        except csv.Error:
            continue
        if not rows or len(rows[0]) < 2:
            continue
        score = (sum(len(row) == len(rows[0]) for row in rows) / len(rows), len(rows[0]))
        if score > best_score:
            best, best_score = candidate, score
    return best


def csv_lines(source: BinaryIO, encoding: str) -> tuple[str, Iterator[Line]]:
    """The separator and the rows of a CSV text, read as a stream."""
    import csv
    import io

    source.seek(0)
    text = io.TextIOWrapper(source, encoding=encoding, errors="strict", newline="")
    sample = text.read(65_536)
    hint = sample[:6].lower()
    if hint.startswith("sep=") and hint[5:6] in "\r\n" and hint[4:5] in _SEPARATORS:
        separator, hinted = hint[4], True  # Excel's own hint, which Excel does not show as a row
    else:
        cut = sample.rfind("\n") if len(sample) == 65_536 else len(sample)
        separator, hinted = separator_of(sample[: cut + 1] or sample), False
    text.seek(0)
    if hinted:
        text.readline()
    csv.field_size_limit(MAX_CELL_CHARS)
    reader = csv.reader(text, delimiter=separator)

    def lines() -> Iterator[Line]:
        number, read, width, header = 0, 0, 0, True
        while True:
            number += 1
            try:
                texts = next(reader)
            except StopIteration:
                return
            except csv.Error:
                raise Refused("cell_too_long", line=number, limit=MAX_CELL_CHARS) from None
            except UnicodeDecodeError:
                raise Refused("encoding_unknown") from None
            row: Cells = [*texts]
            if reader.line_num - read > 1 and holds_rows(texts, separator, width):
                raise Refused("quote_open", line=number)
            read = reader.line_num
            if filled := trimmed(row):
                if "\0" in "".join(texts):
                    raise Refused("binary")
                width = width or len(texts)
                yield number, header_of(row) if header else filled
                header = False

    return separator, lines()


def holds_rows(cells: Sequence[str], separator: str, width: int) -> bool:
    """A cell of several lines, one of them as wide as the table: behind a quote that was not closed, people would be lost without a word."""
    return width > 2 and any(line.count(separator) >= width - 1 for cell in cells if "\n" in cell for line in cell.split("\n"))


def read_csv(source: BinaryIO, out: BinaryIO, unlimited: list[str]) -> int:
    """Send a CSV text of any of the usual encodings and separators."""
    encoding = encoding_of(source)
    try:
        separator, lines = csv_lines(source, encoding)
    except UnicodeDecodeError:
        raise Refused("encoding_unknown") from None
    send(
        out,
        {"table": {"format": "csv", "encoding": encoding, "separator": separator, "unlimited": unlimited}},
    )
    return send_rows(out, lines)


# Main ---------------------------------------------------------------------------------------------------------------


def read(source: BinaryIO, out: BinaryIO, unlimited: list[str]) -> int:
    """Tell a workbook from a text by its first bytes, not by its name, and send its rows."""
    if source.seek(0, os.SEEK_END) > MAX_FILE_BYTES:
        raise Refused("file_too_large", limit=MAX_FILE_BYTES // MEBI)
    source.seek(0)
    start = source.read(8)
    if not start.strip(b"\xef\xbb\xbf\r\n\t "):
        raise Refused("empty")
    if start.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise Refused("old_or_encrypted")
    if start.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        from cnmas_desktop.services import parsing_workbook

        return parsing_workbook.read_workbook(source, out, unlimited)
    return read_csv(source, out, unlimited)


def main() -> None:
    """Limit this process, then read stdin."""
    unlimited = limit_resources()
    sys.dont_write_bytecode = True
    out = sys.stdout.buffer
    forbid_the_outside()
    try:
        rows = read(sys.stdin.buffer, out, unlimited)
        send(out, {"end": rows})
    except Refused as refusal:
        send(out, {"refused": refusal.code, "params": refusal.params})
    except MemoryError:
        send(out, {"refused": "too_costly", "params": {}})
    except Exception as bug:  # noqa: BLE001 - told to the parent, which raises it; never the values, which are people's data
        frame = bug.__traceback__
        while frame and frame.tb_next:
            frame = frame.tb_next
        send(
            out,
            {"bug": f"{type(bug).__name__} {os.path.basename(frame.tb_frame.f_code.co_filename)}:{frame.tb_lineno}" if frame else ""},
        )
