"""The one door of a centre: a person signs in and is known by the group of their role."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, LiteralString

from cnmas_desktop.central.connection import connect, connection_parameters, known_faults, one_row
from cnmas_desktop.central.roles import GROUPS, person_role
from cnmas_desktop.messages import KnownError

if TYPE_CHECKING:
    from cnmas_desktop.central.connection import Connection

HELLOS: dict[str, LiteralString] = {
    "supervisor": "SELECT supervisor.hello()", "manager": "SELECT manager.hello()", "auditor": "SELECT auditor.hello()"
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Greeting:
    """Whose login it is, as the centre calls them, and when its password ends."""

    display_name: str
    password_expires_at: datetime | None


@dataclass(frozen=True, slots=True)
class Entered:
    """A connection under a person's own login. `kind`: agent, supervisor, manager or auditor; `at`: the centre's clock."""

    kind: str
    connection: "Connection"
    at: datetime

    def greeting(self) -> Greeting:
        """What the centre says to who signs in. Not for an agent, whose own hello says more. KnownError as `connect`."""
        with known_faults():
            said = one_row(self.connection, HELLOS[self.kind])[0]
        ends = said["password_expires_at"]
        return Greeting(said["display_name"], None if ends is None else datetime.fromisoformat(ends))


def enter(url: str, login: str, password: str, *, standby: bool = False) -> Entered:
    """Sign in at `url`; `standby`: as of `connect`, to read. KnownError as `connect`, `sign_in.refused` too for a role that belongs to no group of people."""
    connection = connect(url, person_role(connection_parameters(url)["dbname"], login), password, standby=standby)
    try:
        with known_faults():
            query = "SELECT rolname, now() FROM pg_roles WHERE rolname = ANY (%s) AND pg_has_role(session_user, oid, 'member')"
            groups: dict[str, datetime] = dict(connection.execute(query, (list(GROUPS.values()),)))
        for kind, group in GROUPS.items():
            if group in groups:
                return Entered(kind, connection, groups[group])
        raise KnownError("sign_in.refused")
    except BaseException:
        connection.close()
        raise
