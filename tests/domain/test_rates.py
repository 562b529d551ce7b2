"""AAPOR rates against published vectors, exact, and their laws."""

from fractions import Fraction as F

from hypothesis import given
from hypothesis import strategies as st
import pytest

from cnmas_desktop.domain.rates import SYMBOLS, all_rates, eligibility, rate

A = {"I": 4, "P": 2, "R": 1, "NC": 1, "O": 1, "UH": 1, "UO": 1, "NE": 1}
B = {"I": 5, "P": 3, "R": 2, "NC": 1, "O": 2, "UH": 1, "UO": 1, "NE": 1}
TENTH = {**A, "UR": 1}
VECTORS = [
    (A, F(9, 10), "4/11 6/11 10/27 5/9 4/9 2/3 1/2 3/4 4/7 6/7 1/11 5/54 1/9 8/11 20/27 8/9"),
    (B, F(1, 2), "1/3 8/15 5/14 4/7 5/13 8/13 5/12 2/3 1/2 4/5 2/15 1/7 2/13 4/5 6/7 12/13"),
    ({"UO": 1}, F(3, 10), "0 0 0 0 - - - - - - 0 0 - 0 0 -"),
    (TENTH, F(9, 10), "1/3 1/2 40/117 20/39 4/9 2/3 1/2 3/4 4/7 6/7 1/12 10/117 1/9 2/3 80/117 8/9"),
]


@pytest.mark.parametrize(("counts", "e", "expected"), VECTORS, ids="ABEF")
def test_published_vectors(counts: dict[str, int], e: F, expected: str) -> None:
    wanted = [None if text == "-" else F(text) for text in expected.split()]
    assert [rate(name, counts, e) for name in all_rates(counts, e)] == wanted
    assert list(all_rates(dict(reversed(counts.items())), e).values()) == wanted


def test_e_by_default_is_that_of_the_calculator() -> None:
    assert eligibility(A) == F(9, 10)
    assert all_rates(A) == all_rates(A, F(9, 10))
    assert eligibility({"UH": 3}) is None


def test_nothing_called_yet_is_said_as_nothing() -> None:
    assert set(all_rates({}).values()) == {None}
    assert all_rates({"UH": 3})["RR3"] is None
    assert all_rates({"UH": 3})["RR1"] == 0


@pytest.mark.parametrize(
    ("name", "counts", "e"),
    [
        ("RR1", {"X": 1}, None), ("RR1", {"I": -1}, None), ("RR3", A, F(11, 10)), ("RR3", A, F(-1, 10)), ("RR3", A, None), ("RR4", A, None),
        ("REF2", A, None), ("CON2", A, None), ("RR7", A, None), ("LOC1", A, None),
    ],
)  # fmt: skip
def test_what_cannot_be_computed_is_an_error(name: str, counts: dict[str, int], e: F | None) -> None:
    with pytest.raises(ValueError):
        rate(name, counts, e)


@given(st.dictionaries(st.sampled_from(SYMBOLS), st.integers(0, 500)), st.fractions(0, 1))
def test_laws(counts: dict[str, int], e: F) -> None:
    rates = all_rates(counts, e)
    for value in rates.values():
        assert value is None or 0 <= value <= 1
    for low, high in (
        ("RR1", "RR2"),
        ("RR3", "RR4"),
        ("RR1", "RR3"),
        ("RR3", "RR5"),
        ("COOP1", "COOP2"),
        ("COOP1", "COOP3"),
        ("REF1", "REF3"),
        ("CON1", "CON3"),
    ):
        less, more = rates[low], rates[high]
        if less is not None and more is not None:
            assert less <= more
    without = {name: count for name, count in counts.items() if name != "NE"}
    assert all_rates(without, e) == rates  # the not eligible enter no denominator
    if rates["RR6"] is not None and rates["REF3"] is not None and rates["CON3"] is not None:
        other = F(counts.get("O", 0), sum(counts.get(name, 0) for name in ("I", "P", "R", "NC", "O")))
        assert rates["RR6"] + rates["REF3"] + other == rates["CON3"]
