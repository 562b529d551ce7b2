"""The two centres of the simulation: the model in memory and a real PostgreSQL, acted on as a supervisor or a mishap would."""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
import json
from random import Random
from typing import Protocol
from uuid import UUID

from psycopg import sql

from cnmas_desktop.central import roles
from cnmas_desktop.central.agent_gateway import AgentGateway
from cnmas_desktop.central.manager_rows import ImportPhone, ImportRow
from cnmas_desktop.domain.events import digest
from cnmas_desktop.domain.world import World
from cnmas_desktop.services.steering import Decide
from cnmas_desktop.services.supervision import CentreSteering, Line
from cnmas_desktop.sync.protocol import CasePayload, CentralGateway, Phone, Policy, VersionRef
from tests.central_server import PASSWORD, CentralServer, Centre, invented_row
from tests.contract.memory_centre import MemoryCentre, MemoryGateway
from tests.contract.memory_rows import Held, MemoryPerson
from tests.faults.simulation.clock import TrueTime
from tests.faults.simulation.workstation import Mark

CAMPAIGNS = ("ALPHA", "BETA")
SIZE, CAP = 3, 6
PERSONS, BOTH = 8, 4
"""Persons, and how many of them are in both campaigns."""

TALLY = "SELECT t::text FROM app.case_tally(NULL) t ORDER BY 1"
INTERVIEWS = """
    SELECT k::text FROM app.interview_count k WHERE k.held > 0
    UNION ALL SELECT (f.case_id, f.interviewer, f.held_at)::text FROM app.case_fact f WHERE f.interviewer IS NOT NULL"""
ROLLUPS = """
    WITH kept AS (SELECT day, campaign, organisme, login, measure, n::bigint FROM app.rollup WHERE n <> 0),
    counting AS (
        -- A correction counts on the day of what it corrects.
        SELECT v.login, v.type, v.body, coalesce(o.at, v.at) AS at, c.campaign, c.organisme
          FROM app.call_case c, app.valid_events(c.campaign, c.id) v
          LEFT JOIN app.event k ON k.id = v.id AND k.type = 'correction'
          LEFT JOIN app.event o ON o.id = (k.text::jsonb #>> '{body,supersedes}')::uuid
    ), again AS (
        SELECT (e.at AT TIME ZONE 'Europe/Paris')::date AS day, e.campaign, e.organisme, e.login, m.measure, count(*) AS n
          FROM counting e, unnest(app.measures(e.type, e.body, e.at)) AS m (measure) GROUP BY 1, 2, 3, 4, 5)
    (TABLE kept EXCEPT TABLE again) UNION ALL (TABLE again EXCEPT TABLE kept)"""


@dataclass(frozen=True, slots=True)
class Holdings:
    """What the centre holds: the status of each event, those kept apart for a supervisor and why, ids that are there more than once."""

    events: dict[Mark, str]
    apart: dict[Mark, str]
    doubled: int

    def marks(self) -> set[Mark]:
        return {*self.events, *self.apart}


class House(Protocol):
    """A centre with the agents `logins`, and what may be done to it."""

    logins: tuple[str, ...]
    supervised: bool
    """Whether it keeps figures and has a room of supervisors."""

    def gateway(self, login: str) -> CentralGateway: ...

    def cases(self) -> Sequence[UUID]:
        """In an order that does not depend on chance."""
        ...

    def person_of(self, case_id: UUID) -> UUID: ...

    def expire(self, case_id: UUID) -> None: ...

    def withdraw(self, case_id: UUID) -> None: ...

    def release_now(self, case_id: UUID) -> None: ...

    def close_campaign(self, code: str, *, closed: bool) -> None: ...

    def decide(self, random: Random) -> str:
        """What a supervisor decided of one event that waits for that; "" if none does."""
        ...

    def backup(self) -> None: ...

    def restore(self) -> None: ...

    def holdings(self) -> Holdings: ...

    def holders(self) -> list[tuple[UUID, str, UUID]]:
        """(person, login, device) of each live lease."""
        ...

    def refused(self, person: UUID) -> bool: ...

    def miscounted(self) -> list[str]:
        """Figures behind the boards that a recount of the events and cases would give otherwise."""
        ...

    def states(self) -> list[tuple[UUID, str, int]]:
        """(case, state, epoch), for the comparison before and after a replay."""
        ...

    def close(self) -> None: ...


class MemoryHouse:
    supervised = False

    def __init__(self, true: TrueTime, seed: str, agents: int, gateway: type[MemoryGateway] = MemoryGateway) -> None:
        self._make = gateway
        self.world = World(true, Random(seed))
        self.true = true
        self.centre = MemoryCentre(self.world, self.world.uuid7(), policy=Policy(lease_size=SIZE, lease_cap=CAP))
        self.logins = tuple(f"agent{number:02}" for number in range(1, agents + 1))
        self.centre.people = {login: MemoryPerson(login) for login in self.logins}
        for code in CAMPAIGNS:
            text = json.dumps({"code": code})
            self.centre.versions[VersionRef(code, "1", digest(text))] = text
        for number in range(PERSONS):
            person = self.world.uuid7()
            phone = Phone(self.world.uuid7(), f"+3319900{number:04d}", "Europe/Paris")
            for code in CAMPAIGNS if number < BOTH else (CAMPAIGNS[number % 2],):
                self.centre.add_case(
                    CasePayload(
                        self.world.uuid7(), person, code, "1", "011", 1, "fresh", 5, datetime(1970, 1, 1, tzinfo=UTC), number,
                        {"nom": f"Inventé {number}", "prenom": "Alix"}, (phone,),
                    )
                )  # fmt: skip
        self._backup: MemoryCentre | None = None

    def gateway(self, login: str) -> CentralGateway:
        self.centre.gateway(login)
        return self._make(self.centre, self.centre.people[login])

    def cases(self) -> Sequence[UUID]:
        return list(self.centre.cases)

    def person_of(self, case_id: UUID) -> UUID:
        return self.centre.cases[case_id].payload.person_id

    def expire(self, case_id: UUID) -> None:
        held = self.centre.cases[case_id].held
        if held is not None:
            held.until = self.true.now() - timedelta(minutes=1)

    def withdraw(self, case_id: UUID) -> None:
        self.centre.withdraw(case_id, "released")

    def release_now(self, case_id: UUID) -> None:
        self.centre.release_now(case_id)

    def close_campaign(self, code: str, *, closed: bool) -> None:
        (self.centre.closed.add if closed else self.centre.closed.discard)(code)

    def decide(self, random: Random) -> str:
        return ""  # it has no room of supervisors

    def backup(self) -> None:
        self._backup = self._copy()

    def restore(self) -> None:
        if self._backup is None:
            return
        timeline = str(int(self.centre.timeline) + 1)
        self.centre, self._backup = self._backup, None
        self.centre.begin_history(timeline)

    def _copy(self) -> MemoryCentre:
        """Everything but the campaigns' texts and the clock."""
        centre = self.centre
        return replace(
            centre,
            people={login: replace(person) for login, person in centre.people.items()},
            closed=set(centre.closed),
            cases={
                key: replace(
                    case, held=_own(case.held), history=dict(case.history), before_restore=set(case.before_restore), opted_out=dict(case.opted_out),
                    refusals=list(case.refusals), lifted=set(case.lifted),
                )
                for key, case in centre.cases.items()
            },
            devices=dict(centre.devices),
            events=dict(centre.events),
            quarantine=list(centre.quarantine),
            work_states={},
            accesses=deepcopy(centre.accesses),
        )  # fmt: skip

    def holdings(self) -> Holdings:
        events = {(one.id, one.sha256): one.status.value for one in self.centre.events.values()}
        return Holdings(events, {(one.id, one.sha256): one.reason or "" for one in self.centre.quarantine}, 0)

    def holders(self) -> list[tuple[UUID, str, UUID]]:
        return [(case.payload.person_id, held.login, held.device) for case, held in self.centre.live_leases()]

    def refused(self, person: UUID) -> bool:
        return any(case.payload.person_id == person and "phone" in case.opted_out for case in self.centre.cases.values())

    def miscounted(self) -> list[str]:
        return []  # no figures are kept here

    def states(self) -> list[tuple[UUID, str, int]]:
        return [(case_id, case.state, case.epoch) for case_id, case in self.centre.cases.items()]

    def close(self) -> None:
        """Nothing is open."""


def _own(held: Held | None) -> Held | None:
    return None if held is None else replace(held)


class PostgresHouse:
    """A clone of the tests' template, furnished; `patches` may break its functions first."""

    supervised = True

    def __init__(self, server: CentralServer, agents: int, patches: Sequence[str] = ()) -> None:
        self.server = server
        self.centre: Centre = server.clone()
        for patch in patches:
            self.centre.operator.execute(patch.encode())
        self._furnish(agents)

    def _furnish(self, agents: int) -> None:
        centre = self.centre
        people = [centre.add_agent() for _ in range(agents)]
        self.logins = tuple(person.login for person in people)
        centre.operator.execute("UPDATE app.person SET undertaking_version = '1', undertaking_at = now() WHERE kind = 'agent'")
        policy = json.dumps({"lease_size": SIZE, "lease_cap": CAP})
        centre.operator.execute("UPDATE app.centre SET policy = policy || %s::jsonb", (policy,))
        person = centre.add_supervisor()
        self._room = CentreSteering(Line(centre.url, person.login, lambda: person.password))
        self._cases: list[UUID] = []
        for place, code in enumerate(CAMPAIGNS):
            centre.plain_campaign(code)
            wanted = [number for number in range(PERSONS) if number < BOTH or number % 2 == place]

            def row(index: int, wanted: list[int] = wanted, code: str = code) -> ImportRow:
                number = wanted[index]
                phones = (ImportPhone(f"+3319900{number:04d}", "Europe/Paris"),)
                return invented_row(number, person_key=f"personne {number}", dedupe_key=f"{code} {number}", phones=phones)

            self._cases += centre.import_people(code, len(wanted), make=row)
        for key, case_id in enumerate(self._cases):
            centre.operator.execute("UPDATE app.call_case SET seeded_key = %s WHERE id = %s", (key, case_id))
        self._persons: dict[UUID, UUID] = dict(centre.rows("SELECT id, contact_id FROM app.call_case"))

    def gateway(self, login: str) -> CentralGateway:
        return AgentGateway.sign_in(self.centre.url, login, PASSWORD)

    def cases(self) -> Sequence[UUID]:
        return self._cases

    def person_of(self, case_id: UUID) -> UUID:
        return self._persons[case_id]

    def expire(self, case_id: UUID) -> None:
        query = "UPDATE app.call_case SET leased_until = now() - interval '1 minute' WHERE id = %s AND lease_id IS NOT NULL"
        self.centre.operator.execute(query, (case_id,))

    def withdraw(self, case_id: UUID) -> None:
        query = "UPDATE app.call_case SET withdrawn = 'released' WHERE id = %s AND lease_id IS NOT NULL"
        self.centre.operator.execute(query, (case_id,))

    def release_now(self, case_id: UUID) -> None:
        self.centre.operator.execute("SELECT app.end_leases(ARRAY[%s::uuid], 'released')", (case_id,))
        self.centre.operator.execute("UPDATE app.call_case SET epoch = epoch + 1 WHERE id = %s", (case_id,))

    def close_campaign(self, code: str, *, closed: bool) -> None:
        state = "closed" if closed else "open"
        query = "UPDATE app.campaign SET state = %s, closed_at = CASE WHEN %s THEN now() END WHERE code = %s"
        self.centre.operator.execute(query, (state, closed, code))

    def decide(self, random: Random) -> str:
        waiting = self._room.waiting()
        if not waiting:
            return ""
        # The id of what was set aside is the centre's own chance.
        one = random.choice(sorted(waiting, key=lambda row: (row.kind, row.reason, row.type, str(row.id) if row.kind == "flagged" else "")))
        keep = bool(one.no_drop) or (not one.no_keep and random.random() < 0.5)
        done = self._room.run(Decide((one.id,), keep=keep), "Vu avec l'agent", lambda done, total: True)
        return f"{'keeps' if keep else 'drops'} {one.type} {one.kind} {one.reason}: {done.touched}"

    def backup(self) -> None:
        self._copy(self.centre.database, self.centre.database + "_backup")

    def restore(self) -> None:
        """The copy takes the place of the centre, as `central restore` leaves it."""
        self._copy(self.centre.database + "_backup", self.centre.database)
        operator = self.centre.operator
        roles.apply_privileges(operator, self.centre.database)
        operator.execute("SELECT app.begin_history()")

    def _copy(self, source: str, target: str) -> None:
        self.centre.close()
        for name in ("operator", "gateway"):
            self.centre.__dict__.pop(name, None)
        with self.server.admin() as admin:
            admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(target)))
            admin.execute(
                sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {} STRATEGY FILE_COPY").format(
                    sql.Identifier(target), sql.Identifier(roles.OWNER), sql.Identifier(source)
                )
            )

    def holdings(self) -> Holdings:
        rows = self.centre.rows(
            "SELECT id, k.sha256, e.status FROM app.event_key k LEFT JOIN app.event e USING (id) UNION ALL SELECT id, sha256, 'applied' FROM app.audit WHERE device IS NOT NULL"
        )
        apart = {
            (event_id, sha): reason for event_id, sha, reason in self.centre.rows("SELECT event_id, sha256, reason FROM app.quarantine")
        }
        events = {(event_id, sha): status for event_id, sha, status in rows}
        doubled = len(rows) - len({event_id for event_id, _, _ in rows})
        return Holdings(events, apart, doubled)

    def holders(self) -> list[tuple[UUID, str, UUID]]:
        return [
            (person, login, device)
            for person, login, device in self.centre.rows(
                "SELECT contact_id, leased_by, leased_device FROM app.call_case WHERE lease_id IS NOT NULL AND leased_until > now()"
            )
        ]

    def refused(self, person: UUID) -> bool:
        query = "SELECT do_not_call_at IS NOT NULL FROM app.contact WHERE id = %s"
        return bool(self.centre.value(query, person))

    def miscounted(self) -> list[str]:
        rollups = self.centre.rows(ROLLUPS)
        with self.centre.operator.transaction(force_rollback=True):
            self.centre.operator.execute("SELECT app.fold_facts()")
            kept = self.centre.rows(TALLY) + self.centre.rows(INTERVIEWS)
            self.centre.operator.execute("SELECT app.recount_cases()")
            again = self.centre.rows(TALLY) + self.centre.rows(INTERVIEWS)
        return [str(row) for row in (*rollups, *(set(kept) ^ set(again)))]

    def states(self) -> list[tuple[UUID, str, int]]:
        found = {row[0]: row for row in self.centre.rows("SELECT id, state, epoch FROM app.call_case")}
        return [(case_id, found[case_id][1], found[case_id][2]) for case_id in self._cases]

    def close(self) -> None:
        self.centre.close()
        with self.server.admin() as admin:
            for name in (self.centre.database, self.centre.database + "_backup"):
                admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
