"""One seeded schedule: agents work, workstations sync, everything that can go wrong does; then all heals and is compared.

Everything that happens follows from the seed and the flavour: the same schedule leaves the same trace. Chance is drawn from one
source for what the world does and from one each for the workstations and the centre.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from hashlib import sha256
import json
from pathlib import Path
from random import Random
from uuid import UUID, uuid5

from cnmas_desktop.domain.events import CaseRef, EventDraft, EventType, instant_text
from cnmas_desktop.domain.world import World
from cnmas_desktop.messages import KnownError
from cnmas_desktop.sync.protocol import EventAnswer, LeaseLine
from tests.faults.simulation import invariants
from tests.faults.simulation.centre import House, MemoryHouse
from tests.faults.simulation.clock import OwnClock, TrueTime
from tests.faults.simulation.faults import (
    CALLS,
    POINTS,
    WIRE,
    Died,
    FaultyGateway,
    Kind,
    Wire,
    WireFault,
)
from tests.faults.simulation.mishaps import Mishaps
from tests.faults.simulation.outcome import Build, Outcome, Told
from tests.faults.simulation.workstation import (
    EncryptedStore,
    Line,
    Mark,
    MemoryStore,
    Store,
    Workstation,
    payload_in,
)

STEPS = 60
MOST_ROUNDS = 3
EXPECTED = frozenset({"centre.unreachable", "centre.timeout", "sync.bad_answer", "sync.client_too_old"})
"""What a fault of the wire may become; any other error ends the schedule as a violation."""
ENDINGS = (("NRP", "retry"), ("NRP", "retry"), ("TERM", "done"), ("RDV", "callback"))
NAMESPACE = UUID(int=0x51)


class Schedule(Mishaps):
    """Run it once with `run`. `folder` None: stores in memory. `house` None: the centre in memory."""

    def __init__(
        self,
        seed: int,
        *,
        folder: Path | None = None,
        house: Callable[[int], House] | None = None,
        build: Build | None = None,
        steps: int = STEPS,
    ) -> None:
        self.seed, self.steps, self.build = seed, steps, build or Build()
        self.random = Random(f"world {seed}")
        self.aside = Random(f"aside {seed}")
        self.true = TrueTime()
        self.folder = folder
        agents = self.random.randint(2, 3)
        self.house = house(agents) if house else MemoryHouse(self.true, f"centre {seed}", agents, self.build.gateway)
        self.outcome = Outcome(seed)
        self.fired = self.outcome.fired
        self.lines: list[str] = []
        self.told: dict[Mark, Told] = {}
        self.effects: Counter[Mark] = Counter()
        self.leases: dict[UUID, list[UUID | None]] = {}
        self.old_leases: dict[UUID, list[UUID | None]] = {}
        self.forgotten: set[Mark] = set()
        self.confirmed_at: dict[str, set[Mark]] = {}
        self.refusals: list[tuple[CaseRef, UUID, UUID]] = []
        self.mendable: dict[str, list[tuple[CaseRef, str, UUID]]] = {}
        self.closed: set[str] = set()
        self.behind: set[str] = set()
        self.has_backup = False
        # A centre and a workstation that both lost their last hours have nothing to mend each other with.
        self.may_restore_centre = self.random.random() < 0.5
        self.kept_stores: dict[str, tuple[Store, frozenset[Mark]]] = {}
        self.desks: list[Workstation] = []
        self.wires: dict[str, Wire] = {}
        for login in self.house.logins:
            self._add_desk(login)
        self._add_desk(self.house.logins[0])
        if self.random.random() < 0.4:
            self._add_desk(self.house.logins[-1])

    # --- furnishing ------------------------------------------------------------------------------

    def _add_desk(self, login: str) -> None:
        number = len(self.desks)
        folder = self.folder

        def make(world: World) -> Store:
            return EncryptedStore(folder / f"desk{number}", world) if folder else MemoryStore(world, self.build.replica)

        clock = OwnClock(self.true, looks=number * 100_000)
        self._join(Workstation(f"desk{number}", login, clock, f"desk {self.seed} {number}", make, self._died))

    def _join(self, desk: Workstation) -> None:
        self.desks.append(desk)
        self.wires[desk.name] = Wire(self.random, self.fired, self._delivered, self._leased)

    def _died(self, point: str) -> None:
        self.fired[Kind.CRASH] += 1
        self.fired[f"at {point}"] += 1

    # --- what the witness sees -------------------------------------------------------------------

    def _delivered(self, device: UUID, texts: Sequence[str], answers: Sequence[EventAnswer]) -> None:
        """Each answer of the centre to a batch: what took effect, and under which lease."""
        for text, answer in zip(texts, answers, strict=True):
            data, mark = json.loads(text), (UUID(json.loads(text)["id"]), sha256(text.encode()).hexdigest())
            if answer.status in ("applied", "flagged"):
                self.effects[mark] += 1
            if answer.status == "applied" and data["case"]:
                known = self.leases.get(UUID(data["case"]), [])
                if known and UUID(data["lease"]) in known and known[-1] != UUID(data["lease"]):
                    self._violated("I4", f"{data['type']} of a lease that has passed on was applied without a flag")

    def _leased(self, lines: Sequence[LeaseLine]) -> None:
        for line in lines:
            known = self.leases.setdefault(line.case_id, [])
            if line.withdrawn is None and line.lease_id not in known:
                known.append(line.lease_id)

    def _violated(self, name: str, what: str) -> None:
        self.outcome.violations.append(f"{name} seed {self.seed} after {len(self.lines)} lines: {what}")

    def log(self, line: str) -> None:
        self.lines.append(line)

    # --- the schedule ----------------------------------------------------------------------------

    def run(self) -> Outcome:
        try:
            for _ in range(self.steps):
                self.step()
            self.heal()
            invariants.check(self)
        except (AssertionError, KnownError, KeyError) as error:
            self._violated("error", repr(error))
        finally:
            self.close()
        self.outcome.confirmed = len(self.told)
        self.outcome.trace = sha256("\n".join(self.lines).encode()).hexdigest()
        return self.outcome

    def close(self) -> None:
        for desk in self.desks:
            desk.store.close()
        self.house.close()

    def step(self) -> None:
        """Time passes, then one thing happens."""
        self.true.time += timedelta(seconds=self.random.choice([1, 20, 300, 3000]))
        desk = self.random.choice(self.desks)
        acts: list[tuple[int, Callable[[], object]]] = [
            (30, partial(self.sync, desk)),
            (24, partial(self.call, desk)),
            (4, partial(self.opt_out, desk)),
            (4, partial(self.opt_in, desk)),
            (2, partial(self.poison, desk)),
            (4, partial(self.mend, desk)),
            (3, partial(self.die, desk, power=False)),
            (3, partial(self.die, desk, power=True)),
            (3, partial(self.jump, desk)),
            (2, partial(self.end_of_day, desk)),
            (2, partial(self.keep_store, desk)),
            (2, partial(self.put_old_store_back, desk)),
            (1, partial(self.clone, desk)),
            (3, self.expire),
            (3, self.reassign),
            (3, self.release),
            (2, self.close_campaign),
            (2, self.backup),
            (2, self.restore),
            (2, partial(self.upgrade, desk)),
        ]
        (act,) = self.random.choices([act for _, act in acts], [weight for weight, _ in acts])
        act()
        if self.house.supervised:
            chance = self.aside.random()
            if chance < 0.1:
                self.decide()
            elif chance < 0.2:
                self.mend_backwards(desk)

    # --- agents ----------------------------------------------------------------------------------

    def _line(self, desk: Workstation) -> Line | None:
        lines = desk.lines()
        if not lines:
            return None
        line = self.random.choice(sorted(lines, key=lambda one: self.house.cases().index(one.ref.case_id)))
        if desk is not next(one for one in self.desks if one.login == desk.login):
            self.fired[Kind.SECOND_DEVICE] += 1
        person = self.house.person_of(line.ref.case_id)
        if sum(1 for case in self.house.cases() if self.house.person_of(case) == person) > 1:
            self.fired[Kind.HOUSEHOLD] += 1
        return line

    def call(self, desk: Workstation) -> None:
        line = self._line(desk)
        if line is not None:
            disposition, state = self.random.choice(ENDINGS)
            drafts = self._call(desk, line, disposition, state)
            ended = self.record(desk, drafts, line, state)
            if ended is not None:
                self.mendable.setdefault(desk.name, []).append((line.ref, str(drafts[-1].body["attempt"]), ended))

    def mend(self, desk: Workstation) -> None:
        """A call of this desk did not ring after all, or ended otherwise."""
        if not (known := self.mendable.get(desk.name)):
            return
        ref, attempt, ended = known.pop(self.random.randrange(len(known)))
        body: dict[str, object] = {"attempt": attempt, "reason": "erreur"}
        if self.random.random() < 0.5:
            self.record(desk, [EventDraft(EventType.ATTEMPT_VOIDED, ref, body)], None, "")
            return
        body |= {"supersedes": str(ended), "replacement": {"disposition": "RACC"}}
        self.record(desk, [EventDraft(EventType.CORRECTION, ref, body)], None, "")

    def mend_backwards(self, desk: Workstation) -> None:
        """A call and its correction, not sent in between, reach the centre the wrong way round."""
        before = self.mendable.pop(desk.name, [])
        self.call(desk)
        called = desk.name in self.mendable
        self.mend(desk)
        self.mendable[desk.name] = before
        if called:
            self.sync(desk, wire=WireFault(Kind.REORDERED, "push"))

    def opt_out(self, desk: Workstation) -> None:
        line = self._line(desk)
        if line is None:
            return
        middle = EventDraft(EventType.AUTHORISATION_WITHDRAWN, line.ref, {"channel": "phone"})
        person = self.house.person_of(line.ref.case_id)
        held_by = [one for one in self.house.holders() if one[0] == person and one[1] != desk.login]
        wish = self.record(desk, self._call(desk, line, "OPTOUT", "blocked", middle), line, "blocked")
        if wish is not None:
            self.refusals.append((line.ref, wish, person))
            self.fired[Kind.OPT_OUT] += bool(held_by)

    def opt_in(self, desk: Workstation) -> None:
        """The person changes their mind on the telephone of whoever heard the first wish."""
        own = {mark[0] for mark in desk.store.kept()}
        known = [one for one in self.refusals if one[1] in own]
        if not known:
            return
        ref, wish, _ = self.random.choice(known)
        body = {
            "attempt": str(self._attempt(desk)),
            "channel": "phone",
            "lifts": str(wish),
            "words": "OPTIN-1",
        }
        self.record(desk, [EventDraft(EventType.AUTHORISATION_GIVEN, ref, body)], None, "")
        self.fired[Kind.OPT_IN] += 1

    def poison(self, desk: Workstation) -> None:
        line = self._line(desk)
        if line is None:
            return
        ref = CaseRef(uuid5(NAMESPACE, f"{self.seed}"), line.ref.campaign, line.ref.version, line.ref.lease_id, 1)
        self.record(desk, [EventDraft(EventType.CASE_SKIPPED, ref, {"reason": "other"})], None, "")
        self.fired[Kind.POISON] += 1

    def _attempt(self, desk: Workstation) -> UUID:
        return desk.world.uuid7()

    def _call(self, desk: Workstation, line: Line, disposition: str, state: str, *middle: EventDraft) -> list[EventDraft]:
        attempt, phone = str(self._attempt(desk)), str(line.payload.phones[0].id)
        started = {
            "attempt": attempt, "phone": phone, "cases": [str(line.ref.case_id)], "incoming": False, "rule": "training", "zone": "Europe/Paris",
        }  # fmt: skip
        proposal = {"state": state, "class": 4, "at": instant_text(self.true.time)}
        ended = {
            "attempt": attempt,
            "disposition": disposition,
            "phone": phone,
            "step": "script",
            "seconds": 30,
            "proposal": proposal,
        }
        drafts = [EventDraft(EventType.CALL_STARTED, line.ref, started)]
        drafts += [EventDraft(one.type, one.case, {"attempt": attempt, **one.body}) for one in middle]
        return [*drafts, EventDraft(EventType.CALL_ENDED, line.ref, ended)]

    def record(self, desk: Workstation, drafts: list[EventDraft], line: Line | None, state: str) -> UUID | None:
        """The agent saves; returns the id of the wish among the drafts, else of the last, if they were told to be saved."""
        if self.random.random() < 0.08:
            desk.crash_at = self.random.choice(("record.before_commit", "record.after_commit"))
        after = [payload_in(line.payload, state)] if line else []
        try:
            events = desk.store.record(drafts, after)
        except Died:
            desk.restart(power=self.random.random() < 0.5)
            # Whether it was saved, the agent sees when the window is there again.
            saved = [mark for mark in desk.store.kept() if mark not in self.told]
            if saved:
                self._tell(drafts, saved)
            self.log(f"{desk.name} died saving {drafts[-1].type}")
            return None
        finally:
            desk.crash_at = ""
        self._tell(drafts, [(event.id, event.sha256) for event in events])
        self.log(f"{desk.name} saved {[draft.type.value for draft in drafts]} {state}")
        return next((event.id for event in events if event.type is EventType.AUTHORISATION_WITHDRAWN), events[-1].id)

    def _tell(self, drafts: Sequence[EventDraft], marks: Sequence[Mark]) -> None:
        for draft, mark in zip(drafts, marks, strict=True):
            known = draft.case is not None and draft.case.case_id in self.house.cases()
            person = self.house.person_of(draft.case.case_id) if draft.case and known else None
            self.told[mark] = Told(mark, draft.type.value, person, draft.body.get("lifts"))

    def end_of_day(self, desk: Workstation) -> None:
        desk.store.give_back([line.ref.case_id for line in desk.lines()])
        self.log(f"{desk.name} ends the day")
        self.sync(desk)

    # --- workstations ----------------------------------------------------------------------------

    def sync(self, desk: Workstation, *, clean: bool = False, wire: WireFault | None = None, crash: str = "") -> bool:
        """One sync, with at most one fault of the wire or one death, drawn unless given; whether it came through."""
        between = self.wires[desk.name]
        chance = 1.0 if clean or wire or crash else self.random.random()
        if chance < 0.35:
            kind = self.random.choice(WIRE)
            only_push = kind in (Kind.TIMED_OUT, Kind.DUPLICATED, Kind.REORDERED)
            wire = WireFault(kind, "push" if only_push or self.random.random() < 0.4 else self.random.choice(CALLS))
        elif chance < 0.6:
            crash = self.random.choice(POINTS)
        between.fault, desk.crash_at = wire, crash
        said = "ok"
        try:
            gateway = FaultyGateway(self.house.gateway(desk.login), between)
            try:
                self.build.sync(desk.store.replica, gateway, desk.world)
            finally:
                gateway.close()
        except Died as death:
            said = f"died {death}"
            desk.restart(power=self.random.random() < 0.5)
        except KnownError as error:
            if error.code not in EXPECTED:
                raise
            said = error.code
        finally:
            desk.crash_at, between.fault = "", None
        self.log(f"{desk.name} sync {said} {sorted(Counter(desk.store.kept().values()).items())}")
        invariants.truthful(self, desk)
        return said == "ok"

    def die(self, desk: Workstation, *, power: bool) -> None:
        desk.restart(power=power)
        self.fired[Kind.POWER if power else Kind.CRASH] += 1
        self.log(f"{desk.name} {'lost power' if power else 'was killed'}")
        invariants.kept(self, desk)

    def jump(self, desk: Workstation) -> None:
        back_to_1970 = self.true.time.timestamp() - 3600
        desk.clock.skew = timedelta(seconds=self.random.choice([0, -86_400, 3600, -back_to_1970, 600]))
        self.fired[Kind.CLOCK] += 1
        self.log(f"{desk.name} clock {desk.clock.skew.days}")

    def keep_store(self, desk: Workstation) -> None:
        if desk.name not in self.kept_stores and not self.may_restore_centre:
            copied = desk.store.copy(desk.world)
            self.kept_stores[desk.name] = (copied, frozenset(desk.store.kept()))
            self.log(f"{desk.name} copied")

    def put_old_store_back(self, desk: Workstation) -> None:
        """Only when the centre has everything: what no copy has, nobody can bring back."""
        if desk.name not in self.kept_stores or not all(desk.store.kept().values()):
            return
        old, _ = self.kept_stores.pop(desk.name)
        desk.store.close()
        desk.store = old
        old.open()
        self.behind.add(desk.name)
        self.fired[Kind.OLD_STORE] += 1
        self.log(f"{desk.name} has its old store again")

    def clone(self, desk: Workstation) -> None:
        """The whole machine, copied while it runs; both then do the same thing differently at the same instant."""
        line = self._line(desk)
        if line is None or len(self.desks) > len(self.house.logins) + 2 or desk.clock.skew:
            return
        twin = desk.clone(f"desk{len(self.desks)}")
        self._join(twin)
        self.fired[Kind.CLONED] += 1
        for one, disposition, state in ((desk, "NRP", "retry"), (twin, "TERM", "done")):
            drafts = self._call(one, line, disposition, state)
            events = one.store.record(drafts, [payload_in(line.payload, state)])
            self._tell(drafts, [(event.id, event.sha256) for event in events])
        self.log(f"{desk.name} cloned as {twin.name}")

    def upgrade(self, desk: Workstation) -> None:
        wire = self.wires[desk.name]
        wire.upgraded = not wire.upgraded
        self.log(f"{desk.name} meets {'a newer' if wire.upgraded else 'its own'} server")

    # --- afterwards ------------------------------------------------------------------------------

    def heal(self) -> None:
        """The wires hold, the clocks are right, the versions agree: every workstation syncs until nothing waits."""
        for desk in self.desks:
            desk.clock.skew = timedelta()
            self.wires[desk.name].upgraded = False
        for round_ in range(MOST_ROUNDS):
            for desk in self.desks:
                self.true.time += timedelta(seconds=1)
                if not self.sync(desk, clean=True):
                    self._violated("I6", f"{desk.name} does not come through after the heal, round {round_}")
                    self.outcome.wedged += 1
        for kept, _ in self.kept_stores.values():
            kept.open()
            kept.close()
        self.kept_stores = {}
