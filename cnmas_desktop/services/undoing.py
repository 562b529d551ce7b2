"""What a correction changes in the cases held: the call's outcome is taken back, then what was true is applied in its place.

The same registers as `effects`, so that the queue is right at once, offline too; the centre comes to the same from the same events.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from cnmas_desktop.domain.cases import CLOSED, Fact
from cnmas_desktop.domain.corrections import VOID, Made, Wanted
from cnmas_desktop.domain.dispositions import DISPOSITIONS
from cnmas_desktop.domain.events import CaseRef, Event, EventDraft, EventType
from cnmas_desktop.domain.interview import CallState, Step
from cnmas_desktop.domain.scheduling import Callback as Agreed
from cnmas_desktop.domain.scheduling import Proposal, propose
from cnmas_desktop.local.made_calls import CallStory, CaseBefore, MadeCall
from cnmas_desktop.services.casebook import Casebook, zone_of
from cnmas_desktop.services.dialling import DECEASED, FOR_GOOD, NO_NUMBER, OPT_OUT, REFUSED
from cnmas_desktop.services.effects import SAME_DIAL, Changes, history_of
from cnmas_desktop.sync.protocol import Callback, CasePayload, PastAttempt


@dataclass(frozen=True, slots=True)
class Part:
    """One case of the call that is corrected."""

    call: MadeCall
    ref: CaseRef
    story: CallStory
    made: Made
    before: CaseBefore
    planned_since: bool
    """A callback or a hand-over without a call was noted after it: that stays the last word unless the case is closed."""


def planned_since(facts: Sequence[Fact]) -> bool:
    return any(
        fact.type in {EventType.CALLBACK_SET, EventType.HANDED_OVER, EventType.INCIDENT_RAISED} and fact.body.get("attempt") is None
        for fact in facts
    )


class Undoing(Changes):
    """The cases that a correction may touch, and what becomes of them. `parts`: the cases of one call that change together."""

    def __init__(self, book: Casebook, parts: Sequence[Part], wanted: Wanted, now: datetime) -> None:
        first = parts[0]
        state = CallState(
            book.campaign_of(book.held(first.call.case_id).payload).regime,
            tuple(part.ref for part in parts),
            step=Step.ENDING,
            attempt=str(first.call.attempt_id),
            phone=str(first.story.phone_id),
            incoming=first.story.incoming,
            ending=wanted.outcome,
            end_step=first.made.step,
            callback=wanted.callback,
        )
        super().__init__(book, state, now, {})
        if DISPOSITIONS[first.made.outcome].blocks_number:
            self._reach(book, [one.payload for one in book.shelf.with_number(self._number)])
        self._at = first.story.started_at
        self._parts, self._wanted = {part.call.case_id: part for part in parts}, wanted
        self._take_back(first.made.outcome)
        if wanted.outcome != VOID:
            self._planned = {case_id: self._plan(book, case_id) for case_id in self._parts}

    @property
    def proposals(self) -> Mapping[UUID, Proposal]:
        """What becomes of each case of the call; empty when the attempt is voided."""
        return self._planned

    def after(self, drafts: Sequence[EventDraft], events: Sequence[Event]) -> list[CasePayload]:
        for part in self._parts.values():
            if self._wanted.outcome != VOID:
                body = {"disposition": self._wanted.outcome, "phone": str(part.story.phone_id)}
                self.ended(part.call.case_id, body, events[-1].id)
        return super().after(drafts, events)

    def _take_back(self, outcome: str) -> None:
        for case_id, part in self._parts.items():
            attempts = tuple(one for one in self._cases[case_id].attempts if not _of_call(one, part))
            self._set(case_id, attempts=attempts)
            if not part.planned_since:
                self._restore(case_id, part.before)
        if DISPOSITIONS[outcome].blocks_number:
            self._free_number()
        lifted = {"DCD": DECEASED, "REF_D": REFUSED}.get(outcome)
        part = next(iter(self._parts.values()))
        others = [one for case_id in self._persons for one in self._cases[case_id].attempts if not _of_call(one, part)]
        if any(one.disposition == outcome for one in others):
            return  # another call said so too
        for case_id in self._persons:
            if lifted is not None and self._cases[case_id].blocked_reason == lifted:
                self._lift(case_id)

    def _restore(self, case_id: UUID, before: CaseBefore) -> None:
        at, kind = before.callback_at, before.callback_kind
        self._set(
            case_id,
            state=before.state,
            queue_class=before.queue_class,
            callable_from=before.callable_from,
            callback=Callback(kind, at, before.zone) if at is not None and kind is not None else None,
            interrupted_step=before.interrupted_step,
        )

    def _free_number(self) -> None:
        for case_id, payload in self._cases.items():
            phones = tuple(replace(one, status="ok") if one.e164 == self._number else one for one in payload.phones)
            if phones != payload.phones:
                self._set(case_id, phones=phones)
                if payload.blocked_reason == NO_NUMBER:
                    self._lift(case_id)

    def _lift(self, case_id: UUID) -> None:
        """The bar goes; an older refusal to be called comes back into force."""
        refused = any(one.channel == "phone" and one.state == "withdrawn" for one in self._cases[case_id].authorisations)
        self._set(case_id, blocked_until=FOR_GOOD if refused else None, blocked_reason=OPT_OUT if refused else None)

    def _plan(self, book: Casebook, case_id: UUID) -> Proposal:
        payload, part, campaign = self._cases[case_id], self._parts[case_id], self._campaigns[case_id]
        phone = next((one for one in payload.phones if one.id == part.story.phone_id), None)
        before = [one for one in book.attempts(payload, self._now) if not _of_call(one, part)]
        promise = self._wanted.callback
        agreed = Agreed(promise["kind"] == "firm", datetime.fromisoformat(promise["at"])) if promise else None
        zone = zone_of(payload, phone)
        return propose(
            history_of(campaign, payload, phone, before),
            self._wanted.outcome,
            campaign.calling_rule,
            zone,
            self._now,
            agreed,
        )

    def _move(self, case_id: UUID, proposal: Proposal) -> None:
        if self._parts[case_id].planned_since and proposal.case_state not in CLOSED:
            return
        super()._move(case_id, proposal)


def _of_call(one: PastAttempt, part: Part) -> bool:
    near = part.story.started_at - SAME_DIAL <= one.at <= part.call.at + SAME_DIAL
    return one.phone_id == part.story.phone_id and near
