"""Signing in: an agent's store is unlocked first and works without the centre; everyone else works at the centre only.

The first sign-in of an agent on a workstation needs the centre, which knows the organisation's key and whether it is a demonstration.
Later ones unlock the store with the password and the keyring's secret; the centre is met at the first sync, and its refusal shows a
banner and wipes nothing (decision 23).
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from importlib import import_module
import logging
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from cnmas_desktop.config import Limits
from cnmas_desktop.credentials import SecretStore
from cnmas_desktop.domain.world import World, system_world
from cnmas_desktop.messages import KnownError
from cnmas_desktop.services.limits import stricter
from cnmas_desktop.services.network import Network, direct
from cnmas_desktop.services.password_change import PasswordInUse
from cnmas_desktop.services.sessions import AgentSession, StaffSession
from cnmas_desktop.services.syncing import Syncer
from cnmas_desktop.sync.protocol import CentralGateway, HelloAnswer, HelloRequest

if TYPE_CHECKING:
    from cnmas_desktop.local.database import Database
    from cnmas_desktop.local.standing import Standing

log = logging.getLogger(__name__)
AGENT = "agent"
LIBRARIES = (
    "argon2.low_level", "cryptography.hazmat.primitives.ciphers.aead", "cryptography.hazmat.primitives.kdf.hkdf", "filelock",
    "cnmas_desktop.local.keys", "cnmas_desktop.local.replica", "cnmas_desktop.local.sealed_journal", "cnmas_desktop.services.desk",
)  # fmt: skip


def load_libraries() -> None:
    """What `SignIn` imports when it is first used: ahead of it, so that Enter on the password need not wait."""
    for name in LIBRARIES:
        import_module(name)


@dataclass(frozen=True, slots=True)
class Workstation:
    """What a sign-in works on: this machine under one account."""

    data_dir: Path
    """Holds one folder per person."""
    secrets: SecretStore
    world: World = field(default_factory=system_world)
    network: Network = direct
    limits: Limits = field(default_factory=Limits)
    """What it asks beyond the centre's policy."""
    reserve: int = 0
    """Bytes of the disk kept beside each store for when it is full."""
    journals: Path | None = None
    """The folder where all accounts of the machine leave their sealed journals; None where there is none."""
    standby: bool = False
    """Supervisors read the board on a standby."""


def client_version() -> str:
    from importlib.metadata import version

    return version("cnmas-desktop")


class SignIn:
    """The sign-in of one workstation at one centre. `centre` names it for ever where its address may change (a port taken by another
    program); its address by default."""

    def __init__(self, centre_url: str, workstation: Workstation, centre: str | None = None) -> None:
        self._url, self._centre = centre_url, centre or centre_url
        self._place, self._world, self._secrets = workstation, workstation.world, workstation.secrets
        self._narrow = stricter(workstation.limits)
        self._client_version = client_version()

    def sign_in(self, login: str, password: str) -> AgentSession | StaffSession:
        """Blocking for as long as the key derivation and, the first time or for staff, the centre take: call it off the main thread.

        KnownError: `sign_in.refused`, `sign_in.first_needs_centre`, `centre.busy`, `keyring.*`, `store.*`, `keyring.demo_refused`.
        """
        began = self._world.clock.monotonic()
        try:
            session = self._open(login.strip().lower(), password)
        except KnownError as error:
            log.info("session.refused", extra={"code": error.code})
            raise
        log.info("session.opened", extra={"seconds": round(self._world.clock.monotonic() - began, 3)})
        return session

    def _open(self, login: str, password: str) -> AgentSession | StaffSession:
        from cnmas_desktop.local.database import store_folder
        from cnmas_desktop.local.keys import has_key

        folder = store_folder(self._place.data_dir / "stores", login, self._centre)
        if has_key(folder):
            return self._unlock(login, password, folder)
        return self._first(login, password, folder)

    def _unlock(self, login: str, password: str, folder: Path) -> AgentSession:
        from cnmas_desktop.local.database import open_database
        from cnmas_desktop.local.keys import unlock

        key = unlock(folder, password, self._secrets)
        database = open_database(folder, key, self._world, beside=True)
        try:
            _renew_recovery(folder, key, database)
            return self._session(login, password, folder, database)
        except BaseException:
            database.close()
            raise

    def _first(self, login: str, password: str, folder: Path) -> AgentSession | StaffSession:
        from cnmas_desktop.central.agent_gateway import AgentGateway
        from cnmas_desktop.central.entrance import enter
        from cnmas_desktop.services.room import CentreRoom

        try:
            entered = self._place.network(lambda: enter(self._url, login, password))
        except KnownError as error:
            if error.code == "centre.unreachable":
                raise KnownError("sign_in.first_needs_centre") from None
            raise
        if entered.kind != AGENT:
            try:
                greeting = entered.greeting()
            finally:
                entered.connection.close()
            room = CentreRoom(entered.kind, self._url, login, password, self._world, standby=self._place.standby)
            return StaffSession(login, entered.kind, room, greeting.display_name, greeting.password_expires_at)
        gateway = AgentGateway(entered.connection, narrow=self._narrow)
        try:
            device_id = self._world.uuid7()
            answer = gateway.hello(HelloRequest(device_id, self._client_version, 0, 0, None, None))
        finally:
            gateway.close()
        return self._new_store(login, password, folder, device_id, answer)

    def _new_store(self, login: str, password: str, folder: Path, device_id: UUID, answer: HelloAnswer) -> AgentSession:
        from cnmas_desktop.local.database import open_database
        from cnmas_desktop.local.keys import create_key

        if self._secrets.demo and not answer.demo:
            raise KnownError("keyring.demo_refused")
        key = create_key(folder, password, self._secrets, answer.organisation_key)
        database = open_database(folder, key, self._world, device_id)
        try:
            self._record_hello(database, answer)
            return self._session(login, password, folder, database, first=True)
        except BaseException:
            database.close()
            raise

    def _first_hello(self, password: PasswordInUse, database: "Database") -> "Standing":
        """A store whose making was cut before its first hello was kept: say it again."""
        from cnmas_desktop.local.replica import Replica
        from cnmas_desktop.local.standing import read_standing

        gateway = password.connect()
        try:
            request = Replica(database.main, self._world, self._client_version).hello_request()
            self._record_hello(database, gateway.hello(request))
        finally:
            gateway.close()
        standing = read_standing(database.main)
        if standing is None:
            raise AssertionError("a hello was recorded and is not there")
        return standing

    def _record_hello(self, database: "Database", answer: HelloAnswer) -> None:
        from cnmas_desktop.local.replica import Replica

        offset = (answer.server_time - self._world.clock.now()).total_seconds()
        Replica(database.main, self._world, self._client_version).record_hello(answer, offset)

    def _keep_journal(self, login: str, database: "Database", standing: "Standing") -> Callable[[CentralGateway], None]:
        """From here on what is saved is sealed too; returns what each sync does for the journals of this workstation."""
        from cnmas_desktop.local.journal_files import Segments
        from cnmas_desktop.local.sealed_journal import SealedJournal
        from cnmas_desktop.services.courier import Courier

        if standing.organisation_key is None:
            return lambda gateway: None
        segments = Segments.of_store(database.folder, standing.centre_id, database.mark)
        journals = self._place.journals
        common = journals and Segments.in_common(journals, standing.centre_id, database.mark)
        if common:
            with suppress(OSError):  # no room there: they stay in the account's own folder, and move at the next sign-in
                segments.move_to(common)
                segments = common
        journal = SealedJournal(database.main, segments, login, standing.organisation_key)
        database.main.journal = journal
        courier = Courier(self._place.data_dir, standing.centre_id, journal, database.sync, self._world.clock, journals)
        return courier.run

    def _session(self, login: str, password: str, folder: Path, database: "Database", *, first: bool = False) -> AgentSession:
        from cnmas_desktop.local.replica import Replica
        from cnmas_desktop.local.retention import sweep_store
        from cnmas_desktop.local.standing import read_standing
        from cnmas_desktop.services.centre_line import CentreLine
        from cnmas_desktop.services.desk import Desk
        from cnmas_desktop.sync.courtesy import Courtesy

        courtesy = Courtesy()
        in_use = PasswordInUse(self._url, login, password, folder, self._secrets, self._place.network, self._world, self._narrow, courtesy)
        standing = read_standing(database.main) or self._first_hello(in_use, database)
        if self._secrets.demo and not standing.demo:
            raise KnownError("keyring.demo_refused")
        if self._place.reserve:
            database.hold_reserve(self._place.reserve)
        line = CentreLine(Replica(database.sync, self._world, self._client_version), in_use.connect, self._world)
        desk = Desk(database, self._world, lambda: syncer.state, line=line)
        replica = Replica(database.sync, self._world, self._client_version, desk.shift.told, courtesy)

        def tidy() -> None:
            """Offline too: whoever was called yesterday is not read today, and no save has to fold the WAL."""
            sweep_store(database.sync, self._world.clock.now())
            database.sync.fold()

        syncer = Syncer(
            replica,
            in_use.connect,
            self._world,
            last_complete_at=standing.synced_at,
            interval=standing.policy.sync_seconds,
            before=tidy,
            afterwards=self._keep_journal(login, database, standing),
            courtesy=courtesy,
        )
        return AgentSession(login, database, self._world, syncer, desk, in_use, self._secrets, first=first)


def _renew_recovery(folder: Path, key: bytes, database: "Database") -> None:
    """The way back of the store is the organisation's key of today. What the disk refuses waits for the next sign-in."""
    from cnmas_desktop.local.keys import renew_recovery
    from cnmas_desktop.local.standing import read_standing

    standing = read_standing(database.main)
    if standing is not None and standing.organisation_key is not None:
        with suppress(OSError):
            renew_recovery(folder, key, standing.organisation_key)
