"""A promise among two desks and the centre, whatever happens: never called by two at once, never lost from everybody's sight.

The desks and the centre of this model decide by `domain.promises` alone, as the real ones do (tests/services/test_agenda.py,
tests/central/test_promises.py hold them to it).
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from cnmas_desktop.domain.campaign import CallingRule
from cnmas_desktop.domain.promises import (
    ALONE_UNTIL,
    LONGEST_CALL,
    after_missed,
    may_honour,
    missed,
    passed_on,
    reserved,
    silent,
)
from cnmas_desktop.domain.scheduling import DUE_BEFORE

START = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
NAMES = ("owner", "colleague")
desks = st.sampled_from(NAMES)


@dataclass
class DeskModel:
    """`at`: the moment as this desk knows it."""

    at: datetime
    contact: datetime = START
    online: bool = True
    holds: bool = False
    calling_until: datetime | None = None


@dataclass
class PromiseModel:
    at: datetime
    firm: bool = True
    missed: int = 0
    by: str = "owner"
    done: bool = False
    trace: list[str] = field(default_factory=list)


class PromiseMachine(RuleBasedStateMachine):
    """`leased`: whose the case is at the centre; `recalled`: told so at the last contact; `withdrawn`: released by a supervisor."""

    def __init__(self) -> None:
        super().__init__()
        self.now = START
        self.promise = PromiseModel(START + timedelta(minutes=30))
        self.desks = {name: DeskModel(self.promise.at) for name in NAMES}
        self.leased: str | None = "owner"
        self.desks["owner"].holds = True
        self.recalled = self.withdrawn = False

    @property
    def waiting(self) -> bool:
        return not self.promise.done and self.promise.firm

    @rule(minutes=st.sampled_from((1, 10, 15, 30, 30, 45, 60, 120, 1440)))
    def pass_time(self, minutes: int) -> None:
        for _ in range(0, minutes, 15):
            self._pass(min(15, minutes))

    def _pass(self, minutes: int) -> None:
        self.now += minutes * MINUTE
        for desk in self.desks.values():
            if desk.calling_until is not None and self.now >= desk.calling_until:
                desk.calling_until = None

    @rule(name=desks, online=st.booleans())
    def network(self, name: str, online: bool) -> None:
        self.desks[name].online = online

    @rule(name=desks)
    def sync_and_call(self, name: str) -> None:
        self.sync(name)
        self.call(name, 45)

    @rule(name=desks)
    def sync(self, name: str) -> None:
        desk = self.desks[name]
        if not desk.online or self.promise.done:
            return
        desk.contact = self.now
        self._pass_on()
        if self.leased == name:
            self._own_contact(name)
        elif self.leased is None and desk.calling_until is None:
            owner = self.desks[self.promise.by].contact
            own = name == self.promise.by and self.now < self.promise.at + ALONE_UNTIL
            due = self.now >= self.promise.at - DUE_BEFORE and (name == self.promise.by or not reserved(self.promise.at, self.now, owner))
            if own or due:
                self.leased, self.promise.trace = name, [*self.promise.trace, f"leased to {name}"]
        desk.holds = self.leased == name and not self.recalled
        if desk.holds:
            self._settle(name)
            desk.at = self.promise.at

    def _pass_on(self) -> None:
        if self.leased and self.waiting and passed_on(self.promise.at, self.now, self.desks[self.leased].contact):
            self.promise.trace.append(f"passed on from {self.leased}")
            self.leased, self.recalled, self.withdrawn = None, False, False

    def _own_contact(self, name: str) -> None:
        """At a contact of the one who holds it: released, told that it is late, or relieved of it."""
        calling = self.desks[name].calling_until is not None
        other = self.desks["colleague" if name == "owner" else "owner"]
        if self.recalled and calling:
            self.recalled = False
        elif self.recalled or (self.withdrawn and not calling):
            self.promise.trace.append(f"passed on from {name}")
            self.leased, self.recalled, self.withdrawn = None, False, False
        elif self.waiting and not calling and self.now >= self.promise.at + ALONE_UNTIL:
            self.recalled = other.online and self.now - other.contact < 5 * MINUTE

    def _settle(self, name: str) -> None:
        desk, promise = self.desks[name], self.promise
        if self.waiting and desk.calling_until is None and missed(promise.at, self.now) and not silent(self.now, desk.contact):
            again = after_missed(CallingRule.PUBLIC_SERVICE, "Europe/Paris", promise.at, promise.missed + 1, self.now)
            promise.at, promise.firm, promise.missed, promise.by = again.at, again.firm, promise.missed + 1, name
            promise.trace.append("missed")

    @rule(name=desks, hours=st.integers(1, 30))
    def move(self, name: str, hours: int) -> None:
        desk = self.desks[name]
        if desk.holds and desk.online and self.waiting and desk.calling_until is None:
            desk.at = self.promise.at = self.now + timedelta(hours=hours)
            self.promise.by = name
            self.promise.trace.append("moved")

    @rule(name=desks, minutes=st.integers(1, 45))
    def call(self, name: str, minutes: int) -> None:
        desk = self.desks[name]
        free = desk.holds and self.waiting and desk.calling_until is None
        if free and self.now >= desk.at - DUE_BEFORE and may_honour(desk.at, self.now, desk.contact):
            desk.calling_until = self.now + min(minutes * MINUTE, LONGEST_CALL)

    @precondition(lambda self: any(desk.calling_until for desk in self.desks.values()))
    @rule(often=st.integers(0, 5))
    def honour(self, often: int) -> None:
        """The call ends, and its result is known sooner or later."""
        if often:
            return
        for desk in self.desks.values():
            desk.calling_until = None
        self.promise.done = True
        self.promise.trace.append("honoured")

    @rule()
    def release(self) -> None:
        """A supervisor withdraws the absent owner's lease: it ends at the desk's next contact, or once that desk is unheard."""
        self.withdrawn = self.leased is not None

    @invariant()
    def never_two_at_once(self) -> None:
        assert sum(desk.calling_until is not None for desk in self.desks.values()) <= 1

    @invariant()
    def never_out_of_sight(self) -> None:
        """Done; on a desk that shows it; free at the centre, first of its queue; or about to be freed, and traced."""
        seen = any(desk.holds for desk in self.desks.values()) or self.leased is None or self.recalled or self.withdrawn
        assert self.promise.done or not self.promise.firm or seen

    def teardown(self) -> None:
        """A colleague who is there and free gets it, at the latest an hour and a few minutes after its moment."""
        colleague = self.desks["colleague"]
        self.desks["owner"].online, colleague.online, colleague.calling_until = False, True, None
        self.now = max(self.now, self.promise.at)
        end = self.now + 80 * MINUTE
        while self.waiting and not colleague.holds and self.now < end:
            self._pass(5)
            self.sync("colleague")
        assert colleague.holds or not self.waiting, self.promise.trace


TestPromises = PromiseMachine.TestCase
TestPromises.settings = settings(max_examples=150, stateful_step_count=30, deadline=None)
