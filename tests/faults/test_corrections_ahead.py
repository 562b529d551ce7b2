"""Corrections that arrive before what they correct (a sealed journal, a second desk, a push cut and sent again): figures are what a recount gives."""

from datetime import UTC, datetime, timedelta
from itertools import islice
from random import Random

import pytest

from cnmas_desktop.domain.events import Event
from cnmas_desktop.sync.protocol import LeaseLine
from tests.agent_desk import Desk, Office, centre_attempt
from tests.faults.simulation.centre import ROLLUPS
from tests.office import office

__all__ = ["office"]

ORDERS, SIZES = 4, (1, 3, 20)
KEPT = "SELECT day, measure, n::integer FROM app.rollup WHERE login = %s AND n <> 0 ORDER BY day, measure"
WORTH = [
    "attempts", "attempts", "disposition:RACC", "hour:09:RACC", "interview_refused", "offer_refused", "opt_outs", "reached",
]  # fmt: skip


def story(desk: Desk, line: LeaseLine) -> list[Event]:
    """A call that was told wrongly twice, one that did not ring, and one on the day after in which a wish was heard."""
    at = datetime.now(UTC) + timedelta(days=1)
    desk.clock.ahead = datetime(2026, 11, 23, 8, tzinfo=UTC) - datetime.now(UTC)
    told = desk.call(line, "NRP", at=at, middle=[("reached", {"who": "person"}), ("interview_decided", {"accepted": True})])
    first = desk.seal("correction", line, supersedes=str(told[2].id), reason="erreur", replacement={"accepted": False})
    ended = desk.seal("correction", line, supersedes=str(told[3].id), reason="erreur", replacement={"disposition": "TERM"})
    again = desk.seal("correction", line, supersedes=str(ended.id), reason="erreur", replacement={"disposition": "RACC"})
    silent = desk.call(
        line, "NRP", at=at, middle=[("reached", {"who": "person"}), ("offer_decided", {"offer": "B", "decision": "accepted"})]
    )
    voided = desk.seal("attempt_voided", line, attempt=centre_attempt(silent[0]), reason="pas_sonne")
    desk.clock.ahead += timedelta(days=1)
    wish = desk.call(line, "OPTOUT", state="blocked", middle=[
        ("offer_decided", {"offer": "B", "decision": "refused"}), ("authorisation_withdrawn", {"channel": "phone"}),
    ])  # fmt: skip
    unsaid = desk.seal("correction", line, supersedes=str(wish[-1].id), reason="erreur")
    return [*told, first, ended, again, *silent, voided, *wish, unsaid]


@pytest.mark.parametrize("size", SIZES)
def test_the_figures_do_not_depend_on_the_order_in_which_corrections_come(office: Office, size: int) -> None:
    seen = set()
    for number in range(ORDERS):
        desk, (line,) = office.leased(name=f"agent{number}")
        events = story(desk, line)
        if number:
            Random(f"{size} {number}").shuffle(events)
        left = iter(events)
        while batch := list(islice(left, size)):
            assert {answer.status.value for answer in desk.push(*batch)} <= {"applied", "flagged"}
        kept = office.centre.rows(KEPT, office.person(f"agent{number}").login)
        assert sorted(measure for _, measure, n in kept for _ in range(n)) == WORTH
        seen.add(str(kept))
        desk.gateway.close()
    assert len(seen) == 1
    assert office.centre.rows(ROLLUPS) == []
