"""The workstations of a centre, one for each person and account of a computer; and those that are lost or leave service.

A withdrawn workstation is given nothing any more. At its next contact it sends what it still holds, and then erases itself
(`services.sessions.AgentSession.erase`): nothing that an agent confirmed is destroyed with it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from cnmas_desktop.central.connection import known_faults, one_row
from cnmas_desktop.messages import KnownError

if TYPE_CHECKING:
    import psycopg


@dataclass(frozen=True, slots=True)
class Workstation:
    """`pending`: events it had not sent at its last contact. `told`: it has been in touch since it was withdrawn."""

    id: UUID
    login: str
    client_version: str
    registered_at: datetime
    last_contact_at: datetime
    pending: int
    held: int
    withdrawn_at: datetime | None

    @property
    def told(self) -> bool:
        return self.withdrawn_at is not None and self.last_contact_at > self.withdrawn_at


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """Its cases: `free` are in the queue again; `held` come back at its next contact, or by `until`."""

    login: str
    free: int
    held: int
    until: datetime | None


def workstations(operator: "psycopg.Connection[Any]", login: str | None = None) -> Sequence[Workstation]:
    """Everybody's, or one person's; the last in touch first."""
    rows = operator.execute(
        """
        SELECT d.id, d.login, d.client_version, d.registered_at, d.last_contact_at, d.reported_pending,
               (SELECT count(*) FROM app.call_case c WHERE c.leased_by = d.login AND c.leased_device = d.id AND c.lease_id IS NOT NULL),
               d.withdrawn_at
          FROM app.device d WHERE d.login = %(login)s OR %(login)s::text IS NULL
         ORDER BY d.last_contact_at DESC, d.id
        """,
        {"login": login},
    ).fetchall()
    return [Workstation(*row) for row in rows]


def allow(operator: "psycopg.Connection[Any]", device: UUID) -> str:
    """Take back the withdrawal of a workstation that has not heard of it yet; whose it is. Leases ended by it stay ended.

    KnownError `device.unknown`, `device.told`: it erases itself, or has."""
    with known_faults(), operator.transaction():
        row = operator.execute(
            "SELECT login, status = 'erase' AND last_contact_at > withdrawn_at FROM app.device WHERE id = %s FOR UPDATE", (device,)
        ).fetchone()
        if row is None:
            raise KnownError("device.unknown")
        login, told = row
        if told:
            raise KnownError("device.told", login=login)
        operator.execute("UPDATE app.device SET status = 'active', withdrawn_at = NULL WHERE id = %s AND status = 'erase'", (device,))
    return str(login)


def withdraw(operator: "psycopg.Connection[Any]", device: UUID, *, at_once: bool = False) -> Withdrawn:
    """Withdraw a workstation. Its cases come back at its next contact or when their leases end (decision 7); `at_once`, they are free
    now under a raised epoch, for whoever knows that nobody is calling there. Raises KnownError `device.unknown`."""
    with known_faults(), operator.transaction():
        row = operator.execute(
            "UPDATE app.device SET status = 'erase', withdrawn_at = coalesce(withdrawn_at, now()) WHERE id = %s RETURNING login",
            (device,),
        ).fetchone()
        if row is None:
            raise KnownError("device.unknown")
        held = [
            case
            for (case,) in operator.execute(
                "SELECT id FROM app.call_case WHERE leased_by = %s AND leased_device = %s AND lease_id IS NOT NULL"
                " ORDER BY campaign, id FOR UPDATE",
                (row[0], device),
            )
        ]
        if at_once:
            operator.execute("SELECT app.end_leases(%s, 'released')", (held,))
            operator.execute("UPDATE app.call_case SET epoch = epoch + 1 WHERE id = ANY (%s)", (held,))
            return Withdrawn(row[0], len(held), 0, None)
        operator.execute(
            "UPDATE app.call_case SET withdrawn = coalesce(withdrawn, 'released'), revision = revision + 1 WHERE id = ANY (%s)",
            (held,),
        )
        until = one_row(operator, "SELECT max(leased_until) FROM app.call_case WHERE id = ANY (%s)", held)[0]
        return Withdrawn(row[0], 0, len(held), until)
