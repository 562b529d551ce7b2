"""A desk on a real encrypted store, with cases of the shipped campaigns and people who do not exist."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
import json
from pathlib import Path
from random import Random
from types import TracebackType
from typing import Any, Self
from uuid import UUID

from cnmas_desktop.config import resource
from cnmas_desktop.domain.events import digest
from cnmas_desktop.domain.world import World
from cnmas_desktop.local.cases import CaseShelf, HeldCase
from cnmas_desktop.local.database import Database, open_database
from cnmas_desktop.local.replica import Replica
from cnmas_desktop.messages import french
from cnmas_desktop.services.desk import Desk
from cnmas_desktop.services.syncing import SyncState
from cnmas_desktop.services.views import CallView, Message, OptionView
from cnmas_desktop.sync.protocol import CasePayload, LeaseLine, Phone, VersionRef
from tests.local.store import KEY, SetClock, hello, lease

TUESDAY = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
"""Eleven in the morning in Paris: every calling rule lets people be called."""
PARIS = "Europe/Paris"

INSURED = {
    "nom": "Zéphirin", "prenom": "Aldegonde", "date_naissance": "1984-12-09",
    "mail": "aldegonde@exemple.fr", "adresse_postale": "42 rue des Essais", "code_postal": "01000", "ville": "Trifouilly",
}  # fmt: skip
CHILD = {
    "enfant_nom": "Zéphirin", "enfant_prenom": "Odilon", "enfant_date_naissance": "2017-05-02", "ebd_date_fin_validite": "2027-03-31",
}  # fmt: skip
PROFESSIONAL = {
    "nom": "Quincampoix", "ville": "Saint-Étienne", "numero_ps": "991234567",
    "logiciel_integre": "Ordosoft", "taux_teleservices": "43.75",
}  # fmt: skip
RESPONDENT = {"nom": "Tarbouriech", "prenom": "Ode", "age": "52", "sexe": "F"}


def number(place: int) -> str:
    """A telephone of Arcep's ranges for fiction."""
    return f"+3319900{place:04d}"


def phone(place: int, **changes: Any) -> Phone:
    return replace(Phone(UUID(int=0xF0E << 64 | place), number(place), PARIS), **changes)


def case(place: int, campaign: str, fields: Mapping[str, str], **changes: Any) -> CasePayload:
    """Case `place` of its own person, with one number; `changes` replace any of it."""
    made = CasePayload(
        case_id=UUID(int=0xCA5E << 64 | place),
        person_id=UUID(int=0x9E50 << 64 | place),
        campaign=campaign,
        version="1",
        organisme="011",
        revision=1,
        state="fresh",
        queue_class=5,
        callable_from=datetime(2026, 1, 1, tzinfo=UTC),
        seeded_key=place,
        fields=fields,
        phones=(phone(place),),
    )
    return replace(made, **changes)


def dental(place: int = 1, **changes: Any) -> CasePayload:
    return case(place, "MTDENTS", INSURED | CHILD, **changes)


def flu(place: int = 2, **changes: Any) -> CasePayload:
    return case(place, "GRIPPE", INSURED | {"vaccination_grippe": "non"}, **changes)


def professional(place: int = 3, **changes: Any) -> CasePayload:
    return case(place, "PS_TELESERVICES", PROFESSIONAL, **changes)


def study(place: int = 4, **changes: Any) -> CasePayload:
    return case(place, "SATISFACTION", RESPONDENT, **changes)


def siblings() -> tuple[CasePayload, CasePayload]:
    """Two children of one person."""
    first = dental(1)
    other = CHILD | {"enfant_prenom": "Ysaline", "enfant_date_naissance": "2019-08-20"}
    return first, replace(dental(5), person_id=first.person_id, phones=first.phones, fields=INSURED | other)


@dataclass
class Scene:
    """An agent signed in on a store; `cases` come by a sync. Close and `again` to restart the program."""

    folder: Path
    cases: Sequence[CasePayload] = ()
    clock: SetClock = field(default_factory=lambda: SetClock(TUESDAY))
    seed: int = 1
    sync_state: SyncState = field(default_factory=SyncState)

    def __post_init__(self) -> None:
        self.faults: dict[str, Exception] = {}
        self.world = World(self.clock, Random(self.seed), self._fault)
        self.database: Database = open_database(self.folder, KEY, self.world)
        self.replica = Replica(self.database.sync, self.world, "test")
        self.shelf = CaseShelf(self.database.main)
        if self.cases:
            self.hello()
            self.sync(self.cases)
        self.desk = Desk(self.database, self.world, lambda: self.sync_state)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.database.close()

    def again(self) -> "Scene":
        """The same store after a crash: nothing that was only in memory is left."""
        self.database.close()
        return Scene(self.folder, clock=self.clock, seed=self.seed + 1)

    def hello(self, **changes: Any) -> None:
        self.replica.record_hello(hello(server_time=self.clock.now(), **changes), 0.0)

    def sync(self, cases: Sequence[CasePayload], **changes: Any) -> None:
        """Leave exactly these cases leased until tomorrow evening."""
        for code in {one.campaign for one in cases}:
            text = resource(f"campaigns/{code}.toml").read_text(encoding="utf-8")
            self.replica.store_version(VersionRef(code, "1", digest(text)), text)
        self.replica.stage(cases)
        until = TUESDAY + timedelta(hours=31)
        self.replica.apply([self._lease(one, {"until": until} | changes) for one in cases], self.clock.now())

    def choose(self, code: str, shipped: str, chosen: str) -> None:
        """A campaign of which the organisme chose otherwise: another version, which the cases held then belong to."""
        text = resource(f"campaigns/{code}.toml").read_text(encoding="utf-8").replace('version = "1"', 'version = "2"', 1)
        assert shipped in text
        text = text.replace(shipped, chosen)
        self.replica.store_version(VersionRef(code, "2", digest(text)), text)
        cases = [replace(one, version="2") for one in self.cases]
        self.replica.stage(cases)
        self.replica.apply([self._lease(one, {"until": TUESDAY + timedelta(hours=31)}) for one in cases], self.clock.now())

    def _lease(self, one: CasePayload, changes: Mapping[str, Any]) -> LeaseLine:
        return lease(one, **changes)

    def _fault(self, point: str) -> None:
        if point in self.faults:
            raise self.faults.pop(point)

    # What the tests ask

    def do(self, *steps: str | tuple[str, Mapping[str, Any]]) -> CallView | None:
        """Actions in a row, each held against what the screen offers; the view after the last."""
        view = self.desk.call()
        for step in steps:
            action, data = step if isinstance(step, tuple) else (step, {})
            assert view is not None, f"{action}: no case is open"
            assert action in {option.action for option in offered(view)}, f"{action} is not offered at {view.step}"
            view = self.desk.act(action, data)
        return view

    def on(self, *steps: str | tuple[str, Mapping[str, Any]]) -> CallView:
        """`do`, where the case stays open."""
        view = self.do(*steps)
        assert view is not None
        return view

    def opened(self, *steps: str | tuple[str, Mapping[str, Any]]) -> CallView:
        """Open the next case, then `do`."""
        assert self.desk.open_next() is not None
        return self.on(*steps)

    def events(self) -> list[tuple[str, dict[str, Any]]]:
        """(type, body) of all that waits to be sent, in the order made."""
        pending = sorted(self.replica.pending(10_000, 1 << 30), key=lambda event: event.seq)
        texts = [json.loads(event.text) for event in pending]
        return [(text["type"], text["body"]) for text in texts]

    def types(self) -> list[str]:
        return [kind for kind, _ in self.events() if kind != "record_opened"]

    def held(self, payload: CasePayload) -> HeldCase:
        found = self.shelf.case(payload.case_id)
        assert found is not None
        return found

    def endings(self) -> list[str]:
        return [body["disposition"] for kind, body in self.events() if kind == "call_ended"]


TO_PERSON = ("call", "answered", "person")
BIRTH = ("identity", {"typed": "9/12/1984"})
TO_NOTICE = (*TO_PERSON, BIRTH)
TO_SCRIPT = (*TO_NOTICE, "accept")


def offered(view: CallView) -> tuple[OptionView, ...]:
    return (*view.options, *view.anytime)


def words(message: Message | None) -> str:
    """As the window says it in French."""
    if message is None:
        return ""
    params = {name: words(value) if isinstance(value, Message) else value for name, value in message.params.items()}
    return french(message.code, **params)
