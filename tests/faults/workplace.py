"""One workstation shared by agents of a real centre: real stores, real syncs, and calls written straight into them."""

from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Protocol
from uuid import UUID

from cnmas_desktop.credentials import DemoKeyring, SecretStore
from cnmas_desktop.domain.events import CaseRef, EventDraft, EventType
from cnmas_desktop.domain.world import SystemClock, World, no_fault
from cnmas_desktop.local.cases import CaseShelf
from cnmas_desktop.local.database import Database
from cnmas_desktop.local.ledger import Ledger
from cnmas_desktop.local.outbox import Outbox
from cnmas_desktop.services.network import NetworkSwitch
from cnmas_desktop.services.sessions import AgentSession
from cnmas_desktop.services.sign_in import SignIn, Workstation
from tests.central_server import PASSWORD, Centre

CAMPAIGN = "ESSAI"


class Workplace:
    """`url`: another address of the centre (a wire, several hosts); `journals`: the folder that accounts share. Close it, and every session goes."""

    def __init__(
        self, centre: Centre, folder: Path, *, cases: int = 12, fault: Callable[[str], None] = no_fault, journals: Path | None = None
    ) -> None:
        self.journals = journals
        self.centre, self.folder, self.network = centre, folder, NetworkSwitch()
        self.keyring = DemoKeyring(folder)
        self.world = World(SystemClock(), Random(len(str(folder))), fault)
        self.sessions: list[AgentSession] = []
        if not centre.rows("SELECT 1 FROM app.campaign WHERE code = %s", CAMPAIGN):
            centre.plain_campaign(CAMPAIGN)
        if cases:
            centre.import_people(CAMPAIGN, cases, start=centre.value("SELECT count(*) FROM app.call_case"))
            centre.operator.execute(
                "UPDATE app.centre SET policy = policy || jsonb_build_object('lease_size', %s::integer)", (max(2, cases // 2),)
            )

    def sign_in(self, login: str, password: str = PASSWORD, *, url: str | None = None, secrets: SecretStore | None = None) -> AgentSession:
        workstation = Workstation(self.folder, secrets or self.keyring, self.world, self.network, journals=self.journals)
        session = SignIn(url or self.centre.url, workstation, "the centre").sign_in(login, password)
        assert isinstance(session, AgentSession)
        self.sessions.append(session)
        if session.undertaking() is not None:
            session.sign_undertaking()
            session.syncer.run()
        return session

    def close(self) -> None:
        for session in self.sessions:
            session.close()

    def __enter__(self) -> "Workplace":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class Opened(Protocol):
    """Whoever has a store open: a session, or a store of the tests."""

    @property
    def database(self) -> Database: ...


def call(session: Opened, world: World, number: int = 1) -> list[UUID]:
    """`number` calls without an answer, each saved when this returns; the ids of their events."""
    made = []
    held = list(CaseShelf(session.database.main).ready(world.clock.now()))
    ledger = Ledger(session.database.main, world)
    for one in held[:number]:
        case = one.payload
        ref = CaseRef(case.case_id, case.campaign, case.version, one.lease_id, one.epoch)
        phone = str(case.phones[0].id)
        attempt = str(world.uuid7())
        started = {
            "attempt": attempt,
            "phone": phone,
            "cases": [str(case.case_id)],
            "incoming": False,
            "rule": "training",
            "zone": "Europe/Paris",
        }
        ended = {
            "attempt": attempt, "disposition": "TERM", "phone": phone, "step": "script", "seconds": 30,
            "proposal": {"state": "done", "class": 4, "at": "2026-11-23T10:00:00.000Z"},
        }  # fmt: skip
        drafts = [EventDraft(EventType.CALL_STARTED, ref, started), EventDraft(EventType.CALL_ENDED, ref, ended)]
        made += [event.id for event in ledger.record(drafts)]
    assert len(made) == 2 * number, f"only {len(held)} cases are ready"
    return made


def waiting(session: AgentSession) -> list[UUID]:
    return [row.id for row in Outbox(session.database.main).waiting()]


def times_at(centre: Centre, events: list[UUID]) -> list[int]:
    """How often each event is at the centre, applied, in the order given."""
    found = dict(centre.rows("SELECT id, count(*) FROM app.event WHERE id = ANY (%s) GROUP BY id", events))
    return [found.get(event, 0) for event in events]
