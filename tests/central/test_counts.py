"""The figures of the queue are kept, not counted: they must be what a count of the cases gives, whatever was done and by how many."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
import json
from random import Random
from typing import Any

import pytest

from cnmas_desktop.central.supervisor_gateway import SupervisorGateway
from cnmas_desktop.sync.protocol import LeaseLine
from tests.agent_desk import Desk, Office, centre_attempt
from tests.central_server import Centre

OPEN = "state IN ('fresh', 'retry', 'callback', 'interrupted')"
KINDS = f"""
    SELECT campaign, organisme, zone, app.counted_state(state, last_at), CASE WHEN {OPEN} THEN date_bin('1 hour', callable_from, '2000-01-01 00:00:00+00')
           ELSE '-infinity' END::text, lease_id IS NOT NULL, assigned_to IS NOT NULL, coalesce(result ->> 'interview', ''),
           coalesce(result ->> 'offer', ''), result_at IS NOT NULL AND exported_lot IS NULL, count(*)
      FROM app.call_case GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
"""
TALLY = """
    SELECT campaign, organisme, zone, state, due::text, leased, assigned, interview, offer, unsent, n
      FROM app.case_tally(NULL) ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
"""
HELD = """
    SELECT leased_device, count(*), count(*) FILTER (WHERE state = 'callback' AND callable_from <= now()) FROM app.call_case
     WHERE lease_id IS NOT NULL GROUP BY 1 ORDER BY 1
"""
# What the page shows, counted from the cases themselves.
PAGE = f"""
    WITH legal AS (SELECT DISTINCT rule, zone FROM app.legal_window WHERE span @> now()), judged AS (
        SELECT c.*, {OPEN.replace("state", "c.state")} AND c.lease_id IS NULL AS free, c.callable_from <= now() AND legal.rule IS NOT NULL AS may
          FROM app.call_case c JOIN app.campaign k ON k.code = c.campaign JOIN app.contact p ON p.id = c.contact_id
          LEFT JOIN legal ON legal.rule = k.calling_rule AND legal.zone = p.zone)
    SELECT count(*), count(*) FILTER (WHERE free AND may), count(*) FILTER (WHERE free AND NOT may),
           count(*) FILTER (WHERE state = 'callback' AND callable_from <= now()),
           count(*) FILTER (WHERE state = 'callback' AND callable_from < now() - interval '5 minutes')
      FROM judged
"""


@pytest.fixture
def office(centre: Centre) -> Iterator[Office]:
    made = Office(centre)
    yield made
    made.close()


def work(office: Office, desk: Desk, chance: Random, steps: int) -> None:
    """What an agent's day may bring, in any order."""
    held: list[LeaseLine] = []
    done: list[Any] = []
    for _ in range(steps):
        if not held:
            held += desk.gateway.check_out(desk.device, chance.randint(1, 4))
        what = chance.choice(("call", "call", "callback", "talk", "give_back", "amend", "renew"))
        if what == "give_back" and held:
            desk.gateway.check_in(desk.device, [held.pop().case_id])
        elif what == "amend" and done:
            ended = done.pop()
            desk.push(
                desk.seal("correction", ended[0], supersedes=str(ended[1].id), replacement=None, reason="slip")
                if chance.random() < 0.5
                else desk.seal("attempt_voided", ended[0], attempt=centre_attempt(ended[1]), reason="not_rung")
            )
        elif what == "renew":
            desk.gateway.renew(desk.device)
        elif held:
            line = held.pop(chance.randrange(len(held)))
            at = desk.clock.now() + timedelta(minutes=chance.randint(-90, 90))
            code, state, middle = {
                "call": ("NRP", "retry", ()),
                "callback": ("RDV", "callback", ()),
                "talk": (
                    "TERM",
                    "done",
                    (
                        ("interview_decided", {"accepted": True}),
                        ("offer_decided", {"offer": "o", "decision": "refused"}),
                    ),
                ),
            }.get(what, ("OPTOUT", "blocked", (("authorisation_withdrawn", {"channel": "phone"}),)))
            events = desk.call(line, code, state=state, at=at, middle=middle)
            desk.push(*events)
            done.append((line, events[-1]))


def same(office: Office) -> None:
    assert office.centre.rows(TALLY) == office.centre.rows(KINDS)
    assert office.centre.rows("SELECT device, n, due FROM app.held_tally() ORDER BY 1") == office.centre.rows(HELD)


@pytest.mark.both_servers
@pytest.mark.parametrize("seed", range(2))
def test_the_figures_are_those_of_a_recount(office: Office, seed: int) -> None:
    chance = Random(seed)
    office.centre.import_people("ESSAI", 30)
    desks = [office.desk("one"), office.desk("two")]
    for desk in desks:
        work(office, desk, chance, 12)
    same(office)
    office.centre.import_people("ESSAI", 5, start=30)
    assign = "UPDATE app.call_case SET assigned_to = %s WHERE lease_id IS NULL AND line < 6"
    office.centre.operator.execute(assign.encode(), (office.person("two").login,))
    same(office)
    with closing(SupervisorGateway(office.centre.add_supervisor().connect())) as supervisor:
        (page,) = supervisor.queue_counts()  # folds
        work(office, desks[1], chance, 6)
        office.centre.operator.execute("UPDATE app.call_case SET exported_lot = 1 WHERE result_at IS NOT NULL")
        office.centre.operator.execute("DELETE FROM app.call_case WHERE state = 'done' AND lease_id IS NULL")
        office.centre.operator.execute("UPDATE app.campaign SET calling_rule = 'public_service'")
        (page,) = supervisor.queue_counts("ESSAI")
    same(office)
    shown = (page.total, page.callable, page.waiting, page.callbacks_due, page.callbacks_late)
    assert [shown] == office.centre.rows(PAGE)
    assert office.centre.value("SELECT min(n) FROM app.case_count") > 0


def test_nobody_waits_and_nothing_is_lost_while_the_figures_are_folded(office: Office) -> None:
    office.centre.import_people("ESSAI", 60)
    desks = [office.desk(name) for name in ("one", "two", "three")]
    supervisor = SupervisorGateway(office.centre.add_supervisor().connect())
    with ThreadPoolExecutor(4) as pool:
        jobs = [pool.submit(work, office, desk, Random(place), 15) for place, desk in enumerate(desks)]
        while not all(job.done() for job in jobs):
            assert sum(line.total for line in supervisor.queue_counts()) == 60
        for job in jobs:
            job.result()
    supervisor.close()
    same(office)


def test_an_operator_counts_anew_what_was_written_behind_the_triggers(office: Office) -> None:
    office.centre.import_people("ESSAI", 4)
    with office.centre.admin() as admin:
        admin.execute("SET session_replication_role = replica")
        admin.execute(
            "UPDATE app.call_case SET state = 'done', result = %s WHERE line < 4",
            (json.dumps({"interview": "accepted"}),),
        )
    office.centre.operator.execute("SELECT app.recount_cases()")
    same(office)
