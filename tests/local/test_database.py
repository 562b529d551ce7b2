"""Opening the store: encrypted or not at all, whole or set aside, for one process, at one version."""

import json
import os
from pathlib import Path
from random import Random
import sqlite3
import stat
from threading import Event, Thread, Timer
from typing import Any

import pytest
from sqlalchemy import inspect
from sqlcipher3 import dbapi2

from cnmas_desktop.domain.world import World
from cnmas_desktop.local import migrations, pages
from cnmas_desktop.local.database import STORE, StoreClosed, open_database, set_aside, store_folder
from cnmas_desktop.local.migrations import upgrade
from cnmas_desktop.local.pages import connect
from cnmas_desktop.local.schema import SCHEMA_VERSION
from cnmas_desktop.messages import KnownError
from tests.local.store import KEY, MORNING, Desk, SetClock, payload

OTHER_KEY = bytes(32)


def world() -> World:
    return World(SetClock(), Random(1))


def refused(folder: Path, key: bytes = KEY) -> str:
    with pytest.raises(KnownError) as error:
        open_database(folder, key, world())
    return error.value.code


def filled(folder: Path, count: int = 10) -> Path:
    """A closed store with cases, events and a call open."""
    with Desk(folder) as desk:
        desk.lease([payload(number) for number in range(1, count + 1)])
        for number in range(1, count + 1, 2):
            desk.end(payload(number))
        desk.dial(payload(2))
    return folder / STORE


def test_no_stored_value_is_readable_in_any_file(tmp_path: Path) -> None:
    canaries = [b"Zephirin", "Zéphirin".encode(), b"Aldegonde", b"+33199", b"Trifouilly", b"GRIPPE", b"call_ended", b"ringing", b"mot_a_voir"]  # fmt: skip
    with Desk(tmp_path / "store") as desk:
        desk.lease([payload(1), payload(2)])
        desk.dial(payload(1))
        desk.drafts.save_typed({"text": "mot_a_voir"})
        desk.end(payload(2))
        while_open = {path.name: path.read_bytes() for path in (tmp_path / "store").iterdir()}
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "store").iterdir()}
    afterwards = {path.name + " closed": path.read_bytes() for path in (tmp_path / "store").iterdir()}
    assert {"store.db", "store.db-wal"} <= set(while_open)
    assert len(while_open["store.db-wal"]) > 4096
    for name, content in (while_open | afterwards).items():
        assert not content.startswith(b"SQLite format 3"), name
        assert [canary for canary in canaries if canary in content] == [], name
    assert all(mode & 0o077 == 0 for name, mode in modes.items() if name.startswith("store.db"))
    assert stat.S_IMODE((tmp_path / "store").stat().st_mode) == 0o700


def test_neither_another_program_nor_another_key_opens_it(tmp_path: Path) -> None:
    path = filled(tmp_path / "store")
    plain = sqlite3.connect(path)
    with pytest.raises(sqlite3.DatabaseError):
        plain.execute("SELECT count(*) FROM sqlite_master").fetchone()
    plain.close()
    with pytest.raises(dbapi2.DatabaseError):
        connect(path, OTHER_KEY, read_only=True)


def test_a_library_that_does_not_encrypt_is_refused_before_a_byte_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "dbapi2", sqlite3)
    with pytest.raises(RuntimeError, match="SQLCipher"):
        open_database(tmp_path / "store", KEY, world())
    assert (tmp_path / "store" / STORE).stat().st_size == 0


def test_an_old_sqlite_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "MINIMUM_SQLITE", (99, 0, 0))
    with pytest.raises(RuntimeError, match="not fit"):
        open_database(tmp_path / "store", KEY, world())


def test_the_settings_that_durability_and_secrecy_need(tmp_path: Path) -> None:
    with Desk(tmp_path / "store") as desk:
        for link in (desk.database.main, desk.database.sync):
            with link.reading() as connection:
                settings = {
                    name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
                    for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "temp_store", "trusted_schema", "locking_mode")
                }  # fmt: skip
            assert settings == {
                "journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1, "temp_store": 2,
                "trusted_schema": 0, "locking_mode": "normal",
            }  # fmt: skip


def test_a_damaged_store_is_set_aside_with_its_bytes_and_the_next_start_makes_a_new_one(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "store"
    path = filled(folder)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    (folder / "key.json").write_text("the key goes with it")
    assert refused(folder) == "store.damaged"
    (aside,) = (folder / "set-aside").iterdir()
    assert (aside / STORE).read_bytes() == content
    assert (aside / "key.json").read_text() == "the key goes with it"
    with Desk(folder) as desk:
        assert desk.replica.held() == {}


def test_setting_aside_twice_keeps_both(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    for number in range(2):
        filled(folder)
        set_aside(folder, MORNING.replace(second=number))
    assert len(list((folder / "set-aside").iterdir())) == 2


def test_a_cut_while_the_store_was_made_is_no_damage(tmp_path: Path) -> None:
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / STORE).touch()
    with Desk(tmp_path / "store"):
        pass
    half = tmp_path / "half"
    half.mkdir(mode=0o700)
    (half / STORE).touch()
    raw = connect(half / STORE, KEY)
    raw.execute("PRAGMA user_version = 0")
    raw.execute("CREATE TABLE t (x)")
    raw.execute("DROP TABLE t")
    raw.close()
    with Desk(half) as desk:
        desk.lease([payload(1)])
        desk.end(payload(1))
        assert desk.outbox.count().waiting == 1


def test_a_closed_store_says_so_and_closing_twice_is_nothing(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "store")
    desk.database.close()
    desk.database.close()
    with pytest.raises(StoreClosed):
        desk.shelf.held_until()


def test_the_folder_names_nobody_and_differs_by_person_and_centre(tmp_path: Path) -> None:
    folders = {store_folder(tmp_path, person, centre) for person in ("odile", "zoe") for centre in ("c1", "c2")}
    assert len(folders) == 4
    assert all("odile" not in folder.name for folder in folders)


def test_a_reading_within_a_reading_sees_the_same_moment(desk: Desk) -> None:
    desk.lease([payload(1)])
    with desk.database.main.reading():
        before = desk.shelf.case(payload(1).case_id)
        desk.lease([payload(1, revision=2)])
        assert before is not None
        assert desk.shelf.case(payload(1).case_id) == before
        assert desk.shelf.campaign_version("GRIPPE") is None
    after = desk.shelf.case(payload(1).case_id)
    assert after is not None
    assert after.payload.revision == 2


def test_no_save_folds_the_wal_in_the_sync_does(desk: Desk) -> None:
    store = desk.folder / STORE
    size = store.stat().st_size
    desk.drafts.save_typed({"note.text": "x" * 5_000_000})  # more pages than SQLite lets pile up by itself
    assert store.stat().st_size == size
    desk.database.sync.fold()
    assert store.stat().st_size > size + 5_000_000
    desk.database.close()
    with pytest.raises(StoreClosed):
        desk.database.sync.fold()


class TestMigrations:
    def test_the_migrations_lead_where_the_schema_is(self, tmp_path: Path) -> None:
        """A store made today and one brought up from nothing are the same tables."""
        with Desk(tmp_path / "new") as new:
            (tmp_path / "old").mkdir()
            (tmp_path / "old" / STORE).touch()
            connect(tmp_path / "old" / STORE, KEY).close()
            upgrade(tmp_path / "old" / STORE, KEY, connect, MORNING, from_version=0, to_version=SCHEMA_VERSION)
            with Desk(tmp_path / "old") as old:
                assert _schema(old) == _schema(new)
                assert old.drafts.open_call() is None

    def test_alembic_is_not_loaded_for_a_current_store(self, tmp_path: Path) -> None:
        import subprocess
        import sys

        filled(tmp_path / "store")
        script = (
            "import sys; from pathlib import Path; from random import Random; "
            "from cnmas_desktop.domain.world import World, SystemClock; "
            "from cnmas_desktop.local.database import open_database; "
            f"open_database(Path({str(tmp_path / 'store')!r}), bytes(range(32)), World(SystemClock(), Random(1))).close(); "
            "print('alembic' in sys.modules)"
        )
        run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
        assert run.stdout.strip() == "False"

    def test_a_later_version_is_left_alone(self, tmp_path: Path) -> None:
        path = filled(tmp_path / "store")
        raw = connect(path, KEY)
        raw.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
        raw.close()
        before = path.read_bytes()
        assert refused(tmp_path / "store") == "store.newer"
        assert path.read_bytes() == before

    @pytest.mark.parametrize("point", ["copied", "migrated", "linked", "never"])
    def test_an_upgrade_cut_anywhere_loses_no_event(self, tmp_path: Path, point: str, monkeypatch: pytest.MonkeyPatch) -> None:
        path = filled(tmp_path / "store")
        with Desk(tmp_path / "store") as desk:
            waiting = desk.replica.pending(100, 1 << 20)
        scripts = tmp_path / "scripts"
        scripts.mkdir()
        (scripts / "0002_test.py").write_text(
            'from alembic import op\nrevision = "0002"\ndown_revision = "0001"\n'
            'def upgrade():\n    op.execute("ALTER TABLE cases ADD COLUMN remark TEXT")\n'
        )

        class Cut(Exception):
            pass

        def cut(*arguments: object, **more: object) -> None:
            raise Cut

        targets = {
            "copied": (migrations, "_migrate"),
            "migrated": (migrations, "_fingerprint"),
            "linked": (os, "replace"),
        }
        arguments = {"from_version": 1, "to_version": 2, "scripts": scripts}
        if point in targets:
            with monkeypatch.context() as patch:
                patch.setattr(*targets[point], cut)
                with pytest.raises(Cut):
                    upgrade(path, KEY, connect, MORNING, **arguments)  # type: ignore[arg-type]
            with Desk(tmp_path / "store") as desk:
                assert desk.replica.pending(100, 1 << 20) == waiting
        upgrade(path, KEY, connect, MORNING.replace(hour=9), **arguments)  # type: ignore[arg-type]
        raw = connect(path, KEY)
        assert raw.execute("PRAGMA user_version").fetchone() == (2,)
        assert raw.execute("SELECT count(*) FROM cases WHERE remark IS NULL").fetchone() == (10,)
        raw.execute("ALTER TABLE cases DROP COLUMN remark")
        raw.execute("PRAGMA user_version = 1")
        raw.close()
        with Desk(tmp_path / "store") as desk:
            assert desk.replica.pending(100, 1 << 20) == waiting
        assert list((tmp_path / "store").glob("before-1-*.db"))

    def test_the_former_file_goes_after_a_week(self, tmp_path: Path) -> None:
        filled(tmp_path / "store")
        for name in ("before-1-20261101T080000.db", "before-1-20261120T080000.db"):
            (tmp_path / "store" / name).touch()
        with Desk(tmp_path / "store"):
            pass
        assert [path.name for path in (tmp_path / "store").glob("before-*")] == ["before-1-20261120T080000.db"]


def _schema(desk: Desk) -> str:
    with desk.database.main.reading() as connection:
        look = inspect(connection)
        tables = [name for name in look.get_table_names() if name != "alembic_version"]

        def columns(table: str) -> list[dict[str, Any]]:
            return [dict(one) for one in look.get_columns(table)]

        return json.dumps(
            {
                name: [
                    [(one["name"], str(one["type"]), one["nullable"], one["primary_key"]) for one in columns(name)],
                    sorted(str(one["name"]) for one in look.get_indexes(name)),
                    [one["referred_table"] for one in look.get_foreign_keys(name)],
                ]
                for name in tables
            }
        )


def test_who_waits_to_write_is_woken_by_the_other_not_by_looking_again(desk: Desk) -> None:
    """With SQLite's own waiting off, a write that met another would be refused."""
    with desk.database.main.reading() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout = 0")
    writing, go_on = Event(), Event()

    def sync() -> None:
        with desk.database.sync.writing():
            writing.set()
            go_on.wait(5)

    other = Thread(target=sync)
    other.start()
    assert writing.wait(5)
    Timer(0.01, go_on.set).start()
    with desk.database.main.writing():
        assert go_on.is_set()
    other.join()
