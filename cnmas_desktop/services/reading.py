"""The open call as the agent may see it at this step: nothing more is in the view than trade section 1 allows.

Before the identity: name, number, organisme, local time, attempts. After it: address and birth date. The theme once the interview is
accepted. The view is built anew each time; it is the only thing the window receives.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from cnmas_desktop.domain import interview
from cnmas_desktop.domain.calling_rules import Blocked
from cnmas_desktop.domain.campaign import DERIVED, Campaign, Regime, Speaker, Stage, leading_to, render
from cnmas_desktop.domain.case_state import CaseState
from cnmas_desktop.domain.fields import FIELDS, Kind, age_on
from cnmas_desktop.domain.french_dates import day_words, time_words
from cnmas_desktop.domain.interview import CallState, Option, Step
from cnmas_desktop.domain.interview_options import relevant_questions, secret_offered
from cnmas_desktop.domain.interview_steps import ACCEPTED
from cnmas_desktop.domain.organismes import Organisme, organisme
from cnmas_desktop.domain.phone_numbers import display, kind
from cnmas_desktop.domain.queue_reasons import QueuedCase, why
from cnmas_desktop.domain.scheduling import Proposal, QueueClass
from cnmas_desktop.messages import MESSAGES
from cnmas_desktop.services.casebook import Casebook, contact_detail, own_attempts, usable, zone_of
from cnmas_desktop.services.dialling import OPPOSITION, OPT_OUT
from cnmas_desktop.services.interviewing import Call, typed_checks
from cnmas_desktop.services.notices import Roster
from cnmas_desktop.services.telling import Told, facts, summary
from cnmas_desktop.services.views import (
    AttemptView,
    CallView,
    FieldView,
    Message,
    OptionView,
    PhoneView,
    SayView,
    StepMark,
)
from cnmas_desktop.services.wording import (
    CHILDS_AGE,
    HOUSEHOLD,
    ON_TOP,
    PHONE_KINDS,
    campaign_choices,
    confiding_choices,
    name_of,
    place_of,
    question_view,
    shown,
)
from cnmas_desktop.sync.protocol import CasePayload, PastAttempt, Phone

ANYTIME_KEYS = frozenset({"F3", "F6", "F7", "F8", "F9", "F10", "F11"})
ANYTIME_ACTIONS = frozenset({"right", "note"})
CLOSED_BY = frozenset({"may_not.done", "may_not.lease_expired", "may_not.stopped", "may_not.opposed", "may_not.deceased"})
"""Where nothing is to be planned nor skipped: such a case is only read, or answered when the person calls."""
STUDY_RIGHTS = "Caisse nationale de l'Assurance Maladie, service du droit d'accès"
"""Seed 2: a study has a right-of-access service of its own."""
WISHES = {"OPTOUT": OPT_OUT, "OPPO": OPPOSITION}
AGES = {birth: age for age, birth in DERIVED.items()}
"""Beside a child's birth date: what the agent would reckon."""
PARENTS: Mapping[str, str] = {"option.person": "option.parent", "option.person_comes": "option.parent_comes"}
"""Whom the agent speaks with where the person of the case is under age."""

_STRIP: Mapping[Regime, tuple[tuple[str, frozenset[Step]], ...]] = {
    Regime.SERVICE: (
        ("strip.call", frozenset({Step.READY, Step.RINGING, Step.WHO, Step.THIRD_PARTY})),
        ("step.identity", frozenset({Step.IDENTITY})),
        ("strip.notice", frozenset({Step.NOTICE})),
        ("step.script", frozenset({Step.SCRIPT})),
        ("step.offer", frozenset({Step.OFFER})),
        ("step.follow_up", frozenset({Step.FOLLOW_UP})),
        ("step.ending", frozenset({Step.ENDING})),
    ),
    Regime.STUDY: (
        ("strip.call", frozenset({Step.READY, Step.RINGING, Step.WHO, Step.THIRD_PARTY})),
        ("strip.notice", frozenset({Step.NOTICE})),
        ("step.questions", frozenset({Step.QUESTIONS, Step.FOLLOW_UP})),
        ("step.ending", frozenset({Step.ENDING})),
    ),
}


@dataclass(frozen=True, slots=True)
class Reader:
    """`zone`: the agent's. `first_name`: the agent's, as the sentences say it."""

    book: Casebook
    zone: str
    first_name: str
    roster: Callable[[], Roster] = Roster
    """Whom a case may be confided to; without an instant where nobody knows who is there."""

    def view(self, call: Call, now: datetime) -> CallView:
        """The open case of `call`, at `now`."""
        return _Reading(self, call, now).view()

    def answers(self, campaign: Campaign, payload: CasePayload, now: datetime) -> list[tuple[str, str]]:
        """« Que répondre ? », ready to read."""
        said = self.said(campaign, payload, now)
        return [(one.question, render(one.answer, said)) for one in campaign.answers]

    def said(self, campaign: Campaign, payload: CasePayload, now: datetime) -> dict[str, str]:
        """What fills the sentences of this case."""
        today = now.astimezone(ZoneInfo(self.zone)).date()
        return campaign.sentence_values(payload.fields, organisme(payload.organisme), self.first_name, today)


def queued(payload: CasePayload, zone: str) -> QueuedCase:
    """What the queue's reasons ask of a case."""
    tries = tuple(one.at for one in own_attempts(payload) if one.counts)
    at = payload.callback.at if payload.callback else None
    return QueuedCase(CaseState(payload.state), QueueClass(payload.queue_class), zone, tries, at)


def why_next(payload: CasePayload, zone: str, now: datetime, agent_zone: str) -> Message:
    """Why this case: who confided it and for what, else its place in the queue. A reason that only a later version knows is not said."""
    confided = payload.callback.confided if payload.callback and payload.state == CaseState.CALLBACK else None
    if confided is None:
        reason = why(queued(payload, zone), now, agent_zone)
        return Message(reason.code, reason.params)
    spoken = f"confided.{confided.skill}" if confided.reason == "language" else ""
    code = spoken if spoken in MESSAGES else f"confided.{confided.reason}"
    if code not in MESSAGES:
        return Message("why.confided", {"name": confided.by})
    return Message("why.confided_for", {"name": confided.by, "reason": Message(code)})


class _Reading:
    """One view being made."""

    def __init__(self, reader: Reader, call: Call, now: datetime) -> None:
        page = call.page
        if page is None:
            raise LookupError("no case is open")
        self.reader, self.call, self.now, self.page = reader, call, now, page
        self.state: CallState = page.state
        self.held = call.held
        self.payload: CasePayload = self.held.payload
        self.campaign: Campaign = call.campaign
        self.number: Phone | None = call.number
        self.person_zone = zone_of(self.payload, self.number)
        self.organisme: Organisme = organisme(self.payload.organisme)
        self.visible = interview.visible_fields(self.state, self.campaign)

    def view(self) -> CallView:
        state, payload, campaign = self.state, self.payload, self.campaign
        ready = state.step is Step.READY
        blocked = self.call.blocked() if ready else None
        planned = self.call.planned() if state.step is Step.ENDING else {}
        options, anytime = self._options(blocked)
        fields, since = tuple(self._fields()), self.page.after_call_since
        tries = self._tries()
        town = payload.fields.get("ville") if "ville" in self.visible else None
        roster, agent_zone = self.reader.roster(), ZoneInfo(self.reader.zone)
        return CallView(
            case_id=payload.case_id,
            step=state.step.value,
            strip=self._strip(),
            name=name_of(payload.fields),
            organisme=self.organisme.name,
            campaign=campaign.title,
            local_time=self.now.astimezone(ZoneInfo(self.person_zone)),
            local_place=town or place_of(self.person_zone),
            phones=tuple(self._phones()),
            tries=len(tries),
            last_try=self._tried(tries[-1]) if tries else None,
            fields=fields,
            details=tuple(self._details(anytime)),
            hidden_fields=sum(bool(payload.fields.get(one.name)) and one.name not in self.visible for one in campaign.fields),
            why=self._why(ready),
            blocked=Message(blocked.reason, blocked.params) if blocked else None,
            say=self._say(),
            options=options,
            anytime=anytime,
            facts=facts(self._told()),
            summary=summary(self._told(), self._next(planned)) if state.step is Step.ENDING else (),
            note=state.note_text,
            note_codes=state.note_codes,
            note_allowed=any(option.action == "note" for option in anytime),
            started_at=self._started(),
            household=(state.current + 1, len(state.cases)),
            household_label=self._household_label(),
            choices=campaign_choices(campaign) | confiding_choices(roster.colleagues, present=roster.at is not None),
            identity_prompt=self._identity_prompt(),
            incoming=self.state.incoming,
            identity_answer=self._identity_answer(),
            language_question=self._language_question(),
            rights_address=self.organisme.rights_address if campaign.regime is Regime.SERVICE else STUDY_RIGHTS,
            public_number=self.organisme.public_numbers[campaign.party],
            resumed=Message("call.resumed", {"step": Message(f"step.{state.step.value}")}) if self.call.resumed else None,
            draft=dict(self.call.typed),
            question=question_view(campaign.questions[state.cursor]) if state.step is Step.QUESTIONS else None,
            after_call_since=since.astimezone(agent_zone) if since else None,
            present_at=roster.at.astimezone(agent_zone) if roster.at else None,
        )

    # The person

    def _fields(self) -> Iterator[FieldView]:
        for one in self.campaign.fields:
            value = self.payload.fields.get(one.name)
            if value and one.name in self.visible and one.name not in ON_TOP:
                yield FieldView(one.name, FIELDS[one.name].label, shown(one.name, value))
            if one.name in AGES and value and one.name in self.visible:
                today = self.now.astimezone(ZoneInfo(self.person_zone)).date()
                yield FieldView(AGES[one.name], CHILDS_AGE, str(age_on(date.fromisoformat(value), today)))

    def _details(self, offered: Sequence[OptionView]) -> Iterator[FieldView]:
        """Where a correction may be proposed: what it would correct."""
        if any(one.action == "change" for one in offered):
            for one in campaign_choices(self.campaign)["change_fields"]:
                yield FieldView(one.code, one.label, shown(one.code, contact_detail(self.payload, one.code)))

    def _phones(self) -> Iterator[PhoneView]:
        left = usable(self.payload)
        for phone in self.payload.phones:
            name = PHONE_KINDS[kind(phone.e164).value]
            yield PhoneView(phone.id, display(phone.e164), name, phone == self.number, phone in left)

    def _tries(self) -> list[PastAttempt]:
        """Oldest first."""
        started = datetime.fromisoformat(self.state.started_at) if self.state.started_at else None
        made = self.reader.book.attempts(self.payload, self.now)
        return [one for one in made if one.counts and (started is None or one.at < started)]

    def _tried(self, made: PastAttempt) -> AttemptView:
        outcome = Message(self._outcome(made.disposition)) if made.disposition else None
        return AttemptView(made.at.astimezone(ZoneInfo(self.reader.zone)), outcome)

    def _outcome(self, disposition: str) -> str:
        """A wish that was taken back since (a slip, cancelled by a supervisor) is not told as one that stands: the person may be called."""
        lifted = disposition in WISHES and self.payload.blocked_reason not in WISHES.values()
        return "attempt.lifted" if lifted else f"disposition.{disposition}"

    def _started(self) -> datetime | None:
        if not self.state.started_at or self.state.incoming:
            return None
        return datetime.fromisoformat(self.state.started_at).astimezone(ZoneInfo(self.reader.zone))

    def _household_label(self) -> str:
        child = self.payload.fields.get("enfant_prenom") if "enfant_prenom" in self.visible else None
        return child or HOUSEHOLD

    def _why(self, ready: bool) -> Message | None:
        if not ready:
            return None
        if self.page.purpose == "other_number":
            return Message("why.other_number")
        return why_next(self.payload, self.person_zone, self.now, self.reader.zone)

    # The step

    def _strip(self) -> tuple[StepMark, ...]:
        lacking = {"step.script": not self.campaign.script, "step.offer": not self.campaign.offers}
        marks = [(label, steps) for label, steps in _STRIP[self.campaign.regime] if not lacking.get(label)]
        here = Step.ENDING if self.state.step in (Step.ENDING, Step.ENDED) else self.state.place
        at = next((place for place, (_, steps) in enumerate(marks) if here in steps), 0)
        tense = ("done", "now", "todo")
        return tuple(StepMark(Message(label), tense[(place > at) - (place < at) + 1]) for place, (label, _) in enumerate(marks))

    def _options(self, blocked: Blocked | None) -> tuple[tuple[OptionView, ...], tuple[OptionView, ...]]:
        """At the step's place, and at any moment."""
        offered = list(interview.options(self.state, self.campaign))
        if self.state.step is Step.READY and not self.state.menu:
            closed = blocked is not None and blocked.reason in CLOSED_BY
            if closed:
                offered = [one for one in offered if one.action in {"call", "incoming"}]
            if len(usable(self.payload)) > 1:
                offered.append(Option("F5", "phone", "option.phone", form="phone"))
            if closed or self.page.purpose == "search":
                offered.append(Option("Esc", "leave", "option.leave"))
        if self.campaign.secrets and self.state.step in ACCEPTED and not secret_offered(self.state, self.campaign):
            offered.append(Option("F10", "by_post", "option.reveal", form="reveal"))  # why it is not given now
        if not self.campaign.request_types:
            offered = [one for one in offered if one.action != "request"]
        menu = bool(self.state.menu)
        aside = [
            one.action in {"incident", "terminate"} or (not menu and (one.key in ANYTIME_KEYS or one.action in ANYTIME_ACTIONS))
            for one in offered
        ]
        if self._speaks_with_parent():
            offered = [replace(one, label_code=PARENTS.get(one.label_code, one.label_code)) for one in offered]
        pairs = list(zip(offered, aside, strict=True))
        return tuple(_option(one) for one, away in pairs if not away), tuple(_option(one) for one, away in pairs if away)

    def _say(self) -> SayView | None:
        key = interview.say(self.state, self.campaign)
        if not key:
            return None
        campaign, said = self.campaign, self.reader.said(self.campaign, self.payload, self.now)
        name, _, place = key.partition(".")
        if name == "notice":
            asked = campaign.sentences.get("consent", "")  # a study's notice is word for word, and asks nothing
            notice = campaign.notice.said(incoming=self.state.incoming)
            text = f"{notice}. {asked}" if asked else notice
            return SayView(Message("say.notice"), render(text, said), campaign.notice.version)
        if name == "script":
            return SayView(Message("say.say"), render(campaign.script[int(place)], said))
        if name == "question":
            return self._question(place)
        text = campaign.sentences.get(name, "")
        if not text:
            return None
        if name == "identity":
            return SayView(Message("say.say"), render(leading_to(text, self._identity_questions()), said))
        if name == "opening" and self._speaks_with_parent():
            text = campaign.sentences["minor"]
        return SayView(Message("say.say"), render(text, said))

    def _language_question(self) -> str:
        """Only where a language can be chosen: other steps need not put it into words."""
        text = self.campaign.sentences.get("language", "") if self.state.menu == "special" else ""
        return render(text, self.reader.said(self.campaign, self.payload, self.now)) if text else ""

    def _speaks_with_parent(self) -> bool:
        """A person under age is not spoken to: the parent is (trade section 1). A child's file is already the parent's."""
        today = self.now.astimezone(ZoneInfo(self.person_zone)).date()
        return not self.campaign.beneficiary_fields and self.campaign.speaker(self.payload.fields, today) is Speaker.PARENT

    def _question(self, name: str) -> SayView:
        put = relevant_questions(self.campaign, self.state.answers)
        question = next(one for one in put if one.id == name)
        params = {"number": put.index(question) + 1, "count": len(put)}
        return SayView(Message("say.question", params), question.label)

    def _identity_prompt(self) -> Message:
        if self._speaks_with_parent():
            return Message("identity.prompt_parent", {"name": name_of(self.payload.fields)})
        return Message("identity.prompt")

    def _identity_questions(self) -> str:
        fields = self.payload.fields
        typed = typed_checks(self.campaign, fields)
        checks = [one for one in self.campaign.identity if fields.get(one.field) or not one.compared]
        # What is typed is asked last: the answer at hand is the one the field waits for.
        ordered = [one for one in checks if one.field not in typed] + [one for one in checks if one.field in typed]
        return " ".join(one.ask for one in ordered)

    def _identity_answer(self) -> Message | None:
        if self.campaign.regime is not Regime.SERVICE:
            return None
        if self.state.step is Step.IDENTITY and self.state.misses:
            kinds = {FIELDS[name].kind for name in typed_checks(self.campaign, self.payload.fields)}
            return Message("identity.date_mismatch" if kinds == {Kind.BIRTH_DATE} else "identity.mismatch")
        return Message("identity.match") if self.state.step is Step.NOTICE and self.state.identified else None

    # What goes to the organisme

    def _told(self) -> Told:
        def payload(place: int) -> CasePayload:
            return self.reader.book.held(self.state.cases[place].case_id).payload

        return Told(self.state, self.campaign, payload, self.campaign.visible_at(Stage.AFTER_ACCEPTANCE) <= self.visible)

    def _next(self, planned: Mapping[UUID, Proposal]) -> str:
        """The next call, in the agent's time, in words; "" for none. What was promised is told as promised: the queue has it a little before."""
        agreed = self.state.callback
        instants = [one.next_at for one in planned.values() if one.next_at is not None]
        if agreed and instants:
            instants = [datetime.fromisoformat(agreed["at"])]
        if not instants:
            return ""
        at = min(instants).astimezone(ZoneInfo(self.reader.zone))
        return f"{day_words(at.date())} à {time_words(at)}"


def _option(option: Option) -> OptionView:
    action = f"{option.action}:{option.value}" if option.value else option.action
    label = Message(option.label_code, {"text": option.text} if option.text else {})
    return OptionView(option.key, action, label, option.primary, option.form or None, option.destructive)
