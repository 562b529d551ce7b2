"""The two centres that the contract is held against: PostgreSQL behind `AgentGateway`, and the one in memory.

A test asks for `centre_port`; it knows nothing of what is behind. `World` of the memory centre runs on the real clock.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime
import json
from random import Random
from typing import Protocol
from uuid import UUID, uuid4

import pytest

from cnmas_desktop.central.agent_gateway import AgentGateway
from cnmas_desktop.central.manager_rows import ImportPhone
from cnmas_desktop.central.online_gateway import OnlineGateway
from cnmas_desktop.domain.events import digest
from cnmas_desktop.domain.world import SystemClock, World
from cnmas_desktop.sync.online import Caller, CentreDesk
from cnmas_desktop.sync.protocol import CasePayload, Phone, VersionRef
from tests.agent_desk import Desk
from tests.central_server import Centre, invented_row
from tests.contract.memory_centre import MemoryCentre
from tests.contract.memory_online import MemoryOnline
from tests.contract.memory_rows import MemoryPerson

CAMPAIGN = "ESSAI"
SECRET = "code_provisoire_ameli"


class CentrePort(Protocol):
    """What the contract needs of a centre beside the gateway: to be furnished, and to act as a supervisor would."""

    def desk(self, login: str = "agent", *, authorised: bool = True, signed: bool = True) -> Desk:
        """A new device of the person with this login, who is made when first named and has presented itself."""
        ...

    def add_cases(self, number: int) -> list[UUID]:
        """Fresh cases, one a person."""
        ...

    def add_household(self, number: int) -> list[UUID]:
        """Fresh cases of one person."""
        ...

    def online(self, login: str = "agent") -> CentreDesk:
        """The guarded calls of a person who has a desk."""
        ...

    def add_secret(self, case_id: UUID, secret: str) -> None:
        """Put the provisional code of a case on file."""
        ...

    def caller(self, case_id: UUID) -> Caller:
        """What the person of a case says when they call in."""
        ...

    def accesses(self) -> list[tuple[str, bool]]:
        """(type, granted) of the access log's lines about guarded calls, in order."""
        ...

    def withdraw(self, case_id: UUID) -> None: ...

    def release_now(self, case_id: UUID) -> None: ...

    def close_campaign(self) -> None: ...

    def work_state(self, device: UUID) -> tuple[str | None, datetime | None]:
        """What the supervisor's board may say of the device."""
        ...


class PostgresPort:
    def __init__(self, centre: Centre) -> None:
        self.centre = centre
        self.people: dict[str, str] = {}
        self.gateways: list[AgentGateway] = []
        self.made = 0
        centre.plain_campaign(CAMPAIGN)

    def desk(self, login: str = "agent", *, authorised: bool = True, signed: bool = True) -> Desk:
        if login not in self.people:
            self.people[login] = self.centre.add_agent(authorised=authorised).password
            self.people[login] = self.centre.value("SELECT login FROM app.person WHERE kind = 'agent' ORDER BY created_at DESC LIMIT 1")
            if signed:
                self.centre.operator.execute(
                    "UPDATE app.person SET undertaking_version = '1', undertaking_at = now() WHERE login = %s", (self.people[login],)
                )
        gateway = AgentGateway.sign_in(self.centre.url, self.people[login], "Passe-Partout-2026!")
        self.gateways.append(gateway)
        desk = Desk(gateway)
        desk.hello()
        return desk

    def add_cases(self, number: int) -> list[UUID]:
        self.made += number
        return self.centre.import_people(CAMPAIGN, number, start=self.made)

    def add_household(self, number: int) -> list[UUID]:
        self.made += number
        key, phone = f"foyer {self.made}", ImportPhone(f"+3319900{9000 + self.made}", "Europe/Paris")
        return self.centre.import_people(
            CAMPAIGN, number, start=self.made, make=lambda index: invented_row(index, person_key=key, phones=(phone,))
        )

    def online(self, login: str = "agent") -> CentreDesk:
        gateway = OnlineGateway.sign_in(self.centre.url, self.people[login], "Passe-Partout-2026!")
        self.gateways.append(gateway)
        return gateway

    def add_secret(self, case_id: UUID, secret: str) -> None:
        self.centre.operator.execute("UPDATE app.campaign_version SET online_only = %s", ([SECRET],))
        fields = json.dumps({SECRET: secret})
        self.centre.operator.execute("UPDATE app.call_case SET fields = fields || %s WHERE id = %s", (fields, case_id))

    def caller(self, case_id: UUID) -> Caller:
        query = "SELECT p.e164, t.fields ->> 'nom', t.fields ->> 'date_naissance' FROM app.call_case c JOIN app.contact t ON t.id = c.contact_id"
        (row,) = self.centre.rows(query + " JOIN app.phone p ON p.contact_id = t.id WHERE c.id = %s", case_id)
        return Caller(row[0], row[1], date.fromisoformat(row[2]))

    def accesses(self) -> list[tuple[str, bool]]:
        query = "SELECT type, (detail ->> 'granted')::boolean FROM app.audit WHERE type IN ('reveal', 'look_up') ORDER BY at"
        return [(kind, granted) for kind, granted in self.centre.rows(query)]

    def withdraw(self, case_id: UUID) -> None:
        self.centre.operator.execute("UPDATE app.call_case SET withdrawn = 'released' WHERE id = %s", (case_id,))

    def release_now(self, case_id: UUID) -> None:
        self.centre.operator.execute("SELECT app.end_leases(ARRAY[%s::uuid], 'released')", (case_id,))
        self.centre.operator.execute("UPDATE app.call_case SET epoch = epoch + 1 WHERE id = %s", (case_id,))

    def close_campaign(self) -> None:
        self.centre.operator.execute("UPDATE app.campaign SET state = 'closed', closed_at = now() WHERE code = %s", (CAMPAIGN,))

    def work_state(self, device: UUID) -> tuple[str | None, datetime | None]:
        ((state, since),) = self.centre.rows("SELECT work_state, state_since FROM app.device WHERE id = %s", device)
        return state, since

    def close(self) -> None:
        for gateway in self.gateways:
            gateway.close()


class MemoryPort:
    def __init__(self) -> None:
        self.world = World(SystemClock(), Random(1))
        self.centre = MemoryCentre(self.world, uuid4())
        text = '{"code": "ESSAI"}'
        self.centre.versions[VersionRef(CAMPAIGN, "1", digest(text))] = text
        self.made = 0

    def desk(self, login: str = "agent", *, authorised: bool = True, signed: bool = True) -> Desk:
        if login not in self.centre.people:
            self.centre.people[login] = MemoryPerson(login, authorised=authorised, undertaking="1" if signed else None)
        desk = Desk(self.centre.gateway(login))
        desk.hello()
        return desk

    def add_cases(self, number: int) -> list[UUID]:
        return [self._add(uuid4()) for _ in range(number)]

    def add_household(self, number: int) -> list[UUID]:
        person = uuid4()
        return [self._add(person) for _ in range(number)]

    def _add(self, person: UUID) -> UUID:
        self.made += 1
        shared = next((one.payload for one in self.centre.cases.values() if one.payload.person_id == person), None)
        payload = CasePayload(
            case_id=uuid4(), person_id=person, campaign=CAMPAIGN, version="1", organisme="011", revision=1, state="fresh",
            queue_class=5, callable_from=datetime(1970, 1, 1, tzinfo=UTC), seeded_key=self.made,
            fields=shared.fields if shared else {"nom": f"Inventé {self.made}", "prenom": "Alix"},
            phones=shared.phones if shared else (Phone(uuid4(), f"+3319900{self.made:04d}", "Europe/Paris"),),
        )  # fmt: skip
        self.centre.add_case(payload)
        return payload.case_id

    def online(self, login: str = "agent") -> CentreDesk:
        return MemoryOnline.sign_in(self.centre, login)

    def add_secret(self, case_id: UUID, secret: str) -> None:
        self.centre.cases[case_id].secrets[SECRET] = secret

    def caller(self, case_id: UUID) -> Caller:
        payload = self.centre.cases[case_id].payload
        return Caller(payload.phones[0].e164, payload.fields["nom"], self.centre.cases[case_id].birth)

    def accesses(self) -> list[tuple[str, bool]]:
        return [(kind, granted) for _, kind, granted, _ in self.centre.accesses]

    def withdraw(self, case_id: UUID) -> None:
        self.centre.withdraw(case_id, "released")

    def release_now(self, case_id: UUID) -> None:
        self.centre.release_now(case_id)

    def close_campaign(self) -> None:
        self.centre.closed.add(CAMPAIGN)

    def work_state(self, device: UUID) -> tuple[str | None, datetime | None]:
        return self.centre.work_states[device]


@pytest.fixture(params=["memory", "postgresql"])
def centre_port(request: pytest.FixtureRequest) -> Iterator[CentrePort]:
    if request.param == "memory":
        yield MemoryPort()
        return
    port = PostgresPort(request.getfixturevalue("centre"))
    yield port
    port.close()
