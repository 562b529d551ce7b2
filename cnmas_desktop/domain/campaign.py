"""One version of a campaign: an immutable value read from a TOML text by `domain.campaigns.load_campaign`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from cnmas_desktop.domain.fields import Party


class Regime(StrEnum):
    """`service`: seed 1, decree 2015-390. `study`: seed 2, with the right of opposition and without the NIR."""

    SERVICE = "service"
    STUDY = "study"


class CallingRule(StrEnum):
    """The names of decision 4; the rules themselves are in `domain.calling_rules`."""

    PUBLIC_SERVICE = "public_service"
    STUDY = "study"
    PROSPECTION = "prospection"
    HEALTH_PROFESSIONAL = "health_professional"
    EMPLOYER = "employer"
    TRAINING = "training"


class Sample(StrEnum):
    """What the file lists: named persons (a dead number proves nothing of the person) or mere numbers."""

    NAMED_LIST = "liste_nominative"
    NUMBERS = "numeros"


class Use(StrEnum):
    """What a campaign does with a field. A `centre_only` field never travels to a workstation."""

    DISPLAYED = "displayed"
    SPOKEN = "spoken"
    CENTRE_ONLY = "centre_only"


class Stage(StrEnum):
    """How far a call has come, in order; a field names the stage from which it may be seen."""

    BEFORE_IDENTITY = "before_identity"
    AFTER_IDENTITY = "after_identity"
    AFTER_ACCEPTANCE = "after_acceptance"

    def reached_by(self, stage: "Stage") -> bool:
        """True when a call at `stage` has come at least this far."""
        order = list(Stage)
        return order.index(self) <= order.index(stage)


class Speaker(StrEnum):
    """With whom the interview may be held."""

    PERSON = "person"
    PARENT = "parent"


class QuestionKind(StrEnum):
    SCALE = "scale_1_10"
    CHOICE = "choice"
    MULTI = "multi"
    NPS = "nps"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class CampaignField:
    """A field of the catalogue as this campaign uses it.

    `online_reveal`: fetched for one case, online, after a second check, masked again after 60 s (the provisional ameli code).
    `purpose`: the written reason without which a NIR does not travel.
    """

    name: str
    use: Use
    visible_from: Stage
    required: bool = False
    online_reveal: bool = False
    purpose: str = ""

    @property
    def travels(self) -> bool:
        return self.use is not Use.CENTRE_ONLY


@dataclass(frozen=True, slots=True)
class IdentityCheck:
    """One thing asked. `compared`: what the agent types is compared with the field; otherwise (the function of an
    employer's correspondent, which no file holds) the agent only hears it. A field empty for this person is not asked."""

    field: str
    ask: str
    compared: bool = True


@dataclass(frozen=True, slots=True)
class Notice:
    """The information notice, read word for word before the person decides."""

    version: str
    text: str


@dataclass(frozen=True, slots=True)
class Choice:
    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Answer:
    """An entry of « Que répondre ? »."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Condition:
    """The question is put when the answer to `question` is at most `max`."""

    question: str
    max: int


@dataclass(frozen=True, slots=True)
class Question:
    id: str
    kind: QuestionKind
    label: str
    choices: tuple[Choice, ...] = ()
    relevant_if: Condition | None = None
    required: bool = True


@dataclass(frozen=True, slots=True)
class Quota:
    """One cell: `sex` "H", "F" or "" for both, ages inclusive, interviews wanted per organisme."""

    code: str
    sex: str
    age_min: int
    age_max: int
    target: int


@dataclass(frozen=True, slots=True)
class Campaign:
    """Code, version and the sha256 of its text are its identity (decision 5). Sentences are French, with `{placeholders}`."""

    code: str
    version: str
    sha256: str
    text: str = field(repr=False)
    title: str
    regime: Regime
    party: Party
    sample: Sample
    calling_rule: CallingRule
    starts_on: date | None
    ends_on: date | None
    speaker_at_16_17: Speaker
    fields: tuple[CampaignField, ...]
    beneficiary_fields: tuple[str, ...]
    identity: tuple[IdentityCheck, ...]
    duplicate_key: tuple[str, ...]
    notice: Notice
    sentences: Mapping[str, str]
    script: tuple[str, ...]
    offers: tuple[Choice, ...]
    refusal_reasons: tuple[Choice, ...]
    request_types: tuple[Choice, ...]
    answers: tuple[Answer, ...]
    languages: tuple[str, ...]
    dispositions: tuple[str, ...]
    quotas: tuple[Quota, ...]
    questions: tuple[Question, ...]
    lease_cap: int
    retention_months: int
    allow_refusal_conversion: bool
