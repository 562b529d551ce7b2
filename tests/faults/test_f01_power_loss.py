"""F1: the power goes at any operation of the disk. What the agent was told is saved is there; nothing is half there."""

from pathlib import Path
from random import Random
from threading import Lock

import pytest

apsw = pytest.importorskip("apsw", reason="apsw-sqlite3mc is not installed", exc_type=ImportError)

from cnmas_desktop.domain.world import World  # noqa: E402
from cnmas_desktop.local.database import STORE, Link  # noqa: E402
from cnmas_desktop.local.drafts import OpenCall  # noqa: E402
from cnmas_desktop.local.ledger import Ledger  # noqa: E402
from tests.faults.powercut import Disk, Driver, PowerCutVFS  # noqa: E402
from tests.local.store import KEY, Desk, SetClock, ended, payload, payload_like  # noqa: E402

RECORDS = 3
SEEDS = 2
CHECKPOINT_FRAMES = 9  # small enough that a checkpoint falls between the saves


def record_on(disk: Disk, folder: Path, synchronous: str) -> list[int]:
    """Save outcomes of cases 1..RECORDS through the ledger; returns how many disk operations each save had asked for when it returned."""
    vfs = PowerCutVFS(disk)
    connection = apsw.Connection(
        str(folder / STORE), vfs=f"multipleciphers-{vfs.name}", flags=apsw.SQLITE_OPEN_READWRITE
    )
    for pragma in (
        "cipher = 'sqlcipher'", "legacy = 4", "hmac_algorithm = 1", "legacy_page_size = 2048", f"key = \"x'{KEY.hex()}'\"", "journal_mode = WAL",
        f"synchronous = {synchronous}", "secure_delete = ON", f"wal_autocheckpoint = {CHECKPOINT_FRAMES}",
    ):  # fmt: skip
        connection.execute(f"PRAGMA {pragma}").fetchall()
    link = Link.__new__(Link)
    link._raw, link._turn, link._closed, link._connection = Driver(connection), Lock(), False, None  # type: ignore[assignment]
    link._pages = None
    world = World(SetClock(), Random(5))
    ledger = Ledger.__new__(Ledger)
    ledger._link, ledger._world, ledger._mark = link, world, None
    done = []
    for number in range(1, RECORDS + 1):
        case = payload(number)
        call = OpenCall((payload(number + 1).case_id,), f'{{"after":{number}}}')
        ledger.record([ended(case, world)], [payload_like(case, state="done")], call)
        done.append(len(disk.log))
    connection.close()
    return done


def prepared(folder: Path) -> Disk:
    with Desk(folder) as desk:
        desk.lease([payload(number) for number in range(1, RECORDS + 2)])
    return Disk({STORE: (folder / STORE).read_bytes()})


def events_after(image: dict[str, bytes], folder: Path) -> int:
    """How many outcomes the application finds in an image; each with its case and the call that followed it."""
    folder.mkdir()
    for name, content in image.items():
        (folder / name).write_bytes(content)
    with Desk(folder) as desk:
        waiting = [row.seq for row in desk.outbox.waiting()]
        assert waiting == list(range(1, len(waiting) + 1))
        states = [desk.shelf.case(payload(number).case_id).payload.state for number in range(1, RECORDS + 1)]  # type: ignore[union-attr]
        assert states == ["done"] * len(waiting) + ["fresh"] * (RECORDS - len(waiting))
        call = desk.drafts.open_call()
        assert (call.state if call else None) == (f'{{"after":{len(waiting)}}}' if waiting else None)
        desk.end(payload(RECORDS + 1))
    return len(waiting)


def test_the_power_goes_at_each_operation(tmp_path: Path) -> None:
    disk = prepared(tmp_path / "store")
    done = record_on(disk, tmp_path / "store", "FULL")
    kinds = [operation.kind for operation in disk.log]
    assert kinds.count("sync") > RECORDS
    assert any(operation.file == STORE for operation in disk.log if operation.kind == "write"), (
        "no checkpoint fell in the run"
    )
    random = Random(11)
    for until in range(len(disk.log) + 1):
        told = sum(asked <= until for asked in done)
        for seed in range(SEEDS):
            image = disk.image(until, random if seed else None)
            found = events_after(image, tmp_path / f"image-{until}-{seed}")
            assert told <= found <= told + 1, f"operation {until}: told {told}, found {found}"


def test_the_simulation_finds_what_a_weaker_setting_loses(tmp_path: Path) -> None:
    """If this passed with NORMAL, the test above would prove nothing."""
    disk = prepared(tmp_path / "store")
    done = record_on(disk, tmp_path / "store", "NORMAL")
    lost = 0
    for number, asked in enumerate(done, start=1):
        try:
            lost += events_after(disk.image(asked, None), tmp_path / f"image-{asked}") < number
        except Exception:  # noqa: BLE001 - unreadable is lost too
            lost += 1
    assert lost > 0
