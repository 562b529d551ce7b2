"""The day's calls as a test writes them, and what the window asked to correct."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from cnmas_desktop.messages import KnownError
from cnmas_desktop.services.mending import CallLine, MendChoice, MendView
from cnmas_desktop.services.views import CallbackCheck, Choice, Message

NAMES = ("Aldegonde Zéphirin", "Ode Tarbouriech", "Quincampoix", "Odilon Bricabrac")
OUTCOMES = ("NRP", "TERM", "OPTOUT", "REF_D")
STATUSES = ("saved", "received", "to_decide", "flagged")
OFFERS = (
    Choice("rendez_vous", "Prendre rendez-vous chez le dentiste"),
    Choice("renvoi_information", "Recevoir de nouveau l'information"),
)
REASONS = (
    Choice("pas_interesse", "N'est pas intéressé"),
    Choice("pas_le_temps", "N'a pas le temps"),
    Choice("deja_fait", "Déjà fait"),
)


@dataclass
class ScriptedMending:
    """`AgentMending`. `mended`: (position, choice, why) of each correction asked for; `asked`: (position, why) of each question."""

    now: Callable[[], datetime]
    count: int = 4
    mended: list[tuple[int, MendChoice, str]] = field(default_factory=list)
    asked: list[tuple[int, str]] = field(default_factory=list)

    def calls(self) -> tuple[CallLine, ...]:
        return tuple(self._line(place) for place in range(self.count, 0, -1))

    def begin(self, position: int | None = None) -> MendView | None:
        if not self.count:
            return None
        line = self._line(position or self.count)
        outcome = line.outcome.code.removeprefix("disposition.")
        before: tuple[Message, ...] = (line.outcome,)
        if outcome == "OPTOUT":
            waiting = any(place == line.position for place, _ in self.asked)
            return MendView(
                line,
                outcome,
                before,
                Message("mend.waiting" if waiting else "mend.asked"),
                askable=not waiting,
            )
        if outcome == "NRP":
            return MendView(line, outcome, before, outcomes=("OCC", "REP", "NSON", "HSERV", "BARR", "TECH", "FAX"))
        there = self.now()
        if outcome == "TERM":
            before += (Message("fact.offer_undecided", {"offer": OFFERS[0].label}),)
            offers = ((OFFERS[0], "accepted"), (OFFERS[1], "accepted"), (OFFERS[0], "refused"))
            outcomes = ("REF_D", "RAP", "RDV", "OPTOUT", "ABAN", "PART", "HCH", "DCD", "INCAP", "TECH")
            return MendView(
                line,
                outcome,
                before,
                None,
                False,
                outcomes,
                offers,
                REASONS,
                now_there=there,
                zone="Europe/Paris",
            )
        before += (Message("mend.reason", {"reason": REASONS[1].label}),)
        refusals = ("RAP", "RDV", "OPTOUT", "ABAN", "FNUM", "HCH", "DCD", "INCAP", "TECH")
        return MendView(line, outcome, before, None, False, refusals, (), REASONS, now_there=there, zone="Europe/Paris")

    def preview(self, position: int, choice: MendChoice) -> tuple[Message, ...]:
        view = self.begin(position)
        if view is not None and choice == MendChoice(view.outcome):
            raise KnownError("mend.same")
        said = [Message(f"disposition.{choice.outcome}")]
        if choice.reason:
            said.append(Message("mend.reason", {"reason": next(one.label for one in REASONS if one.code == choice.reason)}))
        if choice.offer:
            label = next(one.label for one in OFFERS if one.code == choice.offer[0])
            said.append(Message(f"fact.offer_{choice.offer[1]}", {"offer": label}))
        return tuple(said)

    def check_callback(self, position: int, local: datetime) -> CallbackCheck:
        at = local.replace(tzinfo=self.now().tzinfo)
        late = local.hour >= 20
        return CallbackCheck(at, at, at, Message("callback.past") if late else None)

    def mend(self, position: int, choice: MendChoice, why: str) -> None:
        self.mended.append((position, choice, why))

    def ask(self, position: int, why: str) -> None:
        self.asked.append((position, why))

    def _line(self, place: int) -> CallLine:
        which = (self.count - place) % 4
        return CallLine(
            place,
            UUID(int=place),
            NAMES[which],
            "Examen bucco-dentaire" if which < 2 else "Satisfaction des assurés",
            self.now() - timedelta(minutes=7 * (self.count - place) + 3),
            Message(f"disposition.{OUTCOMES[which]}"),
            STATUSES[which],
            Message("reason.outside_hours") if STATUSES[which] == "flagged" else None,
        )
