"""One version of a campaign: an immutable value read from a TOML text by `domain.campaigns.load_campaign`.

Sentences are French and hold `{placeholders}`: the campaign's fields with use `spoken`, and the variables of `VARIABLES`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
import re

from cnmas_desktop.domain.fields import FIELDS, Party, age_on, spoken
from cnmas_desktop.domain.organismes import Organisme


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
    """With whom the interview may be held: the person (of the case, or the child come of age), or a parent."""

    PERSON = "person"
    PARENT = "parent"


class QuestionKind(StrEnum):
    SCALE = "scale_1_10"
    CHOICE = "choice"
    MULTI = "multi"
    NPS = "nps"
    TEXT = "text"

    @property
    def has_choices(self) -> bool:
        return self in (QuestionKind.CHOICE, QuestionKind.MULTI)


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
    """The information notice, read word for word before the person decides; `incoming`: as somebody hears it who calls in, where `text`
    says who calls. One version for both: they inform of the same."""

    version: str
    text: str
    incoming: str = ""

    def said(self, *, incoming: bool) -> str:
        """The words for this call."""
        return (incoming and self.incoming) or self.text


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


VARIABLES = ("organisme", "de_organisme", "agent_prenom", "numero_public", "adresse_droits")
"""What a sentence may hold besides fields: see `Campaign.sentence_values`."""

DERIVED = {"enfant_age": "enfant_date_naissance"}
"""Ages derived on the day from a birth date, said « 6 ans »; never stored."""

PLACEHOLDER = re.compile(r"\{(\w+)\}")


_TO_FILL = re.compile(r"(\b[Dd]e )?\{(\w+)\}")
_VOWEL = re.compile(r"[aàâeéèêëiîïoôöuùûüœæ]|y[^aeiouéè]", re.IGNORECASE)
"""What « de » is elided before: « d'Olga », « d'Yvonne », but « de Yann ». An h is left: nobody can tell « d'Hélène » from « de Hans »."""


def render(sentence: str, values: Mapping[str, str]) -> str:
    """`sentence` filled in, with a capital where a value begins a phrase, and « d' » for « de » before a vowel.
    A placeholder without a value is our fault: KeyError."""

    def fill(found: re.Match[str]) -> str:
        before, value = found[1] or "", values[found[2]]
        if before and _VOWEL.match(value):
            before = before[0] + "'"
        begins = sentence[: found.start()].rstrip()[-1:] in ("", ".", "?", "!") and not before
        return before + (value[:1].upper() + value[1:] if begins else value)

    return _TO_FILL.sub(fill, sentence)


def leading_to(sentence: str, question: str) -> str:
    """Both in one breath: a sentence that ends with a comma goes on in the question."""
    if sentence.endswith(","):
        question = question[:1].lower() + question[1:]
    return f"{sentence} {question}".strip()


def _spoken_age(years: int) -> str:
    if years == 0:
        return "moins d'un an"
    return "1 an" if years == 1 else f"{years} ans"


@dataclass(frozen=True)
class Campaign:
    """Code, version and the sha256 of its text are its identity (decision 5).

    `reveal_checks`: asked besides `identity` before a secret is shown, once the interview is accepted (trade section 1).
    `callback_team_minutes`: how long after its moment a firm callback waits for the agent who promised it, who is at work
    (`domain.promises.reserved`); then any agent of the team may take it.
    """

    code: str
    version: str
    sha256: str
    text: str = field(repr=False)
    title: str
    regime: Regime
    party: Party
    calling_rule: CallingRule
    starts_on: date | None
    ends_on: date | None
    speaker_at_16_17: Speaker
    fields: tuple[CampaignField, ...]
    beneficiary_fields: tuple[str, ...]
    beneficiary_ages: tuple[int, int] | None
    expires_with: str
    identity: tuple[IdentityCheck, ...]
    reveal_checks: tuple[IdentityCheck, ...]
    duplicate_key: tuple[str, ...]
    notice: Notice
    sentences: Mapping[str, str]
    script: tuple[str, ...]
    offers: tuple[Choice, ...]
    refusal_reasons: tuple[Choice, ...]
    request_types: tuple[Choice, ...]
    answers: tuple[Answer, ...]
    dispositions: tuple[str, ...]
    quotas: tuple[Quota, ...]
    questions: tuple[Question, ...]
    lease_cap: int
    retention_months: int
    callback_team_minutes: int
    allow_refusal_conversion: bool

    def __hash__(self) -> int:
        return hash(self.sha256)

    @cached_property
    def by_name(self) -> Mapping[str, CampaignField]:
        return {use.name: use for use in self.fields}

    @cached_property
    def travelling(self) -> frozenset[str]:
        """The only fields that a workstation ever receives."""
        return frozenset(use.name for use in self.fields if use.travels)

    @property
    def secrets(self) -> tuple[str, ...]:
        """Fields that are fetched online for one case, after `reveal_checks`."""
        return tuple(use.name for use in self.fields if use.online_reveal)

    @property
    def required(self) -> tuple[str, ...]:
        """Fields without which a row is refused. Besides them, a row needs one valid telephone number of any field."""
        return tuple(use.name for use in self.fields if use.required)

    def visible_at(self, stage: Stage) -> frozenset[str]:
        """The fields that the agent may see once a call has come to `stage`; secrets are revealed apart, online."""
        reached = {one for one in Stage if one.reached_by(stage)}
        return frozenset(use.name for use in self.fields if use.travels and use.visible_from in reached)

    def speaker(self, values: Mapping[str, str], day: date) -> Speaker:
        """With whom the interview is held, by the age on that day of the child, or else of the person (trade section 1).

        Under 16 a parent, at 16 and 17 the campaign's choice, from 18 the person; unknown ages are taken for adults.
        """
        age = self._age(values, day)
        if age is None or age >= 18:
            return Speaker.PERSON
        return Speaker.PARENT if age < 16 else self.speaker_at_16_17

    def _age(self, values: Mapping[str, str], day: date) -> int | None:
        birth = values.get("enfant_date_naissance") if self.beneficiary_fields else values.get("date_naissance")
        if birth:
            return age_on(date.fromisoformat(birth), day)
        return int(values["age"]) if values.get("age") else None

    def in_scope(self, values: Mapping[str, str], day: date) -> bool:
        """False once the right has ended (`expires_with` is past) or the child's age has left `beneficiary_ages`: « hors champ »."""
        expiry = values.get(self.expires_with) if self.expires_with else None
        if expiry and date.fromisoformat(expiry) < day:
            return False
        if self.beneficiary_ages is None:
            return True
        age = self._age(values, day)
        youngest, oldest = self.beneficiary_ages
        return age is None or youngest <= age <= oldest

    def sentence_values(self, values: Mapping[str, str], organisme: Organisme, agent_first_name: str, day: date) -> dict[str, str]:
        """Everything that a sentence of this campaign may hold, as it is said aloud, for one case on one day."""
        said = {name: spoken(FIELDS[name], values.get(name, "")) for name in self.travelling}
        for age, birth in DERIVED.items():
            if birth in self.travelling:
                born = values.get(birth)
                said[age] = _spoken_age(age_on(date.fromisoformat(born), day)) if born else ""
        said["organisme"] = organisme.spoken
        said["de_organisme"] = organisme.spoken_of
        said["agent_prenom"] = agent_first_name
        said["numero_public"] = organisme.public_numbers[self.party]
        said["adresse_droits"] = organisme.rights_address
        return said
