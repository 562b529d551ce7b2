"""The page of a campaign is read from counts that are kept: they must be what reading every case, call and event again gives."""

from collections import Counter
from datetime import UTC, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from cnmas_desktop.domain.dispositions import DISPOSITIONS, PRECEDENCE
from cnmas_desktop.services.supervision import CentreFigures, Line
from tests.agent_desk import Office
from tests.central.test_counts import work
from tests.office import office

__all__ = ["office"]

PARIS = ZoneInfo("Europe/Paris")
# What is known of each case, from the cases, the calls of the person in the campaign and the events themselves.
RECOUNT = """
    WITH spoken AS (
        SELECT a.contact_id, a.campaign, bool_or(a.disposition = ANY (%(contacts)s)) AS reached,
               array_agg(a.disposition) FILTER (WHERE a.disposition = ANY (%(household)s)) AS shared
          FROM app.reach_attempt a GROUP BY 1, 2
    )
    SELECT c.state, c.disposition, c.last_at IS NOT NULL, c.last_at IS NOT NULL AND coalesce(s.reached, false), s.shared,
           EXISTS (SELECT FROM app.event e WHERE e.case_id = c.id AND e.type = 'notice_read' AND NOT e.dropped),
           c.result ->> 'interview', c.result ->> 'offer'
      FROM app.call_case c LEFT JOIN spoken s ON s.contact_id = c.contact_id AND s.campaign = c.campaign
"""
CONTACTS = [code for code, one in DISPOSITIONS.items() if one.contact]
HOUSEHOLD = [code for code, one in DISPOSITIONS.items() if one.whole_household and one.symbol]


# Whose each interview is, from the events that stand, and how many each agent held: read again from the first event on.
INTERVIEWS = """
    SELECT c.campaign, c.id, i.login, i.told_at FROM app.call_case c, LATERAL (
           SELECT v.login, v.told_at FROM app.valid_events(c.campaign, c.id) v
            WHERE v.type = 'interview_decided' ORDER BY v.epoch DESC, v.seq DESC, v.fix DESC LIMIT 1) i
     WHERE c.result ->> 'interview' = 'accepted' ORDER BY c.id
"""
HELD = "SELECT campaign, login, held, drawn, reviewed FROM app.interview_count WHERE (held, drawn, reviewed) <> (0, 0, 0) ORDER BY 1, 2"


def interviews(office: Office) -> list[tuple[Any, ...]]:
    """What is kept of each interview, once it was held against the events and the counts against it."""
    kept = office.centre.rows(
        "SELECT campaign, case_id, interviewer, held_at FROM app.case_fact WHERE interviewer IS NOT NULL ORDER BY case_id"
    )
    assert kept == office.centre.rows(INTERVIEWS)
    counts = office.centre.rows(HELD)
    assert {(campaign, login): held for campaign, login, held, *_ in counts if held} == Counter((one[0], one[2]) for one in kept)
    with office.centre.operator.transaction(force_rollback=True):
        office.centre.operator.execute("SELECT app.recount_facts()")
        assert counts == office.centre.rows(HELD)
    return kept


def counted(office: Office) -> tuple[dict[str, int], dict[str, int]]:
    """The funnel and the AAPOR symbols, case by case."""
    funnel = dict.fromkeys(
        (
            "imported",
            "callable",
            "attempted",
            "reached",
            "notice_read",
            "interview_accepted",
            "offer_accepted",
        ),
        0,
    )
    symbols = dict.fromkeys(PRECEDENCE, 0)
    with office.centre.admin() as admin:
        rows = admin.execute(RECOUNT.encode(), {"contacts": CONTACTS, "household": HOUSEHOLD}).fetchall()
    for state, disposition, called, reached, shared, noticed, interview, offer in rows:
        facts = (
            True,
            state != "blocked" or called,
            called,
            reached,
            noticed,
            interview == "accepted",
            offer == "accepted",
        )
        for step, holds in zip(funnel, facts, strict=True):
            funnel[step] += holds
        known = [DISPOSITIONS[code].symbol for code in (disposition, *(shared or ())) if code and DISPOSITIONS[code].symbol]
        symbols[min(known, key=PRECEDENCE.index, default="UH")] += 1
    return funnel, symbols


def shown(figures: CentreFigures) -> tuple[dict[str, Any], dict[str, int]]:
    page = figures.read("ESSAI")
    return {one.step: one.count for one in page.funnel}, dict(page.symbols)


@pytest.fixture
def figures(office: Office) -> CentreFigures:
    person = office.centre.add_supervisor()
    return CentreFigures(Line(office.centre.url, person.login, lambda: person.password))


@pytest.mark.parametrize("seed", range(2))
def test_whatever_is_done_the_page_is_a_recount(office: Office, figures: CentreFigures, seed: int) -> None:
    chance = Random(seed)
    office.centre.import_people("ESSAI", 25)
    desks = [office.desk("one"), office.desk("two")]
    for day in range(2):  # read in between: what is kept already changes again
        for desk in desks:
            work(office, desk, chance, 10)
        office.centre.import_people("ESSAI", 3, start=100 * (day + 1))
        assert shown(figures) == counted(office)
        assert interviews(office)
    office.centre.operator.execute("DELETE FROM app.call_case WHERE state IN ('done', 'blocked') AND lease_id IS NULL")
    assert shown(figures) == counted(office)
    interviews(office)
    kept = office.centre.rows("SELECT organisme, facts::text, n FROM app.fact_tally('ESSAI', NULL) ORDER BY 1, 2")
    office.centre.operator.execute("SELECT app.recount_facts()")
    assert kept == office.centre.rows("SELECT organisme, facts::text, n FROM app.fact_tally('ESSAI', NULL) ORDER BY 1, 2")


def test_with_no_supervisor_nothing_piles_up(office: Office) -> None:
    """The desks' contacts count what waits, portion by portion; nobody reads the board here."""
    waiting = "SELECT (SELECT count(*) FROM app.fact_due), (SELECT count(*) FROM app.case_count_delta)"
    tally = "SELECT organisme, facts::text, n FROM app.fact_tally('ESSAI', NULL) ORDER BY 1, 2"
    desk, lines = office.leased()
    desk.push(*desk.call(lines[0], "TERM", state="done", middle=(("notice_read", {"notice": "1"}),)))
    office.centre.operator.execute(  # as a morning's calls leave them
        "INSERT INTO app.fact_due SELECT c.contact_id FROM app.call_case c, generate_series(1, 100)"
    )
    office.centre.operator.execute(
        "INSERT INTO app.case_count_delta SELECT campaign, organisme, zone, state, due, holder, assigned, interview, offer, unsent, n * way"
        "  FROM app.case_count_delta, generate_series(-1, 1, 2) way, generate_series(1, 50)"
    )
    for _ in range(2):
        desk.hello()
    assert max(office.centre.rows(waiting)[0]) < 100
    assert office.centre.value("SELECT count(*) FROM app.case_fact WHERE facts ? 'noticed'") == 1
    kept = office.centre.rows(tally)
    office.centre.operator.execute("SELECT app.recount_facts()")
    assert office.centre.rows(tally) == kept


def test_a_late_call_of_a_day_gone_by_is_added_to_its_day(office: Office, figures: CentreFigures) -> None:
    desk, lines = office.leased(2)
    past = datetime.combine(datetime.now(PARIS).date() - timedelta(days=9), time(12), PARIS)
    for line, ahead in zip(lines, (timedelta(), timedelta(hours=1)), strict=True):
        desk.clock.ahead = past + ahead - datetime.now(UTC)
        desk.push(*desk.call(line, "NRP"))
        (day,) = figures.read("ESSAI").days
        assert (day.day, day.attempts) == (past.astimezone(PARIS).date(), 1 + (ahead > timedelta()))
    assert sum(sum(line.by_disposition.values()) for line in figures.read("ESSAI").hours) == 2
