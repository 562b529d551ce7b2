"""What leaves of a study (seed 2): anonymous counts by age band and sex for one organisme, small cells hidden.

One table leaves for each organisme, when the study is closed, and the same ever after (`manager.study_table` keeps it). Each table hides what
is small, but two of the same people at two moments are differenced: what changed from the one to the other is who answered in between, and
hiding more of the second cannot call back the first. To wait until each count has moved by eleven would not do either: the answer that makes the
eleventh tells itself. So there is no second moment.
"""

from collections.abc import Sequence

from cnmas_desktop.central.manager_rows import StudyCount
from cnmas_desktop.services.secrecy import protect_table

HEADER = ("Organisme", "Tranche d'âge", "Sexe", "Entretien accepté", "Entretien refusé", "Opposition")
AGE_BANDS = ((0, 24), (25, 34), (35, 49), (50, 64), (65, 74), (75, 200))
"""First and last age of each band, in completed years."""

_OUTCOMES = ("accepted", "refused", "opposed")
_SEXES = {"F": "Femmes", "H": "Hommes", "": "Non renseigné"}
_ALL = "Ensemble"


def published(counts: Sequence[StudyCount], organisme: str) -> list[tuple[str, ...]]:
    """The header and the rows to publish, totals included, each outcome protected as a table of its own.

    The three outcomes are never added up, so that none can be found from the others.
    """
    bands: list[tuple[int, int] | None] = [*AGE_BANDS]
    sexes = ["F", "H"]
    own = [count for count in counts if count.organisme == organisme and count.n]
    if any(_band(count.age) is None for count in own):
        bands.append(None)
    if any(count.sex not in ("F", "H") for count in own):
        sexes.append("")
    by_outcome = [_protected([count for count in own if count.outcome == outcome], bands, sexes) for outcome in _OUTCOMES]
    rows: list[tuple[str, ...]] = [HEADER]
    for line, band in enumerate([*map(_band_name, bands), _ALL]):
        for column, sex in enumerate([*(_SEXES[sex] for sex in sexes), _ALL]):
            rows.append((organisme, band, sex, *(table[line][column] for table in by_outcome)))
    return rows


def _protected(counts: Sequence[StudyCount], bands: Sequence[tuple[int, int] | None], sexes: Sequence[str]) -> list[list[str]]:
    cells = [[0] * len(sexes) for _ in bands]
    for count in counts:
        cells[bands.index(_band(count.age))][sexes.index(count.sex if count.sex in ("F", "H") else "")] += count.n
    return protect_table(cells)


def _band(age: int | None) -> tuple[int, int] | None:
    return None if age is None else next((band for band in AGE_BANDS if band[0] <= age <= band[1]), None)


def _band_name(band: tuple[int, int] | None) -> str:
    if band is None:
        return "Âge inconnu"
    if band == AGE_BANDS[0]:
        return f"Moins de {band[1] + 1} ans"
    return f"{band[0]} ans et plus" if band == AGE_BANDS[-1] else f"{band[0]} à {band[1]} ans"
