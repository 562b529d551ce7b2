"""The agent's desk: the queue, the open call and what waits to be sent, behind the one port of the window.

Everything is read and written on the store's main link, within a frame; no method waits for a network. It composes `queue`,
`interviewing` and `reading`, and decides nothing itself.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cache, partial
import re
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from cnmas_desktop.domain.centre_days import day_of
from cnmas_desktop.domain.interview import Step
from cnmas_desktop.domain.phone_numbers import PARIS
from cnmas_desktop.domain.promises import silent
from cnmas_desktop.domain.world import World
from cnmas_desktop.local.database import Database
from cnmas_desktop.local.drafts import Drafts
from cnmas_desktop.local.ledger import Ledger
from cnmas_desktop.local.made_calls import MadeCalls
from cnmas_desktop.local.outbox import Outbox
from cnmas_desktop.local.own_facts import OwnFacts
from cnmas_desktop.local.standing import Standing, read_standing
from cnmas_desktop.messages import MESSAGES, KnownError
from cnmas_desktop.services.agenda import DeskAgenda
from cnmas_desktop.services.casebook import Casebook, zone_of
from cnmas_desktop.services.centre_line import CentreLine
from cnmas_desktop.services.changing import checked_change
from cnmas_desktop.services.dialling import AVAILABLE, Shift, instant_of, moment_refused
from cnmas_desktop.services.incoming import DeskIncoming
from cnmas_desktop.services.interviewing import Call
from cnmas_desktop.services.mending import DeskMending
from cnmas_desktop.services.notices import DeskNotices, Roster
from cnmas_desktop.services.own_reviews import DeskReviews
from cnmas_desktop.services.password_change import ends_soon
from cnmas_desktop.services.presence import DeskPresence
from cnmas_desktop.services.queue import QueueReader
from cnmas_desktop.services.reading import Reader
from cnmas_desktop.services.revealing import DeskRevealing
from cnmas_desktop.services.shift import PAUSE, DeskShift
from cnmas_desktop.services.syncing import SyncState
from cnmas_desktop.services.transmission import next_step
from cnmas_desktop.services.views import (
    CallbackCheck,
    CallView,
    DayFigures,
    DeskView,
    Message,
    OutboxLine,
    QueueLine,
    SyncView,
)
from cnmas_desktop.services.wording import name_of, shown

DIAL_SCHEMES = frozenset({"tel", "sip"})
DIALLED = re.compile(r"\+[0-9]{6,15}", re.ASCII)
OUTBOX_LINES = 300
SHORTEST_NUMBER = 4


class Desk:
    """`AgentDesk` on one open store. `zone`: where the agent works."""

    def __init__(
        self,
        database: Database,
        world: World,
        sync_state: Callable[[], SyncState],
        zone: str = PARIS,
        line: CentreLine | None = None,
    ) -> None:
        """`line`: the guarded calls to the centre; None where there is no centre to ask, as if offline."""
        link = database.main
        standing = read_standing(link)
        if standing is None:
            raise LookupError("a store without a hello has no desk")
        self._link, self._world, self._sync_state = link, world, sync_state
        self._known_standing, self._standing_version = standing, link.other_writes()
        self.zone = ZoneInfo(zone)
        self._book = Casebook(link)
        self._ledger, self._drafts, self._outbox = Ledger(link, world), Drafts(link), Outbox(link)
        self._queue = QueueReader(self._book, zone, lambda: self._standing().synced_at)
        self.notices = DeskNotices(link, self._ledger, self._book, world, self.zone)
        self.reviews = DeskReviews(link, self._ledger, self._book, self.zone)
        self._reader = Reader(self._book, zone, standing.person.first_name, self._roster)
        calls = MadeCalls(link)
        self._call = Call(self._book, self._ledger, calls, self._drafts, world, self._conditions)
        self._facts = OwnFacts(link)
        self.revealing = DeskRevealing(self._call, self._reader, world, line, sync_state)
        self.incoming = DeskIncoming(self._ledger, line, sync_state, self._in_call)
        self.presence = DeskPresence(line, sync_state)
        self.mending = DeskMending(self._book, self._ledger, calls, world, self.zone, self._in_call)
        self.agenda = DeskAgenda(self._book, self._ledger, self._call, world, self.zone, self._standing)
        self.shift = DeskShift(link, world, self.zone, self._book, self._call, self.view, self._standing)

    def view(self) -> DeskView:
        self.agenda.settle()
        with self._link.reading():
            return self._read()

    def _read(self) -> DeskView:
        now, standing = self._now, self._standing()
        queue = self._queue.state(now, self._call.cases)
        day = self._facts.figures(day_of(now))
        return DeskView(
            agent=standing.person.display_name,
            next=queue.next,
            none=queue.none,
            upcoming=queue.upcoming,
            callbacks=queue.callbacks,
            callable_now=queue.callable_now,
            blocked=queue.blocked,
            held=queue.held,
            held_until=queue.held_until,
            day=DayFigures(day.attempts, day.interviews, day.agreements, day.reached, day.refusals, day.callbacks),
            sync=self._sync(),
            banners=tuple(self._banners(standing)),
            work_state=self.shift.chosen,
        )

    def call(self) -> CallView | None:
        if self._call.page is None:
            return None
        with self._link.reading():
            return self._reader.view(self._call, self._now)

    def open_next(self) -> CallView | None:
        """Also None in a pause: nothing starts from one."""
        if self._call.page is not None and self._call.page.state.attempt:
            raise KnownError("call.in_progress")
        with self._link.reading():
            found = self._queue.next(self._now) if self.shift.chosen == AVAILABLE else None
        return None if found is None else self._open(found.payload.case_id, "queue")

    def open(self, case_id: UUID) -> CallView:
        return self._open(case_id, "search")

    def act(self, action: str, data: Mapping[str, Any] | None = None) -> CallView | None:
        aggressive = action == "incident" and (data or {}).get("kind") == "aggressive"
        self._call.act(action, data or {})
        if aggressive:
            self.shift.set_state(PAUSE)  # one that counts against nobody (trade section 2)
        return self.call()

    def dial_uri(self) -> str | None:
        page, phone = self._call.page, self._call.number if self._call.page else None
        if page is None or phone is None or page.state.step is not Step.RINGING:
            return None
        if not DIALLED.fullmatch(phone.e164):
            raise ValueError("not a number to dial")
        scheme = self._standing().policy.dial_scheme
        return f"{scheme if scheme in DIAL_SCHEMES else 'tel'}:{phone.e164}"

    def save_draft(self, values: Mapping[str, str]) -> None:
        self._call.save_draft(values)

    def check_callback(self, local: datetime) -> CallbackCheck:
        payload, phone = self._call.held.payload, self._call.number
        zone = zone_of(payload, phone)
        at = instant_of(local, zone)
        if at is None:
            raise KnownError("callback.no_such_hour")
        attempts = self._book.attempts(payload, self._now)
        refused = moment_refused(payload, phone, self._call.campaign, attempts, at, self._now)
        return CallbackCheck(
            at=at,
            agent_local=at.astimezone(self.zone),
            person_local=at.astimezone(ZoneInfo(zone)),
            refused=Message(refused.reason, refused.params) if refused else None,
        )

    def check_change(self, field_name: str, typed: str) -> str:
        return shown(field_name, checked_change(self._call.campaign, field_name, typed, self._today))

    def faq(self) -> Sequence[tuple[str, str]]:
        held = self._call.held if self._call.page is not None else next(self._book.shelf.ready(self._now), None)
        if held is None:
            return ()
        return self._reader.answers(self._book.campaign_of(held.payload), held.payload, self._now)

    def find(self, text: str) -> tuple[QueueLine, ...]:
        digits = re.sub(r"\D", "", text)
        if len(digits) >= SHORTEST_NUMBER:
            found = self._book.shelf.search_number(digits.removeprefix("00").removeprefix("0"))
        else:
            found = self._book.shelf.search(text)
        return tuple(self._queue.line(held, self._now) for held in found)

    def outbox(self) -> tuple[OutboxLine, ...]:
        midnight = datetime.combine(self._today, datetime.min.time(), self.zone)
        with self._link.reading():
            rows = self._outbox.latest(midnight, OUTBOX_LINES)
            known = self._book.shelf.fields({row.case_id for row in rows if row.case_id is not None})
        names = {case_id: name_of(fields) for case_id, fields in known.items()}
        said = cache(partial(_said, self._sync_state()))
        return tuple(
            OutboxLine(row.at.astimezone(self.zone), _label(row.type), names.get(row.case_id or "", ""), *said(row.answer, row.reason))
            for row in rows
        )

    def _roster(self) -> Roster:
        """Who is at work, told as of when the centre said so, and only as long as it is likely to hold."""
        known = self.notices.roster()
        lately = known.at is not None and not silent(self._now, known.at)
        return known if lately else replace(known, at=None)

    def _in_call(self) -> frozenset[UUID]:
        """The cases of a call under way."""
        page = self._call.page
        return self._call.cases if page is not None and page.state.attempt else frozenset()

    @property
    def _now(self) -> datetime:
        return self._world.clock.now()

    @property
    def _today(self) -> date:
        return self._now.astimezone(self.zone).date()

    def _standing(self) -> Standing:
        """The last hello, read again when a sync has written."""
        version = self._link.other_writes()
        if version != self._standing_version:
            standing = read_standing(self._link)
            if standing is None:
                raise LookupError("the last hello is gone")
            self._known_standing, self._standing_version = standing, version
        return self._known_standing

    def _conditions(self) -> Shift:
        return Shift(
            now=self._now,
            work_state=self.shift.chosen,
            clock_trusted=self._ledger.clock_trusted(),
            authorised=self._standing().person.authorised,
            contact=self._standing().synced_at,
            unread=self.notices.unread_scripts(),
        )

    def _open(self, case_id: UUID, purpose: str) -> CallView:
        self._call.open(case_id, purpose)
        view = self.call()
        if view is None:
            raise AssertionError("a case was opened and is not there")
        return view

    def _sync(self) -> SyncView:
        state, count = self._sync_state(), self._outbox.count()
        return SyncView(
            online=state.online,
            offline_since=state.offline_since.astimezone(self.zone) if state.offline_since else None,
            running=state.running,
            waiting=count.waiting,
            flagged=count.flagged,
            quarantined=count.quarantined,
            last_complete_at=state.last_complete_at.astimezone(self.zone) if state.last_complete_at else None,
            problem=Message(state.problem.code, state.problem.params) if state.problem else None,
        )

    def _banners(self, standing: Standing) -> list[Message]:
        banners = [Message("banner.demonstration")] if standing.demo else []
        if not standing.person.authorised:
            banners.append(Message("may_not.not_authorised"))
        if self._link.journal is not None and self._link.journal.problem is not None:
            banners.append(Message(self._link.journal.problem.code))
        if not self._ledger.clock_trusted():
            banners.append(Message("may_not.clock"))
        if ending := ends_soon(standing.password_expires_at, self._now, self.zone):
            banners.append(ending)
        return banners


@cache
def _label(kind: str) -> Message:
    return Message(f"event.{kind}")


def _said(sync: SyncState, answer: str | None, reason: str | None) -> tuple[str, Message | None, Message | None]:
    """Status, reason and next step, as of `views.OutboxLine`."""
    status = _STATUS.get(answer, "received") if answer else "waiting"
    code = f"reason.{reason}"
    return status, Message(code if code in MESSAGES else "reason.other") if reason else None, next_step(status, reason, sync)


_STATUS = {"flagged": "flagged", "quarantined": "quarantined", "conflict": "quarantined"}
