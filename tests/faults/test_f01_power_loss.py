"""F1: the power goes at any operation of the disk, in any of the writes of a day. What returned is there; nothing is half there."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random
import shutil
from typing import Any

import pytest

apsw = pytest.importorskip("apsw", reason="apsw-sqlite3mc is not installed", exc_type=ImportError)

from cnmas_desktop.local import standing  # noqa: E402 - after the skip, and so are all below
from cnmas_desktop.local.database import STORE  # noqa: E402
from cnmas_desktop.local.drafts import OpenCall  # noqa: E402
from cnmas_desktop.local.retention import sweep_store  # noqa: E402
from cnmas_desktop.local.shift import GIVING_BACK  # noqa: E402
from tests.faults.powercut import Disk, PowerCutVFS  # noqa: E402
from tests.local.store import KEY, MORNING, Desk, ended, hello, lease, payload, payload_like  # noqa: E402

CHECKPOINT_FRAMES = 9  # small enough that a checkpoint falls between the writes
SETTINGS = ("journal_mode", "synchronous", "secure_delete")
Content = dict[str, list[str]]


def a_day(desk: Desk) -> None:
    """Each write use case of the store: leases, calls, typing, outcomes, acknowledgements, another timeline, the end of the day, retention."""
    desk.dial(payload(1))
    desk.drafts.save_typed({"text": "mots"})
    desk.end(payload(1))
    desk.ledger.record(
        [ended(payload(2), desk.world)], [payload_like(payload(2), state="done")], OpenCall((payload(3).case_id,), '{"after":2}')
    )
    desk.push()
    desk.replica.record_hello(hello(timeline="2"), 0.0)
    desk.replica.stage([payload(4), payload(5)])
    desk.replica.apply([lease(payload(3)), lease(payload(4)), replace(lease(payload(1)), withdrawn="closed")], MORNING)
    desk.push(timeline="2")
    with desk.database.main.writing() as connection:
        standing.write(connection, GIVING_BACK, [payload(4).case_id.hex])
    desk.replica.given_back()
    desk.replica.renew_identity()
    desk.end(payload(3))
    sweep_store(desk.database.main, MORNING + timedelta(days=31))


def transactions(folder: Path) -> tuple[list[list[str]], dict[str, object]]:
    """What the store writes in `a_day`, statement by statement as its driver was given them, under the program's own settings."""
    told: list[str] = []
    with Desk(folder) as desk:
        settings, of_sync = (
            {name: link._raw.execute(f"PRAGMA {name}").fetchone()[0] for name in SETTINGS}
            for link in (desk.database.main, desk.database.sync)
        )
        assert settings == of_sync
        for link in (desk.database.main, desk.database.sync):
            link._raw.set_trace_callback(told.append)
        a_day(desk)
        for link in (desk.database.main, desk.database.sync):
            link._raw.set_trace_callback(None)
    written: list[list[str]] = []
    for statement in told:
        if statement == "BEGIN IMMEDIATE":
            written.append([])
        if statement.split()[0] in ("BEGIN", "INSERT", "UPDATE", "DELETE", "COMMIT") and statement != "BEGIN" and written:
            written[-1].append(statement)
        if statement == "COMMIT" and written[-1].count("COMMIT") > 1:
            written[-1].pop()  # of a reading that followed
    return written, settings


def written_on(disk: Disk, folder: Path, day: list[list[str]], settings: dict[str, object]) -> Iterator[tuple[int, Content]]:
    """Do it again on a disk that remembers; after each transaction how many operations it had asked for, and the store's content."""
    vfs = PowerCutVFS(disk)
    with closing(apsw.Connection(str(folder / STORE), vfs=f"multipleciphers-{vfs.name}", flags=apsw.SQLITE_OPEN_READWRITE)) as connection:
        for pragma in (
            "cipher = 'sqlcipher'", "legacy = 4", "hmac_algorithm = 1", "legacy_page_size = 2048", f"key = \"x'{KEY.hex()}'\"",
            *(f"{name} = {value}" for name, value in settings.items()), f"wal_autocheckpoint = {CHECKPOINT_FRAMES}",
        ):  # fmt: skip
            connection.execute(f"PRAGMA {pragma}").fetchall()
        yield 0, content(connection)
        for transaction in day:
            for statement in transaction:
                connection.execute(statement).fetchall()
            yield len(disk.log), content(connection)


def content(connection: Any) -> Content:
    names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1").fetchall()]
    return {name: sorted(map(repr, connection.execute(f'SELECT * FROM "{name}"').fetchall())) for name in names}


def found_in(image: dict[str, bytes], folder: Path) -> Content:
    """What the application finds, which then goes on working."""
    folder.mkdir()
    for name, saved in image.items():
        (folder / name).write_bytes(saved)
    with Desk(folder) as desk:
        found = content(desk.database.main._raw)
        desk.drafts.save_typed({"text": "la suite"})
    shutil.rmtree(folder)
    return found


@pytest.fixture
def prepared(tmp_path: Path) -> Path:
    folder = tmp_path / "store"
    with Desk(folder) as desk:
        desk.lease([payload(number) for number in range(1, 4)])
    shutil.copytree(folder, tmp_path / "origin")
    return folder


@pytest.mark.parametrize(("step", "seeds"), [(8, 2), pytest.param(1, 5, marks=[pytest.mark.faults, pytest.mark.timeout(600)])])
def test_the_power_goes_at_each_operation(prepared: Path, tmp_path: Path, step: int, seeds: int) -> None:
    day, settings = transactions(tmp_path / "origin")
    assert len(day) > 10
    disk = Disk({STORE: (prepared / STORE).read_bytes()})
    states = list(written_on(disk, prepared, day, settings))
    assert len({str(state) for _, state in states}) > 10
    kinds = [operation.kind for operation in disk.log]
    assert kinds.count("sync") >= len(day)
    assert any(operation.file == STORE for operation in disk.log if operation.kind == "write"), "no checkpoint fell in the run"
    random = Random(11)
    for until in range(0, len(disk.log) + 1, step):
        told = max(place for place, (asked, _) in enumerate(states) if asked <= until)
        for seed in range(seeds):
            found = found_in(disk.image(until, random if seed else None), tmp_path / f"image-{until}-{seed}")
            assert found in [state for _, state in states[told : told + 2]], f"operation {until}, after transaction {told}"


def test_the_simulation_finds_what_a_weaker_setting_loses(prepared: Path, tmp_path: Path) -> None:
    """If this passed with NORMAL, the test above would prove nothing."""
    disk = Disk({STORE: (prepared / STORE).read_bytes()})
    lost = 0
    day, settings = transactions(tmp_path / "origin")
    for asked, state in written_on(disk, prepared, day, settings | {"synchronous": "NORMAL"}):
        try:
            lost += found_in(disk.image(asked, None), tmp_path / f"image-{asked}") != state
        except Exception:  # noqa: BLE001 - unreadable is lost too
            lost += 1
    assert lost > 0
