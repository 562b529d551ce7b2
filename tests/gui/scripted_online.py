"""The guarded calls of the scripted desk: real rules of the call, and a centre that answers when the test says so."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from threading import Event
from typing import TYPE_CHECKING, Any
from uuid import UUID

from cnmas_desktop.domain.interview_answers import second_check_matches
from cnmas_desktop.domain.interview_state import MAX_MISSES
from cnmas_desktop.messages import KnownError
from cnmas_desktop.services.incoming import read_caller
from cnmas_desktop.services.revealing import SHOWN_FOR, RevealView
from cnmas_desktop.services.views import Message

if TYPE_CHECKING:
    from tests.gui.scripted_desk import ScriptedDesk

SECRET = "K7-4421-QX"
HOME = {"adresse_postale": "42, rue Gillet", "code_postal": "31000", "ville": "Toulouse"}


class HeldWorker:
    """Keeps what it was asked until the test lets it answer, on the same thread."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def run(self, work: Callable[[], Any], done: Callable[[Any], None], failed: Callable[[Exception], None]) -> None:
        def step() -> None:
            try:
                value = work()
            except KnownError as error:
                failed(error)
            else:
                done(value)

        self.waiting.append(step)

    def answer(self) -> None:
        waiting, self.waiting = self.waiting, []
        for step in waiting:
            step()


@dataclass
class ScriptedPresence:
    """`hear`: what the centre's answer changes; None: offline."""

    hear: Callable[[], None] | None = None

    def asking(self) -> Callable[[], None] | None:
        return self.hear


@dataclass
class ScriptedRevealing:
    """`gate`: what the centre waits for before it answers; `fault`: what it answers instead of the code."""

    desk: "ScriptedDesk"
    fault: KnownError | None = None
    post: str = ""
    gate: Event | None = None
    shown_at: list[datetime] = field(default_factory=list)

    def view(self) -> RevealView:
        state = self.desk.state
        if self.post or state.incoming or state.second_misses >= MAX_MISSES:
            reason = self.post or ("reveal.post.incoming" if state.incoming else "reveal.post.mismatch")
            return _seen(by_post=Message(reason))
        if state.second_check:
            return _seen(answer=Message("reveal.match"))
        missed = Message("reveal.mismatch") if state.second_misses else None
        return _seen(self.desk.campaign.reveal_checks[0].ask, missed)

    def check(self, typed: str) -> RevealView:
        self.desk.act("second_check", {"matches": second_check_matches(self.desk.campaign, HOME, typed)})
        return self.view()

    def asking(self) -> Callable[[], str]:
        def ask() -> str:
            if self.gate is not None:
                self.gate.wait(20)
            if self.fault is not None:
                raise self.fault
            return SECRET

        return ask

    def shown(self) -> datetime:
        self.desk.act("reveal", {"field": "code_provisoire_ameli"})
        self.shown_at.append(self.desk.now)
        return self.desk.now + SHOWN_FOR

    def refused(self, error: KnownError) -> RevealView:
        return _seen(by_post=Message("reveal.post.refused"))


def _seen(ask: str = "", answer: Message | None = None, by_post: Message | None = None) -> RevealView:
    return RevealView("Code confidentiel provisoire ameli", ask, answer, by_post)


@dataclass
class ScriptedIncoming:
    """`known`: what the three answers must be for the centre to open `found`."""

    reachable: bool = True
    known: tuple[str, str, str] = ("0199001234", "Personne", "09/12/1984")
    found: UUID = field(default_factory=lambda: UUID(int=2))
    slips: list[str] = field(default_factory=list)

    def online(self) -> bool:
        return self.reachable

    def looking_up(self, number: str, name: str, birth: str) -> Callable[[], tuple[UUID, ...]]:
        caller = read_caller(number, name, birth)

        def ask() -> tuple[UUID, ...]:
            if caller != read_caller(*self.known):
                raise KnownError("online.refused")
            return (self.found,)

        return ask

    def leave_slip(self, number: str) -> None:
        self.slips.append(read_caller(number, "x", "01/01/1980").number)
