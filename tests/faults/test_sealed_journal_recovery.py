"""What was confirmed outlives the store, its keyring and its person's absence; and is there once, however often it is brought in."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
import json
from pathlib import Path
import shutil

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
import pytest

from cnmas_desktop import cli
from cnmas_desktop.central import devices
from cnmas_desktop.central.centre import change_organisation_key, maintain
from cnmas_desktop.central.recovery_gateway import RecoveryGateway
from cnmas_desktop.credentials import DemoKeyring
from cnmas_desktop.local.database import store_folder
from cnmas_desktop.local.journal_frames import make_frame
from cnmas_desktop.local.keys import recover_key
from cnmas_desktop.local.sealing import Sealer
from cnmas_desktop.messages import KnownError
from cnmas_desktop.services.recovery import Recovered, recover_journals, recover_store, reopen_store
from cnmas_desktop.services.sessions import AgentSession
from cnmas_desktop.sync.protocol import AnswerStatus
from tests.central_server import OPERATOR_PASSWORD, Centre
from tests.faults.workplace import Workplace, call, times_at, waiting

ORGANISATION = X25519PrivateKey.generate()
PRIVATE = ORGANISATION.private_bytes_raw()


@pytest.fixture
def desk(centre: Centre, tmp_path: Path) -> Iterator[Workplace]:
    """A workstation of a centre whose organisation's private key the test holds."""
    centre.operator.execute("UPDATE app.centre SET organisation_key = %s", (ORGANISATION.public_key().public_bytes_raw(),))
    with Workplace(centre, tmp_path / "poste") as made:
        yield made


def bring_in(centre: Centre, *files: Path, keys: tuple[bytes, ...] = (PRIVATE,)) -> Recovered:
    return recover_journals(RecoveryGateway(centre.operator), keys, files)


def home(desk: Workplace, login: str) -> Path:
    return store_folder(desk.folder / "stores", login, "the centre")


def test_a_lost_store_is_brought_in_from_its_journal_once_however_often(desk: Workplace) -> None:
    agent = desk.centre.add_agent()
    session = desk.sign_in(agent.login)
    sent = call(session, desk.world)
    session.syncer.run()
    desk.network.cut = True
    unsent = call(session, desk.world, 2)
    session.close()
    files = list(home(desk, agent.login).glob("journal/*/*.journal"))
    (home(desk, agent.login) / "store.db").unlink()
    assert times_at(desk.centre, unsent) == [0] * 4

    report = bring_in(desk.centre, *files)
    assert times_at(desk.centre, [*sent, *unsent]) == [1] * 6
    assert report.answers[AnswerStatus.APPLIED] == 4
    again = bring_in(desk.centre, *files)
    assert again.new == 0
    assert again.events == report.events
    assert times_at(desk.centre, [*sent, *unsent]) == [1] * 6
    assert desk.centre.rows("SELECT DISTINCT login FROM app.event") == [(agent.login,)]


def test_a_colleague_who_signs_in_brings_them_unread_and_the_operator_opens_them(desk: Workplace) -> None:
    absent, colleague = desk.centre.add_agent(), desk.centre.add_agent()
    session = desk.sign_in(absent.login)
    call(session, desk.world)
    session.syncer.run()
    desk.network.cut = True
    unsent = call(session, desk.world, 2)
    session.close()
    desk.network.cut = False

    other = desk.sign_in(colleague.login)
    other.syncer.run()
    other.syncer.run()
    assert other.syncer.state.problem is None
    ((blob, brought_by),) = desk.centre.rows("SELECT blob, login FROM app.sealed_deposit")
    assert brought_by == colleague.login
    assert absent.login.encode() not in blob and b"call_ended" not in blob and unsent[0].bytes not in blob
    assert times_at(desk.centre, unsent) == [0] * 4

    report = bring_in(desk.centre)
    assert (report.events, report.answers) == (4, {AnswerStatus.APPLIED: 4})
    assert times_at(desk.centre, unsent) == [1] * 4
    assert bring_in(desk.centre).events == 0

    # The absent one comes back with an untouched store: the same bytes are duplicates, and nothing waits.
    session = desk.sign_in(absent.login)
    assert len(waiting(session)) == 4
    session.syncer.run()
    assert waiting(session) == []
    assert times_at(desk.centre, unsent) == [1] * 4
    other.syncer.run()
    assert desk.centre.value("SELECT count(*) FROM app.sealed_deposit") == 1


def test_another_account_of_the_workstation_brings_them_too(desk: Workplace, tmp_path: Path) -> None:
    """Two accounts of the operating system see nothing of each other but the common folder; what lay elsewhere before moves into it."""
    absent, colleague = desk.centre.add_agent(), desk.centre.add_agent()
    desk.network.cut = False
    session = desk.sign_in(absent.login)
    desk.network.cut = True
    unsent = call(session, desk.world)
    session.close()
    assert list(home(desk, absent.login).glob("journal/*/*.journal"))
    desk.journals = tmp_path / "commun"
    desk.journals.mkdir(mode=0o777)
    desk.journals.chmod(0o1777)
    session = desk.sign_in(absent.login)
    unsent += call(session, desk.world)
    session.close()
    assert not list(home(desk, absent.login).glob("journal/*/*.journal"))
    files = sorted(desk.journals.glob("*/*/*.journal"))
    assert {(path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) for path in files} == {(0o644, 0o755)}

    with Workplace(desk.centre, tmp_path / "autre compte", cases=0, journals=desk.journals) as other:
        session = other.sign_in(colleague.login)
        session.syncer.run()
        session.syncer.run()
        assert desk.centre.rows("SELECT login FROM app.sealed_deposit") == [(colleague.login,)]
        assert bring_in(desk.centre).answers == {AnswerStatus.APPLIED: 4}
        assert times_at(desk.centre, unsent) == [1] * 4
        session.syncer.run()
        assert desk.centre.value("SELECT count(*) FROM app.sealed_deposit") == 1


def test_a_common_folder_without_room_stops_nobody(desk: Workplace, tmp_path: Path) -> None:
    """It may lie on a disk of its own, and be full when what lay elsewhere is to move into it: the copies stay where they are."""
    agent = desk.centre.add_agent()
    session = desk.sign_in(agent.login)
    unsent = call(session, desk.world)
    mark = session.database.mark
    session.close()
    (own,) = home(desk, agent.login).glob("journal/*/*.journal")
    desk.journals = tmp_path / "commun"
    (desk.journals / mark / own.parent.name / f".{own.name}.new").mkdir(parents=True)  # nothing can be written in its place
    session = desk.sign_in(agent.login)
    unsent += call(session, desk.world)
    session.close()
    assert not list(desk.journals.glob("*/*/*.journal"))
    bring_in(desk.centre, *home(desk, agent.login).glob("journal/*/*.journal"))
    assert times_at(desk.centre, unsent) == [1] * 4


def test_who_lost_their_store_brings_their_own_former_journal_with_the_new_one(desk: Workplace) -> None:
    agent = desk.centre.add_agent()
    session = desk.sign_in(agent.login)
    desk.network.cut = True
    unsent = call(session, desk.world, 2)
    session.close()
    folder = home(desk, agent.login)
    content = bytearray((folder / "store.db").read_bytes())
    content[5000] ^= 1
    (folder / "store.db").write_bytes(content)
    with pytest.raises(KnownError, match="endommagées"):
        desk.sign_in(agent.login).check()
    for session in desk.sessions:
        session.close()
    assert not (folder / "store.db").exists()
    desk.network.cut = False
    again = desk.sign_in(agent.login)
    again.syncer.run()
    assert bring_in(desk.centre).answers[AnswerStatus.APPLIED] == 4
    assert times_at(desk.centre, unsent) == [1] * 4


def test_what_was_sent_or_brought_is_not_brought_again(desk: Workplace) -> None:
    absent, colleague = desk.centre.add_agent(), desk.centre.add_agent()
    session = desk.sign_in(absent.login)
    call(session, desk.world, 2)
    session.syncer.run()
    session.close()
    desk.sign_in(colleague.login).syncer.run()
    assert desk.centre.value("SELECT count(*) FROM app.sealed_deposit") == 0
    assert list(home(desk, absent.login).glob("journal/*/*.journal")), "kept for a week all the same"


def test_what_was_brought_for_another_is_kept_here_for_a_week(desk: Workplace) -> None:
    absent, colleague = desk.centre.add_agent(), desk.centre.add_agent()
    session = desk.sign_in(absent.login)
    desk.network.cut = True
    call(session, desk.world)
    session.close()
    desk.network.cut = False
    other = desk.sign_in(colleague.login)
    other.syncer.run()
    assert desk.centre.value("SELECT count(*) FROM app.sealed_deposit") == 1
    (carried,) = desk.folder.glob("carried-*.json")
    kept = []
    for days in (6, 8):
        at = (datetime.now(UTC) - timedelta(days=days)).isoformat()
        carried.write_text(json.dumps({name: (end, at) for name, (end, _) in json.loads(carried.read_bytes()).items()}))
        other.syncer.run()
        kept.append(len(list(home(desk, absent.login).glob("journal/*/*.journal"))))
    assert kept == [1, 0]


def test_a_lost_keyring_loses_no_result_and_the_store_opens_again(desk: Workplace, tmp_path: Path) -> None:
    agent = desk.centre.add_agent()
    session = desk.sign_in(agent.login)
    desk.network.cut = True
    unsent = call(session, desk.world, 2)
    session.close()
    folder, other_keyring = home(desk, agent.login), DemoKeyring(tmp_path / "autre")
    with pytest.raises(KnownError) as refused:
        desk.sign_in(agent.login, secrets=other_keyring)
    assert refused.value.code == "keyring.secret_lost"
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    gateway = RecoveryGateway(desk.centre.operator)
    assert recover_store(gateway, [PRIVATE], folder).answers[AnswerStatus.APPLIED] == 4
    assert recover_store(gateway, [PRIVATE], folder).new == 0
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    assert times_at(desk.centre, unsent) == [1] * 4

    reopen_store([PRIVATE], folder, agent.password, other_keyring)
    desk.network.cut = False
    session = desk.sign_in(agent.login, secrets=other_keyring)
    session.syncer.run()
    assert waiting(session) == []
    assert times_at(desk.centre, unsent) == [1] * 4


def test_after_a_change_of_the_key_each_key_opens_what_was_sealed_to_it(desk: Workplace, tmp_path: Path) -> None:
    agent = desk.centre.add_agent()
    session, folder = desk.sign_in(agent.login), home(desk, agent.login)
    before = call(session, desk.world)
    new = X25519PrivateKey.generate().private_bytes_raw()
    change_organisation_key(desk.centre.operator, new)
    session.syncer.run()
    desk.network.cut = True
    with pytest.raises(KnownError):
        recover_key(folder, new)
    session.close()
    session = desk.sign_in(agent.login)
    after = call(session, desk.world)
    session.close()
    files = list(folder.glob("journal/*/*.journal"))
    desk.centre.operator.execute("TRUNCATE app.event CASCADE")
    report = bring_in(desk.centre, *files, keys=(new,))
    assert (report.events, len(report.unreadable)) == (2, 1)
    assert times_at(desk.centre, [*before, *after]) == [0, 0, 1, 1]
    assert bring_in(desk.centre, *files, keys=(PRIVATE, new)).unreadable == []
    assert recover_key(folder, new)
    with pytest.raises(KnownError):
        recover_key(folder, PRIVATE)


def test_a_store_cut_with_its_wal_beside_it_is_read_whole(desk: Workplace, tmp_path: Path) -> None:
    agent = desk.centre.add_agent()
    session = desk.sign_in(agent.login)
    desk.network.cut = True
    unsent = call(session, desk.world, 2)
    copy = tmp_path / "copie"
    shutil.copytree(home(desk, agent.login), copy)
    assert (copy / "store.db-wal").stat().st_size
    recover_store(RecoveryGateway(desk.centre.operator), [PRIVATE], copy)
    assert times_at(desk.centre, unsent) == [1] * 4


def test_another_organisation_s_key_opens_nothing_and_the_deposit_stays(desk: Workplace) -> None:
    absent, colleague = desk.centre.add_agent(), desk.centre.add_agent()
    session = desk.sign_in(absent.login)
    desk.network.cut = True
    call(session, desk.world)
    session.close()
    desk.network.cut = False
    desk.sign_in(colleague.login).syncer.run()
    report = bring_in(desk.centre, keys=(X25519PrivateKey.generate().private_bytes_raw(),))
    assert (report.events, len(report.unreadable)) == (0, 1)
    assert bring_in(desk.centre).events == 2


def test_nobody_writes_results_in_another_s_name_through_a_deposit(desk: Workplace) -> None:
    """Anybody can seal to a public key: what a deposit says of its author counts only for devices that are this author's."""
    victim, forger = desk.centre.add_agent(), desk.centre.add_agent()
    session = desk.sign_in(forger.login)
    desk.network.cut = True
    call(session, desk.world)
    from cnmas_desktop.local.replica import Replica

    texts = [event.text for event in Replica(session.database.sync, desk.world, "test").pending(10, 1 << 20)]
    forged = make_frame(1, 2, victim.login, texts, Sealer(ORGANISATION.public_key().public_bytes_raw()))
    with forger.connect() as connection:
        assert connection.execute("SELECT agent.deposit(%b)", (forged,)).fetchone() == ("kept",)
        assert connection.execute("SELECT agent.deposit(%b)", (forged,)).fetchone() == ("known",)
    report = bring_in(desk.centre)
    assert (report.events, len(report.unreadable)) == (0, 1)
    assert desk.centre.rows("SELECT 1 FROM app.event WHERE login = %s", victim.login) == []


@pytest.mark.parametrize(
    "blob", [b"", b"CNJ\x01", b"x" * 100, b"CNJ\x01" + bytes(524_288)], ids=["empty", "too short", "no journal", "too long"]
)
def test_a_deposit_that_no_workstation_makes_is_refused(centre: Centre, blob: bytes) -> None:
    import psycopg

    with centre.add_agent().connect() as connection, pytest.raises(psycopg.errors.InsufficientPrivilege, match="refused"):
        connection.execute("SELECT agent.deposit(%b)", (blob,))


def test_deposits_end(centre: Centre) -> None:
    """A week after they were opened; after ninety days if nobody did, which the maintenance says in the meantime."""
    for name, received, opened in (("a", 8, 8), ("b", 8, 6), ("c", 91, None), ("d", 89, None)):
        centre.operator.execute(
            "INSERT INTO app.sealed_deposit (sha256, blob, login, received_at, opened_at)"
            " VALUES (%s, '\\x00', 'a1', now() - make_interval(days => %s), now() - make_interval(days => %s))",
            (name, received, opened),
        )
    maintain(centre.operator)
    assert centre.rows("SELECT sha256 FROM app.sealed_deposit ORDER BY 1") == [("b",), ("d",)]
    waiting, since = RecoveryGateway(centre.operator).waiting()
    assert waiting == 1 and since is not None and (datetime.now(UTC) - since).days == 89


def test_deposits_are_limited_a_day_and_the_limit_stops_no_sync(desk: Workplace) -> None:
    absent, colleague = desk.centre.add_agent(), desk.centre.add_agent()
    session = desk.sign_in(absent.login)
    desk.network.cut = True
    call(session, desk.world)
    session.close()
    desk.network.cut = False
    desk.centre.operator.execute(
        "INSERT INTO app.sealed_deposit (sha256, blob, login) SELECT n::text, '\\x00', %s FROM generate_series(1, 256) n",
        (colleague.login,),
    )
    other = desk.sign_in(colleague.login)
    other.syncer.run()
    assert other.syncer.state.online and other.syncer.state.problem is None
    assert desk.centre.value("SELECT count(*) FROM app.sealed_deposit") == 256


def test_the_command_says_what_it_read(
    desk: Workplace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    agent = desk.centre.add_agent()
    session = desk.sign_in(agent.login)
    desk.network.cut = True
    call(session, desk.world, 2)
    session.close()
    (tmp_path / "operateur").write_text(OPERATOR_PASSWORD)
    (tmp_path / "cle").write_bytes(PRIVATE)
    for name, value in (("HOME", tmp_path / "home"), ("OPERATOR_PASSWORD_FILE", tmp_path / "operateur"), ("CENTRAL_URL", desk.centre.url)):
        monkeypatch.setenv(f"CNMAS_{name}", str(value))
    files = [str(path) for path in home(desk, agent.login).glob("journal/*/*.journal")]
    assert cli.run(["journal", "recover", *files]) == 1
    assert "--key" in capsys.readouterr().err
    assert cli.run(["journal", "recover", *files, "--key", str(tmp_path / "cle")]) == 0
    assert capsys.readouterr().out == "5 événements lus : 4 nouveaux, 1 déjà reçus.\n"
    assert cli.run(["store", "recover", str(home(desk, agent.login)), "--key", str(tmp_path / "cle"), "--set-aside"]) == 0
    assert "5 événements lus : 5 déjà reçus." in capsys.readouterr().out
    desk.centre.operator.execute("INSERT INTO app.sealed_deposit (sha256, blob, login) VALUES ('x', '\\x00', 'a1')")
    assert cli.run(["central", "maintain"]) == 0
    assert "pas encore ouvertes : 1, la plus ancienne du" in capsys.readouterr().err
    assert not (home(desk, agent.login) / "store.db").exists()


def dismissed(session: AgentSession) -> bool:
    return session.dismissed


def test_a_withdrawn_workstation_sends_then_erases_itself_and_its_sealed_copy_still_opens(desk: Workplace) -> None:
    agent = desk.centre.add_agent()
    session = desk.sign_in(agent.login)
    (workstation,) = devices.workstations(desk.centre.operator, agent.login)
    desk.network.cut = True
    made = call(session, desk.world, 2)
    devices.withdraw(desk.centre.operator, workstation.id)
    session.syncer.run()
    assert not dismissed(session), "it has not heard of it, and holds what nobody else has"
    desk.network.cut = False
    session.syncer.run()
    assert times_at(desk.centre, made) == [1] * 4
    made += call(session, desk.world)  # saved after it heard
    assert not dismissed(session)
    session.syncer.run()
    assert dismissed(session)
    folder = home(desk, agent.login)
    secret = json.loads((folder / "key.json").read_text())["body"]["store"]
    assert desk.keyring.get(secret) is not None
    session.erase()
    left = {path.name for path in folder.rglob("*") if path.is_file() and path.name != "store.lock"}
    assert {Path(name).suffix for name in left} <= {".journal", ".sent"}, left
    assert desk.keyring.get(secret) is None
    assert desk.centre.value("SELECT count(*) FROM app.call_case WHERE lease_id IS NOT NULL") == 0
    assert bring_in(desk.centre, *folder.glob("journal/*/*.journal")).answers == {AnswerStatus.DUPLICATE: 7}
    again = desk.sign_in(agent.login)
    again.syncer.run()
    assert again.syncer.state.problem is None
    assert len(devices.workstations(desk.centre.operator, agent.login)) == 2
