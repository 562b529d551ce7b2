"""What an action of a call changes in the cases held, so that the queue is right at once, offline too (decision 1).

The centre comes to the same from the same events; what it says at the next sync replaces this. Everything is read before the save
begins: `Changes` then works on values only, inside the transaction, when the events have their ids.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from cnmas_desktop.domain.calling_rules import earliest
from cnmas_desktop.domain.campaign import Campaign, Regime
from cnmas_desktop.domain.case_state import CaseState
from cnmas_desktop.domain.cases import CLOSED
from cnmas_desktop.domain.dispositions import DISPOSITIONS
from cnmas_desktop.domain.events import Event, EventDraft, EventType
from cnmas_desktop.domain.interview import CallState
from cnmas_desktop.domain.phone_numbers import PhoneKind, kind
from cnmas_desktop.domain.scheduling import DUE_BEFORE, History, PastCall, Proposal, QueueClass, propose
from cnmas_desktop.domain.scheduling import Callback as Agreed
from cnmas_desktop.services.casebook import Casebook, own_attempts, usable, weighing, zone_of
from cnmas_desktop.services.dialling import (
    DECEASED,
    FOR_GOOD,
    NO_NUMBER,
    OPPOSITION,
    OPT_OUT,
    REFUSED,
    closes_at,
)
from cnmas_desktop.sync.protocol import Authorisation, Callback, CasePayload, PastAttempt, Phone

SAME_DIAL = timedelta(seconds=5)
"""An attempt is written a moment after the instant the call's state holds."""


def proposals(book: Casebook, state: CallState, now: datetime) -> dict[UUID, Proposal]:
    """What should become of each case of the call that is about to be saved."""
    return {outcome.case.case_id: _proposal(book, state, outcome.case.case_id, outcome.disposition, now) for outcome in state.outcomes}


def _proposal(book: Casebook, state: CallState, case_id: UUID, disposition: str, now: datetime) -> Proposal:
    payload = book.held(case_id).payload
    campaign = book.campaign_of(payload)
    phone = _dialled(payload, state)
    zone = zone_of(payload, phone)
    this_dial = _attempt_made(book, payload, state, now)
    before = [one for one in book.attempts(payload, now) if one != this_dial]
    agreed = Agreed(state.callback["kind"] == "firm", datetime.fromisoformat(state.callback["at"])) if state.callback else None
    return propose(history_of(campaign, payload, phone, before), disposition, campaign.calling_rule, zone, now, agreed)


def history_of(campaign: Campaign, payload: CasePayload, phone: Phone | None, before: Sequence[PastAttempt]) -> History:
    """What is known of a case before a call on `phone`. `before`: the attempts on the person or the number, without this call's."""
    zone = zone_of(payload, phone)
    return History(
        calls=tuple(PastCall(one.at, one.disposition) for one in own_attempts(payload) if one.counts and one.disposition),
        reach=tuple(weighing(campaign.calling_rule, payload, before)),
        other_number=any(phone is None or one.id != phone.id for one in usable(payload)),
        mobile=phone is None or kind(phone.e164) is PhoneKind.MOBILE,
        allow_conversion=campaign.allow_refusal_conversion,
        closes_at=closes_at(campaign, zone),
    )


def _dialled(payload: CasePayload, state: CallState) -> Phone | None:
    return next((one for one in payload.phones if str(one.id) == state.phone), None)


def _attempt_made(book: Casebook, payload: CasePayload, state: CallState, now: datetime) -> PastAttempt | None:
    """The attempt that this call's start left in the store; None for an incoming call, which is no attempt."""
    if state.incoming or not state.started_at:
        return None
    started = datetime.fromisoformat(state.started_at)
    near = [
        one
        for one in book.attempts(payload, now)
        if one.disposition is None and one.phone_id == UUID(state.phone) and abs(one.at - started) < SAME_DIAL
    ]
    return near[-1] if near else None


def planned(payload: CasePayload, callback: Callback, now: datetime) -> CasePayload:
    """The case once a callback is agreed or moved without a call."""
    firm = callback.kind == "firm"
    return replace(
        payload,
        state=CaseState.CALLBACK.value,
        queue_class=int(QueueClass.FIRM if firm else QueueClass.SOFT),
        callable_from=max(now, callback.at - DUE_BEFORE) if firm else callback.at,
        callback=callback,
    )


class Changes:
    """The cases that an action may touch, read once, and what becomes of them."""

    def __init__(self, book: Casebook, state: CallState, now: datetime, planned: Mapping[UUID, Proposal]) -> None:
        self._state, self._now, self._planned = state, now, planned
        lead = book.held(state.case.case_id).payload
        touched = [one.payload for one in book.shelf.household(lead.person_id)]
        dialled = _dialled(lead, state)
        self._number = dialled.e164 if dialled else ""
        if any(DISPOSITIONS[one.disposition].blocks_number for one in state.outcomes):
            touched += [one.payload for one in book.shelf.with_number(self._number)]
        self._cases: dict[UUID, CasePayload] = {}
        self._before: dict[UUID, CasePayload] = {}
        self._campaigns: dict[UUID, Campaign] = {}
        self._reach(book, touched)
        self._person = lead.person_id
        made = _attempt_made(book, lead, state, now)
        self._at = made.at if made else now

    def _reach(self, book: Casebook, touched: Sequence[CasePayload]) -> None:
        for payload in touched:
            if payload.case_id not in self._cases:
                self._cases[payload.case_id] = self._before[payload.case_id] = payload
                self._campaigns[payload.case_id] = book.campaign_of(payload)

    @property
    def cases(self) -> Collection[UUID]:
        """All that these facts may reach."""
        return self._cases.keys()

    def after(self, drafts: Sequence[EventDraft], events: Sequence[Event]) -> list[CasePayload]:
        """The payloads that differ once these facts stand."""
        for draft, event in zip(drafts, events, strict=True):
            effect = _EFFECTS.get(draft.type)
            if effect is not None and draft.case is not None:
                effect(self, draft.case.case_id, draft.body, event.id)
        return [payload for case_id, payload in self._cases.items() if payload != self._before[case_id]]

    def _set(self, case_id: UUID, **changes: Any) -> None:
        self._cases[case_id] = replace(self._cases[case_id], **changes)

    @property
    def _persons(self) -> list[UUID]:
        return [case_id for case_id, payload in self._cases.items() if payload.person_id == self._person]

    def started(self, case_id: UUID, body: Mapping[str, Any], event_id: UUID) -> None:
        """Whoever had called in is on the line, or was called."""
        for one in self._persons:
            self._set(one, called_in_at=None)

    # What the person says

    def withdrawn(self, case_id: UUID, body: Mapping[str, Any], event_id: UUID) -> None:
        """Honoured at once, in all campaigns."""
        for one in self._persons:
            self._authorise(one, Authorisation(body["channel"], "withdrawn", event_id))
            if body["channel"] == "phone":
                self._set(one, blocked_until=FOR_GOOD, blocked_reason=OPT_OUT)

    def given(self, case_id: UUID, body: Mapping[str, Any], event_id: UUID) -> None:
        """Lifts a refusal only if it names the event that made it (decision 3)."""
        for one in self._persons:
            standing = [each for each in self._cases[one].authorisations if each.channel == body["channel"]]
            refused = [each for each in standing if each.state == "withdrawn"]
            if any(str(each.event_id) != body.get("lifts") for each in refused):
                continue
            self._authorise(one, Authorisation(body["channel"], "given", event_id))
            if body["channel"] == "phone" and self._cases[one].blocked_reason == OPT_OUT:
                self._set(one, blocked_until=None, blocked_reason=None)

    def _authorise(self, case_id: UUID, new: Authorisation) -> None:
        others = tuple(one for one in self._cases[case_id].authorisations if one.channel != new.channel)
        self._set(case_id, authorisations=(*others, new))

    def opposed(self, case_id: UUID, body: Mapping[str, Any], event_id: UUID) -> None:
        """Out of all studies."""
        for one in self._persons:
            if self._campaigns[one].regime is Regime.STUDY:
                self._set(one, blocked_until=FOR_GOOD, blocked_reason=OPPOSITION)

    # Without a call

    def skipped(self, case_id: UUID, body: Mapping[str, Any], event_id: UUID) -> None:
        """To the end of its class."""
        self._set(case_id, callable_from=self._now)

    def planned(self, case_id: UUID, body: Mapping[str, Any], event_id: UUID) -> None:
        if body.get("attempt") is not None:
            return  # within a call, `call_ended` says what becomes of the case
        callback = Callback(body["kind"], datetime.fromisoformat(body["at"]), body["zone"])
        self._cases[case_id] = planned(self._cases[case_id], callback, self._now)

    def set_aside(self, case_id: UUID, body: Mapping[str, Any], event_id: UUID) -> None:
        if body.get("attempt") is None and CaseState(self._cases[case_id].state) not in CLOSED:
            self._set(case_id, state=CaseState.SUPERVISOR.value)

    # The end of a call

    def ended(self, case_id: UUID, body: Mapping[str, Any], event_id: UUID) -> None:
        code = body["disposition"]
        self._count(case_id, code, UUID(body["phone"]))
        self._move(case_id, self._planned[case_id])
        row = DISPOSITIONS[code]
        if row.blocks_number:
            self._bar_number("wrong" if code == "FNUM" else "out_of_service")
        others = [one for one in self._persons if one not in self._planned]
        for one in others:
            if row.blocks_person and code == "DCD":
                self._set(one, blocked_until=FOR_GOOD, blocked_reason=DECEASED)
            elif code == "REF_D":
                self._after_refusal(one)

    def _count(self, case_id: UUID, code: str, phone: UUID) -> None:
        attempt = PastAttempt(self._at, phone, code, counts=not self._state.incoming and DISPOSITIONS[code].counts_as_attempt)
        self._set(case_id, attempts=(*self._cases[case_id].attempts, attempt))

    def _move(self, case_id: UUID, proposal: Proposal) -> None:
        """Where the outcome leads; what closed a case is not undone by a later call that does not (`cases.replay`)."""
        state, agreed = proposal.case_state, self._state.callback
        if CaseState(self._cases[case_id].state) in CLOSED and state not in CLOSED:
            return
        self._set(
            case_id,
            state=state.value,
            queue_class=int(proposal.next_class),
            callable_from=proposal.next_at or self._now,
            callback=Callback(agreed["kind"], datetime.fromisoformat(agreed["at"]), agreed["zone"])
            if agreed and state is CaseState.CALLBACK
            else None,
            interrupted_step=self._state.place.value if state is CaseState.INTERRUPTED else None,
        )

    def _bar_number(self, status: str) -> None:
        """For every case and campaign (trade section 2)."""
        for case_id, payload in self._cases.items():
            phones = tuple(replace(one, status=status) if one.e164 == self._number else one for one in payload.phones)
            if phones == payload.phones:
                continue
            self._set(case_id, phones=phones)
            if not usable(self._cases[case_id]):
                self._set(case_id, blocked_until=FOR_GOOD, blocked_reason=payload.blocked_reason or NO_NUMBER)

    def _after_refusal(self, case_id: UUID) -> None:
        """The days of quiet that the rule of another campaign wants after a refusal."""
        payload = self._cases[case_id]
        if payload.blocked_reason is not None:
            return
        phone = next(iter(usable(payload)), None)
        until = earliest(self._campaigns[case_id].calling_rule, zone_of(payload, phone), self._now, refused_at=self._now)
        if until is None or until > self._now:
            self._set(case_id, blocked_until=until or FOR_GOOD, blocked_reason=REFUSED)


_EFFECTS: Mapping[EventType, Callable[[Changes, UUID, Mapping[str, Any], UUID], None]] = {
    EventType.CALL_STARTED: Changes.started,
    EventType.AUTHORISATION_WITHDRAWN: Changes.withdrawn,
    EventType.AUTHORISATION_GIVEN: Changes.given,
    EventType.OPPOSITION_MADE: Changes.opposed,
    EventType.CASE_SKIPPED: Changes.skipped,
    EventType.CALLBACK_SET: Changes.planned,
    EventType.HANDED_OVER: Changes.set_aside,
    EventType.INCIDENT_RAISED: Changes.set_aside,
    EventType.CALL_ENDED: Changes.ended,
}
