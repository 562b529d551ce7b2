"""The outcomes of a call attempt, as data: what AAPOR calls each, and what it does to the case, number and person.

Codes follow AAPOR Standard Definitions (10th edition, telephone surveys); they are strings, for "2.10" is not "2.1".
Every file is a list of named people, so a dead or wrong number leaves the person's eligibility unknown (UO), where a sample of mere
numbers would count it as not eligible (NE).

To add one: a row in `DISPOSITIONS`, its words in `messages.call`, its key in `interview_options` if an agent may choose it, and a test. The centre reads
`effect_rows()` into its table `disposition_effect` and clamps with it what a workstation proposes (decision 1).
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from cnmas_desktop.domain.campaign import Regime
from cnmas_desktop.domain.case_state import CaseState
from cnmas_desktop.domain.interview_steps import ACCEPTED, ANSWERED, BEFORE_IDENTITY, IDENTIFIED, LINE, Step


class Nature(StrEnum):
    """`final`: the case is closed. `supervisor`: it waits for a decision. `temporary`: it is called again. `voided`: it never was."""

    FINAL = "final"
    SUPERVISOR = "supervisor"
    TEMPORARY = "temporary"
    VOIDED = "voided"


class Delay(StrEnum):
    """When the case comes back; `domain.scheduling` knows what each means in hours."""

    NONE = "none"
    BUSY = "busy"
    OTHER_SLOT = "other_slot"
    NEXT_DAY = "next_day"
    AGREED = "agreed"
    RESUME = "resume"
    CONVERSION = "conversion"
    LAST_CHANCE = "last_chance"
    NEXT_NUMBER = "next_number"
    HANDED_OVER = "handed_over"


BOTH = frozenset(Regime)
SERVICE_ONLY = frozenset({Regime.SERVICE})
STUDY_ONLY = frozenset({Regime.STUDY})


@dataclass(frozen=True, slots=True)
class Disposition:
    """One outcome.

    `aapor`, `symbol`: the final code and its group, "" for what never was an attempt.
    `contact`: the person of the case (or someone of the household who knows them) was spoken to.
    `counts_as_attempt`: weighs on the legal limits. `allowed_steps`: where a call may end so (none: not by a call).
    `blocks_number`: for every case and campaign; `blocks_person`: for every campaign of the regime.
    `whole_household`: what is true of one case of the person is true of all of them.
    `max_next_days`: the furthest a workstation may propose the next call; 0 when there is none.
    """

    code: str
    aapor: str
    symbol: str
    nature: Nature
    allowed_steps: tuple[Step, ...]
    contact: bool = False
    delay: Delay = Delay.NONE
    counts_as_attempt: bool = True
    blocks_number: bool = False
    blocks_person: bool = False
    whole_household: bool = True
    notifies_organisme: bool = False
    max_next_days: int = 0
    regimes: frozenset[Regime] = BOTH


FINAL, SUPERVISOR, TEMPORARY = Nature.FINAL, Nature.SUPERVISOR, Nature.TEMPORARY
# A retry may have to wait for the thirty days of the rule, then for a bridge of closed days.
RETRY_DAYS = 45
CALLBACK_DAYS = 90

_ROWS = (
    # The interview
    Disposition("TERM", "1.10", "I", FINAL, ACCEPTED, True, whole_household=False),
    Disposition("PART", "1.20", "P", FINAL, ACCEPTED, True, whole_household=False),
    Disposition("HCH", "4.70", "NE", FINAL, (Step.IDENTITY, *IDENTIFIED), True, whole_household=False),
    # Refusals: four facts, never merged (trade section 2)
    Disposition("REF_D", "2.112", "R", FINAL, (Step.IDENTITY, *IDENTIFIED), True),
    Disposition(
        "REF_S", "2.112", "R", SUPERVISOR, (Step.IDENTITY, Step.NOTICE), True, Delay.CONVERSION,
        max_next_days=RETRY_DAYS, regimes=SERVICE_ONLY,
    ),
    Disposition(
        "REF_T", "2.111", "R", SUPERVISOR, (Step.WHO, Step.THIRD_PARTY), True, Delay.CONVERSION,
        max_next_days=RETRY_DAYS,
    ),
    Disposition(
        "ABAN", "2.12", "R", SUPERVISOR, IDENTIFIED, True, Delay.RESUME, max_next_days=RETRY_DAYS,
    ),
    Disposition("OPTOUT", "2.112", "R", FINAL, ANSWERED, True, blocks_person=True, regimes=SERVICE_ONLY),
    Disposition("OPPO", "2.112", "R", FINAL, ANSWERED, True, blocks_person=True, regimes=STUDY_ONLY),
    # Another moment
    Disposition("RDV", "2.21", "NC", TEMPORARY, ANSWERED, True, Delay.AGREED, max_next_days=CALLBACK_DAYS),
    Disposition("RAP", "2.21", "NC", TEMPORARY, ANSWERED, True, Delay.AGREED, max_next_days=CALLBACK_DAYS),
    Disposition("ABS", "2.25", "NC", FINAL, BEFORE_IDENTITY, True),
    Disposition("CONF", "2.21", "NC", TEMPORARY, ANSWERED, True, Delay.HANDED_OVER, max_next_days=RETRY_DAYS),
    # Who answers
    Disposition(
        "RACC", "3.30", "UO", TEMPORARY, BEFORE_IDENTITY, delay=Delay.NEXT_DAY, max_next_days=RETRY_DAYS,
    ),
    Disposition("ID_NC", "3.30", "UO", SUPERVISOR, (Step.IDENTITY,), regimes=SERVICE_ONLY),
    Disposition(
        "ID_REF", "3.30", "UO", TEMPORARY, (Step.IDENTITY,), delay=Delay.LAST_CHANCE, max_next_days=RETRY_DAYS, regimes=SERVICE_ONLY,
    ),
    Disposition("REPL", "2.36", "O", SUPERVISOR, BEFORE_IDENTITY, True, notifies_organisme=True),
    Disposition(
        "FNUM", "3.30", "UO", FINAL, (*BEFORE_IDENTITY, Step.NOTICE), delay=Delay.NEXT_NUMBER, blocks_number=True, max_next_days=RETRY_DAYS,
    ),
    Disposition("DCD", "2.31", "O", FINAL, ANSWERED, True, blocks_person=True, notifies_organisme=True),
    Disposition("INCAP", "2.32", "O", FINAL, ANSWERED, True),
    Disposition("LANG", "2.33", "O", SUPERVISOR, ANSWERED, True, Delay.HANDED_OVER, max_next_days=RETRY_DAYS),
    # The set-aside case says nothing of the person's health (trade section 2)
    Disposition("INC", "2.36", "O", SUPERVISOR, (*LINE, *ANSWERED), True),
    # The line
    Disposition("NRP", "3.13", "UH", TEMPORARY, LINE, delay=Delay.OTHER_SLOT, max_next_days=RETRY_DAYS),
    Disposition("OCC", "3.12", "UH", TEMPORARY, LINE, delay=Delay.BUSY, max_next_days=RETRY_DAYS),
    Disposition("REP", "3.14", "UH", TEMPORARY, LINE, delay=Delay.NEXT_DAY, max_next_days=RETRY_DAYS),
    Disposition("REP_M", "3.14", "UH", TEMPORARY, LINE, delay=Delay.NEXT_DAY, max_next_days=RETRY_DAYS),
    Disposition("BARR", "3.15", "UH", TEMPORARY, LINE, delay=Delay.NEXT_DAY, max_next_days=RETRY_DAYS),
    Disposition(
        "TECH", "3.16", "UH", TEMPORARY, (*LINE, *ANSWERED), delay=Delay.OTHER_SLOT,
        max_next_days=RETRY_DAYS,
    ),
    Disposition(
        "HSERV", "3.30", "UO", FINAL, LINE, delay=Delay.NEXT_NUMBER,
        blocks_number=True, max_next_days=RETRY_DAYS,
    ),
    Disposition(
        "FAX", "3.30", "UO", FINAL, (*LINE, Step.WHO), delay=Delay.NEXT_NUMBER,
        blocks_number=True, max_next_days=RETRY_DAYS,
    ),
    Disposition("NSON", "", "", Nature.VOIDED, LINE, counts_as_attempt=False),
    # Not by a call: closed by the rules or by a supervisor
    Disposition("DOUB", "4.81", "NE", FINAL, (), counts_as_attempt=False, whole_household=False),
    Disposition("QUOTA", "4.80", "NE", FINAL, (), counts_as_attempt=False, whole_household=False),
    Disposition("MAX", "3.13", "UH", FINAL, (), counts_as_attempt=False, whole_household=False),
)  # fmt: skip

DISPOSITIONS: Mapping[str, Disposition] = {row.code: row for row in _ROWS}

# AAPOR: the more we learnt of a person, the more the code says; a later no-answer never lowers it (domain section 1.1).
PRECEDENCE = ("I", "P", "R", "O", "NE", "NC", "UR", "UO", "UH")


@dataclass(frozen=True, slots=True)
class EffectRow:
    """One row of the centre's table `disposition_effect`. `allowed_states`: what a proposal may name; the first is the fallback.

    `standing`: the place of its symbol in `PRECEDENCE`; `closing`: nobody calls after it."""

    disposition: str
    allowed_states: list[str]
    blocks_number: bool
    blocks_person: bool
    counts: bool
    contact: bool
    max_next_days: int
    standing: int | None
    household: bool
    closing: bool


def effect_rows() -> list[dict[str, Any]]:
    """The table `disposition_effect` for the centre: one plain dict per disposition a call may end with, keyed by its columns."""
    return [
        asdict(
            EffectRow(
                row.code,
                [state.value for state in next_states(row)],
                row.blocks_number,
                row.blocks_person,
                row.counts_as_attempt,
                row.contact,
                row.max_next_days,
                PRECEDENCE.index(row.symbol) if row.symbol else None,
                row.whole_household,
                row.nature is Nature.FINAL,
            )
        )
        for row in _ROWS
        if row.nature is not Nature.VOIDED
    ]


def next_states(disposition: Disposition) -> tuple[CaseState, ...]:
    """The case states that a proposal after this disposition may name; the first is what the centre falls back to."""
    if disposition.code in {"OPTOUT", "OPPO"}:
        return (CaseState.BLOCKED,)
    return _NEXT_STATES[disposition.delay, disposition.nature]


_AGAIN = (CaseState.RETRY, CaseState.EXHAUSTED)
_NEXT_STATES: Mapping[tuple[Delay, Nature], tuple[CaseState, ...]] = {
    (Delay.NONE, FINAL): (CaseState.DONE,),
    (Delay.NONE, SUPERVISOR): (CaseState.SUPERVISOR,),
    (Delay.NEXT_NUMBER, FINAL): (CaseState.EXHAUSTED, CaseState.RETRY),
    (Delay.AGREED, TEMPORARY): (CaseState.CALLBACK, CaseState.EXHAUSTED),
    (Delay.HANDED_OVER, TEMPORARY): (CaseState.SUPERVISOR, CaseState.CALLBACK, CaseState.EXHAUSTED),
    (Delay.HANDED_OVER, SUPERVISOR): (CaseState.SUPERVISOR,),
    (Delay.CONVERSION, SUPERVISOR): (CaseState.SUPERVISOR, CaseState.RETRY, CaseState.DONE),
    (Delay.RESUME, SUPERVISOR): (CaseState.SUPERVISOR, CaseState.INTERRUPTED),
    (Delay.LAST_CHANCE, TEMPORARY): (CaseState.EXHAUSTED, CaseState.RETRY),
    (Delay.OTHER_SLOT, TEMPORARY): _AGAIN,
    (Delay.NEXT_DAY, TEMPORARY): _AGAIN,
    (Delay.BUSY, TEMPORARY): _AGAIN,
}
