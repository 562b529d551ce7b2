"""The people of a centre: accounts, the director's authorisations, passwords. All but one's own password is the operator's work.

The login code a person types is an opaque id (`a7k2m`), never a name: anyone signed in can list role names (reliability 2.3).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random, SystemRandom
import re
import time
from typing import TYPE_CHECKING, Any

from cnmas_desktop.central import passwords
from cnmas_desktop.central.connection import connect, connection_parameters, known_faults, one_row
from cnmas_desktop.central.roles import GROUPS, person_role, verifier
from cnmas_desktop.domain.spelling import words
from cnmas_desktop.messages import KnownError

if TYPE_CHECKING:
    import psycopg

TEMPORARY_PASSWORD = timedelta(days=30)
CONNECTION_LIMIT = 2
_LETTERS = "abcdefghjkmnpqrstuvwxyz"
_DIGITS = "23456789"


@dataclass(frozen=True, slots=True)
class NewPerson:
    """`kind`: agent, supervisor, manager or auditor. `login` None: an opaque one is made. `contract_until`: the account's end."""

    kind: str
    display_name: str
    first_name: str
    login: str | None = None
    contract_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """What the person is told once: the code to type and, unless given, the temporary password made for them."""

    login: str
    role: str
    password: str


@dataclass(frozen=True, slots=True)
class DirectorAuthorisation:
    """The individual authorisation by the director (decree 2015-390, art. 3). None: all campaigns, all organismes, no end."""

    authorised_by: str
    campaign: str | None = None
    organisme: str | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class StaffLine:
    login: str
    kind: str
    display_name: str
    first_name: str
    disabled_at: datetime | None
    password_expires_at: datetime | None
    authorised_until: datetime | None
    authorised: bool


@dataclass(frozen=True, slots=True)
class GivenBack:
    """Cases of one who left: `free` are back in the queue; `held` by a workstation come back by `until` at the latest (decision 7)."""

    free: int
    held: int
    until: datetime | None


def opaque_login(random: Random) -> str:
    """Five signs, letter first, that say nothing of the person: `a7k2m`."""
    return random.choice(_LETTERS) + "".join(random.choice(_LETTERS + _DIGITS) for _ in range(4))


def add(
    operator: "psycopg.Connection[Any]",
    person: NewPerson,
    password: str | None = None,
    authorisation: DirectorAuthorisation | None = None,
    random: Random | None = None,
) -> Account:
    """Make a person's role and row, all or nothing. A made password is temporary; a given one (demonstration) is not.

    Raises KnownError `staff.exists`, `staff.bad_login`, `staff.bad_name`, `password.weak`, and those of `authorise`."""
    from psycopg import errors, sql

    chance = random or SystemRandom()
    login = person.login or opaque_login(chance)
    _check_login(login, person)
    _check_name(person.display_name)
    _check_name(person.first_name, longest=40)
    given = password is not None
    secret = password if password is not None else passwords.temporary(chance)
    passwords.check(secret, login)
    role = person_role(operator.info.dbname, login)
    expires = None if given else _end(operator, person.contract_until)
    try:
        with known_faults(), operator.transaction():
            operator.execute(
                sql.SQL(
                    "CREATE ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION CONNECTION LIMIT {} PASSWORD {} VALID UNTIL {}"
                ).format(
                    sql.Identifier(role),
                    sql.Literal(CONNECTION_LIMIT),
                    sql.Literal(verifier(operator, role, secret)),
                    sql.Literal(_valid_until(expires or person.contract_until)),
                )
            )
            operator.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(GROUPS[person.kind]), sql.Identifier(role)))
            operator.execute(
                "INSERT INTO app.person (login, role_name, kind, display_name, first_name, password_expires_at, contract_until)"
                " VALUES (%s, %s, %s, %s, %s, %s, %s)",
                (login, role, person.kind, person.display_name, person.first_name, expires or person.contract_until, person.contract_until),
            )
            if authorisation is not None:
                authorise(operator, login, authorisation)
    except (errors.DuplicateObject, errors.UniqueViolation):
        raise KnownError("staff.exists", login=login) from None
    return Account(login, role, secret)


def authorise(operator: "psycopg.Connection[Any]", login: str, authorisation: DirectorAuthorisation) -> None:
    """Record the director's authorisation; it adds to those already recorded.

    Raises KnownError `staff.unknown`, `staff.bad_name` where nobody signed it, and `campaign.unknown` or `organisme.unknown` for a code that would authorise nothing."""
    _existing(operator, login)
    _check_name(authorisation.authorised_by)
    with known_faults():
        operator.execute("SELECT app.known_campaign(%s), app.known_organisme(%s)", (authorisation.campaign, authorisation.organisme))
    operator.execute(
        "INSERT INTO app.agent_authorisation (login, campaign, organisme, authorised_by, until_at) VALUES (%s, %s, %s, %s, %s)",
        (login, authorisation.campaign, authorisation.organisme, authorisation.authorised_by, authorisation.until),
    )


def place(operator: "psycopg.Connection[Any]", login: str, team: str | None, skills: Sequence[str] = ()) -> None:
    """Put a person into a team (None: into none), with the languages and professions for which cases may be confided to them.

    Raises KnownError `staff.unknown`, `staff.bad_team`."""
    from psycopg import errors

    _existing(operator, login)
    try:
        operator.execute("UPDATE app.person SET team = %s, skills = %s WHERE login = %s", (team, sorted(set(skills)), login))
    except errors.CheckViolation:
        raise KnownError("staff.bad_team", team=team) from None


def withdraw_authorisations(operator: "psycopg.Connection[Any]", login: str) -> int:
    """Revoke every authorisation of a person; returns how many stood. The account stays."""
    _existing(operator, login)
    return operator.execute(
        "UPDATE app.agent_authorisation SET revoked_at = now() WHERE login = %s AND revoked_at IS NULL", (login,)
    ).rowcount


def disable(operator: "psycopg.Connection[Any]", login: str, patience: float = 5.0) -> GivenBack:
    """Shut a person out at once: no login, no group, no session (reliability finding 6: NOLOGIN alone ends nothing).

    Their cases go back to the team in the same transaction, promises included. Raises KnownError `staff.unknown`, or `staff.still_connected` when a session survives `patience` seconds."""
    from psycopg import sql

    role, kind = _existing(operator, login)
    identifier = sql.Identifier(role)
    with known_faults(), operator.transaction():
        operator.execute(sql.SQL("ALTER ROLE {} NOLOGIN CONNECTION LIMIT 0").format(identifier))
        operator.execute(sql.SQL("REVOKE {} FROM {}").format(sql.Identifier(GROUPS[kind]), identifier))
        operator.execute("UPDATE app.person SET disabled_at = coalesce(disabled_at, now()) WHERE login = %s", (login,))
        withdraw_authorisations(operator, login)
        given_back = _give_back(operator, login)
    deadline = time.monotonic() + patience
    while _end_sessions(operator, role):
        if time.monotonic() > deadline:
            raise KnownError("staff.still_connected", login=login)
        time.sleep(0.02)
    return given_back


def _give_back(operator: "psycopg.Connection[Any]", login: str) -> GivenBack:
    """Nothing is assigned or promised to them any more; what their workstations hold is marked withdrawn."""
    free = operator.execute(
        "UPDATE app.call_case SET assigned_to = NULL, callback = callback - 'by', revision = revision + 1"
        " WHERE (assigned_to = %(login)s OR promised_by = %(login)s) AND leased_by IS DISTINCT FROM %(login)s",
        {"login": login},
    ).rowcount
    operator.execute(
        "UPDATE app.call_case SET assigned_to = NULL, callback = callback - 'by', revision = revision + 1,"
        "       withdrawn = coalesce(withdrawn, 'account_closed')"
        " WHERE leased_by = %(login)s AND lease_id IS NOT NULL",
        {"login": login},
    )
    held, until = one_row(
        operator, "SELECT count(*), max(leased_until) FROM app.call_case WHERE leased_by = %s AND lease_id IS NOT NULL", login
    )
    return GivenBack(free, held, until)


def _end_sessions(operator: "psycopg.Connection[Any]", role: str) -> int:
    """Ask every session of `role` to end; returns how many there were."""
    import psycopg

    try:
        rows = operator.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = %s", (role,)).fetchall()
    except psycopg.errors.InsufficientPrivilege:
        return 1
    return len(rows)


def reset_password(operator: "psycopg.Connection[Any]", login: str, random: Random | None = None) -> Account:
    """A new temporary password; also undoes whatever the person had set for their own role."""
    from psycopg import sql

    role, _ = _existing(operator, login)
    secret = passwords.temporary(random or SystemRandom())
    expires = _end(operator, one_row(operator, "SELECT contract_until FROM app.person WHERE login = %s", login)[0])
    with known_faults(), operator.transaction():
        operator.execute(
            sql.SQL("ALTER ROLE {} PASSWORD {} VALID UNTIL {}").format(
                sql.Identifier(role), sql.Literal(verifier(operator, role, secret)), sql.Literal(_valid_until(expires))
            )
        )
        operator.execute(sql.SQL("ALTER ROLE {} RESET ALL").format(sql.Identifier(role)))
        operator.execute("UPDATE app.person SET password_expires_at = %s, password_changed_at = NULL WHERE login = %s", (expires, login))
    return Account(login, role, secret)


def change_own_password(url: str, login: str, old: str, new: str) -> None:
    """The person's own act, under their own login; only the verifier leaves this machine (decision 17).

    Raises KnownError `password.weak`, `password.same`, `sign_in.refused`, `centre.unreachable`."""
    from psycopg import sql

    passwords.check(new, login)
    if new == old:
        raise KnownError("password.same")
    role = person_role(connection_parameters(url)["dbname"], login)
    with known_faults(), connect(url, role, old) as person, person.transaction():
        row = person.execute(
            "SELECT n.nspname FROM pg_namespace n WHERE n.nspname = ANY (%s) AND has_schema_privilege(n.oid, 'USAGE')",
            (list(GROUPS),),
        ).fetchone()
        if row is None:
            raise KnownError("sign_in.refused")
        person.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(role), sql.Literal(verifier(person, role, new))))
        person.execute(sql.SQL("SELECT {}.password_changed()").format(sql.Identifier(row[0])))


def settle_passwords(operator: "psycopg.Connection[Any]") -> int:
    """Lift the end of temporary passwords that their persons have changed; returns how many. Called by start and maintenance."""
    from psycopg import sql

    rows = operator.execute(
        "SELECT login, role_name, contract_until FROM app.person WHERE password_changed_at IS NOT NULL"
        " AND password_expires_at IS DISTINCT FROM contract_until AND disabled_at IS NULL"
    ).fetchall()
    for login, role, until in rows:
        with operator.transaction():
            operator.execute(sql.SQL("ALTER ROLE {} VALID UNTIL {}").format(sql.Identifier(role), sql.Literal(_valid_until(until))))
            operator.execute("UPDATE app.person SET password_expires_at = contract_until WHERE login = %s", (login,))
    return len(rows)


def staff(operator: "psycopg.Connection[Any]") -> Sequence[StaffLine]:
    """Everybody, by login, the disabled too. `authorised`: a director's authorisation holds now."""
    rows = operator.execute(
        """
        SELECT p.login, p.kind, p.display_name, p.first_name, p.disabled_at, p.password_expires_at,
               max(a.until_at), count(a.id) > 0
          FROM app.person p
          LEFT JOIN app.agent_authorisation a ON a.login = p.login AND a.revoked_at IS NULL
               AND a.from_at <= now() AND (a.until_at IS NULL OR a.until_at > now())
         GROUP BY p.login ORDER BY p.login
        """
    ).fetchall()
    return [StaffLine(*row) for row in rows]


def _existing(operator: "psycopg.Connection[Any]", login: str) -> tuple[str, str]:
    row = operator.execute("SELECT role_name, kind FROM app.person WHERE login = %s", (login,)).fetchone()
    if row is None:
        raise KnownError("staff.unknown", login=login)
    return row[0], row[1]


def _check_login(login: str, person: NewPerson) -> None:
    """A code of 2 to 24 letters and digits that does not carry the person's name."""
    if person.kind not in GROUPS:
        raise ValueError(f"no such kind of person: {person.kind}")
    names = [part for part in words(f"{person.display_name} {person.first_name}") if len(part) >= 4 and part != person.kind]
    reserved = login in ("operator", "owner")
    if not re.fullmatch(r"[a-z0-9]{2,24}", login) or reserved or any(name in login for name in names):
        raise KnownError("staff.bad_login", login=login)


def _check_name(name: str, longest: int = 80) -> None:
    """What a screen and the yearly review can show: one line that says something."""
    if not name.strip() or len(name) > longest or not name.isprintable():
        raise KnownError("staff.bad_name", name=name[:longest])


def _end(operator: "psycopg.Connection[Any]", contract_until: datetime | None) -> datetime:
    """When a temporary password made now ends, by the centre's clock."""
    temporary: datetime = one_row(operator, "SELECT now() + %s", TEMPORARY_PASSWORD)[0]
    return temporary if contract_until is None else min(temporary, contract_until)


def _valid_until(end: datetime | None) -> str:
    return "infinity" if end is None else end.isoformat()
