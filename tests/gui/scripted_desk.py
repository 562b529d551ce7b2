"""A desk for the window's tests: the real interview and a real campaign, no store. It keeps what it was asked.

Invented people; numbers of ranges that nobody has.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from cnmas_desktop.domain import interview
from cnmas_desktop.domain.campaign import Campaign, leading_to, render
from cnmas_desktop.domain.campaigns import catalogue
from cnmas_desktop.domain.events import CaseRef
from cnmas_desktop.domain.fields import FIELDS
from cnmas_desktop.domain.interview_options import secret_offered
from cnmas_desktop.domain.interview_steps import ACCEPTED, Step
from cnmas_desktop.messages import KnownError
from cnmas_desktop.services.views import (
    AttemptView,
    Blocking,
    CallbackCheck,
    CallbackLine,
    CallView,
    Choice,
    DayFigures,
    DeskView,
    FieldView,
    Message,
    OptionView,
    OutboxLine,
    PhoneView,
    QueueLine,
    SayView,
    StepMark,
    SyncView,
)
from cnmas_desktop.services.wording import question_view
from tests.gui.scripted_agenda import ScriptedAgenda
from tests.gui.scripted_mending import ScriptedMending
from tests.gui.scripted_notices import ScriptedNotices
from tests.gui.scripted_online import ScriptedIncoming, ScriptedPresence, ScriptedRevealing
from tests.gui.scripted_reviews import ScriptedReviews
from tests.gui.scripted_shift import ScriptedShift

PARIS = ZoneInfo("Europe/Paris")
REUNION = ZoneInfo("Indian/Reunion")
NOON = datetime(2026, 11, 24, 10, 31, tzinfo=PARIS)
VALUES = {
    "nom": "D'Aubigné",
    "prenom": "Amélie",
    "date_naissance": "09/12/1984",
    "adresse": "42, rue Gillet",
    "code_postal": "31000",
    "ville": "Toulouse",
    "enfant_nom": "D'Aubigné",
    "enfant_prenom": "Timothée",
    "enfant_date_naissance": "04/03/2019",
    "ebd_date_fin_validite": "31/03/2027",
    "organisme": "la CPAM de la Haute-Garonne",
    "de_organisme": "de la CPAM de la Haute-Garonne",
    "agent_prenom": "Camille",
    "numero_public": "36 46",
    "adresse_droits": "CPAM de la Haute-Garonne, service des droits, 31093 Toulouse Cedex 9",
}
SERVICE_STEPS = (Step.RINGING, Step.WHO, Step.IDENTITY, Step.NOTICE, Step.SCRIPT, Step.OFFER, Step.FOLLOW_UP, Step.ENDING)
STUDY_STEPS = (Step.RINGING, Step.WHO, Step.NOTICE, Step.QUESTIONS, Step.ENDING)


@cache
def campaign(code: str) -> Campaign:
    """A campaign of the catalogue."""
    return next(found for found in catalogue() if found.code == code)


def case_id(number: int) -> UUID:
    return UUID(int=number + 1)


def online() -> SyncView:
    return SyncView(True, None, False, 0, 0, 0, NOON - timedelta(minutes=4))


def offline() -> SyncView:
    return SyncView(False, NOON - timedelta(minutes=49), False, 3, 0, 0, NOON - timedelta(minutes=50))


@dataclass
class ScriptedDesk:
    """`people`: how many cases the queue holds. `acted`: every action with its data, in order."""

    campaign: Campaign = field(default_factory=lambda: campaign("MTDENTS"))
    people: int = 3
    children: int = 1
    sync: SyncView = field(default_factory=online)
    banners: tuple[Message, ...] = ()
    blocked: Message | None = None
    callbacks: tuple[CallbackLine, ...] = ()
    failing: KnownError | None = None
    acted: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    drafts: list[dict[str, str]] = field(default_factory=list)
    saved: list[str] = field(default_factory=list)
    begun: bool = True
    promises: tuple[CallbackLine, ...] = ()
    resumed: Message | None = None
    now: datetime = NOON
    zone: ZoneInfo = PARIS
    agenda: ScriptedAgenda = field(default_factory=lambda: ScriptedAgenda(NOON))
    notices: ScriptedNotices = field(default_factory=ScriptedNotices)
    reviews: ScriptedReviews = field(default_factory=ScriptedReviews)
    _next: int = 0
    _state: interview.CallState | None = None
    _sent: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.revealing, self.incoming, self.presence = ScriptedRevealing(self), ScriptedIncoming(), ScriptedPresence()
        self.mending = ScriptedMending(lambda: self.now)
        self.shift = ScriptedShift(lambda: self.now, self.view, self._in_call, self.begun, promises=self.promises)

    def _in_call(self) -> bool:
        return self._state is not None and bool(self._state.attempt)

    # what is shown

    def view(self) -> DeskView:
        left = self.people - self._next
        upcoming = tuple(
            QueueLine(case_id(self._next + place), "Timothée Moulin", self.campaign.title, Message("why.first")) for place in range(left)
        )
        waiting = (
            Blocking(Message("may_not.outside_hours", {"time": "14:00"}), 9, self.now.replace(hour=14, minute=0)),
            Blocking(Message("why.retry_evening", {"number": 3}), 4, self.now + timedelta(days=1)),
        )
        return DeskView(
            agent="Camille R.",
            next=upcoming[0] if upcoming else None,
            none=None if upcoming else Message("why_none.waiting", {"count": 13, "time": "14 h"}),
            upcoming=upcoming,
            callbacks=self.callbacks,
            callable_now=left,
            blocked=waiting,
            held=left + 13,
            held_until=self.now.replace(hour=18, minute=0) + timedelta(days=1),
            day=DayFigures(34, 12, 7, 18, 4, 5),
            sync=self.sync,
            banners=self.banners,
            work_state=self.shift.spells[-1].state if self.shift.spells else "available",
        )

    def call(self) -> CallView | None:
        return self._view() if self._state is not None else None

    def _view(self) -> CallView:
        state = self._state
        assert state is not None
        options = interview.options(state, self.campaign)
        if self.campaign.secrets and state.step in ACCEPTED and not secret_offered(state, self.campaign):
            options = (*options, interview.Option("F10", "by_post", "option.reveal", form="reveal"))
        anytime_keys = {"F3", "F6", "F7", "F8", "F10", "F11"}
        anytime_actions = {"right", "note", "hand_over"}
        anytime = [one for one in options if one.key in anytime_keys or (one.action in anytime_actions and not state.menu)]
        visible = interview.visible_fields(state, self.campaign)
        fields = tuple(
            FieldView(name, FIELDS[name].label, VALUES[name]) for name in VALUES if name in visible and name not in {"nom", "prenom"}
        )
        steps = SERVICE_STEPS if self.campaign.regime == "service" else STUDY_STEPS
        at = steps.index(state.place) if state.place in steps else -1
        if state.step is Step.ENDING:
            at = len(steps) - 1
        strip = tuple(
            StepMark(Message(f"step.{step}"), "done" if place < at else "now" if place == at else "todo")
            for place, step in enumerate(steps)
        )
        started = datetime.fromisoformat(state.started_at).astimezone(PARIS) if state.started_at else None
        return CallView(
            case_id=state.case.case_id,
            step=state.step.value,
            strip=strip,
            name=f"{VALUES['prenom']} {VALUES['nom']}",
            organisme="CPAM Haute-Garonne",
            campaign=self.campaign.title,
            local_time=self.now.astimezone(self.zone),
            local_place="Toulouse" if self.zone is PARIS else "La Réunion",
            phones=(
                PhoneView(UUID(int=77), "06 39 98 12 34", "mobile", True, True),
                PhoneView(UUID(int=78), "05 36 49 12 34", "fixe", False, True),
            ),
            tries=1,
            last_try=AttemptView(self.now - timedelta(days=1, hours=-6), Message("disposition.NRP")),
            fields=fields,
            details=fields,
            hidden_fields=max(0, 4 - len(fields)),
            why=Message("why.retry_morning", {"number": 2}),
            blocked=self.blocked if state.step is Step.READY else None,
            say=self._say(state),
            options=tuple(self._option(one) for one in options if one not in anytime),
            anytime=tuple(self._option(one) for one in anytime),
            facts=tuple(_fact(told.kind, told.code, told.text) for told in state.told),
            summary=self._summary(state),
            note=state.note_text,
            note_codes=state.note_codes,
            note_allowed=self.campaign.regime == "service",
            started_at=started,
            household=(state.current + 1, len(state.cases)),
            household_label="Timothée, 7 ans",
            choices=self._choices(state),
            identity_prompt=Message("identity.prompt"),
            identity_answer=self._answer(state),
            incoming=state.incoming,
            rights_address=VALUES["adresse_droits"],
            language_question=self.campaign.sentences.get("language", ""),
            public_number=VALUES["numero_public"],
            resumed=self.resumed,
            draft=dict(self._sent),
            present_at=self.now - timedelta(minutes=2) if self.sync.online else None,
            question=question_view(self.campaign.questions[state.cursor]) if state.step is Step.QUESTIONS else None,
        )

    def _say(self, state: interview.CallState) -> SayView | None:
        key = interview.say(state, self.campaign)
        if not key:
            return None
        if key == "notice":
            return SayView(
                Message("say.notice"), render(self.campaign.notice.said(incoming=state.incoming), VALUES), self.campaign.notice.version
            )
        name, _, rest = key.partition(".")
        if name == "script":
            text = self.campaign.script[int(rest)]
        elif name == "question":
            text = next(question.label for question in self.campaign.questions if question.id == rest)
        else:
            text = self.campaign.sentences.get(key, "")
            if name == "identity":
                text = leading_to(text, self.campaign.identity[0].ask)
        return SayView(Message("say.say"), render(text, VALUES)) if text else None

    def _option(self, option: interview.Option) -> OptionView:
        action = f"{option.action}:{option.value}" if option.value else option.action
        label = Message(option.label_code, {"text": option.text} if option.text else {})
        return OptionView(option.key, action, label, option.primary, option.form or None, option.destructive)

    def _summary(self, state: interview.CallState) -> tuple[Message, ...]:
        if state.step is not Step.ENDING:
            return ()
        return (Message(f"disposition.{state.ending}"), *(_fact(told.kind, told.code, told.text) for told in state.told))

    def _answer(self, state: interview.CallState) -> Message | None:
        if state.step is Step.IDENTITY and state.misses:
            return _text("La date ne concorde pas. Ne donnez aucune information.")
        return None

    def _choices(self, state: interview.CallState) -> dict[str, tuple[Choice, ...]]:
        return {
            "request_types": tuple(Choice(one.code, one.label) for one in self.campaign.request_types),
            "change_fields": (Choice("adresse", "Adresse"), Choice("telephone", "Téléphone"), Choice("mail", "Adresse mail")),
            "channels": (Choice("phone", "Téléphone"), Choice("mail", "Mail"), Choice("sms", "SMS"), Choice("post", "Courrier")),
            "note_codes": (Choice("morning", "Matin"), Choice("evening", "Soir"), Choice("slowly", "Parler lentement")),
            "skip_reasons": (Choice("known", "Je connais la personne"), Choice("other", "Autre raison")),
            "handover_reasons": (Choice("language", "Langue"), Choice("known", "Je connais la personne")),
            "handover_targets": (
                Choice("team:campaign", "L'équipe de la campagne"),
                Choice("skill:pt", "Un agent qui parle portugais", self._there(2)),
                Choice("team:Ain", "Ain", self._there(0)),
                Choice("colleague:lea", "Léa B.", self._there(1)),
            ),
            "incident_kinds": (
                Choice("distress", "Détresse"),
                Choice("violence", "Violences"),
                Choice("child", "Enfant en danger"),
                Choice("threat", "Menace envers l'agent"),
                Choice("aggressive", "Appel agressif"),
            ),
            "languages": (Choice("ar", "Arabe"), Choice("en", "Anglais"), Choice("pt", "Portugais"), Choice("lsf", "Langue des signes")),
            "rights": (Choice("access", "Accès"), Choice("rectification", "Rectification"), Choice("erasure", "Effacement")),
        }

    def _there(self, count: int) -> int | None:
        return count if self.sync.online else None

    @property
    def state(self) -> interview.CallState:
        """Of the open call."""
        assert self._state is not None
        return self._state

    # what is asked

    def open_next(self) -> CallView | None:
        return self.open(case_id(self._next)) if self._next < self.people else None

    def open(self, wanted: UUID) -> CallView:
        cases = tuple(
            CaseRef(UUID(int=wanted.int + 1000 * child), self.campaign.code, self.campaign.version, UUID(int=5), 1)
            for child in range(self.children)
        )
        self._state = interview.begin(self.campaign, cases)
        return self._view()

    def act(self, action: str, data: Mapping[str, Any] | None = None) -> CallView | None:
        if self.failing is not None:
            raise self.failing
        assert self._state is not None
        self.acted.append((action, dict(data or {})))
        name, _, value = action.partition(":")
        given = dict(data or {}) | ({"value": value} if value else {})
        if name in {"call", "incoming"}:
            given |= {"attempt": str(UUID(int=9)), "phone": str(UUID(int=77)), "rule": "public_service", "zone": "Europe/Paris"}
        if name == "identity":
            given = {"matches": given["typed"] == VALUES["date_naissance"]}
        if name == "set_callback":
            given |= {"at": datetime.fromisoformat(given["local"]).replace(tzinfo=self.zone), "zone": self.zone.key}
        if name == "authorise":
            given["words"] = "Souhaitez-vous recevoir nos informations ?"
        if name == "save":
            given["proposals"] = {
                str(outcome.case.case_id): {"state": "closed", "class": 9, "at": None} for outcome in self._state.outcomes
            }
            self.saved.append(self._state.ending)
        self._state = interview.act(self._state, self.campaign, name, given, self.now.astimezone(UTC)).state
        self._sent = {}
        if self._state.step is Step.ENDED:
            self._state = None
            self._next += 1
            return None
        return self._view()

    def dial_uri(self) -> str | None:
        return "tel:+33639981234" if self._state is not None and self._state.step is Step.RINGING else None

    def save_draft(self, values: Mapping[str, str]) -> None:
        self.drafts.append(dict(values))
        self._sent |= values

    def check_callback(self, local: datetime) -> CallbackCheck:
        at = local.replace(tzinfo=self.zone)
        refused = Message("may_not.outside_hours", {"time": "10:00"}) if not 10 <= local.hour < 20 else None
        return CallbackCheck(at, at.astimezone(PARIS), at, refused)

    def check_change(self, field_name: str, typed: str) -> str:
        if field_name == "mail" and "@" not in typed:
            raise KnownError("cell.mail.unreadable")
        if field_name == "telephone" and len(typed.replace(" ", "")) != 10:
            raise KnownError("cell.phone.length")
        return typed

    def faq(self) -> Sequence[tuple[str, str]]:
        return [(entry.question, render(entry.answer, VALUES)) for entry in self.campaign.answers]

    def find(self, text: str) -> tuple[QueueLine, ...]:
        line = QueueLine(case_id(1), "Timothée Moulin", self.campaign.title, Message("why.first"))
        return (line,) if text.casefold() in line.name.casefold() else ()

    def outbox(self) -> tuple[OutboxLine, ...]:
        waiting = OutboxLine(
            self.now - timedelta(minutes=3), Message("disposition.NRP"), "Timothée Moulin", "waiting", None, Message("next.waiting_offline")
        )
        return (
            waiting,
            replace(waiting, label=Message("disposition.TERM"), case_name="Amélie D'Aubigné", at=self.now - timedelta(minutes=9)),
            replace(waiting, status="flagged", reason=Message("reason.stale_lease"), next_step=Message("next.stale_lease")),
            replace(waiting, status="quarantined", reason=Message("reason.not_held"), next_step=Message("next.quarantined")),
            replace(waiting, status="received", at=self.now - timedelta(hours=1), next_step=None),
        )


def promised(minutes: int, *, due: bool = False, late: bool = False, name: str = "Timothée Moulin", number: int = 1) -> CallbackLine:
    """A callback so many minutes from noon's clock of these tests."""
    at = NOON + timedelta(minutes=minutes)
    return CallbackLine(case_id(number), name, at, None, True, due, late)


def _fact(kind: str, code: str, text: str) -> Message:
    return _text(" · ".join(part for part in (kind, code, text) if part))


def _text(text: str) -> Message:
    return Message("option.text", {"text": text})
