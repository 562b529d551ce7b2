"""Bringing a store of an earlier version up to date, without ever risking it (reliability F15).

The upgrade runs on a copy; the copy's events are compared with the original's, hash by hash; then it takes the original's place in
one rename. The original stays beside it for a week. A cut at any moment leaves a whole store of one version or the other.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
import os
from pathlib import Path
import re
from typing import Any

from cnmas_desktop.local.schema import SCHEMA_VERSION
from cnmas_desktop.messages import KnownError

KEPT = timedelta(days=7)
Connect = Callable[[Path, bytes], Any]


def bring_up_to_date(path: Path, key: bytes, connect: Connect, now: datetime, check: Callable[[], None]) -> None:
    """Upgrade the store at `path` if its version is not ours, once `check` lets it. alembic is imported only then (decision 26).

    KnownError `store.newer` for a store of a later version, which is left as it is.
    """
    _drop_old_copies(path, now)
    version = _version(path, key, connect)
    if version > SCHEMA_VERSION:
        raise KnownError("store.newer")
    if version < SCHEMA_VERSION:
        check()
        upgrade(path, key, connect, now, from_version=version, to_version=SCHEMA_VERSION)


def upgrade(
    path: Path,
    key: bytes,
    connect: Connect,
    now: datetime,
    *,
    from_version: int,
    to_version: int,
    scripts: Path | None = None,
) -> None:
    """The store at `path` brought to `to_version`, or left as it was. `scripts`: a folder of migrations, ours by default."""
    copy = path.with_name("upgrade.db")
    # What an earlier attempt left is worth nothing: the original is still the store.
    for name in (copy, *_sidecars(copy)):
        name.unlink(missing_ok=True)
    _copy_whole(path, copy, key, connect)
    _migrate(copy, key, connect, to_version, scripts)
    if _fingerprint(copy, key, connect) != _fingerprint(path, key, connect):
        raise AssertionError("the upgrade changed sealed events")
    kept = path.with_name(f"before-{from_version}-{now:%Y%m%dT%H%M%S}.db")
    os.link(path, kept)
    os.replace(copy, path)


def _copy_whole(path: Path, copy: Path, key: bytes, connect: Connect) -> None:
    """A byte copy of the store, folded with its WAL and on disk."""
    source = connect(path, key)
    try:
        source.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        source.close()
    descriptor = os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as target, path.open("rb") as origin:
        while block := origin.read(1 << 20):
            target.write(block)
        target.flush()
        os.fsync(target.fileno())


def _migrate(path: Path, key: bytes, connect: Connect, to_version: int, scripts: Path | None) -> None:
    from alembic import command
    from alembic.config import Config
    from sqlalchemy import create_engine
    from sqlalchemy.pool import NullPool
    from sqlcipher3 import dbapi2

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.set_main_option("path_separator", "os")
    if scripts is not None:
        config.set_main_option("version_locations", os.pathsep.join((str(Path(__file__).parent / "versions"), str(scripts))))
    engine = create_engine("sqlite+pysqlite://", module=dbapi2, creator=lambda: connect(path, key), poolclass=NullPool)
    with engine.connect() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.exec_driver_sql(f"PRAGMA user_version = {to_version}")
        connection.exec_driver_sql("COMMIT")


def _fingerprint(path: Path, key: bytes, connect: Connect) -> list[tuple[int, str]]:
    raw = connect(path, key)
    try:
        if not raw.execute("SELECT 1 FROM sqlite_master WHERE name = 'outbox'").fetchone():
            return []
        rows: list[tuple[int, str]] = raw.execute("SELECT position, sha256, text FROM outbox ORDER BY position").fetchall()
        return rows
    finally:
        raw.close()


def _version(path: Path, key: bytes, connect: Connect) -> int:
    raw = connect(path, key)
    try:
        return int(raw.execute("PRAGMA user_version").fetchone()[0])
    finally:
        raw.close()


def _drop_old_copies(path: Path, now: datetime) -> None:
    for old in path.parent.glob("before-*.db"):
        match = re.fullmatch(r"before-\d+-(\d{8}T\d{6})\.db", old.name)
        if match and datetime.strptime(match[1], "%Y%m%dT%H%M%S").replace(tzinfo=now.tzinfo) + KEPT < now:
            old.unlink()


def _sidecars(path: Path) -> tuple[Path, Path]:
    return path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")
