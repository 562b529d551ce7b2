"""A backup is sealed, restores row by row, and what was made after it comes back from the workstations."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from psycopg import sql
import pytest

from cnmas_desktop.central import backups, staffing
from cnmas_desktop.central.agent_gateway import AgentGateway
from cnmas_desktop.central.backup_file import CHUNK, Sealer, opened
from cnmas_desktop.central.connection import connect
from cnmas_desktop.central.lint import lint
from cnmas_desktop.config import resource
from cnmas_desktop.messages import KnownError
from cnmas_desktop.sync.engine import sync_once
from cnmas_desktop.sync.protocol import AnswerStatus
from tests.agent_desk import Office
from tests.central_server import Centre
from tests.faults.workplace import call
from tests.local.store import Desk as Store
from tests.office import office

__all__ = ["office"]

SECRET = "inventé 3"


@dataclass
class Vault:
    """Where this test's backups lie, and the key that opens them."""

    centre: Centre
    folder: Path

    @property
    def key(self) -> bytes:
        return self.centre.server.founded.organisation_private_key

    def take(self, name: str = "sauvegarde.cnmas") -> Path:
        info = self.centre.server.info
        backups.take(self.centre.url, info.user, info.password, self.folder / name)
        return self.folder / name

    def restore(self, file: Path) -> backups.Restored:
        info = self.centre.server.info
        return backups.restore(self.centre.url, info.user, info.password, file, self.key)

    def lose_the_database(self) -> None:
        self.centre.close()
        self.centre.__dict__.pop("operator", None)
        self.centre.__dict__.pop("gateway", None)
        with self.centre.server.admin() as admin:
            admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(self.centre.database)))


@pytest.fixture
def vault(centre: Centre, tmp_path: Path) -> Vault:
    return Vault(centre, tmp_path)


def code_of(raised: pytest.ExceptionInfo[KnownError]) -> str:
    return raised.value.code


@pytest.mark.both_servers
def test_a_restore_is_compared_row_by_row_and_works(office: Office, vault: Vault) -> None:
    desk, (line, *_) = office.leased(3)
    desk.push(*desk.call(line, "TERM", state="done"))
    disabled = office.centre.add_agent()
    staffing.disable(office.centre.operator, disabled.login)
    with office.centre.admin() as admin:
        before = backups.table_sums(admin)
    file = vault.take()
    assert file.stat().st_mode & 0o777 == 0o600
    vault.lose_the_database()

    restored = vault.restore(file)
    assert restored.differing == restored.without_password == restored.to_harden == ()
    assert restored.manifest.tables == before
    assert before["call_case"].rows == 3
    with connect(office.centre.url, office.centre.operator_role, restored.operator_password) as operator:
        assert lint(operator) == []
    with (
        office.people["one"].connect() as agent,
        pytest.raises(Exception, match="permission denied"),
    ):
        agent.execute("SELECT * FROM app.contact")


def test_one_changed_row_is_seen(office: Office, vault: Vault) -> None:
    office.leased(2)
    with office.centre.admin() as admin:
        before = backups.table_sums(admin)
        admin.execute("UPDATE app.phone SET ordinal = ordinal + 1 WHERE id = (SELECT id FROM app.phone LIMIT 1)")
        after = backups.table_sums(admin)
    assert {name for name in before if before[name] != after[name]} == {"phone"}
    assert before["phone"].rows == after["phone"].rows


def test_the_drill_restores_elsewhere_and_leaves_nothing(office: Office, vault: Vault) -> None:
    office.leased(2)
    restored = backups.drill(vault.take(), vault.key)
    assert restored.differing == ()
    assert restored.manifest.rows > 4
    assert office.centre.value("SELECT count(*) FROM app.call_case") == 2


def test_the_file_is_sealed_and_any_change_is_found(office: Office, vault: Vault) -> None:
    office.leased(4)
    file = vault.take()
    content = file.read_bytes()
    assert not [word for word in (SECRET, "Inventé", "+33199") if word.encode() in content]
    for name, altered, code in (
        ("one bit", content[:-3] + bytes([content[-3] ^ 1]) + content[-2:], "backup.wrong_key"),
        ("cut", content[:-9], "backup.damaged"),
        ("another", b"PGDMP" + content, "backup.not_one"),
    ):
        bad = vault.folder / name
        bad.write_bytes(altered)
        with pytest.raises(KnownError) as raised:
            vault.restore(bad)
        assert code_of(raised) == code, name
    with pytest.raises(KnownError) as raised:
        backups.read_manifest(file, bytes(31) + b"\x01")
    assert code_of(raised) == "backup.wrong_key"
    with pytest.raises(KnownError) as raised:
        vault.take(file.name)
    assert code_of(raised) == "backup.exists"


@pytest.mark.parametrize("size", [0, 1, CHUNK, CHUNK + 1, 3 * CHUNK])
def test_a_sealed_stream_comes_back_whole_and_a_missing_end_is_noticed(size: int, tmp_path: Path) -> None:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    private = X25519PrivateKey.generate()
    said = bytes(range(256)) * (size // 256) + bytes(size % 256)
    path = tmp_path / "sealed"
    with path.open("wb") as file:
        sealer = Sealer(file, private.public_key().public_bytes_raw())
        sealer.write(said[: size // 3])
        sealer.write(said[size // 3 :])
        sealer.finish()
    assert b"".join(opened(path, private.private_bytes_raw())) == said
    if size > CHUNK:  # without its last chunk, whole as the others are
        path.write_bytes(path.read_bytes()[: len(b"CNMAS-BACKUP-1\n") + 32 + 4 + CHUNK + 16])
        with pytest.raises(KnownError):
            list(opened(path, private.private_bytes_raw()))


def test_an_account_that_does_not_see_every_row_takes_no_backup(vault: Vault, centre: Centre) -> None:
    from tests.central_server import OPERATOR_PASSWORD

    with pytest.raises(KnownError) as raised:
        backups.take(centre.url, centre.operator_role, OPERATOR_PASSWORD, vault.folder / "part")
    assert code_of(raised) == "backup.not_all"
    assert not list(vault.folder.iterdir())


@pytest.fixture
def backup_role(centre: Centre) -> Iterator[str]:
    """The listed role, made as the operator's guide says."""
    role = f"{centre.database}_backup"
    guide = resource("manuals/en/operator.md").read_text("utf-8")
    told = guide[guide.index("    CREATE ROLE cnmas_backup") :].split("\n\n")[0]
    told = (
        told.replace("cnmas_backup", role).replace("DATABASE cnmas ", f"DATABASE {centre.database} ").replace("…", "Sauvegarde-Essai-2026!")
    )
    with centre.admin() as admin:
        for statement in told.splitlines():
            admin.execute(statement.encode())
    yield role
    with centre.admin() as admin:
        admin.execute(f"DROP OWNED BY {role}".encode())
        admin.execute(f"DROP ROLE {role}".encode())


@pytest.mark.both_servers
def test_the_listed_role_takes_the_same_backup_and_may_write_nothing(office: Office, vault: Vault, backup_role: str) -> None:
    office.leased(2)
    centre = office.centre
    manifest = backups.take(centre.url, backup_role, "Sauvegarde-Essai-2026!", vault.folder / "a")
    with centre.admin() as admin:
        assert manifest.tables == backups.table_sums(admin)
        assert lint(admin) == []
    assert all(person.verifier for person in manifest.people)
    with (
        connect(centre.url, backup_role, "Sauvegarde-Essai-2026!") as reader,
        pytest.raises(Exception, match="permission denied"),
    ):
        reader.execute("DELETE FROM app.event")


def test_what_was_made_after_the_backup_comes_back_from_the_workstation(office: Office, vault: Vault, tmp_path: Path) -> None:
    """F6: a real store syncs, the centre is restored from before its last calls and its last leases, and the next sync brings it up to
    date: results of cases leased after the backup, and finished long since, are taken like the others."""
    centre = office.centre
    centre.import_people("ESSAI", 6)
    centre.operator.execute("UPDATE app.centre SET policy = policy || '{\"lease_size\": 2}'")
    store = Store(tmp_path / "poste")
    person = office.person("one")

    def sync() -> dict[AnswerStatus, int]:
        gateway = AgentGateway.sign_in(centre.url, person.login, person.password)
        try:
            return sync_once(store.replica, gateway, store.world).answers
        finally:
            gateway.close()

    sync()
    for number in range(3):
        if number == 1:
            file = vault.take()
        call(store, store.world, 2)
        assert sync() == {AnswerStatus.APPLIED: 4}
        sync()  # now that the cases are over, others are leased
    ids = "SELECT array_agg(id ORDER BY seq) FROM app.event"
    (everything,) = centre.rows(ids)[0]
    timeline = centre.value("SELECT app.timeline()")
    vault.lose_the_database()
    restored = vault.restore(file)
    with connect(centre.url, centre.operator_role, restored.operator_password) as operator:

        def known() -> list[object]:
            row = operator.execute(ids.encode()).fetchone()
            assert row is not None
            return list(row[0])

        assert len(known()) < len(everything)
        answers = sync()
        assert known() == everything
        assert answers == {AnswerStatus.DUPLICATE: 4, AnswerStatus.FLAGGED: 8}
        assert operator.execute("SELECT DISTINCT reason FROM app.event WHERE status = 'flagged'").fetchall() == [("restored",)]
        assert operator.execute("SELECT count(*) FROM app.flagged").fetchone() == (0,), "there is nothing to decide"
        assert operator.execute("SELECT DISTINCT state FROM app.call_case").fetchall() == [("done",)]
        assert operator.execute("SELECT count(*) FROM app.quarantine").fetchone() == (0,)
        assert operator.execute("SELECT app.timeline() <> %s", (timeline,)).fetchone() == (True,)
        assert sync() == {}
    store.database.close()


def test_a_restore_takes_only_its_own_name_and_never_replaces(office: Office, vault: Vault) -> None:
    file = vault.take()
    info = office.centre.server.info
    with pytest.raises(KnownError) as raised:
        vault.restore(file)
    assert code_of(raised) == "central.exists"
    with pytest.raises(KnownError) as raised:
        backups.restore(f"{info.url}/autre", info.user, info.password, file, vault.key)
    assert code_of(raised) == "backup.other_name"
    assert backups.read_manifest(file, vault.key).database == office.centre.database
