"""F17 and F18: the disk is full, or gave back other bytes than it was given."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random
import shutil
import subprocess
import sys

import pytest

from cnmas_desktop.domain.world import system_world
from cnmas_desktop.local.database import STORE, open_database
from cnmas_desktop.messages import KnownError
from tests.faults.child import Child, Tell
from tests.local.store import KEY, Desk, payload

CASES = 6
PAGE = 2048


def filled(folder: Path, work: int = CASES) -> Path:
    with Desk(folder) as desk:
        with desk.database.main.reading() as connection:
            assert int(connection.exec_driver_sql("PRAGMA page_size").scalar_one()) == PAGE
        desk.lease([payload(number) for number in range(1, CASES + 1)])
        for number in range(1, work + 1):
            desk.end(payload(number))
    return folder / STORE


def done(desk: Desk) -> list[int]:
    cases = (desk.shelf.case(payload(number).case_id) for number in range(1, CASES + 1))
    return [case.payload.seeded_key for case in cases if case is not None and case.payload.state == "done"]


def refused(desk: Desk, number: int) -> str | None:
    """What the agent reads when the outcome of a case could not be saved, None when it was."""
    try:
        desk.end(payload(number))
    except KnownError as error:
        return str(error)
    return None


@pytest.mark.skipif(sys.platform == "win32", reason="RLIMIT_FSIZE is missing on Windows")
def test_f17_files_that_may_not_grow_keep_what_was_saved_and_nothing_else(tmp_path: Path) -> None:
    """At each size: the save that fails says so and leaves nothing; once there is room, the same save works."""
    import resource

    filled(tmp_path / "origin", work=0)
    failed = 0
    for step in range(32):
        folder = tmp_path / f"{step}"
        shutil.copytree(tmp_path / "origin", folder)

        def squeezed(tell: Tell, folder: Path = folder, step: int = step) -> None:
            with Desk(folder) as desk:
                resource.setrlimit(resource.RLIMIT_FSIZE, (step * 7000, resource.RLIM_INFINITY))
                for number in range(1, CASES + 1):
                    refusal = refused(desk, number)
                    if refusal is not None:
                        assert refusal.startswith("Non enregistré")
                        assert done(desk) == list(range(1, number))
                        tell(100 + number)
                        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
                        desk.end(payload(number))
                    tell(number)

        child = Child(squeezed)
        heard = []
        while (number := child.hear()) is not None:
            heard.append(number)
        assert child.end()[1] == 0
        assert [number for number in heard if number < 100] == list(range(1, CASES + 1))
        failed += any(number >= 100 for number in heard)
        with Desk(folder) as desk:
            assert done(desk) == list(range(1, CASES + 1))
            assert [row.seq for row in desk.outbox.waiting()] == list(range(1, CASES + 1))
    assert 5 < failed < 32


def test_f17_a_full_disk_is_said_in_words(tmp_path: Path) -> None:
    with small_disk(tmp_path / "room", "512k") as room, Desk(room / "store") as desk:
        desk.lease([payload(1)])
        filler = room / "filler"
        fill(filler)
        refusals = [refused(desk, 1) for _ in range(20)]
        assert "Non enregistré : le disque est plein. Gardez cette page ouverte." in refusals
        saved = desk.outbox.count().waiting
        filler.unlink()
        desk.end(payload(1))
        assert desk.outbox.count().waiting == saved + 1


def test_f17_the_reserve_lets_outcomes_be_saved_and_acknowledged_on_a_full_disk_and_nothing_more_come(tmp_path: Path) -> None:
    with small_disk(tmp_path / "room", "60m") as room:
        with Desk(room / "store") as desk:
            desk.lease([payload(number) for number in range(1, 200)])
            desk.database.hold_reserve(10 << 20)
            reserve = room / "store" / "reserve"
            assert reserve.stat().st_blocks * 512 >= 10 << 20
            fill(room / "filler")
            refusals = [refused(desk, number) for number in range(1, 200)]
            # One save met the full disk and was refused in words; it, and all that followed, went into the room kept.
            first = next(number for number, refusal in enumerate(refusals, start=1) if refusal is not None)
            assert str(refusals[first - 1]).startswith("Non enregistré : le disque est plein")
            assert [refusal for refusal in refusals if refusal is not None] == [refusals[first - 1]]
            assert not reserve.exists()
            desk.end(payload(first))
            assert desk.push() == 199
            assert desk.outbox.count().waiting == 0
            with pytest.raises(KnownError, match="aucun nouveau dossier"):
                desk.replica.stage([payload(300)])
        (room / "filler").unlink()
        with Desk(room / "store") as desk:
            desk.database.hold_reserve(10 << 20)
            assert desk.lease([payload(300)]) == 1


def test_f17_a_reserve_that_cannot_be_had_stops_no_sign_in(tmp_path: Path) -> None:
    """Something else lies in its place; nothing new is taken, as where the disk is full."""
    with Desk(tmp_path / "store") as desk:
        (tmp_path / "store" / "reserve").mkdir()
        desk.database.hold_reserve(1 << 20)
        with pytest.raises(KnownError, match="aucun nouveau dossier"):
            desk.replica.stage([payload(1)])


@contextmanager
def small_disk(room: Path, size: str) -> Iterator[Path]:
    room.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "none", str(room)]
    if sys.platform != "linux" or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("mounting a tmpfs is missing: it needs root with CAP_SYS_ADMIN")
    try:
        yield room
    finally:
        subprocess.run(["umount", str(room)], check=True)


def fill(path: Path) -> None:
    """Write until nothing more fits."""
    with path.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(512))
        except OSError:
            return


def opening(folder: Path) -> str | None:
    try:
        Desk(folder).database.close()
    except KnownError as error:
        return error.code
    return None


def test_f18_one_changed_byte_in_any_page_is_found_and_the_file_kept_as_it_is(tmp_path: Path) -> None:
    path = filled(tmp_path / "origin")
    content = path.read_bytes()
    random = Random(7)
    pages = len(content) // PAGE
    assert pages > 20
    for page in range(pages):
        folder = tmp_path / f"{page}"
        folder.mkdir()
        changed = bytearray(content)
        changed[page * PAGE + random.randrange(PAGE)] ^= 1 << random.randrange(8)
        (folder / STORE).write_bytes(changed)
        assert opening(folder) == "store.damaged", f"page {page}"
        (aside,) = (folder / "set-aside").iterdir()
        assert (aside / STORE).read_bytes() == changed


def test_f18_a_damage_found_beside_the_work_lets_nothing_be_written_and_sets_the_file_aside(tmp_path: Path) -> None:
    path = filled(tmp_path / "origin")
    content = path.read_bytes()
    opened = 0
    for page in range(len(content) // PAGE):
        folder = tmp_path / f"{page}"
        folder.mkdir()
        changed = bytearray(content)
        changed[page * PAGE + 2000] ^= 1
        (folder / STORE).write_bytes(changed)
        with suppress(KnownError):  # the damage stands where opening looks
            database = open_database(folder, KEY, system_world(), beside=True)
            opened += 1
            with pytest.raises(KnownError, match="endommagées"), database.main.writing():
                raise AssertionError("a damaged store was written to")
            database.close()
        (aside,) = (folder / "set-aside").iterdir()
        assert (aside / STORE).read_bytes() == changed
        assert not (folder / STORE).exists()
    assert opened


@pytest.mark.parametrize("lost", [1, PAGE, 20 * PAGE])
def test_f18_a_shortened_store_is_found(tmp_path: Path, lost: int) -> None:
    path = filled(tmp_path / "store")
    path.write_bytes(path.read_bytes()[:-lost])
    assert opening(tmp_path / "store") == "store.damaged"


def cut_short(folder: Path) -> tuple[bytes, bytes]:
    """A store whose last session was cut: its file and its WAL."""
    filled(folder, work=1)
    desk = Desk(folder)
    for number in range(2, CASES + 1):
        desk.end(payload(number))
    image = (folder / STORE).read_bytes(), (folder / f"{STORE}-wal").read_bytes()
    desk.database.close()
    return image


def test_f18_a_wal_of_another_store_is_never_folded_in(tmp_path: Path) -> None:
    """Its frames are whole in themselves; only the pages' own hashes tell."""
    store, _ = cut_short(tmp_path / "one")
    with Desk(tmp_path / "two", key=bytes(32)) as other:
        other.lease([payload(number) for number in range(1, CASES + 1)])
        foreign = (tmp_path / "two" / f"{STORE}-wal").read_bytes()
    folder = tmp_path / "mixed"
    folder.mkdir()
    (folder / STORE).write_bytes(store)
    (folder / f"{STORE}-wal").write_bytes(foreign)
    assert opening(folder) == "store.damaged"
    (aside,) = (folder / "set-aside").iterdir()
    assert ((aside / STORE).read_bytes(), (aside / f"{STORE}-wal").read_bytes()) == (store, foreign)


def test_f18_a_page_damaged_under_a_wal_is_found_or_healed_by_it(tmp_path: Path) -> None:
    """After a cut, a page that the WAL holds anew may be half written in the file: that is no damage. Any other is."""
    store, wal = cut_short(tmp_path / "origin")
    healed = 0
    for page in range(len(store) // PAGE):
        folder = tmp_path / f"{page}"
        folder.mkdir()
        changed = bytearray(store)
        changed[page * PAGE + 2000] ^= 1
        (folder / STORE).write_bytes(changed)
        (folder / f"{STORE}-wal").write_bytes(wal)
        if opening(folder) is None:
            healed += 1
            with Desk(folder) as desk:
                assert done(desk) == list(range(1, CASES + 1))
        else:
            (aside,) = (folder / "set-aside").iterdir()
            assert (aside / STORE).exists()
    assert 0 < healed < len(store) // PAGE
