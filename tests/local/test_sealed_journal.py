"""The sealed journal: everything that was said to be saved is in it, only the organisation reads it, damage costs no more than it hit."""

from collections.abc import Iterator
from datetime import timedelta
import errno
import os
from pathlib import Path
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st
import pytest

from cnmas_desktop.local.database import STORE
from cnmas_desktop.local.journal_files import MOST_BYTES, SENT, Mark, Segments
from cnmas_desktop.local.journal_frames import frames, make_frame, open_frame
from cnmas_desktop.local.sealed_journal import ROOM_BYTES, SealedJournal
from cnmas_desktop.local.sealing import SealBroken, Sealer
from tests.local.store import CENTRE, Desk, payload

ORGANISATION = X25519PrivateKey.generate()
PRIVATE = ORGANISATION.private_bytes_raw()
PUBLIC = ORGANISATION.public_key().public_bytes_raw()
CASES = 6


def keep_journal(desk: Desk, key: bytes = PUBLIC) -> SealedJournal:
    segments = Segments.of_store(desk.folder, CENTRE, desk.database.mark)
    desk.database.main.journal = SealedJournal(desk.database.main, segments, "a1", key)
    return desk.database.main.journal


def read(folder: Path) -> list[str]:
    """Every event text that the organisation finds in the folder of a store."""
    return [
        text
        for path in sorted(folder.glob("journal/*/*.journal"))
        for frame in frames(path.read_bytes())
        for text in open_frame(frame, PRIVATE).texts
    ]


def made(desk: Desk) -> list[str]:
    return [event.text for event in desk.replica.pending(10_000, 1 << 30)]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Desk(tmp_path / "store") as opened:
        opened.lease([payload(number) for number in range(1, CASES + 1)])
        yield opened


def test_what_was_saved_is_in_the_journal_byte_for_byte_when_the_save_returns(desk: Desk) -> None:
    keep_journal(desk)
    for number in range(1, 4):
        desk.dial(payload(number))
        desk.end(payload(number))
        assert read(desk.folder) == made(desk)


def test_a_folder_that_cannot_be_made_stops_no_work_and_is_said(desk: Desk) -> None:
    (desk.folder / "journal").touch()
    desk.dial(payload(1))
    journal = keep_journal(desk)
    desk.end(payload(1))
    assert journal.problem is not None and journal.problem.code == "journal.behind"
    (desk.folder / "journal").unlink()
    desk.dial(payload(2))
    assert journal.problem is None
    assert read(desk.folder) == made(desk)


def test_nothing_in_the_files_can_be_read_without_the_organisation(desk: Desk) -> None:
    journal = keep_journal(desk)
    for number in range(1, CASES + 1):
        desk.dial(payload(number))
        desk.end(payload(number))
    content = b"".join(path.read_bytes() for path in journal.segments.files())
    event = made(desk)[0]
    canaries = (
        b"call_started",
        b"GRIPPE",
        b"a1",
        b"Aldegonde",
        event[:20].encode(),
        str(payload(1).case_id).encode(),
        payload(1).case_id.bytes,
    )
    assert not [canary for canary in canaries if canary in content and len(canary) > 2]
    (frame, *_) = frames(content)
    with pytest.raises(SealBroken):
        open_frame(frame, X25519PrivateKey.generate().private_bytes_raw())
    assert b"".join(frame.sealed for frame in frames(content)).count(b'{"') < 3
    assert {path.stat().st_mode & 0o777 for path in journal.segments.files()} == {0o600}


def test_a_journal_cut_at_any_byte_gives_every_whole_record_before_it(desk: Desk) -> None:
    keep_journal(desk)
    for number in range(1, 4):
        desk.end(payload(number))
    (path,) = desk.folder.glob("journal/*/*.journal")
    content, texts = path.read_bytes().rstrip(b"\0") + bytes(9), made(desk)
    ends = [sum(len(frame.raw) for frame in list(frames(content))[:count]) for count in range(4)]
    for cut in range(len(content) + 1):
        whole = sum(end <= cut for end in ends[1:])
        assert [frame.first for frame in frames(content[:cut])] == list(range(1, whole + 1))
        if cut in ends:
            assert [text for frame in frames(content[:cut]) for text in open_frame(frame, PRIVATE).texts] == texts[:whole]


@given(st.data())
def test_a_damaged_record_is_lost_alone(data: st.DataObject) -> None:
    records = [make_frame(number, number, "a1", [f"événement {number}"], Sealer(PUBLIC)) for number in range(1, 5)]
    content = bytearray(b"".join(records))
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] ^= 1 << data.draw(st.integers(0, 7))
    hit = next(number for number in range(1, 5) if place < sum(map(len, records[:number])))
    assert [frame.first for frame in frames(bytes(content))] == [number for number in range(1, 5) if number != hit]


def test_a_save_cut_before_its_copy_is_copied_at_the_next_opening(tmp_path: Path) -> None:
    """The store committed, the process died: the agent was told nothing, and still it is in both."""
    with Desk(tmp_path / "store") as desk:
        desk.lease([payload(number) for number in range(1, 4)])
        keep_journal(desk)
        desk.end(payload(1))
        desk.database.main.journal = None  # what a death right after the commit leaves
        desk.end(payload(2))
    with Desk(tmp_path / "store") as desk:
        keep_journal(desk)
        assert read(desk.folder) == made(desk)
        desk.end(payload(3))
        assert len(read(desk.folder)) == 3


def test_a_journal_torn_while_it_was_written_goes_on_in_another_file(tmp_path: Path) -> None:
    with Desk(tmp_path / "store") as desk:
        desk.lease([payload(number) for number in range(1, 4)])
        keep_journal(desk)
        desk.end(payload(1))
        desk.end(payload(2))
    (path,) = (tmp_path / "store").glob("journal/*/*.journal")
    path.write_bytes(path.read_bytes()[:-5])
    with Desk(tmp_path / "store") as desk:
        keep_journal(desk)
        desk.end(payload(3))
        assert read(desk.folder) == made(desk)


def test_a_copy_that_cannot_be_written_stops_no_work_is_said_and_made_later(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = keep_journal(desk)
    desk.end(payload(1))

    def full(file: int, content: bytes) -> int:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        desk.end(payload(2))
    assert desk.outbox.count().waiting == 2
    assert str(journal.problem).startswith("Enregistré, mais la copie de secours")
    desk.end(payload(3))
    assert journal.problem is None
    assert read(desk.folder) == made(desk)


def test_a_copy_half_written_leaves_no_half_and_is_written_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    keep_journal(desk)
    desk.end(payload(1))
    real = os.write

    def half(file: int, content: bytes) -> int:
        if len(content) < 200:
            raise OSError(errno.ENOSPC, "full")
        return real(file, content[:-100])

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", half)
        desk.end(payload(2))
    (path,) = desk.folder.glob("journal/*/*.journal")
    assert [len(path.read_bytes())] == [len(frame.raw) for frame in frames(path.read_bytes())]
    desk.end(payload(3))
    assert read(desk.folder) == made(desk)


def test_a_death_leaves_room_that_no_reader_minds_and_closing_gives_it_back(tmp_path: Path) -> None:
    with Desk(tmp_path / "store") as desk:
        desk.lease([payload(number) for number in range(1, 4)])
        keep_journal(desk)
        desk.end(payload(1))
        desk.end(payload(2))
        (path,) = desk.folder.glob("journal/*/*.journal")
        left = path.read_bytes()
        assert len(left) >= ROOM_BYTES
    assert path.stat().st_size == sum(len(frame.raw) for frame in frames(left))
    path.write_bytes(left)  # what a death leaves
    with Desk(tmp_path / "store") as desk:
        keep_journal(desk)
        desk.end(payload(3))
        assert read(desk.folder) == made(desk)


@pytest.mark.parametrize("key", [bytes(32), b"short"], ids=["weak", "short"])
def test_a_key_that_nothing_can_be_sealed_to_stops_no_work_and_is_said(desk: Desk, key: bytes) -> None:
    journal = keep_journal(desk, key)
    desk.end(payload(1))
    assert desk.outbox.count().waiting == 1
    assert "la clé de secours donnée par le centre n'est pas valable" in str(journal.problem)
    assert read(desk.folder) == []
    desk.database.main.journal = None
    keep_journal(desk)
    assert read(desk.folder) == made(desk), "a good key later brings all of it"


def test_a_segment_goes_when_all_of_it_is_acknowledged_and_a_week_old(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    with Desk(folder) as desk:
        desk.lease([payload(number) for number in range(1, CASES + 1)])
        keep_journal(desk)
        desk.end(payload(1))
        desk.push()
    with Desk(folder) as desk:
        keep_journal(desk)
        desk.end(payload(2))
        assert len(list(folder.glob("journal/*/*.journal"))) == 2
        desk.clock.pass_(timedelta(days=6, hours=23))
        desk.replica.finish(desk.clock.now())
    with Desk(folder) as desk:
        keep_journal(desk)
        assert len(read(folder)) == 2
        desk.clock.pass_(timedelta(days=7, hours=1))
        desk.replica.finish(desk.clock.now())
    with Desk(folder) as desk:
        keep_journal(desk)
        assert read(folder) == made(desk)
        assert len(read(folder)) == 1


def test_the_mark_says_up_to_where_the_centre_has_everything(desk: Desk) -> None:
    journal = keep_journal(desk)
    desk.end(payload(1))
    desk.end(payload(2))
    journal.note_sent(desk.database.sync, desk.clock.now())
    assert journal.segments.read_mark(SENT) == Mark(0)
    desk.push()
    desk.end(payload(3))
    journal.note_sent(desk.database.sync, desk.clock.now())
    assert journal.segments.read_mark(SENT) == Mark(2, desk.clock.now())
    assert [frame.first for _, frame in journal.segments.after(2)] == [3]


def test_a_store_made_anew_under_the_same_key_begins_a_journal_and_keeps_the_other(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    with Desk(folder) as desk:
        desk.lease([payload(number) for number in range(1, 4)])
        journal = keep_journal(desk)
        desk.end(payload(1))
        desk.end(payload(2))
        desk.push()
        journal.note_sent(desk.database.sync, desk.clock.now())
        former = read(folder)
    (folder / STORE).unlink()
    with Desk(folder, seed=2) as desk:
        desk.lease([payload(3)])
        keep_journal(desk)
        desk.end(payload(3))
        assert sorted(read(folder)) == sorted([*former, *made(desk)])
        assert {frame.first for _, frame in desk.database.main.journal.segments.after(0)} == {1, 2}  # type: ignore[union-attr]


def test_journals_of_one_centre_are_not_those_of_another(desk: Desk) -> None:
    keep_journal(desk)
    desk.end(payload(1))
    stores = desk.folder.parent
    assert [segments.mark for segments in Segments.on_this_workstation(stores, CENTRE)] == [desk.database.mark]
    assert Segments.on_this_workstation(stores, UUID(int=2)) == []


# -- the folder that the accounts of a workstation share


@pytest.fixture
def common(tmp_path: Path) -> Path:
    folder = tmp_path / "commun"
    folder.mkdir()
    folder.chmod(0o1777)
    return folder


def in_common(common: Path, mark: str = "a" * 24) -> Segments:
    made = Segments.in_common(common, CENTRE, mark)
    assert made is not None
    return made


def test_a_journal_moves_whole_and_a_cut_in_the_move_loses_nothing(desk: Desk, common: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = keep_journal(desk)
    desk.end(payload(1))
    journal.close()
    there = in_common(common, desk.database.mark)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", lambda path, missing_ok=False: None)
        journal.segments.move_to(there)
    (here,), (moved,) = journal.segments.files(), there.files()
    assert here.read_bytes() == moved.read_bytes()
    desk.database.main.journal = SealedJournal(desk.database.main, there, "a1", PUBLIC)
    desk.end(payload(2))
    longer = moved.read_bytes()
    journal.segments.move_to(there)
    assert (journal.segments.files(), moved.read_bytes()) == ([], longer)


@pytest.mark.parametrize("spoil", ["no such folder", "anybody may remove there", "a link in its place", "somebody else's"])
def test_a_place_that_is_not_one_s_own_alone_is_not_taken(common: Path, spoil: str) -> None:
    mark, target = "b" * 24, common
    if spoil == "no such folder":
        target = common / "absent"
    elif spoil == "anybody may remove there":
        common.chmod(0o777)
    elif spoil == "a link in its place":
        (common / mark).symlink_to(common.parent)
    else:
        (common / mark).mkdir()
        if os.getuid():
            pytest.skip("root is missing: only root gives a folder away")
        os.chown(common / mark, 4242, -1)
    assert Segments.in_common(target, CENTRE, mark) is None


def test_what_others_put_there_is_opened_only_if_it_can_be_a_journal(common: Path, tmp_path: Path) -> None:
    theirs = in_common(common)
    sealer = Sealer(PUBLIC)
    (theirs.folder / f"{theirs.mark}-{1:016d}.journal").write_bytes(b"x" + make_frame(1, 1, "a1", ["{}"], sealer))
    os.mkfifo(theirs.folder / f"{theirs.mark}-{2:016d}.journal")
    (tmp_path / "secret").write_bytes(make_frame(3, 3, "a1", ["{}"], sealer))
    (theirs.folder / f"{theirs.mark}-{3:016d}.journal").symlink_to(tmp_path / "secret")
    with (theirs.folder / f"{theirs.mark}-{4:016d}.journal").open("wb") as huge:
        huge.truncate(MOST_BYTES + 1)
    (theirs.folder / f"{theirs.mark}-no number.journal").write_bytes(b"x")
    (theirs.folder / f"{theirs.mark}.sent").write_bytes(b'{"position": "9"')
    (found,) = Segments.on_this_workstation(tmp_path, CENTRE, common)
    assert [frame.first for _, frame in found.after(found.read_mark(SENT).position)] == [1]
    ((path, frame),) = found.after(0)
    assert list(found.after(0, {path.name: frame.end})) == []
