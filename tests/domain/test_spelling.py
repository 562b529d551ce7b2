"""Texts as they are compared: what a keyboard, a file and an ear write differently is the same."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st
import pytest

from cnmas_desktop.domain.spelling import letters, plain, words


@pytest.mark.parametrize(
    ("written", "also"),
    [("Œuvré", "OEUVRE"), ("Lætitia", "LAETITIA"), ("Saint-Étienne ", "saint etienne"), ("ﬁlé", "FILE"), ("Ǽ", "ae")],
)
def test_one_name_in_two_spellings(written: str, also: str) -> None:
    assert letters(written) == letters(also) != ""


def test_words_end_at_whatever_is_neither_letter_nor_digit() -> None:
    assert words("LE  GOFF-Œuvré, d'Été_2") == ["le", "goff", "oeuvre", "d", "ete", "2"]
    assert plain("L'Été_2") == "l'ete_2"


@given(st.text(st.characters(codec="latin-1") | st.sampled_from("œŒŸ")))
def test_capitals_accents_and_their_order_in_the_file_make_no_difference(text: str) -> None:
    for other in (text.upper(), unicodedata.normalize("NFD", text), plain(text)):
        assert letters(other) == letters(text) == "".join(words(text))
