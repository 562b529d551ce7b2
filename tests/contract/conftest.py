"""The two centres that the contract is held against: PostgreSQL behind `AgentGateway`, and the one in memory.

A test asks for `centre_port`; it knows nothing of what is behind. `World` of the memory centre runs on the real clock.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from random import Random
from typing import Protocol
from uuid import UUID, uuid4

import pytest

from cnmas_desktop.central.agent_gateway import AgentGateway
from cnmas_desktop.domain.events import digest
from cnmas_desktop.domain.world import SystemClock, World
from cnmas_desktop.sync.protocol import CasePayload, CentralGateway, Phone, VersionRef
from tests.agent_desk import Desk
from tests.central_server import Centre, ImportPhone, invented_row
from tests.contract.memory_centre import MemoryCentre, MemoryPerson

CAMPAIGN = "ESSAI"


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

    def withdraw(self, case_id: UUID) -> None: ...

    def release_now(self, case_id: UUID) -> None: ...

    def close_campaign(self) -> None: ...


class PostgresPort:
    def __init__(self, centre: Centre) -> None:
        self.centre = centre
        self.people: dict[str, str] = {}
        self.gateways: list[CentralGateway] = []
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

    def withdraw(self, case_id: UUID) -> None:
        self.centre.operator.execute("UPDATE app.call_case SET withdrawn = 'released' WHERE id = %s", (case_id,))

    def release_now(self, case_id: UUID) -> None:
        self.centre.operator.execute("SELECT app.end_leases(ARRAY[%s::uuid], 'released')", (case_id,))
        self.centre.operator.execute("UPDATE app.call_case SET epoch = epoch + 1 WHERE id = %s", (case_id,))

    def close_campaign(self) -> None:
        self.centre.operator.execute("UPDATE app.campaign SET state = 'closed', closed_at = now() WHERE code = %s", (CAMPAIGN,))

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
        payload = CasePayload(
            case_id=uuid4(), person_id=person, campaign=CAMPAIGN, version="1", organisme="011", revision=1, state="fresh",
            queue_class=5, callable_from=datetime(1970, 1, 1, tzinfo=UTC), seeded_key=self.made,
            fields={"nom": f"Inventé {self.made}", "prenom": "Alix"},
            phones=(Phone(uuid4(), f"+3319900{self.made:04d}", "Europe/Paris"),),
        )  # fmt: skip
        self.centre.add_case(payload)
        return payload.case_id

    def withdraw(self, case_id: UUID) -> None:
        self.centre.withdraw(case_id, "released")

    def release_now(self, case_id: UUID) -> None:
        self.centre.release_now(case_id)

    def close_campaign(self) -> None:
        self.centre.closed.add(CAMPAIGN)


@pytest.fixture(params=["memory", "postgresql"])
def centre_port(request: pytest.FixtureRequest) -> Iterator[CentrePort]:
    if request.param == "memory":
        yield MemoryPort()
        return
    port = PostgresPort(request.getfixturevalue("centre"))
    yield port
    port.close()

