"""The agent's agenda: callbacks promised and wished for, how full each half hour is, the next good moments; one moved, one missed.

Cases held here have a name. Promises beyond the lease went back to the centre with their case: the last hello left their moments only,
so that the load of next week is right all the same; the case comes back that morning. A missed promise is moved by the rule of
`domain.promises`, as an event like any other, and only while the desk is in touch with the centre: alone, it may have been passed on.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

from cnmas_desktop.domain.calling_rules import RULES, legal_windows, public_holidays
from cnmas_desktop.domain.campaign import CallingRule
from cnmas_desktop.domain.events import CaseRef, EventDraft, EventType, instant_text
from cnmas_desktop.domain.promises import after_missed, may_honour, missed, silent
from cnmas_desktop.domain.scheduling import CallbackTime, callback_time, slot_of
from cnmas_desktop.domain.world import World
from cnmas_desktop.local.cases import HeldCase
from cnmas_desktop.local.ledger import Ledger
from cnmas_desktop.local.standing import Standing
from cnmas_desktop.messages import KnownError
from cnmas_desktop.services.casebook import Casebook, number_of, zone_of
from cnmas_desktop.services.dialling import moment_refused
from cnmas_desktop.services.effects import planned
from cnmas_desktop.services.interviewing import Call
from cnmas_desktop.services.views import CallbackCheck, Message
from cnmas_desktop.services.wording import name_of, place_of
from cnmas_desktop.sync.protocol import Callback

SLOT = timedelta(minutes=30)
NOTICE = timedelta(minutes=30)
"""What is proposed is not sooner than this."""
PROPOSED_DAYS = 10
MOVE_REASONS = ("asked", "unavailable", "slip")
NOT_DUE = timedelta(microseconds=1)
DECENT = (time(9), time(20))
"""What is shown of a day on which training allows every hour."""


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """One callback. `case_id` None: its case is at the centre until that morning, and so is the name. `at` in the agent's zone,
    `person_at` in the person's. `standing`: early, due, late, missed, passed (the team may have it: no call from a desk alone)."""

    case_id: UUID | None
    name: str
    campaign: str
    at: datetime
    person_at: datetime
    place: str
    firm: bool
    standing: str
    missed: int


@dataclass(frozen=True, slots=True)
class AgendaSlot:
    """Half an hour from `at` (the agent's zone). `closed`: why nobody of this queue may be called then; None: somebody may."""

    at: datetime
    lines: tuple[AgendaLine, ...]
    closed: Message | None


@dataclass(frozen=True, slots=True)
class AgendaDay:
    """`slots`: the same half hours on each day of a view. `closed`: why the whole day is."""

    day: date
    slots: tuple[AgendaSlot, ...]
    closed: Message | None


@dataclass(frozen=True, slots=True)
class AgendaView:
    """Some days in a row. `late`: promises of any day whose moment is gone, the oldest first."""

    now: datetime
    days: tuple[AgendaDay, ...]
    late: tuple[AgendaLine, ...]


@dataclass(frozen=True, slots=True)
class ProposedMoment:
    """A legal moment to call the open case back: the same instant in both zones; `load`: promises already in that half hour."""

    person_local: datetime
    agent_local: datetime
    slot: str
    load: int


@dataclass(frozen=True, slots=True)
class MomentLoad:
    """What else is known of a moment chosen: promises in that half hour, and whether the case will have gone back by then."""

    load: int
    beyond_lease: bool


class AgentAgenda(Protocol):
    """What the window asks about callbacks. KnownError: `store.*`, `callback.*`, nothing was changed."""

    def days(self, first: date, count: int) -> AgendaView:
        """`count` days from `first`, in half hours of the agent's zone."""
        ...

    def proposed(self, count: int = 3) -> tuple[ProposedMoment, ...]:
        """The next good moments for the open case: one in each part of a legal day, in the least loaded half hour."""
        ...

    def load(self, at: datetime) -> MomentLoad:
        """Of a moment for the open case."""
        ...

    def check(self, case_id: UUID, at: datetime) -> CallbackCheck:
        """Whether the callback of this case may be moved to `at`."""
        ...

    def move(self, case_id: UUID, at: datetime, reason: str) -> None:
        """Move it, with the whole household. `reason`: asked, unavailable, slip. KnownError: why the moment may not be taken."""
        ...


class DeskAgenda:
    """`AgentAgenda` on one open store. `zone`: the agent's; `standing`: the last hello."""

    def __init__(self, book: Casebook, ledger: Ledger, call: Call, world: World, zone: ZoneInfo, standing: Callable[[], Standing]) -> None:
        self._book, self._ledger, self._call, self._world, self._zone, self._standing = book, ledger, call, world, zone, standing

    def days(self, first: date, count: int) -> AgendaView:
        now = self._now
        start, end = self._midnight(first), self._midnight(first + timedelta(count))
        lines = list(self._lines(end, now))
        windows = self._open_hours(first, count)
        rows = _rows([*windows, *((line.at, line.at + NOT_DUE) for line in lines if line.at >= start)], self._zone)
        by_slot: dict[datetime, list[AgendaLine]] = {}
        for line in lines:
            by_slot.setdefault(_slot_start(line.at), []).append(line)
        days = tuple(self._day(first + timedelta(number), rows, by_slot, windows) for number in range(count))
        late = tuple(line for line in lines if line.firm and line.standing in {"late", "missed", "passed"})
        return AgendaView(now.astimezone(self._zone), days, late)

    def proposed(self, count: int = 3) -> tuple[ProposedMoment, ...]:
        payload, phone, now = self._call.held.payload, self._call.number, self._now
        zone, rule = zone_of(payload, phone), self._call.campaign.calling_rule
        loads = self._loads(now + timedelta(PROPOSED_DAYS))
        attempts = self._book.attempts(payload, now)
        best: dict[tuple[date, str], datetime] = {}
        for at in _half_hours(rule, zone, now + NOTICE, PROPOSED_DAYS):
            part = at.astimezone(ZoneInfo(zone)).date(), slot_of(at, zone).value
            if RULES[rule].always_open and not DECENT[0] <= at.astimezone(ZoneInfo(zone)).time() < DECENT[1]:
                continue  # training: a decent hour all the same
            if part in best and loads.get(at, 0) >= loads.get(best[part], 0):
                continue
            if part not in best and len(best) == count:
                break
            if moment_refused(payload, phone, self._call.campaign, attempts, at, now) is None:
                best[part] = at
        return tuple(
            ProposedMoment(at.astimezone(ZoneInfo(zone)), at.astimezone(self._zone), part, loads.get(at, 0))
            for (_, part), at in best.items()
        )

    def load(self, at: datetime) -> MomentLoad:
        return MomentLoad(self._loads(at + SLOT).get(_slot_start(at), 0), at >= self._call.held.until)

    def check(self, case_id: UUID, at: datetime) -> CallbackCheck:
        held = self._book.held(case_id)
        payload, phone, now = held.payload, number_of(held.payload), self._now
        campaign = self._book.campaign_of(payload)
        refused = moment_refused(payload, phone, campaign, self._book.attempts(payload, now), at, now)
        return CallbackCheck(
            at=at,
            agent_local=at.astimezone(self._zone),
            person_local=at.astimezone(ZoneInfo(zone_of(payload, phone))),
            refused=Message(refused.reason, refused.params) if refused else None,
        )

    def move(self, case_id: UUID, at: datetime, reason: str) -> None:
        if reason not in MOVE_REASONS:
            raise ValueError(reason)
        if case_id in self._call.cases and self._call.page is not None and self._call.page.state.attempt:
            raise KnownError("call.in_progress")
        refused = self.check(case_id, at).refused
        if refused is not None:
            raise KnownError(refused.code, **refused.params)
        lead = self._book.held(case_id)
        if lead.payload.callback is None:
            raise LookupError(f"case {case_id} has no callback")
        zone = zone_of(lead.payload, number_of(lead.payload))
        moved = [one for one in self._held(lead.payload.callback.at + NOT_DUE) if _together(one, lead)]
        self._write([(one, Callback(lead.payload.callback.kind, at, zone)) for one in moved or [lead]], reason)

    def settle(self) -> None:
        """Move what was missed; called whenever the desk looks at its queue."""
        now = self._now
        if silent(now, self._standing().synced_at):
            return
        again = []
        for held in self._held(now):
            callback = held.payload.callback
            moment = _moment(held)
            if callback is None or callback.kind != "firm" or not missed(moment, now) or held.payload.case_id in self._call.cases:
                continue
            rule = self._book.campaign_of(held.payload).calling_rule
            next_try = after_missed(rule, callback.zone, moment, callback.missed + 1, now)
            again.append((held, Callback("firm" if next_try.firm else "soft", next_try.at, callback.zone, callback.missed + 1)))
        if again and self._ledger.clock_trusted():
            self._write(again, "missed")

    @property
    def _now(self) -> datetime:
        return self._world.clock.now()

    def _write(self, moved: Sequence[tuple[HeldCase, Callback]], reason: str) -> None:
        now = self._now
        drafts = [_draft(held, callback, reason) for held, callback in moved]
        payloads = [planned(held.payload, callback, now) for held, callback in moved]
        self._book.counts.changing([payload.case_id for payload in payloads])
        self._ledger.record(drafts, payloads)
        self._book.written()

    def _held(self, until: datetime) -> Iterator[HeldCase]:
        """Cases with a callback for before `until` that are this desk's to call."""
        now = self._now
        return (one for one in self._book.shelf.callbacks(until) if one.withdrawn is None and one.until > now)

    # Reading

    def _lines(self, end: datetime, now: datetime) -> Iterator[AgendaLine]:
        """In order; brothers and sisters are one line."""
        seen: set[tuple[object, ...]] = set()
        contact = self._standing().synced_at
        made = []
        for held in self._book.shelf.callbacks(end):
            payload, callback = held.payload, held.payload.callback
            key = payload.person_id, payload.campaign, callback
            if callback is None or key in seen:
                continue
            seen.add(key)
            firm = callback.kind == "firm"
            standing = callback_time(callback.at, now).value
            if firm and not may_honour(_moment(held), now, contact):
                standing = "passed"
            campaign = self._book.campaign_of(payload).title
            made.append(self._line(payload.case_id, name_of(payload.fields), campaign, callback, standing))
        made += [
            self._line(None, "", "", promise, CallbackTime.EARLY.value) for promise in self._standing().promises if now < promise.at < end
        ]
        return iter(sorted(made, key=lambda line: (line.at, line.name)))

    def _line(self, case_id: UUID | None, name: str, campaign: str, callback: Callback, standing: str) -> AgendaLine:
        return AgendaLine(
            case_id=case_id,
            name=name,
            campaign=campaign,
            at=callback.at.astimezone(self._zone),
            person_at=callback.at.astimezone(ZoneInfo(callback.zone)),
            place=place_of(callback.zone),
            firm=callback.kind == "firm",
            standing=standing,
            missed=callback.missed,
        )

    def _loads(self, end: datetime) -> dict[datetime, int]:
        """Promises, firm or not, in each half hour before `end`."""
        loads: dict[datetime, int] = {}
        for line in self._lines(end, self._now):
            start = _slot_start(line.at)
            loads[start] = loads.get(start, 0) + 1
        return loads

    def _day(
        self, day: date, rows: Sequence[time], by_slot: Mapping[datetime, list[AgendaLine]], windows: Sequence[tuple[datetime, datetime]]
    ) -> AgendaDay:
        start, end = self._midnight(day), self._midnight(day + timedelta(1))
        today = [(opens, closes) for opens, closes in windows if opens < end and closes > start]
        holiday = Message("agenda.holiday") if day in public_holidays(day.year) else None
        closed = None if today else holiday or Message("agenda.no_calls")
        slots = []
        for row in rows:
            at = datetime.combine(day, row, self._zone)
            open_then = any(opens < at + SLOT and closes > at for opens, closes in today)
            shut = None if open_then else closed or holiday or Message("agenda.closed")  # an evening overseas is this night here
            slots.append(AgendaSlot(at, tuple(by_slot.get(at.astimezone(UTC), ())), shut))
        return AgendaDay(day, tuple(slots), closed)

    def _open_hours(self, first: date, count: int) -> list[tuple[datetime, datetime]]:
        """When somebody of the cases held may be called; of the usual rule when none is held."""
        places = {one.place for one in self._book.counts.tally(self._now)}
        rules = {(self._book.campaign(one.campaign, one.version).calling_rule, one.zone) for one in places}
        spans = []
        for rule, zone in rules or {(CallingRule.PUBLIC_SERVICE, self._zone.key)}:
            if RULES[rule].always_open:
                days = (first + timedelta(number) for number in range(count))
                spans += [tuple(datetime.combine(day, hour, self._zone) for hour in DECENT) for day in days]
            else:
                spans += legal_windows(rule, zone, first - timedelta(1), count + 2)
        return [(opens, closes) for opens, closes in spans]

    def _midnight(self, day: date) -> datetime:
        return datetime.combine(day, time(0), self._zone)


def _slot_start(at: datetime) -> datetime:
    """The half hour of an instant, in UTC."""
    here = at.astimezone(UTC)
    return here.replace(minute=here.minute // 30 * 30, second=0, microsecond=0)


def _rows(spans: Iterable[tuple[datetime, datetime]], zone: ZoneInfo) -> list[time]:
    """The half hours of the day that the spans reach, without a gap."""
    reached = [
        (local.hour * 60 + local.minute) // 30
        for opens, closes in spans
        for local in (opens.astimezone(zone), (closes - NOT_DUE).astimezone(zone))
    ]
    first, last = (min(reached), max(reached)) if reached else (18, 35)
    return [time(number // 2, number % 2 * 30) for number in range(first, last + 1)]


def _half_hours(rule: CallingRule, zone: str, since: datetime, days: int) -> Iterator[datetime]:
    """The legal half hours from `since` on, in UTC."""
    for opens, closes in legal_windows(rule, zone, since.astimezone(ZoneInfo(zone)).date(), days):
        at = _slot_start(max(opens, since) + SLOT - NOT_DUE)
        while at + SLOT <= closes:
            yield at
            at += SLOT


def _moment(held: HeldCase) -> datetime:
    """When a callback may be honoured: as promised, or as soon after as the limits allow."""
    callback = held.payload.callback
    return held.payload.callable_from if callback is None else max(callback.at, held.payload.callable_from)


def _together(one: HeldCase, lead: HeldCase) -> bool:
    """Promised in one call to one person."""
    first, second = one.payload, lead.payload
    return (first.person_id, first.campaign, first.callback) == (second.person_id, second.campaign, second.callback)


def _draft(held: HeldCase, callback: Callback, reason: str) -> EventDraft:
    payload = held.payload
    case = CaseRef(payload.case_id, payload.campaign, payload.version, held.lease_id, held.epoch)
    body = {"kind": callback.kind, "at": instant_text(callback.at), "zone": callback.zone, "with": "person", "reason": reason}
    return EventDraft(EventType.CALLBACK_SET, case, body | ({"missed": callback.missed} if callback.missed else {}))
