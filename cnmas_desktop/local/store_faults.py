"""What SQLite and the system say when a store cannot be read or written, as faults of the world."""

from errno import ENOSPC

from sqlalchemy.exc import DBAPIError

from cnmas_desktop.messages import KnownError

# SQLite result codes, primary part.
READONLY, IOERR, CORRUPT, FULL, CANTOPEN, NOTADB = 8, 10, 11, 13, 14, 26


def known_fault(error: BaseException) -> KnownError | None:
    """A driver's error as one of ours, None when it is a bug or nothing of ours."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, OSError):
        return KnownError("store.disk_full" if cause.errno == ENOSPC else "store.not_saved")
    code = _code(cause)
    if code == FULL:
        return KnownError("store.disk_full")
    if code in (IOERR, CANTOPEN, READONLY):
        return KnownError("store.not_saved")
    if tells_damage(cause):
        return KnownError("store.damaged")
    return None


def tells_damage(error: BaseException | None) -> bool:
    """Whether it tells of a damaged store."""
    if isinstance(error, KnownError):
        return error.code == "store.damaged"
    return _code(error.orig if isinstance(error, DBAPIError) else error) in (CORRUPT, NOTADB)


def _code(error: BaseException | None) -> int:
    """SQLite's primary result code of a driver's error, 0 for anything else."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF
