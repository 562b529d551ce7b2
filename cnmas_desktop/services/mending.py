"""« Mes appels du jour » and « Corriger »: the calls saved here today, and what may still be put right of them.

A correction is an event that names what it replaces, written with the new state of its cases in one transaction, before or after the
call itself was sent; it works offline. What may be corrected is `domain.corrections`; what only a supervisor cancels is asked of one.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

from cnmas_desktop.domain.campaign import Campaign
from cnmas_desktop.domain.cases import standing_facts
from cnmas_desktop.domain.corrections import (
    ASKED,
    CALLBACKS,
    VOID,
    Wanted,
    ask_supervisor,
    closed_to_agent,
    corrections,
    made_in,
    possible,
)
from cnmas_desktop.domain.dispositions import DISPOSITIONS
from cnmas_desktop.domain.events import CaseRef, EventType, instant_text
from cnmas_desktop.domain.interview_turn import REFUSALS
from cnmas_desktop.domain.world import World
from cnmas_desktop.local.cases import HeldCase
from cnmas_desktop.local.ledger import Ledger
from cnmas_desktop.local.listed import Listed
from cnmas_desktop.local.made_calls import MadeCall, MadeCalls
from cnmas_desktop.messages import MESSAGES, KnownError
from cnmas_desktop.services.call_readings import as_noted, as_wanted, other_offers, refusal_of
from cnmas_desktop.services.casebook import Casebook, zone_of
from cnmas_desktop.services.dialling import instant_of, moment_refused
from cnmas_desktop.services.undoing import Part, Undoing, planned_since
from cnmas_desktop.services.views import CallbackCheck, Choice, Message
from cnmas_desktop.services.wording import MENDING_REASONS, campaign_choices, name_of
from cnmas_desktop.sync.protocol import AnswerStatus, CasePayload, PastAttempt

STATUS = {
    AnswerStatus.FLAGGED: "flagged",
    AnswerStatus.QUARANTINED: "to_decide",
    AnswerStatus.CONFLICT: "to_decide",
}


@dataclass(frozen=True, slots=True)
class CallLine:
    """One call of the day. `at` in the agent's zone; `status`: saved (on this workstation), received, flagged, to_decide."""

    position: int
    case_id: UUID
    name: str
    campaign: str
    at: datetime
    outcome: Message
    status: str
    reason: Message | None


@dataclass(frozen=True, slots=True)
class MendChoice:
    """What was true. None: as it was noted. `offer`: (code, decision, reason). `local`: naive, in the person's zone; `kind`: firm, soft,
    or none for a callback without a moment."""

    outcome: str
    reason: str | None = None
    offer: tuple[str, str, str] | None = None
    kind: str | None = None
    local: datetime | None = None


@dataclass(frozen=True, slots=True)
class MendView:
    """What may be corrected of a call. `refused`: why nothing may; then `askable` says whether a supervisor can be asked.

    `outcomes`: what else it may have been. `offers`: (code, decision) besides the present one. `moment`: of a callback agreed, in the
    person's zone `place`; None where none was. `now_there`: the person's local time.
    """

    line: CallLine
    outcome: str
    before: tuple[Message, ...]
    refused: Message | None = None
    askable: bool = False
    outcomes: tuple[str, ...] = ()
    offers: tuple[tuple[Choice, str], ...] = ()
    refusal_reasons: tuple[Choice, ...] = ()
    reasons: tuple[Choice, ...] = MENDING_REASONS
    kind: str | None = None
    moment: datetime | None = None
    now_there: datetime | None = None
    zone: str = ""


class AgentMending(Protocol):
    """The day's calls and their corrections; all from the local store, within a frame. KnownError: the world's faults, and `mend.*`."""

    def calls(self) -> Sequence[CallLine]:
        """The calls of the local day, the last one first."""
        ...

    def begin(self, position: int | None = None) -> MendView | None:
        """What may be corrected of a call (None: the last one); None when no call was made today."""
        ...

    def preview(self, position: int, choice: MendChoice) -> tuple[Message, ...]:
        """How the call will read. KnownError `mend.same` when nothing would differ."""
        ...

    def check_callback(self, position: int, local: datetime) -> CallbackCheck:
        """May the person be called back then?"""
        ...

    def mend(self, position: int, choice: MendChoice, why: str) -> None:
        """Write the correction, durably. `why`: a code of `MENDING_REASONS`."""
        ...

    def ask(self, position: int, why: str) -> None:
        """Ask a supervisor to cancel what the agent may not."""
        ...


class DeskMending:
    """`AgentMending` on one open store. `busy`: the cases of a call under way; `zone`: where the agent works."""

    def __init__(
        self,
        book: Casebook,
        ledger: Ledger,
        calls: MadeCalls,
        world: World,
        zone: ZoneInfo,
        busy: Callable[[], frozenset[UUID]],
    ) -> None:
        self._book, self._ledger, self._calls, self._world = book, ledger, calls, world
        self._zone, self._busy = zone, busy

    def calls(self) -> Sequence[CallLine]:
        return Listed(self._calls.since(self._midnight), self._line)

    def begin(self, position: int | None = None) -> MendView | None:
        found = self._found(position)
        if found is None:
            return None
        line, refused = self._line(found), self._refused(found)
        if refused is not None:
            said = (Message(f"disposition.{found.outcome}"),)
            return MendView(line, found.outcome, said, Message(refused), askable=refused == "mend.asked")
        part, held = self._part(found), self._book.held(found.case_id)
        campaign, made = self._book.campaign_of(held.payload), part.made
        outcomes = possible(made, campaign, stopped=_stopped(held.payload))
        before = as_noted(campaign, made, self._zone)
        offers = tuple(other_offers(campaign, made))
        if not outcomes and not offers:
            return MendView(line, made.outcome, before, Message("mend.nothing"))
        promise, zone = made.callback, self._zone_of(part, held.payload)
        at = datetime.fromisoformat(promise["at"]).astimezone(ZoneInfo(zone)) if promise else None
        return MendView(
            line,
            made.outcome,
            before,
            outcomes=outcomes,
            offers=offers,
            refusal_reasons=campaign_choices(campaign)["refusal_reasons"],
            kind=promise["kind"] if promise else None,
            moment=at,
            now_there=self._now.astimezone(ZoneInfo(zone)),
            zone=zone,
        )

    def preview(self, position: int, choice: MendChoice) -> tuple[Message, ...]:
        part, wanted = self._wanted(position, choice)
        campaign = self._campaign(part)
        proposal = None
        if wanted.outcome != VOID:
            undoing = Undoing(self._book, [part], wanted, self._now)
            proposal = undoing.proposals[part.call.case_id]
        drafts = corrections(part.made, part.ref, wanted, MENDING_REASONS[0].code, proposal.body() if proposal else {})
        if not drafts:
            raise KnownError("mend.same")
        moment = None
        if proposal is not None and not part.planned_since:
            moment = proposal.body()["at"]
        return as_wanted(campaign, part.made, wanted, moment, self._zone)

    def check_callback(self, position: int, local: datetime) -> CallbackCheck:
        part = self._part(self._must(position))
        payload = self._book.held(part.call.case_id).payload
        zone = self._zone_of(part, payload)
        at = instant_of(local, zone)
        if at is None:
            raise KnownError("callback.no_such_hour")
        phone = next((one for one in payload.phones if one.id == part.story.phone_id), None)
        refused = moment_refused(payload, phone, self._campaign(part), self._attempts(payload), at, self._now)
        return CallbackCheck(
            at,
            at.astimezone(self._zone),
            at.astimezone(ZoneInfo(zone)),
            Message(refused.reason, refused.params) if refused else None,
        )

    def mend(self, position: int, choice: MendChoice, why: str) -> None:
        first, wanted = self._wanted(position, choice)
        _known_reason(why)
        parts = self._together(first, wanted)
        undoing = Undoing(self._book, parts, wanted, self._now)
        drafts = [
            draft
            for part in parts
            for draft in corrections(
                part.made,
                part.ref,
                wanted,
                why,
                undoing.proposals[part.call.case_id].body() if wanted.outcome != VOID else {},
            )
        ]
        if not drafts:
            raise KnownError("mend.same")
        drafts.sort(key=lambda draft: draft.type not in {EventType.AUTHORISATION_WITHDRAWN, EventType.OPPOSITION_MADE})
        moved = any(_moves(draft.body) or draft.type is EventType.ATTEMPT_VOIDED for draft in drafts)
        mended = {part.call.position: wanted.outcome for part in parts}
        if not moved:
            self._ledger.record(drafts, mended=mended)
            return
        self._book.counts.changing(undoing.cases)
        self._ledger.record(drafts, lambda events: undoing.after(drafts, events), mended=mended)
        self._book.written()

    def ask(self, position: int, why: str) -> None:
        call = self._must(position)
        _known_reason(why)
        if self._refused(call) != "mend.asked":
            raise KnownError("mend.nothing")
        part = self._wish(call)
        if part is None:
            raise KnownError("mend.nothing")
        self._ledger.record(ask_supervisor(part.made, part.ref, why), mended={call.position: call.outcome})

    # Reading

    @property
    def _now(self) -> datetime:
        return self._world.clock.now()

    @property
    def _midnight(self) -> datetime:
        return self._now.astimezone(self._zone).replace(hour=0, minute=0, second=0, microsecond=0)

    def _found(self, position: int | None) -> MadeCall | None:
        if position is None:
            return next(iter(self._calls.since(self._midnight, 1)), None)
        return next((call for call in self._calls.since(self._midnight) if call.position == position), None)

    def _must(self, position: int) -> MadeCall:
        found = self._found(position)
        if found is None:
            raise KnownError("mend.day_over")
        return found

    def _refused(self, call: MadeCall) -> str | None:
        """Why the agent may correct nothing of it: a code of `messages`."""
        if call.campaign is None:
            return "mend.gone"
        if call.case_id in self._busy():
            return "mend.in_call"
        if call.outcome == VOID:
            return "mend.did_not_ring"
        if not self._calls.is_last(call):
            return "mend.called_again"
        if call.outcome in ASKED:
            return "mend.waiting" if self._asked(call) else "mend.asked"
        return "mend.supervisor" if closed_to_agent(self._part(call).made) else None

    def _part(self, call: MadeCall) -> Part:
        story = self._calls.story(call)
        facts = standing_facts(story.facts)
        held = self._book.held(call.case_id)
        made = made_in(facts, call.attempt_id)
        return Part(call, _ref(held, story.ref), story, made, self._calls.before(call), planned_since(facts))

    def _wish(self, call: MadeCall) -> Part | None:
        """The case of this call on which the person's wish stands: a household's is noted once."""
        cases = [position for position, _, _ in self._calls.together(call)]
        parts = [self._part(one) for one in map(self._found, cases) if one is not None and one.campaign is not None]
        return next((part for part in parts if part.made.lasting), None)

    def _asked(self, call: MadeCall) -> bool:
        """A supervisor has been asked already."""
        part = self._wish(call)
        wish = part.made.wish if part else None
        return part is not None and wish is not None and any(fact.body.get("supersedes") == str(wish.id) for fact in part.story.facts)

    def _wanted(self, position: int, choice: MendChoice) -> tuple[Part, Wanted]:
        """Held against what the call allowed. KnownError `mend.*`, `callback.*`; ValueError (our fault) for what was not offered."""
        call = self._must(position)
        refused = self._refused(call)
        if refused is not None:
            raise KnownError(refused)
        part = self._part(call)
        made = part.made
        stopped = _stopped(self._book.held(call.case_id).payload)
        if choice.outcome not in (made.outcome, *possible(made, self._campaign(part), stopped=stopped)):
            raise ValueError(f"{choice.outcome} at {made.step}")
        kept = refusal_of(made) if choice.outcome in REFUSALS else ""
        reason = kept if choice.reason is None else choice.reason
        return part, Wanted(choice.outcome, reason, choice.offer, self._promise(part, choice))

    def _promise(self, part: Part, choice: MendChoice) -> Mapping[str, str]:
        if choice.outcome not in CALLBACKS or choice.kind == "none":
            return {}
        kind = "firm" if choice.outcome == "RDV" else "soft"
        if choice.local is None:
            known = part.made.callback
            return {"kind": kind, "at": known["at"], "zone": known["zone"]} if known else {}
        check = self.check_callback(part.call.position, choice.local)
        if check.refused is not None:
            raise KnownError(check.refused.code, **check.refused.params)
        zone = self._zone_of(part, self._book.held(part.call.case_id).payload)
        return {"kind": kind, "at": instant_text(check.at), "zone": zone}

    def _together(self, first: Part, wanted: Wanted) -> list[Part]:
        """The cases of one call that have one outcome: what is true of the person is true of all of them."""
        shared = all(code == VOID or DISPOSITIONS[code].whole_household for code in (first.made.outcome, wanted.outcome))
        if not shared or wanted.outcome == first.made.outcome:
            return [first]
        same = [position for position, _, outcome in self._calls.together(first.call) if outcome == first.made.outcome]
        others = [call for call in map(self._found, same) if call is not None and call.position != first.call.position]
        return [first, *(self._part(call) for call in others if self._refused(call) is None)]

    def _campaign(self, part: Part) -> Campaign:
        return self._book.campaign_of(self._book.held(part.call.case_id).payload)

    def _attempts(self, payload: CasePayload) -> tuple[PastAttempt, ...]:
        return self._book.attempts(payload, self._now)

    def _zone_of(self, part: Part, payload: CasePayload) -> str:
        return zone_of(payload, next((one for one in payload.phones if one.id == part.story.phone_id), None))

    # Words

    def _line(self, call: MadeCall) -> CallLine:
        title = self._book.campaign(call.campaign, call.version).title if call.campaign and call.version else ""
        reason = f"reason.{call.reason}" if call.reason else ""
        return CallLine(
            call.position,
            call.case_id,
            name_of(call.fields),
            title,
            call.at.astimezone(self._zone),
            Message(f"disposition.{call.outcome}"),
            STATUS.get(call.answer, "received") if call.answer else "saved",
            Message(reason if reason in MESSAGES else "reason.other") if reason else None,
        )


def _moves(body: Mapping[str, object]) -> bool:
    """The correction of a call's end."""
    replacement = body.get("replacement")
    return isinstance(replacement, dict) and "disposition" in replacement


def _stopped(payload: CasePayload) -> bool:
    return any(one.channel == "phone" and one.state == "withdrawn" for one in payload.authorisations)


def _known_reason(why: str) -> None:
    if why not in {one.code for one in MENDING_REASONS}:
        raise ValueError(why)


def _ref(held: HeldCase, told: CaseRef) -> CaseRef:
    """Under the lease held now, or under the one of the call once that is over."""
    if held.withdrawn is not None:
        return told
    return CaseRef(told.case_id, told.campaign, told.version, held.lease_id, held.epoch)
