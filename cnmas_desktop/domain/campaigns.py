"""Reading campaign files (TOML), and the catalogue shipped.

To add a campaign: a file in resources/campaigns; every key is checked here and every rule in `campaign_rules`.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
import re
import tomllib
from typing import Any, NoReturn, TypeVar

from cnmas_desktop.config import resource
from cnmas_desktop.domain import campaign_rules
from cnmas_desktop.domain.campaign import (
    Answer,
    CallingRule,
    Campaign,
    CampaignField,
    Choice,
    Condition,
    IdentityCheck,
    Notice,
    Question,
    QuestionKind,
    Quota,
    Regime,
    Speaker,
    Stage,
    Use,
    render,
)
from cnmas_desktop.domain.dispositions import DISPOSITIONS
from cnmas_desktop.domain.fields import FIELDS, Party
from cnmas_desktop.domain.promises import TEAM_AFTER
from cnmas_desktop.messages import KnownError

__all__ = ["Campaign", "catalogue", "load_campaign", "read_campaign", "render"]

LEASE_CAP = 200
"""Live leases per agent: one offline day (trade section 3)."""
TEAM_MINUTES_MOST = 60
"""Later the centre passes the promise on whatever the campaign says (`domain.promises.passed_on`)."""

_CODE = re.compile(r"[A-Z][A-Z0-9_]{1,31}")
_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.\-]{0,19}")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_E = TypeVar("_E", bound=StrEnum)
_T = TypeVar("_T")


def load_campaign(text: str, source: str) -> Campaign:
    """The campaign written in the TOML `text`, all rules asked; KnownError `campaign.invalid` naming `source`, the key and the reason."""
    campaign = read_campaign(text, source)
    for key, reason in campaign_rules.breaches(campaign):
        raise KnownError("campaign.invalid", source=source, key=key, reason=reason)
    return campaign


def read_campaign(text: str, source: str) -> Campaign:
    """One that a centre once took: its form alone, since a rule that came later would shut the agents out of their calls.

    KnownError as `load_campaign`.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise KnownError("campaign.invalid", source=source, key="TOML", reason=str(error)) from None
    return _campaign(_Table(data, source, ""), text)


def catalogue() -> Iterator[Campaign]:
    """The campaigns shipped in resources/campaigns, by code."""
    for path in sorted(resource("campaigns").glob("*.toml")):
        yield load_campaign(path.read_text(encoding="utf-8"), path.name)


class _Table:
    """One table of the file: every key is taken once, with its type; a key left over is a slip and refused."""

    def __init__(self, data: dict[str, Any], source: str, prefix: str) -> None:
        self._data, self._source, self._prefix = dict(data), source, prefix

    def fail(self, key: str, reason: str) -> NoReturn:
        raise KnownError("campaign.invalid", source=self._source, key=self._prefix + key, reason=reason)

    def take(self, key: str, kind: type[_T], default: _T | None = None) -> _T:
        value = self._data.pop(key, default)
        if value is None:
            self.fail(key, "cette clé manque")
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            self.fail(key, "valeur d'un autre type que celui attendu")
        return value

    def day(self, key: str) -> date | None:
        if isinstance(self._data.get(key), datetime):  # which is a date too
            self.fail(key, "valeur d'un autre type que celui attendu : un jour, sans heure")
        return self.take(key, date) if key in self._data else None

    def choice(self, key: str, kind: type[_E], default: _E | None = None) -> _E:
        value = self.take(key, str, default)
        try:
            return kind(str(value))
        except ValueError:
            self.fail(key, f"attendu : {', '.join(kind)}")

    def matching(self, key: str, pattern: re.Pattern[str]) -> str:
        value = self.take(key, str)
        if not pattern.fullmatch(value):
            self.fail(key, "forme incorrecte")
        return value

    def number(self, key: str, low: int, high: int, default: int | None = None) -> int:
        value = self.take(key, int, default)
        if not low <= value <= high:
            self.fail(key, f"attendu de {low} à {high}")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        values = self.take(key, list, [])
        if not all(isinstance(value, str) and value for value in values):
            self.fail(key, "attendu une liste de textes")
        return tuple(values)

    def pairs(self, key: str) -> list[tuple[str, str]]:
        values = self.take(key, list, [])
        if not all(isinstance(pair, list) and len(pair) == 2 and all(isinstance(part, str) and part for part in pair) for pair in values):
            self.fail(key, "attendu une liste de paires de textes")
        return [(first, second) for first, second in values]

    def choices(self, key: str) -> tuple[Choice, ...]:
        pairs = self.pairs(key)
        codes = [code for code, _ in pairs]
        if len(set(codes)) < len(codes) or not all(_NAME.fullmatch(code) for code in codes):
            self.fail(key, "les codes sont en minuscules, chiffres et _, chacun une fois")
        return tuple(Choice(code, label) for code, label in pairs)

    def table(self, key: str) -> "_Table":
        return _Table(self.take(key, dict), self._source, f"{self._prefix}{key}.")

    def tables(self, key: str) -> list["_Table"]:
        values = self.take(key, list, [])
        if not all(isinstance(value, dict) for value in values):
            self.fail(key, "attendu une liste de tables")
        return [_Table(value, self._source, f"{self._prefix}{key}.") for value in values]

    def names(self) -> list[str]:
        return list(self._data)

    def end(self) -> None:
        for key in self._data:
            self.fail(key, "cette clé est inconnue")


def _campaign(top: _Table, text: str) -> Campaign:
    regime = top.choice("regime", Regime)
    campaign = Campaign(
        code=top.matching("code", _CODE),
        version=top.matching("version", _VERSION),
        sha256=sha256(text.encode()).hexdigest(),
        text=text,
        title=top.take("title", str),
        regime=regime,
        party=top.choice("party", Party),
        calling_rule=top.choice("calling_rule", CallingRule),
        starts_on=top.day("starts_on"),
        ends_on=top.day("ends_on"),
        speaker_at_16_17=top.choice("speaker_at_16_17", Speaker, Speaker.PARENT),
        fields=_fields(top.table("fields")),
        beneficiary_fields=top.texts("beneficiary_fields"),
        beneficiary_ages=_ages(top),
        expires_with=top.take("expires_with", str, ""),
        identity=tuple(_identity(table) for table in top.tables("identity")),
        reveal_checks=tuple(_identity(table) for table in top.tables("reveal_checks")),
        duplicate_key=top.texts("duplicate_key"),
        notice=_notice(top.table("notice")),
        sentences=_sentences(top.table("sentences")),
        script=top.texts("script"),
        offers=top.choices("offers"),
        refusal_reasons=top.choices("refusal_reasons"),
        request_types=top.choices("request_types"),
        answers=tuple(Answer(question, answer) for question, answer in top.pairs("answers")),
        dispositions=_dispositions(top, regime),
        quotas=tuple(_quota(table) for table in top.tables("quotas")),
        questions=tuple(_question(table) for table in top.tables("questions")),
        lease_cap=top.number("lease_cap", 1, LEASE_CAP, LEASE_CAP),
        retention_months=top.number("retention_months", 1, 12, 6),
        callback_team_minutes=top.number("callback_team_minutes", 0, TEAM_MINUTES_MOST, TEAM_AFTER // timedelta(minutes=1)),
        allow_refusal_conversion=top.take("allow_refusal_conversion", bool, False),
    )
    top.end()
    if not campaign.duplicate_key:
        top.fail("duplicate_key", "cette clé manque")
    return campaign


def _fields(table: _Table) -> tuple[CampaignField, ...]:
    fields = []
    for name in table.names():
        if name not in FIELDS:
            table.fail(name, "cette donnée n'est pas au catalogue")
        use = table.table(name)
        fields.append(
            CampaignField(
                name,
                use.choice("use", Use),
                use.choice("visible_from", Stage, Stage.AFTER_ACCEPTANCE),
                use.take("required", bool, False),
                use.take("online_reveal", bool, False),
                use.take("purpose", str, ""),
            )
        )
        use.end()
    return tuple(fields)


def _ages(top: _Table) -> tuple[int, int] | None:
    ages = top.take("beneficiary_ages", list, [])
    if not ages:
        return None
    if len(ages) != 2 or not all(type(age) is int for age in ages) or not 0 <= ages[0] <= ages[1] <= 130:
        top.fail("beneficiary_ages", "attendu deux âges, du plus jeune au plus âgé")
    return ages[0], ages[1]


def _identity(table: _Table) -> IdentityCheck:
    check = IdentityCheck(
        table.take("field", str),
        table.take("ask", str),
        table.take("compared", bool, True),
    )
    table.end()
    return check


def _notice(table: _Table) -> Notice:
    notice = Notice(table.matching("version", _VERSION), table.take("text", str), table.take("incoming", str, ""))
    table.end()
    return notice


def _sentences(table: _Table) -> Mapping[str, str]:
    return {name: table.take(name, str) for name in table.names()}


def _dispositions(top: _Table, regime: Regime) -> tuple[str, ...]:
    """Every outcome of the regime but those that the campaign withholds."""
    withheld = top.texts("dispositions_withheld")
    for code in withheld:
        if code not in DISPOSITIONS:
            top.fail("dispositions_withheld", f"{code} n'est pas une issue d'appel")
    return tuple(code for code, row in DISPOSITIONS.items() if regime in row.regimes and code not in withheld)


def _quota(table: _Table) -> Quota:
    quota = Quota(
        table.matching("code", re.compile(r"[A-Za-z0-9_]{1,20}")),
        table.take("sex", str, ""),
        table.number("age_min", 0, 130),
        table.number("age_max", 0, 130),
        table.number("target", 1, 100_000),
    )
    if quota.sex not in ("", "H", "F") or quota.age_max < quota.age_min:
        table.fail("sex" if quota.age_min <= quota.age_max else "age_max", "valeur impossible")
    table.end()
    return quota


def _question(table: _Table) -> Question:
    condition = None
    if "relevant_if" in table.names():
        inner = table.table("relevant_if")
        condition = Condition(inner.take("question", str), inner.number("max", 0, 10))
        inner.end()
    question = Question(
        table.matching("id", _NAME),
        table.choice("kind", QuestionKind),
        table.take("label", str),
        table.choices("choices"),
        condition,
        table.take("required", bool, True),
    )
    table.end()
    return question
