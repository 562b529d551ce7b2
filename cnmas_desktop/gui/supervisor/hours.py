"""The calls of a campaign by hour and result: four results in words, of which the chart and its table are made."""

from collections.abc import Sequence

from cnmas_desktop.domain.dispositions import DISPOSITIONS
from cnmas_desktop.gui.agent.texts import tr
from cnmas_desktop.services.campaign_figures import HourLine

Row = tuple[int, int, int, int, int]
"""Hour, interviews, refusals, without contact, other."""


def result(code: str) -> int:
    """The place of a disposition in a `Row`."""
    known = DISPOSITIONS.get(code)
    if known is None:
        return 4
    if known.symbol in ("I", "P"):
        return 1
    if known.symbol == "R":
        return 2
    return 4 if known.contact else 3


def hour_rows(hours: Sequence[HourLine]) -> list[Row]:
    """From the first hour with a call to the last, the empty ones between too."""
    counted = {line.hour: line.by_disposition for line in hours}
    if not counted:
        return []
    rows: list[Row] = []
    for hour in range(min(counted), max(counted) + 1):
        row = [hour, 0, 0, 0, 0]
        for code, count in counted.get(hour, {}).items():
            row[result(code)] += count
        rows.append((row[0], row[1], row[2], row[3], row[4]))
    return rows


def hour_series(rows: Sequence[Row]) -> list[tuple[str, tuple[int, ...], str]]:
    """Title, values and colour of each part of the bars; a refusal is a right, and not red."""
    titles = (
        (tr("Entretien"), "success"),
        (tr("Refus"), "border"),
        (tr("Sans contact"), "track"),
        (tr("Autre"), "primary_text"),
    )
    return [(title, tuple(row[place] for row in rows), colour) for place, (title, colour) in enumerate(titles, 1)]
