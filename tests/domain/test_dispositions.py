import pytest

from cnmas_desktop.domain.campaign import Regime, Sample
from cnmas_desktop.domain.case_state import CaseState
from cnmas_desktop.domain.dispositions import (
    DISPOSITIONS,
    PRECEDENCE,
    Delay,
    Nature,
    effect_rows,
    final_code,
    step_rows,
)
from cnmas_desktop.domain.interview_steps import Step
from cnmas_desktop.messages import french


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        ([], "3.11"),
        (["NRP"], "3.13"),
        (["OCC", "OCC"], "3.12"),
        (["NRP", "REF_D", "NRP"], "2.112"),
        (["REF_S", "TERM"], "1.10"),
        (["TERM", "NRP"], "1.10"),
        (["PART", "TERM"], "1.10"),
        (["RAP", "NRP", "NRP"], "2.21"),
        (["RAP", "NRP", "MAX"], "2.21"),
        (["NRP", "NRP", "MAX"], "3.13"),
        (["FNUM", "HSERV"], "3.30"),
        (["NSON"], "3.11"),
        (["REF_T", "REF_D"], "2.112"),
        (["REF_D", "DCD"], "2.112"),
        (["HCH", "NRP"], "4.70"),
    ],
)
def test_a_later_no_answer_never_lowers_what_was_learnt(outcomes: list[str], expected: str) -> None:
    assert final_code(outcomes) == expected


@pytest.mark.parametrize("code", ["FNUM", "HSERV", "FAX"])
def test_a_dead_number_says_nothing_of_a_named_person(code: str) -> None:
    row = DISPOSITIONS[code]
    assert row.symbol_for(Sample.NAMED_LIST) == "UO"
    assert row.symbol_for(Sample.NUMBERS) == "NE"
    assert final_code([code], Sample.NUMBERS).startswith("4.")


def test_codes_are_strings_and_known_to_aapor() -> None:
    for row in DISPOSITIONS.values():
        if row.nature is Nature.VOIDED:
            assert not row.counts_as_attempt
            continue
        for sample in Sample:
            assert row.aapor_for(sample)[0] in "1234"
            assert row.symbol_for(sample) in PRECEDENCE
        assert (row.nature is Nature.TEMPORARY) == row.interim.startswith("5.") or not row.interim


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
        steps = {step for step, disposition in step_rows() if disposition == code}
        assert Step.RINGING not in steps
        assert Step.WHO in steps
    assert ("ready", "INC") not in step_rows()
    assert ("notice", "TERM") not in step_rows()


def test_a_study_knows_no_service_outcome() -> None:
    study = {code for code, row in DISPOSITIONS.items() if Regime.STUDY in row.regimes}
    assert not {"OPTOUT", "REF_S", "ID_NC", "ID_REF"} & study
    assert Regime.SERVICE not in DISPOSITIONS["OPPO"].regimes


def test_every_outcome_has_its_words() -> None:
    for code, row in DISPOSITIONS.items():
        assert french(f"disposition.{code}") == row.label
