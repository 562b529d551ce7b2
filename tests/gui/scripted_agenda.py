"""An agenda for the window's tests: it keeps what it was asked. Invented people."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from uuid import UUID

from cnmas_desktop.messages import KnownError
from cnmas_desktop.services.agenda import (
    AgendaDay,
    AgendaLine,
    AgendaSlot,
    AgendaView,
    MomentLoad,
    ProposedMoment,
)
from cnmas_desktop.services.views import CallbackCheck, Message

SLOT = timedelta(minutes=30)
CLOSED = Message("agenda.closed")


def line(at: datetime, name: str = "Timothée Moulin", number: int = 1, **changes: object) -> AgendaLine:
    made = AgendaLine(UUID(int=number), name, "M'T dents", at, at, "France métropolitaine", True, "early", 0)
    return replace(made, **changes)  # type: ignore[arg-type]


@dataclass
class ScriptedAgenda:
    """Open from ten to eight but for lunch, Monday to Friday; `holidays` apart. `moved`: (case, moment, reason)."""

    now: datetime
    lines: tuple[AgendaLine, ...] = ()
    holidays: tuple[date, ...] = ()
    loads: dict[datetime, int] = field(default_factory=dict)
    lease_end: datetime | None = None
    moved: list[tuple[UUID, datetime, str]] = field(default_factory=list)

    def days(self, first: date, count: int) -> AgendaView:
        late = tuple(one for one in self.lines if one.firm and one.standing in {"late", "missed", "passed"})
        return AgendaView(self.now, tuple(self._day(first + timedelta(number)) for number in range(count)), late)

    def _day(self, day: date) -> AgendaDay:
        closed = Message("agenda.holiday") if day in self.holidays else Message("agenda.no_calls") if day.isoweekday() > 5 else None
        slots = []
        for number in range(20):
            at = datetime.combine(day, time(10), self.now.tzinfo) + number * SLOT
            lines = tuple(one for one in self.lines if at <= one.at < at + SLOT)
            slots.append(AgendaSlot(at, lines, closed or (CLOSED if at.hour == 13 else None)))
        return AgendaDay(day, tuple(slots), closed)

    def proposed(self, count: int = 3) -> tuple[ProposedMoment, ...]:
        times = ((0, 15, "afternoon"), (0, 17, "evening"), (1, 10, "morning"))
        moments = [self.now.replace(hour=hour, minute=0) + timedelta(days) for days, hour, _ in times]
        return tuple(ProposedMoment(at, at, part, 0) for at, (_, _, part) in zip(moments, times, strict=True))[:count]

    def load(self, at: datetime) -> MomentLoad:
        beyond = self.lease_end is not None and at >= self.lease_end
        return MomentLoad(self.loads.get(at, 0), beyond)

    def check(self, case_id: UUID, at: datetime) -> CallbackCheck:
        refused = CLOSED if at.hour == 13 or at.isoweekday() > 5 or at.date() in self.holidays else None
        return CallbackCheck(at, at, at, refused)

    def move(self, case_id: UUID, at: datetime, reason: str) -> None:
        refused = self.check(case_id, at).refused
        if refused is not None:
            raise KnownError(refused.code, **refused.params)
        self.moved.append((case_id, at, reason))
        self.lines = tuple(replace(one, at=at, person_at=at) if one.case_id == case_id else one for one in self.lines)
