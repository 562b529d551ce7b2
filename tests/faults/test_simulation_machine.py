"""Hypothesis looks for the shortest run of work, syncs and mishaps that breaks an invariant; what it finds, it shrinks."""

from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.faults.simulation import invariants
from tests.faults.simulation.faults import CALLS, POINTS, WIRE, Kind, WireFault
from tests.faults.simulation.schedule import Schedule
from tests.faults.simulation.workstation import Workstation

DESKS = st.integers(0, 4)


class SyncMachine(RuleBasedStateMachine):
    """The sync and the queue of three to five workstations at one centre, both models in memory."""

    @initialize(seed=st.integers(0, 2**16))
    def open(self, seed: int) -> None:
        self.world = Schedule(seed)
        for desk in self.world.desks:
            self.world.sync(desk, clean=True)

    def _desk(self, number: int) -> Workstation:
        return self.world.desks[number % len(self.world.desks)]

    @rule(number=DESKS)
    def call(self, number: int) -> None:
        self.world.call(self._desk(number))

    @rule(number=DESKS)
    def opt_out(self, number: int) -> None:
        self.world.opt_out(self._desk(number))

    @rule(number=DESKS)
    def opt_in(self, number: int) -> None:
        self.world.opt_in(self._desk(number))

    @rule(number=DESKS)
    def poison(self, number: int) -> None:
        self.world.poison(self._desk(number))

    @rule(number=DESKS)
    def sync(self, number: int) -> None:
        self.world.sync(self._desk(number), clean=True)

    @rule(number=DESKS, kind=st.sampled_from(WIRE), call=st.sampled_from(CALLS))
    def sync_over_a_bad_wire(self, number: int, kind: Kind, call: str) -> None:
        only_push = kind in (Kind.TIMED_OUT, Kind.DUPLICATED, Kind.REORDERED)
        self.world.sync(self._desk(number), wire=WireFault(kind, "push" if only_push else call))

    @rule(number=DESKS, point=st.sampled_from(POINTS))
    def die_in_a_sync(self, number: int, point: str) -> None:
        self.world.sync(self._desk(number), crash=point)

    @rule(number=DESKS, power=st.booleans())
    def die(self, number: int, power: bool) -> None:
        self.world.die(self._desk(number), power=power)

    @rule(number=DESKS)
    def end_of_day(self, number: int) -> None:
        self.world.end_of_day(self._desk(number))

    @rule(number=DESKS)
    def clone(self, number: int) -> None:
        self.world.clone(self._desk(number))

    @rule(number=DESKS)
    def clock(self, number: int) -> None:
        self.world.jump(self._desk(number))

    @rule(hours=st.integers(1, 30))
    def wait(self, hours: int) -> None:
        self.world.true.time += timedelta(hours=hours)

    @rule()
    def supervise(self) -> None:
        self.world.random.choice([self.world.expire, self.world.reassign, self.world.release, self.world.close_campaign])()

    @rule()
    def backup(self) -> None:
        self.world.backup()

    @precondition(lambda self: self.world.has_backup)
    @rule()
    def restore(self) -> None:
        self.world.restore()

    @invariant()
    def nothing_is_violated(self) -> None:
        """What is seen along the way (I1 at restarts, I4 at pushes, I7), and one holder of a person at any moment."""
        if hasattr(self, "world"):
            invariants.one_holder(self.world)
            assert self.world.outcome.violations == []

    def teardown(self) -> None:
        if hasattr(self, "world"):
            self.world.heal()
            invariants.check(self.world)
            assert self.world.outcome.violations == []


SyncMachine.TestCase.settings = settings(max_examples=40, stateful_step_count=40, deadline=None)
TestSync = SyncMachine.TestCase
