"""Changing one's own password (decisions 17 and 23): online only, and safe to cut anywhere.

The store gets a slot for the new password beside the old one, the centre is told, then the old slot goes. Cut in between, both open the
store; the first connection that the centre accepts tells which of them holds, and the other slot goes.
"""

from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from cnmas_desktop.credentials import SecretStore
from cnmas_desktop.domain.french_dates import day_words
from cnmas_desktop.domain.world import World
from cnmas_desktop.messages import KnownError
from cnmas_desktop.services.limits import Narrow
from cnmas_desktop.services.network import Network
from cnmas_desktop.services.views import Message
from cnmas_desktop.sync.courtesy import Courtesy
from cnmas_desktop.sync.protocol import UNANSWERED

if TYPE_CHECKING:
    from cnmas_desktop.central.online_gateway import OnlineGateway


WARNED = timedelta(days=30)
"""How long before its end a person reads of it: as long as a temporary password lasts, hence from its first day."""


def ends_soon(expires_at: datetime | None, now: datetime, zone: ZoneInfo) -> Message | None:
    """What to tell of a password that ends, in the person's `zone`; None where nothing is to be told."""
    if expires_at is None or expires_at - now > WARNED:
        return None
    return Message("banner.password_expires", {"day": day_words(expires_at.astimezone(zone).date())})


class PasswordInUse:
    """The password under which one open store speaks to its centre. Held in memory only, by whoever connects (`connect`) and whoever
    changes it (`change`): one at a time, so that no sync takes a change under way for one that was cut."""

    def __init__(
        self,
        centre_url: str,
        login: str,
        password: str,
        folder: Path,
        secrets: SecretStore,
        network: Network,
        world: World,
        narrow: Narrow,
        courtesy: Courtesy,
    ) -> None:
        """`folder`: the store's, with its key file. `narrow`: what this workstation asks beyond the centre's policy. `courtesy`: towards
        the window beside a sync."""
        self._narrow, self._courtesy = narrow, courtesy
        self._url, self._login, self._password = centre_url, login, password
        self._folder, self._secrets, self._network, self._world = folder, secrets, network, world
        self._turn = Lock()

    def connect(self) -> "OnlineGateway":
        """Sign in at the centre, for a sync or a guarded call; it thereby says which password holds. KnownError `sign_in.refused`, `centre.*`."""
        with self._turn:
            gateway = self._enter(self._password)
            self._forget_the_other(self._password)
            return gateway

    def change(self, current: str, new: str) -> None:
        """Blocking for two key derivations and the centre: call it off the main thread.

        Where the centre already has `new` (changed on another workstation, reset, or cut after it heard), the store follows.
        KnownError `password.*`, `keyring.*`, `store.damaged`.
        """
        from cnmas_desktop.central import passwords, staffing
        from cnmas_desktop.local.keys import add_password

        passwords.check(new, self._login)
        if new == current:
            raise KnownError("password.same")
        with self._turn:
            to_change = self._accepted(current)
            if not (to_change or self._accepted(new)):
                raise KnownError("password.current_wrong")
            try:
                add_password(self._folder, current, new, self._secrets)
            except KnownError as error:
                raise _about_current(error) from None
            self._world.fault("password.slot_added")
            if to_change:
                try:
                    staffing.change_own_password(self._url, self._login, current, new)
                except KnownError as error:
                    raise _cut(error) from None
            self._world.fault("password.changed_at_centre")
            self._password = new
            self._forget_the_other(new)

    def _accepted(self, password: str) -> bool:
        """Whether the centre knows the person by this password."""
        try:
            self._enter(password).close()
        except KnownError as error:
            if error.code == "sign_in.refused":
                return False
            if error.code in UNANSWERED:
                raise KnownError("password.needs_centre") from None
            raise
        return True

    def _enter(self, password: str) -> "OnlineGateway":
        def enter_now() -> "OnlineGateway":
            from cnmas_desktop.central.entrance import enter
            from cnmas_desktop.central.online_gateway import OnlineGateway

            return OnlineGateway(enter(self._url, self._login, password).connection, narrow=self._narrow, courtesy=self._courtesy)

        return self._network(enter_now)

    def _forget_the_other(self, password: str) -> None:
        """Drop the slot that the centre disowned. A keyring that will not open now does not undo what the centre said: the next
        connection tries again, and until then both passwords open the store."""
        from cnmas_desktop.local.keys import keep_password

        with suppress(KnownError):
            keep_password(self._folder, password, self._secrets)


def change_at_centre(centre_url: str, login: str, current: str, new: str) -> None:
    """For staff, who keep nothing on the workstation. KnownError `password.*`."""
    from cnmas_desktop.central import staffing

    try:
        staffing.change_own_password(centre_url, login, current, new)
    except KnownError as error:
        raise _about_current(_cut(error)) from None


def _about_current(error: KnownError) -> KnownError:
    """Whoever is signed in can only have mistyped: the sentence of the sign-in page would be beside the point."""
    return KnownError("password.current_wrong") if error.code == "sign_in.refused" else error


def _cut(error: KnownError) -> KnownError:
    """A centre that fell silent may have heard: the person tries the new password first, then the old one."""
    return KnownError("password.unconfirmed") if error.code in UNANSWERED else error
