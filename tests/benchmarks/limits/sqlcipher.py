"""What SQLCipher can do with nothing of ours around it: the store's own settings, asserted, and the bare driver."""

import os
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2


def connect(path: Path, key: bytes) -> Any:
    """A keyed connection in autocommit, WAL and FULL: what a durable store costs at least."""
    raw = dbapi2.connect(path, isolation_level=None, check_same_thread=False)
    raw.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    raw.execute("PRAGMA cipher_hmac_algorithm = HMAC_SHA256")
    raw.execute("PRAGMA cipher_page_size = 2048")
    raw.execute("PRAGMA secure_delete = ON")
    raw.execute("PRAGMA synchronous = FULL")
    raw.execute("PRAGMA journal_mode = WAL")
    check_durable(raw)
    return raw


def check_durable(raw: Any) -> None:
    """Stop rather than compare with a limit that cheats."""
    assert raw.execute("PRAGMA cipher_version").fetchone(), "not encrypted"
    assert raw.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert raw.execute("PRAGMA synchronous").fetchone() == (2,), "a commit that is not synced is no limit"


def make_outbox(raw: Any) -> None:
    raw.execute("CREATE TABLE outbox (position INTEGER PRIMARY KEY, text TEXT NOT NULL, acked INTEGER NOT NULL DEFAULT 0)")


def commit_row(raw: Any, text: str) -> None:
    """One event's text, on disk."""
    raw.execute("BEGIN IMMEDIATE")
    raw.execute("INSERT INTO outbox (text) VALUES (?)", (text,))
    raw.execute("COMMIT")


def append_line(file: int, text: str) -> None:
    """The same text once more, on disk, in a file of its own."""
    os.write(file, text.encode() + b"\n")
    os.fdatasync(file)


def fill(raw: Any, texts: list[str]) -> None:
    raw.execute("BEGIN IMMEDIATE")
    raw.execute("DELETE FROM outbox")
    raw.executemany("INSERT INTO outbox (text) VALUES (?)", [(text,) for text in texts])
    raw.execute("COMMIT")


def waiting(raw: Any, most: int) -> list[tuple[int, str]]:
    rows: list[tuple[int, str]] = raw.execute(
        "SELECT position, text FROM outbox WHERE acked = 0 ORDER BY position LIMIT ?", (most,)
    ).fetchall()
    return rows


def acknowledge(raw: Any, first: int, last: int) -> None:
    raw.execute("BEGIN IMMEDIATE")
    raw.execute("UPDATE outbox SET acked = 1 WHERE position BETWEEN ? AND ?", (first, last))
    raw.execute("COMMIT")
