"""A day of many agents without a window: the same desk, encrypted stores and sync, against a real centre (decision 38).

What counts is compared by a witness: every event that a store confirmed to its agent is noted at that instant, and in the end looked
for in the centre by plain SQL. `lost` are those that are nowhere; `doubled` those that are there twice, or took effect twice.
Syncs are cut where the sync itself names the points: before the reply, after the centre has committed, between two effects.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from itertools import chain
from pathlib import Path
from random import Random
from threading import Lock
from typing import TYPE_CHECKING
from uuid import UUID

from cnmas_desktop.credentials import DemoKeyring
from cnmas_desktop.domain.world import World
from cnmas_desktop.messages import KnownError
from cnmas_desktop.services.casebook import Casebook
from cnmas_desktop.services.demonstration import DemoFile, fill
from cnmas_desktop.services.own_centre import Access
from cnmas_desktop.services.sessions import AgentSession
from cnmas_desktop.services.sign_in import SignIn, Workstation
from cnmas_desktop.services.virtual_agent import VirtualAgent

if TYPE_CHECKING:
    from cnmas_desktop.central.connection import Connection
    from cnmas_desktop.local.journal import Journal

CUTS = (
    "hello.answered", "push.before", "push.after_commit_before_ack", "push.acknowledged", "reconcile.answered", "renew.answered",
    "check_out.answered", "fetch.answered", "fetch.staged", "apply.before", "apply.after",
)  # fmt: skip
CALLS_BETWEEN_SYNCS = 3
LAST_SYNCS = 5
"""Of each agent, uncut, until nothing waits; a sync takes one, or two after a failover."""
WORKERS = 8
PASSWORD = "Simulation-du-centre-2026!"


@dataclass(frozen=True, slots=True)
class Plan:
    """`offline`: the share of syncs that are cut, 0 to 1. The same plan makes the same decisions on every machine."""

    agents: int
    calls: int
    seed: int
    offline: float = 0.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """Events: `offered` to be saved, `confirmed` by the stores, and of these what the centre holds. `calls`, `syncs` and `cut` count
    the work that it took."""

    offered: int
    confirmed: int
    applied: int
    lost: int
    doubled: int
    flagged: int
    quarantined: int
    calls: int
    syncs: int
    cut: int

    @property
    def holds(self) -> bool:
        """Something was confirmed, nothing was lost, nothing was doubled."""
        return self.confirmed > 0 and not self.lost and not self.doubled

    def to_json(self) -> dict[str, int]:
        return asdict(self)


class VirtualClock:
    """Time that passes by being asked: one millisecond a look, from `start` on."""

    def __init__(self, start: datetime) -> None:
        self._start, self._looks, self._turn = start, 0, Lock()

    def now(self) -> datetime:
        return self._start + timedelta(milliseconds=self._look())

    def monotonic(self) -> float:
        return self._look() / 1000

    def boot_id(self) -> str:
        return "simulation"

    def _look(self) -> int:
        with self._turn:
            self._looks += 1
            return self._looks


class Simulation:
    """One plan at one demonstration centre. `folder` receives the stores."""

    def __init__(self, plan: Plan, access: Access, folder: Path) -> None:
        self._plan, self._access, self._folder = plan, access, folder
        self._desks: list[VirtualDesk] = []
        self._calls = _Count(lambda calls: None)

    def run(self, done: Callable[[int], None] = lambda calls: None) -> Outcome:
        """Prepare, work, transmit, compare. `done` hears after each call how many are made in all."""
        self.work(done)
        return self.compare()

    def work(self, done: Callable[[int], None] = lambda calls: None) -> None:
        """Everything but the comparison; the stores are closed again."""
        plan = self._plan
        with self._access.operator() as operator:
            start = _clock_of(operator)
            logins = _add_agents(operator, plan.agents)
        self._fill(logins, start)
        url, folder = self._access.url, self._folder
        self._desks = [VirtualDesk(plan, place, login, url, folder / f"agent{place + 1}", start) for place, login in enumerate(logins)]
        self._calls = _Count(done)
        try:
            for desk in self._desks:
                desk.open()
            with ThreadPoolExecutor(min(WORKERS, plan.agents)) as workers:
                for finished in [workers.submit(desk.work, self._calls) for desk in self._desks]:
                    finished.result()
        finally:
            for desk in self._desks:
                desk.close()

    def compare(self) -> Outcome:
        """What the stores confirmed against what the centre holds now."""
        with self._access.operator() as operator:
            return _compare(operator, self._desks, self._calls.total)

    def _fill(self, logins: Sequence[str], start: datetime) -> None:
        """Enough people for every call, and each agent's share assigned, so that who calls whom does not depend on who is faster."""
        share = self._plan.calls // 3 + 2
        files = [DemoFile("MTDENTS", "311", share), DemoFile("GRIPPE", "331", share), DemoFile("PS_TELESERVICES", "331", share)]
        everybody = [DemoFile(one.campaign, one.organisme, one.contacts * len(logins)) for one in files]
        with self._access.manager() as manager:
            fill(manager, self._folder / "files", everybody, start.date(), Random(self._plan.seed))
            for login in logins:
                for one in files:
                    manager.assign_cases(one.campaign, login, one.contacts)


class VirtualDesk:
    """One virtual agent's workstation and the witness beside it."""

    def __init__(self, plan: Plan, place: int, login: str, centre_url: str, home: Path, start: datetime) -> None:
        self._plan, self._login = plan, login
        self._random = Random(f"{plan.seed}/{place}")
        self._world = World(VirtualClock(start), Random(f"{plan.seed}/{place}/ids"), self._fault)
        self._sign_in = SignIn(centre_url, Workstation(home, DemoKeyring(home), self._world))
        self._session: AgentSession | None = None
        self._journal: Journal | None = None
        self._cut_at = ""
        self._last = self._offered_to = self._committed = 0
        self.confirmed: list[UUID] = []
        self.offered = self.syncs = self.cut = 0

    def open(self) -> None:
        """Sign in, sign the undertaking, and get the first cases."""
        from cnmas_desktop.local.journal import Journal

        session = self._sign_in.sign_in(self._login, PASSWORD)
        if not isinstance(session, AgentSession):
            raise AssertionError("a virtual agent is an agent")
        self._session, self._journal = session, Journal(session.database.main)
        session.sign_undertaking()
        self._note()
        self._sync_until_done()

    def work(self, calls: "_Count") -> None:
        """Make the calls of the plan, with a sync between, then transmit everything."""
        session = self._open_session
        agent = VirtualAgent(session.desk, Casebook(session.database.main), self._random)
        for number in range(self._plan.calls):
            if not agent.call():
                break
            self._note()
            calls.one_more()
            if number % CALLS_BETWEEN_SYNCS == CALLS_BETWEEN_SYNCS - 1:
                self._sync(cut=self._random.random() < self._plan.offline)
        self._note()
        self._sync_until_done()

    def close(self) -> None:
        if self._session is not None:
            self._session.close()

    @property
    def _open_session(self) -> AgentSession:
        if self._session is None:
            raise AssertionError("not signed in")
        return self._session

    def _note(self) -> None:
        """The witness: what the store has confirmed since the last time."""
        if self._journal is None:
            raise AssertionError("not signed in")
        for position, event in self._journal.since(self._last):
            self.confirmed.append(event)
            self._last = position

    def _sync(self, *, cut: bool) -> None:
        self._cut_at = self._random.choice(CUTS) if cut else ""
        self.syncs += 1
        syncer = self._open_session.syncer
        if syncer.run() is None and syncer.state.problem is not None:
            raise syncer.state.problem
        self._cut_at = ""

    def _sync_until_done(self) -> None:
        for _ in range(LAST_SYNCS):
            self._sync(cut=False)
            if not self._open_session.desk.view().sync.waiting:
                return

    def _fault(self, point: str) -> None:
        if point == "record.before_commit" and self._journal is not None:
            last = self._journal.last_inside()
            self.offered += last - self._committed
            self._offered_to = last
        elif point == "record.after_commit":
            self._committed = self._offered_to
        elif point == self._cut_at:
            self._cut_at = ""
            self.cut += 1
            raise KnownError("centre.unreachable")


class _Count:
    def __init__(self, done: Callable[[int], None]) -> None:
        self._done, self._turn, self.total = done, Lock(), 0

    def one_more(self) -> None:
        with self._turn:
            self.total += 1
            self._done(self.total)


def _clock_of(operator: "Connection") -> datetime:
    from cnmas_desktop.central.connection import one_row

    now: datetime = one_row(operator, "SELECT now()")[0]
    return now


def _add_agents(operator: "Connection", number: int) -> list[str]:
    from cnmas_desktop.central import staffing

    allowed = staffing.DirectorAuthorisation("La directrice")
    return [
        staffing.add(operator, staffing.NewPerson("agent", "Essai automatique", "Alix", f"virtuel{place:04}"), PASSWORD, allowed).login
        for place in range(1, number + 1)
    ]


def _compare(operator: "Connection", desks: Sequence[VirtualDesk], calls: int) -> Outcome:
    """What the stores confirmed against what the centre holds, read by plain SQL."""
    confirmed = list(chain.from_iterable(desk.confirmed for desk in desks))
    events = operator.execute("SELECT id, status FROM app.event").fetchall()
    audited = [row[0] for row in operator.execute("SELECT id FROM app.audit WHERE device IS NOT NULL")]
    kept_back = {row[0] for row in operator.execute("SELECT event_id FROM app.quarantine WHERE event_id IS NOT NULL")}
    held = [row[0] for row in events] + audited
    flagged = {event for event, status in events if status == "flagged"}
    ended, counted = operator.execute(
        "SELECT (SELECT count(*) FROM app.event WHERE type = 'call_ended'),"
        "       (SELECT coalesce(sum(n), 0) FROM app.rollup WHERE measure LIKE 'disposition:%')"
    ).fetchone() or (0, 0)
    found = set(held) | kept_back
    return Outcome(
        offered=sum(desk.offered for desk in desks),
        confirmed=len(confirmed),
        applied=len(set(confirmed) & set(held) - flagged),
        lost=len(set(confirmed) - found),
        doubled=len(held) - len(set(held)) + max(0, int(counted) - int(ended)) + len(confirmed) - len(set(confirmed)),
        flagged=len(set(confirmed) & flagged),
        quarantined=len(set(confirmed) & kept_back),
        calls=calls,
        syncs=sum(desk.syncs for desk in desks),
        cut=sum(desk.cut for desk in desks),
    )
