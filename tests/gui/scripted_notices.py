"""What the scripted desk has to read: `AgentNotices` without a store."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from uuid import UUID

from cnmas_desktop.messages import KnownError
from cnmas_desktop.services.notices import MessageView, ScriptView
from cnmas_desktop.services.script_changes import ScriptChange
from cnmas_desktop.services.views import Message


def message(
    now: datetime,
    place: int = 1,
    text: str = "Réunion de service à 14 h, salle 2. Venez avec vos questions.",
    read: bool = False,
) -> MessageView:
    return MessageView(UUID(int=place), "Claire M.", text, now - timedelta(minutes=10 * place), read)


SCRIPT = ScriptView(
    "MTDENTS",
    "Examen bucco-dentaire",
    (
        ScriptChange(Message("script.notice"), "Le centre traite vos données pour cet appel.", "Le centre traite vos données pour cet appel, six mois au plus."),
        ScriptChange(Message("script.line"), "Ce rendez-vous est pris en charge chaque année, de 3 à 24 ans.", "Ce rendez-vous est pris en charge tous les ans."),
        ScriptChange(Message("script.line"), "Avez-vous déjà pris rendez-vous ?", ""),
        ScriptChange(Message("script.offers"), "", "Recevoir un courrier"),
    ),
)  # fmt: skip


@dataclass
class ScriptedNotices:
    told: tuple[MessageView, ...] = ()
    changed: tuple[ScriptView, ...] = ()
    failing: KnownError | None = None
    read: list[object] = field(default_factory=list)

    def messages(self) -> tuple[MessageView, ...]:
        return self.told

    def scripts(self) -> tuple[ScriptView, ...]:
        return self.changed

    def read_message(self, message: UUID) -> None:
        self._may_fail()
        self.read.append(message)
        self.told = tuple(replace(one, read=one.read or one.id == message) for one in self.told)

    def read_script(self, campaign: str) -> None:
        self._may_fail()
        self.read.append(campaign)
        self.changed = tuple(one for one in self.changed if one.campaign != campaign)

    def _may_fail(self) -> None:
        if self.failing is not None:
            raise self.failing
