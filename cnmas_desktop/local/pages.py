"""A keyed connection to a store's file, and whether every page of it is as it was written. The order of the PRAGMAs is fixed here, because
a connection keyed or set differently corrupts the file."""

from pathlib import Path
from threading import Thread
from typing import Any

from sqlcipher3 import dbapi2

from cnmas_desktop.local.keys import KEY_BYTES
from cnmas_desktop.local.store_faults import known_fault, tells_damage
from cnmas_desktop.messages import KnownError

# The bug that corrupts a store when its WAL is reset lives in SQLite 3.7.0 to 3.51.2 (reliability finding 8).
MINIMUM_SQLITE = (3, 51, 3)
BUSY_SECONDS = 5.0


def connect(path: Path, key: bytes, *, read_only: bool = False) -> Any:
    """A keyed driver connection in autocommit. `read_only` cannot change a byte, not even fold the WAL in when it closes."""
    if len(key) != KEY_BYTES:
        raise ValueError("not a key")
    raw = dbapi2.connect(
        f"{path.absolute().as_uri()}?mode={'ro' if read_only else 'rw'}",
        uri=True,
        isolation_level=None,
        timeout=BUSY_SECONDS,
        cached_statements=256,
        check_same_thread=False,
    )
    try:
        # Without a key, or with a library that knows none, everything below would work in clear text (reliability finding 9).
        raw.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        raw.execute("PRAGMA cipher_log_level = NONE")
        # A page is authenticated with each write and read of it. Processors have instructions for SHA-256, not for the usual SHA-512:
        # half the time with them, a quarter more without.
        raw.execute("PRAGMA cipher_hmac_algorithm = HMAC_SHA256")
        # A save changes a few rows in as many pages; one holds a case's payload still.
        raw.execute("PRAGMA cipher_page_size = 2048")
        _check_library(raw)
        # Not cipher_memory_security: SQLCipher keeps keys in locked memory anyway; locking and wiping every other allocation triples the
        # cost of a statement, while the same texts live unlocked in Python's memory. Swap is for the disk's encryption to protect.
        raw.execute("PRAGMA temp_store = MEMORY")
        raw.execute("PRAGMA trusted_schema = OFF")
        raw.execute("PRAGMA foreign_keys = ON")
        if not read_only:
            raw.execute("PRAGMA secure_delete = ON")
            raw.execute("PRAGMA synchronous = FULL")
            if raw.execute("PRAGMA journal_mode = WAL").fetchone() != ("wal",):
                raise AssertionError("no WAL")
    except BaseException:
        raw.close()
        raise
    return raw


def _check_library(raw: Any) -> None:
    cipher = raw.execute("PRAGMA cipher_version").fetchone()
    version = tuple(int(part) for part in raw.execute("SELECT sqlite_version()").fetchone()[0].split("."))
    if not cipher or not cipher[0] or version < MINIMUM_SQLITE:
        raise RuntimeError(f"SQLCipher {cipher} with SQLite {version}: not fit to hold the store")


class Pages:
    """The HMAC of every page of a store that was closed as it should, in one pass on a thread of its own: on a long queue it takes as
    long as making the window. The snapshot held meanwhile lets no checkpoint write to the file."""

    def __init__(self, path: Path, key: bytes) -> None:
        """Looks at the first pages at once: a driver's error when they tell of damage."""
        self._raw = connect(path, key, read_only=True)
        try:
            self._raw.execute("BEGIN")
            # The first read compares the header's page count with the file, which HMACs do not.
            self._raw.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except BaseException:
            self._raw.close()
            raise
        self._fault: BaseException | None = None
        self._thread = Thread(target=self._pass, name="pages", daemon=True)
        self._thread.start()

    def check(self) -> None:
        """Wait for the pass; KnownError `store.damaged`, or what kept it from being made."""
        self._thread.join()
        if self._fault is not None:
            raise known_fault(self._fault) or self._fault

    def wait(self) -> bool:
        """Wait for the pass, and say whether the pages are as they were written."""
        self._thread.join()
        return not tells_damage(self._fault)

    def _pass(self) -> None:
        try:
            if self._raw.execute("PRAGMA cipher_integrity_check").fetchall():
                self._fault = KnownError("store.damaged")
        except Exception as error:  # noqa: BLE001 - raised on the thread that asks
            self._fault = error
        finally:
            self._raw.close()


def closed_well(path: Path) -> bool:
    """Whether the last session folded its WAL in."""
    wal = path.with_name(path.name + "-wal")
    return not wal.exists() or wal.stat().st_size == 0


def is_whole(path: Path, key: bytes) -> bool:
    """Whether every page is as we wrote it. Looks first through a connection that cannot write: a damaged store keeps its bytes.

    After a clean end, every page carries its HMAC: one pass over the file tells. A WAL left behind means that the last session was cut:
    pages of the file may be older than those of the WAL, or half written, so the logical check comes first, through the WAL; if the
    WAL cannot be folded in now (the disk is full), that check stands alone.
    """
    try:
        if not closed_well(path):
            if _rows(path, key, "PRAGMA integrity_check", read_only=True) != [("ok",)]:
                return False
            try:
                _rows(path, key, "PRAGMA wal_checkpoint(TRUNCATE)", read_only=False)
            except dbapi2.OperationalError:
                return True
        return not _rows(path, key, "PRAGMA cipher_integrity_check", read_only=True)
    except dbapi2.DatabaseError as error:
        if tells_damage(error):
            return False
        raise


def _rows(path: Path, key: bytes, pragma: str, *, read_only: bool) -> list[tuple[Any, ...]]:
    """All rows of a check: the first one alone may say less than half."""
    raw = connect(path, key, read_only=read_only)
    try:
        # The first read compares the header's page count with the file, which HMACs do not.
        raw.execute("SELECT count(*) FROM sqlite_master").fetchone()
        rows: list[tuple[Any, ...]] = raw.execute(pragma).fetchall()
        return rows
    finally:
        raw.close()
