"""What an agent is to read: messages of supervisors, scripts that changed. Delivered by a sync, read and acknowledged offline too."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

from cnmas_desktop.domain.world import World
from cnmas_desktop.local.database import Link
from cnmas_desktop.local.ledger import Ledger
from cnmas_desktop.local.readings import Readings
from cnmas_desktop.services.casebook import Casebook
from cnmas_desktop.services.script_changes import ScriptChange, script_changes
from cnmas_desktop.sync.protocol import Colleagues, Notice


@dataclass(frozen=True, slots=True)
class MessageView:
    """A supervisor's message; `at` in the agent's zone."""

    id: UUID
    sender: str
    text: str
    at: datetime
    read: bool


@dataclass(frozen=True, slots=True)
class Roster:
    """Whom a case may be confided to, and when the centre said who of them is at work (None: it never did)."""

    colleagues: Colleagues = field(default_factory=Colleagues)
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ScriptView:
    """A campaign whose script changed since the agent last knew it: no call of it before it is read."""

    campaign: str
    title: str
    changes: tuple[ScriptChange, ...]


class AgentNotices(Protocol):
    """What the window asks. KnownError: `store.*`, nothing was noted."""

    def messages(self) -> tuple[MessageView, ...]:
        """Those that have not ended, the latest first."""
        ...

    def scripts(self) -> tuple[ScriptView, ...]:
        """Those still to be read, by title."""
        ...

    def read_message(self, message: UUID) -> None:
        """The agent has read it: durable, told to the centre at the next sync."""
        ...

    def read_script(self, campaign: str) -> None:
        """The agent knows what changed: durable, and calls of the campaign may be made."""
        ...


class DeskNotices:
    """`AgentNotices` on one open store; what is read here is read again once a sync or an answer has written."""

    def __init__(self, link: Link, ledger: Ledger, book: Casebook, world: World, zone: ZoneInfo) -> None:
        self._link, self._book, self._world, self._zone = link, book, world, zone
        self._readings = Readings(link, ledger)
        self._seen: int | None = None
        self._messages: tuple[Notice, ...] = ()
        self._scripts: Mapping[str, tuple[str, ScriptView]] = {}
        self._roster = Roster()

    def messages(self) -> tuple[MessageView, ...]:
        self._look()
        now = self._world.clock.now()
        return tuple(
            MessageView(one.id, one.sender, one.text, one.at.astimezone(self._zone), one.read) for one in self._messages if one.ends > now
        )

    def scripts(self) -> tuple[ScriptView, ...]:
        self._look()
        return tuple(sorted((view for _, view in self._scripts.values()), key=lambda view: view.title))

    def unread_scripts(self) -> frozenset[str]:
        """The codes of the campaigns that wait for it."""
        self._look()
        return frozenset(self._scripts)

    def roster(self) -> Roster:
        """As the centre said last."""
        self._look()
        return self._roster

    def read_message(self, message: UUID) -> None:
        self._look()
        if any(one.id == message and not one.read for one in self._messages):
            self._readings.read_message(message)
            self._messages = tuple(replace(one, read=one.read or one.id == message) for one in self._messages)

    def read_script(self, campaign: str) -> None:
        self._look()
        if campaign in self._scripts:
            self._readings.read_script(campaign, self._scripts[campaign][0])
            self._scripts = {code: one for code, one in self._scripts.items() if code != campaign}

    def _look(self) -> None:
        seen = self._link.other_writes()
        if seen == self._seen:
            return
        self._messages, self._roster = self._readings.messages(), Roster(*self._readings.colleagues())
        self._scripts = {
            code: (now, view) for code, (known, now) in self._readings.scripts().items() if (view := self._view(code, known, now)).changes
        }
        self._seen = seen

    def _view(self, code: str, known: str, now: str) -> ScriptView:
        new = self._book.campaign(code, now)
        return ScriptView(code, new.title, script_changes(self._book.campaign(code, known), new))
