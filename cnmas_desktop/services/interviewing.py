"""The open call: drives `domain.interview`, and writes each step through the ledger in one durable transaction.

A step is on disk before it is on screen: when a save fails, the call stays where it was and the same action may be done again.
What is typed is a draft, no fact; what the person says to prove who they are is compared and forgotten.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
import json
from typing import Any
from uuid import UUID

from cnmas_desktop.domain import interview
from cnmas_desktop.domain.calling_rules import Blocked
from cnmas_desktop.domain.campaign import (
    DERIVED,
    PLACEHOLDER,
    VARIABLES,
    Campaign,
    QuestionKind,
    Regime,
    Stage,
)
from cnmas_desktop.domain.case_state import CALLABLE, CaseState
from cnmas_desktop.domain.corrections import last_words
from cnmas_desktop.domain.events import CaseRef, EventDraft, EventType
from cnmas_desktop.domain.interview import CallState, Step
from cnmas_desktop.domain.interview_answers import identity_matches, second_check_matches
from cnmas_desktop.domain.interview_turn import calls_again
from cnmas_desktop.domain.scheduling import PastCall, Proposal, may_leave_message
from cnmas_desktop.domain.world import World
from cnmas_desktop.local.cases import HeldCase
from cnmas_desktop.local.drafts import Drafts, OpenCall
from cnmas_desktop.local.ledger import Ledger
from cnmas_desktop.local.made_calls import MadeCalls
from cnmas_desktop.messages import KnownError
from cnmas_desktop.services.casebook import Casebook, contact_detail, number_of, own_attempts, usable, zone_of
from cnmas_desktop.services.changing import checked_change
from cnmas_desktop.services.dialling import Shift, hindrance, instant_of, moment_refused
from cnmas_desktop.services.effects import Changes, proposals
from cnmas_desktop.services.wording import check_words
from cnmas_desktop.sync.protocol import Phone

NEVER_DRAFTED = frozenset({"typed", "typed2"})
"""What is said to prove who one is: not even a draft keeps it."""
NOTE_DRAFT = "note."
NEXT_NUMBER = frozenset({"FNUM", "HSERV", "FAX"})


@dataclass(frozen=True, slots=True)
class Page:
    """The open case: where its call stands, the number in hand, and why it was opened (queue, search, other_number).

    `after_call_since`: when the ending was chosen and the work after the call began."""

    state: CallState
    phone: UUID | None
    purpose: str
    after_call_since: datetime | None = None

    def to_text(self) -> str:
        since = self.after_call_since
        return json.dumps(
            {
                "state": self.state.to_json(),
                "phone": self.phone.hex if self.phone else None,
                "purpose": self.purpose,
                "after_call_since": since.isoformat() if since else None,
            },
            ensure_ascii=False,
        )

    @classmethod
    def from_text(cls, text: str) -> "Page":
        plain = json.loads(text)
        since = plain.get("after_call_since")
        return cls(
            CallState.from_json(plain["state"]),
            UUID(plain["phone"]) if plain["phone"] else None,
            plain["purpose"],
            datetime.fromisoformat(since) if since else None,
        )


class Call:
    """The one open call of the desk, or none. `shift` tells the agent's and the workstation's condition at this instant."""

    def __init__(self, book: Casebook, ledger: Ledger, calls: MadeCalls, drafts: Drafts, world: World, shift: Callable[[], Shift]) -> None:
        self._book, self._ledger, self._calls, self._drafts, self._world, self.shift = book, ledger, calls, drafts, world, shift
        kept = drafts.open_call()
        self.page = Page.from_text(kept.state) if kept else None
        self.typed: Mapping[str, str] = dict(kept.typed) if kept else {}
        self.resumed = self.page is not None and bool(self.page.state.attempt)

    @property
    def campaign(self) -> Campaign:
        """Of the version present when the case was opened (decision 5)."""
        case = self._open_page.state.case
        return self._book.campaign(case.campaign, case.version)

    @property
    def held(self) -> HeldCase:
        """The case at hand."""
        return self._book.held(self._open_page.state.case.case_id)

    @property
    def number(self) -> Phone | None:
        """The number in hand: dialled, or about to be."""
        page, payload = self._open_page, self.held.payload
        if page.state.phone:
            return next(one for one in payload.phones if str(one.id) == page.state.phone)
        return number_of(payload, page.phone)

    @property
    def cases(self) -> frozenset[UUID]:
        """The cases of the open call; none when no case is open."""
        return frozenset(case.case_id for case in self.page.state.cases) if self.page else frozenset()

    @property
    def _open_page(self) -> Page:
        if self.page is None:
            raise interview.ActionNotOfferedError("no case is open")
        return self.page

    def open(self, case_id: UUID, purpose: str) -> None:
        """Open a case with the other open cases of the same person in the campaign; each is a consultation, and recorded.

        KnownError `call.in_progress` while another call is not saved."""
        if self.page is not None and self.page.state.attempt:
            if case_id in self.cases:
                return
            raise KnownError("call.in_progress")
        lead = self._book.held(case_id)
        household = [lead, *(one for one in self._book.shelf.household(lead.payload.person_id) if _goes_with(lead, one))]
        campaign = self._book.campaign_of(lead.payload)
        answers = self._book.shelf.broken_off(case_id) if campaign.regime is Regime.STUDY else None
        state = interview.begin(campaign, [_ref(one) for one in household], answers=answers)
        opened = [EventDraft(EventType.RECORD_OPENED, case, {"purpose": purpose}) for case in state.cases]
        self._keep(opened, Page(state, None, purpose))

    def act(self, action: str, data: Mapping[str, Any]) -> None:
        """Do one action ("name", or "name:value"), durably. KnownError: the world's faults and refused texts; the call then stays as it was."""
        if action == "phone":
            self._choose_phone(UUID(data["phone"]))
        elif action == "leave":
            self._keep([], None)
        else:
            self._do(action, data)
        self.resumed = False

    def save_draft(self, values: Mapping[str, str]) -> None:
        kept = {name: value for name, value in values.items() if name not in NEVER_DRAFTED}
        if self.page is None or not kept:
            return
        typed = {**self.typed, **kept}
        self._drafts.save_typed(typed)
        self.typed = typed

    def blocked(self) -> Blocked | None:
        """Why the number in hand may not be dialled; None: it may."""
        held = self.held
        return hindrance(held, self.number, self.campaign, self._book.attempts(held.payload, self._now), self.shift())

    def planned(self) -> Mapping[UUID, Proposal]:
        """What will become of each case once the ending chosen is saved."""
        return proposals(self._book, self._open_page.state, self._now)

    @property
    def _now(self) -> datetime:
        return self._world.clock.now()

    # Doing

    def _do(self, action: str, data: Mapping[str, Any]) -> None:
        page, campaign = self._open_page, self.campaign
        name, _, value = action.partition(":")
        state = self._refreshed(page.state) if page.state.step is Step.READY else page.state
        planned = proposals(self._book, state, self._now) if name == "save" else {}
        prepare = _PREPARED.get(name)
        prepared = dict(prepare(self, data)) if prepare else {}
        if name == "save":
            prepared["proposals"] = {str(case_id): proposal.body() for case_id, proposal in planned.items()}
        transition = interview.act(state, campaign, name, prepared | {"value": value}, self._now)
        after = self._past_unspoken(transition.state, back=name == "back")
        ending = (page.after_call_since or self._now) if after.step is Step.ENDING else None
        following = replace(page, state=after, after_call_since=ending)
        changes = Changes(self._book, state, self._now, planned)
        drafts = list(last_words(state, transition.drafts, self._calls.under_way))
        self._keep(drafts, self._following(following, planned), changes)

    def _following(self, page: Page, planned: Mapping[UUID, Proposal]) -> Page | None:
        """The page after the action: none once the call is saved, but the next number of the same person after a wrong one."""
        state = page.state
        if state.step is not Step.ENDED:
            return page
        if state.ending not in NEXT_NUMBER or not planned:
            return None
        lead = next(iter(planned.values()))
        left = [one for one in usable(self.held.payload) if str(one.id) != state.phone]
        if lead.case_state is not CaseState.RETRY or lead.next_at is None or lead.next_at > self._now or not left:
            return None
        return Page(interview.begin(self.campaign, state.cases, answers=state.answers), left[0].id, "other_number")

    def _keep(self, drafts: Sequence[EventDraft], page: Page | None, changes: Changes | None = None) -> None:
        """Write, then believe: a save that fails leaves the call as it was."""
        same = page is not None and self.page is not None and page.state.cases == self.page.state.cases
        noted = page is not None and (page.state.note_text, page.state.note_codes) != (
            (self.page.state.note_text, self.page.state.note_codes) if self.page else ("", ())
        )
        typed = {name: value for name, value in self.typed.items() if same and not noted and name.startswith(NOTE_DRAFT)}
        call = OpenCall(tuple(case.case_id for case in page.state.cases), page.to_text(), typed) if page else None
        if changes is not None:
            self._book.counts.changing(changes.cases)
        after = (lambda events: changes.after(drafts, events)) if changes else ()
        self._ledger.record(drafts, after, call, unfinished=self._unfinished(drafts))
        if changes is not None:
            self._book.written()
        self.page, self.typed = page, typed

    def _unfinished(self, drafts: Sequence[EventDraft]) -> Mapping[UUID, Mapping[str, Any]]:
        """The answers of a study whose interview ends here before its last question: the next call goes on from them."""
        ended = any(draft.type is EventType.CALL_ENDED for draft in drafts)
        if self.page is None or not ended:
            return {}
        state = self.page.state
        if state.regime is not Regime.STUDY:
            return {}
        return {state.case.case_id: state.answers if calls_again(state.ending) else {}}

    def _refreshed(self, state: CallState) -> CallState:
        """Before the call, the leases may have been renewed by a sync."""
        return replace(state, cases=tuple(_ref(self._book.held(case.case_id), case) for case in state.cases))

    def _choose_phone(self, phone: UUID) -> None:
        page = self._open_page
        if page.state.step is not Step.READY or phone not in {one.id for one in usable(self.held.payload)}:
            raise interview.ActionNotOfferedError(f"phone {phone} at {page.state.step}")
        self._keep([], replace(page, phone=phone))

    def _past_unspoken(self, state: CallState, *, back: bool) -> CallState:
        """A sentence of the script whose field is empty in the file is not said: on to the next, or back before it."""
        fields = self._book.held(state.case.case_id).payload.fields
        campaign = self.campaign
        while state.step is Step.SCRIPT and not spoken_whole(campaign.script[state.cursor], fields):
            offered = {option.action for option in interview.options(state, campaign)}
            action = "back" if back and "back" in offered else "next"
            state = interview.act(state, campaign, action, {}, self._now).state
        return state

    # What each action needs besides what the agent gave

    def _dial(self, data: Mapping[str, Any]) -> Mapping[str, Any]:
        blocked = self.blocked()
        if blocked is not None:
            raise KnownError(blocked.reason, **blocked.params)
        return self._start()

    def _start(self, data: Mapping[str, Any] | None = None) -> Mapping[str, Any]:
        payload, phone = self.held.payload, self.number or next(iter(self.held.payload.phones), None)
        if phone is None:
            raise KnownError("may_not.no_number")
        calls = [PastCall(one.at, one.disposition) for one in own_attempts(payload) if one.disposition]
        return {
            "attempt": str(self._world.uuid7()),
            "phone": str(phone.id),
            "rule": self.campaign.calling_rule.value,
            "zone": phone.zone,
            "message_allowed": may_leave_message(calls, self._now),
        }

    def _identity(self, data: Mapping[str, Any]) -> Mapping[str, Any]:
        fields, campaign = self.held.payload.fields, self.campaign
        given = [part.strip() for part in (data.get("typed") or "", data.get("typed2") or "")]
        asked = typed_checks(campaign, fields)
        if len(asked) > 1 and not given[1]:
            given = [part.strip() for part in given[0].split(",", 1)] + [""]
        heard = {name: fields[name] for name in (one.field for one in campaign.identity) if fields.get(name)}
        said = heard | dict(zip(asked, given, strict=False))
        return {"matches": bool(asked) and identity_matches(campaign, fields, said)}

    def _second_check(self, data: Mapping[str, Any]) -> Mapping[str, Any]:
        return {"matches": second_check_matches(self.campaign, self.held.payload.fields, data.get("typed") or "")}

    def _callback(self, data: Mapping[str, Any]) -> Mapping[str, Any]:
        payload, phone, kind = self.held.payload, self.number, data["kind"]
        zone = zone_of(payload, phone)
        at = instant_of(datetime.fromisoformat(data["local"]), zone)
        if at is None:
            raise KnownError("callback.no_such_hour")
        refused = moment_refused(payload, phone, self.campaign, self._book.attempts(payload, self._now), at, self._now)
        if refused is not None:
            raise KnownError(refused.reason, **refused.params)
        return {"kind": "firm" if kind == "firm" else "soft", "at": at, "zone": zone}

    def _request(self, data: Mapping[str, Any]) -> Mapping[str, Any]:
        return {"type": _one_of(self.campaign.request_types, data["type"]), "text": check_words(data.get("text") or "")}

    def _change(self, data: Mapping[str, Any]) -> Mapping[str, Any]:
        name = data["field"]
        new = checked_change(self.campaign, name, data["new"], self._now.date())
        return {"field": name, "old": contact_detail(self.held.payload, name) or None, "new": new}

    def _authorise(self, data: Mapping[str, Any]) -> Mapping[str, Any]:
        """The words read are the campaign's; a refusal that stands is named, or stays."""
        standing = [one for one in self.held.payload.authorisations if one.channel == data["channel"] and one.state == "withdrawn"]
        lifts = next((str(one.event_id) for one in standing if one.event_id), None)
        campaign = self.campaign
        words = f"opt_in {campaign.code} {campaign.version}"
        return {"channel": data["channel"], "state": data["state"], "words": words, "lifts": lifts}

    def _note(self, data: Mapping[str, Any]) -> Mapping[str, Any]:
        return {"codes": data.get("codes") or "", "text": check_words(data.get("text") or "")}

    def _answer(self, data: Mapping[str, Any]) -> Mapping[str, Any]:
        """A closed list may be answered with the numbers shown before its entries."""
        question = self.campaign.questions[self._open_page.state.cursor]
        answer = data["answer"]
        if question.kind in (QuestionKind.CHOICE, QuestionKind.MULTI) and isinstance(answer, str):
            codes = [one.code for one in question.choices]
            parts = answer.replace(",", " ").split()
            places = {str(place): code for place, code in enumerate(codes, start=1)}
            answer = [part if part in codes else places.get(part, part) for part in parts]
        return {"answer": answer}


def typed_checks(campaign: Campaign, fields: Mapping[str, str]) -> list[str]:
    """The fields whose value the agent types. What is already on screen as the name proves nothing more: it is heard, unless
    there is nothing else."""
    compared = [one.field for one in campaign.identity if one.compared and fields.get(one.field)]
    hidden = [name for name in compared if campaign.by_name[name].visible_from is not Stage.BEFORE_IDENTITY]
    return hidden or compared


def spoken_whole(sentence: str, fields: Mapping[str, str]) -> bool:
    """True when the file holds everything that this sentence says of the person."""
    names = [DERIVED.get(name, name) for name in PLACEHOLDER.findall(sentence) if name not in VARIABLES]
    return all(fields.get(name) for name in names)


def _goes_with(lead: HeldCase, other: HeldCase) -> bool:
    """A brother or sister: another open case of the person in the same campaign, to be spoken of in the same call."""
    one, two = lead.payload, other.payload
    return (
        one.case_id != two.case_id
        and (one.campaign, one.version) == (two.campaign, two.version)
        and CaseState(one.state) in CALLABLE
        and CaseState(two.state) in CALLABLE
        and other.withdrawn is None
    )


def _ref(held: HeldCase, known: CaseRef | None = None) -> CaseRef:
    version = known.version if known else held.payload.version
    return CaseRef(held.payload.case_id, held.payload.campaign, version, held.lease_id, held.epoch)


def _one_of(choices: Sequence[Any], code: str) -> str:
    if code not in {choice.code for choice in choices}:
        raise interview.ActionNotOfferedError(code)
    return code


def _plain(*names: str) -> Callable[[Call, Mapping[str, Any]], Mapping[str, Any]]:
    """Actions that take what the agent gave as it is."""
    return lambda call, data: {name: data[name] for name in names}


_PREPARED: Mapping[str, Callable[[Call, Mapping[str, Any]], Mapping[str, Any]]] = {
    "call": Call._dial,
    "incoming": Call._start,
    "identity": Call._identity,
    "second_check": Call._second_check,
    "reveal": _plain("field"),
    "set_callback": Call._callback,
    "request": Call._request,
    "change": Call._change,
    "authorise": Call._authorise,
    "note": Call._note,
    "answer": Call._answer,
    "hand_over": _plain("to_kind", "to", "reason"),
    "language": _plain("language"),
    "stop_calling": _plain("channel"),
    "right": _plain("right"),
    "incident": _plain("kind"),
    "skip": _plain("reason"),
}
