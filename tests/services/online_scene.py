"""A desk on a real store with a line to a centre in memory, where the same cases are leased to it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from cnmas_desktop.config import resource
from cnmas_desktop.domain.events import digest
from cnmas_desktop.messages import KnownError
from cnmas_desktop.services.centre_line import CentreLine
from cnmas_desktop.services.desk import Desk
from cnmas_desktop.services.syncing import SyncState
from cnmas_desktop.sync.online import CentreDesk
from cnmas_desktop.sync.protocol import CasePayload, VersionRef
from tests.contract.memory_centre import MemoryCentre
from tests.contract.memory_online import MemoryOnline
from tests.contract.memory_rows import Held, MemoryPerson
from tests.services.desk_scene import INSURED, TUESDAY, Scene, case

LOGIN = "a1"
SECRET = "code_provisoire_ameli"


def ameli(place: int = 1, **changes: object) -> CasePayload:
    return case(place, "AMELI", INSURED, **changes)


@dataclass
class OnlineScene(Scene):
    """`unanswered`: what the network does instead of answering."""

    sync_state: SyncState = field(default_factory=lambda: SyncState(online=True))
    unanswered: KnownError | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        self.centre = MemoryCentre(self.world, UUID(int=1), {LOGIN: MemoryPerson(LOGIN)})
        for one in self.cases:
            self.at_centre(one, held=True)
        self.line = CentreLine(self.replica, self._connect, self.world)
        self.desk = Desk(self.database, self.world, lambda: self.sync_state, line=self.line)

    def at_centre(self, payload: CasePayload, *, held: bool = False, secret: str = "") -> None:
        """A case of the centre's; `held`: leased to this desk."""
        text = resource(f"campaigns/{payload.campaign}.toml").read_text(encoding="utf-8")
        self.centre.versions[VersionRef(payload.campaign, payload.version, digest(text))] = text
        self.centre.add_case(payload)
        made = self.centre.cases[payload.case_id]
        if held:
            until = TUESDAY.replace(day=25, hour=18)
            made.epoch = 1
            made.held = Held(UUID(int=0x1EA5E), LOGIN, self.replica.device_id(), until)
        if secret:
            made.secrets[SECRET] = secret

    def everything_written(self) -> bytes:
        """Every file of the store, and every event and draft in clear."""
        texts = [event.text for event in self.replica.pending(10_000, 1 << 30)]
        with self.database.main.reading() as connection:
            rows = [repr(row) for row in connection.exec_driver_sql("SELECT * FROM desk").all()]
            rows += [repr(row) for row in connection.exec_driver_sql("SELECT * FROM payloads").all()]
        return "".join([*texts, *rows]).encode() + b"".join(path.read_bytes() for path in self.folder.iterdir() if path.is_file())

    def _connect(self) -> CentreDesk:
        if self.unanswered is not None:
            raise self.unanswered
        return MemoryOnline.sign_in(self.centre, LOGIN)


def made(folder: Path, cases: Sequence[CasePayload]) -> OnlineScene:
    return OnlineScene(folder, cases)
