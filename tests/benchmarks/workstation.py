"""A workstation with a long queue, made without a centre: its key, its encrypted store and the cases of one campaign."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from cnmas_desktop.credentials import DemoKeyring
from cnmas_desktop.domain.campaigns import catalogue
from cnmas_desktop.domain.world import World, system_world
from cnmas_desktop.local.database import open_database, store_folder
from cnmas_desktop.local.keys import create_key
from cnmas_desktop.local.replica import Replica
from cnmas_desktop.services.training import under_training
from cnmas_desktop.sync.protocol import CasePayload, LeaseLine, PastAttempt, PersonRef, Phone, VersionRef
from tests.benchmarks.workstation_names import LOGIN, NOWHERE, PASSWORD
from tests.local.store import hello

CAMPAIGN = under_training(next(one for one in catalogue() if one.code == "GRIPPE"))
SIGNED = PersonRef(LOGIN, "Ode Tarbouriech", "Ode", "agent", True, "1")
HISTORY = 300


def payload(number: int, version: str = CAMPAIGN.version) -> CasePayload:
    """Case `number` of somebody who does not exist, about 1 kB as the store keeps it."""
    return CasePayload(
        case_id=UUID(int=0xCA5E << 64 | number),
        person_id=UUID(int=0x9E50 << 64 | number),
        campaign=CAMPAIGN.code,
        version=version,
        organisme="691",
        revision=1,
        state="fresh",
        queue_class=5,
        callable_from=system_world().clock.now() - timedelta(days=30),
        seeded_key=number * 7919 % 100_003,
        fields={
            "nom": f"Zéphirin-{number}", "prenom": "Aldegonde", "date_naissance": "1984-12-09", "mail": "aldegonde@example.org",
            "adresse_postale": f"{number} rue des Essais", "code_postal": "01000", "ville": "Trifouilly", "vaccination_grippe": "non",
        },
        phones=(Phone(UUID(int=0xF0E << 64 | number), f"+3319900{number % 10_000:04d}", "Europe/Paris"),),
    )  # fmt: skip


def leases(cases: list[CasePayload], world: World) -> list[LeaseLine]:
    until = world.clock.now() + timedelta(days=2)
    return [
        LeaseLine(one.case_id, UUID(int=0x1EA5E << 64 | place), 1, until, one.revision, one.campaign, one.version)
        for place, one in enumerate(cases)
    ]


def storied(case: CasePayload) -> CasePayload:
    """The same, of a person who was called three hundred times in a month."""
    now = system_world().clock.now()
    past = (PastAttempt(now - timedelta(hours=2 * place + 1), case.phones[0].id, "NRP") for place in reversed(range(HISTORY)))
    return replace(case, attempts=tuple(past))


def make(home: Path, cases: int, *, storied_each: int = 0) -> Path:
    """The store of `LOGIN` at `NOWHERE` under `home`, with `cases` cases to call; returns its folder. `storied_each`: one in so many has
    a long history."""
    world, secrets = system_world(), DemoKeyring(home)
    folder = store_folder(home / "stores", LOGIN, NOWHERE)
    key = create_key(folder, PASSWORD, secrets, bytes(range(32)))
    database = open_database(folder, key, world)
    replica = Replica(database.sync, world, "bench")
    replica.record_hello(hello(server_time=world.clock.now(), person=SIGNED), 0.0)
    replica.store_version(VersionRef(CAMPAIGN.code, CAMPAIGN.version, CAMPAIGN.sha256), CAMPAIGN.text)
    held = [payload(number) for number in range(cases)]
    if storied_each:
        held[::storied_each] = map(storied, held[::storied_each])
    replica.stage(held)
    assert replica.apply(leases(held, world), world.clock.now()) == cases
    replica.finish(world.clock.now())
    database.close()
    return folder
