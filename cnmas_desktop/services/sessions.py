"""What a successful sign-in gives: an agent's open store with the desk and the sync on it, or a room for those who work online."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from cnmas_desktop.credentials import SecretStore
from cnmas_desktop.domain.events import EventDraft, EventType
from cnmas_desktop.domain.world import World
from cnmas_desktop.services.syncing import Syncer

if TYPE_CHECKING:
    from cnmas_desktop.local.database import Database
    from cnmas_desktop.local.standing import Standing
    from cnmas_desktop.services.desk import Desk
    from cnmas_desktop.services.password_change import PasswordInUse
    from cnmas_desktop.services.practice import Practice
    from cnmas_desktop.services.room import Room
    from cnmas_desktop.services.views import Message

HEARD_WITHIN = timedelta(hours=1)


class AgentSession:
    """An agent's open store, the desk on it, and the sync. Closing it closes the store: nothing readable stays."""

    def __init__(
        self,
        login: str,
        database: "Database",
        world: World,
        syncer: Syncer,
        desk: "Desk",
        password: "PasswordInUse",
        secrets: SecretStore,
        *,
        first: bool = False,
    ) -> None:
        """`first`: the store was just made, at the person's first sign-in on this workstation."""
        self.login = login
        self.syncer = syncer
        self.desk = desk
        self.database = database
        self._world, self._password, self._secrets, self._first = world, password, secrets, first

    def local_now(self) -> datetime:
        """The time where the agent works."""
        return self._world.clock.now().astimezone(self.desk.zone)

    @property
    def demo(self) -> bool:
        return self._standing.demo

    @property
    def lock_minutes(self) -> tuple[int, int]:
        """After how many idle minutes the window locks: outside a call, and within one."""
        policy = self._standing.policy
        return policy.lock_minutes, policy.lock_in_call_minutes

    @property
    def sync_seconds(self) -> int:
        return self._standing.policy.sync_seconds

    def undertaking(self) -> str | None:
        """The undertaking of professional secrecy still to be signed, word for word; None when it is signed."""
        standing = self._standing
        if standing.person.undertaking_signed == standing.policy.undertaking_version or self._signed_here():
            return None
        return standing.policy.undertaking_text

    def sign_undertaking(self) -> None:
        """Record, durably, that the person signs it. The centre learns it with the next sync and then hands out cases."""
        from cnmas_desktop.local.ledger import Ledger

        version = self._standing.policy.undertaking_version
        draft = EventDraft(EventType.UNDERTAKING_SIGNED, None, {"version": version})
        Ledger(self.database.main, self._world).record((draft,))

    @property
    def offers_password_change(self) -> bool:
        """A first sign-in with a password that ends, as a temporary one does: the person is asked for one of their own."""
        return self._first and self._standing.password_expires_at is not None

    def change_password(self, current: str, new: str) -> None:
        """`services.password_change.PasswordInUse.change`: blocking, off the main thread. The next sync uses the new one."""
        self._password.change(current, new)

    def practise(self) -> "Practice":
        """Invented people on a store of its own; close it to leave. KnownError `store.*`."""
        from cnmas_desktop.services.practice import Practice

        return Practice(self.database.folder, self._world, self._standing)

    def check(self) -> None:
        """Wait until the store's pages have been read through, off the main thread. KnownError `store.damaged`: the session must close,
        which sets the store aside."""
        self.database.check()

    def close(self) -> None:
        self.database.close()

    @property
    def dismissed(self) -> bool:
        """The centre has withdrawn this workstation and holds all that was recorded here: what is left may be erased."""
        from cnmas_desktop.local.outbox import Outbox

        problem = self.syncer.state.problem
        return problem is not None and problem.code == "device.erase" and not Outbox(self.database.main).count().waiting

    def erase(self) -> None:
        """Close a dismissed session and destroy its store, the key first. Sealed copies stay, for the organisation alone. KnownError
        `keyring.*`: nothing was destroyed; the next sign-in comes back to it."""
        from cnmas_desktop.local.erasing import erase_store

        if not self.dismissed:
            raise AssertionError("something waits to be sent")
        self.close()
        erase_store(self.database.folder, self._secrets)

    @property
    def _standing(self) -> "Standing":
        from cnmas_desktop.local.standing import read_standing

        standing = read_standing(self.database.main)
        if standing is None:
            raise AssertionError("a store without a hello")
        return standing

    def _signed_here(self) -> bool:
        """Signed on this workstation, and the centre has not said so yet: it does at the sync after the one that told it."""
        from cnmas_desktop.local.outbox import Outbox

        outbox = Outbox(self.database.main)
        lately = self._world.clock.now() - HEARD_WITHIN
        return any(row.type is EventType.UNDERTAKING_SIGNED for row in (*outbox.waiting(), *outbox.received(lately)))


@dataclass(frozen=True, slots=True)
class StaffSession:
    """A supervisor, manager or auditor: online only, no local store (decision 16). `room`: what they ask the centre."""

    login: str
    kind: str
    room: "Room"
    name: str
    """As the centre calls them."""
    password_expires_at: datetime | None = None
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Europe/Paris"))
    """Where the person reads the hours."""

    def password_ending(self) -> "Message | None":
        """What to tell the person of a password that ends; None where it does not, or not soon."""
        from cnmas_desktop.services.password_change import ends_soon

        return ends_soon(self.password_expires_at, self.room.now(), self.zone)

    def change_password(self, current: str, new: str) -> None:
        """Blocking, off the main thread; the room goes on with the new one. KnownError `password.*`."""
        self.room.change_password(current, new)

    def close(self) -> None:
        """Nothing is held between two refreshes."""
