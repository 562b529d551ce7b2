"""The agent's own figures are those that supervisors see: one day's rollups of that login, after any calls, voids and midnights."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from random import Random
from uuid import UUID

import pytest

from cnmas_desktop.credentials import DemoKeyring
from cnmas_desktop.domain.centre_days import CENTRE_ZONE, day_of
from cnmas_desktop.domain.events import CaseRef, EventDraft, EventType
from cnmas_desktop.domain.own_figures import OwnFigures
from cnmas_desktop.domain.world import SystemClock, World
from cnmas_desktop.local.cases import CaseShelf, HeldCase
from cnmas_desktop.local.ledger import Ledger
from cnmas_desktop.local.own_facts import OwnFacts
from cnmas_desktop.services.network import NetworkSwitch
from cnmas_desktop.services.sessions import AgentSession
from cnmas_desktop.services.sign_in import SignIn, Workstation
from tests.central_server import PASSWORD, Centre
from tests.local.store import SetClock

MEASURES = ("attempts", "reached", "interviews", "interview_refused", "offer_accepted", "callbacks")
MIDNIGHT = datetime.combine(day_of(SystemClock().now()), time(0), CENTRE_ZONE)
TODAY, YESTERDAY = MIDNIGHT.date(), MIDNIGHT.date() - timedelta(days=1)


class Diary:
    """Calls written at the instants a test wants, on a real store that syncs with a real centre."""

    def __init__(self, centre: Centre, folder: Path) -> None:
        self.centre = centre
        centre.plain_campaign("ESSAI")
        centre.import_people("ESSAI", 3)
        agent = centre.add_agent()
        self.login = agent.login
        network = NetworkSwitch()
        session = SignIn(centre.url, Workstation(folder, DemoKeyring(folder), World(SystemClock(), Random(1)), network)).sign_in(
            agent.login, PASSWORD
        )
        assert isinstance(session, AgentSession)
        session.sign_undertaking()
        assert session.syncer.run() is not None
        self.session = session
        self.clock, self.random = SetClock(MIDNIGHT), Random(7)
        self.ledger = Ledger(session.database.main, World(self.clock, self.random))
        self.facts = OwnFacts(session.database.main)
        self.cases = list(CaseShelf(session.database.main).ready(SystemClock().now()))

    def write(self, type_: EventType, held: HeldCase, moment: datetime, attempt: UUID, **body: object) -> UUID:
        one = held.payload
        self.clock.time = moment.astimezone(UTC)
        ref = CaseRef(one.case_id, one.campaign, one.version, held.lease_id, held.epoch)
        (event,) = self.ledger.record([EventDraft(type_, ref, {"attempt": str(attempt), **body})])
        return event.id

    def decide_and_correct(self, at: datetime, corrected_at: datetime, *, twice: bool = False, taken_back: bool = False) -> None:
        """An interview refused, then said to have been accepted; perhaps put right again, or taken back."""
        held, attempt = self.cases[0], UUID(int=self.random.getrandbits(128))
        decided = self.write(EventType.INTERVIEW_DECIDED, held, at, attempt, accepted=False, reason=None)
        right = {"reason": "slip", "replacement": None if taken_back else {"accepted": True}}
        fixed = self.write(EventType.CORRECTION, held, corrected_at, attempt, supersedes=str(decided), **right)
        if twice:
            again = {"reason": "slip", "replacement": {"accepted": False}}
            self.write(EventType.CORRECTION, held, corrected_at, attempt, supersedes=str(fixed), **again)

    def call(self, at: datetime, *, incoming: bool = False, void_after: timedelta | None = None) -> None:
        held, attempt = self.random.choice(self.cases), UUID(int=self.random.getrandbits(128))
        phone = str(held.payload.phones[0].id)
        started = {
            "phone": phone,
            "cases": [str(held.payload.case_id)],
            "incoming": incoming,
            "rule": "training",
            "zone": "Europe/Paris",
        }
        self.write(EventType.CALL_STARTED, held, at, attempt, **started)
        if void_after is not None:
            self.write(EventType.ATTEMPT_VOIDED, held, at + void_after, attempt, reason="no_ring")
            return
        at += timedelta(seconds=20)
        who = self.random.choice(("person", "third_party", "unknown"))
        self.write(EventType.REACHED, held, at, attempt, who=who)
        if who == "person":
            accepted = self.random.random() < 0.6
            self.write(EventType.INTERVIEW_DECIDED, held, at, attempt, accepted=accepted, reason=None)
            if accepted:
                decision = self.random.choice(("accepted", "refused", "undecided"))
                self.write(EventType.OFFER_DECIDED, held, at, attempt, offer="bon", decision=decision)
        if self.random.random() < 0.4:
            later = (at + timedelta(days=1)).astimezone(CENTRE_ZONE).strftime("%Y-%m-%dT%H:%M:%S.000Z")
            told = {"kind": "firm", "at": later, "zone": "Europe/Paris", "with": "person"}
            self.write(EventType.CALLBACK_SET, held, at, attempt, **told)

    def of_the_centre(self, day: object) -> OwnFigures:
        counted = dict(
            self.centre.rows(
                "SELECT measure, sum(n)::int FROM app.rollup WHERE login = %s AND day = %s GROUP BY 1",
                self.login,
                day,
            )
        )
        return OwnFigures(*(counted.get(name, 0) for name in MEASURES))


@pytest.fixture
def diary(centre: Centre, tmp_path: Path) -> Iterator[Diary]:
    made = Diary(centre, tmp_path)
    yield made
    made.session.close()


def test_own_figures_are_the_supervisors(diary: Diary) -> None:
    minute = timedelta(minutes=1)
    diary.call(MIDNIGHT - timedelta(seconds=1))
    diary.call(MIDNIGHT)
    diary.call(MIDNIGHT - minute, void_after=timedelta(seconds=5))
    diary.call(MIDNIGHT - minute, void_after=2 * minute)
    diary.call(MIDNIGHT - timedelta(seconds=10))
    diary.call(MIDNIGHT + minute, incoming=True)
    diary.call(MIDNIGHT + minute, void_after=minute)
    for place in range(24):
        diary.call(MIDNIGHT + timedelta(minutes=3 * place - 40), incoming=place % 7 == 0)
    diary.decide_and_correct(MIDNIGHT - minute, MIDNIGHT + minute)
    diary.decide_and_correct(MIDNIGHT + minute, MIDNIGHT + 2 * minute)
    diary.decide_and_correct(MIDNIGHT + minute, MIDNIGHT + 2 * minute, twice=True)
    diary.decide_and_correct(MIDNIGHT + minute, MIDNIGHT + 2 * minute, taken_back=True)
    assert diary.facts.figures(TODAY).attempts > 5
    assert diary.session.syncer.run() is not None
    assert diary.centre.value("SELECT count(*) FROM app.quarantine") == 0
    for day in (TODAY, YESTERDAY):
        ours = diary.facts.figures(day)
        assert ours == diary.of_the_centre(day), day
        assert min(ours.attempts, ours.reached, ours.interviews, ours.callbacks) > 0
    assert OwnFacts(diary.session.database.main).figures(TODAY) == diary.facts.figures(TODAY), "after a restart"


def test_figures_kept_from_save_to_save_are_those_of_a_new_count(diary: Diary) -> None:
    for place in range(8):
        diary.call(MIDNIGHT + timedelta(minutes=place), void_after=timedelta(seconds=9) if place == 3 else None)
        assert diary.facts.figures(TODAY) == OwnFacts(diary.session.database.main).figures(TODAY)
    assert diary.facts.figures(TODAY).attempts == 7
