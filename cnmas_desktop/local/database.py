"""Opening, holding and closing the encrypted store of one person at one centre on this workstation.

One folder per (person, centre) holds the key file, the store and an operating-system lock taken before the store is opened: the lock
dies with the process, whatever kills it. Exactly two connections exist, `main` (the window's thread) and `sync` (the sync's thread).

A damaged store is set aside as it is, with its key file, never deleted: only the organisation may decide what to do with it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
import hmac
from operator import itemgetter
import os
from pathlib import Path
from threading import Lock, RLock, get_ident
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import Connection, create_engine, select, text
from sqlalchemy.dialects.sqlite import dialect
from sqlalchemy.pool import NullPool
from sqlcipher3 import dbapi2

from cnmas_desktop.credentials import private_folder
from cnmas_desktop.domain.world import World
from cnmas_desktop.local import migrations
from cnmas_desktop.local.keys import FILE_NAMES
from cnmas_desktop.local.pages import Pages, closed_well, connect, is_whole
from cnmas_desktop.local.schema import create_schema, device
from cnmas_desktop.local.store_faults import known_fault, tells_damage
from cnmas_desktop.messages import KnownError

if TYPE_CHECKING:
    from filelock import BaseFileLock

    from cnmas_desktop.local.reserve import Reserve
    from cnmas_desktop.local.sealed_journal import SealedJournal

STORE = "store.db"
LOCK = "store.lock"
PLAINTEXT_HEADER = b"SQLite format 3\x00"
# The sync's thread folds the WAL in (`Link.fold`); a save does it only where no sync has come by for this many pages, 32 MiB.
PAGES_BEFORE_A_SAVE_FOLDS = 16_000
_DEVICE = select(device.c.one)


class StoreClosed(Exception):
    """The store was closed (lock, end of the session) while this thread still wanted it: stop, nothing is wrong."""


class Link:
    """One of the two connections. For one thread at a time; closing it from another waits for the transaction under way."""

    journal: "SealedJournal | None" = None
    """Where events committed here are also sealed; None before the organisation's key is known, and in a practice."""

    reserve: "Reserve | None" = None
    """What is given up when the disk is full; None where none is held."""

    _reader = 0
    """The thread that is reading."""

    def __init__(self, connection: Connection, writers: Lock, pages: Pages | None = None) -> None:
        """`writers`: shared with the other connection; `pages`: being checked still, nothing is written before the answer."""
        self._connection, self._writers, self._pages = connection, writers, pages
        self._raw: Any = connection.connection.dbapi_connection
        self._turn = RLock()
        self._closed = False

    def reading(self) -> AbstractContextManager[Connection]:
        """A snapshot: every statement sees the same state, those of a reading within this one too. KnownError `store.damaged`, StoreClosed."""
        return nullcontext(self._connection) if self._reader == get_ident() else _Reading(self)

    def writing(self) -> AbstractContextManager[Connection]:
        """One durable transaction: on disk once this returns, undone by any exception.

        KnownError `store.disk_full`, `store.not_saved`, `store.damaged`; StoreClosed.
        """
        if self._pages is not None:
            self._pages.check()
            self._pages = None
        return _Writing(self)

    def run(self, statement: "Prepared", **values: Any) -> Any:
        """Run a prepared statement inside the transaction under way, past SQLAlchemy: for what must cost no more than SQLite itself.

        Returns the driver's cursor."""
        return self._raw.execute(statement.sql, statement.in_order(statement.known | values))

    def run_many(self, statement: "Prepared", rows: Iterable[dict[str, Any]]) -> int:
        """`run`, once a row; returns how many rows of the store changed."""
        values = [statement.in_order(statement.known | row) for row in rows]
        return int(self._raw.executemany(statement.sql, values).rowcount) if values else 0

    def fold(self) -> None:
        """Write what the WAL holds into the store's file, as far as nobody reads the older pages, and let it begin anew: on the sync's
        thread, so that no save pays for it. What the disk refuses waits. StoreClosed."""
        with self._turn:
            if self._closed:
                raise StoreClosed
            with suppress(dbapi2.OperationalError):
                self._raw.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()

    def other_writes(self) -> int:
        """A number that changes when the other connection has written. StoreClosed."""
        with self._turn:
            if self._closed:
                raise StoreClosed
            version: int = self._raw.execute("PRAGMA data_version").fetchone()[0]
            return version

    def writes(self) -> tuple[int, int]:
        """What changes with any write to the store, by the other connection or by this one: two reads under the same are the same."""
        return self.other_writes(), self._raw.total_changes

    def close(self) -> None:
        with self._turn:
            self._closed = True
            self._connection.close()

    def _begin(self, begin: str) -> Connection:
        """Transactions are ours, not SQLAlchemy's: the driver is in autocommit, so what is between BEGIN and COMMIT is what we wrote."""
        self._turn.acquire()
        try:
            if self._closed:
                raise StoreClosed
            self._raw.execute(begin)
        except BaseException as error:
            self._undo(error)
            raise
        return self._connection

    def _end(self, error: BaseException | None) -> None:
        """Commit, or undo because of what the transaction raised."""
        if error is None:
            try:
                self._raw.execute("COMMIT")
            except BaseException as refused:
                self._undo(refused)
                raise
            self._turn.release()
        else:
            self._undo(error)

    def _undo(self, error: BaseException) -> None:
        """Raises the fault of the world behind `error`, if it is one."""
        try:
            if not self._closed and self._raw.in_transaction:
                self._raw.execute("ROLLBACK")
            known = known_fault(error)
            if known is None:
                return
            if known.code == "store.disk_full" and self.reserve is not None:
                self.reserve.give_up()
            raise known from error
        finally:
            self._turn.release()


class _Reading:
    """Plain classes, as each step of a call reads and writes many times: a generator for a context costs more than a short statement."""

    __slots__ = ("_link",)

    def __init__(self, link: Link) -> None:
        self._link = link

    def __enter__(self) -> Connection:
        connection = self._link._begin("BEGIN")
        self._link._reader = get_ident()
        return connection

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        self._link._reader = 0
        self._link._end(error)


class _Writing:
    """Whoever waits for the other connection goes on when it has ended: SQLite would look again after 1, 3, 8, 18, 33, 53 milliseconds."""

    __slots__ = ("_link",)

    def __init__(self, link: Link) -> None:
        self._link = link

    def __enter__(self) -> Connection:
        self._link._writers.acquire()
        try:
            return self._link._begin("BEGIN IMMEDIATE")
        except BaseException:
            self._link._writers.release()
            raise

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        try:
            self._link._end(error)
        finally:
            self._link._writers.release()


@dataclass(frozen=True, slots=True)
class Prepared:
    """A statement of SQLAlchemy Core compiled once: its SQL, what puts its values in order, and those already known.

    Values go to the driver as they are: integers and texts, no conversion by column type. One called `new_…` is given by the name of its
    column, which an update keeps for itself."""

    sql: str
    in_order: Callable[[Mapping[str, Any]], Sequence[Any]]
    known: dict[str, Any]

    @classmethod
    def of(cls, statement: Any) -> "Prepared":
        compiled = statement.compile(dialect=dialect(paramstyle="qmark"))
        known = {name: value for name, value in compiled.params.items() if value is not None}
        names = [name.removeprefix("new_") for name in compiled.positiontup or ()]
        if len(names) > 1:
            return cls(str(compiled), itemgetter(*names), known)
        return cls(str(compiled), lambda values: [values[name] for name in names], known)


class Database:
    """An open store. Made by `open_database` only. `pages`: still being checked when it was opened `beside`. `mark` names the store's
    files that lie beside it."""

    def __init__(
        self,
        folder: Path,
        main: Link,
        sync: Link,
        lock: "BaseFileLock",
        world: World,
        pages: Pages | None = None,
        mark: str = "",
    ) -> None:
        self.folder = folder
        self.mark = mark
        self.main = main
        self.sync = sync
        self._lock, self._world, self._pages = lock, world, pages

    def check(self) -> None:
        """Wait until every page is known to be as it was written. KnownError `store.damaged`: close it, which sets it aside."""
        if self._pages is not None:
            self._pages.check()

    def hold_reserve(self, size: int) -> None:
        """Keep `size` bytes of the disk for what must still be written when it is full."""
        from cnmas_desktop.local.reserve import Reserve

        self.main.reserve = self.sync.reserve = Reserve(self.folder, size)

    def close(self) -> None:
        """Close both connections, fold the WAL into the store and let the lock go; set a damaged store aside. Safe to call twice."""
        pages, self._pages = self._pages, None
        whole = pages is None or pages.wait()
        self.sync.close()
        self.main.close()
        if self.main.journal is not None:
            self.main.journal.close()
        if not whole:
            set_aside(self.folder, self._world.clock.now())
        self._lock.release()


def store_mark(key: bytes) -> str:
    """A name for what belongs to the store of `key`: made by a one-way function, so that it lives as long as the store and names nobody."""
    return hmac.digest(key, b"cnmas store mark", "sha256").hex()[:24]


def store_folder(base: Path, person: str, centre: str) -> Path:
    """The folder of one person's store for one centre (its address as configured), under `base`. Names neither."""
    return base / sha256(f"{centre}\n{person}".encode()).hexdigest()[:24]


def open_database(folder: Path, key: bytes, world: World, device_id: UUID | None = None, *, beside: bool = False) -> Database:
    """Open the store of `folder` with DK, making it if there is none; whole, current in schema and for us alone.

    `device_id`: the one a new store takes, if it already said hello under it; a store that exists keeps its own. `beside`: the pages
    are read through while the caller goes on; nothing is written before they are (`Database.check`).

    KnownError: `store.in_use` (at once), `store.damaged` (set aside, with its key file), `store.newer`, `store.disk_full`,
    `store.not_saved`.
    """
    private_folder(folder)
    lock = take_lock(folder)
    try:
        database = _open(folder, key, world, lock, device_id or world.uuid7())
    except BaseException as error:
        lock.release()
        known = known_fault(error)
        if known is None:
            raise
        raise known from error
    if not beside:
        try:
            database.check()
        except BaseException:
            database.close()
            raise
    return database


def take_lock(folder: Path) -> "BaseFileLock":
    """The lock of a store's folder, or KnownError `store.in_use` at once. The system lets it go when the process ends, however it ends."""
    from filelock import FileLock, Timeout

    lock = FileLock(folder / LOCK, timeout=0, thread_local=False, fallback_to_soft=False)
    try:
        lock.acquire()
    except Timeout as error:
        raise KnownError("store.in_use") from error
    return lock


def set_aside(folder: Path, now: datetime) -> Path:
    """Move the store, its WAL and its key file, byte for byte, into a folder of their own; returns it. The caller holds the lock."""
    target = folder / "set-aside" / now.strftime("%Y%m%dT%H%M%S.%fZ")
    private_folder(target)
    for name in (STORE, STORE + "-wal", *FILE_NAMES):
        if (folder / name).exists():
            os.replace(folder / name, target / name)
    # Shared memory is rebuilt from the WAL; one left here would describe a store that is gone.
    (folder / (STORE + "-shm")).unlink(missing_ok=True)
    return target


def _open(folder: Path, key: bytes, world: World, lock: "BaseFileLock", device_id: UUID) -> Database:
    path = folder / STORE
    if not path.exists() or path.stat().st_size == 0:
        # Made before SQLite does, which gives its other files the same rights.
        path.touch(mode=0o600)
        return _linked(folder, key, world, lock, device_id, None)
    pages = None
    try:
        if closed_well(path):
            pages = Pages(path, key)
        elif not is_whole(path, key):
            raise KnownError("store.damaged")
        check = pages.check if pages is not None else lambda: None
        migrations.bring_up_to_date(path, key, connect, world.clock.now(), check)
        return _linked(folder, key, world, lock, device_id, pages)
    except BaseException as error:
        if pages is not None:
            pages.wait()
        if tells_damage(error):
            set_aside(folder, world.clock.now())
            raise KnownError("store.damaged") from error
        raise


def _linked(folder: Path, key: bytes, world: World, lock: "BaseFileLock", device_id: UUID, pages: Pages | None) -> Database:
    """The two connections on the store of `folder`; its tables if it has none."""
    path = folder / STORE
    writers = Lock()
    main = _link(path, key, writers, pages)
    try:
        if pages is None:
            with main.writing() as connection:
                if connection.scalar(text("PRAGMA user_version")) == 0:
                    create_schema(connection)
        with main.reading() as connection:
            named = connection.execute(_DEVICE).first() is not None
        if not named:
            with main.writing() as connection:
                connection.execute(device.insert().values(one=1, device_id=device_id.hex, base=0, sent=0, done=0, swaps=0))
        with path.open("rb") as file:
            if file.read(len(PLAINTEXT_HEADER)) == PLAINTEXT_HEADER:
                raise AssertionError("the store is not encrypted")
        with main.reading() as connection:
            connection.exec_driver_sql(f"PRAGMA wal_autocheckpoint = {PAGES_BEFORE_A_SAVE_FOLDS}")
        return Database(folder, main, _link(path, key, writers, pages), lock, world, pages, store_mark(key))
    except BaseException:
        main.close()
        raise


def _link(path: Path, key: bytes, writers: Lock, pages: Pages | None) -> Link:
    engine = create_engine("sqlite+pysqlite://", module=dbapi2, creator=lambda: connect(path, key), poolclass=NullPool)
    return Link(engine.connect(), writers, pages)
