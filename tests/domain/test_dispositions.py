from cnmas_desktop.domain.campaign import Regime
from cnmas_desktop.domain.case_state import CaseState
from cnmas_desktop.domain.dispositions import (
    DISPOSITIONS,
    Delay,
    Nature,
    effect_rows,
)
from cnmas_desktop.domain.interview_steps import Step
from cnmas_desktop.messages import french

AAPOR = {"I": "1.1", "P": "1.2", "R": "2.1", "NC": "2.2", "O": "2.3", "UH": "3.1", "UR": "3.2", "UO": "3.3", "NE": "4."}
"""How the final codes of each symbol begin (Standard Definitions, 10th edition)."""


def test_codes_are_strings_and_known_to_aapor() -> None:
    for row in DISPOSITIONS.values():
        if row.nature is Nature.VOIDED:
            assert not row.counts_as_attempt
            continue
        assert row.aapor.startswith(AAPOR[row.symbol])


def test_a_dead_number_says_nothing_of_a_named_person() -> None:
    assert {code for code, row in DISPOSITIONS.items() if row.blocks_number} == {"FNUM", "HSERV", "FAX"}
    assert {row.symbol for row in DISPOSITIONS.values() if row.blocks_number} == {"UO"}


def test_what_does_not_call_again_proposes_no_day_and_what_does_proposes_one() -> None:
    for row in DISPOSITIONS.values():
        assert (row.max_next_days > 0) == (row.delay is not Delay.NONE), row.code


def test_the_effect_table_names_only_states_of_a_case_and_a_fallback() -> None:
    rows = {row["disposition"]: row for row in effect_rows()}
    assert set(rows) == {code for code in DISPOSITIONS if code != "NSON"}
    for row in rows.values():
        assert row["allowed_states"]
        assert set(row["allowed_states"]) <= {state.value for state in CaseState}
    assert rows["FNUM"]["blocks_number"]
    assert not rows["FNUM"]["blocks_person"]
    assert rows["OPTOUT"]["allowed_states"] == rows["OPPO"]["allowed_states"] == ["blocked"]
    assert rows["DCD"]["blocks_person"]
    assert not rows["TERM"]["blocks_person"]


def test_callback_and_stop_calling_are_possible_only_once_somebody_answered() -> None:
    for code in ("RDV", "RAP", "OPTOUT", "OPPO"):
        steps = DISPOSITIONS[code].allowed_steps
        assert Step.RINGING not in steps
        assert Step.WHO in steps
    assert Step.READY not in DISPOSITIONS["INC"].allowed_steps
    assert Step.NOTICE not in DISPOSITIONS["TERM"].allowed_steps


def test_a_study_knows_no_service_outcome() -> None:
    study = {code for code, row in DISPOSITIONS.items() if Regime.STUDY in row.regimes}
    assert not {"OPTOUT", "REF_S", "ID_NC", "ID_REF"} & study
    assert Regime.SERVICE not in DISPOSITIONS["OPPO"].regimes


def test_every_outcome_has_its_words() -> None:
    assert all(french(f"disposition.{code}") for code in DISPOSITIONS)
