"""What supervisors and bad luck do at the centre while workstations sync: a part of `schedule.Schedule`."""

from random import Random
from typing import Any
from uuid import UUID

from tests.faults.simulation.centre import House
from tests.faults.simulation.faults import Fired, Kind


class Mishaps:
    """Each is one step of a schedule, which owns these."""

    house: House
    random: Random
    aside: Random
    fired: Fired
    leases: dict[UUID, list[Any]]
    old_leases: dict[UUID, list[Any]]
    closed: set[str]
    forgotten: set[Any]
    effects: dict[Any, Any]
    has_backup: bool
    may_restore_centre: bool

    def log(self, line: str) -> None:
        raise NotImplementedError

    def _leased_case(self) -> UUID | None:
        held = {person for person, _, _ in self.house.holders()}
        cases = [case for case in self.house.cases() if self.house.person_of(case) in held]
        return self.random.choice(cases) if cases else None

    def expire(self) -> None:
        case = self._leased_case()
        if case is not None:
            self.house.expire(case)
            self.fired[Kind.EXPIRED] += 1
            self.log(f"case {self.house.cases().index(case)} expired")

    def reassign(self) -> None:
        case = self._leased_case()
        if case is not None:
            self.house.withdraw(case)
            self.fired[Kind.REASSIGNED] += 1
            self.log(f"case {self.house.cases().index(case)} withdrawn")

    def release(self) -> None:
        case = self._leased_case()
        if case is not None:
            self.house.release_now(case)
            self.leases.setdefault(case, []).append(None)
            self.fired[Kind.RELEASED] += 1
            self.log(f"case {self.house.cases().index(case)} released")

    def close_campaign(self) -> None:
        code = self.random.choice(("ALPHA", "BETA"))
        self.closed ^= {code}
        self.house.close_campaign(code, closed=code in self.closed)
        self.fired[Kind.CLOSED] += code in self.closed
        self.log(f"{code} {'closed' if code in self.closed else 'open'}")

    def decide(self) -> None:
        """A supervisor settles one event that was flagged or set aside, of whatever agent."""
        if said := self.house.decide(self.aside):
            self.fired[Kind.DECIDED] += 1
            self.log(f"a supervisor {said}")

    def backup(self) -> None:
        if self.may_restore_centre and not self.has_backup:
            self.house.backup()
            self.has_backup = True
            self.old_leases = {case: list(known) for case, known in self.leases.items()}
            self.log("backup")

    def restore(self) -> None:
        if not self.has_backup:
            return
        before = self.house.holdings().marks()
        self.house.restore()
        self.has_backup = False
        self.forgotten |= before - self.house.holdings().marks()
        for mark in self.forgotten:
            self.effects.pop(mark, None)
        self.leases = self.old_leases
        # The supervisor sees the campaigns as the backup had them and puts them right.
        for code in ("ALPHA", "BETA"):
            self.house.close_campaign(code, closed=code in self.closed)
        self.fired[Kind.RESTORED] += 1
        self.log("restored")
