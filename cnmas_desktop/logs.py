"""The log of the program: what happened, never to whom.

Modules use the standard `logging` with a dotted event name and facts from the allow-list below:

    log = logging.getLogger(__name__)
    log.info("sync.done", extra={"pushed": 3, "seconds": 0.4})
    log.exception("sync.failed")

A line is one JSON object. Only what this module knows gets in: a fact that is not listed, or does not look as its kind says,
is left out and its name kept under `refused`; messages of other libraries are left out whole; of an exception the type and
the code locations remain, not its message, its parameters or any local variable. To add a fact: one entry of `FACTS`.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
import json
import logging
from logging.handlers import RotatingFileHandler
import os
from pathlib import Path
import re
import sys
import threading
import traceback
from types import TracebackType
from typing import Final, TextIO
from uuid import UUID

from cnmas_desktop.messages import KnownError

_EVENT: Final = re.compile(r"[a-z]+(\.[a-z_]+)+")
_CODE: Final = re.compile(r"[a-z_]+(\.[a-z_]+)*|[0-9A-Z]{5}")  # a word of our catalogues, or an SQLSTATE
_LOGGER: Final = re.compile(r"[A-Za-z_][\w.]*")
_SEMVER: Final = re.compile(r"[0-9]{1,4}(\.[0-9]{1,4}){0,3}")
_LARGEST_COUNT: Final = 9_999_999  # below any telephone number


def _is_count(value: object) -> bool:
    return isinstance(value, int) and 0 <= value <= _LARGEST_COUNT


def _is_seconds(value: object) -> bool:
    return isinstance(value, int | float) and abs(value) <= _LARGEST_COUNT


def _is_code(value: object) -> bool:
    return isinstance(value, str) and len(value) <= 40 and _CODE.fullmatch(value) is not None


def _is_version(value: object) -> bool:
    return isinstance(value, str) and _SEMVER.fullmatch(value) is not None


FACTS: Final[dict[str, Callable[[object], bool]]] = {
    # what
    "code": _is_code,
    "reason": _is_code,
    "step": _is_code,
    "state": _is_code,
    "sqlstate": _is_code,
    "policy": _is_code,
    "version": _is_version,
    # which device, event or lot: random identifiers, of no person and no case
    "device": lambda value: isinstance(value, UUID),
    "event_id": lambda value: isinstance(value, UUID),
    # how many
    "count": _is_count,
    "pushed": _is_count,
    "applied": _is_count,
    "duplicate": _is_count,
    "flagged": _is_count,
    "quarantined": _is_count,
    "conflict": _is_count,
    "fetched": _is_count,
    "checked_out": _is_count,
    "released": _is_count,
    "held": _is_count,
    "sent_again": _is_count,
    "lost": _is_count,
    "waiting": _is_count,
    "rows": _is_count,
    "accepted": _is_count,
    "rejected": _is_count,
    "attempt": _is_count,
    "port": _is_count,
    "pid": _is_count,
    "bytes": _is_count,
    # how long
    "seconds": _is_seconds,
    "push_seconds": _is_seconds,
    "clock_offset": _is_seconds,
}
_IDENTIFIERS: Final = frozenset({"device", "event_id"})
_TAIL_BYTES: Final = 100_000
_FRAME: Final = re.compile(r"\w+/[\w<>-]+\.py:\d+:[\w<>]+")
_SHAPES: Final = {
    "at": re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00"),
    "level": re.compile("DEBUG|INFO|WARNING|ERROR|CRITICAL"),
    "logger": _LOGGER,
    "event": _EVENT,
    "at_code": re.compile(r"\w+\.py:\d+"),
}
_STANDARD: Final = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class AllowListFormatter(logging.Formatter):
    """One JSON object a line, made of known things only (see the module)."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name if _LOGGER.fullmatch(record.name) else "?",
        }
        if _is_ours(record.name) and isinstance(record.msg, str) and _EVENT.fullmatch(record.msg):
            line["event"] = record.msg
        else:
            line["at_code"] = f"{record.filename}:{record.lineno}"
        given = {name: value for name, value in vars(record).items() if name not in _STANDARD} if _is_ours(record.name) else {}
        refused = sorted(name for name, value in given.items() if name not in FACTS or not FACTS[name](value))
        line |= {name: _plain(value) for name, value in given.items() if name not in refused}
        if refused:
            line["refused"] = [name for name in refused if _is_code(name)]
        if record.exc_info and record.exc_info[1] is not None:
            line["errors"] = faults(record.exc_info[1])
        return json.dumps(line, ensure_ascii=True)


class _PrivateFileHandler(RotatingFileHandler):
    """A rotating file that only its owner can read, rotated files included."""

    def _open(self) -> TextIO:  # type: ignore[override]  # typeshed has the wrapper that `open` gives; any text stream serves
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
        descriptor = os.open(self.baseFilename, flags, 0o600)
        if os.name == "posix":
            os.fchmod(descriptor, 0o600)
        return os.fdopen(descriptor, "a", encoding="utf-8")


def known_lines(path: Path, most: int = 200) -> list[dict[str, object]]:
    """The last lines of a log, each read again as if anybody could have written it: what does not look like ours is not there, and
    neither are the random identifiers, which would tell one workstation from another."""
    try:
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - _TAIL_BYTES))
            texts = file.read().decode(errors="replace").splitlines()[-most:]
    except OSError:
        return []
    return [line for line in map(_known_line, texts) if line]


def _known_line(text: str) -> dict[str, object]:
    try:
        given = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(given, dict):
        return {}
    line = {name: given[name] for name, looks in _SHAPES.items() if isinstance(given.get(name), str) and looks.fullmatch(given[name])}
    line |= {name: given[name] for name in FACTS if name in given and name not in _IDENTIFIERS and FACTS[name](given[name])}
    errors = given.get("errors")
    if isinstance(errors, list):
        line["errors"] = [_known_error_line(one) for one in errors if isinstance(one, dict)]
    return line


def _known_error_line(given: dict[str, object]) -> dict[str, object]:
    kind, code, trace = given.get("type"), given.get("code"), given.get("trace")
    line: dict[str, object] = {"type": kind} if isinstance(kind, str) and _LOGGER.fullmatch(kind) else {}
    if _is_code(code):
        line["code"] = code
    if isinstance(trace, list):
        line["trace"] = [frame for frame in trace if isinstance(frame, str) and _FRAME.fullmatch(frame)]
    return line


def open_log(path: Path) -> logging.Handler:
    """A handler that appends to `path`, 0600, at most four files of 1 MB."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handler = _PrivateFileHandler(path, maxBytes=1_000_000, backupCount=3, encoding="utf-8")
    handler.setFormatter(AllowListFormatter())
    return handler


def configure(path: Path) -> None:
    """For the entry points: log to `path`, uncaught exceptions of any thread included, and nothing elsewhere."""
    logging.raiseExceptions = False  # a failing handler would print the record, message and all
    logging.basicConfig(handlers=[open_log(path)], level=logging.INFO, force=True)
    sys.excepthook = _log_crash
    threading.excepthook = lambda crash: _log_crash(crash.exc_type, crash.exc_value, crash.exc_traceback)


def _log_crash(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
    if error is not None and not issubclass(kind, KeyboardInterrupt):
        logging.getLogger(__name__).critical("program.crashed", exc_info=(kind, error, trace))
        print(f"Erreur interne ({kind.__name__}) : elle est notée dans le journal.", file=sys.stderr)  # noqa: T201 - beside the log, for who started it from a terminal


def _is_ours(logger: str) -> bool:
    return logger == "cnmas_desktop" or logger.startswith("cnmas_desktop.")


def _plain(value: object) -> object:
    return str(value) if isinstance(value, UUID) else value


def faults(error: BaseException) -> list[dict[str, object]]:
    """The exception and what it came from, by kind and place; not in its words, which may quote a row."""
    return [_error(one) for one in _chain(error)]


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The exception, then what it came from; each once."""
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        yield current
        current = current.__cause__ or current.__context__


def _error(error: BaseException) -> dict[str, object]:
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    # Two parts of the path: enough to find the code, without the name of the person in the home folder.
    frames = [
        f"{'/'.join(Path(frame.f_code.co_filename).parts[-2:])}:{line}:{frame.f_code.co_name}"
        for frame, line in traceback.walk_tb(error.__traceback__)
    ]
    found: dict[str, object] = {"type": kind, "trace": frames}
    if isinstance(error, KnownError) and _is_code(error.code):
        found["code"] = error.code
    return found
