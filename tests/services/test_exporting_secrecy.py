"""Small counts are hidden, and cannot be found again from what is shown."""

from collections.abc import Sequence
from contextlib import nullcontext
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
import pytest

from cnmas_desktop.central.manager_rows import StudyCount
from cnmas_desktop.domain.campaigns import catalogue
from cnmas_desktop.messages import KnownError
from cnmas_desktop.services.exporting import export_results
from cnmas_desktop.services.secrecy import THRESHOLD, Figure, protect, protect_table
from cnmas_desktop.services.study_table import published
from tests.services.memory_exchange import MemoryCentre

STUDY = next(one for one in catalogue() if one.code == "SATISFACTION")

counts = st.one_of(st.integers(0, 14), st.integers(0, 60))
tables = st.integers(1, 4).flatmap(lambda width: st.lists(st.lists(counts, min_size=width, max_size=width), min_size=1, max_size=5))


def protect_row(counts: Sequence[int]) -> list[str]:
    """A row of counts and its total, published together; the total comes last."""
    figures = [Figure("from", "to", count, inner=True) for count in counts]
    return protect([*figures, Figure("to", "from", sum(counts), inner=False)])


def test_the_vector_of_the_domain_facts() -> None:
    assert protect_row([25, 40, 7]) == ["s", "40", "< 11", "72"]


def test_nothing_small_nothing_hidden_and_zero_is_shown() -> None:
    assert protect_table([[5, 11, 0], [3, 8, 0]])[-1][-1] == "27", "nor more than that asks for"
    assert protect_table([[0, 11], [12, 30]]) == [["0", "11", "11"], ["12", "30", "42"], ["12", "41", "53"]]


def test_a_hidden_neighbour_that_would_give_the_cell_away_does_not_do() -> None:
    # 1 and 11 hidden with their total 12 shown: the signs alone would say 1 + 11.
    assert protect_row([1, 11]) == ["< 11", "11", "s"]


@given(tables)
def test_every_small_count_is_hidden_and_every_shown_count_is_true(table: list[list[int]]) -> None:
    texts = protect_table(table)
    full = [[*row, sum(row)] for row in table]
    full.append([sum(column) for column in zip(*full, strict=True)])
    for line, row in enumerate(full):
        for place, count in enumerate(row):
            text = texts[line][place]
            inner = line < len(table) and place < len(table[0])
            assert text == str(count) or text in ("s", "< 11")
            if 0 < count < THRESHOLD:
                assert text == ("< 11" if inner else "s")
            elif count == 0:
                assert text == "0"


@given(tables)
def test_no_hidden_line_can_be_completed_by_subtraction(table: list[list[int]]) -> None:
    """The classical attack: a line (row, column, line of totals) with exactly one figure hidden."""
    texts = protect_table(table)
    lines = [*texts, *map(list, zip(*texts, strict=True))]
    full = [[*row, sum(row)] for row in table]
    full.append([sum(column) for column in zip(*full, strict=True)])
    truths = [*full, *map(list, zip(*full, strict=True))]
    for shown, true in zip(lines, truths, strict=True):
        hidden = [count for text, count in zip(shown, true, strict=True) if not text.isdigit()]
        assert len(hidden) != 1 or hidden[0] >= THRESHOLD or hidden[0] == 0


def solutions(texts: list[list[str]], limit: int) -> dict[tuple[int, int], set[int]]:
    """By brute force over a 2 × 2 table: every value of each hidden cell that agrees with all that is shown and with the signs."""
    ranges = [
        [int(text)] if text.isdigit() else list(range(1, THRESHOLD)) if text == "< 11" else list(range(THRESHOLD, limit))
        for text in (texts[0][0], texts[0][1], texts[1][0], texts[1][1])
    ]
    found: dict[tuple[int, int], set[int]] = {}
    for a, b, c, d in product(*ranges):
        totals = {(0, 2): a + b, (1, 2): c + d, (2, 0): a + c, (2, 1): b + d, (2, 2): a + b + c + d}
        if all(texts[line][place] in (str(total), "s") for (line, place), total in totals.items()):
            for place, value in zip(((0, 0), (0, 1), (1, 0), (1, 1)), (a, b, c, d), strict=True):
                found.setdefault(place, set()).add(value)
    return found


@settings(max_examples=25)
@given(st.lists(st.lists(st.integers(0, 18), min_size=2, max_size=2), min_size=2, max_size=2))
def test_a_reader_who_tries_everything_learns_only_that_a_small_cell_is_small(table: list[list[int]]) -> None:
    texts = protect_table(table)
    found = solutions(texts, 29)
    for line, place in product(range(2), range(2)):
        if texts[line][place] == "< 11":
            assert found[line, place] == set(range(1, THRESHOLD))


def test_a_study_leaves_as_aggregates_of_one_organisme_only() -> None:
    counts = [
        StudyCount("751", 30, "F", "accepted", 25),
        StudyCount("751", 31, "H", "accepted", 40),
        StudyCount("751", 66, "F", "accepted", 7),
        StudyCount("751", 66, "H", "accepted", 60),
        StudyCount("751", 80, "F", "opposed", 2),
        StudyCount("011", 30, "F", "accepted", 500),
    ]
    rows = published(counts, "751")
    assert rows[0] == (
        "Organisme",
        "Tranche d'âge",
        "Sexe",
        "Entretien accepté",
        "Entretien refusé",
        "Opposition",
    )
    assert len(rows) == 1 + 7 * 3
    cells = {(row[1], row[2]): row[3:] for row in rows[1:]}
    assert {row[0] for row in rows[1:]} == {"751"}
    assert cells["65 à 74 ans", "Femmes"][0] == "< 11"
    assert cells["75 ans et plus", "Femmes"] == ("0", "0", "< 11")
    assert cells["Ensemble", "Ensemble"][0] == "132"
    assert cells["Moins de 25 ans", "Hommes"] == ("0", "0", "0")


def test_unknown_ages_and_sexes_are_lines_of_their_own() -> None:
    rows = published([StudyCount("751", None, "", "refused", 20), StudyCount("751", 40, "H", "refused", 30)], "751")
    cells = {(row[1], row[2]): row[4] for row in rows[1:]}
    assert cells["Âge inconnu", "Non renseigné"] == "20"
    assert cells["35 à 49 ans", "Hommes"] == "30"


answers = st.builds(
    StudyCount, st.just("751"), st.integers(18, 90), st.sampled_from(("F", "H", "")), st.sampled_from(("accepted", "refused", "opposed")), st.just(1)
)  # fmt: skip
days = st.lists(st.one_of(st.lists(answers, max_size=30), st.sampled_from(("read", "close", "taken back"))), max_size=25)


@settings(max_examples=30)
@given(days)
def test_no_two_moments_of_a_study_can_be_compared(course: list[list[StudyCount] | str]) -> None:
    """Answers, results taken back and readings in any order: whoever reads as often as they like has read one table."""
    centre, seen = MemoryCentre(closed=False), set()
    with TemporaryDirectory() as folder:
        for step in [*course, "close", "read"]:
            if step == "close":
                centre.closed = True
            elif step == "taken back":
                centre.counts = centre.counts[:-1]
            elif step != "read":
                centre.counts += tuple(one for one in step if isinstance(one, StudyCount))
            else:
                path = Path(folder) / "etude.csv"
                with nullcontext() if centre.closed else pytest.raises(KnownError, match="n'est pas close"):
                    export_results(centre, STUDY, "751", path)
                    seen.add(path.read_bytes())
    assert len(seen) == 1
